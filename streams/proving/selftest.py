"""Run the tests that stand inside rule and vocabulary files, by the engine that matches the news."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
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
from streams.rules.overlays import Overlay, OverlayTest
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


def run(files: Files, ruleset: RuleSet, gazetteer: Gazetteer, *, of: Collection[str] | None = None) -> Iterator[Result]:
    """Run the tests of rules, concepts, cues and ways to say a number, and those that overlays have of them.

    ``of`` are the names of those whose tests are run, `languages/uk` that of an overlay; all by default.
    """
    for rule in files.rules:
        for number, test in enumerate(rule.tests, 1) if of is None or rule.id in of else ():
            yield Result(rule.id, number, test.text, _problem(rule, test, ruleset, gazetteer), rule.file)
    for vocabulary in (*files.concepts.values(), *files.cues.values(), *files.facts.values()):
        if of is None or vocabulary.name in of:
            problems = _problems(vocabulary, vocabulary.tests, gazetteer)
            for number, (told, problem) in enumerate(zip(vocabulary.tests, problems, strict=True), 1):
                yield Result(vocabulary.name, number, told.text, problem, vocabulary.file)
    for overlay in files.overlays.values():
        wanted = [one for one in overlay.tests if of is None or overlay.id in of or one.of in of]
        yield from sorted(_run_overlay(overlay, wanted, files, ruleset, gazetteer), key=lambda result: result.number)


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


def _run_overlay(
    overlay: Overlay, tests: Sequence[OverlayTest], files: Files, ruleset: RuleSet, gazetteer: Gazetteer
) -> Iterator[Result]:
    """Tests of an overlay, each as it would be run in the file that it is of; a vocabulary is made ready once."""
    rules = {rule.id: rule for rule in files.rules}
    together: dict[tuple[str, str], list[OverlayTest]] = defaultdict(list)
    for one in tests:
        if isinstance(one.test, RuleTest):
            problem = _problem(rules[one.of], one.test, ruleset, gazetteer)
            yield Result(one.of, one.number, one.test.text, problem, overlay.file)
        else:
            together[one.kind, one.of].append(one)
    for (kind, name), of_one in together.items():
        vocabulary = files.vocabulary(kind, name)
        problems = _problems(vocabulary, [one.test for one in of_one if isinstance(one.test, ConceptTest)], gazetteer)
        for one, problem in zip(of_one, problems, strict=True):
            yield Result(name, one.number, one.test.text, problem, overlay.file)


def rule_test(files: Files, result: Result) -> RuleTest | None:
    """The test that a result is of, where it is one of a rule: the rule's own, or an overlay's."""
    for rule in files.rules:
        if rule.file == result.file:
            return rule.tests[result.number - 1]
    overlaid = (overlay for overlay in files.overlays.values() if overlay.file == result.file)
    tests = (one.test for overlay in overlaid for one in overlay.tests if one.number == result.number)
    return next((test for test in tests if isinstance(test, RuleTest)), None)


def _problems(vocabulary: Vocabulary, tests: Sequence[ConceptTest], gazetteer: Gazetteer) -> Iterator[str]:
    """What became of each test of a vocabulary."""
    if tests:
        yield from (_fact_problems if vocabulary.numbers else _term_problems)(vocabulary, tests, gazetteer)


def _term_problems(vocabulary: Vocabulary, tests: Sequence[ConceptTest], gazetteer: Gazetteer) -> Iterator[str]:
    """Tests of a vocabulary, as those of a rule that asks for nothing else and takes every status."""
    rule = _rule_of(vocabulary)
    ruleset = compile_rules(Files((rule,), {}, {}, ""), gazetteer)
    for test in tests:
        found = bool(test.text.strip() and _matches(None, test.text, rule.id, ruleset, gazetteer))
        yield _stood(test, found=found)


def _stood(test: ConceptTest, *, found: bool) -> str:
    if not test.text.strip():
        return "has no text"
    return "" if found == test.matches else f"{'none' if test.matches else 'one'} of its terms stands in the text"


def _fact_problems(vocabulary: Vocabulary, tests: Sequence[ConceptTest], gazetteer: Gazetteer) -> Iterator[str]:
    """Tests of a way to say a number: it matches where a number is told by it alone."""
    name = vocabulary.name
    ruleset = compile_rules(Files((), {}, {}, "", {name: vocabulary}), gazetteer)
    for test in tests:
        reading = Reading(_article(None, test.text), ruleset, gazetteer)
        sentences = range(len(reading.texts[0].sentences)) if reading.texts else range(0)
        told = [one.number for at in sentences for one in reading.told(0, at) if one.fact == name]
        yield _miscounted(test, name, told)


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
