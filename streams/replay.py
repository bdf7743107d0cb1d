"""The whole pipeline on an archive, without Kafka, in event time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from streams.alert import Alert, Gathered, gather, tick
from streams.article import Article
from streams.incident import Incident
from streams.places.gazetteer import Gazetteer
from streams.rules.match import RuleSet, match

TICK_EVERY = dt.timedelta(minutes=1)
"""Event time between two ticks, as a worker makes them."""


def replay(
    articles: Iterable[Article], ruleset: RuleSet, gazetteer: Gazetteer, *, stale_after: dt.timedelta
) -> Iterator[Alert]:
    """Yield the alerts that an archive would have raised, in order; at its end every incident is closed.

    An article that says nothing of when it was fetched is taken to be fetched when it was published.

    Raises:
        ValueError: an article has neither of its times.
    """
    known: dict[str, Incident] = {}
    for article in articles:
        timed = article.timed()
        now = timed.fetched_at
        assert now is not None
        while (due := _next_end(known.values())) is not None and due < now:
            yield from _keep(known, tick(known.values(), due))
        for found in match(timed, ruleset, gazetteer):
            same = [one for one in known.values() if one.family == found.family]
            yield from _keep(known, gather(same, found, stale_after=stale_after))
    if known:
        end = max(max(one.last_seen, one.touched_at) + dt.timedelta(seconds=one.window_s + 1) for one in known.values())
        yield from _keep(known, tick(known.values(), end))


def _next_end(known: Collection[Incident]) -> dt.datetime | None:
    """The first tick at which an open incident is over, at the full minute as a worker's ticks are."""
    ends = [
        max(one.last_seen, one.touched_at) + dt.timedelta(seconds=one.window_s)
        for one in known
        if one.closed_at is None
    ]
    return min(ends) + TICK_EVERY if ends else None


def _keep(known: dict[str, Incident], gathered: Gathered) -> Iterator[Alert]:
    for incident in gathered.incidents:
        known[incident.id] = incident
    for forgotten in gathered.forgotten:
        known.pop(forgotten, None)
    yield from gathered.alerts
