"""The shipped day of the demo, given as if it were happening."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from importlib import resources

from streams.article import Article
from streams.sources.files import JsonLines
from streams.sources.source import Clock, Unusable

NAME = "demo"
"""What `tocsin ingest` and `tocsin up` call it."""
PACE = 4.0
"""Articles a second: 83 of them in 20 seconds can still be followed by eye."""


class ShippedDay(JsonLines):
    """Each article as if it had just been published: its age when it was fetched stays what it was."""

    def __init__(self, *, max_article_bytes: int, clock: Clock, rate: float = PACE) -> None:
        with resources.as_file(resources.files("streams.demo") / "articles.jsonl") as path:
            super().__init__(str(path), max_article_bytes=max_article_bytes)
        self._clock = clock
        self._rate = rate

    async def read(self) -> AsyncIterator[Article | Unusable]:
        """Read it to its end, so many articles a second."""
        async for item in super().read():
            yield _moved(item, self._clock()) if isinstance(item, Article) else item
            await asyncio.sleep(1 / self._rate)


def _moved(article: Article, now: dt.datetime) -> Article:
    timed = article.timed()
    assert timed.fetched_at is not None
    assert timed.published_at is not None
    age = timed.fetched_at - timed.published_at
    return timed.model_copy(update={"fetched_at": now, "published_at": now - age})
