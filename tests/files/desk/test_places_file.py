"""`rules/places.yaml`: every mistake at once with its place, what only a gazetteer can tell, and what is ignored."""

from __future__ import annotations

from pathlib import Path

import pytest

from streams.errors import RuleErrors
from streams.files.desk.places import Areas, read_places
from streams.files.desk.places_checks import check_places
from streams.places.amended import AmendedGazetteer
from streams.places.atlas.build import Record, compile_gazetteer
from streams.places.bare import resolve_name
from streams.places.gazetteer import Gazetteer
from streams.places.toponyms import find_places
from streams.text.text import read

RULES = Path(__file__).parents[3] / "rules"
RECORDS = [
    Record("iso3166:UA", "Ukraine", "country", "UA", population=40_000_000),
    Record("iso3166:YE", "Yemen", "country", "YE", population=30_000_000),
    Record("iso3166:UA-65", "Kherson Oblast", "region", "UA", "iso3166:UA", usual=["Kherson Oblast"]),
    Record("iso3166:UA-51", "Odesa Oblast", "region", "UA", "iso3166:UA", usual=["Odesa Oblast"], seat="geonames:2"),
    Record("geonames:1", "Beryslav", "settlement", "UA", "iso3166:UA-65", 46.84, 33.43, 12_000, ["Берислав"]),
    Record("geonames:2", "Odesa", "settlement", "UA", "iso3166:UA-51", 46.48, 30.73, 1_000_000, ["Одеса", "Одесса"]),
    Record("geonames:3", "Petrovka", "settlement", "UA", "iso3166:UA-51", 46.9, 30.9, 900, ["Петровка"]),
    Record("geonames:4", "Atak", "settlement", "YE", "iso3166:YE", 14.54, 46.83, 40_000, ["Атак"]),
    Record("geonames:5", "Nova Sich", "settlement", "UA", "iso3166:UA-65", 46.5, 33.0, 60_000, ["Нова Січ"]),
]


@pytest.fixture(scope="module")
def base() -> Gazetteer:
    return Gazetteer.load(compile_gazetteer(RECORDS))


def mistakes(text: str) -> list[tuple[int, int, str]]:
    with pytest.raises(RuleErrors) as told:
        read_places("places.yaml", text)
    return [(one.line, one.column, one.code) for one in told.value.mistakes]


GOOD = "name: Some dam, kind: dam, lat: 46.8, lon: 33.4"


@pytest.mark.parametrize(
    ("place", "code", "at"),
    [
        ("name: Some dam, kind: damm, lat: 46.8, lon: 33.4", "wrong-value", "damm"),
        ("name: Some dam, kind: dam", "no-position", "{"),
        ("name: Some town", "no-position", "{"),
        ("name: Some dam, kind: dam, lat: 46.8", "half-a-position", "{"),
        ("name: North front, kind: front, lat: 46.8, lon: 33.4", "needless-position", "lat"),
        ("name: Some region, kind: region, lat: 46.8, lon: 33.4", "needless-position", "lat"),
        ("name: Some dam, kind: dam, lat: 460, lon: 33.4", "wrong-value", "460"),
        ("name: Київ dam, kind: dam, lat: 46.8, lon: 33.4", "not-english", "Київ"),
        (f"{GOOD}, names: {{uk: [ГЕ]}}", "short-name", "ГЕ"),
        (f"{GOOD}, names: {{uk: [Гребля Біла, гребля біла]}}", "duplicate-name", "гребля"),
        (f"{GOOD}, names: {{pl: Tama}}", "unknown-key", "pl"),
        (f"{GOOD}, near: Kherson", "unknown-key", "near"),
    ],
)
def test_a_mistake_in_a_place_is_told_where_it_stands(place, code, at):
    line = f"  - {{{place}}}"
    assert mistakes(f"add:\n{line}\n") == [(2, line.index(at) + 1, code)]


def test_a_kind_misspelt_is_told_with_the_one_that_was_meant():
    with pytest.raises(RuleErrors) as told:
        read_places("places.yaml", "add: [{name: Some plant, kind: nuclear plant, lat: 1, lon: 2}]")
    assert told.value.mistakes[0].hint == "did you mean 'nuclear-plant'?"


@pytest.mark.parametrize("kind", ["front", "river", "region", "district"])
def test_what_is_long_or_wide_needs_no_position(kind):
    [(_, place)] = read_places("places.yaml", f"add: [{{name: Some thing, kind: {kind}}}]").places
    assert (place.lat, place.lon) == (None, None)


def test_no_mistake_hides_another():
    text = """\
add:
  - {nmae: Some dam, kind: dam, lat: 46.8, lon: 33.4}
  - {name: Long bridge, kind: bridge}
  - Kherson
  - {name: Long bridge, kind: bridge, lat: 46.8, lon: 33.4, names: {uk: Міст Довгий, ru: Міст Довгий}}
  - {name: Other bridge, kind: bridge, lat: x, lon: 33.4, names: {uk: Міст довгий}}
ignore: [Other Bridge, Roy, roy, 7]
ignor: [Most]
"""
    assert mistakes(text) == [
        (2, 5, "missing-key"),
        (2, 6, "unknown-key"),
        (3, 5, "no-position"),
        (4, 5, "wrong-value"),
        (5, 12, "duplicate-place"),
        (6, 45, "wrong-value"),
        (6, 71, "shared-name"),
        (7, 10, "added-and-ignored"),
        (7, 29, "duplicate-ignore"),
        (7, 34, "wrong-value"),
        (8, 1, "unknown-key"),
    ]


def test_what_is_ignored_is_nobody_elses_name_and_stands_there_once():
    text = "add: [{name: Long bridge, kind: bridge, lat: 1, lon: 2}]\nignore: [Long Bridge, Roy, roy]\n"
    assert [(line, code) for line, _, code in mistakes(text)] == [(2, "added-and-ignored"), (2, "duplicate-ignore")]


# ------------------------------------------------------------------------------- what a gazetteer can tell


def found(base: Gazetteer, text: str) -> list[tuple[str, str]]:
    return [(one.code, one.hint) for one in check_places(read_places("places.yaml", text), base)]


def dam(lat: float, lon: float, within: str = "Kherson Oblast", names: str = "Біла гребля") -> str:
    return f"add: [{{name: White dam, kind: dam, lat: {lat}, lon: {lon}, in: {within}, names: {{uk: [{names}]}}}}]"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (dam(33.4, 46.8), "lat and lon look swapped: lat: 46.8, lon: 33.4 lies there"),
        (dam(33.4, 46.8, "Ukraine"), "lat and lon look swapped: lat: 46.8, lon: 33.4 lies there"),
        (dam(52.5, 13.4), "see lat and lon, and `in`"),
        (dam(52.5, 113.4), "see lat and lon, and `in`"),
    ],
)
def test_a_place_far_from_its_region_is_told(base, text, hint):
    assert found(base, text) == [("outside-region", hint)]


@pytest.mark.parametrize(
    "text", [dam(46.8, 33.4), dam(46.0, 33.0, "Ukraine"), "add: [{name: Steppe front, kind: front}]", ""]
)
def test_a_place_in_its_region_is_right(base, text):
    assert found(base, text) == []


@pytest.mark.parametrize("name", ["Одеса", "Одесса", "Нова Січ", "Ukraine"])
def test_a_name_that_a_much_larger_place_has_is_told(base, name):
    assert found(base, dam(46.8, 33.4, names=name)) == [("larger-namesake", "write a longer name that tells the dam")]


@pytest.mark.parametrize("name", ["Берислав", "Петровка", "Одеська гребля"])
def test_a_village_may_lend_its_name(base, name):
    assert found(base, dam(46.8, 33.4, names=name)) == []


@pytest.mark.parametrize(("name", "count"), [("Гребля", 1), ("місто", 1), ("Біла гребля", 0), ("Каховська ГЕС", 0)])
def test_a_name_of_ordinary_words_is_told(base, name, count):
    assert [code for code, _ in found(base, dam(46.8, 33.4, names=name))] == ["ordinary-name"] * count


def test_ignoring_what_is_no_name_is_told_with_the_one_that_was_meant(base):
    [(code, hint)] = found(base, "ignore: [Petrovca, Petrovka, Атака, Odesa]")
    assert (code, hint) == ("unknown-ignore", "did you mean 'Petrovka'?")


def test_the_shipped_file_has_no_mistake_in_the_gazetteer_that_everybody_has(desk):
    from streams.files.desk.places_checks import check_places_of
    from streams.settings import Settings

    assert check_places_of(Settings(rules=RULES, _env_file=None)) == []
    assert desk.gazetteer.place("tocsin:nuclear-plant/zaporizhzhia-npp") is not None


# ------------------------------------------------------------------------------- what is ignored


def laid(base: Gazetteer, text: str) -> Gazetteer:
    asked = read_places("places.yaml", text)
    return AmendedGazetteer(base, asked.records(Areas(base)), ignore=asked.ignore)


@pytest.mark.parametrize(
    "text", ["Атака тривала всю ніч.", "Атаки тривають.", "Перед атакою було тихо.", "Атака дронов."]
)
def test_an_ignored_name_is_ignored_in_every_case_and_as_a_case_of_another(base, text):
    gazetteer = laid(base, "ignore: [Атака]")
    assert [one.place for one in find_places([read("text", text)], gazetteer) if one.place is not None] == []


@pytest.mark.parametrize("name", ["Petrovka", "Петровка", "Петровку", "PETROVKA"])
def test_an_ignored_name_is_not_come_near_to_either(base, name):
    assert resolve_name(base, name).place is not None
    assert resolve_name(laid(base, "ignore: [Petrovka, Петровка]"), name).place is None


def test_what_is_ignored_takes_nothing_from_other_names(base):
    gazetteer = laid(base, "ignore: [Атака]")
    place = resolve_name(gazetteer, "Атак").place
    assert place is not None
    assert place.id == "geonames:4"


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Бої тривають на Степовому напрямку.", "tocsin:front/steppe-direction"),
        ("Бои идут на Степном направлении.", "tocsin:front/steppe-direction"),
        ("Вдарили по Довгому мосту.", "tocsin:bridge/long"),
        ("Підірвали Білу греблю.", "tocsin:dam/white"),
        ("The White Water air base was hit.", "tocsin:airfield/white-water"),
    ],
)
def test_an_added_place_is_found_in_every_case_though_its_noun_is_small(base, text, place_id):
    gazetteer = laid(
        base,
        """\
add:
  - {name: Steppe direction, kind: front, names: {uk: Степовий напрямок, ru: Степное направление}}
  - {name: Long bridge, kind: bridge, lat: 46.8, lon: 33.4, names: {uk: Довгий міст}}
  - {name: White dam, kind: dam, lat: 46.8, lon: 33.4, names: {uk: Біла гребля}}
  - {name: White Water airfield, kind: airfield, lat: 46.8, lon: 33.4, names: {en: White Water air base}}
""",
    )
    places = [one.place for one in find_places([read("text", text)], gazetteer) if one.place is not None]
    assert [place.id for place in places] == [place_id]
