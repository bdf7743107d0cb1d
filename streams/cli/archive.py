"""Files of articles, one a line, read in bounded memory."""

from __future__ import annotations

import gzip
import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple, cast

import typer

from streams.cli.options import WRONG_USE, shown
from streams.sources.files import CHUNK, LONGEST, STDIN, LineSplitter


class ArchiveLine(NamedTuple):
    """One line of a file; ``data`` is None where it is too long to be an article."""

    name: str
    number: int
    data: bytes | None


class Archive:
    """Files of JSON lines, .gz too; `-` is standard input."""

    def __init__(self, names: Sequence[str], *, max_article_bytes: int) -> None:
        for name in names:
            check_input(name)
        self._names = names
        self._limit = LONGEST * max_article_bytes
        self._done = 0
        self._raw: IO[bytes] | None = None

    @property
    def size(self) -> int | None:
        """The bytes of all files, as they lie on the disk; None where nobody knows."""
        sizes = [Path(name).stat().st_size if name != STDIN else 0 for name in self._names]
        return sum(sizes) if all(sizes) else None

    @property
    def position(self) -> int:
        """How many of them have been read."""
        return self._done + (self._raw.tell() if self._raw is not None else 0)

    def __iter__(self) -> Iterator[ArchiveLine]:
        for name in self._names:
            splitter = LineSplitter(self._limit)
            with self._opened(name) as stream:
                while data := stream.read1(CHUNK):  # what is there: a line down a pipe is read when it comes
                    for line in splitter.feed(data):
                        yield ArchiveLine(name, line.number, None if line.cut else line.data)
                for line in splitter.close():
                    yield ArchiveLine(name, line.number, None if line.cut else line.data)

    @contextmanager
    def _opened(self, name: str) -> Iterator[io.BufferedIOBase]:
        if name == STDIN:
            yield cast("io.BufferedIOBase", sys.stdin.buffer)
            return
        with Path(name).open("rb") as raw:
            self._raw = raw if raw.seekable() else None
            yield gzip.GzipFile(fileobj=raw) if name.endswith(".gz") else raw
            self._done, self._raw = self.position, None


def check_input(name: str) -> None:
    """Tell at once that a file is not there, not after hours of work on the others."""
    path = Path(name)
    if name != STDIN and (not path.exists() or path.is_dir()):
        what = "is a directory, not a file" if path.is_dir() else "there is no such file"
        typer.echo(f"tocsin: {shown(name)}: {what}", err=True)
        raise typer.Exit(WRONG_USE)


def open_input(name: str) -> IO[bytes]:
    """A file to read bytes from, unpacked if its name ends in .gz; `-` is standard input."""
    check_input(name)
    if name == STDIN:
        return sys.stdin.buffer
    return cast("IO[bytes]", gzip.open(name) if name.endswith(".gz") else Path(name).open("rb"))
