"""`tocsin rules explain`: why a rule matches a text, or what is missing."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.text import Text as Styled

from streams.article import Article
from streams.cli.options import (
    JsonOption,
    RulesOption,
    console,
    opened_desk,
    said,
    settings_with,
    shown,
    shown_evenly,
    told_errors,
)
from streams.errors import ConfigurationError
from streams.files.desk.rules import Desk, find_rule
from streams.match.found import Evidence
from streams.proving import selftest
from streams.proving.closest import Closest
from streams.proving.explain import explain
from streams.proving.explanation import Explanation, Step
from streams.rules.rule import SAMPLE_DAY, Rule

MAX_BYTES = 4_000_000
"""The largest file that is explained: four times the largest article that ingest takes."""
FILE_ENDINGS = (".txt", ".json", ".jsonl", ".ndjson", ".md", ".html", ".gz")
"""What the name of a file ends in; a text that does and has no blank is a file that is not there."""


def explain_command(
    rule: Annotated[str, typer.Argument(help="A rule's id, such as infrastructure/dam-strike.")],
    text: Annotated[
        str | None,
        typer.Argument(
            metavar="[TEXT|FILE]",
            help="A text; a file that holds one, or articles as JSON with `title` and `text`; `-` is standard input. "
            "Without it, the rule's own tests.",
        ),
    ] = None,
    *,
    title: Annotated[str | None, typer.Option(help="The title above the text.")] = None,
    rules: RulesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show why a rule matches a text, or what is missing: each condition, what met it and where.

    ✓ is met, ✗ is not, · was not needed. Of what is missing, the nearest thing in the article is told: a term that stands
    too far away, the same words in another order, a word in a sentence of another language, a similar word.

    With --json, a list with one object for each text: `rule`, `verdict`, `sentence`, `steps` (a tree: `kind`, `asks`, `met`,
    `why`, `evidence`, `closest`, `of`), `failed` (the number of the first step not met), `others`, `matches`; for the
    rule's own tests also `test` with `number`, `expected` and `problem` (empty when it is as expected), and with the
    `file` where an overlay has it.

    Exits 0 when it could be explained, 1 when a test of the rule is not as expected, 2 when there is nothing to explain.
    """
    with told_errors():
        articles = [] if text is None else [_titled(article, title) for article in _articles(text)]
        desk = opened_desk(settings_with(rules))
        found = find_rule(desk, rule)
        asked = list(_own_tests(desk, found)) if text is None else [_Asked(article) for article in articles]
        if not asked:
            raise ConfigurationError(f"{rule} has no tests: give a text to explain")
        told = [(one, explain(found, one.article, desk.ruleset, desk.gazetteer)) for one in asked]
        if as_json:
            typer.echo(json.dumps([_json(*one) for one in told], ensure_ascii=False))
        else:
            out = console()
            for one, explanation in told:
                _show(out, one, explanation)
        sys.stdout.flush()
    if any(one.test and one.test.problem for one, _ in told):
        raise typer.Exit(1)


class _Asked(NamedTuple):
    """An article to explain a rule against; ``test`` is what became of it where it is one of the rule's tests.

    ``overlay`` is the file, as it is shown, of a test that does not stand in the rule itself.
    """

    article: Article
    test: selftest.Result | None = None
    expected: bool = True
    overlay: str = ""


def _own_tests(desk: Desk, rule: Rule) -> Iterator[_Asked]:
    """The tests inside the rule, and those that overlays have of it."""
    for result in selftest.run(desk.files, desk.ruleset, desk.gazetteer, of={rule.id}):
        if (test := selftest.rule_test(desk.files, result)) is not None:
            overlay = result.file if result.file != rule.file else ""
            yield _Asked(_article({"title": test.title, "text": test.text}), result, test.matches, overlay)


# What is to be explained.


def _articles(text: str) -> list[Article]:
    """The articles that an argument means: a text, a file, or standard input.

    Raises:
        ConfigurationError: it is none of them, or cannot be read.
    """
    name, data = _given(text)
    if data is None:
        return [_plain(text.encode("utf-8", "surrogateescape").decode("utf-8", "replace"), "the text")]
    try:
        read = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{name}: not UTF-8: byte {error.start + 1} cannot be read") from None
    if "\0" in read:
        raise ConfigurationError(f"{name}: no text: its byte {data.index(0) + 1} is NUL")
    return list(_from_json(name, read)) if read.lstrip().startswith("{") else [_plain(read, name)]


def _given(text: str) -> tuple[str, bytes | None]:
    """A name for errors, and the bytes of the file that an argument means; None where it is a text itself."""
    if text == "-":
        return "standard input", _limited("standard input", sys.stdin.buffer.read(MAX_BYTES + 1))
    if "\0" in text:
        raise ConfigurationError("the text has a NUL, which no text has")
    try:
        path = Path(text)
        if path.is_file():
            with path.open("rb") as stream:
                return text, _limited(text, stream.read(MAX_BYTES + 1))
        is_directory, missing = path.is_dir(), " " not in text and text.lower().endswith(FILE_ENDINGS)
    except OSError as error:
        if error.strerror and "name too long" in error.strerror:
            return "", None
        raise ConfigurationError(f"{shown(text)}: cannot be read: {error.strerror}") from None
    if is_directory or missing:
        what = "is a directory" if is_directory else "there is no such file"
        raise ConfigurationError(f"{shown(text)}: {what}: give a text, or a file that holds one")
    return "", None


def _limited(name: str, data: bytes) -> bytes:
    if len(data) > MAX_BYTES:
        raise ConfigurationError(
            f"{name}: more than {MAX_BYTES:,} bytes: explain reads one article at a time; "
            "`tocsin match` and `tocsin replay` read archives"
        )
    return data


def _plain(text: str, name: str) -> Article:
    if not text.strip():
        raise ConfigurationError(f"{name} is empty: there is nothing to explain")
    return _article({"text": text})


def _from_json(name: str, text: str) -> Iterator[Article]:
    """One article as JSON, or one a line; a text that only begins with a brace is a text."""
    try:
        items = [json.loads(text)]
    except ValueError:
        try:
            items = [json.loads(line) for line in text.splitlines() if line.strip()]
        except ValueError:
            yield _plain(text, name)
            return
    except RecursionError:
        raise ConfigurationError(f"{name}: JSON nested this deep is no article") from None
    for number, item in enumerate(items, 1):
        try:
            yield _article(item)
        except ValidationError as error:
            raise ConfigurationError(f"{name}: article {number}: {said(error)}") from None


def _article(fields: Any) -> Article:
    """An article with what it may leave out; without a time it is of the day of all tests."""
    if isinstance(fields, dict):
        fields = {"id": "text", **{key: value for key, value in fields.items() if value is not None}}
        if not fields.get("published_at") and not fields.get("fetched_at"):
            fields["published_at"] = SAMPLE_DAY
    return Article.model_validate(fields).timed()


def _titled(article: Article, title: str | None) -> Article:
    return article.model_copy(update={"title": title}) if title is not None else article


# What is told.


def _json(asked: _Asked, told: Explanation) -> dict[str, Any]:
    test = asked.test
    found = told.model_dump(mode="json", by_alias=True)
    if test is not None:
        found["test"] = {"number": test.number, "expected": asked.expected, "problem": test.problem}
        found["test"] |= {"file": asked.overlay} if asked.overlay else {}
    return found


_STYLES = {"status": "magenta", "places": "cyan"}
"""How the words that say how and where are marked; what met a term is green, what failed red, the nearest yellow."""


def _show(out: Console, asked: _Asked, told: Explanation) -> None:
    verdict = (f"{told.rule} {told.verdict}", "bold green" if told.matches else "bold red")
    missed = f": {told.steps[told.failed].asks}" if told.failed is not None else ""
    out.print(Styled.assemble(verdict, shown(missed), f"  ({shown(told.source)})"))
    if asked.test is not None:
        problem = shown(asked.test.problem)
        name = f"  test {asked.test.number}" + (f" of {shown(asked.overlay)}" if asked.overlay else "")
        out.print(Styled.assemble((f"{name}: {problem}", "bold red") if problem else (f"{name}: as expected", "green")))
    for field in ("title", "text"):
        if getattr(asked.article, field):
            out.print(Styled("  ") + _highlighted(asked.article, field, told))
    for number, step in enumerate(told.steps):
        _show_step(out, step, "  ", first_failed=number == told.failed)
    for match in told.matches:
        place = match.place.name if match.place else "no place"
        out.print(Styled(shown(f"  → {match.severity} {match.status}, {place}: “{match.quote}”")))
    for other in told.others:
        raw = getattr(asked.article, other.field) or ""
        out.print(Styled(shown(f"  also “{_short(raw[other.start : other.end])}”: {other.outcome}"), "dim"))
    out.print()


def _show_step(out: Console, step: Step, indent: str, *, first_failed: bool = False) -> None:
    mark, style = {True: ("✓", "green"), False: ("✗", "red"), None: ("·", "dim")}[step.met]
    line = Styled.assemble((f"{indent}{mark} ", style), shown(step.asks), (f" — {shown(step.why)}", "dim"))
    out.print(line)
    told_below = any(part.closest == step.closest for part in step.of)
    if step.closest is not None and not told_below and (not step.of or first_failed):
        words = f"{indent}    closest: {step.closest.evidence.text!r} in the {step.closest.evidence.field}"
        out.print(Styled(shown(f"{words} at {step.closest.evidence.start}: {step.closest.why}"), "yellow"))
    for part in step.of:
        _show_step(out, part, f"{indent}  ")
    if step.left_out and step.of:
        out.print(Styled(f"{indent}  · and {step.left_out} more", "dim"))


def _highlighted(article: Article, field: str, told: Explanation) -> Styled:
    """A field of the article with what was found in it marked."""
    styled = Styled(shown_evenly(getattr(article, field)))
    for step in told.steps:
        style = _STYLES.get(step.kind) or ("bold green" if step.met else "bold red")
        closest = [one.evidence for one in _closest_in(step)]
        for marked, spans in ((style, _evidence_in(step)), ("bold yellow", closest)):
            for one in spans:
                if one.field == field:
                    styled.stylize(marked, one.start, one.end)
    return styled


def _evidence_in(step: Step) -> Iterator[Evidence]:
    yield from step.evidence
    for part in step.of:
        yield from _evidence_in(part)


def _closest_in(step: Step) -> Iterator[Closest]:
    if step.closest is not None:
        yield step.closest
    for part in step.of:
        yield from _closest_in(part)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else text[:79] + "…"
