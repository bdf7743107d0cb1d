"""Which weapons a count counts: drones, missiles, or both together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from streams.languages.lemma import lemmas
from streams.languages.lexicon import classes
from streams.reading.numbers.people import person_words
from streams.reading.numbers.words import number_words

KINDS = tuple(classes("number.kinds"))
"""What is launched and shot down, by kind."""
MAX_NOUN = 5
"""Words from a count to the end of what it counts: *attack drones and cruise missiles*."""
MIXED = "weapons"
"""What drones and missiles are together when nobody says how many of each."""


@lru_cache(maxsize=20_000)
def _kind(lang: str, word: str) -> str | None:
    listed = number_words(lang)
    forms = frozenset({word}).union(*(lemmas(one, word) for one in listed.langs))
    return next((kind for kind in KINDS if not listed.kinds.get(kind, _NONE).isdisjoint(forms)), None)


_NONE: frozenset[str] = frozenset()


def kind_of(lang: str, following: Sequence[str]) -> str | None:
    """What a count counts that these words follow up to the next count or mark; None when no weapon.

    *63 missiles and drones* are both, as are *63 drones and missiles*; *63 drones and a ship* are drones.
    """
    found: list[tuple[int, str]] = []
    conjunctions = person_words(lang).conjunctions
    for number, word in enumerate(following[:MAX_NOUN]):
        if (kind := _kind(lang, word)) is not None:
            if found and conjunctions.isdisjoint(following[found[-1][0] + 1 : number]):
                break
            found.append((number, kind))
    kinds = {kind for _, kind in found}
    return None if not kinds else kinds.pop() if len(kinds) == 1 else MIXED
