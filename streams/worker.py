"""`tocsin worker`: the Faust worker."""

from __future__ import annotations

import asyncio
import sys
from typing import Annotated

import typer

from streams.cli.options import RulesOption, opened_desk, settings_with, told_errors


def worker(
    *,
    agents: Annotated[
        str | None,
        typer.Option(help="Only these, by commas: match-articles,gather-incidents,deliver-alerts,tell-channels."),
    ] = None,
    rules: RulesOption = None,
) -> None:
    """Run the worker: all agents, or those named."""
    from streams.app import AGENTS, create_app  # noqa: PLC0415 Faust takes half a second that `--help` need not wait
    from streams.topics import prepare  # noqa: PLC0415

    with told_errors():
        settings = settings_with(rules)
        desk = opened_desk(settings)
        named = [name.strip() for name in agents.split(",")] if agents else AGENTS
        app = create_app(settings, desk, agents=named)
        asyncio.run(prepare(settings))
    asyncio.set_event_loop(asyncio.new_event_loop())
    running = app.Worker(quiet=True, override_logging=False, redirect_stdouts=False, loglevel=settings.log_level)
    sys.exit(running.execute_from_commandline())
