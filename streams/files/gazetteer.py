"""The gazetteer on disk: compiled once from what is installed and what analysts add, and loaded ever after.

The cache file's name holds a hash of everything that goes into it (versions of the packages and of the format, the
text of `rules/places.yaml`), so a change of either is another file and nothing is ever half up to date.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from streams.errors import ConfigurationError, Mistake, RuleErrors, TocsinError
from streams.files.geonames import SOURCES, read_records, versions
from streams.files.places import Additions, read_places
from streams.places.build import compile_gazetteer
from streams.places.gazetteer import FORMAT, Gazetteer

Progress = Callable[[str, float], None]
"""Told the stage of a build and the share of it that is done, 0 to 1."""

BUILD = 7
"""Changes when the same input would be compiled differently; see also `gazetteer.FORMAT`."""


def load_gazetteer(
    cache: Path, places_file: Path | None = None, *, progress: Progress | None = None, rebuild: bool = False
) -> Gazetteer:
    """Load the gazetteer, compiling it first (20 to 40 s) when the cache has none that fits.

    Args:
        cache: directory for compiled gazetteers; made when it does not exist.
        places_file: `rules/places.yaml`; may be missing.
        progress: told how a compilation goes on.
        rebuild: compile even when the cache has one.

    Raises:
        RuleErrors: mistakes in ``places_file``, all at once.
        ConfigurationError: the cache cannot be written.
    """
    text = places_file.read_text(encoding="utf-8") if places_file is not None and places_file.is_file() else ""
    path = cache_path(cache, text)
    if not rebuild:
        found = _load(path)
        if found is not None:
            return found
    additions = read_places(str(places_file), text)
    _compile(additions, path, progress or (lambda _stage, _share: None))
    return Gazetteer.load(path.read_bytes())


def cache_path(cache: Path, places_text: str = "") -> Path:
    """Where the gazetteer compiled from these inputs is kept."""
    inputs = "\0".join((str(FORMAT), str(BUILD), versions(), places_text))
    return cache / f"gazetteer-{hashlib.sha256(inputs.encode()).hexdigest()[:16]}.bin"


def build_gazetteer(additions: Additions, *, progress: Progress) -> bytes:
    """Compile a gazetteer from the installed packages and what analysts add.

    Raises:
        RuleErrors: an added place lies in a place that does not exist.
    """
    records = list(read_records(progress))
    records += additions.records(records)
    return compile_gazetteer(records, ignore=additions.ignore, sources=SOURCES, progress=progress)


def compile_here(additions: Additions, path: Path, progress: Progress) -> None:
    """Compile into a file, in this process."""
    write_whole(path, build_gazetteer(additions, progress=progress))


def _compile(additions: Additions, path: Path, progress: Progress) -> None:
    """Compile into a file, in a process of its own: compiling takes 850 MB that Python would not give back."""
    command = [sys.executable, "-m", "streams.files.gazetteer", str(path)]
    cut_short = ConfigurationError("compiling the gazetteer ended before it was done; is memory short?")
    error: TocsinError | None = cut_short
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:  # noqa: S603 - our own
        if child.stdin is None or child.stdout is None:
            raise cut_short
        with child.stdin as additions_wanted:
            pickle.dump(additions, additions_wanted)
        for line in child.stdout:
            told = json.loads(line)
            if "stage" in told:
                progress(told["stage"], told["share"])
            else:
                error = _error(told)
    if error is not None:
        raise error


def _error(told: dict[str, Any]) -> TocsinError | None:
    if told["mistakes"]:
        return RuleErrors([Mistake(**mistake) for mistake in told["mistakes"]])
    return ConfigurationError(told["error"]) if told["error"] else None


def main(path: Path) -> None:
    """The process that compiles: additions on standard input, progress and the outcome as JSON lines on standard output."""
    last = ("", -1)
    outcome: dict[str, Any] = {"mistakes": [], "error": ""}

    def tell(stage: str, share: float) -> None:
        nonlocal last
        if last != (stage, int(share * 100)):
            last = (stage, int(share * 100))
            _say({"stage": stage, "share": share})

    try:
        compile_here(pickle.load(sys.stdin.buffer), path, tell)  # noqa: S301 - from our own parent process
    except RuleErrors as error:
        outcome["mistakes"] = [dataclasses.asdict(mistake) for mistake in error.mistakes]
    except TocsinError as error:
        outcome["error"] = str(error)
    _say(outcome)


def _say(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def _load(path: Path) -> Gazetteer | None:
    """The gazetteer in a file; None when there is none, or not a whole one."""
    try:
        return Gazetteer.load(path.read_bytes())
    except (OSError, ValueError):  # what cannot be read is compiled again, and then writing tells why
        return None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that every other process sees all of it or nothing; the last of several writers wins."""
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


if __name__ == "__main__":
    main(Path(sys.argv[1]))
