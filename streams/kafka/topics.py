"""The Kafka topics, what travels on each, and how it is sent.

Values are JSON; CloudEvents 1.0 attributes travel in headers (binary mode). Whoever sends waits until the brokers
have the record: a message is finished only when what followed from it is durable.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import ssl
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, NamedTuple, Self, TypeVar

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code
from aiokafka.helpers import create_ssl_context
from aiokafka.partitioner import DefaultPartitioner
from pydantic import BaseModel, Field, ValidationError

from streams.alert import Alert
from streams.article import LATEST, Article, Frozen, Moment, digest, rfc3339
from streams.delivery import Delivery, Outgoing, Told
from streams.errors import ConfigurationError, UnusableMessage
from streams.incident import Incident, Newest, Position
from streams.match.found import Match
from streams.settings import Settings

Headers = Sequence[tuple[str, bytes]]
Key = str | bytes | None
"""A record's key: ours are text; another program's may be any bytes, or none, and is handed on as it came."""

HEAD_BYTES = 65_536
"""How much of an article over the size limit its dead letter keeps."""


class Reason(StrEnum):
    """Why a message is a dead letter: the closed list of the `reason` header."""

    EMPTY = "empty"
    INVALID_UTF8 = "invalid-utf-8"
    MALFORMED_JSON = "malformed-json"
    WRONG_FIELDS = "wrong-fields"
    UNKNOWN_VERSION = "unknown-version"
    NO_TIME = "no-time"
    TOO_LARGE = "too-large"
    UNEXPECTED = "unexpected"


class DeadLetter(Frozen):
    """What the headers of a dead letter say; the value is the original bytes, the key the original key.

    ``id`` is topic, partition and offset: a replayed message makes the same dead letter again.
    """

    id: str
    topic: str
    partition: int | None = Field(None, description="null where the message never reached a topic")
    offset: int | None = None
    reason: Reason
    error: str = Field(description="what is wrong, in words")
    at: Moment
    ce_type: str | None = Field(None, description="what the original said it was")
    length: int = Field(description="bytes of the original; the value holds fewer only when it was too large")
    sha256: str

    def headers(self) -> list[tuple[str, bytes]]:
        """The dead letter as Kafka headers, each value in UTF-8."""
        return [
            (name, str(value).encode()) for name, value in self.model_dump(mode="json").items() if value is not None
        ]

    @classmethod
    def from_headers(cls, headers: Headers) -> DeadLetter:
        """Read it back from Kafka headers."""
        return cls.model_validate({name: value.decode() for name, value in headers})


@dataclass(frozen=True)
class Topic:
    """One topic: its name without the prefix, what travels on it and how long it is kept."""

    name: str
    model: type[BaseModel] | None
    type: str
    kept_ms: int | None
    compacted: bool = False

    def config(self) -> dict[str, str]:
        """The topic's settings on the brokers."""
        policy = "compact,delete" if self.compacted and self.kept_ms else "compact" if self.compacted else "delete"
        told = {"cleanup.policy": policy, "retention.ms": str(self.kept_ms or -1), "max.message.bytes": "2097152"}
        # A day in which whoever owns a partition finds an older record behind a newer one and writes the newer again.
        return told | ({"min.compaction.lag.ms": str(_DAY)} if self.compacted else {})


_DAY: Final = 86_400_000
ARTICLES = Topic("articles", Article, "tocsin.article.v1", 7 * _DAY)
MATCHES = Topic("matches", Match, "tocsin.match.v1", 7 * _DAY)
ALERTS = Topic("alerts", Alert, "tocsin.alert.v1", 30 * _DAY)
INCIDENTS = Topic("incidents", Incident, "tocsin.incident.v1", None, compacted=True)
OUTBOX = Topic("outbox", Outgoing, "tocsin.outgoing.v1", 7 * _DAY)
DELIVERIES = Topic("deliveries", Delivery, "tocsin.delivery.v1", 30 * _DAY, compacted=True)
SILENCES = Topic("silences", None, "tocsin.silence.v1", None, compacted=True)
DEAD_LETTERS = Topic("dead-letters", None, "", 28 * _DAY)
TOPICS = (ARTICLES, MATCHES, ALERTS, INCIDENTS, OUTBOX, DELIVERIES, SILENCES, DEAD_LETTERS)
TICK = "tocsin.tick.v1"
"""What a tick record on `matches` is called in its `ce_type`."""
SEQUENCE = "ce_sequence"
"""CloudEvents' extension for order: which record of `matches` a record of `incidents` includes, its end too."""

_PARTITION_OF = DefaultPartitioner()


def partition_of(key: bytes, partitions: int) -> int:
    """The partition that Kafka's own producers (murmur2) send a key to."""
    numbers = list(range(partitions))
    return int(_PARTITION_OF(key, numbers, numbers))


def headers(kind: str, id_: str, at: dt.datetime, *, subject: str = "") -> list[tuple[str, bytes]]:
    """CloudEvents 1.0 attributes for a record, binary mode."""
    attributes = {
        "ce_specversion": "1.0",
        "ce_type": kind,
        "ce_id": id_,
        "ce_source": "tocsin",
        "ce_time": rfc3339(at),
        "content-type": "application/json",
    }
    if subject:
        attributes["ce_subject"] = subject
    return [(name, value.encode()) for name, value in attributes.items()]


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
            raise _no_broker(self._settings, error) from error
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


def moment_of(timestamp: float) -> dt.datetime | None:
    """When a record was made, from its timestamp in seconds; None where a producer wrote none or nonsense."""
    if not 0 < timestamp < LATEST.timestamp():
        return None
    return dt.datetime.fromtimestamp(timestamp, dt.UTC)


def sha256(value: bytes) -> str:
    """SHA-256 of a value, in hex."""
    return hashlib.sha256(value).hexdigest()


Model = TypeVar("Model", bound=BaseModel)


def decode(model: type[Model], value: bytes | None, headers: Mapping[str, bytes], *, kind: str) -> Model:
    """Read a record's value.

    Records of other programs need no CloudEvents headers; where `ce_type` is given, it must name a version we know.

    Raises:
        UnusableMessage: it cannot be read; says why in words for a person.
    """
    told = headers.get("ce_type") or kind.encode()
    if told != kind.encode():
        raise UnusableMessage(
            Reason.UNKNOWN_VERSION,
            f"its ce_type is {told.decode(errors='replace')!r}; this version of Tocsin reads {kind!r}",
        )
    if not value:
        raise UnusableMessage(Reason.EMPTY, "the message has no value")
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnusableMessage(
            Reason.INVALID_UTF8, f"not UTF-8: byte {error.start} is 0x{value[error.start]:02x} ({error.reason})"
        ) from error
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        raise _unusable(error) from error


def _unusable(error: ValidationError) -> UnusableMessage:
    problems = error.errors(include_input=False, include_url=False)
    if problems and problems[0]["type"] == "json_invalid":
        return UnusableMessage(Reason.MALFORMED_JSON, f"not JSON: {problems[0]['msg'].removeprefix('Invalid JSON: ')}")
    told = (
        ": ".join(filter(None, (".".join(map(str, problem["loc"])), problem["msg"].removeprefix("Value error, "))))
        for problem in problems[:10]
    )
    return UnusableMessage(Reason.WRONG_FIELDS, "; ".join(told))


async def prepare(settings: Settings) -> None:
    """Create the topics that are missing, where the brokers allow it, and check those that exist.

    The embedded broker has no controller: it makes the topics that it has not when it is asked for them, with as many
    partitions as it likes.

    Raises:
        ConfigurationError: no broker answers, a topic cannot be created, or its partitions do not fit the settings.
    """
    admin = AIOKafkaAdminClient(**kafka_options(settings), request_timeout_ms=30_000)
    try:
        await admin.start()
    except KafkaError as error:
        raise _no_broker(settings, error) from error
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


def _no_broker(settings: Settings, error: Exception) -> ConfigurationError:
    return ConfigurationError(
        f"no Kafka broker answers at {settings.brokers}: {error}\n"
        "start one, or set TOCSIN_BROKERS; `tocsin broker` runs one in memory"
    )


async def _partitions_of(settings: Settings, name: str) -> int:
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


class Record(NamedTuple):
    """A record as it was read back."""

    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers

    @property
    def position(self) -> Position:
        """Which record of `matches` it includes, where it says so."""
        told = dict(self.headers).get(SEQUENCE, b"")
        return Position.read(told.decode(errors="replace"))

    @property
    def name(self) -> str:
        """Its key, read."""
        return (self.key or b"").decode(errors="replace")


async def records(
    settings: Settings, topic: Topic, partitions: Iterable[int] | None = None, *, since: int = 0
) -> AsyncIterator[Record]:
    """Yield every record of a topic, or of some partitions of it from an offset on, up to its present end.

    Raises:
        ConfigurationError: no broker answers.
        KafkaError: the brokers stop answering.
    """
    name = settings.prefix + topic.name
    consumer = AIOKafkaConsumer(
        **kafka_options(settings), enable_auto_commit=False, auto_offset_reset="earliest", fetch_max_wait_ms=50
    )
    try:
        await consumer.start()
    except KafkaError as error:
        await consumer.stop()
        raise _no_broker(settings, error) from error
    try:
        if partitions is None:
            partitions = range(await _partitions_of(settings, name))
        wanted = [TopicPartition(name, number) for number in sorted(partitions)]
        consumer.assign(wanted)
        if wanted and not since:
            await consumer.seek_to_beginning(*wanted)
        for where in wanted if since else ():
            consumer.seek(where, since)
        ends = await consumer.end_offsets(wanted) if wanted else {}
        left = {where for where in wanted if await consumer.position(where) < ends[where]}
        while left:
            for where, found in (await consumer.getmany(*left, timeout_ms=500)).items():
                for record in found:
                    if record.offset < ends[where]:
                        yield Record(where.partition, record.offset, record.key, record.value, record.headers)
            left = {where for where in left if await consumer.position(where) < ends[where]}
    finally:
        await consumer.stop()


async def everything(settings: Settings, topic: Topic) -> list[Record]:
    """Every record of a topic, up to its present end."""
    return [record async for record in records(settings, topic)]


async def told(settings: Settings, partition: int | None = None) -> Told:
    """What became of the deliveries of a partition, or of all: of each the furthest record, not the last."""
    read = Told()
    async for record in records(settings, DELIVERIES, None if partition is None else [partition]):
        read.read(record.key, record.value)
    return read


async def end_of(settings: Settings, topic: Topic, partition: int) -> int:
    """The offset that the next record of a partition gets.

    Raises:
        ConfigurationError: no broker answers.
        KafkaError: the brokers stop answering.
    """
    where = TopicPartition(settings.prefix + topic.name, partition)
    consumer = AIOKafkaConsumer(**kafka_options(settings), enable_auto_commit=False)
    try:
        await consumer.start()
    except KafkaError as error:
        await consumer.stop()
        raise _no_broker(settings, error) from error
    try:
        ends: dict[TopicPartition, int] = await consumer.end_offsets([where])
    finally:
        await consumer.stop()
    return ends[where]


async def latest(settings: Settings, topic: Topic, partition: int) -> dict[str, bytes]:
    """The newest value of each key in a partition of a compacted topic."""
    return (await newest(records(settings, topic, [partition]))).states


async def compacted(settings: Settings, topic: Topic) -> dict[str, bytes]:
    """The newest value of each key in a whole compacted topic."""
    return (await newest(records(settings, topic))).states


async def newest(found: AsyncIterator[Record]) -> Newest:
    """The newest record of each key: the one with the highest position, where records tell theirs, else the last."""
    read = Newest()
    async for record in found:
        read.read(record.name, record.value, record.position)
    return read
