"""Why a rule matches a text, or nearly does: its conditions one by one, met where and by what.

Computed by the engine's own `Reading`: what it says is what the worker does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from streams.article import Article
from streams.places.gazetteer import Gazetteer
from streams.rules.found import Evidence, Match
from streams.rules.index import Hit
from streams.rules.match import Met, Passage, Reading, RuleSet, Window, evidence_of
from streams.rules.rule import Condition, Group, Rule, Term, terms_of


@dataclass(frozen=True)
class Step:
    """One condition: whether it is met, what says so in words, and the evidence."""

    condition: str
    met: bool
    why: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """A rule's conditions against one text, in the order in which they are tried; ``matches`` are what came of it."""

    rule: str
    source: str
    verdict: Literal["matches", "does not match"]
    sentence: str | None
    steps: tuple[Step, ...]
    matches: tuple[Match, ...]


def explain(rule: Rule, article: Article, ruleset: RuleSet, gazetteer: Gazetteer) -> Explanation:
    """Explain a rule against an article that has both its times."""
    reading = Reading.of(article, ruleset, gazetteer)
    matches = reading.matches_of(rule)
    hit, window = _nearest_miss(rule, reading)
    steps = [_step(condition, reading, window, hit) for condition in rule.groups]
    sentence = None
    if hit is not None and window is not None:
        text = reading.texts[hit.text]
        sentence = text.raw[text.sentences[hit.sentence].start : text.sentences[hit.sentence].end]
        if all(step.met for step in steps):
            steps += _assertion(rule, reading, hit, window)
    verdict: Literal["matches", "does not match"] = "matches" if matches else "does not match"
    return Explanation(rule.id, rule.source, verdict, sentence, tuple(steps), tuple(matches))


def _nearest_miss(rule: Rule, reading: Reading) -> tuple[Hit | None, Window | None]:
    """The stretch that meets the most of the rule: a passage that matches, else the best of the near misses."""
    anchors = reading.hits_of(reading.ruleset.anchors[rule.id]) or {
        hit for group in rule.groups for hit in reading.hits_of(group)
    }
    best: tuple[tuple[int, int], Hit, Window] | None = None
    for hit in sorted(anchors):
        for window in reading.windows(rule.within, hit):
            met = sum(reading.met(group, window, hit) is not None for group in rule.groups)
            quality = (met, int(met == len(rule.groups) and not _fails(rule, reading, hit, window)))
            if best is None or quality > best[0]:
                best = (quality, hit, window)
    return (best[1], best[2]) if best else (None, None)


def _fails(rule: Rule, reading: Reading, hit: Hit, window: Window) -> bool:
    return any(not step.met for step in _assertion(rule, reading, hit, window))


def _step(condition: Condition, reading: Reading, window: Window | None, hit: Hit | None) -> Step:
    if window is not None and hit is not None and (met := reading.met(condition, window, hit)) is not None:
        return Step(
            _name(condition), True, _quoted(reading, met), tuple(evidence_of(reading.texts, one) for one in met)
        )
    elsewhere = sorted(reading.hits_of(condition))
    if elsewhere:
        met = [Met(_term_at(condition, reading, elsewhere[0]), elsewhere[0])]
        why = f"stands elsewhere in the article, not within reach: {_quoted(reading, met)}"
        return Step(_name(condition), False, why, tuple(evidence_of(reading.texts, one) for one in met))
    return Step(_name(condition), False, "none of its terms stands in the article, in the language of its sentence")


def _assertion(rule: Rule, reading: Reading, hit: Hit, window: Window) -> list[Step]:
    """The steps after the terms: what excuses, how it is asserted, where it is."""
    excuse = reading.excuse(rule, hit, window)
    steps = []
    if rule.unless:
        why = f"excused by {_quoted(reading, excuse)}" if excuse else "nothing excuses it"
        steps.append(
            Step("unless", excuse is None, why, tuple(evidence_of(reading.texts, one) for one in excuse or ()))
        )
    passage = Passage(hit.text, hit.sentence, tuple(reading.all_met(rule.groups, window, hit) or ()))
    assertion = reading.assess(passage)
    asked = ", ".join(sorted(rule.statuses))
    steps.append(Step(f"status: {asked}", assertion.status in rule.statuses, f"{assertion.status}: {assertion.why}"))
    where = reading.where(passage)
    name = f"{where.place.name} ({where.place.id})" if where.place else "no place"
    inside = rule.area is None or rule.area.covers(where.place, reading.gazetteer.lies_in)
    steps.append(Step("places" if rule.area else "place (any)", inside, f"{name}: {where.why}"))
    return steps


def _term_at(condition: Condition, reading: Reading, hit: Hit) -> Term:
    number = reading.ruleset.index.number
    return next(term for term in terms_of(condition) if hit in reading.hits.get(number[term], ()))


def _quoted(reading: Reading, met: list[Met]) -> str:
    found = (evidence_of(reading.texts, one) for one in met)
    return ", ".join(f"{one.text!r} in the {one.field} at {one.start} by {one.why}" for one in found)


def _name(condition: Condition) -> str:
    if isinstance(condition, Group) and condition.label:
        return f"concept: {condition.label}"
    listed = [term.text for term in terms_of(condition)]
    told = ", ".join(listed[:4]) + (f" and {len(listed) - 4} more" if len(listed) > 4 else "")
    kind = "any of" if not isinstance(condition, Group) or condition.need == 1 else f"{condition.need} of"
    return f"{kind}: {told}"
