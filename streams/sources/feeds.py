"""Feeds fetched over HTTP, each once; `feed_parser` reads what came."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import time
from collections.abc import AsyncIterator
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx
import structlog

from streams.article import Article, digest
from streams.errors import SourceError
from streams.sources.network import RefusedError
from streams.sources.reader import FeedReader
from streams.sources.source import Clock, Edition, Unusable
from streams.sources.unpack import unpacked

log = structlog.get_logger()

MAX_BYTES = 8_000_000
"""Largest feed that is read, unpacked; full-text feeds of big outlets have 2 to 5 MB. All lanes full hold 64 MB."""
TIMEOUT = httpx.Timeout(20, connect=10)
"""Seconds a server may be silent."""
REDIRECTS = 5
LONGEST_REQUEST = 86_400
"""Seconds of `Retry-After` that are honoured: a day; a server that says a year is misconfigured."""
COSTLY = 3
"""Seconds of processor after which a feed is costly to read: one of 1 MB takes 1.5."""
UNDATED = dt.timedelta(minutes=1)
"""How much older than stale an article without a date is taken to be, when a feed is read for the first time."""


class FeedError(SourceError):
    """A feed could not be read; ``retry_after`` is the number of seconds its server asked to wait, if it did."""

    def __init__(self, text: str, *, retry_after: float | None = None) -> None:
        self.retry_after = retry_after
        super().__init__(text)


class Lane:
    """Feeds that are read at the same time, never more than so many, each in so many ``seconds`` until it has arrived."""

    def __init__(self, feeds: int, *, seconds: float) -> None:
        self.slots = asyncio.Semaphore(feeds)
        self.seconds = seconds


class Lanes:
    """Two lanes, so that feeds which fail, drip or are costly wait for one another and hardly anybody for them.

    A feed that has not arrived in the quick one goes on in the slow one, and starts there until it is well again. Six hide
    slow servers well enough: five hundred feeds every two minutes, each in a second, need four.
    """

    def __init__(self, quick: Lane | None = None, slow: Lane | None = None) -> None:
        self.quick = quick or Lane(6, seconds=20)
        self.slow = slow or Lane(2, seconds=120)


def http_client(transport: httpx.AsyncBaseTransport) -> httpx.AsyncClient:
    """A client for one feed: what cookies its servers set are sent to nobody else, and go with the next reading."""
    logging.getLogger("httpx").setLevel(
        logging.WARNING
    )  # its INFO lines show the whole address of a feed, token and all
    logging.getLogger("httpcore").setLevel(logging.WARNING)  # its DEBUG lines show headers, redirects among them
    headers = {
        "User-Agent": "tocsin (news alerts; reads feeds conditionally)",
        "Accept": "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1",
        "Accept-Encoding": "gzip",
    }
    return httpx.AsyncClient(
        transport=transport, headers=headers, timeout=TIMEOUT, follow_redirects=True, max_redirects=REDIRECTS
    )


def shown(url: str) -> str:
    """A feed's name for logs and errors: its host, and eight hex digits of the SHA-256 of its address.

    User, password, path and query may each hold a token. `printf %s URL | sha256sum` tells which feed it is.
    """
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if parts.hostname and ":" in parts.hostname else parts.hostname
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}/… ({digest(url, length=8)})"


class _Answer(NamedTuple):
    """What a server sent; ``url`` is where it was found in the end."""

    body: bytearray
    url: str
    headers: httpx.Headers


class Feed:
    """One feed. What its server said (`ETag`, `Last-Modified`) is kept from reading to reading.

    ``stale_after`` dates the undated: an article without a date in the first reading may be a week old and is
    taken to be just too old to ring; one that appears in a later reading is new.
    """

    endless = False

    def __init__(
        self,
        url: str,
        *,
        transport: httpx.AsyncBaseTransport,
        reader: FeedReader,
        clock: Clock,
        stale_after: dt.timedelta,
        lanes: Lanes,
    ) -> None:
        self.name = shown(url)
        self.failure: str | None = None
        self._url = url
        self._client = http_client(transport)
        self._reader = reader
        self._clock = clock
        self._stale_after = stale_after
        self._lanes = lanes
        self._hinders = False
        self._unchanged_since: dict[str, str] = {}
        self._known = False

    async def read(self) -> AsyncIterator[Article | Unusable]:
        """Read it once: nothing when it has not changed since.

        Raises:
            FeedError: the server cannot be reached or refuses, or what it sends is no feed.
        """
        try:
            reading = await self._reading()
        except SourceError:
            self._hinders = True
            raise
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

    async def _reading(self) -> Edition | None:
        """The feed as it is now, in the lane that it belongs to; None when the server says that it is as it was."""
        lanes = (self._lanes.slow,) if self._hinders else (self._lanes.quick, self._lanes.slow)
        for lane in lanes:
            async with lane.slots:
                begun = time.monotonic()
                try:
                    async with asyncio.timeout(lane.seconds):
                        answer = await self._fetched()
                except TimeoutError:
                    continue
                self._hinders = time.monotonic() - begun > self._lanes.quick.seconds
                return await self._parsed(answer) if answer is not None else None
        raise FeedError(f"{self.name}: not read after {self._lanes.slow.seconds:g} seconds")

    async def _fetched(self) -> _Answer | None:
        """What the server sends; None when it is as it was."""
        try:
            return await self._asked()
        except httpx.HTTPError as error:
            raise FeedError(f"{self.name}: {self._told(error)}") from error
        except httpx.InvalidURL as error:
            raise FeedError(f"{self.name}: the address is wrong") from error

    async def _asked(self) -> _Answer | None:
        self._client.cookies.clear()
        async with self._client.stream("GET", self._url, headers=self._unchanged_since) as response:
            if response.status_code == httpx.codes.NOT_MODIFIED:
                return None
            if response.status_code != httpx.codes.OK:
                # The phrase is the one that belongs to the number: the server's own may say anything.
                phrase = httpx.codes.get_reason_phrase(response.status_code)
                told = f"{self.name}: HTTP {response.status_code} {phrase}".rstrip()
                raise FeedError(told, retry_after=retry_after(response.headers.get("Retry-After"), self._clock()))
            packing = response.headers.get("Content-Encoding", "")
            try:
                body = await unpacked(response.aiter_raw(), encoding=packing, most=MAX_BYTES)
            except SourceError as error:
                raise FeedError(f"{self.name}: {error}") from error
            return _Answer(body, str(response.url), response.headers)

    async def _parsed(self, answer: _Answer) -> Edition:
        content_type = answer.headers.get("Content-Type", "")
        try:
            reading, cpu = await self._reader.read(
                answer.body, name=self.name, url=answer.url, content_type=content_type
            )
        except SourceError as error:
            raise FeedError(str(error)) from error
        self._hinders = self._hinders or cpu > COSTLY
        self._unchanged_since = _conditions(answer.headers)
        return reading

    def _told(self, error: httpx.HTTPError) -> str:
        """What went wrong, in words; none of what the server sent is among them."""
        match error:
            case RefusedError():
                return f"{'' if str(error.request.url) == self._url else 'it is redirected; '}{error}"
            case httpx.ConnectTimeout():
                return "the server does not answer"
            case httpx.TimeoutException():
                return f"the server is silent for {TIMEOUT.read:.0f} seconds"
            case httpx.TooManyRedirects():
                return f"more than {REDIRECTS} redirects"
            case httpx.ConnectError():
                return f"the server cannot be reached{f' ({error})' if str(error) else ''}"
            case _:
                return "the connection breaks off, or what is sent is no HTTP"

    def _dated(self, reading: Edition) -> list[Article | Unusable]:
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
