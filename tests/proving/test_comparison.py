"""What an edit of the rules changes on an archive."""

from __future__ import annotations

import datetime as dt

import pytest
from builders import KHERSON, KURAKHOVE, NOON, a_reference, an_alert

from streams.alert import Change
from streams.proving.comparison import Run, breaches, compare

LATER = NOON + dt.timedelta(hours=13)


def run(*alerts):
    """A run with these alerts."""
    made = Run()
    for alert in alerts:
        made.take(alert, lambda _place, _area: False)
    return made


def about(article, **fields):
    """An alert told from one article."""
    reference = a_reference(id=article)
    return an_alert(incident=fields.pop("incident", article), articles=(reference,), quoted=reference, **fields)


def told(before, after):
    return [(one.change, one.rule, sorted(one.changes)) for one in compare(run(*before), run(*after))]


RULE = "infrastructure/dam-strike"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([about("a")], [about("a")], []),
        ([], [about("a")], [("added", RULE, [])]),
        ([about("a")], [], [("removed", RULE, [])]),
        ([about("a")], [about("a", incident="other", ruleset="new")], []),
        ([about("a")], [about("a", severity="high")], [("changed", RULE, ["severity"])]),
        ([about("a")], [about("a", place=KHERSON)], [("changed", RULE, ["place"])]),
        ([about("a")], [about("a", rule="combat/airstrike")], [("changed", "combat/airstrike", ["rule"])]),
        (
            [about("a")],
            [about("a", rule="combat/airstrike", family="other")],
            [("added", "combat/airstrike", []), ("removed", RULE, [])],
        ),
        ([about("a")], [about("b")], [("added", RULE, []), ("removed", RULE, [])]),
        ([about("a")], [about("a"), about("a", change=Change.ESCALATED, at=LATER)], [("added", RULE, [])]),
        ([about("a")], [about("a"), about("a", change=Change.CLOSED, at=LATER)], []),
    ],
)
def test_alerts_are_matched_by_what_they_are_about(before, after, expected):
    assert told(before, after) == expected


def test_two_places_of_one_article_are_two_incidents():
    here, there = about("a", incident="1", place=KURAKHOVE), about("a", incident="2", place=KHERSON)
    assert told([here, there], [about("a", incident="3", place=KHERSON)]) == [("removed", RULE, [])]


def test_what_changed_is_told_from_and_to():
    (one,) = compare(run(about("a")), run(about("a", severity="high")))
    assert one.changes == {"severity": ("critical", "high")}


@pytest.mark.parametrize(
    ("alerts", "rings"),
    [
        ([about("a")], 1),
        ([about("a", late=True)], 0),
        ([about("a"), about("a", change=Change.UPDATED)], 1),
        ([about("a"), about("a", change=Change.ESCALATED)], 2),
        ([about("a"), about("a", change=Change.CLOSED)], 1),
    ],
)
def test_only_what_rings_counts(alerts, rings):
    assert run(*alerts).rung("day")[RULE, "2026-11-24"] == rings


def test_a_rule_that_joins_an_incident_rings_for_who_asks_for_it_alone():
    joined = about("a", change=Change.UPDATED, rules=(RULE, "combat/airstrike"), joined_by="combat/airstrike")
    counted = run(about("a"), joined).rung("day")
    assert counted == {(RULE, "2026-11-24"): 1, ("combat/airstrike", "2026-11-24"): 1}


def test_a_budget_is_exceeded_by_more_than_it_in_a_day_or_an_hour():
    made = run(about("a"), about("b", at=NOON + dt.timedelta(minutes=5)), about("c", at=LATER))
    assert [one.rings for one in breaches(made, limit=1, unit="day")] == [2]
    assert [one.when for one in breaches(made, limit=1, unit="hour")] == ["2026-11-24T12"]
    assert breaches(made, limit=2, unit="day") == []
    assert breaches(made, limit=0, unit="day", rules=["combat/airstrike"]) == []
