"""Measure how well places are found and resolved on data that is no part of this project: one line per measure.

Each measure takes the way of finding or resolving, so that simpler ways are measured by the same yardstick.
"""

# ruff: noqa: T201 - printing is what it is for

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from streams.places.bare import resolve_name
from streams.places.gazetteer import Gazetteer, great_circle_km
from streams.places.place import Place
from tests.eval.hard_cases import Finder
from tests.eval.tell import rows, tell

NEAR_KM = 25
VIINA_TARGETS = {"exact": 97, "stem": 92}
CIR_TARGETS = {"name alone": 70, "name and region": 88}
INFLECTION_TARGET = 93
INFLECTION_ROWS = 40
"""Per cent of rows whose lemma must resolve, for the measure to say something."""

Resolver = Callable[[str, str | None], Place | None]
"""Decides which place a bare name means, in a region when one is told."""


class Gold(NamedTuple):
    """The place that a headline is known to name."""

    id: str
    lat: float
    lon: float
    known: bool


def viina(
    find: Finder, gazetteer: Gazetteer, data: Path, *, label: str = "viina", targets: bool = True, verbose: bool = False
) -> None:
    """Recall of the one place that each headline is known to name; near it counts where the gazetteer lacks it."""
    good: Counter[str] = Counter()
    after: Counter[str] = Counter()
    of: Counter[str] = Counter()
    known: Counter[str] = Counter()
    for row in rows(data / "places" / "viina_text_place_dev.jsonl"):
        place_id, kind = f"geonames:{row['geonameid']}", row["match"]
        gold = Gold(place_id, float(row["lat"]), float(row["lon"]), gazetteer.row(place_id) is not None)
        found = {one.place for one in find(row["text"])}
        hit = gold.id in found if gold.known else any(_near(gazetteer.place(place), gold) for place in found)
        seat = not hit and any(_seat_is(gazetteer, place, gold.id) for place in found)
        of[kind] += 1
        good[kind] += hit
        after[kind] += seat
        known[kind] += gold.known
        if verbose and not hit:
            _tell_missed(gazetteer, row, gold, found, seat=seat)
    for kind, target in VIINA_TARGETS.items():
        remark = f"{known[kind]} of them in the gazetteer"
        tell(
            f"{label} {kind}: gold place found",
            good[kind] + after[kind],
            of[kind],
            remark,
            target=target if targets else None,
        )
        tell(
            "    of them as an area named after it",
            after[kind],
            of[kind],
            "gold is the seat, the text names only its area",
        )


def _tell_missed(gazetteer: Gazetteer, row: dict[str, Any], gold: Gold, found: set[str], *, seat: bool) -> None:
    why = "region" if seat else "missed" if gold.known else "unknown"
    places = [place for one in found if (place := gazetteer.place(one))]
    told = [f"{place.name} ({place.kind}, {place.admin1})" for place in places]
    print("   ", why, row["match"], row["name"], gold.id, "|", row["text"][:300], "|", ", ".join(told))


def _near(place: Place | None, gold: Gold) -> bool:
    if place is None or place.lat is None or place.lon is None:
        return False
    return great_circle_km(gold.lat, gold.lon, place.lat, place.lon) < NEAR_KM


def _seat_is(gazetteer: Gazetteer, region: str, settlement: str) -> bool:
    """Whether a region is named after a settlement."""
    row = gazetteer.row(region)
    return row is not None and (seat := gazetteer.seat_of(row)) is not None and gazetteer.id_at(seat) == settlement


def resolver(gazetteer: Gazetteer) -> Resolver:
    """What `resolve_name` decides."""
    return lambda name, within: resolve_name(gazetteer, name, within).place


def cir(
    resolve: Resolver, data: Path, *, label: str = "cir_places", targets: bool = True, verbose: bool = False
) -> None:
    """Names as analysts typed them: alone, and with their oblast."""
    table = list(rows(data / "places" / "cir_places_dev.jsonl"))
    for measure, regions in (("name alone", False), ("name and region", True)):
        asked = [row for row in table if row["province"] or not regions]
        good = 0
        for row in asked:
            place = resolve(row["name"], row["province"] if regions else None)
            near = _near(place, Gold("", row["lat"], row["lon"], known=True))
            good += near
            if verbose and not near:
                told = f"{place.name} ({place.kind}, {place.admin1}, {place.country})" if place else "nothing"
                print("    missed", measure, "|", row["name"], "|", row["province"], "|", told)
        target = CIR_TARGETS[measure] if targets else None
        tell(f"{label}: within {NEAR_KM} km, {measure}", good, len(asked), target=target)


def inflection(gazetteer: Gazetteer, data: Path, *, targets: bool = True, verbose: bool = False) -> None:
    """Inflected names that resolve as their lemma does, counted where the lemma resolves exactly."""
    good = of = total = 0
    for row in rows(data / "places" / "slavic_loc_inflection_dev.jsonl"):
        total += 1
        lemma = resolve_name(gazetteer, row["lemma"])
        if lemma.place is None or not lemma.exact:
            continue
        of += 1
        surface = resolve_name(gazetteer, row["surface"]).place
        same = surface is not None and surface.id == lemma.place.id
        good += same
        if verbose and not same:
            print("    missed", row["lang"], row["surface"], "|", row["lemma"], lemma.place, "|", surface)
    tell("slavic inflection: as the lemma", good, of, target=INFLECTION_TARGET if targets else None)
    tell("    rows counted, their lemma resolves", of, total, target=INFLECTION_ROWS if targets else None)
