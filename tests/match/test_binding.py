"""What stands side by side is not made one: clauses parted by a semicolon, items of a list, sentences near each other."""

from __future__ import annotations

import functools
from dataclasses import replace

import pytest
from builders import NOON

from streams.article import Article
from streams.match.match import match
from streams.match.ruleset import compile_rules
from streams.rules.parse import parse_files

RULE = """\
title: Test
severity: high
family: test
{body}
"""
BOTH = "all: [{en: [dam], uk: [дамба], ru: [плотина]}, {en: [missile], uk: [ракета], ru: [ракета]}]"


@pytest.fixture(scope="module")
def found(desk):
    """Match a text against one rule: its body → what matched."""

    @functools.cache
    def compiled(body: str):
        files = parse_files({"pack/rule.yaml": RULE.format(body=body)}, lambda _: (None, ""))
        return compile_rules(_with_cues(desk, files), desk.gazetteer)

    def matching(body: str, text: str):
        article = Article(id="1", text=text, published_at=NOON, fetched_at=NOON)
        return match(article, compiled(body), desk.gazetteer)

    return matching


def _with_cues(desk, files):
    return replace(files, cues=desk.files.cues, facts=desk.files.facts)


@pytest.mark.parametrize("within", ["sentence", "20 words"])
@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("A missile hit the dam; nobody was hurt.", True),
        ("The dam was inspected; two missiles fell near a school.", False),
        ("Two missiles fell near a school; the dam was inspected.", False),
        ("The dam was inspected; it was hit by a missile.", True),
        ("The missile hit two things: the dam near the mill; a school.", True),
        ("Three things were hit by the missile: a school; the dam; a mill.", True),
        ("The minister spoke of the dam • Two missiles fell near a school", False),
        ("Дамбу оглянули; дві ракети впали біля школи.", False),
        ("Дві ракети впали біля школи; дамбу оглянули.", False),
        ("Ракета влучила у дві споруди: у школу; у дамбу.", True),
        ("Плотину осмотрели; две ракеты упали возле школы.", False),
        ("Ракета попала в два здания: в школу; в плотину.", True),
    ],
)
def test_clauses_apart_by_a_semicolon_do_not_bind_when_each_has_its_verb(found, text, bound, within):
    assert bool(found(f"{BOTH}\nwithin: {within}", text)) is bound


def test_an_excuse_counts_across_a_semicolon(found):
    text = "A missile hit the dam; all of it was a drill."
    assert found(BOTH, text)
    assert not found(BOTH + "\nunless: [{en: [drill]}]", text)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("The dam reopened. A missile wounded three.", False),
        ("The dam was hit. It was a missile.", True),
        ("The dam was hit by a missile.", True),
    ],
)
def test_words_are_counted_across_sentences_only_where_they_go_on(found, text, bound):
    assert bool(found(f"{BOTH}\nwithin: 12 words", text)) is bound


@pytest.mark.parametrize(
    ("term", "text", "status"),
    [
        ("strike >4 dam", "A strike hit the dam.", "occurred"),
        ("strike >4 dam", "A strike did not hit the dam.", "negated"),
        ("strike >4 dam", "The strike never reached the dam.", "negated"),
        ("strike ~6 dam", "The dam was not reached by the strike.", "negated"),
        ("{regex: 'strike.{0,30}dam'}", "A strike hit the dam.", "occurred"),
        ("{regex: 'strike.{0,30}dam'}", "A strike did not hit the dam.", "negated"),
        ("{regex: 'army (?:\\w+ )*captured'}", "The army has not captured the town.", "negated"),
        ("{regex: 'army (?:\\w+ )*captured'}", "The army has captured the town.", "occurred"),
        ("{regex: 'did not leave'}", "The army did not leave the town.", "occurred"),
        ("sink >5 <number> boat", "The missile sank at dawn two boats.", "occurred"),
        ("sink >5 <number> boat", "The missile did not sink at dawn the two boats.", "negated"),
        ("<number> boat >6 sunk", "Two boats were sunk.", "occurred"),
        ("<number> boat >6 sunk", "Two boats were not sunk.", "negated"),
    ],
)
def test_what_stands_between_the_words_of_a_term_is_heard(found, term, text, status):
    written = term if term.startswith("{") else f"'{term}'"
    every = "[occurred, ongoing, claimed, expected, threatened, hypothetical, historical, negated, denied]"
    told = found(f"all: [{{en: [{written}]}}]\nstatus: {every}", text)
    assert [one.status for one in told] == [status]
