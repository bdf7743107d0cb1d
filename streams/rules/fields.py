"""Single values as analysts write them: durations, names, titles, reasons.

A refusal says what is wrong and, after a line break, what to write.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from streams.duration import in_seconds

SHORTEST, LONGEST = 60, 365 * 86_400
"""Shortest and longest duration in a rule, in seconds: what is shorter gathers nothing, what is longer everything."""


def _duration(value: Any) -> Any:
    """`90m`, `24h`, `3d`, `1h30m` → whole seconds."""
    try:
        seconds = in_seconds(value) if isinstance(value, str) else None
    except ValueError:
        seconds = None
    if seconds is None:
        raise ValueError("a duration is expected here\nwrite a number and a unit: 90m, 24h or 3d")
    if not SHORTEST <= seconds <= LONGEST:
        raise ValueError("a duration between 1m and 365d is expected")
    return round(seconds)


Duration = Annotated[int, BeforeValidator(_duration)]


def listed(value: Any) -> Any:
    """One name may stand for a list of one."""
    return [value] if isinstance(value, str) else value


def no_bool(value: Any) -> Any:
    """Refuse `true` where a number is expected: it would be taken for 1."""
    if isinstance(value, bool):
        raise ValueError("a number is expected here, not true or false")  # noqa: TRY004 - pydantic tells only ValueError
    return value


_NAME = re.compile(r"[a-z][a-z0-9-]*")


def _named(value: str) -> str:
    if not _NAME.fullmatch(value):
        raise ValueError(f"{value[:60]!r} is no name\nwrite lower case letters, digits and `-`, as in `air-raid`")
    return value


def titled(value: str) -> str:
    """A title is one line."""
    if not value.strip() or "\n" in value:
        raise ValueError("a title is one line of text\nit is the first line of the alert")
    return value.strip()


def _reasoned(value: dict[str, str]) -> dict[str, str]:
    for code, reason in value.items():
        if not reason.strip():
            raise ValueError(f"why is {code[:60]!r} allowed? the reason is empty\nwrite {code[:60]}: and the reason")
    return value


Name = Annotated[str, AfterValidator(_named), Field(json_schema_extra={"pattern": f"^{_NAME.pattern}$"})]
Allowed = Annotated[dict[str, str], AfterValidator(_reasoned)]
"""Check code → why the check does not apply here."""
