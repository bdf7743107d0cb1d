"""GeoNames' dumps as an operator names them: a path, an address or a country's code, checked and laid into the cache.

What lies in `<cache>/geonames/` is what the gazetteer is compiled from, beside the installed packages. All that was asked
for is fetched and checked before any of it is laid there.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

import httpx
from babel import Locale

from streams.errors import ConfigurationError
from streams.files.supply.download import Download, http_client
from streams.files.supply.dumped import TABLES, check_table, dump_name
from streams.files.supply.dumps import DIRECTORY
from streams.files.supply.http import address, check_address

OFFICIAL = "https://download.geonames.org/export/dump/"
"""Where GeoNames publishes its dumps, anew each night."""
Shown = Callable[[str, int, int | None], None]
"""Told the name of a file, how many of its bytes have come, and of how many where that is known."""
_DUMP = re.compile(r"(?:[A-Z]{2}|allCountries|cities\d+)\.zip")
"""How GeoNames calls its dumps: what else lies in a directory of downloads is none of ours."""


class Piece(NamedTuple):
    """A file that was asked for: where it lies, how it is called in the cache, and who named it."""

    path: Path
    name: str
    source: str


def dumps_directory(cache: Path) -> Path:
    """Where the dumps lie that a gazetteer is compiled from."""
    return cache / DIRECTORY


def forget(cache: Path) -> None:
    """Remove every dump: the gazetteer comes from the installed packages alone.

    Raises:
        ConfigurationError: it cannot be removed.
    """
    try:
        shutil.rmtree(dumps_directory(cache))
    except FileNotFoundError:
        return
    except OSError as error:
        raise ConfigurationError(
            f"cannot empty {dumps_directory(cache)}: {error.strerror}; see who may write there, or set TOCSIN_CACHE"
        ) from error


def gather(
    sources: Sequence[str], cache: Path, *, show: Shown = lambda _name, _bytes, _size: None, official: str = OFFICIAL
) -> list[str]:
    """Lay what operators name into the cache; returns the names of the files, in the order they were asked for.

    Args:
        sources: paths of dumps or of directories that hold some, addresses of dumps, or countries' two-letter codes.
        cache: the cache; see `dumps_directory`.
        show: told how downloads go on.
        official: where the dumps of countries are published.

    Raises:
        ConfigurationError: one of them cannot be had or is no dump; nothing has changed then.
    """
    downloads = cache / "downloads"
    with http_client() as client:
        fetch = _Fetcher(client, downloads, show, official)
        pieces = [piece for source in sources for piece in fetch.pieces(source)]
    _lay(pieces, dumps_directory(cache))
    for piece in pieces:
        if piece.path.parent == downloads:
            piece.path.unlink(missing_ok=True)
    return list(dict.fromkeys(piece.name for piece in pieces))


def _lay(pieces: Sequence[Piece], directory: Path) -> None:
    """Copy what was checked to where it is read from, each file all at once."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for piece in pieces:
            arriving = directory / f".{piece.name}.part"
            shutil.copyfile(piece.path, arriving)
            arriving.replace(directory / piece.name)
    except OSError as error:
        raise ConfigurationError(
            f"cannot write to {directory}: {error.strerror}; set TOCSIN_CACHE to a directory that can be written"
        ) from error


class _Fetcher:
    """Turns sources into checked files."""

    def __init__(self, client: httpx.Client, downloads: Path, show: Shown, official: str) -> None:
        self._client = client
        self._downloads = downloads
        self._show = show
        self._official = official

    def pieces(self, source: str) -> Iterator[Piece]:
        """The files that a source stands for."""
        path = Path(source)
        if "://" in source:
            yield from self._at(source)
        elif path.is_dir():
            yield from _in_directory(path, source)
        elif path.exists():
            yield from _in_file(path, source)
        else:
            yield from self._of_country(source)

    def _of_country(self, code: str) -> Iterator[Piece]:
        """The official dump of a country and the tables beside it."""
        if not re.fullmatch("[A-Za-z]{2}", code):
            raise ConfigurationError(
                f"{code}: there is no such file; give a dump's path or address, or a country's code such as UA"
            )
        if code.upper() not in Locale("en").territories:
            raise ConfigurationError(f"{code}: no country has this code (ISO 3166-1), and no file is called so")
        yield self._dump(f"{self._official}{code.upper()}.zip")
        for table in TABLES:
            yield self._table(self._official + table, table)

    def _at(self, url: str) -> Iterator[Piece]:
        """What lies at an address; beside a dump the tables are looked for, which not every mirror has."""
        check_address(url)
        parts = urlsplit(url)
        folder, _, name = parts.path.rpartition("/")
        if name in TABLES:
            yield self._table(url, name)
            return
        yield self._dump(url)
        if name.endswith(".zip"):
            for table in TABLES:
                beside = urlunsplit(parts._replace(path=f"{folder}/{table}"))
                if self._has(beside):
                    yield self._table(beside, table)

    def _has(self, url: str) -> bool:
        try:
            return self._client.head(url).is_success
        except httpx.HTTPError:
            return False

    def _dump(self, url: str) -> Piece:
        path = self._fetched(url, lambda part: dump_name(part, address(url)))
        return Piece(path, dump_name(path, address(url)), url)

    def _table(self, url: str, name: str) -> Piece:
        return Piece(self._fetched(url, lambda part: check_table(part, name, address(url))), name, url)

    def _fetched(self, url: str, check: Callable[[Path], object]) -> Path:
        name = re.sub(r"[^A-Za-z0-9_.-]", "_", urlsplit(url).path.rpartition("/")[2])[:80] or "dump"
        target = self._downloads / name
        Download(url, target, client=self._client, received=lambda count, size: self._show(name, count, size)).run(
            check
        )
        return target


def _in_directory(directory: Path, source: str) -> Iterator[Piece]:
    """The dumps and tables in a directory; what else lies there is left alone."""
    dumps = [path for path in sorted(directory.iterdir()) if _DUMP.fullmatch(path.name)]
    if not dumps:
        raise ConfigurationError(f"{directory} holds no dump: files such as UA.zip from {OFFICIAL} are expected there")
    for path in dumps:
        yield Piece(path, dump_name(path, str(path)), source)
    yield from _tables_in(directory, source)


def _in_file(path: Path, source: str) -> Iterator[Piece]:
    """A dump with the tables that lie beside it, or one table."""
    if path.name in TABLES:
        check_table(path, path.name, str(path))
        yield Piece(path, path.name, source)
        return
    yield Piece(path, dump_name(path, str(path)), source)
    yield from _tables_in(path.parent, source)


def _tables_in(directory: Path, source: str) -> Iterator[Piece]:
    for table in TABLES:
        if (path := directory / table).is_file():
            check_table(path, table, str(path))
            yield Piece(path, table, source)
