"""The numbers a text says of an event."""

from __future__ import annotations

from typing import NamedTuple

from streams.article import Frozen
from streams.text import Sentence, Text


class Number(Frozen):
    """A number bound to an event; ``max`` is null for "at least"."""

    min: int
    max: int | None = None
    quote: str


class Counted(NamedTuple):
    """A number in a text: words ``first`` up to but not including ``last``; ``max`` is None for "at least"."""

    first: int
    last: int
    min: int
    max: int | None


def numbers_in(text: Text, sentence: Sentence) -> list[Counted]:
    """Every number in a sentence, in order."""
    return [
        Counted(word, word + 1, int(text.words[word]), int(text.words[word]))
        for word in range(sentence.first, sentence.last)
        if text.words[word].isdecimal() and len(text.words[word]) < 10
    ]
