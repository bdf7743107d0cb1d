"""What an edit of the rules changes on an archive: alerts added, removed and changed, and how often a chat would ring.

Alerts of two runs are matched by what they are about: an incident of one is that of the other when both were told from
the same articles, by the same rule or at the same place. Their ids depend on which article and rule came first.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from streams.alert import Alert, Change
from streams.article import ArticleRef
from streams.places.area import LiesIn
from streams.subscription import Subscription, hear

Unit = Literal["day", "hour"]

_BOOKKEEPING = frozenset({Change.CLOSED, Change.MERGED})
"""Changes that tell nobody anything new of an event."""


class ComparedAlert(NamedTuple):
    """What an alert says, as far as an edit of the rules can change it."""

    change: Change
    at: dt.datetime
    rule: str
    rules: tuple[str, ...]
    place_id: str
    family: str
    article: ArticleRef | None
    says: Mapping[str, Any]


COMPARED = ("severity", "status", "place", "title", "numbers", "quote", "according_to", "rule", "tags")
"""What is compared of two alerts, in the order in which it is told."""


@dataclass(frozen=True)
class Difference:
    """An alert that an edit adds, removes or changes; ``changes`` says what from → to, by field."""

    change: Literal["added", "removed", "changed"]
    rule: str
    day: str
    at: dt.datetime
    alert: str
    place: str | None
    severity: str
    status: str
    quote: str
    article: dict[str, str | None]
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass
class Run:
    """The alerts of one run that tell something, by incident, and how often each rule's subscribers would be rung."""

    incidents: dict[str, list[ComparedAlert]] = field(default_factory=lambda: defaultdict(list))
    articles: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    rings: Counter[tuple[str, dt.datetime]] = field(default_factory=Counter)
    """Rule and full hour, UTC → rings."""
    _told: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def take(self, alert: Alert, lies_in: LiesIn) -> None:
        """Note an alert."""
        for rule in {alert.rule, *alert.rules}:
            self._ring(rule, alert, lies_in)
        if alert.change in _BOOKKEEPING:
            return
        self.incidents[alert.incident].append(_told(alert))
        self.articles[alert.incident] |= {article.id for article in alert.articles}

    def count(self, rules: Collection[str] | None = None) -> int:
        """How many alerts tell something, of all rules or of some."""
        told = (one for alerts in self.incidents.values() for one in alerts)
        return sum(rules is None or one.rule in rules for one in told)

    def _ring(self, rule: str, alert: Alert, lies_in: LiesIn) -> None:
        """Count what a chat hears that asks for one rule, and for it everywhere."""
        asking = Subscription.model_construct(
            name="budget", channels=("budget",), rules=(rule,), places=None, severity="low", status=None
        )
        told = self._told[alert.incident]
        if hear(asking, alert, lies_in=lies_in, told=rule in told).rings:
            told.add(rule)
            self.rings[rule, alert.at.astimezone(dt.UTC).replace(minute=0, second=0, microsecond=0)] += 1

    def rung(self, unit: Unit) -> Counter[tuple[str, str]]:
        """Rings by rule and day, or hour, UTC."""
        counts: Counter[tuple[str, str]] = Counter()
        for (rule, hour), count in self.rings.items():
            counts[rule, hour.date().isoformat() if unit == "day" else f"{hour:%Y-%m-%dT%H}"] += count
        return counts


def _told(alert: Alert) -> ComparedAlert:
    said = {
        "severity": alert.severity,
        "status": str(alert.status),
        "place": alert.place.name if alert.place else None,
        "title": alert.title,
        "numbers": {name: (number.min, number.max) for name, number in alert.facts.items()},
        "quote": alert.quote,
        "according_to": alert.according_to.name if alert.according_to else None,
        "rule": alert.rule,
        "tags": alert.tags,
    }
    place = alert.place.id if alert.place else ""
    return ComparedAlert(alert.change, alert.at, alert.rule, alert.rules, place, alert.family, alert.quoted, said)


def compare(before: Run, after: Run) -> list[Difference]:
    """What differs between two runs, by rule and time."""
    pairs = _pairs(before, after)
    found = [
        difference
        for old, new in pairs
        for difference in _differences(before.incidents.get(old or "", ()), after.incidents.get(new or "", ()))
    ]
    return sorted(found, key=lambda one: (one.rule, one.at, one.change, one.place or "", one.quote))


def _pairs(before: Run, after: Run) -> list[tuple[str | None, str | None]]:
    """The incidents of two runs that are about the same, the likest first; what is left over stands alone."""
    holding: dict[str, list[str]] = defaultdict(list)
    for incident in after.incidents:
        for article in after.articles[incident]:
            holding[article].append(incident)
    likeness: list[tuple[tuple[int, ...], int, int, str, str]] = []
    order = {incident: number for number, incident in enumerate(after.incidents)}
    for number, old in enumerate(before.incidents):
        candidates = {new for article in before.articles[old] for new in holding.get(article, ())}
        likeness += [
            (score, -number, -order[new], old, new)
            for new in candidates
            if (score := _likeness(before, old, after, new)) is not None
        ]
    pairs: list[tuple[str | None, str | None]] = []
    taken: set[str] = set()
    gone: set[str] = set()
    for *_, old, new in sorted(likeness, reverse=True):
        if old not in gone and new not in taken:
            pairs.append((old, new))
            gone.add(old)
            taken.add(new)
    pairs += [(old, None) for old in before.incidents if old not in gone]
    pairs += [(None, new) for new in after.incidents if new not in taken]
    return pairs


def _likeness(before: Run, old: str, after: Run, new: str) -> tuple[int, ...] | None:
    """How like two incidents with an article in common are; None where they cannot be about the same."""
    was, now = before.incidents[old][-1], after.incidents[new][-1]
    rule = bool(set(was.rules) & set(now.rules))
    place = was.place_id == now.place_id
    if not rule and not (place and was.family == now.family):
        return None
    shared = len(before.articles[old] & after.articles[new])
    return (int(rule) + int(place), shared, -len(before.articles[old] ^ after.articles[new]))


def _differences(before: Sequence[ComparedAlert], after: Sequence[ComparedAlert]) -> Iterator[Difference]:
    """What differs between the alerts of an incident in two runs."""
    left = list(after)
    for old in before:
        new = _same(old, left)
        if new is None:
            yield _difference("removed", old)
            continue
        left.remove(new)
        changes = {name: (old.says[name], new.says[name]) for name in COMPARED if old.says[name] != new.says[name]}
        if changes or old.change is not new.change:
            if old.change is not new.change:
                changes["alert"] = (str(old.change), str(new.change))
            yield _difference("changed", new, changes)
    for new in left:
        yield _difference("added", new)


def _same(old: ComparedAlert, others: Collection[ComparedAlert]) -> ComparedAlert | None:
    """The alert that tells the same change in the other run: the opening one, or the one at the same time."""
    if old.change is Change.OPENED:
        return next((one for one in others if one.change is Change.OPENED), None)
    alike = [one for one in others if one.at == old.at and one.change is not Change.OPENED]
    return next((one for one in alike if one.change is old.change), alike[0] if alike else None)


def _difference(
    change: Literal["added", "removed", "changed"],
    told: ComparedAlert,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
) -> Difference:
    article = told.article
    return Difference(
        change=change,
        rule=told.rule,
        day=told.at.astimezone(dt.UTC).date().isoformat(),
        at=told.at,
        alert=str(told.change),
        place=told.says["place"],
        severity=told.says["severity"],
        status=told.says["status"],
        quote=told.says["quote"],
        article={"id": article.id, "url": article.url, "title": article.title} if article else {},
        changes=changes or {},
    )


class Breach(NamedTuple):
    """A rule that would ring more often than it may."""

    rule: str
    when: str
    rings: int


def breaches(run: Run, *, limit: int, unit: Unit, rules: Iterable[str] | None = None) -> list[Breach]:
    """Where the rules of a run ring more often than ``limit`` in a day or hour, in order."""
    asked = None if rules is None else set(rules)
    return [
        Breach(rule, when, count)
        for (rule, when), count in sorted(run.rung(unit).items())
        if count > limit and (asked is None or rule in asked)
    ]
