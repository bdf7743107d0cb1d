"""Numbers as they are said, without what bounds them: *two thousand and five*, *5 тис.*, *dozens of*, *5 to 7*."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from streams.languages.letters import as_in_the_press
from streams.reading.numbers.people import person_words
from streams.reading.numbers.words import (
    BEFORE,
    HYPHENS,
    MAX_DIGITS,
    SEPARATES_THOUSANDS,
    Bound,
    NumberWord,
    is_one_of,
    number_words,
    said,
)
from streams.text.text import Sentence, Text

MOST = 10**12
"""A number from which on no further *hundred* multiplies it: nothing in the news is counted beyond, and hostile text says
*hundred* without end."""


NO_COUNT = Fraction(1, 2)
"""What stands for a number that is none of people or things, and is read past."""


class Plain(NamedTuple):
    """A number without what bounds it; ``scale`` is the product of its *thousand* and *dozen*."""

    first: int
    last: int
    min: Fraction
    max: Fraction | None
    scale: int = 1
    high: int = 0
    """The word at which the upper end of a range begins."""

    def times(self, scale: int) -> Plain:
        """So many times the number: 5 of "5 to 7 thousand"."""
        return self._replace(min=self.min * scale, max=None if self.max is None else self.max * scale)


class PlainReader:
    """One sentence being read for numbers."""

    def __init__(self, text: Text, sentence: Sentence) -> None:
        self.text = text
        self.first, self.last = sentence.first, sentence.last
        self.lang = sentence.lang
        self.number_words, self.person_words = number_words(sentence.lang), person_words(sentence.lang)
        self.langs = self.number_words.langs

    def said(self, at: int) -> NumberWord | None:
        """What a word of the sentence says of numbers; None outside it."""
        return said(self.lang, self.text.words[at]) if self.first <= at < self.last else None

    def word(self, at: int) -> str:
        """The word at a number, or "" outside the sentence."""
        return as_in_the_press(self.text.words[at]) if self.first <= at < self.last else ""

    def gap(self, at: int) -> str:
        """What stands between the word before and this one, "" at the ends of the sentence."""
        if not self.first < at < self.last:
            return ""
        return self.text.raw[self.text.span(at - 1)[1] : self.text.span(at)[0]]

    def after(self, at: int) -> str:
        """The character behind the word before this one."""
        end = self.text.span(at - 1)[1]
        return self.text.raw[end : end + 1]

    def near(self, at: int) -> bool:
        """Whether only blanks or a hyphen part a word from the one before."""
        gap = self.gap(at)
        return gap.isspace() or gap in HYPHENS

    def stands(self, at: int, phrase: tuple[str, ...]) -> bool:
        """Whether a phrase stands from a word on, with nothing but blanks in it."""
        return all(self.word(at + offset) == word for offset, word in enumerate(phrase)) and all(
            self.gap(at + offset).isspace() or self.word(at + offset - 1).endswith("'")  # jusqu'à
            for offset in range(1, len(phrase))
        )

    def is_one_of(self, listed: frozenset[str], at: int) -> bool:
        """Whether a word of the sentence, in any of its forms, is listed."""
        word = self.word(at)
        return bool(word) and is_one_of(listed, self.langs, word)

    def plain(self, at: int) -> Plain | None:
        """The number that begins at a word, without what bounds it; None when none does."""
        word = self.said(at)
        if word is None or (
            self.word(at) in self.number_words.needs_a and self.word(at - 1) not in self.number_words.a
        ):
            return None
        if word.kind == "several" or word.many:
            return self._vague(at, word)
        if account := self._account(at):
            return account
        found = self._sum(at)
        return found and self._range(found)

    def _vague(self, at: int, word: NumberWord) -> Plain | None:
        """*several hundred*, *dozens of*, *десятки тисяч*: at least so many."""
        bound = self.bound_before(at, self.first)
        if self.word(at) in self.number_words.one_or_many and bound is not None and bound[1] != "just":
            return Plain(at, at + 1, word.value, word.value, int(word.value))
        value, end = self._multiplied(word.value * (2 if word.many else 1), self._past_of(at + 1))
        return Plain(at, self._past_of(end), value, None)

    def _multiplied(self, value: Fraction, at: int) -> tuple[Fraction, int]:
        """A value times the *dozen*, *hundred*, *тис.* that stand at a word; and past them."""
        while value < MOST and (times := self.said(at)) is not None and times.kind == "times" and self.near(at):
            value *= times.value
            at = self._past_of(at + 1)
        return value, at

    def _past_of(self, at: int) -> int:
        """Past an *of*, so that "dozens of people" reads like "twenty people"."""
        return at + 1 if self.word(at) in self.number_words.of and self.gap(at).isspace() else at

    def _sum(self, at: int) -> Plain | None:
        """*two thousand three hundred and five*, *5 тис.*, *1.5 million*, *a dozen*, *півтора десятка*."""
        first = self.said(at)
        assert first is not None
        total, current, limit, scale = Fraction(0), first.value, Fraction(MOST), 1
        end = self._past_digits(at) if first.kind == "digits" else self._past_and(at + 1, current)
        if first.kind == "digits":
            current = self._grouped(at, end)
        elif first.kind == "times":
            current, end = Fraction(1), at
        elif self.word(at) in self.number_words.needs_a:
            end = self._past_of(end)
        elif (self.word(at), self.word(end)) in self.number_words.half_a:
            end += 1
        while (word := self.said(end)) is not None and (end == at or self.near(end)):
            if word.kind == "times" and word.value < limit and current < MOST:
                scale *= int(word.value)
                current *= word.value
                if word.value >= 1000:
                    total, current, limit = total + current, Fraction(0), word.value
            elif (
                word.kind != "number"
                or (more := self._with(current, word.value, thousands=bool(total), first=first)) is None
            ):
                break
            else:
                current, scale = more, 1
            end = self._past_and(end + 1, current or total)
        end = end - 1 if self.word(end - 1) in self.number_words.joining else end
        value = total + current
        if first.kind == "part" and scale == 1:
            value = NO_COUNT  # 1.5 of nothing, whatever it measures
        return Plain(at, self._past_of(end) if scale > 1 else end, value, value, scale)

    def _with(self, current: Fraction, value: Fraction, *, thousands: bool, first: NumberWord) -> Fraction | None:
        """A number with the word behind it that goes on with it."""
        if _adds(current, value, thousands=thousands, first=first):
            return current + value
        counted = self.number_words.by_twenties and first.kind not in {"digits", "part"}
        return _by_twenties(current, value) if counted else None

    def _past_and(self, at: int, value: Fraction) -> int:
        """Past the *and* of "three hundred and five"."""
        least = self.number_words.joining.get(self.word(at))
        if least is None or value < least or not self.near(at) or not self.near(at + 1):
            return at
        following = self.said(at + 1)
        return at + 1 if following is not None and following.kind == "number" and following.value < 100 else at

    def _past_digits(self, at: int) -> int:
        """Past the thousands of one number that blanks part: *12 000*."""
        end = at + 1
        if len(self.word(at)) > 3 or self.word(at).startswith("0"):
            return end
        while len(self.word(end)) == 3 and self.word(end).isdecimal():
            if not SEPARATES_THOUSANDS.fullmatch(self.gap(end)):
                break
            end += 1
        return end

    def _grouped(self, first: int, last: int) -> Fraction:
        word = self.said(first)
        assert word is not None
        return word.value if last == first + 1 else Fraction(int("".join(self.text.words[first:last])))

    def _account(self, at: int) -> Plain | None:
        """More digits than a count has, which blanks part, with the *thousand* behind them; None when they are fewer."""
        end = self._past_digits(at) if self.word(at).isdecimal() else at
        if sum(len(self.word(one)) for one in range(at, end)) <= MAX_DIGITS:
            return None
        return Plain(at, self._multiplied(NO_COUNT, end)[1], NO_COUNT, NO_COUNT)

    def _range(self, low: Plain) -> Plain:
        """*5-7*, *5 to 7*, *between 5 and 7*, *от 5 до 7 тысяч*; or the number itself."""
        at = low.last
        gap = self.gap(at)
        opener = self.word(low.first - 1)
        if gap.strip() in HYPHENS and gap.strip():
            begin = at
        elif self.gap(at).isspace() and (
            self.word(at) in self.number_words.joins_range
            or self.number_words.opens_range.get(opener, frozenset()) & {self.word(at)}
        ):
            begin = at + 1
        else:
            return low
        word = self.said(begin)
        if word is None or word.kind not in {"digits", "number"} or (begin > at and not self.gap(begin).isspace()):
            return low
        if self._account(begin):
            return low
        high = self._sum(begin)
        if high is None or high.max is None:
            return low
        if low.scale == 1 < high.scale and low.min * high.scale < high.min:
            low = low.times(high.scale)
        return low._replace(last=high.last, max=high.max, high=begin) if low.min < high.min else low

    def _bounds_before(self, at: int, floor: int) -> list[tuple[tuple[str, ...], Bound]]:
        """The phrases that bound a number, nearest first: *at least* and *another* of "at least another five"."""
        found: list[tuple[tuple[str, ...], Bound]] = []
        while len(found) < 3 and (one := self.bound_before(at, floor)) is not None:
            found.append(one)
            at -= len(one[0])
        return found

    def bound_before(self, at: int, floor: int) -> tuple[tuple[str, ...], Bound] | None:
        """The phrase that bounds a number and ends right before a word, beginning at ``floor`` at the earliest."""
        if not self.gap(at).isspace():
            return None
        for lang in sorted(self.langs & BEFORE.keys()):
            for phrase, bound in BEFORE[lang].get(self.word(at - 1), ()):
                if at - len(phrase) >= floor and self.stands(at - len(phrase), phrase):
                    return phrase, bound
        return None


def _adds(current: Fraction, value: Fraction, *, thousands: bool, first: NumberWord) -> bool:
    """Whether a number goes on with a word: *twenty* with *two*, *three hundred* with *five*, nothing with *dozen*."""
    if first.kind in {"digits", "part"}:
        return False
    if current == 0:
        return thousands
    return (current % 100 == 0 and value < 100) or (current % 10 == 0 and current % 100 >= 20 and value < 10)


def _by_twenties(current: Fraction, value: Fraction) -> Fraction | None:
    """Where tens are counted by twenties: *quatre-vingts*, *soixante-quinze*, *dix-sept*."""
    if current % 100 == 4 and value == 20:
        return current + 80 - 4
    teen = current % 100 in {60, 80} and 10 <= value < 20
    return current + value if teen or (current % 100 == 10 and 7 <= value <= 9) else None
