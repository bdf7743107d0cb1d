"""Countries as a further language calls them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from streams.places import exonyms
from streams.places.exonyms import exonyms_of
from streams.places.readings import Reader
from streams.places.words import PlaceWords, place_words


@pytest.fixture
def french(monkeypatch):
    """French is a language of ours that the gazetteer holds no names in."""
    monkeypatch.setattr(exonyms, "languages", lambda: ("en", "fr"))
    monkeypatch.setattr(exonyms, "SPOKEN_BY", {"en": {"en"}, "fr": {"fr"}})


def readings(reader, lang, *words):
    length, names = reader.longest(lang, reader.word(lang, words[0]), iter(words[1:]))
    return [reader.gazetteer.id_at(one.row) for one in names.options[:1]] if length == len(words) else []


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize(
    ("words", "country"),
    [
        (["allemagne"], "DE"),
        (["royaume", "uni"], "GB"),
        (["liban"], "LB"),
        (["états", "unis"], "US"),
        (["ukraine"], "UA"),
    ],
)
def test_a_country_is_known_by_its_name_in_the_language_of_the_sentence(gazetteer, words, country):
    assert readings(Reader(gazetteer), "fr", *words) == [f"iso3166:{country}"]


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize("words", [["royaume", "uni"], ["maurice"], ["chili"]])
def test_names_of_one_language_are_none_in_another(gazetteer, words):
    assert not [one for one in readings(Reader(gazetteer), "en", *words) if one.startswith("iso3166:")]


@pytest.mark.parametrize("lang", ["en", "uk", "pl", "de", "und-Latn"])
def test_what_is_compiled_in_and_what_is_none_of_ours_adds_nothing(gazetteer, lang):
    assert exonyms_of(gazetteer, lang) == exonyms.Exonyms({}, frozenset())


def test_what_everyday_speech_says_is_no_place_in_its_own_language_only(gazetteer, monkeypatch):
    words: dict[str, PlaceWords] = {"fr": replace(place_words(""), traps=frozenset({"odesa"}))}
    monkeypatch.setattr("streams.places.readings.place_words", lambda lang: words.get(lang) or place_words(lang))
    reader = Reader(gazetteer)
    assert readings(reader, "fr", "odesa") == []
    assert readings(reader, "en", "odesa") == ["geonames:698740"]
