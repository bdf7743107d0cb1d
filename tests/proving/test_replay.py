"""The whole pipeline on an archive, in event time."""

from __future__ import annotations

import datetime as dt

import pytest
from builders import NOON, a_match, an_article

from streams.alert import Change
from streams.proving.replay import Replay, replay

STALE = dt.timedelta(hours=2)
HOUR = dt.timedelta(hours=1)


def changes(*steps):
    """The changes that articles make: each given by its time and its matches."""
    run = Replay(stale_after=STALE)
    alerts = [alert for now, matches in steps for alert in run.take(now, matches)]
    return [alert.change for alert in (*alerts, *run.finish())]


def test_an_incident_opens_and_is_closed_at_the_end():
    assert changes((NOON, [a_match()])) == [Change.OPENED, Change.CLOSED]


def test_time_passes_with_articles_that_match_nothing():
    later = NOON + 30 * HOUR
    assert changes((NOON, [a_match()]), (later, []), (later, [a_match(article="b", published_at=later)])) == [
        Change.OPENED,
        Change.CLOSED,
        Change.OPENED,
        Change.CLOSED,
    ]


def test_an_empty_archive_says_nothing():
    assert changes() == []


def test_articles_matched_elsewhere_give_the_same_alerts(desk):
    from streams.match.match import match

    articles = [an_article(id=str(number), published_at=NOON + number * HOUR, fetched_at=None) for number in range(40)]
    run = Replay(stale_after=STALE)
    apart = [
        alert
        for one in articles
        for alert in run.take(one.published_at, match(one.timed(), desk.ruleset, desk.gazetteer))
    ]
    apart += run.finish()
    assert apart == list(replay(articles, desk.ruleset, desk.gazetteer, stale_after=STALE))
    assert apart


def test_an_article_without_any_time_cannot_be_replayed(desk):
    timeless = an_article(published_at=None, fetched_at=None)
    with pytest.raises(ValueError, match="published_at"):
        list(replay([timeless], desk.ruleset, desk.gazetteer, stale_after=STALE))
