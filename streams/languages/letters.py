"""Letters as they stand in names: which are Cyrillic, how they sound in Latin ones, which look alike."""

from __future__ import annotations

from collections.abc import Mapping

from streams.languages.lexicon import shared

CYRILLIC = "\u0400-\u04ff"
"""The letters of Cyrillic, as a regular expression's class says them."""

_WRITTEN = shared("letters")

ALPHABET: str = _WRITTEN["cyrillic"]
"""The small letters of Ukrainian, Russian and Belarusian."""
CONSONANTS: frozenset[str] = frozenset(_WRITTEN["consonants"])
"""Those that a name without an ending may end in."""
TYPED: str = _WRITTEN["typed"]
"""The small Cyrillic letters of folded keys."""
EXCHANGED: Mapping[str, str] = _WRITTEN["exchanged"]
"""Letters that writers exchange for one another."""
LOOKALIKES: Mapping[str, str] = _WRITTEN["lookalikes"]
"""Latin letters that look like Cyrillic ones."""

_IN_THE_PRESS = [pair for letters in shared("romanisation")["also"].values() for pair in letters.items()]


def as_in_the_press(word: str) -> str:
    """A word with the letters that are mostly written as others written so; `str.translate` takes ten times as long."""
    for letter, other in _IN_THE_PRESS:
        word = word.replace(letter, other)
    return word


def rules(text: str) -> dict[str, str]:
    """What is written as `what→becomes`, parted by spaces; what is dropped becomes nothing."""
    return {what: becomes for what, _, becomes in (rule.partition("→") for rule in text.split())}


HEARD: Mapping[str, str] = rules(_WRITTEN["heard"])
"""Cyrillic letters, each with what it roughly is in Latin ones."""


def is_cyrillic(letter: str) -> bool:
    """Whether one letter is of Cyrillic."""
    return "\u0400" <= letter <= "\u04ff"


def is_arabic(letter: str) -> bool:
    """Whether one letter is of the Arabic script."""
    return "\u0600" <= letter <= "\u06ff"
