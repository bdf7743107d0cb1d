"""An incident: matches about one event, held together by family, place and time.

A first cut of grouping: matches of one family with the same key (their place, or what `group_by` makes of it) belong
together while no gap between their reports is longer than the window: single linkage in time, so the final grouping
does not depend on the order in which the reports came.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pydantic import Field

from streams.article import ArticleRef, Frozen, Moment, digest
from streams.facts import Number, largest
from streams.match.found import Match
from streams.match.gist import Gist, HappenedAt
from streams.reading.status import Status
from streams.rules.severity import SEVERITIES, Severity

KEPT_ARTICLES = 200
"""Articles an incident lists, the newest; the contract of the `alerts` topic."""
KEPT_MATCHES = 1000
"""Matches an incident remembers by id, so that one that is replayed changes nothing."""
FORGET_AFTER = dt.timedelta(days=7)
"""How long a closed incident is kept: as long as the `matches` topic, whose replay must find it."""


class Tick(Frozen):
    """Time passing, as a record on `matches`, so that windows end on quiet partitions too."""

    at: Moment


class Position(NamedTuple):
    """A record's place in its partition of `matches`: positions compare as the records came.

    ``epoch`` counts how often the topic was seen to begin anew: an offset tells nothing across two of its lives.
    """

    epoch: int
    offset: int

    def __str__(self) -> str:
        """As it stands in a record's `ce_sequence`."""
        return f"{self.epoch}-{self.offset}"

    @classmethod
    def read(cls, text: str | None) -> Position:
        """Read it back; what says nothing that we know is older than anything that does."""
        told = _POSITION.fullmatch(text or "")
        return cls(int(told[1]), int(told[2])) if told else START


_POSITION = re.compile(r"(\d{1,18})-(\d{1,19})")
START = Position(0, -1)
"""Before the first record; what a state says that was written before states told their position."""


class Summary(Gist):
    """What all reports of an incident tell together: an incident has it, and each alert as it was then."""

    rules: tuple[str, ...]
    facts: dict[str, Number] = Field({}, description="the largest number told of each fact")
    quoted: ArticleRef | None = Field(None, description="the article the quote is from")
    lang: str | None = None
    first_seen: Moment
    last_seen: Moment
    articles: tuple[ArticleRef, ...]
    article_count: int
    late: bool


class Incident(Summary):
    """The latest state of an incident: a record of the compacted topic `incidents`.

    A worker that was paused may write an older state behind a newer one. Readers keep the state with the highest
    position, whatever the order in the topic.
    """

    WRITTEN = (
        "id epoch offset family key seq rule rules tags title severity status according_to place places facts "
        "quote quoted lang first_seen last_seen happened_at touched_at sources articles article_count matches "
        "window_s max_age_s late heard heard_status ruleset source closed_at merged_into merged_from"
    )

    id: str
    epoch: int = Field(
        START.epoch, description="how often `matches` had begun anew; states compare by epoch and offset"
    )
    offset: int = Field(START.offset, description="offset in `matches` of the newest record that it includes")
    key: str = Field(description="what its matches have in common beside the family: a place id, a region, a rule")
    seq: int = Field(0, description="alerts sent so far")
    first_seen: Moment = Field(description="publication of its oldest report")
    last_seen: Moment = Field(description="publication of its newest report")
    touched_at: Moment = Field(description="arrival of its latest report")
    sources: tuple[str, ...]
    matches: tuple[str, ...] = Field(description="ids of the newest matches gathered")
    window_s: int
    max_age_s: int
    late: bool = Field(description="its newest report was already stale when it was fetched")
    heard: Severity | None = Field(
        None, description="severity of its loudest report that was news; null while all were old"
    )
    heard_status: Status | None = Field(None, description="strongest status of a report that was news")
    closed_at: Moment | None = None
    merged_into: str | None = None
    merged_from: tuple[str, ...] = Field((), description="incidents that proved to be this one")

    @property
    def position(self) -> Position:
        """The newest record that it includes."""
        return Position(self.epoch, self.offset)


class Newest:
    """Of each incident the newest record of the topic, whatever their order there: of equals, the later."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Position, bytes | None]] = {}
        self.overwritten: set[str] = set()
        """Incidents of which an older record stands last: compaction would keep that one."""

    def read(self, incident_id: str, value: bytes | None, position: Position) -> None:
        """Take one record, a state or (None) the end of one."""
        kept = self._kept.get(incident_id)
        if kept is not None and position < kept[0]:
            self.overwritten.add(incident_id)
            return
        self._kept[incident_id] = (position, value)
        self.overwritten.discard(incident_id)

    @property
    def states(self) -> dict[str, bytes]:
        """The states that hold, by incident."""
        return {incident_id: value for incident_id, (_, value) in self._kept.items() if value is not None}

    @property
    def position(self) -> Position:
        """The newest record of `matches` that any of them includes."""
        return max((position for position, _ in self._kept.values()), default=START)


def is_stale(found: Match, stale_after: dt.timedelta) -> bool:
    """Whether a report was old news when it was fetched."""
    return found.article.fetched_at - found.article.published_at > stale_after


def key_of(found: Match) -> str:
    """What a match must share with others of its family to be of one incident.

    A match without a place has only its rule in common with others: "shelling kills two" may be anywhere.
    """
    place = found.place
    if found.group_by == "none":
        return "family"
    if place is None:
        return f"rule:{found.rule}"
    if found.group_by == "country":
        return f"country:{place.country}"
    if found.group_by == "district" and place.admin2 is not None:
        return f"district:{place.country}/{place.admin1}/{place.admin2}"
    if found.group_by in {"region", "district"} and place.kind != "country":
        return f"region:{place.country}/{place.admin1 or place.name}"
    return place.id


def opened_by(found: Match, *, stale: bool) -> Incident:
    """The incident that a match opens; its id is fixed by it."""
    article = found.article
    told = found.parts(Gist) | {"facts": largest(found.facts, {})}
    return Incident(
        **told,
        id=digest("incident", found.id),
        key=key_of(found),
        rules=(found.rule,),
        quoted=article,
        lang=article.lang,
        first_seen=article.published_at,
        last_seen=article.published_at,
        touched_at=article.fetched_at,
        sources=(article.source,) if article.source else (),
        articles=(article,),
        article_count=1,
        matches=(found.id,),
        window_s=found.window_s,
        max_age_s=found.max_age_s,
        late=stale,
        heard=None if stale else found.severity,
        heard_status=None if stale else found.status,
    )


def belonging(known: Iterable[Incident], found: Match) -> list[Incident]:
    """The incidents a match belongs to, oldest first: more than one when it bridges the gap between them."""
    at, key = found.article.published_at, key_of(found)
    near = sorted(
        (
            incident
            for incident in known
            if incident.family == found.family
            and incident.key == key
            and incident.merged_into is None
            and _gap(incident, at) <= dt.timedelta(seconds=max(incident.window_s, found.window_s))
        ),
        key=lambda incident: (incident.first_seen, incident.id),
    )
    fitting: list[Incident] = []
    for incident in near:
        spans = [*fitting, incident]
        first = min(at, *(one.first_seen for one in spans))
        last = max(at, *(one.last_seen for one in spans))
        if last - first <= dt.timedelta(seconds=found.max_age_s):
            fitting.append(incident)
    return fitting


def _gap(incident: Incident, at: dt.datetime) -> dt.timedelta:
    return max(incident.first_seen - at, at - incident.last_seen, dt.timedelta(0))


def joined(incident: Incident, found: Match, *, stale: bool) -> Incident:
    """The incident with one more match, as if it were merged with the one that the match alone would open."""
    return merged(incident, opened_by(found, stale=stale))


def merged(into: Incident, other: Incident) -> Incident:
    """One incident with what another of the same event knew: the most severe names it, the strongest status holds.

    Of equals the first stays. It is open when one of the two is.
    """
    louder = other if SEVERITIES.index(other.severity) > SEVERITIES.index(into.severity) else into
    stronger = other if other.status.strength > into.status.strength else into
    quoted = into if louder is into and stronger is into else other
    newer = other if other.last_seen >= into.last_seen else into
    listed = {article.id for article in into.articles}
    return into.model_copy(
        update={
            **_parts(louder, "rule", "title", "severity", "source", "place", "places"),
            **_parts(stronger, "status", "according_to"),
            **_parts(quoted, "quote", "quoted", "lang"),
            **_parts(newer, "last_seen", "late"),
            "facts": largest(into.facts, other.facts),
            "happened_at": happened_at(into, other),
            "rules": _with(into.rules, *other.rules),
            "tags": _with(into.tags, *other.tags),
            "first_seen": min(into.first_seen, other.first_seen),
            "touched_at": max(into.touched_at, other.touched_at),
            "sources": _with(into.sources, *other.sources)[-KEPT_ARTICLES:],
            "articles": _newest([*into.articles, *other.articles]),
            "article_count": into.article_count
            + other.article_count
            - sum(article.id in listed for article in other.articles),
            "matches": (*into.matches, *other.matches)[-KEPT_MATCHES:],
            "heard": _louder(into.heard, other.heard),
            "heard_status": _stronger(into.heard_status, other.heard_status),
            "window_s": max(into.window_s, other.window_s),
            "max_age_s": max(into.max_age_s, other.max_age_s),
            "closed_at": into.closed_at if other.closed_at else None,
            "ruleset": other.ruleset,
        }
    )


def happened_at(*reports: Gist) -> HappenedAt | None:
    """When the event that several reports tell of happened: as the first says that says it in words.

    A report of what is denied, expected or only threatened has no say while another tells of what happened: *strikes are
    expected on Friday* is no date of the one on Thursday. Where nobody says when, the first that was published tells.
    """
    timed = [(report, when) for report in reports if (when := report.happened_at) is not None]
    happened = [when for report, when in timed if report.status.happened] or [when for _, when in timed]
    said = next((when for when in happened if when.quote is not None), None)
    return said or min(happened, key=lambda when: when.from_, default=None)


def is_over(incident: Incident, now: dt.datetime) -> bool:
    """Whether no report can come any more: silence longer than the window, since publication and since arrival."""
    quiet = now - max(incident.last_seen, incident.touched_at)
    return incident.closed_at is None and quiet > dt.timedelta(seconds=incident.window_s)


def is_forgotten(incident: Incident, now: dt.datetime) -> bool:
    """Whether a closed incident need not be remembered any longer."""
    return incident.closed_at is not None and now - incident.closed_at > FORGET_AFTER


def _parts(incident: Incident, *names: str) -> dict[str, Any]:
    return {name: getattr(incident, name) for name in names}


def _louder(one: Severity | None, other: Severity | None) -> Severity | None:
    return max((found for found in (one, other) if found is not None), key=SEVERITIES.index, default=None)


def _stronger(one: Status | None, other: Status | None) -> Status | None:
    return max((found for found in (one, other) if found is not None), key=lambda found: found.strength, default=None)


def _with(known: tuple[str, ...], *more: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known, *more)))


def _newest(articles: Sequence[ArticleRef]) -> tuple[ArticleRef, ...]:
    unique = {article.id: article for article in articles}
    return tuple(sorted(unique.values(), key=lambda article: (article.published_at, article.id))[-KEPT_ARTICLES:])
