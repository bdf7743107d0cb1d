"""From the outbox to the channels: one owner per channel, each channel in order, none waiting for another.

Why no Faust agent: an agent finishes one message before it takes the next, so a chat service that is down for an hour
would hold back every other. Here each channel has its own queue, and an offset is committed when nothing before it is
waiting. What became of each alert stands in `deliveries` before and after every attempt (see `streams.agents.teller`), so
that after a crash what was sent is not sent again, and what was in flight is known by name.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import KafkaError
from mode import Service

from streams.agents.dead_letter import dead_letter
from streams.agents.deliver_alerts import write_delivery
from streams.agents.post import Post, give_up, insist
from streams.agents.sparing import Sparing
from streams.agents.teller import Clock, Item, MovedOn, Teller
from streams.delivery import Deliveries, Outgoing
from streams.kafka.client import kafka_options
from streams.kafka.records import told
from streams.kafka.topics import OUTBOX, decode
from streams.notify.channel import Channel, setting
from streams.settings import Settings
from streams.subscription import Subscription

log = structlog.get_logger()

MAX_WAITING = 2_000
"""Messages read from the outbox and not yet told, in one process; beyond it, the partitions that hold most of them are not
read on, so that a channel that hangs holds up no other but those in its own partition."""
COMMIT_EVERY = 1.0
"""Seconds between commits: what is told again from the outbox after a crash is found in `deliveries` and skipped."""
FORGET_EVERY = 3_600.0
"""Seconds between two times that old deliveries are forgotten: they are kept for days."""


def channels_group(settings: Settings) -> str:
    """The group of those that read the outbox."""
    return f"{settings.group}-channels"


@dataclass
class _Inbox:
    """One outbox partition: what was told, the offset after the newest record read, those not yet done.

    ``left`` is set when the partition moves on.
    """

    told: Deliveries
    left: asyncio.Event = field(default_factory=asyncio.Event)
    next: int | None = None
    waiting: set[int] = field(default_factory=set)
    committed: int | None = None

    @property
    def done_to(self) -> int | None:
        """The offset up to which everything is done."""
        return min(self.waiting) if self.waiting else self.next


class TellChannels(Service, ConsumerRebalanceListener):  # type: ignore[misc]  # aiokafka is untyped
    """Tells each channel what stands in its outbox."""

    def __init__(
        self,
        settings: Settings,
        post: Post,
        channels: Mapping[str, Channel],
        subscriptions: Callable[[], Sequence[Subscription]],
        *,
        clock: Clock,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self._settings = settings
        self._post = post
        self._channels = channels
        self._subscriptions = subscriptions
        self._clock = clock
        self._sparing = Sparing()
        self._teller = Teller(settings, post, channels, clock=clock, sparing=self._sparing)
        self._inboxes: dict[TopicPartition, _Inbox] = {}
        self._queues: dict[str, asyncio.Queue[tuple[TopicPartition, Item]]] = {}
        self._tellers: dict[str, asyncio.Task[None]] = {}
        self._sending: set[asyncio.Task[None]] = set()
        self._consumer: AIOKafkaConsumer | None = None
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
        try:
            for where in assigned:
                self._inboxes[where] = await self._open(where)
        except Exception as error:  # noqa: BLE001 aiokafka swallows what a listener raises, and the channel would be silent
            give_up("the outbox cannot be taken over", error=repr(error))
        self.assigned = True

    async def _open(self, where: TopicPartition) -> _Inbox:
        """Read what was told from a partition; what an older record stands behind is written once more."""
        load = functools.partial(told, self._settings, where.partition)
        known = await insist(load, "the deliveries of a partition cannot be read")
        if known.unreadable:
            log.warning("deliveries unreadable", partition=where.partition, keys=known.unreadable[:10])
        known.forget(self._clock())
        for delivery in known.overtaken():
            await write_delivery(self._post, delivery)
        return _Inbox(known)

    @Service.task
    async def _notice_unset(self) -> None:
        """Say which channels subscriptions name and nobody has set: at start, and when an edit of the rules adds one."""
        known: set[str] = set(self._channels)
        while not self.should_stop:
            for subscription in self._subscriptions():
                for channel in sorted(set(subscription.channels) - known):
                    what_to_do = f"set {setting(channel)} to its Apprise URL: until then its alerts end as failed"
                    log.warning("channel not set", channel=channel, subscription=subscription.name, hint=what_to_do)
                    known.add(channel)
            await self.sleep(COMMIT_EVERY)

    @Service.task
    async def _forget(self) -> None:
        while not self.should_stop:
            await self.sleep(FORGET_EVERY)
            for inbox in self._inboxes.values():
                inbox.told.forget(self._clock())

    @Service.task
    async def _read(self) -> None:
        """Read the outbox, hand each message to its channel's queue, commit what is done."""
        consumer = self._consumer
        assert consumer is not None
        committed_at = 0.0
        loop = asyncio.get_running_loop()
        while not self.should_stop:
            self._pause_full(consumer)
            try:
                for where, records in (await consumer.getmany(timeout_ms=200, max_records=500)).items():
                    await self._take_all(where, records)
            except KafkaError as error:
                give_up("the outbox cannot be read", error=str(error))
            if loop.time() - committed_at > COMMIT_EVERY:
                await self._commit()
                self._sparing.flush()
                committed_at = loop.time()

    def _pause_full(self, consumer: AIOKafkaConsumer) -> None:
        """Read no more from the partitions that hold more than their share, while all together hold too much."""
        waiting = {where: len(inbox.waiting) for where, inbox in self._inboxes.items()}
        share = MAX_WAITING / len(waiting) if sum(waiting.values()) > MAX_WAITING else MAX_WAITING
        full = {where for where, count in waiting.items() if count > share} & consumer.assignment()
        consumer.pause(*full)
        consumer.resume(*(consumer.paused() - full))

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
            item = Item(outgoing, record.offset, asyncio.get_running_loop().time())
            self._queue(outgoing.channel).put_nowait((where, item))

    def _queue(self, channel: str) -> asyncio.Queue[tuple[TopicPartition, Item]]:
        if channel not in self._queues:
            self._queues[channel] = asyncio.Queue()
            self._tellers[channel] = asyncio.create_task(self._tell(channel), name=f"tell {channel}")
        return self._queues[channel]

    async def _tell(self, channel: str) -> None:
        """Tell one channel what is in its queue, in order."""
        queue = self._queues[channel]
        while True:
            sending = asyncio.create_task(self._tell_one(*await queue.get()))
            self._sending.add(sending)
            sending.add_done_callback(self._sending.discard)
            await asyncio.shield(sending)

    async def _tell_one(self, where: TopicPartition, item: Item) -> None:
        inbox = self._inboxes.get(where)
        if inbox is None:
            return
        try:
            await self._teller.tell(item, inbox.told, inbox.left)
        except MovedOn:
            return
        except Exception as error:  # noqa: BLE001 nobody awaits this task; a bug here must not stop a channel unseen
            give_up("a delivery cannot be handled", channel=item.outgoing.channel, error=repr(error))
        inbox.waiting.discard(item.offset)

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
        for inbox in self._inboxes.values():
            inbox.left.set()
        for task in self._tellers.values():
            task.cancel()
        await asyncio.gather(*self._tellers.values(), return_exceptions=True)
        if self._sending:
            await asyncio.wait(self._sending, timeout=self._settings.session_timeout)
        await self._commit()
        self._tellers.clear()
        self._queues.clear()
        self._inboxes.clear()


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
