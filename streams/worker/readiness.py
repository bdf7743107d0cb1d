"""Whether a worker is ready: it has its partitions, what it needs to know is read, and the brokers take its work."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import structlog
from mode import Service

from streams.agents.lookout import Lookout
from streams.agents.tell_channels import TellChannels
from streams.files.desk.current import CurrentDesk
from streams.settings import Settings
from streams.web import health_page

log = structlog.get_logger()


class Readiness(Service):
    """Serves the worker's pages, and says in the log when it becomes ready and when it no longer is."""

    def __init__(
        self,
        settings: Settings,
        current: CurrentDesk,
        lookout: Lookout,
        *,
        agents: Callable[[], Iterable[str]],
        telling: TellChannels | None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self._settings = settings
        self._current = current
        self._lookout = lookout
        self._agents = agents
        self._telling = telling
        self._begun = time.monotonic()
        self.leaving = False

    def waiting_for(self) -> list[str]:
        """What is missing or amiss, in words; nothing when the worker does its work."""
        waiting = ["leaving"] if self.leaving else []
        waiting += self._agents()
        if self._telling is not None and not self._telling.assigned:
            waiting.append("partitions of the outbox, and what was told of them")
        return waiting + self._lookout.health.amiss(time.monotonic())

    def about(self) -> dict[str, Any]:
        """Which rules the workers of the group have."""
        rulesets = self._lookout.peers.rulesets
        return {"group": {"split": self._lookout.peers.split, "me": self._lookout.name, "workers": dict(rulesets)}}

    async def on_start(self) -> None:
        """Serve the pages from the beginning, when the answer is no."""
        await self.add_async_context(health_page(self._settings, self.waiting_for, self._current, about=self.about))

    @Service.task
    async def _notice(self) -> None:
        told: Sequence[str] | None = None
        while not self.should_stop:
            waiting = self.waiting_for()
            if not waiting and told is None:
                seconds = round(time.monotonic() - self._begun, 2)
                log.info("worker ready", seconds=seconds, rules=self._current.desk.ruleset.version)
            elif not waiting and told:
                log.info("worker ready again")
            elif waiting and told == []:
                log.warning("worker not ready", waiting_for=waiting)
            if told is not None or not waiting:
                told = waiting
            await self.sleep(0.05 if told is None else 1.0)
