"""A chat of our own, in a terminal: Apprise reaches it like any other channel, as `json://127.0.0.1:PORT`."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Annotated
from unicodedata import category

import typer
from aiohttp import web
from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from streams.cli.options import stop_signal, told_errors
from streams.errors import ConfigurationError

PORT = 8001
"""Where `tocsin channels listen` listens: beside 8000, which `python -m http.server` takes."""
HOST = "127.0.0.1"
PICTURE_MESSAGES = 2
"""Messages in a picture: enough to see what one looks like."""

_COLOURS = {"🔴": "red", "🟠": "dark_orange", "🟡": "yellow", "🔵": "blue"}


@dataclass
class Screen:
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
class Chat:
    """A chat that shows what it is told, and remembers when it heard of each alert.

    With ``once`` what it hears of one alert again is not shown: it stands in for several channels.
    """

    screen: Screen
    once: bool = False
    heard: dict[str, float] = field(default_factory=dict)
    last: float = 0.0

    async def told(self, request: web.Request) -> web.Response:
        """Take one message, as Apprise's `json://` posts it."""
        try:
            posted = await request.json()
            title, body = str(posted.get("title", "")), str(posted.get("message", ""))
        except (json.JSONDecodeError, UnicodeDecodeError, AttributeError):
            return web.json_response({"error": "an object with title and message is expected"}, status=400)
        self.last = time.time()
        alert = body.rstrip().rpartition(" ")[2]
        if not (self.once and alert in self.heard):
            colour = _COLOURS.get(title[:1], "white")
            inside, heading = Text(_harmless(body.strip())), Text(_harmless(title))
            self.screen.show(Panel(inside, title=heading, title_align="left", border_style=colour))
        self.heard.setdefault(alert, self.last)
        return web.json_response({"ok": True})


def _harmless(text: str) -> str:
    """A message as a terminal may show it: without what steers one, which no channel shows either."""
    return "".join(char for char in text if char == "\n" or category(char) != "Cc")


@asynccontextmanager
async def listening(chat: Chat, *, port: int = 0) -> AsyncIterator[int]:
    """Let a chat be told; yields the port, which is any free one for 0.

    Raises:
        ConfigurationError: the port cannot be had.
    """
    application = web.Application()
    application.router.add_post("/{rest:.*}", chat.told)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, HOST, port).start()
        except OSError as error:
            raise ConfigurationError(
                f"cannot listen on {HOST}:{port}: {error.strerror or error}; choose another with --port"
            ) from error
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


def listen(
    port: Annotated[int, typer.Option(help="Port of this machine to listen on.", min=1, max=65_535)] = PORT,
) -> None:
    """Be a channel: show here what is told to json://127.0.0.1:8001, until interrupted."""
    with told_errors():
        asyncio.run(_listen(port))


async def _listen(port: int) -> None:
    screen = Screen(Console())
    async with listening(Chat(screen), port=port):
        screen.print(f"listening; a channel NAME comes here with TOCSIN_CHANNELS__NAME=json://{HOST}:{port}/")
        await stop_signal().wait()
