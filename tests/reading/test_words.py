"""A sentence is read with the words of its language: another of the same script changes nothing in it."""

from __future__ import annotations

import pytest

from streams.languages import language, lexicon
from streams.languages.language import lexicon_alike, read_with
from streams.reading.clause_words import clause_words
from streams.reading.date_words import date_words
from streams.reading.numbers import words as numerals
from streams.reading.numbers.counts import numbers_in
from streams.reading.numbers.people import person_words
from streams.reading.numbers.words import number_words
from streams.reading.speech_words import speech_words
from streams.reading.where.words import scene_words
from streams.text.text import read

MADE_UP = {
    "language": {
        "name": "Made-up",
        "script": "Latn",
        "letters": "",
        "foreign": [],
        "beside": [],
        "terms": "false",
        "dictionary": "none",
        "traits": ["numerals-by-twenties"],
    },
    "clause": {"condition": ["si"], "relative": ["où"], "participle-endings": ["é"]},
    "speech": {"prepositions": ["selon"], "roles": {"official": ["préfet"], "spokesperson": ["porte-parole"]}},
    "date": {"weekdays": {"0": ["lundi"]}, "named": {"-24 to 0 hours": ["hier"]}},
    "scene": {"at-place": ["à"], "verb-endings": ["ait"]},
    "number": {
        "and": {"20": ["et"]},
        "growth": ["monter"],
        "kinds": {"drones": ["drone"]},
        "after": {"least": ["ou plus"]},
    },
    "person": {"victims": ["blessé"]},
}


@pytest.fixture
def made_up(monkeypatch):
    """A language of the Latin script, beside none, as a folder of its own would make it."""
    codes, rooms = (*lexicon.languages(), "xx"), lexicon.rooms
    for module in (lexicon, language):
        monkeypatch.setattr(module, "languages", lambda: codes)
        monkeypatch.setattr(module, "rooms", lambda code: MADE_UP if code == "xx" else rooms(code))
    kept = (
        *(language.language, language.has, language.read_with, language.lexicon_of),
        *(clause_words, speech_words, date_words, scene_words, number_words, person_words),
    )
    for one in kept:
        one.cache_clear()
    yield "xx"
    for one in kept:
        one.cache_clear()


@pytest.mark.parametrize(
    ("words_of", "field", "by_language"),
    [
        (clause_words, "condition", {"en": "if", "uk": "якщо", "ru": "если", "ar": "إذا"}),
        (clause_words, "points_back", {"en": "it"}),
        (speech_words, "prepositions", {"en": "according", "ar": "بحسب"}),
        (date_words, "triggers", {"en": "monday", "uk": "вчора", "ru": "вчера"}),
        (scene_words, "at_place", {"en": "near", "uk": "біля", "ru": "возле", "ar": "قرب"}),
        (number_words, "contains", {"en": "including"}),
        (person_words, "conjunctions", {"en": "and", "uk": "та"}),
    ],
)
def test_a_language_has_its_own_words_and_an_undetermined_one_those_of_its_script(words_of, field, by_language):
    undetermined = {"en": "und-Latn", "uk": "und-Cyrl", "ru": "und-Cyrl", "ar": "und-Arab"}
    for lang, word in by_language.items():
        assert word in getattr(words_of(lang), field), (lang, word)
        assert word in getattr(words_of(undetermined[lang]), field), (lang, word)


@pytest.mark.parametrize(
    ("words_of", "field", "mine", "english"),
    [
        (clause_words, "condition", "si", "if"),
        (speech_words, "prepositions", "selon", "according"),
        (date_words, "triggers", "lundi", "monday"),
        (date_words, "named", "hier", "yesterday"),
        (scene_words, "at_place", "à", "near"),
        (number_words, "growth", "monter", "rise"),
        (person_words, "victims", "blessé", "casualty"),
    ],
)
def test_a_new_language_of_the_script_is_read_without_english(made_up, words_of, field, mine, english):
    assert english in getattr(words_of("en"), field)
    found = getattr(words_of(made_up), field)
    assert mine in found
    assert english not in found


def test_a_new_language_of_the_script_adds_no_word_to_english(made_up):
    assert made_up not in read_with("en")
    assert made_up not in read_with("und-Latn")


def test_a_relative_clause_of_a_new_language_needs_no_comma_but_where_commas_part_clauses(made_up):
    listed = clause_words(made_up)
    assert "où" in listed.relative_at_once
    assert "где" in listed.relative


def test_participles_end_as_in_languages_that_make_the_passive_alike(made_up):
    assert set(clause_words("en").participle_endings) == {"ed"}
    assert "ed" not in clause_words("uk").participle_endings
    assert "é" in clause_words(made_up).participle_endings
    assert not set(lexicon_alike("en", "passive-by-be").among) & {"uk", "ru", "ar"}


def test_a_verb_ends_as_in_its_own_language(made_up):
    assert scene_words(made_up).verb_endings == scene_words(made_up).latin_verb_endings == ("ait",)
    assert scene_words("uk").latin_verb_endings == scene_words("en").verb_endings
    assert scene_words("und-Latn").verb_endings == ()


def test_what_a_language_has_no_regular_expression_for_is_never_met(made_up):
    assert language.Lexicon((made_up,)).pattern("scene.digest").search("Updates: strikes on two towns") is None


def test_roles_are_asked_in_one_order_in_every_language(made_up):
    order = list(speech_words("en").roles)
    assert [role for role in order if role in speech_words(made_up).roles] == list(speech_words(made_up).roles)
    assert order.index("spokesperson") < order.index("official")


NUMERALS = {
    "un": 1,
    "quatre": 4,
    "sept": 7,
    "dix": 10,
    "onze": 11,
    "seize": 16,
    "vingt": 20,
    "vingts": 20,
    "soixante": 60,
}


@pytest.fixture
def counting(made_up, monkeypatch):
    """The made-up language with numerals, and with dozens that none of its words says."""
    monkeypatch.setitem(numerals.SPOKEN_BY, made_up, frozenset({made_up}))
    monkeypatch.setitem(numerals.NUMBERS, made_up, NUMERALS)
    monkeypatch.setitem(numerals.TIMES, made_up, {"cent": 100})
    for table in (numerals.MANY, numerals.SEVERAL, numerals.PARTS):
        monkeypatch.setitem(table, made_up, {})
    return made_up


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("vingt et un", 21),
        ("dix-sept", 17),
        ("soixante-dix", 70),
        ("soixante et onze", 71),
        ("quatre-vingts", 80),
        ("quatre-vingt-un", 81),
        ("quatre-vingt-dix-sept", 97),
        ("cent quatre-vingt-seize", 196),
    ],
)
def test_tens_may_be_counted_by_twenties(counting, said, number):
    text = read("text", f"Les obus ont tué {said} personnes.")
    (found,) = numbers_in(text, text.sentences[0]._replace(lang=counting))
    assert (found.min, found.max) == (number, number)


@pytest.mark.parametrize(("said", "numbers"), [("four twenty", [4, 20]), ("sixty eleven", [60, 11])])
def test_english_tens_are_not(said, numbers):
    text = read("text", f"The shells have killed {said} people.")
    assert [one.min for one in numbers_in(text, text.sentences[0])] == numbers
