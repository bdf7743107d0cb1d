"""Measure how events are asserted: `tests/golden/status.yaml`, our own sentences.

`python -m tests.eval.status` prints it, with every sentence that is read wrongly (`--part tuned` for one part alone).
"""

# ruff: noqa: T201 - printing is what it is for

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from streams.article import Article
from streams.files.desk.rules import Desk, read_desk
from streams.match.match import Reading
from streams.match.occurrences import Hit
from streams.match.passage import Met, Passage
from streams.reading.status import Assertion, Status
from streams.rules.rule import SAMPLE_DAY
from streams.settings import load
from tests.eval.tell import tell

TABLE = Path(__file__).parent.parent / "golden" / "status.yaml"
PARTS = ("tuned", "held_out", "newspaper", "headlines")
TARGET = 92.0
"""Per cent of macro-F1 over the statuses."""
NO_NEWS = frozenset({Status.DENIED, Status.NEGATED, Status.HYPOTHETICAL, Status.HISTORICAL})
NEWS = frozenset({Status.OCCURRED, Status.ONGOING, Status.CLAIMED, Status.EXPECTED})
"""What is of the former must never be taken for one of the latter: somebody would be woken for nothing."""
_MARK = re.compile(r"[\[\]]")


class Case(NamedTuple):
    """A sentence, the characters (from, to) of its event's words, and how it is asserted, by whom."""

    part: str
    lang: str
    text: str
    event: tuple[tuple[int, int], ...]
    status: Status
    name: str | None
    role: str | None


class Read(NamedTuple):
    """A case and how it is read."""

    case: Case
    told: Assertion

    @property
    def right(self) -> bool:
        """Whether the status is right."""
        return self.told.status is self.case.status

    @property
    def dangerous(self) -> bool:
        """Whether what is no news is taken for some."""
        return self.case.status in NO_NEWS and self.told.status in NEWS


def cases() -> Iterator[Case]:
    """The sentences of the table."""
    table = yaml.load(TABLE.read_text(encoding="utf-8"), yaml.CSafeLoader)
    for part in PARTS:
        for lang, rows in table[part].items():
            for row in rows:
                marks = [mark.start() - number for number, mark in enumerate(_MARK.finditer(row["text"]))]
                event = tuple(zip(marks[::2], marks[1::2], strict=True))
                status = Status(row["status"])
                yield Case(part, lang, _MARK.sub("", row["text"]), event, status, row.get("by"), row.get("role"))


def event_of(desk: Desk, case: Case) -> tuple[Reading, Passage]:
    """The article of a case and the passage of its event, its words being what met some rule."""
    article = Article(id="1", text=case.text, published_at=SAMPLE_DAY, fetched_at=SAMPLE_DAY)
    reading = Reading(article, desk.ruleset, desk.gazetteer)
    (text,) = reading.texts
    term = desk.ruleset.context.terms[0]
    hits = []
    for start, end in case.event:
        inside = [word for word, (one, other) in enumerate(zip(text.starts, text.ends, strict=True))
                  if one >= start and other <= end]  # fmt: skip
        hits.append(Hit(0, text.sentence_of(inside[0]), inside[0], inside[-1] + 1))
    return reading, Passage(0, hits[0].sentence, tuple(Met(term, hit) for hit in hits))


def read(desk: Desk, case: Case) -> Read:
    """How a case is read with the shipped cues."""
    reading, passage = event_of(desk, case)
    return Read(case, reading.assess(passage))


def scores(reads: Iterable[Read]) -> dict[Status, tuple[float, float, int]]:
    """Precision, recall and number of the sentences of each status."""
    asked, told, both = Counter[Status](), Counter[Status](), Counter[Status]()
    for one in reads:
        asked[one.case.status] += 1
        told[one.told.status] += 1
        both[one.case.status] += one.right
    return {
        status: (both[status] / max(told[status], 1), both[status] / asked[status], asked[status])
        for status in Status
        if asked[status]
    }


def macro_f1(reads: Iterable[Read]) -> float:
    """The mean over the statuses of the harmonic mean of precision and recall."""
    each = [2 * precision * recall / max(precision + recall, 1e-9) for precision, recall, _ in scores(reads).values()]
    return sum(each) / len(each)


def measure(*, part: str | None = None, verbose: bool = False) -> None:
    """Print macro-F1, each status, who says so, and what would wake somebody for nothing."""
    desk = read_desk(load())
    reads = [read(desk, case) for case in cases() if part in {None, case.part}]
    for group in ("all", *PARTS, "en", "uk", "ru", "ar"):
        of_group = [one for one in reads if group in {"all", one.case.part, one.case.lang}]
        if of_group:
            f1 = 100 * macro_f1(of_group)
            short = f"  target {TARGET:g}{'' if f1 >= TARGET else ', SHORT OF IT'}" if group == "all" else ""
            right = sum(one.right for one in of_group)
            print(f"status, {group:<10} macro-F1 {f1:5.1f}  right {right}/{len(of_group)}{short}")
    for status, (precision, recall, count) in scores(reads).items():
        print(f"    {status:<14} precision {precision:.2f}  recall {recall:.2f}  of {count}")
    attributed = [one for one in reads if one.case.name]
    tell("who says so", sum(_named(one) for one in attributed), len(attributed), "name and role")
    dangerous = [one for one in reads if one.dangerous]
    print(f"no news taken for news: {len(dangerous)}{', MUST BE NONE' if dangerous else ''}")
    for one in dangerous if not verbose else [one for one in reads if not one.right or not _named(one)]:
        voice = one.told.according_to
        print(f"    {one.case.status} read as {one.told.status} ({one.told.why}): {one.case.text}")
        if one.case.name and not _named(one):
            print(f"        {one.case.name} ({one.case.role}) read as {voice}")


def _named(one: Read) -> bool:
    voice = one.told.according_to
    if one.case.name is None:
        return True
    return voice is not None and (voice.name, voice.role) == (one.case.name, one.case.role)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=PARTS)
    parser.add_argument("--quiet", action="store_true", help="print no sentences")
    asked = parser.parse_args()
    measure(part=asked.part, verbose=not asked.quiet)
