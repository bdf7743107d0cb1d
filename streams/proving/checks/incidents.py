"""Checks of what becomes of matches: how they are gathered, how bad they are, how they are told."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.distance import DamerauLevenshtein

from streams.proving.checks.finding import Finding, Whole
from streams.rules.rule import IncidentTerms, NumberCondition, Rule
from streams.rules.severity import SEVERITIES

SHORT = 30 * 60
"""Seconds: reports of one event follow one another for hours, so a shorter window makes each of them an incident."""

LONGEST_TITLE = 80
"""Characters: two lines of a chat on a telephone, where the place and the severity stand beside the title."""

LONG_NAME = 7
"""Letters from which names that differ by one are no two words: `flood` and `blood`, `strike` and `stroke` are."""

SHORT_NAME, LONGER_NAME = 5, 10
"""Letters from which a letter too many, too few or out of its order is a slip (`stirke`), and from which two are."""


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
    counts = {family: len(rules) for family, rules in whole.families.items()}
    if (written := whole.written(rule, "family")) is None:
        return
    for other in twins(rule.family, counts):
        text = f"the family {rule.family!r} differs by little from {other!r}, which {_rules(counts[other])}"
        yield written.finding((), text, f"did you mean {other!r}?")


def tag_twin(rule: Rule, whole: Whole) -> Iterator[Finding]:
    """A tag is not a misspelling of another.

    Who subscribes to `tag:water` does not hear of what is tagged `watre`.
    """
    if (written := whole.written(rule, "tags")) is None:
        return
    for number, tag in enumerate(written.value):
        for other in twins(tag, whole.tags):
            text = f"the tag {tag!r} differs by little from {other!r}, which {_rules(whole.tags[other])}"
            yield written.finding((number,), text, f"did you mean {other!r}?")


def value_twice(rule: Rule, whole: Whole) -> Iterator[Finding]:
    """A list of tags or of statuses names each once.

    The second is most often meant to be another.
    """
    for key in ("tags", "status"):
        if (written := whole.written(rule, key)) is None:
            continue
        for number, value in enumerate(written.value):
            if value in written.value[:number]:
                yield written.finding((number,), f"{value!r} is written twice", "remove one of them")


def _rules(count: int) -> str:
    return "another rule has" if count == 1 else f"{count} rules have"


def twins(name: str, counts: Mapping[str, int]) -> Iterator[str]:
    """The names, used more often, of which one is probably a misspelling."""
    for other, count in counts.items():
        if (counts[name], other) < (count, name) and _is_misspelling(name, other, alone=counts[name] == 1):
            yield other


def _is_misspelling(name: str, other: str, *, alone: bool) -> bool:
    """Whether two names differ by so little that it is no chance: `raid` and `rail` are two words.

    Of a name that nothing else has more is doubted: hyphens, each word's plural, two letters of a long one.
    """
    if _DIGIT.search(name + other):
        return False  # what is counted is told apart by a letter: brigade-1, brigade-2
    shorter = min(len(name), len(other))
    edits = DamerauLevenshtein.distance(name, other)
    if edits == 1 and (f"{name}s" == other or f"{other}s" == name or shorter >= LONG_NAME):
        return True
    if not alone:
        return False
    if _joined(name) == _joined(other):
        return True
    if edits == 1 and len(name) == len(other):
        return shorter >= SHORT_NAME and sorted(name) == sorted(other)
    return shorter >= (SHORT_NAME if edits == 1 else LONGER_NAME) and edits <= 2


def _joined(name: str) -> str:
    """A name without its hyphens and the plural of its words."""
    return "".join(word.removesuffix("s") for word in name.split("-"))


_DIGIT = re.compile("[0-9]")


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
