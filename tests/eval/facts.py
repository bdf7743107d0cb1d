"""Measure what numbers are told of: `tests/golden/facts.yaml`, our own sentences.

`python -m tests.eval.facts` prints it, with every sentence that is read wrongly.
"""

# ruff: noqa: T201 - printing is what it is for

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from streams.article import Article
from streams.files.desk.rules import Desk, read_desk
from streams.match.match import Reading, match
from streams.settings import load
from tests.eval.tell import tell

TABLE = Path(__file__).parent.parent / "golden" / "facts.yaml"
PUBLISHED = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
TARGET = 98.0
"""Per cent of the sentences in which every number must be exactly right."""

Facts = dict[str, tuple[int, int | None]]


class Case(NamedTuple):
    """A sentence and the numbers it tells, by fact."""

    part: str
    lang: str
    text: str
    facts: Facts


def cases() -> Iterator[Case]:
    """The sentences of the table."""
    table = yaml.load(TABLE.read_text(encoding="utf-8"), yaml.CSafeLoader)
    for part in ("tuned", "held_out", "written_after", "newspaper"):
        for lang, rows in table[part].items():
            for row in rows:
                yield Case(part, lang, row["text"], _facts(row["facts"]))


def placed() -> Iterator[tuple[str, dict[str, Facts]]]:
    """The texts of the table that tell of several events, and the numbers of each by place."""
    for row in yaml.load(TABLE.read_text(encoding="utf-8"), yaml.CSafeLoader)["places"]:
        yield row["text"], {place: _facts(facts) for place, facts in row["at"].items()}


def _facts(written: dict[str, int | str]) -> Facts:
    return {fact: bounds(str(value)) for fact, value in written.items()}


def bounds(written: str) -> tuple[int, int | None]:
    """The least and the most of `5`, `5-7` or `>= 5`."""
    if written.startswith(">="):
        return int(written[2:]), None
    least, _, most = written.partition("-")
    return int(least), int(most or least)


def told(desk: Desk, text: str) -> Facts:
    """The numbers that the vocabularies read in a text."""
    article = Article(id="1", text=text, published_at=PUBLISHED, fetched_at=PUBLISHED)
    reading = Reading(article, desk.ruleset, desk.gazetteer)
    found: Facts = {}
    for number in range(len(reading.texts[0].sentences)):
        for one in reading.told(0, number):
            found.setdefault(one.fact, (one.number.min, one.number.max))
    return found


def told_at(desk: Desk, text: str) -> dict[str, Facts]:
    """The numbers that the rules' matches in a text tell, by the name of their place."""
    article = Article(id="1", text=text, published_at=PUBLISHED, fetched_at=PUBLISHED)
    found: dict[str, Facts] = {}
    for one in match(article, desk.ruleset, desk.gazetteer):
        facts = found.setdefault(one.place.name if one.place else "", {})
        facts |= {name: (number.min, number.max) for name, number in one.facts.items()}
    return found


def measure(*, verbose: bool = False) -> None:
    """Print how many sentences are read exactly right, by language, and how many numbers, by fact."""
    desk = read_desk(load())
    right, rows, named, asked = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for case in cases():
        found = told(desk, case.text)
        for group in ("all", case.part, case.lang):
            rows[group] += 1
            right[group] += found == case.facts
        for fact in {*found, *case.facts}:
            asked[fact] += 1
            named[fact] += found.get(fact) == case.facts.get(fact)
        if verbose and found != case.facts:
            print(f"  missed {case.text}\n    {found} instead of {case.facts}")
    places = list(placed())
    at = sum(told_at(desk, text) == expected for text, expected in places)
    tell("sentences with every number right", right["all"], rows["all"], "our own", target=TARGET)
    for group in sorted(rows.keys() - {"all"}):
        tell(f"    {group}", right[group], rows[group])
    for fact in sorted(asked):
        tell(f"    {fact}", named[fact], asked[fact], "told or expected")
    tell("    of several places", at, len(places))


if __name__ == "__main__":
    measure(verbose=True)
