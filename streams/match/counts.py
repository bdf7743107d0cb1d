"""Which numbers of an article are told of an event: those of its own sentence, and those of one that goes on about it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from streams.facts import Number
from streams.match.around import RESPONSE, responding
from streams.match.fact_numbers import WHOLES, FactNumber, told_in
from streams.match.occurrences import Occurrences
from streams.match.passage import Passage
from streams.match.ruleset import RuleSet
from streams.match.scene import Scenes
from streams.match.windows import Windows
from streams.reading.status import Account
from streams.rules.rule import Rule
from streams.text.span import Span
from streams.text.text import Text

QUOTE_LENGTH = 400
"""Characters of a quote: a long sentence of news has 300."""
LOOK_AHEAD = 2
"""Sentences behind an event's own in which its numbers may be told: a paragraph of news has three."""


LIKES = (
    frozenset({"killed", "injured", "missing", "casualties"}),
    frozenset({*WHOLES.keys(), *WHOLES.values()}),
)
"""Facts that are told side by side: a rule that asks for one takes all."""


def counted_by(rule: Rule) -> frozenset[str]:
    """The facts that a rule asks for in its conditions and escalations, and their like."""
    asked = {one.fact for one in (*rule.facts, *(one for escalation in rule.escalate for one in escalation.when))}
    return frozenset(asked).union(*(like for like in LIKES if not like.isdisjoint(asked)))


class Read(Protocol):
    """An article read against the rules."""

    @property
    def texts(self) -> Sequence[Text]: ...  # noqa: D102 - as `Reading` says
    @property
    def ruleset(self) -> RuleSet: ...  # noqa: D102 - as `Reading` says
    @property
    def hits(self) -> Occurrences: ...  # noqa: D102 - as `Reading` says
    @property
    def apart(self) -> Windows: ...  # noqa: D102 - as `Reading` says
    @property
    def scenes(self) -> Scenes: ...  # noqa: D102 - as `Reading` says
    def context(self, text: int, sentence: int) -> Occurrences: ...  # noqa: D102 - as Reading says
    def account(self, text: int, sentence: int) -> Account: ...  # noqa: D102


class Counts:
    """The numbers that one article tells."""

    def __init__(self, reading: Read) -> None:
        self._reading = reading
        self._told: dict[tuple[int, int], list[FactNumber]] = {}
        self._own: dict[tuple[str, tuple[int, int]], list[FactNumber]] = {}
        self._answers: dict[tuple[int, int], list[int]] = {}
        self._placed: dict[tuple[int, int], frozenset[int]] = {}
        self._asserted: dict[FactNumber, bool] = {}

    def of(self, rule: Rule, passage: Passage, words: tuple[int, int] | None = None) -> dict[str, Number]:
        """The numbers told of an event; of two of one kind the nearest to it.

        Read by the vocabularies of facts, and by the rule's own terms with `<number>`. ``words`` are those of its
        sentence that count for one place alone (see `Where.words`).
        """
        near = {met.hit[:2]: met.hit.first for met in reversed(passage.evidence)}
        ends = {met.hit[:2]: max(one.hit.last for one in passage.evidence if one.hit[:2] == met.hit[:2])
                for met in passage.evidence}  # fmt: skip
        told: dict[str, FactNumber] = {}
        # the nearest first: of most facts the first is told of the event, and no other is looked at
        for one in sorted(self._told_beside(rule, near), key=lambda one: abs(one.hit.first - near[one.hit[:2]])):
            key = one.hit[:2]
            if one.fact in told:
                continue
            if words is not None and key == passage[:2] and not words[0] <= one.number.first < words[1]:
                continue
            if not (self._is_elsewhere(one, near[key]) or self._is_of_before(one, ends[key])):
                told[one.fact] = one
        if words is None:
            for one in self._told_after(rule, passage):
                if one.fact not in told and self._is_asserted(one):
                    told[one.fact] = one
        return {fact: self._number(one) for fact, one in sorted(told.items())}

    def _number(self, told: FactNumber) -> Number:
        quote = self._reading.texts[told.hit.text].quote(told.hit.first, told.hit.last)[:QUOTE_LENGTH]
        return Number(min=told.number.min, max=told.number.max, quote=quote)

    def _told_beside(self, rule: Rule, near: Iterable[tuple[int, int]]) -> Iterator[FactNumber]:
        """What the sentences of the evidence tell, by the vocabularies and by the rule's own terms."""
        reading, own = self._reading, self._reading.ruleset.own_facts[rule.id]
        for key in near:
            yield from self.told(*key)
            if own:
                if (rule.id, key) not in self._own:
                    terms = reading.ruleset.index.terms
                    self._own[rule.id, key] = told_in(reading.hits, reading.texts, terms, own, key)
                yield from self._own[rule.id, key]

    def told(self, text: int, sentence: int) -> list[FactNumber]:
        """The numbers that a sentence tells, by the vocabularies of facts."""
        key = (text, sentence)
        if key not in self._told:
            reading, ruleset = self._reading, self._reading.ruleset
            context = reading.context(text, sentence)
            self._told[key] = told_in(context, reading.texts, ruleset.context.terms, ruleset.facts, key)
        return self._told[key]

    def _is_elsewhere(self, told: FactNumber, event: int) -> bool:
        """Whether a number stands in another statement than the event, or is set against it, with a place of its own."""
        text, sentence = told.hit[:2]
        if self._is_contrasted(told, event):
            return True
        first, last = self._reading.apart.statement(text, sentence, told.number.first)
        if first <= event < last:
            return False
        places = self._reading.scenes.spans(text, sentence)
        following = bisect_left(places, (first,))
        return following < len(places) and places[following][0] < last

    def _is_of_before(self, told: FactNumber, event: int) -> bool:
        """Whether a number is of what the event came after: *jets bombed X in retaliation for an attack that killed two*.

        ``event`` is the word after the event's last.
        """
        text, number = told.hit[:2]
        if (text, number) not in self._answers:
            sentence = self._reading.texts[text].sentences[number]
            words = self._reading.texts[text].words[sentence.first : sentence.last]
            self._answers[text, number] = [sentence.first + at for at in responding(words, sentence.lang)]
        answers = self._answers[text, number]
        following = bisect_left(answers, event)
        return following < len(answers) and answers[following] + RESPONSE <= told.number.first

    def _is_contrasted(self, told: FactNumber, event: int) -> bool:
        """*A missile hit X, killing two, while five were injured in Y*."""
        places = self._reading.scenes.spans(*told.hit[:2])
        if len(places) < 2:
            return False
        clauses = self._reading.scenes.clauses(*told.hit[:2])
        mine, its = clauses.clause(event), clauses.clause(told.number.first)
        if mine == its or not {clauses.opens(event), clauses.opens(told.number.first)} & clauses.scene_words.contrast:
            return False
        key = told.hit[:2]
        if key not in self._placed:
            self._placed[key] = frozenset(clauses.clause(first) for first, _ in places)
        return mine in self._placed[key] and its in self._placed[key]

    def _told_after(self, rule: Rule, passage: Passage) -> Iterator[FactNumber]:
        """What the next sentences tell of the event, as long as they go on about it and name no other place.

        Only numbers that the rule asks for, and their like: who signs a treaty kills nobody.
        """
        if not (asked := counted_by(rule)):
            return
        sentences, runs = self._reading.texts[passage.text].sentences, self._reading.apart.runs(passage.text)
        mine = sentences[passage.sentence]
        for number in range(passage.sentence + 1, min(passage.sentence + 1 + LOOK_AHEAD, len(sentences))):
            key = (passage.text, number)
            joined = runs[number] == runs[passage.sentence] and sentences[number].paragraph == mine.paragraph
            if not joined or self._reading.scenes.spans(*key):
                return
            yield from (one for one in self.told(*key) if one.fact in asked)

    def _is_asserted(self, told: FactNumber) -> bool:
        """Whether a number is told as a fact, by its own words and not those between: *two people could be killed*."""
        if told not in self._asserted:
            number, hit = told.number, told.hit
            word = hit.first if number.last >= hit.last else hit.last - 1
            spans = [Span(number.first, number.last), Span(word, word + 1)]
            self._asserted[told] = self._reading.account(*hit[:2]).assertion(spans).status.happened
        return self._asserted[told]
