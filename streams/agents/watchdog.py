"""A watchdog: a worker that has work and does none ends itself.

After some rebalances and broker changes Faust or aiokafka never fetch a partition again and only log it
(faust-streaming/faust#629, aio-libs/aiokafka#1018). The brokers know: there is lag, and the committed offset stands still.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

import structlog
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError
from mode import Service

from streams.agents.post import give_up
from streams.settings import Settings
from streams.topics import kafka_options

log = structlog.get_logger()

LOOK_EVERY = 15.0
"""Seconds between two looks."""
PATIENCE = 180.0
"""Seconds without a commit, with lag, after which the process ends: longer than any rebalance and any one message."""


class Watchdog(Service):
    """Ends the process when a partition it owns has lag and its commits stand still."""

    def __init__(self, settings: Settings, owned: Callable[[], Iterable[TopicPartition]], **options: Any) -> None:
        super().__init__(**options)
        self._settings = settings
        self._owned = owned
        self._stands_since: dict[TopicPartition, tuple[int, float]] = {}

    @Service.task
    async def _watch(self) -> None:
        while not self.should_stop:
            await self.sleep(LOOK_EVERY)
            try:
                await self._look()
            except KafkaError as error:
                log.warning("watchdog cannot see the brokers", error=str(error))

    async def _look(self) -> None:
        owned = list(self._owned())
        if not owned:
            return
        admin = AIOKafkaAdminClient(**kafka_options(self._settings))
        consumer = AIOKafkaConsumer(**kafka_options(self._settings))
        await admin.start()
        await consumer.start()
        try:
            committed = await admin.list_consumer_group_offsets(self._settings.group, partitions=owned)
            ends = await consumer.end_offsets(owned)
        finally:
            await consumer.stop()
            await admin.close()
        now = asyncio.get_running_loop().time()
        lagging = {where: committed[where].offset for where in owned if ends[where] > max(committed[where].offset, 0)}
        self._stands_since = {
            where: before if (before := self._stands_since.get(where)) and before[0] == offset else (offset, now)
            for where, offset in lagging.items()
        }
        for where, (offset, since) in self._stands_since.items():
            if now - since > PATIENCE:
                give_up("commits stand still", topic=where.topic, partition=where.partition, offset=offset)
