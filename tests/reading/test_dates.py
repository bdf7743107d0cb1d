from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.reading.dates import moments_in, past
from streams.text.text import words_of

PUBLISHED = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)  # a Friday


def moments(text: str, published: dt.datetime = PUBLISHED):
    words = words_of(text)
    return moments_in(words, 0, len(words), published)


def days(text: str, published: dt.datetime = PUBLISHED) -> tuple[str, str]:
    (moment,) = moments(text, published)
    return moment.since.strftime("%m-%d %H"), moment.until.strftime("%m-%d %H")


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("It was hit on Monday.", "11-16 00", "11-17 00"),
        ("It was hit on Friday.", "11-20 00", "11-20 12"),
        ("It was hit overnight.", "11-19 20", "11-20 08"),
        ("It was hit last night.", "11-19 20", "11-20 08"),
        ("It was hit yesterday.", "11-19 00", "11-20 00"),
        ("It was hit this morning.", "11-20 04", "11-20 12"),
        ("It was hit two hours ago.", "11-20 09", "11-20 10"),
        ("It was hit 12 hours ago.", "11-19 23", "11-20 00"),
        ("It was hit three days ago.", "11-17 00", "11-18 00"),
        ("It was hit on 18 November.", "11-18 00", "11-19 00"),
        ("It was hit on November 18, 2026.", "11-18 00", "11-19 00"),
        ("It was hit last week.", "11-06 00", "11-13 00"),
        ("Talks start next week.", "11-27 00", "12-04 00"),
        ("Talks start tomorrow.", "11-21 00", "11-22 00"),
        ("Talks start next Monday.", "11-23 00", "11-24 00"),
        ("Вночі влучили у склад.", "11-19 20", "11-20 08"),
        ("Учора влучили у склад.", "11-19 00", "11-20 00"),
        ("У понеділок влучили у склад.", "11-16 00", "11-17 00"),
        ("У ніч на 20 листопада влучили у склад.", "11-19 20", "11-20 08"),
        ("18.11.2026 влучили у склад.", "11-18 00", "11-19 00"),
        ("В ночь на 5 июля попали в склад.", "07-04 20", "07-05 08"),
        ("Во вторник попали в склад.", "11-17 00", "11-18 00"),
        ("Неделю назад попали в склад.", "11-09 12", "11-16 12"),
    ],
)
def test_times_are_read_against_the_publication(text, since, until):
    assert days(text) == (since, until)


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("It was hit on Monday.", False),
        ("It was hit six days ago.", False),
        ("It was hit last week.", True),
        ("It was hit a year ago.", True),
        ("It was hit in 2014.", True),
        ("It was hit in July.", True),
        ("It was hit on 5 July.", True),
        ("Торік влучили у склад.", True),
        ("У липні влучили у склад.", True),
        ("Учора влучили у склад.", False),
        ("В 1941 году взорвали мост.", True),
        ("Два часа назад взорвали мост.", False),
    ],
)
def test_what_is_over_for_a_week_is_past(text, over):
    assert bool(list(past(moments(text), PUBLISHED))) == over


@pytest.mark.parametrize(
    "text",
    [
        "It was the first raid since 2022.",
        "The March 23 Movement took the town.",
        "They may march on the town.",
        "They sent 2000 soldiers.",
        "Це перший удар з 2022 року.",
        "It cost 2000 dollars.",
        "In 2026 it was hit.",
    ],
)
def test_what_bounds_or_names_something_dates_nothing(text):
    assert moments(text) == []


def test_a_day_of_the_year_before_is_taken_for_the_last_one():
    (moment,) = moments("It was hit on 28 December.", dt.datetime(2026, 1, 3, tzinfo=dt.UTC))
    assert moment.since == dt.datetime(2025, 12, 28, tzinfo=dt.UTC)


@given(
    st.text(alphabet="ago year 0123456789.:/-січня рік тому mondayJuly ", max_size=80),
    st.integers(min_value=-20_000, max_value=20_000),
)
def test_any_words_are_read_in_order(text, days_later):
    found = moments(text, PUBLISHED + dt.timedelta(days=days_later))
    assert [one.span for one in found] == sorted(one.span for one in found)
    assert all(one.since <= one.until for one in found)
