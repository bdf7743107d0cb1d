"""Ukraine's districts: the official codifier joined to the settlements of GeoNames by name, region and nearness.

The codifier (KATOTTG) knows the official Ukrainian name of every settlement and what it lies in, and no coordinates;
GeoNames knows coordinates, and no districts. A name that both know once in a region is the same settlement. Those
tell where each community lies, and the communities tell namesakes apart.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from streams.languages.lexicon import stems
from streams.places.similarity import key_of


class Unit(NamedTuple):
    """A unit of the codifier.

    ``kind`` is its letter: O region, K city that is a region, P district, H community, M city, T and X townlet, C
    village. ``above`` are the codes of what it lies in, the largest first.
    """

    code: str
    name: str
    kind: str
    above: tuple[str, ...]


class Settled(NamedTuple):
    """A settlement of GeoNames: its id, the ISO 3166-2 code of its region, its Cyrillic keys, where and how large."""

    id: str
    region: str
    keys: frozenset[str]
    lat: float
    lon: float
    population: int


class Named(NamedTuple):
    """An area named by an adjective, with the settlement it is named after: Покровський, after Покровськ."""

    code: str
    adjective: str
    region: str
    seat: str | None


class Joined(NamedTuple):
    """What the join tells.

    ``districts`` and ``communities`` in the codifier's order; ``district_of`` the code of the district by settlement
    id; ``official`` the official Ukrainian name by settlement id, where the codifier has it.
    """

    districts: list[Named]
    communities: list[Named]
    district_of: dict[str, str]
    official: dict[str, str]


REGIONS = {"UA01": "UA-43", "UA44": "UA-09", "UA73": "UA-77", "UA80": "UA-30", "UA85": "UA-40"}
"""The codifier's regions whose number is not ISO 3166-2's: Crimea, Luhansk, Chernivtsi, Kyiv, Sevastopol."""
_SETTLEMENTS = frozenset("KMTXC")
FARTHEST_KM = 60.0
"""How far a settlement may lie from the middle of its community; districts are some 80 km across."""

_Point = tuple[float, float]


def region_of(code: str) -> str:
    """The ISO 3166-2 code of the region that a unit lies in."""
    return REGIONS.get(code[:4], f"UA-{code[2:4]}")


def join_districts(units: Sequence[Unit], settlements: Sequence[Settled]) -> Joined:
    """Find the settlement of each unit, and the district of each settlement."""
    found = _alone(units, settlements)
    found |= _nearest(units, settlements, found)
    unit_of = {settled.id: unit for unit, settled in found.items()}
    district_of = {place: code for place, unit in unit_of.items() if (code := _district_above(unit))}
    district_of |= _as_neighbours(settlements, district_of)
    inside: dict[str, list[Settled]] = defaultdict(list)
    for unit, settled in found.items():
        for code in unit.above:
            inside[code].append(settled)
    return Joined(
        [_named(unit, inside[unit.code]) for unit in units if unit.kind == "P"],
        [_named(unit, inside[unit.code]) for unit in units if unit.kind == "H"],
        district_of,
        {place: unit.name for place, unit in unit_of.items()},
    )


_Key = tuple[str, str]


def _alone(units: Iterable[Unit], settlements: Iterable[Settled]) -> dict[Unit, Settled]:
    """Units and settlements whose name is the only one in their region, on both sides."""
    ours, theirs = _by_name(units, settlements)
    return {found[0]: theirs[key][0] for key, found in ours.items() if len(found) == len(theirs.get(key, ())) == 1}


def _by_name(
    units: Iterable[Unit], settlements: Iterable[Settled]
) -> tuple[dict[_Key, list[Unit]], dict[_Key, list[Settled]]]:
    ours: dict[_Key, list[Unit]] = defaultdict(list)
    theirs: dict[_Key, list[Settled]] = defaultdict(list)
    for unit in units:
        if unit.kind in _SETTLEMENTS:
            ours[region_of(unit.code), key_of(unit.name)].append(unit)
    for settled in settlements:
        for key in settled.keys:
            theirs[settled.region, key].append(settled)
    return ours, theirs


def _nearest(
    units: Sequence[Unit], settlements: Sequence[Settled], known: Mapping[Unit, Settled]
) -> dict[Unit, Settled]:
    """Namesakes within a region: each settlement goes to the unit whose community lies nearest."""
    middles = _middles(known)
    taken = {settled.id for settled in known.values()}
    ours, theirs = _by_name(
        (unit for unit in units if unit not in known), (one for one in settlements if one.id not in taken)
    )
    pairs = []
    for key, namesakes in ours.items():
        for unit in namesakes:
            middle = next((middles[code] for code in reversed(unit.above) if code in middles), None)
            if middle is not None:
                pairs += [(_km(middle, (one.lat, one.lon)), unit, one) for one in theirs.get(key, ())]
    found: dict[Unit, Settled] = {}
    for apart, unit, settled in sorted(pairs, key=lambda pair: (pair[0], pair[1].code, pair[2].id)):
        if apart <= FARTHEST_KM and unit not in found and settled.id not in taken:
            found[unit] = settled
            taken.add(settled.id)
    return found


def _middles(known: Mapping[Unit, Settled]) -> dict[str, _Point]:
    """The middle of each community and district, of the settlements known to lie in it."""
    points: dict[str, list[_Point]] = defaultdict(list)
    for unit, settled in known.items():
        for code in unit.above:
            points[code].append((settled.lat, settled.lon))
    return {
        code: (sum(lat for lat, _ in found) / len(found), sum(lon for _, lon in found) / len(found))
        for code, found in points.items()
    }


def _km(one: _Point, other: _Point) -> float:
    """Kilometres on a flat map, good enough within a region."""
    north, east = other[0] - one[0], (other[1] - one[1]) * math.cos(math.radians(one[0]))
    return 111.2 * math.hypot(north, east)


def _as_neighbours(settlements: Sequence[Settled], district_of: Mapping[str, str]) -> dict[str, str]:
    """The district of what the codifier does not know: that of the nearest settlement of its region."""
    cells: dict[tuple[str, int, int], list[Settled]] = defaultdict(list)
    for one in settlements:
        if one.id in district_of:
            cells[one.region, round(one.lat * 5), round(one.lon * 5)].append(one)
    found = {}
    for one in settlements:
        if one.id in district_of:
            continue
        here = (round(one.lat * 5), round(one.lon * 5))
        near = [
            other
            for north in (-1, 0, 1)
            for east in (-1, 0, 1)
            for other in cells.get((one.region, here[0] + north, here[1] + east), ())
        ]
        if near:
            nearest = min(near, key=lambda other: (_km((one.lat, one.lon), (other.lat, other.lon)), other.id))
            found[one.id] = district_of[nearest.id]
    return found


def _district_above(unit: Unit) -> str | None:
    """The code of the district that a unit lies in: the second level; cities that are regions have none."""
    return unit.above[1] if len(unit.above) > 1 else None


def _named(unit: Unit, inside: Sequence[Settled]) -> Named:
    return Named(unit.code, unit.name, region_of(unit.code), _seat(unit.name, inside))


_ADJECTIVE = re.compile("|".join(stems("naming.of-areas")))
"""The end of an adjective: Курахівська is of Курахове and not of Курахівка."""


def _seat(adjective: str, inside: Sequence[Settled]) -> str | None:
    """The settlement that an area is named after: the largest whose name shares its stem (Криворізький, Кривий Ріг).

    The largest of all may share less: Білоцерківський, after Біла Церква.
    """
    stem = _ADJECTIVE.sub("", key_of(adjective))
    ranked = sorted(inside, key=lambda one: (-one.population, one.id))
    alike = (one for one in ranked if any(shares_stem(stem, name) for name in one.keys))
    largest = (one for one in ranked[:1] if any(name.startswith(stem[:SHORTEST_STEM]) for name in one.keys))
    best = next(alike, None) or next(largest, None)
    return best.id if best else None


SHORTEST_STEM = 3


def shares_stem(stem: str, name: str) -> bool:
    """Whether an adjective with this stem may be of a name: криворіз, кривий ріг."""
    common = next((at for at, (one, other) in enumerate(zip(stem, name, strict=False)) if one != other), len(stem))
    common = min(common, len(name))
    return common >= max(SHORTEST_STEM, len(stem) - 2) or (common >= 4 and common >= len(stem) / 2 and " " in name)
