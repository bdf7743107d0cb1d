"""Which words are people, and which are one of them."""

from __future__ import annotations

import pytest

from streams.reading.numbers.people import is_one_person, is_person


@pytest.mark.parametrize(
    ("lang", "word", "person", "one"),
    [
        ("en", "woman", True, True),
        ("en", "women", True, False),
        ("en", "people", True, False),
        ("en", "drone", False, False),
        ("uk", "жінка", True, True),
        ("uk", "рятувальників", True, False),
        ("uk", "дрон", False, False),
        ("ru", "женщина", True, True),
        ("ru", "спасателей", True, False),
        ("ru", "дрон", False, False),
    ],
)
def test_a_person_is_known_in_any_form_and_one_by_its_own(lang, word, person, one):
    assert is_person(frozenset({lang}), word) is person
    assert is_one_person(frozenset({lang}), word) is one
