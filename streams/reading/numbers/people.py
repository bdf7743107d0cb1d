"""Who is counted without a numeral: *a woman*, *45-річний чоловік*, *nobody*; and which words are people at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from streams.languages.lemma import lemmas
from streams.languages.lexicon import by_language, stems, words

PERSONS: Mapping[str, frozenset[str]] = by_language("person.persons")

ONE: Mapping[str, frozenset[str]] = by_language("person.one")
AGED = re.compile("|".join(stems("person.aged")))
"""Slavic adjectives of age, place and nation as they stand before a person."""
ADJECTIVES = words("person.adjectives")

COUPLES = words("person.couples")
NOBODY = words("person.nobody")
NO = words("person.no")
THERE_IS_NONE = words("person.there-is-none")
VICTIMS = words("person.victims")
CONJUNCTIONS = words("person.conjunctions")
PREPOSITIONS = words("person.prepositions")
STOPS = words("person.stops")
NEGATIONS = words("person.negations")


@lru_cache(maxsize=20_000)
def is_person(langs: frozenset[str], word: str) -> bool:
    """Whether a word, in any of its forms, is a noun for human beings; *people* are."""
    return word == "people" or any(
        not PERSONS[lang].isdisjoint(lemmas(lang, word) | {word}) for lang in langs & PERSONS.keys()
    )


@lru_cache(maxsize=20_000)
def is_victim(langs: frozenset[str], word: str) -> bool:
    """Whether a word is one for who or what was hit."""
    return word in VICTIMS or any(not VICTIMS.isdisjoint(lemmas(lang, word)) for lang in langs & PERSONS.keys())


def is_one_person(langs: frozenset[str], word: str) -> bool:
    """Whether a word by itself is one human being, as far as its form tells."""
    return word in ANY_ONE and any(word in ONE[lang] for lang in langs & ONE.keys())


ANY_ONE = frozenset().union(*ONE.values())
"""All of them: most words of a sentence are none."""
