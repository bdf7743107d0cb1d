"""One sentence by its clauses: which words stand together, and what stands between them."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from streams.languages.identify import FUNCTION_WORDS
from streams.languages.lemma import lemmas
from streams.reading.clause_words import clause_words
from streams.reading.where.words import scene_words
from streams.text.text import Sentence, Text

MARKS = re.compile(r"[;:()\u2013\u2014]|\s-\s")
"""What ends a clause by itself."""
PARTS = re.compile(r"[,;:()\u2013\u2014،]|\s-\s")
"""What parts words, be they of one clause or not."""

_YEAR = re.compile(r"(?:19|20)\d\d\Z")


class Clauses:
    """One sentence, its words by clause.

    A clause ends at a mark, at a conjunction, and at the comma after a clause that opens the sentence ("While leaders
    met in X, a missile …"); other commas part lists and insertions. Worked out once, so that a sentence of ten
    thousand words costs what its length does.
    """

    def __init__(self, text: Text, sentence: Sentence) -> None:
        self.text = text
        self.sentence = sentence
        self.scene_words = scene_words(sentence.lang)
        positions = range(sentence.first, sentence.last)
        self._gaps = ["", *(text.raw[text.span(at - 1)[1] : text.span(at)[0]] for at in positions[1:])]
        self._begins = [at for at in positions if self._begins_clause(at)]
        self._commas = [0, *accumulate("," in gap or "،" in gap for gap in self._gaps)]
        self._semicolons = [0, *accumulate(";" in gap for gap in self._gaps)]
        self._earlier: dict[tuple[int, int], str | None] = {}
        self._attacked: dict[tuple[int, int], bool] = {}
        self._close_opening()
        self._parts = sorted({*self._begins, *(at for at in positions if self.commas(at, at + 1))})

    def word(self, at: int) -> str:
        """A word of the sentence; nothing beyond its ends."""
        return self.text.words[at] if self.sentence.first <= at < self.sentence.last else ""

    def is_one_of(self, listed: frozenset[str], at: int) -> bool:
        """Whether a word of the sentence is listed, in any of its forms; после is no form of посол."""
        word = self.word(at)
        if not word or word in listed:
            return bool(word)
        return word not in FUNCTION_WORDS and not listed.isdisjoint(lemmas(self.sentence.lang, word))

    def gap(self, at: int) -> str:
        """What stands between a word and the one before."""
        return self._gaps[at - self.sentence.first] if self.sentence.first < at < self.sentence.last else ""

    def parted(self, at: int) -> bool:
        """Whether a mark stands between a word and the one before."""
        return PARTS.search(self.gap(at)) is not None

    def commas(self, first: int, last: int) -> int:
        """How many commas stand right before the words ``first`` up to but not including ``last``."""
        return self._count(self._commas, first, last)

    def semicolons(self, first: int, last: int) -> int:
        """How many semicolons stand so."""
        return self._count(self._semicolons, first, last)

    def _count(self, counted: list[int], first: int, last: int) -> int:
        begin, end = max(first, self.sentence.first), min(last, self.sentence.last)
        return counted[end - self.sentence.first] - counted[begin - self.sentence.first] if begin < end else 0

    def clause(self, word: int) -> int:
        """The number of the clause that a word stands in."""
        return bisect_right(self._begins, word)

    def opens(self, word: int) -> str:
        """The first word of the clause that a word stands in."""
        number = self.clause(word)
        return self.word(self._begins[number - 1] if number else self.sentence.first)

    def segment(self, word: int) -> tuple[int, int]:
        """The words around one up to a comma or to the ends of its clause."""
        number = bisect_right(self._parts, word)
        first = self._parts[number - 1] if number else self.sentence.first
        return first, self._parts[number] if number < len(self._parts) else self.sentence.last

    def earlier_year(self, segment: tuple[int, int], year: int) -> str | None:
        """The first year before another that stands among some words; asked always with the same year."""
        if segment not in self._earlier:
            years = (word for word in self.text.words[slice(*segment)] if _YEAR.match(word))
            self._earlier[segment] = next((word for word in years if int(word) < year), None)
        return self._earlier[segment]

    def tells_attack(self, segment: tuple[int, int]) -> bool:
        """Whether a word for an attack stands among some words."""
        if segment not in self._attacked:
            attacks = clause_words(self.sentence.lang).attacks
            self._attacked[segment] = any(self.word(at).startswith(attacks) for at in range(*segment))
        return self._attacked[segment]

    def _begins_clause(self, at: int) -> bool:
        return at > self.sentence.first and (MARKS.search(self.gap(at)) is not None or self._subordinates(at))

    def _subordinates(self, at: int) -> bool:
        """Whether a clause begins at a conjunction; `as` and `як` also compare and list."""
        word = self.word(at)
        if word in self.scene_words.as_:
            compares = self.word(at + 1) in self.scene_words.at_place | self.scene_words.well_behind
            return not compares and self.word(at - 1) not in self.scene_words.no_comparison
        if word in self.scene_words.how:
            return self.word(at + 1) not in self.scene_words.at_place | self.scene_words.joining
        return word in self.scene_words.subordinate

    def _close_opening(self) -> None:
        """End a subordinate clause that opens the sentence at its first comma."""
        if self.word(self.sentence.first) in self.scene_words.subordinate:
            end = self._begins[0] if self._begins else self.sentence.last
            comma = next((at for at in range(self.sentence.first, end) if self.commas(at, at + 1)), None)
            if comma is not None:
                self._begins.insert(0, comma)
