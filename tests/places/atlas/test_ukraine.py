"""Names that no list holds: official ones, their romanisations, Russian forms, adjectives."""

from __future__ import annotations

import pytest

from streams.places.atlas.build import Record
from streams.places.atlas.ukraine import russian_adjective, with_names


def town(name, *aliases, lat=48.0, lon=37.0, region="UA-14", population=0, number=1):
    place = f"geonames:{number}"
    return Record(place, name, "settlement", "UA", f"iso3166:{region}", lat, lon, population, aliases)


def test_the_english_name_follows_the_official_one():
    found = with_names(town("Chornomors’k", "Чорноморськ", "Ильичёвск"), "Чорноморськ")
    assert found.name == "Chornomorsk"
    assert "Чорноморськ" in found.usual


def test_a_place_renamed_since_keeps_the_name_geonames_knows():
    assert with_names(town("Sheptytskyi", "Шептицький", "Червоноград"), "Червоноград").name == "Sheptytskyi"


@pytest.mark.parametrize("spelling", ["Robotyne", "Роботине", "Роботино", "Robotino"])
def test_a_village_is_known_by_spellings_that_no_list_holds(spelling):
    found = with_names(town("Robotyne", "Роботине"), "Роботине")
    assert spelling in {*found.aliases, *found.usual}


def test_what_lies_at_a_town_is_called_by_its_adjective():
    usual = with_names(town("Dzhankoi", "Джанкой"), "Джанкой", ["Джанкойський"]).usual
    assert {"Джанкойський аеродром", "Джанкойский аэродром", "Джанкойська громада"} <= set(usual)


@pytest.mark.parametrize(
    ("uk", "ru"),
    [
        ("Ізюмський", "Изюмский"),
        ("Донецький", "Донецкий"),
        ("Запорізький", "Запорожский"),
        ("Вовчанський", "Волчанский"),
    ],
)
def test_adjectives_are_told_in_russian(uk, ru):
    assert russian_adjective(uk) == ru
