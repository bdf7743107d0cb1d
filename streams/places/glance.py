"""A first glance at a sentence: whether it may name any place at all.

Two sentences of three name none. A glance costs a tenth of reading them word by word, and may only err by seeing a name
where there is none: what `mentions` would find, it must not miss.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from streams.places.cues import introduction
from streams.places.gazetteer import Gazetteer
from streams.places.readings import NO_NAMES, NOTHING, Names, Reader, Word
from streams.places.words import PlaceWords, place_words
from streams.text.words import WORD, normalise, word_in

CASELESS = re.compile("[\u0590-\u08ff\u0900-\u1bff\u3040-\ud7af]")
"""Letters of scripts without capitals: Hebrew, Arabic, Georgian, the scripts of India, Chinese, Japanese, Korean."""
SHORTEST_FUZZY = 6
"""Letters a word must have to be looked up with a typing error: shorter unknown words are near too many names."""
INTRODUCED = frozenset({"in", "kind"})
"""What a word must be introduced as to be looked up with a typing error."""
SEVERAL = Word("", Names((), ()))
"""Stands for a piece of text with several words in it: they may be anything."""
KEPT = 60_000
"""Pieces of text remembered for each language."""
_AROUND = ".,;:!?…()[]\"'“”„«»‘’"


class Glance:
    """Glances at sentences for one gazetteer; get it by ``gazetteer.companion(Glance)``."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.reader = gazetteer.companion(Reader)
        self.known: dict[str, dict[str, Word]] = {}
        """What pieces of text can be, for each language."""

    def promises(self, sentence: str, lang: str) -> bool:
        """Whether a sentence may name a place by a word with a capital letter."""
        known = self.known.get(lang)
        if known is None:
            known = self.known[lang] = {}
        near = place_words(lang)
        caseless = not sentence.isascii() and CASELESS.search(sentence) is not None
        pieces = sentence.split()
        for at, piece in enumerate(pieces):
            if piece.islower() and not (caseless and CASELESS.search(piece)):
                continue
            written = piece.strip(_AROUND)
            word = known.get(written) or self._learn(known, written, lang)
            if word is NOTHING:
                if at and len(written) >= SHORTEST_FUZZY and _introduced(pieces, at, near):
                    return True
            elif word.names is not NO_NAMES or word.areas or _goes_on(word, pieces, at, near):
                return True
            if at and pieces[at - 1].startswith(near.kinds_ahead):
                return True
        return False

    def _learn(self, known: dict[str, Word], written: str, lang: str) -> Word:
        """What a piece of text without blanks can be; remembered."""
        if len(known) >= KEPT:
            known.clear()
        known[written] = word = self._read(written, lang)
        return word

    def _read(self, written: str, lang: str) -> Word:
        words = word_in(lang).findall(written)
        if not any(word[0].isupper() or CASELESS.match(word) for word in words):
            return NOTHING
        read = [self.reader.word(lang, normalise(word)) for word in words]
        if len(read) == 1:
            return read[0]
        short = all(len(word) < SHORTEST_FUZZY for word in words)
        return NOTHING if short and all(word is NOTHING for word in read) else SEVERAL


def _introduced(pieces: Sequence[str], at: int, near: PlaceWords) -> bool:
    """Whether what stands before a piece of a sentence may introduce a place."""
    before = pieces[at - 1].strip(_AROUND)
    second = pieces[at - 2].strip(_AROUND) if at > 1 else ""
    if not before.isalpha() or (at > 1 and not second.isalpha()):
        return True
    return introduction(normalise(before), normalise(second), near) in INTRODUCED


def _goes_on(word: Word, pieces: Sequence[str], at: int, near: PlaceWords) -> bool:
    """Whether a word that begins names may go on with the piece of a sentence that follows its own."""
    found = WORD.match(pieces[at + 1]) if at + 1 < len(pieces) else None
    if found is None:
        return False
    written = found.group()
    normalised = normalise(written)
    if written[0].islower() and normalised not in near.small and not normalised.startswith(near.kind_words):
        return False
    return word.following.get(normalised) is not NOTHING
