"""What lying near the other places of a text is worth."""

from __future__ import annotations

from collections.abc import Sequence

from streams.places.gazetteer import great_circle_km
from streams.places.readings import Option

REACH_KM = 450.0
"""How far from a text's other places a place still gains by them: Kherson to Odesa 145 km, Kharkiv to Kyiv 410 km."""
REACH_DEGREES = REACH_KM / 111
CLOSE_CALL = 3.0
"""The points within which distances are measured before the best is taken: what nearness can be worth at most."""
NEIGHBOUR_KM = 35.0
"""How far a village lies at most from the town that news tells it by: the width of a Ukrainian district."""


def elsewhere(anchors: Sequence[Option], options: Sequence[Option]) -> list[Option]:
    """The anchors that are none of a name's own places: a name is not near itself."""
    own = {option.row for option in options}
    return [anchor for anchor in anchors if anchor.row not in own]


def nearness(option: Option, others: Sequence[Option]) -> float:
    """What lying near other places of the text is worth: `CLOSE_CALL` at most, nothing from `REACH_KM` on.

    Half of it falls evenly over the whole distance, half is the neighbours' own.
    """
    nearest = nearest_km(option, others)
    return CLOSE_CALL / 2 * (1 - nearest / REACH_KM + max(0.0, 1 - nearest / NEIGHBOUR_KM))


def nearest_km(option: Option, others: Sequence[Option]) -> float:
    """How far the nearest of other places is; `REACH_KM` if none is nearer than that."""
    here = option.facts.position
    nearest = REACH_KM
    if here is None:
        return nearest
    latitude = here[0]
    for other in others:
        there = other.facts.position
        if there is not None and -REACH_DEGREES < there[0] - latitude < REACH_DEGREES and other.row != option.row:
            nearest = min(nearest, great_circle_km(*here, *there))
    return nearest
