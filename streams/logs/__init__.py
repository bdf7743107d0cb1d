"""Logging: one event a line, for people or as JSON; secrets never reach it, and what repeats itself is counted."""

from __future__ import annotations

import contextlib
import logging
import math
import sys

import structlog

from streams import metrics
from streams.logs.repeats import WINDOW, Repeats
from streams.settings import Settings

QUIET = ("apprise", "requests", "urllib3", "httpx", "httpcore")
"""Libraries whose DEBUG lines print webhook addresses and bot tokens in full: never below INFO."""
CHATTY = ("aiokafka", "faust", "mode", "pymorphy3")
"""Libraries whose INFO lines cost a fifth of the sending speed and tell an operator nothing: never below WARNING."""

_REPEATS = Repeats(lambda logger: metrics.LINES_LEFT_OUT.labels(logger).inc(), ours="streams")
"""One for the process: logging may be set up anew while it runs."""


class _Handler(logging.StreamHandler):  # type: ignore[type-arg]  # it has a parameter only for type checkers
    """Writes to standard error what is shown, and what was only counted, when nothing like it has come for a while."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)
        self._swept = 0.0

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, or count it. All that was counted is told before a critical line: it may be the last."""
        last = record.levelno >= logging.CRITICAL
        if last or record.created - self._swept >= WINDOW:
            self._swept = record.created
            self._sweep(before=record.created - (0 if last else WINDOW))
        shown = _REPEATS.shown(record)
        if shown is not None:
            super().emit(shown)

    def close(self) -> None:
        """Tell what was counted and not yet told, at the end of the process."""
        with contextlib.suppress(ValueError, OSError):  # standard error is closed already
            self._sweep(before=math.inf)
        super().close()

    def _sweep(self, *, before: float) -> None:
        for sentence in _REPEATS.left_out(before=before):
            about = {"name": __name__, "levelno": logging.INFO, "levelname": "INFO", "msg": sentence}
            super().emit(logging.makeLogRecord(about))


def configure(settings: Settings) -> None:
    """Set up structlog and the standard library's logging for a process."""
    renderer: structlog.types.Processor = (
        structlog.processors.JSONRenderer()
        if settings.log_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(settings.log_level)),
        cache_logger_on_first_use=False,
    )
    handler = _Handler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(settings.log_level)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLevelName(settings.log_level)))
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(settings.log_level)))
