"""What commands share: options, settings, and errors told as an operator or analyst can use them."""

from __future__ import annotations

import asyncio
import gzip
import os
import signal
import sys
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import structlog
import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from streams import logs
from streams.duration import seconds_or_duration
from streams.errors import ConfigurationError, RuleErrors, TocsinError
from streams.files.desk.gazetteer import Progress as Compiling
from streams.files.desk.rules import Desk, read_desk
from streams.settings import Settings, load, unknown_variables

log = structlog.get_logger()

RulesOption = Annotated[
    Path | None,
    typer.Option(
        "--rules", help="Rule directory; else TOCSIN_RULES, `rules/` here, or the shipped packs.", show_default=False
    ),
]


def _seconds(text: str) -> float:
    try:
        seconds = seconds_or_duration(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    if not 1 <= seconds <= MAX_SECONDS:
        raise typer.BadParameter(f"{text} is not between a second and a year")
    return seconds


MAX_SECONDS = 366 * 86_400
PollOption = Annotated[
    float | None,
    typer.Option(
        "--poll", metavar="TIME", parser=_seconds, help="Read the feeds again so often (90, 2m), until stopped."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON for programs.")]

FOUND_PROBLEMS = 1
WRONG_USE = 2
INTERRUPTED = 130
"""What shells expect of a program that ctrl-C ended: 128 and the number of the signal."""


def settings_with(rules: Path | None = None) -> Settings:
    """The settings, with the rule directory of the command line; what is set and means nothing is told.

    Raises:
        ConfigurationError: a setting is wrong.
    """
    settings = load()
    if rules is not None:
        settings = settings.model_copy(update={"rules": rules})
    logs.configure(settings)
    for variable, nearest in unknown_variables():
        log.warning("no setting is called so, it does nothing", variable=variable, nearest=nearest)
    return settings


@contextmanager
def told_errors() -> Iterator[None]:
    """Tell our own errors on standard error and end with the right status, instead of a traceback."""
    try:
        yield
    except RuleErrors as error:
        for mistake in error.mistakes:
            typer.echo(shown(str(mistake)), err=True)
        count = len(error.mistakes)
        typer.echo(f"{count} mistake{'s' if count > 1 else ''}", err=True)
        raise typer.Exit(FOUND_PROBLEMS) from None
    except ConfigurationError as error:
        typer.echo(shown(f"tocsin: {error}"), err=True)
        raise typer.Exit(WRONG_USE) from None
    except TocsinError as error:
        typer.echo(shown(f"tocsin: {error}"), err=True)
        raise typer.Exit(FOUND_PROBLEMS) from None
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        typer.echo(f"tocsin: a compressed file is broken or cut short: {error}", err=True)
        raise typer.Exit(FOUND_PROBLEMS) from None
    except BrokenPipeError:
        _drop_output()
        raise typer.Exit(0) from None  # whoever read it has seen enough, as with `| head`
    except OSError as error:
        where = error.filename if error.filename is not None else "standard output or input"
        typer.echo(f"tocsin: {shown(str(where))}: {error.strerror or error}", err=True)
        _drop_output()
        raise typer.Exit(FOUND_PROBLEMS) from None
    except KeyboardInterrupt:
        typer.echo("tocsin: interrupted", err=True)
        raise typer.Exit(INTERRUPTED) from None


def _drop_output() -> None:
    """Let go what standard output could not take: the interpreter would try again at its end, and complain."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):  # a test's stand-in, or closed
        return
    os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


def stop_signal() -> asyncio.Event:
    """An event that the first SIGTERM or SIGINT sets; a second one ends the program at once."""
    stop = asyncio.Event()
    if threading.current_thread() is not threading.main_thread():
        return stop
    loop = asyncio.get_running_loop()

    def stopping() -> None:
        stop.set()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping)
    return stop


def opened_desk(settings: Settings) -> Desk:
    """Everything analysts wrote, with the gazetteer."""
    with compiling_shown() as show:
        return read_desk(settings, progress=show)


def shown(text: str) -> str:
    """Foreign text as a terminal may print it: control characters are written out."""
    return "".join(
        char if char.isprintable() or char == "\n" else char.encode("unicode_escape").decode() for char in text
    )


def shown_evenly(text: str) -> str:
    """The same with one character for each, so that offsets hold; line breaks stay."""
    return "".join(char if char.isprintable() or char == "\n" else "\ufffd" for char in text)


UNCUT = 10_000
"""Characters of a line where nobody's screen sets its width: whoever reads a pipe wants whole ids."""


class _Output(Console):
    """Standard output, which tells of a closed pipe as every other way to write does."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def console() -> Console:
    """Standard output for people: as wide as the screen, and uncut where there is none."""
    return _Output(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else UNCUT)


_SAID = {
    "json_invalid": "not JSON",
    "model_type": 'an object such as {"id": …, "text": …} is expected',
    "model_attributes_type": 'an object such as {"id": …, "text": …} is expected',
    "string_type": "a text in quotes is expected",
    "string_too_long": "too long for a name",
    "timezone_aware": "a day and a time are expected, as in 2026-11-22T14:30:00Z",
    "datetime_parsing": "a day and a time are expected, as in 2026-11-22T14:30:00Z",
    "datetime_from_date_parsing": "a day and a time are expected, as in 2026-11-22T14:30:00Z",
    "datetime_type": "a day and a time are expected, as in 2026-11-22T14:30:00Z",
}
"""What is wrong with an article, by pydantic's kinds of error, in the words of who wrote it."""


def said(error: ValidationError) -> str:
    """The first thing that is wrong with an article."""
    problem = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(map(str, problem["loc"]))
    told = _SAID.get(problem["type"], problem["msg"].removeprefix("Value error, "))
    return f"{where}: {told}" if where else told


@contextmanager
def compiling_shown() -> Iterator[Compiling]:
    """What a compiling gazetteer is to be told: a bar on standard error where a person watches, else nothing."""
    if not sys.stderr.isatty():
        yield lambda _stage, _share: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("gazetteer", total=1.0, visible=False)
        yield lambda stage, share: bar.update(
            task, description=f"compiling the gazetteer: {stage}", completed=share, visible=True
        )


READ_AT_ONCE = 200
"""Articles after which a bar is worth showing: what is done in a second needs none."""


@contextmanager
def reading_shown(size: int | None) -> Iterator[Callable[[int, int], None]]:
    """What is to be told how many bytes, of ``size``, and articles are read.

    It is a bar on standard error where a person watches, but not between lines that are written to the same terminal.
    """
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda _position, _articles: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    # Standard output goes where the caller sent it: rich would write it on the terminal, above the bar. The bar starts with
    # the first articles, not before: it has a thread, and a process with threads cannot be forked.
    bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
    task = bar.add_task("reading", total=size)

    def show(position: int, articles: int) -> None:
        if articles % READ_AT_ONCE == 0 and articles:
            bar.start()
            bar.update(task, description=f"{articles:,} articles", completed=position)

    try:
        yield show
    finally:
        bar.stop()


@contextmanager
def counting_shown(what: str, count: int) -> Iterator[Callable[[], None]]:
    """What is to be told that one more of ``count`` is done: a bar on standard error where a person watches."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=count)
        yield lambda: bar.advance(task)
