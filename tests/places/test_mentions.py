"""How a sentence is read by what its language does: headlines, misspelt names."""

from __future__ import annotations

import pytest

from streams.places.mentions import find_mentions
from streams.places.readings import Reader, in_latin, is_common
from streams.text.text import read


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("Heavy Shelling Hits Kherson Again This Morning", "headline"),
        ("KHERSON SHELLED AGAIN WHILE PEOPLE SLEPT", "capitals"),
        ("Heavy shelling hits Kherson again this morning", "plain"),
        ("Зеленський Володимир Прибув Учора До Херсона", "plain"),
        ("ОБСТРІЛ ХЕРСОНА ЗАБРАВ ЖИТТЯ ЛЮДЕЙ", "capitals"),
    ],
)
def test_capitals_say_nothing_where_a_language_writes_headlines_with_them(gazetteer, text, style):
    assert {one.style for one in find_mentions(read("text", text), gazetteer.companion(Reader))} == {style}


@pytest.mark.parametrize(
    ("lang", "word", "common"),
    [
        ("en", "market", True),
        ("de", "market", True),
        ("uk", "market", False),
        ("und-Latn", "market", True),
        ("uk", "берег", True),
        ("und-Cyrl", "берег", True),
        ("en", "берег", False),
    ],
)
def test_an_ordinary_word_is_one_of_its_sentence_s_language(lang, word, common):
    assert is_common(lang, word) is common


@pytest.mark.parametrize(
    ("lang", "written", "latin"), [("en", "Kherson", True), ("en", "Orléans", False), ("uk", "Херсон", False)]
)
def test_marks_are_letters_where_a_language_has_them(lang, written, latin):
    assert in_latin(lang, written) is latin


def test_a_language_with_marks_says_so(monkeypatch):
    monkeypatch.setattr("streams.places.readings.has", lambda lang, trait: (lang, trait) == ("fr", "marked-letters"))
    assert in_latin("fr", "Orléans")
    assert not in_latin("fr", "Херсон")
