from __future__ import annotations

from pathlib import Path

import pytest

from streams.languages import lexicon
from streams.languages.checks import mistakes, of_file
from streams.languages.identify import UNDETERMINED
from streams.languages.language import has
from streams.languages.roles import ROLES, ROOMS
from streams.languages.traits import TRAITS

STREAMS = Path(__file__).parents[2] / "streams"


def told(text, room="sentence"):
    return [(one.code, one.line) for one in of_file(f"streams/languages/xx/{room}.yaml", text, room)]


def test_every_shipped_language_fills_its_roles_or_says_why_not():
    assert mistakes() == []


def test_every_room_says_what_it_asks_and_every_role_why():
    assert ROOMS.keys() == ROLES.keys()
    assert all(why for roles in ROLES.values() for why in roles.values())


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("abbreviation: [mr]\nnone: {no such: [abbreviations]}\n", ("unknown-role", 1)),
        ("none: {a reason: [abbreviation]}\nabbreviations: [mr]\n", ("unknown-role", 1)),
        ("none: {a reason: [abbreviations]}\nabbreviations: [mr]\n", ("filled-role", 1)),
        ("abbreviations: [mr, dr, mr]\n", ("word-twice", 1)),
        ("abbreviations: [mr, [dr]]\nabbreviations: [st]\n", ("duplicate-key", 2)),
        ("none: Arabic has no articles\nabbreviations: [mr]\n", ("no-reason", 1)),
        ("none: {}\n", ("missing-role", 1)),
        ("- mr\n", ("not-a-mapping", 1)),
        ("abbreviations: [mr, +date.moths]\n", ("unknown-part", 1)),
        ("abbreviations: [mr, +cldr.moths]\n", ("unknown-part", 1)),
    ],
)
def test_a_mistake_in_a_language_is_told_with_its_line(text, mistake):
    assert mistake in told(text)


@pytest.mark.parametrize(
    ("code", "text", "mistake"),
    [
        ("ar", "times: [+cldr.months, +date.months]\n", ("empty-part", 1)),
        ("en", "times: [+date.months, july]\n", ("word-twice", 1)),
        ("en", "times: {+: [number.kinds.kites]}\n", ("empty-part", 1)),
    ],
)
def test_a_list_is_built_of_what_its_language_has_and_says_no_word_again(code, text, mistake):
    found = of_file(f"streams/languages/{code}/clause.yaml", text, "clause")
    assert mistake in [(one.code, one.line) for one in found]


def made_up(monkeypatch, **rooms):
    monkeypatch.setattr(lexicon, "rooms", lambda _: rooms)


def test_a_list_is_built_of_others_in_their_place(monkeypatch):
    made_up(
        monkeypatch, clause={"times": ["noon", "+date.months", "dawn"]}, date={"months": {"3": ["march"], "5": ["may"]}}
    )
    assert lexicon.entry_of("xx", "clause.times") == ["noon", "march", "may", "dawn"]


def test_a_list_is_built_of_what_stands_under_one_key(monkeypatch):
    kinds = {"drones": ["drone"], "missiles": ["missile", "rocket"]}
    made_up(monkeypatch, clause={"attacks": ["+number.kinds.missiles"]}, number={"kinds": kinds})
    assert lexicon.entry_of("xx", "clause.attacks") == ["missile", "rocket"]


def test_a_mapping_is_joined_key_by_key(monkeypatch):
    counts = {"+": ["number.numbers"], "2": ["couple"], "3": ["few"]}
    made_up(monkeypatch, date={"counts": counts}, number={"numbers": {"1": ["one"], "2": ["two"]}})
    assert lexicon.entry_of("xx", "date.counts") == {"1": ["one"], "2": ["two", "couple"], "3": ["few"]}


def test_lists_built_of_each_other_are_a_mistake(monkeypatch):
    made_up(monkeypatch, clause={"times": ["+date.in"]}, date={"in": ["+clause.times"]})
    found = of_file("streams/languages/en/clause.yaml", "times: [+date.in]\n", "clause")
    assert "circle" in [one.code for one in found]


@pytest.mark.parametrize(
    ("code", "role", "word"),
    [
        ("en", "months", "may"),
        ("uk", "dated-months", "травня"),
        ("fr", "short-months", "janv"),
        ("uk", "weekdays", "п'ятниця"),
        ("ru", "countries", "япония"),
    ],
)
def test_months_weekdays_and_countries_are_named_as_words_are_spelt(code, role, word):
    assert word in lexicon.spelt_out(code, [f"+cldr.{role}"])


def test_a_month_that_is_not_abbreviated_has_no_abbreviation():
    assert "may" not in set(lexicon.spelt_out("en", ["+cldr.short-months"]))


ITALIAN = {
    "name": "Italian",
    "script": "Latn",
    "letters": '"òì"',
    "foreign": "[pl]",
    "beside": "[en]",
    "terms": "true",
    "dictionary": "simplemma",
    "traits": "[]",
}


def told_of_italian(**said):
    """The mistakes of what Italian says it is, with something else said; None leaves it out."""
    lines = [f"{key}: {value}\n" for key, value in (ITALIAN | said).items() if value is not None]
    return [(one.code, one.line) for one in of_file("streams/languages/it/language.yaml", "".join(lines), "language")]


@pytest.mark.parametrize(
    ("said", "mistake"),
    [
        ({"scrpit": "Latn"}, ("unknown-key", 9)),
        ({"beside": None}, ("missing-key", 1)),
        ({"name": '""'}, ("no-name", 1)),
        ({"script": "Latin"}, ("unknown-script", 2)),
        ({"letters": '"òя"'}, ("wrong-script", 3)),
        ({"foreign": "[sv]"}, ("unknown-language", 4)),
        ({"foreign": "[fa, xx]"}, ("unknown-language", 4)),
        ({"beside": "en"}, ("not-a-list", 5)),
        ({"beside": "[es]"}, ("unknown-language", 5)),
        ({"beside": "[it]"}, ("itself", 5)),
        ({"beside": "[uk]"}, ("wrong-script", 5)),
        ({"terms": "some"}, ("no-answer", 6)),
        ({"dictionary": "simplema"}, ("unknown-dictionary", 7)),
        ({"dictionary": "own"}, ("no-dictionary", 7)),
    ],
)
def test_a_mistake_in_what_a_language_is_is_told_with_its_line(said, mistake):
    assert told_of_italian(**said) == [mistake]


def test_what_italian_says_it_is_can_be():
    assert told_of_italian() == []


def test_a_language_that_simplemma_does_not_know_needs_a_dictionary():
    text = "".join(f"{key}: {value}\n" for key, value in ITALIAN.items())
    (found,) = of_file("streams/languages/zu/language.yaml", text, "language")
    assert found.code == "no-dictionary"
    assert found.hint


def test_an_unknown_room_is_told_with_the_nearest():
    (found,) = of_file("streams/languages/xx/sentense.yaml", "abbreviations: [mr]\n", "sentense")
    assert found.code == "unknown-room"
    assert "sentence" in found.hint


def test_words_are_those_of_every_language():
    assert {"near", "біля", "возле", "قرب"} <= lexicon.words("scene.at-place")


def test_no_and_on_are_words():
    assert {"on"} <= lexicon.words("scene.at-place")
    assert {"no"} <= lexicon.words("person.no")


def test_a_role_that_nobody_declared_cannot_be_asked_for():
    with pytest.raises(KeyError):
        lexicon.words("scene.at-plaice")


def test_a_trait_that_nobody_declared_is_a_mistake_with_its_line():
    text = "name: X\ntraits: [articles, decimal-pont]\n"
    found = of_file("streams/languages/xx/language.yaml", text, "language")[-1]
    assert (found.code, found.line) == ("unknown-trait", 2)
    assert "decimal-point" in found.hint


def test_a_trait_that_nobody_declared_cannot_be_asked_for():
    with pytest.raises(KeyError):
        has("en", "decimal-pont")


@pytest.mark.parametrize("code", sorted({*UNDETERMINED.values(), "de"}))
def test_a_language_without_a_folder_shows_no_trait(code):
    assert not any(has(code, trait) for trait in TRAITS)


@pytest.mark.parametrize("trait", TRAITS)
def test_each_trait_is_asked_for_by_the_program(trait):
    asking = [path for path in STREAMS.rglob("*.py") if path.name != "traits.py"]
    assert any(f'"{trait}"' in path.read_text(encoding="utf8") for path in asking)
