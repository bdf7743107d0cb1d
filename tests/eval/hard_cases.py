"""Measure the hard cases of `tests/golden/places.yaml`: precision and recall by kind, for us and for simpler ways."""

# ruff: noqa: T201 - printing is what it is for

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from streams.places.gazetteer import Gazetteer
from streams.places.toponyms import find_places
from streams.text.text import read
from tests.eval.tell import tell
from tests.golden.places import Case, Found, Verdict, read_cases

Finder = Callable[[str], Sequence[Found]]
"""Finds the places in a text."""


def ours(gazetteer: Gazetteer) -> Finder:
    """What `find_places` resolves."""

    def find(text: str) -> list[Found]:
        return [
            Found(one.start, one.end, one.place.id, one.governs)
            for one in find_places([read("text", text)], gazetteer)
            if one.place is not None
        ]

    return find


def measure(gazetteer: Gazetteer, *, dumps: bool, verbose: bool) -> None:
    """Print precision and recall, in all and by kind of difficulty."""
    counts = summary("hard cases", ours(gazetteer), read_cases(dumps=dumps), verbose=verbose, targets=dumps)
    for sort, kind in sorted({(sort, kind) for sort, kind, _ in counts}):
        here = {verdict: counts[sort, kind, verdict] for verdict in Verdict}
        good = here[Verdict.RIGHT] + here[Verdict.CLEAN]
        tell(f"    {sort}, {kind}", good, sum(here.values()), f"{here[Verdict.WRONG]} wrong")


def summary(
    label: str, find: Finder, cases: Sequence[Case], *, verbose: bool = False, targets: bool = True
) -> Counter[tuple[str, str, Verdict]]:
    """Print precision and recall in all; returns the cases by sort, kind and verdict."""
    counts: Counter[tuple[str, str, Verdict]] = Counter()
    for case in cases:
        found = find(case.text)
        verdict = case.judge(found)
        counts[case.sort, case.kind, verdict] += 1
        if verbose and verdict in {Verdict.WRONG, Verdict.MISSED}:
            known = "known" if case.miss else "NEW"
            print(
                f"    {known} {verdict.name.lower()} {case.sort}, {case.kind}: {case.text} | {case.stretch} |", *found
            )
    right, wrong = _total(counts, Verdict.RIGHT), _total(counts, Verdict.WRONG)
    tell(f"{label}: precision", right, right + wrong, "of what is resolved", target=99 if targets else None)
    named = sum(count for (sort, _, _), count in counts.items() if sort == "named")
    found = _total(counts, Verdict.RIGHT, "named")
    tell(f"{label}: recall", found, named, "of what names a place", target=95 if targets else None)
    return counts


def _total(counts: Counter[tuple[str, str, Verdict]], verdict: Verdict, only: str = "") -> int:
    return sum(count for (sort, _, one), count in counts.items() if one is verdict and only in {"", sort})
