"""What commands share: options, settings, and errors told as an operator or analyst can use them."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from streams import logs
from streams.errors import ConfigurationError, RuleErrors, TocsinError
from streams.files.gazetteer import Progress as Compiling
from streams.files.rules import Desk, read_desk
from streams.settings import Settings, load

RulesOption = Annotated[
    Path | None,
    typer.Option(
        "--rules", help="Rule directory; else TOCSIN_RULES, `rules/` here, or the shipped packs.", show_default=False
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON for programs.")]

FOUND_PROBLEMS = 1
WRONG_USE = 2


def settings_with(rules: Path | None = None) -> Settings:
    """The settings, with the rule directory of the command line.

    Raises:
        ConfigurationError: a setting is wrong.
    """
    settings = load()
    if rules is not None:
        settings = settings.model_copy(update={"rules": rules})
    logs.configure(settings)
    return settings


@contextmanager
def told_errors() -> Iterator[None]:
    """Tell our own errors on standard error and end with the right status, instead of a traceback."""
    try:
        yield
    except RuleErrors as error:
        for mistake in error.mistakes:
            typer.echo(str(mistake), err=True)
        count = len(error.mistakes)
        typer.echo(f"{count} mistake{'s' if count > 1 else ''}", err=True)
        raise typer.Exit(FOUND_PROBLEMS) from None
    except ConfigurationError as error:
        typer.echo(f"tocsin: {error}", err=True)
        raise typer.Exit(WRONG_USE) from None
    except TocsinError as error:
        typer.echo(f"tocsin: {error}", err=True)
        raise typer.Exit(FOUND_PROBLEMS) from None
    except (EOFError, gzip.BadGzipFile) as error:
        typer.echo(f"tocsin: a compressed file is broken or cut short: {error}", err=True)
        raise typer.Exit(FOUND_PROBLEMS) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise typer.Exit(0) from None


def opened_desk(settings: Settings) -> Desk:
    """Everything analysts wrote, with the gazetteer."""
    with compiling_shown() as show:
        return read_desk(settings, progress=show)


def shown(text: str) -> str:
    """Foreign text as a terminal may print it: control characters are written out."""
    return "".join(
        char if char.isprintable() or char == "\n" else char.encode("unicode_escape").decode() for char in text
    )


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
