"""What is deployed, read as its operator would: no Docker engine is needed to see that it cannot work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from kafka_server import KafkaServer, free_ports
from ruamel.yaml import YAML

from streams.settings import Settings
from streams.sources.kinds import feeds_in

ROOT = Path(__file__).parents[2]
COMPOSE = YAML(typ="safe", pure=True).load(ROOT / "docker-compose.yml")
SERVICES = COMPOSE["services"]
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text()
OURS = ("worker", "ingest")


def mounts(name):
    return [volume.split(":") for volume in SERVICES[name]["volumes"]]


def interpolated(value):
    """`${NAME:-default}` as it is where nothing is set; a default may be such a one itself."""
    told, before = str(value), None
    while told != before:
        told, before = re.sub(r"\$\{\w+:-([^${}]*)\}", r"\1", told), told
    return told


def test_runs_kafka_worker_and_ingest():
    assert set(SERVICES) == {"kafka", *OURS}


@pytest.mark.parametrize("name", SERVICES)
class TestService:
    def test_says_whether_it_is_well(self, name):
        assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"
        assert {"interval", "timeout", "retries", "start_period"} <= set(SERVICES[name]["healthcheck"])

    def test_is_not_root(self, name):
        assert SERVICES[name]["user"].split(":")[0] not in {"", "0", "root"}
        assert SERVICES[name]["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in SERVICES[name]["security_opt"]

    def test_comes_back_after_a_crash(self, name):
        assert SERVICES[name]["restart"] == "unless-stopped"

    def test_fills_no_disk_with_logs(self, name):
        assert {"max-size", "max-file"} <= set(SERVICES[name]["logging"]["options"])

    def test_is_reachable_from_this_machine_only(self, name):
        assert all(port.startswith("127.0.0.1:") for port in SERVICES[name].get("ports", []))

    def test_keeps_its_data_in_named_volumes_that_exist(self, name):
        named = [source for source, *_ in mounts(name) if not source.startswith((".", "/"))]
        assert named
        assert set(named) <= set(COMPOSE["volumes"])


def test_every_image_has_a_version():
    assert re.fullmatch(r"apache/kafka:\d+\.\d+\.\d+", SERVICES["kafka"]["image"])
    assert set(re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)) == {"${BASE}"}
    (base,) = re.findall(r"^ARG BASE=(\S+)$", DOCKERFILE, re.MULTILINE)
    assert re.fullmatch(r"python:3\.12\.\d+-slim-\w+(?:@sha256:[0-9a-f]{64})?", base)


def test_the_broker_is_the_version_the_tests_run_on():
    pom = (ROOT / "tests" / "integration" / "kafka" / "pom.xml").read_text()
    version = re.search(r"<artifactId>kafka_2\.13</artifactId>\s*<version>([^<]+)</version>", pom)
    assert SERVICES["kafka"]["image"].endswith(f":{version[1]}")


def test_kafka_keeps_its_log_in_the_volume():
    assert SERVICES["kafka"]["environment"]["KAFKA_LOG_DIRS"] in [target for _, target, *_ in mounts("kafka")]


@pytest.mark.parametrize("text", [(ROOT / "docker-compose.yml").read_text(), DOCKERFILE], ids=["compose", "Dockerfile"])
def test_every_setting_exists(text):
    known = {f"TOCSIN_{name.upper()}" for name in Settings.model_fields} | {"TOCSIN_VERSION"}  # the image's tag
    named = {name.partition("__")[0] for name in re.findall(r"\bTOCSIN_[A-Z_]+", text)}
    assert named
    assert named <= known


@pytest.mark.parametrize("name", OURS)
def test_its_settings_are_valid(name, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for variable, value in SERVICES[name]["environment"].items():
        monkeypatch.setenv(variable, interpolated(value))
    settings = Settings()
    assert settings.brokers == "kafka:9092"
    port = settings.web_port + (name == "ingest")  # which takes the port after it
    assert f":{port}/ready" in SERVICES[name]["healthcheck"]["test"][-1]
    assert ["cache", str(settings.cache)] in mounts(name)
    assert ["./rules", str(settings.rules), "ro"] in mounts(name)


def test_no_secret_stands_in_the_files():
    for text in ((ROOT / "docker-compose.yml").read_text(), DOCKERFILE):
        assert not re.search(r"(?i)(password|token|secret|api_?key)\s*[:=]\s*\S", text)
        assert not re.search(r"\b(slack|tgram|discord|mailto|ntfy)s?://", text)
    for name in OURS:
        assert SERVICES[name]["env_file"] == [{"path": ".env", "required": False}]


def test_nothing_starts_before_what_it_needs():
    assert SERVICES["worker"]["depends_on"] == {"kafka": {"condition": "service_healthy"}}
    assert SERVICES["ingest"]["depends_on"] == {"worker": {"condition": "service_healthy"}}


def test_ingest_is_told_its_feeds_by_the_environment_where_no_list_of_processes_shows_them():
    assert "entrypoint" not in SERVICES["ingest"]
    assert "://" not in " ".join(SERVICES["ingest"]["command"])
    told = SERVICES["ingest"]["environment"]["TOCSIN_FEEDS"]
    assert told.startswith("${TOCSIN_FEEDS:-${FEEDS:-")
    feeds = feeds_in(interpolated(told).replace(" ", "\n"), where="docker-compose.yml")
    assert len(feeds) == 2
    assert all(url.startswith("https://") for url in feeds)


def test_the_image_runs_as_a_plain_user_and_holds_only_hashed_packages():
    assert re.findall(r"^USER (\S+)", DOCKERFILE, re.MULTILINE) == [SERVICES["worker"]["user"]]
    assert DOCKERFILE.index("USER ") < DOCKERFILE.index("tocsin places build")
    assert "--require-hashes -r requirements.lock" in DOCKERFILE
    assert "HEALTHCHECK" in DOCKERFILE


def test_the_build_sees_everything_it_copies_and_no_secret():
    ignored, *lines = [
        line for line in (ROOT / "deploy" / "Dockerfile.dockerignore").read_text().splitlines() if line[:1] != "#"
    ]
    assert ignored == "*"
    copied = {
        name.removeprefix("./")
        for line in re.findall(r"^COPY (?!--from)(.+)", DOCKERFILE, re.MULTILINE)
        for name in line.split()[:-1]
    }
    assert copied == {line.removeprefix("!") for line in lines if line.startswith("!")}
    assert all((ROOT / name).exists() for name in copied)


@pytest.mark.kafka
@pytest.mark.timeout(90)
def test_a_real_kafka_starts_with_its_settings(kafka_jars, tmp_path):
    """Only the paths, ports and host names are this machine's: a misspelt or forbidden setting does not start."""
    inside, host, controller = free_ports(3)
    here = {
        "kafka:9093": f"127.0.0.1:{controller}",
        "CONTROLLER://:9093": f"CONTROLLER://127.0.0.1:{controller}",
        "INSIDE://:9092": f"INSIDE://127.0.0.1:{inside}",
        "INSIDE://kafka:9092": f"INSIDE://127.0.0.1:{inside}",
        "HOST://:9094": f"HOST://127.0.0.1:{host}",
        "HOST://localhost:9094": f"HOST://127.0.0.1:{host}",
        "/var/lib/kafka/data": str(tmp_path / "data"),
    }
    settings = {}
    for variable, value in SERVICES["kafka"]["environment"].items():
        if variable.startswith("KAFKA_") and variable != "KAFKA_HEAP_OPTS":
            told = str(value)
            for theirs, ours in here.items():
                told = told.replace(theirs, ours)
            settings[variable.removeprefix("KAFKA_").lower().replace("_", ".")] = told
    with KafkaServer.configured(tmp_path, settings, jars=kafka_jars) as server:
        assert server.running
