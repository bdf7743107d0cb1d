"""`tocsin rules test`: run the tests inside rules, and ask whether they would notice a part of a rule that is gone."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import Annotated

import typer

from streams.article import Article
from streams.cli.options import (
    FOUND_PROBLEMS,
    JsonOption,
    RulesOption,
    counting_shown,
    opened_desk,
    settings_with,
    shown,
    told_errors,
)
from streams.errors import ConfigurationError
from streams.files.desk.rules import Desk
from streams.files.desk.world_checks import world_read
from streams.proving import mutation, selftest
from streams.proving.explain import explain
from streams.proving.world import WORLD, run_world
from streams.rules.rule import SAMPLE_DAY


def run_tests(
    which: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[RULE]...",
            help="Rules, packs (`combat`), patterns (`combat/*`), vocabularies, overlays (`languages/uk`), `world`; all by default.",
        ),
    ] = None,
    *,
    mutants: Annotated[
        bool,
        typer.Option(
            "--mutants", help="Then take each part out of each rule in turn, and tell those that no test misses."
        ),
    ] = False,
    rules: RulesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Run the tests that stand inside rule and vocabulary files, those that overlays have of them, and those of `world.yaml`.

    With --mutants, each condition, group, language and exception of a rule is taken out in turn, once its tests pass: a part
    that no test misses needs a test, or is of no use.

    With --json, a list of `{of, number, text, problem, file}`; with --mutants `{"tests": […], "mutants": […]}`, each mutant
    `{of, without, noticed_by}` with the number of the first test that fails without the part, or null.

    Exits 0 when every test passes and every part is missed, 1 when not, 2 when nothing is called RULE.
    """
    with told_errors():
        desk = opened_desk(settings_with(rules))
        chosen = _chosen(desk, which or [])
        if mutants and not any(rule.id in chosen for rule in desk.files.rules):
            raise ConfigurationError("no rule is chosen: parts are taken out of rules, not of vocabularies")
        results = [*selftest.run(desk.files, desk.ruleset, desk.gazetteer, of=chosen), *_of_world(desk, chosen)]
        failed = [result for result in results if result.problem]
        outcomes = _outcomes(desk, chosen) if mutants and not failed else []
        unnoticed = [one for one in outcomes if one.noticed_by is None]
        if as_json:
            tests = [asdict(result) for result in results]
            told = {"tests": tests, "mutants": [asdict(one) for one in outcomes]} if mutants else tests
            typer.echo(json.dumps(told, ensure_ascii=False))
        else:
            _tell_tests(desk, results, failed)
            if mutants:
                _tell_mutants(desk, outcomes, unnoticed, tried=not failed)
    if not results:
        typer.echo("tocsin: there is no test to run", err=True)
    if failed or unnoticed or not results:
        raise typer.Exit(FOUND_PROBLEMS)


def _chosen(desk: Desk, which: Sequence[str]) -> set[str]:
    """The rules and vocabularies that are asked for.

    Raises:
        ConfigurationError: nothing is called so; names the nearest.
    """
    files = desk.files
    overlays = [overlay.id for overlay in files.overlays.values()]
    known = [*(rule.id for rule in files.rules), *files.concepts, *files.cues, *files.facts, *overlays, WORLD]
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


def _of_world(desk: Desk, chosen: Collection[str]) -> Iterator[selftest.Result]:
    """The tests of what the directory says of the world, if they are asked for."""
    if WORLD in chosen:
        read = world_read(desk)
        yield from run_world(read.written.tests, desk.ruleset, desk.gazetteer, file=read.document.file)


# The tests.


def _tell_tests(desk: Desk, results: Sequence[selftest.Result], failed: Sequence[selftest.Result]) -> None:
    for result in failed:
        document = world_read(desk).document if result.of == WORLD else desk.files.documents[result.file]
        line, column = document.position(("tests", result.number - 1))
        told = f"{result.file}:{line}:{column}: {result.of}, test {result.number}: {result.problem}"
        for text in (told, f"  {result.text}", *_first_unmet(desk, result)):
            typer.echo(shown(text), err=True)
    typer.echo(f"{len(results)} test{'' if len(results) == 1 else 's'}, {len(failed)} failed")


def _first_unmet(desk: Desk, result: selftest.Result) -> Iterator[str]:
    """The first condition that a text does not meet, where a rule should have matched it."""
    rule = next((one for one in desk.files.rules if one.id == result.of), None)
    test = selftest.rule_test(desk.files, result)
    if rule is None or test is None or not test.matches or not test.text.strip():
        return
    article = Article(id="test", title=test.title, text=test.text, published_at=SAMPLE_DAY, fetched_at=SAMPLE_DAY)
    told = explain(rule, article, desk.ruleset, desk.gazetteer)
    if told.failed is not None:
        step = told.steps[told.failed]
        yield f"  not met: {step.asks} — {step.why}"


# The mutants.


def _outcomes(desk: Desk, chosen: Collection[str]) -> list[mutation.MutantResult]:
    count = sum(1 for rule in desk.files.rules if rule.id in chosen for _ in mutation.mutants(rule))
    outcomes = []
    with counting_shown("parts of rules", count) as counted:
        for outcome in mutation.run(desk.files, desk.gazetteer, of=chosen):
            outcomes.append(outcome)
            counted()
    return outcomes


def _tell_mutants(
    desk: Desk, outcomes: Sequence[mutation.MutantResult], unnoticed: Sequence[mutation.MutantResult], *, tried: bool
) -> None:
    if not tried:
        typer.echo("tocsin: no part was taken out: mend the tests that fail first", err=True)
        return
    files = {rule.id: rule.file for rule in desk.files.rules}
    for one in unnoticed:
        typer.echo(shown(f"{files[one.of]}: no test misses `{one.without}`"), err=True)
    if unnoticed:
        typer.echo("  hint: add a test that passes only with it, or take it out for good", err=True)
    missed = len(outcomes) - len(unnoticed)
    typer.echo(f"{missed} of {len(outcomes)} parts would be missed by a test")
