"""Measure how well places are found and resolved: `python tests/eval/places.py DATA_DIR`, one line per measure.

DATA_DIR holds `places/*` and `stream/*` as the data README describes them; none of it is part of this project.
"""

# ruff: noqa: T201 - printing is what it is for

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from streams.files.gazetteer import load_gazetteer
from streams.places.bare import resolve_name
from streams.places.gazetteer import Gazetteer, great_circle_km
from streams.places.toponyms import find_places
from streams.text import read, read_fields

NEAR_KM = 25


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file of JSON lines."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    yield from map(json.loads, filter(None, text.split("\n")))


def tell(measure: str, good: int, of: int, remark: str = "") -> None:
    """Print one measure."""
    print(f"{measure:<44} {100 * good / max(of, 1):5.1f} %  {good}/{of}  {remark}".rstrip())


def viina(gazetteer: Gazetteer, data: Path, verbose: bool) -> None:
    """Recall of the one place that each headline is known to name."""
    counts = {kind: [0, 0, 0, 0] for kind in ("exact", "stem")}
    for row in rows(data / "places" / "viina_text_place_dev.jsonl"):
        found = [one.place for one in find_places([read("text", row["text"])], gazetteer) if one.place]
        gold = f"geonames:{row['geonameid']}"
        known = gazetteer.row(gold) is not None
        same = any(place.id == gold for place in found)
        near = same or any(
            place.lat is not None
            and great_circle_km(float(row["lat"]), float(row["lon"]), place.lat, place.lon) < NEAR_KM
            for place in found
        )
        count = counts[row["match"]]
        after = any(seat_is(gazetteer, place.id, gold) for place in found)
        count[0] += same or (not known and near)
        count[1] += 1
        count[2] += known
        count[3] += after and not same
        if verbose and not same and not after:
            print(
                "  missed", row["match"], row["name"], gold, known, "|", row["text"][:300], "|", [p.name for p in found]
            )
    for kind, (good, of, known, after) in counts.items():
        tell(f"viina {kind}: gold place found", good, of, f"{known} of them in the gazetteer")
        tell("    or the region named after it", good + after, of, "the text names only its oblast")


def seat_is(gazetteer: Gazetteer, region: str, settlement: str) -> bool:
    """Whether a region is named after a settlement."""
    row = gazetteer.row(region)
    return row is not None and (seat := gazetteer.seat_of(row)) is not None and gazetteer.id_at(seat) == settlement


def cir(gazetteer: Gazetteer, data: Path, verbose: bool) -> None:
    """Names as analysts typed them: alone, and with their oblast."""
    table = list(rows(data / "places" / "cir_places_dev.jsonl"))
    for measure, regions in (("name alone", False), ("name and region", True)):
        good = of = 0
        for row in table:
            if regions and not row["province"]:
                continue
            place = resolve_name(gazetteer, row["name"], row["province"] if regions else None).place
            near = place is not None and place.lat is not None
            near = near and great_circle_km(row["lat"], row["lon"], place.lat, place.lon) < NEAR_KM
            good += near
            of += 1
            if verbose and regions and not near:
                print("  missed", row["name"], "|", row["province"], "|", place and (place.name, place.admin1))
        tell(f"cir_places: within {NEAR_KM} km, {measure}", good, of)


def inflection(gazetteer: Gazetteer, data: Path, verbose: bool) -> None:
    """Inflected names that resolve as their lemma does, counted where the lemma resolves exactly."""
    good = of = total = 0
    for row in rows(data / "places" / "slavic_loc_inflection_dev.jsonl"):
        total += 1
        lemma = resolve_name(gazetteer, row["lemma"])
        if lemma.place is None or not lemma.exact:
            continue
        of += 1
        surface = resolve_name(gazetteer, row["surface"])
        same = surface.place is not None and surface.place.id == lemma.place.id
        good += same
        if verbose and not same:
            print(
                "  missed",
                row["lang"],
                row["surface"],
                "|",
                row["lemma"],
                lemma.place.name,
                "|",
                surface.place and surface.place.name,
            )
    tell("slavic inflection: as the lemma", good, of, f"lemma resolves in {of}/{total} rows")


def speed(gazetteer: Gazetteer, data: Path, _verbose: bool) -> None:
    """What finding and resolving costs per 600-word English article glued from real items, and on hostile text."""
    items = [row for row in rows(data / "stream" / "2023-07-16_19.jsonl.gz") if row["lang"] == "en"]
    articles: list[list[tuple[str, str]]] = []
    words = 600
    for row in items:
        if words >= 600:
            articles.append([("title", row["title"] or "."), ("text", "")])
            words = 0
        field, text = articles[-1][1]
        articles[-1][1] = (field, text + "\n\n" + (row["text"] or ""))
        words += len((row["text"] or "").split())
    texts = [read_fields(article) for article in articles]
    for name, times in (("cold", texts[: len(texts) // 2]), ("warm", texts[len(texts) // 2 :])):
        begun = time.process_time()
        for article in times:
            find_places(article, gazetteer)
        spent = time.process_time() - begun
        size = sum(len(text.words) for article in times for text in article)
        print(f"places, {name:<36} {1000 * spent / len(times):5.2f} ms per article of {size // len(times)} words")
    hostile = "".join(
        f"In {chr(65 + n % 26)}{'aeiou'[n % 5]}{n:x} Xyl{n:o}qa".translate(str.maketrans("0123456789", "bdfghklmnp"))
        + " "
        for n in range(60_000)
    )[:1_000_000]
    prepared = [read("text", hostile)]
    begun = time.process_time()
    find_places(prepared, gazetteer)
    print(f"places, {len(hostile):,} characters of capitalised nonsense {time.process_time() - begun:5.2f} s")


def main() -> int:
    """Print every measure, or those named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--only", choices=["viina", "cir", "inflection", "speed"], action="append")
    parser.add_argument("--verbose", action="store_true", help="also print every miss")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "tocsin")
    asked = parser.parse_args()
    gazetteer = load_gazetteer(asked.cache)
    for measure in (viina, cir, inflection, speed):
        if not asked.only or measure.__name__ in asked.only:
            measure(gazetteer, asked.data, asked.verbose)
    return 0


if __name__ == "__main__":
    sys.exit(main())
