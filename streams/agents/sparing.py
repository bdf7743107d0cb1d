"""Log lines at a bearable rate: a channel that is down must not drown what else a worker has to say."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import structlog

log = structlog.get_logger()

LINES, SECONDS = 5, 30.0
"""Lines of one event of one channel in so many seconds; while more come, one line in as many says how many there were: a
person reads each of them while all is well, and two lines a minute tell as much of a fault as a thousand."""


@dataclass
class _Said:
    """What was logged of one event of one channel since a moment, and what was not."""

    since: float
    lines: int = 0
    held: int = 0
    about: dict[str, Any] = field(default_factory=dict)


class Sparing:
    """Logs the events of channels; of those that come too often the last, with how many there were."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._said: dict[tuple[str, str, str], _Said] = {}

    def say(self, level: Literal["info", "warning"], event: str, *, channel: str, **about: Any) -> None:
        """Log an event, now or summed up by a later `flush`."""
        key = (level, event, channel)
        self._flush(key)
        said = self._said.setdefault(key, _Said(self._clock()))
        if said.lines < LINES:
            said.lines += 1
            getattr(log, level)(event, channel=channel, **about)
        else:
            said.held += 1
            said.about = about

    def flush(self) -> None:
        """Log what was held back long enough: call it every second or so."""
        for key in list(self._said):
            self._flush(key)

    def _flush(self, key: tuple[str, str, str]) -> None:
        said = self._said.get(key)
        if said is None or self._clock() - said.since < SECONDS:
            return
        if not said.held:
            del self._said[key]
            return
        level, event, channel = key
        getattr(log, level)(event, channel=channel, times=said.held, **said.about)
        self._said[key] = _Said(self._clock(), lines=LINES)
