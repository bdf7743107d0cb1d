"""What an operator sets is checked before anything starts, and told in words for operators."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from streams.errors import ConfigurationError
from streams.settings import Settings, load


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)  # no `.env` here
    monkeypatch.delenv("TOCSIN_CACHE", raising=False)


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("TOCSIN_BROKERS", "host:abc", "'host:abc' is no broker"),
        ("TOCSIN_BROKERS", "host:0", "no broker"),
        ("TOCSIN_BROKERS", "host:65536", "no broker"),
        ("TOCSIN_BROKERS", "", "no broker"),
        ("TOCSIN_BROKERS", "one:9092,,two:9092", "no broker"),
        ("TOCSIN_BROKERS", "kafka://host:9092", "no broker"),
        ("TOCSIN_BROKERS", "one:9092 two:9092", "no broker"),
        ("TOCSIN_SESSION_TIMEOUT", "inf", "finite"),
        ("TOCSIN_SESSION_TIMEOUT", "nan", "finite"),
        ("TOCSIN_TICK_EVERY", "inf", "finite"),
        ("TOCSIN_RETRY_FOR", "inf", "finite"),
        ("TOCSIN_RETRY_FIRST", "inf", "finite"),
        ("TOCSIN_RULES_POLL", "inf", "finite"),
        ("TOCSIN_RULES_POLL", "-1", "greater than or equal to 0"),
        ("TOCSIN_RULES_POLL", "0.01", "at least 0.1"),
        ("TOCSIN_STALE_AFTER", "inf", "duration"),
        ("TOCSIN_STALE_AFTER", "-PT1H", "greater than or equal to"),
        ("TOCSIN_PREFIX", "x" * 201, "at most 200"),
        ("TOCSIN_PREFIX", "a/b", "pattern"),
        ("TOCSIN_FEED_NETWORKS", "10.0.0.0/33", "'10.0.0.0/33' is no address, network or host"),
        ("TOCSIN_FEED_NETWORKS", "127.0.0.1 ::1", "several with commas between them"),
        ("TOCSIN_FEED_NETWORKS", "http://rss.internal/", "no address, network or host"),
        ("TOCSIN_WEB_PORT", "70000", "65535"),
        ("TOCSIN_SECURITY_PROTOCOL", "SASL_SSL", "TOCSIN_SASL_USERNAME"),
    ],
)
def test_a_value_that_cannot_be_names_its_variable(monkeypatch, variable, value, told):
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigurationError, match=told) as error:
        load()
    assert variable in str(error.value) or variable == "TOCSIN_SECURITY_PROTOCOL"


@pytest.mark.parametrize(
    ("value", "brokers"),
    [
        ("localhost:9092", "localhost:9092"),
        ("kafka-1:9093, kafka-2:9093", "kafka-1:9093,kafka-2:9093"),
        ("[::1]:9092", "[::1]:9092"),
        ("10.0.0.1:9092", "10.0.0.1:9092"),
        ("kafka", "kafka"),
    ],
)
def test_brokers_are_addresses_with_commas_between_them(monkeypatch, value, brokers):
    monkeypatch.setenv("TOCSIN_BROKERS", value)
    assert load().brokers == brokers


def test_no_setting_takes_what_is_not_finite():
    for name, field in Settings.model_fields.items():
        if field.annotation is float:
            for value in (math.inf, -math.inf, math.nan):
                with pytest.raises(ValueError, match="finite"):
                    Settings(_env_file=None, **{name: value})


@pytest.mark.parametrize(("value", "seconds"), [("90", 90), ("1.5", 1.5), ("PT2H", 7200)])
def test_a_duration_is_seconds_or_iso_8601(monkeypatch, value, seconds):
    monkeypatch.setenv("TOCSIN_STALE_AFTER", value)
    assert load().stale_after == dt.timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "value", ["", "127.0.0.1, ::1", "10.20.0.0/16,fd00::/8", "rss.internal,feeds-1", "10.20.3.4/16"]
)
def test_networks_of_feeds_are_addresses_networks_and_hosts(monkeypatch, value):
    monkeypatch.setenv("TOCSIN_FEED_NETWORKS", value)
    assert load().feed_networks == value


def test_the_addresses_of_feeds_are_never_shown(monkeypatch):
    monkeypatch.setenv("TOCSIN_FEEDS", "https://e.com/rss?key=secret")
    assert "secret" not in repr(load())
