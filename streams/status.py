"""How a text asserts an event, in order of strength."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from streams.article import Frozen


class Status(StrEnum):
    """How the text asserts the event, strongest first; when unsure, the weaker."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    CLAIMED = "claimed"
    EXPECTED = "expected"
    THREATENED = "threatened"
    HYPOTHETICAL = "hypothetical"
    HISTORICAL = "historical"
    NEGATED = "negated"
    DENIED = "denied"

    @property
    def strength(self) -> int:
        """A number that grows with strength: denied is 0."""
        return _STRENGTH[self]


_STRENGTH = {status: len(Status) - 1 - rank for rank, status in enumerate(Status)}


class Voice(Frozen):
    """Who asserts an event: `according_to` of a match."""

    name: str
    role: str | None = None
    side: str | None = None


class Number(Frozen):
    """A number bound to an event; ``max`` is null for "at least"."""

    min: int
    max: int | None = None
    quote: str




Severity = Literal["low", "medium", "high", "critical"]
SEVERITIES: tuple[Severity, ...] = ("low", "medium", "high", "critical")
