"""Case endings of place names."""

from __future__ import annotations

import pytest

from streams.places.inflection import languages_of, nominatives

UKRAINIAN = {
    "харків": "харкова харкову харковом харкові",
    "київ": "києва києву києвом києві",
    "одеса": "одеси одесі одесу одесою",
    "авдіївка": "авдіївки авдіївці авдіївку авдіївкою",
    "волноваха": "волновахи волновасі волноваху волновахою",
    "суми": "сум сумам сумами сумах",
    "черкаси": "черкас черкасам черкасах",
    "олешки": "олешок олешкам олешками олешках",
    "запоріжжя": "запоріжжі запоріжжю запоріжжям",
    "маріуполь": "маріуполя маріуполю маріуполем маріуполі",
    "рівне": "рівного рівному рівним",
    "лозова": "лозової лозовій лозову лозовою",
    "хмельницький": "хмельницького хмельницькому хмельницьким",
    "дніпро": "дніпра дніпру дніпром дніпрі",
    "чернівці": "чернівців чернівцям чернівцями чернівцях",
    "україна": "україни україні україну україною",
    "росія": "росії росію росією",
    "ізюм": "ізюма ізюму ізюмом ізюмі",
    "джанкой": "джанкоя джанкою джанкоєм джанкої",
}
RUSSIAN = {
    "харьков": "харькова харькову харьковом харькове",
    "одесса": "одессы одессе одессу одессой",
    "сумы": "сум сумам сумами сумах",
    "запорожье": "запорожья запорожью запорожьем",
    "мариуполь": "мариуполя мариуполю мариуполем мариуполе",
    "курахово": "курахова курахову кураховом курахове",
    "лозовая": "лозовой лозовую",
    "авдеевка": "авдеевки авдеевке авдеевку авдеевкой",
    "донецк": "донецка донецку донецком донецке",
    "орехов": "орехова орехову ореховым орехове",
    "россия": "россии россию россией",
    "казань": "казани казанью",
    "пологи": "пологов пологам пологами пологах",
}


@pytest.mark.parametrize(
    ("lang", "nominative", "form"),
    [
        (lang, nominative, form)
        for lang, table in (("uk", UKRAINIAN), ("ru", RUSSIAN))
        for nominative, forms in table.items()
        for form in forms.split()
    ],
)
def test_every_case_goes_back_to_its_nominative(lang, nominative, form):
    assert nominative in nominatives(lang, form)


@pytest.mark.parametrize("word", ["харків", "сумы", "ум", "а", "я"])
def test_a_word_may_always_be_itself(word):
    assert nominatives("uk", word)[0] == word


@pytest.mark.parametrize(
    ("lang", "tried"), [("uk", ("uk", "ru")), ("ru", ("ru", "uk")), ("und-Cyrl", ("uk", "ru")), ("en", ("uk", "ru"))]
)
def test_a_sentence_s_own_language_is_tried_first(lang, tried):
    assert languages_of(lang) == tried


@pytest.mark.parametrize(("lang", "plural"), [("uk", "черкаси"), ("ru", "черкасы")])
def test_a_name_without_an_ending_may_be_a_genitive_plural(lang, plural):
    assert nominatives(lang, "черкас")[-1] == plural
