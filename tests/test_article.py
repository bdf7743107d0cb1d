from __future__ import annotations

import datetime as dt

import pytest
from builders import NOON
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from streams.article import AHEAD, Article, misnamed_times, rfc3339


def test_an_article_needs_only_an_address_and_a_title():
    article = Article(url="https://www.outlet.example/a", title="Dam struck")
    assert (article.source, len(article.id)) == ("outlet.example", 16)


@pytest.mark.parametrize("fields", [{"title": "x"}, {"id": "1"}, {"id": "1", "title": " "}, {"id": "1", "title": 3}])
def test_an_article_without_a_name_or_words_is_refused(fields):
    with pytest.raises(ValidationError):
        Article.model_validate(fields)


def test_unknown_fields_are_ignored():
    assert Article.model_validate({"id": "1", "title": "x", "shares": 3}).id == "1"


@pytest.mark.parametrize(
    ("published", "fetched", "arrived", "expected"),
    [
        (NOON, NOON, None, (NOON, NOON)),
        (None, NOON, None, (NOON, NOON)),
        (NOON, None, None, (NOON, NOON)),
        (NOON + dt.timedelta(days=1), NOON, None, (NOON + AHEAD, NOON)),
        (NOON, NOON, NOON + dt.timedelta(days=9), (NOON, NOON + dt.timedelta(days=9))),
        (NOON, NOON + dt.timedelta(days=9), NOON, (NOON, NOON)),
        (None, NOON, NOON + dt.timedelta(days=9), (NOON, NOON + dt.timedelta(days=9))),
    ],
)
def test_both_times_are_settled(published, fetched, arrived, expected):
    timed = Article(id="1", title="x", published_at=published, fetched_at=fetched).timed(arrived_at=arrived)
    assert (timed.published_at, timed.fetched_at) == expected


def test_an_article_without_any_time_cannot_be_timed():
    with pytest.raises(ValueError, match="published_at or a fetched_at"):
        Article(id="1", title="x").timed()


@pytest.mark.parametrize(
    ("given_time", "written"),
    [
        ("2026-11-20T12:00:00+02:00", "2026-11-20T10:00:00Z"),
        ("2026-11-20T12:00:00", "2026-11-20T12:00:00Z"),
        ("2026-11-20T12:00:00.5Z", "2026-11-20T12:00:00.500000Z"),
    ],
)
def test_times_travel_as_rfc_3339_utc(given_time, written):
    article = Article(id="1", title="x", published_at=given_time)
    assert article.published_at is not None
    assert rfc3339(article.published_at) == written
    assert f'"published_at":"{written}"' in article.to_json().decode()


@given(st.datetimes(timezones=st.just(dt.UTC), min_value=dt.datetime(1980, 1, 1), max_value=dt.datetime(2080, 1, 1)))  # noqa: DTZ001 the strategy adds the zone
def test_an_article_reads_back_as_it_was_written(moment):
    article = Article(id="1", title="x", published_at=moment).timed()
    assert Article.model_validate_json(article.to_json()) == article


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "1969-12-31T00:00:00Z"])
def test_times_at_the_ends_of_the_calendar_are_refused(moment):
    with pytest.raises(ValidationError, match="between 1970 and 2200"):
        Article(id="1", title="x", published_at=moment)


@pytest.mark.parametrize(
    ("key", "value", "right"),
    [
        ("pubDate", "Tue, 05 Nov 2024 11:00:00 GMT", "published_at"),
        ("date", "2024-11-05", "published_at"),
        ("created_at", "2024-11-05T11:00:00Z", "published_at"),
        ("fecha", "2024-11-05 11:00", "published_at"),
        ("timestamp", 1_730_000_000, "published_at"),
        ("ts", 1_730_000_000_123.0, "published_at"),
        ("publishedAt", "yesterday", "published_at"),
        ("publishd_at", None, "published_at"),
        ("fetchedAt", "2024-11-05T11:00", "fetched_at"),
    ],
)
def test_a_key_that_holds_a_time_under_another_name_is_known_with_the_right_one(key, value, right):
    assert misnamed_times({"id": "1", "text": "x", key: value}) == {key: right}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("published_by", "Beacon"), ("views", 12_345), ("read", True), ("phone", "0123456789"), ("tags", ["2024-11-05"]),
        ("version", "1.2.3.4.5.6"), ("num", 10**18), ("section", "9999-99-99"), ("published_at", "2024-11-05"),
        ("id", 1_730_000_000), ("text", "2024-11-05"),
    ],
)  # fmt: skip
def test_other_fields_are_no_times(key, value):
    assert misnamed_times({key: value}) == {}
