"""How alike two names are."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from streams.places.similarity import compare, edits_allowed, fold, key_of, one_edit, skeleton, sound, sounds, within


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Ivano-Frankivsk", "ivano frankivsk"),
        ("Łódź", "lodz"),
        ("Donets'k", "donetsk"),
        ("Слов'янськ", "словянськ"),
        ("Слов’янськ", "словянськ"),
        ("Ровенёк", "ровенек"),
        ("Їжа", "їжа"),
        ("Sana'a", "sanaa"),
        ("U.S.", "u s"),
    ],
)
def test_a_key_forgets_accents_and_apostrophes_and_keeps_letters(name, key):
    assert key_of(name) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [("Kurakhovo", "Kourachove"), ("Курахове", "Kurakhove"), ("Cherson", "Kherson"), ("Łuck", "Lutsk")],
)
def test_spellings_of_one_name_share_a_skeleton(one, other):
    assert skeleton(key_of(one)) == skeleton(key_of(other))


@pytest.mark.parametrize(
    ("one", "other"), [("Новоросійськ", "Новороссийск"), ("Vinnytsia", "Vinnitsa"), ("Херсон", "Kherson")]
)
def test_one_name_in_two_languages_sounds_the_same(one, other):
    assert sound(key_of(one)) == sound(key_of(other))


@pytest.mark.parametrize(("one", "other"), [("Kherson", "Kharkiv"), ("Sumy", "Samara"), ("Pokrovsk", "Pokrovske")])
def test_different_names_sound_different(one, other):
    assert sound(key_of(one)) != sound(key_of(other))


def test_a_score_names_the_edit():
    assert compare("kharkov", "kharkiv").why == "1 edit from 'Kharkiv', score 0.86"
    assert compare("mykolajiv", "mykolayiv").why.startswith("sounds like 'Mykolayiv'")


def test_short_names_allow_no_edit():
    assert [edits_allowed(length) for length in (4, 5, 8, 9)] == [0, 1, 1, 2]


LETTERS = st.text(alphabet="abc", min_size=2, max_size=5)
NAMES = st.text(alphabet="aceghikstwyz иїйшщкх", min_size=1, max_size=9).map(str.strip).filter(bool)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=12))
def test_one_edit_is_one_edit(key):
    assert all(compare(key, other).edits <= 1 for other in one_edit(key, lambda _: True))


@given(st.lists(LETTERS, max_size=20), LETTERS)
def test_no_name_one_edit_away_is_left_out_because_no_name_begins_so(names, key):
    def begins(head: str) -> bool:
        return any(name.startswith(head) for name in names)

    assert set(names) & set(one_edit(key, begins)) == set(names) & set(one_edit(key, lambda _: True))


@given(st.lists(NAMES, max_size=20), NAMES, st.integers(0, 3))
def test_names_are_within_so_many_edits_as_comparing_each_tells(names, key, edits):
    alike = [name for name in names if sound(name)[:1] == sound(key)[:1] and compare(key, name).edits <= edits]
    assert within(key, names, edits) == alike


@given(st.lists(NAMES, min_size=1, max_size=20))
def test_names_sound_together_as_each_does_alone(names):
    assert sounds(names) == [sound(name) for name in names]


@given(st.text(max_size=30))
@example("'ù")
def test_folding_twice_is_folding_once(word):
    assert fold(fold(word)) == fold(word)
