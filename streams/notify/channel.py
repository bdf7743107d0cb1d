"""A channel: a named way to reach people."""

from __future__ import annotations

from typing import Protocol

from streams.message import Kind, Message


class Channel(Protocol):
    """What delivers messages, one at a time and in order.

    ``kind`` says which of `message.render`'s templates it shows.
    """

    @property
    def name(self) -> str:
        """The name that subscriptions use."""

    @property
    def kind(self) -> Kind:
        """How its messages are written."""

    async def send(self, message: Message) -> None:
        """Make one attempt, waiting first until the service's rate limit allows it.

        Raises:
            DeliveryFailed: the message was surely not shown.
            DeliveryUnknown: it may have been shown: nothing came back.
        """

    async def answers(self) -> bool:
        """Whether the service answers anything at all, asked without showing anything; true where that cannot be asked."""


def setting(name: str) -> str:
    """The variable that holds a channel's URL: `water-slack` is `TOCSIN_CHANNELS__WATER_SLACK`."""
    return f"TOCSIN_CHANNELS__{name.upper().replace('-', '_')}"
