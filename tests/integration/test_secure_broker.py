"""A broker that asks for a password over TLS is reached with the settings alone; a wrong one is said, never shown."""

from __future__ import annotations

import pytest
from kafka_server import SASL_PASSWORD, SASL_USERNAME, KafkaServer
from pipeline import Pipeline, an_article

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def server(kafka_jars, tmp_path_factory):
    with KafkaServer(tmp_path_factory.mktemp("secure"), jars=kafka_jars, secure=True) as running:
        yield running


def credentials(server, protocol: str, mechanism: str, password: str = SASL_PASSWORD) -> dict[str, str]:
    return {
        "brokers": server.sasl_ssl_bootstrap if protocol == "SASL_SSL" else server.sasl_bootstrap,
        "security_protocol": protocol,
        "sasl_mechanism": mechanism,
        "sasl_username": SASL_USERNAME,
        "sasl_password": password,
        "ssl_cafile": str(server.cafile),
    }


@pytest.mark.parametrize(
    "way",
    [("SASL_SSL", "SCRAM-SHA-512"), ("SASL_SSL", "PLAIN"), ("SASL_PLAINTEXT", "SCRAM-SHA-256")],
)
async def test_the_whole_path_runs_behind_a_password(way, server, sink, prefix, tmp_path):
    secured = credentials(server, *way)
    pipeline = Pipeline(tmp_path, bootstrap=server.bootstrap, prefix=prefix, channels__sink=sink.url, **secured)
    try:
        worker = pipeline.worker()
        worker.start()
        await worker.wait_ready()
        await pipeline.send(an_article(1, "A storm hit Poltava."))
        await pipeline.until(lambda: len(sink.posts) == 1, seconds=60, what="the article rings")
        assert SASL_PASSWORD not in worker.log.read_text()
    finally:
        pipeline.close()


async def test_a_wrong_password_is_refused_at_start_and_not_shown(server, prefix, tmp_path):
    wrong = credentials(server, "SASL_SSL", "SCRAM-SHA-512", password="a-wrong-guess")
    pipeline = Pipeline(tmp_path, bootstrap=server.bootstrap, prefix=prefix, **wrong)
    try:
        ended = await pipeline.command("worker", seconds=60)
        assert ended.returncode == 2
        assert "a-wrong-guess" not in ended.stdout + ended.stderr
        assert "Traceback" not in ended.stderr
    finally:
        pipeline.close()
