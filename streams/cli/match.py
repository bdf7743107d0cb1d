"""`tocsin match` and `tocsin replay`: the pipeline without Kafka."""

from __future__ import annotations

import datetime as dt
import gzip
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Annotated

import typer
from pydantic import ValidationError

from streams.alert import Alert, Change
from streams.article import Article
from streams.cli.options import FOUND_PROBLEMS, WRONG_USE, RulesOption, opened_desk, settings_with, told_errors
from streams.replay import replay
from streams.rules.match import match

Files = Annotated[
    list[str] | None, typer.Argument(help="Files of articles as JSON lines, .gz too; `-` is standard input.")
]


def match_command(
    files: Files = None,
    *,
    text: Annotated[bool, typer.Option("--text", help="The input is one plain text, not JSON lines.")] = False,
    rules: RulesOption = None,
) -> None:
    """Match articles without Kafka: JSON lines in, matches as JSON lines out."""
    with told_errors():
        desk = opened_desk(settings_with(rules))
        source = Articles(files or ["-"], whole=text)
        for article in source:
            for found in match(article, desk.ruleset, desk.gazetteer):
                sys.stdout.write(found.model_dump_json() + "\n")
        sys.stdout.flush()
    raise typer.Exit(FOUND_PROBLEMS if source.bad else 0)


def replay_command(
    file: Annotated[str, typer.Argument(help="An archive of articles as JSON lines, .gz too; `-` is standard input.")],
    *,
    rules: RulesOption = None,
) -> None:
    """Run an archive through the whole pipeline in event time: alerts out, a summary by rule and day on standard error."""
    with told_errors():
        settings = settings_with(rules)
        desk = opened_desk(settings)
        source = Articles([file])
        counts: Counter[tuple[str, str]] = Counter()
        for alert in replay(source, desk.ruleset, desk.gazetteer, stale_after=settings.stale_after):
            sys.stdout.write(alert.model_dump_json() + "\n")
            if alert.change is not Change.CLOSED:
                counts[alert.rule, day_of(alert)] += 1
        sys.stdout.flush()
    typer.echo(f"{source.read:,} articles, {sum(counts.values()):,} alerts", err=True)
    for (rule, day), count in sorted(counts.items()):
        typer.echo(f"{day}  {rule:<40} {count:>5}", err=True)
    raise typer.Exit(FOUND_PROBLEMS if source.bad else 0)


def day_of(alert: Alert) -> str:
    """The day of an alert's newest report, UTC."""
    return alert.last_seen.date().isoformat()


class Articles:
    """Articles of files, one a line; a line that is none is told with its number and counted."""

    def __init__(self, files: list[str], *, whole: bool = False) -> None:
        self._files = files
        self._whole = whole
        self.read = 0
        self.bad = 0

    def __iter__(self) -> Iterator[Article]:
        now = dt.datetime.now(dt.UTC)
        for name in self._files:
            with open_input(name) as lines:
                if self._whole:
                    text = lines.read().decode("utf-8", "replace")
                    yield Article(id="text", text=text).timed(arrived_at=now)
                    self.read += 1
                    continue
                for number, line in enumerate(lines, 1):
                    if line.strip():
                        yield from self._line(name, number, line, now)

    def _line(self, name: str, number: int, line: bytes, now: dt.datetime) -> Iterator[Article]:
        try:
            article = Article.model_validate_json(line)
        except ValidationError as error:
            problem = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(map(str, problem["loc"]))
            typer.echo(f"{name}:{number}: {where + ': ' if where else ''}{problem['msg']}", err=True)
            self.bad += 1
            return
        if article.published_at is None and article.fetched_at is None:
            article = article.model_copy(update={"fetched_at": now})
        self.read += 1
        yield article.timed()


def open_input(name: str) -> IO[bytes]:
    """A file to read bytes from, unpacked if its name ends in .gz; `-` is standard input."""
    if name == "-":
        return sys.stdin.buffer
    path = Path(name)
    if not path.is_file():
        typer.echo(f"tocsin: there is no file {name}", err=True)
        raise typer.Exit(WRONG_USE)
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]  # both are binary
