"""Questions about `subscriptions.yaml` that only the rules answer: whether each rings, and rings where it is meant to.

`tocsin rules check` asks them; a worker takes the file without.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from typing import NamedTuple

from streams.errors import Mistake
from streams.files.desk.rules import Desk, subscriptions_of
from streams.proving.checks.incidents import twins
from streams.proving.checks.places import names_in, namesakes
from streams.rules.rule import Rule
from streams.rules.severity import SEVERITIES
from streams.subscription import Subscription
from streams.yaml12 import Loc


class _Problem(NamedTuple):
    loc: Loc
    code: str
    text: str
    hint: str


def check_subscriptions(desk: Desk) -> list[Mistake]:
    """Ask every question about who is told of what; returns what was found, in the order of the file."""
    document = subscriptions_of(desk.directory, [])
    found = chain.from_iterable(ask(desk) for ask in QUESTIONS)
    return sorted(Mistake(document.file, *document.position(one.loc), one.code, one.text, one.hint) for one in found)


def _deaf(desk: Desk) -> Iterator[_Problem]:
    """Some rule it asks for, or one that shares their incidents, can be as severe and is asserted as it asks."""
    for one in desk.subscriptions:
        rules = _sharing(one, desk)
        worst = max((SEVERITIES.index(severity) for rule in rules for severity in _severities(rule)), default=0)
        if rules and worst < SEVERITIES.index(one.severity):
            text = f"none of its rules is ever {one.severity}: it never rings"
            yield _Problem((one.name, "severity"), "deaf-subscription", text, f"ask for {SEVERITIES[worst]} or less")
        statuses = {status for rule in rules for status in rule.statuses}
        if rules and one.status is not None and statuses.isdisjoint(one.status):
            text = f"none of its rules matches what is {' or '.join(one.status)}: it never rings"
            hint = f"ask for one of {', '.join(sorted(statuses))}, or leave `status` out"
            yield _Problem((one.name, "status"), "deaf-subscription", text, hint)


def _sharing(subscription: Subscription, desk: Desk) -> list[Rule]:
    """The rules whose matches may stand in incidents that it is told of: those it asks for, and their families."""
    families = {rule.family for rule in desk.files.rules if subscription.wants([rule.id], rule.tags)}
    return [rule for rule in desk.files.rules if rule.family in families]


def _severities(rule: Rule) -> Iterator[str]:
    yield rule.severity
    yield from (one.to for one in rule.escalate)


def _repeated(desk: Desk) -> Iterator[_Problem]:
    """It asks for something that no other asks for on the same channels."""
    seen: dict[str, str] = {}
    for one in desk.subscriptions:
        alike = one.model_copy(update={"name": "", "channels": tuple(sorted(one.channels))})
        first = seen.setdefault(alike.model_dump_json(), one.name)
        if first != one.name:
            text = f"{one.name!r} asks for the same as {first!r}, on the same channels"
            yield _Problem((one.name,), "repeated-subscription", text, "remove one, or say what differs")


def _misspelt_channel(desk: Desk) -> Iterator[_Problem]:
    """A channel is not a misspelling of another."""
    counts = Counter(channel for one in desk.subscriptions for channel in one.channels)
    for one in desk.subscriptions:
        for number, channel in enumerate(one.channels):
            for other in twins(channel, counts):
                text = f"the channel {channel!r} differs by little from {other!r}"
                yield _Problem((one.name, "channels", number), "channel-twin", text, f"did you mean {other!r}?")


def _ambiguous(desk: Desk) -> Iterator[_Problem]:
    """A name under `places` has one meaning, as in a rule."""
    for one in desk.subscriptions:
        if one.places is not None:
            for loc, name in names_in(one.places.model_dump(by_alias=True, exclude_none=True)):
                if told := namesakes(desk.gazetteer, name):
                    yield _Problem((one.name, "places", *loc), "ambiguous-place", *told)


QUESTIONS: tuple[Callable[[Desk], Iterator[_Problem]], ...] = (_deaf, _repeated, _misspelt_channel, _ambiguous)
