"""An alert: a change of an incident, and why it is worth telling. The public contract of the `alerts` topic."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from enum import StrEnum
from typing import Literal, NamedTuple

from pydantic import Field

from streams.article import ArticleRef, Frozen, Moment, digest, rfc3339
from streams.facts import risen
from streams.incident import (
    Incident,
    Position,
    Summary,
    belonging,
    is_forgotten,
    is_over,
    is_stale,
    joined,
    merged,
    opened_by,
)
from streams.match.found import Match
from streams.rules.severity import SEVERITIES

Corroboration = Literal["rumour", "one-sided", "corroborated", "official"]


class Change(StrEnum):
    """What an alert tells of its incident, most telling first."""

    OPENED = "opened"
    RETRACTED = "retracted"
    ESCALATED = "escalated"
    CORROBORATED = "corroborated"
    MERGED = "merged"
    UPDATED = "updated"
    CLOSED = "closed"


class Code(StrEnum):
    """Why a change is worth telling: the closed list of `decision.code`."""

    FIRST = "first"
    AGAIN = "again"
    NUMBERS = "numbers"
    SEVERITY = "severity"
    STATUS = "status"
    FRESH = "fresh"
    INDEPENDENT_SOURCE = "independent-source"
    DENIED = "denied"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    SAME_EVENT = "same-event"
    QUIET = "quiet"


class Decision(Frozen):
    """Why an alert was sent: a code for programs, words for people."""

    code: Code
    text: str


class Outlet(Frozen):
    """A source of an incident's reports; ``family`` is the publisher it belongs to, ``side`` whose voice it is."""

    name: str
    family: str | None = None
    side: str | None = None


class Alert(Summary):
    """One change of one incident. ``id`` is the same however often it is sent: deduplicate by it."""

    WRITTEN = (
        "id seq incident change changes decision rule rules family tags title severity status corroboration "
        "according_to place places facts quote quoted lang first_seen last_seen happened_at sources articles "
        "article_count related late ruleset joined_by joined_tags source at"
    )

    id: str
    seq: int = Field(description="1 for the alert that opens the incident, then counting up; for people, no key")
    incident: str
    change: Change
    changes: tuple[Change, ...]
    decision: Decision
    rule: str = Field(description="the rule that names the incident: the most severe")
    corroboration: Corroboration | None = None
    sources: tuple[Outlet, ...]
    articles: tuple[ArticleRef, ...] = Field(description="the newest 200")
    related: tuple[str, ...] = ()
    late: bool = Field(description="the newest report was already stale when it was fetched: never audible")
    joined_by: str | None = Field(None, description="the rule that this change added to `rules`")
    joined_tags: tuple[str, ...] = Field((), description="the tags that it brought")
    source: str = Field(description="file and line of the rule that names the incident")
    at: Moment = Field(description="the time of the record that made the change: an article's arrival or a tick")


class Gathered(NamedTuple):
    """What one match or tick changes: alerts to send, and the new state of every incident it touched.

    Forgotten incidents are named by id: their last state is to be deleted.
    """

    alerts: tuple[Alert, ...] = ()
    incidents: tuple[Incident, ...] = ()
    forgotten: tuple[str, ...] = ()

    def at(self, position: Position) -> Gathered:
        """The same, of the record at a position: each state says that it includes it."""
        told = {"epoch": position.epoch, "offset": position.offset}
        return self._replace(incidents=tuple(one.model_copy(update=told) for one in self.incidents))


def gather(known: Collection[Incident], found: Match, *, stale_after: dt.timedelta) -> Gathered:
    """Put a match to its incident, and decide whether that is worth telling.

    ``known`` holds at least the incidents of the match's family. A match gathered before changes nothing, but for what
    a crash in mid-merge has left.
    """
    gathered = [incident for incident in known if found.id in incident.matches]
    if gathered:
        return Gathered(incidents=_left_of_merge(known, gathered, found))
    stale = is_stale(found, stale_after)
    own = belonging(known, found)
    if not own:
        opened = opened_by(found, stale=stale)
        return _told(opened, opened, Change.OPENED, Code.FIRST, f"first report, by {_outlet(found)}", found)
    alerts: list[Alert] = []
    states: list[Incident] = []
    before, *others = own
    for other in others:
        gone = _gone(other, before, found)
        words = f"proved to be the same event as {before.id}"
        at = found.article.fetched_at
        alerts.append(_alert(gone, Change.MERGED, Code.SAME_EVENT, words, at, cause=found.id, related=(before.id,)))
        states.append(gone)
        before = merged(before, other).model_copy(update={"merged_from": (*before.merged_from, other.id)})
    after = joined(before, found, stale=stale)
    change = _worth_telling(before, found, stale=stale, reopened=own[0].closed_at is not None)
    if change is None:
        return Gathered(tuple(alerts), (after, *states))
    told = _told(own[0], after, *change, found)
    # The survivor first: a crash in between leaves the other as it was, and its reports are not lost.
    return Gathered((*alerts, *told.alerts), (*told.incidents, *states))


def _gone(other: Incident, into: Incident, found: Match) -> Incident:
    """The last state of an incident that a match has proved to be another."""
    return other.model_copy(
        update={"merged_into": into.id, "closed_at": found.article.fetched_at, "seq": other.seq + 1}
    )


def _left_of_merge(known: Collection[Incident], gathered: Collection[Incident], found: Match) -> tuple[Incident, ...]:
    """Last states that a merge still owes: whoever made it was stopped after it had written the survivor's."""
    return tuple(
        _gone(other, survivor, found)
        for survivor in gathered
        for other in known
        if other.id in survivor.merged_from and other.merged_into is None
    )


def _worth_telling(before: Incident, found: Match, *, stale: bool, reopened: bool) -> tuple[Change, Code, str] | None:
    """The most telling change that a match makes to an incident, or None.

    A report that is news is compared with what was heard before: what only old reports said, nobody was rung for.
    """
    severity = before.severity if stale else before.heard
    status = before.status if stale else before.heard_status
    if severity is None or status is None:
        return Change.UPDATED, Code.FRESH, f"first report that is news, by {_outlet(found)}"
    if SEVERITIES.index(found.severity) > SEVERITIES.index(severity):
        return Change.ESCALATED, Code.SEVERITY, f"{severity} → {found.severity}: {found.title}, by {_outlet(found)}"
    if found.status.happened and not status.happened:
        return Change.UPDATED, Code.STATUS, f"{status} → {found.status}, by {_outlet(found)}"
    return _adds(before, found, reopened=reopened)


def _adds(before: Incident, found: Match, *, reopened: bool) -> tuple[Change, Code, str] | None:
    """What a report that is no worse and no surer adds to an incident, or None."""
    if found.rule not in before.rules:
        return Change.UPDATED, Code.AGAIN, f"it meets another rule too: {found.title}, by {_outlet(found)}"
    if reopened:
        return Change.UPDATED, Code.AGAIN, f"reported again after it was quiet, by {_outlet(found)}"
    if rise := risen(before.facts, found.facts):
        return Change.UPDATED, Code.NUMBERS, f"{rise}, by {_outlet(found)}"
    return None


def _outlet(found: Match) -> str:
    return found.article.source or "an unnamed source"


def _told(before: Incident, after: Incident, change: Change, code: Code, words: str, found: Match) -> Gathered:
    counted = after.model_copy(update={"seq": before.seq + 1})
    alert = _alert(counted, change, code, words, found.article.fetched_at, cause=found.id)
    if code is not Code.FIRST and found.rule not in before.rules:
        alert = alert.model_copy(
            update={"joined_by": found.rule, "joined_tags": tuple(tag for tag in found.tags if tag not in before.tags)}
        )
    return Gathered((alert,), (counted,))


def tick(known: Collection[Incident], now: dt.datetime) -> Gathered:
    """Let time pass: incidents whose window has ended are closed, those closed long ago forgotten."""
    alerts, states = [], []
    for incident in sorted(known, key=lambda one: one.id):
        if is_over(incident, now):
            closed = incident.model_copy(update={"closed_at": now, "seq": incident.seq + 1})
            hours = incident.window_s / 3600
            words = f"no report for {hours:g} hours"
            alerts.append(_alert(closed, Change.CLOSED, Code.QUIET, words, now, cause=rfc3339(now)))
            states.append(closed)
    forgotten = tuple(sorted(incident.id for incident in known if is_forgotten(incident, now)))
    return Gathered(tuple(alerts), tuple(states), forgotten)


def _alert(
    incident: Incident,
    change: Change,
    code: Code,
    words: str,
    at: dt.datetime,
    *,
    cause: str,
    related: tuple[str, ...] = (),
) -> Alert:
    """The alert that tells a change.

    Its id follows from the incident, the match or tick that caused the change, and what is said of it: made again it is
    the same, and no other change has it. A count alone would be given twice by two workers that count from the same
    state.
    """
    return Alert(
        **incident.parts(Summary),
        id=digest("alert", incident.id, cause, change, code, words, str(incident.seq)),
        seq=incident.seq,
        incident=incident.id,
        change=change,
        changes=(change,),
        decision=Decision(code=code, text=words),
        sources=tuple(Outlet(name=name) for name in incident.sources),
        related=related,
        at=at,
    )
