"""Health: `GET /ready` says whether this worker has its partitions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiohttp import web
from mode import Service

from streams.settings import Settings


class Health(Service):
    """A small web server of its own: Faust's would serve its tables and its router too."""

    def __init__(self, settings: Settings, waiting_for: Callable[[], list[str]], **options: Any) -> None:
        super().__init__(**options)
        self._settings = settings
        self._waiting_for = waiting_for
        self._runner: web.AppRunner | None = None

    async def on_start(self) -> None:
        """Listen, if a port is set."""
        if not self._settings.web_port:
            return
        application = web.Application()
        application.router.add_get("/ready", self._ready)
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, self._settings.web_host, self._settings.web_port).start()

    async def on_stop(self) -> None:
        """Close the port."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _ready(self, _request: web.Request) -> web.Response:
        waiting = self._waiting_for()
        return web.json_response({"ready": not waiting, "waiting_for": waiting}, status=503 if waiting else 200)
