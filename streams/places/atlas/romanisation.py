"""Cyrillic names in Latin letters, by the standards and habits in use: Запоріжжя is Zaporizhzhia and Saporischschja.

The systems are tables (`romanisation_systems`); this module reads and applies them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from streams.languages.letters import ALPHABET, CYRILLIC
from streams.places.atlas.romanisation_systems import ALSO, CONTEXTS, NEWSROOM, TABLES

SYSTEMS: tuple[str, ...] = tuple(TABLES)
"""The systems' names, as `romanise` knows them."""

_CYRILLIC = re.compile(f"[{CYRILLIC}]")
_STRESS = re.compile(f"(?:(?<=[{CYRILLIC}])|(?<=[{CYRILLIC}][\u0306\u0308]))[\u0300\u0301]")
_APOSTROPHE = re.compile(f"(?<=[{CYRILLIC}])['\u2018\u2019\u201b\u02bc\u02b9\u00b4\u2032\u0060\uff07](?=[{CYRILLIC}])")
_SMALL = {ord(letter.upper()): letter for letter in ALPHABET}
"""Only Cyrillic, letter for letter: `str.lower` makes two characters of some others, and places would shift."""
_RULE = re.compile(r"(\^|\*|V|\(\?<[=!][^)]*\))?(\w)(\(\?.*\))?→(.*)")
_MARKS = str.maketrans("", "", "’”·ʹʺ")


class _Table(NamedTuple):
    pattern: re.Pattern[str]
    latin: dict[str, str]
    """What the letters outside any context become."""
    in_context: tuple[str, ...]
    """What the groups of the pattern become, the second group first; the first is every letter without a context."""


def romanise(text: str, system: str) -> str:
    """A Cyrillic text in Latin letters; what is not Cyrillic stays as it is.

    Stress marks are dropped, and every kind of apostrophe between letters is one. Capitals stay: Щастя is Shchastia,
    ЩАСТЯ SHCHASTIA.

    Raises:
        ValueError: there is no such system.
    """
    if system not in TABLES:
        msg = f"no romanisation system is called {system!r}; there are {', '.join(SYSTEMS)}"
        raise ValueError(msg)
    return _apply(_prepare(text), system) if _CYRILLIC.search(text) else text


def spellings(name: str, lang: str) -> tuple[str, ...]:
    """The Latin spellings of a Cyrillic name that newsrooms print, the most usual first, each once.

    Marks that stand for ь and the apostrophe are left out, as newsrooms do, and so are BGN/PCGN's points. A Russian ё
    is also read as е, as it is mostly written. A name without Cyrillic has no other spelling than its own.

    Raises:
        KeyError: no newsroom's system is known for the language.
    """
    if not _CYRILLIC.search(name):
        return (name,)
    prepared = _prepare(name)
    readings = [prepared]
    for letter, also in ALSO.get(lang, {}).items():
        if letter in prepared.lower():
            readings.append(prepared.translate({ord(letter): also, ord(letter.upper()): also.upper()}))
    found = (_apply(reading, system).translate(_MARKS) for system in NEWSROOM[lang] for reading in readings)
    return tuple(dict.fromkeys(spelling for spelling in found if spelling))


def _prepare(text: str) -> str:
    """The text composed, without stress marks, with one kind of apostrophe between letters.

    й and ї decompose into a letter and a mark that must stay, so only acute and grave go.
    """
    if "\u0300" in text or "\u0301" in text or not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", _STRESS.sub("", unicodedata.normalize("NFD", text)))
    return _APOSTROPHE.sub("ʼ", text)


def _apply(text: str, system: str) -> str:
    table = _table(system)
    return unicodedata.normalize("NFC", table.pattern.sub(_replacement(text, table), text.translate(_SMALL)))


def _replacement(text: str, table: _Table) -> Callable[[re.Match[str]], str]:
    def replace(match: re.Match[str]) -> str:
        group = match.lastindex or 1
        latin = table.latin[match[0]] if group in {1, len(table.in_context) + 2} else table.in_context[group - 2]
        at = match.start()
        return latin if text[at] == match[0] else _capital(latin, text, at)

    return replace


def _capital(latin: str, text: str, at: int) -> str:
    """Capitals as around the letter at ``at``: Ш in Шостка is Sh, in ШОСТКА SH; a tied pair (t͡s) is one letter."""
    after, before = text[at + 1 : at + 2], text[at - 1 : at] if at else ""
    if after.isupper() or (before.isupper() and not after.islower()) or "\u0361" in latin:
        return latin.upper()
    return latin[:1] + latin[1:].capitalize() if latin.startswith("·") else latin.capitalize()


@cache
def _table(system: str) -> _Table:
    """A system's rules, compiled into one pattern: letters without any context first, for they are most of a name."""
    latin: dict[str, str] = {}
    contexts: dict[tuple[str, str, str], str] = {}
    for rule in TABLES[system].split():
        parsed = _RULE.fullmatch(rule)
        assert parsed is not None, f"{system}: {rule!r} is no rule"
        before, letter, after, becomes = parsed.groups()
        if before or after:
            contexts[before or "", letter, after or ""] = becomes
        else:
            latin[letter] = becomes
    # A rule that asks for both neighbours is narrower than one that asks for one.
    ordered = sorted(contexts, key=lambda context: -bool(context[0] and context[2]))
    fixed = {letter for _, letter, _ in ordered}
    pattern = "|".join(
        f"({alternative})"
        for alternative in (
            f"[{''.join(letter for letter in latin if letter not in fixed)}]",
            *(f"{CONTEXTS.get(before, before)}{letter}{after}" for before, letter, after in ordered),
            f"[{''.join(latin)}]",
        )
    )
    return _Table(re.compile(pattern), latin, tuple(contexts[context] for context in ordered))
