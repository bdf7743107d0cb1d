"""What a word may be in a sentence: case, number, tense and voice, in the same terms for every language."""

from __future__ import annotations

from typing import get_args

import pytest

from streams.languages.analysis import Analysis, Case, merged
from streams.languages.lemma import analyses
from streams.languages.uk.packed import dictionary

SHORT = {
    "nominative": "nom",
    "genitive": "gen",
    "dative": "dat",
    "accusative": "acc",
    "instrumental": "ins",
    "locative": "loc",
    "vocative": "voc",
}


def told(lang, word):
    """Each reading in a line: the lemma, then all that is known of it."""
    return {_line(analysis) for analysis in analyses(lang, word)}


def _line(analysis):
    cases = "|".join(short for case, short in SHORT.items() if case in analysis.cases)
    rest = (analysis.number, analysis.gender, analysis.verb_form, analysis.voice, analysis.tense)
    return " ".join(known for known in (analysis.lemma, analysis.pos, cases, *rest) if known)


@pytest.mark.parametrize(
    ("word", "readings"),
    [
        ("дамбу", {"дамба noun acc singular feminine"}),
        ("удар", {"удар noun nom|acc singular masculine", "ударити verb singular finite active imperative"}),
        ("людей", {"людина noun gen|acc plural"}),
        ("першого", {"перший adjective gen|acc singular masculine", "перший adjective gen singular neuter"}),
        ("якими", {"який pronoun ins plural"}),
        ("трьох", {"три number gen|acc|loc plural"}),
        ("вночі", {"вночі adverb"}),
        ("але", {"але other"}),
    ],
)
def test_ukrainian_nouns_and_their_like_tell_every_case_they_may_be(word, readings):
    assert readings <= told("uk", word)


@pytest.mark.parametrize(
    ("word", "reading"),
    [
        ("захопили", "захопити verb plural finite active past"),
        ("захоплює", "захоплювати verb singular finite active present"),
        ("захопить", "захопити verb singular finite active future"),
        ("захопіть", "захопити verb plural finite active imperative"),
        ("захопити", "захопити verb infinitive active"),
        ("обстрілювалося", "обстрілюватися verb singular neuter finite past"),
        ("пошкоджено", "пошкодити verb impersonal passive"),
        ("збито", "збити verb impersonal passive"),
    ],
)
def test_ukrainian_verbs_tell_form_voice_and_tense(word, reading):
    assert reading in told("uk", word)


@pytest.mark.parametrize(
    ("word", "reading"),
    [
        ("захоплене", "захопити participle nom|acc|voc singular neuter passive"),
        ("збитими", "збити participle ins plural passive"),
        ("постраждалих", "постраждати participle gen|acc|loc plural active"),
        ("атакуючої", "атакувати participle gen singular feminine active"),
        ("захопивши", "захопити verb gerund active"),
        ("стріляючи", "стріляти verb gerund active"),
        ("повертаючись", "повертатися verb gerund"),
        ("повернувшися", "повернутися verb gerund"),
    ],
)
def test_ukrainian_participles_and_gerunds_are_of_their_verbs(word, reading):
    assert reading in told("uk", word)


def test_a_participle_whose_verb_the_dictionary_lacks_is_itself():
    assert "незахоплений participle ins plural passive" in told("uk", "незахопленими")


def test_a_ukrainian_word_of_no_dictionary_is_read_as_those_that_end_alike():
    assert not dictionary().readings("шахедами")[0].known
    assert "шахед noun ins plural" in told("uk", "шахедами")
    assert "безекіпажний adjective ins plural" in told("uk", "безекіпажними")


def test_what_never_changes_may_be_every_case():
    assert {analysis.cases for analysis in analyses("uk", "метро")} == {frozenset(get_args(Case))}


@pytest.mark.parametrize(
    ("word", "readings"),
    [
        ("дамбу", {"дамба noun acc singular feminine"}),
        ("лесу", {"лес noun gen|dat|loc singular masculine"}),
        ("людей", {"человек noun gen|acc plural"}),
        ("второго", {"второй adjective gen|acc singular masculine"}),
        ("которыми", {"который pronoun ins plural"}),
        ("двести", {"двести number nom|acc"}),
        ("ночью", {"ночью adverb"}),
        ("но", {"но other"}),
        ("атакуют", {"атаковать verb plural finite active present", "атаковать verb plural finite active future"}),
        ("захватила", {"захватить verb singular feminine finite active past"}),
        ("атакуйте", {"атаковать verb plural finite active imperative"}),
        ("захватить", {"захватить verb infinitive active"}),
        ("обстреливалась", {"обстреливаться verb singular feminine finite past"}),
        ("захваченная", {"захватить participle nom singular feminine passive"}),
        ("повреждено", {"повредить participle singular neuter passive"}),
        ("обстрелявшие", {"обстрелять participle nom|acc plural active"}),
        ("захватив", {"захватить verb gerund active"}),
        ("самолёт", {"самолет noun nom|acc singular masculine"}),
    ],
)
def test_russian_tells_the_same_in_the_same_terms(word, readings):
    assert readings <= told("ru", word)


@pytest.mark.parametrize(
    ("lang", "word", "lemmas"),
    [
        ("en", "strikes", ["strike"]),
        ("fr", "frappée", ["frapper", "frappé"]),
        ("ar", "مدارس", ["مدرسه", "مدارس"]),
    ],
)
def test_a_dictionary_without_grammar_tells_the_lemma_alone(lang, word, lemmas):
    assert list(analyses(lang, word)) == [Analysis(lemma, "other") for lemma in lemmas]


@pytest.mark.parametrize(
    ("lang", "word"), [("uk", "f16"), ("uk", "'"), ("ru", "f16"), ("ru", "5"), ("pl", "drony"), ("xx", "a")]
)
def test_nothing_is_said_of_what_no_dictionary_can_read(lang, word):
    assert analyses(lang, word) == ()


def test_a_language_that_is_not_settled_hears_all_that_share_its_script_once():
    assert told("und-Cyrl", "дамбу") == {"дамба noun acc singular feminine"}
    assert len(analyses("und-Cyrl", "дамбу")) == 1
    assert {"захопити verb infinitive active"} <= told("und-Cyrl", "захопити")


def test_readings_that_differ_in_case_alone_are_one():
    nominative, accusative = (Analysis("міст", "noun", frozenset({case})) for case in ("nominative", "accusative"))
    plural = Analysis("міст", "noun", frozenset({"genitive"}), number="plural")
    both = Analysis("міст", "noun", frozenset({"nominative", "accusative"}))
    assert merged([nominative, plural, accusative]) == (both, plural)
