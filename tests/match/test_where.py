from __future__ import annotations

import datetime as dt

import pytest
from builders import NOON

from streams.article import Article
from streams.match.match import Reading, match
from tests.eval.where import cases, mistakes

ROWS = list(cases())


def told(desk, text, title=None, rule="combat/missile-strike"):
    article = Article(id="1", title=title, text=text, published_at=NOON, fetched_at=NOON)
    return [one for one in match(article, desk.ruleset, desk.gazetteer) if one.rule == rule]


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_every_event_of_the_table_is_where_its_text_puts_it(desk, row):
    assert mistakes(row, desk.ruleset, desk.gazetteer) == []


def test_the_table_is_long_enough_to_tell_something():
    assert len(ROWS) >= 120


@pytest.mark.parametrize(
    ("title", "text", "place"),
    [
        (None, "A missile strike hit Odesa.", "Odesa"),
        (None, "Kyiv said a missile strike hit Odesa.", "Odesa"),
        (None, "Kyiv links missile strikes on Odesa to Moscow's withdrawal.", "Odesa"),
        (None, "Kyiv links missile strikes to Moscow's withdrawal.", None),
        (None, "Missile strikes damaged Ukraine's ports.", "Ukraine"),
        (None, "Missile strikes went on in the war against Ukraine.", None),
        ("Night of fire in Odesa", "A missile strike killed two.", "Odesa"),
        (None, "The night in Odesa was loud. A missile strike killed two.", "Odesa"),
        (None, "The mayor of Lviv spoke.\n\nA missile strike killed two.", None),
        (None, "Ракетний удар по Харкову, повідомили у Києві.", "Kharkiv"),
    ],
)
def test_the_event_is_where_its_own_words_put_it(desk, title, text, place):
    assert [one.place.name if one.place else None for one in told(desk, text, title)] == [place]


def test_a_region_folds_into_a_settlement_inside_it(desk):
    text = "A missile strike hit Odesa region. The missile strike destroyed a house in Odesa."
    assert [one.place.name for one in told(desk, text) if one.place] == ["Odesa"]


def test_places_told_together_are_one_match_each_with_the_others_beside_it(desk):
    found = told(desk, "Missiles hit Kharkiv, Sumy and Odesa.")
    assert {one.place.name: [(other.name, other.role) for other in one.places] for one in found} == {
        "Kharkiv": [("Sumy", "affected"), ("Odesa", "affected")],
        "Sumy": [("Kharkiv", "affected"), ("Odesa", "affected")],
        "Odesa": [("Kharkiv", "affected"), ("Sumy", "affected")],
    }


def test_a_number_that_counts_for_one_place_is_not_told_of_the_next(desk):
    found = told(desk, "Missile strikes killed two people in Kharkiv and five in Sumy.")
    assert {one.place.name: one.facts["killed"].min if one.facts else None for one in found} == {
        "Kharkiv": 2,
        "Sumy": None,
    }


def test_numbers_are_those_of_the_event_beside_its_place(desk):
    text = "A missile strike killed two people in Kharkiv; another missile strike killed nine people in Sumy."
    assert {one.place.name: one.facts["killed"].min for one in told(desk, text)} == {"Kharkiv": 2, "Sumy": 9}


def test_a_sentence_that_repeats_itself_is_told_once(desk):
    text = "A missile strike on Odesa followed a missile strike on Odesa."
    assert len(told(desk, text)) == 1


def test_a_year_is_history_only_before_the_article(desk):
    text = "The missile strike killed two, driven out of Mariupol in 2026, and a nurse."
    assert [one.place.name for one in told(desk, text)] == ["Mariupol"]


@pytest.mark.parametrize(
    "text", ["", "…", "— (AP) —", "Kyiv — Lviv — Odesa: missile strike", "in in in missile strike of"]
)
def test_odd_texts_have_a_place_or_none(desk, text):
    assert len(told(desk, text, title="Missile strike")) <= 2


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "unit", ["missile strike on Odesa, ", "Odesa, Sumy and ", "missile strike from Kyiv ", "officials in Lviv said, "]
)
def test_a_sentence_of_nothing_but_places_ends(desk, unit):
    found = told(desk, "A missile strike hit " + unit * 4_000)
    assert len(found) <= 50


def test_the_reason_says_what_binds_the_place(desk):
    published = NOON - dt.timedelta(hours=1)
    article = Article(id="1", text="A missile hit a bakery in Odesa.", published_at=published, fetched_at=NOON)
    reading = Reading(article, desk.ruleset, desk.gazetteer)
    rule = next(one for one in desk.ruleset.rules if one.id == "combat/missile-strike")
    assert [where.why for passage in reading.passages(rule) for where in reading.wheres(passage)] == [
        "in the clause of the event: “in” stands before it"
    ]
