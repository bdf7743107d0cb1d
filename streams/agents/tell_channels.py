"""From the outbox to the channels: one owner per channel, each channel in order, none waiting for another.

Why no Faust agent: an agent finishes one message before it takes the next, so a chat service that is down for an hour
would hold back every other. Here each channel has its own queue, and an offset is committed when nothing before it is
waiting. What became of each alert stands in `deliveries` before and after every attempt, so that after a crash what was
sent is not sent again, and what was in flight is known by name.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import KafkaError
from mode import Service
from pydantic import ValidationError

from streams.agents.dead_letter import dead_letter
from streams.agents.deliver_alerts import send_delivery
from streams.agents.post import Post, give_up, insist
from streams.delivery import FINAL, Delivery, Outcome, Outgoing
from streams.message import render
from streams.notify.channel import Channel, setting
from streams.notify.retry import Policy, deliver
from streams.settings import Settings
from streams.topics import DELIVERIES, OUTBOX, decode, kafka_options, latest

log = structlog.get_logger()

MAX_WAITING = 2_000
"""Messages read from the outbox and not yet told, in one process; beyond it, reading pauses."""
COMMIT_EVERY = 1.0
"""Seconds between commits: what is told again from the outbox after a crash is found in `deliveries` and skipped."""

Clock = Callable[[], dt.datetime]


def channels_group(settings: Settings) -> str:
    """The group of those that read the outbox."""
    return f"{settings.group}-channels"


@dataclass
class _Inbox:
    """One outbox partition: the offset after the newest record read, those not yet done, and past deliveries."""

    deliveries: dict[str, Delivery]
    next: int | None = None
    waiting: set[int] = field(default_factory=set)
    committed: int | None = None

    @property
    def done_to(self) -> int | None:
        """The offset up to which everything is done."""
        return min(self.waiting) if self.waiting else self.next


@dataclass(frozen=True)
class _Item:
    """One message to tell, and where it stands in the outbox."""

    outgoing: Outgoing
    where: TopicPartition
    offset: int


class TellChannels(Service, ConsumerRebalanceListener):  # type: ignore[misc]  # aiokafka is untyped
    """Tells each channel what stands in its outbox."""

    def __init__(
        self, settings: Settings, post: Post, channels: Mapping[str, Channel], *, clock: Clock, **options: Any
    ) -> None:
        super().__init__(**options)
        self._settings = settings
        self._post = post
        self._channels = channels
        self._clock = clock
        self._inboxes: dict[TopicPartition, _Inbox] = {}
        self._queues: dict[str, asyncio.Queue[_Item]] = {}
        self._tellers: dict[str, asyncio.Task[None]] = {}
        self._sending: set[asyncio.Task[None]] = set()
        self._consumer: AIOKafkaConsumer | None = None
        self._leaving = asyncio.Event()
        self.assigned = False

    async def on_start(self) -> None:
        """Join the group of outbox readers."""
        self._consumer = AIOKafkaConsumer(
            **kafka_options(self._settings),
            group_id=channels_group(self._settings),
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            session_timeout_ms=int(self._settings.session_timeout * 1000),
            heartbeat_interval_ms=int(self._settings.session_timeout * 1000 / 5),
        )
        self._consumer.subscribe([self._settings.prefix + OUTBOX.name], listener=self)
        await self._consumer.start()

    async def on_stop(self) -> None:
        """Let attempts under way end, commit, leave."""
        await self._clear()
        if self._consumer is not None:
            await self._consumer.stop()

    async def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:  # noqa: ARG002 aiokafka's interface
        """Let attempts under way end and commit them: another worker goes on from there."""
        self.assigned = False
        await self._clear()

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        """Learn what was already told, before anything is."""
        self._leaving = asyncio.Event()
        try:
            for where in assigned:
                load = functools.partial(latest, self._settings, DELIVERIES, where.partition)
                values = await insist(load, "the deliveries of a partition cannot be read")
                self._inboxes[where] = _Inbox(dict(_readable(values)))
        except Exception as error:  # noqa: BLE001 aiokafka swallows what a listener raises, and the channel would be silent
            give_up("the outbox cannot be taken over", error=repr(error))
        self.assigned = True

    @Service.task
    async def _read(self) -> None:
        """Read the outbox, hand each message to its channel's queue, commit what is done."""
        consumer = self._consumer
        assert consumer is not None
        committed_at = 0.0
        loop = asyncio.get_running_loop()
        while not self.should_stop:
            if self._waiting() > MAX_WAITING:
                consumer.pause(*consumer.assignment())
            else:
                consumer.resume(*consumer.paused())
            try:
                for where, records in (await consumer.getmany(timeout_ms=200, max_records=500)).items():
                    await self._take_all(where, records)
            except KafkaError as error:
                give_up("the outbox cannot be read", error=str(error))
            if loop.time() - committed_at > COMMIT_EVERY:
                await self._commit()
                committed_at = loop.time()

    def _waiting(self) -> int:
        return sum(len(inbox.waiting) for inbox in self._inboxes.values())

    async def _take_all(self, where: TopicPartition, records: Sequence[Any]) -> None:
        """Take what was fetched; aiokafka fetches from a new partition before `on_partitions_assigned` has ended."""
        inbox = self._inboxes.get(where)
        if inbox is None:
            if self._consumer is not None and where in self._consumer.assignment():
                self._consumer.seek(where, records[0].offset)  # once more, when it is known what was told
                await self.sleep(0.05)
            return
        for record in records:
            await self._take(inbox, where, record)

    async def _take(self, inbox: _Inbox, where: TopicPartition, record: Any) -> None:
        inbox.next = record.offset + 1
        async with dead_letter(self._post, _FaustLike(record)):
            outgoing = decode(Outgoing, record.value, dict(record.headers), kind=OUTBOX.type)
            inbox.waiting.add(record.offset)
            self._queue(outgoing.channel).put_nowait(_Item(outgoing, where, record.offset))

    def _queue(self, channel: str) -> asyncio.Queue[_Item]:
        if channel not in self._queues:
            self._queues[channel] = asyncio.Queue()
            self._tellers[channel] = asyncio.create_task(self._tell(channel), name=f"tell {channel}")
        return self._queues[channel]

    async def _tell(self, channel: str) -> None:
        """Tell one channel what is in its queue, in order."""
        queue = self._queues[channel]
        while True:
            item = await queue.get()
            sending = asyncio.create_task(self._tell_one(item))
            self._sending.add(sending)
            sending.add_done_callback(self._sending.discard)
            await asyncio.shield(sending)

    async def _tell_one(self, item: _Item) -> None:
        inbox = self._inboxes.get(item.where)
        if inbox is None:
            return
        try:
            await self._attempt(item.outgoing, inbox)
        except _MovedOn:
            return
        except Exception as error:  # noqa: BLE001 nobody awaits this task; a bug here must not stop a channel unseen
            give_up("a delivery cannot be handled", channel=item.outgoing.channel, error=repr(error))
        inbox.waiting.discard(item.offset)

    async def _attempt(self, outgoing: Outgoing, inbox: _Inbox) -> None:
        record = functools.partial(self._record, inbox, outgoing)
        earlier = inbox.deliveries.get(_key(outgoing))
        if earlier is not None and earlier.outcome in FINAL:
            return
        begun = earlier.attempts if earlier else 0
        in_flight = earlier is not None and earlier.outcome is Outcome.ATTEMPTING and earlier.error is None
        doubt = f"attempt {begun} had no answer: the message may have come twice" if in_flight else None
        channel = self._channels.get(outgoing.channel)
        if channel is None:
            await record(
                Outcome.FAILED, begun, f"no channel is called {outgoing.channel}: set {setting(outgoing.channel)}"
            )
            return
        await record(Outcome.ATTEMPTING, begun + 1, doubt)
        await self._post.hold()  # what a chat was told cannot be fenced afterwards
        explain = f"tocsin rules explain {outgoing.alert.rule}"
        ended = await deliver(
            channel,
            render(outgoing.alert, channel.kind, explain=explain),
            Policy(self._settings.retry_first, self._settings.retry_for),
            sleep=self._wait,
            failed=functools.partial(self._failed, inbox, outgoing, begun),
        )
        await record(ended.outcome, begun + ended.attempts, ended.error or doubt)
        event = "alert delivered" if ended.outcome is Outcome.SENT else "alert not delivered"
        alert = outgoing.alert
        log.info(event, channel=channel.name, alert=alert.id, rule=alert.rule, outcome=ended.outcome, error=ended.error)

    async def _wait(self, seconds: float) -> None:
        """Wait before another attempt; when the partition moves on, whoever takes it makes that attempt."""
        try:
            await asyncio.wait_for(self._leaving.wait(), seconds)
        except TimeoutError:
            return
        raise _MovedOn

    async def _failed(self, inbox: _Inbox, outgoing: Outgoing, begun: int, attempt: int, error: Exception) -> None:
        await self._record(inbox, outgoing, Outcome.ATTEMPTING, begun + attempt, str(error))

    async def _record(
        self, inbox: _Inbox, outgoing: Outgoing, outcome: Outcome, attempts: int, error: str | None
    ) -> None:
        delivery = Delivery(
            alert=outgoing.alert.id,
            incident=outgoing.alert.incident,
            subscription=outgoing.subscription,
            channel=outgoing.channel,
            outcome=outcome,
            attempts=attempts,
            error=error,
            at=self._clock(),
        )
        await send_delivery(self._post, delivery)
        inbox.deliveries[delivery.key] = delivery

    async def _commit(self) -> None:
        consumer = self._consumer
        todo = {
            where: inbox.done_to
            for where, inbox in self._inboxes.items()
            if inbox.done_to is not None and inbox.done_to != inbox.committed
        }
        if not todo or consumer is None:
            return
        try:
            await consumer.commit(todo)
        except KafkaError as error:
            log.warning("outbox not committed", error=str(error))
            return
        for where, offset in todo.items():
            if where in self._inboxes:
                self._inboxes[where].committed = offset

    async def _clear(self) -> None:
        """Stop taking messages, let attempts under way end, commit, and forget everything."""
        self._leaving.set()
        for task in self._tellers.values():
            task.cancel()
        await asyncio.gather(*self._tellers.values(), return_exceptions=True)
        if self._sending:
            await asyncio.wait(self._sending, timeout=self._settings.session_timeout)
        await self._commit()
        self._tellers.clear()
        self._queues.clear()
        self._inboxes.clear()


class _MovedOn(Exception):
    """The partition is another worker's now."""


def _readable(values: Mapping[str, bytes]) -> Iterator[tuple[str, Delivery]]:
    """The deliveries that can be read; another program's record in the topic must not silence a channel."""
    for key, value in values.items():
        try:
            yield key, Delivery.model_validate_json(value)
        except ValidationError:
            log.warning("delivery unreadable", key=key)


def _key(outgoing: Outgoing) -> str:
    return f"{outgoing.alert.id}:{outgoing.subscription}:{outgoing.channel}"


@dataclass(frozen=True)
class _FaustLike:
    """A record of aiokafka's, with its time in seconds as Faust has it."""

    record: Any

    @property
    def timestamp(self) -> float:
        """Seconds since the epoch."""
        return float(self.record.timestamp) / 1000

    def __getattr__(self, name: str) -> Any:
        return getattr(self.record, name)
