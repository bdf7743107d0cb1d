"""The service beside the agents that has the rule directory looked at, again and again, while a worker runs."""

from __future__ import annotations

import asyncio
from typing import Any

from mode import Service

from streams.files.desk.watch import Watch


class WatchRules(Service):
    """Looks at the rule directory at even intervals, beside the agents."""

    def __init__(self, watch: Watch, *, every: float, **options: Any) -> None:
        super().__init__(**options)
        self._watch = watch
        self._every = every

    @Service.task
    async def _look(self) -> None:
        while self._every and not self.should_stop:
            await self.sleep(self._every)
            await asyncio.to_thread(self._watch.look)
