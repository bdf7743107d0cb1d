"""Where the terms of all rules stand in an article, found in one pass over its words.

Every phrase is filed under one of its words, so a word that no rule knows costs one look-up, whatever the number of
rules. What a word leads to is remembered per language: lemmas are computed once per word, not per occurrence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from streams.lemma import lemmas, lemmas_of_term
from streams.rules.rule import Term, TermWord
from streams.text import SPOKEN_BY, Text

MAX_HITS = 300
"""Places where one phrase is taken note of in one article; a text that repeats a word more often tells nothing new."""
MAX_REMEMBERED = 200_000
"""Words remembered per language; hostile text invents words without end."""


class Hit(NamedTuple):
    """A term found: text and sentence by number, words ``first`` up to but not including ``last``."""

    text: int
    sentence: int
    first: int
    last: int


class _Filed(NamedTuple):
    """A phrase filed under its word number ``position``."""

    phrase: int
    position: int


class TermIndex:
    """All terms of a rule set, each found by its number."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = tuple(dict.fromkeys(terms))
        self.number = {term: number for number, term in enumerate(self.terms)}
        self._phrases: list[tuple[str, tuple[TermWord, ...], tuple[frozenset[str], ...]]] = []
        self._terms_of_phrase: list[list[tuple[int, int]]] = []
        self._lemma: dict[str, dict[str, list[_Filed]]] = defaultdict(lambda: defaultdict(list))
        self._exact: dict[str, dict[str, list[_Filed]]] = defaultdict(lambda: defaultdict(list))
        self._prefix: dict[str, dict[str, list[_Filed]]] = defaultdict(lambda: defaultdict(list))
        self._remembered: dict[str, dict[str, tuple[_Filed, ...]]] = defaultdict(dict)
        self._file()

    def _file(self) -> None:
        numbers: dict[tuple[str, tuple[TermWord, ...]], int] = {}
        for number, term in enumerate(self.terms):
            for part, words in enumerate(term.phrases):
                phrase = numbers.setdefault((term.lang, words), len(numbers))
                if phrase == len(self._phrases):
                    self._add_phrase(phrase, term.lang, words)
                self._terms_of_phrase[phrase].append((number, part))

    def _add_phrase(self, phrase: int, lang: str, words: tuple[TermWord, ...]) -> None:
        forms = tuple(lemmas_of_term(lang, word.text) if word.kind == "lemma" else frozenset[str]() for word in words)
        self._phrases.append((lang, words, forms))
        self._terms_of_phrase.append([])
        # The longest word is most often the rarest, and a phrase is looked at only where that one stands.
        position = max(range(len(words)), key=lambda number: (words[number].kind != "prefix", len(words[number].text)))
        word, filed = words[position], _Filed(phrase, position)
        if word.kind == "exact":
            self._exact[lang][word.text].append(filed)
        elif word.kind == "prefix":
            self._prefix[lang][word.text].append(filed)
        else:
            for form in forms[position]:
                self._lemma[lang][form].append(filed)

    def find(self, texts: Sequence[Text]) -> dict[int, list[Hit]]:
        """Every term that stands in the texts: its number → where, in order."""
        parts: dict[tuple[int, int], list[Hit]] = {}
        for number, text in enumerate(texts):
            for sentence_number, sentence in enumerate(text.sentences):
                for lang in SPOKEN_BY.get(sentence.lang, ()):
                    remembered = self._remembered[lang]
                    for position in range(sentence.first, sentence.last):
                        word = text.words[position]
                        filed = remembered.get(word)
                        if filed is None:
                            filed = self._remember(lang, word)
                        for phrase, offset in filed:
                            first = position - offset
                            last = first + len(self._phrases[phrase][1])
                            if (
                                first >= sentence.first
                                and last <= sentence.last
                                and self._stands(phrase, text, first, offset)
                            ):
                                hit = Hit(number, sentence_number, first, last)
                                for key in self._terms_of_phrase[phrase]:
                                    if len(stands := parts.setdefault(key, [])) < MAX_HITS:
                                        stands.append(hit)
        return self._join(parts)

    def _remember(self, lang: str, word: str) -> tuple[_Filed, ...]:
        remembered = self._remembered[lang]
        if len(remembered) >= MAX_REMEMBERED:
            remembered.clear()
        filed = [*self._exact[lang].get(word, ())]
        prefixes = self._prefix[lang]
        if prefixes:
            for length in range(1, len(word) + 1):
                filed += prefixes.get(word[:length], ())
        if self._lemma[lang]:
            for form in lemmas(lang, word):
                filed += self._lemma[lang].get(form, ())
        remembered[word] = tuple(dict.fromkeys(filed))
        return remembered[word]

    def _stands(self, phrase: int, text: Text, first: int, known: int) -> bool:
        """Whether a phrase stands at a word, one of whose words is known to."""
        lang, words, forms = self._phrases[phrase]
        for offset, word in enumerate(words):
            if offset == known:
                continue
            there = text.words[first + offset]
            if word.kind == "lemma":
                if not (there == word.text or forms[offset] & lemmas(lang, there)):
                    return False
            elif word.kind == "exact":
                if there != word.text:
                    return False
            elif not there.startswith(word.text):
                return False
        return True

    def _join(self, parts: dict[tuple[int, int], list[Hit]]) -> dict[int, list[Hit]]:
        """From where phrases stand to where terms do: two phrases of one term must be near enough in one sentence."""
        found: dict[int, list[Hit]] = {}
        for (number, part), hits in parts.items():
            term = self.terms[number]
            if len(term.phrases) == 1:
                found[number] = hits
            elif part == 0:
                joined = [
                    Hit(left.text, left.sentence, min(left.first, right.first), max(left.last, right.last))
                    for left in hits
                    for right in parts.get((number, 1), ())
                    if left[:2] == right[:2] and _near(left, right, term)
                ]
                if joined:
                    found[number] = sorted(set(joined))
        return found


def _near(left: Hit, right: Hit, term: Term) -> bool:
    between = right.first - left.last
    if 0 <= between <= term.gap:
        return True
    return not term.ordered and 0 <= left.first - right.last <= term.gap
