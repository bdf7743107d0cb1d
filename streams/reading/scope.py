"""The clauses of a sentence, how each hangs on another, and how far a cue reaches among them.

No parser: marks, commas and closed classes of words (conjunctions, relative pronouns) show where clauses begin, which is
what ConText's termination terms do for one clause. Read once for a sentence, in time that grows with its length.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from streams.places.world import NO_WORLD, World
from streams.reading.clause_words import MEASURE, PARTS, SHORTEST_PARTICIPLE, clause_words
from streams.reading.speech_words import speech_words
from streams.text.span import Span
from streams.text.text import Sentence, Text

TAIL = 20
"""Words behind a cue that are looked at one by one: from twelve on all that is asked is whether there are as many."""


class Bond(StrEnum):
    """How a clause hangs on another one."""

    MAIN = "stands by itself"
    OBJECT = "is what somebody says, thinks or fears"
    RELATIVE = "is about a word before it"
    ADVERBIAL = "says when or why"
    CONDITION = "is a condition"


class Clause(NamedTuple):
    """A clause: its bond, the clause it hangs on (itself when on none), its first word, and the part it is of.

    Parts of a sentence are told side by side: what is said of one is not said of the other. ``joined`` is the
    conjunction or mark that began it.
    """

    number: int
    bond: Bond
    parent: int
    first: int
    part: int
    joined: str = ""


class Scope:
    """One sentence by its clauses."""

    def __init__(self, text: Text, sentence: Sentence, speaking: Mapping[int, int], world: World = NO_WORLD) -> None:
        """``speaking`` says where cues of speech and thought end, and how many words behind them "that" may begin.

        ``world`` is the one that the sentence tells of.
        """
        self.text = text
        self.sentence = sentence
        self.world = world
        self.clause_words = clause_words(sentence.lang)
        self.speech_words = speech_words(sentence.lang)
        self._speaking = speaking
        self._ends = sorted(speaking)
        self.clauses = [Clause(0, self._bond_of(self.word(sentence.first)), 0, sentence.first, 0)]
        self._numbers: list[int] = []
        self._segments: list[int] = []
        self._read()
        self._segment_ends = self._ended()
        self._objects: dict[int, list[int]] | None = None
        self._standing: dict[frozenset[str], list[int]] = {}
        self._results: list[int] | None = None
        self._supplied: frozenset[int] | None = None

    def _ended(self) -> list[int]:
        """For each word the word behind the last of its segment."""
        ends = [self.sentence.last] * len(self._segments)
        for at in range(len(ends) - 2, -1, -1):
            same = self._segments[at] == self._segments[at + 1]
            ends[at] = ends[at + 1] if same else self.sentence.first + at + 1
        return ends

    # ------------------------------------------------------------------ the words

    def word(self, at: int) -> str:
        """A word of the sentence; nothing beyond its ends."""
        return self.text.words[at] if self.sentence.first <= at < self.sentence.last else ""

    def clause(self, at: int) -> Clause:
        """The clause that a word stands in."""
        return self.clauses[self._numbers[at - self.sentence.first]]

    def segment(self, at: int) -> Span:
        """The words around one, up to marks, commas and the ends of its clause."""
        return Span(self._segments[at - self.sentence.first], self._segment_ends[at - self.sentence.first])

    def rest(self, cue: Span) -> list[str]:
        """The words of the segment after a cue, the first `TAIL` of them."""
        last = min(self.segment(cue.last - 1).last, cue.last + TAIL)
        return [self.word(at) for at in range(cue.last, last)]

    def opens(self, at: int) -> bool:
        """Whether a word is the first of its segment."""
        return self._segments[at - self.sentence.first] == at

    def is_spoken(self, at: int) -> bool:
        """Whether a cue of speech or thought is one word."""
        return at + 1 in self._speaking

    # ------------------------------------------------------------------ how far something reaches

    def together(self, one: int, other: int) -> bool:
        """Whether two words stand in one clause."""
        return self._numbers[one - self.sentence.first] == self._numbers[other - self.sentence.first]

    def within(self, at: int, cue: int, bonds: Collection[Bond]) -> bool:
        """Whether a word stands in the clause of a cue, or in one that hangs on it by such bonds only."""
        clause, top = self.clause(at), self.clause(cue).number
        while clause.number != top:
            if clause.bond not in bonds or clause.parent == clause.number or clause.number < top:
                return False  # a clause hangs only on one that began before it
            clause = self.clauses[clause.parent]
        return True

    def object_after(self, cue: Span) -> bool:
        """Whether a clause that is what somebody says begins after a cue and hangs on its clause."""
        return next(self.objects(cue), None) is not None

    def objects(self, cue: Span) -> Iterator[int]:
        """The first words of the clauses behind a cue that are what somebody says and hang on its clause."""
        if self._objects is None:
            self._objects = defaultdict(list)
            for one in self.clauses:
                if one.bond is Bond.OBJECT and one.number > one.parent:
                    self._objects[one.parent].append(one.first)
        firsts = self._objects.get(self.clause(cue.last - 1).number, [])
        return iter(firsts[bisect_left(firsts, cue.last) :])

    def stands(self, listed: frozenset[str], first: int, last: int) -> bool:
        """Whether any of some listed words stands among the words ``first`` up to but not including ``last``."""
        where = self._where(listed)
        following = bisect_left(where, first)
        return following < len(where) and where[following] < last

    def _where(self, listed: frozenset[str]) -> list[int]:
        """Where any of some listed words stands; looked for once."""
        found = self._standing.get(listed)
        if found is None:
            words = self.text.words[self.sentence.first : self.sentence.last]
            found = [at for at, word in enumerate(words, self.sentence.first) if word in listed]
            self._standing[listed] = found
        return found

    def has_result(self, first: int) -> bool:
        """Whether from a word on a segment begins with what came of an event."""
        if self._results is None:
            self._results = [at for at in self._where(self.clause_words.results) if self.opens(at)]
        return bool(self._results) and self._results[-1] >= first

    def is_supplied(self, at: int) -> bool:
        """Whether the clause of a word tells what was used: *для удара применили ракеты*."""
        if self._supplied is None:
            whole = range(self.sentence.first, self.sentence.last)
            used = (one for one in whole if self.word(one).startswith(self.clause_words.supplied))
            self._supplied = frozenset(self.clause(one).number for one in used)
        return self.clause(at).number in self._supplied

    # ------------------------------------------------------------------ reading

    def _read(self) -> None:
        first, last, raw, span = self.sentence.first, self.sentence.last, self.text.raw, self.text.span
        current, begin = self.clauses[0], first
        end = span(first)[1]
        for at in range(first, last):
            if at > first:
                start, ended = span(at)
                gap, end = raw[end:start], ended
                following = self._following(current, at, gap)
                if following is not current or (gap != " " and (not PARTS.isdisjoint(gap) or " - " in gap)):
                    begin = at
                current = following
            self._numbers.append(current.number)
            self._segments.append(begin)

    def _following(self, current: Clause, at: int, gap: str) -> Clause:
        """The clause that a word stands in, by what stands between it and the word before."""
        word = self.word(at)
        plain = gap in {" ", ""}
        if plain and word not in self.clause_words.openers:
            return current
        if not plain and (found := self._by_mark(current, at, gap)) is not None:
            return found
        comma = not plain and ("," in gap or "\u2013" in gap or "\u2014" in gap or " - " in gap)
        if (found := self._by_word(current, at, comma=comma)) is not None:
            return found
        return self._after_comma(current, at) if comma else current

    def _by_mark(self, current: Clause, at: int, gap: str) -> Clause | None:
        if ";" in gap:
            return self._new(Bond.MAIN, at, joined=";")
        if ":" in gap:
            return self._new(Bond.OBJECT, at, current, ":")
        if "(" in gap:
            return self._new(Bond.RELATIVE, at, current, "(")
        if ")" in gap and current.joined == "(":
            return self.clauses[current.parent]
        return None

    def _by_word(self, current: Clause, at: int, *, comma: bool) -> Clause | None:
        """The clause that a conjunction or a relative pronoun begins; None when the word is none."""
        word, bond = self.word(at), self._bond_at(current, at, comma=comma)
        if bond is None:
            return None
        if bond is Bond.MAIN:
            return self._new(bond, at, joined=word)
        if bond is Bond.ADVERBIAL and len(self.clauses) == 1 and at - current.first <= MEASURE:
            self.clauses[0] = current._replace(bond=bond, joined=word)
            return self.clauses[0]
        return self._new(bond, at, current, word)

    def _bond_at(self, current: Clause, at: int, *, comma: bool) -> Bond | None:
        """How the clause hangs on the current one that a word begins, if it begins one."""
        word, bond = self.word(at), None
        if word in self.clause_words.contrast and (comma or word not in self.clause_words.weak_contrast):
            bond = Bond.MAIN
        elif word in self.clause_words.condition or (comma and word in self.clause_words.whether):
            bond = Bond.CONDITION
        elif word in self.clause_words.that and (comma or word in self.clause_words.that_at_once):
            bond = Bond.OBJECT if self._is_said(current, at) else Bond.RELATIVE
        elif self._is_relative(at, comma=comma):
            bond = Bond.RELATIVE
        elif self._is_adverbial(at):
            bond = Bond.ADVERBIAL
        elif comma and word in self.clause_words.joining and current.bond is Bond.MAIN:
            bond = Bond.MAIN
        return bond

    def _after_comma(self, current: Clause, at: int) -> Clause:
        """The clause that goes on after a comma: after an inserted clause the one around it."""
        if self.word(at)[0].isdigit():
            return current  # "on October 7, 2023"
        if current.bond in {Bond.ADVERBIAL, Bond.CONDITION} and current.number == 0:
            return self._new(Bond.MAIN, at, part=current.part)
        if self._is_participle(at):
            return self._new(Bond.RELATIVE, at, current)
        if current.bond in {Bond.RELATIVE, Bond.ADVERBIAL, Bond.CONDITION}:
            return self.clauses[current.parent]
        return current

    def _new(
        self, bond: Bond, at: int, parent: Clause | None = None, joined: str = "", *, part: int | None = None
    ) -> Clause:
        number = len(self.clauses)
        if part is None:
            part = parent.part if parent else 1 + max(one.part for one in self.clauses[-1:])
        clause = Clause(number, bond, parent.number if parent else number, at, part, joined)
        self.clauses.append(clause)
        return clause

    def _is_said(self, current: Clause, at: int) -> bool:
        """Whether `that` begins what is said, and is no relative pronoun."""
        if self.word(at - 1) in self.clause_words.reports:
            return True
        before = bisect_right(self._ends, at) - 1
        if before < 0 or self._ends[before] <= current.first:
            return False
        end = self._ends[before]
        return self.word(at) not in self.clause_words.that_without_comma or at - end <= self._speaking[end]

    def _is_relative(self, at: int, *, comma: bool) -> bool:
        """Whether a relative clause begins: where commas part clauses, behind one, or behind a preposition that is."""
        word = self.word(at)
        if word in self.clause_words.relative_at_once:
            return True
        begun = comma or self._segments[-1] == at - 1
        return begun and (word in self.clause_words.relative or word.startswith(self.clause_words.relative_stems))

    def _is_adverbial(self, at: int) -> bool:
        word = self.word(at)
        if word not in self.clause_words.adverbial:
            return False
        if word in self.clause_words.since_when:
            following = self.word(at + 1)
            return not (following[:1].isdecimal() or following in self.clause_words.times)
        if word in self.clause_words.as_:
            return (
                self.word(at - 1) not in self.clause_words.no_time_before_as
                and self.word(at + 1) not in self.clause_words.no_time_after_as
            )
        return True

    def _is_participle(self, at: int) -> bool:
        """Whether an insertion begins that describes a word: *the dam, built in 1956,*."""
        word = self.word(at)
        if word in self.clause_words.participles:
            return True
        if word.startswith(self.clause_words.victims):
            return False
        return len(word) > SHORTEST_PARTICIPLE and word.endswith(self.clause_words.participle_endings)

    def _bond_of(self, word: str) -> Bond:
        """The bond of the clause that a word opens a sentence with."""
        if word in self.clause_words.condition:
            return Bond.CONDITION
        return Bond.ADVERBIAL if word in self.clause_words.adverbial_alone else Bond.MAIN


def apart(span: Span, others: Sequence[Span]) -> int:
    """Words between a span and the nearest of others."""
    return min((max(other.first - span.last, span.first - other.last, 0) for other in others), default=0)
