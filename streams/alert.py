"""An alert: a change of an incident, and why it is worth telling. The public contract of the `alerts` topic."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from streams.article import ArticleRef, Frozen, Moment
from streams.places.place import MentionedPlace, Place
from streams.rules.found import HappenedAt
from streams.status import Number, Severity, Status, Voice

Corroboration = Literal["rumour", "one-sided", "corroborated", "official"]


class Change(StrEnum):
    """What an alert tells of its incident, most telling first."""

    OPENED = "opened"
    RETRACTED = "retracted"
    ESCALATED = "escalated"
    CORROBORATED = "corroborated"
    MERGED = "merged"
    UPDATED = "updated"
    CLOSED = "closed"


class Code(StrEnum):
    """Why a change is worth telling: the closed list of `decision.code`."""

    FIRST = "first"
    AGAIN = "again"
    NUMBERS = "numbers"
    SEVERITY = "severity"
    STATUS = "status"
    FRESH = "fresh"
    INDEPENDENT_SOURCE = "independent-source"
    DENIED = "denied"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    SAME_EVENT = "same-event"
    QUIET = "quiet"


class Decision(Frozen):
    """Why an alert was sent: a code for programs, words for people."""

    code: Code
    text: str


class Outlet(Frozen):
    """A source of an incident's reports; ``family`` is the publisher it belongs to, ``side`` whose voice it is."""

    name: str
    family: str | None = None
    side: str | None = None


class Alert(Frozen):
    """One change of one incident. ``id`` is the same however often it is sent: deduplicate by it."""

    id: str
    seq: int = Field(description="1 for the alert that opens the incident, then counting up")
    incident: str
    change: Change
    changes: tuple[Change, ...]
    decision: Decision
    rule: str = Field(description="the rule that names the incident: the most severe")
    rules: tuple[str, ...]
    family: str
    tags: tuple[str, ...]
    title: str
    severity: Severity
    status: Status
    corroboration: Corroboration | None = None
    according_to: Voice | None = None
    place: Place | None = None
    places: tuple[MentionedPlace, ...] = ()
    facts: dict[str, Number] = {}
    quote: str
    lang: str | None = None
    first_seen: Moment
    last_seen: Moment
    happened_at: HappenedAt | None = None
    sources: tuple[Outlet, ...]
    articles: tuple[ArticleRef, ...] = Field(description="the newest 200")
    article_count: int
    related: tuple[str, ...] = ()
    late: bool = Field(description="the newest report was already stale when it was fetched: never audible")
    ruleset: str
    source: str = Field(description="file and line of the rule that names the incident")
    at: Moment = Field(description="the time of the record that made the change: an article's arrival or a tick")
