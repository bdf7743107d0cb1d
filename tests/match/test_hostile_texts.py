"""Hostile texts: what they cost, in calls counted, and what is told of what was not looked at."""

from __future__ import annotations

import sys
from itertools import cycle, islice

import pytest
from builders import an_article

from streams.match.bounds import LeftOut
from streams.match.match import Reading, match
from tests.hostile import KINDS, PLACES, article
from tests.synthetic import short_articles

pytestmark = pytest.mark.slow

SIZE = 6_000
"""Characters of the smaller text: a thousand words, in which a quadratic loop takes most of the time."""
DOUBLE = 2.3
"""What twice the text may cost; a quadratic loop costs four times."""
WORST = [
    "four places, five deeds, one toll",
    "twenty places and tolls",
    "places, cues, numbers by chance",
    "deeds of all languages",
    "deeds of all languages, sentences",
    "one deed in Ukrainian",
    "one deed in Arabic, sentences",
    "one deed in response to",
    "one deed and that he said",
    "said, denied, dated",
    "cues in Russian, commas",
    "cues and deeds",
    "denials",
    "numbers against a deed",
    "numbers in words",
    "a man and a woman",
    "lists of people",
    "places told together",
    "places in Arabic",
    "homonyms, sentences",
    "halves of gap terms, in turns",
    "no capitals",
    "bullets",
    "one letter and blanks",
    "a strike, then sentences without a place",
]
"""Kinds that once took seconds, or that make a stage of their own work hardest."""


def calls(reading):
    """How many functions are called while an article is matched."""
    counted = 0

    def count(*_):
        nonlocal counted
        counted += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        reading()
    finally:
        sys.setprofile(before)
    return counted


@pytest.fixture
def cost(desk):
    """The calls that matching an article takes, once its words are remembered."""

    def of(one):
        match(one, desk.ruleset, desk.gazetteer)
        return calls(lambda: match(one, desk.ruleset, desk.gazetteer))

    return of


@pytest.mark.parametrize("kind", WORST)
def test_twice_the_text_costs_about_twice(cost, kind):
    assert cost(article(kind, 2 * SIZE)) <= DOUBLE * cost(article(kind, SIZE))


def test_twice_the_heading_costs_about_twice(cost):
    kind = "places, cues, numbers by chance"
    assert cost(article(kind, 2 * SIZE, title=True)) <= DOUBLE * cost(article(kind, SIZE, title=True))


def test_twice_the_places_in_one_sentence_cost_about_twice(cost):
    def strikes(number):
        told = (
            f"a strike on {place} killed {at + 2} civilians" for at, place in enumerate(islice(cycle(PLACES), number))
        )
        return an_article(text=f"{' and '.join(told)}.")

    assert cost(strikes(150)) <= DOUBLE * cost(strikes(75))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_as_long_as_asked(kind):
    assert 0.9 * SIZE <= len(KINDS[kind](SIZE)) <= 1.1 * SIZE


def test_an_event_in_the_last_sentence_of_the_longest_article_is_found(desk):
    told = "\n\n".join(f"{one.title}. {one.text}" for one in islice(cycle(short_articles(None)), 3_000))[:890_000]
    reading = Reading(
        an_article(text=f"{told}\n\nA missile strike hit a market in Perechyn, killing 12 people."),
        desk.ruleset,
        desk.gazetteer,
    )
    found = {(one.rule, one.place.name) for one in reading.matches() if one.place is not None}
    assert ("people/civilian-casualties", "Perechyn") in found
    assert reading.left_out == ()


def test_no_article_of_the_demo_meets_a_bound(desk):
    for one in short_articles(None):
        assert Reading(one, desk.ruleset, desk.gazetteer).left_out == ()


def test_a_match_tells_what_was_not_looked_at(desk):
    (found, *_) = match(article("twenty places and tolls", 60_000), desk.ruleset, desk.gazetteer)
    assert {LeftOut.SENTENCES, LeftOut.PASSAGES, LeftOut.CROWDED} <= set(found.left_out)
    assert "left_out" in found.model_dump(mode="json")


def test_a_match_of_an_ordinary_article_tells_of_no_bound(desk):
    (found, *_) = match(an_article(text="A missile strike hit Kherson."), desk.ruleset, desk.gazetteer)
    assert "left_out" not in found.model_dump(mode="json")
