"""The rule, as analysts write it, and its conditions as a tree of terms and groups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, model_validator

from streams.facts import Number
from streams.languages.language import TermLanguage
from streams.places.area import Area
from streams.reading.status import Status
from streams.rules.fields import Allowed, Duration, Name, listed, no_bool, titled
from streams.rules.numbers import AskedOf, Compared, Sign
from streams.rules.severity import Severity

GroupBy = Literal["place", "district", "region", "country", "none"]


class Closed(BaseModel):
    """A part of a file that people write: an unknown key is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PlacesFilter(Closed):
    """Where the event must be: in one of the places, or within ``km`` kilometres of one."""

    in_: Annotated[list[str], BeforeValidator(listed)] = Field([], alias="in")
    near: str | None = None
    km: Annotated[float, BeforeValidator(no_bool), Field(gt=0, le=2000, allow_inf_nan=False)] | None = None

    @model_validator(mode="after")
    def _near_and_km(self) -> PlacesFilter:
        if (self.near is None) != (self.km is None):
            raise ValueError("`near` and `km` go together\nwrite {near: Kherson, km: 50}")
        if not self.in_ and self.near is None:
            raise ValueError("no place is named\nsay `in` or `near`")
        return self


class IncidentTerms(Closed):
    """How matches of the rule are gathered into incidents; times in seconds once read."""

    group_by: GroupBy = "place"
    window: Duration = 86_400
    max_age: Duration = 259_200


class RuleTest(Closed):
    """One test inside a rule: a text, and whether the rule matches it, where, with which status and numbers."""

    text: str
    title: str | None = None
    matches: StrictBool
    place: str | None = None
    status: Status | None = None
    severity: Severity | None = None
    facts: dict[str, Compared] = {}


class EscalateFile(Closed):
    """A severity that replaces the rule's own when numbers say so, as it is written."""

    when: AskedOf
    to: Severity


class RuleFile(Closed):
    """A rule file, before its conditions are read."""

    title: Annotated[str, AfterValidator(titled), Field(max_length=200)]
    about: str = ""
    severity: Severity
    family: Name
    tags: list[Name] = []
    lang: TermLanguage | None = None
    all: list[Any] | None = None
    any: list[Any] | None = None
    unless: Any = None
    within: Any = "sentence"
    status: Annotated[list[Status], Field(min_length=1)] = [Status.OCCURRED, Status.ONGOING, Status.CLAIMED]
    places: PlacesFilter | None = None
    facts: dict[str, Compared] = {}
    incident: IncidentTerms = IncidentTerms()
    escalate: list[EscalateFile] = []
    allow: Allowed = {}
    tests: list[RuleTest] = []


class ConceptFile(Closed):
    """A vocabulary that rules share, the cues of one status, or the ways to say one number.

    ``terms`` are terms by language, or a list of groups among which other concepts may be named.
    """

    about: str = ""
    terms: Any
    allow: Allowed = {}
    tests: list[ConceptTest] = []


class ConceptTest(Closed):
    """One test of a vocabulary: whether any of its terms stands in the text, and which number it says.

    ``number`` is written as in a condition, `= 2` or `>= 12`; only the vocabularies of facts have numbers.
    """

    text: str
    matches: StrictBool
    number: Compared | None = None


class OverlayTestFile(RuleTest):
    """One test of an overlay: of a rule, as its own tests are written, or of a concept, a cue list or a fact."""

    rule: str | None = None
    concept: str | None = None
    cue: str | None = None
    fact: str | None = None
    number: Compared | None = None


class OverlayFile(Closed):
    """`languages/xx.yaml`: terms of one language for vocabularies that stand elsewhere, by the vocabulary's name."""

    about: str = ""
    concepts: dict[str, Any] = {}
    cues: dict[str, Any] = {}
    facts: dict[str, Any] = {}
    allow: Allowed = {}
    tests: list[OverlayTestFile] = []


class PackFile(Closed):
    """`pack.yaml`: whose the pack is, and what its rules need not repeat."""

    owner: str
    about: str = ""
    defaults: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class TermWord:
    """One word of a term: any inflected form of it, exactly it, anything that begins with it, or a slot.

    A slot, `<number>` or `<place>`, stands for one number or one place of any length in words; its text is empty.
    """

    kind: Literal["lemma", "exact", "prefix", "number", "place"]
    text: str


@dataclass(frozen=True, slots=True)
class Term:
    """Words adjacent and in order; with ``gap``, two such phrases at most so many words apart.

    With ``regex`` it is an RE2 expression instead, searched in each sentence whatever the case, and has no phrases.
    ``at`` is its line and column in the file it was read from: equal terms may stand in several places. That file is
    the one of its rule, pack or vocabulary, or the ``overlay``, as it is shown, that adds the term to the vocabulary.
    """

    lang: str
    phrases: tuple[tuple[TermWord, ...], ...]
    text: str
    gap: int = 0
    ordered: bool = True
    regex: str = ""
    at: tuple[int, int] = field(default=(1, 1), compare=False)
    overlay: str = field(default="", compare=False)
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Hash once: a rule set looks its terms up for every article."""
        told = (self.lang, self.phrases, self.text, self.gap, self.ordered, self.regex)
        object.__setattr__(self, "_hash", hash(told))

    def __hash__(self) -> int:
        """The hash of what is compared."""
        return self._hash

    def __reduce__(self) -> tuple[type[Term], tuple[Any, ...]]:
        """Copied to another process it is made anew: hashes of texts differ there."""
        return Term, (self.lang, self.phrases, self.text, self.gap, self.ordered, self.regex, self.at, self.overlay)


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


def fact_of(term: Term) -> str | None:
    """The fact that a term with one `<number>` yields, named by its other words: `killed <number>` → `killed`."""
    words = [word for phrase in term.phrases for word in phrase]
    if sum(word.kind == "number" for word in words) != 1:
        return None
    return "_".join(word.text for word in words if word.kind not in {"number", "place"})


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
class NumberCondition:
    """A condition on one number of an event: `killed >= 10`."""

    fact: str
    sign: Sign
    value: int

    def holds(self, number: Number | None) -> bool:
        """Whether a number surely meets the condition: "at least two" is surely `>= 2`, and never surely `<= 5`."""
        if number is None:
            return False
        if self.sign in {">", ">="}:
            return number.min > self.value or (self.sign == ">=" and number.min == self.value)
        if number.max is None:
            return False
        if self.sign == "=":
            return number.min == number.max == self.value
        return number.max < self.value or (self.sign == "<=" and number.max == self.value)


@dataclass(frozen=True, slots=True)
class Escalation:
    """The severity a match has when every one of the conditions holds."""

    when: tuple[NumberCondition, ...]
    to: Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, read: what has to be met, and what its matches carry. ``allow`` is check code → why it does not apply."""

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
    facts: tuple[NumberCondition, ...]
    incident: IncidentTerms
    escalate: tuple[Escalation, ...]
    allow: Mapping[str, str]
    tests: tuple[RuleTest, ...]
    file: str
    source: str


SAMPLE_DAY = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
"""When the texts of tests inside rules are taken to be published: "in 2014" is past, "tomorrow" has a date."""
