"""Where the terms of a rule set stand in an article, found in one pass over its words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby, product
from operator import attrgetter
from typing import NamedTuple

from streams.languages.identify import SPOKEN_BY
from streams.match.around import Around, came_after, parts_clauses
from streams.match.index import Pair, TermIndex, Words, forms_of
from streams.reading.numbers.counts import Counted, numbers_in
from streams.rules.rule import Term, TermWord
from streams.text.text import Sentence, Text

MAX_HITS = 300
"""Places where one phrase is taken note of in one article at least; a short text that repeats a word more often tells
nothing new."""
HITS_PER_WORD = 1 / 20
"""The same for each word of a long article: the commonest noun of a war's diary is one word of thirty."""

PlaceSpans = Callable[[int, int, range], Sequence[tuple[int, int]]]
"""A text and a sentence by number, and words of it → the words (first, last) of every place named there, for `<place>`;
where none begins at any of those words there may be none at all."""


class Hit(NamedTuple):
    """A term found: text and sentence by number, words ``first`` up to but not including ``last``."""

    text: int
    sentence: int
    first: int
    last: int


_TERMS = attrgetter("terms")
_PARTS = attrgetter("parts")
_LONGER = attrgetter("longer")
_NONE: frozenset[str] = frozenset()


def _spoken(sentence: Sentence) -> frozenset[str]:
    return SPOKEN_BY.get(sentence.lang, frozenset())


class _Section(NamedTuple):
    """Sentences of a text side by side in which the terms of one language apply, and what their words lead to."""

    text: int
    first: int
    words: list[str]
    seen: frozenset[str]
    known: Words


class Occurrences:
    """The terms that stand in an article; where each stands is worked out when it is asked for.

    With ``only``, a text and a sentence by number, nothing is looked for anywhere else.
    """

    def __init__(
        self,
        index: TermIndex,
        texts: Sequence[Text],
        places: PlaceSpans | None = None,
        *,
        only: tuple[int, int] | None = None,
    ) -> None:
        self._index = index
        self._texts = texts
        self._places = places
        self._only = only
        self._sections = list(self._sectioned())
        self._numbers: dict[tuple[int, int], list[Counted]] = {}
        self._counted: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self._reached: dict[tuple[int, int], frozenset[int | None]] = {}
        self._most = max(MAX_HITS, int(HITS_PER_WORD * sum(len(text.words) for text in texts)))
        self.full = False
        """Whether a phrase or an expression stands in more places than are taken note of."""
        self._placed: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._pairs: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._spans: dict[int, list[Hit]] = {}
        self._hits: dict[int, list[Hit]] = {}
        self._masks: dict[int, int] = {}
        self.present: set[int] = set()
        """The numbers of the terms that stand anywhere."""
        self._gather()

    def get(self, term: int) -> list[Hit]:
        """Where a term stands, in order; empty when nowhere."""
        if term not in self.present:
            return []
        hits = self._hits.get(term)
        if hits is None:
            hits = self._hits[term] = self._stands(self._index.phrase_of[term])
        return hits

    def in_sentence(self, term: int, text: int, sentence: int) -> list[Hit]:
        """Where a term stands in one sentence, in order."""
        hits = self.get(term)
        return hits[bisect_left(hits, (text, sentence)) : bisect_left(hits, (text, sentence + 1))]

    def place(self, terms: Iterable[int]) -> None:
        """Work out where many terms stand at once, which is cheaper than one by one."""
        phrase_of = self._index.phrase_of
        self._place({phrase_of[term] for term in terms if term in phrase_of})

    def mask(self, term: int) -> int:
        """The sentences that a term stands in, as bits; every sentence of the article has its own."""
        found = self._masks.get(term)
        if found is None:
            found = 0
            after = len(self._texts[0].sentences)  # the second text's sentences come after the first's
            for hit in self.get(term):
                found |= 1 << (hit.sentence + hit.text * after)
            self._masks[term] = found
        return found

    def numbers(self, text: int, sentence: int) -> list[Counted]:
        """The numbers of a sentence."""
        key = (text, sentence)
        if key not in self._numbers:
            sentences = self._texts[text].sentences
            self._numbers[key] = numbers_in(self._texts[text], sentences[sentence], closely=self._only is not None)
        return self._numbers[key]

    def _sectioned(self) -> Iterator[_Section]:
        self._index.tidy()
        for number, text in enumerate(self._texts):
            for langs, run in groupby(map(text.sentences.__getitem__, self._read(number)), key=_spoken):
                sentences = list(run)
                first, last = sentences[0].first, sentences[-1].last
                whole = last - first == len(text.words)
                mine = text.words if whole else text.words[first:last]
                for lang in langs:
                    if (known := self._index.words.get(lang)) is not None:  # it is a dict, empty at first
                        yield _Section(number, first, mine, text.seen if whole else frozenset(mine), known)

    def _read(self, number: int) -> Sequence[int]:
        """The sentences of a text that are looked at, by number."""
        if self._only is None:
            return range(len(self._texts[number].sentences))
        return self._only[1:] if self._only[0] == number else ()

    def _gather(self) -> None:
        """Find which terms stand, and where those of more than one word do."""
        index, parts = self._index, set[int]()
        for section in self._sections:
            entries = [one for one in map(section.known.__getitem__, section.seen) if one is not None]
            self.present.update(*map(_TERMS, entries))
            parts.update(*map(_PARTS, entries))
            if section.known.pairs:
                self._find_pairs(section)
            if any(map(_LONGER, entries)):
                self._find_longer(section)
        for phrase in (*self._pairs, *(phrase for phrase, stands in self._spans.items() if stands)):
            self.present.update(index.simple[phrase])
            parts.update(index.joint.get(phrase, ()))
        self._join({part // 2 for part in parts if part ^ 1 in parts or part ^ 1 in index.slots})
        if index.regexes:
            for number in range(len(self._texts)):
                self._find_regexes(number)

    def _find_longer(self, section: _Section) -> None:
        """Find the phrases of more than one word that no pair of lemmas gives away, by one of their words."""
        for word, entry in enumerate(map(section.known.__getitem__, section.words), section.first):
            if entry is not None and entry.longer:
                self._note(section.text, word, entry.longer)

    def _find_pairs(self, section: _Section) -> None:
        """Find the lemmas side by side that give phrases away; a word may have several lemmas."""
        words, known, number, first = section.words, section.known, section.text, section.first
        pairs, lemma, last = known.pairs, known.lemma, len(section.words) - 1
        for word, left in enumerate(map(known.left.__getitem__, words)):
            if left is None or word == last:
                continue
            right = lemma[words[word + 1]]
            if left and right:
                if (pair := pairs.get((left, right))) is not None:
                    self._take(number, first + word, pair)
            else:
                for both in product(forms_of(known.lang, words[word]), forms_of(known.lang, words[word + 1])):
                    if (pair := pairs.get(both)) is not None:
                        self._take(number, first + word, pair)

    def _take(self, number: int, word: int, pair: Pair) -> None:
        """Take note of what two lemmas side by side give away, unless a sentence ends between them."""
        if self._texts[number].sentence_of(word) == self._texts[number].sentence_of(word + 1):
            for phrase in pair.whole:
                self._pairs[phrase].append((number, word))
            if pair.longer:
                self._note(number, word, pair.longer)

    def _note(self, number: int, word: int, phrases: Sequence[int]) -> None:
        text, sentence = self._texts[number], self._texts[number].sentence_of(word)
        around = Around(text, text.sentences[sentence], word, partial(self._slots, number, sentence))
        for phrase in phrases:
            stands = self._spans.setdefault(phrase, [])
            if len(stands) >= self._most:
                self.full = True
            elif span := around.span_of(self._index.phrases[phrase]):
                stands.append(Hit(number, sentence, *span))

    def _slots(self, text: int, sentence: int, kind: str, begins: range) -> Sequence[tuple[int, int]]:
        if kind == "number":
            counted = self._counted.get((text, sentence))
            if counted is None:
                counted = [(one.first, one.last) for one in self.numbers(text, sentence)]
                self._counted[text, sentence] = counted
            return counted
        return self._places(text, sentence, begins) if self._places else ()

    def _stands(self, phrase: int) -> list[Hit]:
        """Where a phrase stands, in order."""
        if self._index.is_word(phrase):
            self._place({phrase})
            found, length = self._placed[phrase], 1
        elif phrase in self._pairs:
            found, length = sorted(set(self._pairs[phrase])), 2
        else:
            return sorted(set(self._spans.get(phrase, ())))
        if len(found) > self._most:
            self.full = True
        some = found[: self._most]
        return [Hit(text, self._texts[text].sentence_of(word), word, word + length) for text, word in some]

    def _place(self, phrases: set[int]) -> None:
        """Work out where phrases of one word stand, unless that is known."""
        phrases -= self._placed.keys()
        for section in self._sections if phrases else ():
            leading: dict[str, list[int]] = defaultdict(list)
            for phrase in phrases:
                for word in section.known.leading.get(phrase, _NONE) & section.seen:
                    leading[word].append(phrase)
            if leading:
                for position, word in enumerate(section.words, section.first):
                    if word in leading:
                        for phrase in leading[word]:
                            self._placed[phrase].append((section.text, position))
        for phrase in phrases:
            self._placed.setdefault(phrase, [])

    def _join(self, terms: set[int]) -> None:
        """Find the terms of two phrases of which both stand somewhere."""
        index = self._index
        self._place({part for term in terms for part in index.parts[term] if part is not None and index.is_word(part)})
        for term in terms:
            if hits := self._joined(term):
                self.present.add(term)
                self._hits[term] = hits

    def _joined(self, term: int) -> list[Hit]:
        """Where two phrases of one term are near enough in one sentence."""
        left, right = self._index.parts[term]
        asked = self._index.terms[term]
        lefts = self._stands(left) if left is not None else None
        rights = self._stands(right) if right is not None else None
        if lefts is None:
            lefts = self._slots_beside(asked.phrases[0], rights or [])
        if rights is None:
            rights = self._slots_beside(asked.phrases[1], lefts)
        beside: dict[tuple[int, int], list[Hit]] = defaultdict(list)
        for one in sorted(rights):
            beside[one[:2]].append(one)
        slotted = any(not word.text for phrase in asked.phrases for word in phrase)
        longest = max((one.last - one.first for one in rights), default=0)
        joined = {
            Hit(one.text, one.sentence, min(one.first, other.first), max(one.last, other.last))
            for one in lefts
            for other in _close_to(one, beside.get(one[:2], []), asked, longest)
            if _near(one, other, asked) and not (slotted and self._parted(one, other))
            if not self._came_after(one, other)
        }
        return sorted(joined)

    def _came_after(self, one: Hit, other: Hit) -> bool:
        """Whether one phrase tells of what happened before the other's event."""
        left, right = sorted((one, other))
        text = self._texts[left.text]
        return came_after(text.words[left.last : right.first], text.sentences[left.sentence].lang)

    def _parted(self, one: Hit, other: Hit) -> bool:
        """Whether a clause ends between two phrases."""
        left, right = sorted((one, other))
        inserted = left.last in self._reaches(left.text, left.sentence)
        last = left.last if inserted and left.last < right.first else left.last - 1
        return not (inserted and left.last == right.first) and parts_clauses(self._texts[left.text], last, right.first)

    def _reaches(self, text: int, sentence: int) -> frozenset[int | None]:
        """Where the insertions end that stand behind the numbers of a sentence."""
        key = (text, sentence)
        if key not in self._reached:
            self._reached[key] = frozenset(number.reach for number in self.numbers(*key))
        return self._reached[key]

    def _slots_beside(self, words: tuple[TermWord, ...], others: list[Hit]) -> list[Hit]:
        """What a slot alone may stand for in the sentences that hold the other part of its term."""
        return [
            Hit(text, sentence, *span)
            for text, sentence in dict.fromkeys(one[:2] for one in others)
            for span in self._slots_in(text, sentence, words[0].kind)
        ]

    def _slots_in(self, text: int, sentence: int, kind: str) -> Sequence[tuple[int, int]]:
        """What a slot may stand for in a sentence; numbers also with what is inserted behind them."""
        found = self._slots(text, sentence, kind, range(*self._texts[text].sentences[sentence][:2]))
        if kind != "number":
            return found
        return [*found, *((one.first, one.reach) for one in self.numbers(text, sentence) if one.reach is not None)]

    def _find_regexes(self, number: int) -> None:
        text = self._texts[number]
        for at in self._read(number):
            for term, start, end in self._index.regexes.find(text, text.sentences[at]):
                first, last = text.words_at(at, start, end)
                hits = self._hits.setdefault(term, [])
                if len(hits) >= self._most:
                    self.full = True
                elif first < last:
                    hits.append(Hit(number, at, first, last))
                    self.present.add(term)


def _close_to(one: Hit, others: list[Hit], term: Term, longest: int) -> list[Hit]:
    """Those of the other phrase's hits in a sentence, which are in order, that may be near enough; none is longer."""
    last = one.last + term.gap
    first = one.last if term.ordered else one.first - term.gap - longest
    begin = bisect_left(others, first, key=_first)
    return others[begin : bisect_right(others, last, key=_first)]


def _first(hit: Hit) -> int:
    return hit.first


def _near(left: Hit, right: Hit, term: Term) -> bool:
    between = right.first - left.last
    if 0 <= between <= term.gap:
        return True
    return not term.ordered and 0 <= left.first - right.last <= term.gap
