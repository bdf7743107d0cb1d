"""`tocsin languages`: what each language is, which words it has, by role, and where it has none."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from streams.cli.options import FOUND_PROBLEMS, JsonOption, shown, told_errors
from streams.languages.checks import mistakes
from streams.languages.language import language
from streams.languages.lexicon import NONE, entry_of, languages, rooms
from streams.languages.roles import ROLES, ROOMS


def languages_command(
    room: Annotated[str | None, typer.Argument(help=f"One of: {', '.join(ROOMS)}. Without it, all.")] = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Tell what each language is, and every role that words can have, what it is for, and how many words each language has for it.

    A gap is a dash; the reasons for them follow. Exits 1 when a folder has a mistake.
    """
    with told_errors():
        if room is not None and room not in ROOMS:
            raise typer.BadParameter(f"no room is called {room!r}; there are {', '.join(ROOMS)}")
        asked = [room] if room else list(ROOMS)
        found = mistakes()
    if as_json:
        typer.echo(json.dumps({one: {role: _counts(one, role) for role in ROLES[one]} for one in asked}))
    else:
        _show_languages()
        for one in asked:
            _show(one)
    for mistake in found:
        typer.echo(shown(str(mistake)), err=True)
    if found:
        raise typer.Exit(FOUND_PROBLEMS)


def _show_languages() -> None:
    table = Table(box=None, pad_edge=False)
    for column in ("language", "name", "script", "dictionary", "terms", "read with", "traits"):
        table.add_column(column, no_wrap=column != "traits")
    for one in map(language, languages()):
        terms, traits = "yes" if one.terms else "–", ", ".join(sorted(one.traits)) or "–"
        table.add_row(one.code, one.name, one.script, one.dictionary, terms, ", ".join(one.beside) or "–", traits)
    console = Console()
    console.print(table)
    console.print()


def _show(room: str) -> None:
    codes = languages()
    table = Table(title=f"{room}: {ROOMS[room]}", title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.add_column("role", no_wrap=True)
    for code in codes:
        table.add_column(code, justify="right")
    table.add_column("is for")
    for role, why in ROLES[room].items():
        counts = _counts(room, role)
        table.add_row(role, *(str(counts.get(code, "–")) for code in codes), why)
    console = Console()
    console.print(table)
    for code in codes:
        for reason, roles in rooms(code).get(room, {}).get(NONE, {}).items():
            console.print(f"{code} has none of {len(roles)}: {reason}", markup=False)
    console.print()


def _counts(room: str, role: str) -> dict[str, int]:
    """How many words each language has for a role; a text counts its lines."""
    counts = {}
    for code in languages():
        entry = entry_of(code, f"{room}.{role}")
        if isinstance(entry, dict):
            counts[code] = sum(len(listed) for listed in entry.values())
        elif entry is not None:
            counts[code] = len(entry.splitlines() if isinstance(entry, str) else entry)
    return counts
