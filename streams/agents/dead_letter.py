"""The one border at which a message that no agent can use becomes a dead letter, with the reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import structlog
from aiokafka.errors import KafkaError

from streams import metrics
from streams.agents.post import Post, give_up
from streams.errors import ConfigurationError, UnusableMessage
from streams.kafka.topics import DEAD_LETTERS, HEAD_BYTES, DeadLetter, Reason, moment_of, sha256

log = structlog.get_logger()


@asynccontextmanager
async def dead_letter(post: Post, message: Any) -> AsyncIterator[None]:
    """Run what an agent does with one message; what it raises sends the message to `dead-letters` and goes no further.

    ``message`` is Faust's: topic, partition, offset, key and value in bytes.
    """
    try:
        yield
    except (KafkaError, ConfigurationError) as error:
        give_up("the brokers do not answer", error=str(error))  # not the message's fault: it is read again
    except UnusableMessage as error:
        await _send(post, message, Reason(error.reason), str(error))
    except Exception as error:
        log.exception("message unusable", topic=message.topic, partition=message.partition, offset=message.offset)
        await _send(post, message, Reason.UNEXPECTED, f"{type(error).__name__}: {error}")


async def _send(post: Post, message: Any, reason: Reason, error: str) -> None:
    value: bytes = message.value or b""
    told: bytes | None = dict(message.headers or ()).get("ce_type")
    letter = DeadLetter(
        id=f"{message.topic}-{message.partition}-{message.offset}",
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        reason=reason,
        error=error[:2000],
        at=moment_of(message.timestamp) or dt.datetime.fromtimestamp(0, dt.UTC),
        ce_type=told.decode(errors="replace") if told else None,
        length=len(value),
        sha256=sha256(value),
    )
    log.warning("dead letter", id=letter.id, reason=letter.reason, error=letter.error)
    kept = value[:HEAD_BYTES] if reason is Reason.TOO_LARGE else value
    await post.send(DEAD_LETTERS, key=message.key, value=kept, headers=letter.headers())
    metrics.DEAD_LETTERS.labels(reason.value).inc()
