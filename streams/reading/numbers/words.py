"""What single words and phrases say of numbers, in each language: numerals, dozens, bounds, units and months."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple, cast

from streams.languages.lemma import lemmas
from streams.languages.lexicon import classes, classes_by_language, codes, counts_by_language, words


class NumberWord(NamedTuple):
    """What one word says: a number, a ``times`` (*dozen*), ``several`` (at least so many), or a ``part`` of a times."""

    kind: Literal["digits", "number", "times", "several", "part"]
    value: Fraction
    many: bool = False
    """Whether it is a plural that says a number by itself: *dozens*, *сотні*."""


MAX_DIGITS = 12
"""Digits of the longest count: beyond a million millions, digits are an account or a telephone, not a toll."""


NUMBERS: Mapping[str, Mapping[str, int]] = counts_by_language("number.numbers")

TIMES: Mapping[str, Mapping[str, int]] = counts_by_language("number.times")
MANY: Mapping[str, Mapping[str, int]] = counts_by_language("number.many")
ONE_OR_MANY = words("number.one-or-many")

SEVERAL: Mapping[str, Mapping[str, int]] = counts_by_language("number.several")
NEEDS_A = words("number.needs-a")
_PARTS = classes_by_language("number.parts")
PARTS: Mapping[str, Mapping[str, Fraction]] = {
    lang: {word: Fraction(part) for part, listed in _PARTS.get(lang, {}).items() for word in listed} for lang in NUMBERS
}
OTHER_WORDS = words("number.other-words")

Bound = Literal["least", "more", "most", "less", "about", "nearly", "just"]


def _phrases(listed: Mapping[Bound, Sequence[str]]) -> dict[str, list[tuple[tuple[str, ...], Bound]]]:
    """Phrases before a number by their last word, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Bound]]] = {}
    for bound, phrases in listed.items():
        for phrase in phrases:
            words = tuple(phrase.split())
            found.setdefault(words[-1], []).append((words, bound))
    for several in found.values():
        several.sort(key=lambda one: -len(one[0]))
    return found


BEFORE = {
    lang: _phrases(cast("Mapping[Bound, Sequence[str]]", listed))
    for lang, listed in classes_by_language("number.before").items()
}
AFTER: Mapping[tuple[str, ...], Bound] = {
    tuple(phrase.split()): bound for phrase, bound in cast("Mapping[str, Bound]", codes("number.after")).items()
}
OPENS_RANGE = classes("number.opens-range")
JOINS_RANGE = words("number.joins-range")
CHANGED_FROM = words("number.changed-from")
GROWTH = words("number.growth")

UNITS = words("number.units")
MONTHS = words("number.months")
NOT_ONE = words("number.not-one")
CONTAINS = words("number.contains")
BEFORE_YEAR = words("number.before-year")
PARTS_OF = words("number.parts-of")
OF_SOME = words("number.of-some")
CASE_ENDINGS = words("number.case-endings")

HYPHENS = frozenset("-\u2010\u2011\u2013\u2212")
CHAINS = HYPHENS | frozenset(":/.")
"""What joins the digits of clock times, fractions, telephones and dates."""
MARKS_BEFORE, MARKS_AFTER = frozenset("$€£¥₴₽№#"), frozenset("%٪‰°$€£₴₽")
"""Signs of money, shares and names beside a number."""
_GROUPED = re.compile(r"([1-9]\d{0,2})(?:([.,])\d{3})(?:\2\d{3}){0,3}")
_DECIMAL = re.compile(r"\d{1,9}[.,]\d{1,3}")
SEPARATES_THOUSANDS = re.compile(r"[ \u00a0\u2009\u202f'\u2019\u066c]")
"""What parts the thousands of one number: blanks of any width, the Swiss apostrophe, the Arabic separator."""


@lru_cache(maxsize=50_000)
def said(langs: frozenset[str], word: str) -> NumberWord | None:
    """What one normalised word says in any of the languages."""
    if word[0].isdecimal():
        return _said_in_digits(langs, word)
    if word in OTHER_WORDS:
        return None
    for lang in sorted(langs & NUMBERS.keys()):
        if word in MANY[lang]:
            return NumberWord("times", Fraction(MANY[lang][word]), many=True)
        for form in sorted(_forms(lang, word)):
            for kind, table in _TABLES:
                if form in table[lang]:
                    return NumberWord(kind, Fraction(table[lang][form]))
    return None


_TABLES: tuple[
    tuple[Literal["number", "times", "several", "part"], Mapping[str, Mapping[str, int | Fraction]]], ...
] = (
    ("number", NUMBERS),
    ("times", TIMES),
    ("several", SEVERAL),
    ("part", PARTS),
)


def _forms(lang: str, word: str) -> frozenset[str]:
    """A word as it stands, and its dictionary forms; English numerals have no others."""
    return frozenset({word}) if lang == "en" else lemmas(lang, word) | {word}


def _said_in_digits(langs: frozenset[str], word: str) -> NumberWord | None:
    if word.isdecimal():
        return NumberWord("digits", Fraction(int(word))) if len(word) <= MAX_DIGITS else None
    if langs == {"en"} and word[-1] == "k" and word[:-1].isdecimal() and len(word) < 7:
        return NumberWord("digits", Fraction(int(word[:-1]) * 1000))
    grouped = _GROUPED.fullmatch(word)
    if grouped and not (grouped[2] == "." and langs == {"en"}):  # in English 1.200 is one and a fifth
        return NumberWord("digits", Fraction(int(re.sub("[.,]", "", word))))
    if _DECIMAL.fullmatch(word):
        return NumberWord("part", Fraction(word.replace(",", ".")))
    return None


@lru_cache(maxsize=50_000)
def is_one_of(listed: frozenset[str], langs: frozenset[str], word: str) -> bool:
    """Whether a word, or a dictionary form of it in any of the languages, is listed."""
    return word in listed or any(not listed.isdisjoint(lemmas(lang, word)) for lang in langs)
