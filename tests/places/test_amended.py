"""Places laid over a gazetteer answer as if they had been compiled with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.places.amended import AmendedGazetteer
from streams.places.atlas.build import Record, compile_gazetteer, names_of
from streams.places.bare import resolve_name
from streams.places.gazetteer import Gazetteer
from streams.places.similarity import key_of, skeleton
from streams.places.toponyms import find_places
from streams.text.text import read

UKRAINE = Record("iso3166:UA", "Ukraine", "country", "UA", usual=["Україна"], population=40_000_000)
OBLAST = Record("iso3166:UA-14", "Donetsk Oblast", "region", "UA", "iso3166:UA", usual=["Donetsk Oblast", "Донеччина"])
TOWNS = [
    Record(
        "geonames:5",
        "Pokrovsk",
        "settlement",
        "UA",
        "iso3166:UA-14",
        48.28,
        37.18,
        60_000,
        ["Krasnoarmiysk", "Pokrowsk"],
    ),
    Record("geonames:6", "Pokrovsk", "settlement", "UA", None, 61.48, 129.15, 50_000),
    Record("geonames:7", "Kurakhove", "settlement", "UA", "iso3166:UA-14", 47.98, 37.28, 18_000, ["Курахове", "Roy"]),
]
BASE = [UKRAINE, OBLAST, *TOWNS]
ADDED = [
    Record(
        "tocsin:dam/pokrovsk",
        "Pokrovsk",
        "feature",
        "UA",
        "iso3166:UA-14",
        48.2,
        37.1,
        usual=["Покровська гребля"],
        curated=True,
    ),
    Record("tocsin:bridge/long", "Pokrovsk long bridge", "feature", "UA", "iso3166:UA-14", usual=["Roy"], curated=True),
    Record(
        "tocsin:region/steppe", "Steppe", "region", "UA", "iso3166:UA", usual=["Steppe", "Wild Steppe"], curated=True
    ),
    Record("tocsin:settlement/nowhere", "Kurakhivka", "settlement", "", None, curated=True),
]
NAMES = sorted({key for record in [*BASE, *ADDED] for key, _ in names_of(record)})


def both(added, ignore) -> tuple[Gazetteer, Gazetteer]:
    laid = AmendedGazetteer(Gazetteer.load(compile_gazetteer(BASE)), added, ignore=ignore)
    return laid, Gazetteer.load(compile_gazetteer([*BASE, *added], ignore=ignore))


def told(gazetteer: Gazetteer) -> dict[str, object]:
    """Everything a gazetteer answers, by ids: rows differ between two."""
    asked = sorted(
        {key[:length] for key in NAMES for length in range(len(key) + 1)} | {"pokrovsk long bridges", "kurachowe"}
    )
    return {
        "size": (len(gazetteer), gazetteer.name_count),
        "candidates": {
            key: [(gazetteer.id_at(one.row), one.link) for one in gazetteer.candidates(key)] for key in asked
        },
        "has": [key for key in asked if gazetteer.has(key)],
        "begins": [key for key in asked if gazetteer.begins_name(key)],
        "prefixes": {key: gazetteer.prefixes(key) for key in asked},
        "sounding": {key: sorted(gazetteer.sounding_like(key)) for key in asked if skeleton(key)},
        "beginning": {key: sorted(gazetteer.beginning_with(key, 100)) for key in asked},
        "places": [gazetteer.place(record.id) for record in [*BASE, *ADDED]],
        "within": [
            (one.id, other.id, gazetteer.lies_in(one.id, other.id))
            for one in [*BASE, *ADDED]
            for other in [*BASE, *ADDED]
        ],
        "known": [
            None
            if row is None
            else (gazetteer.population_of(row), gazetteer.prominence(row), gazetteer.is_capital(row))
            for row in map(gazetteer.row, (record.id for record in [*BASE, *ADDED]))
        ],
    }


@given(added=st.sets(st.sampled_from(range(len(ADDED)))), ignore=st.sets(st.sampled_from(NAMES)))
def test_it_answers_as_if_compiled_at_once(added, ignore):
    laid, compiled = both([ADDED[number] for number in added], ignore)
    assert told(laid) == told(compiled)


def test_the_one_beneath_stays_as_it_is():
    base = Gazetteer.load(compile_gazetteer(BASE))
    before = told(base)
    AmendedGazetteer(base, ADDED, ignore=["Pokrovsk"])
    assert told(base) == before


def test_an_added_place_is_found_in_a_text_and_by_its_bare_name():
    laid, _ = both(ADDED, [])
    [found] = find_places([read("text", "They blew up the Pokrovsk Long Bridge at night.")], laid)
    assert found.place is not None
    assert found.place.id == "tocsin:bridge/long"
    assert resolve_name(laid, "Wild Steppe").place == laid.place("tocsin:region/steppe")


@pytest.mark.parametrize(("one", "other"), [(([], ["Roy"]), ([], [])), ((ADDED[:1], []), (ADDED[:2], []))])
def test_another_amendment_is_another_version(one, other):
    base = Gazetteer.load(compile_gazetteer(BASE))
    versions = {AmendedGazetteer(base, added, ignore=ignore).version for added, ignore in (one, other, one)}
    assert len(versions) == 2
    assert key_of("Roy") in NAMES
