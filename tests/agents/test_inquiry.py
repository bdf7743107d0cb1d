"""What the brokers answer to a worker's lookout; the embedded broker, which knows fewer questions than a real one."""

from __future__ import annotations

import pytest
from aiokafka.errors import KafkaError

from streams.agents.inquiry import Inquiry
from streams.kafka.broker import PARTITIONS, EmbeddedBroker
from streams.kafka.client import Producer
from streams.kafka.topics import ARTICLES
from streams.settings import Settings

pytestmark = pytest.mark.slow


@pytest.fixture
def settings(broker, prefix):
    return Settings(
        brokers=broker.address, prefix=prefix, group=f"{prefix}group", partitions=PARTITIONS, _env_file=None
    )


@pytest.fixture
async def inquiry(settings):
    made = Inquiry(settings)
    yield made
    await made.close()


async def test_a_look_tells_of_partitions_ends_and_commits_and_makes_no_topic(settings, inquiry):
    name = settings.prefix + ARTICLES.name
    assert (await inquiry.look([])).counts == {}
    async with Producer(settings) as producer:
        for _ in range(3):
            await producer.send(ARTICLES, key="a", value=b"{}", partition=1)
    look = await inquiry.look([(name, 1)])
    assert look.counts == {name: PARTITIONS}
    assert look.ends == {(name, number): 3 * (number == 1) for number in range(PARTITIONS)}
    assert look.committed == {(name, 1): -1}
    assert look.starts == {(name, 1): 0}
    assert not look.leaderless


async def test_a_card_is_read_by_whoever_asks_until_another_is_left(settings, inquiry):
    async with Producer(settings) as producer:
        await producer.send(ARTICLES, key="a", value=b"{}")
    where = [(settings.prefix + ARTICLES.name, number) for number in range(PARTITIONS)]
    assert await inquiry.cards("side", where) == {}
    await inquiry.leave("side", dict.fromkeys(where[:2], 7), "first")
    await inquiry.leave("side", dict.fromkeys(where[1:2], 7), "second")
    assert await inquiry.cards("side", where) == {where[0]: "first", where[1]: "second"}


async def test_brokers_that_are_gone_are_an_error_and_are_found_again(prefix):
    with EmbeddedBroker() as broker:
        settings = Settings(brokers=broker.address, prefix=prefix, partitions=PARTITIONS, _env_file=None)
        inquiry = Inquiry(settings)
        await inquiry.look([])
    with pytest.raises(KafkaError):
        await inquiry.look([])
    await inquiry.close()
    with pytest.raises(KafkaError, match="none can be reached at"):
        await inquiry.look([])
