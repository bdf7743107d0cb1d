"""`tocsin broker`: the embedded broker alone."""

from __future__ import annotations

import signal
import threading

import typer

from streams.cli.options import settings_with, told_errors
from streams.kafka.broker import fitting, local_port


def broker() -> None:
    """Run the embedded broker until interrupted: in memory, for development.

    It stands where TOCSIN_BROKERS says (localhost:9092) and has the topics with TOCSIN_PARTITIONS, as the worker and
    ingest expect them.
    """
    with told_errors():
        settings = settings_with()
        with fitting(settings, port=local_port(settings)) as here:
            typer.echo(
                f"broker ready at {here.brokers}: each topic has {here.partitions} partitions, in memory, gone at the end"
            )
            ended = threading.Event()
            for ending in (signal.SIGINT, signal.SIGTERM):
                signal.signal(ending, lambda *_: ended.set())
            ended.wait()
