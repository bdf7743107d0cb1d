"""Which kind of source a name stands for; what `tocsin ingest` can read."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from streams.errors import ConfigurationError
from streams.settings import Settings
from streams.sources import shipped_day
from streams.sources.feeds import Feed, Lanes
from streams.sources.files import STDIN, JsonLines
from streams.sources.link import is_web_link
from streams.sources.network import CheckedTransport, Networks
from streams.sources.polled import PolledFeed
from streams.sources.reader import FeedReader
from streams.sources.source import Clock, Source

KINDS = (
    "- (JSON lines on standard input), a .jsonl or .jsonl.gz file, the http:// or https:// address of an RSS or Atom feed, "
    f"or {shipped_day.NAME} (the shipped day, as if it were today)"
)
FILES = (".jsonl", ".jsonl.gz")


_ADDRESS_LIKE = re.compile(r"[a-zA-Z]{0,9}://|(?=.*(?:[?@]|://))")
"""What begins like an address, or holds what only addresses do; the match is what may be shown."""


def feeds_in(text: str, *, where: str) -> list[str]:
    """The addresses in a list of feeds, one a line; empty lines and those that begin with `#` are left out.

    Raises:
        ConfigurationError: a line is none, told by its number: what stands in it may be a token.
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    lines = [(number, line) for number, line in lines if line and not line.startswith("#")]
    wrong = [f"{where}:{number}: no http:// or https:// address" for number, line in lines if not is_web_link(line)]
    if wrong:
        raise ConfigurationError("\n".join(wrong) + "\nwrite one address of an RSS or Atom feed a line")
    return [line for _, line in lines]


def check(names: Sequence[str], *, poll: float | None) -> None:
    """See that every name is a source that can be opened; say all that is wrong at once.

    Raises:
        ConfigurationError: a file is not there or cannot be read, a kind is unknown, or there is nothing to read or poll.
    """
    if not names:
        raise ConfigurationError(
            f"nothing to read: name a source, which is {KINDS}; or list feeds in a file for --feeds, or in TOCSIN_FEEDS"
        )
    wrong = [told for name in names if (told := _wrong(name))]
    if poll is not None and not wrong and not any(map(is_web_link, names)):
        wrong.append("--poll is for feeds, and none of these sources is one")
    if wrong:
        raise ConfigurationError("\n".join(wrong))


def _wrong(name: str) -> str | None:
    """What keeps a name from being a source; None when nothing does."""
    if name in {STDIN, shipped_day.NAME} or is_web_link(name):
        return None
    if found := _ADDRESS_LIKE.match(name):  # mistyped perhaps, and what follows may hold a token
        return f"{found[0]}…: not an address that Tocsin reads; the kinds are {KINDS}"
    path = Path(name)
    if not name.endswith(FILES):
        return f"{name}: not a source that Tocsin knows; the kinds are {KINDS}"
    if not path.exists():
        return f"{name}: no such file"
    if path.is_dir():
        return f"{name}: a directory; name the files in it"
    return None if os.access(path, os.R_OK) else f"{name}: may not be read by this user"


@asynccontextmanager
async def opened(
    names: Sequence[str], settings: Settings, *, poll: float | None, clock: Clock
) -> AsyncIterator[list[Source]]:
    """The sources of these names, with the connections and the process for parsing that feeds share.

    Raises:
        ConfigurationError: as `check`.
    """
    check(names, poll=poll)
    lanes = Lanes()
    async with CheckedTransport(Networks(settings.feed_networks)) as transport, FeedReader() as reader:
        sources: list[Source] = []
        for name in names:
            if name == shipped_day.NAME:
                sources.append(shipped_day.ShippedDay(max_article_bytes=settings.max_article_bytes, clock=clock))
                continue
            if not is_web_link(name):
                sources.append(JsonLines(name, max_article_bytes=settings.max_article_bytes))
                continue
            feed = Feed(
                name, transport=transport, reader=reader, clock=clock, stale_after=settings.stale_after, lanes=lanes
            )
            sources.append(feed if poll is None else PolledFeed(feed, every=poll))
        yield sources
