"""The articles of an archive, matched by as many processes as there are cores, in their order."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from itertools import chain, islice
from typing import Annotated, NamedTuple

import typer
from pydantic import ValidationError

from streams.article import Article
from streams.cli.archive import Archive, ArchiveLine
from streams.cli.options import reading_shown, said, shown
from streams.errors import TocsinError
from streams.files.desk.memory import settle
from streams.files.desk.rules import Desk, read_desk
from streams.match.found import Match
from streams.match.match import match
from streams.match.ruleset import RuleSet
from streams.places.gazetteer import Gazetteer
from streams.settings import Settings

FEW = 500
"""Articles that one process matches before others could have begun: half a second's work."""
FEW_BYTES = 5_000_000
"""The same in bytes, for long articles: ten kilobytes each."""
TOGETHER, TOGETHER_BYTES = 100, 500_000
"""Lines, and bytes, that go to a process at once: a tenth of a second's work, so handing over costs nothing."""
AHEAD = 4
"""Such chunks in flight for each process: enough that none waits, and memory stays bounded."""

JobsOption = Annotated[
    int | None,
    typer.Option("--jobs", min=1, help="Processes that match; as many as there are cores.", show_default=False),
]


Found = tuple[tuple[Match, ...], ...]
"""The matches of one article, by rule set."""


class MatchedLine(NamedTuple):
    """What came of a line: when its article was fetched and its matches, or what is wrong with it; else it is empty."""

    at: dt.datetime | None = None
    found: Found = ()
    problem: str = ""


class Matching:
    """The articles of an archive, matched against one rule set or several, in order.

    ``read`` counts the articles, ``bad`` the lines that are none; each of those is told on standard error.
    """

    def __init__(self, archive: Archive, desks: Sequence[tuple[Settings, Desk]], *, jobs: int | None) -> None:
        self._archive = archive
        self._desks = desks
        self._jobs = jobs or _cores()
        self.read = 0
        self.bad = 0

    def results(self, *, arrived_at: dt.datetime | None = None) -> Iterator[tuple[dt.datetime, Found]]:
        """Each article's time of fetching, and its matches by rule set.

        An article that says no time has ``arrived_at``; without that it is told as unusable, for nothing could be
        replayed twice with the same result.
        """
        settle()  # before processes are forked, too: collecting garbage would copy the gazetteer's pages into each
        with closing(self._outcomes(arrived_at)) as outcomes, reading_shown(self._archive.size) as show:
            for outcome in outcomes:
                show(self._archive.position, self.read)
                if outcome.at is not None:
                    self.read += 1
                    yield outcome.at, outcome.found
                elif outcome.problem:
                    self.bad += 1
                    typer.echo(shown(outcome.problem), err=True)

    def _outcomes(self, arrived_at: dt.datetime | None) -> Generator[MatchedLine, None, None]:
        lines = iter(self._archive)
        worker = _Worker([(desk.ruleset, desk.gazetteer) for _, desk in self._desks], arrived_at)
        first = list(_few(lines)) if self._jobs > 1 else []
        rest = next(lines, None) if first else None
        if rest is None:
            yield from map(worker.outcome, chain(first, lines))
            return
        first.append(rest)
        yield from _shared_out(_chunks(chain(first, lines)), worker, [one for one, _ in self._desks], self._jobs)


def _cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


class _Worker:
    """What every process has: the rule sets, read once."""

    def __init__(self, rulesets: Sequence[tuple[RuleSet, Gazetteer]], arrived_at: dt.datetime | None) -> None:
        self.rulesets = rulesets
        self.arrived_at = arrived_at

    def outcome(self, line: ArchiveLine) -> MatchedLine:
        """What comes of one line; an empty one is nothing."""
        where = f"{line.name}:{line.number}"
        if line.data is None:
            return MatchedLine(problem=f"{where}: the line is too long to be an article; see TOCSIN_MAX_ARTICLE_BYTES")
        data = line.data.removeprefix(b"\xef\xbb\xbf") if line.number == 1 else line.data
        if not data.strip():
            return MatchedLine()
        try:
            article = Article.model_validate_json(data)
        except ValidationError as error:
            return MatchedLine(problem=f"{where}: {said(error)}")
        if article.published_at is None and article.fetched_at is None:
            if self.arrived_at is None:
                return MatchedLine(problem=f"{where}: an article needs a published_at or a fetched_at to be replayed")
            article = article.model_copy(update={"fetched_at": self.arrived_at})
        timed = article.timed()
        found = tuple(tuple(match(timed, ruleset, gazetteer)) for ruleset, gazetteer in self.rulesets)
        return MatchedLine(timed.fetched_at, found)


def _shared_out(
    chunks: Iterator[list[ArchiveLine]], worker: _Worker, settings: Sequence[Settings], jobs: int
) -> Iterator[MatchedLine]:
    """Match chunks in processes; what comes of them in the order of the lines.

    Raises:
        TocsinError: a process ended before its work did.
    """
    waiting: deque[Future[list[MatchedLine]]] = deque()
    executor = _executor(worker, settings, jobs)
    try:
        for chunk in chunks:
            waiting.append(executor.submit(_outcomes_of, chunk))
            if len(waiting) >= AHEAD * jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool:
        raise TocsinError(
            "a process that matched articles was ended from outside, as when memory runs out: try with --jobs 1"
        ) from None
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _few(lines: Iterator[ArchiveLine]) -> Iterator[ArchiveLine]:
    """The first lines, as many as one process had better match alone."""
    size = 0
    for line in islice(lines, FEW):
        yield line
        size += len(line.data or b"")
        if size >= FEW_BYTES:
            return


def _chunks(lines: Iterable[ArchiveLine]) -> Iterator[list[ArchiveLine]]:
    """Lines in chunks of bounded number and size."""
    chunk: list[ArchiveLine] = []
    size = 0
    for line in lines:
        chunk.append(line)
        size += len(line.data or b"")
        if len(chunk) >= TOGETHER or size >= TOGETHER_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _executor(worker: _Worker, settings: Sequence[Settings], jobs: int) -> ProcessPoolExecutor:
    """Processes that match.

    On Linux they are forked, which costs nothing and shares the gazetteer, while this process has one thread: a fork
    would copy the locks that others hold. Elsewhere they read rules and gazetteer themselves.
    """
    if sys.platform == "linux" and threading.active_count() == 1:
        context = multiprocessing.get_context("fork")
        return ProcessPoolExecutor(jobs, mp_context=context, initializer=_become, initargs=(worker,))
    versions = [ruleset.version for ruleset, _ in worker.rulesets]
    return ProcessPoolExecutor(
        jobs,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_prepare,
        initargs=(list(settings), versions, worker.arrived_at),
    )


_own: list[_Worker] = []
"""The worker that a process of the pool is, once it has begun."""


def _become(worker: _Worker) -> None:
    """Begin as a forked process: ctrl-C is the parent's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _own[:] = [worker]


def _prepare(settings: list[Settings], versions: list[str], arrived_at: dt.datetime | None) -> None:
    """Begin as a new process: read what the parent has read.

    Raises:
        TocsinError: a rule file was changed in between.
    """
    desks = [read_desk(one) for one in settings]
    if [desk.ruleset.version for desk in desks] != versions:
        raise TocsinError("the rules were changed while they were being read: run it again")
    _become(_Worker([(desk.ruleset, desk.gazetteer) for desk in desks], arrived_at))


def _outcomes_of(chunk: list[ArchiveLine]) -> list[MatchedLine]:
    return [_own[0].outcome(line) for line in chunk]
