"""Features of the map: which count as places, and by which of their names."""

from __future__ import annotations

import pytest

from streams.places.atlas.build import Record
from streams.places.atlas.features import kind_of, telling
from streams.places.atlas.ukraine import Features

TOWN = Record("geonames:1", "Kurakhove", "settlement", "UA", None, 47.98, 37.28, 18_000, ["Курахове"])


def feature(kind, *names, lat=47.99, lon=37.2):
    return Record("geonames:9", names[0], kind, "UA", None, lat, lon, aliases=names[1:])


@pytest.mark.parametrize(
    ("code", "names", "kind"),
    [
        ("P.PPL", (), "settlement"),
        ("P.PPLH", (), None),
        ("H.STM", ("Oskil",), "river"),
        ("S.PS", ("Rivne Nuclear Power Plant",), "nuclear-plant"),
        ("S.PS", ("Рівненська АЕС",), "nuclear-plant"),
        ("S.PS", ("Zuivska TPP",), "power-plant"),
        ("S.PSH", (), "dam"),
        ("S.AIRB", (), "airfield"),
        ("S.HTL", (), None),
        ("S.RSTN", (), None),
    ],
)
def test_codes_tell_what_a_feature_is(code, names, kind):
    assert kind_of(code, names) == kind


@pytest.mark.parametrize(
    ("kind", "names", "told"),
    [
        ("airfield", ("Hlukhiv", "Hlukhiv Airport", "Аеропорт Глухів"), ["Hlukhiv Airport", "Аеропорт Глухів"]),
        ("bridge", ("Crimean Bridge", "Кримський міст", "Krymskyi"), ["Crimean Bridge", "Кримський міст"]),
        ("port", ("Zaporizhzhia", "Порт Запоріжжя"), ["Порт Запоріжжя"]),
        ("reservoir", ("Київське водосховище", "Kyiv Sea"), ["Київське водосховище"]),
    ],
)
def test_a_feature_is_known_by_the_names_that_say_what_it_is(kind, names, told):
    assert list(telling(kind, names)) == told


def test_a_feature_called_only_as_its_town_is_left_out():
    assert Features([TOWN]).record(feature("airfield", "Kurakhove")) is None


def test_a_reservoir_is_called_in_english_after_the_town_beside_it():
    found = Features([TOWN]).record(feature("reservoir", "Kurakhivske Vodoskhovyshche", "Курахівське водосховище"))
    assert found is not None
    assert found.name == "Kurakhove Reservoir"
    assert "Курахівське водосховище" in found.usual


def test_a_town_far_away_gives_no_name():
    far = feature("reservoir", "Kurakhivske Vodoskhovyshche", "Курахівське водосховище", lat=50.0)
    found = Features([TOWN]).record(far)
    assert found is not None
    assert "Kurakhove Reservoir" not in found.usual


def test_a_river_is_known_by_its_name_with_the_word_and_lies_at_no_one_point():
    found = Features([]).record(feature("river", "Oskil", "Оскіл"))
    assert found is not None
    assert {"Oskil River", "річка Оскіл", "река Оскіл"} <= set(found.usual)
    assert "Oskil" not in found.usual
    assert found.lat is None
