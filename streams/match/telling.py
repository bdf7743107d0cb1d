"""What one article tells of one rule, place by place: the best passage for each, and which places fold into others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from streams.facts import Number, largest
from streams.match.passage import Passage
from streams.match.scene import Where
from streams.places.gazetteer import Gazetteer
from streams.reading.status import Assertion
from streams.text.text import Text


class Telling(NamedTuple):
    """A passage that meets a rule in everything: how it asserts the event, and where.

    ``facts`` are the largest numbers that any such passage says of the place: a title rings, its text counts.
    """

    passage: Passage
    assertion: Assertion
    where: Where
    facts: dict[str, Number]


class Tellings:
    """The tellings of one rule in one article, by what no two of them share: a place, or a run of sentences without one."""

    def __init__(self, texts: Sequence[Text], runs: Callable[[int], list[int]], gazetteer: Gazetteer) -> None:
        self._texts = texts
        self._runs = runs
        self._gazetteer = gazetteer
        self.best: dict[str, Telling] = {}
        self._keys: dict[tuple[int, int], set[str]] = defaultdict(set)

    def take(self, one: Telling) -> None:
        """Take one more telling: of one place the one that asserts it more strongly, with the larger numbers of both."""
        place, sentence = one.where.place, one.passage[:2]
        key = place.id if place else self._unplaced(one.passage)
        if key in self._keys[sentence]:
            return  # the sentence repeats itself: its numbers are told already
        self._keys[sentence].add(key)
        self.best[key] = _better(one, self.best.get(key))

    def _unplaced(self, passage: Passage) -> str:
        """The key of what is told of no place: one for the heading and for what is told first, one for each run else."""
        text, sentence = passage[:2]
        first = self.best.get("")
        if first is None or self._texts[text].field == "title" or self._texts[first.passage.text].field == "title":
            return ""
        run = self._runs(text)[sentence]
        return "" if self._runs(text)[first.passage.sentence] == run else f"#{run}"

    def folded(self) -> list[str]:
        """The keys left when no place folds into a placed telling, and a region into a settlement inside it.

        What tells numbers of its own away from them is an event of its own: *41 drones were shot down overnight*.
        """
        inside = self._by_area()
        return [
            key
            for key, one in self.best.items()
            if not any(self._folds(one, other) for other in self._narrower(one, inside))
        ]

    def _by_area(self) -> dict[int, list[Telling]]:
        """The tellings that lie in each area, by its row, without the area's own."""
        inside: dict[int, list[Telling]] = defaultdict(list)
        for one in self.best.values():
            row = self._gazetteer.row(one.where.place) if one.where.place else None
            if row is not None:
                for area in self._gazetteer.areas_of(row)[1:]:
                    inside[area].append(one)
        return inside

    def _narrower(self, told: Telling, inside: dict[int, list[Telling]]) -> Iterable[Telling]:
        """Those that name a place inside a telling's; beside one that names none, all that do or that came before it."""
        if told.where.place is not None:
            row = self._gazetteer.row(told.where.place)
            return inside.get(row, ()) if row is not None else ()
        mine = told.passage[:2]
        return (one for one in self.best.values() if one.where.place is not None or one.passage[:2] < mine)

    def _folds(self, told: Telling, other: Telling) -> bool:
        if self._texts[told.passage.text].field == "title" or _says_no_more(told, other):
            return True
        if told.passage.text != other.passage.text:
            return False
        runs = self._runs(told.passage.text)
        return runs[told.passage.sentence] == runs[other.passage.sentence]


def _better(told: Telling, before: Telling | None) -> Telling:
    if before is None:
        return told
    numbers = largest(told.facts, before.facts)
    stronger = told if told.assertion.status.strength > before.assertion.status.strength else before
    return stronger._replace(facts=numbers)


def _says_no_more(told: Telling, other: Telling) -> bool:
    """Whether a telling has no number that another does not have, too."""
    known = {(name, number.min, number.max) for name, number in other.facts.items()}
    return all((name, number.min, number.max) in known for name, number in told.facts.items())
