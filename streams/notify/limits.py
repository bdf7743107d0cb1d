"""How fast the chat services let one channel be told things."""

from __future__ import annotations

from aiolimiter import AsyncLimiter

from streams.message import Kind

LIMITS: dict[Kind, tuple[tuple[float, float], ...]] = {
    "plain": (),
    # One message a second, "short bursts" at their mercy: https://docs.slack.dev/apis/web-api/rate-limits
    "slack": ((1, 1),),
    # One a second to a chat, 20 a minute to a group: https://core.telegram.org/bots/faq#broadcasting-to-users. A limiter
    # lets a burst through and refills meanwhile: 5 at once and 15 while a minute passes are 20 in any minute.
    "telegram": ((1, 1), (5, 20)),
}
"""For each kind of channel the limiters to pass: so many messages in so many seconds."""


class Pace:
    """The limiters of one channel."""

    def __init__(self, kind: Kind) -> None:
        self._limiters = [AsyncLimiter(rate, period) for rate, period in LIMITS[kind]]

    async def wait(self) -> None:
        """Wait until the service takes another message."""
        for limiter in self._limiters:
            await limiter.acquire()
