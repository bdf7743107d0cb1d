"""The text files that people write, read from disk: what cannot be read is a mistake of the file, never a traceback."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from streams.errors import Mistake
from streams.yaml12 import MAX_BYTES

ENDINGS = (".yaml", ".yml")


def read_text(path: Path, mistakes: list[Mistake], *, shown: str | None = None) -> str | None:
    """A file's text; None, with a mistake noted, when it cannot be read. ``shown`` is how mistakes call it."""
    name = printable(shown or str(path))

    def refuse(code: str, text: str, hint: str, line: int = 1) -> None:
        mistakes.append(Mistake(name, line, 1, code, text, hint))

    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            refuse("not-a-file", "this is no file of text", "rename it, or put the file itself here")
            return None
        if about.st_size > MAX_BYTES:
            refuse("too-large", f"the file has {about.st_size:,} bytes", f"at most {MAX_BYTES:,} are read")
            return None
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)  # it may have grown since
    except FileNotFoundError:
        refuse("not-a-file", "the link leads nowhere", "remove it, or put the file itself here")
        return None
    except OSError as error:
        refuse("unreadable", f"the file cannot be read: {error.strerror}", "see who may read it")
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        refuse("not-utf-8", "the file is not UTF-8", "save it as UTF-8", data.count(b"\n", 0, error.start) + 1)
        return None


DEEPEST = 20
"""Levels of directories that are read: a pack is the first, and nobody sorts packs into more than a few."""
MOST = 20_000
"""Files and directories looked at below a rule directory; twenty times the largest set thought of."""


def yaml_files(directory: Path, mistakes: list[Mistake]) -> Iterator[tuple[str, Path]]:
    """The YAML files below a directory, by path below it (with `/`), in order; what hides (`.git`) is left out.

    A directory that is a link is followed, as Kubernetes mounts them. Each is read once: one met again, by a link that
    leads back or that stands beside another, is a mistake, and so are directories without end.
    """
    yield from _Walk(mistakes).below(directory, "", 0)


class _Walk:
    """A walk through a directory that ends, whatever links and directories lie below it."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self._mistakes = mistakes
        self._read: dict[tuple[int, int], Path] = {}
        """The directories read, by device and number."""
        self._left = MOST

    def below(self, directory: Path, prefix: str, depth: int) -> Iterator[tuple[str, Path]]:
        """The YAML files below a directory that lies ``depth`` levels deep."""
        if depth > DEEPEST:
            text = f"more than {DEEPEST} directories stand inside one another"
            self._refuse(directory, "too-deep", text, "move the rules up, or set --rules to the right directory")
            return
        for entry in self._entries(directory):
            try:
                yield from self._of(entry, directory / entry.name, prefix + entry.name, depth)
            except OSError as error:  # a link to itself, or a disk that fails
                self._refuse(
                    directory / entry.name, "unreadable", f"it cannot be read: {error.strerror}", "see where it leads"
                )

    def _entries(self, directory: Path) -> list[os.DirEntry[str]]:
        """What a directory holds, in order, if it is to be read."""
        if self._left < 0:
            return []
        try:
            about = directory.stat()
            with os.scandir(directory) as found:
                entries = list(islice((one for one in found if not one.name.startswith(".")), self._left + 1))
        except OSError as error:
            text = f"the directory cannot be read: {error.strerror}"
            self._refuse(directory, "unreadable", text, "see who may read it")
            return []
        first = self._read.setdefault((about.st_dev, about.st_ino), directory)
        if first != directory:
            text = f"this is the same directory as {printable(str(first))}, which is read already"
            self._refuse(directory, "not-a-file", text, "remove the link that leads to it")
            return []
        self._left -= len(entries)
        if self._left < 0:
            text = f"more than {MOST:,} files and directories stand below the rule directory"
            self._refuse(directory, "too-many", text, "set --rules to the right directory")
            return []
        return sorted(entries, key=lambda entry: entry.name)

    def _of(self, entry: os.DirEntry[str], path: Path, name: str, depth: int) -> Iterator[tuple[str, Path]]:
        """What one entry of a directory gives."""
        ending = path.suffix
        if entry.is_dir() and ending.lower() not in ENDINGS:
            yield from self.below(path, f"{name}/", depth + 1)
        elif entry.is_dir():
            self._refuse(path, "not-a-file", "a directory is called as a file is", "leave the ending out of its name")
        elif ending in ENDINGS:
            yield name, path
        elif ending.lower() in ENDINGS:
            hint = f"rename it to end in {ending.lower()}"
            self._refuse(path, "file-name", f"files that end in {ending} are not read", hint)

    def _refuse(self, path: Path, code: str, text: str, hint: str) -> None:
        self._mistakes.append(Mistake(printable(str(path)), 1, 1, code, text, hint))


def printable(name: str) -> str:
    """A file's name as it can be written anywhere: what is no text, or would move the cursor, is written out."""
    told = name.encode("utf-8", "backslashreplace").decode()
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in told)
