"""Conditions with the numbers of their terms, so that what an article lacks is left out of them at once."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from streams.rules.rule import Condition, Term


class Sought(NamedTuple):
    """A condition as it is looked for: a term (``need`` 0) with its number, or a group of which ``need`` must be met.

    ``numbers`` are those of all its terms.
    """

    condition: Condition
    need: int
    parts: tuple[Sought, ...]
    numbers: frozenset[int]


def sought(condition: Condition, number: Mapping[Term, int]) -> Sought:
    """A condition with the numbers of its terms."""
    if isinstance(condition, Term):
        return Sought(condition, 0, (), frozenset({number[condition]}))
    parts = tuple(sought(part, number) for part in condition.of)
    return Sought(condition, condition.need, parts, frozenset().union(*(part.numbers for part in parts)))


class Present:
    """What is left of conditions in one article: groups of a thousand terms shrink to the few that stand there."""

    def __init__(self, present: AbstractSet[int]) -> None:
        self._present = present
        self._left: dict[int, Sought | None] = {}

    def left(self, asked: Sought) -> Sought | None:
        """A condition without the parts that the article cannot meet; None when it cannot meet the condition itself."""
        key = id(asked)
        if key not in self._left:
            self._left[key] = self._leave(asked)
        return self._left[key]

    def _leave(self, asked: Sought) -> Sought | None:
        if asked.numbers.isdisjoint(self._present):
            return None
        if not asked.parts:
            return asked
        parts = tuple(left for part in asked.parts if (left := self.left(part)) is not None)
        return asked._replace(parts=parts) if len(parts) >= asked.need else None
