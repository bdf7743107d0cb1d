"""Whether a file is what GeoNames publishes, asked of all of it: a gazetteer of half a country would not tell.

The form of the files is that of https://download.geonames.org/export/dump/readme.txt.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, NoReturn

from streams.errors import ConfigurationError

COLUMNS = 19
"""Tab-separated columns of a dump, from geonameid to modification date."""
TABLES: Mapping[str, int] = {"admin1CodesASCII.txt": 4, "admin2Codes.txt": 4, "countryInfo.txt": 19}
"""The tables of codes that stand beside the dumps, and how many columns each has."""
UNPACKED = 2_500_000_000
"""Bytes of the largest dump unpacked: that of the whole world has 1.7 GB."""
TIGHTEST = 50
"""Times that a dump may become larger by unpacking it; names pack to a quarter, and zeros to a thousandth."""
MEMBERS = 20
"""Files in one dump: there are two, the places and a readme."""
LINE = 100_000
"""Bytes of the longest line: a capital with all its names has some 15,000."""
ALTERNATE_NAMES = frozenset({8, 10})
"""Columns of GeoNames' files of alternate names, which are called like the dumps."""
WHERE = "take it from https://download.geonames.org/export/dump/"
_MEMBER = re.compile(r"[A-Za-z]\w{0,40}\.txt", re.ASCII)
_HEAD = re.compile(rb"[0-9]{1,10}\t[^\t]+\t")


def dump_name(path: Path, told: str) -> str:
    """Check that a file is a whole dump, and say how GeoNames calls it: `UA.zip` holds `UA.txt`.

    ``told`` is how messages call the file.

    Raises:
        ConfigurationError: it is none, or a damaged one; says what it is instead.
    """
    if not zipfile.is_zipfile(path):
        _refuse_other(path, told)
    try:
        with zipfile.ZipFile(path) as packed:
            return _checked(packed, told)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        _refuse(told, f"the zip is damaged ({error})", "fetch it again")
    except (RuntimeError, NotImplementedError) as error:
        _refuse(told, f"the zip is packed in an unusual way ({error})", WHERE)


def _refuse(told: str, what: str, do: str) -> NoReturn:
    raise ConfigurationError(f"{told}: {what}; {do}")


def _refuse_other(path: Path, told: str) -> NoReturn:
    """Say what a file is that should have been a zip."""
    with path.open("rb") as file:
        head = file.read(2_000).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<body")):
        _refuse(told, "this is a web page, no dump", "is a login page in between? open the address in a browser")
    if head.startswith(b"pk"):
        _refuse(told, "the zip is cut short", "fetch it again")
    if _HEAD.match(head):
        _refuse(told, "this is an unpacked dump", "give the zip as GeoNames publishes it")
    _refuse(told, "this is no zip" if head else "the file is empty", WHERE)


def _checked(packed: zipfile.ZipFile, told: str) -> str:
    members = packed.infolist()
    size = sum(member.file_size for member in members)
    if len(members) > MEMBERS:
        _refuse(told, f"it holds {len(members):,} files, as no dump of GeoNames has", WHERE)
    if size > UNPACKED or size > TIGHTEST * sum(one.compress_size for one in members) + 4096:
        _refuse(
            told, f"unpacked it would have {size:,} bytes, as no dump of GeoNames has", f"do not open it, and {WHERE}"
        )
    names = [one.filename for one in members if _MEMBER.fullmatch(one.filename) and one.filename != "readme.txt"]
    if len(names) != 1:
        found = ", ".join(repr(one.filename)[:60] for one in members[:5]) or "nothing"
        _refuse(told, f"a dump holds one table such as UA.txt, and here is {found}", WHERE)
    for member in members:
        with packed.open(member) as file:
            if member.filename == names[0]:
                _check_lines(_lines(file), COLUMNS, f"{told}: {names[0]}")
            while file.read(1 << 20):  # to the end: the checksum is compared there
                pass
    return f"{names[0].removesuffix('.txt')}.zip"


def check_table(path: Path, name: str, told: str) -> None:
    """Check that a file is one of `TABLES`.

    Raises:
        ConfigurationError: it is not; says where it goes wrong.
    """
    with path.open("rb") as file:
        head = file.read(200).lstrip().lower()
        if head.startswith((b"<!doctype", b"<html", b"<?xml")):
            _refuse(
                told, f"this is a web page, not {name}", "is a login page in between? open the address in a browser"
            )
        file.seek(0)
        _check_lines(_lines(file), TABLES[name], told, dump=False)


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """The lines of a file, the longest cut: what has no line breaks at all is not read into memory."""
    return iter(lambda: file.readline(LINE), b"")


def _check_lines(lines: Iterator[bytes], columns: int, told: str, *, dump: bool = True) -> None:
    number = 0
    for number, line in enumerate(lines, 1):
        if line.startswith(b"#") and not dump:
            continue
        count = line.count(b"\t") + 1
        if count != columns:
            other = dump and count in ALTERNATE_NAMES
            hint = "this may be a file of alternate names: take the dump beside it" if other else WHERE
            _refuse(f"{told}:{number}", f"{count} columns where {columns} are expected", hint)
        if dump and not _HEAD.match(line):
            _refuse(f"{told}:{number}", "the line does not begin with a place's number and name", WHERE)
        try:
            line.decode()
        except UnicodeDecodeError:
            _refuse(f"{told}:{number}", "this is not UTF-8", WHERE)
    if not number:
        _refuse(told, "it holds no places", WHERE)
