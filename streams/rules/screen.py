"""The regular expressions among the terms: a sentence that meets none costs one search, however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import re2

from streams.language import SPOKEN_BY
from streams.rules.regex import compiled
from streams.rules.rule import Term
from streams.text import Sentence, Text

TOGETHER = 32
"""Expressions searched for as one: RE2 finds any of a few dozen as quickly as one, of thousands it runs out of memory."""
MAX_MEMORY = 2**26
"""Bytes for one such search: as much as the parser allows each expression, and room for their states together."""


class Screen:
    """All expressions of a rule set, by language."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._expressions: dict[str, list[tuple[int, Any]]] = defaultdict(list)
        written: dict[str, list[str]] = defaultdict(list)
        for number, term in enumerate(terms):
            if term.regex:
                self._expressions[term.lang].append((number, compiled(term.regex)))
                written[term.lang].append(f"(?:{term.regex})")
        self._screens = {
            lang: [_joined(some[first : first + TOGETHER]) for first in range(0, len(some), TOGETHER)]
            for lang, some in written.items()
        }

    def __bool__(self) -> bool:
        return bool(self._screens)

    def find(self, text: Text, sentences: Iterable[Sentence]) -> Iterator[tuple[int, int, int]]:
        """The number of a term, and the offsets of what meets it, sentence by sentence."""
        for sentence in sentences:
            for lang in sorted(SPOKEN_BY.get(sentence.lang, ())):
                raw = text.raw[sentence.start : sentence.end]
                for part, screen in enumerate(self._screens.get(lang, ())):
                    if screen is None or screen.search(raw):
                        for term, expression in self._expressions[lang][part * TOGETHER : (part + 1) * TOGETHER]:
                            for found in expression.finditer(raw):
                                yield term, sentence.start + found.start(), sentence.start + found.end()


def _joined(written: Sequence[str]) -> Any:
    """Several expressions as one; None when they are too large together, and each has to be searched for."""
    try:
        return compiled("|".join(written), MAX_MEMORY)
    except re2.error:
        return None
