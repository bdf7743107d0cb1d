"""Measure where events are put: `tests/golden/where.yaml`, our own sentences and short articles, as a table.

`python -m tests.eval.where` prints it for the gazetteer that the settings name.
"""

# ruff: noqa: T201 - printing is what it is for

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from streams.article import Article
from streams.files.desk.rules import read_desk
from streams.match.found import Match
from streams.match.match import match
from streams.match.ruleset import RuleSet
from streams.places.bare import resolve_name
from streams.places.gazetteer import Gazetteer
from streams.places.place import Place
from streams.settings import load
from tests.eval.tell import tell

TABLE = Path(__file__).parent.parent / "golden" / "where.yaml"
PUBLISHED = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
"""When every article of the table is taken to be published: an earlier year in it is history."""
NOWHERE = "null"
FAMILY = "strike"
"""The family of rules that the table is about; what others make of its articles is theirs."""


class Case(NamedTuple):
    """One row: an article, where its events are (by rule; under "" whichever matches), and where they are not."""

    about: str
    article: Article
    at: dict[str, list[list[str]]]
    elsewhere: list[str]
    roles: dict[str, str]

    @property
    def name(self) -> str:
        """What a person calls the row."""
        return f"{self.about}: {self.article.title or ''} {self.article.text}".replace("\n", " ")[:110]


def cases() -> Iterator[Case]:
    """The rows of the table."""
    for group in yaml.load(TABLE.read_text(encoding="utf-8"), yaml.CSafeLoader):
        for row in group["cases"]:
            article = Article(
                id="1", title=row.get("title"), text=row["text"], published_at=PUBLISHED, fetched_at=PUBLISHED
            )
            at = row["at"] if isinstance(row["at"], dict) else {"": row["at"]}
            named = {rule: _alternatives(given) for rule, given in at.items()}
            yield Case(group["about"], article, named, row.get("not", []), row.get("roles", {}))


def _alternatives(given: Any) -> list[list[str]]:
    """Places as they are written: one, several, or `X|Y` where either will do."""
    listed = given if isinstance(given, list) else [given]
    return [[NOWHERE] if one is None else str(one).split("|") for one in listed]


def mistakes(case: Case, ruleset: RuleSet, gazetteer: Gazetteer) -> list[str]:
    """What is wrong with where the rules put the events of a row, in words; nothing when all is right."""
    found = [one for one in match(case.article, ruleset, gazetteer) if one.family == FAMILY]
    wrong = [] if found else ["no rule matches"]
    for rule, wanted in case.at.items():
        mine = [one for one in found if not rule or one.rule == rule]
        wrong += _misplaced(rule, wanted, mine, gazetteer)
    for name in case.elsewhere:
        if any(_is(one.place, name, gazetteer) for one in found):
            wrong.append(f"it is not in {name}")
    for name, role in case.roles.items():
        told = {place.role for one in found for place in one.places if _is(place, name, gazetteer)}
        if told != {role}:
            wrong.append(f"{name} is {', '.join(sorted(told)) or 'not told'} instead of {role}")
    return wrong


def _misplaced(rule: str, wanted: list[list[str]], found: Sequence[Match], gazetteer: Gazetteer) -> Iterator[str]:
    for names in wanted:
        if not any(_is(one.place, name, gazetteer) for one in found for name in names):
            put = sorted({one.place.name if one.place else NOWHERE for one in found})
            yield f"{rule or 'it'} is in {' or '.join(names)}, not {', '.join(put) or 'matched'}"
    for one in found:
        if not any(_is(one.place, name, gazetteer) for names in wanted for name in names):
            yield f"{one.rule} is not in {one.place.name if one.place else NOWHERE}"


def _is(place: Place | None, name: str, gazetteer: Gazetteer) -> bool:
    """Whether a place is the one written: its id, its name, or what its name means by itself."""
    if place is None or name == NOWHERE:
        return place is None and name == NOWHERE
    if name in {place.id, place.name}:
        return True
    meant = resolve_name(gazetteer, name, None).place
    return meant is not None and meant.id == place.id


def measure(gazetteer: Gazetteer | None = None, *, verbose: bool = False) -> None:
    """Print how many rows are right, in all and by what they are about; with ``verbose`` those that are not."""
    desk = read_desk(load())
    right, rows = Counter[str](), Counter[str]()
    for case in cases():
        wrong = mistakes(case, desk.ruleset, gazetteer or desk.gazetteer)
        rows[case.about] += 1
        right[case.about] += not wrong
        if wrong and verbose:
            print(f"  missed {case.name}\n    {'; '.join(wrong)}")
    tell("events put where the text says", right.total(), rows.total(), "our own sentences")
    for about, count in rows.items():
        tell(f"    {about}", right[about], count)


if __name__ == "__main__":
    measure(verbose=True)
