"""The embedded broker fits what looks for it: the same port, prefix and partitions."""

from __future__ import annotations

import asyncio

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from kafka_server import free_ports

from streams.errors import ConfigurationError
from streams.kafka.broker import PARTITIONS, fitting, local_port
from streams.kafka.client import Producer, prepare
from streams.kafka.topics import ARTICLES, TOPICS
from streams.settings import Settings

pytestmark = pytest.mark.slow


def settings(**given):
    return Settings(_env_file=None, **given)


@pytest.fixture
def here():
    (port,) = free_ports(1)
    looked_for = settings(brokers=f"localhost:{port}", prefix="mine-", partitions=7)
    with fitting(looked_for, port=local_port(looked_for)) as found:
        assert found.brokers == looked_for.brokers
        yield looked_for


async def partitions(brokers: str, name: str) -> int:
    admin = AIOKafkaAdminClient(bootstrap_servers=brokers)
    await admin.start()
    try:
        return len((await admin.describe_topics([name]))[0]["partitions"])
    finally:
        await admin.close()


async def test_whoever_looks_where_the_settings_say_finds_the_topics_that_they_ask_for(here):
    await prepare(here)
    for topic in TOPICS:
        assert await partitions(here.brokers, f"mine-{topic.name}") == 7


async def test_whoever_comes_a_little_before_the_broker_waits_for_it():
    (port,) = free_ports(1)
    looked_for = settings(brokers=f"localhost:{port}", prefix="early-")
    coming = asyncio.create_task(prepare(looked_for))
    await asyncio.sleep(1)
    with fitting(looked_for, port=local_port(looked_for)):
        await coming
        assert await partitions(looked_for.brokers, "early-articles") == looked_for.partitions


async def test_many_go_through_its_door_at_once(here):
    async def send(number):
        async with Producer(here) as producer:
            await producer.send(ARTICLES, key=str(number), value=b"x" * 500_000)

    await asyncio.gather(*(send(number) for number in range(8)))


async def test_topics_that_were_made_at_first_use_and_do_not_fit_are_refused(broker):
    with pytest.raises(ConfigurationError, match=rf"odd-articles: {PARTITIONS} partitions, TOCSIN_PARTITIONS is 12"):
        await prepare(settings(brokers=broker.address, prefix="odd-"))


def test_a_port_that_is_taken_is_told_with_what_to_do(here):
    with (
        pytest.raises(ConfigurationError, match=r"port \d+ cannot be had .*\n.* TOCSIN_BROKERS=localhost:\d+"),
        fitting(here, port=local_port(here)),
    ):
        pass


def test_where_any_port_does_one_that_is_taken_is_no_mistake(here):
    with fitting(here, port=local_port(here), or_any=True) as other:
        assert other.brokers != here.brokers


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"brokers": "kafka-1:9093"}, "this machine only"),
        ({"brokers": "localhost:9092,localhost:9093"}, "this machine only"),
        ({"security_protocol": "SSL"}, "knows no SSL"),
    ],
)
def test_it_stands_only_where_it_can_be_found(given, told):
    with pytest.raises(ConfigurationError, match=told):
        local_port(settings(**given))


@pytest.mark.parametrize(("brokers", "port"), [("localhost", 9092), ("127.0.0.1:9192", 9192)])
def test_an_address_of_this_machine_is_a_port(brokers, port):
    assert local_port(settings(brokers=brokers)) == port
