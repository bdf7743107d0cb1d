"""Which log lines are shown: what repeats itself is counted instead.

A broker that dies makes the libraries below write ten thousand lines a minute, all of a few kinds. Only warnings and errors
are held back: an INFO line is no fault, and a critical one is the last.
"""

from __future__ import annotations

import copy
import logging
import re
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

WINDOW = 60.0
"""Seconds in which lines of a kind are counted together."""
OURS = 60
"""Times one of our own is shown in a window: a line a second, and all fifty mistakes of a rule set."""
THEIRS = 1
"""Times a library's is: its second line says nothing that the first did not."""
ALL_THEIRS = 30
"""Repeated lines of all libraries together in a window."""
KINDS = 1_000
"""Kinds that are remembered: there are some hundreds, unless somebody's text is part of a line."""
_VARYING = re.compile(r"0x[0-9a-f]+|\d+")


@dataclass
class _Kind:
    """A kind of line: since when it is counted, how often it was shown and how often left out since then."""

    logger: str
    like: str
    since: float
    shown: int = 1
    left_out: int = 0


class Repeats:
    """Decides line by line. The first of a kind is always shown; times are those of the lines."""

    def __init__(self, count: Callable[[str], None], *, ours: str) -> None:
        """Make one; ``count`` is told the logger of each line left out, ``ours`` is how our own loggers' names begin."""
        self._count = count
        self._ours = ours
        self._kinds: OrderedDict[tuple[str, int, str], _Kind] = OrderedDict()
        self._repeats_since = 0.0
        self._repeats = 0

    def shown(self, record: logging.LogRecord) -> logging.LogRecord | None:
        """The line as it is to be shown, with how many like it were left out before it; None if it is left out."""
        if not logging.WARNING <= record.levelno < logging.CRITICAL:
            return record
        like = _like(record)
        key = (record.name, record.levelno, like)
        kind = self._kinds.get(key)
        if kind is None:
            self._kinds[key] = _Kind(record.name, like, record.created)
            return record
        self._kinds.move_to_end(key)
        if not self._has_room(kind, record.created):
            kind.left_out += 1
            self._count(record.name)
            return None
        left_out, kind.left_out = kind.left_out, 0
        return _with_count(record, left_out) if left_out else record

    def left_out(self, *, before: float) -> Iterator[str]:
        """A sentence for each kind of which lines were left out and none came since a time; each is told once."""
        too_many = len(self._kinds) - KINDS
        for number, (key, kind) in enumerate(list(self._kinds.items())):
            forgotten = number < too_many  # those heard of longest ago
            if kind.left_out and (kind.since <= before or forgotten):
                yield f"{kind.left_out} more like it from {kind.logger}: {kind.like}"
                kind.left_out = 0
            if forgotten:
                del self._kinds[key]

    def _has_room(self, kind: _Kind, now: float) -> bool:
        ours = kind.logger.startswith(self._ours)
        fresh = now - kind.since >= WINDOW
        if not fresh and kind.shown >= (OURS if ours else THEIRS):
            return False
        if not ours and not self._repeat(now):
            return False
        kind.since, kind.shown = (now, 1) if fresh else (kind.since, kind.shown + 1)
        return True

    def _repeat(self, now: float) -> bool:
        if now - self._repeats_since >= WINDOW:
            self._repeats_since, self._repeats = now, 0
        self._repeats += 1
        return self._repeats <= ALL_THEIRS


def _like(record: logging.LogRecord) -> str:
    """What lines of a kind have in common: structlog's event, else the text before its arguments are put in."""
    if isinstance(record.msg, dict):
        return str(record.msg.get("event"))
    return str(record.msg) if record.args else _VARYING.sub("#", str(record.msg))


def _with_count(record: logging.LogRecord, left_out: int) -> logging.LogRecord:
    counted = copy.copy(record)
    if isinstance(record.msg, dict):
        counted.msg = {**record.msg, "more_like_it": left_out}
    else:
        counted.msg, counted.args = f"{record.getMessage()} ({left_out} more like it)", ()
    return counted
