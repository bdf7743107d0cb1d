"""An overlay adds terms of one language to vocabularies that stand elsewhere, and tests of what comes of them."""

from __future__ import annotations

import pickle

import jsonschema
import pytest

from streams import yaml12
from streams.errors import RuleErrors
from streams.files.desk import schema
from streams.reading.cue import Cue
from streams.rules.parse import Files, parse_files
from streams.rules.rule import RuleTest, terms_of

BESIDE = {
    "p/r.yaml": "title: Test\nseverity: high\nfamily: test\nall: [{concept: water}]\n",
    "concepts/dam.yaml": "terms: {en: [dam], uk: [дамба]}\n",
    "concepts/wall.yaml": "terms: {all: [{en: [high]}, {en: [wall]}]}\n",
    "concepts/water.yaml": "terms: [{concept: dam}, {en: [reservoir]}]\n",
    "cues/denied.yaml": "terms: {en: [deny]}\n",
    "facts/killed.yaml": "terms: {en: [killed <number>]}\n",
}


def read(overlay: str, lang: str = "ar", **files: str) -> Files:
    return parse_files(BESIDE | files | {f"languages/{lang}.yaml": overlay}, lambda _name: (None, ""))


def told(overlay: str, lang: str = "ar") -> list[str]:
    with pytest.raises(RuleErrors) as found:
        read(overlay, lang)
    return [str(one).split(" [")[0] for one in found.value.mistakes]


def spoken(condition):
    return [(term.text, term.lang) for term in terms_of(condition)]


def test_a_language_is_added_to_a_concept_a_cue_and_a_number():
    files = read("concepts: {dam: [سد, سدود]}\ncues: {denied: نفى}\nfacts: {killed: [مقتل <number>]}\n")
    assert spoken(files.concepts["dam"].group) == [("dam", "en"), ("дамба", "uk"), ("سد", "ar"), ("سدود", "ar")]
    assert spoken(files.cues[Cue.DENIED].group) == [("deny", "en"), ("نفى", "ar")]
    assert spoken(files.facts["killed"].group) == [("killed <number>", "en"), ("مقتل <number>", "ar")]


def test_what_holds_a_concept_has_the_terms_that_are_added_to_it():
    files = read("concepts: {dam: [سد]}\n")
    assert ("سد", "ar") in spoken(files.concepts["water"].group)
    assert ("سد", "ar") in spoken(files.rules[0].groups[0])


def test_a_term_that_is_added_meets_alone_a_concept_that_asks_for_several():
    (own, added) = read("concepts: {wall: [جدار]}\n").concepts["wall"].group.of
    assert spoken(own) == [("high", "en"), ("wall", "en")]
    assert (own.need, added.text) == (2, "جدار")


def test_a_term_knows_the_overlay_and_the_line_in_which_it_stands():
    files = read("concepts:\n  dam:\n    - سد\n")
    places = [(term.overlay, term.at) for term in terms_of(files.concepts["dam"].group)]
    assert places == [("", (1, 14)), ("", (1, 25)), ("rules/languages/ar.yaml", (3, 7))]
    again = pickle.loads(pickle.dumps(files.concepts["dam"].group))
    assert [term.overlay for term in terms_of(again)] == [place[0] for place in places]


def test_the_concept_is_still_the_one_of_its_own_file():
    dam = read("concepts: {dam: [سد]}\n").concepts["dam"]
    assert (dam.file, dam.group.label, dam.group.need) == ("rules/concepts/dam.yaml", "dam", 1)


def test_no_overlay_is_no_difference():
    files = parse_files(BESIDE, lambda _name: (None, ""))
    assert not files.overlays
    assert spoken(files.concepts["dam"].group) == [("dam", "en"), ("дамба", "uk")]


def test_an_edit_of_an_overlay_is_another_rule_set():
    assert read("concepts: {dam: [سد]}\n").digest != read("concepts: {dam: [سدود]}\n").digest


def test_the_tests_of_an_overlay_say_what_they_are_of():
    rule = '{rule: p/r, text: "سد", title: "سدود", matches: true, status: denied, place: Kherson, facts: {killed: 2}}'
    overlay = read(f'concepts: {{dam: [سد]}}\ntests:\n  - {rule}\n  - {{cue: denied, text: "x", matches: false}}\n')
    first, second = overlay.overlays["ar"].tests
    assert isinstance(first.test, RuleTest)
    assert (first.kind, first.of, first.number) == ("rule", "p/r", 1)
    assert (first.test.title, first.test.place, first.test.facts) == ("سدود", "Kherson", {"killed": "= 2"})
    assert (second.kind, second.of, second.number, second.test.matches) == ("cue", "denied", 2, False)


@pytest.mark.parametrize(
    ("overlay", "lang", "mistake"),
    [
        ("concepts: {dams: [سد]}", "ar", "rules/languages/ar.yaml:1:12: no concept is called 'dams'"),
        ("concepts: {dam: [سد]}", "xx", "rules/languages/xx.yaml:1:1: an overlay is called as its language, and none is 'xx'"),
        ("concepts: {dam: [سد]}", "uk", "rules/languages/uk.yaml:1:18: 'سد' is not written in the letters of Ukrainian: it could never match"),
        ("facts: {killed: [مقتل]}", "ar", "rules/languages/ar.yaml:1:18: 'مقتل' does not say where the number stands"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_where_it_stands_in_the_overlay(overlay, lang, mistake):
    assert told(overlay, lang) == [mistake]


def test_a_rule_with_a_mistake_of_its_own_is_not_called_unknown():
    broken = {"p/r.yaml": BESIDE["p/r.yaml"] + "tags: 3\n"}
    with pytest.raises(RuleErrors) as found:
        read('concepts: {dam: [سد]}\ntests: [{rule: p/r, text: "سد", matches: true}]\n', **broken)
    assert [one.file for one in found.value.mistakes] == ["rules/p/r.yaml"]


TEST = '{rule: p/r, text: "سد", matches: true}'


@pytest.mark.parametrize(
    ("overlay", "right"),
    [
        (f"concepts: {{dam: [سد]}}\ntests: [{TEST}]", True),
        ("facts: {killed: مقتل <number>}\nallow: {cue-language: begun}", True),
        ("concepts: {dam: [{regex: 'سد+'}]}", True),
        (f"tests: [{TEST}]", False),
        ("concepts: {dam: []}", False),
        ("concepts: {dam: [{any: [سد]}]}", False),
        ("cues: {denyed: [سد]}", False),
        ("concepts: {dam: [سد]}\ntests: [{text: x, matches: true}]", False),
        ("concepts: {dam: [سد]}\ntests: [{rule: p/r, cue: denied, text: x, matches: true}]", False),
        ("concepts: {dam: [سد]}\nterms: {ar: [سد]}", False),
    ],
)
def test_the_schema_and_the_reader_agree(overlay, right):
    validator = jsonschema.Draft202012Validator(schema.of(schema.Kind.OVERLAY))
    assert validator.is_valid(yaml12.parse("ar.yaml", overlay).data) is right
    if right:
        assert read(overlay).overlays["ar"].lang == "ar"
    else:
        assert told(overlay)
