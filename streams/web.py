"""What a process says of itself over HTTP.

`GET /live`: whether it turns at all. `GET /ready`: whether it does its work. `GET /metrics`: what it has done.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler, Middleware

from streams import metrics
from streams.article import rfc3339
from streams.errors import ConfigurationError
from streams.files.desk.current import CurrentDesk
from streams.settings import Settings

About = Callable[[], dict[str, Any]]


@asynccontextmanager
async def health_page(
    settings: Settings,
    waiting_for: Callable[[], list[str]],
    current: CurrentDesk | None = None,
    *,
    about: About = dict,
) -> AsyncIterator[None]:
    """Serve the pages on the port that is set, if one is; ready is 200 when nothing is waited for, else 503.

    A small server of its own: Faust's would serve its tables and its router too.

    Args:
        settings: the address and port, and the names it may be asked by.
        waiting_for: what the process still waits for, or what is amiss.
        current: the rules in force, where the process has some; then it has metrics too.
        about: what else `/ready` tells.

    Raises:
        ConfigurationError: the port cannot be had.
    """
    if not settings.web_port:
        yield
        return

    runner = web.AppRunner(_application(settings, waiting_for, current, about), access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, settings.web_host, settings.web_port).start()
        except OSError as error:
            raise _no_port(settings, error) from error
        yield
    finally:
        await runner.cleanup()


def _application(
    settings: Settings, waiting_for: Callable[[], list[str]], current: CurrentDesk | None, more: About
) -> web.Application:
    async def live(_request: web.Request) -> web.Response:
        return web.json_response({"live": True})  # who reads this knows that the event loop turns

    async def ready(_request: web.Request) -> web.Response:
        waiting = waiting_for()
        about: dict[str, Any] = {"ready": not waiting, "waiting_for": waiting}
        if current is not None:
            about["rules"] = told(current)
        return web.json_response(about | more(), status=503 if waiting else 200)

    async def measured(_request: web.Request) -> web.Response:
        return web.Response(body=metrics.exposition(), headers={"Content-Type": metrics.CONTENT_TYPE})

    application = web.Application(middlewares=[_only_asked_by(_names(settings))])
    application.router.add_get("/live", live)
    application.router.add_get("/ready", ready)
    if current is not None:
        application.router.add_get("/metrics", measured)
    return application


def _only_asked_by(names: frozenset[str]) -> Middleware:
    """Answer only who asks by an address or by a name that is this process's.

    A page in a browser can point a name of its own at any address and so read what only this network sees (DNS
    rebinding). It cannot do that with an address, nor with a name without a dot, which is nobody's in the public DNS.
    """

    @web.middleware
    async def asked(request: web.Request, handler: Handler) -> web.StreamResponse:
        host = request.headers.get(hdrs.HOST)  # none: HTTP/1.0, as plain probes speak it and no browser does
        if host is None or _is_ours(host, names):
            return await handler(request)
        return web.Response(
            status=HTTPStatus.MISDIRECTED_REQUEST,
            text="this server is not asked by that name: use its address, or add the name to TOCSIN_WEB_NAMES\n",
        )

    return asked


def _names(settings: Settings) -> frozenset[str]:
    given = (name.strip() for name in settings.web_names.split(","))
    return frozenset(name.lower() for name in (*given, settings.web_host, socket.gethostname()) if name)


def _is_ours(host: str, names: frozenset[str]) -> bool:
    """Whether a `Host` header, `name` or `name:port`, names an address, a name without a dot, or one of these names."""
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:  # brackets around what is no address
        return False
    return ("." not in name or name in names or _is_address(name)) and bool(name)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


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
