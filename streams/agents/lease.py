"""A lease: whether the brokers still count this process as a member of a group, and its partitions as its own.

A process that was stopped (SIGSTOP, a frozen machine, a network that was away) for longer than its session goes on where
it stood, without knowing that others own its partitions. So whoever is about to write asks here first. The answer is
the group's own: the last heartbeat that the brokers said yes to. A long look at one article is no pause, since Faust's
heartbeats have a thread of their own.

aiokafka tells nobody of its heartbeats. So `follow` listens at three private methods of the pinned version's coordinator
and changes nothing of what they do.
"""

from __future__ import annotations

import asyncio
import functools
import time
from collections.abc import Callable
from typing import Any

import structlog
from aiokafka.consumer.group_coordinator import GroupCoordinator

from streams.agents.post import give_up

log = structlog.get_logger()

LOOK_FOR = 150.0
"""Seconds to wait for the brokers' word on a session in doubt: as long as `streams.agents.post` waits for them."""
LOOK_EVERY = 0.05
"""Seconds between two looks meanwhile."""


def now() -> float:
    """Seconds that also count while the machine sleeps, where the system has such a clock."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class Lease:
    """This process's membership of one group, for ``seconds`` from each heartbeat on."""

    def __init__(self, group: str, seconds: float, *, clock: Callable[[], float] = now) -> None:
        self.group = group
        self._seconds = seconds
        self._clock = clock
        self._heard: float | None = None
        self._joined = 0
        self._doubted = False

    def heard(self, asked_at: float) -> None:
        """Note that the brokers said yes to a heartbeat that was sent at a time."""
        self._heard = asked_at
        self._doubted = False

    def joined(self) -> None:
        """Note that the group has given out its partitions anew."""
        self._joined += 1
        self.heard(self._clock())

    def lost(self) -> None:
        """End the process: the brokers no longer know it as a member, so others own its partitions."""
        give_up("session over: others own this worker's partitions, it ends to be started again", group=self.group)

    async def hold(self) -> None:
        """Return when this process may write; ask right before.

        Before the group is first joined nothing is owned, and nothing is held back. A session without a heartbeat for
        longer than it lasts is in doubt: what the brokers say next decides, and when that is no the process ends.
        """
        asked_at = self._clock()
        if self._heard is None or asked_at - self._heard < self._seconds:
            return
        joined = self._joined
        if not self._doubted:
            self._doubted = True
            log.warning("session in doubt", group=self.group, silent_s=round(asked_at - self._heard, 1))
        while self._heard < asked_at:
            if self._clock() - asked_at > LOOK_FOR:
                give_up("the brokers do not say whether the session still holds", group=self.group)
            await asyncio.sleep(LOOK_EVERY)
        if self._joined != joined:
            give_up("session over: partitions were given out anew while this worker was away", group=self.group)


_leases: dict[str, Lease] = {}


def follow(lease: Lease) -> Lease:
    """Tell a lease of its group's heartbeats from now on."""
    _listen()
    _leases[lease.group] = lease
    return lease


@functools.cache
def _listen() -> None:
    """Listen to every coordinator of this process."""
    heartbeat, complete = GroupCoordinator._do_heartbeat, GroupCoordinator._on_join_complete  # noqa: SLF001 see above
    reset = GroupCoordinator.reset_generation

    @functools.wraps(heartbeat)
    async def heard(self: Any) -> bool:
        asked_at = now()
        alive: bool = await heartbeat(self)
        if alive and self.group_id in _leases:
            _leases[self.group_id].heard(asked_at)
        return alive

    @functools.wraps(complete)
    async def joined(self: Any, *assignment: Any) -> None:
        if self.group_id in _leases:
            _leases[self.group_id].joined()
        await complete(self, *assignment)

    @functools.wraps(reset)
    def forgotten(self: Any) -> None:
        # While it joins it sends no heartbeats and owns nothing; when it leaves it says so itself.
        owning = self.generation > 0 and self._heartbeat_task is not None and not self._closing.done()
        reset(self)
        if owning and self.group_id in _leases:
            _leases[self.group_id].lost()

    GroupCoordinator._do_heartbeat, GroupCoordinator._on_join_complete = heard, joined  # noqa: SLF001
    GroupCoordinator.reset_generation = forgotten
