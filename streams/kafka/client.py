"""How this program speaks to the brokers: options, the producer, and the topics made before anything is sent."""

from __future__ import annotations

import asyncio
import datetime as dt
import ssl
from collections.abc import Sequence
from typing import Any, Self

from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code
from aiokafka.helpers import create_ssl_context

from streams.article import Article, digest
from streams.errors import ConfigurationError
from streams.kafka.topics import (
    ARTICLES,
    DEAD_LETTERS,
    HEAD_BYTES,
    TOPICS,
    DeadLetter,
    Headers,
    Key,
    Reason,
    Topic,
    headers,
    sha256,
)
from streams.settings import Settings


def kafka_options(settings: Settings) -> dict[str, Any]:
    """What every aiokafka client needs to reach the brokers.

    Raises:
        ConfigurationError: a certificate file cannot be read.
    """
    options: dict[str, Any] = {
        "bootstrap_servers": settings.brokers.split(","),
        "security_protocol": settings.security_protocol,
        "retry_backoff_ms": 400,  # with aiokafka's 100 a worker without brokers tries fifty times a second to reach them
    }
    context = ssl_context(settings)
    if context is not None:
        options["ssl_context"] = context
    if settings.security_protocol.startswith("SASL"):
        assert settings.sasl_password is not None
        options |= {
            "sasl_mechanism": settings.sasl_mechanism,
            "sasl_plain_username": settings.sasl_username,
            "sasl_plain_password": settings.sasl_password.get_secret_value(),
        }
    return options


def ssl_context(settings: Settings) -> ssl.SSLContext | None:
    """The TLS context the settings ask for; None without TLS.

    Raises:
        ConfigurationError: a certificate file cannot be read.
    """
    if not settings.security_protocol.endswith("SSL"):
        return None
    try:
        context: ssl.SSLContext = create_ssl_context(
            cafile=str(settings.ssl_cafile) if settings.ssl_cafile else None,
            certfile=str(settings.ssl_certfile) if settings.ssl_certfile else None,
            keyfile=str(settings.ssl_keyfile) if settings.ssl_keyfile else None,
        )
    except OSError as error:
        raise ConfigurationError(f"TOCSIN_SSL_CAFILE, _CERTFILE or _KEYFILE cannot be used: {error}") from error
    return context


class Producer:
    """Sends records and waits for the brokers: idempotent, acknowledged by all in-sync replicas."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._kafka = AIOKafkaProducer(
            **kafka_options(settings),
            acks="all",
            enable_idempotence=True,
            linger_ms=2,
            max_request_size=2_097_152,
            request_timeout_ms=30_000,
        )

    async def __aenter__(self) -> Self:
        """Connect.

        Raises:
            ConfigurationError: no broker answers.
        """
        try:
            await self._kafka.start()
        except KafkaError as error:
            await self._kafka.stop()
            raise no_broker(self._settings, error) from error
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._kafka.stop()

    async def send(
        self, topic: Topic, *, key: Key, value: bytes | None, headers: Headers = (), partition: int | None = None
    ) -> int:
        """Send one record and wait until the brokers have it; the offset they gave it.

        Raises:
            KafkaError: they do not.
        """
        taken = await self._kafka.send_and_wait(
            self._settings.prefix + topic.name,
            key=key.encode() if isinstance(key, str) else key,
            value=value,
            headers=list(headers),
            partition=partition,
        )
        return int(taken.offset)

    async def send_article(self, article: Article, *, at: dt.datetime) -> None:
        """Send an article to `articles`, or its dead letter when it is larger than the settings allow."""
        value = article.to_json()
        if len(value) > self._settings.max_article_bytes:
            letter = too_large(value, key=article.id, limit=self._settings.max_article_bytes, at=at)
            await self.send(DEAD_LETTERS, key=article.id, value=value[:HEAD_BYTES], headers=letter.headers())
            return
        await self.send(ARTICLES, key=article.id, value=value, headers=headers(ARTICLES.type, article.id, at))

    async def partitions(self, topic: Topic) -> int:
        """How many partitions a topic has."""
        return len(await self._kafka.partitions_for(self._settings.prefix + topic.name))


def too_large(
    value: bytes, *, key: str, limit: int, at: dt.datetime, where: tuple[str, int, int] | None = None
) -> DeadLetter:
    """The dead letter of an article over the size limit: its hash and length, beside its first 64 kB."""
    topic, partition, offset = where or ("", None, None)
    return DeadLetter(
        id=f"{topic}-{partition}-{offset}" if where else digest(key, sha256(value)),
        topic=topic or "(not yet sent)",
        partition=partition,
        offset=offset,
        reason=Reason.TOO_LARGE,
        error=f"the article has {len(value):,} bytes; TOCSIN_MAX_ARTICLE_BYTES allows {limit:,}",
        at=at,
        length=len(value),
        sha256=sha256(value),
    )


async def prepare(settings: Settings) -> None:
    """Create the topics that are missing, where the brokers allow it, and check those that exist.

    The embedded broker has no controller: it makes the topics that it has not when it is asked for them, with as many
    partitions as it likes.

    Raises:
        ConfigurationError: no broker answers, a topic cannot be created, or its partitions do not fit the settings.
    """
    admin = await _admin(settings)
    try:
        existing = await _partition_counts(admin, settings)
        missing = [topic for topic in TOPICS if settings.prefix + topic.name not in existing]
        if missing:
            if await _can_create(admin):
                await _create(admin, missing, settings)
            else:
                await admin.describe_topics([settings.prefix + topic.name for topic in missing])
            existing = await _partition_counts(admin, settings)
    finally:
        await admin.close()
    wrong = [
        f"{name}: {count} partitions, TOCSIN_PARTITIONS is {settings.partitions}"
        for name, count in sorted(existing.items())
        if count != settings.partitions
    ]
    if wrong:
        raise ConfigurationError(
            "these topics do not fit the settings\n  "
            + "\n  ".join(wrong)
            + "\nset TOCSIN_PARTITIONS to what the topics have, or TOCSIN_PREFIX to start new ones: "
            "counts must be equal, since what is known of an incident lives in the partition of its matches"
        )


PATIENCE = 5.0
"""Seconds to wait for a broker that is perhaps just being started beside this process."""
AGAIN = 0.5
"""Seconds between two tries."""


async def _admin(settings: Settings) -> AIOKafkaAdminClient:
    """An admin client that has reached a broker.

    Raises:
        ConfigurationError: none answers.
    """
    loop = asyncio.get_running_loop()
    until = loop.time() + PATIENCE
    while True:
        admin = AIOKafkaAdminClient(**kafka_options(settings), request_timeout_ms=30_000)
        try:
            await admin.start()
        except KafkaError as error:
            await admin.close()
            if loop.time() > until:
                raise no_broker(settings, error) from error
            await asyncio.sleep(AGAIN)
        else:
            return admin


def no_broker(settings: Settings, error: Exception) -> ConfigurationError:
    """What to tell an operator when no broker answers."""
    return ConfigurationError(
        f"no Kafka broker answers at {settings.brokers}: {error}\n"
        "start one, or set TOCSIN_BROKERS; `tocsin broker` runs one in memory"
    )


async def partitions_of(settings: Settings, name: str) -> int:
    """How many partitions a topic has, by its whole name; 0 when there is none."""
    admin = AIOKafkaAdminClient(**kafka_options(settings))
    await admin.start()
    try:
        return (await _partition_counts(admin, settings)).get(name, 0)
    finally:
        await admin.close()


async def _partition_counts(admin: AIOKafkaAdminClient, settings: Settings) -> dict[str, int]:
    ours = {settings.prefix + topic.name for topic in TOPICS}
    present = ours & set(await admin.list_topics())
    described = await admin.describe_topics(sorted(present)) if present else []
    return {found["topic"]: len(found["partitions"]) for found in described if not found["error_code"]}


async def _can_create(admin: AIOKafkaAdminClient) -> bool:
    """Whether the cluster has a controller: librdkafka's mock cluster names one that is none of its brokers."""
    cluster = await admin.describe_cluster()
    return cluster["controller_id"] in {broker["node_id"] for broker in cluster["brokers"]}


async def _create(admin: AIOKafkaAdminClient, missing: Sequence[Topic], settings: Settings) -> None:
    wanted = [
        NewTopic(settings.prefix + topic.name, settings.partitions, settings.replication, topic_configs=topic.config())
        for topic in missing
    ]
    answer = await admin.create_topics(wanted)
    for name, code, *told in answer.topic_errors:
        error = for_code(code)
        if code and error is not TopicAlreadyExistsError:
            raise ConfigurationError(
                f"topic {name} cannot be created: {error.__name__} {told[0] if told and told[0] else ''}\n"
                "create it by hand, or set TOCSIN_REPLICATION to no more than the number of brokers"
            )
