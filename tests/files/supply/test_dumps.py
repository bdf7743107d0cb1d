"""GeoNames' dumps: what a right one gives, and what is said of one that is wrong."""

from __future__ import annotations

import zipfile

import pytest

from streams.errors import ConfigurationError
from streams.files.supply.dumps import dumps_in, fingerprint, read_dump
from streams.files.supply.tables import read_codifier

LINE = "695357\tKurakhove\tKurakhove\tKourakhove,Курахове\t47.98\t37.28\tP\tPPLA3\tUA\t\t05\t\t\t\t18220\t\t158\tEurope/Kyiv\t2024-01-01\n"


def quiet(_stage, _share):
    pass


def zipped(path, text, name="UA.txt"):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, text)
        archive.writestr("readme.txt", "Columns are told here.")
    return path


@pytest.mark.parametrize("packed", [True, False])
def test_a_dump_gives_its_features(tmp_path, packed):
    path = tmp_path / ("UA.zip" if packed else "UA.txt")
    if packed:
        zipped(path, LINE)
    else:
        path.write_text(LINE, "utf-8")
    [row] = read_dump(path, quiet)
    assert (row.number, row.name, row.aliases) == (695357, "Kurakhove", ("Kourakhove", "Курахове"))
    assert (row.lat, row.lon, row.feature, row.country, row.region, row.population) == (
        47.98, 37.28, "P.PPLA3", "UA", "05", 18220,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (LINE + "<html>Please log in</html>\n", "line 2"),
        (LINE.replace("47.98", "north"), "line 1"),
        (LINE.replace("47.98", "123"), "line 1"),
        (LINE.replace("\t18220\t", "\tmany\t"), "line 1"),
        (LINE.replace("\t", ","), "19 columns"),
        ("x" * 200_000, "no GeoNames dump"),
    ],
)
def test_what_is_no_dump_is_told_with_its_line(tmp_path, text, told):
    with pytest.raises(ConfigurationError, match=told):
        list(read_dump(zipped(tmp_path / "UA.zip", text), quiet))


def test_bytes_that_are_no_text_are_told(tmp_path):
    path = tmp_path / "UA.txt"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigurationError, match="UTF-8"):
        list(read_dump(path, quiet))


def test_a_cut_archive_is_told(tmp_path):
    path = zipped(tmp_path / "UA.zip", LINE * 100)
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(ConfigurationError, match="get it again"):
        list(read_dump(path, quiet))


def test_dumps_lie_below_the_cache_and_tables_of_codes_are_none(tmp_path):
    home = tmp_path / "geonames"
    home.mkdir()
    for name in ("UA.zip", "BY.txt", "admin1CodesASCII.txt", "readme.txt", "notes.md"):
        (home / name).write_text("")
    assert [path.name for path in dumps_in(tmp_path)] == ["BY.txt", "UA.zip"]
    assert dumps_in(tmp_path / "elsewhere") == ()


def test_a_changed_dump_has_another_fingerprint(tmp_path):
    path = zipped(tmp_path / "UA.zip", LINE)
    before = fingerprint([path])
    assert fingerprint([path]) == before
    zipped(path, LINE * 2)
    assert fingerprint([path]) != before
    assert fingerprint([]) == ""


def test_a_dump_that_is_gone_is_told(tmp_path):
    with pytest.raises(ConfigurationError, match="nowhere"):
        fingerprint([tmp_path / "nowhere.zip"])


def test_the_codifier_tells_districts_communities_and_settlements():
    units = list(read_codifier())
    kinds = [unit.kind for unit in units]
    assert kinds.count("P") == 136
    assert 27_000 < sum(kind in "MTXC" for kind in kinds) < 31_000
    bakhmut = next(unit for unit in units if unit.name == "Бахмут" and unit.kind == "M")
    assert [len(code) for code in bakhmut.above] == [19, 19, 19]
