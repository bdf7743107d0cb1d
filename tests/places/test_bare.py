"""Bare names, as analysts type them."""

from __future__ import annotations

import pytest

from streams.places.bare import resolve_name


@pytest.mark.parametrize(
    ("name", "within", "place_id"),
    [
        ("Kherson", None, "geonames:706448"),
        ("kherson", None, "geonames:706448"),
        ("Mari'nka", "Donetsk Oblast", "geonames:701845"),
        ("Lyman", "Donetsk Oblast", "geonames:704204"),
        ("Lyman, Donetsk Oblast", None, "geonames:704204"),
        ("Belgorod Oblast, Russia", None, "iso3166:RU-BEL"),
        ("Belgorod Oblast", "Russia", "iso3166:RU-BEL"),
        ("Stepnohirs'k", "Zaporiz'ka oblast", "geonames:692248"),
        ("Mykolajiv", "Mykolajiv Oblast", "geonames:700569"),
        ("місто Херсон", None, "geonames:706448"),
        ("Херсоні", None, "geonames:706448"),
        ("Pokrovsk", "iso3166:UA-14", "geonames:704422"),
        ("Deal", "England", "geonames:2651468"),
        ("Ukraine", None, "iso3166:UA"),
        ("Новоросійськ", None, "geonames:518255"),
    ],
)
def test_a_bare_name_means_the_place_one_would_expect(gazetteer, name, within, place_id):
    found = resolve_name(gazetteer, name, within)
    assert found.place is not None, found.why
    assert found.place.id == place_id, found


def test_a_misspelt_name_is_found_and_not_called_exact(gazetteer):
    found = resolve_name(gazetteer, "Khersson")
    assert found.place is not None
    assert found.place.name == "Kherson"
    assert not found.exact
    assert "1 edit" in found.why or "sounds like" in found.why


def test_a_place_elsewhere_is_worse_than_none(gazetteer):
    found = resolve_name(gazetteer, "Berlin", "Donetsk Oblast")
    assert found.place is None
    assert "Donetsk Oblast" in found.why
    assert found.candidates[0].country == "DE"


def test_an_area_nobody_knows_is_told(gazetteer):
    found = resolve_name(gazetteer, "Kherson", "Qwrtzxland")
    assert found.place is not None
    assert not found.exact
    assert "Qwrtzxland" in found.why


@pytest.mark.parametrize("name", ["Qwrtzx", "", " ", ",", "()", "…"])
def test_nonsense_means_nothing_and_says_so(gazetteer, name):
    found = resolve_name(gazetteer, name)
    assert found.place is None
    assert found.why
