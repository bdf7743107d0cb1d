"""`tocsin up`: broker, worker and ingest together, by one command."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console

from streams.cli.chat import HOST, Chat, Screen, listening
from streams.cli.ingest import ingested, named
from streams.cli.options import PollOption, RulesOption, opened_desk, settings_with, stop_signal, told_errors
from streams.demo import CHANNEL
from streams.demo.worker_process import worker_process
from streams.errors import TocsinError
from streams.kafka.broker import fitting
from streams.notify.channel import setting
from streams.settings import PREFIX, Settings
from streams.sources.kinds import KINDS, check
from streams.sources.link import is_web_link
from streams.sources.shipped_day import NAME as SHIPPED_DAY

POLL = 60.0
"""Seconds between two readings of a feed: a first hour wants to see something, and unchanged feeds cost next to nothing."""
USUAL_PORT = 9092
"""Where other commands look for a broker when TOCSIN_BROKERS is not set."""


def up(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SOURCE]...", help=f"What to read: {KINDS}.", show_default=f"TOCSIN_FEEDS, or else {SHIPPED_DAY}"
        ),
    ] = None,
    *,
    poll: PollOption = POLL,
    rules: RulesOption = None,
) -> None:
    """Run everything on this machine until interrupted: a broker, a worker, and ingest of the sources.

    Without sources the feeds of TOCSIN_FEEDS are read, or else the shipped day as if it were today. Feeds are polled. Alerts ring the channels that are set;
    where none is, they are shown here. With TOCSIN_BROKERS set that Kafka is used, else a broker in memory.
    """
    with told_errors():
        settings = settings_with(rules)
        names = named(sources or [], None, settings) or [SHIPPED_DAY]
        polled = poll if any(map(is_web_link, names)) else None
        check(names, poll=polled)
        desk = opened_desk(settings)  # mistakes are told, and the gazetteer compiled, before anything starts
        asked = {name for subscription in desk.subscriptions for name in subscription.channels}
        screen = Screen(Console())
        with _broker(settings, screen) as here:
            asyncio.run(_run(names, here, polled, asked, screen))


@contextmanager
def _broker(settings: Settings, screen: Screen) -> Iterator[Settings]:
    """The Kafka that is set, or else an embedded broker, where other commands look for one unless that is taken."""
    if "brokers" in settings.model_fields_set:
        screen.print(f"broker   {settings.brokers}")
        yield settings
        return
    with fitting(settings, port=USUAL_PORT, or_any=True) as here:
        usual = here.brokers == settings.brokers
        found = (
            ""
            if usual
            else f"; port {USUAL_PORT} is taken, so for other commands: export TOCSIN_BROKERS={here.brokers}"
        )
        screen.print(f"broker   in memory, at {here.brokers}{found}")
        yield here


async def _run(names: list[str], settings: Settings, poll: float | None, asked: set[str], screen: Screen) -> None:
    stop = stop_signal()
    async with contextlib.AsyncExitStack() as open_while:
        told: dict[str, str] = {}
        if not settings.channels:
            port = await open_while.enter_async_context(listening(Chat(screen, once=True)))
            told = _shown_here(asked, port, settings)
        _tell_channels(asked, settings, screen)
        begun = time.monotonic()
        screen.print("starting the worker …", style="dim")
        worker = await open_while.enter_async_context(worker_process(settings, **told))
        screen.print(f"ready in {time.monotonic() - begun:.1f} s; ctrl-C ends it", style="dim")
        early = False

        def ended(_: object) -> None:
            nonlocal early
            early = not stop.is_set()
            stop.set()

        watching = asyncio.create_task(worker.wait())
        watching.add_done_callback(ended)
        summary = await ingested(names, settings, poll=poll, stop=stop)
        screen.print(summary.sentence(), style="dim")
        await stop.wait()
        if early:
            raise TocsinError(f"the worker ended with status {worker.returncode}; its last lines above say why")
    screen.print("stopped")


def _shown_here(asked: set[str], port: int, settings: Settings) -> dict[str, str]:
    """Settings of a worker that shows in this terminal what `demo` is told, or each channel where nobody asks for that."""
    names = asked & {CHANNEL} or asked
    shown = {setting(name).removeprefix(PREFIX): f"json://{HOST}:{port}/" for name in names}
    # That no other channel is set has been told here, once; of each alert it would be noise between the messages.
    quiet = {} if "log_level" in settings.model_fields_set else {"LOG_LEVEL": "ERROR"}
    return {**shown, **quiet, "RETRY_FOR": "0"}


def _tell_channels(asked: set[str], settings: Settings, screen: Screen) -> None:
    """Say where alerts go; and of a worker that is to be quiet, which channels the subscriptions ask for in vain."""
    ringing = sorted(asked & set(settings.channels))
    if not settings.channels:
        screen.print("alerts   are shown here, since no channel is set")
        for name in sorted(asked - {CHANNEL}):
            screen.print(f"         {name} is not set; {setting(name)}=URL sets it", style="dim")
    elif ringing:
        screen.print(f"alerts   ring {', '.join(ringing)}")
    else:
        screen.print(f"alerts   ring nobody: no subscription asks for {', '.join(sorted(settings.channels))}")
