"""A delivery: what became of one alert for one subscription on one channel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

from pydantic import Field, ValidationError

from streams.alert import Alert, Change, Code
from streams.article import Frozen, Moment
from streams.rules.severity import SEVERITIES, Severity


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
SHOWN = frozenset({Outcome.SENT, Outcome.EDITED})
"""Outcomes by which a chat has surely seen the alert."""
KEPT = dt.timedelta(days=30)
"""How long a delivery is remembered: as long as its topic keeps it."""


class Delivery(Frozen):
    """What became of one alert for one subscription on one channel.

    Of several records of a key the `furthest` holds, wherever it stands in the topic: a worker that woke from a pause
    writes older ones behind newer ones. While `attempting`, a record without ``error`` tells of an attempt under way.
    """

    alert: str
    incident: str
    subscription: str
    channel: str
    outcome: Outcome
    attempts: int = 0
    error: str | None = Field(None, description="what went wrong, or why it was not sent; never a URL with a token")
    at: Moment
    message_id: str | None = None
    offset: int | None = Field(None, description="where the alert stands in the `outbox` of its channel")
    unanswered: tuple[int, ...] = Field(
        (), description="the attempts that had no answer: each of them may have been shown beside the one that was sent"
    )
    article: str | None = Field(None, description="the article whose arrival made the alert")
    severity: Severity | None = Field(None, description="the alert's")

    @property
    def doubt(self) -> str | None:
        """That the message may have come more than once, in words; None where it surely did not."""
        if not self.unanswered:
            return None
        numbers = ", ".join(map(str, self.unanswered))
        attempts, times = ("attempt", "twice") if len(self.unanswered) == 1 else ("attempts", "several times")
        return f"{attempts} {numbers} had no answer: the message may have come {times}"

    @property
    def key(self) -> str:
        """The Kafka key: alert, subscription, channel."""
        return f"{self.alert}:{self.subscription}:{self.channel}"


class Outgoing(Frozen):
    """What a channel still has to be told: one record of the `outbox` topic."""

    alert: Alert
    subscription: str
    channel: str
    quiet: str | None = Field(None, description="why it does not ring where the channel knows of the incident")


def furthest(one: Delivery, other: Delivery) -> Delivery:
    """The further of two records of one delivery, with every doubt that either has: whatever their order, the same.

    What is final is further than what is attempted, what was surely shown further than what was given up, more attempts
    further than fewer, and of equals the later.
    """
    best = max(one, other, key=_distance)
    unanswered = tuple(sorted({*one.unanswered, *other.unanswered}))
    return best if unanswered == best.unanswered else best.model_copy(update={"unanswered": unanswered})


def _distance(delivery: Delivery) -> tuple[bool, bool, int, bool, dt.datetime, str]:
    attempted = delivery.error is not None  # an attempt that has ended is further than the same one under way
    told = delivery.model_dump_json(exclude={"unanswered"})  # only so that two of the same moment have an order
    final, shown = delivery.outcome in FINAL, delivery.outcome in SHOWN
    return final, shown, delivery.attempts, attempted, delivery.at, told


class Deliveries:
    """What became of the deliveries of a partition, or of all: what a chat has been told, and by which article."""

    def __init__(self) -> None:
        self._by_key: dict[str, Delivery] = {}
        self._incidents: dict[tuple[str, str], Delivery] = {}
        self._articles: dict[tuple[str, str], Delivery] = {}
        self._behind: set[str] = set()
        self.unreadable: list[str] = []

    def __iter__(self) -> Iterator[Delivery]:
        return iter(self._by_key.values())

    def read(self, key: bytes | None, value: bytes | None) -> None:
        """Take a record of the topic; what is no delivery is named in ``unreadable``."""
        name = (key or b"").decode(errors="replace")
        if value is None:
            self._by_key.pop(name, None)
            return
        try:
            self.keep(Delivery.model_validate_json(value))
        except ValidationError:
            self.unreadable.append(name)

    def keep(self, delivery: Delivery) -> None:
        """Take what became of a delivery, unless more is known."""
        known = self._by_key.get(delivery.key)
        best = furthest(known, delivery) if known else delivery
        self._by_key[best.key] = best
        (self._behind.discard if best == delivery else self._behind.add)(best.key)
        if best.outcome in SHOWN:
            self._incidents.setdefault((best.channel, best.incident), best)
            self._keep_loudest(best)

    def _keep_loudest(self, delivery: Delivery) -> None:
        if delivery.article is None or delivery.severity is None:
            return
        loudest = self._articles.get((delivery.channel, delivery.article))
        if loudest is None or _louder(delivery.severity, loudest.severity):
            self._articles[delivery.channel, delivery.article] = delivery

    def forget(self, now: dt.datetime) -> None:
        """Forget what is older than `KEPT`: what is remembered is bounded as the topic is."""
        self._by_key = {key: one for key, one in self._by_key.items() if now - one.at <= KEPT}
        self._incidents = {key: one for key, one in self._incidents.items() if now - one.at <= KEPT}
        self._articles = {key: one for key, one in self._articles.items() if now - one.at <= KEPT}

    def of(self, outgoing: Outgoing) -> Delivery | None:
        """What became of an alert so far; None where nothing is known."""
        return self._by_key.get(f"{outgoing.alert.id}:{outgoing.subscription}:{outgoing.channel}")

    def overtaken(self) -> list[Delivery]:
        """The deliveries whose last record in the topic is not the furthest: to be written once more."""
        return [self._by_key[key] for key in sorted(self._behind) if key in self._by_key]

    def knows(self, channel: str, incident: str) -> bool:
        """Whether a channel has surely been told of an incident."""
        return (channel, incident) in self._incidents

    def silenced_by(self, outgoing: Outgoing) -> str | None:
        """Why an alert does not ring although its subscription asks for it, or None.

        One article rings a chat once, however many rules, places and incidents it is about, unless it proves to be worse
        than what rang. What is told of an incident that the chat knows already rings when it has become worse, surer or
        untrue.
        """
        alert, channel = outgoing.alert, outgoing.channel
        known = self.knows(channel, alert.incident)
        if Change.RETRACTED in alert.changes:
            return None if known else "skipped: takes back something this channel was never told"
        if known and outgoing.quiet:
            return outgoing.quiet
        if known and (Change.ESCALATED in alert.changes or alert.decision.code is Code.STATUS):
            return None
        rung = self._articles.get((channel, article_of(alert) or ""))
        if rung is None or _louder(alert.severity, rung.severity):
            return None
        return f"skipped: its article rang this channel already, for alert {rung.alert} of incident {rung.incident}"


def article_of(alert: Alert) -> str | None:
    """The id of the article whose arrival made an alert; None where it was a tick, or where it cannot be told."""
    arrived = [article.id for article in alert.articles if article.fetched_at == alert.at]
    if alert.quoted and alert.quoted.id in arrived:
        return alert.quoted.id
    return arrived[0] if len(arrived) == 1 else None


def _louder(severity: Severity, other: Severity | None) -> bool:
    return other is None or SEVERITIES.index(severity) > SEVERITIES.index(other)
