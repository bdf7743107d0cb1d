"""Which places of a sentence the event is at: the words that met a rule, against how each place is bound.

A place in the event's own clause comes before one in another; one that is bound before one that is only named; an area
or a river after a point; the nearest of equals. Never one of who says so, of what comes from there, or of another time.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from streams.match.passage import Met, Passage
from streams.places.place import LINES, Place
from streams.places.toponyms import Toponym
from streams.reading.where.bound import LINKED, Bound, Hold, PlaceBond, Role
from streams.rules.rule import Term


class Spoken(NamedTuple):
    """What is known of a passage beside its words: who speaks, by the words (first, last) that say so, in order, and the year.

    ``longest`` is how many words the longest of the voices has.
    """

    voices: Sequence[tuple[int, int]] = ()
    year: int = 9999
    longest: int = 0


PLACES_BESIDE = 20
"""Places before and behind each of an event's words that are looked at: a sentence of news names thirty states at most."""
VOICE_WORDS = 8
"""Words from "said" to the place of who says so, as in `streams.reading.status`: a longer run is no name and role any more."""
COMMA = 4
"""Words that a comma counts for in distance: what stands behind one is an insertion or another item of a list."""
NEXT_TO = 2
"""Words before a place that are its own article and adjective when the event's word stands before them."""


def spans_of(met: Met) -> Iterator[tuple[int, int]]:
    """The words of a condition met; of two phrases some words apart each by itself: a place may stand between."""
    first, last = met.hit.first, met.hit.last
    if not met.term.gap or has_slot(met.term):
        yield first, last
        return
    lengths = [len(phrase) for phrase in met.term.phrases]
    begin, end = lengths if met.term.ordered else (min(lengths), min(lengths))
    yield first, first + begin
    yield last - end, last


def has_slot(term: Term) -> bool:
    """Whether a number or a place is a part of a term, which may have any length in words."""
    return any(not word.text for phrase in term.phrases for word in phrase)


class Event:
    """The words of one passage in their sentence, and the places there."""

    def __init__(self, clauses: Bound, passage: Passage, spoken: Spoken, is_capital: Callable[[Place], bool]) -> None:
        self.clauses = clauses
        self._scene_words = clauses.scene_words
        self._hits = hits_of(passage)
        self._spoken = spoken
        self._is_capital = is_capital
        self._mine = {
            clause
            for first, last in self._hits
            for clause in range(clauses.clause(first), clauses.clause(last - 1) + 1)
        }
        self._bonds: dict[int, PlaceBond] = {}
        self.toponyms = self._close_by(clauses.toponyms)
        self._firsts = {one.first for one in self.toponyms}

    def _close_by(self, toponyms: Sequence[Toponym]) -> Sequence[Toponym]:
        """The places nearest to the event, in order: nearly always all of the sentence."""
        if len(toponyms) <= 2 * PLACES_BESIDE:
            return toponyms
        near: set[int] = set()
        for first, last in self._hits or [(self.clauses.sentence.first, self.clauses.sentence.first)]:
            begin = bisect_left(toponyms, first, key=_first) - PLACES_BESIDE
            near.update(range(max(0, begin), bisect_left(toponyms, last, key=_first) + PLACES_BESIDE))
        return [toponyms[number] for number in sorted(near) if number < len(toponyms)]

    # ------------------------------------------------------------------ where it is

    def likeliest(self, among: Iterable[Toponym] | None = None, *, hold: Hold = Hold.TOWARDS) -> Toponym | None:
        """The place where the event most likely is, of some of the sentence's, bound at least so firmly.

        How a place is bound is looked at only where it could be likelier than the best so far.
        """
        listed = self._nearest_first if among is None else sorted(map(self._least, among))
        best: Toponym | None = None
        highest = _WORST
        for least in listed:
            if least.rank > highest[:4]:
                break
            toponym = least.toponym
            if self.bond(toponym).hold > hold or self._in_contrast(toponym):
                continue
            rank = (*self._rank(toponym), toponym.first)
            if rank < highest:
                best, highest = toponym, rank
        return best

    @cached_property
    def _nearest_first(self) -> list[_Least]:
        return sorted(map(self._least, self.toponyms))

    def _least(self, toponym: Toponym) -> _Least:
        """The best rank that a place can have, however it is bound."""
        return _Least((0 if self._beside(toponym) else 1, 0, 0, self._apart(toponym)), toponym.first, toponym)

    def listed_with(self, toponym: Toponym) -> list[Toponym]:
        """The places told together with one: of its list those that are bound as firmly."""
        hold = self.bond(toponym).hold
        preposition = self.bond(toponym).preposition
        if hold > Hold.PLAIN or (preposition >= 0 and self.clauses.word(preposition) in self._scene_words.between):
            return [toponym]
        listed = (one for one in self.clauses.listed_with(toponym) if one.first in self._firsts)
        return [one for one in listed if one is toponym or self.bond(one).hold <= Hold.PLAIN]

    def _found(self, office: Hold) -> Toponym | None:
        held = [one for one in self.toponyms if self.bond(one).hold is office]
        return min(held, key=self._apart, default=None)

    def office(self) -> tuple[list[Toponym], str] | None:
        """The town whose mayor, police or people the sentence names: what they tell of is mostly there."""
        toponym = self._found(Hold.OFFICE)
        if toponym is None:
            return None
        return [toponym], f"nothing else says where; {self.bond(toponym).why}"

    def is_told_apart(self, toponym: Toponym) -> bool:
        """Whether a place is told of another event, behind a semicolon, while an office beside this one says where."""
        if not self._divided(toponym):
            return False
        office = self._found(Hold.OFFICE)
        return office is not None and not self._divided(office)

    def _divided(self, toponym: Toponym) -> bool:
        """Whether a semicolon stands between a place and every word of the event."""
        spans = ((min(first, toponym.first), max(last, toponym.last)) for first, last in self._hits)
        return all(self.clauses.semicolons(first + 1, last) for first, last in spans)

    def why(self, toponym: Toponym) -> str:
        """Why the event is at a place, for a person."""
        told = self.bond(toponym).why
        return (
            f"in the clause of the event: {told}" if self._beside(toponym) else f"in the sentence of the event: {told}"
        )

    def role(self, toponym: Toponym) -> Role:
        """The role of a place where this event is not."""
        bond = self.bond(toponym)
        return bond.role if bond.role != "affected" or bond.hold is Hold.TOWARDS else "mentioned"

    def counted_for(self, places: Sequence[Toponym]) -> Sequence[tuple[int, int] | None]:
        """For each of several places the words that count for it alone: *two in X and five in Y*; None without a count."""
        if len(places) < 2 or not any(self._counts(one, other) for one, other in pairwise(places)):
            return [None] * len(places)
        firsts = [self.clauses.sentence.first, *(one.last for one in places)]
        return [(first, one.last) for first, one in zip(firsts, places, strict=False)]

    def _counts(self, one: Toponym, other: Toponym) -> bool:
        between = (self.clauses.word(at) for at in range(one.last, other.first))
        return any(word[:1].isdecimal() or word in self._scene_words.number_words for word in between)

    # ------------------------------------------------------------------ how near it is

    def _rank(self, toponym: Toponym) -> tuple[int, int, int, int]:
        assert toponym.place is not None
        hold = self.bond(toponym).hold
        clause = 0 if self._beside(toponym) else 1
        wide = toponym.place.kind == "country" or toponym.place.kind in LINES
        if hold is Hold.TOWARDS:
            clause = 2
        return clause, hold, int(wide), self._apart(toponym)

    def _beside(self, toponym: Toponym) -> bool:
        """Whether a place stands in a clause of the event, or right before one about it: *X, where …*."""
        return self.clauses.clause(toponym.first) in self._mine or self._antecedes(toponym)

    def _antecedes(self, toponym: Toponym) -> bool:
        """Whether the event's clause is a relative one about the place before it: *X, where a missile …*."""
        after = toponym.last
        if after >= self.clauses.sentence.last:
            return False
        at = after + 1 if self.clauses.word(after) in self._scene_words.at_place else after  # X, in which; Х, у якому
        return self.clauses.word(at) in self._scene_words.relative and self.clauses.clause(at) in self._mine

    def _is_about(self, toponym: Toponym, bond: PlaceBond) -> bool:
        """Whether a relative clause is surely about the place: *from X, where*; not in "missiles from X, which hit"."""
        return (
            bond.role != "origin"
            or self.clauses.word(toponym.last) in self._scene_words.where
            or self.clauses.word(toponym.last + 1) in self._scene_words.be
        )

    def _apart(self, toponym: Toponym) -> int:
        """Words between a place and the event, twice; a place before it is a little farther than one after it."""
        return min((self._from_hit(toponym, first, last) for first, last in self._hits), default=-toponym.first)

    def _from_hit(self, toponym: Toponym, first: int, last: int) -> int:
        if first <= toponym.first < last:
            return 0
        if toponym.first >= last:
            return (toponym.first - last + COMMA * self.clauses.commas(last, toponym.first + 1)) * 2
        return (first - toponym.last + COMMA * self.clauses.commas(toponym.last, first + 1)) * 2 + 1

    # ------------------------------------------------------------------ how it is bound here

    def bond(self, toponym: Toponym) -> PlaceBond:
        """How a place is bound, with what the event makes of it."""
        if toponym.first not in self._bonds:
            self._bonds[toponym.first] = self._bond(toponym)
        return self._bonds[toponym.first]

    def _bond(self, toponym: Toponym) -> PlaceBond:
        bond = self.clauses.bond(toponym)
        if bond.role == "actor" or bond.why == LINKED:
            return bond
        rules = (
            self._named,
            self._waged,
            self._party,
            self._in_relative,
            self._at_another_time,
            self._before_it,
            self._voiced,
            self._object,
        )
        found = next((told for rule in rules if (told := rule(toponym, bond)) is not None), None)
        return found if found is not None else self._unless_capital(toponym, bond)

    def _unless_capital(self, toponym: Toponym, bond: PlaceBond) -> PlaceBond:
        """An office of a capital is the country's: what it tells of may be anywhere."""
        assert toponym.place is not None
        return bond._replace(hold=Hold.NONE) if bond.hold is Hold.OFFICE and self._is_capital(toponym.place) else bond

    def _named(self, toponym: Toponym, _bond: PlaceBond) -> PlaceBond | None:
        """A place whose name holds the first word of the event, whatever governs it: *about the Crimea Bridge attack*."""
        named = any(first in range(toponym.first, toponym.last) for first, _ in self._hits)
        return PlaceBond(Hold.BOUND, "affected", "the words of the event name it") if named else None

    def _waged(self, toponym: Toponym, bond: PlaceBond) -> PlaceBond | None:
        assert toponym.place is not None
        wages = toponym.place.kind == "country" and self._wages(toponym, bond)
        if wages or self._owns(toponym, toponym.place):
            return PlaceBond(Hold.NONE, "actor", "it stands for its government")
        return None

    def _party(self, toponym: Toponym, bond: PlaceBond) -> PlaceBond | None:
        """A capital with which, or against which, something is: its government, as in *a treaty with Moscow*."""
        assert toponym.place is not None
        if not self._is_capital(toponym.place) or bond.preposition < 0:
            return None
        beside = self.clauses.word(bond.preposition) in self._scene_words.beside or self._seats(
            toponym, bond.preposition
        )
        return PlaceBond(Hold.NONE, "actor", "it stands for its government", bond.preposition) if beside else None

    def _seats(self, toponym: Toponym, preposition: int) -> bool:
        """Whether who acts sits there: *the upper house in Moscow*, or beside the event *the ministry in Moscow*."""
        if toponym.first != preposition + 1:
            return False
        chamber = (
            self.clauses.word(preposition - 1) == "house"
            and self.clauses.word(preposition - 2) in self._scene_words.chambers
        )
        return chamber or (
            not self._beside(toponym) and self.clauses.is_one_of(self._scene_words.institutions, preposition - 1)
        )

    def _in_relative(self, toponym: Toponym, bond: PlaceBond) -> PlaceBond | None:
        about = self._antecedes(toponym) and self._is_about(toponym, bond)
        return PlaceBond(Hold.BOUND, "affected", "the clause after it is about it") if about else None

    def _voiced(self, toponym: Toponym, bond: PlaceBond) -> PlaceBond | None:
        voice = self._is_voice(toponym)
        hold = Hold.OFFICE if bond.hold is Hold.OFFICE else Hold.NONE
        told = PlaceBond(hold, "mentioned", "it is where the report comes from")
        return self._unless_capital(toponym, told) if voice else None

    def _object(self, toponym: Toponym, bond: PlaceBond) -> PlaceBond | None:
        about = self._is_object(toponym, bond)
        return PlaceBond(Hold.BOUND, "affected", "the words of the event are about it") if about else None

    def _owns(self, toponym: Toponym, place: Place) -> bool:
        """Whether a government owns what follows: "Moscow's withdrawal", "Russia's strike on X"; not "Kyiv's suburbs"."""
        if not self.clauses.word(toponym.last - 1).endswith("'s"):
            return False
        following = [self.clauses.word(at) for at in range(toponym.last, toponym.last + 3)]
        if not self._scene_words.place_nouns.isdisjoint(following):
            return False
        waged = any(toponym.last <= first <= toponym.last + 2 for first, _ in self._hits)
        return self._is_capital(place) or (place.kind == "country" and waged)

    def _wages(self, toponym: Toponym, bond: PlaceBond) -> bool:
        """Whether a country is the subject that does it: *Росія завдала ракетного удару*; nobody says where."""
        opens = toponym.first == self.clauses.sentence.first or self.clauses.clause(
            toponym.first - 1
        ) < self.clauses.clause(toponym.first)
        return bond.hold is Hold.PLAIN and opens and any(first >= toponym.last for first, _ in self._hits)

    def _is_object(self, toponym: Toponym, bond: PlaceBond) -> bool:
        """Whether a name that nothing governs stands right beside the event, or after it with no comma between."""
        if bond.hold not in {Hold.PLAIN, Hold.OFFICE} or bond.preposition >= 0 or not self._hits:
            return False
        before = [last for _, last in self._hits if last <= toponym.first]
        if before and self._beside(toponym):
            apart = toponym.first - max(before)
            close = apart <= NEXT_TO and not self._carried(toponym, max(before))
            if close or (bond.hold is Hold.PLAIN and not self.clauses.commas(max(before), toponym.first + 1)):
                return True
        country = toponym.place is not None and toponym.place.kind == "country"
        return bond.hold is Hold.PLAIN and not country and any(first == toponym.last for first, _ in self._hits)

    def _carried(self, toponym: Toponym, last: int) -> bool:
        """Whether an office or who lives there stands before the name: *killed a resident of X*, *a resident of X died*."""
        if self.clauses.is_one_of(self._scene_words.offices, toponym.first - 1):
            return True
        between = {self.clauses.word(at) for at in range(last, toponym.first)}
        return not between <= self._scene_words.modifiers

    def _at_another_time(self, toponym: Toponym, _bond: PlaceBond) -> PlaceBond | None:
        """An earlier year beside a place and not beside the event: *the siege of X in 2022*."""
        first, last = self.clauses.segment(toponym.first)
        if self._has_event(first, last):
            return None
        earlier = self.clauses.earlier_year((first, last), self._spoken.year)
        return PlaceBond(Hold.NONE, "mentioned", f"it is told of {earlier}") if earlier else None

    def _before_it(self, toponym: Toponym, _bond: PlaceBond) -> PlaceBond | None:
        """Where something else was, which this came after: *drones flew to X after an attack on Y*."""
        number = self.clauses.clause(toponym.first)
        if number in self._mine or self.clauses.opens(toponym.first) not in self._scene_words.presupposing:
            return None
        if not self.clauses.tells_attack(self.clauses.segment(toponym.first)):
            return None
        return PlaceBond(Hold.OFFICE, "mentioned", "something happened there before")

    # ------------------------------------------------------------------ who says so

    def _is_voice(self, toponym: Toponym) -> bool:
        if self._antecedes(toponym):
            return False
        toponym = self.clauses.listed_with(toponym)[0]
        voices, reach = self._spoken.voices, VOICE_WORDS + self._spoken.longest
        begin, end = bisect_left(voices, (toponym.first - reach,)), bisect_left(voices, (toponym.last + reach + 1,))
        return any(self._speaks(toponym, first, last) for first, last in voices[begin:end] if not self._reported(first))

    def _reported(self, cue: int) -> bool:
        """Whether nobody speaks: *strikes were reported in X*; nor where the cue is one of the event's words."""
        return self.clauses.word(cue - 1) in self._scene_words.be or any(
            first <= cue < last for first, last in self._hits
        )

    def _speaks(self, toponym: Toponym, first: int, last: int) -> bool:
        """Whether a place belongs to who speaks, by the cue ("said") at the words ``first`` to ``last``."""
        if toponym.last <= first:
            return first - toponym.last <= VOICE_WORDS and self._speaks_before(toponym, first)
        if toponym.first < last or toponym.first - last > VOICE_WORDS or self.clauses.commas(last, last + 1):
            return False
        begins, ends = self.clauses.segment(toponym.first)
        if self._has_event(last, toponym.first) or self._has_event(max(last, begins), ends):
            return False
        opening = (
            first == self.clauses.sentence.first or self.clauses.commas(first, first + 1) or self._has_event(0, first)
        )
        bond = self.clauses.bond(toponym)
        inserted = bond.preposition >= 0 and self.clauses.commas(bond.preposition, bond.preposition + 1)
        return not inserted and bool(opening or ends < self.clauses.sentence.last)

    def _speaks_before(self, toponym: Toponym, cue: int) -> bool:
        """Whether the place stands with the subject of "said": *officials in X said*, not *In X, officials said*."""
        begins, ends = self.clauses.segment(toponym.first)
        if self._has_event(begins, cue) or self.clauses.clause(cue) != self.clauses.clause(toponym.first):
            return False
        return not (self.clauses.bond(toponym).preposition == begins and ends == toponym.last)

    def _has_event(self, first: int, last: int) -> bool:
        return any(first < hit_last and hit_first < last for hit_first, hit_last in self._hits)

    def _in_contrast(self, toponym: Toponym) -> bool:
        """Whether a place stands in a clause about something else at the same time: *while leaders met in X*."""
        number = self.clauses.clause(toponym.first)
        return number not in self._mine and self.clauses.opens(toponym.first) in self._scene_words.contrast


class _Least(NamedTuple):
    """A place with the best rank it can have."""

    rank: tuple[int, int, int, int]
    first: int
    toponym: Toponym


def hits_of(passage: Passage) -> list[tuple[int, int]]:
    """The words (first, last) of an event in its own sentence."""
    return sorted({span for met in passage.evidence if met.hit[:2] == passage[:2] for span in spans_of(met)})


def _first(toponym: Toponym) -> int:
    return toponym.first


_WORST = (9, 9, 9, sys.maxsize, sys.maxsize)
"""A rank below that of any place."""
