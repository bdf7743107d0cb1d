"""Looking at the rule directory, and taking what has changed: all of it or nothing.

Why looking and no kernel notification: a look each second costs a thousand files a few milliseconds and sees what
inotify cannot: a directory or a link above it that is replaced (git-sync, ConfigMaps), network file systems, mounts
into containers. A change counts when two looks in a row see the same, so that an editor, a `git pull` or a copy that
writes file after file is read when it has ended; what was read counts only if the files are still the same afterwards.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path

import structlog

from streams import metrics, yaml12
from streams.article import Article
from streams.errors import ConfigurationError, Mistake, RuleErrors
from streams.files.desk.current import CurrentDesk, Failure, with_rules
from streams.files.desk.memory import settle
from streams.files.desk.rules import Desk, read_desk, rules_directory
from streams.files.desk.texts import yaml_files
from streams.match.match import match
from streams.settings import Settings

log = structlog.get_logger()

Clock = Callable[[], dt.datetime]
Read = Callable[[Settings], Desk]
Stamp = tuple[int, ...]
Look = Mapping[str, Stamp]
"""Each rule file by its path below the directory, with numbers that change when it does; `()` if it cannot be read."""
_NOTHING: Look = {"": ()}
"""What no directory looks like."""

MAX_TOLD = 50
"""Mistakes of one broken set that are logged one by one."""
WARMED_WITH = 20
"""Articles matched before a set is taken: enough for whatever it prepares at first use."""
SWITCH_EVERY = 0.0005
"""Seconds a thread may keep the interpreter while rules are read; with Python's 5 ms every step of the event loop
would wait that long for its turn."""

LONGEST_PAUSE = 60
"""Looks after which what cannot be read is tried again at the latest: a minute, at a look each second."""


def open_desk(settings: Settings, read: Read, *, now: dt.datetime) -> CurrentDesk:
    """Read the rule directory for the first time; one that changes meanwhile is read again by the first looks.

    Raises:
        RuleErrors: every mistake in every file.
        ConfigurationError: there are no rules.
    """
    directory = rules_directory(settings)
    before = look_at(directory)
    digest = digest_of(directory, before)
    desk = with_rules(read(settings))
    return CurrentDesk(desk, digest=digest if look_at(directory) == before else "", at=now)


class Watch:
    """Looks at a rule directory again and again, and takes what it holds when that has changed and is whole."""

    def __init__(self, settings: Settings, current: CurrentDesk, *, clock: Clock, read: Read = read_desk) -> None:
        self.directory = current.desk.directory
        # pinned: `rules/` that is gone for a moment must not become the shipped packs
        self._settings = settings.model_copy(update={"rules": self.directory})
        self._current = current
        self._clock = clock
        self._read = read
        self._last: Look | None = _NOTHING
        self._settled: Look | None = _NOTHING
        self._told: tuple[str, tuple[object, ...]] = ("", ())
        self._pause = self._waited = 0

    def look(self) -> None:
        """Look once; call it at even intervals, in a thread, never twice at once.

        A change is taken by the second look that sees it. Whatever lies below the directory, the rules in force stay.
        """
        try:
            self._look()
        except Exception as error:  # noqa: BLE001 no file may end a worker
            self._last = self._settled = _NOTHING  # also files that are as they were must be looked into
            self._keep(error, "")

    def _look(self) -> None:
        seen = look_at(self.directory)
        unchanged, self._last = seen == self._last, seen
        if not unchanged:
            self._pause = self._waited = 0
            return
        if seen == self._settled or self._waits():
            return
        digest = digest_of(self.directory, seen)
        if digest == self._current.digest:
            self._mended()
        elif digest != self._told[0] and not self._read_once(seen, digest):
            return
        self._settled = seen

    def _waits(self) -> bool:
        """Whether this look leaves alone what could not be read: it is tried again ever more seldom."""
        self._waited += 1
        if self._waited < self._pause:
            return True
        self._waited = 0
        return False

    def _mended(self) -> None:
        """The files are again, or still, what is in force."""
        self._told = ("", ())
        if self._current.failure is not None:
            self._current.fail(None)
            log.info("rules mended", version=self._current.desk.ruleset.version, digest=self._current.digest)

    def _read_once(self, seen: Look | None, digest: str) -> bool:
        """Read the directory and take it, or keep why not; false when it must be read again though nothing changes."""
        began = time.monotonic()
        try:
            desk, problem = self._prepared(), None
        except Exception as error:  # noqa: BLE001 whatever a file makes the reader do, the rules in force stay
            desk, problem = None, error
        if look_at(self.directory) != seen:
            return False
        if desk is None:
            assert problem is not None
            return self._keep(problem, digest)
        self._told = ("", ())
        self._pause = 0
        was = self._current.desk.ruleset.version
        self._current.take(desk, digest=digest, at=self._clock())
        settle()
        metrics.RELOADS.labels("taken").inc()
        log.info(
            "rules taken",
            version=desk.ruleset.version,
            was=was,
            digest=digest,
            rules=len(desk.ruleset.rules),
            seconds=round(time.monotonic() - began, 2),
        )
        return True

    def _prepared(self) -> Desk:
        """A desk that has matched something, read without keeping the event loop waiting for the interpreter.

        Raises:
            RuleErrors: every mistake in every file.
            ConfigurationError: there are no rules, or no directory.
        """
        usual = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_EVERY)
        try:
            desk = with_rules(self._read(self._settings))
            for article in islice(_articles(desk, self._clock()), WARMED_WITH):
                match(article, desk.ruleset, desk.gazetteer)
        finally:
            sys.setswitchinterval(usual)
        return desk

    def _keep(self, problem: Exception, digest: str) -> bool:
        """Note and tell, once, why a set is not taken; whether only a change of its files can help."""
        final = not isinstance(problem, OSError | ConfigurationError)  # a disk or a cache mends by itself
        reasons: tuple[Mistake | str, ...] = (str(problem) or repr(problem),)
        if isinstance(problem, RuleErrors):
            reasons = tuple(problem.mistakes)
            final = all(mistake.code != "unreadable" for mistake in problem.mistakes)
        elif final:
            reasons = (f"a flaw of Tocsin's in reading the rules: {problem!r}",)
        if not final:
            self._settled = _NOTHING  # also files that are again as they were must be looked into
            self._pause = min(2 * self._pause or 1, LONGEST_PAUSE)
        if (told := (digest if final else "", reasons)) == self._told:
            return final
        self._told = told
        self._current.fail(Failure(self._clock(), reasons))
        metrics.RELOADS.labels("broken").inc()
        _tell(reasons)
        version = self._current.desk.ruleset.version
        flaw = problem if final and not isinstance(problem, RuleErrors) else None
        log.error("rules broken", mistakes=len(reasons), stays=version, directory=str(self.directory), exc_info=flaw)
        return final


def _articles(desk: Desk, now: dt.datetime) -> Iterator[Article]:
    """The tests that rules carry, as articles."""
    for rule in desk.files.rules:
        for test in rule.tests:
            yield Article(id="warm-up", title=test.title, text=test.text, published_at=now, fetched_at=now)


def _tell(reasons: tuple[Mistake | str, ...]) -> None:
    for reason in reasons[:MAX_TOLD]:
        if isinstance(reason, str):
            log.error("rule mistake", reason=reason)
        else:
            about = {"file": reason.file, "line": reason.line, "column": reason.column, "code": reason.code}
            log.error("rule mistake", **about, reason=reason.text, hint=reason.hint)


def look_at(directory: Path) -> Look | None:
    """What the rule files below a directory look like now, and what cannot be read; None when it is not there."""
    if not os.path.isdir(directory):  # noqa: PTH112 Path's raises what a network file system answers
        return None
    mistakes: list[Mistake] = []
    try:
        found = {name: _stamp(path) for name, path in yaml_files(directory, mistakes)}
    except OSError as error:  # it changes this very moment
        return {str(error): ()}
    return found | {str(mistake): () for mistake in mistakes}


def _stamp(path: Path) -> Stamp:
    """Where a file lies, its size and its times: the time of change cannot be set back, as `rsync -t` sets the other."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_mode)


def digest_of(directory: Path, seen: Look | None) -> str:
    """The hash of the names and contents of all rule files; what is not read counts by its stamp."""
    body = hashlib.sha256()
    for name, stamp in sorted((seen or {}).items()):
        content = str(stamp).encode()
        if stamp and stat.S_ISREG(stamp[5]) and stamp[2] <= yaml12.MAX_BYTES:
            with suppress(OSError):
                content = hashlib.sha256((directory / name).read_bytes()).digest()
        body.update(name.encode(errors="surrogateescape") + b"\0" + content + b"\0")
    return "gone" if seen is None else body.hexdigest()[:12]
