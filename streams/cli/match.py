"""`tocsin match` and `tocsin replay`: the pipeline without Kafka."""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Annotated

import typer

from streams.alert import Alert, Change
from streams.article import Article
from streams.cli.archive import Archive, open_input
from streams.cli.matching import JobsOption, Matching
from streams.cli.options import FOUND_PROBLEMS, RulesOption, opened_desk, settings_with, told_errors
from streams.files.desk.rules import Desk
from streams.match.found import Match
from streams.match.match import match
from streams.proving.replay import Replay
from streams.settings import Settings
from streams.sources.files import STDIN

Files = Annotated[
    list[str] | None, typer.Argument(help="Files of articles as JSON lines, .gz too; `-` is standard input.")
]

MAX_TEXT = 4_000_000
"""Bytes of a plain text that are read: far more than is matched of one article."""


def match_command(
    files: Files = None,
    *,
    text: Annotated[bool, typer.Option("--text", help="The input is one plain text, not JSON lines.")] = False,
    rules: RulesOption = None,
    jobs: JobsOption = None,
) -> None:
    """Match articles without Kafka: JSON lines in, matches as JSON lines out, in the same order.

    Standard input is matched by one process unless --jobs asks for more, so that each line is answered when it comes.
    """
    with told_errors():
        settings = settings_with(rules)
        names = files or [STDIN]
        archive = Archive(names, max_article_bytes=settings.max_article_bytes)
        desk = opened_desk(settings)
        bad = _match_texts(names, desk) if text else _match_lines(archive, settings, desk, jobs, live=STDIN in names)
        sys.stdout.flush()
    raise typer.Exit(FOUND_PROBLEMS if bad else 0)


def _match_lines(archive: Archive, settings: Settings, desk: Desk, jobs: int | None, *, live: bool) -> int:
    """Match articles, one a line; returns how many lines were none. What comes live is answered at once."""
    work = Matching(archive, [(settings, desk)], jobs=jobs or (1 if live else None))
    for _, (found,) in work.results(arrived_at=dt.datetime.now(dt.UTC)):
        _write(found)
        if live and found:
            sys.stdout.flush()
    return work.bad


def _match_texts(names: list[str], desk: Desk) -> int:
    """Match plain texts; returns how many were empty."""
    bad = 0
    for name in names:
        with open_input(name) as stream:
            read = stream.read(MAX_TEXT).decode("utf-8-sig", "replace")
        if not read.strip():
            typer.echo(f"{name}: the text is empty", err=True)
            bad += 1
            continue
        article = Article(id="text", text=read).timed(arrived_at=dt.datetime.now(dt.UTC))
        _write(match(article, desk.ruleset, desk.gazetteer))
    return bad


def _write(values: Iterable[Match]) -> None:
    for value in values:
        sys.stdout.write(value.model_dump_json() + "\n")


def replay_command(
    file: Annotated[str, typer.Argument(help="An archive of articles as JSON lines, .gz too; `-` is standard input.")],
    *,
    rules: RulesOption = None,
    jobs: JobsOption = None,
) -> None:
    """Run an archive through the whole pipeline in event time: alerts out, a summary by rule and day on standard error.

    The articles are taken in the order of the file, each at the time when it was fetched, or else published. The same
    file and rules give the same alerts to the byte, whatever the number of processes.
    """
    with told_errors():
        settings = settings_with(rules)
        archive = Archive([file], max_article_bytes=settings.max_article_bytes)
        desk = opened_desk(settings)
        work = Matching(archive, [(settings, desk)], jobs=jobs)
        counts: Counter[tuple[str, str]] = Counter()
        for alert in _alerts(work, settings):
            sys.stdout.write(alert.model_dump_json() + "\n")
            if alert.change is not Change.CLOSED:
                counts[alert.rule, day_of(alert)] += 1
        sys.stdout.flush()
    typer.echo(f"{work.read:,} articles, {sum(counts.values()):,} alerts", err=True)
    for (rule, day), count in sorted(counts.items()):
        typer.echo(f"{day}  {rule:<40} {count:>5}", err=True)
    raise typer.Exit(FOUND_PROBLEMS if work.bad else 0)


def _alerts(work: Matching, settings: Settings) -> Iterator[Alert]:
    run = Replay(stale_after=settings.stale_after)
    for at, (found,) in work.results():
        yield from run.take(at, found)
    yield from run.finish()


def day_of(alert: Alert) -> str:
    """The day of an alert's newest report, UTC."""
    return alert.last_seen.date().isoformat()
