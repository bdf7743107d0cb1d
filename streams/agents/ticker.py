"""Ticks: time passing, as records on `matches`, so that quiet incidents end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from mode import Service

from streams.agents.post import Post
from streams.agents.teller import Clock
from streams.article import digest, rfc3339
from streams.incident import Tick
from streams.kafka.topics import MATCHES, TICK, headers
from streams.settings import Settings


class Ticker(Service):
    """Writes a tick to each partition of `matches` that this worker owns."""

    def __init__(
        self, settings: Settings, post: Post, owned: Callable[[], Iterable[int]], *, clock: Clock, **options: Any
    ) -> None:
        super().__init__(**options)
        self._every = settings.tick_every
        self._post = post
        self._owned = owned
        self._clock = clock

    @Service.task
    async def _tick(self) -> None:
        while not self.should_stop:
            await self.sleep(self._every)
            now = self._clock()
            for partition in sorted(self._owned()):
                about = headers(TICK, digest("tick", str(partition), rfc3339(now)), now)
                await self._post.send(
                    MATCHES, key="tick", value=Tick(at=now).to_json(), headers=about, partition=partition
                )
