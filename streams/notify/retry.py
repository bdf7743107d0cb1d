"""When to try again, and when to give up."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from streams.delivery import Outcome
from streams.errors import DeliveryFailed, DeliveryUnknown
from streams.message import Message
from streams.notify.channel import Channel

LONGEST_WAIT = 300.0
"""Seconds between two attempts at most, unless the service asks for more: a service that comes back is used again
within five minutes."""
JITTER = 0.2
"""Part of a wait that is left to chance, so that channels that failed together do not return together."""
ASK_EVERY = 5.0
"""Seconds between two questions whether a silent service answers again. A question shows nothing and may take as long as
an attempt; where all stay open, it is sent again after `LONGEST_WAIT`: there are services that answer nothing else."""


@dataclass(frozen=True)
class Policy:
    """How patiently a channel is tried: ``first`` seconds before the second attempt, doubling, for ``total`` seconds."""

    first: float = 1.0
    total: float = 3_600.0


def wait_before(policy: Policy, attempt: int, *, asked: float | None, left: float, chance: float) -> float | None:
    """Seconds to wait before an attempt, or None to give up.

    ``attempt`` counts from 1, so the first wait is before attempt 2. ``asked`` is what the service asked to wait: never
    less is waited, and where it asks for more than the ``left`` seconds it is given up at once. Otherwise the last wait
    ends when the time does. ``chance`` is between 0 and 1.
    """
    if left <= 0 or (asked is not None and asked > left):
        return None
    # 2.0 ** 60 is beyond any wait, and a float still
    own = min(LONGEST_WAIT, policy.first * 2.0 ** min(attempt - 2, 60)) * (1 - JITTER * chance)
    if asked is not None and asked >= own:
        own = asked + JITTER * min(asked, 5.0) * chance
    return max(min(own, left), asked or 0.0)


@dataclass(frozen=True)
class Progress:
    """How far the attempts to deliver a message have come.

    While it is being attempted, ``error`` is None during an attempt and says what went wrong after it. ``unanswered`` are
    the attempts that had no answer: the message may have come once for each.
    """

    outcome: Outcome = Outcome.ATTEMPTING
    attempts: int = 0
    unanswered: tuple[int, ...] = ()
    error: str | None = None

    def begun(self) -> Progress:
        """One more attempt is under way."""
        return replace(self, attempts=self.attempts + 1, error=None)

    def failed(self, error: DeliveryFailed | DeliveryUnknown) -> Progress:
        """The attempt under way came to nothing, or had no answer."""
        doubtful = (self.attempts,) if isinstance(error, DeliveryUnknown) else ()
        return replace(self, unanswered=(*self.unanswered, *doubtful), error=str(error))

    def given_up(self, why: str | None = None) -> Progress:
        """No more attempt is made."""
        outcome = Outcome.UNKNOWN if self.unanswered else Outcome.FAILED
        return replace(self, outcome=outcome, error=f"{self.error}; {why}" if why else self.error)


async def _unheard(_: Progress) -> None:
    """Nobody listens."""


async def deliver(
    channel: Channel,
    write: Callable[[bool], Message],
    policy: Policy,
    *,
    progress: Progress = Progress(),
    since: float | None = None,
    note: Callable[[Progress], Awaitable[None]] = _unheard,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    clock: Callable[[], float] = time.monotonic,
    chance: Callable[[], float] = random.random,
) -> Progress:
    """Send a message, again and again until it is sent, cannot be sent, or the time is over.

    The time counts ``since`` a reading of ``clock``, now unless given; however late, one attempt is made. What may have
    arrived (`DeliveryUnknown`) is sent again once the service answers anything: neither Slack nor Telegram knows a
    message it has seen before, so it may come twice, but one that comes twice is better than one that was never told.
    ``write`` is asked for the message before each attempt, and told whether it may be a repeat. ``note`` is awaited
    before and after each attempt but the last, whose end is returned. ``progress`` is what was tried before.
    """
    begun, tries = clock() if since is None else since, 0
    while True:
        tries += 1
        progress = progress.begun()
        await note(progress)
        try:
            await channel.send(write(bool(progress.unanswered)))
        except (DeliveryFailed, DeliveryUnknown) as error:
            progress = progress.failed(error)
            failure = error
        else:
            return replace(progress, outcome=Outcome.SENT)
        if isinstance(failure, DeliveryFailed) and failure.final:
            return progress.given_up()
        left = begun + policy.total - clock()
        asked = failure.retry_after if isinstance(failure, DeliveryFailed) else None
        wait = wait_before(policy, tries + 1, asked=asked, left=left, chance=chance())
        if wait is None:
            return progress.given_up(f"given up: TOCSIN_RETRY_FOR allows {policy.total:g} s")
        await note(progress)
        await sleep(wait)
        if isinstance(failure, DeliveryUnknown):
            until = min(clock() + LONGEST_WAIT, begun + policy.total)
            while not await channel.answers() and clock() < until:
                await sleep(ASK_EVERY)
