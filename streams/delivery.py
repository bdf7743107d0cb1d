"""A delivery: what became of one alert for one subscription on one channel."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from streams.alert import Alert
from streams.article import Frozen, Moment


class Outcome(StrEnum):
    """What became of a delivery."""

    ATTEMPTING = "attempting"
    SENT = "sent"
    EDITED = "edited"
    HELD = "held"
    DIGESTED = "digested"
    SILENCED = "silenced"
    SKIPPED = "skipped"
    FAILED = "failed"
    UNKNOWN = "unknown"


FINAL = frozenset(set(Outcome) - {Outcome.ATTEMPTING, Outcome.HELD})
"""Outcomes after which nothing more is tried."""


class Delivery(Frozen):
    """What became of one alert for one subscription on one channel; the newest record of a key holds."""

    alert: str
    incident: str
    subscription: str
    channel: str
    outcome: Outcome
    attempts: int = 0
    error: str | None = Field(None, description="what went wrong, or why it was not sent; never a URL with a token")
    at: Moment
    message_id: str | None = None

    @property
    def key(self) -> str:
        """The Kafka key: alert, subscription, channel."""
        return f"{self.alert}:{self.subscription}:{self.channel}"


class Outgoing(Frozen):
    """What a channel still has to be told: one record of the `outbox` topic."""

    alert: Alert
    subscription: str
    channel: str
