"""A feed that is read again and again."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable

import structlog
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, wait_exponential, wait_random

from streams.article import Article
from streams.errors import SourceError
from streams.sources.feeds import Feed, FeedError
from streams.sources.source import Unusable

log = structlog.get_logger()

SLOWEST = 3600
"""Seconds between two attempts, at most, at a feed that keeps failing and does not say itself when to come back."""


class PolledFeed:
    """A feed that is read every so many seconds, for ever; failures are logged and tried again, later and later."""

    endless = True

    def __init__(self, feed: Feed, *, every: float, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self.name = feed.name
        self.failure: str | None = None
        self._feed = feed
        self._every = every
        self._sleep = sleep
        self._backoff = wait_exponential(multiplier=every, max=max(every, SLOWEST)) + wait_random(0, every / 4)

    async def read(self) -> AsyncIterator[Article | Unusable]:
        """Read it again and again; ends only when it is cancelled, raises nothing."""
        while True:
            for article in await self._reading():
                yield article
            # Some seconds more or less, so that a hundred feeds do not all come in the same one.
            await self._sleep(self._every * random.uniform(1, 1.1))  # noqa: S311  no secret

    async def _reading(self) -> list[Article | Unusable]:
        """One reading that succeeds, after however many failures."""
        attempts = AsyncRetrying(
            retry=retry_if_exception_type(SourceError), wait=self._wait, sleep=self._sleep, before_sleep=self._failed
        )
        async for attempt in attempts:
            with attempt:
                articles = [article async for article in self._feed.read()]
        self.failure = None
        return articles

    def _wait(self, state: RetryCallState) -> float:
        """Seconds to the next attempt: what the server asked for, and never less than our own growing patience."""
        error = state.outcome.exception() if state.outcome else None
        asked = error.retry_after if isinstance(error, FeedError) else None
        return max(asked or 0.0, self._backoff(state))

    def _failed(self, state: RetryCallState) -> None:
        self.failure = str(state.outcome.exception()) if state.outcome else None
        wait = state.next_action.sleep if state.next_action else 0.0
        log.warning(
            "feed failed", feed=self.name, error=self.failure, attempt=state.attempt_number, next_in_s=round(wait)
        )
