"""Sending from an agent: the brokers have it, or the process ends.

An exception that leaves a Faust agent acknowledges the message that caused it, and so loses it. A send that keeps
failing therefore ends the process without cleaning up: the message stays unacknowledged and is read again by
whoever takes the partition over.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import NoReturn, TypeVar

import structlog
from aiokafka.errors import KafkaError, MessageSizeTooLargeError
from tenacity import AsyncRetrying, RetryError, retry_if_exception_type, stop_after_attempt, wait_exponential

from streams.errors import ConfigurationError, UnusableMessage
from streams.kafka.client import Producer
from streams.kafka.topics import Headers, Key, Topic
from streams.settings import Settings

log = structlog.get_logger()
Result = TypeVar("Result")

EX_SOFTWARE = 70
"""Exit status of a process that ended itself (sysexits.h); process managers start it again."""
ATTEMPTS = 5
"""Each attempt waits up to 30 s for the brokers by itself: two and a half minutes without them end the process."""


class Post:
    """The producer that the agents of a process share, connected at first use.

    ``hold`` returns when this process may still act for its group, and else ends it: here all that agents send is
    fenced, and whoever is about to do what no topic shows asks it first.
    """

    def __init__(self, settings: Settings, *, hold: Callable[[], Awaitable[None]]) -> None:
        self._settings = settings
        self.hold = hold
        self._producer: Producer | None = None
        self._connecting = asyncio.Lock()

    async def send(
        self, topic: Topic, *, key: Key, value: bytes | None, headers: Headers = (), partition: int | None = None
    ) -> int:
        """Send a record and wait until the brokers have it; the offset they gave it.

        The process ends when they do not take it, and when others own what it writes for.

        Raises:
            UnusableMessage: it is larger than the brokers allow.
        """

        async def send() -> int:
            producer = await self._connected()
            await self.hold()
            try:
                return await producer.send(topic, key=key, value=value, headers=headers, partition=partition)
            except MessageSizeTooLargeError as error:
                raise UnusableMessage(
                    "too-large", f"what follows from it is too large for {topic.name}: {error}"
                ) from error

        return await insist(send, f"the brokers do not take a record of {topic.name}")

    async def partitions(self, topic: Topic) -> int:
        """How many partitions a topic has."""

        async def count() -> int:
            return await (await self._connected()).partitions(topic)

        return await insist(count, f"the brokers do not describe {topic.name}")

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


async def insist(work: Callable[[], Awaitable[Result]], event: str) -> Result:
    """Do something with the brokers, again when they fail; end the process when they keep failing."""
    try:
        async for attempt in AsyncRetrying(
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait_exponential(multiplier=0.5, max=8),
            retry=retry_if_exception_type((KafkaError, ConfigurationError)),
        ):
            with attempt:
                return await work()
    except RetryError as error:
        give_up(event, error=str(error.last_attempt.exception()))
    raise AssertionError(event)


def give_up(event: str, **told: object) -> NoReturn:
    """Say why, and end the process at once: nothing is acknowledged that is not done."""
    log.critical(event, **told)
    os._exit(EX_SOFTWARE)
