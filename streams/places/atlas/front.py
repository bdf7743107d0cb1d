"""Where the war in Ukraine is fought: a village near there is named far more often than its size tells.

Of five villages called Vesele in Kharkiv Oblast, none of them with a known population, news means the one near Izium. So a
settlement near a place that was fought for counts as larger than it is; one with more inhabitants than that keeps them.
"""

from __future__ import annotations

from collections.abc import Iterable

from streams.places.atlas.build import Record
from streams.places.gazetteer import great_circle_km
from streams.places.names import FOUGHT_FOR
from streams.places.similarity import key_of

REACH_KM = 40.0
"""How far from such a place its battles reach: what guns and most drones do."""
INTEREST = 3_000
"""What the nearest villages count as, in inhabitants; falls evenly to nothing at `REACH_KM`."""


def interest_near_the_front(settlements: Iterable[Record]) -> dict[str, int]:
    """What each settlement near the front counts as, in inhabitants, by id."""
    ukraine = [
        (record, record.lat, record.lon) for record in settlements if record.lat is not None and record.lon is not None
    ]
    asked = {(region, key_of(name)) for region, names in FOUGHT_FOR.items() for name in names}
    found: dict[tuple[str, str], tuple[int, float, float]] = {}
    for record, lat, lon in ukraine:
        region = (record.parent or "").removeprefix("iso3166:")
        for key in asked.intersection((region, key_of(name)) for name in record.aliases):
            found[key] = max(found.get(key, (-1, 0.0, 0.0)), (record.population, lat, lon))
    points = [(lat, lon) for _, lat, lon in found.values()]
    interest = {}
    for record, lat, lon in ukraine:
        near = min(
            (great_circle_km(lat, lon, *point) for point in points if abs(point[0] - lat) < REACH_KM / 111),
            default=REACH_KM,
        )
        if near < REACH_KM:
            interest[record.id] = round(INTEREST * (1 - near / REACH_KM))
    return interest
