"""The text files that people write, read from disk: what cannot be read is a mistake of the file, never a traceback."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
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


def yaml_files(directory: Path, mistakes: list[Mistake]) -> Iterator[tuple[str, Path]]:
    """The YAML files below a directory, by path below it (with `/`), in order; what hides (`.git`) is left out.

    A directory that is a link is followed, as Kubernetes mounts them; one that leads into itself is a mistake.
    """
    yield from _below(directory, "", mistakes, ())


def _below(
    directory: Path, prefix: str, mistakes: list[Mistake], above: tuple[tuple[int, int], ...]
) -> Iterator[tuple[str, Path]]:
    """The YAML files below a directory; ``above`` are the directories it stands in, by device and number."""

    def refuse(path: Path, code: str, text: str, hint: str) -> None:
        mistakes.append(Mistake(printable(str(path)), 1, 1, code, text, hint))

    try:
        about = directory.stat()
        entries = sorted(os.scandir(directory), key=lambda entry: entry.name)
    except OSError as error:
        refuse(directory, "unreadable", f"the directory cannot be read: {error.strerror}", "see who may read it")
        return
    if (about.st_dev, about.st_ino) in above:
        refuse(directory, "not-a-file", "the link leads back into a directory it stands in", "remove it")
        return
    for entry in entries:
        path, name, ending = directory / entry.name, prefix + entry.name, Path(entry.name).suffix
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and ending.lower() not in ENDINGS:
            yield from _below(path, f"{name}/", mistakes, (*above, (about.st_dev, about.st_ino)))
        elif entry.is_dir():
            refuse(path, "not-a-file", "a directory is called as a file is", "leave the ending out of its name")
        elif ending in ENDINGS:
            yield name, path
        elif ending.lower() in ENDINGS:
            hint = f"rename it to end in {ending.lower()}"
            refuse(path, "file-name", f"files that end in {ending} are not read", hint)


def printable(name: str) -> str:
    """A file's name as it can be written anywhere: what is no text, or would move the cursor, is written out."""
    told = name.encode("utf-8", "backslashreplace").decode()
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in told)
