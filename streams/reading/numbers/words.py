"""What single words and phrases say of numbers: numerals, dozens, bounds, units and months, those of a sentence's language.

Numerals and what bounds them are asked for in the languages that a sentence may be of, the rest in those it is read
with. What each is for is told in `streams.languages.roles`, room `number`, under the role of the same name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, cached_property, lru_cache
from typing import Literal, NamedTuple, cast

from streams.languages.filled import ROLE, filled
from streams.languages.identify import SPOKEN_BY
from streams.languages.language import has, lexicon_of
from streams.languages.lemma import lemmas
from streams.languages.lexicon import classes_by_language, counts_by_language


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

SEVERAL: Mapping[str, Mapping[str, int]] = counts_by_language("number.several")
_PARTS = classes_by_language("number.parts")
PARTS: Mapping[str, Mapping[str, Fraction]] = {
    lang: {word: Fraction(part) for part, listed in _PARTS.get(lang, {}).items() for word in listed} for lang in NUMBERS
}

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


HYPHENS = frozenset("-\u2010\u2011\u2013\u2212")
CHAINS = HYPHENS | frozenset(":/.")
"""What joins the digits of clock times, fractions, telephones and dates."""
MARKS_BEFORE, MARKS_AFTER = frozenset("$€£¥₴₽№#"), frozenset("%٪‰°$€£₴₽")
"""Signs of money, shares and names beside a number."""
_GROUPED = re.compile(r"([1-9]\d{0,2})(?:([.,])\d{3})(?:\2\d{3}){0,3}")
_DECIMAL = re.compile(r"\d{1,9}[.,]\d{1,3}")
SEPARATES_THOUSANDS = re.compile(r"[ \u00a0\u2009\u202f'\u2019\u066c]")
"""What parts the thousands of one number: blanks of any width, the Swiss apostrophe, the Arabic separator."""


@dataclass(frozen=True, eq=False)
class NumberWords:
    """The words beside numbers in sentences of one language.

    ``langs`` are those that a sentence may be of; an undetermined one may be of several. ``after`` are words behind a
    number with how they bound it, ``joining`` has the least number that each word goes on with, ``capital_months`` the months that no word in small letters is: *may*.
    """

    one_or_many: frozenset[str]
    needs_a: frozenset[str]
    a: frozenset[str]
    half_a: frozenset[tuple[str, ...]]
    out: frozenset[str]
    the: frozenset[str]
    as_: frozenset[str]
    up: frozenset[str]
    plus: frozenset[str]
    numbered: frozenset[str]
    aged: frozenset[str]
    nobody: frozenset[tuple[str, ...]]
    other_words: frozenset[str]
    joins_range: frozenset[str]
    joining: dict[str, int] = field(metadata={ROLE: "and"})
    of: frozenset[str]
    changed_to: frozenset[str]
    changed_from: frozenset[str]
    growth: frozenset[str]
    units: frozenset[str]
    months: frozenset[str]
    not_one: frozenset[str]
    contains: frozenset[str]
    before_year: frozenset[str]
    parts_of: frozenset[str]
    of_some: frozenset[str]
    case_endings: frozenset[str]
    opens_range: dict[str, frozenset[str]]
    whose: frozenset[str]
    them: frozenset[str]
    among: frozenset[str]
    as_many: frozenset[tuple[str, ...]]
    articles: frozenset[str]
    kinds: dict[str, frozenset[str]]
    langs: frozenset[str]
    after: Mapping[tuple[str, ...], Bound]
    by_twenties: bool
    capital_months: frozenset[str]
    says_none: frozenset[str]
    opens: frozenset[str] = field(metadata={ROLE: "opens-insertion"})

    @cached_property
    def opens_insertion(self) -> frozenset[str]:
        """All words at which an insertion behind a number begins."""
        return self.contains | self.opens


@cache
def number_words(lang: str) -> NumberWords:
    """Those of a language, or of an undetermined one."""
    lexicon = lexicon_of(lang)
    words, langs = lexicon.words, SPOKEN_BY.get(lang, frozenset[str]())
    nobody = ("number.says-none", "person.nobody", "person.there-is-none", "person.no")
    return filled(
        NumberWords,
        "number",
        lexicon,
        langs=langs,
        after={tuple(phrase.split()): bound for phrase, bound in lexicon.codes("number.after").items()},
        by_twenties=_all_have(langs, "numerals-by-twenties"),
        capital_months=lexicon.parted("capital-months")[0].words("number.months"),
        says_none=frozenset().union(*map(words, nobody)),
    )


@lru_cache(maxsize=50_000)
def said(lang: str, word: str) -> NumberWord | None:
    """What one normalised word says in a sentence of a language, or of an undetermined one."""
    listed = number_words(lang)
    if word[0].isdecimal():
        return _said_in_digits(listed.langs, word)
    if word in listed.other_words:
        return None
    for one in sorted(listed.langs & NUMBERS.keys()):
        if word in MANY[one]:
            return NumberWord("times", Fraction(MANY[one][word]), many=True)
        for form in sorted(_forms(one, word)):
            for kind, table in _TABLES:
                if form in table[one]:
                    return NumberWord(kind, Fraction(table[one][form]))
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
    """A word as it stands, and its dictionary forms, where numerals have others."""
    return frozenset({word}) if has(lang, "uninflected-numerals") else lemmas(lang, word) | {word}


def _said_in_digits(langs: frozenset[str], word: str) -> NumberWord | None:
    if word.isdecimal():
        return NumberWord("digits", Fraction(int(word))) if len(word) <= MAX_DIGITS else None
    if word[-1] == "k" and word[:-1].isdecimal() and len(word) < 7 and _all_have(langs, "k-for-thousands"):
        return NumberWord("digits", Fraction(int(word[:-1]) * 1000))
    grouped = _GROUPED.fullmatch(word)
    if grouped and not (grouped[2] == "." and _all_have(langs, "decimal-point")):  # in English 1.200 is one and a fifth
        return NumberWord("digits", Fraction(int(re.sub("[.,]", "", word))))
    if _DECIMAL.fullmatch(word):
        return NumberWord("part", Fraction(word.replace(",", ".")))
    return None


def _all_have(langs: frozenset[str], trait: str) -> bool:
    """Whether each of some languages, and there are some, shows a trait."""
    return bool(langs) and all(has(lang, trait) for lang in langs)


@lru_cache(maxsize=50_000)
def is_one_of(listed: frozenset[str], langs: frozenset[str], word: str) -> bool:
    """Whether a word, or a dictionary form of it in any of the languages, is listed."""
    return word in listed or any(not listed.isdisjoint(lemmas(lang, word)) for lang in langs)
