"""What was judged at first sight says what its verdicts say."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


def rows(path):
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def shares(verdicts, field, *, without=""):
    """Percent of each answer to a question, of those verdicts that answer it."""
    found = Counter(one[field] for one in verdicts if one[field] not in {"", without})
    return {answer: round(100 * count / found.total()) for answer, count in found.items()}


@pytest.mark.parametrize("told", rows(GOLDEN / "first_sight.csv"), ids=lambda row: row["set"])
def test_a_row_is_what_its_verdicts_add_up_to(told):
    judged = rows(GOLDEN / "first_sight" / f"{told['set']}.csv")
    alerts = [one for one in judged if one["kind"] == "alert"]
    real = [one for one in alerts if one["event"] != "no"]
    asked = {"event": (alerts, ""), "place": (real, "none"), "status": (real, ""), "numbers": (real, "none")}
    counted = {
        f"{field}_{answer}": share
        for field, (of, without) in asked.items()
        for answer, share in shares(of, field, without=without).items()
    }
    counted |= shares(alerts, "bell")
    assert len(alerts) == int(told["alerts"])
    assert {name: share for name, share in counted.items() if name in told} == {
        name: int(told[name]) for name in counted if name in told
    }


@pytest.mark.parametrize("told", rows(GOLDEN / "first_sight.csv"), ids=lambda row: row["set"])
def test_the_events_of_a_set_are_counted_as_they_are_listed(told):
    events = rows(GOLDEN / "first_sight" / f"{told['set']}-events.csv")
    counted = Counter((one["must"], one["became"]) for one in events)
    assert (counted["yes", "rang"], counted["yes", "kept"]) == (int(told["must_rang"]), int(told["must_kept"]))
    assert (counted["should", "rang"], counted["should", "kept"]) == (
        int(told["should_rang"]),
        int(told["should_kept"]),
    )
    assert sum(one["must"] == "yes" for one in events) == int(told["must"])
