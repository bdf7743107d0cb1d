"""Case endings of Ukrainian and Russian place names, and what each goes back to.

Kept lemmatisers leave place names in oblique cases as they are (simplemma) or read them as surnames (pymorphy3:
Курахові). So a word in a text is taken back to every nominative it could have by a table of endings, and the
gazetteer says which of them are names. The tables follow the declensions of the academies' grammars, with the
alternations that place names show: Харків/Харкова, Прага/Празі, Ріг/Розі, Олешки/Олешок, Донець/Дінця.
"""

from __future__ import annotations

from functools import cache, lru_cache

from streams.languages.language import has, read_with
from streams.languages.letters import CONSONANTS
from streams.languages.lexicon import stems_by_language, texts


def _table(written: str) -> dict[str, tuple[str, ...]]:
    """Read a table: an ending, and the endings of the nominative it may come from (`-` is none)."""
    table: dict[str, list[str]] = {}
    ending = ""
    for part in written.split():
        if part.endswith(":"):
            ending = part[:-1]
            table.setdefault(ending, [])
        else:
            table[ending].append("" if part == "-" else part)
    return {ending: tuple(dict.fromkeys(found)) for ending, found in table.items()}


_TABLES = {lang: _table(written) for lang, written in texts("spelling.cases").items()}
_PLURALS = stems_by_language("spelling.plurals")
_LONGEST = 5
SHORTEST_STEM = 2
"""Letters that stay when an ending goes: Сум is Суми, and nothing shorter declines."""


@lru_cache(maxsize=50_000)
def nominatives(lang: str, word: str) -> tuple[str, ...]:
    """Every nominative a folded word could have in a language that has a table of endings, the word itself first.

    Most of them are no words at all; whoever asks knows which are names.
    """
    found = [word]
    table = _TABLES[lang]
    for length in range(min(_LONGEST, len(word) - SHORTEST_STEM), 0, -1):
        stem, ending = word[:-length], word[-length:]
        found += [stem + nominative for nominative in table.get(ending, ())]
    if word[-1] in CONSONANTS and len(word) >= 3:
        found += [word + plural for plural in _PLURALS.get(lang, ())]
    return tuple(dict.fromkeys(found))


@cache
def languages_of(lang: str) -> tuple[str, ...]:
    """In which languages a sentence's Cyrillic words may be inflected: its own first, then the one assumed where none is told."""
    inflected = [one for one in read_with(lang) if one in _TABLES]
    return tuple(sorted(inflected, key=lambda one: (one != lang, not has(one, "assumed"), one)))
