"""Villages where a war is fought count as more than their size, in the gazetteer of whoever says where that is."""

from __future__ import annotations

import pytest

from streams.places.amended import AmendedGazetteer
from streams.places.atlas.build import Record, compile_gazetteer
from streams.places.front import INTEREST
from streams.places.gazetteer import Gazetteer
from streams.places.world import World

RECORDS = [
    Record("iso3166:UA", "Ukraine", "country", "UA", population=40_000_000),
    Record("iso3166:UA-63", "Kharkiv Oblast", "region", "UA", "iso3166:UA", usual=["Kharkiv Oblast"]),
    Record("iso3166:UA-65", "Kherson Oblast", "region", "UA", "iso3166:UA", usual=["Kherson Oblast"]),
    Record("iso3166:RU", "Russia", "country", "RU", population=140_000_000),
    Record("geonames:1", "Izium", "settlement", "UA", "iso3166:UA-63", 49.21, 37.25, 45_000, ["Ізюм"]),
    Record("geonames:2", "Vesele", "settlement", "UA", "iso3166:UA-63", 49.23, 37.26, 0, ["Веселе"]),
    Record("geonames:3", "Vesele", "settlement", "UA", "iso3166:UA-65", 46.9, 35.2, 900, ["Веселе"]),
    Record("geonames:4", "Vesyoloye", "settlement", "RU", "iso3166:RU", 49.25, 37.30, 0),
    Record("geonames:5", "Gorod", "settlement", "UA", "iso3166:UA-63", 49.22, 37.27, 60_000),
]


@pytest.fixture(scope="module")
def base() -> Gazetteer:
    return Gazetteer.load(compile_gazetteer(RECORDS))


def fought_for(base: Gazetteer, region: str, *names: str) -> AmendedGazetteer:
    return AmendedGazetteer(base, world=World(fought_for={region: names}))


def counts(gazetteer: Gazetteer, number: int) -> int:
    row = gazetteer.row(f"geonames:{number}")
    assert row is not None
    return gazetteer.prominence(row)


def test_a_village_beside_a_battle_counts_as_more_than_its_size(base):
    gazetteer = fought_for(base, "UA-63", "Ізюм")
    assert INTEREST * 0.9 < counts(gazetteer, 2) <= INTEREST
    assert counts(gazetteer, 3) == 900


def test_a_town_larger_than_that_keeps_its_inhabitants(base):
    assert counts(fought_for(base, "UA-63", "Ізюм"), 5) == 60_000


def test_a_village_across_the_border_counts_as_it_is(base):
    assert counts(fought_for(base, "UA-63", "Ізюм"), 4) == 0


def test_the_village_near_the_front_comes_before_its_namesakes(base):
    first = [g.id_at(g.candidates("vesele")[0].row) for g in (base, fought_for(base, "UA-63", "Ізюм"))]
    assert first == ["geonames:3", "geonames:2"]


@pytest.mark.parametrize(
    ("region", "name"), [("UA-65", "Ізюм"), ("UA-63", "Ізюмм"), ("UA-99", "Ізюм"), ("XX-1", "Ізюм")]
)
def test_a_town_that_is_not_there_counts_for_nothing(base, region, name):
    assert not fought_for(base, region, name).interest


def test_another_world_is_another_version(base):
    worlds = [
        World(),
        World(fought_for={"UA-63": ("Ізюм",)}),
        World(at_war=frozenset({"UA"})),
        World(capitals={"x": "UA"}),
    ]
    assert len({AmendedGazetteer(base, world=world).version for world in worlds}) == len(worlds)


def test_the_order_in_which_a_world_is_written_makes_no_other_version(base):
    one, other = World(capitals={"kyiv": "UA", "minsk": "BY"}), World(capitals={"minsk": "BY", "kyiv": "UA"})
    assert AmendedGazetteer(base, world=one).version == AmendedGazetteer(base, world=other).version
