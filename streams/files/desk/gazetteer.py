"""The gazetteer on disk: compiled once from what is installed, and loaded ever after; what analysts say is laid over it.

The cache file's name holds a hash of everything that goes into it (versions of the packages and of the format), so a
change of either is another file and nothing is ever half up to date.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from streams.errors import ConfigurationError, Mistake, RuleErrors
from streams.files.desk.places import Additions, Areas, read_places, text_beside
from streams.files.desk.world import WorldRead, read_world
from streams.files.supply.dumps import dumps_in, fingerprint
from streams.files.supply.geonames import read_records, sources_of, versions
from streams.places.amended import AmendedGazetteer
from streams.places.atlas.build import compile_gazetteer
from streams.places.gazetteer import FORMAT, Gazetteer
from streams.places.world import NO_WORLD

_Read = TypeVar("_Read")
Progress = Callable[[str, float], None]
"""Told the stage of a build and the share of it that is done, 0 to 1."""

BUILD = 21
"""Changes when the same input would be compiled differently; see also `gazetteer.FORMAT`."""


def load_gazetteer(
    cache: Path,
    places_file: Path | None = None,
    world_file: Path | None = None,
    *,
    progress: Progress | None = None,
    rebuild: bool = False,
    dumps: Sequence[Path] | None = None,
) -> Gazetteer:
    """Load the gazetteer with what analysts say, compiling it first (under a minute) when the cache has none that fits.

    What analysts add, and what they say of the world, is laid over it and costs a fraction of a second; the same texts give
    the same gazetteer again.

    Args:
        cache: directory for compiled gazetteers; made when it does not exist.
        places_file: `rules/places.yaml`; may be missing.
        world_file: `rules/world.yaml`; may be missing.
        progress: told how a compilation goes on.
        rebuild: compile even when the cache has one.
        dumps: GeoNames' dumps to compile it from beside what is installed; None: those kept below the cache.

    Raises:
        RuleErrors: mistakes in ``places_file`` and ``world_file``, all at once.
        ConfigurationError: the cache cannot be written, or a dump not read.
    """
    dumps = dumps_in(cache) if dumps is None else dumps
    asked = _asked(places_file, world_file)  # mistakes are told before half a minute has passed
    path = cache_path(cache, dumps)
    base = None if rebuild else _load(path)
    if base is None:
        _compile(path, dumps, progress or (lambda _stage, _share: None))
        base = _load(path)
    if base is None:
        raise ConfigurationError(f"the gazetteer just written to {path} cannot be read; see TOCSIN_CACHE")
    additions = asked.additions
    if not (additions.places or additions.ignore or asked.read.world != NO_WORLD):
        return base
    return _amended(base, asked)


@dataclass(frozen=True)
class _Asked:
    """What analysts' texts ask for; equal when the texts are."""

    texts: tuple[str, str]
    additions: Additions = field(compare=False)
    read: WorldRead = field(compare=False)


def _asked(places_file: Path | None, world_file: Path | None) -> _Asked:
    """Read both files.

    Raises:
        RuleErrors: the mistakes in both.
    """
    mistakes: list[Mistake] = []

    def reading(file: Path | None, read: Callable[[str, str], _Read]) -> tuple[str, _Read]:
        try:
            text = text_beside(file) if file is not None else ""
            return text, read(str(file), text)
        except RuleErrors as error:
            mistakes.extend(error.mistakes)
            return "", read(str(file), "")

    places, additions = reading(places_file, read_places)
    world, found = reading(world_file, read_world)
    if mistakes:
        raise RuleErrors(mistakes)
    return _Asked((places, world), additions, found)


@lru_cache(maxsize=1)
def _amended(base: Gazetteer, asked: _Asked) -> Gazetteer:
    """The gazetteer with what is asked for; kept, so that new rules find what was worked out for the old ones."""
    records = asked.additions.records(Areas(base))
    return AmendedGazetteer(base, records, ignore=asked.additions.ignore, world=asked.read.world)


def cache_path(cache: Path, dumps: Sequence[Path] = ()) -> Path:
    """Where the gazetteer compiled from what is installed, and from some dumps, is kept.

    Raises:
        ConfigurationError: a dump cannot be read.
    """
    inputs = "\0".join((str(FORMAT), str(BUILD), versions(), fingerprint(dumps)))
    return cache / f"gazetteer-{hashlib.sha256(inputs.encode()).hexdigest()[:16]}.bin"


def compile_here(path: Path, dumps: Sequence[Path], progress: Progress) -> None:
    """Compile into a file, in this process."""
    records = read_records(progress, dumps)
    write_whole(path, compile_gazetteer(records, sources=sources_of(dumps), progress=progress))


def _compile(path: Path, dumps: Sequence[Path], progress: Progress) -> None:
    """Compile into a file, in a process of its own: compiling takes 850 MB that Python would not give back.

    Raises:
        ConfigurationError: the file cannot be written, told before the work is begun; or memory is short.
    """
    write_whole(path.with_suffix(".tried"), b"").unlink(missing_ok=True)
    command = [sys.executable, "-m", "streams.files.desk.gazetteer", str(path), *map(str, dumps)]
    error = "compiling the gazetteer ended before it was done; is memory short?"
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:  # noqa: S603 - our own
        for line in child.stdout or ():
            told = json.loads(line)
            if "stage" in told:
                progress(told["stage"], told["share"])
            else:
                error = told["error"]
    if error:
        raise ConfigurationError(error)


def main(path: Path, dumps: Sequence[Path]) -> None:
    """The process that compiles: progress and the outcome as JSON lines on standard output."""
    last = ("", -1)
    error = ""

    def tell(stage: str, share: float) -> None:
        nonlocal last
        if last != (stage, int(share * 100)):
            last = (stage, int(share * 100))
            _say({"stage": stage, "share": share})

    try:
        compile_here(path, dumps, tell)
    except ConfigurationError as problem:
        error = str(problem)
    _say({"error": error})


def _say(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def _load(path: Path) -> Gazetteer | None:
    """The gazetteer in a file; None when there is none, or not a whole one."""
    try:
        about = path.stat()
        return _loaded(path, (about.st_ino, about.st_size, about.st_mtime_ns))
    except (OSError, ValueError):  # what cannot be read is compiled again, and then writing tells why
        return None


@lru_cache(maxsize=1)
def _loaded(path: Path, _state: tuple[int, ...]) -> Gazetteer:
    """The gazetteer in a file; kept, since workers read their rules again and again."""
    return Gazetteer.load(path.read_bytes())


def write_whole(path: Path, data: bytes) -> Path:
    """Write a file so that every other process sees all of it or nothing; the last of several writers wins.

    Raises:
        ConfigurationError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                os.fchmod(file.fileno(), 0o644)  # another user's worker may share the cache
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ConfigurationError(
            f"cannot write the gazetteer to {path}: {error.strerror}; set TOCSIN_CACHE to a directory that can be written"
        ) from error
    return path


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
