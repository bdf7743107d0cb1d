"""How alike two names are, and why.

Names are compared as keys: normalised words (`streams.text.normalise`), folded so that spellings which differ only
in accents, apostrophes or a habit of the keyboard are one key, and joined by single spaces. Likeness between keys
is counted in edits, never in a percentage alone: `fuzz.ratio` gives Pokrovsk/Pokrovske 94 and Kyiv/Kiev 75.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from streams.text import _WORD, normalise

MAX_NAME_WORDS = 6
"""Longer names (Bandar Seri Begawan has three, Santa Cruz de la Sierra five) are official titles that no news uses."""

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("'\u02bb\u02bf\u02be", ""),  # soft signs and hamzas as typed: Donets'k, Sana'a, ʻAmran
        **{"ё": "е", "ґ": "г", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe"},
        **{"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه"},
    }
)
"""Letters that writers exchange for one another; й, ї and ў tell words apart in Cyrillic and stay."""
_LATIN = re.compile("[a-z\u00df-\u024f\u1e00-\u1eff]")
_ACCENT = re.compile("[\u0300-\u036f]")


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """A normalised word as a gazetteer key holds it: Łódź is `lodz`, Знам'янка `знамянка`, Ровенёк `ровенек`."""
    if word.isascii():
        return word.replace("'", "")
    if _LATIN.match(word):
        word = _ACCENT.sub("", unicodedata.normalize("NFKD", word))
    return word.translate(_FOLDED)


def words_of(name: str) -> list[str]:
    """The folded words of a name, split exactly as a text is."""
    return [folded for found in _WORD.findall(name) if (folded := fold(normalise(found)))]


def key_of(name: str) -> str:
    """The key under which the gazetteer holds a name: Ivano-Frankivsk is `ivano frankivsk`."""
    return " ".join(words_of(name))


_ROMAN = str.maketrans(
    dict(
        zip(
            "абвгдеєжзиіїйклмнопрстуфхцчшщьюяыэёъў",
            "a b v h d e e zh z y i i i k l m n o p r s t u f kh ts ch sh shch  iu ia y e e  u".split(" "),
            strict=True,
        )
    )
)
_SOUNDS = (
    (re.compile("shch|szcz|sch|sh|sz|zh|rz|ts|tz|[cš](?!h)|[zžs]"), "s"),
    (re.compile("tch|cz|ch|kh|[čxgh]"), "h"),
    (re.compile("q|k+"), "k"),
    (re.compile("ph|[wf]"), "v"),
)
"""What the romanisations of one Cyrillic letter have in common: ж is zh, ž, j, sch, х is kh, ch, h, x."""
_VOWELS = re.compile("[aeiouyj]")
_DOUBLED = re.compile(r"(.)\1+")


def romanise(key: str) -> str:
    """A Cyrillic key in Latin letters, roughly (Ukrainian national system of 2010); other scripts stay."""
    return key if key.isascii() else key.translate(_ROMAN)


@lru_cache(maxsize=50_000)
def skeleton(key: str) -> str:
    """The consonants one hears in a name, in any romanisation: Kurakhovo, Kourachove and Курахове share one.

    It gathers a shortlist and decides nothing: Kherson and Kharkiv differ in it, Sumy and Sama do not.
    """
    sounds = romanise(key).replace(" ", "")
    for pattern, sound in _SOUNDS:
        sounds = pattern.sub(sound, sounds)
    return sounds[:1] + _DOUBLED.sub(r"\1", _VOWELS.sub("", sounds[1:]))


class Similarity(NamedTuple):
    """How alike two names are: ``score`` 0 to 1, and ``why`` in words that name the edit."""

    score: float
    edits: int
    why: str


def compare(name: str, alias: str) -> Similarity:
    """Compare two keys by counting edits (a letter added, lost, changed, or two exchanged)."""
    edits = DamerauLevenshtein.distance(name, alias)
    score = 1 - edits / max(len(name), len(alias), 1)
    counted = "1 edit" if edits == 1 else f"{edits} edits"
    return Similarity(score, edits, f"{counted} from {alias!r}, score {score:.2f}")


def edits_allowed(length: int) -> int:
    """How many edits a name of so many letters may have and still be that name.

    None below 5: one edit turns Bari into Bali. One up to 8: Kharkov/Kharkiv; two from 9 on, where no two of the
    large cities are that near each other (Novorossiysk/Novosibirsk are 5 apart).
    """
    return 0 if length < 5 else 1 if length < 9 else 2
