"""When something is said to have been: "on Monday", "overnight", "two weeks ago", "20 липня" against the publication date.

Days are those of UTC: an article does not say in which zone its Monday began. A library of dates (dateparser, duckling)
reads any order of words and takes milliseconds for it; news has few ways to say when.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from streams.languages.identify import UNDETERMINED
from streams.reading.date_words import DateWords, date_words
from streams.text.span import Span

RECENT = dt.timedelta(days=7)
"""What ended longer ago is told as the past and is no news: "on Tuesday" is at most six days ago, "last week" is more."""
_DAY = dt.timedelta(days=1)


class SaidTime(NamedTuple):
    """A time that words say: from when, up to when, which words, and whether they say it is past."""

    since: dt.datetime
    until: dt.datetime
    span: Span
    over: bool = False


def moments_in(
    words: Sequence[str], first: int, last: int, published: dt.datetime, *, lang: str = UNDETERMINED[""]
) -> list[SaidTime]:
    """The times that the words ``first`` up to but not including ``last`` of a text say, in order, read as ``lang``."""
    known = date_words(lang)
    found: list[SaidTime] = []
    at = first
    while at < last:
        word = words[at]
        begins = word in known.triggers or word[0].isdigit()
        moment = (
            _read(words, at, last, published, known) if begins and not _is_no_month(words, at, last, known) else None
        )
        if moment is None:
            at += 1
            continue
        found.append(moment)
        at = max(at + 1, moment.span.last)
    return found


def _read(words: Sequence[str], at: int, last: int, published: dt.datetime, date_words: DateWords) -> SaidTime | None:
    following = tuple(words[at : min(at + 6, last)])
    for reading in (_ago, _calendar, _named, _weekday, _year):
        if (read := reading(following, published, date_words)) is not None:
            since, until, length, over = read
            span = Span(at, at + length)
            if span.last < last and words[span.last] in date_words.named_after_days:
                return None
            if length == 1 and following[0].isdecimal() and not _is_dated(words, at, last, date_words):
                return None
            return (
                None if _dates_another(words, at, since, published, date_words) else SaidTime(since, until, span, over)
            )
    return None


Reading = tuple[dt.datetime, dt.datetime, int, bool]
"""From, to, how many words say so, and whether they say that it is over."""


def _dates_another(
    words: Sequence[str], at: int, since: dt.datetime, published: dt.datetime, date_words: DateWords
) -> bool:
    """Whether a time only bounds something: *since 2022*, *the first since last year*."""
    before = words[at - 1] if at else ""
    if before in date_words.part_of and at > 1:
        before = words[at - 2]  # since late July
    return before in date_words.bounding and published - since > _DAY


def _is_no_month(words: Sequence[str], at: int, last: int, date_words: DateWords) -> bool:
    """Whether *may* and *march* are verbs: with no day or year beside them, and no "in" before."""
    if words[at] not in date_words.no_months or (at and words[at - 1] in date_words.before_month):
        return False
    return at + 1 >= last or not words[at + 1][0].isdigit()


def _is_dated(words: Sequence[str], at: int, last: int, date_words: DateWords) -> bool:
    """Whether four digits are a year: *in 2014*, *2014 року*; not *2000 soldiers*."""
    return (
        at == 0 or words[at - 1] in date_words.before_year or (at + 1 < last and words[at + 1] in date_words.after_year)
    )


def _ago(words: Sequence[str], published: dt.datetime, date_words: DateWords) -> Reading | None:
    """*Two hours ago*, *годину тому*."""
    count, used = 1, 0
    if words[0].isdecimal() and len(words[0]) < 5:
        count, used = int(words[0]), 1
    elif words[0] in date_words.counts:
        count, used = date_words.counts[words[0]], 1
    unit = date_words.units.get(words[used]) if used < len(words) else None
    if unit is None or used + 1 >= len(words) or words[used + 1] not in date_words.ago:
        return None
    step = dt.timedelta(minutes=unit)
    if count * step > published - _EARLIEST:
        return None
    when = published - count * step
    if step < _DAY:
        return when - step / 2, min(published, when + step / 2), used + 2, False
    day = _day_of(when)
    if step == _DAY:
        return day, day + _DAY, used + 2, False
    return day - step / 2, day + step / 2, used + 2, True


_EARLIEST = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)


def _calendar(words: Sequence[str], published: dt.datetime, date_words: DateWords) -> Reading | None:
    """*20 July*, *July 20, 2025*, *20 липня 2025 року*, *20.07.2025*, *ніч на 20 липня*, *in July*."""
    if words[0] in date_words.nights and len(words) > 3 and words[1] in date_words.night_to:
        read = _date(words[2:], published, date_words)
        if read:
            day, length = read
            return day - dt.timedelta(hours=4), day + dt.timedelta(hours=8), length + 2, False
        return None
    read = _date(words, published, date_words)
    if read:
        return read[0], read[0] + _DAY, read[1], False
    return None


def _date(words: Sequence[str], published: dt.datetime, date_words: DateWords) -> tuple[dt.datetime, int] | None:
    """A day of the year, the last one before or the next after publication, whichever is nearer; and its words."""
    if len(words) < 2:
        return _dotted(words[0])
    day, month = _number(words[0], date_words), date_words.months.get(words[1])
    if day is None or month is None:
        day, month = _number(words[1], date_words), date_words.months.get(words[0])
    if day is None or month is None:
        return _dotted(words[0])
    year = _number(words[2], date_words) if len(words) > 2 else None
    if year is not None and 1900 <= year <= published.year + 1:
        return _built(year, month, day, 3)
    near = [one for one in (_built(published.year + by, month, day, 2) for by in (-1, 0, 1)) if one]
    return min(near, key=lambda one: _distance(one[0], published), default=None)


def _distance(day: dt.datetime, published: dt.datetime) -> dt.timedelta:
    """How far a day is from publication; in news a coming one is seldom more than three months away."""
    return (published - day) if day <= published else (day - published) * 3


def _dotted(word: str) -> tuple[dt.datetime, int] | None:
    parts = word.split(".")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) in {1, 2, 4} for part in parts):
        return None
    return _built(int(parts[2]) + (2000 if len(parts[2]) == 2 else 0), int(parts[1]), int(parts[0]), 1)


def _built(year: int, month: int, day: int, length: int) -> tuple[dt.datetime, int] | None:
    try:
        return dt.datetime(year, month, day, tzinfo=dt.UTC), length
    except ValueError:
        return None


def _number(word: str, date_words: DateWords) -> int | None:
    digits = word
    for ending in date_words.ordinal_endings:
        digits = digits.removesuffix(ending)
    return int(digits) if digits.isdecimal() and len(digits) <= 4 else None


def _named(words: Sequence[str], published: dt.datetime, date_words: DateWords) -> Reading | None:
    """*Yesterday*, *last night*, *минулого тижня*: a name for a stretch of days before or after today."""
    for length in (3, 2, 1):
        name = " ".join(words[:length]).removesuffix("'s")
        found = date_words.named.get(name) if length <= len(words) else None
        if found is not None:
            hours, ends, over = found
            since, until = (_day_of(published) + dt.timedelta(hours=one) for one in (hours, ends))
            if name in date_words.unsaid_day and since > published:
                since, until = since - _DAY, until - _DAY
            return since, published if since <= published < until else until, length, over
    return None


def _weekday(words: Sequence[str], published: dt.datetime, date_words: DateWords) -> Reading | None:
    """*Monday*: the last one, today's if it is one; *next Monday* the coming one."""
    weekday = date_words.weekdays.get(words[0].removesuffix("'s"))
    ahead = words[0] in date_words.next and len(words) > 1
    if weekday is None and ahead:
        weekday = date_words.weekdays.get(words[1])
    if weekday is None:
        return None
    today = _day_of(published)
    back = (today.weekday() - weekday) % 7
    if ahead:
        return today + (7 - back) * _DAY, today + (8 - back) * _DAY, 2, False
    return today - back * _DAY, published if back == 0 else today - (back - 1) * _DAY, 1, False


def _year(words: Sequence[str], published: dt.datetime, date_words: DateWords) -> Reading | None:
    """*2014*, *July 2014*, *July* (*липні*): a stretch of the calendar that is over."""
    month = date_words.months.get(words[0])
    if month is not None and len(words) > 1 and _is_year(words[1], published):
        return _months(int(words[1]), month, 2)
    if _is_year(words[0], published):
        year = int(words[0])
        if year == published.year:
            return None
        return dt.datetime(year, 1, 1, tzinfo=dt.UTC), dt.datetime(year + 1, 1, 1, tzinfo=dt.UTC), 1, True
    if month is None or month == published.month:
        return None
    return _months(published.year - (month > published.month), month, 1)


def _months(year: int, month: int, length: int) -> Reading:
    until = dt.datetime(year + month // 12, month % 12 + 1, 1, tzinfo=dt.UTC)
    return dt.datetime(year, month, 1, tzinfo=dt.UTC), until, length, False


def _is_year(word: str, published: dt.datetime) -> bool:
    return len(word) == 4 and word.isdecimal() and 1900 <= int(word) <= published.year


def _day_of(moment: dt.datetime) -> dt.datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def past(moments: Sequence[SaidTime], published: dt.datetime) -> Iterator[SaidTime]:
    """Those of the times that are over for long: what was then is no news."""
    return (one for one in moments if one.over or published - one.until > RECENT)
