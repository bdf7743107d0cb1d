"""The lookout: asks the brokers each second whether the worker can do its work, and tells what it learns.

What is amiss is kept for `/ready`. What will not mend by itself, as commits that stand still or a topic that was made
anew under the worker, ends the process: whoever takes its place starts from what the brokers hold.
"""

from __future__ import annotations

import asyncio
import os
import socket
import time
from collections.abc import Awaitable, Callable, Collection
from typing import Any

import structlog
from aiokafka.errors import KafkaError
from mode import Service

from streams import metrics
from streams.agents.inquiry import Inquiry
from streams.agents.post import give_up
from streams.health.judgement import Health, Look, Where
from streams.health.peers import GRACE, Peers, card
from streams.kafka.topics import ALERTS, ARTICLES
from streams.settings import Settings

log = structlog.get_logger()

LOOK_EVERY = 1.0
"""Seconds between two looks; with `ANSWERED_WITHIN` it is what `streams.health.judgement.SILENT` reckons with."""
AGAIN_AFTER = 0.5
"""Seconds after a look that had no answer: it may only have met a connection that was just closed."""
ANSWERED_WITHIN = 2.5
"""Seconds a look may take."""
CARD_EVERY = 5.0
"""Seconds between two cards: a tenth of the minute in which a split group is told."""

Rewind = Callable[[Collection[Where]], Awaitable[None]]


class Lookout(Service):
    """Looks at the brokers, the topics and this worker's commits, and at which rules the group's workers have."""

    def __init__(
        self,
        settings: Settings,
        owned: Callable[[], Collection[Where]],
        digest: Callable[[], str],
        rewind: Rewind,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self._owned = owned
        self._digest = digest
        self._rewind = rewind
        self._inquiry = Inquiry(settings)
        self._group = f"{settings.group}-workers"
        self._by_rules = {settings.prefix + topic.name for topic in (ARTICLES, ALERTS)}
        self._partitions = settings.partitions
        self._carded = -CARD_EVERY
        self._told_silent = self._told_split = self._no_cards = False
        self.name = f"{socket.gethostname()}-{os.getpid()}"
        self.health = Health(partitions=settings.partitions, now=time.monotonic())
        self.peers = Peers()

    @Service.task
    async def _watch(self) -> None:
        try:
            while not self.should_stop:
                answered = await self._look()
                self._tell()
                await self.sleep(LOOK_EVERY if answered else AGAIN_AFTER)
        finally:
            await self._inquiry.close()

    async def _look(self) -> bool:
        """Look once; whether the brokers answered."""
        try:
            async with asyncio.timeout(ANSWERED_WITHIN):
                look = await self._inquiry.look(self._owned())
        except TimeoutError:
            self.health.failed(f"no answer within {ANSWERED_WITHIN} s")
            await self._inquiry.close()
            return False
        except Exception as error:  # noqa: BLE001 whatever the client meets, the lookout goes on looking
            self.health.failed(str(error) if isinstance(error, KafkaError) else repr(error))
            await self._inquiry.close()
            return False
        self.health.saw(look, time.monotonic())
        if reason := self.health.hopeless(time.monotonic()):
            await self._end(reason)
        await self._exchange_cards(look)
        return True

    async def _end(self, reason: str) -> None:
        """End the process; commits beyond a partition's end are taken back first, or its records would be passed over."""
        if self.health.beyond:
            try:
                async with asyncio.timeout(ANSWERED_WITHIN):
                    await self._rewind(self.health.beyond)
            except (KafkaError, TimeoutError) as error:
                log.warning("commits beyond the end were not taken back", error=repr(error))
        give_up("this worker cannot go on and ends, to be started again", reason=reason)

    async def _exchange_cards(self, look: Look) -> None:
        """Leave this worker's card with its partitions, and read everybody's.

        A card stands beside a commit of the partition's end: whoever measures groups sees no lag in this one.
        """
        now = time.monotonic()
        digest = self._digest()
        if (
            self._no_cards or not digest or now - self._carded < CARD_EVERY
        ):  # none: the files changed while they were read
            return
        self._carded = now
        mine = {where: look.ends[where] for where in self._owned() if where[0] in self._by_rules and where in look.ends}
        everybody = [(topic, number) for topic in self._by_rules for number in range(self._partitions)]
        try:
            async with asyncio.timeout(ANSWERED_WITHIN):
                await self._inquiry.leave(self._group, mine, card(digest, self.name, time.time()))
                self.peers.saw(await self._inquiry.cards(self._group, everybody), time.monotonic())
        except (KafkaError, TimeoutError) as error:
            if not getattr(error, "retriable", True):  # most likely a user without rights on the group
                self._no_cards = True
                log.warning("rules of other workers are not known", group=self._group, error=repr(error))

    def _tell(self) -> None:
        now = time.monotonic()
        silent = self.health.silent(now)
        if silent != self._told_silent:
            self._told_silent = silent
            if silent:
                log.warning("brokers do not answer", reasons=self.health.amiss(now))
            else:
                log.info("brokers answer again")
        self._tell_split(now)
        metrics.show_brokers(
            reachable=not silent, lag=self.health.lag, still=self.health.standing_for(now), rulesets=self.peers.rulesets
        )

    def _tell_split(self, now: float) -> None:
        if self.peers.split_for(now) >= GRACE and not self._told_split:
            self._told_split = True
            log.warning("workers of this group have different rules", workers=dict(self.peers.rulesets))
        elif self._told_split and not self.peers.split:
            self._told_split = False
            log.info("workers of this group have the same rules again", digest=self._digest())
