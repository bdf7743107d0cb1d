"""A gazetteer with what analysts add to it and say of the world: laid over the compiled one, in milliseconds instead of its half minute."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import marisa_trie

from streams.places.atlas.build import Record, heard, languages_of, names_of, ranking
from streams.places.front import interest_near_the_front
from streams.places.gazetteer import (
    CAPITAL,
    CURATED,
    DISTANT,
    KINDS,
    NO_ROW,
    NOWHERE,
    SCALE,
    Candidate,
    Gazetteer,
    Name,
)
from streams.places.place import Place
from streams.places.similarity import key_of, skeleton
from streams.places.world import NO_WORLD, World

COLUMNS = {
    "_lat": "i",
    "_lon": "i",
    "_population": "I",
    "_country": "H",
    "_parent": "I",
    "_seat": "I",
    "_kind": "B",
    "_flags": "B",
}
"""What is known of each row, and its type; a copy of all takes 6 MB and a few milliseconds."""


class AmendedGazetteer(Gazetteer):
    """A gazetteer and some places more, less some names, in a world.

    It answers as a gazetteer compiled from all the records at once would. The one beneath stays as it is and shares
    its names; the added places have the rows behind its own.
    """

    def __init__(
        self, base: Gazetteer, added: Sequence[Record] = (), *, ignore: Iterable[str] = (), world: World = NO_WORLD
    ) -> None:
        """Lay places over a gazetteer.

        Args:
            base: the gazetteer; each place that an added one lies in is one of its own.
            added: places with ids that it does not have.
            ignore: names that are to mean none of its places; an added place keeps its names.
            world: what is true of the world; villages near what was fought for count as more than they are.
        """
        self.__dict__.update(base.__dict__)
        self.__dict__.pop("_row_of_id", None)
        self._companions = {}
        self._first = len(base)
        self._added = sorted(added, key=lambda record: record.id)
        self._row_of_added = {record.id: self._first + number for number, record in enumerate(self._added)}
        self.ignored = frozenset(map(key_of, ignore))
        self.world = world
        about = [base.version, sorted(self.ignored), [list(record) for record in self._added], _written(world)]
        self.version = hashlib.sha256(json.dumps(about, default=dict).encode()).hexdigest()[:12]
        for name, kind in COLUMNS.items():
            column = array(kind)
            column.frombytes(getattr(base, name).tobytes())
            column.extend(self._values(name, base))
            setattr(self, name, memoryview(column))
        self._candidates_added: dict[str, list[Candidate]] = defaultdict(list)
        self._sounding: dict[str, set[str]] = defaultdict(set)
        for row, record in enumerate(self._added, self._first):
            for key, link in names_of(record):
                self._candidates_added[key].append(Candidate(row, link))
                if link != DISTANT and heard(key):
                    self._sounding[skeleton(key)].add(key)
        self._trie_added = marisa_trie.Trie(self._candidates_added)
        self.interest = interest_near_the_front(self, world.fought_for)

    def _values(self, column: str, base: Gazetteer) -> Iterator[int]:
        """A column of the added places."""
        for record in self._added:
            parent, seat = base.row(record.parent or ""), base.row(record.seat or "")
            values: dict[str, int] = {
                "_lat": NOWHERE if record.lat is None else round(record.lat * SCALE),
                "_lon": NOWHERE if record.lon is None else round(record.lon * SCALE),
                "_population": record.population,
                "_country": self._countries.index(record.country),
                "_parent": NO_ROW if parent is None else parent,
                "_seat": NO_ROW if seat is None else seat,
                "_kind": KINDS.index(record.kind),
                "_flags": CAPITAL * record.capital | CURATED * record.curated,
            }
            yield values[column]

    @property
    def name_count(self) -> int:
        """How many different names there are."""
        ignored = sum(super(AmendedGazetteer, self).has(key) for key in self.ignored)
        return super().name_count - ignored + sum(not self._has_below(key) for key in self._candidates_added)

    def row(self, place: str | Place) -> int | None:
        """The row of a place or a place id; None when this gazetteer has no such place."""
        found = self._row_of_added.get(place if isinstance(place, str) else place.id)
        return super().row(place) if found is None else found

    def id_at(self, row: int) -> str:
        """The id of the place in a row."""
        return super().id_at(row) if row < self._first else self._added[row - self._first].id

    def name_at(self, row: int) -> str:
        """The English name of the place in a row."""
        return super().name_at(row) if row < self._first else self._added[row - self._first].name

    def candidates(self, key: str) -> tuple[Candidate, ...]:
        """The places under a key (`similarity.key_of`)."""
        below = () if key in self.ignored else super().candidates(key)
        added = self._candidates_added.get(key, ())
        if not added and self.interest.keys().isdisjoint(row for row, _ in below):
            return below
        return tuple(sorted((*below, *added), key=self._rank))

    def _rank(self, candidate: Candidate) -> tuple[Any, ...]:
        """The order of places of one name; of two equals an added one stands between areas and settlements."""
        row, link = candidate
        order = 1 if row >= self._first else 2 * (row >= len(self._ids))
        population = max(self.population_of(row), self.interest.get(row, 0))
        weight = ranking(population, curated=bool(self._flags[row] & CURATED))
        return (link == DISTANT, -weight, order, row, link)

    def names_of(self, row: int) -> list[Name]:
        """Every name of the place in a row: its own first, then as the sources list them."""
        if row < self._first:
            return [name for name in super().names_of(row) if name.key not in self.ignored]
        record = self._added[row - self._first]
        languages = languages_of(record)
        return [Name(key, languages.get(key, ""), link) for key, link in names_of(record)]

    def _has_below(self, key: str) -> bool:
        return key not in self.ignored and super().has(key)

    def has(self, key: str) -> bool:
        """Whether a key is a name."""
        return key in self._candidates_added or self._has_below(key)

    def begins_name(self, key: str) -> bool:
        """Whether a longer name begins with these words."""
        return bool(self.beginning_with(key + " ", 1))

    def prefixes(self, key: str) -> list[str]:
        """The names that a key begins with, by letters; the caller looks after word boundaries."""
        below = [name for name in super().prefixes(key) if name not in self.ignored]
        return sorted({*below, *self._trie_added.prefixes(key)}, key=len)

    def sounding_like(self, key: str) -> list[str]:
        """The names with the same consonant skeleton: a shortlist, a few dozen at most."""
        added = self._sounding.get(skeleton(key), set())
        below = [name for name in super().sounding_like(key) if name not in self.ignored and name not in added]
        return [*sorted(added), *below]

    def beginning_with(self, prefix: str, limit: int) -> list[str]:
        """Up to ``limit`` names that begin with these letters."""
        names = dict.fromkeys(self._trie_added.keys(prefix)[:limit])
        for name in self._trie.iterkeys(prefix):
            if len(names) >= limit:
                break
            if name not in self.ignored:
                names[name] = None
        return list(names)


def _written(world: World) -> list[Any]:
    """A world as it is hashed: the same for every order in which it may be written."""
    return [sorted(one.items()) if isinstance(one, Mapping) else sorted(one) for one in vars(world).values()]
