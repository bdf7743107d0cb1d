"""Telling a channel one alert: whether it rings, how it reads, what became of it."""

from __future__ import annotations

import asyncio
import datetime as dt
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from streams.agents.deliver_alerts import send_delivery
from streams.agents.post import Post
from streams.agents.sparing import Sparing
from streams.delivery import FINAL, Deliveries, Delivery, Outcome, Outgoing, article_of
from streams.message import Message, render
from streams.notify.channel import Channel, setting
from streams.notify.retry import Policy, Progress, deliver
from streams.settings import Settings

Clock = Callable[[], dt.datetime]


_ENDED = {Outcome.SENT: "alert delivered", Outcome.SKIPPED: "alert skipped"}
"""What an operator reads of outcomes that need nobody; every other is a warning."""


class MovedOn(Exception):
    """The partition is another worker's now."""


@dataclass(frozen=True)
class Item:
    """One message to tell: where it stands in the outbox, and when it was read from there by the loop's clock."""

    outgoing: Outgoing
    offset: int
    read_at: float


class Teller:
    """Tells channels alerts. What became of each stands in `deliveries` before and after every attempt."""

    def __init__(
        self, settings: Settings, post: Post, channels: Mapping[str, Channel], *, clock: Clock, sparing: Sparing
    ) -> None:
        self._policy = Policy(settings.retry_first, settings.retry_for)
        self._post = post
        self._channels = channels
        self._clock = clock
        self._sparing = sparing

    async def tell(self, item: Item, told: Deliveries, left: asyncio.Event) -> None:
        """Tell a channel an alert, unless that was done before, or what it was told forbids it.

        Raises:
            MovedOn: ``left`` was set: the partition is another worker's, who goes on from the last record.
        """
        outgoing = item.outgoing
        earlier = told.of(outgoing)
        if earlier is not None and earlier.outcome in FINAL:
            return
        channel = self._channels.get(outgoing.channel)
        if channel is None:
            missing = f"no channel is called {outgoing.channel}: set {setting(outgoing.channel)}"
            await self._record(item, told, Progress(Outcome.FAILED, error=missing))
            return
        progress = tried(earlier)
        if not progress.attempts and (why := told.silenced_by(outgoing)):
            await self._record(item, told, Progress(Outcome.SKIPPED, error=why))
            return
        first = not told.knows(channel.name, outgoing.alert.incident)
        ended = await deliver(
            channel,
            functools.partial(_write, outgoing, channel, first=first),
            self._policy,
            progress=progress,
            since=item.read_at,
            note=functools.partial(self._note, item, told, left),
            sleep=functools.partial(_sleep, left),
            clock=asyncio.get_running_loop().time,
        )
        await self._record(item, told, ended)

    async def _note(self, item: Item, told: Deliveries, left: asyncio.Event, to: Progress) -> None:
        """Record how far it has come. Right before an attempt, be sure that the channel is still this worker's to tell."""
        begins = to.error is None
        if begins and left.is_set():
            raise MovedOn
        await self._record(item, told, to)
        if begins:
            await self._post.hold()  # what a chat was told cannot be fenced afterwards
        if begins and left.is_set():
            raise MovedOn
        if not begins:
            alert, channel = item.outgoing.alert.id, item.outgoing.channel
            self._sparing.say("warning", "alert not taken yet", channel=channel, alert=alert, error=to.error)

    async def _record(self, item: Item, told: Deliveries, to: Progress) -> None:
        alert = item.outgoing.alert
        delivery = Delivery(
            alert=alert.id,
            incident=alert.incident,
            subscription=item.outgoing.subscription,
            channel=item.outgoing.channel,
            outcome=to.outcome,
            attempts=to.attempts,
            unanswered=to.unanswered,
            error=to.error,
            at=self._clock(),
            offset=item.offset,
            article=article_of(alert),
            severity=alert.severity,
        )
        await send_delivery(self._post, delivery)
        told.keep(delivery)
        if delivery.outcome in FINAL:
            self._tell_operator(delivery, alert.rule)

    def _tell_operator(self, delivery: Delivery, rule: str) -> None:
        event = _ENDED.get(delivery.outcome)
        self._sparing.say(
            "info" if event else "warning",
            event or "alert not delivered",
            channel=delivery.channel,
            alert=delivery.alert,
            rule=rule,
            outcome=delivery.outcome.value,
            attempts=delivery.attempts,
            error=delivery.error,
            doubt=delivery.doubt,
        )


def _write(outgoing: Outgoing, channel: Channel, repeated: bool, *, first: bool) -> Message:
    alert = outgoing.alert
    return render(alert, channel.kind, explain=f"tocsin rules explain {alert.rule}", first=first, repeated=repeated)


def tried(earlier: Delivery | None) -> Progress:
    """What was tried before, by this worker or the one that had the channel: an attempt under way then had no answer."""
    if earlier is None:
        return Progress()
    in_flight = earlier.outcome is Outcome.ATTEMPTING and earlier.error is None
    doubts = {*earlier.unanswered, *((earlier.attempts,) if in_flight else ())}
    return Progress(attempts=earlier.attempts, unanswered=tuple(sorted(doubts)))


async def _sleep(left: asyncio.Event, seconds: float) -> None:
    """Wait before another attempt; when the partition moves on, whoever takes it makes that attempt."""
    try:
        await asyncio.wait_for(left.wait(), seconds)
    except TimeoutError:
        return
    raise MovedOn
