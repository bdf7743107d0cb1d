"""`tocsin rules diff`: what an edit would have changed on an archive."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer
from rich.table import Table
from rich.text import Text

from streams.article import rfc3339
from streams.cli.archive import Archive
from streams.cli.matching import JobsOption, Matching
from streams.cli.options import (
    FOUND_PROBLEMS,
    JsonOption,
    RulesOption,
    console,
    opened_desk,
    settings_with,
    shown,
    told_errors,
)
from streams.errors import ConfigurationError, RuleErrors
from streams.files.desk.rules import Desk, find_rule, rules_directory
from streams.proving.comparison import Breach, Difference, Run, Unit, breaches, compare
from streams.proving.replay import Replay
from streams.settings import Settings


class _Budget(NamedTuple):
    limit: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.limit}/{self.unit}"


def _budget(written: str) -> _Budget:
    """`10/day` or `3/h`: how often a rule may ring."""
    found = re.fullmatch(r"([0-9]{1,6})/(d|day|h|hour)", written)
    if not found:
        raise typer.BadParameter("write a number and a unit: 10/day or 3/h")
    return _Budget(int(found[1]), "day" if found[2].startswith("d") else "hour")


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A rule directory, or a git revision of it: HEAD, main.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The same after an edit.")],
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="An archive of articles as JSON lines, .gz too; `-` is standard input."),
    ],
    *,
    budget: Annotated[
        _Budget | None,
        typer.Option(
            parser=_budget, metavar="N/day", help="Exit 1 when a rule of NEW would ring more often; N/h for each hour."
        ),
    ] = None,
    only: Annotated[list[str] | None, typer.Option("--rule", help="Only this rule; may be given again.")] = None,
    rules: RulesOption = None,
    jobs: JobsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what an edit would have changed on an archive: alerts added, removed and changed.

    Alerts are matched by what they are about (articles, rule, place), not by their ids. What is counted by rule and day
    (UTC) is how often a chat that asks for this rule alone would ring: for an incident that opens or gets worse, not for
    an update, and not for news that was old when it was fetched. Revisions are those of the rule directory (--rules).

    Exits 0 whether or not anything differs, 1 when the budget is exceeded, rules have mistakes or a line of FILE is no
    article, 2 when OLD, NEW or FILE is not there.
    """
    with told_errors(), ExitStack() as stack:
        settings = settings_with(rules)
        archive = Archive([file], max_article_bytes=settings.max_article_bytes)
        sides = [_side(name, settings, stack.enter_context(_directory(name, settings))) for name in (old, new)]
        asked = _asked(only, sides)
        work = Matching(archive, sides, jobs=jobs)
        before, after = _run(work, sides)
        differences = [one for one in compare(before, after) if asked is None or _concerns(one, asked)]
        broken = breaches(after, limit=budget.limit, unit=budget.unit, rules=asked) if budget else []
        if as_json:
            typer.echo(json.dumps(_json(before, after, differences, broken, budget, asked), ensure_ascii=False))
        else:
            _show(before, after, differences, asked)
            typer.echo(f"{work.read:,} articles", err=True)
    for breach in broken:
        told = f"{breach.rule} would ring {breach.rings} times on {breach.when}, more than {budget}"
        typer.echo(f"budget: {told}", err=True)
    raise typer.Exit(FOUND_PROBLEMS if broken or work.bad else 0)


# The two sides.


def _side(name: str, settings: Settings, directory: Path) -> tuple[Settings, Desk]:
    own = settings.model_copy(update={"rules": directory})
    try:
        return own, opened_desk(own)
    except RuleErrors:
        typer.echo(f"the rules of {shown(name)}:", err=True)
        raise


@contextmanager
def _directory(name: str, settings: Settings) -> Iterator[Path]:
    """The rule directory that a name means; of a git revision, for as long as it is needed.

    Raises:
        ConfigurationError: it is neither a directory nor a revision, or the revision has no such directory.
    """
    if name and Path(name).is_dir():
        yield Path(name)
        return
    here = rules_directory(settings)
    commit = _git(here, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if not commit:
        raise ConfigurationError(
            f"{shown(name)} is neither a directory nor a git revision of {here}: "
            "give a rule directory, or a revision such as HEAD or main"
        )
    archived = _git(here, "archive", "--format=zip", commit.decode().strip())
    if not archived:
        raise ConfigurationError(f"the revision {shown(name)} has no directory {here}")
    with tempfile.TemporaryDirectory(prefix="tocsin-rules-") as place:
        with zipfile.ZipFile(io.BytesIO(archived)) as packed:
            packed.extractall(place)  # it leaves no path outside the place
        yield Path(place)


def _git(directory: Path, *words: str) -> bytes:
    """What git answers in a directory; nothing when it refuses, or is not there."""
    git = shutil.which("git")
    if git is None:
        return b""
    return subprocess.run([git, "-C", str(directory), *words], capture_output=True, check=False).stdout  # noqa: S603  no shell; the revision cannot be read as an option


def _asked(only: Sequence[str] | None, sides: Sequence[tuple[Settings, Desk]]) -> set[str] | None:
    """The rules that are asked for; each must be in one of the sides."""
    for rule in only or ():
        if all(rule != one.id for _, desk in sides for one in desk.files.rules):
            find_rule(sides[1][1], rule)  # raises, with the nearest
    return set(only) if only else None


def _run(work: Matching, sides: Sequence[tuple[Settings, Desk]]) -> list[Run]:
    """Replay the archive on both sides at once: it is read only once, and may be standard input."""
    runs = [Run() for _ in sides]
    replays = [Replay(stale_after=settings.stale_after) for settings, _ in sides]
    desks = [desk for _, desk in sides]
    for at, found in work.results():
        for run, replay, desk, matches in zip(runs, replays, desks, found, strict=True):
            for alert in replay.take(at, matches):
                run.take(alert, desk.gazetteer.lies_in)
    for run, replay, desk in zip(runs, replays, desks, strict=True):
        for alert in replay.finish():
            run.take(alert, desk.gazetteer.lies_in)
    return runs


# What is told.


def _concerns(one: Difference, asked: set[str]) -> bool:
    return bool(asked & {one.rule, *one.changes.get("rule", ())})


def _table(before: Run, after: Run, asked: set[str] | None) -> list[tuple[str, str, int, int]]:
    """Rings by rule and day: before and after."""
    was, now = before.rung("day"), after.rung("day")
    return [
        (rule, day, was[rule, day], now[rule, day])
        for rule, day in sorted({*was, *now})
        if asked is None or rule in asked
    ]


def _json(
    before: Run,
    after: Run,
    differences: Sequence[Difference],
    broken: Sequence[Breach],
    budget: _Budget | None,
    asked: set[str] | None,
) -> dict[str, Any]:
    rows = _table(before, after, asked)
    return {
        "alerts": {"before": before.count(asked), "after": after.count(asked)},
        "differences": [{**asdict(one), "at": rfc3339(one.at)} for one in differences],
        "rings": [{"rule": rule, "day": day, "before": was, "after": now} for rule, day, was, now in rows],
        "budget": str(budget) if budget else None,
        "exceeded": [one._asdict() for one in broken],
    }


_STYLES = {"added": "green", "removed": "red", "changed": "yellow"}
_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def _show(before: Run, after: Run, differences: Sequence[Difference], asked: set[str] | None) -> None:
    out = console()
    heading = None
    for one in differences:
        if heading != (one.rule, one.day):
            heading = (one.rule, one.day)
            out.print(Text(f"{one.rule}  {one.day}", "bold"))
        what = f"{one.alert}, {one.severity} {one.status}, {one.place or 'no place'}"
        out.print(
            Text.assemble(
                (f"  {_SIGNS[one.change]} {one.change:<8}", _STYLES[one.change]), shown(f"{what}: “{one.quote}”")
            )
        )
        for name, (was, now) in one.changes.items():
            out.print(Text(shown(f"      {name}: {_value(was)} → {_value(now)}")))
    counts = {change: sum(one.change == change for one in differences) for change in _STYLES}
    if not differences:
        out.print("nothing changed")
    out.print(
        f"{before.count(asked)} alerts before, {after.count(asked)} after: "
        + ", ".join(f"{count} {change}" for change, count in counts.items())
    )
    rows = _table(before, after, asked)
    if rows:
        out.print(_rings(rows))


def _rings(rows: Sequence[tuple[str, str, int, int]]) -> Table:
    """How often a chat would ring: by rule and day, before and after."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title, side in (("rule", "left"), ("day", "left"), ("rings before", "right"), ("after", "right")):
        table.add_column(title, justify="right" if side == "right" else "left", no_wrap=True)
    for rule, day, was, now in rows:
        table.add_row(rule, day, str(was), Text(str(now), "bold" if was != now else ""))
    return table


def _value(value: Any) -> str:
    """A value of an alert in words."""
    if not value:
        return "none"
    if isinstance(value, dict):
        return ", ".join(
            f"{name} {least}{'' if most == least else '+' if most is None else f'–{most}'}"
            for name, (least, most) in value.items()
        )
    return ", ".join(value) if isinstance(value, tuple) else str(value)
