"""Sending from an agent: the brokers have it, or the process ends.

An exception that leaves a Faust agent acknowledges the message that caused it, and so loses it. A send that keeps
failing therefore ends the process without cleaning up: the message stays unacknowledged and is read again by
whoever takes the partition over.
"""

from __future__ import annotations

import asyncio
import os

import structlog
from aiokafka.errors import KafkaError
from tenacity import AsyncRetrying, RetryError, retry_if_exception_type, stop_after_attempt, wait_exponential

from streams.errors import ConfigurationError
from streams.settings import Settings
from streams.topics import Headers, Producer, Topic

log = structlog.get_logger()

EX_SOFTWARE = 70
"""Exit status of a process that ended itself (sysexits.h); process managers start it again."""
ATTEMPTS = 5
"""Each attempt waits up to 30 s for the brokers by itself: two and a half minutes without them end the process."""


class Post:
    """The producer that all agents of a process share, connected at first use."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._producer: Producer | None = None
        self._connecting = asyncio.Lock()

    async def send(
        self, topic: Topic, *, key: str, value: bytes | None, headers: Headers = (), partition: int | None = None
    ) -> None:
        """Send a record and wait until the brokers have it; end the process when they do not take it."""
        try:
            async for attempt in AsyncRetrying(
                stop=stop_after_attempt(ATTEMPTS),
                wait=wait_exponential(multiplier=0.5, max=8),
                retry=retry_if_exception_type((KafkaError, ConfigurationError)),
            ):
                with attempt:
                    producer = await self._connected()
                    await producer.send(topic, key=key, value=value, headers=headers, partition=partition)
        except RetryError as error:
            give_up("the brokers do not take a record", topic=topic.name, error=str(error.last_attempt.exception()))

    async def partitions(self, topic: Topic) -> int:
        """How many partitions a topic has."""
        return await (await self._connected()).partitions(topic)

    async def _connected(self) -> Producer:
        async with self._connecting:
            if self._producer is None:
                self._producer = await Producer(self._settings).__aenter__()
            return self._producer

    async def close(self) -> None:
        """Send what is waiting and disconnect."""
        async with self._connecting:
            if self._producer is not None:
                await self._producer.__aexit__()
                self._producer = None


def give_up(event: str, **told: object) -> None:
    """Say why, and end the process at once: nothing is acknowledged that is not done."""
    log.critical(event, **told)
    os._exit(EX_SOFTWARE)
