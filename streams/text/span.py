"""Stretches of a text by the numbers of their words, and where in it those words stand."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """Words ``first`` up to but not including ``last`` of a text."""

    first: int
    last: int

    def holds(self, other: Span) -> bool:
        """Whether all words of another span are among these."""
        return self.first <= other.first and other.last <= self.last


class Measured(NamedTuple):
    """Where each word of a text starts and ends, and whether it has a capital: of the sentences that were looked at."""

    starts: list[int]
    ends: list[int]
    capital: list[bool]
