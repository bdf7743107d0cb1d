"""The broker that other tests stand on: it keeps what it was given, also through a power cut."""

from __future__ import annotations

import ssl

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaConnectionError
from kafka_server import SASL_PASSWORD, SASL_USERNAME, KafkaServer

pytestmark = pytest.mark.kafka


async def create(bootstrap: str, topic: str, **security) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, **security)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(topic, num_partitions=1, replication_factor=1)])
    finally:
        await admin.close()


async def write(bootstrap: str, topic: str, *values: bytes, **security) -> None:
    async with AIOKafkaProducer(
        bootstrap_servers=bootstrap, acks="all", enable_idempotence=True, **security
    ) as producer:
        for value in values:
            await producer.send_and_wait(topic, value)


async def read(bootstrap: str, topic: str, **security) -> list[bytes]:
    async with AIOKafkaConsumer(bootstrap_servers=bootstrap, auto_offset_reset="earliest", **security) as consumer:
        partition = TopicPartition(topic, 0)
        consumer.assign([partition])
        end = (await consumer.end_offsets([partition]))[partition]
        values = []
        while await consumer.position(partition) < end:
            values.append((await consumer.getone()).value)
        return values


async def test_gives_back_what_was_written(kafka, prefix):
    topic = f"{prefix}articles"
    await create(kafka.bootstrap, topic)
    await write(kafka.bootstrap, topic, b"one", b"two")
    assert await read(kafka.bootstrap, topic) == [b"one", b"two"]


async def test_a_group_resumes_where_it_committed(kafka, prefix):
    topic = f"{prefix}articles"
    await create(kafka.bootstrap, topic)
    await write(kafka.bootstrap, topic, b"one", b"two")
    seen = []
    for _ in range(2):
        consumer = AIOKafkaConsumer(
            topic,
            bootstrap_servers=kafka.bootstrap,
            group_id=f"{prefix}group",
            auto_offset_reset="earliest",
            enable_auto_commit=False,
        )
        async with consumer:
            record = await consumer.getone()
            seen.append(record.value)
            await consumer.commit({TopicPartition(topic, 0): record.offset + 1})
    assert seen == [b"one", b"two"]


@pytest.mark.timeout(120)
async def test_survives_a_stop_and_a_power_cut_and_checks_passwords(kafka_jars, tmp_path, caplog):
    with KafkaServer(tmp_path, jars=kafka_jars, secure=True) as server:
        await create(server.bootstrap, "kept")
        await write(server.bootstrap, "kept", b"one")
        server.restart()
        await write(server.bootstrap, "kept", b"two")
        server.restart(kill=True)
        user = {"sasl_plain_username": SASL_USERNAME, "sasl_plain_password": SASL_PASSWORD}
        trusting = ssl.create_default_context(cafile=server.cafile)
        ways = [
            (server.bootstrap, {}),
            (server.sasl_bootstrap, {"security_protocol": "SASL_PLAINTEXT", "sasl_mechanism": "SCRAM-SHA-512", **user}),
            (
                server.sasl_ssl_bootstrap,
                {"security_protocol": "SASL_SSL", "sasl_mechanism": "PLAIN", "ssl_context": trusting, **user},
            ),
        ]
        for bootstrap, security in ways:
            assert await read(bootstrap, "kept", **security) == [b"one", b"two"]
        guessing = AIOKafkaProducer(
            bootstrap_servers=server.sasl_bootstrap,
            security_protocol="SASL_PLAINTEXT",
            sasl_mechanism="SCRAM-SHA-512",
            sasl_plain_username=SASL_USERNAME,
            sasl_plain_password="a guess",
        )
        with pytest.raises(KafkaConnectionError):
            await guessing.start()
        await guessing.stop()
        assert "SaslAuthenticationFailed" in caplog.text
