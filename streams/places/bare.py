"""Decide which place a bare name means, as an analyst types it in a rule or a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from streams.places.gazetteer import Gazetteer
from streams.places.inflection import languages_of
from streams.places.place import AREAS, Place
from streams.places.readings import Option, PossibleName, Reader
from streams.places.similarity import key_of, words_of
from streams.places.words import place_words

SHOWN = 5
"""Candidates that a resolution lists."""
TYPED = languages_of("")[0]
"""The language whose sentences bare names are read as in. Analysts type most in Latin letters, and none of these is an
ordinary word there."""
NOT_NAMES = place_words(TYPED).kinds
"""Words that say what kind of place a name belongs to, left out when the whole name is not known."""

_Pool = Sequence[Option]


class Resolution(NamedTuple):
    """What a bare name means: the place or None, why, and the most prominent places it could have meant.

    ``exact`` tells that the name is known as it is written and that the place lies where it was asked for;
    ``considered`` are all the places that were weighed, those first that lie there, and of these the likeliest first.
    """

    place: Place | None
    why: str
    candidates: tuple[Place, ...]
    exact: bool = False
    considered: tuple[Option, ...] = ()


def resolve_name(gazetteer: Gazetteer, name: str, within: str | None = None) -> Resolution:
    """Decide which place a bare name means.

    Args:
        gazetteer: all places.
        name: a name in any script or case; `Lyman, Donetsk Oblast` says in one what ``within`` says apart.
        within: the name or id of a region or country that the place should lie in.
    """
    bare, within = split_name(name, within)
    reader = gazetteer.companion(Reader)
    area = area_called(gazetteer, within) if within else None
    exact = reader.options(_readings(reader, bare))
    if within is None or area is None:
        return _anywhere(reader, bare, exact, within)
    inside = _inside(reader, exact, area) or _nearly_inside(reader, bare, area)
    if not inside:
        return _nowhere(reader, bare, exact, area)
    found = _ranked(reader, inside, f"in {gazetteer.name_at(area)}")
    there = {option.row for option in inside}
    elsewhere = tuple(option for option in exact if option.row not in there)
    return found._replace(considered=found.considered + elsewhere)


def split_name(name: str, within: str | None = None) -> tuple[str, str | None]:
    """A name without remarks in brackets, and where it is said to lie, apart or after a comma."""
    bare, _, rest = _REMARK.sub(" ", name).partition(",")
    return bare, within or rest.strip() or None


_REMARK = re.compile(r"\([^)]*\)")
SMALL = 10_000
"""A known name below this size may be a better known one misspelt: Vinnitsa is a village, and Vinnytsia to most."""


def _anywhere(reader: Reader, name: str, exact: _Pool, within: str | None) -> Resolution:
    """The place that a name means when nothing usable is said about where it lies."""
    pool = list(exact)
    if not pool or pool[0].facts.prominence < SMALL:
        near = reader.nearly(key_of(name), 0)
        pool += reader.options(reading for reading in near if not pool or reading.edits < 1)
    if not pool:
        return Resolution(None, f"no place is called {name.strip()!r}, and none is within a few letters of it", ())
    found = _ranked(reader, pool, f"{within.strip()!r} is no region or country we know" if within else "")
    return found._replace(exact=found.exact and not within)


def _nowhere(reader: Reader, name: str, exact: _Pool, area: int) -> Resolution:
    """The answer when nothing of a name lies where it is said to: a place elsewhere would be worse than none."""
    where = reader.gazetteer.name_at(area)
    elsewhere = "; the candidates lie elsewhere" if exact else ", nor one within a few letters of it"
    told = tuple(reader.place(option.row) for option in exact[:SHOWN])
    return Resolution(None, f"no place in {where} is called {name.strip()!r}{elsewhere}", told, considered=tuple(exact))


def _inside(reader: Reader, pool: _Pool, area: int) -> _Pool:
    areas = {area, *_enclaves(reader.gazetteer, area)}
    return [option for option in pool if option.row in areas or not areas.isdisjoint(option.facts.areas)]


ENCLAVES = {
    "UA-30": "UA-32", "UA-40": "UA-43", "RU-MOW": "RU-MOS", "RU-SPE": "RU-LEN", "BY-HM": "BY-MI", "DE-BE": "DE-BB",
    "CZ-10": "CZ-20",
}  # fmt: skip
"""Cities that are regions of their own, and the region around them, in which everybody but the law says they lie."""


def _enclaves(gazetteer: Gazetteer, area: int) -> list[int]:
    around = gazetteer.id_at(area).removeprefix("iso3166:")
    rows = (gazetteer.row(f"iso3166:{city}") for city, region in ENCLAVES.items() if region == around)
    return [row for row in rows if row is not None]


def _nearly_inside(reader: Reader, name: str, area: int) -> _Pool:
    """Places of an area whose name is a few edits away: one edit more than usual, since the area is known."""
    bare = [word for word in words_of(name) if word not in NOT_NAMES]
    for key in dict.fromkeys((key_of(name), " ".join(bare))):
        near = _inside(reader, reader.options(reader.nearly(key, 1)), area)
        if near:
            return near
    return ()


def _ranked(reader: Reader, pool: _Pool, remark: str) -> Resolution:
    """The best of a pool: an edit counts as much as ten times the inhabitants."""
    ranked = sorted(pool, key=lambda option: -option.weight)
    best = ranked[0]
    rows = list(dict.fromkeys(option.row for option in ranked))
    told = [
        best.reading.how,
        remark,
        "the only place of this name" if len(rows) == 1 else f"the most prominent of {len(rows)} places",
    ]
    why = "; ".join(filter(None, told))
    told_rows = tuple(reader.place(row) for row in rows[:SHOWN])
    return Resolution(reader.place(best.row), why, told_rows, not best.reading.fuzzy, tuple(ranked))


def _readings(reader: Reader, name: str) -> tuple[PossibleName, ...]:
    """The readings of a bare name: all its words, or without the words that say what kind of place it is."""
    words = words_of(name)
    bare = [word for word in words if word not in NOT_NAMES]
    for run in (words, bare if bare != words else []):
        readings = _whole(reader, run) if run else ()
        if readings:
            return readings
    return ()


def _whole(reader: Reader, words: Sequence[str]) -> tuple[PossibleName, ...]:
    """The readings of exactly these words."""
    key = " ".join(words)
    exact = reader.exact(TYPED, key, key)
    if len(words) == 1:
        readings = reader.word(TYPED, words[0]).names.readings
        return readings or ((exact,) if exact else ())
    length, names = reader.longest(TYPED, reader.word(TYPED, words[0]), iter(words[1:]))
    return names.readings if length == len(words) else (exact,) if exact else ()


def area_called(gazetteer: Gazetteer, name: str) -> int | None:
    """The row of the area that a name, an id or a country's code means; a region also by the name of its seat."""
    name = name.strip()
    row = gazetteer.row(f"iso3166:{name}" if re.fullmatch("[A-Z]{2}", name) else name)
    if row is not None:
        return row
    reader = gazetteer.companion(Reader)
    for part in (name, name.partition(",")[0]):
        for reading in _readings(reader, part) or reader.nearly(key_of(part), 0):
            for candidate in reading.candidates:
                area = _as_area(gazetteer, candidate.row)
                if area is not None:
                    return area
    return None


def _as_area(gazetteer: Gazetteer, row: int) -> int | None:
    if gazetteer.kind_of(row) in AREAS:
        return row
    region = gazetteer.region_of(row)
    return region if region is not None and gazetteer.seat_of(region) == row else None
