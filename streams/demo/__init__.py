"""`tocsin demo`: everything on this machine with nothing installed.

The whole path for real: the embedded broker, a worker process, the shipped feed sent article by article as if each had
just been published, and a chat of our own, reached by Apprise like any other channel, that shows what it is told.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import io
import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Annotated, Any

import typer
from aiohttp import ClientError, ClientSession, web
from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from streams import topics
from streams.alert import Alert, Change
from streams.article import Article
from streams.broker import PARTITIONS, EmbeddedBroker
from streams.cli.options import RulesOption, opened_desk, settings_with, told_errors
from streams.delivery import Delivery, Outcome
from streams.incident import Incident
from streams.settings import Settings

CHANNEL = "demo"
"""The channel that `rules/subscriptions.yaml` gives everything to."""
READY_IN = 60.0
"""Seconds a worker may take to start; a cold machine needs ten."""
SETTLED_AFTER = 5.0
"""Seconds of silence after which the last article is taken to be told: three hops, and the embedded broker lets a waiting
reader wait up to 1.5 s at each, where a real Kafka answers at once."""

PICTURE_WIDTH = 100
"""Columns of a picture."""
PICTURE_MESSAGES = 2
"""Messages in a picture: enough to see what one looks like."""

_COLOURS = {"🔴": "red", "🟠": "dark_orange", "🟡": "yellow", "🔵": "blue"}


@dataclass
class _Screen:
    """The terminal, and a canvas that gets only part of it."""

    console: Console
    canvas: Console | None = None
    shown: int = 0

    def show(self, panel: Panel) -> None:
        """Show a message; the canvas gets the first few."""
        self.console.print(panel)
        self.shown += 1
        if self.canvas is not None and self.shown <= PICTURE_MESSAGES:
            self.canvas.print(panel)

    def print(self, text: str, style: str | None = None) -> None:
        """Show a line, with nothing in it taken for markup."""
        for console in filter(None, (self.console, self.canvas)):
            console.print(text, style=style, markup=False, highlight=False)


@dataclass
class _Chat:
    """A chat that shows what it is told, and remembers when."""

    screen: _Screen
    heard: dict[str, float] = field(default_factory=dict)
    last: float = 0.0

    async def told(self, request: web.Request) -> web.Response:
        """Take one message, as Apprise's `json://` posts it."""
        posted = await request.json()
        self.last = time.time()
        title, body = str(posted.get("title", "")), str(posted.get("message", ""))
        self.heard.setdefault(body.rstrip().rpartition(" ")[2], self.last)
        shown = body.strip()
        self.screen.show(
            Panel(Text(shown), title=Text(title), title_align="left", border_style=_COLOURS.get(title[:1], "white"))
        )
        return web.json_response({"ok": True})


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
        with EmbeddedBroker() as broker:
            canvas = Console(record=True, width=PICTURE_WIDTH, file=io.StringIO()) if picture else None
            here = settings.model_copy(
                update={"brokers": broker.address, "partitions": PARTITIONS, "security_protocol": "PLAINTEXT"}
            )
            asyncio.run(_run(here, rate, _Screen(Console(), canvas)))
            if picture is not None and canvas is not None:
                canvas.save_svg(str(picture), title="tocsin demo")


async def _run(settings: Settings, rate: float, screen: _Screen) -> None:
    chat = _Chat(screen)
    runner, port = await _serve(chat)
    health = _free_port()
    worker = _start_worker(settings, port, health)
    try:
        screen.print("starting the worker …", style="dim")
        begun = time.monotonic()
        await _ready(worker, health)
        screen.print(f"ready in {time.monotonic() - begun:.1f} s; the day begins", style="dim")
        sent = await _feed(settings, rate)
        while time.time() - max(chat.last, sent[1]) < SETTLED_AFTER:  # noqa: ASYNC110 silence has no event
            await asyncio.sleep(0.1)
        await _summary(settings, chat, sent[0], screen)
    finally:
        worker.terminate()
        await asyncio.to_thread(worker.wait)
        await runner.cleanup()


async def _serve(chat: _Chat) -> tuple[web.AppRunner, int]:
    application = web.Application()
    application.router.add_post("/", chat.told)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    port = _free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    return runner, port


def _free_port() -> int:
    import socket  # noqa: PLC0415 nowhere else

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _start_worker(settings: Settings, port: int, health: int) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "TOCSIN_BROKERS": settings.brokers,
        "TOCSIN_PARTITIONS": str(settings.partitions),
        "TOCSIN_SECURITY_PROTOCOL": "PLAINTEXT",
        f"TOCSIN_CHANNELS__{CHANNEL.upper()}": f"json://127.0.0.1:{port}/",
        "TOCSIN_WEB_PORT": str(health),
        "TOCSIN_RETRY_FOR": "0",
        "TOCSIN_LOG_LEVEL": "WARNING",
    }
    if settings.rules is not None:
        environment["TOCSIN_RULES"] = str(settings.rules)
    return subprocess.Popen([sys.executable, "-m", "streams", "worker"], env=environment)


async def _ready(worker: subprocess.Popen[bytes], health: int) -> None:
    begun = time.monotonic()
    async with ClientSession() as session:
        while True:
            if worker.poll() is not None or time.monotonic() - begun > READY_IN:
                raise typer.Exit(1)
            try:
                async with session.get(f"http://127.0.0.1:{health}/ready") as answer:
                    if answer.status == web.HTTPOk.status_code:
                        return
            except ClientError:
                pass
            await asyncio.sleep(0.05)


async def _feed(settings: Settings, rate: float) -> tuple[int, float]:
    """Send the shipped feed as if each article had just been published: its age when fetched stays what it was."""
    lines = (resources.files("streams.demo") / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    async with topics.Producer(settings) as producer:
        for line in lines:
            now = dt.datetime.now(dt.UTC)
            article = Article(**json.loads(line)).timed()
            assert article.fetched_at is not None
            assert article.published_at is not None
            age = article.fetched_at - article.published_at
            await producer.send_article(
                article.model_copy(update={"fetched_at": now, "published_at": now - age}), at=now
            )
            await asyncio.sleep(1 / rate)
    return len(lines), time.time()


async def _summary(settings: Settings, chat: _Chat, articles: int, screen: _Screen) -> None:
    matches = await topics.everything(settings, topics.MATCHES)
    alerts = [Alert.model_validate_json(one.value or b"") for one in await topics.everything(settings, topics.ALERTS)]
    incidents = [
        Incident.model_validate_json(value) for value in (await topics.compacted(settings, topics.INCIDENTS)).values()
    ]
    deliveries = list(await topics.told(settings))
    counted = {
        "articles in": articles,
        "matches": len(matches),
        "incidents": len({one.incident for one in alerts if one.change is Change.OPENED}),
        "alerts": len({one.id for one in alerts}),
        "messages shown": len(chat.heard),
        "dead letters": len(await topics.everything(settings, topics.DEAD_LETTERS)),
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


def _missing(deliveries: list[Delivery], screen: _Screen) -> None:
    """Name the channels that subscriptions ask for and nobody has configured."""
    missing: dict[str, Any] = {one.channel: one for one in deliveries if one.outcome is Outcome.FAILED}
    for channel, one in sorted(missing.items()):
        screen.print(f"  {channel}: {one.error}", style="dim")
