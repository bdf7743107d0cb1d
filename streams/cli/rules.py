"""`tocsin rules`: check, test and understand what analysts wrote."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.text import Text as Styled

from streams.alert import Alert, Change
from streams.article import Article
from streams.cli.match import Articles, day_of
from streams.cli.options import (
    FOUND_PROBLEMS,
    WRONG_USE,
    JsonOption,
    RulesOption,
    opened_desk,
    settings_with,
    shown,
    told_errors,
)
from streams.errors import RuleErrors
from streams.files.rules import find_rule
from streams.replay import replay
from streams.rules import schema, selftest
from streams.rules.explain import Explanation, explain
from streams.rules.rule import SAMPLE_DAY

app = typer.Typer(help="Check, test and understand rules.", no_args_is_help=True)


@app.command()
def check(*, rules: RulesOption = None, as_json: JsonOption = False) -> None:
    """Read every rule file and tell all mistakes, with file, line and column."""
    with told_errors():
        settings = settings_with(rules)
        try:
            desk = opened_desk(settings)
        except RuleErrors as error:
            if as_json:
                typer.echo(json.dumps([asdict(mistake) for mistake in error.mistakes], ensure_ascii=False))
                raise typer.Exit(FOUND_PROBLEMS) from None
            raise
    if not desk.files.rules:
        typer.echo(f"tocsin: {desk.directory} holds no rule", err=True)
        raise typer.Exit(FOUND_PROBLEMS)
    if as_json:
        typer.echo("[]")
        return
    files = desk.files
    typer.echo(
        f"{len(files.rules)} rules, {len(files.concepts)} concepts, {len(files.cues)} cue lists, "
        f"{len(desk.subscriptions)} subscriptions: no mistakes (rule set {desk.ruleset.version})"
    )


@app.command("test")
def run_tests(
    which: Annotated[
        list[str] | None, typer.Argument(metavar="[RULE]...", help="Rules or vocabularies; all by default.")
    ] = None,
    *,
    rules: RulesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Run the tests that stand inside rule and vocabulary files."""
    with told_errors():
        desk = opened_desk(settings_with(rules))
    results = [
        result for result in selftest.run(desk.files, desk.ruleset, desk.gazetteer) if not which or result.of in which
    ]
    failed = [result for result in results if result.problem]
    if as_json:
        typer.echo(json.dumps([asdict(result) for result in results], ensure_ascii=False))
    else:
        for result in failed:
            typer.echo(f"{result.of}, test {result.number}: {result.problem}\n  {result.text}", err=True)
        typer.echo(f"{len(results)} tests, {len(failed)} failed")
    if failed or not results:
        if not results:
            typer.echo("tocsin: there is no such test to run", err=True)
        raise typer.Exit(FOUND_PROBLEMS)


@app.command("explain")
def explain_command(
    rule: Annotated[str, typer.Argument(help="A rule's id, such as infrastructure/dam-strike.")],
    text: Annotated[
        str | None, typer.Argument(help="A text, or a file that holds one; else the rule's own tests.")
    ] = None,
    *,
    title: Annotated[str | None, typer.Option(help="The title above the text.")] = None,
    rules: RulesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show why a rule matches a text, or what is missing: each condition, what met it and where."""
    with told_errors():
        desk = opened_desk(settings_with(rules))
        found = find_rule(desk, rule)
    texts = [_read(text)] if text is not None else [one.text for one in found.tests]
    told = [
        explain(
            found,
            Article(id="text", title=title, text=one, published_at=SAMPLE_DAY, fetched_at=SAMPLE_DAY),
            desk.ruleset,
            desk.gazetteer,
        )
        for one in texts
    ]
    if as_json:
        typer.echo(TypeAdapter(list[Explanation]).dump_json(told).decode())
        return
    console = Console(highlight=False, soft_wrap=True)
    for one, explanation in zip(texts, told, strict=True):
        _show(console, one, explanation)


def _read(text: str) -> str:
    with contextlib.suppress(OSError, ValueError):  # too long for a name, or with a NUL: then it is a text
        if (path := Path(text)).is_file():
            return path.read_text(encoding="utf-8", errors="replace")
    return text


def _show(console: Console, text: str, told: Explanation) -> None:
    # one character for one, so that offsets hold
    text = "".join(char if char.isprintable() or char == "\n" else "\ufffd" for char in text)
    highlighted = Styled(text)
    for step in told.steps:
        for evidence in step.evidence:
            if evidence.field == "text":
                highlighted.stylize("bold green" if step.met else "yellow", evidence.start, evidence.end)
    console.print(
        Styled.assemble(
            (f"{told.rule} {told.verdict}", "bold green" if told.matches else "bold red"), f"  ({told.source})"
        )
    )
    console.print(Styled("  ") + highlighted)
    for step in told.steps:
        console.print(
            Styled.assemble(
                ("  ✓ " if step.met else "  ✗ ", "green" if step.met else "red"),
                shown(f"{step.condition} — {step.why}"),
            )
        )
    for match in told.matches:
        console.print(
            f"  → {match.severity} {match.status}, {match.place.name if match.place else 'no place'}: “{shown(match.quote)}”",
            markup=False,
        )


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="A rule directory.")],
    new: Annotated[Path, typer.Argument(help="The rule directory after an edit.")],
    archive: Annotated[str, typer.Argument(metavar="FILE", help="An archive of articles as JSON lines.")],
    *,
    as_json: JsonOption = False,
) -> None:
    """Show what an edit would have changed on an archive: alerts added, removed and changed."""
    with told_errors():
        before, after = (_alerts(directory, archive) for directory in (old, new))
    rows = list(_differences(before, after))
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        typer.echo(shown(f"{row['change']:<8} {row['day']} {row['rule']:<36} {row['place']}: “{row['quote']}”"))
    typer.echo(f"{len(before)} alerts before, {len(after)} after, {len(rows)} differ")


def _alerts(directory: Path, archive: str) -> dict[tuple[str, str, str], Alert]:
    settings = settings_with(directory)
    desk = opened_desk(settings)
    alerts = replay(Articles([archive]), desk.ruleset, desk.gazetteer, stale_after=settings.stale_after)
    return {
        (alert.rule, day_of(alert), alert.place.id if alert.place else ""): alert
        for alert in alerts
        if alert.change is Change.OPENED
    }


def _differences(
    before: dict[tuple[str, str, str], Alert], after: dict[tuple[str, str, str], Alert]
) -> Iterable[dict[str, Any]]:
    for key in sorted({*before, *after}):
        was, now = before.get(key), after.get(key)
        either = now or was
        assert either is not None
        if was is None or now is None or _told(was) != _told(now):
            change = "added" if was is None else "removed" if now is None else "changed"
            yield {
                "change": change,
                "rule": key[0],
                "day": key[1],
                "place": either.place.name if either.place else "no place",
                "quote": either.quote,
            }


def _told(alert: Alert) -> Sequence[object]:
    return (alert.severity, alert.status, alert.quote)


@app.command("schema")
def schema_command(
    which: Annotated[schema.Kind, typer.Argument(help="Which files.")] = schema.Kind.RULE,
) -> None:
    """Print the JSON Schema by which an editor completes and checks files while they are typed."""
    typer.echo(schema.text(which), nl=False)


@app.command()
def new(
    rule: Annotated[str, typer.Argument(help="The new rule's id, such as infrastructure/bridge-strike.")],
    *,
    directory: Annotated[Path, typer.Option("--rules", help="The rule directory.")] = Path("rules"),
) -> None:
    """Start a rule file that passes the check once its blanks are filled."""
    path = directory / f"{rule}.yaml"
    pack, _, name = rule.partition("/")
    if not pack or not name or "/" in name or ".." in rule:
        typer.echo("tocsin: a rule's id is PACK/NAME, such as infrastructure/bridge-strike", err=True)
        raise typer.Exit(WRONG_USE)
    if path.exists():
        typer.echo(f"tocsin: {path} is there already", err=True)
        raise typer.Exit(WRONG_USE)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_TEMPLATE.format(name=name.replace("-", " ")), encoding="utf-8")
    typer.echo(f"{path} is begun: fill it in, then `tocsin rules test {rule}`")


_TEMPLATE = """\
title: {name}
about: Who should be woken by this, and why.
severity: medium                      # low | medium | high | critical
family: strike                        # rules that may speak of one event
all:                                  # each group must be met inside one sentence
  - {{en: [railway station], uk: [залізничний вокзал], ru: [железнодорожный вокзал]}}
  - concept: strike
tests:
  - {{text: "A missile struck the railway station in Kramatorsk.", matches: true, place: Kramatorsk}}
  - {{text: "The railway station in Kramatorsk has reopened.", matches: false}}
"""
