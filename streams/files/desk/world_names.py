"""What is wrong with a name in `rules/world.yaml`: of a person, a body, a town or a country.

A name is words as a text has them, and no term of rules: what reading would silently pass over is a mistake.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from babel import Locale

from streams.languages.identify import FUNCTION_WORDS
from streams.languages.language import languages_of_terms
from streams.languages.lexicon import words
from streams.places.names import COUNTRY_NAMES
from streams.reading.voice import country_name
from streams.rules.terms import misspelt
from streams.text.text import words_of
from streams.yaml12 import shown


class Wrong(NamedTuple):
    """A mistake without its place."""

    code: str
    text: str
    hint: str


# ------------------------------------------------------------------------------- words


def wrong_name(name: str, lang: str | None = None) -> Wrong | None:
    """What keeps a name of a language, or of any of them, from being found in a text."""
    if not words_of(name):
        return Wrong("short-name", f"{name!r} holds no word", "leave it out")
    langs = [lang] if lang else languages_of_terms()
    problems = [misspelt(name, one) for one in langs]
    if first := next((one for one in problems if None not in problems), None):
        if len(set(problems)) == 1:
            return Wrong(*first)
        return Wrong(first[0], f"{shown(name)} is not written in the letters of one language", "type the name anew")
    if all(any(_is_grammar(word, one) for one in langs) for word in words_of(name)):
        return Wrong(
            "grammatical-name", f"{name!r} is only grammar: nearly every sentence has it", "write the whole name"
        )
    return None


def _is_grammar(word: str, lang: str) -> bool:
    return word in _beside_names(lang) or (lang in FUNCTION_WORDS.get(word, ()) and word not in _called(lang))


_BESIDE_NAMES = ("place.articles", "place.of", "number.articles", "scene.at-place", "scene.from", "scene.towards")


@cache
def _beside_names(lang: str) -> frozenset[str]:
    """Articles and prepositions: of some languages no other words of grammar are listed."""
    return frozenset().union(*(words(role, [lang]) for role in _BESIDE_NAMES))


@cache
def _called(lang: str) -> frozenset[str]:
    """Words of grammar by which people are called too: May, Will."""
    return words("place.given-names", [lang]) | words("number.months", [lang])


# ------------------------------------------------------------------------------- countries

_COUNTRY = re.compile("[A-Z]{2}")
_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
"""Codes of unions, of the open sea and of nothing that CLDR lists among the territories."""


def is_country(code: str) -> bool:
    """Whether a country has the code, as ISO 3166-1 writes it."""
    found = _COUNTRY.fullmatch(code) is not None and code not in _NO_COUNTRIES
    return found and code in Locale("en").territories


def wrong_country(country: str) -> Wrong | None:
    """What is wrong with a country's code."""
    if is_country(country):
        return None
    code = _codes().get(country.casefold())
    hint = f"did you mean {code}?" if code else "write its two letters of ISO 3166-1: UA"
    return Wrong("unknown-country", f"no country has the code {country!r}", hint)


def wrong_side(side: str) -> Wrong | None:
    """What is wrong with a country as tests name it: by the English name that matches have."""
    names = set(map(country_name, _codes().values()))
    if side in names:
        return None
    code = side.upper() if is_country(side.upper()) else _codes().get(side.casefold())
    close = get_close_matches(side, names, n=1)
    meant = country_name(code) if code else close[0] if close else ""
    text = f"{side!r} is a code: sides are told by their names" if is_country(side) else f"no side is called {side!r}"
    return Wrong("unknown-country", text, f"did you mean {meant}?" if meant else "write the country's English name")


@cache
def _codes() -> dict[str, str]:
    """The codes of countries by their names in small letters."""
    known = {name.casefold(): code for code, name in Locale("en").territories.items() if is_country(code)}
    return known | {name.casefold(): code for code, names in COUNTRY_NAMES.items() for name in names}
