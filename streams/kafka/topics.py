"""The Kafka topics, what travels on each, and how it is sent.

Values are JSON; CloudEvents 1.0 attributes travel in headers (binary mode). Whoever sends waits until the brokers
have the record: a message is finished only when what followed from it is durable.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

from aiokafka.partitioner import DefaultPartitioner
from pydantic import BaseModel, Field, ValidationError

from streams.alert import Alert
from streams.article import LATEST, Article, Frozen, Moment, rfc3339
from streams.delivery import Delivery, Outgoing
from streams.errors import UnusableMessage
from streams.incident import Incident
from streams.match.found import Match

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
