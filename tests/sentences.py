"""A sentence with marks, and what each part of the reading makes of it by itself: without rules, without a gazetteer.

`[brackets]` stand around the words of the event, `{braces}` around those of the cue. Tests of `streams.reading` ask here,
so that how its parts are put together is known in one place.
"""

from __future__ import annotations

import datetime as dt
import re
from itertools import groupby
from typing import NamedTuple

from streams.places.place import Kind, Place
from streams.places.toponyms import Toponym
from streams.places.world import World
from streams.reading.cue import Cue, CueFound
from streams.reading.form import form_of
from streams.reading.quoted import Quoted
from streams.reading.reach import Reach
from streams.reading.scope import Scope
from streams.reading.status import Account, Assertion
from streams.reading.voice import Voice, heading_voice, voice_of
from streams.reading.where.bound import Bound
from streams.reading.where.clauses import Clauses
from streams.reading.who_speaks_on import pronoun_of
from streams.text.span import Span
from streams.text.text import Text, read

_MARK = re.compile(r"[\[\]{}]")
_BEHIND = {Cue.ATTRIBUTED: 3}
"""Words behind a cue that "that" may stand after; after others it follows at once."""
_WORLD = World(capitals={"kyiv": "UA", "cairo": "EG"})
"""As much of the world as the sentences name."""


class Marked(NamedTuple):
    """A sentence by its clauses, the cue that is marked in it and the words of its event."""

    scope: Scope
    cue: Span
    events: list[Span]


def marked(text: str, kind: Cue = Cue.ATTRIBUTED) -> Marked:
    """A sentence as it is read, its cue being one of a kind."""
    told = read("text", _MARK.sub("", text))
    at = [mark.start() - number for number, mark in enumerate(_MARK.finditer(text))]
    signs = _MARK.findall(text)
    spans: dict[str, list[Span]] = {"{": [], "[": []}
    for sign, start, end in zip(signs[::2], at[::2], at[1::2], strict=True):
        spans[sign].append(_words(told, start, end))
    (sentence,) = told.sentences
    cue = next(iter(spans["{"]), Span(sentence.first, sentence.first))
    speaking = {one.last: _BEHIND.get(kind, 0) for one in spans["{"]}
    return Marked(Scope(told, sentence, speaking, _WORLD), cue, spans["["])


def _words(text: Text, start: int, end: int) -> Span:
    inside = [word for word in range(len(text.words)) if start <= text.starts[word] and text.ends[word] <= end]
    return Span(inside[0], inside[-1] + 1)


def form(text: str) -> str | None:
    """What the form of the event's words says of it: expected, ongoing or nothing."""
    one = marked(text)
    return form_of(one.scope, one.events[0])


def reaches(kind: Cue, text: str) -> bool:
    """Whether a cue of a kind says something of the event."""
    one = marked(text, kind)
    return Reach(one.scope).governs(CueFound(kind, one.cue), one.events)


def is_said(text: str) -> bool:
    """Whether the event is told as said by whoever the cue is about."""
    one = marked(text)
    return Quoted(one.scope).governs(one.cue, one.events[0])


def speaker(text: str) -> Voice | None:
    """Who says what the cue attributes."""
    one = marked(text)
    return voice_of(one.scope, one.cue)


def heading_speaker(text: str) -> Voice | None:
    """Who a heading begins or ends with as the one who says so."""
    found = heading_voice(marked(text).scope)
    return found[1] if found else None


def pronoun(text: str) -> str:
    """The pronoun that says what the cue attributes; "" when somebody is named."""
    one = marked(text)
    return pronoun_of(one.scope, one.cue)


def clauses(text: str) -> list[tuple[str, str]]:
    """The stretches of a sentence by clause: how the clause hangs on another, and the words."""
    scope = marked(text).scope
    numbers = groupby(range(scope.sentence.first, scope.sentence.last), key=lambda at: scope.clause(at).number)
    return [
        (scope.clauses[number].bond.name.casefold(), " ".join(scope.word(at) for at in words))
        for number, words in numbers
    ]


def asserted(text: str, kind: Cue, published: dt.datetime) -> Assertion:
    """How a sentence asserts its event by one cue of a kind, or by none where none is marked."""
    one = marked(text, kind)
    found = [CueFound(kind, one.cue)] if "{" in text else []
    return Account(one.scope.text, one.scope.sentence, found, published).assertion(one.events)


def place_clauses(text: str) -> Clauses:
    """A sentence by the clauses that say where things are."""
    told = read("text", text)
    return Clauses(told, told.sentences[0])


def bonds(text: str, kind: Kind = "settlement") -> list[tuple[str, str]]:
    """How each [place] of a sentence is bound, all being of one kind: how firmly, and in which role."""
    one = marked(text)
    told, places = one.scope.text, [_toponym(one.scope.text, span, kind) for span in one.events]
    bound = Bound(told, one.scope.sentence, places)
    return [(bound.bond(place).hold.name.casefold(), bound.bond(place).role) for place in places]


def lists(text: str) -> list[list[str]]:
    """The [places] of a sentence by the lists they stand in."""
    one = marked(text)
    places = [_toponym(one.scope.text, span, "settlement") for span in one.events]
    bound = Bound(one.scope.text, one.scope.sentence, places)
    found = [[other.text for other in bound.listed_with(place)] for place in places]
    return [group for number, group in enumerate(found) if group not in found[:number]]


def _toponym(text: Text, span: Span, kind: Kind) -> Toponym:
    name = text.quote(*span)
    place = Place(id=f"test:{name}", name=name, kind=kind)
    start, end = text.span(span.first)[0], text.span(span.last - 1)[1]
    return Toponym("text", *span, start, end, name, 0, place, "marked")
