"""How a text asserts an event, by cues around the words that met the rule.

A first cut of the ConText algorithm (Harkema et al. 2009: trigger terms with a scope, ended by terminators), read for
news: denial, expectation and attribution govern their sentence, a negation only what follows it in its own clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Literal, NamedTuple

from streams.article import Frozen
from streams.text import Sentence, Text


class Status(StrEnum):
    """How the text asserts the event, strongest first; when unsure, the weaker."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    CLAIMED = "claimed"
    EXPECTED = "expected"
    THREATENED = "threatened"
    HYPOTHETICAL = "hypothetical"
    HISTORICAL = "historical"
    NEGATED = "negated"
    DENIED = "denied"

    @property
    def strength(self) -> int:
        """A number that grows with strength: denied is 0."""
        return _STRENGTH[self]


_STRENGTH = {status: len(Status) - 1 - rank for rank, status in enumerate(Status)}


class Cue(StrEnum):
    """What a cue says of the event in its scope; the name of its vocabulary under `rules/cues/`.

    A pseudo cue looks like another and says nothing of the event ("no casualties", "without warning"): what it covers
    is no cue (ConText's pseudo-triggers).
    """

    DENIED = "denied"
    NEGATED = "negated"
    HISTORICAL = "historical"
    EXPECTED = "expected"
    THREATENED = "threatened"
    HYPOTHETICAL = "hypothetical"
    ATTRIBUTED = "attributed"
    PSEUDO = "pseudo"


CUES = tuple(Cue)

_GOVERNING = (
    (Cue.DENIED, Status.DENIED),
    (Cue.NEGATED, Status.NEGATED),
    (Cue.HISTORICAL, Status.HISTORICAL),
    (Cue.THREATENED, Status.THREATENED),
    (Cue.EXPECTED, Status.EXPECTED),
    (Cue.HYPOTHETICAL, Status.HYPOTHETICAL),
)
"""Which cue wins when a sentence holds several: the weaker status, but for "assaults could begin any day", which is
expected though "could" alone is hypothetical, and for "threatened to strike any day", which is a threat."""

Severity = Literal["low", "medium", "high", "critical"]
SEVERITIES: tuple[Severity, ...] = ("low", "medium", "high", "critical")


class Voice(Frozen):
    """Who asserts an event: `according_to` of a match."""

    name: str
    role: str | None = None
    side: str | None = None


class Span(NamedTuple):
    """Words ``first`` up to but not including ``last`` of a text."""

    first: int
    last: int


class CueFound(NamedTuple):
    """A cue, and the words it stands in."""

    cue: Cue
    span: Span


class Assertion(NamedTuple):
    """How a sentence asserts the event its evidence names, according to whom, and why we say so."""

    status: Status
    according_to: Voice | None
    why: str


_CLAUSE_END = re.compile(r"[,;:()\u2013\u2014]|\s-\s")
_CONJUNCTIONS = frozenset(
    [
        "but",
        "although",
        "though",
        "while",
        "whereas",
        "after",
        "before",
        "because",
        "і",
        "й",
        "але",
        "хоча",
        "коли",
        "після",
        "та",
        "а",
        "проте",
        "но",
        "хотя",
        "когда",
        "после",
        "однако",
    ]
)
"""Words that begin a clause of their own (closed class; the commonest of each language)."""

NEGATION_REACH = 4
"""Words from a negation to what it negates: "no sign of any strike" has four; farther ones belong to another noun."""

VOICE_WORDS = 8
"""A longer run of words before "said" is no name and role any more."""

_YEAR = re.compile(r"(?:19|20)\d\d\Z")


def assess(
    text: Text, sentence: Sentence, evidence: Sequence[Span], cues: Sequence[CueFound], *, year: int
) -> Assertion:
    """Decide how a sentence asserts an event.

    ``evidence`` are the words that met the rule, ``cues`` those found in the sentence, ``year`` the year of
    publication: an earlier one in the sentence makes it history.
    """
    clauses = _clauses(text, sentence)
    cues = _genuine(cues)
    governing = [found for found in cues if _governs(found, evidence, clauses)]
    for cue, status in _GOVERNING:
        for found in governing:
            if found.cue is cue:
                return Assertion(status, _voice(text, cues, clauses), f"{text.quote(*found.span)!r} makes it {status}")
    past = _earlier_year(text, sentence, clauses, year)
    if past is not None:
        return Assertion(Status.HISTORICAL, None, f"{text.quote(past, past + 1)!r} makes it historical")
    voice = _voice(text, cues, clauses)
    if voice:
        return Assertion(Status.CLAIMED, voice, f"attributed to {voice.name!r}")
    return Assertion(Status.OCCURRED, None, "stated as a fact")


def _clauses(text: Text, sentence: Sentence) -> list[int]:
    """For each word of the sentence, the number of its clause."""
    numbers, number = [], 0
    raw, words, span = text.raw, text.words, text.span
    for word in range(sentence.first, sentence.last):
        begins = word > sentence.first and (
            _CLAUSE_END.search(raw, span(word - 1)[1], span(word)[0]) or words[word] in _CONJUNCTIONS
        )
        number += bool(begins)
        numbers.append(number)
    return [sentence.first, *numbers]


def _clause_of(clauses: list[int], word: int) -> int:
    return clauses[1 + word - clauses[0]]


def _genuine(cues: Sequence[CueFound]) -> list[CueFound]:
    """The cues that no pseudo cue covers."""
    pseudo = [found.span for found in cues if found.cue is Cue.PSEUDO]
    return [
        found
        for found in cues
        if found.cue is not Cue.PSEUDO
        and not any(span.first <= found.span.first and found.span.last <= span.last for span in pseudo)
    ]


_OPEN = frozenset({Cue.EXPECTED, Cue.THREATENED})
"""Cues that an analyst may ask for by name ("assault" and "any day"): they govern even as part of the evidence."""


def _governs(found: CueFound, evidence: Sequence[Span], clauses: list[int]) -> bool:
    """Whether a cue says something of the event: every cue of the sentence does, a negation only near before it."""
    within = any(span.first <= found.span.first and found.span.last <= span.last for span in evidence)
    if within and found.cue not in _OPEN:
        return False
    if found.cue is not Cue.NEGATED:
        return True
    return any(
        0 <= span.first - found.span.last <= NEGATION_REACH
        and _clause_of(clauses, found.span.last - 1) == _clause_of(clauses, span.first)
        for span in evidence
    )


def _earlier_year(text: Text, sentence: Sentence, clauses: list[int], year: int) -> int | None:
    """An earlier year that dates the event: not one in an inserted clause ("the dam, built in 1956, was struck")."""
    last_clause = clauses[-1]
    for word in range(sentence.first, sentence.last):
        if _YEAR.match(text.words[word]) and int(text.words[word]) < year:
            clause = _clause_of(clauses, word)
            if clause in {0, last_clause}:
                return word
    return None


def _voice(text: Text, cues: Sequence[CueFound], clauses: list[int]) -> Voice | None:
    """Who says so: the words before "said" in its clause, or those after it ("according to the governor")."""
    for found in cues:
        if found.cue is Cue.ATTRIBUTED:
            before = _stretch(found.span.first - 1, -1, clauses)
            after = _stretch(found.span.last, +1, clauses)
            chosen = before if 0 < before.last - before.first <= VOICE_WORDS else after
            name = text.quote(*chosen) if chosen.last > chosen.first else text.quote(*found.span)
            return Voice(name=name[:120])
    return None


def _stretch(word: int, step: int, clauses: list[int]) -> Span:
    """The words from ``word`` on in one direction that stand in the same clause, at most `VOICE_WORDS`."""
    first, count = clauses[0], len(clauses) - 1
    cue = word - step
    end = word
    while (
        first <= end < first + count
        and _clause_of(clauses, end) == _clause_of(clauses, cue)
        and abs(end - cue) <= VOICE_WORDS + 1
    ):
        end += step
    return Span(end + 1, word + 1) if step < 0 else Span(word, end)
