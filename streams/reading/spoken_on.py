"""Who speaks on: "he added", "it said" and "за його словами" are said by whoever the sentences before name."""

from __future__ import annotations

from collections.abc import Iterable

from streams.reading import speakers as say
from streams.reading.scope import Scope
from streams.reading.voice import Voice
from streams.text.span import Span

PRONOUN_REACH = 2
"""Words between a pronoun and its verb: *he has also said*."""


def pronoun_of(scope: Scope, cue: Span) -> str:
    """The pronoun, or the noun that stands for one, which says what a cue attributes; "" when somebody is named."""
    for at in range(*cue):  # за його словами
        if scope.word(at) in say.PRONOUNS:
            return scope.word(at)
    if scope.word(cue.first) in say.PREPOSITIONS:
        return scope.word(cue.last) if scope.word(cue.last) in say.PRONOUNS else ""
    at = cue.first - 1
    while at >= cue.first - PRONOUN_REACH and scope.word(at) in say.TRAILING:
        at -= 1
    if scope.word(at) in say.PRONOUNS and scope.word(at) not in say.OWNERS:
        return scope.word(at)
    behind = next((at for at in (cue.last, cue.last + 1) if scope.word(at) not in say.SEAT), cue.last)
    return scope.word(behind) if scope.word(behind) in say.PRONOUNS - say.OWNERS else ""


def speaks_on(pronoun: str, before: Iterable[Iterable[Voice]]) -> Voice | None:
    """Whom a pronoun means, of those who speak in each sentence before, nearest first; None when that is open.

    The nearest sentence in which anybody speaks decides: when two do, or the one is no person where the pronoun means
    one, nobody is told.
    """
    for voices in before:
        named = {voice.name: voice for voice in voices}
        if named:
            fitting = [voice for voice in named.values() if _fits(pronoun, voice)]
            return fitting[0] if len(fitting) == len(named) == 1 else None
    return None


def _fits(pronoun: str, voice: Voice) -> bool:
    if pronoun in say.OF_PERSONS:
        return voice.role not in say.BODIES
    return voice.role in say.BODIES if pronoun in say.OF_BODIES else True
