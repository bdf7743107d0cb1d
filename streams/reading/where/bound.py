"""How a place is bound to its clause: what its prepositions, its neighbours and its list make of it.

Rules in order, the first that applies decides: a distance ("30 km from X"), a comparison ("as in X"), the preposition
that governs the name, who carries its name ("a Moscow court", "мер Львова"), the list it stands in, its place as
subject of a passive. What is left is plain: named, and nothing said of it. Nothing here knows the event.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import Literal, NamedTuple

from streams.places.toponyms import Toponym
from streams.reading.where.clauses import MARKS, Clauses
from streams.text.text import Sentence, Text

Role = Literal["affected", "actor", "origin", "mentioned"]


class Hold(IntEnum):
    """How firmly a place is bound to its clause, firmest first."""

    BOUND = 0
    PLAIN = 1
    NEAR = 2
    """So many kilometres away."""
    TOWARDS = 3
    """Something goes there, and may not have come."""
    OFFICE = 4
    """Who rules or lives there speaks or suffers; it may be elsewhere."""
    NONE = 5
    """Not where it happened."""


class PlaceBond(NamedTuple):
    """How a place is bound: how firmly, in which role, why; ``preposition`` is the word that governs it, or -1."""

    hold: Hold
    role: Role
    why: str
    preposition: int = -1


LINKED = "it is an end of what is linked"
LINK_REACH = 6
"""Words from "linking" or "bridge from" to the farther end."""
LONGEST_NAME = 5
"""Words between a preposition and the name it governs: "in the occupied port city of X" has five."""


class Bound(Clauses):
    """One sentence with how the places in it are bound."""

    def __init__(self, text: Text, sentence: Sentence, toponyms: Sequence[Toponym]) -> None:
        super().__init__(text, sentence)
        self.toponyms = toponyms
        self._bonds = {toponym.first: self._bond(toponym) for toponym in self.toponyms}
        self._lists = list(self._grouped())
        self._list_of = {one.first: group for group in self._lists for one in group}
        self._share()

    def holds(self, toponym: Toponym) -> bool:
        """Whether a place is one of this sentence."""
        return toponym.first in self._bonds

    # ------------------------------------------------------------------ bonds

    def bond(self, toponym: Toponym) -> PlaceBond:
        """How a place of this sentence is bound."""
        return self._bonds[toponym.first]

    def _bond(self, toponym: Toponym) -> PlaceBond:
        if toponym.role == "actor":
            return PlaceBond(Hold.NONE, "actor", "it stands for its government")
        if self._is_linked(toponym):
            return PlaceBond(Hold.NONE, "mentioned", LINKED)
        preposition = self._governor(toponym.first)
        governed = self._governed(toponym, preposition) if preposition is not None else None
        if governed is not None and (governed.hold is not Hold.BOUND or preposition == toponym.first - 1):
            carried = self._carried_after(toponym) if governed.hold is Hold.BOUND else None
            return carried or governed
        return self._carried(toponym) or governed or self._unmarked(toponym)

    def _is_linked(self, toponym: Toponym) -> bool:
        """Whether a country is an end of a way: *a bridge linking Russia with Crimea* is at the other end, if anywhere."""
        if toponym.place is None or toponym.place.kind != "country":
            return False
        for at in range(toponym.first - 1, max(self.sentence.first, toponym.first - LINK_REACH) - 1, -1):
            if self.parted(at + 1) or self.word(at) in self.scene_words.at_place:
                return False
            if self.word(at).startswith(self.scene_words.linking):
                return True
            if self.word(at) in self.scene_words.from_place and self.is_one_of(self.scene_words.links, at - 1):
                return True
        return False

    def _governor(self, first: int) -> int | None:
        """The preposition that governs a name, past articles, kinds and adjectives."""
        at = first - 1
        while at >= max(self.sentence.first, first - LONGEST_NAME) and not self.parted(at + 1):
            word = self.word(at)
            if word in self.scene_words.prepositions and not (
                word in self.scene_words.of and self.word(at - 1) in self.scene_words.modifiers
            ):
                return at
            held = self.word(at + 1) in self.scene_words.held  # from the Israeli-occupied X
            if (
                word not in self.scene_words.of
                and not held
                and word not in self.scene_words.modifiers
                and not word.startswith(self.scene_words.modifier_stems)
            ):
                return None
            at -= 1
        return None

    def _governed(self, toponym: Toponym, at: int) -> PlaceBond | None:
        """What the preposition at a word makes of the name it governs; None leaves it to who carries the name."""
        rules = (self._far_away, self._compared, self._beside, self._left, self._going, self._elsewhere)
        found = next((bond for rule in rules if (bond := rule(toponym, at)) is not None), None)
        if found is not None:
            return found
        if self.word(at) in self.scene_words.of and self.is_one_of(
            self.scene_words.offices | self.scene_words.institutions, at - 1
        ):
            return None
        return PlaceBond(Hold.BOUND, "affected", self._quoted(at), at)

    def _quoted(self, at: int) -> str:
        return f"“{self.text.quote(at, at + 1)}” stands before it"

    def _far_away(self, toponym: Toponym, at: int) -> PlaceBond | None:
        """*30 km from X*, *60 km north of X*, *across the river from X*, *за 30 км від Х*."""
        if (
            self.word(at)
            not in self.scene_words.from_place | self.scene_words.beside_by_compass | self.scene_words.measured_from
        ):
            return None
        begin = self._measured(at)
        if begin is None:
            return None
        why = f"it is some way off: “{self.text.quote(begin, toponym.last)}”"
        return PlaceBond(Hold.NEAR, "mentioned", why, at)

    def _measured(self, at: int) -> int | None:
        """Where a distance begins whose preposition stands at a word."""
        words = range(at - 1, at - LONGEST_NAME, -1)
        if self.word(at) in self.scene_words.from_place and (
            across := next((on for on in words if self.word(on) in self.scene_words.across), None)
        ):
            return across
        for before in words:
            word = self.word(before)
            if word in self.scene_words.units:
                counted = self.word(before - 1)[:1].isdecimal()
                return before - 1 if counted else before if len(word) > 1 else None
            if word not in self.scene_words.compass | self.scene_words.modifiers and not word[:1].isdecimal():
                break
        return (
            at - 1 if self.word(at) in self.scene_words.of and self.word(at - 1) in self.scene_words.compass else None
        )

    def _compared(self, toponym: Toponym, at: int) -> PlaceBond | None:
        return (
            PlaceBond(Hold.NONE, "mentioned", f"{toponym.text} is only compared with", at)
            if self._compares(at)
            else None
        )

    def _beside(self, toponym: Toponym, at: int) -> PlaceBond | None:
        """A country with which, or against which, something is: its side."""
        assert toponym.place is not None
        side = toponym.place.kind == "country" and self.word(at) in self.scene_words.beside
        return PlaceBond(Hold.NONE, "mentioned", "a side of the event", at) if side else None

    def _left(self, _toponym: Toponym, at: int) -> PlaceBond | None:
        """Where something comes from; who leaves a place does so there."""
        if self.word(at) not in self.scene_words.from_place:
            return None
        if any(self.word(before).startswith(self.scene_words.leaving) for before in range(at - 3, at)):
            return PlaceBond(Hold.BOUND, "affected", "it is left", at)
        return PlaceBond(Hold.NONE, "origin", f"it comes from there: {self._quoted(at)}", at)

    def _going(self, _toponym: Toponym, at: int) -> PlaceBond | None:
        if self.word(at) in self.scene_words.answered_by and self.word(at - 1) in self.scene_words.answer:
            return PlaceBond(Hold.NONE, "mentioned", f"it answers what was there: {self._quoted(at)}", at)
        goes = self.word(at) in self.scene_words.towards or self.word(at - 1) in self.scene_words.ways
        return PlaceBond(Hold.TOWARDS, "affected", f"it goes there: {self._quoted(at)}", at) if goes else None

    def _elsewhere(self, _toponym: Toponym, at: int) -> PlaceBond | None:
        return (
            PlaceBond(Hold.NONE, "mentioned", self._quoted(at), at)
            if self.word(at) in self.scene_words.elsewhere
            else None
        )

    def _compares(self, at: int) -> bool:
        """*as in X*, *like in X*, *як і в X*, *compared with X*, *unlike X*."""
        if self.word(at) in self.scene_words.like:
            return True
        before = at - 2 if self.word(at - 1) in self.scene_words.joining else at - 1
        if self.word(before) in self.scene_words.comparing:
            return self.word(before - 1) not in self.scene_words.no_comparison
        return self.word(at - 1) in self.scene_words.compared

    def _carried(self, toponym: Toponym) -> PlaceBond | None:
        """Who carries the name, before it in the genitive or after it: *mayor of X*, *мер X*, *a X court*."""
        at = toponym.first - 1
        words = self.scene_words
        while self.word(at) in words.modifiers | words.of | words.of_institution and not self.parted(at + 1):
            at -= 1
        if not self.parted(at + 1) and (found := self._carrier(toponym, at)) is not None:
            return found
        return self._carried_after(toponym)

    def _carried_after(self, toponym: Toponym) -> PlaceBond | None:
        at = toponym.last
        while self.word(at) in self.scene_words.of_institution and not self.parted(at):
            at += 1
        if self.parted(at):
            return None
        if self.word(at) in self.scene_words.based:
            return PlaceBond(Hold.NONE, "mentioned", "it is where somebody is based")
        return self._carrier(toponym, at)

    def _carrier(self, toponym: Toponym, at: int) -> PlaceBond | None:
        """What a word that carries the place's name makes of it."""
        assert toponym.place is not None
        if toponym.text.casefold() in self.scene_words.abbreviated and self.word(at) in self.scene_words.deeds:
            return PlaceBond(Hold.NONE, "actor", "it is the country that does it")
        office = self.is_one_of(self.scene_words.offices, at)
        if self.is_one_of(self.scene_words.institutions, at) or (office and toponym.place.kind == "country"):
            role: Role = "actor" if toponym.place.kind == "country" else "mentioned"
            return PlaceBond(Hold.NONE, role, f"“{self.text.quote(at, at + 1)}” carries its name")
        if office:
            return PlaceBond(Hold.OFFICE, "mentioned", f"“{self.text.quote(at, at + 1)}” is from there")
        return None

    def _unmarked(self, toponym: Toponym) -> PlaceBond:
        """A name that nothing governs: the subject of a passive, the topic of a heading, or plain."""
        passive = self.word(toponym.last) in self.scene_words.passive and self.gap(toponym.last) == " "
        if passive:
            return PlaceBond(
                Hold.BOUND, "affected", f"it is what “{self.text.quote(toponym.last, toponym.last + 1)}” speaks of"
            )
        if toponym.first == self.sentence.first and ":" in self.gap(toponym.last):
            return PlaceBond(Hold.BOUND, "affected", "it is the topic of the sentence")
        return PlaceBond(Hold.PLAIN, "mentioned", "named in the sentence")

    # ------------------------------------------------------------------ lists

    def listed_with(self, toponym: Toponym) -> list[Toponym]:
        """The places of the list that a place stands in, in order; itself alone when in none."""
        return self._list_of.get(toponym.first, [toponym])

    def _grouped(self) -> Iterator[list[Toponym]]:
        """The places by the lists they stand in: *X, Y and Z*, *two in X and five in Y*."""
        group = list(self.toponyms[:1])
        for other in self.toponyms[1:]:
            if not self._joined(group, other):
                yield group
                group = []
            group.append(other)
        if group:
            yield group

    def _joined(self, group: Sequence[Toponym], other: Toponym) -> bool:
        """Whether a name goes on with a list; the subject of a verb does only when the whole list is its subject."""
        one = group[-1]
        if one.role == "actor" or other.role == "actor" or not self._links(one, other):
            return False
        after = self.word(other.last)
        verb = after in self.scene_words.verbs or after.endswith(self.scene_words.verb_endings)
        if not verb or self.parted(other.last) or self._bonds[other.first].preposition >= 0:
            return True
        first = group[0].first if (head := self._bonds[group[0].first].preposition) < 0 else head
        return first == self.sentence.first or self.clause(first) != self.clause(first - 1)

    def _links(self, one: Toponym, other: Toponym) -> bool:
        """Whether what stands between two names makes a list of them."""
        gaps = range(one.last, other.first + 1)
        if other.first - one.last > LONGEST_NAME or any(MARKS.search(self.gap(at)) for at in gaps):
            return False
        between = [self.word(at) for at in range(one.last, other.first)]
        if not self.commas(one.last, other.first + 1) and self.scene_words.joining.isdisjoint(between):
            return False
        first, again = self._bonds[one.first].preposition, self._bonds[other.first].preposition
        if again >= 0 and not (first >= 0 and self._same(first, again)):
            return False
        rest = [word for word in between if word not in self.scene_words.in_lists]
        counted = any(word in self.scene_words.number_words or word[:1].isdecimal() for word in rest)
        return not rest or (again >= 0 and counted and len(rest) <= MAX_COUNTED)

    def _same(self, one: int, other: int) -> bool:
        """Whether two prepositions say the same."""
        words = {self.word(one), self.word(other)}
        return len(words) == 1 or any(words <= alike for alike in self.scene_words.alike)

    def _share(self) -> None:
        """Let names that nothing governs take the bond of the list they go on with: *from X and Y*."""
        for group in self._lists:
            first = self._bonds[group[0].first]
            for other in group[1:]:
                own = self._bonds[other.first]
                if own.preposition < 0 and own.hold <= Hold.PLAIN and first.preposition >= 0:
                    self._bonds[other.first] = first
                elif first.hold is Hold.PLAIN and own.hold is Hold.BOUND and own.preposition < 0:
                    first = self._bonds[group[0].first] = own  # X and Y were hit


MAX_COUNTED = 3
"""Words that a count takes in a list by place: *and five people in*."""
