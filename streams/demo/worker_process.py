"""A worker in a process of its own, beside the command that starts it."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import typer
from aiohttp import ClientError, ClientSession, web
from yarl import URL

from streams.settings import Settings

READY_IN = 60.0
"""Seconds a worker may take to start; a cold machine needs ten."""
LOOK_EVERY = 0.05
"""Seconds between two looks at whether it is ready."""


@asynccontextmanager
async def worker_process(settings: Settings, **told: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A worker, from when it is ready until it has ended what it had begun.

    Args:
        settings: where the brokers are, and which rules; everything else it reads itself.
        told: further settings of its own, without `TOCSIN_`.

    Raises:
        Exit: it ends before it is ready, having said why; or it is not ready after a minute.
    """
    port = settings.web_port or free_port()
    worker = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "streams", "worker", env=_environment(settings, told, port)
    )
    try:
        await _ready(worker, _reached(settings.web_host), port)
        yield worker
    finally:
        if worker.returncode is None:
            worker.terminate()
        await worker.wait()


def free_port() -> int:
    """A port of this machine that nobody listens on just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _environment(settings: Settings, told: Mapping[str, str], port: int) -> dict[str, str]:
    ours = {
        "BROKERS": settings.brokers,
        "PARTITIONS": str(settings.partitions),
        "SECURITY_PROTOCOL": settings.security_protocol,
        "WEB_PORT": str(port),
        "WEB_HOST": settings.web_host,
        **({"RULES": str(settings.rules)} if settings.rules is not None else {}),
        **told,
    }
    return {**os.environ, **{f"TOCSIN_{name}": value for name, value in ours.items()}}


def _reached(host: str) -> str:
    """Where to ask what listens on a host: what listens everywhere listens here too."""
    return "127.0.0.1" if host in EVERYWHERE else host


EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 nothing is opened


async def _ready(worker: asyncio.subprocess.Process, host: str, port: int) -> None:
    begun = time.monotonic()
    page = URL.build(scheme="http", host=host, port=port, path="/ready")
    async with ClientSession() as session:
        while True:
            if worker.returncode is not None or time.monotonic() - begun > READY_IN:
                raise typer.Exit(worker.returncode or 1)
            try:
                async with session.get(page) as answer:
                    if answer.status == web.HTTPOk.status_code:
                        return
            except ClientError:
                pass
            await asyncio.sleep(LOOK_EVERY)
