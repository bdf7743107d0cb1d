"""The embedded broker: the mock cluster inside librdkafka, in memory, over TCP.

It keeps about 5 MB a partition and silently drops the oldest beyond that, refuses messages over 1 MB, cannot create
topics (they appear at first use, with four partitions) and forgets everything at the end: for the demo, development and
fast tests.
"""

from __future__ import annotations

import logging
from types import TracebackType

from confluent_kafka import Producer

PARTITIONS = 4
"""What a topic gets that appears at first use: librdkafka's `defaults.partition_cnt` (rdkafka_mock.c)."""


class EmbeddedBroker:
    """Runs as long as the ``with`` block."""

    def __init__(self) -> None:
        self._producer: Producer | None = None
        self.address = ""

    def __enter__(self) -> EmbeddedBroker:
        quiet = logging.getLogger("tocsin.broker")
        quiet.addHandler(logging.NullHandler())
        quiet.propagate = False
        self._producer = Producer({"test.mock.num.brokers": 1, "bootstrap.servers": "replaced"}, logger=quiet)
        (one,) = self._producer.list_topics(timeout=10).brokers.values()
        self.address = f"{one.host}:{one.port}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._producer = None
