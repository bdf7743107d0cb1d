"""The hard cases of `places.yaml`: what each says, and whether toponyms found in it are right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from pathlib import Path
from typing import Any, NamedTuple

import yaml

CASES = Path(__file__).with_name("places.yaml")


class Found(NamedTuple):
    """A resolved toponym: where it stands, which place it is, whether it stands for a government."""

    start: int
    end: int
    place: str
    actor: bool = False


class Verdict(Enum):
    """What became of a case: of those resolved, right ones over right and wrong ones are the precision."""

    RIGHT = auto()
    WRONG = auto()
    MISSED = auto()
    CLEAN = auto()  # nothing is named there, and nothing was found


class Case(NamedTuple):
    """A stretch of a text and what it must be taken for.

    ``ids`` are the places it names, or for ``sort`` `unnamed` those it must not become; none means no place at all.
    """

    sort: str
    kind: str
    text: str
    start: int
    end: int
    ids: frozenset[str]
    dumps: bool
    miss: bool

    @property
    def stretch(self) -> str:
        """The words in question."""
        return self.text[self.start : self.end]

    def judge(self, found: Iterable[Found]) -> Verdict:
        """Whether the toponyms found in the text are right about the stretch."""
        there = [one for one in found if one.start < self.end and one.end > self.start]
        if self.sort == "unnamed":
            bad = [one for one in there if not self.ids or one.place in self.ids]
            return Verdict.WRONG if bad else Verdict.CLEAN
        if any(one.place in self.ids and (one.actor or self.sort == "named") for one in there):
            return Verdict.RIGHT
        return Verdict.WRONG if there else Verdict.MISSED


def read_cases(*, dumps: bool) -> list[Case]:
    """Every case, or those for which the installed packages suffice."""
    told = yaml.load(CASES.read_text(encoding="utf-8"), yaml.CSafeLoader)
    ids = {handle: frozenset(ids) for handle, ids, _ in handles()}
    cases = [
        _case(sort, kind, entry, ids, told["places_of_dumps"])
        for sort in ("named", "unnamed", "actor")
        for kind, entries in told[sort].items()
        for entry in entries
    ]
    return [case for case in cases if dumps or not case.dumps]


def _case(
    sort: str, kind: str, entry: str | dict[str, Any], ids: dict[str, frozenset[str]], full: Iterable[str]
) -> Case:
    told = {"text": entry} if isinstance(entry, str) else entry
    before, rest = told["text"].split("[")
    stretch, after = rest.split("]")
    handle = told.get("not") if sort == "unnamed" else told["place"]
    return Case(
        sort,
        kind,
        before + stretch + after,
        len(before),
        len(before) + len(stretch),
        ids[handle] if handle else frozenset(),
        handle in full,
        told.get("known") == "miss",
    )


def handles() -> Iterator[tuple[str, list[str], bool]]:
    """Every place that cases speak of: its handle, its ids, whether only dumps know it."""
    told = yaml.load(CASES.read_text(encoding="utf-8"), yaml.CSafeLoader)
    for table in ("places", "places_of_dumps"):
        for handle, ids in told[table].items():
            yield handle, [ids] if isinstance(ids, str) else ids, table == "places_of_dumps"
