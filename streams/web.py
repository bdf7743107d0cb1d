"""What a process says of itself over HTTP: `GET /ready` whether it does its work, `GET /metrics` what it has done."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from streams import metrics
from streams.article import rfc3339
from streams.errors import ConfigurationError
from streams.files.current import CurrentDesk
from streams.settings import Settings


@asynccontextmanager
async def health_page(
    settings: Settings, waiting_for: Callable[[], list[str]], current: CurrentDesk | None = None
) -> AsyncIterator[None]:
    """Serve the pages on the port that is set, if one is; ready is 200 when nothing is waited for, else 503.

    A small server of its own: Faust's would serve its tables and its router too.

    Args:
        settings: the address and port.
        waiting_for: what the process still waits for.
        current: the rules in force, where the process has some; then it has metrics too.

    Raises:
        ConfigurationError: the port cannot be had.
    """
    if not settings.web_port:
        yield
        return

    runner = web.AppRunner(_application(waiting_for, current), access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, settings.web_host, settings.web_port).start()
        except OSError as error:
            raise _no_port(settings, error) from error
        yield
    finally:
        await runner.cleanup()


def _application(waiting_for: Callable[[], list[str]], current: CurrentDesk | None) -> web.Application:
    async def ready(_request: web.Request) -> web.Response:
        waiting = waiting_for()
        about: dict[str, Any] = {"ready": not waiting, "waiting_for": waiting}
        if current is not None:
            about["rules"] = told(current)
        return web.json_response(about, status=503 if waiting else 200)

    async def measured(_request: web.Request) -> web.Response:
        return web.Response(body=metrics.exposition(), headers={"Content-Type": metrics.CONTENT_TYPE})

    application = web.Application()
    application.router.add_get("/ready", ready)
    if current is not None:
        application.router.add_get("/metrics", measured)
    return application


def told(current: CurrentDesk) -> dict[str, Any]:
    """What a person asks about the rules in force."""
    now = current.in_force  # once: another set may be put in force meanwhile
    failure = now.failure
    return {
        "version": now.desk.ruleset.version,
        "digest": now.digest,
        "rules": len(now.desk.ruleset.rules),
        "taken_at": rfc3339(now.taken_at),
        "failure": failure and {"at": rfc3339(failure.at), "reasons": [str(one) for one in failure.reasons[:MAX_TOLD]]},
    }


MAX_TOLD = 20
"""Reasons why newer rules are not in force that `/ready` gives; the log and `tocsin rules check` give more."""


def claim_port(settings: Settings) -> None:
    """See whether the port can be had, before anything else is begun.

    Raises:
        ConfigurationError: it cannot.
    """
    if not settings.web_port:
        return
    try:
        family, kind, proto, _, address = socket.getaddrinfo(
            settings.web_host, settings.web_port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, proto) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OSError as error:
        raise _no_port(settings, error) from error


def _no_port(settings: Settings, error: OSError) -> ConfigurationError:
    return ConfigurationError(
        f"cannot listen on {settings.web_host}:{settings.web_port}: {error.strerror or error}; "
        "set TOCSIN_WEB_PORT to a free port or 0 (each process of one machine needs its own), "
        "and TOCSIN_WEB_HOST to an address of this machine"
    )
