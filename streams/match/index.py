"""All terms of a rule set, filed by the words they are made of.

A phrase is filed under its word, a longer one under two lemmas of it that stand side by side, or else under its rarest
word: what no rule knows costs one look-up, whatever the number of rules. What a word leads to is remembered per
language: it is worked out once, not per occurrence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from streams.languages.lemma import lemmas, lemmas_of_term
from streams.match.screen import RegexScreen
from streams.rules.rule import Term, TermWord
from streams.text.words import MAX_WORD

MAX_REMEMBERED = 200_000
"""Words remembered per language; hostile text invents words without end."""


class Phrase(NamedTuple):
    """Words to be found side by side: what each may be, and the word it is looked for from."""

    lang: str
    words: tuple[TermWord, ...]
    forms: tuple[frozenset[str], ...]
    anchor: int


class Posting:
    """What is filed under one word: phrases of it alone, and longer ones that no pair of lemmas gives away."""

    __slots__ = ("alone", "longer")

    def __init__(self) -> None:
        self.alone: list[int] = []
        self.longer: list[int] = []


class Entry(NamedTuple):
    """What one word of a text leads to: all that is filed under it, its lemmas or its beginning."""

    terms: tuple[int, ...]
    """Terms that stand wherever the word does."""
    alone: tuple[int, ...]
    """Phrases of one word."""
    parts: tuple[int, ...]
    """Parts of terms that join two phrases, as `TermIndex.joint` numbers them."""
    longer: tuple[int, ...]
    """Phrases that may stand around the word."""


class Pair(NamedTuple):
    """Phrases that two lemmas side by side give away: those that are nothing else, and longer ones."""

    whole: list[int]
    longer: list[int]


def forms_of(lang: str, word: str) -> frozenset[str]:
    """What a word of a text may be filed under: its lemmas and itself, for lemmas that are inflected forms of others."""
    return lemmas(lang, word) | {word}


class Lemma(dict[str, str | None]):
    """Words of one language with their only lemma, None where there are several; worked out when first asked for."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang

    def __missing__(self, word: str) -> str | None:
        """Work out the lemma of a word."""
        found = lemmas(self._lang, word)
        self[word] = lemma = next(iter(found)) if len(found) == 1 else None
        return lemma


class Left(dict[str, str | None]):
    """Words of one language that may begin a pair: with their only lemma, "" where there are several, else None."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, word: str) -> str | None:
        """Work out whether any pair begins with a word."""
        begins = not self._words.beginning.isdisjoint(forms_of(self._words.lang, word))
        self[word] = lemma = (self._words.lemma[word] or "") if begins else None
        return lemma


class Words(dict[str, Entry | None]):
    """What every word of one language leads to, worked out when first asked for; None for nothing."""

    def __init__(self, lang: str, index: TermIndex) -> None:
        super().__init__()
        self.lang = lang
        self.lemma = Lemma(lang)
        self.left = Left(self)
        self.pairs: dict[tuple[str, str], Pair] = {}
        """Two lemmas side by side → the phrases whose anchor and next word they may be."""
        self.beginning: set[str] = set()
        """The lemmas with which pairs begin."""
        self.leading: dict[int, set[str]] = defaultdict(set)
        """Phrase of one word → the words remembered that are forms of it."""
        self._index = index
        self._filed: dict[str, dict[str, Posting]] = {"lemma": {}, "exact": {}, "prefix": {}}

    def file(self, number: int, phrase: Phrase) -> None:
        """File a phrase under the words it is to be found by."""
        word, after = phrase.words[phrase.anchor], phrase.anchor + 1
        if word.kind == "lemma" and after < len(phrase.words) and phrase.words[after].kind == "lemma":
            for pair in product(phrase.forms[phrase.anchor], phrase.forms[after]):
                self.beginning.add(pair[0])
                found = self.pairs.setdefault(pair, Pair([], []))
                (found.whole if len(phrase.words) == 2 else found.longer).append(number)
            return
        for form in phrase.forms[phrase.anchor] if word.kind == "lemma" else (word.text,):
            posting = self._filed[word.kind].setdefault(form, Posting())
            (posting.alone if len(phrase.words) == 1 else posting.longer).append(number)

    def __missing__(self, word: str) -> Entry | None:
        """Work out what a word leads to: what is filed under it, under its lemmas and under what it begins with."""
        filed = self._filed
        found = [filed["exact"].get(word), *map(filed["lemma"].get, forms_of(self.lang, word))]
        if prefixes := filed["prefix"]:
            found += [prefixes.get(word[:length]) for length in range(1, min(len(word), MAX_WORD) + 1)]
        postings = [one for one in found if one is not None]
        self[word] = entry = self._entry(postings) if postings else None
        for phrase in entry.alone if entry else ():
            self.leading[phrase].add(word)
        return entry

    def forget(self) -> None:
        """Forget the words; they are worked out anew."""
        for remembered in (self, self.lemma, self.left, self.leading):
            remembered.clear()

    def _entry(self, postings: Sequence[Posting]) -> Entry:
        simple, joint = self._index.simple, self._index.joint
        alone = tuple(dict.fromkeys(phrase for one in postings for phrase in one.alone))
        return Entry(
            tuple(dict.fromkeys(term for phrase in alone for term in simple[phrase])),
            alone,
            tuple(dict.fromkeys(part for phrase in alone for part in joint.get(phrase, ()))),
            tuple(dict.fromkeys(phrase for one in postings for phrase in one.longer)),
        )


class TermIndex:
    """All terms of a rule set, each found by its number."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = tuple(dict.fromkeys(terms))
        self.number = {term: number for number, term in enumerate(self.terms)}
        self.phrases: list[Phrase] = []
        self.simple: list[tuple[int, ...]] = []
        """Phrase → the terms that are nothing but this phrase."""
        self.joint: dict[int, tuple[int, ...]] = {}
        """Phrase → the parts it is of terms that join two: twice the term's number, and one more for the second."""
        self.phrase_of: dict[int, int] = {}
        """Term that is nothing but one phrase → its number."""
        self.parts: dict[int, tuple[int | None, int | None]] = {}
        """Term of two phrases → their numbers; None is a slot alone."""
        self.slots: set[int] = set()
        """The parts of terms that are slots alone, numbered as in `joint`."""
        self.words: dict[str, Words] = {}
        """By language, what every word leads to."""
        self._file()
        self.regexes = RegexScreen(self.terms)

    def is_word(self, phrase: int) -> bool:
        """Whether a phrase is of one word."""
        return len(self.phrases[phrase].words) == 1

    def tidy(self) -> None:
        """Forget the words of languages that have too many; never while an article is being read."""
        for words in self.words.values():
            if len(words) >= MAX_REMEMBERED:
                words.forget()

    def _file(self) -> None:
        numbers: dict[tuple[str, tuple[TermWord, ...]], int] = {}
        simple: dict[int, list[int]] = defaultdict(list)
        joint: dict[int, list[int]] = defaultdict(list)
        for number, term in enumerate(self.terms):
            found = [
                None if _is_slot_alone(words) else numbers.setdefault((term.lang, words), len(numbers))
                for words in term.phrases
            ]
            if len(found) == 2:
                self.parts[number] = (found[0], found[1])
            elif found and found[0] is not None:
                self.phrase_of[number] = found[0]
            for side, phrase in enumerate(found):
                if phrase is None:
                    self.slots.add(2 * number + side)
                elif len(found) == 2:
                    joint[phrase].append(2 * number + side)
                else:
                    simple[phrase].append(number)
        self.simple = [tuple(simple[phrase]) for phrase in range(len(numbers))]
        self.joint = {phrase: tuple(parts) for phrase, parts in joint.items()}
        used = Counter(word for _, words in numbers for word in words)
        self.phrases = [_phrase(lang, words, used) for lang, words in numbers]
        for number, filed in enumerate(self.phrases):
            self.words.setdefault(filed.lang, Words(filed.lang, self)).file(number, filed)


def _is_slot_alone(words: tuple[TermWord, ...]) -> bool:
    return all(not word.text for word in words)


def _phrase(lang: str, words: tuple[TermWord, ...], used: Counter[TermWord]) -> Phrase:
    """A phrase, looked for from the two lemmas side by side that the fewest phrases use; without such, from one word.

    That is the one that the fewest phrases use, of those the longest: the rarest, most often.
    """
    forms = tuple(lemmas_of_term(lang, word.text) if word.kind == "lemma" else frozenset[str]() for word in words)
    pairs = [number for number, (one, two) in enumerate(pairwise(words)) if one.kind == two.kind == "lemma"]
    if pairs:
        return Phrase(lang, words, forms, min(pairs, key=lambda number: used[words[number]] + used[words[number + 1]]))
    anchor = max(
        (number for number, word in enumerate(words) if word.text),
        key=lambda number: (words[number].kind != "prefix", -used[words[number]], len(words[number].text)),
    )
    return Phrase(lang, words, forms, anchor)
