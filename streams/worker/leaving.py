"""Leaving when asked to: in order while there are brokers, and in any case soon when there are none.

Faust and aiokafka wait for the brokers at many places while they stop, some of them for ever. Nothing is lost by ending
without them: what was not committed is read again by whoever takes the partitions over. A thread sees to it, since the
event loop may be where it hangs.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from typing import NoReturn

import structlog

from streams.agents.post import EX_SOFTWARE

log = structlog.get_logger()

WITHOUT_BROKERS = 4.0
"""Seconds without brokers after which waiting ends. Until they are said to be silent takes as long, so that together it is
less than the ten seconds after which many a process manager kills."""
AT_MOST = 58.0
"""Seconds leaving may take with brokers there: a little less than the minute that `stop_grace_period` allows, to say so."""


class Leaving:
    """Ends the process when leaving it in order takes too long."""

    def __init__(self, silent: Callable[[], bool]) -> None:
        self._silent = silent
        self._begun: float | None = None

    def begin(self, *, asked: bool) -> None:
        """Leaving has begun, because somebody asked for it or something crashed; only the first call counts."""
        if self._begun is None:
            self._begun = time.monotonic()
            status = 0 if asked else EX_SOFTWARE
            threading.Thread(target=self._wait, args=(self._begun, status), name="leaving", daemon=True).start()

    def _wait(self, begun: float, status: int) -> None:
        alone_since: float | None = None
        while True:
            time.sleep(0.2)
            now = time.monotonic()
            alone_since = (now if alone_since is None else alone_since) if self._silent() else None
            if alone_since is not None and now - alone_since >= WITHOUT_BROKERS:
                log.warning(
                    "left without the brokers: what was begun and not committed is done again by the next worker"
                )
                _end(status)
            if now - begun >= AT_MOST:
                log.critical("could not leave in order", seconds=AT_MOST)
                _end(EX_SOFTWARE)


def _end(status: int) -> NoReturn:
    logging.shutdown()  # tells what the log left out
    os._exit(status)
