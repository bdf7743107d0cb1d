"""The dictionary forms of a word: what makes `dam` find *dams* and `дамба` find *дамбу*.

Each language's folder says which dictionary it has (`dictionary`); here they are found by the language's code, and what
they answer is kept: a text asks for the same words again and again. An undetermined language (`und-Cyrl`) has no forms
of its own; what may be a verb or a name it asks of the languages that share it.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import import_module

from streams.languages.analysis import Analysis, merged
from streams.languages.dictionary import Dictionary, Simplemma, Tense
from streams.languages.language import OWN, SIMPLEMMA, language, languages_of_terms, spoken_by
from streams.languages.lexicon import languages


@cache
def dictionary_of(lang: str) -> Dictionary:
    """The dictionary that a language's folder names; without a folder, one that knows nothing."""
    named = language(lang).dictionary if lang in languages() else ""
    if named == OWN:
        own: Dictionary = import_module(f"{__package__}.{lang}.dictionary").DICTIONARY
        return own
    return Simplemma(lang) if named == SIMPLEMMA else Dictionary()


@cache
def _dictionaries(lang: str) -> tuple[Dictionary, ...]:
    """The dictionary of a language; those of the languages that share it, if it is undetermined."""
    return tuple(map(dictionary_of, spoken_by(lang)))


@lru_cache(maxsize=200_000)
def lemmas(lang: str, word: str) -> frozenset[str]:
    """The dictionary forms a normalised word may have; several where it is ambiguous, never none."""
    return dictionary_of(lang).lemmas(word)


@lru_cache(maxsize=20_000)
def analyses(lang: str, word: str) -> tuple[Analysis, ...]:
    """Everything a normalised word may be, with case, number, tense and voice where a dictionary tells them.

    ``lang`` may be undetermined: then what any language that shares it says.
    """
    return merged(analysis for one in _dictionaries(lang) for analysis in one.analyses(word))


@lru_cache(maxsize=100_000)
def lemmas_of_term(lang: str, word: str) -> frozenset[str]:
    """The forms a word in a rule stands for: itself where it is a dictionary form, else all it may be an inflection of.

    `удар` is a noun in a rule, though in a text it could also be a short form of the verb `ударити`.
    """
    return dictionary_of(lang).lemmas_of_term(word)


@lru_cache(maxsize=100_000)
def begins_all(lang: str, prefix: str, word: str) -> bool:
    """Whether every form of a word certainly begins so: `stri*` misses *struck*, `ніч*` misses *ночі*."""
    return dictionary_of(lang).begins_all(prefix, word)


def is_ordinary(lang: str, word: str) -> bool:
    """Whether a normalised word stands in its language's dictionary and is no name there (`paris`, `харкова`)."""
    return dictionary_of(lang).is_ordinary(word)


def warm_up() -> None:
    """Load every dictionary now rather than at the first article that needs it: half a second in all."""
    for lang in languages_of_terms():
        lemmas(lang, "dam")
        is_ordinary(lang, "dam")


@lru_cache(maxsize=20_000)
def tense(lang: str, word: str) -> Tense:
    """The tense of a word that is a verb in every reading its dictionary knows; "" of all else.

    ``lang`` may be undetermined: then any language that shares it may know it.
    """
    read = [reading for one in _dictionaries(lang) for reading in one.tenses(word)]
    found = {tense for known, tense in read if known} or {tense for _, tense in read}
    if found == {"infinitive", "future"}:
        return "future"  # вдарить: either way it has not been
    if found == {"present", "future"}:
        return "present"  # наносят: of two verbs spelt alike the one that goes on is the usual
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=20_000)
def is_object(lang: str, word: str) -> bool:
    """Whether a noun has a form that no subject has: *поліцію*, *жителей*."""
    return dictionary_of(lang).is_object(word)


@lru_cache(maxsize=20_000)
def is_surname(lang: str, word: str) -> bool:
    """Whether a word is known as a surname and as no place."""
    return dictionary_of(lang).is_surname(word)


@lru_cache(maxsize=20_000)
def may_name_place(lang: str, word: str) -> bool:
    """Whether a dictionary has a word as a name of what is no person, whatever else it is (Кашмір, a cloth).

    ``lang`` may be undetermined.
    """
    return any(one.may_name_place(word) for one in _dictionaries(lang))


@lru_cache(maxsize=20_000)
def may_name_person(lang: str, word: str) -> bool:
    """Whether a dictionary has a word as a person's name, whatever else it is (Зеленського, Путина).

    ``lang`` may be undetermined.
    """
    return any(one.may_name_person(word) for one in _dictionaries(lang))
