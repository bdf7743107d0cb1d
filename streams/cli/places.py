"""`tocsin places`: find and resolve places in texts or bare names; build the gazetteer."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from streams.cli.archive import open_input
from streams.cli.options import (
    FOUND_PROBLEMS,
    JsonOption,
    RulesOption,
    compiling_shown,
    settings_with,
    shown,
    told_errors,
)
from streams.cli.places_answers import Answer, answer_name, answer_text, text_of
from streams.cli.places_build import build
from streams.cli.places_shown import name_lines, text_lines
from streams.errors import ConfigurationError
from streams.files.desk.rules import open_gazetteer
from streams.places.explanation import is_id
from streams.places.gazetteer import Gazetteer
from streams.settings import Settings

STDIN = "-"


class _FindUnlessTold(TyperGroup):
    """`tocsin places FILE` is `tocsin places find FILE`: the usual thing needs no word of its own."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `find` before arguments that name no command."""
        if not args or (args[0] not in self.commands and args[0] not in {"--help", "-h"}):
            args = ["find", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=_FindUnlessTold, help="Find places in texts, resolve bare names, build the gazetteer.")
app.command("build")(build)


@app.command("find")
def find(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE|NAME]...",
            help="Files of JSON lines, .gz too; `-` is standard input. With --name also names or ids of places.",
        ),
    ] = None,
    *,
    name: Annotated[
        bool, typer.Option("--name", help='Names, not texts: given here, or as lines {"id","name","in"}.')
    ] = False,
    within: Annotated[
        str | None,
        typer.Option("--in", metavar="REGION", help="Where the names lie: a region or country, by name or id."),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Tell a person every place weighed, the points of each, and its card.")
    ] = False,
    as_json: JsonOption = False,
    rules: RulesOption = None,
) -> None:
    """JSON lines {"id","text"} in, {"id","toponyms":[…]} out, each toponym with its place and why.

    `find` need not be written: `tocsin places FILE`, `tocsin places --name Lyman Izium --in "Donetsk Oblast"`.
    """
    asked = inputs or [STDIN]
    with told_errors():
        files = _files(asked, name=name, within=within)
        gazetteer = _gazetteer(settings_with(rules))
        if files and not name:
            bad = _texts(gazetteer, files, explain=explain, as_json=as_json)
        else:
            bad = _names(gazetteer, asked, files, within, explain=explain, as_json=as_json)
        sys.stdout.flush()
    raise typer.Exit(FOUND_PROBLEMS if bad else 0)


def _files(asked: Sequence[str], *, name: bool, within: str | None) -> list[str]:
    """Which of the arguments are files; beside --name one that is there, or is called as one, is no name.

    Raises:
        ConfigurationError: names and files together, or a region for texts.
    """
    files = [one for one in asked if not name or _is_file(one)]
    if files and len(files) < len(asked):
        odd = next(one for one in asked if one not in files)
        raise ConfigurationError(f"{odd!r} is a name and {files[0]!r} a file: give names or files, not both at once")
    if within is not None and not name:
        raise ConfigurationError("--in says where names lie: it needs --name")
    return files


def _is_file(asked: str) -> bool:
    try:
        return asked == STDIN or asked.endswith((".jsonl", ".json", ".gz")) or Path(asked).is_file()
    except OSError:  # too long for a file's name
        return False


def _gazetteer(settings: Settings) -> Gazetteer:
    """The gazetteer with what analysts add; a person watching sees how a build goes on."""
    with compiling_shown() as show:
        return open_gazetteer(settings, progress=show)


def _texts(gazetteer: Gazetteer, files: Sequence[str], *, explain: bool, as_json: bool) -> int:
    """Answer texts line by line; returns how many could not be."""

    def answer(asked: Answer) -> Iterable[str]:
        answered = answer_text(gazetteer, asked, explain=explain)
        return text_lines(answered) if explain and not as_json else [_json(answered)]

    return sum(_answer_lines(source, answer) for source in files)


def _names(
    gazetteer: Gazetteer,
    asked: Sequence[str],
    files: Sequence[str],
    within: str | None,
    *,
    explain: bool,
    as_json: bool,
) -> int:
    """Answer names, those given or those in files; returns how many mean no place, or could not be answered."""

    def answer(one: Answer) -> Iterable[str]:
        name = text_of(one, "name")
        full = explain or (not as_json and not files and is_id(name))
        answered = answer_name(gazetteer, {"in": within, **one}, explain=full)
        unknown.append(answered["place"] is None)
        return [_json(answered)] if as_json or not (explain or not files) else name_lines(name, answered)

    unknown: list[bool] = []
    if files:
        return sum(_answer_lines(source, answer) for source in files)
    for name in asked:
        try:
            sys.stdout.writelines(line + "\n" for line in answer({"id": name, "name": name}))
        except ValueError as error:
            raise ConfigurationError(str(error)) from None
    return sum(unknown)


def _answer_lines(source: str, answer: Callable[[Answer], Iterable[str]]) -> int:
    """Answer every line of a file; returns how many could not be, each told with its number on standard error."""
    bad = 0
    with open_input(source) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                answered = answer(_asked(line))
            except ValueError as error:
                typer.echo(shown(f"{source}:{number}: {error}"), err=True)
                bad += 1
            else:
                sys.stdout.writelines(one + "\n" for one in answered)
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
