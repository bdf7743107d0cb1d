"""Which numbers of a sentence are told of what: each belongs to one fact, the one whose words stand closest around it.

A vocabulary of facts says how a number may stand beside its words; what those words share, leave apart or add up is
worked out here: *two men and a woman were killed* are three, and of *two and five were killed* five were.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from streams.languages.language import has
from streams.match.around import parts_clauses
from streams.match.occurrences import Hit, Occurrences
from streams.reading.numbers.closely import MAX_REACH
from streams.reading.numbers.counts import Counted
from streams.reading.numbers.people import is_person, person_words
from streams.reading.numbers.weapons import KINDS, MIXED, kind_of
from streams.reading.numbers.words import is_one_of, number_words
from streams.rules.rule import Term
from streams.text.text import Text

WHOLES: Mapping[str, str] = {
    "drones_downed": "drones_launched",
    "missiles_downed": "missiles_launched",
    "weapons_downed": "weapons_launched",
}
"""What the whole is told of when the part is: of 30 drones of which 28 were shot down, 30 came."""
PEOPLE = frozenset(["killed", "injured", "missing", "detained", "evacuated", "casualties"])
"""Facts whose counts add up when people are listed."""
SHORT_GAP = 2
"""Words of any kind that may part a number from its word; more must say where or from where."""
MAX_NOUN = 7
"""Words behind a number that may say what it counts."""
MAX_LINK = 3
"""Words from one count of a list to the next: *two young men and*."""


class FactNumber(NamedTuple):
    """A number told of a fact, and the words that tell it."""

    fact: str
    number: Counted
    hit: Hit
    bare: bool = False
    """Whether nobody says what the number counts."""

    @property
    def words(self) -> set[int]:
        """The words beside the number that tell it."""
        return {*range(self.hit.first, self.hit.last)} - {*range(self.number.first, self.number.last)}


class _Claim(NamedTuple):
    """A term that would have a number, by what decides between several: the first in order gets it."""

    reaching: bool
    acting: bool
    """Whether one person stands before the verb: who did it, as far as the words tell."""
    slack: int
    words: int
    told: FactNumber


def told_in(
    found: Occurrences, texts: Sequence[Text], terms: Sequence[Term], names: Mapping[int, str], at: tuple[int, int]
) -> list[FactNumber]:
    """The numbers that one sentence (text and sentence by number) tells, in order.

    ``names`` are the facts by the number of their terms.
    """
    text = texts[at[0]]
    read = text.sentences[at[1]]
    sentence = _Sentence(text, found.numbers(*at), read.lang, read.last)
    if not sentence.counts:
        return []
    claims = [
        claim
        for number in names.keys() & found.present
        for hit in found.in_sentence(number, *at)
        if (claim := sentence.claim(terms[number], names[number], hit))
    ]
    given = _Given()
    for claim in sorted(claims):
        given.give(claim.told)
    ours = _kinds_settled([one for listed in sentence.added(given.told) for one in sentence.apart(listed)])
    return sorted({*ours, *_wholes(ours)}, key=lambda one: (one.number.first, one.fact))


class _Given:
    """What the numbers of a sentence were given to so far."""

    def __init__(self) -> None:
        self.told: list[FactNumber] = []
        self._facts: dict[int, set[str]] = defaultdict(set)
        self._words: dict[str, set[int]] = defaultdict(set)

    def give(self, one: FactNumber) -> None:
        """Give a number to a fact, unless it or the words beside it are given away; none may be dead and none wounded."""
        facts, words, beside = self._facts[one.number.first], self._words[one.fact], one.words
        if one.fact in facts or (facts and one.number.max != 0) or not words.isdisjoint(beside):
            return
        facts.add(one.fact)
        words |= beside
        self.told.append(one)


def _kinds_settled(told: list[FactNumber]) -> list[FactNumber]:
    """What is told, with weapons of no kind taken for the one kind that is named: *of 63 drones, 37 were shot down*."""
    kinds = {kind for one in told for kind in KINDS if one.fact.startswith(kind)}
    named = {one.fact for one in told}
    if len(kinds) != 1:
        return told
    (kind,) = kinds
    return [
        one._replace(fact=fact) if one.bare and (fact := one.fact.replace(MIXED, kind)) not in named else one
        for one in told
    ]


def _wholes(told: Iterable[FactNumber]) -> Iterator[FactNumber]:
    """What the parts are told to be parts of."""
    for one in told:
        if one.fact in WHOLES and one.number.whole is not None:
            whole = one.number.whole
            yield one._replace(fact=WHOLES[one.fact], number=one.number._replace(min=whole, max=whole))


class _Sentence:
    """One sentence whose counts are given to facts."""

    def __init__(self, text: Text, counts: Sequence[Counted], lang: str, last: int) -> None:
        self.text = text
        self.counts = counts
        self.lang = lang
        self._number_words, self._person_words = number_words(lang), person_words(lang)
        self.langs = self._number_words.langs
        self.last = last
        self._begins = [one.first for one in counts]
        self._ends = [one.last for one in counts]

    def _inside(self, first: int, last: int) -> list[Counted]:
        """The counts among the words ``first`` up to but not including ``last``."""
        some = self.counts[bisect_left(self._begins, first) : bisect_left(self._begins, last)]
        return [one for one in some if one.last <= last]

    def _is_inserted(self, number: Counted, last: int) -> bool:
        """Whether a number tells who another count's people are, in an insertion that ends before a word."""
        begin, end = (bisect_right(self._ends, number.first - before) for before in (MAX_REACH, 0))
        return any(one.reach and number.first < one.reach < last for one in self.counts[begin:end])

    def claim(self, term: Term, fact: str, hit: Hit) -> _Claim | None:
        """The claim that a term's words make on the number in them; None when it is not theirs."""
        inside = self._inside(hit.first, hit.last)
        if not inside or (hit.first and self.text.words[hit.first - 1] in self._number_words.among):
            return None
        leads = term.phrases[0][0].kind == "number"
        number = inside[0] if leads else inside[-1]
        words = sum(bool(word.text) for phrase in term.phrases for word in phrase)
        between = self._between(term, number, hit, words)
        told = self._of_kind(FactNumber(fact, number, hit), alone=leads and self._number_words.them.issuperset(between))
        reaching = leads and self._is_reached(number, hit)
        if told is None or not self._is_phrase(between, told, leads=leads):
            return None
        if not leads and self._is_described(number):
            return None
        if leads and self._is_inserted(number, hit.last):
            return None
        if leads and any(not reaching or one.first >= (number.reach or 0) for one in inside[1:]):
            return None
        acting = leads and not number.worded and words == 1
        return _Claim(reaching, acting, hit.last - hit.first - words - (number.last - number.first), -words, told)

    def _is_described(self, number: Counted) -> bool:
        """Whether one person is called a victim by an adjective: *поранений боєць чекав* says who waited."""
        if number.worded or not number.max or any(has(lang, "articles") for lang in self.langs):
            return False
        return is_one_of(self._person_words.victims, self.langs, self.text.words[number.first - 1])

    def _between(self, term: Term, number: Counted, hit: Hit, words: int) -> Sequence[str]:
        """The words that part a number from the phrase it stands with."""
        if term.phrases[0][0].kind == "number":
            tail = sum(bool(word.text) for word in term.phrases[-1]) if len(term.phrases) > 1 else words
            begin = number.reach if number.reach is not None and self._is_reached(number, hit) else number.last
            return self.text.words[begin : hit.last - tail]
        if len(term.phrases) > 1 and term.phrases[1][0].kind == "number":
            return self.text.words[hit.first + len(term.phrases[0]) : number.first]
        return ()

    def _is_reached(self, number: Counted, hit: Hit) -> bool:
        """Whether a number has its word only behind what is inserted."""
        if number.reach is None or number.reach >= hit.last:
            return False
        inserted = self.text.words[number.last : number.reach]
        return parts_clauses(self.text, number.last - 1, hit.last - 1) or not self._number_words.contains.isdisjoint(
            inserted
        )

    def _of_kind(self, told: FactNumber, *, alone: bool) -> FactNumber | None:
        """The same of drones, of missiles or of both, as the number counts; None when it counts something else.

        ``alone`` says that nothing stands between the number and its verb.
        """
        family, _, deed = told.fact.partition("_")
        if family not in {*KINDS, MIXED}:
            return told
        if (deed == "launched" and told.number.whole is not None) or (deed == "downed" and self._is_whole(told.number)):
            return None  # the whole came, its part was stopped
        kind = kind_of(self.lang, self._noun(told.number))
        if kind is not None:
            return told._replace(fact=f"{kind}_{deed}")
        if family != MIXED:
            return told
        return told._replace(bare=True) if alone or not self._noun(told.number) else None

    def _is_whole(self, number: Counted) -> bool:
        """Whether a number is what others are of: *of the 12 missiles*."""
        return number.first > 0 and self.text.words[number.first - 1] in self._number_words.parts_of

    def apart(self, one: FactNumber) -> list[FactNumber]:
        """What is told, and with it the whole that stands apart: *of the 12 missiles, nine were intercepted*."""
        if not one.bare or one.fact != f"{MIXED}_downed" or self._whole is None:
            return [one]
        whole, kind = self._whole
        return [
            one._replace(fact=f"{kind}_downed", bare=False),
            one._replace(fact=f"{kind}_launched", number=whole, bare=False),
        ]

    @cached_property
    def _whole(self) -> tuple[Counted, str] | None:
        """The first whole that the sentence tells, and the kind of its weapons."""
        wholes = ((one, kind_of(self.lang, self._noun(one))) for one in self.counts if self._is_whole(one))
        return next(((one, kind) for one, kind in wholes if kind is not None), None)

    def _noun(self, number: Counted) -> Sequence[str]:
        """The words behind a number, up to the next one or to a mark."""
        following = bisect_left(self._begins, number.last)
        last = min([*self._begins[following : following + 1], self.last, number.last + MAX_NOUN])
        at = number.last
        while at < last and not parts_clauses(self.text, at - 1, at):
            at += 1
        return self.text.words[number.last : at]

    def _is_phrase(self, between: Sequence[str], told: FactNumber, *, leads: bool) -> bool:
        """Whether words between a number and its verb are what is counted, and where it was."""
        if not self._person_words.stops.isdisjoint(between) or (
            told.number.min and not self._person_words.negations.isdisjoint(between)
        ):
            return False
        if not leads:
            return True
        if not self._person_words.conjunctions.isdisjoint(between) and not told.fact.startswith(MIXED):
            return False
        return len(between) <= SHORT_GAP + 1 or not self._person_words.prepositions.isdisjoint(between[: SHORT_GAP + 2])

    def added(self, told: Sequence[FactNumber]) -> list[FactNumber]:
        """What is told, with the counts of lists of people added to that of their list that has a word."""
        free = {one.first for one in self.counts} - {one.number.first for one in told}
        return [self._with_list(one, free) if one.fact in PEOPLE else one for one in told]

    def _with_list(self, one: FactNumber, free: set[int]) -> FactNumber:
        number = self.counts.index(one.number, bisect_left(self._begins, one.number.first))
        left = right = number
        while left and self.counts[left - 1].first in free and self._are_listed(left - 1):
            left -= 1
        while right + 1 < len(self.counts) and self.counts[right + 1].first in free and self._are_listed(right):
            right += 1
        own, behind = one.number, self.counts[number + 1 : right + 1]
        if own.reach is not None or (own.worded and sum(other.min for other in behind) == own.min):
            right = number  # they tell who the counted are
        listed = self.counts[left : right + 1]
        joined = any(self._before(after.first) in self._person_words.conjunctions for after in listed[1:])
        return one._replace(number=_sum(listed, own)) if joined else one

    def _before(self, at: int) -> str:
        """The word before a count, past whose relatives it counts."""
        word = self.text.words[at - 1]
        return self.text.words[at - 2] if word in self._number_words.whose and at > 1 else word

    def _are_listed(self, number: int) -> bool:
        """Whether a count of people and the next are of one list: *two men and a woman*, *a man, a woman*."""
        one, following = self.counts[number], self.counts[number + 1]
        between = self.text.words[one.last : following.first]
        if between and between[-1] in self._number_words.whose:
            between = between[:-1]
        joined = bool(between) and between[-1] in self._person_words.conjunctions
        noun = between[:-1] if joined else between
        parted = parts_clauses(self.text, following.first - 1, following.first)
        if len(noun) > MAX_LINK or parted == joined or not (one.min and following.min):
            return False
        if not (self._counts_people(one, noun) and self._counts_people(following, ())):
            return False
        return not parts_clauses(self.text, one.last - 1, following.first - 1)

    def _counts_people(self, one: Counted, noun: Sequence[str]) -> bool:
        after = noun or self.text.words[one.last : one.last + SHORT_GAP]
        return not one.worded or any(is_person(self.langs, word) for word in after)


def _sum(listed: Sequence[Counted], own: Counted) -> Counted:
    """Several counts as one, which stands where the one with the word does."""
    most = [one.max for one in listed if one.max is not None]
    return own._replace(min=sum(one.min for one in listed), max=sum(most) if len(most) == len(listed) else None)
