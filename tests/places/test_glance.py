"""A first glance at a sentence never misses what reading it word by word finds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.places.glance import KEPT, Glance
from streams.places.mentions import find_mentions, may_begin
from streams.places.readings import WORDS_KEPT, Reader
from streams.text.text import read

PIECES = st.sampled_from([
    "Kherson", "Херсоні", "kyiv", "KYIV", "The", "the", "In", "in", "New", "York", "of", "on", "Don", "Rostov", "Kharkivv",
    "Khersonn", "village", "окупованому", "Харківської", "та", "області", "US", "us", "U.S.", "St.", "Petersburg", "dam",
    "Kherson's", "“Odesa”", "pro-Kyiv", "Moscow/Kyiv", "—", "-", "2023", "(Sumy", "خيرسون", "reservoir.", "острові", "Зміїному", "hit", "said", "He",
])  # fmt: skip
GAPS = st.sampled_from([" ", " ", " ", "-", ", ", "\n", ". ", " – ", "/", "\u00a0", ""])
TEXTS = st.lists(st.tuples(PIECES, GAPS), max_size=25).map(lambda parts: "".join(map("".join, parts)))


@settings(deadline=None)  # the first text of a language loads its dictionary
@given(TEXTS)
def test_a_glance_misses_nothing_that_reading_finds(gazetteer, text):
    reader, glance = gazetteer.companion(Reader), gazetteer.companion(Glance)
    whole = read("text", text)
    glanced = [(one.first, one.last) for one in find_mentions(whole, reader)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(glance, "promises", lambda *_: True)
        assert [(one.first, one.last) for one in find_mentions(whole, reader)] == glanced


@settings(deadline=None)
@given(TEXTS)
def test_no_name_begins_at_a_word_whose_letters_say_that_none_may(gazetteer, text):
    whole = read("text", text)
    assert all(may_begin(whole, one.first) for one in find_mentions(whole, gazetteer.companion(Reader)))


@pytest.mark.parametrize(
    ("text", "word", "may"),
    [
        ("They fired on Odesa", 3, True),
        ("They fired on ships", 3, False),
        ("they fired on ships", 3, True),
        ("Вони на острові Зміїному", 2, True),
        ("They fired on خيرسون", 3, True),
    ],
)
def test_small_letters_are_no_name_where_others_are_capital(text, word, may):
    assert may_begin(read("text", text), word) == may


@pytest.mark.parametrize(
    "text",
    ["The talks went on for days.", "He said nothing of it.", "They met on Monday, by chance, and left again."],
)
def test_a_sentence_without_a_name_is_not_read(gazetteer, text):
    assert not gazetteer.companion(Glance).promises(text, "en")


def test_a_name_in_a_script_without_capitals_is_seen_beside_small_letters(gazetteer):
    found = find_mentions(read("text", "They left. Then came kyiv/خيرسون too."), gazetteer.companion(Reader))
    assert [one.quote for one in found] == ["خيرسون"]


def test_what_is_remembered_does_not_grow_without_end(gazetteer):
    glance, reader = gazetteer.companion(Glance), gazetteer.companion(Reader)
    find_mentions(read("text", " ".join(f"Xyl{number:x}qa" for number in range(WORDS_KEPT))), reader)
    assert max(len(pieces) for pieces in glance.known.values()) in range(1, KEPT + 1)
    assert len(reader.words("en")) <= WORDS_KEPT
