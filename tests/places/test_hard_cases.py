"""The hard cases of `tests/golden/places.yaml`, with the gazetteer of the installed packages."""

from __future__ import annotations

import pytest
from golden.places import Case, Found, Verdict, handles, read_cases
from golden.toponyms import Judgement, Precision, Stretch, compare

from streams.places.toponyms import find_places
from streams.text.text import read

CASES = read_cases(dumps=False)
FINE = {Verdict.RIGHT, Verdict.CLEAN}


@pytest.fixture(scope="session")
def verdict(gazetteer):
    """What becomes of a case."""

    def judge(case: Case) -> Verdict:
        toponyms = find_places([read("text", case.text)], gazetteer)
        return case.judge(Found(one.start, one.end, one.place.id, one.governs) for one in toponyms if one.place)

    return judge


def named(case: Case) -> str:
    return f"{case.sort}, {case.kind}: {case.text}"


@pytest.mark.parametrize("case", [case for case in CASES if not case.miss], ids=named)
def test_a_hard_case_is_right(verdict, case):
    assert verdict(case) in FINE


@pytest.mark.parametrize("case", [case for case in CASES if case.miss], ids=named)
def test_a_known_miss_is_marked_only_as_long_as_it_is_one(verdict, case):
    assert verdict(case) not in FINE, "right now: take `known: miss` away"


def test_every_place_of_the_cases_is_in_the_gazetteer(gazetteer):
    lacking = [handle for handle, ids, dumps in handles() if not dumps and not any(map(gazetteer.place, ids))]
    assert lacking == []


def test_there_are_as_many_cases_without_a_place_as_with_one():
    cases = read_cases(dumps=True)
    with_place = sum(case.sort == "named" for case in cases)
    assert with_place >= 150
    assert len(cases) - with_place >= with_place


KYIV, PARIS, TEXAS = "geonames:703448", "geonames:2988507", "geonames:4717560"
THERE = Stretch("item", "text", 0, 5)


@pytest.mark.parametrize(
    ("judged", "now", "expected"),
    [
        ({PARIS: True}, {THERE: PARIS}, Precision(right=1, wrong=0, lost=0, unjudged=0)),
        ({PARIS: True}, {THERE: TEXAS}, Precision(right=0, wrong=1, lost=0, unjudged=0)),
        ({PARIS: True}, {}, Precision(right=0, wrong=0, lost=1, unjudged=0)),
        ({PARIS: False}, {THERE: PARIS}, Precision(right=0, wrong=1, lost=0, unjudged=0)),
        ({PARIS: False}, {THERE: TEXAS}, Precision(right=0, wrong=1, lost=0, unjudged=0)),
        ({PARIS: False, TEXAS: True}, {THERE: TEXAS}, Precision(right=1, wrong=0, lost=0, unjudged=0)),
        ({PARIS: False}, {}, Precision(right=0, wrong=0, lost=0, unjudged=0)),
        ({}, {THERE: KYIV}, Precision(right=0, wrong=0, lost=0, unjudged=1)),
    ],
)
def test_what_is_resolved_is_compared_with_what_a_person_said(judged, now, expected):
    assert compare([Judgement(THERE, place, right) for place, right in judged.items()], now) == expected
