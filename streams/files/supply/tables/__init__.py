"""Small tables of places that come with the program, packed by `tests/packing/tables.py`; see NOTICE for whose they are.

- Names of first-level regions by GeoNames' codes (GeoNames, CC BY 4.0).
- Ukraine's official codifier of districts, communities and settlements (KATOTTG).
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from pathlib import Path

from streams.places.atlas.districts import Unit

REGIONS = Path(__file__).with_name("regions.tsv")
CODIFIER = Path(__file__).with_name("codifier.tsv.xz")


def read_regions() -> dict[tuple[str, str], str]:
    """The name of each first-level region, by country and GeoNames' code."""
    rows = (line.split("\t") for line in REGIONS.read_text(encoding="utf-8").splitlines())
    return {(country, code): name for country, code, name in rows}


def read_codifier() -> Iterator[Unit]:
    """Every unit of the codifier, larger ones before what lies in them."""
    for line in lzma.decompress(CODIFIER.read_bytes()).decode().splitlines():
        code, kind, name, *above = line.split("\t")
        yield Unit(code, name, kind, tuple(above))
