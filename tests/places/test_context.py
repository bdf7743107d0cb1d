"""What an article is about, as far as its language tells."""

from __future__ import annotations

import pytest

from streams.places.context import country_of, read_context
from streams.places.world import NO_WORLD
from streams.text.text import read


@pytest.mark.parametrize(
    ("lang", "country"),
    [
        ("uk", "UA"), ("pl", "PL"), ("de", "DE"), ("it", "IT"), ("ro", "RO"), ("cs", "CZ"), ("tr", "TR"),
        ("sv", "SE"), ("nl", "NL"), ("en", ""), ("ru", ""), ("ar", ""), ("es", ""), ("pt", ""), ("fr", ""), ("und-Latn", ""), ("be", ""),
    ],
)  # fmt: skip
def test_a_language_of_one_country_tells_what_a_text_is_about(lang, country):
    assert country_of(lang) == country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The Ukrainian army and the Israeli navy met.", "IL"),
        ("У відповідь німецький уряд заявив, що допоможе.", "DE"),
        ("The sheriff said that they had left.", "US"),
    ],
)
def test_peoples_and_offices_speak_for_a_country(text, country):
    assert read_context([read("text", text)], (), NO_WORLD).support(country) > 0


def test_an_article_with_words_that_only_sport_has_is_about_sport():
    assert read_context(
        [read("title", "The goalkeeper and his midfielder"), read("text", "A quarterfinal was played.")], (), NO_WORLD
    ).sport
    assert not read_context([read("text", "A midfielder scored, and the police came.")], (), NO_WORLD).sport
