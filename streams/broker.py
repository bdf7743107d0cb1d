"""The embedded broker: the mock cluster inside librdkafka, in memory, over TCP.

It keeps about 5 MB a partition and silently drops the oldest beyond that, refuses messages over 1 MB, cannot create
topics (they appear at first use, with four partitions) and forgets everything at the end: for the demo, development and
fast tests.

It is reached by librdkafka's C interface (rdkafka.h, rdkafka_mock.h) in the library that confluent-kafka carries: its Python
interface can start the cluster too, but not take away the three seconds for which it makes every new group wait.
"""

from __future__ import annotations

import ctypes
from functools import cache
from importlib.metadata import PackageNotFoundError, files
from types import TracebackType
from typing import Self

from streams.errors import ConfigurationError

PARTITIONS = 4
"""What a topic gets that appears at first use: librdkafka's `defaults.partition_cnt` (rdkafka_mock.c)."""

_PRODUCER = 0
"""RD_KAFKA_PRODUCER of rdkafka.h: the kind of client that carries the cluster."""
_ERROR_LENGTH = 512


class EmbeddedBroker:
    """Runs as long as the ``with`` block; ``address`` is its `host:port`."""

    def __init__(self) -> None:
        self.address = ""
        self._client: int | None = None
        self._cluster: int | None = None

    def __enter__(self) -> Self:
        """Start it.

        Raises:
            ConfigurationError: librdkafka is not where confluent-kafka's wheels carry it, or does not start.
        """
        library = _library()
        error = ctypes.create_string_buffer(_ERROR_LENGTH)
        conf = library.rd_kafka_conf_new()
        library.rd_kafka_conf_set(conf, b"log_level", b"0", error, _ERROR_LENGTH)
        self._client = library.rd_kafka_new(_PRODUCER, conf, error, _ERROR_LENGTH)
        self._cluster = library.rd_kafka_mock_cluster_new(self._client, 1) if self._client else None
        if not self._cluster:
            raise ConfigurationError(f"the embedded broker does not start: {error.value.decode() or 'no reason given'}")
        library.rd_kafka_mock_group_initial_rebalance_delay_ms(self._cluster, 0)
        self.address = library.rd_kafka_mock_cluster_bootstraps(self._cluster).decode()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        library = _library()
        library.rd_kafka_mock_cluster_destroy(self._cluster)
        library.rd_kafka_destroy(self._client)
        self._client = self._cluster = None


@cache
def _library() -> ctypes.CDLL:
    """Confluent-kafka's librdkafka, with the types of the functions used here."""
    try:
        found = [file for file in files("confluent-kafka") or () if file.name.startswith("librdkafka")]
    except PackageNotFoundError:
        found = []
    if not found:
        raise ConfigurationError(
            "the embedded broker needs confluent-kafka from its wheel; this one has no librdkafka in it"
        )
    library = ctypes.CDLL(str(found[0].locate()))
    pointer = ctypes.c_void_p
    for name, result, arguments in (
        ("rd_kafka_conf_new", pointer, ()),
        (
            "rd_kafka_conf_set",
            ctypes.c_int,
            (pointer, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_size_t),
        ),
        ("rd_kafka_new", pointer, (ctypes.c_int, pointer, ctypes.c_char_p, ctypes.c_size_t)),
        ("rd_kafka_destroy", None, (pointer,)),
        ("rd_kafka_mock_cluster_new", pointer, (pointer, ctypes.c_int)),
        ("rd_kafka_mock_cluster_destroy", None, (pointer,)),
        ("rd_kafka_mock_cluster_bootstraps", ctypes.c_char_p, (pointer,)),
        ("rd_kafka_mock_group_initial_rebalance_delay_ms", None, (pointer, ctypes.c_int32)),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library
