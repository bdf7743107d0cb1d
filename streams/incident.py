"""An incident: matches about one event."""
from __future__ import annotations
from streams.article import Frozen, Moment


class Tick(Frozen):
    """Time passing, as a record on `matches`."""

    at: Moment


class Incident(Frozen):
    """(being written)."""

    id: str
