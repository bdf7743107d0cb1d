"""Who is counted without a numeral: *a woman*, *45-річний чоловік*, *nobody*; and which words are people at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from streams.languages.filled import filled
from streams.languages.language import lexicon_of
from streams.languages.lemma import lemmas
from streams.languages.lexicon import by_language, words

PERSONS: Mapping[str, frozenset[str]] = by_language("person.persons")

PEOPLE = words("person.people")

ONE: Mapping[str, frozenset[str]] = by_language("person.one")


@dataclass(frozen=True, eq=False)
class PersonWords:
    """The words by which sentences of one language tell who is counted.

    ``aged`` are adjectives of age, place and nation as they stand before a person where no article does.
    """

    adjectives: frozenset[str]
    couples: frozenset[str]
    pairs: frozenset[str]
    nobody: frozenset[str]
    no: frozenset[str]
    there_is_none: frozenset[str]
    victims: frozenset[str]
    conjunctions: frozenset[str]
    prepositions: frozenset[str]
    stops: frozenset[str]
    negations: frozenset[str]
    aged: re.Pattern[str]


@cache
def person_words(lang: str) -> PersonWords:
    """Those of a language, or of an undetermined one."""
    lexicon = lexicon_of(lang)
    return filled(PersonWords, "person", lexicon, aged=lexicon.pattern("person.aged"))


@lru_cache(maxsize=20_000)
def is_person(langs: frozenset[str], word: str) -> bool:
    """Whether a word, in any of its forms, is a noun for human beings; *people* are."""
    return word in PEOPLE or any(
        not PERSONS[lang].isdisjoint(lemmas(lang, word) | {word}) for lang in langs & PERSONS.keys()
    )


def is_one_person(langs: frozenset[str], word: str) -> bool:
    """Whether a word by itself is one human being, as far as its form tells."""
    return word in ANY_ONE and any(word in ONE[lang] for lang in langs & ONE.keys())


ANY_ONE = frozenset().union(*ONE.values())
"""All of them: most words of a sentence are none."""
