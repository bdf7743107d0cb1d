"""RSS and Atom feeds over HTTP: read once, or polled."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx
import structlog
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, wait_exponential, wait_random

from streams.article import Article
from streams.errors import SourceError
from streams.sources.rss import Reading, read_feed
from streams.sources.source import Clock, Unusable

log = structlog.get_logger()

MAX_BYTES = 20_000_000
"""Largest feed that is read, unpacked; full-text feeds of big outlets have 2 to 5 MB."""
TIMEOUT = httpx.Timeout(20, connect=10)
"""Seconds a server may be silent."""
DEADLINE = 120
"""Seconds for one reading in all: a server may also send one byte a second."""
REDIRECTS = 5
SLOWEST = 3600
"""Seconds between two attempts, at most, at a feed that keeps failing and does not say itself when to come back."""
LONGEST_REQUEST = 86_400
"""Seconds of `Retry-After` that are honoured: a day; a server that says a year is misconfigured."""
UNDATED = dt.timedelta(minutes=1)
"""How much older than stale an article without a date is taken to be, when a feed is read for the first time."""


class FeedError(SourceError):
    """A feed could not be read; ``retry_after`` is the number of seconds its server asked to wait, if it did."""

    def __init__(self, text: str, *, retry_after: float | None = None) -> None:
        self.retry_after = retry_after
        super().__init__(text)


def http_client() -> httpx.AsyncClient:
    """A client for feeds; proxies come from the environment, as everywhere."""
    logging.getLogger("httpx").setLevel(
        logging.WARNING
    )  # its INFO lines show the whole address of a feed, token and all
    headers = {
        "User-Agent": "tocsin (news alerts; reads feeds conditionally)",
        "Accept": "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1",
    }
    return httpx.AsyncClient(headers=headers, timeout=TIMEOUT, follow_redirects=True, max_redirects=REDIRECTS)


def shown(url: str) -> str:
    """A feed's address for logs: without user, password and query, any of which may hold a token."""
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.hostname}{port}{parts.path}{'?…' if parts.query else ''}"


class Feed:
    """One feed. What its server said (`ETag`, `Last-Modified`) is kept from reading to reading.

    ``stale_after`` dates the undated: an article without a date in the first reading may be a week old and is
    taken to be just too old to ring; one that appears in a later reading is new.
    """

    endless = False

    def __init__(
        self, url: str, *, client: httpx.AsyncClient, clock: Clock, stale_after: dt.timedelta, slots: asyncio.Semaphore
    ) -> None:
        self.name = shown(url)
        self.failure: str | None = None
        self._url = url
        self._client = client
        self._clock = clock
        self._stale_after = stale_after
        self._slots = slots
        self._unchanged_since: dict[str, str] = {}
        self._known = False

    async def read(self) -> AsyncIterator[Article | Unusable]:
        """Read it once: nothing when it has not changed since.

        Raises:
            FeedError: the server cannot be reached or refuses, or what it sends is no feed.
        """
        try:
            async with self._slots, asyncio.timeout(DEADLINE):
                reading = await self._fetch()
        except httpx.HTTPError as error:
            raise FeedError(f"{self.name}: {_told(error)}") from error
        except httpx.InvalidURL as error:
            raise FeedError(f"{self.name}: the address is wrong: {error}") from error
        except TimeoutError as error:
            raise FeedError(f"{self.name}: not read after {DEADLINE} seconds") from error
        if reading is None:
            log.debug("feed unchanged", feed=self.name)
            return
        if reading.problem:
            log.warning("feed is malformed, what could be read of it is used", feed=self.name, error=reading.problem)
        log.info("feed read", feed=self.name, articles=len(reading.articles))
        dated = self._dated(reading)
        self._known = True
        for article in dated:
            yield article

    async def _fetch(self) -> Reading | None:
        """The feed as it is now; None when the server says that it is as it was."""
        async with self._client.stream("GET", self._url, headers=self._unchanged_since) as response:
            if response.status_code == httpx.codes.NOT_MODIFIED:
                return None
            if response.status_code != httpx.codes.OK:
                told = f"{self.name}: HTTP {response.status_code} {response.reason_phrase}".rstrip()
                raise FeedError(told, retry_after=retry_after(response.headers.get("Retry-After"), self._clock()))
            body = await self._body(response)
        content_type = response.headers.get("Content-Type", "")
        try:
            reading = await asyncio.to_thread(
                read_feed, body, name=self.name, url=str(response.url), content_type=content_type
            )
        except SourceError as error:
            raise FeedError(str(error)) from error
        self._unchanged_since = _conditions(response.headers)
        return reading

    async def _body(self, response: httpx.Response) -> bytes:
        body = bytearray()
        async for chunk in response.aiter_bytes():
            body += chunk
            if len(body) > MAX_BYTES:
                raise FeedError(f"{self.name}: more than {MAX_BYTES:,} bytes")
        return bytes(body)

    def _dated(self, reading: Reading) -> list[Article | Unusable]:
        """The articles, the undated ones of a first reading dated so that they ring nobody."""
        if self._known:
            return reading.articles
        past = self._clock() - self._stale_after - UNDATED
        undated = [item for item in reading.articles if isinstance(item, Article) and item.published_at is None]
        if undated:
            log.warning(
                "articles without a date in the first reading of a feed are taken for old",
                feed=self.name,
                articles=len(undated),
            )
        return [
            item.model_copy(update={"published_at": past})
            if isinstance(item, Article) and item.published_at is None
            else item
            for item in reading.articles
        ]


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


def retry_after(header: str | None, now: dt.datetime) -> float | None:
    """The seconds that a `Retry-After` header asks for, given as a number or as a date; None when it asks nothing."""
    if not header:
        return None
    if header.strip().isdecimal():
        return min(float(header), LONGEST_REQUEST)
    try:
        until = parsedate_to_datetime(header)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=dt.UTC)
    return min(max((until - now).total_seconds(), 0.0), LONGEST_REQUEST)


def _conditions(headers: httpx.Headers) -> dict[str, str]:
    """The headers of the next request, so that an unchanged feed is not sent again."""
    pairs = (("If-None-Match", headers.get("ETag")), ("If-Modified-Since", headers.get("Last-Modified")))
    return {name: value for name, value in pairs if value}


def _told(error: httpx.HTTPError) -> str:
    """What went wrong, in words; httpx leaves the text of many errors empty."""
    match error:
        case httpx.ConnectTimeout():
            return "the server does not answer"
        case httpx.TimeoutException():
            return f"the server is silent for {TIMEOUT.read:.0f} seconds"
        case httpx.TooManyRedirects():
            return f"more than {REDIRECTS} redirects"
        case _:
            return f"{error}" if str(error) else type(error).__name__
