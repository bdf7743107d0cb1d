"""The compiled gazetteer: what it holds, what lies in what, and what it refuses to load."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.places.atlas.build import Record, compile_gazetteer, usable
from streams.places.gazetteer import ALIAS, DISTANT, MAIN, Gazetteer
from streams.places.similarity import key_of

UKRAINE = Record("iso3166:UA", "Ukraine", "country", "UA", usual=["Україна"], population=40_000_000)
OBLAST = Record("iso3166:UA-14", "Donetsk Oblast", "region", "UA", "iso3166:UA", usual=["Donetsk Oblast", "Донеччина"])
KURAKHOVE = Record(
    "geonames:695357",
    "Kurakhove",
    "settlement",
    "UA",
    "iso3166:UA-14",
    lat=47.9847,
    lon=37.28069,
    population=18_220,
    aliases=["Курахове", "Kourakhove", "Roy", "Petrovka", "KRK", "ku la huo wei", "May"],
)
POKROVSK = Record("geonames:704422", "Pokrovsk", "settlement", "UA", "iso3166:UA-14", 48.28, 37.18, 60_000)
NAMESAKE = Record("geonames:1", "Pokrovsk", "settlement", "RU", None, 61.48, 129.15, 9_000)
DAM = Record("tocsin:dam/kurakhove", "Kurakhove dam", "feature", "UA", "iso3166:UA-14", 47.98, 37.26, curated=True)
RECORDS = [UKRAINE, OBLAST, KURAKHOVE, POKROVSK, NAMESAKE, DAM]


@pytest.fixture(scope="module")
def small() -> Gazetteer:
    return Gazetteer.load(compile_gazetteer(RECORDS))


def names(found: Gazetteer, name: str) -> list[tuple[str, int]]:
    return [(found.id_at(one.row), one.link) for one in found.lookup(name)]


def test_a_place_is_what_its_record_says(small):
    place = small.place("geonames:695357")
    assert place is not None
    assert (place.name, place.country, place.admin1, place.lat, place.lon, place.kind) == (
        "Kurakhove",
        "UA",
        "Donetsk Oblast",
        47.9847,
        37.28069,
        "settlement",
    )


def test_areas_have_no_coordinates(small):
    region = small.place("iso3166:UA-14")
    assert region is not None
    assert region.lat is None


@pytest.mark.parametrize("unknown", ["geonames:2", "geonames:x", "geonames:", "iso3166:XX", "", "nonsense"])
def test_an_unknown_id_is_no_place(small, unknown):
    assert small.place(unknown) is None


def test_names_know_how_they_belong_to_their_place(small):
    assert names(small, "kurakhove") == [("geonames:695357", MAIN)]
    assert names(small, "курахове") == [("geonames:695357", ALIAS)]
    assert names(small, "petrovka") == [("geonames:695357", DISTANT)]


@pytest.mark.parametrize("trap", ["krk", "ku la huo wei", "may"])
def test_traps_among_the_aliases_are_no_names(small, trap):
    assert small.lookup(trap) == ()


def test_the_largest_namesake_comes_first(small):
    assert [place for place, _ in names(small, "pokrovsk")] == ["geonames:704422", "geonames:1"]


@pytest.mark.parametrize(
    ("place", "area", "inside"),
    [
        ("geonames:695357", "iso3166:UA-14", True),
        ("geonames:695357", "iso3166:UA", True),
        ("tocsin:dam/kurakhove", "iso3166:UA", True),
        ("iso3166:UA", "iso3166:UA", True),
        ("geonames:695357", "geonames:695357", True),
        ("iso3166:UA", "iso3166:UA-14", False),
        ("geonames:1", "iso3166:UA", False),
        ("geonames:695357", "iso3166:XX", False),
    ],
)
def test_in_includes_the_place_itself_and_all_above_it(small, place, area, inside):
    assert small.lies_in(place, area) is inside


def test_distances_are_kilometres_and_unknown_for_areas(small):
    kurakhove, pokrovsk, ukraine = map(small.place, ["geonames:695357", "geonames:704422", "iso3166:UA"])
    assert kurakhove is not None
    assert pokrovsk is not None
    assert ukraine is not None
    assert small.distance_km(kurakhove, pokrovsk) == pytest.approx(33.7, abs=0.5)
    assert small.distance_km(kurakhove, ukraine) is None


def test_the_order_of_records_does_not_matter():
    shuffled = RECORDS.copy()
    random.Random(7).shuffle(shuffled)
    assert compile_gazetteer(shuffled) == compile_gazetteer(RECORDS)


def test_the_version_follows_the_content():
    assert Gazetteer.load(compile_gazetteer(RECORDS)).version != Gazetteer.load(compile_gazetteer(RECORDS[:-1])).version


@pytest.mark.parametrize(
    ("languages", "listed"),
    [({"uk": ["Курахове"]}, ()), ({"uk": ["Курахове"], "fr": ["Kourakhove"], "de": ["Roy"]}, ("de", "fr"))],
)
def test_a_file_lists_languages_beside_those_that_its_format_numbers(languages, listed):
    found = Gazetteer.load(compile_gazetteer([UKRAINE, OBLAST, KURAKHOVE._replace(languages=languages)]))
    told = {name.key: name.language for name in found.names_of(found.row(KURAKHOVE.id)) if name.language}
    assert found.languages == ("", "en", "uk", "ru", "ar", *listed)
    assert told == {key_of(name): language for language, names in languages.items() for name in names}


def test_ignored_names_mean_nothing_unless_analysts_added_them():
    found = Gazetteer.load(compile_gazetteer(RECORDS, ignore=["Pokrovsk", "Kurakhove dam"]))
    assert found.lookup("pokrovsk") == ()
    assert found.lookup("kurakhove dam") != ()


@given(st.integers(min_value=0, max_value=5_000))
def test_what_is_cut_short_is_refused(length):
    whole = compile_gazetteer(RECORDS)
    with pytest.raises(ValueError, match="gazetteer"):
        Gazetteer.load(whole[: min(length, len(whole) - 1)])


def test_a_file_that_lacks_a_section_is_refused():
    whole = compile_gazetteer(RECORDS).replace(b'"population"', b'"Population"')
    with pytest.raises(ValueError, match="lacks 'population'"):
        Gazetteer.load(whole)


@pytest.mark.parametrize(
    ("alias", "good"),
    [
        ("Kherson", True),
        ("KHE", False),
        ("he er song", False),
        ("Ко", False),
        ("Херсонскую", False),
        ("赫尔松", True),
        ("基輔", True),
        ("’", False),
    ],
)
def test_aliases_that_no_text_means_are_left_out(alias, good):
    assert usable(alias, "settlement") is good


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Kherson", "geonames:706448"),
        ("Херсон", "geonames:706448"),
        ("خيرسون", "geonames:706448"),
        ("赫尔松", "geonames:706448"),
        ("Kherson region", "iso3166:UA-65"),
        ("Kherson Oblast", "iso3166:UA-65"),
        ("Херсонська область", "iso3166:UA-65"),
        ("Херсонская область", "iso3166:UA-65"),
        ("Херсонщина", "iso3166:UA-65"),
        ("Белгородская область", "iso3166:RU-BEL"),
        ("Crimea", "iso3166:UA-43"),
        ("Gaza Strip", "iso3166:PS-GZA"),
        ("Ukraine", "iso3166:UA"),
        ("Україна", "iso3166:UA"),
        ("Украина", "iso3166:UA"),
        ("أوكرانيا", "iso3166:UA"),
        ("U.S.", "iso3166:US"),
        ("UK", "iso3166:GB"),
        ("Syria", "iso3166:SY"),
    ],
)
def test_the_shipped_gazetteer_knows_names_in_every_script(gazetteer, name, place_id):
    assert place_id in [gazetteer.id_at(one.row) for one in gazetteer.candidates(key_of(name))]


def test_every_ukrainian_region_has_its_iso_code(gazetteer):
    codes = (5, 7, 9, 12, 14, 18, 21, 23, 26, 30, 32, 35, 40, 43, 46, 48, 51, 53, 56, 59, 61, 63, 65, 68, 71, 74, 77)
    assert [code for code in codes if gazetteer.place(f"iso3166:UA-{code:02}") is None] == []
