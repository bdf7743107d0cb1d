"""The regular expressions among the terms: one search of a sentence says which of a few dozen it meets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import re2

from streams.languages.identify import SPOKEN_BY
from streams.rules.regex import compiled, searching
from streams.rules.rule import Term
from streams.text.text import Sentence, Text

TOGETHER = 64
"""Expressions searched for as one: RE2 finds any of a few dozen as quickly as one. Of 128 its states outgrow its memory after
some ten thousand sentences and are worked out ever anew, which takes five times as long."""
MAX_MEMORY = 2**26
"""Bytes for one such search: as much as the parser allows each expression, and room for their states together."""


class RegexScreen:
    """All expressions of a rule set, by the languages of sentences that they are looked for in."""

    def __init__(self, terms: Sequence[Term]) -> None:
        written: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for number, term in enumerate(terms):
            if term.regex:
                written[term.lang].append((number, term.regex))
        parts = {
            lang: [_Together(some[first : first + TOGETHER]) for first in range(0, len(some), TOGETHER)]
            for lang, some in written.items()
        }
        spoken = {
            lang: [part for one in sorted(langs) for part in parts.get(one, ())] for lang, langs in SPOKEN_BY.items()
        }
        self._parts = {lang: some for lang, some in spoken.items() if some}

    def __bool__(self) -> bool:
        return bool(self._parts)

    def find(self, text: Text, sentence: Sentence) -> Iterator[tuple[int, int, int]]:
        """The number of a term, and the offsets of what meets it in a sentence."""
        parts = self._parts.get(sentence.lang)
        if parts is None:
            return
        raw = text.raw[sentence.start : sentence.end]
        encoded = raw.encode()  # as RE2 would, for each part again
        for part in parts:
            for term, expression in part.met_in(encoded):
                for found in expression.finditer(raw):
                    yield term, sentence.start + found.start(), sentence.start + found.end()


class _Together:
    """A few dozen expressions, each with the number of its term, and one search for all of them."""

    def __init__(self, written: Sequence[tuple[int, str]]) -> None:
        self._expressions = [(number, compiled(expression)) for number, expression in written]
        self._search = _joined([expression for _, expression in written])

    def met_in(self, encoded: bytes) -> Sequence[tuple[int, Any]]:
        """Those of the expressions that a text in UTF-8 meets; all of them where the search ran out of memory."""
        met = self._search.Match(encoded) if self._search is not None else None
        if not met:  # not even what every text meets
            return self._expressions
        if len(met) == 1:  # nothing else
            return ()
        return [self._expressions[one] for one in sorted(met)[:-1]]


def _joined(written: Sequence[str]) -> Any:
    """One search for several expressions and, behind them, for what every text meets; None when that is too large."""
    try:
        together = re2.Set.SearchSet(searching(MAX_MEMORY))
        for expression in (*written, ""):
            together.Add(expression)
        together.Compile()
    except re2.error:
        return None
    return together
