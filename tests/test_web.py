"""What a worker says of itself over HTTP."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from streams import metrics
from streams.errors import ConfigurationError, Mistake
from streams.files.desk.current import CurrentDesk, Failure
from streams.settings import Settings
from streams.web import claim_port, health_page
from streams.web import told as told_of

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def a_desk(version, rules=("pack/one", "pack/two")):
    """As much of a desk as is told about."""
    named = tuple(SimpleNamespace(id=rule) for rule in rules)
    return SimpleNamespace(ruleset=SimpleNamespace(version=version, rules=named))


@pytest.fixture
def settings():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return Settings(web_port=port, _env_file=None)


@pytest.fixture
def current():
    return CurrentDesk(a_desk("aaa"), digest="d1", at=NOON)


async def get(settings, path):
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{settings.web_port}{path}") as answer,
    ):
        return answer.status, await answer.text(), answer.headers["Content-Type"]


async def samples(settings):
    status, text, _ = await get(settings, "/metrics")
    assert status == 200
    return {
        (one.name, *sorted(one.labels.items())): one.value
        for family in text_string_to_metric_families(text)
        for one in family.samples
    }


async def test_ready_tells_the_rules_in_force(settings, current):
    async with health_page(settings, list, current):
        status, text, _ = await get(settings, "/ready")
    assert status == 200
    assert '"rules": {"version": "aaa", "digest": "d1", "rules": 2, "taken_at": "2026-03-01T12:00:00Z"' in text
    assert '"failure": null' in text


async def test_ready_tells_why_newer_rules_are_not_in_force_and_is_ready_all_the_same(settings, current):
    current.fail(Failure(NOON, [Mistake("rules/storm.yaml", 5, 1, "unknown-key", "no such key")]))
    async with health_page(settings, list, current):
        status, text, _ = await get(settings, "/ready")
    assert status == 200
    assert "rules/storm.yaml:5:1: no such key [unknown-key]" in text


async def test_what_is_waited_for_is_503(settings, current):
    async with health_page(settings, lambda: ["partitions"], current):
        assert (await get(settings, "/ready"))[0] == 503
        assert (await get(settings, "/metrics"))[0] == 200


async def test_the_metrics_name_the_one_set_in_force(settings, current):
    async with health_page(settings, list, current):
        current.take(a_desk("bbb", rules=["pack/only"]), digest="d2", at=NOON)
        told = await samples(settings)
    assert [name for name in told if name[0] == "tocsin_ruleset_info"] == [
        ("tocsin_ruleset_info", ("digest", "d2"), ("version", "bbb"))
    ]
    assert told["tocsin_rules",] == 1
    assert told["tocsin_rules_loaded_timestamp_seconds",] == NOON.timestamp()


def seen_meanwhile(monkeypatch, look):
    """What a look sees before and after every change of a metric of the rules."""
    seen = []

    def looked_at(change):
        def changed(*values):
            seen.append(look())
            result = change(*values)
            seen.append(look())
            return result

        return changed

    for gauge in (metrics.RULESET, metrics.RULES, metrics.RULES_LOADED, metrics.RULES_BROKEN):
        for name in ("clear", "labels", "remove", "set"):
            monkeypatch.setattr(gauge, name, looked_at(getattr(gauge, name)))
    return seen


def test_ready_tells_of_one_set_also_while_another_is_put_in_force(current, monkeypatch):
    current.fail(Failure(NOON, ["another mistake"]))
    before = told_of(current)
    seen = seen_meanwhile(monkeypatch, lambda: told_of(current))
    current.take(a_desk("bbb", rules=["pack/only"]), digest="d2", at=NOON + dt.timedelta(hours=1))
    after = told_of(current)
    assert after == {"version": "bbb", "digest": "d2", "rules": 1, "taken_at": "2026-03-01T13:00:00Z", "failure": None}
    assert seen
    assert all(answer in (before, after) for answer in seen)


def test_the_metrics_tell_of_a_set_at_every_moment(current, monkeypatch):
    def digests():
        return {one.labels["digest"] for family in metrics.RULESET.collect() for one in family.samples if one.value}

    seen = seen_meanwhile(monkeypatch, digests)
    current.take(a_desk("bbb"), digest="d2", at=NOON)
    assert {"d1"} in seen
    assert all(seen)
    assert seen[-1] == {"d2"}


async def test_rules_that_are_gone_are_no_longer_told_of(settings, current):
    metrics.MATCHES.labels("pack/gone").inc()
    metrics.ALERTS.labels("pack/gone").inc()
    metrics.MATCHES.labels("pack/stays").inc()
    async with health_page(settings, list, current):
        current.take(a_desk("bbb", rules=["pack/stays"]), digest="d2", at=NOON)
        told = await samples(settings)
    assert {dict(labels)["rule"] for name, *labels in told if name.endswith("total") and "rule" in dict(labels)} == {
        "pack/stays"
    }


async def test_every_counter_is_prometheus_text_with_help(settings, current):
    async with health_page(settings, list, current):
        _, text, kind = await get(settings, "/metrics")
    assert kind.startswith("text/plain; version=")
    for family in metrics.REGISTRY.collect():
        assert f"# HELP {family.name}" in text
        assert family.documentation


async def test_live_says_only_that_the_process_turns(settings, current):
    async with health_page(settings, lambda: ["brokers"], current):
        assert (await get(settings, "/live"))[:2] == (200, '{"live": true}')
        assert (await get(settings, "/ready"))[0] == 503


async def test_ready_tells_which_rules_the_workers_of_the_group_have(settings, current):
    async with health_page(settings, list, current, about=lambda: {"group": {"split": True}}):
        status, text, _ = await get(settings, "/ready")
    assert status == 200
    assert '"group": {"split": true}' in text


async def asked_by(settings, host):
    """The status of `/ready` for a `Host` header, and the answer's text."""
    reader, writer = await asyncio.open_connection("127.0.0.1", settings.web_port)
    header = b"" if host is None else b"Host: " + host.encode() + b"\r\n"
    writer.write(b"GET /ready HTTP/1.%d\r\n%sConnection: close\r\n\r\n" % (host is not None, header))
    answer = (await reader.read()).decode()
    writer.close()
    return int(answer.split()[1]), answer


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost:6066", "[::1]:6066", "10.42.0.7:6066", "worker:6066", "tocsin.news.svc", "TOCSIN.news.svc:80",
     "this-host.example.org", None],
)  # fmt: skip
async def test_addresses_plain_names_and_the_names_that_are_set_are_answered(settings, host, monkeypatch):
    monkeypatch.setattr("socket.gethostname", lambda: "this-host.example.org")
    settings = settings.model_copy(update={"web_names": "other.example, tocsin.news.svc"})
    async with health_page(settings, list):
        assert (await asked_by(settings, host))[0] == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:6066", "127.0.0.1.evil.example", "a@evil.example", "[x]"]
)
async def test_a_name_of_somebody_else_s_is_refused_with_the_setting_to_change(settings, host):
    async with health_page(settings, list):
        status, answer = await asked_by(settings, host)
    assert status in {400, 421}
    assert status == 400 or "TOCSIN_WEB_NAMES" in answer


async def test_the_metrics_tell_of_the_partitions_and_workers_that_are_there_now(settings, current):
    async with health_page(settings, list, current):
        metrics.show_brokers(reachable=True, lag={("articles", 0): 7}, still=3.0, rulesets={"a": "d1", "b": "d2"})
        metrics.show_brokers(reachable=False, lag={("articles", 1): 0}, still=0.0, rulesets={"a": "d1"})
        told = await samples(settings)
    assert told["tocsin_brokers_reachable",] == 0
    assert told["tocsin_group_rulesets",] == 1
    assert [name for name in told if name[0] in {"tocsin_lag_records", "tocsin_group_worker_info"}] == [
        ("tocsin_lag_records", ("partition", "1"), ("topic", "articles")),
        ("tocsin_group_worker_info", ("digest", "d1"), ("worker", "a")),
    ]


async def test_a_process_without_rules_has_no_metrics(settings):
    async with health_page(settings, list):
        assert (await get(settings, "/ready"))[0] == 200
        assert (await get(settings, "/metrics"))[0] == 404


@pytest.fixture
def taken(settings):
    """The port is another program's."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", settings.web_port))
        other.listen()
        yield settings


def test_a_port_in_use_says_what_to_set_before_anything_is_begun(taken):
    with pytest.raises(ConfigurationError, match="TOCSIN_WEB_PORT"):
        claim_port(taken)


async def test_a_port_in_use_says_what_to_set_when_it_is_taken_meanwhile(taken, current):
    with pytest.raises(ConfigurationError, match="TOCSIN_WEB_PORT"):
        await health_page(taken, list, current).__aenter__()


@pytest.mark.parametrize("host", ["203.0.113.1", "no.such.host.invalid"])
def test_an_address_that_is_not_this_machine_s_says_what_to_set(settings, host):
    with pytest.raises(ConfigurationError, match="TOCSIN_WEB_HOST"):
        claim_port(settings.model_copy(update={"web_host": host}))


def test_a_port_that_is_free_stays_free(settings):
    claim_port(settings)
    claim_port(settings)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("variable", "told"),
    [("TOCSIN_WEB_PORT", "set TOCSIN_WEB_PORT"), ("TOCSIN_BROKERS", "TOCSIN_BROKERS: 'host:abc' is no broker")],
)
def test_a_worker_that_cannot_start_says_what_to_set_and_shows_no_traceback(taken, variable, told, tmp_path):
    values = {"TOCSIN_WEB_PORT": str(taken.web_port), "TOCSIN_BROKERS": "host:abc"}
    done = subprocess.run(
        [Path(sys.executable).with_name("tocsin"), "worker"],
        cwd=tmp_path,
        env={**os.environ, variable: values[variable]},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
