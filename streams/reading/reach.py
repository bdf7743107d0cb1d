"""How far the cue of each kind reaches: whether it says something of the words that met a rule.

ConText gives every trigger a direction and a window (Harkema et al. 2009). Here the clauses give the window: a verb of
denial governs its object and what it says (or, with neither, the clause before), a negation what follows close by, an
expectation its clause, and who says so all that he says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from streams.languages.language import has
from streams.languages.lemma import tense
from streams.reading.clause_words import BACKGROUND
from streams.reading.cue import Cue, CueFound
from streams.reading.quoted import OBJECT, SPOKEN, Quoted
from streams.reading.scope import Bond, Scope
from streams.text.span import Span

NEGATION_REACH = 4
"""Words from a negation to what it negates: "no sign of any strike" has three; farther ones belong to another noun."""
AVERTED_BEHIND = 8
"""Words from an event to "did not take place": where and by whom stands between."""
MODAL_REACH = 4
"""Words from "would" to its verb: adverbs and "have been" stand between."""
NOUN_REACH = 2
"""Words from an event to a noun that makes it one of: *strike threat*, *invasion scenario*."""
ARTICLE_REACH = 5
"""Words from "a" to the noun it belongs to, or to the place named behind that: *a breach of the dam*."""
OWN_WORDS = 3
"""Words behind a denial in which its object stands: *any direct role*."""
PREDICATE_REACH = 8
"""Words from an event to what it is said to be: *an invasion of the island this year is unlikely*."""
ONGOING_REACH = 8
HEARSAY_REACH = 6
ANSWER_REACH = 4
"""Words from what is done about an event to the event: *respond to last night's strike*."""
ANY_REACH = 2
"""Words from "any" to its noun."""

_NO_ANSWER = frozenset({Cue.NEGATED, Cue.AVERTED, Cue.EXPECTED, Cue.THREATENED, Cue.HYPOTHETICAL})
"""Cues that say nothing of an event that something is done about."""
_DATED_FROM_AHEAD = frozenset({Bond.OBJECT, Bond.ADVERBIAL})
_CASE = frozenset({Bond.OBJECT, Bond.CONDITION})


class Reach:
    """What the cues of one sentence govern."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self._clause_words = scope.clause_words
        self._rules: Mapping[Cue, Callable[[Span, Span], bool]] = {
            Cue.DENIED: self._denied,
            Cue.UNTRUE: self._untrue,
            Cue.NEGATED: self._negated,
            Cue.AVERTED: self._averted,
            Cue.HISTORICAL: self.dated,
            Cue.REMEMBERED: self._remembered,
            Cue.EXPECTED: self._expected,
            Cue.THREATENED: self._threatened,
            Cue.HYPOTHETICAL: self._hypothetical,
            Cue.PRETENDED: self._pretended,
            Cue.ONGOING: self._ongoing,
            Cue.ATTRIBUTED: Quoted(scope).governs,
            Cue.HEARSAY: self._hearsay,
        }

    def governs(self, found: CueFound, event: Sequence[Span]) -> bool:
        """Whether a cue says something of an event, given by the words that met the rule."""
        rule = self._rules[found.cue]
        if found.cue is Cue.EXPECTED and any(self._is_elsewhere(found.span, span) for span in event):
            return False
        if found.cue is Cue.NEGATED and self._is_between(found.span, event):
            return True
        if found.loose and any(span.first <= found.span.first < span.last for span in event):
            return False  # the arrest is the event, of whoever planned another
        if found.cue in _NO_ANSWER and all(self._is_answered(found.span, span) for span in event):
            return False
        if found.cue is Cue.HYPOTHETICAL and self._is_agreed(found.span, event):
            return False
        inside = found.loose and found.cue is not Cue.REMEMBERED
        return any((inside and found.span.holds(span)) or rule(found.span, span) for span in event)

    def _is_answered(self, cue: Span, event: Span) -> bool:
        """Whether a cue says what is done about an event that has happened: *ready to respond to the strike*."""
        scope = self.scope
        if cue.last > event.first or scope.clause(cue.first).bond is Bond.CONDITION:
            return False
        between = range(max(cue.last, event.first - ANSWER_REACH), event.first)
        if any(scope.word(at) in self._clause_words.indefinite for at in range(event.first - 3, event.first)):
            return False  # ready to respond to an attack
        return any(scope.word(at).startswith(self._clause_words.answers) for at in between)

    def _is_agreed(self, cue: Span, event: Sequence[Span]) -> bool:
        """Whether a cue says whose idea it was that somebody took up: *agreed to a truce proposed by a third state*."""
        taken = self.scope.word(cue.first).endswith(self._clause_words.past_endings)
        if not taken or self.scope.word(cue.last) not in self._clause_words.by:
            return False
        return any(
            span.last <= cue.first and self.scope.word(span.first) in self._clause_words.took_up for span in event
        )

    def _is_between(self, cue: Span, event: Sequence[Span]) -> bool:
        """Whether a negation stands between the words of an event and negates their verb: *the dam was not hit by drones*."""
        scope, following = self.scope, self.scope.word(cue.last)
        participle = (
            following.endswith(self._clause_words.negated_endings) or following in self._clause_words.negated_verbs
        )
        if not participle and has(scope.sentence.lang, "passive-by-be"):
            return False
        clause = scope.clause(cue.first).number
        mine = [span for span in event if scope.clause(span.first).number == clause]
        return any(one.last <= cue.first for one in mine) and any(one.first >= cue.last for one in mine)

    def _is_elsewhere(self, cue: Span, span: Span) -> bool:
        """Whether the event begins in what "and" joins to the part of the cue: *agreed on a truce and plan to meet*."""
        before = span.last <= cue.first and self.scope.together(span.first, cue.first)
        return before and self._joined(span.last, cue.first)

    # ------------------------------------------------------------------ what is said not to be so

    def _denied(self, cue: Span, event: Span) -> bool:
        """What is denied: what follows; with nothing to deny behind it, what was told before."""
        scope = self.scope
        if self._is_charge(cue):
            return False
        if self._names_nothing(cue) or self._is_object_before(cue, event):
            return event.last <= cue.first and scope.clause(cue.first).part - scope.clause(event.first).part in {0, 1}
        if any(scope.word(at) in self._clause_words.disclaimed for at in range(cue.last, cue.last + OWN_WORDS)):
            return False
        if any(scope.word(at) in self._clause_words.claimed_over for at in range(cue.last, event.first)):
            return False  # "dismisses claims of terror over the attack"
        if any(
            scope.word(at) in self._clause_words.joining and scope.is_spoken(at + 1)
            for at in range(cue.last, event.first)
        ):
            return False  # rejected the account and said its ship had been rammed
        return event.first >= cue.last and scope.within(event.first, cue.last - 1, OBJECT)

    def _is_charge(self, cue: Span) -> bool:
        """Whether it is denied to have done it, not that it was done: *, a charge Islamabad denies*."""
        return self.scope.stands(self._clause_words.charges, self.scope.segment(cue.first).first, cue.first)

    def _names_nothing(self, cue: Span) -> bool:
        scope = self.scope
        if scope.object_after(cue):
            return False
        rest = scope.rest(cue)
        before = scope.word(cue.first - 1)
        if not rest:
            return True
        passive = rest[0] in self._clause_words.by and not {before, scope.word(cue.first - 2)}.isdisjoint(
            self._clause_words.be
        )
        return (
            passive
            or (len(rest) == 1 and rest[0] in self._clause_words.anaphors)
            or before in self._clause_words.full_anaphors
        )

    def _is_object_before(self, cue: Span, event: Span) -> bool:
        """Whether what is denied stands first: *Обмен пленными опровергли в штабе*; in a fixed order it stands behind."""
        scope = self.scope
        if has(scope.sentence.lang, "fixed-word-order") or scope.object_after(cue):
            return False
        if event.last > cue.first or self._is_known(event):
            return False
        same = scope.segment(event.first) == scope.segment(cue.first)
        return same and not self._joined(event.last, cue.first)

    def _untrue(self, cue: Span, event: Span) -> bool:
        """What is false: the clause that says it is, what hangs on it, and what it hangs on."""
        scope = self.scope
        if scope.within(event.first, cue.first, frozenset({Bond.OBJECT, Bond.RELATIVE})):
            return not (scope.clause(event.first).bond is Bond.RELATIVE and event.first > cue.last)
        if event.last > cue.first:
            return False
        if scope.stands(self._clause_words.anaphors, scope.clause(cue.first).first, cue.first):
            return True  # , but it was a hoax
        return scope.within(cue.first, event.first, frozenset({Bond.OBJECT, Bond.RELATIVE}))

    def _negated(self, cue: Span, event: Span) -> bool:
        apart = event.first - cue.last
        if not 0 <= apart <= NEGATION_REACH or not self.scope.together(cue.last - 1, event.first):
            return self._no_report(cue, event)
        between = [self.scope.word(at) for at in range(cue.last, event.first)]
        return self._clause_words.stops.isdisjoint(between[1:]) and not self._parted(cue.last, event.first)

    def _no_report(self, cue: Span, event: Span) -> bool:
        """*There is no evidence that*: a negation right before the noun whose clause tells it."""
        clause = self.scope.clause(event.first)
        if clause.bond is not Bond.OBJECT or event.first <= clause.first:
            return False
        shown = self.scope.word(clause.first - 1) in self._clause_words.evidence
        return 0 < clause.first - cue.last <= (NEGATION_REACH if shown else 1)

    def _averted(self, cue: Span, event: Span) -> bool:
        near = cue.last - 1 if event.first >= cue.last else cue.first  # of a gapped cue the nearer end
        if not self.scope.together(near, event.first):
            return self._no_report(cue, event)
        if event.first >= cue.last:
            between = {self.scope.word(at) for at in range(cue.last, event.first)}
            return event.first - cue.last <= NEGATION_REACH and self._clause_words.stops.isdisjoint(between)
        if self.scope.word(cue.first).startswith(self._clause_words.failing):
            return False  # the offensive failed to reach the sea
        if self.scope.word(cue.first - 1) in self._clause_words.for_that:
            return False  # they withdrew to avoid encirclement
        return cue.first - event.last <= AVERTED_BEHIND and not self._joined(event.last, cue.first)

    # ------------------------------------------------------------------ what is long past

    def dated(self, cue: Span, event: Span) -> bool:
        """What a time is said of: its clause, and what is said in it; *of 2022* what stands right before."""
        scope = self.scope
        at = cue.first if scope.word(cue.first)[0].isdigit() or scope.word(cue.last - 1)[0].isdigit() else cue.last - 1
        if scope.word(cue.first - 1) in self._clause_words.dated_of:
            return 0 <= cue.first - event.last <= NOUN_REACH
        if scope.together(at, event.first):
            return True
        opening = scope.segment(at).first == scope.sentence.first  # In 1943, after a shelling, the offensive began
        bonds = _DATED_FROM_AHEAD if opening else OBJECT
        return scope.within(event.first, at, bonds) and scope.clause(at).first >= scope.clause(cue.first).first

    def since(self, event: Span) -> bool:
        """Whether an event is told to say since when something else is so: *since the offensive failed*."""
        return self.scope.clause(event.first).joined in self._clause_words.since

    def _remembered(self, cue: Span, event: Span) -> bool:
        if event.first >= cue.last:
            return self.scope.within(event.first, cue.last - 1, SPOKEN)
        return cue.first == event.last

    # ------------------------------------------------------------------ what has not been

    def _expected(self, cue: Span, event: Span) -> bool:
        scope = self.scope
        if event.first >= cue.last:
            if scope.word(cue.first) in self._clause_words.attributes and event.first - cue.last > NEGATION_REACH:
                return False
            return scope.within(event.first, cue.last - 1, OBJECT) and not self._has_come(cue, event)
        if not scope.together(cue.first, event.first) or (self._is_known(event) and cue.first > event.last):
            return False
        if (
            scope.word(cue.first) in self._clause_words.attributes
            and scope.word(cue.first - 1) not in self._clause_words.be
        ):
            return False  # fights erupt ahead of planned protests
        governing = scope.word(cue.last - 1) in self._clause_words.governing
        past = tense(scope.sentence.lang, scope.word(event.first)) == "past"
        return not (governing or past or self._joined(event.last, cue.first))

    def _has_come(self, cue: Span, event: Span) -> bool:
        """Whether it is told what came of an event that was ordered: *orders airstrikes on the capital, killing ten*."""
        scope = self.scope
        if any(scope.word(at) in self._clause_words.modals for at in range(*cue)):
            return False
        return scope.has_result(event.last)

    def _threatened(self, cue: Span, event: Span) -> bool:
        if event.first >= cue.last:
            return self.scope.within(event.first, cue.last - 1, _CASE)
        if cue.holds(event):
            return True
        near = self.scope.together(cue.first, event.first) and cue.first - event.last < NOUN_REACH
        return near and not self._joined(event.last, cue.first)

    def _hypothetical(self, cue: Span, event: Span) -> bool:
        scope = self.scope
        clause = scope.clause(cue.first)
        if clause.bond is Bond.CONDITION and cue.first == clause.first:
            return self._is_conditional(cue, event)
        if scope.word(cue.first) in self._clause_words.whether and cue.last - cue.first == 1:
            return cue.first == scope.sentence.first  # elsewhere it is "or"
        if scope.word(cue.first) in self._clause_words.any:
            return 0 <= event.first - cue.last <= ANY_REACH and scope.together(cue.first, event.first)
        modal = any(scope.word(at) in self._clause_words.modals for at in range(*cue))
        if event.first >= cue.last:
            near = not modal or event.first - cue.last <= MODAL_REACH
            return near and scope.within(event.first, cue.last - 1, OBJECT)
        if not self._is_predicate(cue, event, modal=modal):
            return False
        return not modal or (scope.word(cue.last) not in self._clause_words.have and self._is_indefinite(event))

    def _is_predicate(self, cue: Span, event: Span, *, modal: bool) -> bool:
        """Whether a cue behind an event says something of it: *an invasion this year is unlikely*, *strike scenario*."""
        scope = self.scope
        if not scope.together(cue.first, event.first) or self._joined(event.last, cue.first):
            return False
        if not modal and scope.word(cue.first - 1) in self._clause_words.be:
            return cue.first - event.last < PREDICATE_REACH
        return cue.first - event.last < NOUN_REACH and not self._parted(event.last - 1, cue.first)

    def _is_conditional(self, cue: Span, event: Span) -> bool:
        """Whether an event is in the case that a conjunction begins, or in what would follow from it."""
        scope, clause, other = self.scope, self.scope.clause(cue.first), self.scope.clause(event.first)
        if scope.within(event.first, cue.first, OBJECT):
            return True
        if clause.number == 0:
            return other.part == clause.part and other.bond in {Bond.MAIN, Bond.OBJECT} and event.first > cue.first
        if clause.parent != other.number or event.first > cue.first:
            return False
        if any(
            scope.stands(listed, other.first, clause.first)
            for listed in (self._clause_words.modals, self._clause_words.intended)
        ):
            return True
        return tense(scope.sentence.lang, scope.word(event.first)) in {"future", "infinitive"}

    def _is_indefinite(self, event: Span) -> bool:
        before = range(event.first - ARTICLE_REACH, event.first)
        return any(self.scope.word(at) in self._clause_words.indefinite for at in before)

    def _pretended(self, cue: Span, event: Span) -> bool:
        return self.scope.clause(cue.first).part == self.scope.clause(event.first).part

    # ------------------------------------------------------------------ what goes on, and who says so

    def _ongoing(self, cue: Span, event: Span) -> bool:
        scope = self.scope
        near = -ONGOING_REACH <= event.first - cue.last <= ONGOING_REACH
        if not near or not scope.together(cue.first, event.first) or self._is_known(event):
            return False
        return not self._joined(min(cue.last, event.last), max(cue.first, event.first))

    def _hearsay(self, cue: Span, event: Span) -> bool:
        scope = self.scope
        near = -HEARSAY_REACH <= event.first - cue.last <= HEARSAY_REACH
        named = (
            scope.word(cue.first) in self._clause_words.hearsay_of and event.last <= cue.first
        )  # hit in what he described as a strike
        return (near or named) and scope.clause(cue.first).part == scope.clause(event.first).part

    # ------------------------------------------------------------------ what stands around

    def _is_known(self, event: Span) -> bool:
        """Whether an event is told as known: *after a strike*."""
        begin = max(self.scope.clause(event.first).first, event.first - BACKGROUND)
        return any(self.scope.word(at) in self._clause_words.presupposed for at in range(begin, event.first))

    def _joined(self, first: int, last: int) -> bool:
        """Whether "and" stands between two words: what follows is told of something else."""
        return self.scope.stands(self._clause_words.joining, first, last)

    def _parted(self, first: int, last: int) -> bool:
        """Whether a comma or a mark stands between two words."""
        return first < last and self.scope.segment(first).first != self.scope.segment(last).first
