"""How bad an event is, as its rule says and subscriptions ask."""

from __future__ import annotations

from typing import Literal

Severity = Literal["low", "medium", "high", "critical"]
SEVERITIES: tuple[Severity, ...] = ("low", "medium", "high", "critical")
"""From the least to the worst: the place in it is what severities are compared by."""
