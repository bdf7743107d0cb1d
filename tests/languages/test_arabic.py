from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.languages.ar.forms import bare_names_in, fold, forms_of, names_in
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


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("خيرسون", ["خيرسون"]),
        ("وبخيرسون", ["وبخيرسون", "بخيرسون", "خيرسون"]),
        ("للخرطوم", ["للخرطوم", "لخرطوم", "خرطوم"]),
        ("غزه", ["غزه"]),
    ],
)
def test_a_name_is_found_behind_what_is_written_together_with_it(word, names):
    assert names_in(word) == names


@pytest.mark.parametrize(("word", "names"), [("الخرطوم", ["خرطوم"]), ("وغزه", ["غزه"]), ("فغزه", []), ("خيرسون", [])])
def test_a_name_may_lack_its_article_and_a_short_one_stands_behind_few_letters(word, names):
    assert bare_names_in(word) == names
