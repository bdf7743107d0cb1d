"""Judge toponyms drawn at random from the stream: `python -m tests.eval.judge DATA --draw 200 --seed 1`.

Shows each in its text with the place it was resolved to, and asks whether the text means that place there. A country
or capital that stands for its government is right when it is that country or capital; an organisation, a product or
a person named after a place is wrong. What was judged before is not asked again. Only ids and verdicts are kept.
"""

# ruff: noqa: T201 - printing is what it is for

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.eval.gazetteers import gazetteers
from tests.eval.stream import Resolved, resolved, shown
from tests.golden.toponyms import Judgement, Stretch, add_judgements, read_judgements


def draw(found: Mapping[Stretch, Resolved], count: int, seed: int) -> list[Stretch]:
    """Some of the toponyms, each as likely as any other; the same for the same seed and toponyms."""
    stretches = sorted(found, key=lambda one: (one.item, one.field, one.start))
    return random.Random(seed).sample(stretches, min(count, len(stretches)))


def ask() -> bool | None:
    """A person's verdict; None to leave the toponym out.

    Raises:
        EOFError: they stop.
    """
    while True:
        match input("      is it? [y]es, [n]o, [s]kip, [q]uit: ").strip().lower()[:1]:
            case "y":
                return True
            case "n":
                return False
            case "s":
                return None
            case "q":
                raise EOFError


def main() -> int:
    """Ask about each toponym drawn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--draw", type=int, default=200, help="how many toponyms")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="only show them")
    asked = parser.parse_args()
    _, gazetteer = next(gazetteers(asked.data, only="dumps"))
    found = resolved(gazetteer, asked.data)
    judged = {(one.stretch, one.place) for one in read_judgements()}
    for number, stretch in enumerate(draw(found, asked.draw, asked.seed), 1):
        one = found[stretch]
        if (stretch, one.place.id) in judged:
            continue
        print(f"{number:>4}  {shown(stretch, one)}", flush=True)
        if asked.show:
            continue
        try:
            verdict = ask()
        except EOFError:
            break
        if verdict is not None:
            add_judgements([Judgement(stretch, one.place.id, verdict)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
