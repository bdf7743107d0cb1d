"""The words beside names are those of the sentence's language: another of the same script lends it none."""

from __future__ import annotations

import pytest

from streams.languages.language import Lexicon
from streams.places.cues import introduction
from streams.places.heads import NameWords, name_words
from streams.places.words import PlaceWords, filled, place_words

UKRAINIAN = filled(PlaceWords, "place", Lexicon(("uk",)))


@pytest.mark.parametrize(
    ("before", "second", "cue"), [("in", "", ""), ("of", "village", ""), ("біля", "", "in"), ("селі", "у", "kind")]
)
def test_a_name_is_introduced_by_the_words_of_its_language_only(before, second, cue):
    assert introduction(before, second, UKRAINIAN) == cue


@pytest.mark.parametrize("lang", ["en", "uk", "ru", "ar", "und", "und-Cyrl", "de"])
def test_languages_read_together_have_the_same_words(lang):
    assert place_words(lang) is place_words("")
    assert name_words(lang) is name_words("")


def test_a_role_is_read_as_its_field_says():
    everywhere = place_words("")
    assert {"near", "біля", "возле", "koło"} <= everywhere.locative
    assert "область"[:6] in {noun[:6] for noun in everywhere.area_endings}
    assert everywhere.demonyms["ukrainian"] == "UA"
    assert filled(NameWords, "name", Lexicon(())).before == {}
