"""The dictionary forms of a word: what makes `dam` find *dams* and `дамба` find *дамбу*.

English by simplemma's dictionary, Ukrainian by our own packed one, Russian by pymorphy3; the latter two also guess at
words they have never seen. Arabic has no kept lemmatiser that is right often enough: there a word has the forms of
`streams.languages.ar.forms`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Literal

import simplemma
from pymorphy3 import MorphAnalyzer

from streams.languages.ar import forms as arabic
from streams.languages.uk.dictionary import DictionaryWord, dictionary

LANGUAGES = ("en", "uk", "ru", "ar")
"""The languages in which terms can be written."""


@cache
def _russian() -> MorphAnalyzer:
    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=200_000)
def lemmas(lang: str, word: str) -> frozenset[str]:
    """The dictionary forms a normalised word may have; several where it is ambiguous, never none."""
    if lang == "en":
        return frozenset({_english(word)})
    if lang == "uk":
        return frozenset(reading.lemma for reading in dictionary().readings(word))
    if lang == "ru":
        return frozenset(parse.normal_form.replace("ё", "е") for parse in _russian().parse(word))
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
    if lang == "uk":
        return frozenset(form for reading in dictionary().readings(word) for form in reading.forms)
    if lang == "ru":
        return frozenset(form.word.replace("ё", "е") for parse in _russian().parse(word) for form in parse.lexeme)
    return frozenset({word})


_NAMES = frozenset({"Geox", "Name", "Surn", "Patr", "Orgn"})
"""OpenCorpora's marks of names of places, persons and organisations (pymorphy3's tags)."""


def is_ordinary(lang: str, word: str) -> bool:
    """Whether a normalised word stands in its language's dictionary and is no name there (`paris`, `харкова`).

    Of a Ukrainian word that the dictionary has both as a name and otherwise a noun is the ordinary word (порт, берег,
    сили: it holds so many names), and an adjective that is itself the name (Мирний, Нова); another adjective or a verb
    is the name (Оріхова, Сирію).
    """
    if lang == "ru":
        analyser = _russian()
        return analyser.word_is_known(word) and not any(_NAMES & parse.tag.grammemes for parse in analyser.parse(word))
    if lang == "uk":
        return _is_ordinary_ukrainian([reading for reading in dictionary().readings(word) if reading.known])
    return word.isascii() and simplemma.is_known(word, "en") and simplemma.lemmatize(word, "en").islower()


def _is_ordinary_ukrainian(known: list[DictionaryWord]) -> bool:
    names = [reading for reading in known if reading.name]
    for reading in known:
        called = reading.part_of_speech == "adj" and all(name.stem == reading.stem for name in names)
        if not reading.name and (not names or called or reading.part_of_speech not in {"adj", "verb"}):
            return True
    return False


def is_known(lang: str, word: str) -> bool:
    """Whether a normalised Ukrainian or Russian word, or a form of one, stands in a dictionary of its language."""
    if lang == "uk":
        return dictionary().readings(word)[0].known
    known: bool = _russian().word_is_known(word)
    return known


def warm_up() -> None:
    """Load every dictionary now rather than at the first article that needs it: half a second in all."""
    for lang, word in (("en", "dam"), ("uk", "дамба"), ("ru", "дамба")):
        lemmas(lang, word)
        is_ordinary(lang, word)


Tense = Literal["past", "present", "future", "infinitive", ""]
_TENSES: Mapping[str, Tense] = {"past": "past", "pres": "present", "futr": "future", "inf": "infinitive"}
"""What both dictionaries call the tenses; forms in -но and -то have none there."""


@lru_cache(maxsize=20_000)
def tense(lang: str, word: str) -> Tense:
    """The tense of a Ukrainian or Russian word that is a verb in every reading its dictionary knows; "" of all else.

    ``lang`` may be und-Cyrl: then either language may know it.
    """
    langs = {"uk": ("uk",), "ru": ("ru",), "und-Cyrl": ("uk", "ru")}.get(lang, ())
    read = [reading for one in langs for reading in _TENSES_OF[one](word)]
    found = {tense for known, tense in read if known} or {tense for _, tense in read}
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
    cases = _russian_cases(word) if lang == "ru" else _ukrainian_cases(word)
    return bool(cases) and not cases & {"nomn", "v_naz"}


def _russian_cases(word: str) -> set[str]:
    nouns = [parse.tag for parse in _russian().parse(word) if parse.tag.POS == "NOUN" and parse.is_known]
    return {grammeme for tag in nouns for grammeme in tag.grammemes}


def _ukrainian_cases(word: str) -> set[str]:
    read = [tag for reading in dictionary().readings(word) if reading.known for tag in reading.grammemes]
    return {grammeme for tag in read if "noun" in tag and "&pron" not in tag for grammeme in tag}


@lru_cache(maxsize=20_000)
def is_surname(lang: str, word: str) -> bool:
    """Whether the Russian dictionary knows a word as a surname and as no place; Ukrainian ones by their Russian spelling."""
    if lang not in {"uk", "ru"}:
        return False
    spelt = word.replace("ький", "кій").translate(_RUSSIAN) if lang == "uk" else word
    analyser = _russian()
    tags = [parse.tag.grammemes for parse in analyser.parse(spelt)] if analyser.word_is_known(spelt) else []
    return any("Surn" in tag for tag in tags) and not any("Geox" in tag for tag in tags)


@lru_cache(maxsize=20_000)
def may_name_place(lang: str, word: str) -> bool:
    """Whether the Ukrainian dictionary has a word as a name of what is no person, whatever else it is (Кашмір, a cloth).

    ``lang`` may be und-Cyrl too.
    """
    readings = dictionary().readings(word) if lang in {"uk", "und-Cyrl"} else []
    names = [tag for reading in readings if reading.known and reading.name for tag in reading.grammemes]
    return any("inanim" in tag and "abbr" not in tag for tag in names)


@lru_cache(maxsize=20_000)
def may_name_person(lang: str, word: str) -> bool:
    """Whether a Ukrainian or Russian dictionary has a word as a person's name, whatever else it is (Зеленського, Путина).

    ``lang`` may be und-Cyrl: then either may have it.
    """
    if lang in {"uk", "und-Cyrl"}:
        readings = dictionary().readings(word)
        if any(reading.known and reading.name and "anim" in tag for reading in readings for tag in reading.grammemes):
            return True
    if lang not in {"ru", "und-Cyrl"} or not _russian().word_is_known(word):
        return False
    return any(_PERSONS & parse.tag.grammemes for parse in _russian().parse(word))


_PERSONS = frozenset({"Name", "Surn", "Patr"})
_RUSSIAN = str.maketrans({"и": "ы", "і": "и", "ї": "и", "є": "е", "'": None})


def _russian_tenses(word: str) -> Iterator[tuple[bool, Tense]]:
    """For each reading, whether the dictionary has it, and its tense."""
    for parse in _russian().parse(word):
        tense: Tense = _TENSES.get(parse.tag.tense or "", "") if parse.tag.POS == "VERB" else ""
        yield parse.is_known, "infinitive" if parse.tag.POS == "INFN" else tense


def _ukrainian_tenses(word: str) -> Iterator[tuple[bool, Tense]]:
    for reading in dictionary().readings(word):
        for tag in reading.grammemes or (frozenset(),):
            found = (_TENSES[grammeme] for grammeme in tag & _TENSES.keys()) if "verb" in tag else ()
            yield reading.known, next(iter(found), "")


_TENSES_OF = {"uk": _ukrainian_tenses, "ru": _russian_tenses}
