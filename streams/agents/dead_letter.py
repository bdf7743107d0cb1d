"""The one border at which a message that no agent can use becomes a dead letter, with the reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import structlog

from streams.agents.post import Post
from streams.errors import UnusableMessage
from streams.topics import DEAD_LETTERS, HEAD_BYTES, DeadLetter, Reason, sha256

log = structlog.get_logger()


@asynccontextmanager
async def dead_letter(post: Post, message: Any) -> AsyncIterator[None]:
    """Run what an agent does with one message; what it raises sends the message to `dead-letters` and goes no further.

    ``message`` is Faust's: topic, partition, offset, key and value in bytes.
    """
    try:
        yield
    except UnusableMessage as error:
        await _send(post, message, Reason(error.reason), str(error))
    except Exception as error:
        log.exception("message unusable", topic=message.topic, partition=message.partition, offset=message.offset)
        await _send(post, message, Reason.UNEXPECTED, f"{type(error).__name__}: {error}")


async def _send(post: Post, message: Any, reason: Reason, error: str) -> None:
    value: bytes = message.value or b""
    letter = DeadLetter(
        id=f"{message.topic}-{message.partition}-{message.offset}",
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        reason=reason,
        error=error[:2000],
        at=dt.datetime.fromtimestamp(max(message.timestamp, 0), dt.UTC),
        length=len(value),
        sha256=sha256(value),
    )
    log.warning("dead letter", id=letter.id, reason=letter.reason, error=letter.error)
    kept = value[:HEAD_BYTES] if reason is Reason.TOO_LARGE else value
    key = message.key.decode(errors="replace") if message.key else letter.id
    await post.send(DEAD_LETTERS, key=key, value=kept, headers=letter.headers())
