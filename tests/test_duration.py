"""How people write times, in settings, options and rules alike."""

from __future__ import annotations

import re

import pytest

from streams.duration import PATTERN, in_seconds, seconds_or_duration

WRITTEN = {"90s": 90, "30m": 1800, "2h": 7200, "7d": 604_800, "1h30m": 5400, "1 h 30 m": 5400, "1.5h": 5400, "0s": 0}


@pytest.mark.parametrize(("text", "seconds"), WRITTEN.items())
def test_a_duration_is_numbers_with_units(text, seconds):
    assert in_seconds(text) == seconds
    assert re.search(PATTERN, text)


@pytest.mark.parametrize("text", ["", " ", "h", "2x", "30m1h", "1h1h", "-2h", "2h ago", "9" * 400 + "d", "٢h"])
def test_what_is_no_duration_is_told_what_to_write(text):
    with pytest.raises(ValueError, match="is no duration: write a number and a unit, as in 90s"):
        in_seconds(text)


def test_a_bare_number_is_seconds_only_where_that_is_allowed():
    assert seconds_or_duration("90") == 90
    with pytest.raises(ValueError, match="no duration"):
        in_seconds("90")
