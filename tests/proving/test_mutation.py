"""The tests inside the shipped rules would notice if a part of a rule were gone."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

import pytest

from streams.proving import mutation
from streams.reading.status import Status
from streams.rules.rule import Escalation, Group, NumberCondition, Term, TermWord, Unless, Within

pytestmark = pytest.mark.slow

EXCEPTIONS: dict[tuple[str, str], str] = {}
"""Parts of shipped rules that no test notices, by rule and part, with the reason why that is right."""

NOTICED = 0.9
"""The share of mutants that tests must notice at least; the rest are exceptions."""


@pytest.fixture(scope="module")
def outcomes(desk):
    """Of every shipped rule; forked, since each mutant is compiled anew and processes share what they only read."""
    global _forked_desk  # noqa: PLW0603 - what a forked process finds in place
    _forked_desk = desk
    with ProcessPoolExecutor(mp_context=get_context("fork")) as pool:
        found = pool.map(outcomes_of, [rule.id for rule in desk.files.rules])
        return [one for of_rule in found for one in of_rule]


_forked_desk = None


def outcomes_of(rule):
    return list(mutation.run(_forked_desk.files, _forked_desk.gazetteer, of={rule}))


def test_every_shipped_rule_has_parts_to_remove(desk, outcomes):
    assert {one.of for one in outcomes} == {rule.id for rule in desk.files.rules}
    assert len(outcomes) >= 10 * len(desk.files.rules)


def test_nearly_every_part_of_a_shipped_rule_would_be_missed(outcomes):
    noticed = sum(one.noticed_by is not None for one in outcomes)
    assert noticed >= NOTICED * len(outcomes)


def test_what_would_not_be_missed_is_listed_with_its_reason(outcomes):
    unnoticed = {(one.of, one.without) for one in outcomes if one.noticed_by is None}
    assert unnoticed - EXCEPTIONS.keys() == set()


def test_an_exception_that_no_longer_applies_is_removed(outcomes):
    unnoticed = {(one.of, one.without) for one in outcomes if one.noticed_by is None}
    assert EXCEPTIONS.keys() - unnoticed == set()
    assert all(reason for reason in EXCEPTIONS.values())


def test_a_rule_without_its_near_misses_does_not_notice(desk):
    rule = next(one for one in desk.files.rules if one.id == "infrastructure/dam-strike")
    careless = replace(rule, tests=tuple(test for test in rule.tests if test.matches))
    files = replace(desk.files, rules=(careless,))
    unnoticed = [one.without for one in mutation.run(files, desk.gazetteer) if one.noticed_by is None]
    assert sum(without.startswith("unless") for without in unnoticed) >= len(rule.unless)


def a_term(text: str, lang: str = "en") -> Term:
    return Term(lang, ((TermWord("lemma", text),),), text)


DAM, FLOOD, DRILL = a_term("dam"), a_term("flood"), a_term("drill")
DAMS = Group(1, (DAM, a_term("дамба", "uk"), a_term("плотина", "ru")))


@pytest.mark.parametrize(
    ("changed", "without"),
    [
        ({"groups": (DAM, FLOOD)}, ["all 1 (dam …)", "all 2 (flood …)"]),
        ({"groups": (Group(1, (DAM, FLOOD)),)}, []),
        ({"groups": (replace(DAMS, label="dam"),)}, []),
        ({"groups": (DAMS,)}, ["any en", "any ru", "any uk"]),
        (
            {"groups": (Group(1, (DAMS, FLOOD)),)},
            ["any 1 (dam …)", "any 1 (dam …) en", "any 1 (dam …) ru", "any 1 (dam …) uk"],
        ),
        ({"groups": (Group(2, (DAM, FLOOD)),)}, ["any 1 (dam …)", "any 2 (flood …)"]),
        ({"unless": (Unless(DRILL, Within("sentence")),)}, ["unless 1 (drill …)"]),
        ({"unless": (Unless(DRILL, Within("article")),)}, ["unless 1 (drill …)", "unless 1 (drill …) within: article"]),
        ({"unless": (Unless(replace(DAMS, label="dam"), Within("sentence")),)}, ["unless 1 (concept: dam)"]),
        ({"within": Within("words", 20)}, ["within: 20 words"]),
        ({"within": Within("sentence", 3)}, ["within: 3 sentences"]),
        ({"facts": (NumberCondition("killed", ">=", 1),)}, ["facts: killed >= 1"]),
        (
            {"escalate": (Escalation((NumberCondition("killed", ">=", 10),), "critical"),)},
            ["escalate 1 to critical"],
        ),
        ({"statuses": frozenset({Status.DENIED})}, ["status"]),
        (
            {"statuses": frozenset({Status.EXPECTED, Status.THREATENED})},
            ["status", "status: expected", "status: threatened"],
        ),
    ],
)
def test_each_part_of_a_rule_is_removed_once(desk, changed, without):
    shipped = next(one for one in desk.files.rules if one.id == "infrastructure/dam-strike")
    rule = replace(shipped, groups=(DAM,), unless=(), escalate=())
    assert sorted(one.without for one in mutation.mutants(replace(rule, **changed))) == without


def test_a_mutant_lacks_only_what_it_names(desk):
    shipped = next(one for one in desk.files.rules if one.id == "infrastructure/dam-strike")
    for mutant in mutation.mutants(shipped):
        assert mutant.rule != shipped
        assert mutant.rule.groups
        assert mutant.rule.tests == shipped.tests


def language_of(text: str) -> str:
    """The language an example is written in: the letters tell, because all are in one of four."""
    if any("\u0600" <= letter <= "\u06ff" for letter in text):
        return "ar"
    if any("a" <= letter <= "z" for letter in text):
        return "en"
    return "uk" if set("іїєґ'") & set(text.casefold()) else "ru"


@pytest.mark.parametrize("lang", ["en", "uk", "ru"])
@pytest.mark.parametrize("matches", [True, False])
def test_every_shipped_rule_has_two_matches_and_two_near_misses_in_each_language(desk, lang, matches):
    for rule in desk.files.rules:
        told = [test for test in rule.tests if test.matches is matches and language_of(test.text) == lang]
        assert len(told) >= 2, rule.id
