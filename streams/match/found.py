"""A match: a rule met by an article, with the evidence."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from streams.article import ArticleRef, Frozen, Moment
from streams.facts import Number
from streams.places.place import MentionedPlace, Place
from streams.reading.status import Status
from streams.reading.voice import Voice
from streams.rules.severity import Severity


class HappenedAt(Frozen):
    """When the event is said to have happened, and the words that say so."""

    from_: Moment = Field(alias="from")
    to: Moment
    quote: str | None = None


class Evidence(Frozen):
    """A stretch of the article that met a condition: the field sliced at ``start:end`` is exactly ``text``."""

    field: Literal["title", "text"]
    start: int = Field(description="offset in Unicode code points")
    end: int
    text: str
    why: str


class Match(Frozen):
    """One rule met by one article at one place."""

    id: str
    article: ArticleRef
    rule: str
    title: str = Field(description="the rule's title: the event in words")
    family: str
    tags: tuple[str, ...] = ()
    ruleset: str
    severity: Severity
    status: Status
    according_to: Voice | None = None
    happened_at: HappenedAt | None = None
    place: Place | None = None
    places: tuple[MentionedPlace, ...] = ()
    facts: dict[str, Number] = {}
    quote: str
    evidence: tuple[Evidence, ...]
    group_by: Literal["place", "district", "region", "country", "none"] = "place"
    window_s: int = Field(86_400, description="seconds without a report after which the incident is over")
    max_age_s: int = Field(259_200, description="seconds after its first report from which a new incident begins")
    left_out: tuple[str, ...] = Field(
        (),
        description="what of the article was not looked at, in words; left out itself where there is nothing to tell",
        exclude_if=lambda told: not told,
    )
    source: str = Field(description="the rule's file and line, for whoever wants to mend it")
