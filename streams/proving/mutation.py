"""Mutants of a rule: each lacks one part, and a test inside the rule should fail without it.

From each rule its conditions and groups are removed one at a time; a mutant that fails none of the tests its rule
passes is a part nobody would miss: it has no test, or it does nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from streams.match.ruleset import compile_rules
from streams.places.gazetteer import Gazetteer
from streams.proving import selftest
from streams.reading.status import Status
from streams.rules.parse import Files
from streams.rules.rule import Condition, Group, Rule, RuleFile, Term, Unless, Within, terms_of

T = TypeVar("T")


@dataclass(frozen=True)
class Mutant:
    """A rule with one part of it removed; ``without`` names the part as it stands in the file, counted from one."""

    without: str
    rule: Rule


@dataclass(frozen=True)
class MutantResult:
    """What became of one mutant: ``noticed_by`` is the number of the first test that fails it, None when none does."""

    of: str
    without: str
    noticed_by: int | None


def run(files: Files, gazetteer: Gazetteer, *, of: Collection[str] | None = None) -> Iterator[MutantResult]:
    """Try every mutant of every rule, or of those with the given ids, against the rule's own tests."""
    for rule in files.rules:
        if of is None or rule.id in of:
            failed = frozenset(_failed(rule, files, gazetteer))
            for mutant in mutants(rule):
                noticing = (number for number in _failed(mutant.rule, files, gazetteer) if number not in failed)
                yield MutantResult(rule.id, mutant.without, next(noticing, None))


def _failed(rule: Rule, files: Files, gazetteer: Gazetteer) -> Iterator[int]:
    """The numbers of the rule's tests that fail, in order, each as soon as it has."""
    alone = replace(files, rules=(rule,))
    untested = replace(alone, concepts={}, cues={}, facts={}, overlays={})
    results = selftest.run(untested, compile_rules(alone, gazetteer), gazetteer)
    return (result.number for result in results if result.problem)


def mutants(rule: Rule) -> Iterator[Mutant]:
    """Every rule that is this one with one condition, group, language list, exception, or limit removed."""
    yield from (Mutant(without, replace(rule, groups=groups)) for without, groups in _fewer_groups(rule.groups))
    yield from _without_excuses(rule)
    if rule.area is not None:
        yield Mutant("places", replace(rule, area=None))
    for number, asked in enumerate(rule.facts):
        without = f"facts: {asked.fact} {asked.sign} {asked.value}"
        yield Mutant(without, replace(rule, facts=_cut(rule.facts, number)))
    for number, reached in enumerate(rule.escalate):
        yield Mutant(f"escalate {number + 1} to {reached.to}", replace(rule, escalate=_cut(rule.escalate, number)))
    if rule.within != DEFAULT_WITHIN:
        yield Mutant(f"within: {_told(rule.within)}", replace(rule, within=DEFAULT_WITHIN))
    if rule.statuses != DEFAULT_STATUSES:
        yield Mutant("status", replace(rule, statuses=DEFAULT_STATUSES))
        for status in sorted(rule.statuses) if len(rule.statuses) > 1 else ():
            yield Mutant(f"status: {status}", replace(rule, statuses=rule.statuses - {status}))


DEFAULT_WITHIN = Within("sentence")
DEFAULT_STATUSES = frozenset(Status(one) for one in RuleFile.model_fields["status"].default)


def _without_excuses(rule: Rule) -> Iterator[Mutant]:
    """The rule without each `unless`, without each part of one, and without each scope of its own."""
    for number, unless in enumerate(rule.unless):
        place = f"unless {number + 1}{_named(unless.condition)}"
        yield Mutant(place, replace(rule, unless=_cut(rule.unless, number)))
        if unless.within != rule.within:
            scoped = Unless(unless.condition, rule.within)
            without = f"{place} within: {_told(unless.within)}"
            yield Mutant(without, replace(rule, unless=_put(rule.unless, number, scoped)))
        for without, condition in _smaller(unless.condition, place):
            smaller = Unless(condition, unless.within)
            yield Mutant(without, replace(rule, unless=_put(rule.unless, number, smaller)))


def _smaller(condition: Condition, place: str) -> Iterator[tuple[str, Condition]]:
    """A condition without each group or language list inside it.

    A concept is one thing here: what stands in it is tested in its own file. Terms are told apart by their vocabulary's
    tests, not one by one: a rule with a hundred terms would need a hundred tests that say the same.
    """
    if isinstance(condition, Term) or condition.label:
        return
    every = condition.need == len(condition.of)
    for without, parts in _without_each(condition.of, place, only_groups=not every):
        if parts:
            yield without, replace(condition, of=parts, need=_need(condition, len(parts)))


def _need(group: Group, left: int) -> int:
    """How many of the parts left a group needs: one fewer only when it needs all."""
    return left if group.need == len(group.of) else min(group.need, left)


def _without_each(
    parts: tuple[Condition, ...], place: str, *, only_groups: bool = False
) -> Iterator[tuple[str, tuple[Condition, ...]]]:
    """The parts without each of them, and without each thing inside each of them; empty where nothing is left."""
    languages = sorted({part.lang for part in parts if isinstance(part, Term)})
    for lang in languages if only_groups and len(languages) > 1 else ():
        yield f"{place} {lang}", tuple(part for part in parts if not (isinstance(part, Term) and part.lang == lang))
    for number, part in enumerate(parts):
        within = f"{place} {number + 1}{_named(part)}"
        if isinstance(part, Group) or not only_groups:
            yield within, _cut(parts, number)
        for without, smaller in _smaller(part, within):
            yield without, _put(parts, number, smaller)


def _fewer_groups(groups: tuple[Condition, ...]) -> Iterator[tuple[str, tuple[Condition, ...]]]:
    """The conditions of a rule without each of them; what its only condition holds is taken apart instead."""
    if len(groups) > 1:
        yield from _without_each(groups, "all")
    else:
        yield from ((without, (smaller,)) for without, smaller in _smaller(groups[0], "any"))


def _named(condition: Condition) -> str:
    """A concept by its name, anything else by its first term."""
    if isinstance(condition, Group) and condition.label:
        return f" (concept: {condition.label})"
    first = next(terms_of(condition), None)
    return f" ({first.text} …)" if first is not None else ""


def _told(within: Within) -> str:
    if within.unit == "words" or within.count > 1:
        return f"{within.count} {within.unit.removesuffix('s')}s"
    return within.unit


def _cut(parts: tuple[T, ...], number: int) -> tuple[T, ...]:
    return parts[:number] + parts[number + 1 :]


def _put(parts: tuple[T, ...], number: int, part: T) -> tuple[T, ...]:
    return (*parts[:number], part, *parts[number + 1 :])
