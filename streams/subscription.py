"""Who wants which alerts, on which channels, and whether an alert rings there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from streams.alert import Alert, Change, Code
from streams.delivery import Outcome
from streams.places.area import Area, LiesIn
from streams.reading.status import Status
from streams.rules.rule import PlacesFilter
from streams.rules.severity import SEVERITIES, Severity


def _listed(value: Any) -> Any:
    """One name may stand for a list of one."""
    return [value] if isinstance(value, str) else value


def _some(values: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse an empty list, which would ask for nothing, and a name that is written twice."""
    if not values:
        raise ValueError("the list is empty: name at least one, or leave the key out")
    if twice := sorted({value for value in values if values.count(value) > 1}):
        raise ValueError(f"written twice: {', '.join(twice)}")
    return values


def _name(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        raise ValueError(f"{value!r} is no name: write lower case letters, digits and `-`, as in `water-desk`")
    return value


def _wanted(value: str) -> str:
    if not re.fullmatch(r"\*|tag:[a-z0-9-]+|[a-z0-9*-]+(/[a-z0-9*-]+)+", value):
        raise ValueError(f"{value!r} is no rule: write an id (`combat/shelling`), a tag (`tag:water`) or `combat/*`")
    return value


def _not_yet(_value: Any) -> None:
    raise ValueError("not supported yet: leave the key out")


_Name = Annotated[str, AfterValidator(_name)]
_Wanted = Annotated[str, AfterValidator(_wanted)]
_NotYet = Annotated[None, BeforeValidator(_not_yet)]


class Subscription(BaseModel):
    """What one desk wants to hear of, and where; what is not written asks for nothing in particular."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: _Name
    channels: Annotated[tuple[_Name, ...], BeforeValidator(_listed), AfterValidator(_some)]
    rules: Annotated[tuple[_Wanted, ...], BeforeValidator(_listed), AfterValidator(_some)] | None = None
    places: PlacesFilter | None = None
    severity: Severity = "low"
    status: Annotated[tuple[Status, ...], BeforeValidator(_listed), AfterValidator(_some)] | None = None
    corroboration: _NotYet = None
    quiet: _NotYet = None

    def wants(self, rules: Iterable[str], tags: Iterable[str]) -> bool:
        """Whether it asks for one of the rules, by id, tag or pattern; a tag is written `tag:water`."""
        if self.rules is None:
            return True
        known = [*rules, *(f"tag:{tag}" for tag in tags)]
        return any(fnmatchcase(name, wanted) for name in known for wanted in self.rules)


class Hearing(StrEnum):
    """What a subscription hears of an alert, and why."""

    FIRST = "rings: the first message about this incident"
    ESCALATED = "rings: it has become worse"
    STRONGER = "rings: it is now asserted more strongly"
    FRESH = "rings: the first fresh news of something known only from old reports"
    WITHDRAWN = "rings: what was reported has been taken back"
    LATE = "skipped: the news was already old when it reached us"
    QUIET = "skipped: nothing new enough to ring for"
    UNHEARD = "skipped: takes back something this subscription was never told"
    OTHER_RULE = "not asked: none of its rules"
    TOO_MILD = "not asked: less severe than it asks for"
    OTHER_STATUS = "not asked: asserted in a way it does not ask for"
    ELSEWHERE = "not asked: the place is outside its places"
    NOWHERE = "not asked: no place is known, and it asks for places"

    @property
    def rings(self) -> bool:
        """Whether the channel rings."""
        return self.value.startswith("rings")

    @property
    def asked(self) -> bool:
        """Whether the subscription asks for such alerts at all; only then a delivery is recorded."""
        return not self.value.startswith("not asked")


def hear(
    subscription: Subscription,
    alert: Alert,
    *,
    lies_in: LiesIn,
    area: Area | None = None,
    told: bool | None = None,
) -> Hearing:
    """Decide what a subscription hears of an alert.

    It rings once for an incident, again only when things get worse, and once more when everything is taken back:
    whoever was woken must learn that it was nothing. Old news never rings.

    ``area`` is the subscription's `places`, resolved; None where it names none. ``told`` says whether the subscription
    has been told of the incident, None where nobody knows. Known to be untold, it also rings for an update by which
    the incident first becomes something it asks for.
    """
    if (unasked := _unasked(subscription, alert, area, lies_in)) is not None:
        return unasked
    if alert.late:
        return Hearing.LATE
    if Change.RETRACTED in alert.changes:
        return Hearing.UNHEARD if told is False else Hearing.WITHDRAWN
    for met, hearing in (
        (Change.OPENED in alert.changes, Hearing.FIRST),
        (alert.change not in _BOOKKEEPING and told is False, Hearing.FIRST),
        (Change.ESCALATED in alert.changes, Hearing.ESCALATED),
        (alert.decision.code is Code.STATUS, Hearing.STRONGER),
        (alert.decision.code is Code.FRESH, Hearing.FRESH),
        (_newly_asked(subscription, alert), Hearing.FIRST),
    ):
        if met:
            return hearing
    return Hearing.QUIET


def _newly_asked(subscription: Subscription, alert: Alert) -> bool:
    """Whether the subscription asks for the incident only since another rule joined it, by its id, pattern or tags."""
    if alert.joined_by is None or alert.change in _BOOKKEEPING:
        return False
    return not subscription.wants(set(alert.rules) - {alert.joined_by}, set(alert.tags) - set(alert.joined_tags))


def rings_if_first(alert: Alert, heard: str) -> bool:
    """Whether an alert that is nothing new to those who know its incident rings a channel that was never told of it."""
    return heard == Hearing.QUIET and alert.change not in _BOOKKEEPING


_BOOKKEEPING = frozenset({Change.MERGED, Change.CLOSED})


def _unasked(subscription: Subscription, alert: Alert, area: Area | None, lies_in: LiesIn) -> Hearing | None:
    """Why an alert is nothing the subscription asks for, or None."""
    if not subscription.wants({alert.rule, *alert.rules}, alert.tags):
        return Hearing.OTHER_RULE
    if SEVERITIES.index(alert.severity) < SEVERITIES.index(subscription.severity):
        return Hearing.TOO_MILD
    if (
        subscription.status is not None
        and alert.status not in subscription.status
        and Change.RETRACTED not in alert.changes  # its status is no longer the one that was told
    ):
        return Hearing.OTHER_STATUS
    if area is None or area.covers(alert.place, lies_in):
        return None
    return Hearing.ELSEWHERE if alert.place else Hearing.NOWHERE


class Planned(NamedTuple):
    """One line of a plan: `Outcome.ATTEMPTING` is to be sent, `Outcome.SKIPPED` only to be recorded, with the reason."""

    subscription: Subscription
    channel: str
    outcome: Outcome
    reason: str


def plan(
    alert: Alert,
    subscriptions: Sequence[Subscription],
    *,
    lies_in: LiesIn,
    areas: Mapping[str, Area] | None = None,
    told: AbstractSet[str] | None = None,
) -> list[Planned]:
    """Decide which channels an alert rings: each at most once, for the first subscription that names it.

    ``areas`` holds the resolved `places` by subscription name: one for each subscription that has `places`.
    ``told`` are the names of the subscriptions that were told of the incident before, None where nobody knows.
    Subscriptions that do not ask for the alert have no line.

    Raises:
        KeyError: a subscription has `places`, and ``areas`` does not hold them: unresolved, they would cover the world.
    """
    rung: dict[str, str] = {}
    planned = []
    for subscription in subscriptions:
        heard = hear(
            subscription,
            alert,
            lies_in=lies_in,
            area=(areas or {})[subscription.name] if subscription.places else None,
            told=None if told is None else subscription.name in told,
        )
        if not heard.asked:
            continue
        for channel in subscription.channels:
            if not heard.rings:
                planned.append(Planned(subscription, channel, Outcome.SKIPPED, heard.value))
            elif rung.setdefault(channel, subscription.name) != subscription.name:
                reason = f"skipped: the channel rings for {rung[channel]} already"
                planned.append(Planned(subscription, channel, Outcome.SKIPPED, reason))
            else:
                planned.append(Planned(subscription, channel, Outcome.ATTEMPTING, heard.value))
    return planned
