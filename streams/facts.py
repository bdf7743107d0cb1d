"""The numbers a text says of an event, and how they compare."""

from __future__ import annotations

import math
from collections.abc import Mapping

from streams.article import Frozen


class Number(Frozen):
    """A number bound to an event; ``max`` is null for "at least"."""

    min: int
    max: int | None = None
    quote: str


def largest(one: Mapping[str, Number], other: Mapping[str, Number]) -> dict[str, Number]:
    """Each fact with the larger of its numbers, in the order of the names: whichever was told first."""
    return {
        name: max((told[name] for told in (one, other) if name in told), key=_size) for name in sorted({*one, *other})
    }


def _size(number: Number) -> tuple[int, float, str]:
    """What orders numbers: "at least five" may be more than five; the quote, so that no two are equal."""
    return number.min, math.inf if number.max is None else number.max, number.quote


MATERIAL = 0.1
"""How much larger a number must be to be worth telling: from 2 to 3 is, from 100 to 105 is how tolls are counted."""


def risen(known: Mapping[str, Number], told: Mapping[str, Number]) -> str:
    """What of several numbers is materially larger than it was known to be, in words; "" when nothing is.

    A number that was not known at all is news, unless it is none.
    """
    return "; ".join(
        _rise(name.replace("_", " "), known.get(name), number)
        for name, number in sorted(told.items())
        if _is_more(number, known.get(name))
    )


def _rise(name: str, before: Number | None, number: Number) -> str:
    now = _in_words(number)
    return f"{name}: {now}, not told before" if before is None else f"{name} rose from {_in_words(before)} to {now}"


def _is_more(number: Number, before: Number | None) -> bool:
    if before is None:
        return number.min > 0
    most = before.min if before.max is None else before.max
    return number.min > most and number.min >= (1 + MATERIAL) * most


def _in_words(number: Number) -> str:
    if number.max is None:
        return f"at least {number.min}"
    return str(number.min) if number.min == number.max else f"{number.min} to {number.max}"
