"""What every test may ask for: a real broker, and a corner of it of its own."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from kafka_server import KafkaServer, NoKafkaError, fetch_jars, find_java

from streams.files.desk.rules import Desk, read_desk
from streams.kafka.broker import EmbeddedBroker
from streams.places.gazetteer import Gazetteer
from streams.settings import Settings

RULES = Path(__file__).parent.parent / "rules"
NO_KAFKA = pytest.StashKey[str]()
"""Why no broker could be had; said once, loudly, at the end."""
LONGEST = ("kafka", "test_docs.py", "test_mutation.py", "test_checks.py", "test_hostile.py", "test_packs.py")
"""Files that take longest begin, first those that need a real Kafka, so that no worker of pytest-xdist waits for the other at the end."""

settings.register_profile("fast", max_examples=20)  # of 100; what asks for more asks for a multiple


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take longest begin; workers of pytest-xdist take files whole, as their fixtures are dear (`loadfile`)."""
    kafka = {item.path for item in items if item.get_closest_marker("kafka")}
    groups = {item: "kafka" if item.path in kafka else item.path.name for item in items}
    items.sort(key=lambda item: LONGEST.index(groups[item]) if groups[item] in LONGEST else len(LONGEST))


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(FailuresAtOnce(config))


class FailuresAtOnce:
    """Tells a failure when it happens, so that a run which is cut short has named it."""

    def __init__(self, config: pytest.Config) -> None:
        """Speaks where the run speaks."""
        self.config = config

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """In the middle of the dots: which test, in which phase, and why."""
        if report.failed and (terminal := self.config.pluginmanager.get_plugin("terminalreporter")):
            terminal.write_line(f"\n{report.nodeid} failed ({report.when})", red=True)
            terminal.write_line(report.longreprtext)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """A worker's reason for having no broker becomes the run's."""
    if reason := getattr(node, "workeroutput", {}).get("no_kafka"):
        node.config.stash[NO_KAFKA] = reason


@dataclass(frozen=True)
class Kafka:
    """A broker to test against; ``server`` is None when TOCSIN_TEST_KAFKA names somebody else's."""

    bootstrap: str
    server: KafkaServer | None


def _without_kafka(config: pytest.Config, reason: str) -> None:
    """Skip, or fail where a skip would hide that nothing was tested."""
    config.stash[NO_KAFKA] = reason
    if (worker := getattr(config, "workeroutput", None)) is not None:
        worker["no_kafka"] = reason
    if os.environ.get("CI") == "true":
        pytest.fail(f"no Kafka to test against, and under CI=true a skip is a failure: {reason}", pytrace=False)
    pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if reason := config.stash.get(NO_KAFKA, None):
        terminalreporter.write_line(
            f"THE TESTS AGAINST A REAL KAFKA DID NOT RUN: {reason}, or set TOCSIN_TEST_KAFKA=host:port",
            red=True,
            bold=True,
        )


@pytest.fixture(scope="session")
def kafka_jars(pytestconfig: pytest.Config) -> Path:
    """Kafka's jars, for a test that starts and kills a broker of its own."""
    try:
        find_java()
        return fetch_jars()
    except NoKafkaError as error:
        _without_kafka(pytestconfig, str(error))
        raise


@pytest.fixture(scope="session")
def kafka(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kafka]:
    """One broker for the whole run: use `prefix` to stay out of the others' way."""
    if given := os.environ.get("TOCSIN_TEST_KAFKA"):
        yield Kafka(given, server=None)
        return
    jars = request.getfixturevalue("kafka_jars")
    with KafkaServer(tmp_path_factory.mktemp("kafka"), jars=jars) as server:
        yield Kafka(server.bootstrap, server)


@pytest.fixture(scope="module")
def broker() -> Iterator[EmbeddedBroker]:
    """The embedded broker, one for a module."""
    with EmbeddedBroker() as running:
        yield running


@pytest.fixture(scope="session")
def desk() -> Desk:
    """The shipped rules, vocabularies, subscriptions and gazetteer."""
    return read_desk(Settings(rules=RULES, _env_file=None))


@pytest.fixture(scope="session")
def gazetteer(desk: Desk) -> Gazetteer:
    """The gazetteer compiled from what is installed, with the shipped `places.yaml`."""
    return desk.gazetteer


@pytest.fixture
def prefix() -> str:
    """A prefix for topics and groups that no other test has."""
    return f"test-{uuid.uuid4().hex[:10]}-"
