"""What is asked of dictionaries by a language's code, whether it has one or not."""

from __future__ import annotations

import pytest

from streams.languages import lemma


@pytest.mark.parametrize(
    ("lang", "word", "forms"),
    [
        ("en", "attacks", {"attack"}),
        ("en", "quadcopters", {"quadcopter"}),
        ("uk", "дамбу", {"дамба"}),
        ("ru", "дамбу", {"дамба"}),
        ("pl", "drony", {"drony"}),
        ("de", "Brücken", {"Brücken"}),
        ("und-Cyrl", "дамбу", {"дамбу"}),
    ],
)
def test_a_word_is_led_back_by_the_dictionary_of_its_language_or_stays_itself(lang, word, forms):
    assert lemma.lemmas(lang, word) == forms


@pytest.mark.parametrize(
    ("lang", "prefix", "word", "whether"),
    [
        ("en", "stri", "strike", False),
        ("en", "attack", "attack", True),
        ("en", "cit", "city", True),
        ("en", "city", "city", False),
        ("uk", "ніч", "ніч", False),
        ("uk", "дамб", "дамба", True),
        ("ru", "дамб", "дамба", True),
        ("ar", "قصف", "قصف", False),  # the article may stand before it
        ("pl", "dron", "dron", False),
    ],
)
def test_a_prefix_is_said_to_begin_all_forms_only_where_it_is_known(lang, prefix, word, whether):
    assert lemma.begins_all(lang, prefix, word) is whether


def test_a_language_that_is_not_settled_asks_those_that_share_its_script():
    assert lemma.tense("und-Cyrl", "знищив") == "past"
    assert lemma.tense("und-Cyrl", "уничтожил") == "past"
    assert lemma.may_name_person("und-Cyrl", "путина")
    assert lemma.tense("und-Latn", "destroyed") == ""


@pytest.mark.parametrize("lang", ["pl", "und-Arab", "xx"])
def test_a_language_without_a_dictionary_knows_nothing(lang):
    asked = (lemma.is_ordinary, lemma.is_object, lemma.is_surname, lemma.may_name_place, lemma.may_name_person)
    assert not any(ask(lang, "word") for ask in asked)
    assert lemma.tense(lang, "word") == ""
