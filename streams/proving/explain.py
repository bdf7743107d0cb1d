"""Explain a rule against an article: try it as the engine does, and note of each condition what became of it.

Computed by the engine's own `Reading`: what it says is what the worker does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Literal, NamedTuple

from streams.article import Article
from streams.match.bounds import LeftOut
from streams.match.found import Evidence
from streams.match.match import Reading, evidence_of
from streams.match.occurrences import Hit
from streams.match.passage import Met, Passage, Window
from streams.match.ruleset import RuleSet, severity_of
from streams.match.scene import Where
from streams.places.gazetteer import Gazetteer
from streams.places.place import Place
from streams.proving.closest import Closest, Vicinity
from streams.proving.explanation import (
    Explanation,
    Other,
    Step,
    TriedSentence,
    asks,
    kind_of,
    listed,
    number_in_words,
    placed,
)
from streams.rules.rule import Condition, Group, Rule, Term, terms_of

SHOWN = 8
"""Parts of a group that are shown one by one; of a longer list only those that are met, or the nearest."""
NEAREST = 3
"""Parts of a long list that are shown when none of it is met."""
MAX_PASSAGES = 200
"""Passages of which it is explained what became of them."""
MAX_TRIED = 5_000
"""Stretches of an article in which a near miss is looked for."""
MAX_OTHERS = 20
"""Other passages that are listed."""
_NONE_THERE = "none of its terms stands there, in the language of its sentence"
_NONE_AT_ALL = "none of its terms stands in the article, in a sentence of the term's language"
_ABSENT = {True: "does not stand there", False: "does not stand in the article"}
"""What is missed, and where: beside what meets the other groups, or anywhere when nothing meets any."""


class _Spot(NamedTuple):
    """Where a rule is tried: the hit from which the search went out, and the window in which terms must be met."""

    hit: Hit
    window: Window


def explain(rule: Rule, article: Article, ruleset: RuleSet, gazetteer: Gazetteer) -> Explanation:
    """Explain a rule against an article that has both its times."""
    return _Explaining(rule, Reading(article, ruleset, gazetteer)).explanation()


class _Explaining:
    """One explanation being made."""

    def __init__(self, rule: Rule, reading: Reading) -> None:
        self._rule = rule
        self._reading = reading
        self._vicinity = Vicinity(reading)
        self._matches = tuple(reading.by_rule.get(rule.id, ()))
        self._left_out = reading.left_out
        self._passages = list(islice(reading.passages(rule), MAX_PASSAGES))
        self._judged = {passage: self._judge(passage) for passage in self._passages}

    def explanation(self) -> Explanation:
        """What came of it, and why."""
        passage = self._told() if self._matches else self._best()
        spot = self._spot_of(passage) if passage else self._nearest_miss()
        steps = [self._condition(group, spot, wanted=True) for group in self._rule.groups]
        if spot is not None and all(step.met for step in steps):
            steps += self._unless(spot)
            if passage is not None:
                steps += [*self._judged[passage], *self._title(), *self._escalations(passage)]
        if not self._matches and all(step.met is not False for step in steps):
            why = "; ".join(self._left_out) or LeftOut.PASSAGES
            steps.append(Step(kind="limits", asks="within what is looked at", met=False, why=why))
        return Explanation(
            rule=self._rule.id,
            source=self._rule.source,
            verdict="matches" if self._matches else "does not match",
            sentence=self._sentence(spot.hit) if spot else None,
            steps=tuple(steps),
            failed=next((number for number, step in enumerate(steps) if step.met is False), None),
            others=tuple(islice(self._others(passage), MAX_OTHERS)),
            matches=self._matches,
        )

    # Where to look.

    def _told(self) -> Passage | None:
        """The passage from which the first match was made."""
        first = self._matches[0]
        for passage in self._passages:
            placed_at = {where.place and where.place.id for where in self._reading.wheres(passage)}
            same = (first.place and first.place.id) in placed_at and self._reading.assess(
                passage
            ).status is first.status
            if same and all(step.met for step in self._judged[passage]):
                return passage
        return None

    def _best(self) -> Passage | None:
        """Of the passages that meet the terms, none of which is told, the one that fails last."""
        return max(
            self._passages, key=lambda passage: sum(step.met is True for step in self._judged[passage]), default=None
        )

    def _spot_of(self, passage: Passage) -> _Spot:
        """Where the engine stood when it found a passage."""
        reading, rule = self._reading, self._rule
        around = [hit for hit in sorted(reading.hits_of(reading.ruleset.anchors[rule.id])) if hit[:2] == passage[:2]]
        first: _Spot | None = None
        for hit in around:
            for window in reading.windows(rule.within, hit):
                met = reading.all_met(rule.groups, window, hit)
                if met is not None and reading.excuse(rule, hit, window) is None:
                    first = first or _Spot(hit, window)
                    if tuple(met) == passage.evidence:
                        return _Spot(hit, window)
        assert first is not None, "a passage was found from a hit of the anchor"
        return first

    def _nearest_miss(self) -> _Spot | None:
        """The stretch that meets the most of the rule, where no passage meets it all."""
        reading, rule = self._reading, self._rule
        hits = reading.hits_of(reading.ruleset.anchors[rule.id]) or {
            hit for group in rule.groups for hit in reading.hits_of(group)
        }
        spots = (_Spot(hit, window) for hit in sorted(hits) for window in reading.windows(rule.within, hit))
        return max(islice(spots, MAX_TRIED), key=self._met_at, default=None)

    def _met_at(self, spot: _Spot) -> int:
        return sum(self._reading.met(group, spot.window, spot.hit) is not None for group in self._rule.groups)

    # What is asked.

    def _condition(self, condition: Condition, spot: _Spot | None, *, wanted: bool) -> Step:
        """A condition of terms; what comes nearest is looked for only where it is wanted."""
        met = self._reading.met(condition, spot.window, spot.hit) if spot else None
        if isinstance(condition, Term):
            return self._term(condition, spot, met, wanted=wanted)
        if met is None and not wanted:
            return Step(
                kind=kind_of(condition), asks=asks(condition), met=None, why="not needed", left_out=len(condition.of)
            )
        parts, left_out = self._parts(condition, spot, missed=met is None)
        standing = sum(step.met is True for step in parts)
        if met is not None:
            why = self._quoted(met)
        else:
            why = f"{standing} of its {len(condition.of)} parts met, {condition.need} needed"
            why = why if standing else _NONE_THERE if spot else _NONE_AT_ALL
        return Step(
            kind=kind_of(condition),
            asks=asks(condition),
            met=met is not None,
            why=why,
            evidence=self._evidence(met or ()),
            closest=self._closest(condition, parts, spot) if met is None else None,
            of=parts,
            left_out=left_out,
        )

    def _term(self, term: Term, spot: _Spot | None, met: list[Met] | None, *, wanted: bool) -> Step:
        closest = self._vicinity.closest([term], spot and spot.hit) if met is None and wanted else None
        return Step(
            kind="term",
            asks=asks(term),
            met=True if met is not None else (False if wanted else None),
            why=self._quoted(met) if met is not None else _ABSENT[spot is not None] if wanted else "not needed",
            evidence=self._evidence(met or ()),
            closest=closest,
        )

    def _parts(self, group: Group, spot: _Spot | None, *, missed: bool) -> tuple[tuple[Step, ...], int]:
        """The parts of a group worth showing, and how many are not."""
        parts = [(part, self._stands(part, spot)) for part in group.of]
        if len(parts) > SHOWN:
            standing = [part for part in parts if part[1]]
            parts = standing[:SHOWN] + (self._nearest_parts(group, spot) if missed else [])
        shown = tuple(self._condition(part, spot, wanted=missed) for part, _ in parts)
        return shown, len(group.of) - len(shown)

    def _stands(self, condition: Condition, spot: _Spot | None) -> bool:
        return spot is not None and self._reading.met(condition, spot.window, spot.hit) is not None

    def _nearest_parts(self, group: Group, spot: _Spot | None) -> list[tuple[Condition, bool]]:
        """Of a long list the parts that come nearest to being met, in their order."""
        missed = [part for part in group.of if not self._stands(part, spot)]
        nearest = {
            closest.term
            for part in missed
            if (closest := self._vicinity.closest(terms_of(part), spot and spot.hit)) is not None
        }
        near = [part for part in missed if any(term.text in nearest for term in terms_of(part))]
        return [(part, False) for part in near[:NEAREST]]

    def _closest(self, group: Group, parts: Sequence[Step], spot: _Spot | None) -> Closest | None:
        """What comes nearest to a group: to all of its terms, or to the first part missed where all are needed."""
        if group.need == len(group.of) and len(parts) == len(group.of):
            return next((step.closest for step in parts if not step.met and step.closest), None)
        missed = (term for part in group.of if not self._stands(part, spot) for term in terms_of(part))
        return self._vicinity.closest(missed, spot and spot.hit)

    # What follows the terms.

    def _unless(self, spot: _Spot) -> Iterator[Step]:
        """What excuses the rule, if anything does."""
        if not self._rule.unless:
            return
        excuse = self._reading.excuse(self._rule, spot.hit, spot.window)
        if excuse is None:
            asked = listed([unless.condition for unless in self._rule.unless])
            yield Step(kind="unless", asks=f"unless {asked}", met=True, why="nothing excuses it")
            return
        condition = excuse.unless.condition
        yield Step(
            kind="unless",
            asks=f"unless {asks(condition)}",
            met=False,
            why=f"excused by {self._quoted(excuse.met)}",
            evidence=self._evidence(excuse.met),
            of=(self._condition(condition, _Spot(spot.hit, excuse.window), wanted=True),),
        )

    def _judge(self, passage: Passage) -> tuple[Step, ...]:
        """How a passage asserts the event, where it is, and its numbers."""
        return (self._status(passage), self._places(passage), *self._facts(passage))

    def _status(self, passage: Passage) -> Step:
        assertion = self._reading.assess(passage)
        cues = [
            evidence_of(self._reading.texts, met).model_copy(update={"why": f"cue: {cue}"})
            for cue, met in self._reading.cues_in(*passage[:2])
        ]
        return Step(
            kind="status",
            asks=f"status {', '.join(status for status in type(assertion.status) if status in self._rule.statuses)}",
            met=assertion.status in self._rule.statuses,
            why=f"{assertion.status}: {assertion.why}",
            evidence=tuple(dict.fromkeys(cues)),
        )

    def _where(self, passage: Passage) -> Where:
        """Where a passage says its event is; of several places the first inside the rule's."""
        wheres, area = self._reading.wheres(passage), self._rule.area
        inside = (one for one in wheres if area is None or area.covers(one.place, self._reading.gazetteer.lies_in))
        return next(inside, wheres[0])

    def _places(self, passage: Passage) -> Step:
        where, area, lies_in = self._where(passage), self._rule.area, self._reading.gazetteer.lies_in
        met = area is None or area.covers(where.place, lies_in)
        why = f"{placed(where.place)}: {where.why}"
        if not met and area is not None:
            why += "; it is outside the rule's places" if where.place else "; the rule asks for one"
            if inside := [other.name for other in where.others if area.covers(other, lies_in)]:
                why += f". {' and '.join(inside)} would be inside, and is not where it is said to be"
        wanted = "a place inside the rule's `places`" if area else "any place, or none"
        return Step(kind="places", asks=wanted, met=met, why=why, evidence=self._named(passage, where.place))

    def _named(self, passage: Passage, place: Place | None) -> tuple[Evidence, ...]:
        """The words that name a place, nearest to a passage: in its sentence, else before it, else in the title."""
        field = self._reading.texts[passage.text].field
        named = [
            toponym
            for toponym in self._reading.scenes.toponyms
            if place is not None and toponym.place is not None and toponym.place.id == place.id
        ]
        near = [one for one in named if one.field == field and one.sentence <= passage.sentence] or named
        if not near:
            return ()
        one = max(near, key=lambda toponym: (toponym.field == field, toponym.sentence))
        field_named: Literal["title", "text"] = "title" if one.field == "title" else "text"
        return (Evidence(field=field_named, start=one.start, end=one.end, text=one.text, why=one.why),)

    def _facts(self, passage: Passage) -> Iterator[Step]:
        if not self._rule.facts:
            return
        numbers = self._reading.facts_of(self._rule, passage, self._where(passage).words)
        for condition in self._rule.facts:
            said = numbers.get(condition.fact)
            why = f"{number_in_words(said.min, said.max)}: “{said.quote}”" if said else "the text says no such number"
            wanted = f"{condition.fact} {condition.sign} {condition.value}"
            yield Step(kind="facts", asks=wanted, met=condition.holds(said), why=why)

    def _title(self) -> Iterator[Step]:
        """The heading says that it did not happen: what the text repeats of it is no news."""
        for passage in self._passages:
            assertion = self._reading.assess(passage)
            if self._reading.disowns(passage, assertion):
                sentence = self._reading.texts[passage.text].sentences[passage.sentence]
                quote = self._reading.texts[passage.text].raw[sentence.start : sentence.end]
                yield Step(
                    kind="title",
                    asks="a title that does not take it back",
                    met=False,
                    why=f"the title says that it did not happen: {assertion.status}, {assertion.why}",
                    evidence=(
                        Evidence(field="title", start=sentence.start, end=sentence.end, text=quote, why="the title"),
                    ),
                )
                return

    def _escalations(self, passage: Passage) -> Iterator[Step]:
        if not self._rule.escalate:
            return
        numbers = self._matches[0].facts if self._matches else self._reading.facts_of(self._rule, passage)
        for escalation in self._rule.escalate:
            asked = " and ".join(f"{one.fact} {one.sign} {one.value}" for one in escalation.when)
            holds = all(one.holds(numbers.get(one.fact)) for one in escalation.when)
            said = (
                ", ".join(f"{name} {number_in_words(one.min, one.max)}" for name, one in numbers.items()) or "no number"
            )
            why = f"{'it is so' if holds else 'it is not so'}: the text says {said}; "
            why += f"the severity is {severity_of(self._rule, numbers)}" if self._matches else "nothing matches"
            yield Step(kind="escalate", asks=f"{escalation.to} when {asked}", met=None, why=why)

    # In words.

    def _others(self, shown: Passage | None) -> Iterator[Other]:
        """What became of the other passages that meet the terms."""
        told = {match.place.id if match.place else "" for match in self._matches}
        for passage in self._passages:
            if passage is shown:
                continue
            failed = next((step for step in self._judged[passage] if not step.met), None)
            place = self._where(passage).place
            if failed is not None:
                outcome = f"{failed.asks}: not met, {failed.why}"
            elif not self._matches:
                outcome = "not told, for the same reason"
            elif (place.id if place else "") in told:
                outcome = f"told, at {placed(place)}"
            else:
                outcome = f"{placed(place)}: folded into a match at a place that is named or lies inside it"
            text = self._reading.texts[passage.text]
            sentence = text.sentences[passage.sentence]
            yield Other(field=_field(text.field), start=sentence.start, end=sentence.end, outcome=outcome)

    def _sentence(self, hit: Hit) -> TriedSentence:
        text = self._reading.texts[hit.text]
        _, _, start, end, _, lang = text.sentences[hit.sentence][:6]
        return TriedSentence(field=_field(text.field), start=start, end=end, text=text.raw[start:end], lang=lang)

    def _evidence(self, met: Sequence[Met]) -> tuple[Evidence, ...]:
        return tuple(dict.fromkeys(evidence_of(self._reading.texts, one) for one in met))

    def _quoted(self, met: Sequence[Met]) -> str:
        return ", ".join(f"{one.text!r} in the {one.field} at {one.start}, {one.why}" for one in self._evidence(met))


def _field(name: str) -> Literal["title", "text"]:
    return "title" if name == "title" else "text"
