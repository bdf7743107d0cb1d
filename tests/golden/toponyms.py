"""The judged toponyms of `stream_toponyms.jsonl`: ids and verdicts only, since the texts are not ours to keep."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

JUDGED = Path(__file__).with_name("stream_toponyms.jsonl")


class Stretch(NamedTuple):
    """A stretch of one field of an article, in Unicode code points."""

    item: str
    field: str
    start: int
    end: int


class Judgement(NamedTuple):
    """What a person said of one resolved toponym."""

    stretch: Stretch
    place: str
    right: bool


class Precision(NamedTuple):
    """How what is resolved now compares with what a person said.

    ``lost``: judged right, and not resolved any more; ``unjudged``: resolved, and nobody looked at it yet.
    """

    right: int
    wrong: int
    lost: int
    unjudged: int


def read_judgements() -> list[Judgement]:
    """Every judgement, in the order of the file."""
    if not JUDGED.is_file():
        return []
    told = map(json.loads, JUDGED.read_text(encoding="utf-8").splitlines())
    return [
        Judgement(Stretch(one["item"], one["field"], one["start"], one["end"]), one["place"], one["verdict"] == "right")
        for one in told
    ]


def add_judgements(judgements: Iterable[Judgement]) -> None:
    """Write judgements to the end of the file."""
    with JUDGED.open("a", encoding="utf-8") as file:
        for one in judgements:
            verdict = "right" if one.right else "wrong"
            file.write(json.dumps({**one.stretch._asdict(), "place": one.place, "verdict": verdict}) + "\n")


def compare(judgements: Iterable[Judgement], resolved: Mapping[Stretch, str]) -> Precision:
    """Compare what is resolved now with the judgements.

    A place that a person called right is right, any other at a judged stretch is wrong: also one that nobody has seen
    there yet, until somebody judges it. What is not resolved any more counts as neither.
    """
    said: dict[Stretch, dict[str, bool]] = defaultdict(dict)
    for one in judgements:
        said[one.stretch][one.place] = one.right
    right = sum(said[stretch].get(place, False) for stretch, place in resolved.items() if stretch in said)
    judged = sum(stretch in said for stretch in resolved)
    lost = sum(any(verdicts.values()) and stretch not in resolved for stretch, verdicts in said.items())
    return Precision(right, judged - right, lost, len(resolved) - judged)
