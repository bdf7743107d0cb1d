from __future__ import annotations

import pytest

from streams.match.ruleset import compile_rules
from streams.places.gazetteer import Gazetteer
from streams.proving import selftest
from streams.rules.parse import parse_files

RULE = """\
title: Test
severity: low
family: test
all: [{{en: [strike]}}]
escalate: [{{when: killed >= 10, to: critical}}]
tests: [{test}]
"""
KILLED = "terms: {{en: [killed <number>]}}\ntests: [{test}]\n"
CONCEPT = "terms: [{{all: [{{en: [dam]}}, {{en: [wall]}}]}}]\ntests: [{test}]\n"
CUE = "terms: {en: [deny]}\n"


@pytest.fixture
def problem(desk):
    """What is wrong with the only test inside a few files."""

    def told(files: dict[str, str]) -> str:
        gazetteer: Gazetteer = desk.gazetteer
        read = parse_files({"cues/denied.yaml": CUE} | files, lambda name: (gazetteer.place(name), ""))
        (result,) = selftest.run(read, compile_rules(read, gazetteer), gazetteer)
        return result.problem

    return told


STRIKE = "text: A strike on Kherson killed 12 people., matches: true"


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("{" + STRIKE + "}", ""),
        ("{" + STRIKE + ", severity: critical, facts: {killed: 12}, place: Херсон}", ""),
        ("{" + STRIKE + ", severity: low}", "severity is critical, expected low"),
        ("{" + STRIKE + ", facts: {killed: '> 12'}}", "killed is 12, expected > 12"),
        ("{" + STRIKE + ", status: denied}", "status is occurred, expected denied"),
        ("{" + STRIKE + ", status: denied, severity: low}", "status is occurred, expected denied; severity is critical, expected low"),
        ("{text: A strike., matches: true, facts: {killed: 1}}", "killed is not told, expected = 1"),
        ("{text: The army denies a strike., matches: true}", "must match, but does not"),
        ("{text: A strike., matches: false}", "must not match, but does: 'A strike.' is occurred"),
        ("{text: ' ', matches: false}", "has no text"),
    ],
)  # fmt: skip
def test_a_test_in_a_rule_says_what_is_other_than_expected(problem, test, expected):
    told = problem({"p/r.yaml": RULE.format(test=test), "facts/killed.yaml": "terms: {en: [killed <number>]}"})
    assert told.removesuffix(".") == expected.removesuffix(".")


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("{text: It killed two., matches: true, number: 2}", ""),
        ("{text: It killed at least five., matches: true, number: '>= 5'}", ""),
        ("{text: It killed two., matches: true, number: '>= 5'}", "the number is 2, expected >= 5"),
        ("{text: It wounded two., matches: true}", "no number is told"),
        ("{text: It killed two., matches: false}", "a number is told: 2"),
    ],
)
def test_a_way_to_say_a_number_is_tested_by_the_number_it_finds(problem, test, expected):
    assert problem({"facts/killed.yaml": KILLED.format(test=test)}) == expected


@pytest.mark.parametrize(
    ("text", "matches", "expected"),
    [
        ("The wall of the dam broke.", "true", ""),
        ("The dam broke.", "false", ""),
        ("The dam broke. A wall fell.", "true", "none of its terms stands in the text"),
    ],
)
def test_a_concept_of_groups_is_tested_as_a_rule_would_ask(problem, text, matches, expected):
    assert problem({"concepts/wall.yaml": CONCEPT.format(test=f"{{text: {text}, matches: {matches}}}")}) == expected


OVERLAY = """\
concepts: {{dam: [سد]}}
facts: {{killed: [أودى بحياة <number>]}}
tests:
  - {test}
"""
DAM = {
    "p/dam.yaml": "title: Test\nseverity: low\nfamily: test\nall: [{concept: dam}]\n",
    "concepts/dam.yaml": "terms: {en: [dam]}",
    "facts/killed.yaml": "terms: {en: [killed <number>]}",
}
BURST = 'text: "انهار السد في خيرسون.", matches: true'


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        (f"{{rule: p/dam, {BURST}, place: Kherson, status: occurred}}", ""),
        (f"{{rule: p/dam, {BURST}, place: Kyiv}}", "place is Kherson, expected Kyiv"),
        ('{rule: p/dam, text: "انهار المبنى في خيرسون.", matches: true}', "must match, but does not"),
        (f"{{concept: dam, {BURST}}}", ""),
        ('{concept: dam, text: "انهار المبنى.", matches: true}', "none of its terms stands in the text"),
        ('{fact: killed, text: "أودى بحياة 12 شخصا.", matches: true, number: 12}', ""),
        ('{fact: killed, text: "أودى بحياة 12 شخصا.", matches: true, number: 13}', "the number is 12, expected = 13"),
        ('{cue: denied, text: "They deny it.", matches: true}', ""),
    ],
)
def test_a_test_in_an_overlay_is_run_as_in_the_file_that_it_is_of(problem, test, expected):
    assert problem({**DAM, "languages/ar.yaml": OVERLAY.format(test=test)}) == expected


@pytest.mark.parametrize(
    ("of", "numbers"),
    [
        (None, [1, 2, 3]),
        ({"languages/ar"}, [1, 2, 3]),
        ({"p/dam"}, [2]),
        ({"dam"}, [1, 3]),
        ({"killed"}, []),
    ],
)
def test_the_tests_of_an_overlay_are_chosen_by_it_and_by_what_they_are_of(desk, of, numbers):
    tests = [f"{{concept: dam, {BURST}}}", f"{{rule: p/dam, {BURST}}}", f"{{concept: dam, {BURST}}}"]
    read = parse_files(DAM | {"languages/ar.yaml": OVERLAY.format(test="\n  - ".join(tests))}, lambda _: (None, ""))
    results = list(selftest.run(read, compile_rules(read, desk.gazetteer), desk.gazetteer, of=of))
    assert [(result.number, result.file) for result in results] == [(at, "rules/languages/ar.yaml") for at in numbers]


def test_a_result_names_the_file_it_stands_in(desk):
    read = parse_files(
        {"cues/denied.yaml": CUE + "tests: [{text: They deny it., matches: true}]"}, lambda _: (None, "")
    )
    (result,) = selftest.run(read, compile_rules(read, desk.gazetteer), desk.gazetteer)
    assert (result.of, result.file, result.number, result.problem) == ("denied", "rules/cues/denied.yaml", 1, "")
