"""Words as they are compared: found in a text, normalised in case, stress marks, apostrophes and invisible characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from streams.languages.language import lexicon_of
from streams.languages.letters import is_cyrillic

_MARKS = "\u0300-\u036f\u0483-\u0489\u00ad\u200b-\u200f\u2060\ufeff\u0640\u064b-\u065f\u0670"
"""Characters that may stand inside a word and say nothing: accents that mark stress, soft hyphens, zero-width
characters, Arabic vowel signs and the stretching tatweel."""
_APOSTROPHES = "'\u2019\u02bc\u02b9\u00b4\u2032\u0060\uff07"
_INSIDE = rf"(?<=\d)[.,](?=\d)|(?<!\d)[{_MARKS}]*+[{_APOSTROPHES}]?[{_MARKS}]*+(?=[^\W\d])"
WORD = re.compile(rf"\w+(?:(?=[.,{_MARKS}{_APOSTROPHES}])(?:{_INSIDE})\w+)*+")
"""A word: letters and digits, with what may stand inside: marks that say nothing and an apostrophe before a letter, a
point or comma between digits. Possessive, so that hostile text costs one look at each character; what may stand inside is
looked for only where one of its characters stands, which saves a fifth of the time."""


@cache
def word_in(lang: str) -> re.Pattern[str]:
    """How words are found in sentences of a language.

    Where words lose their vowel before the next and are joined to it, each is a word of its own: *l'armée*, *d'Odessa*.
    Those that only verbs stand behind are none before a capital letter: N'Djamena is a name.
    """
    own = lexicon_of(lang).own(lang)
    joined = [
        _elided(own.words("sentence.elided"), r"\w"),
        _elided(own.words("sentence.elided-before-verbs"), "(?![A-Z])\\w"),
    ]
    parts = [part for part in joined if part]
    return re.compile("|".join([*parts, WORD.pattern])) if parts else WORD


def _elided(words: frozenset[str], following: str) -> str:
    """A pattern for elided words, which end in an apostrophe, right before something."""
    listed = "|".join(sorted(re.escape(word.removesuffix("'")) for word in words))
    return f"(?:(?i:{listed})[{_APOSTROPHES}](?={following}))" if listed else ""


_DROPPED = re.compile(f"[{_MARKS}]")
_COMBINING_STRESS = re.compile("[\u0300\u0301]")
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")

MAX_WORD = 64
"""A run of letters longer than this is no word in any of our languages; it is cut, so hostile text stays cheap."""


def normalise(word: str) -> str:
    """A word as it is compared: NFC, folded case, no stress or zero-width marks, one kind of apostrophe.

    й and ї decompose into a letter and a mark that does tell words apart, so marks go only after composing;
    what is left over of acute and grave accents is stress.
    """
    return _NORMALISED[word]


def normalise_all(words: Iterable[str]) -> list[str]:
    """Words as they are compared, in order; see `normalise`."""
    return list(map(_NORMALISED.__getitem__, words))


class _Normalised(dict[str, str]):
    """Words as they are compared, remembered: of most of a text's words nothing is asked but this."""

    def __missing__(self, word: str) -> str:
        """Normalise a word; one that is too long is remembered as it is cut."""
        if len(word) > MAX_WORD:
            return self[word[:MAX_WORD]]
        if len(self) >= MAX_REMEMBERED:
            self.clear()
        self[word] = known = _normalise(word)
        return known


_NORMALISED = _Normalised()
MAX_REMEMBERED = 200_000
"""Words remembered; hostile text invents words without end."""


def _normalise(word: str) -> str:
    if word.isascii():
        return word.casefold().replace("`", "'")
    composed = unicodedata.normalize("NFC", word)
    decomposed = unicodedata.normalize("NFD", word)
    if _COMBINING_STRESS.search(decomposed) and is_cyrillic(composed[0]):
        composed = unicodedata.normalize("NFC", _COMBINING_STRESS.sub("", decomposed))
    return _APOSTROPHE.sub("'", _DROPPED.sub("", composed).casefold())
