"""Stretches of an article: where conditions must be met together, what met them, and the sentence that asserts it."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from streams.rules.occurrences import Hit
from streams.rules.rule import Term, Unless


class Window(NamedTuple):
    """Where conditions must be met together: words ``first`` to ``last`` of a text, or the whole article (-1)."""

    text: int
    first: int
    last: int

    def of(self, hits: list[Hit]) -> list[Hit]:
        """Those of the hits, which are in order, that lie inside."""
        if self.text < 0:
            return hits
        begin = bisect_left(hits, (self.text, self.first), key=lambda hit: (hit.text, hit.first))
        end = bisect_left(hits, (self.text, self.last), key=lambda hit: (hit.text, hit.first))
        return [hit for hit in hits[begin:end] if hit.last <= self.last]


class Met(NamedTuple):
    """A condition met: which term, where."""

    term: Term
    hit: Hit


class Excuse(NamedTuple):
    """An `unless` that is met: where it was looked for, and what met it."""

    unless: Unless
    window: Window
    met: list[Met]


class Passage(NamedTuple):
    """A stretch of an article in which a rule is met: the sentence that asserts the event, and the evidence."""

    text: int
    sentence: int
    evidence: tuple[Met, ...]
