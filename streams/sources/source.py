"""What a source is: something that can be read, giving articles and what could not be made one."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Protocol

from pydantic import ValidationError

from streams.article import Article, digest
from streams.errors import UnusableMessage
from streams.kafka.topics import HEAD_BYTES, DeadLetter, Reason, sha256
from streams.sources.link import canonical_url, outlet
from streams.sources.plain_text import clean, one_line

Clock = Callable[[], dt.datetime]
"""Says what time it is; always aware."""


def now() -> dt.datetime:
    """The clock on the wall, UTC."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True)
class Unusable:
    """A record of a source that is no article: its bytes, and why.

    ``where`` is for a person: `file.jsonl:12`, or the feed. ``length`` and ``sha256`` are those of the whole
    record; ``raw`` holds less of it only when it was too large.
    """

    where: str
    raw: bytes
    reason: Reason
    error: str
    length: int
    sha256: str

    @classmethod
    def whole(cls, where: str, raw: bytes, reason: Reason, error: str) -> Unusable:
        """A record that is here in full."""
        return cls(where, raw, reason, error, len(raw), sha256(raw))

    def letter(self, *, at: dt.datetime) -> DeadLetter:
        """The headers of its dead letter. The same record at the same place makes the same letter again."""
        return DeadLetter(
            id=digest(self.where, self.sha256),
            topic="(not yet sent)",
            reason=self.reason,
            error=f"{self.where}: {self.error}",
            at=at,
            length=self.length,
            sha256=self.sha256,
        )

    def value(self, limit: int) -> bytes:
        """The value of its dead letter: the original bytes, or their first 64 kB when they are over ``limit``."""
        return self.raw if self.length <= limit else self.raw[:HEAD_BYTES]


@dataclass(frozen=True)
class Edition:
    """A feed as it was once: its articles, the oldest first, and what is wrong with it as a whole, if anything."""

    articles: list[Article | Unusable]
    problem: str | None = None


class Source(Protocol):
    """A source of articles.

    ``name`` is shown to people and holds no token; an ``endless`` source is read until somebody stops it.
    ``failure`` says why it cannot be read, now or at the last attempt; None while all is well.
    """

    name: str
    endless: bool
    failure: str | None

    def read(self) -> AsyncIterator[Article | Unusable]:
        """Read it to its end, which a polled source does not have.

        Raises:
            SourceError: it cannot be read (any further).
        """
        ...


def tidy(article: Article) -> Article:
    """The article with one id for one link, and clean text; every source gives its articles like this.

    An ``id`` that the input brought along is kept.

    Raises:
        UnusableMessage: nothing readable is left of its title and text.
    """
    url = canonical_url(article.url) if article.url else None
    derived = bool(article.url) and article.id == digest(article.url or "")
    try:
        return Article(
            id=digest(url) if url and derived else article.id,
            url=url,
            source=outlet(url) if article.source in {None, outlet(article.url)} else article.source,
            title=one_line(article.title or "") or None,
            text=clean(article.text or "") or None,
            lang=article.lang,
            published_at=article.published_at,
            fetched_at=article.fetched_at,
        )
    except ValidationError as error:
        told = "; ".join(problem["msg"].removeprefix("Value error, ") for problem in error.errors())
        raise UnusableMessage(Reason.WRONG_FIELDS, told) from error


def stamp(article: Article, *, fetched_at: dt.datetime) -> Article:
    """The article with both its times.

    ``fetched_at`` is this moment, whatever the input says: an archive sent into a live topic is stale and rings
    nobody. An article that does not say when it was published was there when its archive first fetched it.
    """
    published = article.published_at or article.fetched_at
    return article.model_copy(update={"published_at": published, "fetched_at": fetched_at}).timed()
