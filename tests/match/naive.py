"""The engine without its index: every term looked for at every word, every condition tried around every hit."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from streams.languages.identify import SPOKEN_BY
from streams.languages.lemma import lemmas, lemmas_of_term
from streams.match.around import came_after, parts_clauses
from streams.match.match import Reading
from streams.match.occurrences import Hit
from streams.match.windows import is_digest, statements
from streams.places.toponyms import find_places
from streams.reading.cohesion import runs, ties
from streams.reading.numbers.counts import numbers_in
from streams.rules.regex import compiled
from streams.rules.rule import Condition, Rule, Term, TermWord, Unless, Within, terms_of
from streams.text.text import Sentence, Text


class Naive:
    """An article in which every term is looked for at every word of every sentence."""

    def __init__(self, reading: Reading) -> None:
        self.texts = reading.texts
        self.places = [
            (one.field, one.sentence, one.first, one.last)
            for one in find_places(self.texts, reading.gazetteer)
            if one.place is not None
        ]
        self._found: dict[Term, list[Hit]] = {}

    def hits(self, term: Term) -> list[Hit]:
        """Where a term stands, in order."""
        if term not in self._found:
            self._found[term] = sorted(
                {
                    Hit(number, place, first, last)
                    for number, text in enumerate(self.texts)
                    for place, sentence in enumerate(text.sentences)
                    if term.lang in SPOKEN_BY.get(sentence.lang, ())
                    for first, last in self._spans(term, text, sentence)
                }
            )
        return self._found[term]

    def _spans(self, term: Term, text: Text, sentence: Sentence) -> Iterator[tuple[int, int]]:
        if term.regex:
            yield from _searched(term, text, sentence)
            return
        found = [list(self._stands(words, term.lang, text, sentence)) for words in term.phrases]
        if len(found) == 1:
            yield from found[0]
            return
        slotted = any(not word.text for words in term.phrases for word in words)
        for left, right in itertools.product(*found):
            near = 0 <= right[0] - left[1] <= term.gap or (not term.ordered and 0 <= left[0] - right[1] <= term.gap)
            before = came_after(text.words[min(left[1], right[1]) : max(left[0], right[0])])
            if near and not before and not (slotted and _parted(text, left, right)):
                yield min(left[0], right[0]), max(left[1], right[1])

    def _stands(
        self, words: Sequence[TermWord], lang: str, text: Text, sentence: Sentence
    ) -> Iterator[tuple[int, int]]:
        for first in range(sentence.first, sentence.last):
            ends = {first}
            for before, word in zip([None, *words], words, strict=False):
                ends = {
                    after
                    for end in ends
                    if before is None or (before.text and word.text) or not _ends_clause(text, sentence, end)
                    for after in self._after(word, lang, text, sentence, end)
                }
            yield from ((first, last) for last in sorted(ends))

    def _after(self, word: TermWord, lang: str, text: Text, sentence: Sentence, at: int) -> list[int]:
        """Where a word of a term may end that begins at a word of the text."""
        if at >= sentence.last:
            return []
        if word.kind == "number":
            return [one.last for one in numbers_in(text, sentence) if one.first == at]
        if word.kind == "place":
            number = text.sentences.index(sentence)
            return [last for field, of, first, last in self.places if (field, of, first) == (text.field, number, at)]
        there = text.words[at]
        stands = {
            "lemma": bool(lemmas_of_term(lang, word.text) & lemmas(lang, there)),
            "exact": there == word.text,
            "prefix": there.startswith(word.text),
        }
        return [at + 1] if stands[word.kind] else []

    def sentences_that_meet(self, rule: Rule) -> set[tuple[int, int]]:
        """The sentences in which the group with the fewest terms is met, with all others around it and no excuse."""
        anchor = min(rule.groups, key=lambda group: len(list(terms_of(group))))
        return {
            hit[:2]
            for term in terms_of(anchor)
            for hit in self.hits(term)
            if any(self._meets(rule, hit, window) for window in self._windows(rule.within, hit))
        }

    def _meets(self, rule: Rule, hit: Hit, window: Window) -> bool:
        return all(self._met(group, window) for group in rule.groups) and not any(
            self._met(unless.condition, scope)
            for unless in rule.unless
            for scope in self._scopes(rule, unless, hit, window)
        )

    def _scopes(self, rule: Rule, unless: Unless, hit: Hit, window: Window) -> Iterator[Window]:
        if unless.within == Within("sentence"):
            own = self.texts[hit.text].sentences[hit.sentence]
            yield hit.text, own.first, own.last
        elif unless.within == rule.within:
            yield window
        else:
            yield from self._windows(unless.within, hit)

    def _met(self, condition: Condition, window: Window) -> bool:
        if isinstance(condition, Term):
            return any(
                window is None or (one.text == window[0] and window[1] <= one.first and one.last <= window[2])
                for one in self.hits(condition)
            )
        return sum(self._met(part, window) for part in condition.of) >= condition.need

    def _windows(self, within: Within, hit: Hit) -> Iterator[Window]:
        if within.unit == "article":
            yield None
            return
        text = self.texts[hit.text]
        own = text.sentences[hit.sentence]
        together = runs(text)
        run = [one for number, one in enumerate(text.sentences) if together[number] == together[hit.sentence]]
        if within.unit == "paragraph":
            run = [one for one in run if one.paragraph == own.paragraph]
            yield hit.text, run[0].first, run[-1].last
        elif within.unit == "words":
            tied = ties(text)
            run = [one for number, one in enumerate(text.sentences) if tied[number] == tied[hit.sentence]]
            part = _statement(text, own, hit)
            least = run[0].first if part[0] == own.first else part[0]
            most = run[-1].last if part[1] == own.last else part[1]
            for first in range(hit.last - within.count, hit.first + 1):
                begin = max(first, least)
                yield hit.text, begin, min(begin + within.count, most)
        elif within.count == 1:
            yield hit.text, *_statement(text, own, hit)
        else:
            for begin in range(len(run)):
                if own in (several := run[begin : begin + within.count]):
                    yield hit.text, several[0].first, several[-1].last


Window = tuple[int, int, int] | None
"""Words of a text; None is the whole article."""


def _ends_clause(text: Text, sentence: Sentence, at: int) -> bool:
    return at < sentence.last and parts_clauses(text, at - 1, at)


def _statement(text: Text, sentence: Sentence, hit: Hit) -> tuple[int, int]:
    """The words of the statement that a hit stands in, or of all that it covers."""
    edges = [sentence.first, *statements(text, sentence, digest=is_digest(text)), sentence.last]
    return max(edge for edge in edges if edge <= hit.first), min(edge for edge in edges if edge >= hit.last)


def _parted(text: Text, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether a clause ends between two stretches: a number in another clause is not said of this one's event."""
    left, right = sorted((one, other))
    return parts_clauses(text, left[1] - 1, right[0])


def _searched(term: Term, text: Text, sentence: Sentence) -> Iterator[tuple[int, int]]:
    for found in compiled(term.regex).finditer(text.raw[sentence.start : sentence.end]):
        start, end = sentence.start + found.start(), sentence.start + found.end()
        touched = [
            word for word in range(sentence.first, sentence.last) if text.starts[word] < end and text.ends[word] > start
        ]
        if touched:
            yield touched[0], touched[-1] + 1
