"""GeoNames' country dumps on disk: https://download.geonames.org/export/dump/ (CC BY 4.0).

A dump is a table of 19 columns without a heading, divided by tabs, in a zip archive or bare; its `readme.txt` tells
the columns. Dumps are kept in one directory beside the gazetteers, so that a new version of Tocsin can compile them anew.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from streams.errors import ConfigurationError

DIRECTORY = "geonames"
"""Where dumps lie below the cache directory."""
CODE_TABLES = frozenset({"admin1CodesASCII.txt", "admin2Codes.txt", "countryInfo.txt"})
COLUMNS = 19
LONGEST_LINE = 100_000
"""Bytes; the longest line of GeoNames, a capital with all its names, has some 20,000."""
_READ_ME = "readme.txt"


class Row(NamedTuple):
    """One feature of GeoNames; ``feature`` is its class and code (`P.PPLA2`)."""

    number: int
    name: str
    aliases: tuple[str, ...]
    lat: float
    lon: float
    feature: str
    country: str
    region: str
    population: int


def dumps_in(cache: Path) -> tuple[Path, ...]:
    """The dumps kept below a cache directory, in order."""
    directory = cache / DIRECTORY
    if not directory.is_dir():
        return ()
    return tuple(sorted(path for path in directory.iterdir() if is_dump(path)))


def is_dump(path: Path) -> bool:
    """Whether a file is called as a dump is: `UA.zip` or `UA.txt`, and no table of codes."""
    return path.suffix in {".zip", ".txt"} and path.name not in CODE_TABLES and path.name.lower() != _READ_ME


def fingerprint(dumps: Sequence[Path]) -> str:
    """What tells whether dumps changed: a hash of their names, sizes and times.

    Raises:
        ConfigurationError: one cannot be read.
    """
    try:
        told = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in dumps]
    except OSError as error:
        raise ConfigurationError(f"cannot read the dump {error.filename}: {error.strerror}") from error
    return hashlib.sha256(repr(told).encode()).hexdigest() if told else ""


def read_dump(path: Path, progress: Callable[[str, float], None]) -> Iterator[Row]:
    """The features of a dump.

    Raises:
        ConfigurationError: it cannot be read, or is no dump of GeoNames; with the line.
    """
    try:
        if path.suffix != ".zip":
            with path.open("rb") as file:
                yield from _rows(path.name, file, path.stat().st_size, progress)
            return
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                if member.filename.endswith(".txt") and member.filename.lower() != _READ_ME:
                    with archive.open(member) as file:
                        yield from _rows(f"{path.name}:{member.filename}", file, member.file_size, progress)
    except (OSError, zipfile.BadZipFile, EOFError) as error:
        raise ConfigurationError(f"cannot read the dump {path}: {error}; get it again") from error


def _rows(name: str, file: IO[bytes], size: int, progress: Callable[[str, float], None]) -> Iterator[Row]:
    read = 0
    for number, line in enumerate(_lines(name, file), 1):
        read += len(line)
        if number % 5000 == 1:
            progress(name, min(1.0, read / max(size, 1)))
        cells = line.rstrip("\n").split("\t")
        try:
            yield _row(cells)
        except (ValueError, IndexError) as error:
            raise ConfigurationError(
                f"{name}, line {number}: this is no line of a GeoNames dump ({COLUMNS} columns divided by tabs); "
                "get the file again from https://download.geonames.org/export/dump/"
            ) from error


def _lines(name: str, file: IO[bytes]) -> Iterator[str]:
    while line := file.readline(LONGEST_LINE):
        if len(line) >= LONGEST_LINE:  # a member of an archive may give a little more than it is asked for
            raise ConfigurationError(f"{name} has a line of more than {LONGEST_LINE:,} bytes: it is no GeoNames dump")
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError as error:
            raise ConfigurationError(f"{name} is not UTF-8; get the file again") from error


def _row(cells: Sequence[str]) -> Row:
    if len(cells) != COLUMNS:
        raise ValueError(f"{len(cells)} columns")
    lat, lon = float(cells[4]), float(cells[5])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError("no position on Earth")
    return Row(
        int(cells[0]),
        cells[1],
        tuple(filter(None, cells[3].split(","))),
        lat,
        lon,
        f"{cells[6]}.{cells[7]}",
        cells[8],
        cells[10],
        min(int(cells[14] or 0), 2**32 - 1),
    )
