"""Ukraine's districts: the codifier's units find their settlements, and every settlement its district."""

from __future__ import annotations

import pytest

from streams.places.atlas.districts import Settled, Unit, join_districts, region_of
from streams.places.similarity import key_of

OBLAST = Unit("UA14000", "Донецька", "O", ())
BAKHMUT = Unit("UA14020", "Бахмутський", "P", ("UA14000",))
POKROVSK = Unit("UA14160", "Покровський", "P", ("UA14000",))


def community(code, name, district):
    return Unit(code, name, "H", ("UA14000", district.code))


EAST, WEST = community("UA140201", "Бахмутська", BAKHMUT), community("UA141601", "Покровська", POKROVSK)


def village(code, name, within):
    return Unit(code, name, "C", (*within.above, within.code))


def settled(number, name, lat, lon, population=0):
    return Settled(f"geonames:{number}", "UA-14", frozenset({key_of(name)}), lat, lon, population)


UNITS = [
    OBLAST,
    BAKHMUT,
    EAST,
    village("UA1402011", "Бахмут", EAST),
    village("UA1402012", "Андріївка", EAST),
    POKROVSK,
    WEST,
    village("UA1416011", "Покровськ", WEST),
    village("UA1416012", "Андріївка", WEST),
]
TOWNS = [settled(1, "Бахмут", 48.6, 38.0, 70_000), settled(2, "Покровськ", 48.28, 37.18, 60_000)]


def test_a_name_known_once_on_both_sides_is_one_settlement():
    joined = join_districts(UNITS, TOWNS)
    assert joined.district_of == {"geonames:1": BAKHMUT.code, "geonames:2": POKROVSK.code}
    assert joined.official == {"geonames:1": "Бахмут", "geonames:2": "Покровськ"}


def test_namesakes_go_to_the_community_that_lies_nearest():
    near_pokrovsk, near_bakhmut = settled(3, "Андріївка", 48.3, 37.2), settled(4, "Андріївка", 48.5, 37.95)
    joined = join_districts(UNITS, [*TOWNS, near_pokrovsk, near_bakhmut])
    assert joined.district_of["geonames:3"] == POKROVSK.code
    assert joined.district_of["geonames:4"] == BAKHMUT.code


def test_what_the_codifier_does_not_know_lies_where_its_neighbours_do():
    joined = join_districts(UNITS, [*TOWNS, settled(5, "Хутір", 48.58, 38.02)])
    assert joined.district_of["geonames:5"] == BAKHMUT.code
    assert "geonames:5" not in joined.official


def test_a_settlement_far_from_everything_has_no_district():
    assert "geonames:6" not in join_districts(UNITS, [*TOWNS, settled(6, "Далеке", 45.0, 34.0)]).district_of


def test_a_namesake_across_the_region_is_not_taken():
    joined = join_districts(UNITS, [*TOWNS, settled(7, "Андріївка", 47.0, 37.0)])
    assert "geonames:7" not in joined.official


@pytest.mark.parametrize(
    ("adjective", "towns", "seat"),
    [
        ("Криворізький", ["Кривий Ріг", "Зелене"], "Кривий Ріг"),
        ("Курахівський", ["Курахове", "Курахівка"], "Курахове"),
        ("Харківський", ["Харків", "Мерефа"], "Харків"),
        ("Луцький", ["Ківерці", "Луцьк"], "Луцьк"),
        ("Кам'янський", ["Кам'янське", "Верхівцеве"], "Кам'янське"),
        ("Білоцерківський", ["Біла Церква", "Сквира"], "Біла Церква"),
        ("Кальміуський", ["Новоазовськ", "Старобешеве"], None),
    ],
)
def test_a_district_is_named_after_one_of_its_towns(adjective, towns, seat):
    district = Unit("UA14990", adjective, "P", ("UA14000",))
    home = community("UA149901", "Якась", district)
    units = [OBLAST, district, home, *(village(f"UA1499{number}", name, home) for number, name in enumerate(towns))]
    places = [settled(number, name, 48.0, 37.0 + number / 100, 9_000 - number) for number, name in enumerate(towns)]
    [found] = join_districts(units, places).districts
    assert found.seat == (f"geonames:{towns.index(seat)}" if seat else None)


@pytest.mark.parametrize(("code", "region"), [("UA14020", "UA-14"), ("UA44000", "UA-09"), ("UA80000", "UA-30")])
def test_regions_are_told_by_iso_3166(code, region):
    assert region_of(code) == region


@pytest.mark.parametrize(
    ("name", "district"),
    [
        ("Kurakhove", "Pokrovsk Raion"),
        ("Вовчанськ", "Chuhuiv Raion"),
        ("Снігурівка", "Bashtanka Raion"),
        ("Kyiv", None),
    ],
)
def test_towns_know_their_district(gazetteer, name, district):
    from streams.places.bare import resolve_name

    place = resolve_name(gazetteer, name).place
    assert place is not None
    assert place.admin2 == district


def test_a_district_lies_in_its_region_and_country(gazetteer):
    place = gazetteer.place("katottg:UA14160000000034537") or next(
        gazetteer.place_at(row) for row in gazetteer.areas() if gazetteer.name_at(row) == "Pokrovsk Raion"
    )
    assert (place.kind, place.admin1, place.country, place.lat) == ("district", "Donetsk Oblast", "UA", None)
    assert gazetteer.lies_in("geonames:695357", place)
    assert gazetteer.lies_in(place, "iso3166:UA-14")
