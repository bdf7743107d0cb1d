"""`tocsin broker`: the embedded broker alone."""

from __future__ import annotations

import signal
import threading

import typer

from streams.broker import PARTITIONS, EmbeddedBroker


def broker() -> None:
    """Run the embedded broker until interrupted: in memory, for development."""
    with EmbeddedBroker() as running:
        typer.echo(f"TOCSIN_BROKERS={running.address}")
        typer.echo(f"TOCSIN_PARTITIONS={PARTITIONS}")
        typer.echo(
            "Set both for `tocsin worker` and `tocsin ingest`. Everything is in memory and gone at the end.", err=True
        )
        ended = threading.Event()
        for ending in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ending, lambda *_: ended.set())
        ended.wait()
