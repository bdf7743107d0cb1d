"""What hostile texts cost, and whether twice the text costs more than twice: `python -m tests.bench_hostile [KIND …]`.

Every kind of `tests.hostile` is matched at two sizes in turns; processor time of one process, the least of the rounds.
"""

# ruff: noqa: T201 - printing is what it is for

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from streams.files.desk.rules import Desk, read_desk
from streams.match.match import match
from streams.settings import load
from tests.hostile import KINDS, article

SIZE = 25_000
"""Characters of the smaller text; the other has twice as many."""
ROUNDS = 3
LARGE = 100_000
"""Characters of the texts that the worst kinds are told of in seconds."""
WORST = 5


def seconds(desk: Desk, kind: str, size: int) -> float:
    """Processor time of matching one text once."""
    text = article(kind, size)
    began = time.process_time()
    match(text, desk.ruleset, desk.gazetteer)
    return time.process_time() - began


def measured(desk: Desk, kind: str) -> tuple[float, float]:
    """The seconds of a kind at both sizes, the least of interleaved rounds."""
    rounds = [(seconds(desk, kind, SIZE), seconds(desk, kind, 2 * SIZE)) for _ in range(ROUNDS)]
    return min(one for one, _ in rounds), min(two for _, two in rounds)


def measure(desk: Desk, kinds: Sequence[str] = tuple(KINDS)) -> None:
    """Print every kind, and the worst."""
    match(article("places, cues, numbers by chance", 2_000), desk.ruleset, desk.gazetteer)  # dictionaries load at first
    taken = {}
    print(f"hostile texts, {len(kinds)} kinds: seconds for {SIZE:,} and {2 * SIZE:,} characters, and their ratio")
    for kind in kinds:
        taken[kind] = measured(desk, kind)
        print(
            f"  {taken[kind][0]:6.3f} {taken[kind][1]:6.3f} {taken[kind][1] / taken[kind][0]:5.2f}  {kind}", flush=True
        )
    steepest = max(kinds, key=lambda kind: taken[kind][1] / taken[kind][0])
    slowest = sorted(kinds, key=lambda kind: -taken[kind][1])[:WORST]
    print(f"steepest: {steepest}, {taken[steepest][1] / taken[steepest][0]:.2f} times")
    for kind in slowest:
        print(f"slowest, {LARGE:,} characters: {min(seconds(desk, kind, LARGE) for _ in range(ROUNDS)):.2f} s  {kind}")


def main() -> None:
    """Measure the kinds named, or all."""
    measure(read_desk(load()), sys.argv[1:] or tuple(KINDS))


if __name__ == "__main__":
    main()
