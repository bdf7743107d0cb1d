"""French: which sentences are, and what its words are forms of. What it says stands in `rules/languages/fr.yaml`."""

from __future__ import annotations

import pytest

from streams.languages.lemma import lemmas
from streams.places.toponyms import find_places
from streams.reading.numbers.counts import numbers_in
from streams.text.text import read


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("frappées", "frapper"),
        ("tué", "tuer"),
        ("bombardée", "bombarder"),
        ("drones", "drone"),
        ("détruits", "détruire"),
    ],
)
def test_a_word_is_led_back_to_what_a_rule_says(word, lemma):
    assert lemma in lemmas("fr", word)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("L'attaque d'hier a touché l'école.", "fr"),
        ("Deux morts dans une frappe à Kharkiv", "fr"),
        ("Le premier ministre a démissionné.", "fr"),
        ("Un missile a détruit le pont de Kherson sans faire de morts, a dit le maire.", "fr"),
        ("Un bombardement a fait de 5 à 7 morts à Kharkiv, moins de dix blessés.", "fr"),
        ("The Tour de France is on the road.", "en"),
        ("L'attacco dell'esercito non ha colpito la diga.", "it"),
        ("El ataque contra la ciudad no ha sido el primero.", "es"),
    ],
)
def test_its_sentences_are_told_from_those_of_its_neighbours(text, lang):
    assert read("text", text).sentences[0].lang == lang


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("deux", 2), ("vingt et un", 21), ("trente-deux", 32), ("soixante-dix", 70), ("soixante et onze", 71), ("vingt-et-un", 21), ("soixante-et-onze", 71),
        ("quatre-vingts", 80), ("quatre-vingt-dix-neuf", 99), ("cent", 100), ("deux cents", 200), ("une dizaine de", 10),
        ("mille", 1000), ("trois mille cinq cents", 3500),
    ],
)  # fmt: skip
def test_numbers_are_counted_as_french_counts(said, number):
    text = read("text", f"Dans la ville, les autorités ont compté {said} morts.")
    assert [count.min for count in numbers_in(text, text.sentences[0])] == [number]


def test_what_it_says_of_a_bound_reaches_the_number():
    text = read("text", "Les tirs ont fait jusqu'à 30 morts dans la ville.")
    assert [(count.min, count.max) for count in numbers_in(text, text.sentences[0])] == [(1, 30)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Des tirs ont été entendus dans le centre d'Odessa.", "Odesa"),
        ("La frappe sur l'aéroport de Kharkiv a été meurtrière.", "Kharkiv"),
        ("Les combats continuent au nord de Khartoum.", "Khartoum"),
        ("L'Ukraine a déclaré la guerre à la Russie.", "Russia"),
        ("D'Odessa à Kherson, les combats continuent dans la nuit.", "Kherson"),
    ],
)
def test_places_are_found_behind_what_is_joined_to_them(gazetteer, text, place):
    assert place in [one.place.name for one in find_places([read("text", text)], gazetteer)]
