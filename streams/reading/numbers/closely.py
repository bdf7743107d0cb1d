"""What a sentence counts without a numeral, and how far a count reaches over what is inserted behind it."""

from __future__ import annotations

import re

from streams.languages.language import has
from streams.reading.numbers.people import is_one_person, is_person
from streams.reading.numbers.plain import PlainReader
from streams.reading.numbers.words import is_one_of

PARTS = re.compile(r"[,()]| [-\u2013\u2014] ")
"""What stands around an insertion."""
MAX_BEFORE = 3
"""Words between an article and its person: *an elderly local woman*."""
AGE_WORDS = 3
"""Words of a hyphenated age."""
MAX_NOUN = 6
"""Words of what is counted before an insertion: *five workers of the water company, …*."""
MAX_INSERTION = 14
"""Words of an insertion: *…, two of them girls of the same family, …*."""
MAX_REACH = MAX_NOUN + 1 + MAX_INSERTION
"""Words from a count to the end of an insertion behind it."""


def nobody(reader: PlainReader, at: int) -> int | None:
    """Where a word of none ends that begins at a word: *nobody*, *no one*, *no deaths*, *немає*; or None."""
    word = reader.word(at)
    if word not in reader.number_words.says_none:
        return None
    if word in reader.person_words.nobody or word in reader.person_words.there_is_none:
        return at + 1
    following = reader.word(at + 1)
    if (word, following) in reader.number_words.nobody:
        return at + 2
    if word in reader.person_words.no and (
        is_person(reader.langs, following) or is_one_of(reader.person_words.victims, reader.langs, following)
    ):
        return at + 1
    return None


def couple(reader: PlainReader, at: int) -> int | None:
    """Where words for two who are married end: *an elderly couple*, *подружжя*; not in *a couple of drones*."""
    word = reader.word(at)
    if word in reader.person_words.pairs:
        counts = reader.word(at + 1) in reader.number_words.of
        return at + 1 if _behind_article(reader, at) is not None and not counts else None
    return at + 1 if word in reader.person_words.couples else None


def one_person(reader: PlainReader, at: int) -> tuple[int, int] | None:
    """The words (first, last) that say one person whose noun stands at a word; None where they do not."""
    if not is_one_person(reader.langs, reader.word(at)):
        return None
    if any(has(lang, "articles") for lang in reader.langs):
        return _behind_article(reader, at)
    first = at
    while first > max(reader.first, at - MAX_BEFORE) and _modifies(reader, first):
        first -= 1
    return first, at + 1


def _behind_article(reader: PlainReader, at: int) -> tuple[int, int] | None:
    """*a man*, *her elderly father*, *a 5-year-old girl*; a hyphenated age has three words and counts as one."""
    first, modifiers = at - 1, 0
    least = max(reader.first, at - AGE_WORDS * (MAX_BEFORE + 1))
    while first >= least and modifiers <= MAX_BEFORE and reader.near(first + 1):
        if reader.word(first) in reader.number_words.articles:
            return first, at + 1
        modifiers += reader.gap(first + 1).isspace()
        first -= 1
    return None


def _modifies(reader: PlainReader, at: int) -> bool:
    """Whether the word before one is its adjective: *45-річний*, *местный*."""
    before = reader.word(at - 1)
    if not before or not reader.near(at):
        return False
    if before.isdecimal():
        return not reader.gap(at).isspace()
    return reader.person_words.aged.fullmatch(before) is not None or reader.is_one_of(
        reader.person_words.adjectives, at - 1
    )


def reach(reader: PlainReader, last: int) -> int | None:
    """Where an insertion behind a count ends: *57 people, including two children,*; None without one."""
    at = last
    while (
        at < min(reader.last, last + MAX_NOUN)
        and not _parts(reader, at)
        and reader.word(at)
        not in reader.person_words.stops | reader.person_words.conjunctions | reader.number_words.contains
    ):
        at += 1
    if reader.word(at) in reader.number_words.contains and not _parts(reader, at):
        return _plain_reach(reader, at + 1)
    if not _parts(reader, at) or reader.word(at) not in reader.number_words.opens_insertion:
        return None
    end = at + 1
    while end < min(reader.last, at + MAX_INSERTION) and not _parts(reader, end):
        end += 1
    return end if _parts(reader, end) else None


def _plain_reach(reader: PlainReader, at: int) -> int | None:
    """Where an insertion without commas ends: before the verb of *five people including two children were killed*."""
    for end in range(at, min(reader.last, at + MAX_INSERTION)):
        if _parts(reader, end) and end > at:
            return end
        if reader.word(end) in reader.person_words.stops:
            return end
    return None


def _parts(reader: PlainReader, at: int) -> bool:
    return PARTS.search(reader.gap(at)) is not None
