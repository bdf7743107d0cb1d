"""Which events somebody is told to say: how far "said", "according to" and "за словами" reach.

All that follows what who speaks says, and with nothing behind it all that came before; an order, a warning to somebody
and a verb that does what it says ("announced a mobilisation") report nothing.
"""

from __future__ import annotations

from streams.languages.language import has
from streams.languages.lemma import is_object
from streams.reading.scope import Bond, Scope
from streams.reading.voice import is_passive_behind, named
from streams.text.span import Span

ORDER_REACH = 8
"""Words from "told" to what somebody is to do: *told residents of three buildings to leave*."""
SHORT_TAIL = 6
"""Words behind "said" at the end of a sentence that say to whom, where or when, and not what."""
LONG_TAIL = 12
"""Those behind "told": *told members of the parliament's committee on defence in Brussels*."""
OBJECT = frozenset({Bond.OBJECT})
"""How what is said, denied or foreseen hangs on its verb."""
SPOKEN = frozenset({Bond.OBJECT, Bond.RELATIVE, Bond.ADVERBIAL, Bond.CONDITION})
"""The same with what else is told in what somebody says."""


class Quoted:
    """What is told of one sentence as said by somebody."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self._clause_words = scope.clause_words
        self._speech_words = scope.speech_words

    def governs(self, cue: Span, event: Span) -> bool:
        """What somebody says: all that follows; all that came before when nothing follows."""
        scope = self.scope
        if scope.word(cue.first) in self._speech_words.prepositions:
            part = scope.clause(cue.first).part == scope.clause(event.first).part
            return part and (event.first >= cue.last or not self._is_of_relative(cue))
        if scope.word(cue.first).startswith(self._clause_words.performing) and not self._tells(cue, event):
            return False
        if self._is_order(cue) or self._is_warned(cue) or self._is_why(cue, event):
            return False
        if self._is_passive(cue) and (event.first >= cue.last or not self.scope.rest(cue)):
            return scope.within(event.first, cue.last - 1, OBJECT)
        if event.first >= cue.last:
            return scope.within(event.first, cue.last - 1, SPOKEN)
        return self._closes(cue) and event.first < scope.segment(cue.first).first and self._is_quoted(cue, event)

    def _is_of_relative(self, cue: Span) -> bool:
        """Whether only what a relative clause says is attributed: *firms which, according to the envoy, sell parts*."""
        before = self.scope.word(cue.first - 1)
        return before in self._clause_words.which or before.startswith(self._clause_words.relative_stems)

    def _is_order(self, cue: Span) -> bool:
        """Whether somebody is told to do something, which reports nothing: *the army told residents to leave*."""
        scope = self.scope
        if scope.word(cue.first) not in self._speech_words.tell or scope.object_after(cue):
            return False
        return any(
            scope.word(at) in self._clause_words.infinitive_before for at in range(cue.last, cue.last + ORDER_REACH)
        )

    def _is_warned(self, cue: Span) -> bool:
        """Whether those who stand before "warned" are the ones who were: *села нижче за течією попередили*."""
        scope = self.scope
        if not scope.word(cue.first).startswith(self._clause_words.warn):
            return False
        first = scope.segment(cue.first).first
        if scope.stands(self._clause_words.warned, first, cue.first):
            return True
        return cue.first - first == 1 and is_object(scope.sentence.lang, scope.word(first))

    def _is_why(self, cue: Span, event: Span) -> bool:
        """Whether an event is why somebody is warned or told: *Moscow warned its citizens after a drone struck a convoy*."""
        scope = self.scope
        if not scope.word(cue.first).startswith(
            (*self._clause_words.warn, *self._speech_words.tell)
        ) or scope.object_after(cue):
            return False
        clause = scope.clause(event.first)
        return (
            clause.bond is Bond.ADVERBIAL and clause.parent == scope.clause(cue.first).number and event.first > cue.last
        )

    def _is_quoted(self, cue: Span, event: Span) -> bool:
        """Whether an event is told in what who speaks behind it said: not before "but", ";" or ", and he said"."""
        mine, other = self.scope.clause(cue.first), self.scope.clause(event.first)
        if mine.part == other.part:
            return True
        between = self.scope.clauses[other.number + 1 : mine.number + 1]
        behind = self.scope.segment(cue.first).first > mine.first  # and they arrested nine, the ministry said
        return (mine.joined == "" or behind) and all(one.joined in self._clause_words.joining for one in between)

    def _tells(self, cue: Span, event: Span) -> bool:
        """Whether a verb that also does what it says tells something: *announced that*; not *, announced on Friday,*."""
        if self.scope.word(event.first).startswith(self._clause_words.deeds):
            return True  # announced the capture of a town
        clause = self.scope.clause(cue.first)
        inserted = clause.bond is Bond.RELATIVE and clause.first == cue.first
        return self.scope.object_after(cue) or (event.last <= cue.first and self._closes(cue) and not inserted)

    def _closes(self, cue: Span) -> bool:
        """Whether who says so stands behind what he says: *the dam was hit, the governor said on Monday*."""
        scope = self.scope
        segment = scope.segment(cue.first)
        if segment.first == scope.sentence.first or self._says_behind(cue):
            return False
        if scope.word(segment.first)[0].isdigit():
            return False  # "12 villages warned"
        if segment.first == cue.first:
            inverted = self._is_named_behind(cue.first)
            if inverted or self._resumes(cue.first):
                return inverted
        if not (rest := scope.rest(cue)):
            return True
        elsewhere = rest[0] in self._clause_words.topic and self._clause_words.anaphors.isdisjoint(
            rest
        )  # the governor speaks of "falling debris"
        if len(rest) > (LONG_TAIL if scope.word(cue.first) in self._speech_words.tell else SHORT_TAIL) or elsewhere:
            return False
        behind = rest[0] in self._speech_words.stops or rest[0] in self._speech_words.leading
        return segment.first == cue.first or behind or scope.word(cue.first) in self._speech_words.tell

    def _says_behind(self, cue: Span) -> bool:
        """Whether what is said follows; not what is added: *the mayor said on Monday, adding that nobody was hurt*."""
        scope = self.scope
        return any(
            not scope.word(first - 1).endswith(self._clause_words.going_on_endings) for first in scope.objects(cue)
        )

    def _resumes(self, at: int) -> bool:
        """Whether a clause goes on here after an inserted one."""
        before = self.scope.clause(at - 1)
        return before.number != self.scope.clause(at).number == before.parent and before.bond is Bond.RELATIVE

    def _is_named_behind(self, at: int) -> bool:
        """Whether a verb that opens a stretch has its subject behind it, and nothing else: *, said the head of the region*."""
        last = self.scope.segment(at).last
        if has(self.scope.sentence.lang, "fixed-word-order") and any(map(self._is_verb, range(at + 1, last))):
            return False  # the general, wounded in X, said the army had left
        if at + 1 >= last or is_object(self.scope.sentence.lang, self.scope.word(at + 1)):
            return False
        found = named(self.scope, Span(at + 1, last))
        return found is not None and found.role is not None

    def _is_verb(self, at: int) -> bool:
        word = self.scope.word(at)
        return (
            word in self._clause_words.be
            or word in self._clause_words.modals
            or word.endswith(self._clause_words.past_endings)
        )

    def _is_passive(self, cue: Span) -> bool:
        """Whether nobody speaks: *strikes were reported*, *повідомлено про удари*."""
        word = self.scope.word(cue.last - 1)
        if has(self.scope.sentence.lang, "passive-by-be"):
            been = self.scope.word(cue.first - 1) in self._clause_words.been
            return (word.endswith(self._clause_words.past_endings) and been) or is_passive_behind(self.scope, cue)
        return word.endswith(self._speech_words.passive_endings)
