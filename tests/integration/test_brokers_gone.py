"""Brokers that die, hang, or lose a topic, and a worker that notices, leaves and loses nothing."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import time

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from kafka_server import KafkaServer
from pipeline import PARTITIONS, PLACES, Pipeline, an_article, unique

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]

NOTICED = 5.0  # seconds after which `/ready` has to say no
GONE = 10.0  # seconds after which a worker has to be gone that was asked to leave
SLACK = 2.0  # seconds of a machine with other work to do
LINES = 100  # that the log may have in the first minute without brokers


@pytest.fixture
def server(tmp_path, kafka_jars):
    """A broker of the test's own, to be killed."""
    with KafkaServer(tmp_path / "kafka", jars=kafka_jars) as running:
        yield running


@pytest.fixture
def alone(server, prefix, sink, tmp_path):
    """A pipeline on that broker."""
    made = Pipeline(tmp_path, bootstrap=server.bootstrap, prefix=prefix, channels__sink=sink.url, log_json="true")
    yield made
    made.close()


def storms(begin, end):
    return [an_article(number, f"A storm hit {PLACES[number]}.") for number in range(begin, end)]


async def until_ready_is(worker, status, *, seconds):
    """Wait until `/ready` has a status; after how many seconds, and what it says."""
    began = time.monotonic()
    while (answer := await worker.ready())[0] != status:
        assert worker.running, worker.tail()
        assert time.monotonic() - began < seconds, f"{answer}\n{worker.tail()}"
        await asyncio.sleep(0.1)
    return time.monotonic() - began, answer[1]


async def rung(pipeline, sink, count, *, seconds):
    await pipeline.until(lambda: len(sink.counts) >= count, seconds=seconds, what=f"{count} alerts rung")


@pytest.mark.parametrize("seconds", [20, pytest.param(60, marks=pytest.mark.long)])
async def test_a_broker_that_is_killed_is_noticed_hardly_logged_and_costs_nothing(seconds, alone, server, sink):
    worker = alone.worker("a")
    worker.start()
    await worker.wait_ready()
    await alone.send(*storms(0, 5))
    await rung(alone, sink, 5, seconds=60)
    await alone.send(*storms(5, 25))  # some of them are under way when there is nobody left to take what follows
    await asyncio.sleep(0.2)
    lines = len(worker.log.read_text().splitlines())
    server.kill()
    took, about = await until_ready_is(worker, 503, seconds=NOTICED + SLACK)
    assert "the brokers have not answered" in about["waiting_for"][-1]

    async def measured() -> bool:
        """A look after the page the metrics say so too."""
        return (await worker.metrics())["tocsin_brokers_reachable"] == 0

    await alone.until(measured, seconds=NOTICED, what="the metrics tell of it")
    await asyncio.sleep(seconds - took)
    written = len(worker.log.read_text().splitlines()) - lines
    assert written < LINES, worker.tail(written)
    assert sum(count for name, count in (await worker.metrics()).items() if "lines_left_out_total" in name) > LINES

    server.start()
    await until_ready_is(worker, 200, seconds=30)
    await rung(alone, sink, 25, seconds=60)

    await alone.send(*storms(25, 45))
    await asyncio.sleep(0.2)
    server.kill()
    began = time.monotonic()
    assert await worker.stop(GONE + SLACK) == 0, worker.tail()
    left = time.monotonic() - began
    server.start()
    worker.start()
    await worker.wait_ready()
    await rung(alone, sink, 45, seconds=60)
    await alone.until_idle()
    opened = [one for one in unique(await alone.read("alerts")).values() if "opened" in one["changes"]]
    assert len(opened) == 45
    began = time.monotonic()
    assert await worker.stop() == 0
    print(f"503 after {took:.1f} s, {written} lines in {seconds} s, gone {left:.1f} s after TERM without a broker,"  # noqa: T201 - pytest -s
          f" {time.monotonic() - began:.1f} s with one")  # fmt: skip


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_broker_that_hangs_keeps_no_worker_from_leaving(number, alone, server, sink):
    worker = alone.worker("a")
    worker.start()
    await worker.wait_ready()
    await alone.send(*storms(0, 3))
    await rung(alone, sink, 3, seconds=60)
    os.kill(server.process.pid, signal.SIGSTOP)
    await until_ready_is(worker, 503, seconds=NOTICED + SLACK)
    worker.process.send_signal(number)
    assert await asyncio.to_thread(worker.process.wait, GONE + SLACK) == 0, worker.tail()
    assert "left without the brokers" in worker.tail()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_broker_that_never_answered_keeps_no_worker_from_leaving(number, prefix, tmp_path):
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        pipeline = Pipeline(tmp_path, bootstrap=f"127.0.0.1:{mute.getsockname()[1]}", prefix=prefix)
        worker = pipeline.worker("a")
        worker.start()
        mute.settimeout(60)
        asking, _ = await asyncio.to_thread(mute.accept)
        with asking:
            worker.process.send_signal(number)
            assert await asyncio.to_thread(worker.process.wait, GONE) == 130, worker.tail()
    assert "interrupted" in worker.tail()


async def made_anew(pipeline, topic, *, partitions):
    """Delete a topic and make it again at once."""
    admin = AIOKafkaAdminClient(bootstrap_servers=pipeline.bootstrap)
    await admin.start()
    try:
        await admin.delete_topics([pipeline.prefix + topic])

        async def made() -> bool:
            """The name is free a moment after the deletion."""
            answer = await admin.create_topics([NewTopic(pipeline.prefix + topic, partitions, 1)])
            return not answer.topic_errors[0][1]

        await pipeline.until(made, seconds=10, what=f"{topic} is made anew")
    finally:
        await admin.close()


@pytest.mark.parametrize("topic", ["articles", "matches", "outbox"])
async def test_a_topic_made_anew_ends_the_worker_and_the_next_reads_it_from_its_beginning(topic, pipeline, sink):
    worker = pipeline.worker("a")
    worker.start()
    await worker.wait_ready()
    await pipeline.send(*storms(0, 20))
    await rung(pipeline, sink, 20, seconds=60)
    await made_anew(pipeline, topic, partitions=PARTITIONS)
    await pipeline.send(*storms(20, 23))
    assert await asyncio.to_thread(worker.process.wait, 15) == 70, worker.tail()
    assert f"{topic} is not the one it was" in worker.tail()
    worker.start()
    await worker.wait_ready()
    await rung(pipeline, sink, 23, seconds=60)
    assert await worker.stop() == 0


async def test_another_number_of_partitions_ends_the_worker_and_the_next_says_what_to_set(pipeline):
    worker = pipeline.worker("a")
    worker.start()
    await worker.wait_ready()
    await made_anew(pipeline, "alerts", partitions=PARTITIONS + 1)
    assert await asyncio.to_thread(worker.process.wait, 20) == 70, worker.tail()
    worker.start()
    assert await asyncio.to_thread(worker.process.wait, 60) == 2
    assert "set TOCSIN_PARTITIONS" in worker.tail()


async def test_a_topic_that_is_deleted_is_told_and_made_again_by_the_next_worker(pipeline, sink):
    worker = pipeline.worker("a")
    worker.start()
    await worker.wait_ready()
    admin = AIOKafkaAdminClient(bootstrap_servers=pipeline.bootstrap)
    await admin.start()
    await admin.delete_topics([f"{pipeline.prefix}deliveries"])
    await admin.close()
    _, about = await until_ready_is(worker, 503, seconds=NOTICED + SLACK)
    assert about["waiting_for"] == [f"topic {pipeline.prefix}deliveries is missing: it was deleted"]
    assert await asyncio.to_thread(worker.process.wait, 30) == 70, worker.tail()
    worker.start()
    await worker.wait_ready()
    await pipeline.send(*storms(0, 1))
    await rung(pipeline, sink, 1, seconds=60)
