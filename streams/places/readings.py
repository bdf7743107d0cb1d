"""What names a run of words can be read as: as written, in another case, or (asked for) with a typing error."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import simplemma
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from streams.places.gazetteer import DISTANT, Candidate, Gazetteer
from streams.places.inflection import languages_of, nominatives
from streams.places.similarity import MAX_NAME_WORDS, compare, edits_allowed
from streams.text import _VOTES as FUNCTION_WORDS

MAX_PARTIALS = 40
"""How many ways to read the beginning of a name are followed at once; Ukrainian adjectives have six at most."""
SHORTLIST = 400
"""Names compared letter by letter for one word: some 40 µs."""
WORDS_KEPT = 60_000
"""Words whose readings are remembered: a day of news in three languages has about 50,000 different capitalised ones."""


class Reading(NamedTuple):
    """A name that words may stand for: its key, how the words differ from it ("" when they do not), its places."""

    key: str
    how: str
    candidates: tuple[Candidate, ...]
    fuzzy: bool = False


class Word(NamedTuple):
    """What one word can be: the names it is by itself, and the forms of it that longer names begin with."""

    names: tuple[Reading, ...]
    begins: tuple[str, ...]


NOTHING = Word((), ())


class Reader:
    """Reads words as names of one gazetteer, and remembers; get it by ``gazetteer.companion(Reader)``."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.word = lru_cache(maxsize=WORDS_KEPT)(self._word)
        self.nearly = lru_cache(maxsize=5_000)(self._nearly)

    def _word(self, lang: str, word: str) -> Word:
        """The readings of one folded word; ``lang`` matters in Cyrillic only, where it says how to decline."""
        forms = _forms(lang, word)
        names = tuple(reading for form in forms if (reading := self._exact(word, form)) is not None)
        begins = tuple(form for form in forms if self.gazetteer.begins_name(form))
        return Word(names, begins) if names or begins else NOTHING

    def _exact(self, written: str, form: str) -> Reading | None:
        if len(form) < 3 and form not in SHORT_NAMES:
            return None
        candidates = self.gazetteer.candidates(form)
        if not candidates:
            return None
        return Reading(form, "" if form == written else f"a case form of {form.title()!r}", candidates)

    def longest(self, lang: str, words: Sequence[str]) -> tuple[int, tuple[Reading, ...]]:
        """The longest name that begins with the first word: its number of words (0: none) and its readings."""
        first = self.word(lang, words[0])
        if not first.begins or len(words) == 1:
            return (1 if first.names else 0), first.names
        length, readings = (1 if first.names else 0), first.names
        partials: list[str] = list(first.begins)
        for count in range(1, min(len(words), MAX_NAME_WORDS)):
            forms = _forms(lang, words[count])
            partials = [f"{partial} {form}" for partial in partials for form in forms][: MAX_PARTIALS * 4]
            written = " ".join(words[: count + 1])
            found = tuple(reading for key in partials if (reading := self._exact(written, key)) is not None)
            if found:
                length, readings = count + 1, found
            partials = [partial for partial in partials if self.gazetteer.begins_name(partial)][:MAX_PARTIALS]
            if not partials:
                break
        return length, readings

    def _nearly(self, key: str, slack: int = 0) -> tuple[Reading, ...]:
        """Names a few edits away, nearest first: from those that sound alike and those that begin alike.

        ``slack`` edits more than usual are allowed, for whoever knows where the place must lie.
        """
        allowed = edits_allowed(len(key)) + slack
        if not allowed or len(key) < 5:
            return ()
        shortlist = dict.fromkeys(self.gazetteer.sounding_like(key))
        shortlist |= dict.fromkeys(self.gazetteer.beginning_with(key[: max(3, len(key) // 2)], SHORTLIST))
        near = process.extract(
            key, list(shortlist), scorer=DamerauLevenshtein.distance, score_cutoff=allowed, limit=12
        )
        readings = []
        for name, _edits, _ in near:
            candidates = tuple(one for one in self.gazetteer.candidates(name) if one.link != DISTANT)
            if candidates and name[0] == key[0]:
                readings.append(Reading(name, compare(key, name).why, candidates, fuzzy=True))
        return tuple(readings)


SHORT_NAMES = frozenset({"us", "uk", "рф"})
"""The only names of two letters; they must stand in capitals (`us` and `uk` are words)."""


def _forms(lang: str, word: str) -> tuple[str, ...]:
    """A word and, in Cyrillic, every nominative it may have; in Arabic, the word without its proclitics."""
    if word.isascii():
        return (word,)
    if "\u0400" <= word[0] <= "\u04ff":
        forms = dict.fromkeys(form for one in languages_of(lang) for form in nominatives(one, word))
        return tuple(forms)
    if "\u0600" <= word[0] <= "\u06ff":
        return tuple(_arabic(word))
    return (word,)


def _arabic(word: str) -> list[str]:
    """`وبخيرسون` (and in Kherson) is `خيرسون`: one-letter words are written together with the next."""
    forms = [word]
    bare = word
    while len(bare) > 4 and bare[0] in "وفبلك" and len(forms) < 3:
        bare = bare[1:]
        forms.append(bare)
    if bare.startswith("لل") and len(bare) > 5:
        forms.append("ال" + bare[2:])
    return forms


DICTIONARIES = frozenset({"en", "uk", "ru"})


@lru_cache(maxsize=100_000)
def is_common(lang: str, word: str) -> bool:
    """Whether a normalised word is an ordinary word of its language, by simplemma's dictionary.

    A word whose lemma has a capital letter is a name there (`paris`, `харкова`). Languages without a dictionary
    here are asked in English: half of a feed's short titles are.
    """
    if word in FUNCTION_WORDS:
        return True
    known = lang if lang in DICTIONARIES else "en"
    if known == "en" and not word.isascii():
        return False
    if not simplemma.is_known(word, known):
        return False
    return simplemma.lemmatize(word, known).islower() and simplemma.lemmatize(word.title(), known).islower()
