"""Topics read back: everything, or the newest of each key, up to the present end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from streams.delivery import Deliveries
from streams.incident import Newest, Position
from streams.kafka.client import kafka_options, no_broker, partitions_of
from streams.kafka.topics import DELIVERIES, SEQUENCE, Headers, Topic
from streams.settings import Settings


class TopicRecord(NamedTuple):
    """A record as it was read back."""

    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers

    @property
    def position(self) -> Position:
        """Which record of `matches` it includes, where it says so."""
        told = dict(self.headers).get(SEQUENCE, b"")
        return Position.read(told.decode(errors="replace"))

    @property
    def name(self) -> str:
        """Its key, read."""
        return (self.key or b"").decode(errors="replace")


async def records(
    settings: Settings, topic: Topic, partitions: Iterable[int] | None = None, *, since: int = 0
) -> AsyncIterator[TopicRecord]:
    """Yield every record of a topic, or of some partitions of it from an offset on, up to its present end.

    Raises:
        ConfigurationError: no broker answers.
        KafkaError: the brokers stop answering.
    """
    name = settings.prefix + topic.name
    async with _consumer(settings, auto_offset_reset="earliest", fetch_max_wait_ms=50) as consumer:
        if partitions is None:
            partitions = range(await partitions_of(settings, name))
        wanted = [TopicPartition(name, number) for number in sorted(partitions)]
        consumer.assign(wanted)
        if wanted and not since:
            await consumer.seek_to_beginning(*wanted)
        for where in wanted if since else ():
            consumer.seek(where, since)
        ends = await consumer.end_offsets(wanted) if wanted else {}
        left = {where for where in wanted if await consumer.position(where) < ends[where]}
        while left:
            for where, found in (await consumer.getmany(*left, timeout_ms=500)).items():
                for record in found:
                    if record.offset < ends[where]:
                        yield TopicRecord(where.partition, record.offset, record.key, record.value, record.headers)
            left = {where for where in left if await consumer.position(where) < ends[where]}


@asynccontextmanager
async def _consumer(settings: Settings, **options: Any) -> AsyncIterator[AIOKafkaConsumer]:
    """A consumer of no group, that commits nothing."""
    consumer = AIOKafkaConsumer(**kafka_options(settings), enable_auto_commit=False, **options)
    try:
        await consumer.start()
    except KafkaError as error:
        await consumer.stop()
        raise no_broker(settings, error) from error
    try:
        yield consumer
    finally:
        await consumer.stop()


async def everything(settings: Settings, topic: Topic) -> list[TopicRecord]:
    """Every record of a topic, up to its present end."""
    return [record async for record in records(settings, topic)]


async def told(settings: Settings, partition: int | None = None) -> Deliveries:
    """What became of the deliveries of a partition, or of all: of each the furthest record, not the last."""
    read = Deliveries()
    async for record in records(settings, DELIVERIES, None if partition is None else [partition]):
        read.read(record.key, record.value)
    return read


async def end_of(settings: Settings, topic: Topic, partition: int) -> int:
    """The offset that the next record of a partition gets.

    Raises:
        ConfigurationError: no broker answers.
        KafkaError: the brokers stop answering.
    """
    where = TopicPartition(settings.prefix + topic.name, partition)
    async with _consumer(settings) as consumer:
        ends: dict[TopicPartition, int] = await consumer.end_offsets([where])
    return ends[where]


async def latest(settings: Settings, topic: Topic, partition: int) -> dict[str, bytes]:
    """The newest value of each key in a partition of a compacted topic."""
    return (await newest(records(settings, topic, [partition]))).states


async def compacted(settings: Settings, topic: Topic) -> dict[str, bytes]:
    """The newest value of each key in a whole compacted topic."""
    return (await newest(records(settings, topic))).states


async def newest(found: AsyncIterator[TopicRecord]) -> Newest:
    """The newest record of each key: the one with the highest position, where records tell theirs, else the last."""
    read = Newest()
    async for record in found:
        read.read(record.name, record.value, record.position)
    return read
