"""From sources into the topics: every article once, everything else as a dead letter, nothing uncounted."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from streams.article import Article
from streams.errors import SourceError
from streams.kafka.topics import DEAD_LETTERS, Headers, Reason, Topic
from streams.sources.files import JsonLines
from streams.sources.source import Clock, Source, Unusable, stamp

IN_FLIGHT = 500
"""Sends that wait for the brokers at the same time: they then travel in batches, and memory stays bounded."""
REMEMBERED = 100_000
"""Ids kept to know an article again: forty days of five hundred feeds (2,474 articles a day), some 15 MB."""


class Sends(Protocol):
    """What ingest needs of `topics.Producer`."""

    async def send(self, topic: Topic, *, key: str, value: bytes | None, headers: Headers = ()) -> object:
        """Send a record and wait for the brokers."""

    async def send_article(self, article: Article, *, at: dt.datetime) -> None:
        """Send an article, or its dead letter when it is too large."""


@dataclass
class Tally:
    """What became of all that the sources held; the four numbers add up to it."""

    articles: int = 0
    duplicates: int = 0
    dead_letters: int = 0
    too_large: int = 0

    def __str__(self) -> str:
        return (
            f"{self.articles:,} articles sent, {self.duplicates:,} duplicates skipped, "
            f"{self.dead_letters:,} dead letters, {self.too_large:,} too large"
        )


class Seen:
    """Ids that were seen lately; the one not seen for longest is forgotten first."""

    def __init__(self, size: int = REMEMBERED) -> None:
        self._size = size
        self._ids: OrderedDict[str, None] = OrderedDict()

    def add(self, id_: str) -> bool:
        """Remember an id; whether it is new."""
        new = id_ not in self._ids
        self._ids[id_] = None
        self._ids.move_to_end(id_)
        if len(self._ids) > self._size:
            self._ids.popitem(last=False)
        return new


class InFlight:
    """Sends under way, never more than so many; the first failure ends the whole."""

    def __init__(self, most: int) -> None:
        self._slots = asyncio.Semaphore(most)
        self._tasks: set[asyncio.Task[None]] = set()
        self._error: BaseException | None = None

    async def start(self, send: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Begin a send as soon as there is room.

        Raises:
            KafkaError: an earlier send failed.
        """
        await self._slots.acquire()
        if self._error is not None:
            self._slots.release()
            raise self._error
        task = asyncio.create_task(send())
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._slots.release()
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._error = self._error or error

    async def drain(self) -> None:
        """Wait for all of them.

        Raises:
            KafkaError: one failed.
        """
        while self._tasks:
            await asyncio.wait(self._tasks)
        if self._error is not None:
            raise self._error


class Ingest:
    """Reads sources and sends what they hold. ``counts`` can be watched while it works."""

    def __init__(
        self,
        producer: Sends,
        *,
        max_article_bytes: int,
        clock: Clock,
        on_unusable: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.counts = Tally()
        self._producer = producer
        self._limit = max_article_bytes
        self._clock = clock
        self._on_unusable = on_unusable
        self._seen = Seen()
        self._in_flight = InFlight(IN_FLIGHT)
        self._ended: list[Source] = []

    async def run(self, sources: Sequence[Source], *, stop: asyncio.Event | None = None) -> None:
        """Read the sources to their ends, or until ``stop`` is set; what was begun is sent either way.

        Files are read one after the other, in the order given, since their order is that of events; feeds beside
        them. A source that fails says so in its ``failure`` and does not keep the others from going on.

        Raises:
            KafkaError: the brokers do not take what is sent.
        """
        reading = asyncio.create_task(self._read_all(sources))
        stopped = asyncio.create_task((stop or asyncio.Event()).wait())
        try:
            await asyncio.wait({reading, stopped}, return_when=asyncio.FIRST_COMPLETED)
            reading.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await reading
        finally:
            reading.cancel()
            stopped.cancel()
            for source in sources:
                if source not in self._ended and not source.endless:
                    source.failure = f"{source.name}: stopped before its end"
            await self._in_flight.drain()

    async def _read_all(self, sources: Sequence[Source]) -> None:
        files = [source for source in sources if isinstance(source, JsonLines)]
        feeds = [source for source in sources if not isinstance(source, JsonLines)]
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._read(*files))
                for feed in feeds:
                    group.create_task(self._read(feed))
        except ExceptionGroup as several:
            raise several.exceptions[0] from None

    async def _read(self, *sources: Source) -> None:
        for source in sources:
            try:
                async for item in source.read():
                    await self._take(item)
            except SourceError as error:
                source.failure = str(error)
                self._on_unusable(source.failure)
            self._ended.append(source)

    async def _take(self, item: Article | Unusable) -> None:
        """Send what a source gave, unless it was seen before."""
        moment = self._clock()
        if isinstance(item, Article):
            await self._take_article(stamp(item, fetched_at=moment), moment)
        else:
            await self._take_unusable(item, moment)

    async def _take_article(self, article: Article, moment: dt.datetime) -> None:
        if not self._seen.add(article.id):
            self.counts.duplicates += 1
            return
        what = "articles"
        if larger(article, self._limit):
            what = "too_large"  # the producer makes the dead letter
            self._on_unusable(f"{article.url or article.id}: larger than TOCSIN_MAX_ARTICLE_BYTES ({self._limit:,})")
        await self._in_flight.start(lambda: self._counted(what, self._producer.send_article(article, at=moment)))

    async def _take_unusable(self, item: Unusable, moment: dt.datetime) -> None:
        letter = item.letter(at=moment)
        if not self._seen.add(letter.id):
            self.counts.duplicates += 1  # a polled feed shows it again each time
            return
        self._on_unusable(letter.error)
        what = "too_large" if item.reason is Reason.TOO_LARGE else "dead_letters"
        value, told = item.value(self._limit), letter.headers()
        await self._in_flight.start(
            lambda: self._counted(what, self._producer.send(DEAD_LETTERS, key=letter.id, value=value, headers=told))
        )

    async def _counted(self, what: str, send: Coroutine[Any, Any, object]) -> None:
        await send
        setattr(self.counts, what, getattr(self.counts, what) + 1)


def larger(article: Article, limit: int) -> bool:
    """Whether an article is larger than ``limit`` bytes as it travels; it is written out only when it may be."""
    held = (article.id, article.url, article.source, article.title, article.text, article.lang)
    # At most six bytes a character (an escaped control character in an id), and under 1,000 besides.
    return sum(len(value or "") for value in held) * 6 + 1_000 > limit and len(article.to_json()) > limit
