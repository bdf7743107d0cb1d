"""What an operator sets is checked before anything starts, and told in words for operators."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from streams.cli.options import settings_with
from streams.errors import ConfigurationError
from streams.settings import Settings, load, unknown_variables


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
        ("TOCSIN_STALE_AFTER", "", "'' is no duration: write a number and a unit"),
        ("TOCSIN_STALE_AFTER", "999999999d", "less than or equal to 366 days"),
        ("TOCSIN_RETRY_FOR", "9999999999999999d", "less than or equal to"),
        ("TOCSIN_PREFIX", "x" * 201, "at most 200"),
        ("TOCSIN_PREFIX", "a/b", "pattern"),
        ("TOCSIN_FEED_NETWORKS", "10.0.0.0/33", "'10.0.0.0/33' is no address, network or host"),
        ("TOCSIN_FEED_NETWORKS", "127.0.0.1 ::1", "several with commas between them"),
        ("TOCSIN_FEED_NETWORKS", "http://rss.internal/", "no address, network or host"),
        ("TOCSIN_WEB_PORT", "70000", "65534"),
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


TIMES = [name for name, field in Settings.model_fields.items() if field.annotation in {float, dt.timedelta}]
"""Every setting that is a number with a fraction is a time, or it would need no fraction."""


@pytest.mark.parametrize("name", TIMES)
def test_every_time_is_seconds_or_a_duration(monkeypatch, name):
    for written, seconds in {"45": 45, "45s": 45, "0.75m": 45}.items():
        monkeypatch.setenv(f"TOCSIN_{name.upper()}", written)
        found = getattr(load(), name)
        assert (found.total_seconds() if isinstance(found, dt.timedelta) else found) == seconds


def test_a_time_that_is_none_is_told_what_to_write(monkeypatch):
    monkeypatch.setenv("TOCSIN_RETRY_FOR", "two hours")
    with pytest.raises(ConfigurationError, match=r"TOCSIN_RETRY_FOR: 'two hours' is no duration: write .* 2h, 7d"):
        load()


@pytest.mark.parametrize(
    ("variable", "nearest"),
    [
        ("TOCSIN_BROKER", "TOCSIN_BROKERS"),
        ("tocsin_partition", "TOCSIN_PARTITIONS"),
        ("TOCSIN_CHANNEL__WATER_SLACK", "TOCSIN_CHANNELS__WATER_SLACK"),
        ("TOCSIN_BROKERS__ONE", "TOCSIN_BROKERS"),
        ("TOSCIN_PREFIX", "TOCSIN_PREFIX"),
    ],
)
def test_a_variable_that_is_no_setting_is_told_with_the_nearest_name(monkeypatch, variable, nearest):
    monkeypatch.setenv(variable, "json://secret")
    assert (variable, nearest) in unknown_variables()


def test_a_line_of_dotenv_that_is_no_setting_is_told_and_its_value_is_not(tmp_path, capsys):
    (tmp_path / ".env").write_text("TOCSIN_CHANEL__DUTY='tgram://token'\nTOCSIN_CHANNELS__DUTY=json://sink\nFEEDS=x\n")
    settings_with()
    told = capsys.readouterr().err
    assert "TOCSIN_CHANEL__DUTY" in told
    assert "TOCSIN_CHANNELS__DUTY" in told
    assert "token" not in told
    assert "FEEDS" not in told


def test_what_is_set_for_others_is_no_mistake(monkeypatch):
    for variable in ("TOCSIN_VERSION", "TOCSIN_TEST_KAFKA", "TOCSIN_CHANNELS__A", "TOXIN_X", "TOCSIN"):
        monkeypatch.setenv(variable, "1")
    assert unknown_variables() == []


def test_a_dotenv_that_is_not_utf_8_is_told(tmp_path):
    (tmp_path / ".env").write_bytes(b"TOCSIN_PREFIX=\xe9\n")
    with pytest.raises(ConfigurationError, match=r"\.env is not UTF-8"):
        load()
