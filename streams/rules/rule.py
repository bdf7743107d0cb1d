"""The rule, as analysts write it, and its conditions as a tree of terms and groups."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from streams.places.area import Area
from streams.status import Severity, Status

Lang = Literal["en", "uk", "ru", "ar"]
GroupBy = Literal["place", "district", "region", "country", "none"]


SHORTEST, LONGEST = 60, 365 * 86_400
"""Shortest and longest duration in a rule, in seconds: what is shorter gathers nothing, what is longer everything."""


def _duration(value: Any) -> Any:
    """`90m`, `24h`, `3d` → seconds."""
    found = re.fullmatch(r"(\d+) ?(m|h|d)", value) if isinstance(value, str) else None
    if not found:
        raise ValueError("write a number and a unit: 90m, 24h or 3d")
    seconds = int(found[1][:9]) * {"m": 60, "h": 3600, "d": 86_400}[found[2]]
    if not SHORTEST <= seconds <= LONGEST:
        raise ValueError("a duration between 1m and 365d is expected")
    return seconds


Duration = Annotated[int, BeforeValidator(_duration)]


def _listed(value: Any) -> Any:
    """One name may stand for a list of one."""
    return [value] if isinstance(value, str) else value


class Closed(BaseModel):
    """A part of a file that people write: an unknown key is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PlacesFilter(Closed):
    """Where the event must be: in one of the places, or within ``km`` kilometres of one."""

    in_: Annotated[list[str], BeforeValidator(_listed)] = Field([], alias="in")
    near: str | None = None
    km: Annotated[float, Field(gt=0, le=2000)] | None = None

    @model_validator(mode="after")
    def _near_and_km(self) -> PlacesFilter:
        if (self.near is None) != (self.km is None):
            raise ValueError("`near` and `km` go together: {near: Kherson, km: 50}")
        if not self.in_ and self.near is None:
            raise ValueError("say `in` or `near`")
        return self


class IncidentTerms(Closed):
    """How matches of the rule are gathered into incidents; times in seconds once read."""

    group_by: GroupBy = "place"
    window: Duration = 86_400
    max_age: Duration = 259_200


class RuleTest(Closed):
    """One test inside a rule: a text, and whether the rule matches it, where and with which status."""

    text: str
    title: str | None = None
    matches: bool
    place: str | None = None
    status: Status | None = None


class RuleFile(Closed):
    """A rule file, before its conditions are read."""

    title: Annotated[str, Field(pattern=r"^\S[^\n]*$", max_length=200)]
    about: str = ""
    severity: Severity
    family: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    tags: list[Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]] = []
    lang: Lang | None = None
    all: list[Any] | None = None
    any: list[Any] | None = None
    unless: Any = None
    within: Any = "sentence"
    status: Annotated[list[Status], Field(min_length=1)] = [Status.OCCURRED, Status.ONGOING, Status.CLAIMED]
    places: PlacesFilter | None = None
    incident: IncidentTerms = IncidentTerms()
    tests: list[RuleTest] = []


class ConceptFile(Closed):
    """A vocabulary that rules share, or the cues of one status: terms by language, with tests of their own."""

    about: str = ""
    terms: dict[str, Any]
    tests: list[ConceptTest] = []


class ConceptTest(Closed):
    """One test of a vocabulary: whether any of its terms stands in the text."""

    text: str
    matches: bool


class PackFile(Closed):
    """`pack.yaml`: whose the pack is, and what its rules need not repeat."""

    owner: str
    about: str = ""
    defaults: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class TermWord:
    """One word of a term: any inflected form of it, exactly it, or anything that begins with it."""

    kind: Literal["lemma", "exact", "prefix"]
    text: str


@dataclass(frozen=True, slots=True)
class Term:
    """Words adjacent and in order; with ``gap``, two such phrases at most so many words apart."""

    lang: str
    phrases: tuple[tuple[TermWord, ...], ...]
    text: str
    gap: int = 0
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """A condition met when at least ``need`` of its parts are: 1 is any, all of them is all."""

    need: int
    of: tuple[Condition, ...]
    label: str = ""


Condition = Term | Group


def terms_of(condition: Condition) -> Iterator[Term]:
    """Every term in a condition."""
    if isinstance(condition, Term):
        yield condition
    else:
        for part in condition.of:
            yield from terms_of(part)


@dataclass(frozen=True, slots=True)
class Within:
    """How close together the conditions must be met: so many ``count`` of ``unit``."""

    unit: Literal["sentence", "paragraph", "article", "words"]
    count: int = 1


@dataclass(frozen=True, slots=True)
class Unless:
    """A condition that must not be met in the same scope."""

    condition: Condition
    within: Within


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, read: what has to be met, and what its matches carry."""

    id: str
    title: str
    about: str
    severity: Severity
    family: str
    tags: tuple[str, ...]
    groups: tuple[Condition, ...]
    unless: tuple[Unless, ...]
    within: Within
    statuses: frozenset[Status]
    area: Area | None
    incident: IncidentTerms
    tests: tuple[RuleTest, ...]
    source: str


SAMPLE_DAY = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
"""When the texts of tests inside rules are taken to be published: "in 2014" is past, "tomorrow" has a date."""
