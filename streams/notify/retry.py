"""When to try again, and when to give up."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from streams.delivery import Outcome
from streams.errors import DeliveryFailed, DeliveryUnknown
from streams.message import Message
from streams.notify.channel import Channel

LONGEST_WAIT = 300.0
"""Seconds between two attempts at most, unless the service asks for more: a service that comes back is used again
within five minutes."""
JITTER = 0.2
"""Part of a wait that is left to chance, so that channels that failed together do not return together."""


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
class Ended:
    """How the attempts to deliver a message ended: sent, failed or unknown.

    ``error`` says why it was not sent, or that it may have come twice.
    """

    outcome: Outcome
    attempts: int
    error: str | None = None


async def deliver(
    channel: Channel,
    message: Message,
    policy: Policy,
    *,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    clock: Callable[[], float] = time.monotonic,
    chance: Callable[[], float] = random.random,
    failed: Callable[[int, DeliveryFailed | DeliveryUnknown], Awaitable[None]] | None = None,
) -> Ended:
    """Send a message, again and again until it is sent, cannot be sent, or the time is over.

    What may have arrived (`DeliveryUnknown`) is tried once more and never a third time: neither Slack nor Telegram knows
    a message it has seen before, so each attempt may ring again, but one that rings twice is better than one that was
    never told. ``failed`` is told of every failed attempt: its number and the error.
    """
    begun, attempt, doubt = clock(), 0, None
    while True:
        attempt += 1
        try:
            await channel.send(message)
        except (DeliveryFailed, DeliveryUnknown) as error:
            if failed is not None:
                await failed(attempt, error)
            left = begun + policy.total - clock()
            asked = error.retry_after if isinstance(error, DeliveryFailed) else None
            wait = wait_before(policy, attempt + 1, asked=asked, left=left, chance=chance())
            unknown = isinstance(error, DeliveryUnknown)
            final = isinstance(error, DeliveryFailed) and error.final
            if wait is None or final or (unknown and doubt):
                return Ended(Outcome.UNKNOWN if unknown or doubt else Outcome.FAILED, attempt, str(error))
            if unknown:
                doubt = f"attempt {attempt} had no answer: the message may have come twice"
        else:
            return Ended(Outcome.SENT, attempt, doubt)
        await sleep(wait)
