"""An explanation: a rule's conditions as a tree, each with what met it or what comes nearest.

As JSON it is an interface for programs: its fields only grow.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from streams.article import Frozen
from streams.match.found import Evidence, Match
from streams.places.place import Place
from streams.proving.closest import Closest
from streams.rules.rule import Condition, Term

Kind = Literal[
    "term", "any", "all", "at_least", "concept", "unless", "status", "places", "facts", "title", "limits", "escalate"
]


class Step(Frozen):
    """One condition: what it asks for, whether it is met, and what says so."""

    kind: Kind
    asks: str
    met: bool | None = Field(description="null where it does not decide: an escalation, or a part nobody needed")
    why: str
    evidence: tuple[Evidence, ...] = ()
    closest: Closest | None = Field(None, description="the nearest thing in the article to what is missed")
    of: tuple[Step, ...] = Field((), description="its parts")
    left_out: int = Field(0, description="parts that are not listed")


class TriedSentence(Frozen):
    """The sentence at which the rule was tried: offsets slice back to the article's field."""

    field: Literal["title", "text"]
    start: int
    end: int
    text: str
    lang: str


class Other(Frozen):
    """Another sentence that meets the rule's terms, and what became of it."""

    field: Literal["title", "text"]
    start: int
    end: int
    outcome: str


class Explanation(Frozen):
    """A rule against one article. It matches exactly when no step says ``met: false``."""

    rule: str
    source: str = Field(description="the rule's file and line")
    verdict: Literal["matches", "does not match"]
    sentence: TriedSentence | None = Field(description="null when nothing in the article is what the rule asks for")
    steps: tuple[Step, ...] = Field(
        description="first the terms; what else is asked is tried only where they are all met"
    )
    failed: int | None = Field(description="the number of the first step that is not met, from 0")
    others: tuple[Other, ...] = Field((), description="other sentences that meet the rule's terms, at most 20")
    matches: tuple[Match, ...]


def placed(place: Place | None) -> str:
    """A place with its id."""
    return f"{place.name} ({place.id})" if place else "no place"


def number_in_words(least: int, most: int | None) -> str:
    """A number, or the range that it is in."""
    return f"at least {least}" if most is None else str(least) if least == most else f"{least} to {most}"


def kind_of(condition: Condition) -> Kind:
    """What a condition is in a tree."""
    if isinstance(condition, Term):
        return "term"
    if condition.label:
        return "concept"
    if condition.need == 1:
        return "any"
    return "all" if condition.need == len(condition.of) else "at_least"


def asks(condition: Condition) -> str:
    """What a condition asks for, in a few words."""
    if isinstance(condition, Term):
        added = f", {condition.overlay}:{condition.at[0]}" if condition.overlay else ""
        return f"{condition.text} ({condition.lang}{added})"
    if condition.label:
        return f"concept {condition.label}"
    if len(condition.of) == 1:
        return asks(condition.of[0])
    kind = {"any": "any of", "all": "all of"}.get(kind_of(condition), f"at least {condition.need} of")
    return f"{kind}: {listed(condition.of)}"


def listed(conditions: Sequence[Condition]) -> str:
    """The first four of several conditions."""
    more = len(conditions) - 4
    return ", ".join(asks(part) for part in conditions[:4]) + (f" and {more} more" if more > 0 else "")
