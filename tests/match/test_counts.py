"""Which numbers are an event's, and which events of an article are one."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest
from builders import NOON

from streams.article import Article
from streams.match.match import match
from streams.match.ruleset import compile_rules
from streams.rules.parse import parse_files

RULES = Path(__file__).parents[2] / "rules"
OTHER_NEWS = (
    "Parliament ratified the treaty after a long debate.",
    "The orchestra will play in the theatre.",
    "Grain prices fell again.",
    "A minister resigned.",
)
VOCABULARIES = {
    path.relative_to(RULES).as_posix(): path.read_text("utf-8")
    for kind in ("facts", "cues")
    for path in (RULES / kind).glob("*.yaml")
}
RULE = """\
title: Test
severity: high
family: test
all: [{en: [drone, missile], uk: [дрон, ракета]}]
"""
TOLL = RULE + "escalate: [{when: killed >= 10, to: critical}, {when: drones_launched >= 50, to: critical}]\n"


@pytest.fixture(scope="module")
def told(desk):
    """Match a text against one rule: what was found, by place, with its numbers."""

    @functools.cache
    def compiled(rule: str):
        return compile_rules(parse_files(VOCABULARIES | {"pack/rule.yaml": rule}, lambda _: (None, "")), desk.gazetteer)

    def telling(text: str, rule: str = TOLL, title: str | None = None):
        article = Article(id="1", title=title, text=text, published_at=NOON, fetched_at=NOON)
        found = match(article, compiled(rule), desk.gazetteer)
        assert len({one.id for one in found}) == len(found)
        return [
            (one.place.name if one.place else None, {name: number.min for name, number in one.facts.items()})
            for one in sorted(found, key=lambda one: text.find(one.quote))
        ]

    return telling


@pytest.mark.parametrize("breaks", ["\n\n", " "], ids=["with paragraphs", "in one line"])
@pytest.mark.parametrize(
    ("paragraphs", "facts"),
    [
        (["A missile struck Kherson. Two people were killed and five injured."], {"killed": 2, "injured": 5}),
        (["A missile struck Kherson. Two Polish nurses were killed."], {"killed": 2}),
        (["A missile struck Kherson. Debris fell on a mill. Rescuers said two people were killed."], {"killed": 2}),
        (["Ракета влучила в Херсон. Двоє людей загинули, ще п'ятеро поранені."], {"killed": 2, "injured": 5}),
        (["A missile struck Kherson.", "Two people were killed in Sumy."], {}),
        (["A missile struck Kherson.", "A bus fell off a bridge in Sumy. Two people were killed."], {}),
        (["A missile struck Kherson. Two people could be killed by the next one."], {}),
        (["A missile struck Kherson. Police detained two people."], {}),
    ],
)
def test_numbers_of_the_next_sentence_are_the_event_s_while_it_goes_on_about_it(told, paragraphs, facts, breaks):
    assert told(breaks.join(paragraphs)) == [("Kherson", facts)]


def test_who_asks_for_no_toll_is_told_none_of_the_next_sentence(told):
    assert told("A missile struck Kherson. Two people were killed.", RULE) == [("Kherson", {})]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (
            "A missile hit a depot in Kherson, killing two, while five people were injured in Sumy by a drone.",
            [("Kherson", {"killed": 2}), ("Sumy", {"injured": 5})],
        ),
        (
            "A missile in Kherson killed two people; five were injured in Sumy by a drone.",
            [("Kherson", {"killed": 2}), ("Sumy", {"injured": 5})],
        ),
        ("A missile hit a depot in Kherson; two people were killed.", [("Kherson", {"killed": 2})]),
        ("Two people were killed in Kherson after a missile hit a depot.", [("Kherson", {"killed": 2})]),
    ],
)
def test_a_number_set_against_the_event_with_a_place_of_its_own_is_not_the_event_s(told, text, events):
    assert sorted(told(text)) == sorted(events)


@pytest.mark.parametrize("breaks", ["\n\n", " "], ids=["with paragraphs", "in one line"])
def test_what_tells_numbers_of_its_own_away_from_a_place_is_an_event_of_its_own(told, breaks):
    events = [
        "A drone hit a mill in Kherson on Monday.",
        *OTHER_NEWS,
        "Of 62 drones launched overnight, 41 were shot down, the air force said.",
    ]
    assert told(breaks.join(events)) == [("Kherson", {}), (None, {"drones_downed": 41, "drones_launched": 62})]


@pytest.mark.parametrize("breaks", ["\n\n", " "], ids=["with paragraphs", "in one line"])
def test_events_of_no_place_are_not_made_one(told, breaks):
    events = [
        "A drone killed one man in a village whose name nobody knew.",
        *OTHER_NEWS,
        "A missile injured nine fishermen at sea.",
    ]
    assert told(breaks.join(events)) == [(None, {"killed": 1}), (None, {"injured": 9})]


def test_what_repeats_an_event_without_its_place_is_no_other_event(told):
    text = "A missile killed two people in Kherson.\n\nThe orchestra played.\n\nThe missile killed two people, he said."
    assert told(text, title="A missile kills two people") == [("Kherson", {"killed": 2})]


@pytest.mark.parametrize(
    "text",
    [
        "Officials showed a missile built in a deal with Moscow.",
        "The missile was paid for, a day after the upper house in Moscow approved it.",
    ],
)
def test_a_capital_that_stands_for_its_government_is_not_where_it_was(told, text):
    assert told(text) == [(None, {})]
