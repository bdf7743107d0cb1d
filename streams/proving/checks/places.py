"""Checks of where a rule looks: whether its names of places say what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from streams.places.bare import resolve_name
from streams.places.gazetteer import Gazetteer
from streams.places.place import Place
from streams.places.readings import Option
from streams.proving.checks.finding import Finding, Whole
from streams.rules.rule import Rule
from streams.yaml12 import Loc

CLEARLY = 1.0
"""By so much more must speak for a place that its namesakes need no word: ten times the inhabitants, see `readings`."""

SHOWN = 3
"""Namesakes that are told."""


def ambiguous_place(rule: Rule, whole: Whole) -> Iterator[Finding]:
    """A name under `places` has one meaning: no other place of this name comes near it in size.

    `Lyman` is a town of Donetsk Oblast and several villages. Which was taken is told; `Lyman, Donetsk Oblast` says it.
    """
    written = whole.written(rule, "places")
    for loc, name in names_in(written.value) if written else ():
        if written and (told := namesakes(whole.gazetteer, name)):
            yield written.finding(loc, *told)


def names_in(places: Mapping[str, Any]) -> Iterator[tuple[Loc, str]]:
    """The names of a `places` filter, right in form, each with where it stands in it."""
    inside = places.get("in", [])
    yield from ((("in", number), name) for number, name in enumerate([inside] if isinstance(inside, str) else inside))
    if "near" in places:
        yield ("near",), places["near"]


def namesakes(gazetteer: Gazetteer, name: str) -> tuple[str, str] | None:
    """What is to be said of a name that several places of like size have, and what to do; None of any other."""
    if ":" in name or re.fullmatch("[A-Z]{2}", name):
        return None
    found = resolve_name(gazetteer, name)
    there = {place.id for place in found.candidates}
    options = [
        option for option in found.considered if gazetteer.id_at(option.row) in there and not option.reading.fuzzy
    ]
    rivals = [
        other for other in options[1:] if options[0].weight - other.weight < CLEARLY and _apart(options[0], other)
    ]
    if not rivals or found.place is None:
        return None
    others = list(dict.fromkeys(_told(gazetteer, gazetteer.place_at(option.row)) for option in rivals))
    meant = _full(gazetteer, found.place)
    text = f"{name!r} was taken for {_told(gazetteer, found.place)}, and may as well be {' or '.join(others[:SHOWN])}"
    spelt = f"{meant!r}, or " if name != meant and namesakes(gazetteer, meant) is None else ""
    return text, f"write what is meant: {spelt}{found.place.id}"


def _apart(one: Option, other: Option) -> bool:
    """Whether neither of two places lies in the other: the town and its district are one answer."""
    return one.row != other.row and other.row not in one.facts.areas and one.row not in other.facts.areas


def _told(gazetteer: Gazetteer, place: Place) -> str:
    """A place as a message tells it: what is no town is called what it is."""
    return _full(gazetteer, place) + ("" if place.kind == "settlement" else f" ({place.kind})")


def _full(gazetteer: Gazetteer, place: Place) -> str:
    """A place's name with its region and its country."""
    region = place.admin1 if place.kind not in {"country", "region"} else None
    country = gazetteer.place(f"iso3166:{place.country}") if place.kind != "country" else None
    return ", ".join(filter(None, (place.name, region, country.name if country else None)))


def idle_place(rule: Rule, whole: Whole) -> Iterator[Finding]:
    """Each name under `places` adds something: what is in one of them is enough.

    `{in: Ukraine, near: Kherson, km: 50}` asks for Ukraine, not for Kherson: with both, one is enough.
    """
    written = whole.written(rule, "places")
    if written is None or rule.area is None:
        return
    names = list(names_in(written.value))
    ids = rule.area.within
    for number, (loc, name) in enumerate(names):
        place = resolve_name(whole.gazetteer, name).place if loc[0] == "near" else whole.gazetteer.place(ids[number])
        wider = [
            outer
            for outer, area in enumerate(ids)
            if place is not None and outer != number and whole.gazetteer.lies_in(place, area)
            if area != place.id or outer < number
        ]
        if wider:
            other = names[wider[0]][1]
            where = "it stands there twice" if other == name else f"it lies in {other!r}, and one of them is enough"
            text = f"{name!r} adds nothing: {where}"
            yield written.finding(loc, text, "remove the one that is not meant")


def unplaced_test(rule: Rule, _whole: Whole) -> Iterator[Finding]:
    """A rule that looks in some places only has a test that says where its event is.

    Without one nobody knows which place the rule finds there.
    """
    if rule.area is not None and rule.tests and not any(test.place for test in rule.tests):
        text = "the rule asks for `places`, and no test says where its event is"
        yield Finding(("tests",), text, "add `place` to a text that must match", key=True)
