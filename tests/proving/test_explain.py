"""Why a rule matches a text, or nearly does."""

from __future__ import annotations

import functools

import pytest
from builders import NOON
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.article import Article
from streams.files.desk.rules import find_place
from streams.match.bounds import LeftOut
from streams.match.match import match
from streams.match.ruleset import compile_rules
from streams.proving.closest import _most_like
from streams.proving.explain import explain
from streams.rules.parse import parse_files

RULE = """\
title: Test
severity: high
family: test
{body}
"""
BOTH = "all: [{en: [dam]}, {en: [strike]}]"


@pytest.fixture(scope="module")
def told(desk):
    """Explain a rule, given by its body, against a text; what it says is compared with the engine each time."""

    def telling(body, text, *, title=None):
        files = parse_files({"pack/rule.yaml": RULE.format(body=body)}, functools.partial(find_place, desk.gazetteer))
        files = type(files)(**{**vars(files), "cues": desk.files.cues})
        ruleset = compile_rules(files, desk.gazetteer)
        article = Article(id="1", title=title, text=text, published_at=NOON, fetched_at=NOON)
        explanation = explain(files.rules[0], article, ruleset, desk.gazetteer)
        agrees(explanation, article, match(article, ruleset, desk.gazetteer))
        return explanation

    return telling


def agrees(explanation, article, matches):
    """What an explanation says is what the engine does."""
    of_rule = tuple(one for one in matches if one.rule == explanation.rule)
    assert explanation.matches == of_rule
    assert (explanation.verdict == "matches") is bool(of_rule)
    assert all(step.met is not False for step in explanation.steps) is bool(of_rule)
    assert (explanation.failed is None) is bool(of_rule)
    if of_rule:
        shown = [one for step in explanation.steps for one in step.evidence]
        assert set(of_rule[0].evidence) <= set(shown)
    for one in all_evidence(explanation.steps):
        assert (getattr(article, one.field) or "")[one.start : one.end] == one.text


def all_evidence(steps):
    for step in steps:
        yield from step.evidence
        if step.closest:
            yield step.closest.evidence
        yield from all_evidence(step.of)


def test_a_match_shows_what_met_each_condition(told):
    steps = told(BOTH, "A strike hit the dam in Kherson.").steps
    assert [(step.kind, step.met) for step in steps[:2]] == [("any", True), ("any", True)]
    assert [step.evidence[0].text for step in steps[:2]] == ["dam", "strike"]
    assert "Kherson" in steps[-1].why


def test_groups_inside_groups_are_a_tree(told):
    body = "all: [{any: [{all: [{en: [dam]}, {en: [river]}]}, {en: [bridge]}]}, {at_least: 2, of: [{en: [a1]}, {en: [b1]}]}]"
    either, least = told(body, "The dam on the river, a1.").steps[:2]
    assert (either.kind, [part.kind for part in either.of]) == ("any", ["all", "any"])
    assert [part.met for part in either.of] == [True, None]
    assert (least.kind, least.met, [part.met for part in least.of]) == ("all", False, [True, False])


@pytest.mark.parametrize(
    ("body", "text", "kind", "found", "why"),
    [
        (BOTH, "The dam is old. A strike was heard.", "elsewhere", "strike", "1 sentence after"),
        (BOTH, "The dam was strck at night.", "similar", "strck", "2 letters from 'strike'"),
        ("all: [{en: [drone attack]}]", "An attack by a drone.", "scattered", "attack by a drone", "another order"),
        ("all: [{en: [drone attack]}]", "The drone may attack.", "scattered", "drone may attack", "1 word between"),
        ("all: [{en: [attack ~1 convoy]}]", "They attacked the aid convoy.", "scattered", "attacked the aid convoy", "at most 1"),
        ("all: [{en: [=strike]}]", "It was struck.", "other-form", "struck", "exactly"),
        ("all: [{en: [dam]}]", "Ta dam jest na rzece i nie została zniszczona.", "other-language", "dam", "pl"),
        ("all: [{uk: [дамба]}]", "Взорвали дамбу и мосты, что было ночью, это все.", "other-language", "дамбу", "ru"),
        ("all: [{en: ['killed <number>']}]", "Shelling killed people.", "scattered", "killed", "number"),
    ],
)  # fmt: skip
def test_what_is_missed_is_told_with_what_comes_nearest(told, body, text, kind, found, why):
    explanation = told(body, text)
    closest = explanation.steps[explanation.failed].closest
    assert (closest.kind, closest.evidence.text) == (kind, found)
    assert why in closest.why


def test_a_term_in_the_title_is_not_in_the_text(told):
    explanation = told(BOTH, "A strike was heard.", title="The dam is old")
    assert "title" in explanation.steps[explanation.failed].closest.why + explanation.sentence.field


@pytest.mark.parametrize(
    ("body", "text", "kind", "why"),
    [
        (BOTH + "\nunless: [{en: [drill]}]", "In a drill a strike hit the dam.", "unless", "'drill'"),
        (BOTH, "The army denied a strike on the dam.", "status", "denied"),
        (BOTH + "\nplaces: {in: Kherson}", "A strike hit the dam in Kharkiv.", "places", "Kharkiv"),
        (BOTH + "\nplaces: {in: Kherson}", "A strike hit the dam.", "places", "no place"),
    ],
)
def test_what_fails_after_the_terms_is_told(told, body, text, kind, why):
    explanation = told(body, text)
    failed = explanation.steps[explanation.failed]
    assert failed.kind == kind
    assert why in failed.why


def test_a_title_that_takes_it_back_is_why_the_text_does_not_match(told):
    explanation = told(BOTH, "A strike hit the dam in Kherson.", title="Army denies strike on dam")
    assert explanation.steps[explanation.failed].kind in {"title", "status"}
    assert "denied" in explanation.steps[explanation.failed].why


def test_a_region_told_beside_its_town_is_said_to_be_folded(told):
    text = "A strike hit a dam in Kherson. Later a strike hit a dam in Kherson Oblast."
    (other,) = told(BOTH, text).others
    assert "folded" in other.outcome
    assert text[other.start : other.end].startswith("Later")


def test_nothing_of_a_rule_in_a_text_is_told_too(told):
    explanation = told(BOTH, "Good morning.")
    assert explanation.sentence is None
    assert explanation.failed == 0


def test_more_sentences_than_are_looked_at_is_a_reason(told, monkeypatch):
    monkeypatch.setattr("streams.match.bounds.LOOKS", 0)
    monkeypatch.setattr("streams.match.bounds.LOOKS_PER_CHARACTER", 0)
    step = told(BOTH, "A strike hit the dam.").steps[-1]
    assert (step.kind, step.why) == ("limits", LeftOut.PASSAGES)


def test_long_lists_are_cut_to_what_matters(told):
    words = ", ".join(f"word{number}" for number in range(60))
    (step, *_) = told(f"all: [{{en: [{words}]}}]", "Here is word7 at last.").steps
    assert [part.asks for part in step.of] == ["word7 (en)"]
    assert step.left_out == 59


WORDS = [
    "dam",
    "dams",
    "strike",
    "struck",
    "the",
    "drill",
    "Kherson",
    "Kharkiv",
    "denied",
    "not",
    ".",
    "\n\n",
    "in",
    "2",
]
BODIES = [
    BOTH,
    BOTH + "\nwithin: 2 sentences\nunless: [{en: [drill]}]",
    BOTH + "\nwithin: 4 words\nunless: [{en: [drill], within: article}]",
    BOTH + "\nwithin: article\nunless: [{en: [drill], within: 3 words}]",
    BOTH + "\nwithin: paragraph\nplaces: {in: Kherson}",
    "any: [{en: [dam]}, {en: [strike >2 dam]}]\nplaces: {near: Kherson, km: 50}",
    "all: [{at_least: 2, of: [{en: [dam]}, {en: [strike]}, {en: [drill]}]}]\nstatus: [denied, negated]",
    "all: [{en: ['strike <number>', '<place> dam']}, {any: [{en: [=dam]}, {all: [{en: [drill]}, {en: [struck]}]}]}]",
]
some_words = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)


@pytest.mark.slow
@settings(deadline=None)  # the first word of a language loads its dictionary
@given(st.sampled_from(BODIES), st.one_of(st.none(), some_words), some_words)
def test_an_explanation_never_disagrees_with_the_engine(told, body, title, text):
    if (title or "").strip() or text.strip():
        told(body, text, title=title)


@pytest.mark.parametrize(
    ("asked", "said", "similar"),
    [
        ("breach", "each", False),
        ("breach", "bench", False),
        ("breach", "breech", True),
        ("strike", "strck", True),
        ("strike", "trike", True),
        ("attack", "stack", False),
        ("reservoir", "resevoir", True),
        ("drone", "prone", True),
    ],
)
def test_a_similar_word_is_one_that_may_be_misspelt(asked, said, similar):
    assert (_most_like(asked, [said, "the", "committee"]) == said) is similar
