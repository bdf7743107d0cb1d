"""Every place, by every name; what lies in what.

A gazetteer is one block of bytes, compiled by `streams.places.atlas.build`, that is used as it lies: a trie of name keys
(`similarity.key_of`), packed arrays of what is known of each place, and a second trie of consonant skeletons for
fuzzy shortlists. Nothing is unpacked at loading, so a worker starts quickly and a place costs some 30 bytes.

Inside the gazetteer a place is a *row*, a small number that differs between builds; outside it is an id, which does
not.
"""

from __future__ import annotations

import json
import math
import struct
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import cached_property
from itertools import compress
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, cast, get_args

import marisa_trie

from streams.places.place import AREAS, Kind, Place
from streams.places.similarity import fold, skeleton
from streams.places.world import NO_WORLD, World

FORMAT = 4
"""Changes with the layout: a cache file of another format is rebuilt, never read."""

MAGIC = b"TOCSIN-PLACES\0"
HEADER = struct.Struct("<14sHQQ")
"""Magic, format, length of the whole file, length of the JSON table of sections that follows."""

NOWHERE = 0x7FFFFFFF
"""The latitude of a place without coordinates."""
NO_ROW = 0xFFFFFFFF
SCALE = 100_000
"""Coordinates are whole numbers of 1e-5 degrees (1.1 m): what GeoNames gives, exactly."""

KINDS: tuple[Kind, ...] = get_args(Kind)
CAPITAL, CURATED = 1, 2
"""Flags of a place: the capital of its country; added by an analyst in `rules/places.yaml`."""
MAIN, ALIAS, EXONYM, DISTANT = 0, 1, 2, 3
"""How a name belongs to a place: its usual name, another spelling of it, another language's, or an old or odd one.

Kurakhove is also Kurakhovo (`ALIAS`), Moscow is Москва (`EXONYM`), and to GeoNames Kurakhove is Roy and Petrovka too
(`DISTANT`)."""
CURATED_PROMINENCE = 50_000
"""What an analyst adds by hand counts as a town of this size: it was added because the news names it."""

LANGUAGES = ("", "en", "uk", "ru", "ar")
"""Languages that names are told to be in, as format 3 numbers them; GeoNames' dumps do not say of which language most are.
A file with names in others lists these behind, under `languages`."""

EARTH_RADIUS_KM = 6371.0088
_T = TypeVar("_T")


class Candidate(NamedTuple):
    """A place that a name may mean: its row, and how the name belongs to it."""

    row: int
    link: int


class Name(NamedTuple):
    """A name of a place as a key (`similarity.key_of`), its language where known, and how it belongs to the place."""

    key: str
    language: str
    link: int


class Gazetteer:
    """All places by all names. Make one with `Gazetteer.load`; it does not change."""

    ignored: frozenset[str] = frozenset()
    """Keys that analysts want to mean no place, whichever case form or misspelling of another name they may be."""
    world: World = NO_WORLD
    """What analysts say of the world; it is asked by whoever decides what a name means."""
    interest: Mapping[int, int] = MappingProxyType({})
    """What places count as at least, in inhabitants, by row: villages near the front are in the news."""

    def __init__(self, about: dict[str, Any], sections: dict[str, memoryview]) -> None:
        self.version: str = about["version"]
        self.sources: list[str] = about["sources"]
        self.languages: tuple[str, ...] = (*LANGUAGES, *about.get("languages", ()))
        self._ids: list[str] = about["ids"]
        self._countries: list[str] = about["countries"]
        self._trie = _trie(sections["names"])
        self._skeletons = _trie(sections["skeletons"])
        self._name_offsets = sections["name_offsets"].cast("I")
        self._name_rows = sections["name_rows"].cast("I")
        self._name_links = sections["name_links"].cast("B")
        self._row_offsets = sections["row_offsets"].cast("I")
        self._row_names = sections["row_names"].cast("I")
        self._row_links = sections["row_links"].cast("B")
        self._row_languages = sections["row_languages"].cast("B")
        self._skeleton_offsets = sections["skeleton_offsets"].cast("I")
        self._skeleton_names = sections["skeleton_names"].cast("I")
        self._lat = sections["lat"].cast("i")
        self._lon = sections["lon"].cast("i")
        self._population = sections["population"].cast("I")
        self._country = sections["country"].cast("H")
        self._parent = sections["parent"].cast("I")
        self._seat = sections["seat"].cast("I")
        self._kind = sections["kind"].cast("B")
        self._flags = sections["flags"].cast("B")
        self._numbers = sections["numbers"].cast("I")
        self._label_offsets = sections["label_offsets"].cast("I")
        self._labels = sections["labels"]
        self._companions: dict[Hashable, Any] = {}

    @classmethod
    def load(cls, data: bytes) -> Gazetteer:
        """Use a compiled gazetteer.

        Raises:
            ValueError: the bytes are not a gazetteer of this format, or not all of one.
        """
        if len(data) < HEADER.size:
            raise ValueError("not a gazetteer: too short")
        magic, version, length, table = HEADER.unpack_from(data)
        if magic != MAGIC or version != FORMAT or length != len(data):
            raise ValueError(f"not a whole gazetteer of format {FORMAT}")
        head = json.loads(data[HEADER.size : HEADER.size + table])
        view = memoryview(data)[HEADER.size + table :]
        sections = {name: view[start : start + size] for name, start, size in head["sections"]}
        try:
            return cls(head["about"], sections)
        except KeyError as error:
            raise ValueError(f"not a whole gazetteer of format {FORMAT}: it lacks {error}") from error

    def __len__(self) -> int:
        return len(self._kind)

    @property
    def name_count(self) -> int:
        """How many different names there are."""
        return len(self._trie)

    def companion(self, make: Callable[[Gazetteer], _T]) -> _T:
        """What another module works out from this gazetteer and keeps as long as the gazetteer lives."""
        if make not in self._companions:
            self._companions[make] = make(self)
        return cast("_T", self._companions[make])

    # ------------------------------------------------------------------ places

    def row(self, place: str | Place) -> int | None:
        """The row of a place or a place id; None when this gazetteer has no such place."""
        place_id = place if isinstance(place, str) else place.id
        if place_id.startswith("geonames:") and place_id[9:].isdecimal():
            number = int(place_id[9:])
            index = bisect_left(self._numbers, number)
            found = index < len(self._numbers) and self._numbers[index] == number
            return len(self._ids) + index if found else None
        return self._row_of_id.get(place_id)

    def place(self, place_id: str) -> Place | None:
        """The place with this id; None when this gazetteer has no such place."""
        row = self.row(place_id)
        return None if row is None else self.place_at(row)

    def place_at(self, row: int) -> Place:
        """The place in a row."""
        region, district = self.region_of(row), self.district_of(row)
        position = self.position_of(row)
        return Place(
            id=self.id_at(row),
            name=self.name_at(row),
            country=self.country_of(row),
            admin1=self.name_at(region) if region is not None else None,
            admin2=self.name_at(district) if district is not None else None,
            lat=position[0] if position else None,
            lon=position[1] if position else None,
            kind=self.kind_of(row),
        )

    def position_of(self, row: int) -> tuple[float, float] | None:
        """Latitude and longitude of the place in a row, in degrees; None for areas."""
        if self._lat[row] == NOWHERE:
            return None
        return self._lat[row] / SCALE, self._lon[row] / SCALE

    def id_at(self, row: int) -> str:
        """The id of the place in a row."""
        return self._ids[row] if row < len(self._ids) else f"geonames:{self._numbers[row - len(self._ids)]}"

    def name_at(self, row: int) -> str:
        """The English name of the place in a row."""
        start, end = self._label_offsets[row], self._label_offsets[row + 1]
        return str(self._labels[start:end], "utf-8")

    def kind_of(self, row: int) -> Kind:
        """What the place in a row is."""
        return KINDS[self._kind[row]]

    def country_of(self, row: int) -> str | None:
        """The ISO 3166-1 alpha-2 code of the country that the place in a row lies in."""
        return self._countries[self._country[row]] or None

    def region_of(self, row: int) -> int | None:
        """The row of the first-level region that the place in a row lies in, or is."""
        regions = [area for area in self.areas_of(row) if KINDS[self._kind[area]] == "region"]
        return regions[-1] if regions else None

    def district_of(self, row: int) -> int | None:
        """The row of the district that the place in a row lies in, or is; None where districts are not known."""
        return next((area for area in self.areas_of(row) if KINDS[self._kind[area]] == "district"), None)

    def rows_in(self, country: str) -> Iterator[int]:
        """The rows of all places of a country, by its ISO 3166-1 alpha-2 code."""
        number = self._countries.index(country) if country in self._countries else -1
        return compress(range(len(self)), map(number.__eq__, self._country))

    def areas(self) -> Iterator[int]:
        """The rows of all districts, regions and countries."""
        return (row for row in range(len(self._ids)) if self.kind_of(row) in AREAS)

    def areas_of(self, row: int) -> list[int]:
        """The place in a row and everything it lies in, from small to large."""
        areas = [row]
        while (parent := self._parent[areas[-1]]) != NO_ROW and len(areas) < 8:
            areas.append(parent)
        return areas

    def seat_of(self, row: int) -> int | None:
        """The settlement that a region is named after, if it is (Kherson of Kherson Oblast)."""
        seat = self._seat[row]
        return None if seat == NO_ROW else seat

    def population_of(self, row: int) -> int:
        """How many people live in the place in a row; 0 when nobody knows."""
        return self._population[row]

    def prominence(self, row: int) -> int:
        """How likely a text means this place, as a number of inhabitants."""
        least = CURATED_PROMINENCE if self._flags[row] & CURATED else self.interest.get(row, 0)
        return max(self._population[row], least)

    def is_capital(self, row: int) -> bool:
        """Whether the place in a row is the capital of its country."""
        return bool(self._flags[row] & CAPITAL)

    def population(self, place: str | Place) -> int:
        """How many people live in a place; 0 when nobody knows."""
        row = self.row(place)
        return 0 if row is None else self.population_of(row)

    def lies_in(self, place: str | Place, area: str | Place) -> bool:
        """Whether a place lies in an area; every place lies in itself."""
        inner, outer = self.row(place), self.row(area)
        if inner is None or outer is None:
            return False
        return outer in self.areas_of(inner)

    def distance_km(self, one: Place, other: Place) -> float | None:
        """Kilometres between two places on the sphere; None when one has no coordinates."""
        if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
            return None
        return great_circle_km(one.lat, one.lon, other.lat, other.lon)

    # ------------------------------------------------------------------- names

    def lookup(self, normalised_name: str) -> tuple[Candidate, ...]:
        """The places of a name given as normalised words joined by spaces; usual names first, then the largest."""
        return self.candidates(" ".join(fold(word) for word in normalised_name.split(" ")))

    def candidates(self, key: str) -> tuple[Candidate, ...]:
        """The places under a key (`similarity.key_of`)."""
        number = self._trie.get(key)
        if number is None:
            return ()
        start, end = self._name_offsets[number], self._name_offsets[number + 1]
        return tuple(map(Candidate, self._name_rows[start:end], self._name_links[start:end]))

    def has(self, key: str) -> bool:
        """Whether a key is a name."""
        return key in self._trie

    def begins_name(self, key: str) -> bool:
        """Whether a longer name begins with these words."""
        return next(self._trie.iterkeys(key + " "), None) is not None

    def prefixes(self, key: str) -> list[str]:
        """The names that a key begins with, by letters; the caller looks after word boundaries."""
        return cast("list[str]", self._trie.prefixes(key))

    def names_of(self, row: int) -> list[Name]:
        """Every name of the place in a row: its own first, then as the sources list them."""
        return [
            Name(
                self._trie.restore_key(self._row_names[at]),
                self.languages[self._row_languages[at]],
                self._row_links[at],
            )
            for at in range(self._row_offsets[row], self._row_offsets[row + 1])
        ]

    def sounding_like(self, key: str) -> list[str]:
        """The names with the same consonant skeleton: a shortlist, a few dozen at most."""
        number = self._skeletons.get(skeleton(key))
        if number is None:
            return []
        start, end = self._skeleton_offsets[number], self._skeleton_offsets[number + 1]
        return [self._trie.restore_key(name) for name in self._skeleton_names[start : min(end, start + 200)]]

    def beginning_with(self, prefix: str, limit: int) -> list[str]:
        """Up to ``limit`` names that begin with these letters."""
        names: list[str] = []
        for name in self._trie.iterkeys(prefix):
            names.append(name)
            if len(names) == limit:
                break
        return names

    @cached_property
    def _row_of_id(self) -> dict[str, int]:
        return {place_id: row for row, place_id in enumerate(self._ids)}


def great_circle_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points in degrees, by the haversine formula on a sphere (within 0.6 % of WGS 84)."""
    phi, other_phi = math.radians(lat), math.radians(other_lat)
    half = math.sin((other_phi - phi) / 2) ** 2
    half += math.cos(phi) * math.cos(other_phi) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half)))


def _trie(section: memoryview) -> marisa_trie.Trie:
    trie = marisa_trie.Trie()
    trie.frombytes(bytes(section))
    return trie
