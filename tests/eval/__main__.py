"""Quality in numbers: `make eval DATA=path/to/data`.

With the gazetteer of GeoNames' dumps, which the targets are for, and with the default one; beside the former, the
same measures by simpler ways.
"""

# ruff: noqa: T201 - printing is what it is for

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from streams.files.desk.rules import read_desk
from streams.places.gazetteer import Gazetteer
from streams.settings import load
from tests.eval import alerts, events, facts, hard_cases, naive, places, status, stream, translit, where
from tests.eval.gazetteers import gazetteers

SECTIONS = {
    "cir": "places/cir_places_dev.jsonl",
    "viina": "places/viina_text_place_dev.jsonl",
    "inflection": "places/slavic_loc_inflection_dev.jsonl",
    "hard": "",
    "where": "",
    "stream": "stream",
    "translit": "places/translit_pairs.tsv",
    "naive": "places",
    "status": "",
    "facts": "",
    "events": "events",
    "alerts": "stream",
}
"""What can be measured, and what of the data it needs."""


def measure_places(gazetteer: Gazetteer, data: Path, asked: list[str], *, dumps: bool, verbose: bool) -> None:
    """Print the measures of places that are asked for, with one gazetteer."""
    which = "GeoNames' dumps and packages" if dumps else "default, packages only"
    print(f"\nplaces, gazetteer of {which}: {len(gazetteer):,} places by {gazetteer.name_count:,} names", flush=True)
    if "cir" in asked:
        places.cir(places.resolver(gazetteer), data, targets=dumps, verbose=verbose)
    if "viina" in asked:
        places.viina(hard_cases.ours(gazetteer), gazetteer, data, targets=dumps, verbose=verbose)
    if "inflection" in asked:
        places.inflection(gazetteer, data, targets=dumps, verbose=verbose)
    if "hard" in asked:
        hard_cases.measure(gazetteer, dumps=dumps, verbose=verbose)
    if "where" in asked and dumps:
        where.measure(gazetteer, verbose=verbose)
    if "stream" in asked:
        stream.measure(gazetteer, data, targets=dumps, verbose=verbose)
    if "naive" in asked and dumps:
        print("the same by simpler ways", flush=True)
        naive.measure(gazetteer, data)


def main() -> int:
    """Print every measure, or those asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval", description=__doc__)
    parser.add_argument("data", type=Path, help="a directory with places/, gazetteer/, events/ and stream/")
    parser.add_argument("--only", choices=list(SECTIONS), action="append")
    parser.add_argument("--gazetteer", choices=["dumps", "default"], help="only this one")
    parser.add_argument("--verbose", action="store_true", help="also print every miss")
    asked = parser.parse_args()
    if not asked.data.is_dir():
        parser.error(f"{asked.data} is no directory: make eval DATA=path/to/data")
    sections = [section for section in asked.only or SECTIONS if (asked.data / SECTIONS[section]).exists()]
    for section in set(asked.only or SECTIONS) - set(sections):
        print(f"{section} is left out: {asked.data} has no {SECTIONS[section]}")
    if "translit" in sections:
        print("romanisation")
        translit.measure(asked.data, verbose=asked.verbose)
    for dumps, gazetteer in gazetteers(asked.data, only=asked.gazetteer):
        measure_places(gazetteer, asked.data, sections, dumps=dumps, verbose=asked.verbose)
    if "status" in sections:
        print("\nstatus")
        status.measure(verbose=asked.verbose)
    if "facts" in sections:
        print("\nfacts")
        facts.measure(verbose=asked.verbose)
    if "events" in sections:
        print("\nlabelled events, and the stream by rule and day")
        events.measure(asked.data)
    if "alerts" in sections:
        alerts.measure(read_desk(load()), asked.data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
