"""The packed Ukrainian dictionary: what words may be, and how unknown ones are read."""

from __future__ import annotations

import zipfile

import pytest

from streams.languages.lemma import (
    is_object,
    is_ordinary,
    lemmas,
    lemmas_of_term,
    may_name_person,
    may_name_place,
    tense,
)
from streams.languages.uk.dictionary import DICTIONARY
from streams.languages.uk.packed import WORDS, dictionary

CASES = {"v_naz", "v_rod", "v_dav", "v_zna", "v_oru", "v_mis", "v_kly"}


def tags(word, lemma):
    """Every tag of a word as a form of a dictionary word."""
    return {tag for reading in dictionary().readings(word) if reading.lemma == lemma for tag in reading.tags}


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("дамбу", "дамба"),
        ("мостом", "міст"),
        ("вогню", "вогонь"),
        ("людей", "людина"),
        ("йшли", "йти"),
        ("обстріляли", "обстріляти"),
        ("знищено", "знищити"),
        ("найкращого", "найкращий"),
        ("харкова", "харків"),
        ("об'єктів", "об'єкт"),
    ],
)
def test_a_form_is_led_back_to_its_dictionary_form(word, lemma):
    assert lemma in lemmas("uk", word)
    assert word in DICTIONARY.inflections(lemma)


def test_every_case_number_and_gender_is_told():
    forms = {form: tags(form, "дамба") for form in DICTIONARY.inflections("дамба")}
    told = {tuple(tag.split(":")[2:4]) for found in forms.values() for tag in found}
    assert told == {(number, case) for number in ("f", "p") for case in CASES}


@pytest.mark.parametrize(
    ("word", "lemma", "tag"),
    [
        ("пошкоджено", "пошкодити", "verb:perf:impers"),
        ("захопила", "захопити", "verb:perf:past:f"),
        ("захоплює", "захоплювати", "verb:imperf:pres:s:3"),
        ("захопить", "захопити", "verb:perf:futr:s:3"),
        ("захоплюючи", "захоплюючи", "advp:imperf"),
        ("захоплене", "захоплений", "adj:n:v_naz:compb:&&adjp:pasv:perf"),
        ("мене", "я", "noun:anim:s:v_rod:&pron:pers:1"),
    ],
)
def test_aspect_tense_voice_and_person_are_told(word, lemma, tag):
    assert tag in tags(word, lemma)


@pytest.mark.parametrize(
    "forms",
    [
        ["шахед", "шахеда", "шахеди", "шахедів", "шахедом", "шахедами", "шахедах"],
        ["каб", "каби", "кабів", "кабами"],
        ["хаймарс", "хаймарси", "хаймарсів", "хаймарсом"],
        ["напівоточення", "напівоточенню", "напівоточенням"],
        ["ормузький", "ормузького", "ормузькою", "ормузьких"],
        ["вагнерівець", "вагнерівця", "вагнерівці", "вагнерівців", "вагнерівцями"],
    ],
    ids=lambda forms: forms[0],
)
def test_a_word_that_no_dictionary_has_is_found_in_its_other_forms(forms):
    term = lemmas_of_term("uk", forms[0])
    assert not dictionary().readings(forms[0])[0].known
    assert [form for form in forms if not term & lemmas("uk", form)] == []


@pytest.mark.parametrize("word", ["фпв", "тцк", "f16", "су-34", "90го", "и", "q" * 64, "'", "щ" * 64])
def test_what_is_no_word_is_itself(word):
    assert lemmas("uk", word)


def test_abbreviations_and_numbers_are_not_inflected():
    assert lemmas("uk", "фпв") == {"фпв"}
    assert lemmas("uk", "90го") == {"90го"}


def test_g_with_an_upturn_and_every_apostrophe_are_read_alike():
    assert lemmas("uk", "ґрунту") == lemmas("uk", "грунту")
    assert lemmas("uk", "м\u2019яча") == lemmas("uk", "м'яча") == {"м'яч"}


@pytest.mark.parametrize(
    ("word", "ordinary"),
    [
        ("порт", True),  # a surname as well
        ("сили", True),
        ("нова", True),  # a village, but by this very adjective
        ("харкова", False),
        ("оріхова", False),  # of Оріхів, oftener than of a nut
        ("сирію", False),
        ("шахед", False),  # in no dictionary
    ],
)
def test_a_name_is_told_from_an_ordinary_word(word, ordinary):
    assert is_ordinary("uk", word) is ordinary


@pytest.mark.parametrize(("word", "may"), [("кашмір", True), ("харкова", True), ("удар", False), ("дамба", False)])
def test_a_word_that_may_name_a_place_is_known(word, may):
    assert may_name_place("uk", word) is may


@pytest.mark.parametrize(
    ("lang", "word", "may"),
    [
        ("uk", "зеленського", True),
        ("ru", "путина", True),
        ("und-Cyrl", "путина", True),
        ("uk", "путина", False),
        ("uk", "області", False),
    ],
)
def test_a_word_that_may_name_a_person_is_known(lang, word, may):
    assert may_name_person(lang, word) is may


def test_tenses_and_objects_are_those_of_every_reading():
    assert tense("uk", "захопили") == "past"
    assert tense("uk", "захопити") == "infinitive"
    assert tense("uk", "удар") == ""  # a noun, or an order
    assert is_object("uk", "поліцію")
    assert not is_object("uk", "завод")  # also what does


def test_the_file_says_whose_it_is_and_that_it_was_changed():
    with zipfile.ZipFile(WORDS) as archive:
        assert archive.testzip() is None
        notice = archive.read("NOTICE").decode()
    assert "Apache License, Version 2.0" in notice
    assert "Changed:" in notice


def test_a_hostile_word_costs_a_bounded_number_of_readings():
    words = ("по" * 32, "пере" * 16, "а" * 64, "".join("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя" * 2)[:64])
    assert max(len(dictionary().readings(word)) for word in words) <= 40
