"""The gazetteer on disk: cached, never half written; and what analysts add to it."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from streams.errors import ConfigurationError, RuleErrors
from streams.files.desk import gazetteer as files
from streams.files.desk.places import Areas, read_places
from streams.places.atlas.build import Record, compile_gazetteer
from streams.places.gazetteer import Gazetteer

OBLAST = Record(
    "iso3166:UA-65", "Kherson Oblast", "region", "UA", "iso3166:UA", usual=["Kherson Oblast", "Херсонська область"]
)
UKRAINE = Record("iso3166:UA", "Ukraine", "country", "UA")
DAM = """
add:
  - {name: Kakhovka dam, names: {uk: Каховська гребля, ru: [Каховская плотина]}, kind: dam, lat: 46.7775, lon: 33.37, in: Kherson Oblast}
"""


@pytest.fixture
def few(monkeypatch):
    """Two records instead of the quarter of a million that are installed, and a count of how often they are read."""
    reads = []

    def read(progress, _dumps):
        reads.append(progress)
        yield from (UKRAINE, OBLAST)

    monkeypatch.setattr(files, "read_records", read)
    monkeypatch.setattr(files, "_compile", files.compile_here)
    return reads


def test_it_is_compiled_once_and_loaded_ever_after(tmp_path, few):
    first = files.load_gazetteer(tmp_path)
    second = files.load_gazetteer(tmp_path)
    assert len(few) == 1
    assert first.version == second.version


def test_what_analysts_add_is_laid_over_it_without_compiling(tmp_path, few):
    places = tmp_path / "places.yaml"
    places.write_text(DAM)
    found = files.load_gazetteer(tmp_path / "cache", places)
    places.write_text(DAM.replace("33.37", "33.38"))
    changed = files.load_gazetteer(tmp_path / "cache", places)
    places.write_text(DAM)
    again = files.load_gazetteer(tmp_path / "cache", places)
    assert len(few) == 1
    assert found.version == again.version != changed.version
    assert len(list((tmp_path / "cache").iterdir())) == 1


@pytest.mark.usefixtures("few")
def test_the_same_places_are_the_same_gazetteer_with_all_it_has_worked_out(tmp_path):
    (tmp_path / "places.yaml").write_text(DAM)
    found = files.load_gazetteer(tmp_path, tmp_path / "places.yaml")
    assert files.load_gazetteer(tmp_path, tmp_path / "places.yaml") is found


def test_a_damaged_file_is_compiled_again(tmp_path, few):
    files.load_gazetteer(tmp_path)
    [path] = tmp_path.glob("gazetteer-*.bin")
    path.write_bytes(path.read_bytes()[:100])
    assert len(files.load_gazetteer(tmp_path)) == 2
    assert len(few) == 2


@pytest.mark.usefixtures("few")
def test_nothing_is_left_lying_about(tmp_path):
    files.load_gazetteer(tmp_path)
    assert [path.suffix for path in tmp_path.iterdir()] == [".bin"]


def _write(path: Path) -> bool:
    data = compile_gazetteer([UKRAINE, OBLAST])
    for _ in range(50):
        files.write_whole(path, data)
        Gazetteer.load(path.read_bytes())
    return True


def test_two_processes_at_once_do_not_corrupt_it(tmp_path):
    with ProcessPoolExecutor(2) as pool:
        assert all(pool.map(_write, [tmp_path / "gazetteer.bin"] * 2))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
@pytest.mark.usefixtures("few")
def test_a_cache_that_cannot_be_written_says_what_to_set(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(ConfigurationError, match="TOCSIN_CACHE"):
        files.load_gazetteer(tmp_path / "inner")


@pytest.mark.usefixtures("few")
def test_a_cache_that_is_a_file_says_what_to_set(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigurationError, match="TOCSIN_CACHE"):
        files.load_gazetteer(tmp_path / "file" / "inner")


@pytest.mark.parametrize(
    "within", ["Kherson Oblast", "kherson oblast", "Херсонська область", "iso3166:UA-65", "Kherson Oblast, Ukraine"]
)
def test_an_area_is_named_in_any_way(within):
    areas = Areas(Gazetteer.load(compile_gazetteer([UKRAINE, OBLAST])))
    [record] = read_places("rules/places.yaml", DAM.replace("Kherson Oblast", f'"{within}"')).records(areas)
    assert (record.parent, record.country) == ("iso3166:UA-65", "UA")


@pytest.mark.usefixtures("few")
def test_added_places_have_the_id_that_their_kind_and_name_give(tmp_path):
    (tmp_path / "places.yaml").write_text(DAM)
    found = files.load_gazetteer(tmp_path, tmp_path / "places.yaml")
    place = found.place("tocsin:dam/kakhovka")
    assert place is not None
    assert (place.kind, place.country, place.admin1) == ("dam", "UA", "Kherson Oblast")
    for name in ("kakhovka dam", "каховська гребля", "каховская плотина"):
        assert [found.id_at(one.row) for one in found.lookup(name)] == ["tocsin:dam/kakhovka"]


def test_a_mistake_in_what_analysts_add_is_told_before_anything_is_compiled(tmp_path, few):
    (tmp_path / "places.yaml").write_text("add: [{nmae: Dam}]\n")
    with pytest.raises(RuleErrors):
        files.load_gazetteer(tmp_path, tmp_path / "places.yaml")
    assert few == []


def test_a_cache_that_cannot_be_written_is_told_before_half_a_minute_of_compiling(tmp_path):
    (tmp_path / "file").write_text("")
    told = []
    with pytest.raises(ConfigurationError, match="TOCSIN_CACHE"):
        files.load_gazetteer(tmp_path / "file" / "inner", progress=lambda *stage: told.append(stage))
    assert told == []


def test_every_mistake_is_told_at_once_with_its_place():
    text = "add:\n  - {name: X1, kind: river}\n  - {nmae: Dam, kind: river}\nignor: [Orderly]\n"
    with pytest.raises(RuleErrors) as told:
        read_places("rules/places.yaml", text)
    assert [(one.line, one.code) for one in told.value.mistakes] == [
        (2, "wrong-value"),
        (3, "missing-key"),
        (3, "unknown-key"),
        (4, "unknown-key"),
    ]


def test_a_place_in_nowhere_is_a_mistake_with_a_suggestion():
    additions = read_places("rules/places.yaml", DAM.replace("Kherson Oblast", "Khersson Oblast"))
    with pytest.raises(RuleErrors) as told:
        additions.records(Areas(Gazetteer.load(compile_gazetteer([UKRAINE, OBLAST]))))
    [mistake] = told.value.mistakes
    assert (mistake.line, mistake.code) == (3, "unknown-place")
    assert "Kherson Oblast" in mistake.hint


def test_an_empty_file_adds_nothing():
    assert read_places("rules/places.yaml", "").records({}) == []
