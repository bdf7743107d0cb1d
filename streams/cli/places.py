"""`tocsin places`: find and resolve places in texts or bare names; build the gazetteer."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from streams.cli.archive import open_input
from streams.cli.options import FOUND_PROBLEMS, RulesOption, compiling_shown, settings_with, shown, told_errors
from streams.files.gazetteer import load_gazetteer
from streams.files.rules import rules_directory
from streams.places.bare import resolve_name
from streams.places.gazetteer import Gazetteer
from streams.places.toponyms import find_places
from streams.settings import Settings
from streams.text import read

Answer = dict[str, Any]

LONGEST_NAME = 200
"""Characters of a bare name: the longest of any place has 85, or 168 with its ceremonial titles; more is a text."""


class _FindUnlessTold(TyperGroup):
    """`tocsin places FILE` is `tocsin places find FILE`: the usual thing needs no word of its own."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `find` before arguments that name no command."""
        if not args or (args[0] not in self.commands and args[0] not in {"--help", "-h"}):
            args = ["find", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=_FindUnlessTold, help="Find places in texts, resolve bare names, build the gazetteer.")


@app.command("find")
def find(
    files: Annotated[
        list[str] | None, typer.Argument(help="Files of JSON lines, .gz too; `-` is standard input.")
    ] = None,
    *,
    name: Annotated[
        bool, typer.Option("--name", help='Lines are bare names: {"id","name","in"}; "in" may be left out.')
    ] = False,
    rules: RulesOption = None,
) -> None:
    """JSON lines {"id","text"} in, {"id","toponyms":[…]} out, each toponym with its place and why.

    `find` need not be written: `tocsin places FILE`.
    """
    with told_errors():
        gazetteer = _gazetteer(settings_with(rules))
        answer = answer_name if name else answer_text
        bad = 0
        for source in files or ["-"]:
            bad += _answer_lines(source, lambda asked: answer(gazetteer, asked))
        sys.stdout.flush()
    raise typer.Exit(FOUND_PROBLEMS if bad else 0)


@app.command("build")
def build(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON for programs.")] = False,
    rules: RulesOption = None,
) -> None:
    """Compile the gazetteer now, from what is installed and `rules/places.yaml`."""
    with told_errors():
        gazetteer = _gazetteer(settings_with(rules), rebuild=True)
    told = {
        "version": gazetteer.version,
        "places": len(gazetteer),
        "names": gazetteer.name_count,
        "sources": gazetteer.sources,
    }
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    typer.echo(f"{len(gazetteer):,} places by {gazetteer.name_count:,} names, version {gazetteer.version}")
    for source in gazetteer.sources:
        typer.echo(f"  {source}")


def _gazetteer(settings: Settings, *, rebuild: bool = False) -> Gazetteer:
    """The gazetteer with what analysts add; a person watching sees how a build goes on."""
    with compiling_shown() as show:
        return load_gazetteer(settings.cache, rules_directory(settings) / "places.yaml", progress=show, rebuild=rebuild)


def _answer_lines(source: str, answer: Callable[[Answer], Answer]) -> int:
    """Answer every line of a file; returns how many could not be, each told with its number on standard error."""
    bad = 0
    with open_input(source) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                written = answer(_asked(line))
            except ValueError as error:
                typer.echo(shown(f"{source}:{number}: {error}"), err=True)
                bad += 1
            else:
                sys.stdout.write(_json(written) + "\n")
    return bad


def _json(answer: Answer) -> str:
    """An answer as JSON; half of a surrogate pair, which JSON can hold and UTF-8 cannot, stays escaped."""
    written = json.dumps(answer, ensure_ascii=False)
    return written if written.isascii() or written.encode("utf-8", "ignore").decode() == written else json.dumps(answer)


def _asked(line: bytes) -> Answer:
    """A line's JSON object.

    Raises:
        ValueError: it is none; says what it is instead.
    """
    try:
        asked = json.loads(line, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at column {error.colno}") from None
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8: byte {error.start + 1} cannot be read") from None
    except RecursionError:
        raise ValueError("nested too deep to be a question") from None
    if not isinstance(asked, dict):
        raise ValueError('an object such as {"id": …, "text": …} is expected')  # noqa: TRY004
    return asked


def _refuse_constant(name: str) -> None:
    raise ValueError(f"not JSON: {name} is no number")


def _text_of(asked: Answer, key: str) -> str:
    value = asked.get(key)
    if not isinstance(value, str):
        raise ValueError(f"{key!r} must be a text" if key in asked else f"{key!r} is missing")  # noqa: TRY004
    if key != "text" and len(value) > LONGEST_NAME:
        raise ValueError(f"{key!r} is too long for a name: {len(value):,} characters, at most {LONGEST_NAME}")
    return value


def answer_text(gazetteer: Gazetteer, asked: Answer) -> Answer:
    """The toponyms of one text.

    Raises:
        ValueError: there is no text.
    """
    return {"id": asked.get("id"), "toponyms": list(_toponyms(gazetteer, _text_of(asked, "text")))}


def _toponyms(gazetteer: Gazetteer, text: str) -> Iterator[Answer]:
    for found in find_places([read("text", text)], gazetteer):
        place = found.place.model_dump() if found.place else None
        yield {
            "start": found.start,
            "end": found.end,
            "text": found.text,
            "place": place,
            "role": found.role,
            "why": found.why,
        }


def answer_name(gazetteer: Gazetteer, asked: Answer) -> Answer:
    """The place of one bare name, with the others it could have meant.

    Raises:
        ValueError: there is no name, or `in` is no text.
    """
    within = _text_of(asked, "in") if asked.get("in") is not None else None
    found = resolve_name(gazetteer, _text_of(asked, "name"), within)
    return {
        "id": asked.get("id"),
        "place": found.place.model_dump() if found.place else None,
        "why": found.why,
        "candidates": [place.model_dump() for place in found.candidates],
    }
