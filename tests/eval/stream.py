"""Measure the precision of toponyms in real items, by what a person said of some drawn at random."""

# ruff: noqa: T201 - printing is what it is for

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from streams.places.gazetteer import Gazetteer
from streams.places.place import Place
from streams.places.toponyms import find_places
from streams.text.text import read_fields
from tests.eval.tell import rows, tell
from tests.golden.toponyms import Stretch, compare, read_judgements

TARGET = 93


class Resolved(NamedTuple):
    """A resolved toponym of the stream, and the field it stands in."""

    text: str
    place: Place
    why: str
    role: str


def resolved(gazetteer: Gazetteer, data: Path) -> dict[Stretch, Resolved]:
    """Every resolved toponym of the stream's items, in the order of the items' ids."""
    items = [row for path in sorted((data / "stream").glob("*.jsonl.gz")) for row in rows(path)]
    found: dict[Stretch, Resolved] = {}
    for item in sorted(items, key=lambda item: str(item["id"])):
        found |= _of_item(gazetteer, item)
    return found


def _of_item(gazetteer: Gazetteer, item: dict[str, Any]) -> dict[Stretch, Resolved]:
    texts = read_fields([("title", item["title"] or ""), ("text", item["text"] or "")])
    raw = {text.field: text.raw for text in texts}
    return {
        Stretch(item["id"], one.field, one.start, one.end): Resolved(raw[one.field], one.place, one.why, one.role)
        for one in find_places(texts, gazetteer)
        if one.place is not None
    }


def measure(gazetteer: Gazetteer, data: Path, *, targets: bool = True, verbose: bool = False) -> None:
    """Print how many of the judged toponyms are right, and how many nobody has judged.

    Whoever mends what was judged wrong makes this number better than the next article is: draw and judge anew then.
    """
    found = resolved(gazetteer, data)
    judgements = read_judgements()
    places = {stretch: one.place.id for stretch, one in found.items()}
    told = compare(judgements, places)
    remark = f"{told.lost} judged right are not resolved any more; {told.unjudged:,} resolved are unjudged"
    tell(
        "stream: resolved toponyms that are right",
        told.right,
        told.right + told.wrong,
        remark,
        target=TARGET if targets else None,
    )
    if verbose:
        right = {(one.stretch, one.place) for one in judgements if one.right}
        for stretch in dict.fromkeys(one.stretch for one in judgements):
            if stretch in found and (stretch, places[stretch]) not in right:
                print("    wrong", shown(stretch, found[stretch]))


def shown(stretch: Stretch, one: Resolved, around: int = 160) -> str:
    """A toponym in its text, and what it was resolved to."""
    before, after = one.text[max(0, stretch.start - around) : stretch.start], one.text[stretch.end :][:around]
    place = one.place
    where = ", ".join(filter(None, [place.name, place.kind, place.admin2, place.admin1, place.country]))
    position = "" if place.lat is None else f" {place.lat:.2f} {place.lon:.2f}"
    marked = f"{before}[{one.text[stretch.start : stretch.end]}]{after}".replace("\n", " ")
    return f"{stretch.item} {stretch.field}: {marked}\n      {where}{position} ({place.id}), {one.role}: {one.why}"
