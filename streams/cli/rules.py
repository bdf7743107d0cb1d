"""`tocsin rules`: check, test and understand what analysts wrote."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer

from streams.cli.diff import diff
from streams.cli.explain import explain_command
from streams.cli.new import new
from streams.cli.options import (
    FOUND_PROBLEMS,
    JsonOption,
    RulesOption,
    opened_desk,
    settings_with,
    shown,
    told_errors,
)
from streams.cli.selftest import run_tests
from streams.errors import Mistake, RuleErrors
from streams.files.desk import schema
from streams.files.desk.places_checks import check_places_of
from streams.files.desk.rules import Desk
from streams.files.desk.sample import check_desk
from streams.files.desk.subscriptions_checks import check_subscriptions
from streams.files.desk.world_checks import check_world, world_read

MOST_TOLD = 100
"""Mistakes told to a person at once: whoever has more mends the first and asks again."""

app = typer.Typer(help="Check, test and understand rules.", no_args_is_help=True)
app.command("explain")(explain_command)
app.command("diff")(diff)
app.command("new")(new)
app.command("test")(run_tests)


@app.command()
def check(*, rules: RulesOption = None, as_json: JsonOption = False) -> None:
    """Read every rule file and tell all mistakes, with file, line and column; then ask whether the rules are good ones."""
    with told_errors():
        settings = settings_with(rules)
        try:
            desk = opened_desk(settings)
        except RuleErrors as error:
            _tell(error.mistakes, as_json=as_json)
            raise typer.Exit(FOUND_PROBLEMS) from None
        found = check_desk(desk) + check_places_of(settings) + check_subscriptions(desk)
        found += check_world(world_read(desk), desk.gazetteer)
        found = sorted(found + schema.check_lines(desk.directory))
        if not desk.files.rules:
            hint = "`tocsin rules new PACK/NAME` begins one"
            found = [Mistake("rules", 1, 1, "no-rules", f"{desk.directory} holds no rule", hint)]
        _tell(found, as_json=as_json)
        if not found and not as_json:
            typer.echo(f"{_counted(desk)}: no mistakes (rule set {desk.ruleset.version})")
    if found:
        raise typer.Exit(FOUND_PROBLEMS)


def _tell(found: Sequence[Mistake], *, as_json: bool) -> None:
    """Tell mistakes and findings, and how many there are of each code."""
    if as_json:
        typer.echo(json.dumps([asdict(mistake) for mistake in found], ensure_ascii=False))
        return
    for mistake in found[:MOST_TOLD]:
        typer.echo(shown(str(mistake)), err=True)
    if found:
        counts = Counter(mistake.code for mistake in found)
        listed = ", ".join(f"{code} {count}" for code, count in sorted(counts.items()))
        cut = f" (the first {MOST_TOLD} are told; all with --json)" if len(found) > MOST_TOLD else ""
        typer.echo(f"{len(found)} mistake{'s' if len(found) > 1 else ''}: {listed}{cut}", err=True)


def _counted(desk: Desk) -> str:
    files = desk.files
    counts = (
        (len(files.rules), "rule"),
        (len(files.concepts), "concept"),
        (len(files.cues), "cue list"),
        (len(files.facts), "fact"),
        *([(len(files.overlays), "overlay")] if files.overlays else []),
        (len(desk.subscriptions), "subscription"),
    )
    return ", ".join(f"{count} {name}{'' if count == 1 else 's'}" for count, name in counts)


@app.command("schema")
def schema_command(
    which: Annotated[schema.Kind, typer.Argument(help="Which files.")] = schema.Kind.RULE,
) -> None:
    """Print the JSON Schema by which an editor completes and checks files while they are typed."""
    with told_errors():
        typer.echo(schema.text(which), nl=False)
