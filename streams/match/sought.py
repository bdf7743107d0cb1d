"""Conditions with the numbers of their terms, so that what an article lacks is left out of them at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from streams.rules.rule import Condition, Term


class Sought(NamedTuple):
    """A condition as it is looked for: a term (``need`` 0) with its number, or a group of which ``need`` must be met.

    ``numbers`` are those of all its terms, ``holders`` for each the places of the parts that hold it.
    """

    condition: Condition
    need: int
    parts: tuple[Sought, ...]
    numbers: frozenset[int]
    holders: Mapping[int, Sequence[int]]
    alone: bool = True
    """Whether any one of its terms meets it."""

    def any_of(self) -> Iterator[tuple[int, Term]]:
        """Its terms with their numbers, in order."""
        if isinstance(self.condition, Term):
            yield from ((number, self.condition) for number in self.numbers)
        for part in self.parts:
            yield from part.any_of()


def sought(condition: Condition, number: Mapping[Term, int], of: Callable[[Condition], Sought]) -> Sought:
    """A condition with the numbers of its terms; ``of`` says the same of its parts."""
    if isinstance(condition, Term):
        return Sought(condition, 0, (), frozenset({number[condition]}), {})
    parts = tuple(map(of, condition.of))
    holders = defaultdict[int, list[int]](list)
    for place, part in enumerate(parts):
        for term in part.numbers:
            holders[term].append(place)
    alone = condition.need == 1 and all(part.alone for part in parts)
    return Sought(condition, condition.need, parts, frozenset(holders), holders, alone)


class Present:
    """What is left of conditions in one article: groups of a thousand terms shrink to the few that stand there."""

    def __init__(self, present: AbstractSet[int]) -> None:
        self._present = present
        self._left: dict[int, Sought | None] = {}

    def left(self, asked: Sought) -> Sought | None:
        """A condition without the parts that the article cannot meet; None when it cannot meet the condition itself."""
        if not asked.parts:
            return None if asked.numbers.isdisjoint(self._present) else asked
        key = id(asked)
        if key not in self._left:
            self._left[key] = self._leave(asked)
        return self._left[key]

    def _leave(self, asked: Sought) -> Sought | None:
        places = sorted({place for number in asked.numbers & self._present for place in asked.holders[number]})
        parts = tuple(left for place in places if (left := self.left(asked.parts[place])) is not None)
        return asked._replace(parts=parts) if len(parts) >= asked.need else None
