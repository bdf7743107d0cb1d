"""`tocsin worker`: the Faust worker."""

from __future__ import annotations

import asyncio
import datetime as dt
import signal
import sys
from typing import Annotated

import typer

from streams.cli.options import RulesOption, opened_desk, settings_with, told_errors
from streams.files.desk.watch import open_desk


def worker(
    *,
    agents: Annotated[
        str | None,
        typer.Option(help="Only these, by commas: match-articles,gather-incidents,deliver-alerts,tell-channels."),
    ] = None,
    rules: RulesOption = None,
) -> None:
    """Run the worker: all agents, or those named."""
    from streams.kafka.client import prepare  # noqa: PLC0415
    from streams.web import claim_port  # noqa: PLC0415
    from streams.worker.app import AGENTS, create_app  # noqa: PLC0415 Faust takes half a second that `--help` need not wait

    # Python's own way with a SIGTERM ends no process that is the first of its container: until Faust answers signals, both
    # end the command as ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with told_errors():
        settings = settings_with(rules)
        claim_port(settings)
        current = open_desk(settings, opened_desk, now=dt.datetime.now(dt.UTC))
        named = [name.strip() for name in agents.split(",")] if agents else AGENTS
        app = create_app(settings, current, agents=named)
        asyncio.run(prepare(settings))
    asyncio.set_event_loop(asyncio.new_event_loop())
    running = app.Worker(quiet=True, override_logging=False, redirect_stdouts=False, loglevel=settings.log_level)
    running.spinner = None  # Faust's; it writes the terminal's controls into logs too
    sys.exit(running.execute_from_commandline())
