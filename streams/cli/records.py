"""`tocsin deliveries` and `tocsin dead-letters`: what became of alerts, and what could not be used."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from streams.cli.options import FOUND_PROBLEMS, JsonOption, console, settings_with, shown, told_errors
from streams.delivery import Outcome
from streams.kafka import client, records, topics
from streams.kafka.records import TopicRecord
from streams.kafka.topics import DeadLetter
from streams.settings import Settings

dead_letters = typer.Typer(help="What could not be used, and why.", invoke_without_command=True)


def deliveries(
    *,
    channel: Annotated[str | None, typer.Option(help="Only this channel.")] = None,
    outcome: Annotated[Outcome | None, typer.Option(help="Only this outcome.")] = None,
    last: Annotated[int, typer.Option(help="At most so many, the newest.", min=1)] = 50,
    as_json: JsonOption = False,
) -> None:
    """Show what became of alerts: sent, failed, skipped and why."""
    with told_errors():
        settings = settings_with()
        told = asyncio.run(records.told(settings))
    for key in told.unreadable:
        typer.echo(f"{shown(key)}: no delivery of ours", err=True)
    found = [one for one in told if channel in {None, one.channel} and outcome in {None, one.outcome}]
    found = sorted(found, key=lambda one: one.at)[-last:]
    if as_json:
        for one in found:
            typer.echo(one.model_dump_json())
        return
    _table(
        ("at", "outcome", "channel", "subscription", "alert", "attempts", "why"),
        [
            (
                f"{one.at:%m-%d %H:%M:%S}",
                one.outcome,
                one.channel,
                one.subscription,
                one.alert,
                str(one.attempts),
                "; ".join(filter(None, (one.error, one.doubt))),
            )
            for one in found
        ],
    )


@dead_letters.callback()
def show(
    context: typer.Context, *, last: Annotated[int, typer.Option(min=1)] = 50, as_json: JsonOption = False
) -> None:
    """Show what could not be used: where it came from, why, and how it begins."""
    if context.invoked_subcommand:
        return
    with told_errors():
        records = asyncio.run(_dead_letters(settings_with()))
    records = records[-last:]
    if as_json:
        for record in records:
            letter = DeadLetter.from_headers(record.headers)
            value = (record.value or b"").decode("utf-8", "backslashreplace")
            typer.echo(json.dumps({**letter.model_dump(mode="json"), "value": value}, ensure_ascii=False))
        return
    rows = []
    for record in records:
        letter = DeadLetter.from_headers(record.headers)
        rows.append(
            (letter.id, letter.reason, letter.error, (record.value or b"")[:60].decode("utf-8", "backslashreplace"))
        )
    _table(("id", "reason", "error", "begins"), rows)


@dead_letters.command("replay")
def replay(
    which: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Which; all by default.")] = None,
) -> None:
    """Send dead letters to the topic they came from, once more: after an upgrade, or a setting changed."""
    with told_errors():
        settings = settings_with()
        asked = set(which or ())
        sent, kept, seen = asyncio.run(_replay(settings, asked))
        if unknown := sorted(asked - seen):
            names = ", ".join(shown(one) for one in unknown)
            kept.append(f"no dead letter is called {names}; `tocsin dead-letters` lists them")
    for line in kept:
        typer.echo(line, err=True)
    typer.echo(f"{sent} sent again, {len(kept)} not")
    raise typer.Exit(FOUND_PROBLEMS if kept else 0)


async def _dead_letters(settings: Settings) -> list[TopicRecord]:
    """All dead letters, in the order of their time; one that a replayed message made twice, once."""
    unique = {}
    for record in await records.everything(settings, topics.DEAD_LETTERS):
        try:
            letter = DeadLetter.from_headers(record.headers)
        except ValueError:
            typer.echo(f"partition {record.partition}, offset {record.offset}: no dead letter of ours", err=True)
            continue
        unique[letter.id] = (letter.at, record)
    return [record for _, record in sorted(unique.values(), key=lambda found: found[0])]


async def _replay(settings: Settings, which: set[str]) -> tuple[int, list[str], set[str]]:
    """Send dead letters again: how many were sent, why others were not, and the ids of those that were asked for."""
    known = {topic.name: topic for topic in topics.TOPICS}
    sent, kept, seen = 0, [], set()
    async with client.Producer(settings) as producer:
        for record in await _dead_letters(settings):
            letter = DeadLetter.from_headers(record.headers)
            topic = known.get(letter.topic.removeprefix(settings.prefix))
            if which and letter.id not in which:
                continue
            seen.add(letter.id)
            if topic is None or record.value is None or letter.length != len(record.value):
                kept.append(f"{letter.id}: only its beginning is kept, or it came from no topic of ours")
                continue
            about = [("ce_type", letter.ce_type.encode())] if letter.ce_type else []
            await producer.send(topic, key=record.key, value=record.value, headers=about)
            sent += 1
    return sent, kept, seen


def _table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    table = Table(*columns, box=None)
    for row in rows:
        table.add_row(*(Text(shown(str(cell))) for cell in row))
    console().print(table if rows else "none", markup=False)
