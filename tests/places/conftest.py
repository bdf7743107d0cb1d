"""The shipped gazetteer, for tests about real names."""

from __future__ import annotations

import pytest

from streams.files.rules import Desk
from streams.places.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def gazetteer(desk: Desk) -> Gazetteer:
    """The gazetteer compiled from what is installed; compiled once and kept in the cache."""
    return desk.gazetteer
