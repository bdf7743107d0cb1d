"""`tocsin channels`: try the channels that alerts go to."""

from __future__ import annotations

import asyncio
import difflib
import json
import re
from dataclasses import asdict, dataclass
from typing import Annotated

import typer

from streams.cli.options import FOUND_PROBLEMS, JsonOption, settings_with, told_errors
from streams.delivery import Outcome
from streams.errors import ConfigurationError, DeliveryFailed, DeliveryUnknown
from streams.message import trial
from streams.notify.channel import Channel, setting

_NAME = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*", re.IGNORECASE)
"""What may be a channel's name, in a subscription or as part of a variable."""

app = typer.Typer(help="Try the channels that alerts go to.", no_args_is_help=True)


@dataclass(frozen=True)
class Trial:
    """What a service answered to a test message."""

    channel: str
    kind: str
    outcome: Outcome
    setting: str
    error: str | None = None
    retry_after: float | None = None


@app.callback()
def channels() -> None:
    """Try the channels that alerts go to."""


@app.command("test")
def try_channel(
    name: Annotated[str, typer.Argument(help="The channel's name: TOCSIN_CHANNELS__WATER_SLACK is water-slack.")],
    as_json: JsonOption = False,
) -> None:
    """Send a test message and say what the service answered: exit 0 if it took it, 1 if not, 2 for no such channel."""
    with told_errors():
        told = asyncio.run(_try(_channel(name)))
    typer.echo(json.dumps(asdict(told), ensure_ascii=False) if as_json else _said(told))
    raise typer.Exit(0 if told.outcome is Outcome.SENT else FOUND_PROBLEMS)


def _channel(name: str) -> Channel:
    """Open the channel of a name.

    Raises:
        ConfigurationError: there is none; says which there are.
    """
    from streams.notify.apprise import connect  # noqa: PLC0415 Apprise takes a tenth of the time of a start

    known = settings_with().channels
    if name in known:
        return connect(name, known[name])
    if not _NAME.fullmatch(name):  # most likely the URL itself, which is a password: it is not said again
        there = f"there are {', '.join(sorted(known))}" if known else "a URL goes into TOCSIN_CHANNELS__WATER_SLACK"
        raise ConfigurationError(f"the name of a channel is wanted, like water-slack, not its address; {there}")
    if not known:
        raise ConfigurationError(f"no channel is set: put an Apprise URL into {setting(name)}, or into .env")
    close = difflib.get_close_matches(name, known, n=1)
    hint = f"\n  hint: did you mean {close[0]}?" if close else f"\n  hint: a new one goes into {setting(name)}"
    raise ConfigurationError(f"no channel is called {name!r}; there are {', '.join(sorted(known))}{hint}")


async def _try(channel: Channel) -> Trial:
    """Make one attempt: whoever tests a channel waits for the answer, and tries again himself."""
    about = (channel.name, channel.kind)
    try:
        await channel.send(trial(channel.name, channel.kind))
    except DeliveryFailed as error:
        return Trial(*about, Outcome.FAILED, setting(channel.name), str(error), error.retry_after)
    except DeliveryUnknown as error:
        return Trial(*about, Outcome.UNKNOWN, setting(channel.name), str(error))
    return Trial(*about, Outcome.SENT, setting(channel.name))


def _said(told: Trial) -> str:
    if told.outcome is Outcome.SENT:
        return f"sent: {told.channel} took the test message; look whether it is in the right chat"
    return f"{told.outcome}: {told.error}"
