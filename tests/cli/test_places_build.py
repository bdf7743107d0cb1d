"""`tocsin places build`: from dumps named in any way, remembered, and forgotten when asked."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from typer.testing import CliRunner

from streams.cli import app
from streams.files.desk import gazetteer as files
from streams.places.atlas.build import Record

ROW = "7\tVerkhnie\tVerkhnie\tВерхнє\t48.1\t37.2\tP\tPPL\tUA\t\t05\t\t\t\t120\t\t90\tZ\t2026-01-01\n"


@pytest.fixture
def build(tmp_path, monkeypatch):
    """Run the command on a gazetteer of one country, compiled in this process."""
    monkeypatch.setenv("TOCSIN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(
        files, "read_records", lambda _progress, _dumps: iter([Record("iso3166:UA", "Ukraine", "country", "UA")])
    )
    monkeypatch.setattr(files, "_compile", files.compile_here)
    (tmp_path / "rules").mkdir()

    def run(*options):
        return CliRunner().invoke(app, ["places", "build", "--rules", str(tmp_path / "rules"), *options])

    return run


@pytest.fixture
def dump(tmp_path):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("UA.txt", ROW)
    (tmp_path / "UA.zip").write_bytes(data.getvalue())
    return tmp_path / "UA.zip"


def test_without_dumps_it_says_what_would_make_it_better(build):
    done = build()
    assert done.exit_code == 0, done.stderr
    assert "1 places by 1 names, version " in done.stdout
    assert "`--geonames UA` adds every village of Ukraine" in done.stdout
    assert "GeoNames (geonames.org), CC BY 4.0" in done.stdout


def test_a_dump_is_remembered_until_it_is_forgotten(build, dump):
    assert "with the dump UA.zip" in build("--geonames", str(dump)).stdout
    assert "with the dump UA.zip" in build().stdout
    assert "dump" not in build("--packages-only").stdout
    assert "with the dump" not in build().stdout


def test_programs_are_told_the_same(build, dump):
    about = json.loads(build("--geonames", str(dump), "--json").stdout)
    assert about["dumps"] == ["UA.zip"]
    assert (about["places"], about["names"]) == (1, 1)
    assert any("CC BY 4.0" in source for source in about["sources"])


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--geonames", "/nowhere/UA.zip"], "/nowhere/UA.zip: there is no such file"),
        (["--geonames", "http://dumps.example/UA.zip"], "only https is trusted"),
        (["--geonames", "UA", "--packages-only"], "contradict each other"),
    ],
)
def test_what_cannot_be_had_is_told_before_anything_is_compiled(build, options, told, tmp_path):
    done = build(*options)
    assert done.exit_code == 2
    assert told in done.stderr
    assert not list((tmp_path / "cache").glob("*.bin"))
