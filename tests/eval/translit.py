"""Measure romanisation: `python -m tests.eval.translit DATA_DIR`, one line per system that we have.

DATA_DIR holds `places/translit_pairs.tsv` as the data README describes it; none of it is part of this project.
"""

# ruff: noqa: T201 - printing is what it is for

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from streams.places.atlas.romanisation import romanise
from tests.eval.tell import tell

OURS = {
    "ua-ukr-Cyrl-Latn-2010": "uk-kmu-2010",
    "un-ukr-Cyrl-Latn-2012": "uk-kmu-2010",
    "bgnpcgn-ukr-Cyrl-Latn-2019": "uk-bgn-pcgn-2019",
    "bgnpcgn-ukr-Cyrl-Latn-1965": "uk-bgn-pcgn-1965",
    "bgnpcgn-rus-Cyrl-Latn-1947": "ru-bgn-pcgn-1947",
    "bgnpcgn-bel-Cyrl-Latn-1979": "be-bgn-pcgn-1979",
    "ua-ukr-Cyrl-Latn-1996": "uk-national-1996",
    "alalc-ukr-Cyrl-Latn-1997": "uk-ala-lc",
    "alalc-rus-Cyrl-Latn-2012": "ru-ala-lc",
    "un-rus-Cyrl-Latn-1987": "ru-un-1987",
    "by-bel-Cyrl-Latn-2007": "be-national-2007",
    "un-bel-Cyrl-Latn-2007": "be-national-2007",
}
"""The set's names of the systems that we have; its ISO 9 and GOST rows contradict each other and are left out."""
COUNTED = ("ua-ukr-Cyrl-Latn-2010", "un-ukr-Cyrl-Latn-2012", "bgnpcgn-")
"""What makes up the total: the systems of today's maps and news."""


def pairs(data: Path) -> Iterator[tuple[str, str, str]]:
    """System, source and expected romanisation, where we have the system."""
    for line in (data / "places" / "translit_pairs.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        system, source, expected = line.split("\t")[:3]
        if system in OURS:
            # The set writes the breve of ĭ as a caron, which the Library of Congress' tables do not.
            yield system, source, expected.replace("ǐ", "ĭ").replace("Ǐ", "Ĭ")


def measure(data: Path, *, verbose: bool = False) -> None:
    """Print how many romanisations are exactly those expected."""
    good: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for system, source, expected in pairs(data):
        written = romanise(source, OURS[system])
        good[system] += written == expected
        of[system] += 1
        if verbose and written != expected:
            print("  missed", system, "|", source, "|", expected, "|", written)
    for system in of:
        tell(f"romanisation: {system}", good[system], of[system], OURS[system])
    counted = [system for system in of if system.startswith(COUNTED)]
    right, asked = (sum(count[system] for system in counted) for count in (good, of))
    tell("romanisation: KMU and BGN/PCGN", right, asked, target=99)


def main() -> int:
    """Measure the data given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--verbose", action="store_true", help="print what is missed")
    arguments = parser.parse_args()
    measure(arguments.data, verbose=arguments.verbose)
    return 0


if __name__ == "__main__":
    sys.exit(main())
