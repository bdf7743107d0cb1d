"""Laws over random pairs of a rule and an article: what the index does for speed changes nothing."""

from __future__ import annotations

import dataclasses
import functools
import math
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from naive import Naive
from strategies import PAIRS, cases

from streams.article import Article
from streams.files.desk.rules import Desk, find_place
from streams.match.found import Match
from streams.match.match import Reading, match
from streams.match.ruleset import RuleSet, compile_rules
from streams.proving.explain import explain
from streams.rules.parse import Files, parse_files
from streams.rules.rule import Rule, terms_of
from streams.rules.severity import SEVERITIES

pytestmark = pytest.mark.slow


class Case(NamedTuple):
    """Random rules and articles, ready: the rules as they were written and read, and their rule set."""

    written: Mapping[str, str]
    files: Files
    ruleset: RuleSet
    articles: Sequence[Article]
    desk: Desk

    def alone(self, rule: Rule) -> RuleSet:
        """A rule set of one rule."""
        return compile_rules(dataclasses.replace(self.files, rules=(rule,)), self.desk.gazetteer)

    def pair(self, rule: Rule, article: Article) -> str:
        """One rule and one article, as a law that does not hold for them names them."""
        vocabularies = [text for path, text in self.written.items() if path.startswith("concepts/")]
        return "\n".join([self.written[f"{rule.id}.yaml"], *vocabularies, repr(article.title), repr(article.text)])


def over(pairs: int, desk: Desk, law: Callable[[Case], None]) -> int:
    """Hold a law against so many random pairs at least; how many there were."""
    tried = 0
    resolve = functools.partial(find_place, desk.gazetteer)

    @settings(
        max_examples=math.ceil(pairs / PAIRS),
        deadline=None,
        phases=[
            Phase.explicit,
            Phase.reuse,
            Phase.generate,
        ],  # a failure names its pair; shrinking the rest takes minutes
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )
    @given(cases())
    def hold(case):
        nonlocal tried
        texts, articles = case
        files = dataclasses.replace(parse_files(texts, resolve), cues=desk.files.cues)
        law(Case(texts, files, compile_rules(files, desk.gazetteer), articles, desk))
        tried += len(files.rules) * len(articles)

    hold()
    return tried


# The laws


def every_rule_tried(reading: Reading) -> list[Match]:
    """The matches of all rules, none left out before it is tried."""
    found = [one for rule in reading.ruleset.rules for one in reading.matches_of(rule)]
    return sorted(found, key=lambda one: -SEVERITIES.index(one.severity))


def nothing_is_lost(case: Case) -> None:
    for article in case.articles:
        reading = Reading(article, case.ruleset, case.desk.gazetteer)
        naive = Naive(reading)
        number = case.ruleset.index.number
        for rule in case.ruleset.rules:
            for term in (term for group in rule.groups for term in terms_of(group)):
                assert reading.hits.get(number[term]) == naive.hits(term), f"{term}\n{case.pair(rule, article)}"
            met = {passage[:2] for passage in reading.passages(rule)}
            assert met == naive.sentences_that_meet(rule), case.pair(rule, article)
        assert match(article, case.ruleset, case.desk.gazetteer) == every_rule_tried(reading)


def nobody_else_matters(case: Case) -> None:
    together = [match(article, case.ruleset, case.desk.gazetteer) for article in case.articles]
    for rule in case.ruleset.rules:
        alone = case.alone(rule)
        for article, found in zip(case.articles, together, strict=True):
            assert match(article, alone, case.desk.gazetteer) == [one for one in found if one.rule == rule.id], (
                case.pair(rule, article)
            )


def explained_as_matched(case: Case) -> None:
    for article in case.articles:
        found = match(article, case.ruleset, case.desk.gazetteer)
        for rule in case.ruleset.rules:
            told = explain(rule, article, case.ruleset, case.desk.gazetteer)
            mine = [one for one in found if one.rule == rule.id]
            assert list(told.matches) == mine, case.pair(rule, article)
            assert (told.verdict == "matches") is bool(mine), case.pair(rule, article)
            assert all(step.met is not False for step in told.steps) is bool(mine), case.pair(rule, article)


def told_exactly_and_again(case: Case) -> None:
    for article in case.articles:
        found = match(article, case.ruleset, case.desk.gazetteer)
        assert found == match(article, case.ruleset, case.desk.gazetteer)
        fields: Mapping[str, str] = {"title": article.title or "", "text": article.text or ""}
        for one in (evidence for match_ in found for evidence in match_.evidence):
            assert one.text
            assert fields[one.field][one.start : one.end] == one.text


def test_random_rules_and_articles_meet_often_enough_to_tell_anything(desk):
    met = 0

    def count(case: Case) -> None:
        nonlocal met
        met += sum(len(match(article, case.ruleset, case.desk.gazetteer)) for article in case.articles)

    pairs = over(640, desk, count)
    assert pairs / 20 < met < pairs / 2


@pytest.mark.parametrize(
    ("law", "pairs"),
    [
        (nothing_is_lost, 3_200),
        (nobody_else_matters, 1_280),
        (explained_as_matched, 1_280),
        (told_exactly_and_again, 1_280),
    ],
)
def test_matching_keeps_its_laws(desk, law, pairs):
    assert over(pairs, desk, law) >= pairs


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    ("law", "pairs"),
    [
        (nothing_is_lost, 100_000),
        (nobody_else_matters, 10_000),
        (explained_as_matched, 10_000),
        (told_exactly_and_again, 10_000),
    ],
)
def test_matching_keeps_its_laws_at_length(desk, law, pairs):
    assert over(pairs, desk, law) >= pairs
