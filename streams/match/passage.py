"""Stretches of an article: where conditions must be met together, what met them, and the sentence that asserts it."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from streams.match.occurrences import Hit
from streams.rules.rule import Term, Unless


class Window(NamedTuple):
    """Where conditions must be met together: words ``first`` to ``last`` of a text, or the whole article (-1)."""

    text: int
    first: int
    last: int

    def nearest(self, hits: Sequence[Hit], near: Hit) -> list[int]:
        """Of the hits inside, which are in order, those nearest to another, by number; none where none is inside."""
        if not hits:
            return []
        if self.text >= 0:
            return self._nearest_of(self.text, hits, near)
        texts = sorted(range(hits[0].text, hits[-1].text + 1), key=lambda text: abs(text - near.text))
        return next(filter(None, (self._nearest_of(text, hits, near) for text in texts)), [])

    def _nearest_of(self, text: int, hits: Sequence[Hit], near: Hit) -> list[int]:
        """The nearest of one text."""
        first, last = (self.first, self.last) if self.text >= 0 else (-1, math.inf)
        begin = bisect_left(hits, (text, first), key=_begin)
        end = bisect_left(hits, (text, last), begin, key=_begin)
        at = bisect_left(hits, (text, near.first), begin, end, key=_begin)
        ahead = self._first_inside(hits, range(at - 1, begin - 1, -1))
        behind = self._first_inside(hits, range(at, end))
        apart = [(distance(hits[number], near), number) for number in (*ahead, *behind)]
        least = min(apart, default=None)
        return [number for far, number in apart if far == least[0]] if least is not None else []

    def _first_inside(self, hits: Sequence[Hit], numbers: range) -> list[int]:
        """Of some hits the first inside, and those that begin at its word."""
        found: list[int] = []
        for number in numbers:
            hit = hits[number]
            if found and _begin(hit) != _begin(hits[found[0]]):
                break
            if self.text < 0 or hit.last <= self.last:
                found.append(number)
        return found


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
