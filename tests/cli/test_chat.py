from __future__ import annotations

import asyncio
import io

import pytest
from aiohttp import ClientSession
from pydantic import SecretStr
from rich.console import Console

from streams.cli.chat import Chat, Screen, listening
from streams.errors import ConfigurationError
from streams.message import Message
from streams.notify.apprise import connect


@pytest.fixture
def screen():
    return Screen(Console(file=io.StringIO(), width=80))


def shown(screen):
    return screen.console.file.getvalue()


async def test_apprise_reaches_it_as_any_other_channel(screen):
    async with listening(Chat(screen)) as port:
        channel = connect("mine", SecretStr(f"json://127.0.0.1:{port}/"))
        await channel.send(Message("🔴 Dam struck", "Kurakhove\n\nalert 0123456789abcdef", "text"))
    assert "🔴 Dam struck" in shown(screen)
    assert "Kurakhove" in shown(screen)


async def test_what_steers_a_terminal_is_not_shown(screen):
    async with listening(Chat(screen)) as port, ClientSession() as client:
        await client.post(f"http://127.0.0.1:{port}/any", json={"title": "\x1b[2J[bold]", "message": "\x07bell\x9b"})
    assert not {"\x1b", "\x07", "\x9b"} & set(shown(screen))
    assert "[2J[bold]" in shown(screen)


@pytest.mark.parametrize("body", [b"{bad", b"[]", b"\xff"])
async def test_what_is_no_message_is_refused(screen, body):
    async with listening(Chat(screen)) as port, ClientSession() as client:
        assert (await client.post(f"http://127.0.0.1:{port}/", data=body)).status == 400
    assert shown(screen) == ""


@pytest.mark.parametrize(("once", "times"), [(True, 1), (False, 2)])
async def test_in_place_of_several_channels_it_shows_an_alert_once(screen, once, times):
    async with listening(Chat(screen, once=once)) as port, ClientSession() as client:
        for _ in range(2):
            await client.post(f"http://127.0.0.1:{port}/", json={"title": "Dam", "message": "alert 01234567"})
    assert shown(screen).count("Dam") == times


async def test_a_port_that_is_taken_is_told(screen):
    async with listening(Chat(screen)) as port:
        with pytest.raises(ConfigurationError, match="--port"):
            async with listening(Chat(screen), port=port):
                await asyncio.sleep(0)
