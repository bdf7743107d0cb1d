"""Measure what the library of rules makes of labelled events and of four days of news.

`python -m tests.eval.events DATA_DIR`; DATA_DIR holds `events/` and `stream/` as the data README describes them; none
of it is part of this project.
"""

# ruff: noqa: T201 - printing is what it is for

from __future__ import annotations

import argparse
import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from streams.alert import Alert, Change
from streams.article import Article
from streams.files.desk.rules import Desk, read_desk
from streams.match.match import match
from streams.proving.replay import replay
from streams.settings import load
from tests.eval.tell import rows, tell

CONFLICT = "Armed conflicts and attacks"
CALM = ("Sports", "Arts and culture", "Business and economy", "Science and technology")
"""The portal's category that should ring, and those that should not."""
RINGING = frozenset({Change.OPENED, Change.ESCALATED})
"""The changes of an incident that a chat hears; the others edit what it was told."""
LIMIT = 10
"""Rings of one rule a day, above which its chat would turn it off."""


class Kind(NamedTuple):
    """A kind of event: the labels that news of it may bear, and the rules that should ring for it.

    ``also`` are labels that name the same event by another of its sides: a jet's missile is an air strike and a missile
    attack, a barrel bomb may hold poison, and the set gives each text one label.
    """

    labels: frozenset[str]
    rules: frozenset[str]
    also: frozenset[str] = frozenset()


def _kind(labels: str, rules: str, also: str = "") -> Kind:
    return Kind(frozenset(labels.split()), frozenset(rules.split()), frozenset(also.split()))


KINDS = {
    "air strike": _kind("AIR_STRIKE", "combat/airstrike", "ART_MISS_ATTACK CHEM_WEAP"),
    "artillery or missile attack": _kind("ART_MISS_ATTACK", "combat/missile-strike combat/shelling", "AIR_STRIKE"),
    "chemical weapon": _kind("CHEM_WEAP", "escalation/chemical-weapons"),
    "agreement": _kind(
        "AGREEMENT",
        "diplomacy/ceasefire diplomacy/peace-talks diplomacy/defence-pact people/prisoner-exchange",
        "NON_VIOL_TERRIT_TRANSFER DIPLO",
    ),
    "territory taken": _kind(
        "GOV_REGAINS_TERIT NON_STATE_ACTOR_OVERTAKES_TER", "combat/settlement-captured", "NON_VIOL_TERRIT_TRANSFER"
    ),
    "arrest": _kind("ARREST", "people/mass-detention", "ABDUCT_DISSAP"),
    "bomb, mine or grenade": _kind("GRENADE SUIC_BOMB REM_EXPLOS", "combat/bombing", "ATTRIB ORG_CRIME"),
    "armed clash": _kind("ARMED_CLASH", "combat/armed-clash", "ATTACK GOV_REGAINS_TERIT NON_STATE_ACTOR_OVERTAKES_TER"),
}
"""Kinds of event that the library has rules for, by the labels of CASE 2021."""


def _told(desk: Desk, path: Path) -> Iterator[tuple[dict[str, str], frozenset[str]]]:
    """Each row of a set, with the rules that its text matches on the day it is of."""
    for number, row in enumerate(rows(path)):
        at = _day(row.get("day", ""))
        article = Article(id=str(number), text=row["text"], published_at=at, fetched_at=at)
        yield row, frozenset(found.rule for found in match(article, desk.ruleset, desk.gazetteer))


def _day(written: str) -> dt.datetime:
    """The day of a row; rows without one are of a day later than all that they tell."""
    try:
        return dt.datetime.strptime(written, "%B %d, %Y").replace(tzinfo=dt.UTC)
    except ValueError:
        return dt.datetime(2026, 1, 10, tzinfo=dt.UTC)


def categories(desk: Desk, path: Path) -> None:
    """Of each category of the portal, how many rows match; and by which rules."""
    total: Counter[str] = Counter()
    matched: Counter[str] = Counter()
    by_rule: Counter[tuple[str, bool]] = Counter()
    for row, found in _told(desk, path):
        total[row["category"]] += 1
        matched[row["category"]] += bool(found)
        by_rule.update((rule, row["category"] == CONFLICT) for rule in found)
    for category, count in sorted(total.items()):
        target = 80 if category == CONFLICT else None
        tell(f"events, {category}", matched[category], count, target=target)
    calm, of = (sum(count[category] for category in CALM) for count in (matched, total))
    print(f"{'events, sports, arts, business and science':<48} {100 * calm / max(of, 1):5.1f} %  target at most 1 %")
    for rule in sorted({rule for rule, _ in by_rule}):
        print(f"    {rule:<44} {by_rule[rule, True]:>5} of conflicts {by_rule[rule, False]:>5} of others")


def labels(desk: Desk, path: Path) -> None:
    """Precision and recall of each kind of event that the set has labels for."""
    told = list(_told(desk, path))
    for name, kind in KINDS.items():
        asked = [bool(found & kind.rules) for row, found in told if row["label"] in kind.labels]
        rung = [row["label"] in kind.labels | kind.also for row, found in told if found & kind.rules]
        tell(f"{name}: precision", sum(rung), len(rung), target=85)
        tell(f"{name}: recall", sum(asked), len(asked), target=70)


def stream(desk: Desk, path: Path) -> None:
    """Rings by rule and day, and whether the two events that everybody knows of rang on their days."""
    articles = (Article.model_validate(row) for row in rows(path))
    told = replay(articles, desk.ruleset, desk.gazetteer, stale_after=dt.timedelta(hours=2))
    heard = [alert for alert in told if alert.change in RINGING and not alert.late]
    days = Counter((alert.rule, f"{alert.last_seen:%d %b}") for alert in heard)
    for (rule, day), count in sorted(days.items()):
        print(f"{f'rings on {day}, {rule}':<48} {count:>5}{f'  MORE THAN {LIMIT}' if count > LIMIT else ''}")
    for date, words in ((17, ("Crimea", "Kerch")), (18, ("Odes",)), (19, ("Odes",))):
        rang = sum(alert.last_seen.day == date and _names(alert, words) for alert in heard)
        print(f"{f'{words[0]}…, {date} July':<48} {rang:>5}  {'rings' if rang else 'MUST RING'}")


def _names(alert: Alert, words: tuple[str, ...]) -> bool:
    """Whether an alert is about a place, by its place or its quote."""
    said = f"{alert.place.name if alert.place else ''} {alert.quote}"
    return any(word in said for word in words)


def measure(data: Path) -> None:
    """Print every measure for which the data is there."""
    desk = read_desk(load())
    for part, path in (
        (categories, data / "events" / "wp_current_events_dev.jsonl"),
        (labels, data / "events" / "case2021_event_types_dev.jsonl"),
        *((stream, path) for path in sorted((data / "stream").glob("*.jsonl.gz"))),
    ):
        if path.is_file():
            part(desk, path)
        else:
            print(f"{part.__name__} is left out: there is no {path}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.eval.events", description=__doc__)
    parser.add_argument("data", type=Path)
    measure(parser.parse_args().data)
