"""Where a war is fought: a village near there is named far more often than its size tells.

Of five villages called Vesele in Kharkiv Oblast, none of them with a known population, news means the one near Izium. So a
settlement near a place that was fought for counts as larger than it is; one with more inhabitants than that keeps them.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from streams.places.gazetteer import Gazetteer, great_circle_km
from streams.places.similarity import key_of

REACH_KM = 40.0
"""How far from such a place its battles reach: what guns and most drones do."""
INTEREST = 3_000
"""What the nearest villages count as, in inhabitants; falls evenly to nothing at `REACH_KM`."""
DEGREES = REACH_KM / 111
"""The same in degrees of latitude, and a little more: one is 111.2 km."""


class _Spot(NamedTuple):
    lat: float
    lon: float
    row: int


def interest_near_the_front(gazetteer: Gazetteer, fought_for: Mapping[str, Sequence[str]]) -> dict[int, int]:
    """What each settlement near the front counts as, in inhabitants, by row.

    Args:
        gazetteer: every place.
        fought_for: names of towns by the ISO 3166-2 code of their region; those that it has not count for nothing. They
            count for settlements of their own country: a front is no border.
    """
    towns: dict[str, set[int]] = defaultdict(set)
    for region, names in fought_for.items():
        for name in names:
            if (row := town_of(gazetteer, region, name)) is not None:
                towns[region.partition("-")[0]].add(row)
    interest: dict[int, int] = {}
    for country, rows in towns.items():
        spots = _settlements(gazetteer, country)
        for lat, lon in filter(None, map(gazetteer.position_of, rows)):
            for row, counts in _around(lat, lon, spots):
                interest[row] = max(counts, interest.get(row, 0))
    return interest


def town_of(gazetteer: Gazetteer, region: str, name: str) -> int | None:
    """The row of the largest settlement of a name in a region, by its ISO 3166-2 code; None when there is none."""
    inside = gazetteer.row(f"iso3166:{region}")
    rows = {row for row, _ in gazetteer.candidates(key_of(name)) if gazetteer.region_of(row) == inside}
    towns = [row for row in rows if gazetteer.kind_of(row) == "settlement"] if inside is not None else []
    return max(towns, key=lambda row: (gazetteer.population_of(row), gazetteer.position_of(row) or ()), default=None)


def _settlements(gazetteer: Gazetteer, country: str) -> list[_Spot]:
    """The settlements of a country from south to north."""
    rows = (row for row in gazetteer.rows_in(country) if gazetteer.kind_of(row) == "settlement")
    return sorted(_Spot(*position, row) for row in rows if (position := gazetteer.position_of(row)))


_latitude = itemgetter(0)


def _around(lat: float, lon: float, spots: Sequence[_Spot]) -> list[tuple[int, int]]:
    """The rows of the settlements around a town, each with what it counts as."""
    first = bisect_left(spots, lat - DEGREES, key=_latitude)
    last = bisect_right(spots, lat + DEGREES, key=_latitude)
    wide = DEGREES / max(0.01, math.cos(math.radians(min(89.0, abs(lat) + DEGREES))))  # degrees of longitude narrow
    beside = (spot for spot in spots[first:last] if abs((spot.lon - lon + 180) % 360 - 180) < wide)
    measured = ((spot.row, great_circle_km(spot.lat, spot.lon, lat, lon)) for spot in beside)
    return [(row, round(INTEREST * (1 - km / REACH_KM))) for row, km in measured if km < REACH_KM]
