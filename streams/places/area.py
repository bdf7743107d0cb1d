"""An area: where an event must be for a rule or a subscription."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from streams.places.gazetteer import great_circle_km
from streams.places.place import Place

LiesIn = Callable[[Place, str], bool]
"""Whether a place is, or lies in, the one with an id: the gazetteer's."""


@dataclass(frozen=True)
class Area:
    """Inside any of the places ``within`` (ids), or ``km`` around ``centre`` (degrees)."""

    within: tuple[str, ...] = ()
    centre: tuple[float, float] | None = None
    km: float = 0

    def covers(self, place: Place | None, lies_in: LiesIn) -> bool:
        """Whether a place is in the area; a region has no coordinates and is never near anything."""
        if place is None:
            return False
        return any(lies_in(place, area) for area in self.within) or self._near(place)

    def _near(self, place: Place) -> bool:
        if self.centre is None or place.lat is None or place.lon is None:
            return False
        return great_circle_km(*self.centre, place.lat, place.lon) <= self.km
