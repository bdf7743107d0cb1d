"""Run the tests that stand inside rule and vocabulary files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from streams.article import Article
from streams.places.bare import resolve_name
from streams.places.gazetteer import Gazetteer
from streams.places.place import Place
from streams.rules.index import TermIndex
from streams.rules.match import RuleSet, match
from streams.rules.parse import Files, Vocabulary
from streams.rules.rule import SAMPLE_DAY, Rule, RuleTest, terms_of
from streams.text import read


@dataclass(frozen=True)
class Result:
    """What became of one test: ``problem`` is empty when it passed."""

    of: str
    number: int
    text: str
    problem: str


def run(files: Files, ruleset: RuleSet, gazetteer: Gazetteer) -> Iterator[Result]:
    """Run every test of every rule, concept and cue."""
    for rule in files.rules:
        for number, test in enumerate(rule.tests, 1):
            yield Result(rule.id, number, test.text, _problem(rule, test, ruleset, gazetteer))
    for vocabulary in (*files.concepts.values(), *files.cues.values()):
        yield from _run_vocabulary(vocabulary)


def _problem(rule: Rule, test: RuleTest, ruleset: RuleSet, gazetteer: Gazetteer) -> str:
    article = Article(id="test", title=test.title, text=test.text, published_at=SAMPLE_DAY, fetched_at=SAMPLE_DAY)
    found = [one for one in match(article, ruleset, gazetteer) if one.rule == rule.id]
    if not test.matches:
        return f"must not match, but does: {found[0].quote!r} is {found[0].status}" if found else ""
    if not found:
        return "must match, but does not"
    if test.status and all(one.status != test.status for one in found):
        return f"status is {found[0].status}, expected {test.status}"
    if test.place:
        return _misplaced(test.place, [one.place for one in found if one.place], gazetteer)
    return ""


def _misplaced(expected: str, places: list[Place], gazetteer: Gazetteer) -> str:
    """What is wrong with the places found; the expected one is named in any spelling, or by its id."""
    if any(expected in {place.name, place.id} for place in places):
        return ""
    name, _, within = expected.partition(",")
    meant = resolve_name(gazetteer, name, within.strip() or None).place
    if meant is not None and any(place.id == meant.id for place in places):
        return ""
    return f"place is {' and '.join(place.name for place in places) or 'not found'}, expected {expected}"


def _run_vocabulary(vocabulary: Vocabulary) -> Iterator[Result]:
    index = TermIndex(terms_of(vocabulary.group))
    for number, test in enumerate(vocabulary.tests, 1):
        stands = bool(index.find([read("text", test.text)]))
        problem = (
            "" if stands == test.matches else f"{'none' if test.matches else 'one'} of its terms stands in the text"
        )
        yield Result(vocabulary.name, number, test.text, problem)
