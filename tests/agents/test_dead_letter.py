from __future__ import annotations

from types import SimpleNamespace

import pytest

from streams.agents.dead_letter import dead_letter
from streams.errors import UnusableMessage
from streams.kafka.topics import DeadLetter


class FakePost:
    """Keeps what is sent."""

    def __init__(self):
        self.sent = []

    async def send(self, topic, *, key, value, headers=(), partition=None):  # noqa: ARG002 Post's interface
        self.sent.append((key, value, DeadLetter.from_headers(headers)))


@pytest.mark.parametrize("key", [b"\xff\xfe\x00key", "ключ".encode(), b"", None])
async def test_key_and_value_of_a_dead_letter_are_those_of_its_message(key):
    post = FakePost()
    message = SimpleNamespace(
        topic="articles", partition=3, offset=7, key=key, value=b"\xff", headers=(), timestamp=1_700_000_000
    )
    async with dead_letter(post, message):
        raise UnusableMessage("invalid-utf-8", "not UTF-8")
    ((sent_key, value, letter),) = post.sent
    assert (sent_key, value) == (key, b"\xff")
    assert letter.id == "articles-3-7"
