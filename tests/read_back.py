"""Everything in a topic, read by aiokafka alone: tests must not believe the code that they test."""

from __future__ import annotations

from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from streams.kafka.broker import PARTITIONS


async def read_back(address: str, name: str, partitions: int) -> list[Any]:
    """The records of a topic on a broker without login, up to its present end."""
    wanted = [TopicPartition(name, number) for number in range(partitions)]
    consumer = AIOKafkaConsumer(bootstrap_servers=address, enable_auto_commit=False)
    await consumer.start()
    try:
        consumer.assign(wanted)
        await consumer.seek_to_beginning(*wanted)
        ends, found = await consumer.end_offsets(wanted), []
        while any([await consumer.position(where) < ends[where] for where in wanted]):
            for records in (await consumer.getmany(timeout_ms=500)).values():
                found += records
        return found
    finally:
        await consumer.stop()


def topics_of_its_own(monkeypatch, broker, request) -> str:
    """Let commands use an embedded broker with topics that no other test has; returns their prefix."""
    prefix = f"t{abs(hash(request.node.nodeid))}-"
    for name, value in {"BROKERS": broker.address, "PARTITIONS": str(PARTITIONS), "PREFIX": prefix}.items():
        monkeypatch.setenv(f"TOCSIN_{name}", value)
    return prefix
