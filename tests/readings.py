"""How every golden sentence is read: a line each in `tests/golden/readings`, so that a change shows which one reads otherwise.

A line tells the reading and, behind a bar, the sentence, in the order of the golden files: how each event is asserted,
by whom, when and where it was, its numbers and, in brackets, the rules that tell of it; events are parted by "/".
`make fix` writes the lines anew, and the difference is for a person to look at.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from streams.article import Article
from streams.facts import Number
from streams.files.desk.rules import Desk
from streams.match.found import Match
from streams.match.gist import HappenedAt
from streams.match.match import Reading, happened_at, match
from streams.places.place import MentionedPlace, Place
from streams.places.toponyms import find_places
from streams.reading.voice import Voice
from streams.rules.rule import SAMPLE_DAY
from streams.text.text import read
from tests.eval import facts, status, where
from tests.golden import places

FOLDER = Path(__file__).parent / "golden" / "readings"
NOTHING = "nothing"


def pages(desk: Desk) -> dict[Path, str]:
    """Each file of readings and what it holds when the golden sentences are read with some rules and gazetteer."""
    told = {"status": _statuses(desk), "facts": _facts(desk), "where": _wheres(desk), "places": _places(desk)}
    return {FOLDER / f"{name}.txt": "".join(f"{line}\n" for line in lines) for name, lines in told.items()}


def changes(written: str, now: str) -> Iterator[str]:
    """The lines that read otherwise: what is written with "-", what is read now with "+"."""
    compared = difflib.unified_diff(written.splitlines(), now.splitlines(), n=0, lineterm="")
    return (line for line in compared if line[:1] in "+-" and line[:3] not in {"+++", "---"})


def _statuses(desk: Desk) -> Iterator[str]:
    """The marked events of `status.yaml`, by themselves: what rules would make of them does not matter."""
    for case in status.cases():
        reading, passage = status.event_of(desk, case)
        told = reading.assess(passage)
        when = happened_at(told.when, reading.texts[0], SAMPLE_DAY)
        numbers = {one.fact: one.number for one in reading.told(0, passage.sentence)}
        at = reading.wheres(passage)
        event = _event(told.status, told.according_to, when, [one.place for one in at], numbers, at[0].others)
        yield _line([event], case.text)


def _facts(desk: Desk) -> Iterator[str]:
    """The numbers of each sentence of `facts.yaml`, then its events; of the articles with several places the events."""
    for case in facts.cases():
        article = Article(id="1", text=case.text, published_at=facts.PUBLISHED, fetched_at=facts.PUBLISHED)
        reading = Reading(article, desk.ruleset, desk.gazetteer)
        sentences = range(len(reading.texts[0].sentences))
        numbers = [_number(one.fact, one.number) for at in sentences for one in reading.told(0, at)]
        yield _line([", ".join(numbers) or NOTHING, *_events(reading.matches())], case.text)
    for text, _ in facts.placed():
        article = Article(id="1", text=text, published_at=facts.PUBLISHED, fetched_at=facts.PUBLISHED)
        yield _line(_events(match(article, desk.ruleset, desk.gazetteer)), text)


def _wheres(desk: Desk) -> Iterator[str]:
    """The events of each article of `where.yaml`."""
    for case in where.cases():
        fields = [field for field in (case.article.title, case.article.text) if field]
        yield _line(_events(match(case.article, desk.ruleset, desk.gazetteer)), "\n".join(fields))


def _places(desk: Desk) -> Iterator[str]:
    """What is taken for the name of which place in each sentence of `places.yaml`, with the installed gazetteer."""
    for case in places.read_cases(dumps=True):
        named = [
            f"“{one.text}” {'for the government of ' if one.governs else ''}{_place(one.place)}"
            for one in find_places([read("text", case.text)], desk.gazetteer)
            if one.place is not None
        ]
        yield _line(named, case.text)


def _line(readings: Iterable[str], text: str) -> str:
    told = " / ".join(readings)
    return f"{told or NOTHING} | {' ¶ '.join(part.strip() for part in text.splitlines() if part.strip())}"


def _events(matches: Iterable[Match]) -> list[str]:
    """The events that matches tell of, each once, with the rules that tell of it."""
    rules: dict[str, list[str]] = {}
    for one in matches:
        event = _event(one.status, one.according_to, one.happened_at, [one.place], one.facts, one.places)
        rules.setdefault(event, []).append(one.rule)
    return [f"{event} ({', '.join(sorted(told))})" for event, told in sorted(rules.items())]


def _event(
    asserted: str,
    voice: Voice | None,
    when: HappenedAt | None,
    at: Iterable[Place | None],
    numbers: Mapping[str, Number],
    beside: Iterable[MentionedPlace],
) -> str:
    told = [str(asserted)]
    if voice is not None:
        known = ", ".join(filter(None, (voice.role, voice.side)))
        told.append(f"by “{voice.name}”{f' ({known})' if known else ''}")
    if when is not None and when.quote:
        told.append(f"“{when.quote}” {when.from_:%Y-%m-%d %H:%M} to {when.to:%Y-%m-%d %H:%M}")
    told += [f"in {_place(place)}" for place in at if place is not None]
    told += [_number(name, number) for name, number in numbers.items()]
    return "; ".join([*told, *(f"beside {one.name} {one.role}" for one in beside)])


def _number(fact: str, number: Number) -> str:
    if number.max is None:
        return f"{fact} >= {number.min}"
    return f"{fact} {number.min}" if number.min == number.max else f"{fact} {number.min}-{number.max}"


def _place(place: Place) -> str:
    """A place with its region and country, so that one of two towns of a name is told from the other."""
    region = place.admin1 if place.admin1 != place.name else None
    kind = "" if place.kind == "settlement" else f" ({place.kind})"
    return f"{', '.join(filter(None, (place.name, region, place.country)))}{kind}"
