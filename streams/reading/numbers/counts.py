"""The counts that a sentence says.

A count is a whole number of people or things, in digits or in words, with what bounds it: *at least five*, *5–7*,
*понад двадцять двоє*, *несколько сотен*. What only looks like one is left out: decimals, percentages, money, clock
times, days of a month, ages, designations (*S-300*), halves of words (*five-storey*), and measures (*two hours*),
because "killed two hours later" is no toll. *Both* and *оба* are left out too: they point back at two already told.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from streams.reading.numbers.closely import couple, nobody, one_person, reach
from streams.reading.numbers.people import is_one_person
from streams.reading.numbers.plain import Plain, PlainReader
from streams.reading.numbers.words import CHAINS, HYPHENS, MARKS_AFTER, MARKS_BEFORE, Bound
from streams.text.text import Sentence, Text


class Counted(NamedTuple):
    """A number in a text: words ``first`` up to but not including ``last``; ``max`` is None for "at least"."""

    first: int
    last: int
    min: int
    max: int | None
    whole: int | None = None
    """What it is a part of: 30 of *28 of 30*."""
    reach: int | None = None
    """Where an insertion behind it ends; see `closely`."""
    worded: bool = True
    """Whether a numeral says it; false for *a woman* and *nobody*."""


def numbers_in(text: Text, sentence: Sentence, *, closely: bool = False) -> list[Counted]:
    """Every count in a sentence, in order, none inside another; what bounds a count belongs to its words.

    Read ``closely``, *a woman* is one and *nobody* none, and every count tells how far it reaches over an insertion.
    """
    reader = _Reader(text, sentence)
    found = _told_in(reader, sentence)
    if not closely:
        return found
    taken = {at for one in found for at in range(one.first, one.last)}
    numeral = {at for one in found for at in range(one.last, one.last + 2)}
    found += list(reader.same_again(found))
    found += [one for one in reader.unworded(numeral) if taken.isdisjoint(range(one.first, one.last))]
    return [one._replace(reach=reach(reader, one.last)) for one in sorted(found)]


def _told_in(reader: _Reader, sentence: Sentence) -> list[Counted]:
    """The counts that numerals say."""
    found: list[Counted] = []
    at = floor = sentence.first
    while at < sentence.last:
        plain = reader.plain(at)
        if plain is None:
            at += 1
        elif (told := reader.told(plain, floor)) is None:
            at = reader.after_chain(plain.last)
        else:
            found.append(told)
            at = floor = told.last
    return found


class _Reader(PlainReader):
    """One sentence being read for counts."""

    def told(self, plain: Plain, floor: int) -> Counted | None:
        """A number with what bounds it, or None when it counts nothing; words before ``floor`` are taken."""
        last = self._past_ending(plain.last)
        if plain.min.denominator != 1 or self._is_no_count(plain._replace(last=last)):
            return None
        if (changed := self._changed(plain._replace(last=last))) is not None:
            return changed
        first, low, high = plain.first, int(plain.min), None if plain.max is None else int(plain.max)
        if self.word(first - 1) in self.number_words.opens_range and high != low and self.near(first) and first > floor:
            first -= 1
        for phrase, bound in self._bounds_before(first, floor):
            first -= len(phrase)
            low, high = _bounded(low, high, bound)
        last, after = self._bound_after(last)
        if after is not None:
            low, high = _bounded(low, high, after)
        whole = self._whole(last)
        return Counted(first, whole.last if whole else last, low, high, int(whole.min) if whole else None)

    def _whole(self, at: int) -> Plain | None:
        """The whole that a count is a part of: *seven of nine* are seven."""
        if self.word(at) in self.number_words.out and self.gap(at).isspace():
            at += 1
        if not (self.word(at) in self.number_words.parts_of and self.gap(at).isspace() and self.gap(at + 1).isspace()):
            return None
        begin = at + 2 if self.word(at + 1) in self.number_words.the else at + 1
        whole = self.plain(begin)
        if whole is None or whole.min.denominator != 1 or self._is_no_count(whole):
            return None
        return whole

    def same_again(self, found: Sequence[Counted]) -> Iterator[Counted]:
        """*Two were killed and as many wounded*: the count before it once more; not *as many as*."""
        ends = [one.last for one in found]
        for at in range(self.first, self.last - 1):
            as_many = (self.word(at), self.word(at + 1)) in self.number_words.as_many
            if as_many and self.word(at + 2) not in self.number_words.as_:
                before = bisect_right(ends, at)
                if before:
                    yield found[before - 1]._replace(first=at, last=at + 2, whole=None)

    def unworded(self, behind: AbstractSet[int]) -> Iterator[Counted]:
        """*A woman* and *nobody*; a noun whose word is ``behind`` a numeral is counted by it."""
        at = self.first
        while at < self.last:
            if (end := nobody(self, at)) is not None:
                yield Counted(at, end, 0, 0, worded=False)
                at = end if is_one_person(self.langs, self.word(end)) else end - 1
            elif (end := couple(self, at)) is not None:
                yield Counted(at, end, 2, 2, worded=False)
            elif at not in behind and (span := one_person(self, at)) and not self._is_part(span[0]):
                yield Counted(*span, 1, 1, worded=False)
            at += 1

    def _past_ending(self, at: int) -> int:
        """Past the case written behind digits: *5-ти*."""
        return at + 1 if self.gap(at) in HYPHENS and self.word(at) in self.number_words.case_endings else at

    def _changed(self, plain: Plain) -> Counted | None:
        """What a toll changed to: seven of *rose from five to seven* and of *зросла до семи*."""
        before = plain.first - 1
        if not any(self.is_one_of(self.number_words.growth, at) for at in range(max(self.first, before - 3), before)):
            return None
        if self.word(before) in self.number_words.changed_from and plain.max != plain.min and plain.max is not None:
            return Counted(plain.high, plain.last, int(plain.max), int(plain.max))
        if self.word(before) in self.number_words.changed_to and self.word(before - 1) not in self.number_words.up:
            return Counted(plain.first, plain.last, int(plain.min), None if plain.max is None else int(plain.max))
        return None

    def _bound_after(self, at: int) -> tuple[int, Bound | None]:
        """*100+*, *five or more*, *п'ять і більше*."""
        if self.after(at) == "+":
            return at, "least"
        if self.gap(at) in HYPHENS and self.word(at) in self.number_words.plus:
            return at + 1, "least"
        bound = self.number_words.after.get((self.word(at), self.word(at + 1))) if self.gap(at).isspace() else None
        return (at + 2, bound) if bound is not None else (at, None)

    def _is_no_count(self, plain: Plain) -> bool:
        """Whether a number is money, a share, a time, a date, an age, a name, half of a word or a measure."""
        return (
            self._is_marked(plain)
            or self._is_chained(plain)
            or self._is_half_a_word(plain)
            or self._is_age(plain)
            or self._is_date(plain)
            or self._is_one_of_some(plain)
            or self._is_measure(plain.last)
            or self._is_year(plain)
            or self._is_part(plain.first)
        )

    def _is_marked(self, plain: Plain) -> bool:
        """*$5*, *№ 5*, *5 %*, *no. 5*."""
        raw, start, end = self.text.raw, self.text.span(plain.first)[0], self.text.span(plain.last - 1)[1]
        before, after = raw[max(0, start - 2) : start].rstrip(), raw[end : end + 2].lstrip()
        named = self.word(plain.first - 1) in self.number_words.numbered
        numbered = named and self.gap(plain.first).startswith(".")
        return before[-1:] in MARKS_BEFORE or after[:1] in MARKS_AFTER or numbered

    def _is_chained(self, plain: Plain) -> bool:
        """*12:30*, *24/7*, *050-123-45*: digits joined without a blank."""
        return self._chains(plain.last) or self._chains(plain.first)

    def _chains(self, at: int) -> bool:
        return (
            bool(self.gap(at))
            and self.gap(at) in CHAINS
            and self.word(at)[:1].isdecimal()
            and self.word(at - 1)[-1:].isdecimal()
        )

    def after_chain(self, at: int) -> int:
        """Past digits that go on with a number which counts nothing: the minutes of a time."""
        while self._chains(at):
            at += 1
        return at

    def _is_half_a_word(self, plain: Plain) -> bool:
        """*S-300*, *five-storey*, *20-річний*."""
        before, after = self.gap(plain.first) in HYPHENS, self.gap(plain.last) in HYPHENS
        return before or (after and self.word(plain.last) not in self.number_words.plus)

    def _is_age(self, plain: Plain) -> bool:
        """*Ivan, 44, was hurt*, *Ivan (44)*, *aged 44*."""
        if self.word(plain.first - 1) in self.number_words.aged:
            return True
        before = self.gap(plain.first).strip()
        after = self.after(plain.last)
        digits = self.word(plain.first).isdecimal()
        return digits and ((before == "," and after == ",") or (before == "(" and after == ")"))

    def _is_date(self, plain: Plain) -> bool:
        """*5 May*, *May 5*, *5 травня*; English *may* is a month only with its capital."""
        if not 1 <= plain.min <= 31 or plain.max != plain.min:
            return False
        return any(
            self.near(max(at, at + 1 if at < plain.first else at))
            and self.is_one_of(self.number_words.months, at)
            and not (self.text.raw[self.text.span(at)[0]].islower() and self._is_capital_month(at))
            for at in (plain.first - 1, plain.last)
        )

    def _is_capital_month(self, at: int) -> bool:
        return self.is_one_of(self.number_words.capital_months, at)

    def _is_year(self, plain: Plain) -> bool:
        """*in 2014*; by itself 2014 is a number like any other."""
        is_year = len(self.word(plain.first)) == 4 and plain.min == plain.max and 1900 <= plain.min <= 2099
        return is_year and (
            self.word(plain.first - 1) in self.number_words.before_year
            or self.is_one_of(self.number_words.months, plain.first - 1)
        )

    def _is_part(self, at: int) -> bool:
        """*nine people, including two children*: the two are among the nine."""
        if self.word(at - 1) in self.number_words.contains:
            return True
        phrase = self.bound_before(at, self.first)
        return phrase is not None and self.word(at - len(phrase[0]) - 1) in self.number_words.contains

    def _is_one_of_some(self, plain: Plain) -> bool:
        """*no one*, *one of the dead*, *один из них*: no count of one."""
        if plain.min != 1 or plain.max != 1 or self.word(plain.first).isdecimal():
            return False
        of_some = self.word(plain.last) in self.number_words.of_some and self._whole(plain.last) is None
        return self.word(plain.first - 1) in self.number_words.not_one or of_some

    def _is_measure(self, at: int) -> bool:
        """Whether a unit stands at a word: *hours*, *км*; "5 am" too."""
        return self.gap(at).isspace() and self.is_one_of(self.number_words.units, at)


def _bounded(low: int, high: int | None, bound: Bound) -> tuple[int, int | None]:
    """The bounds of a number once a phrase is heard.

    *About* is a tenth either side, at least one, as rounding goes; *up to* leaves one: the text speaks of some.
    """
    some, under = min(1, low), None if high is None else max(high - 1, min(1, low))
    roughly = max(low - max(1, low // 10), some)
    bounds: dict[Bound, tuple[int, int | None]] = {
        "least": (low, None),
        "more": (low + 1, None),
        "most": (some, high),
        "less": (some, under),
        "about": (roughly, None if high is None else high + max(1, high // 10)),
        "nearly": (roughly, under),
        "just": (low, high),
    }
    return bounds[bound]
