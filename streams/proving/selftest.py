"""Run the tests that stand inside rule and vocabulary files, by the engine that matches the news."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from streams.article import Article
from streams.facts import Number
from streams.match.found import Match
from streams.match.match import Reading, match
from streams.match.ruleset import RuleSet, compile_rules
from streams.places.bare import resolve_name
from streams.places.gazetteer import Gazetteer
from streams.places.place import Place
from streams.reading.numbers.counts import Counted
from streams.reading.status import Status
from streams.rules.numbers import comparison
from streams.rules.parse import Files, Vocabulary
from streams.rules.rule import SAMPLE_DAY, ConceptTest, IncidentTerms, NumberCondition, Rule, RuleTest, Within


@dataclass(frozen=True)
class Result:
    """What became of one test: ``problem`` is empty when it passed. ``number`` counts a file's tests from 1."""

    of: str
    number: int
    text: str
    problem: str
    file: str = ""


def run(files: Files, ruleset: RuleSet, gazetteer: Gazetteer) -> Iterator[Result]:
    """Run every test of every rule, concept, cue and way to say a number."""
    for rule in files.rules:
        for number, test in enumerate(rule.tests, 1):
            yield Result(rule.id, number, test.text, _problem(rule, test, ruleset, gazetteer), rule.file)
    for vocabulary in (*files.concepts.values(), *files.cues.values()):
        yield from _run_vocabulary(vocabulary, gazetteer)
    for vocabulary in files.facts.values():
        yield from _run_fact(vocabulary, gazetteer)


def _article(title: str | None, text: str) -> Article:
    return Article(id="test", title=title, text=text, published_at=SAMPLE_DAY, fetched_at=SAMPLE_DAY)


def _matches(title: str | None, text: str, rule: str, ruleset: RuleSet, gazetteer: Gazetteer) -> list[Match]:
    return [one for one in match(_article(title, text), ruleset, gazetteer) if one.rule == rule]


def _problem(rule: Rule, test: RuleTest, ruleset: RuleSet, gazetteer: Gazetteer) -> str:
    if not test.text.strip() and not (test.title or "").strip():
        return "has no text"
    found = _matches(test.title, test.text, rule.id, ruleset, gazetteer)
    if not test.matches:
        return f"must not match, but does: {found[0].quote!r} is {found[0].status}" if found else ""
    if not found:
        return "must match, but does not"
    best: list[str] = min((_complaints(test, one, gazetteer) for one in found), key=len)
    return "; ".join(best)


def _complaints(test: RuleTest, found: Match, gazetteer: Gazetteer) -> list[str]:
    """What a match has other than the test expects."""
    told = []
    if test.status and found.status != test.status:
        told.append(f"status is {found.status}, expected {test.status}")
    if test.severity and found.severity != test.severity:
        told.append(f"severity is {found.severity}, expected {test.severity}")
    if test.place and (wrong := misplaced(test.place, found.place, gazetteer)):
        told.append(wrong)
    for fact, asked in test.facts.items():
        if not NumberCondition(fact, *comparison(asked)).holds(number := found.facts.get(fact)):
            told.append(f"{fact} is {_said(number)}, expected {asked}")
    return told


def _said(number: Number | Counted | None) -> str:
    """A number as a person would say it."""
    if number is None:
        return "not told"
    if number.max is None:
        return f"at least {number.min}"
    return str(number.min) if number.min == number.max else f"{number.min} to {number.max}"


def misplaced(expected: str, place: Place | None, gazetteer: Gazetteer) -> str:
    """What is wrong with the place found; the expected one is named in any spelling, or by its id."""
    if place is not None and expected in {place.name, place.id}:
        return ""
    name, _, within = expected.partition(",")
    meant = resolve_name(gazetteer, name, within.strip() or None).place
    if meant is not None and place is not None and place.id == meant.id:
        return ""
    return f"place is {place.name if place else 'not found'}, expected {expected}"


def _run_vocabulary(vocabulary: Vocabulary, gazetteer: Gazetteer) -> Iterator[Result]:
    """The tests of a vocabulary, as those of a rule that asks for nothing else and takes every status."""
    if not vocabulary.tests:
        return
    rule = _rule_of(vocabulary)
    ruleset = compile_rules(Files((rule,), {}, {}, ""), gazetteer)
    for number, test in enumerate(vocabulary.tests, 1):
        found = bool(test.text.strip() and _matches(None, test.text, rule.id, ruleset, gazetteer))
        problem = _stood(test, found=found)
        yield Result(vocabulary.name, number, test.text, problem, vocabulary.file)


def _stood(test: ConceptTest, *, found: bool) -> str:
    if not test.text.strip():
        return "has no text"
    return "" if found == test.matches else f"{'none' if test.matches else 'one'} of its terms stands in the text"


def _run_fact(vocabulary: Vocabulary, gazetteer: Gazetteer) -> Iterator[Result]:
    """The tests of a way to say a number: it matches where a number is told by it alone."""
    name = vocabulary.name
    ruleset = compile_rules(Files((), {}, {}, "", {name: vocabulary}), gazetteer)
    for number, test in enumerate(vocabulary.tests, 1):
        reading = Reading(_article(None, test.text), ruleset, gazetteer)
        sentences = range(len(reading.texts[0].sentences)) if reading.texts else range(0)
        told = [one.number for at in sentences for one in reading.told(0, at) if one.fact == name]
        yield Result(name, number, test.text, _miscounted(test, name, told), vocabulary.file)


def _miscounted(test: ConceptTest, name: str, told: Sequence[Counted]) -> str:
    if not test.text.strip():
        return "has no text"
    if bool(told) != test.matches:
        return "no number is told" if test.matches else f"a number is told: {_said(told[0])}"
    if test.number is None or not told:
        return ""
    asked = NumberCondition(name, *comparison(test.number))
    numbers = [Number(min=one.min, max=one.max, quote=test.text) for one in told]
    return "" if any(map(asked.holds, numbers)) else f"the number is {_said(numbers[0])}, expected {test.number}"


def _rule_of(vocabulary: Vocabulary) -> Rule:
    return Rule(
        id="test/vocabulary",
        title=vocabulary.name,
        about="",
        severity="low",
        family="test",
        tags=(),
        groups=(vocabulary.group,),
        unless=(),
        within=Within("sentence"),
        statuses=frozenset(Status),
        area=None,
        facts=(),
        incident=IncidentTerms(),
        escalate=(),
        allow={},
        tests=(),
        file=vocabulary.file,
        source=vocabulary.source,
    )
