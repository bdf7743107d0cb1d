"""How alike two names are, and why.

Names are compared as keys: normalised words (`streams.text.text.normalise`), folded so that spellings which differ only
in accents, apostrophes or a habit of the keyboard are one key, and joined by single spaces. Likeness between keys
is counted in edits, never in a percentage alone: `fuzz.ratio` gives Pokrovsk/Pokrovske 94 and Kyiv/Kiev 75.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from streams.languages.ar import forms as arabic
from streams.languages.letters import EXCHANGED, HEARD, TYPED
from streams.text import text

MAX_NAME_WORDS = 6
"""Longer names (Bandar Seri Begawan has three, Santa Cruz de la Sierra five) are official titles that no news uses."""

_FOLDED = str.maketrans({
    "'": "", "\u02bb": "", "\u02bf": "", "\u02be": "",  # soft signs and hamzas as typed: Donets'k, Sana'a, ʻAmran
    **EXCHANGED,
    **arabic.ALIKE, **arabic.PERSIAN,
})  # fmt: skip
"""Letters that writers exchange for one another; й, ї and ў tell words apart in Cyrillic and stay."""
_LATIN = re.compile("[a-z\u00df-\u024f\u1e00-\u1eff]")
_ACCENT = re.compile("[\u0300-\u036f]")


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """A normalised word as a gazetteer key holds it: Łódź is `lodz`, Знам'янка `знамянка`, Ровенёк `ровенек`."""
    if word.isascii():
        return word.replace("'", "")
    word = word.translate(_FOLDED)
    if _LATIN.match(word):
        word = _ACCENT.sub("", unicodedata.normalize("NFKD", word)).translate(_FOLDED)
    return word


def words_of(name: str) -> list[str]:
    """The folded words of a name, split exactly as a text is."""
    return [folded for word in text.words_of(name) if (folded := fold(word))]


def key_of(name: str) -> str:
    """The key under which the gazetteer holds a name: Ivano-Frankivsk is `ivano frankivsk`."""
    return " ".join(words_of(name))


_HEARD = str.maketrans(dict(HEARD))
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
    return key if key.isascii() else key.translate(_HEARD)


@lru_cache(maxsize=50_000)
def skeleton(key: str) -> str:
    """The consonants one hears in a name, in any romanisation: Kurakhovo, Kourachove and Курахове share one.

    It gathers a shortlist and decides nothing: Kherson and Kharkiv differ in it, Sumy and Sama do not.
    """
    sounds = romanise(key).replace(" ", "")
    for pattern, sound in _SOUNDS:
        sounds = pattern.sub(sound, sounds)
    return sounds[:1] + _DOUBLED.sub(r"\1", _VOWELS.sub("", sounds[1:]))


_SAME_SOUND = (
    (re.compile("(?<=.)[yj]"), "i"),
    (re.compile("i+"), "i"),
    (re.compile("kh|ch(?=[aou])"), "h"),
    (re.compile("w"), "v"),
)


@lru_cache(maxsize=50_000)
def sound(key: str) -> str:
    """A name's romanisation without what differs between systems and languages.

    Новоросійськ and Новороссийск, Vinnytsia and Vinnitsa sound alike; Kurakhove and Kurakhovo are still one edit apart.
    """
    return sounds([key])[0]


def sounds(keys: Sequence[str]) -> list[str]:
    """The `sound` of each key, all at once: as separate lines of one text that no pattern looks across."""
    heard = romanise("\n".join(keys)).replace(" ", "")
    heard = heard.replace("ie", "e").replace("ia", "a").replace("ya", "a").replace("yu", "u").replace("iu", "u")
    for pattern, letter in _SAME_SOUND:
        heard = pattern.sub(letter, heard)
    return _DOUBLED.sub(r"\1", heard).split("\n")


class Similarity(NamedTuple):
    """How alike two names are: ``score`` 0 to 1, and ``why`` in words that name the edit."""

    score: float
    edits: float
    why: str


def compare(name: str, alias: str) -> Similarity:
    """Compare two keys by counting edits (a letter added, lost, changed, or two exchanged).

    Between scripts, and between romanisations of one name, letters are counted as they sound; sounding alike is
    still half an edit.
    """
    edits = DamerauLevenshtein.distance(name, alias)
    heard = DamerauLevenshtein.distance(sound(name), sound(alias)) + 0.5
    if heard < edits:
        score = 1 - heard / max(len(name), len(alias), 1)
        told = "sounds like" if heard < 1 else f"{_counted(int(heard))} in sound from"
        return Similarity(score, heard, f"{told} {alias.title()!r}, score {score:.2f}")
    score = 1 - edits / max(len(name), len(alias), 1)
    return Similarity(score, edits, f"{_counted(edits)} from {alias.title()!r}, score {score:.2f}")


def within(key: str, names: Sequence[str], edits: float) -> list[str]:
    """Those of some keys that begin with the same sound as a key and are so many edits or fewer from it (`compare`)."""
    heard = sound(key)
    first = heard[:1]
    if not names:
        return []
    return [
        name
        for name, sounding in zip(names, sounds(names), strict=True)
        if sounding[:1] == first
        and (
            DamerauLevenshtein.distance(key, name, score_cutoff=int(edits)) <= edits
            or DamerauLevenshtein.distance(heard, sounding, score_cutoff=int(edits)) + 0.5 <= edits
        )
    ]


def _counted(edits: int) -> str:
    return "1 edit" if edits == 1 else f"{edits} edits"


def edits_allowed(length: int) -> int:
    """How many edits a name of so many letters may have and still be that name.

    None below 5: one edit turns Bari into Bali. One up to 8: Kharkov/Kharkiv; two from 9 on, where no two of the
    large cities are that near each other (Novorossiysk/Novosibirsk are 5 apart).
    """
    return 0 if length < 5 else 1 if length < 9 else 2


_ALPHABETS = ("abcdefghijklmnopqrstuvwxyz ", f"{TYPED} ")


def one_edit(key: str, begins: Callable[[str], bool]) -> Iterator[str]:
    """Every key one edit away, the first letter kept: some fifty for each letter.

    Args:
        key: a key.
        begins: whether any name begins with some letters; keys that begin as no name does are left out, mostly.
    """
    letters = _ALPHABETS[not key.isascii()]
    for at in range(1, len(key) + 1):
        head, tail = key[:at], key[at:]
        if tail:
            yield head[:-1] + tail[0] + head[-1] + tail[1:]
        if not begins(head):
            return
        for letter in letters:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
        if tail:
            yield head + tail[1:]
