"""Stretches of an article: where conditions must be met together, what met them, and the sentence that asserts it."""

from __future__ import annotations

import math
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

    def nearest(self, hits: list[Hit], near: Hit) -> Hit | None:
        """Of the hits inside the one nearest to another; of those that begin at one word the one as long; None of none."""
        if not hits:
            return None
        if self.text >= 0:
            return self._nearest_of(self.text, hits, near)
        texts = sorted(range(hits[0].text, hits[-1].text + 1), key=lambda text: abs(text - near.text))
        return next((found for text in texts if (found := self._nearest_of(text, hits, near)) is not None), None)

    def _nearest_of(self, text: int, hits: list[Hit], near: Hit) -> Hit | None:
        """The nearest of one text."""
        first, last = (self.first, self.last) if self.text >= 0 else (-1, math.inf)
        begin = bisect_left(hits, (text, first), key=_begin)
        end = bisect_left(hits, (text, last), begin, key=_begin)
        at = bisect_left(hits, (text, near.first), begin, end, key=_begin)
        ahead = self._first_inside(hits, range(at - 1, begin - 1, -1))
        behind = self._first_inside(hits, range(at, end))
        return min((*ahead, *behind), key=lambda hit: distance(hit, near), default=None)

    def _first_inside(self, hits: list[Hit], numbers: range) -> list[Hit]:
        """Of some hits the first inside, and those that begin at its word."""
        found: list[Hit] = []
        for number in numbers:
            hit = hits[number]
            if found and _begin(hit) != _begin(found[0]):
                break
            if self.text < 0 or hit.last <= self.last:
                found.append(hit)
        return found[:: numbers.step]


def _begin(hit: Hit) -> tuple[int, int]:
    return hit.text, hit.first


def distance(hit: Hit, near: Hit) -> tuple[int, int, int]:
    """How far apart two hits are; of those that begin at one word the one as long as the other is nearest."""
    return (abs(hit.text - near.text), abs(hit.first - near.first), abs(hit.last - near.last))


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
