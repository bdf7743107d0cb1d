"""Whether a phrase stands around a word, with what its slots may stand for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from streams.languages.identify import UNDETERMINED
from streams.languages.lemma import lemmas
from streams.match.index import Phrase
from streams.reading.where.words import scene_words
from streams.text.text import Sentence, Text

Slots = Callable[[str, range], Sequence[tuple[int, int]]]
"""A kind of slot and words → the words (first, last) of what it may stand for that begins at one of those; or of more.
In order, none inside another."""


class Around(NamedTuple):
    """A word of a text and its sentence, with what slots may stand for there."""

    text: Text
    sentence: Sentence
    word: int
    slots: Slots

    def span_of(self, phrase: Phrase) -> tuple[int, int] | None:
        """The words (first, last) of a phrase whose anchor stands at the word; None when the rest does not."""
        last = self.word + 1
        for offset in range(phrase.anchor + 1, len(phrase.words)):
            end = self._after(phrase, offset, last) if last < self.sentence.last else None
            if end is None:
                return None
            last = end
        first = self.word
        for offset in range(phrase.anchor - 1, -1, -1):
            begin = self._before(phrase, offset, first) if first > self.sentence.first else None
            if begin is None:
                return None
            first = begin
        return first, last

    def _after(self, phrase: Phrase, offset: int, word: int) -> int | None:
        """Where the phrase's word number ``offset`` ends, when it begins at ``word``."""
        slot = not phrase.words[offset].text
        if (slot or not phrase.words[offset - 1].text) and parts_clauses(self.text, word - 1, word):
            return None
        if not slot:
            return word + 1 if _is(phrase, offset, self.text.words[word]) else None
        behind = self.slots(phrase.words[offset].kind, range(word, word + 1))
        number = bisect_left(behind, (word,))
        return behind[number][1] if number < len(behind) and behind[number][0] == word else None

    def _before(self, phrase: Phrase, offset: int, word: int) -> int | None:
        """Where the phrase's word number ``offset`` begins, when it ends before ``word``."""
        slot = not phrase.words[offset].text
        if (slot or not phrase.words[offset + 1].text) and parts_clauses(self.text, word - 1, word):
            return None
        if not slot:
            return word - 1 if _is(phrase, offset, self.text.words[word - 1]) else None
        ahead = self.slots(phrase.words[offset].kind, range(self.sentence.first, word))
        number = bisect_left(ahead, word, key=_last)
        return ahead[number][0] if number < len(ahead) and ahead[number][1] == word else None


def _last(span: tuple[int, int]) -> int:
    return span[1]


def parts_clauses(text: Text, word: int, later: int) -> bool:
    """Whether a clause ends between two words: in "two were killed, twelve wounded" nobody killed twelve."""
    return _PARTS_CLAUSES.search(text.raw, text.span(word)[1], text.span(later)[0]) is not None


def came_after(between: Sequence[str], lang: str = UNDETERMINED[""]) -> bool:
    """Whether words between two others part an event from the one before it: *jets bombed X after an attack on Y*."""
    return not scene_words(lang).presupposing.isdisjoint(between) or responds(between, lang)


def responds(words: Sequence[str], lang: str) -> bool:
    """Whether some words say that what follows was answered: *in response to*, *у відповідь на*."""
    return next(responding(words, lang), None) is not None


def responding(words: Sequence[str], lang: str) -> Iterator[int]:
    """Where some words say that what follows was answered."""
    listed, whole = scene_words(lang), range(len(words) - RESPONSE + 1)
    begun = (at for at in whole if words[at] in listed.answered)
    return (at for at in begun if tuple(words[at : at + RESPONSE]) in listed.responding)


RESPONSE = 3
"""Words that say so."""


_PARTS_CLAUSES = re.compile(r"[,;()]\s|\s\(")


def _is(phrase: Phrase, offset: int, there: str) -> bool:
    """Whether a word of a text is one that a phrase asks for."""
    word = phrase.words[offset]
    if word.kind == "lemma":
        return there == word.text or not phrase.forms[offset].isdisjoint(lemmas(phrase.lang, there))
    return there == word.text if word.kind == "exact" else there.startswith(word.text)
