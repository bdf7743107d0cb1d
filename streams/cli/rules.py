"""`tocsin rules`: check, test and understand what analysts wrote."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import Annotated

import typer

from streams.article import Article
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
from streams.errors import ConfigurationError, Mistake, RuleErrors
from streams.files import schema
from streams.files.rules import Desk
from streams.files.sample import check_desk
from streams.rules import selftest
from streams.rules.explain import explain
from streams.rules.rule import SAMPLE_DAY

MOST_TOLD = 100
"""Mistakes told to a person at once: whoever has more mends the first and asks again."""

app = typer.Typer(help="Check, test and understand rules.", no_args_is_help=True)
app.command("explain")(explain_command)
app.command("diff")(diff)
app.command("new")(new)


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
        found = check_desk(desk)
    if not desk.files.rules:
        hint = "`tocsin rules new PACK/NAME` begins one"
        found = [Mistake("rules", 1, 1, "no-rules", f"{desk.directory} holds no rule", hint)]
    _tell(found, as_json=as_json)
    if found:
        raise typer.Exit(FOUND_PROBLEMS)
    if not as_json:
        typer.echo(f"{_counted(desk)}: no mistakes (rule set {desk.ruleset.version})")


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
        (len(desk.subscriptions), "subscription"),
    )
    return ", ".join(f"{count} {name}{'' if count == 1 else 's'}" for count, name in counts)


@app.command("test")
def run_tests(
    which: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[RULE]...", help="Rules, packs (`combat`), patterns (`combat/*`) or vocabularies; all by default."
        ),
    ] = None,
    *,
    rules: RulesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Run the tests that stand inside rule and vocabulary files."""
    with told_errors():
        desk = opened_desk(settings_with(rules))
        chosen = _chosen(desk, which or [])
        results = [one for one in selftest.run(desk.files, desk.ruleset, desk.gazetteer) if one.of in chosen]
    failed = [result for result in results if result.problem]
    if as_json:
        typer.echo(json.dumps([asdict(result) for result in results], ensure_ascii=False))
    else:
        for result in failed:
            _tell_failed(desk, result)
        typer.echo(f"{len(results)} tests, {len(failed)} failed")
    if not results:
        typer.echo("tocsin: there is no test to run", err=True)
    if failed or not results:
        raise typer.Exit(FOUND_PROBLEMS)


def _chosen(desk: Desk, which: Sequence[str]) -> set[str]:
    """The rules and vocabularies that are asked for.

    Raises:
        ConfigurationError: nothing is called so; names the nearest.
    """
    files = desk.files
    known = [*(rule.id for rule in files.rules), *files.concepts, *files.cues, *files.facts]
    if not which:
        return set(known)
    chosen: set[str] = set()
    for wanted in which:
        name = wanted.removesuffix("/").removesuffix(".yaml").removeprefix("rules/")
        found = {one for one in known if fnmatchcase(one, name) or one.startswith(f"{name}/")}
        if not found:
            close = get_close_matches(name, known, n=3)
            hint = f"; did you mean {' or '.join(close)}?" if close else ""
            raise ConfigurationError(f"no rule, pack or vocabulary is called {shown(wanted)!r}{hint}")
        chosen |= found
    return chosen


def _tell_failed(desk: Desk, result: selftest.Result) -> None:
    line, column = desk.files.documents[result.file].position(("tests", result.number - 1))
    told = f"{result.file}:{line}:{column}: {result.of}, test {result.number}: {result.problem}"
    for text in (told, f"  {result.text}", *_first_unmet(desk, result)):
        typer.echo(shown(text), err=True)


def _first_unmet(desk: Desk, result: selftest.Result) -> Iterator[str]:
    """The first condition that a text does not meet, where a rule should have matched it."""
    rule = next((one for one in desk.files.rules if one.file == result.file), None)
    test = rule.tests[result.number - 1] if rule else None
    if rule is None or test is None or not test.matches or not test.text.strip():
        return
    article = Article(id="test", title=test.title, text=test.text, published_at=SAMPLE_DAY, fetched_at=SAMPLE_DAY)
    told = explain(rule, article, desk.ruleset, desk.gazetteer)
    if told.failed is not None:
        step = told.steps[told.failed]
        yield f"  not met: {step.asks} — {step.why}"


@app.command("schema")
def schema_command(
    which: Annotated[schema.Kind, typer.Argument(help="Which files.")] = schema.Kind.RULE,
) -> None:
    """Print the JSON Schema by which an editor completes and checks files while they are typed."""
    typer.echo(schema.text(which), nl=False)
