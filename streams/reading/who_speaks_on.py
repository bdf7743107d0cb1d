"""Who speaks on: "he added", "it said" and "за його словами" are said by whoever the sentences before name."""

from __future__ import annotations

from collections.abc import Iterable

from streams.reading.scope import Scope
from streams.reading.speech_words import BODIES, SpeechWords
from streams.reading.voice import Voice
from streams.text.span import Span

PRONOUN_REACH = 2
"""Words between a pronoun and its verb: *he has also said*."""


def pronoun_of(scope: Scope, cue: Span) -> str:
    """The pronoun, or the noun that stands for one, which says what a cue attributes; "" when somebody is named."""
    for at in range(*cue):  # за його словами
        if scope.word(at) in scope.speech_words.pronouns:
            return scope.word(at)
    if scope.word(cue.first) in scope.speech_words.prepositions:
        return scope.word(cue.last) if scope.word(cue.last) in scope.speech_words.pronouns else ""
    at = cue.first - 1
    while at >= cue.first - PRONOUN_REACH and scope.word(at) in scope.speech_words.trailing:
        at -= 1
    if scope.word(at) in scope.speech_words.pronouns and scope.word(at) not in scope.speech_words.owners:
        return scope.word(at)
    behind = next((at for at in (cue.last, cue.last + 1) if scope.word(at) not in scope.speech_words.seat), cue.last)
    return scope.word(behind) if scope.word(behind) in scope.speech_words.pronouns - scope.speech_words.owners else ""


def speaks_on(pronoun: str, before: Iterable[Iterable[Voice]], speech_words: SpeechWords) -> Voice | None:
    """Whom a pronoun means, of those who speak in each sentence before, nearest first; None when that is open.

    The nearest sentence in which anybody speaks decides: when two do, or the one is no person where the pronoun means
    one, nobody is told.
    """
    for voices in before:
        named = {voice.name: voice for voice in voices}
        if named:
            fitting = [voice for voice in named.values() if _fits(pronoun, voice, speech_words)]
            return fitting[0] if len(fitting) == len(named) == 1 else None
    return None


def _fits(pronoun: str, voice: Voice, speech_words: SpeechWords) -> bool:
    if pronoun in speech_words.of_persons:
        return voice.role not in BODIES
    return voice.role in BODIES if pronoun in speech_words.of_bodies else True
