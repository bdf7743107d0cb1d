"""The dictionary forms of a word: what makes `dam` find *dams* and `дамба` find *дамбу*.

English by simplemma's dictionary, Ukrainian and Russian by pymorphy3, which also guesses forms of words it has never
seen. Arabic has no kept lemmatiser that is right often enough: there a word has the forms of `streams.arabic`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, Literal

import simplemma
from pymorphy3 import MorphAnalyzer

from streams import arabic

LANGUAGES = ("en", "uk", "ru", "ar")
"""The languages in which terms can be written."""


@cache
def _analyser(lang: str) -> MorphAnalyzer:
    return MorphAnalyzer(lang=lang)


@lru_cache(maxsize=200_000)
def lemmas(lang: str, word: str) -> frozenset[str]:
    """The dictionary forms a normalised word may have; several where it is ambiguous, never none."""
    if lang == "en":
        return frozenset({_english(word)})
    if lang in {"uk", "ru"}:
        return frozenset(parse.normal_form.replace("ё", "е") for parse in _analyser(lang).parse(word))
    return arabic.forms_of(word) if lang == "ar" else frozenset({word})


def _english(word: str) -> str:
    word = word.removesuffix("'s").rstrip("'")
    lemma = simplemma.lemmatize(word, "en").casefold()
    if lemma == word and word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")):
        return word[:-1]  # a plural no dictionary lists yet: UAVs, quadcopters
    return lemma


def lemmas_of_term(lang: str, word: str) -> frozenset[str]:
    """The forms a word in a rule stands for: itself where it is a dictionary form, else all it may be an inflection of.

    `удар` is a noun in a rule, though in a text it could also be a short form of the verb `ударити`.
    """
    if lang == "ar":
        return frozenset({arabic.fold(word)})
    forms = lemmas(lang, word)
    return frozenset({word}) if word in forms else forms


def inflections(lang: str, word: str) -> frozenset[str]:
    """Every form of a Ukrainian or Russian word that its dictionary has; of other languages the word alone."""
    if lang not in {"uk", "ru"}:
        return frozenset({word})
    return frozenset(form.word.replace("ё", "е") for parse in _analyser(lang).parse(word) for form in parse.lexeme)


_NAMES = frozenset({"Geox", "Name", "Surn", "Patr", "Orgn"})
"""OpenCorpora's marks of names of places, persons and organisations (pymorphy3's tags)."""


def is_ordinary(lang: str, word: str) -> bool:
    """Whether a normalised word stands in its language's dictionary and is no name there (`paris`, `харкова`).

    English and Ukrainian by simplemma, whose lemmas of names have capitals; Russian by pymorphy3, whose dictionary marks
    names (its Ukrainian one does not) and takes a tenth of the memory.
    """
    if lang == "ru":
        analyser = _analyser("ru")
        return analyser.word_is_known(word) and not any(_NAMES & parse.tag.grammemes for parse in analyser.parse(word))
    if lang == "en" and not word.isascii():
        return False
    return simplemma.is_known(word, lang) and simplemma.lemmatize(word, lang).islower()


def is_known(lang: str, word: str) -> bool:
    """Whether a normalised Ukrainian or Russian word, or a form of one, stands in a dictionary of its language."""
    return _analyser(lang).word_is_known(word) or (lang == "uk" and simplemma.is_known(word, lang))


def warm_up() -> None:
    """Load every dictionary now rather than at the first article that needs it: half a second in all."""
    for lang, word in (("en", "dam"), ("uk", "дамба"), ("ru", "дамба")):
        lemmas(lang, word)
        is_ordinary(lang, word)


Tense = Literal["past", "present", "future", "infinitive", ""]
_TENSES: Mapping[str, Tense] = {"past": "past", "pres": "present", "futr": "future"}


@lru_cache(maxsize=20_000)
def tense(lang: str, word: str) -> Tense:
    """The tense of a Ukrainian or Russian word that is a verb in every reading its dictionary knows; "" of all else.

    ``lang`` may be und-Cyrl: then either language may know it.
    """
    langs = {"uk": ("uk",), "ru": ("ru",), "und-Cyrl": ("uk", "ru")}.get(lang, ())
    read = [parse for one in langs for parse in _analyser(one).parse(word)]
    found = {_tense_of(parse.tag) for parse in [parse for parse in read if parse.is_known] or read}
    if found == {"infinitive", "future"}:
        return "future"  # вдарить: either way it has not been
    if found == {"present", "future"}:
        return "present"  # наносят: of two verbs spelt alike the one that goes on is the usual
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=20_000)
def is_object(lang: str, word: str) -> bool:
    """Whether a Ukrainian or Russian noun has a form that no subject has: *поліцію*, *жителей*."""
    if lang not in {"uk", "ru"}:
        return False
    nouns = [parse.tag for parse in _analyser(lang).parse(word) if parse.tag.POS == "NOUN" and parse.is_known]
    return bool(nouns) and all("nomn" not in tag.grammemes for tag in nouns)


@lru_cache(maxsize=20_000)
def is_surname(lang: str, word: str) -> bool:
    """Whether the Russian dictionary knows a word as a surname and as no place; Ukrainian ones by their Russian spelling."""
    if lang not in {"uk", "ru"}:
        return False
    spelt = word.replace("ький", "кій").translate(_RUSSIAN) if lang == "uk" else word
    analyser = _analyser("ru")
    tags = [parse.tag.grammemes for parse in analyser.parse(spelt)] if analyser.word_is_known(spelt) else []
    return any("Surn" in tag for tag in tags) and not any("Geox" in tag for tag in tags)


_RUSSIAN = str.maketrans({"и": "ы", "і": "и", "ї": "и", "є": "е", "'": None})


def _tense_of(tag: Any) -> Tense:
    if tag.POS == "INFN" or "infn" in tag.grammemes:  # the Russian and the Ukrainian mark
        return "infinitive"
    return _TENSES.get(tag.tense or "", "") if tag.POS == "VERB" else ""
