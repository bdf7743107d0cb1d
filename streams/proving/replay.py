"""The whole pipeline on an archive, without Kafka, in event time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from streams.alert import Alert, Gathered, gather, tick
from streams.article import Article
from streams.incident import Incident
from streams.match.found import Match
from streams.match.match import match
from streams.match.ruleset import RuleSet
from streams.places.gazetteer import Gazetteer

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
    run = Replay(stale_after=stale_after)
    for article in articles:
        timed = article.timed()
        assert timed.fetched_at is not None
        yield from run.take(timed.fetched_at, match(timed, ruleset, gazetteer))
    yield from run.finish()


class Replay:
    """The incidents of an archive being replayed; its articles may have been matched elsewhere, in the same order."""

    def __init__(self, *, stale_after: dt.timedelta) -> None:
        self._stale_after = stale_after
        self._known: dict[str, Incident] = {}
        self._due: dt.datetime | None = None

    def take(self, now: dt.datetime, matches: Iterable[Match]) -> Iterator[Alert]:
        """What the next article changes, fetched at ``now``: first the ticks until then, then its matches."""
        while self._due is not None and self._due < now:
            yield from self._keep(tick(self._known.values(), self._due))
        for found in matches:
            same = [one for one in self._known.values() if one.family == found.family]
            yield from self._keep(gather(same, found, stale_after=self._stale_after))

    def finish(self) -> Iterator[Alert]:
        """Close every incident, at the end of the archive."""
        if self._known:
            end = max(_last(one) + dt.timedelta(seconds=one.window_s + 1) for one in self._known.values())
            yield from self._keep(tick(self._known.values(), end))

    def _keep(self, gathered: Gathered) -> Iterator[Alert]:
        for incident in gathered.incidents:
            self._known[incident.id] = incident
        for forgotten in gathered.forgotten:
            self._known.pop(forgotten, None)
        self._due = _next_end(self._known.values())
        yield from gathered.alerts


def _next_end(known: Collection[Incident]) -> dt.datetime | None:
    """The first tick at which an open incident is over, at the full minute as a worker's ticks are."""
    ends = [_last(one) + dt.timedelta(seconds=one.window_s) for one in known if one.closed_at is None]
    return min(ends) + TICK_EVERY if ends else None


def _last(incident: Incident) -> dt.datetime:
    return max(incident.last_seen, incident.touched_at)
