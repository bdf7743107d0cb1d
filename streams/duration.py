"""How long something takes, as people write it: `90s`, `30m`, `2h`, `7d`, `1h30m`."""

from __future__ import annotations

import math
import re

UNITS = {"d": 86_400, "h": 3600, "m": 60, "s": 1}
"""Seconds of each unit, the largest first: in that order they are written, each once."""

_WRITTEN = re.compile(" ?".join(rf"(?:(?P<{unit}>[0-9]+(?:\.[0-9]+)?) ?{unit})?" for unit in UNITS))

PATTERN = "^(?=.*[0-9])" + " ?".join(rf"([0-9]+(\.[0-9]+)? ?{unit})?" for unit in UNITS) + "$"
"""The same for JSON Schema, which has no named groups."""


def in_seconds(text: str) -> float:
    """The seconds of a duration with its units.

    Raises:
        ValueError: it is none, or longer than a number can hold; says what to write.
    """
    found = _WRITTEN.fullmatch(text.strip())
    numbers = {unit: float(number) for unit, number in found.groupdict().items() if number} if found else {}
    seconds = sum(number * UNITS[unit] for unit, number in numbers.items())
    if not numbers or not math.isfinite(seconds):
        raise ValueError(f"{text[:40]!r} is no duration: write a number and a unit, as in 90s, 30m, 2h, 7d or 1h30m")
    return seconds


def seconds_or_duration(text: str) -> float:
    """The same, where a bare number is one of seconds.

    Raises:
        ValueError: it is neither; says what to write.
    """
    try:
        return float(text)
    except ValueError:
        return in_seconds(text)
