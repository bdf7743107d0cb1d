"""A worker whose session is over writes nothing more and ends; one that is only slow goes on."""

from __future__ import annotations

import asyncio

import pytest
from aiokafka import AIOKafkaConsumer

from streams.agents import lease as lease_module
from streams.agents import post as post_module
from streams.agents.lease import Lease, follow
from streams.agents.post import Post
from streams.kafka.broker import EmbeddedBroker
from streams.kafka.topics import MATCHES
from streams.settings import Settings

pytestmark = pytest.mark.slow


class Ended(Exception):
    """The process is gone."""


@pytest.fixture(autouse=True)
def _ends(monkeypatch):
    def give_up(event, **_):
        raise Ended(event)

    monkeypatch.setattr(lease_module, "give_up", give_up)


class Clock:
    """Seconds, as told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def lease(clock):
    made = Lease("group", 6, clock=clock)
    made.joined()
    return made


async def test_nothing_is_held_back_before_there_is_a_session(clock):
    await Lease("group", 6, clock=clock).hold()


async def test_within_its_session_it_goes_on_at_once(lease, clock):
    clock.now += 5.9
    await lease.hold()


async def test_a_session_that_the_brokers_confirm_goes_on_however_long_the_pause_was(lease, clock):
    clock.now += 60
    holding = asyncio.create_task(lease.hold())
    await asyncio.sleep(0.01)
    assert not holding.done()
    lease.heard(clock.now + 0.1)
    await holding


async def test_a_yes_to_what_was_asked_before_the_pause_says_nothing_of_now(lease, clock):
    asked_at = clock.now + 1
    clock.now += 60
    holding = asyncio.create_task(lease.hold())
    await asyncio.sleep(0)
    lease.heard(asked_at)
    await asyncio.sleep(0.1)
    assert not holding.done()
    holding.cancel()


async def test_a_session_that_was_joined_anew_meanwhile_is_another_one(lease, clock):
    clock.now += 60
    holding = asyncio.create_task(lease.hold())
    await asyncio.sleep(0)
    clock.now += 1
    lease.joined()
    with pytest.raises(Ended, match="given out anew"):
        await holding


async def test_brokers_that_say_nothing_for_too_long_end_it(lease, clock):
    clock.now += 60
    holding = asyncio.create_task(lease.hold())
    await asyncio.sleep(0)
    clock.now += lease_module.LOOK_FOR + 1
    with pytest.raises(Ended, match="do not say"):
        await holding


async def test_nothing_is_sent_while_the_session_is_in_doubt(monkeypatch):
    sent = []

    class Producer:
        """Takes everything at once."""

        def __init__(self, _settings) -> None:
            pass

        async def __aenter__(self):
            return self

        async def send(self, topic, **_):
            sent.append(topic)
            return 17

    async def hold():
        if doubt:
            raise Ended

    monkeypatch.setattr(post_module, "Producer", Producer)
    post = Post(Settings(_env_file=None), hold=hold)
    doubt = False
    assert await post.send(MATCHES, key="a", value=b"{}") == 17
    doubt = True
    with pytest.raises(Ended):
        await post.send(MATCHES, key="a", value=b"{}")
    assert sent == [MATCHES]


async def test_the_brokers_no_to_a_heartbeat_ends_the_process(monkeypatch):
    """With a real client and the embedded broker: the group knows no member of that name."""
    lost, beaten = asyncio.Event(), asyncio.Event()
    monkeypatch.setattr(lease_module, "give_up", lambda *_, **__: lost.set())

    class Heard(Lease):
        """Says when it has heard."""

        def heard(self, asked_at: float) -> None:
            super().heard(asked_at)
            beaten.set()

    with EmbeddedBroker() as broker:
        lease = follow(Heard("a-group", 6))
        consumer = AIOKafkaConsumer(
            "a-topic", bootstrap_servers=broker.address, group_id="a-group", heartbeat_interval_ms=100
        )
        await consumer.start()
        try:
            beaten.clear()  # what it heard when it joined
            await asyncio.wait_for(beaten.wait(), 20)
            await lease.hold()
            assert not lost.is_set()
            consumer._coordinator.member_id = "nobody"  # noqa: SLF001 the broker's answer to it is a real one
            await asyncio.wait_for(lost.wait(), 20)
        finally:
            await consumer.stop()


async def test_a_client_that_leaves_in_order_has_lost_nothing(monkeypatch):
    lost = []
    monkeypatch.setattr(lease_module, "give_up", lambda *told, **_: lost.append(told))
    with EmbeddedBroker() as broker:
        follow(Lease("another-group", 6))
        async with AIOKafkaConsumer("a-topic", bootstrap_servers=broker.address, group_id="another-group") as consumer:
            await consumer.getmany(timeout_ms=100)
    assert lost == []
