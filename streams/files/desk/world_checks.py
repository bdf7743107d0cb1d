"""Questions about `rules/world.yaml` that only a gazetteer answers: whether what it names is there.

`tocsin rules check` asks them; a worker takes the file without: a gazetteer of other data must not keep it from starting.
"""

from __future__ import annotations

from streams.errors import Mistake
from streams.files.desk.places import text_beside
from streams.files.desk.rules import Desk, world_of
from streams.files.desk.texts import printable
from streams.files.desk.world import WorldRead, read_world
from streams.places.bare import resolve_name
from streams.places.front import town_of
from streams.places.gazetteer import Gazetteer


def world_read(desk: Desk) -> WorldRead:
    """What a desk's directory says of the world; it was read without mistakes before."""
    path = world_of(desk.directory)
    return read_world(printable(str(path)), text_beside(path))


def check_world(read: WorldRead, gazetteer: Gazetteer) -> list[Mistake]:
    """Ask of every town that was fought for whether it is there, in the region that it is said to lie in, and once.

    One that is like no name the gazetteer has is let be: only GeoNames' dumps know villages of less than 500 inhabitants.
    """
    document = read.document
    for region, names in read.written.fought_for.items():
        if gazetteer.row(f"iso3166:{region}") is None:
            hint = "`tocsin places --name` tells the codes of regions"
            text = f"no region has the code {region}"
            document.mistake(("fought_for", region), "unknown-region", text, hint, key=True)
            continue
        written: dict[int, str] = {}
        for number, name in enumerate(names):
            town = town_of(gazetteer, region, name)
            if town is None and (meant := _meant(gazetteer, region, name)):
                hint = f"did you mean {' or '.join(meant)}?"
                text = f"no town of {region} is called {name!r}"
                document.mistake(("fought_for", region, number), "unknown-town", text, hint)
            elif town is not None and (first := written.setdefault(town, name)) != name:
                text = f"{name!r} is the town that stands here as {first!r}"
                document.mistake(("fought_for", region, number), "duplicate-town", text, "leave one out")
    return sorted(document.mistakes)


def _meant(gazetteer: Gazetteer, region: str, name: str) -> list[str]:
    """The towns that were probably meant, those of the region first."""
    row = gazetteer.row(f"iso3166:{region}")
    found = resolve_name(gazetteer, name, None if row is None else gazetteer.name_at(row))
    found = found if found.candidates else resolve_name(gazetteer, name)
    towns = [place for place in found.candidates if place.kind == "settlement"]
    return list(dict.fromkeys(f"{place.name} ({place.admin1 or place.country})" for place in towns))[:2]
