"""Checks of what becomes of matches: how they are gathered, how bad they are, how they are told."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import DamerauLevenshtein

from streams.rules.checks.finding import Finding, Whole
from streams.rules.rule import IncidentTerms, NumberCondition, Rule
from streams.status import SEVERITIES

SHORT = 30 * 60
"""Seconds: reports of one event follow one another for hours, so a shorter window makes each of them an incident."""

LONGEST_TITLE = 80
"""Characters: two lines of a chat on a telephone, where the place and the severity stand beside the title."""

LONG_NAME = 7
"""Letters from which names that differ by one are no two words: `flood` and `blood`, `strike` and `stroke` are."""


def short_window(rule: Rule, _whole: Whole) -> Iterator[Finding]:
    """A rule gathers reports for at least half an hour.

    Reports of one event come over hours: a window of minutes makes nearly every article an incident, and each rings.
    """
    for key, seconds in (("window", rule.incident.window), ("max_age", rule.incident.max_age)):
        if seconds < SHORT:
            text = f"`{key}` of {seconds // 60} minutes makes nearly every article an incident of its own"
            yield Finding(("incident", key), text, "24h is usual; below 30m nothing is gathered")


def window_over_max_age(rule: Rule, _whole: Whole) -> Iterator[Finding]:
    """An incident may grow older than one gap between its reports.

    Where `max_age` is shorter than `window`, the window has no effect, and the incident waits open for reports that
    it can no longer take.
    """
    if rule.incident.window > rule.incident.max_age:
        text = "`window` is longer than `max_age`, so it has no effect"
        yield Finding(("incident", "window"), text, "shorten it, or lengthen `max_age`")


def family_incident(rule: Rule, whole: Whole) -> Iterator[Finding]:
    """Rules of one family gather in one way.

    They share incidents; if one groups by place and another by country, the grouping depends on which report came
    first.
    """
    usual, count = whole.usual_ways[rule.family]
    if rule.incident == usual:
        return
    like = next(one.id for one in whole.families[rule.family] if one.incident == usual)
    different = [key for key in IncidentTerms.model_fields if getattr(rule.incident, key) != getattr(usual, key)]
    text = f"{' and '.join(f'`{key}`' for key in different)} differ from {like}, of the same family {rule.family!r}"
    hint = f"write it as there{f', as in {count} rules of the family' if count > 1 else ''}"
    yield Finding(("incident",), text, hint, key=True)


def family_twin(rule: Rule, whole: Whole) -> Iterator[Finding]:
    """A family is not a misspelling of another.

    `strikes` beside `strike` makes two incidents, and two alerts, of one event.
    """
    count = len(whole.families[rule.family])
    for other, rules in whole.families.items():
        rarer = (count, other) < (len(rules), rule.family)
        if rarer and _is_misspelling(rule.family, other):
            text = f"the family {rule.family!r} differs by one letter from {other!r}"
            yield Finding(("family",), text, f"did you mean {other!r}?")


def _is_misspelling(family: str, other: str) -> bool:
    """Whether two names are one letter apart and too long for that to be chance: `raid` and `rail` are two words."""
    if DamerauLevenshtein.distance(family, other) != 1:
        return False
    return f"{family}s" == other or f"{other}s" == family or min(len(family), len(other)) >= LONG_NAME


def unreadable_title(rule: Rule, _whole: Whole) -> Iterator[Finding]:
    """A title is a line that a telephone shows: letters, and not too many of them."""
    if not any(char.isalpha() for char in rule.title):
        yield Finding(("title",), "the title has no letter", "say in a few words what happened")
    elif len(rule.title) > LONGEST_TITLE:
        text = f"the title has {len(rule.title)} characters, and a chat shows {LONGEST_TITLE}"
        yield Finding(("title",), text, "say it shorter; the rest belongs into `about`")


def hidden_escalation(rule: Rule, _whole: Whole) -> Iterator[Finding]:
    """An escalation decides the severity of some match.

    It never does where no number meets it, or where another makes every match it is about at least as severe.
    """
    for number, one in enumerate(rule.escalate):
        loc = ("escalate", number, "when")
        bounds = _bounds([*rule.facts, *one.when])
        if _is_empty(bounds):
            yield Finding(loc, "no number meets this together with the rule's `facts`", "loosen one of them")
            continue
        for place, other in enumerate(rule.escalate):
            outranks = (SEVERITIES.index(other.to), -place) > (SEVERITIES.index(one.to), -number)
            if outranks and _is_inside(bounds, _bounds([*rule.facts, *other.when])):
                text = f"escalation {place + 1} makes every such match {other.to} already"
                yield Finding(loc, text, "ask for less here or for more there, or remove one")
                break


Bounds = dict[str, tuple[float, float]]
"""The least and the largest number of each fact that meets some conditions."""


def _bounds(conditions: Sequence[NumberCondition]) -> Bounds:
    found: Bounds = {}
    for one in conditions:
        least, most = found.get(one.fact, (0.0, math.inf))
        value = one.value
        if one.sign in {">", ">=", "="}:
            least = max(least, value + (one.sign == ">"))
        if one.sign in {"<", "<=", "="}:
            most = min(most, value - (one.sign == "<"))
        found[one.fact] = (least, most)
    return found


def _is_empty(bounds: Bounds) -> bool:
    return any(least > most for least, most in bounds.values())


def _is_inside(inner: Bounds, outer: Bounds) -> bool:
    """Whether whatever meets the inner bounds meets the outer ones; a fact that is not asked for may be unknown."""
    return all(
        fact in inner and inner[fact][0] >= least and inner[fact][1] <= most for fact, (least, most) in outer.items()
    )
