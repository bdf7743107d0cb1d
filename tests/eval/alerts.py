"""Judge alerts drawn at random from four days of news: `python -m tests.eval.alerts DATA --draw 100 --seed 1`.

Shows each as a chat reads it beside the text it quotes, and asks whether it is right: such an event, in that place, told
so. What was judged before is not asked again. Only ids and verdicts are kept.
"""

# ruff: noqa: T201 - printing is what it is for

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
from collections.abc import Mapping
from pathlib import Path

from streams.alert import Alert, Change
from streams.article import Article
from streams.files.desk.rules import Desk, read_desk
from streams.proving.replay import replay
from streams.settings import load
from tests.eval.judge import ask
from tests.eval.tell import rows, tell
from tests.golden.alerts import Said, Verdict, add_verdicts, compare, read_verdicts, said_by

TARGET = 90
TOLD = frozenset({Change.OPENED, Change.ESCALATED, Change.UPDATED})
"""Changes that tell a reader something of an event."""
AROUND = 300
"""Characters shown on either side of a quote."""


def told(desk: Desk, data: Path) -> dict[Said, Alert]:
    """What the alerts of the stream say, each once, with the first alert that says it."""
    found: dict[Said, Alert] = {}
    for path in sorted((data / "stream").glob("*.jsonl.gz")):
        articles = (Article.model_validate(row) for row in rows(path))
        for alert in replay(articles, desk.ruleset, desk.gazetteer, stale_after=dt.timedelta(hours=2)):
            if alert.change in TOLD:
                found.setdefault(said_by(alert), alert)
    return found


def measure(desk: Desk, data: Path) -> None:
    """Print how many of the judged alerts are right.

    Whoever mends what was judged wrong makes this number better than the next alert is: draw and judge anew then.
    """
    right, wrong, unjudged = compare(read_verdicts(), told(desk, data))
    tell("stream: judged alerts that are right", right, right + wrong, f"{unjudged} are unjudged", target=TARGET)


def show(alert: Alert, texts: Mapping[str, str]) -> None:
    """Print an alert beside the text around its quote."""
    raw = texts.get(said_by(alert).item, "")
    at = max(0, raw.find(alert.quote[:60]))
    where = f"{alert.place.name}, {alert.place.kind}, {alert.place.country}" if alert.place else "nowhere"
    voice = f" according to {alert.according_to.name}" if alert.according_to else ""
    print(f"    {alert.rule}: {alert.status}{voice}, {where}, {alert.facts or ''} {alert.last_seen:%d %b}")
    print(f"      quote: {alert.quote}")
    print(f"      text: {raw[max(0, at - AROUND) : at + len(alert.quote) + AROUND]}".replace("\n", " "))


def main() -> int:
    """Ask about each alert drawn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--draw", type=int, default=100, help="how many alerts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="only show them")
    asked = parser.parse_args()
    found = told(read_desk(load()), asked.data)
    texts = {
        str(row["id"]): f"{row['title'] or ''}\n{row['text'] or ''}"
        for path in sorted((asked.data / "stream").glob("*.jsonl.gz"))
        for row in rows(path)
    }
    judged = {one.said for one in read_verdicts()}
    drawn = random.Random(asked.seed).sample(sorted(found, key=str), min(asked.draw, len(found)))
    for number, said in enumerate(drawn, 1):
        if said in judged:
            continue
        print(f"{number:>4}")
        show(found[said], texts)
        if asked.show:
            continue
        try:
            verdict = ask()
        except EOFError:
            return 0
        if verdict is not None:
            add_verdicts([Verdict(said, right=verdict)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
