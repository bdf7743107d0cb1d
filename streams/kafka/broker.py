"""The embedded broker: the mock cluster inside librdkafka, in memory, over TCP.

It keeps about 5 MB a partition and silently drops the oldest beyond that, refuses messages over 1 MB, creates no topics for
clients (those it was not started with appear at first use, with four partitions) and forgets everything at the end: for a
first hour, the demo, development and fast tests.

Its own port is chosen by chance. Where it is to be found at a known one, a door stands there: a client asks through it
where the broker is, and goes there itself.

It is reached by librdkafka's C interface (rdkafka.h, rdkafka_mock.h) in the library that confluent-kafka carries: its Python
interface can start the cluster too, but not take away the three seconds for which it makes every new group wait.
"""

from __future__ import annotations

import contextlib
import ctypes
import selectors
import socket
import socketserver
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import PackageNotFoundError, files
from types import TracebackType
from typing import Self

from streams.errors import ConfigurationError
from streams.kafka.topics import TOPICS
from streams.settings import Settings

PARTITIONS = 4
"""What a topic gets that appears at first use: librdkafka's `defaults.partition_cnt` (rdkafka_mock.c)."""

_PRODUCER = 0
"""RD_KAFKA_PRODUCER of rdkafka.h: the kind of client that carries the cluster."""
_ERROR_LENGTH = 512


class EmbeddedBroker:
    """Runs as long as the ``with`` block; ``address`` is its `host:port`.

    ``topics`` are there from the beginning, with so many ``partitions``.
    """

    def __init__(self, topics: Iterable[str] = (), *, partitions: int = PARTITIONS) -> None:
        self.address = ""
        self._topics = tuple(topics)
        self._partitions = partitions
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
        for topic in self._topics:
            library.rd_kafka_mock_topic_create(self._cluster, topic.encode(), self._partitions, 1)
        self.address = library.rd_kafka_mock_cluster_bootstraps(self._cluster).decode()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        library = _library()
        library.rd_kafka_mock_cluster_destroy(self._cluster)
        library.rd_kafka_destroy(self._client)
        self._client = self._cluster = None


@contextmanager
def fitting(settings: Settings, *, port: int | None = None, or_any: bool = False) -> Iterator[Settings]:
    """An embedded broker that has the topics of these settings; the settings again, with where it is.

    Args:
        settings: the topics' prefix and partitions.
        port: where on this machine it is to be found; by chance when it is None.
        or_any: whether another port does, where that one is taken.

    Raises:
        ConfigurationError: the port cannot be had, or the broker does not start.
    """
    names = [settings.prefix + topic.name for topic in TOPICS]
    with EmbeddedBroker(names, partitions=settings.partitions) as broker, contextlib.ExitStack() as open_while:
        found_at = broker.address
        if port is not None:
            try:
                found_at = open_while.enter_context(_door(broker.address, port))
            except ConfigurationError:  # tried, not looked at before: another may take it in between
                if not or_any:
                    raise
        yield settings.model_copy(update={"brokers": found_at, "security_protocol": "PLAINTEXT"})


def local_port(settings: Settings) -> int:
    """The port at which these settings look for a broker on this machine.

    Raises:
        ConfigurationError: they look elsewhere, or with a login, which the embedded broker has not.
    """
    host, _, port = settings.brokers.rpartition(":") if ":" in settings.brokers else (settings.brokers, "", "9092")
    if "," in settings.brokers or host not in {"localhost", LOOPBACK}:
        raise ConfigurationError(
            f"the embedded broker serves this machine only, and TOCSIN_BROKERS is {settings.brokers}: "
            "unset it, or set it to localhost:9092 for the broker, the worker and ingest alike"
        )
    if settings.security_protocol != "PLAINTEXT":
        raise ConfigurationError(
            f"the embedded broker knows no {settings.security_protocol}: unset TOCSIN_SECURITY_PROTOCOL, or use a real Kafka"
        )
    return int(port)


@contextmanager
def _door(address: str, port: int) -> Iterator[str]:
    """Let what connects to a port of this machine reach an address; yields where it stands."""
    host, _, behind = address.rpartition(":")
    try:
        server = _Door((LOOPBACK, port), _Passage)
    except OSError as error:
        raise ConfigurationError(
            f"port {port} cannot be had for the embedded broker: {error.strerror or error}\n"
            "if a Kafka listens there, no embedded one is needed; else choose another port, for the broker, the worker "
            f"and ingest alike: TOCSIN_BROKERS=localhost:{port + 100 if port < 65_000 else port - 100}"
        ) from error
    server.behind = (host, int(behind))
    with server:
        threading.Thread(target=server.serve_forever, name="door", daemon=True).start()
        yield f"localhost:{server.server_address[1]}"
        server.shutdown()


LOOPBACK = "127.0.0.1"
"""Where librdkafka's mock cluster listens, always."""


class _Door(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    behind: tuple[str, int]


class _Passage(socketserver.BaseRequestHandler):
    """One connection: what either side says goes to the other, until one of them ends it."""

    server: _Door

    def handle(self) -> None:
        with (
            contextlib.suppress(OSError),
            socket.create_connection(self.server.behind) as behind,
            selectors.DefaultSelector() as watched,
        ):
            watched.register(self.request, selectors.EVENT_READ, behind)
            watched.register(behind, selectors.EVENT_READ, self.request)
            while self._carried(watched):
                pass

    @staticmethod
    def _carried(watched: selectors.BaseSelector) -> bool:
        for ready, _ in watched.select():
            said = ready.fileobj.recv(65_536)  # type: ignore[union-attr]
            if not said:
                return False
            ready.data.sendall(said)
        return True


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
        ("rd_kafka_mock_topic_create", ctypes.c_int, (pointer, ctypes.c_char_p, ctypes.c_int, ctypes.c_int)),
        ("rd_kafka_mock_group_initial_rebalance_delay_ms", None, (pointer, ctypes.c_int32)),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library
