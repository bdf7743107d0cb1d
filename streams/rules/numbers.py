"""Conditions on numbers, as they are written: `>= 1`, `2`, `killed >= 10 and injured >= 5`."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, NamedTuple, cast

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

Sign = Literal["<", "<=", "=", ">=", ">"]


class Comparison(NamedTuple):
    """What is asked of a number."""

    sign: Sign
    value: int


class Asked(NamedTuple):
    """What is asked of one fact."""

    fact: str
    comparison: Comparison


_COMPARISON = re.compile(r"\s*(<=|>=|<|>|=|)\s*([0-9]{1,9})\s*\Z")
"""Nine digits: more people than live are never counted."""
_ASKED = re.compile(r"\s*([^\W\d][\w-]*)\s*((?:<=|>=|<|>|=).*)\Z")
_AND = re.compile(r"\s+and\s+")
_OR = re.compile(r"\s+or\s+")


def comparison(text: str) -> Comparison:
    """Read `>= 10`; a bare number means exactly it, `= 10`.

    Raises:
        ValueError: it is no comparison, or no number could meet it.
    """
    found = _COMPARISON.match(text)
    if found is None:
        raise ValueError("a comparison with a number is expected here\nwrite >= 10, > 10, = 10, < 10 or <= 10")
    if (found[1], int(found[2])) == ("<", 0):
        raise ValueError("no number is below 0: this could never hold")
    return Comparison(cast("Sign", found[1] or "="), int(found[2]))


def asked_of(text: str) -> tuple[Asked, ...]:
    """Read `killed >= 10 and injured >= 5`.

    Raises:
        ValueError: it is no such condition.
    """
    if _OR.search(text):
        raise ValueError("`or` is not read here\nwrite an entry of its own for each side")
    found = []
    for part in _AND.split(text):
        asked = _ASKED.match(part)
        if asked is None:
            raise ValueError(
                "a condition on a number is expected here\nwrite killed >= 10, or killed >= 10 and injured >= 5"
            )
        found.append(Asked(asked[1], comparison(asked[2])))
    return tuple(found)


def _compared(value: Any) -> Any:
    """A comparison, normalised; YAML reads a bare number as one."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise ValueError("a comparison with a number is expected here\nwrite >= 10, > 10, = 10, < 10 or <= 10")  # noqa: TRY004 - pydantic tells only ValueError
    return " ".join(map(str, comparison(value)))


def _asked(value: str) -> str:
    asked_of(value)
    return value


Compared = Annotated[
    str,
    BeforeValidator(_compared),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": "^\\s*(<=|>=|<|>|=|)\\s*[0-9]{1,9}\\s*$"},
                {"type": "integer", "minimum": 0},
            ]
        }
    ),
]
"""A comparison in a file: text such as `>= 10`, or a bare number, which means exactly it."""
AskedOf = Annotated[str, AfterValidator(_asked)]
"""A condition on facts in a file: `killed >= 10 and injured >= 5`."""
