"""Health: `GET /ready` says whether a process does its work, and what it waits for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from streams.settings import Settings


@asynccontextmanager
async def health_page(settings: Settings, waiting_for: Callable[[], list[str]]) -> AsyncIterator[None]:
    """Serve the page on the port that is set, if one is; 200 when nothing is waited for, else 503.

    A small server of its own: Faust's would serve its tables and its router too.
    """
    if not settings.web_port:
        yield
        return

    async def ready(_request: web.Request) -> web.Response:
        waiting = waiting_for()
        return web.json_response({"ready": not waiting, "waiting_for": waiting}, status=503 if waiting else 200)

    application = web.Application()
    application.router.add_get("/ready", ready)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.web_host, settings.web_port).start()
        yield
    finally:
        await runner.cleanup()
