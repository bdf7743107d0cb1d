"""The judged alerts of `stream_alerts.jsonl`: ids and verdicts only, since the texts are not ours to keep."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from streams.alert import Alert

JUDGED = Path(__file__).with_name("stream_alerts.jsonl")


class Said(NamedTuple):
    """What an alert says: by which article, that what its rule is about is so (its status), and where."""

    item: str
    rule: str
    status: str
    place: str | None


class Verdict(NamedTuple):
    """What a person said of an alert: whether all that it says is right."""

    said: Said
    right: bool


def said_by(alert: Alert) -> Said:
    """What of an alert is judged."""
    item = (alert.quoted or alert.articles[0]).id
    return Said(item, alert.rule, str(alert.status), alert.place.id if alert.place else None)


def read_verdicts() -> list[Verdict]:
    """Every verdict, in the order of the file."""
    if not JUDGED.is_file():
        return []
    told = map(json.loads, JUDGED.read_text(encoding="utf-8").splitlines())
    return [
        Verdict(Said(one["item"], one["rule"], one["status"], one["place"]), one["verdict"] == "right") for one in told
    ]


def add_verdicts(verdicts: Iterable[Verdict]) -> None:
    """Write verdicts to the end of the file."""
    with JUDGED.open("a", encoding="utf-8") as file:
        for one in verdicts:
            file.write(json.dumps({**one.said._asdict(), "verdict": "right" if one.right else "wrong"}) + "\n")


def compare(verdicts: Collection[Verdict], told: Collection[Said]) -> tuple[int, int, int]:
    """How many of what is told now a person called right and wrong, and how many nobody has judged.

    What is told of a judged article by a judged rule, but otherwise than a person called right, is wrong.
    """
    right = {one.said for one in verdicts if one.right}
    judged = {(one.said.item, one.said.rule) for one in verdicts}
    seen = [one for one in told if (one.item, one.rule) in judged]
    good = sum(one in right for one in seen)
    return good, len(seen) - good, len(told) - len(seen)
