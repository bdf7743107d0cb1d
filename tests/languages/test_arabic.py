from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.languages.ar.forms import fold, forms_of
from streams.languages.lemma import lemmas, lemmas_of_term


@pytest.mark.parametrize(
    ("term", "word"),
    [
        ("قصف", "القصف"),
        ("قصف", "وقصفت"),
        ("قصف", "يقصف"),
        ("قصف", "بقصف"),
        ("غارة", "الغارات"),
        ("غارة", "وغارة"),
        ("اشتباك", "واشتباكات"),
        ("إصابة", "اصابة"),
        ("مدني", "المدنيين"),
        ("سد", "السد"),
    ],
)
def test_a_term_finds_what_is_written_together_with_it(term, word):
    assert lemmas_of_term("ar", term) & lemmas("ar", word)


@pytest.mark.parametrize(("term", "word"), [("سد", "مسدس"), ("قصف", "قصيدة"), ("غارة", "مغارة"), ("هدنة", "مدينة")])
def test_a_term_finds_no_other_word(term, word):
    assert not lemmas_of_term("ar", term) & lemmas("ar", word)


@given(st.text(alphabet="ابتسمونيهلكفأإىةء", min_size=1, max_size=30))
def test_a_word_is_always_one_of_its_forms_and_they_are_few(word):
    forms = forms_of(word)
    assert fold(word) in forms
    assert len(forms) <= 200
    assert all(forms)
