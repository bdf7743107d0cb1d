"""Case endings of Ukrainian and Russian place names, and what each goes back to.

Kept lemmatisers leave place names in oblique cases as they are (simplemma) or read them as surnames (pymorphy3:
Курахові). So a word in a text is taken back to every nominative it could have by a table of endings, and the
gazetteer says which of them are names. The tables follow the declensions of the academies' grammars, with the
alternations that place names show: Харків/Харкова, Прага/Празі, Ріг/Розі, Олешки/Олешок, Донець/Дінця.
"""

from __future__ import annotations

from functools import lru_cache

from streams.languages.lexicon import texts


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
_LONGEST = 5
SHORTEST_STEM = 2
"""Letters that stay when an ending goes: Сум is Суми, and nothing shorter declines."""
_CONSONANTS = frozenset("бвгджзйклмнпрстфхцчшщ")


@lru_cache(maxsize=50_000)
def nominatives(lang: str, word: str) -> tuple[str, ...]:
    """Every nominative a folded word could have in Ukrainian or Russian, the word itself first.

    Most of them are no words at all; whoever asks knows which are names.
    """
    found = [word]
    table = _TABLES[lang]
    for length in range(min(_LONGEST, len(word) - SHORTEST_STEM), 0, -1):
        stem, ending = word[:-length], word[-length:]
        found += [stem + nominative for nominative in table.get(ending, ())]
    if word[-1] in _CONSONANTS and len(word) >= 3:
        found.append(word + ("и" if lang == "uk" else "ы"))
    return tuple(dict.fromkeys(found))


def languages_of(lang: str) -> tuple[str, ...]:
    """In which languages a Cyrillic sentence's words may be inflected: its own first, both when it is unknown."""
    return ("ru", "uk") if lang == "ru" else ("uk", "ru")
