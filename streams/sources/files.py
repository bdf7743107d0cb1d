"""Articles as JSON lines, from a `.jsonl` or `.jsonl.gz` file or standard input."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import hashlib
import io
import json
import sys
import threading
import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import structlog

from streams.article import Article, misnamed_times
from streams.errors import SourceError, UnusableMessage
from streams.kafka.topics import ARTICLES, HEAD_BYTES, Reason, decode
from streams.sources.source import Unusable, tidy

log = structlog.get_logger()

STDIN = "-"
CHUNK = 262_144
"""Bytes read at once: some 400 articles, so that handing them over from the reading thread costs nothing."""

TOLD_KEYS = 20
"""Keys of a source that are told: a file may have another one in every line."""
LONGEST = 4
"""A line may be so many times as long as an article: `\\u0434` takes three times the bytes of `д`, and lines hold more fields."""


@dataclass(frozen=True)
class Line:
    """One line without its end; ``data`` is only its head when it is over the limit, ``length`` always all of it."""

    number: int
    data: bytes
    length: int
    sha256: str = ""

    @property
    def cut(self) -> bool:
        """Whether it was too long to be kept."""
        return self.length > len(self.data)


class LineSplitter:
    """Cuts chunks of bytes into lines; of a line over ``limit`` bytes (and 64 kB) it keeps 64 kB and the hash."""

    def __init__(self, limit: int) -> None:
        self.number = 0
        self._limit = limit
        self._start()

    def _start(self) -> None:
        self._kept = bytearray()
        self._length = 0
        self._hash: hashlib._Hash | None = None

    def feed(self, chunk: bytes) -> Iterator[Line]:
        """The lines that end in this chunk."""
        at = 0
        while (end := chunk.find(b"\n", at)) >= 0:
            self._grow(chunk[at:end])
            yield self._finish()
            at = end + 1
        self._grow(chunk[at:])

    def close(self) -> Iterator[Line]:
        """The last line, when no newline ends it."""
        if self._length:
            yield self._finish()

    def _grow(self, part: bytes) -> None:
        self._length += len(part)
        if self._hash is not None:
            self._hash.update(part)
            self._kept += part[: max(HEAD_BYTES - len(self._kept), 0)]
            return
        self._kept += part
        if self._length > self._limit:
            self._hash = hashlib.sha256(self._kept)
            del self._kept[HEAD_BYTES:]

    def _finish(self) -> Line:
        self.number += 1
        data = bytes(self._kept)
        line = Line(self.number, data, self._length, self._hash.hexdigest() if self._hash else "")
        self._start()
        return line


class JsonLines:
    """A file of JSON lines, or standard input for `-`."""

    endless = False

    def __init__(self, name: str, *, max_article_bytes: int) -> None:
        self.name = name
        self.failure: str | None = None
        self._max_article_bytes = max_article_bytes
        self._lines = LineSplitter(LONGEST * max_article_bytes)
        self._misnamed: set[str] = set()

    async def read(self) -> AsyncIterator[Article | Unusable]:
        """Read it to its end, line by line, in bounded memory.

        Raises:
            SourceError: it cannot be opened, or is broken further on; what stands before has been given.
        """
        async for chunk in self._chunks():
            for line in self._lines.feed(chunk):
                if item := self._item(line):
                    yield item
        for line in self._lines.close():
            if item := self._item(line):
                yield item

    async def _chunks(self) -> AsyncIterator[bytes]:
        try:
            with contextlib.closing(_open(self.name)) as stream:
                while chunk := await _in_daemon_thread(lambda: _read_some(stream)):
                    yield chunk
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise SourceError(
                f"{self.name}: the archive is broken in line {self._lines.number + 1}: {error}. "
                "The lines before it were read; fetch it again for the rest"
            ) from error
        except OSError as error:
            raise SourceError(f"{self.name}: cannot be read: {error.strerror or error}") from error

    def _item(self, line: Line) -> Article | Unusable | None:
        """What a line holds; None for an empty one."""
        where = f"{self.name}:{line.number}"
        if line.cut:
            limit = LONGEST * self._max_article_bytes
            told = f"the line has {line.length:,} bytes; with TOCSIN_MAX_ARTICLE_BYTES as it is {limit:,} are read"
            return Unusable(where, line.data, Reason.TOO_LARGE, told, line.length, line.sha256)
        data = line.data.removeprefix(b"\xef\xbb\xbf") if line.number == 1 else line.data
        if not data.strip():
            return None
        try:
            article = tidy(decode(Article, data, {}, kind=ARTICLES.type))
        except UnusableMessage as error:
            return Unusable.whole(where, line.data, Reason(error.reason), str(error))
        if article.published_at is None:
            self._tell_misnamed(where, data)
        return article

    def _tell_misnamed(self, where: str, data: bytes) -> None:
        """Say once of each key that it looks like a time that the article lacks; it is ignored all the same."""
        for key, right in misnamed_times(json.loads(data)).items():
            if key not in self._misnamed and len(self._misnamed) < TOLD_KEYS:
                self._misnamed.add(key)
                log.warning("a time is not read: no article has this key", at=where, key=key[:100], right_name=right)


def _open(name: str) -> IO[bytes]:
    if name == STDIN:
        # Unbuffered where it can be: a thread that waits inside the buffer would hold its lock at exit.
        buffer = sys.stdin.buffer
        return io.FileIO(buffer.fileno(), closefd=False) if _has_descriptor(buffer) else io.BytesIO(buffer.read())
    return gzip.open(name, "rb") if name.endswith(".gz") else Path(name).open("rb")  # type: ignore[return-value]


def _has_descriptor(stream: IO[bytes]) -> bool:
    try:
        stream.fileno()
    except (OSError, AttributeError):  # a test's or a caller's stand-in
        return False
    return True


def _read_some(stream: IO[bytes]) -> bytes:
    """What is there, up to a chunk: a line sent down a pipe is read when it comes, not when the pipe is full."""
    return stream.read1(CHUNK) if isinstance(stream, io.BufferedIOBase) else stream.read(CHUNK)


async def _in_daemon_thread(function: Callable[[], bytes]) -> bytes:
    """Run a function that may wait for ever (a pipe nobody writes to) without holding up loop or exit."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[bytes] = loop.create_future()

    def tell(result: bytes | None, error: Exception | None) -> None:
        if done.done():  # cancelled meanwhile
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result or b"")

    def work() -> None:
        result, error = None, None
        try:
            result = function()
        except (OSError, EOFError, ValueError, zlib.error) as caught:
            error = caught
        with contextlib.suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(tell, result, error)

    threading.Thread(target=work, name="read", daemon=True).start()
    return await done
