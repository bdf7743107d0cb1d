"""How a text asserts an event, by the cues around the words that met the rule.

The ConText algorithm (Harkema et al. 2009) read for news: what is denied, negated, past, only threatened, expected or
thought through is settled by the cues that reach the event (see `streams.reading.reach`); what is left has happened or goes on,
and who is said to say so makes it a claim.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple, TypeVar

from streams.languages.lemma import tense
from streams.places.world import NO_WORLD, World
from streams.reading.cue import Cue, CueFound, genuine
from streams.reading.dates import SaidTime, moments_in, past
from streams.reading.form import form_of
from streams.reading.reach import Reach
from streams.reading.scope import Bond, Clause, Scope, apart
from streams.reading.voice import Voice, heading_voice, voice_of
from streams.reading.who_speaks_on import pronoun_of, speaks_on
from streams.text.span import Span
from streams.text.text import Sentence, Text


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

    @property
    def happened(self) -> bool:
        """Whether the text tells of it as something that is so, on whoever's word."""
        return self in _HAPPENED


_HAPPENED = frozenset({Status.OCCURRED, Status.ONGOING, Status.CLAIMED})
_STRENGTH = {status: len(Status) - 1 - rank for rank, status in enumerate(Status)}


class Assertion(NamedTuple):
    """How a sentence asserts the event its evidence names, according to whom, when it was, and why we say so."""

    status: Status
    according_to: Voice | None
    why: str
    when: SaidTime | None = None
    pronoun: str = ""
    """Who says so, when only a pronoun does: *he added*."""


class _Verdict(NamedTuple):
    """A status, and what makes it so."""

    status: Status
    why: str
    cue: CueFound | None = None


_FIRST = (
    (Cue.DENIED, Status.DENIED),
    (Cue.UNTRUE, Status.DENIED),
    (Cue.NEGATED, Status.NEGATED),
    (Cue.AVERTED, Status.NEGATED),
    (Cue.HISTORICAL, Status.HISTORICAL),
    (Cue.REMEMBERED, Status.HISTORICAL),
)
"""Which cue wins when several reach the event: the weaker status first."""
_THEN = (
    (Cue.PRETENDED, Status.HYPOTHETICAL),
    (Cue.THREATENED, Status.THREATENED),
    (Cue.EXPECTED, Status.EXPECTED),
    (Cue.HYPOTHETICAL, Status.HYPOTHETICAL),
)
"""After what times and questions say. "Assaults could begin any day" is expected, though "could" alone is hypothetical,
and "threatened to strike any day" is a threat."""
_OPEN = frozenset({Cue.EXPECTED, Cue.THREATENED, Cue.ONGOING})
"""Cues that an analyst may ask for by name ("assault" and "any day"): they govern even as part of the evidence."""
_SPEAKING = frozenset(
    {Cue.DENIED, Cue.UNTRUE, Cue.EXPECTED, Cue.THREATENED, Cue.HYPOTHETICAL, Cue.ATTRIBUTED, Cue.NEGATED}
)
"""Cues after which "that" begins what is said, feared or not so."""


_UTTERED = frozenset({Cue.ATTRIBUTED, Cue.DENIED, Cue.THREATENED})
"""Cues whose subject has spoken, and may speak on in the next sentence."""

_TOLD_ASIDE = frozenset(
    {
        Cue.HISTORICAL,
        Cue.REMEMBERED,
        Cue.EXPECTED,
        Cue.THREATENED,
        Cue.HYPOTHETICAL,
        Cue.AVERTED,
        Cue.NEGATED,
        Cue.ONGOING,
    }
)
"""Cues that say nothing of an event from a clause that only says when or why it was."""

POINTED = 2
"""Words between "the" and what it points at: *the GBU-39 bomb*."""

FAR = 100
"""Words from a cue beyond which it says nothing of an event: a sentence of news has sixty, a flattened table has more."""
MOST_CUES = 40
"""Cues nearest to an event that are asked whether they reach it: a sentence of news has ten at most within `FAR`."""
MAX_GAP = 40
"""Characters behind a day in which the dash of a dateline is looked for."""
YEAR = 4
"""Digits of a year."""
DATELINE = 4
"""Words of the place before the day of a dateline."""
_NEAR = 3
"""Words from a verb of speech to its "that": *said on Monday that*; behind other cues it follows at once."""


_Spanned = TypeVar("_Spanned", CueFound, SaidTime)


def _first(found: CueFound | SaidTime) -> int:
    return found.span.first


_second = itemgetter(1)


class Account:
    """One sentence of an article: its clauses, its cues and the times it names, read once for all events in it."""

    def __init__(
        self,
        text: Text,
        sentence: Sentence,
        cues: Sequence[CueFound],
        published: dt.datetime,
        *,
        world: World = NO_WORLD,
    ) -> None:
        """``cues`` are those found in the sentence, ``published`` is when the article was, ``world`` what it tells of."""
        self._cues = genuine(cues)
        speaking = {
            one.span.last: _NEAR if one.cue is Cue.ATTRIBUTED else 0 for one in self._cues if one.cue in _SPEAKING
        }
        self._scope = Scope(text, sentence, speaking, world)
        self._clause_words = self._scope.clause_words
        self._reach = Reach(self._scope)
        self._published = published
        self._speakers: dict[Span, Voice | None] = {}
        told = moments_in(text.words, sentence.first, sentence.last, published, lang=sentence.lang)
        self._moments = [one for one in told if not self._is_dateline(one.span)]
        spans = [*(one.span for one in self._cues), *(one.span for one in self._moments)]
        self._longest = max((span.last - span.first for span in spans), default=0)
        self._asserted: dict[tuple[Span, ...], Assertion] = {}
        self.crowded = False
        """Whether more cues or times stood around an event than were looked at."""

    def _is_dateline(self, span: Span) -> bool:
        """Whether a day is when the report was written: *КИЇВ, 17 липня — …*."""
        scope = self._scope
        if span.first - scope.sentence.first > DATELINE or span.last >= scope.sentence.last:
            return False
        end = scope.text.span(span.last - 1)[1]
        behind = scope.text.raw[end : end + MAX_GAP]
        return scope.opens(span.first) and behind.lstrip(" .").startswith(("\u2014", "\u2013", "- ", "("))

    @property
    def size(self) -> int:
        """How many cues and times are looked at for an event, at most."""
        return min(MOST_CUES, len(self._cues)) + min(MOST_CUES, len(self._moments))

    def assertion(self, evidence: Sequence[Span]) -> Assertion:
        """How the sentence asserts the event that the words of ``evidence`` name; the same words are read once."""
        asked = tuple(evidence)
        if asked not in self._asserted:
            self._asserted[asked] = self._assertion(asked)
        return self._asserted[asked]

    def _assertion(self, evidence: Sequence[Span]) -> Assertion:
        event = list(self._told(evidence))
        cues = [
            found
            for found in self._close_to(event, self._cues)
            if self._governs(found, event) and not (found.cue in _TOLD_ASIDE and self._is_aside(found.span, event))
        ]
        verdict = next(self._verdicts(cues, event), None)
        voice, spoken = self._voice(cues, event, verdict)
        when = self._when(event)
        told = self._told_as(verdict, voice, spoken, when)
        return told if voice else told._replace(pronoun=self._pronoun(cues))

    def _close_to(self, event: Sequence[Span], found: Sequence[_Spanned]) -> list[_Spanned]:
        """Of cues or times, which are in order, those within `FAR` words of an event, and of many the nearest.

        An event whose words all stand in other sentences is near to everything.
        """
        if not event:
            self.crowded = self.crowded or len(found) > MOST_CUES
            return list(found[:MOST_CUES])
        numbers: set[int] = set()
        for span in event:
            begin = bisect_left(found, span.first - FAR - self._longest, key=_first)
            numbers.update(range(begin, bisect_right(found, span.last + FAR, key=_first)))
        near = [(distance, at) for at in sorted(numbers) if (distance := apart(found[at].span, event)) <= FAR]
        if len(near) > MOST_CUES:
            self.crowded = True
            near = sorted(sorted(near)[:MOST_CUES], key=_second)
        return [found[at] for _, at in near]

    def _told_as(self, verdict: _Verdict | None, voice: Voice | None, spoken: str, when: SaidTime | None) -> Assertion:
        """How the event is asserted by what the cues make of it, who says so and when it was."""
        if verdict is not None and verdict.status is not Status.ONGOING:
            return Assertion(verdict.status, voice, verdict.why, when)
        if spoken:
            return Assertion(Status.CLAIMED, voice, spoken, when)
        if verdict is not None:
            return Assertion(verdict.status, None, verdict.why, when)
        return Assertion(Status.OCCURRED, None, "stated as a fact", when)

    def gone_on_with(self, told: Assertion, before: Iterable[Account]) -> Assertion:
        """What a sentence asserts that goes on about what the one before it told of long ago: *On 9 May … The bomb …*.

        ``before`` is asked for that sentence only where it matters; without one in the paragraph it is empty.
        """
        if not told.status.happened or self._moments or not self._points_back():
            return told
        said = next((account.long_ago() for account in before), "")
        if not said:
            return told
        return told._replace(status=Status.HISTORICAL, why=f"it goes on about what was {said!r}", when=None)

    def long_ago(self) -> str:
        """The words for the only time that the sentence names, where it is long past; "" for any other."""
        moment = next(past(self._moments, self._published), None)
        return self._scope.text.quote(*moment.span) if moment is not None and len(self._moments) == 1 else ""

    def _points_back(self) -> bool:
        """Whether the sentence begins with what the one before told of: *The bomb …*, *Тот удар …*, *It killed …*."""
        scope = self._scope
        first = scope.sentence.first
        if scope.word(first) not in self._clause_words.pointing:
            return scope.word(first) in self._clause_words.going_on
        named = range(first + 1, min(first + 2 + POINTED, scope.sentence.last))
        return any(scope.word(at).startswith(self._clause_words.attacks) for at in named)

    def _governs(self, found: CueFound, event: Sequence[Span]) -> bool:
        for span in event:
            if span.holds(found.span) and found.cue not in _OPEN:
                said = found.cue is Cue.ATTRIBUTED and found.span != span  # "says it has struck"
                return said and not self._scope.word(found.span.first).startswith(self._clause_words.performing)
        return self._reach.governs(found, event)

    # ------------------------------------------------------------------ which words are the event

    def _told(self, evidence: Sequence[Span]) -> Iterator[Span]:
        """The words of the evidence that are of the event itself.

        Not those that another clause is about, whose words tell it: *the dam that was destroyed*; nor those beside a
        strike that something else came after: *the port may close after a strike*.
        """
        others = list(evidence)
        for span in evidence:
            if len(others) > 1 and any(self._tells_of(other, span) for other in others if other is not span):
                others.remove(span)
            else:
                yield span

    def _tells_of(self, other: Span, span: Span) -> bool:
        """Whether the clause of other words is about these, or theirs says more than these, or happened before."""
        scope = self._scope
        clause = scope.clause(other.first)
        if self._is_beside(span, clause) and not self._is_beside(other, scope.clause(span.first)):
            return not self._tells_of(span, other)
        if clause.parent != scope.clause(span.first).number or clause.first <= span.first or other.first < clause.first:
            return False
        if clause.bond is Bond.RELATIVE:
            about = (
                scope.word(clause.first + 1) in self._clause_words.be
                or scope.word(clause.first) in self._clause_words.of_whom
            )
            return about and clause.first == span.last
        strike = scope.word(other.last - 1).startswith(self._clause_words.strikes)
        return strike and clause.bond is Bond.ADVERBIAL and clause.joined in self._clause_words.presupposed

    def _is_beside(self, span: Span, clause: Clause) -> bool:
        """Whether words stand in a clause that only describes a word of another, or is a condition of it."""
        mine = self._scope.clause(span.first)
        return mine.bond in {Bond.RELATIVE, Bond.CONDITION} and mine.parent == clause.number != mine.number

    # ------------------------------------------------------------------ how it is told

    def _verdicts(self, cues: Sequence[CueFound], event: Sequence[Span]) -> Iterator[_Verdict]:
        """What the cues make of the event, the one that wins first."""
        yield from self._by_cue(cues, _FIRST)
        for moment in past(self._close_to(event, self._moments), self._published):
            if self._is_aside(moment.span, event):
                continue
            if any(self._reach.dated(moment.span, span) for span in event) or self._describes(moment, event):
                yield self._because(Status.HISTORICAL, moment.span)
        if any(map(self._is_of_then, event)):
            yield _Verdict(Status.HISTORICAL, "it is told of an earlier time")
        if any(map(self._reach.since, event)) and not self._when(event):
            yield _Verdict(Status.HISTORICAL, "told to say since when something is so")
        yield from self._by_cue(cues, _THEN[:2])
        if self._is_asked(event):
            yield _Verdict(Status.HYPOTHETICAL, "a question")
        if self._is_inverted:
            yield _Verdict(Status.HYPOTHETICAL, "a condition without `if`")
        yield from self._by_cue((found for found in cues if self._opens_case(found)), _THEN[3:])
        yield from self._by_cue(cues, _THEN[2:])
        if (when := self._when(event)) is not None and when.since > self._published:
            yield self._because(Status.EXPECTED, when.span)
        yield from self._by_form(event)
        yield from self._by_cue(cues, ((Cue.ONGOING, Status.ONGOING),))

    def _describes(self, moment: SaidTime, event: Sequence[Span]) -> bool:
        """Whether a time stands in the clause about the event's noun that tells it: *the strike that hit X on 9 May*."""
        clause = self._scope.clause(moment.span.first)
        return clause.bond is Bond.RELATIVE and all(span.last == clause.first for span in event)

    def _is_of_then(self, span: Span) -> bool:
        """Whether words stand in a clause that tells what was in an earlier year: *the worst toll since 2024, when …*."""
        clause = self._scope.clause(span.first)
        if clause.joined not in self._clause_words.when:
            return False
        before = (self._scope.word(at) for at in range(clause.first - 2, clause.first))
        return any(len(word) == YEAR and word.isdecimal() and int(word) < self._published.year for word in before)

    def _by_cue(self, cues: Iterable[CueFound], order: Sequence[tuple[Cue, Status]]) -> Iterator[_Verdict]:
        found = list(cues)
        return (self._because(status, one.span, one) for cue, status in order for one in found if one.cue is cue)

    def _because(self, status: Status, span: Span, cue: CueFound | None = None) -> _Verdict:
        return _Verdict(status, f"{self._scope.text.quote(*span)!r} makes it {status}", cue)

    def _is_aside(self, span: Span, event: Sequence[Span]) -> bool:
        """Whether words stand in a clause that says when, why or of whom beside the one that tells the event."""
        scope = self._scope
        clause, told = scope.clause(span.first), {scope.clause(one.first).number for one in event}
        if any(self._is_deed(one) for one in event if scope.clause(one.first).number == clause.number):
            return False
        highest = min(told, default=0)
        while clause.bond in {Bond.RELATIVE, Bond.ADVERBIAL} and highest <= clause.parent != clause.number:
            clause = scope.clauses[clause.parent]
            if clause.number in told:
                return scope.clause(span.first).number in told
        return False

    def _is_deed(self, span: Span) -> bool:
        """Whether words of the evidence say what happened, and not only to whom or where."""
        scope, word = self._scope, self._scope.word(span.first)
        verb = (
            word.endswith(self._clause_words.past_endings)
            or scope.word(span.first - 1) in self._clause_words.infinitive_before
            or tense(scope.sentence.lang, word) != ""
        )
        return verb or word.startswith(self._clause_words.strikes)

    def _opens_case(self, found: CueFound) -> bool:
        clause = self._scope.clause(found.span.first)
        if any(self._scope.word(at) in self._clause_words.cases for at in range(*found.span)):
            return True
        return clause.bond is Bond.CONDITION and clause.first == found.span.first

    def _is_asked(self, event: Sequence[Span]) -> bool:
        """Whether the sentence asks if it happened; *why did they strike* takes it for granted."""
        scope = self._scope
        if not self._is_question() or scope.word(scope.sentence.first) in self._clause_words.questions:
            return False
        return any(self._is_open(scope.clause(span.first)) for span in event)

    def _is_question(self) -> bool:
        end = self._scope.sentence.end
        return "?" in self._scope.text.raw[end : end + 2]

    def _is_open(self, clause: Clause) -> bool:
        """Whether a question asks about a clause; not before a colon (*Bridge attack: what happened?*), nor after `after`."""
        colon = self._colon
        if colon is not None and (
            clause.first < colon.first or self._scope.word(colon.first) in self._clause_words.questions
        ):
            return False
        return clause.bond not in {Bond.RELATIVE, Bond.ADVERBIAL}

    @cached_property
    def _colon(self) -> Clause | None:
        """The first clause behind a colon."""
        return next((one for one in self._scope.clauses if one.joined == ":"), None)

    @cached_property
    def _is_inverted(self) -> bool:
        """*Had the missile hit the reactor, the region would have been lost*."""
        scope = self._scope
        words = scope.text.words[scope.sentence.first : scope.sentence.last]
        return (
            words[0] in self._clause_words.inverted
            and not self._is_question()
            and not self._clause_words.irreal.isdisjoint(words)
        )

    def _by_form(self, event: Sequence[Span]) -> Iterator[_Verdict]:
        """What the form of the event's own verb says: a future, an infinitive, a present."""
        for span in event:
            status = form_of(self._scope, span)
            if status is not None:
                yield _Verdict(Status(status), f"{self._scope.text.quote(*span)!r} is {status} by its form")

    # ------------------------------------------------------------------ who says so, and when it was

    def _voice(
        self, cues: Sequence[CueFound], event: Sequence[Span], verdict: _Verdict | None
    ) -> tuple[Voice | None, str]:
        """Who says so, and why it is a claim; empty when nobody does."""
        spoken = [found for found in cues if found.cue is Cue.ATTRIBUTED]
        own = self._own_voice(verdict)
        voices = [voice for found in spoken if (voice := self._speaker(found.span)) is not None]
        if voices := [own, *voices] if own else voices:
            voice = own or next((one for one in voices if one.role), voices[0])
            return voice, f"attributed to {voice.name!r}"
        heading = self._heading
        if heading and not any(heading[0].first < span.last and span.first < heading[0].last for span in event):
            return heading[1], f"attributed to {heading[1].name!r}"
        told = [*spoken, *(found for found in cues if found.cue is Cue.HEARSAY)]
        return None, f"{self._scope.text.quote(*told[0].span)!r} makes it claimed" if told else ""

    @cached_property
    def _heading(self) -> tuple[Span, Voice] | None:
        """Who says so in a heading."""
        return heading_voice(self._scope)

    def _pronoun(self, cues: Sequence[CueFound]) -> str:
        """The pronoun that says so, where nobody is named."""
        spoken = (pronoun_of(self._scope, found.span) for found in cues if found.cue is Cue.ATTRIBUTED)
        return next(filter(None, spoken), "")

    @cached_property
    def voices(self) -> list[Voice]:
        """Everybody whom the sentence names as saying something."""
        spoken = (self._speaker(found.span) for found in self._cues if found.cue in _UTTERED)
        return [voice for voice in spoken if voice is not None]

    def spoken_on(self, told: Assertion, before: Iterable[Account]) -> Assertion:
        """What a sentence asserts when a pronoun says it, with who spoke in those before, nearest first."""
        if not told.pronoun or told.according_to is not None:
            return told
        voice = speaks_on(told.pronoun, (account.voices for account in before), self._scope.speech_words)
        if voice is None:
            return told
        why = f"attributed to {voice.name!r}" if told.status is Status.CLAIMED else told.why
        return told._replace(according_to=voice, why=why)

    def _own_voice(self, verdict: _Verdict | None) -> Voice | None:
        """Who denies or threatens."""
        if verdict is None or verdict.cue is None:
            return None
        if self._scope.word(verdict.cue.span.first).startswith(self._clause_words.threats):
            return None
        if verdict.cue.cue is Cue.UNTRUE:
            return self._who_calls(verdict.cue.span)
        thought = verdict.cue.cue in {Cue.EXPECTED, Cue.HYPOTHETICAL} and self._scope.text.words[
            verdict.cue.span.last - 1
        ].startswith(self._clause_words.thought)
        if verdict.cue.cue not in {Cue.DENIED, Cue.THREATENED} and not thought:
            return None
        return (
            None
            if self._scope.word(verdict.cue.span.first) in self._clause_words.modals
            else self._speaker(verdict.cue.span)
        )

    def _who_calls(self, cue: Span) -> Voice | None:
        """Who calls a report untrue: *Moscow called the allegation a lie*."""
        scope = self._scope
        calls = (at for at in self._calls if scope.sentence.first < at < cue.last)
        at = next(calls, None)
        return None if at is None else self._speaker(Span(at, at + 1))

    @cached_property
    def _calls(self) -> list[int]:
        """The words that may call something untrue."""
        whole = range(self._scope.sentence.first, self._scope.sentence.last)
        return [at for at in whole if self._scope.word(at).startswith(self._clause_words.calls)]

    def _speaker(self, cue: Span) -> Voice | None:
        """Who says what a cue attributes, worked out once."""
        if cue not in self._speakers:
            self._speakers[cue] = voice_of(self._scope, cue)
        return self._speakers[cue]

    def _when(self, event: Sequence[Span]) -> SaidTime | None:
        """The time that is said of the event: of several the nearest."""
        near = [
            (abs(moment.span.first - span.first), moment)
            for moment in self._close_to(event, self._moments)
            for span in event
            if self._reach.dated(moment.span, span)
        ]
        return min(near, default=(0, None), key=lambda one: one[0])[1]
