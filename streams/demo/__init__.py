"""`tocsin demo`: everything on this machine with nothing installed.

The whole path for real: the embedded broker, a worker process, the shipped feed sent article by article as if each had
just been published, and a chat of our own, reached by Apprise like any other channel, that shows what it is told.
"""

from __future__ import annotations

import asyncio
import io
import statistics
import time
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from streams.alert import Alert, Change
from streams.cli.chat import HOST, Chat, Screen, listening
from streams.cli.options import RulesOption, opened_desk, settings_with, told_errors
from streams.delivery import Delivery, Outcome
from streams.demo.worker_process import free_port, worker_process
from streams.incident import Incident
from streams.kafka import client, records, topics
from streams.kafka.broker import fitting
from streams.settings import Settings
from streams.sources.ingest import Ingest
from streams.sources.shipped_day import ShippedDay
from streams.sources.source import now

CHANNEL = "demo"
"""The channel that `rules/subscriptions.yaml` gives everything to."""
SETTLED_AFTER = 5.0
"""Seconds of silence after which the last article is taken to be told: three hops, and the embedded broker lets a waiting
reader wait up to 1.5 s at each, where a real Kafka answers at once."""

PICTURE_WIDTH = 100
"""Columns of a picture."""


def demo(
    *,
    rules: RulesOption = None,
    rate: Annotated[float, typer.Option(help="Articles a second.", min=0.1, max=100)] = 10.0,
    picture: Annotated[Path | None, typer.Option(help="Keep what is shown here as an SVG picture.")] = None,
) -> None:
    """Run everything on this machine: a shipped feed in, alerts shown here and sent to any channel configured."""
    with told_errors():
        settings = settings_with(rules)
        opened_desk(settings)  # mistakes are told, and the gazetteer compiled, before anything starts
        # A port of its own: the demo runs beside anything else, and what TOCSIN_WEB_PORT is for may be running.
        with fitting(settings.model_copy(update={"web_port": free_port(), "web_host": HOST})) as here:
            canvas = Console(record=True, width=PICTURE_WIDTH, file=io.StringIO()) if picture else None
            asyncio.run(_run(here, rate, Screen(Console(), canvas)))
            if picture is not None and canvas is not None:
                canvas.save_svg(str(picture), title="tocsin demo")


async def _run(settings: Settings, rate: float, screen: Screen) -> None:
    chat = Chat(screen)
    async with listening(chat) as port:
        screen.print("starting the worker …", style="dim")
        begun = time.monotonic()
        told = {f"CHANNELS__{CHANNEL.upper()}": f"json://{HOST}:{port}/", "RETRY_FOR": "0", "LOG_LEVEL": "ERROR"}
        async with worker_process(settings, **told):
            screen.print(f"ready in {time.monotonic() - begun:.1f} s; the day begins", style="dim")
            sent = await _feed(settings, rate)
            while time.time() - max(chat.last, sent[1]) < SETTLED_AFTER:  # noqa: ASYNC110 silence has no event
                await asyncio.sleep(0.1)
            await _summary(settings, chat, sent[0], screen)


async def _feed(settings: Settings, rate: float) -> tuple[int, float]:
    """Send the shipped day; how many articles that was, and when the last was sent."""
    async with client.Producer(settings) as producer:
        work = Ingest(producer, max_article_bytes=settings.max_article_bytes, clock=now)
        await work.run([ShippedDay(max_article_bytes=settings.max_article_bytes, clock=now, rate=rate)])
    return work.counts.articles, time.time()


async def _summary(settings: Settings, chat: Chat, articles: int, screen: Screen) -> None:
    matches = await records.everything(settings, topics.MATCHES)
    alerts = [Alert.model_validate_json(one.value or b"") for one in await records.everything(settings, topics.ALERTS)]
    incidents = [
        Incident.model_validate_json(value) for value in (await records.compacted(settings, topics.INCIDENTS)).values()
    ]
    deliveries = list(await records.told(settings))
    counted = {
        "articles in": articles,
        "matches": len(matches),
        "incidents": len({one.incident for one in alerts if one.change is Change.OPENED}),
        "alerts": len({one.id for one in alerts}),
        "messages shown": len(chat.heard),
        "dead letters": len(await records.everything(settings, topics.DEAD_LETTERS)),
    }
    screen.print("─── the day in numbers ───")
    for name, number in counted.items():
        screen.print(f"{name:>16}  {number}")
    told = sorted(chat.heard[one.id] - one.at.timestamp() for one in alerts if one.id in chat.heard)
    if told:
        p99 = told[min(len(told) - 1, round(0.99 * len(told)))]
        screen.print(f"{'latency':>16}  article to message: median {statistics.median(told):.1f} s, p99 {p99:.1f} s")
        screen.print(f"{'':>18}(most of it the embedded broker's; a real Kafka wakes its readers at once)", style="dim")
    for incident in sorted(incidents, key=lambda one: one.first_seen):
        place = incident.place.name if incident.place else "no place"
        what = f"{incident.title}, {place}: {incident.article_count} articles of {len(incident.sources)} outlets"
        screen.print(f"  {incident.severity:<8} {what}")
    _missing(deliveries, screen)


def _missing(deliveries: list[Delivery], screen: Screen) -> None:
    """Name the channels that subscriptions ask for and nobody has configured."""
    missing: dict[str, Any] = {one.channel: one for one in deliveries if one.outcome is Outcome.FAILED}
    for channel, one in sorted(missing.items()):
        screen.print(f"  {channel}: {one.error}", style="dim")
