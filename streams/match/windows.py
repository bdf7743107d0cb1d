"""Where the conditions of a rule may be met together around a word that meets one of them.

Beyond one sentence they hold together what speaks of one thing (see `streams.reading.cohesion`): events side by side in a live
blog are not joined, whether its paragraphs still stand or not. Nor are clauses of one sentence that a semicolon parts
and that have a verb each: of *the dam was inspected; two missiles fell near a school* nobody struck a dam.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from streams.languages.identify import UNDETERMINED
from streams.languages.lemma import tense
from streams.match.occurrences import Hit
from streams.match.passage import Window
from streams.reading.clause_words import ClauseWords, clause_words
from streams.reading.cohesion import runs, ties
from streams.reading.where.words import SceneWords, scene_words
from streams.rules.rule import Within
from streams.text.text import Sentence, Text

_SEMICOLON = re.compile(r";\s")
_ITEM = re.compile(r"[;,:]\s")
_SHORTEST_PARTICIPLE = 6
"""Letters: *стан* and *сцена* end so, too."""


class Windows:
    """The stretches of an article's texts in which conditions are met together."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._texts = texts
        self._runs: dict[int, list[int]] = {}
        self._ties: dict[int, list[int]] = {}
        self._parts: dict[tuple[int, int], list[int]] = {}
        self._digests: dict[int, bool] = {}

    def around(self, within: Within, hit: Hit) -> Iterator[Window]:
        """The windows around a hit in which the other conditions may be met."""
        sentences = self._texts[hit.text].sentences
        if within.unit == "article":
            yield Window(-1, 0, 0)
        elif within.unit == "sentence" and within.count == 1:
            yield self._part(hit)
        elif within.unit == "paragraph":
            run, paragraph = self._together(hit, self.runs(hit.text)), sentences[hit.sentence].paragraph
            first = bisect_left(sentences, paragraph, run.start, run.stop, key=_paragraph)
            last = bisect_right(sentences, paragraph, run.start, run.stop, key=_paragraph) - 1
            yield Window(hit.text, sentences[first].first, sentences[last].last)
        elif within.unit == "words":
            yield from self._of_words(within.count, hit)
        else:
            run = self._together(hit, self.runs(hit.text))
            for begin in range(max(run.start, hit.sentence - within.count + 1), hit.sentence + 1):
                end = min(begin + within.count, run.stop) - 1
                yield Window(hit.text, sentences[begin].first, sentences[end].last)

    def scopes(self, within: Within, hit: Hit, window: Window) -> list[Window]:
        """Where an excuse of the same scope counts that is looked for beside a window: in all of its sentence."""
        if within.unit != "sentence" or within.count > 1:
            return [window]
        sentence = self._texts[hit.text].sentences[hit.sentence]
        return [Window(hit.text, sentence.first, sentence.last)]

    def statement(self, text: int, sentence: int, word: int) -> tuple[int, int]:
        """The words of a sentence, or of the statement of it that a word stands in."""
        window = self._part(Hit(text, sentence, word, word + 1))
        return window.first, window.last

    def runs(self, text: int) -> list[int]:
        """For each sentence of a text, the run of sentences that speak of one thing."""
        if text not in self._runs:
            self._runs[text] = runs(self._texts[text])
        return self._runs[text]

    def _together(self, hit: Hit, numbers: Sequence[int]) -> range:
        """The sentences, by number, that have one number with the one that holds a hit; the numbers only grow."""
        mine = numbers[hit.sentence]
        return range(bisect_left(numbers, mine), bisect_right(numbers, mine))

    def _of_words(self, count: int, hit: Hit) -> Iterator[Window]:
        """Windows of so many words: in the hit's part of its sentence, and beyond where the next one points back."""
        if hit.text not in self._ties:
            self._ties[hit.text] = ties(self._texts[hit.text])
        tied, part = self._together(hit, self._ties[hit.text]), self._part(hit)
        sentences = self._texts[hit.text].sentences
        sentence = sentences[hit.sentence]
        first = sentences[tied.start].first if part.first == sentence.first else part.first
        last = sentences[tied.stop - 1].last if part.last == sentence.last else part.last
        for begin in dict.fromkeys(max(first, start) for start in range(hit.last - count, hit.first + 1)):
            yield Window(hit.text, begin, min(begin + count, last))

    # ------------------------------------------------------------------ semicolons

    def _part(self, hit: Hit) -> Window:
        """The sentence of a hit, or of one that semicolons part into statements the hit's own."""
        text, key = self._texts[hit.text], hit[:2]
        sentence = text.sentences[hit.sentence]
        begins = self._parts.get(key)
        if begins is None:
            begins = self._parts[key] = statements(text, sentence, digest=self._is_digest(hit.text))
        before, behind = bisect_right(begins, hit.first), bisect_left(begins, hit.last)
        first = begins[before - 1] if before else sentence.first
        return Window(hit.text, first, begins[behind] if behind < len(begins) else sentence.last)

    def _is_digest(self, text: int) -> bool:
        """Whether a text is a heading that names many events."""
        if text not in self._digests:
            self._digests[text] = is_digest(self._texts[text])
        return self._digests[text]


def _paragraph(sentence: Sentence) -> int:
    return sentence.paragraph


def is_digest(text: Text) -> bool:
    """Whether a text is a heading that names many events: *Updates: …*."""
    lang = text.sentences[0].lang if text.sentences else UNDETERMINED[""]
    return text.field == "title" and scene_words(lang).digest.search(text.raw) is not None


def statements(text: Text, sentence: Sentence, *, digest: bool) -> list[int]:
    """The words at which a new statement begins behind a semicolon: both sides have a verb, and none points back.

    In a ``digest``, each behind a comma is one: *Updates: strikes on X, missile aimed at Y*.
    """
    if digest:
        subordinate = scene_words(sentence.lang).subordinate
        items = range(sentence.first + 1, sentence.last)
        return [at for at in items if _ITEM.search(_gap(text, at)) and text.words[at] not in subordinate]
    if not _SEMICOLON.search(text.raw, sentence.start, sentence.end):
        return []
    marks = [at for at in range(sentence.first + 1, sentence.last) if _SEMICOLON.search(_gap(text, at))]
    edges = [*marks, sentence.last]
    begins: list[int] = []
    first, told = sentence.first, False
    for mark, end in zip(marks, edges[1:], strict=True):
        told = told or _has_verb(text, sentence.lang, first, mark)
        first = mark
        if (
            told
            and text.words[mark] not in clause_words(sentence.lang).points_back
            and _has_verb(text, sentence.lang, mark, end)
        ):
            begins.append(mark)
            told = False
    return begins


def _gap(text: Text, at: int) -> str:
    return text.raw[text.span(at - 1)[1] : text.span(at)[0]]


def _has_verb(text: Text, lang: str, first: int, last: int) -> bool:
    listed, of_clauses = scene_words(lang), clause_words(lang)
    return any(_is_verb(lang, word, listed, of_clauses) for word in text.words[first:last])


def _is_verb(lang: str, word: str, listed: SceneWords, of_clauses: ClauseWords) -> bool:
    """Whether a word is a verb, as far as a list of verbs and the forms of words tell."""
    if word in listed.verbs or word in of_clauses.strong_verbs or word.endswith(listed.latin_verb_endings):
        return True
    if word.isascii():
        return False
    if len(word) >= _SHORTEST_PARTICIPLE and word.endswith(of_clauses.impersonal):
        return True
    return tense(lang, word) in {"past", "present", "future"}
