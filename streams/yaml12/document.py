"""A document: the data of one file, where everything in it stood, and the mistakes noted so far."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from streams.errors import Mistake, RuleErrors

Loc = tuple[str | int, ...]
Position = tuple[int, int]

MAX_MISTAKES = 500
"""Mistakes told of one file; who has made more has given the wrong file."""

_EMPTIED = frozenset({"empty-group", "no-condition", "not-a-group", "wrong-value", "missing-key"})
"""What a list or mapping may be accused of only because a value in it could not be read."""


@dataclass
class Document:
    """A file's data, and the line and column (from 1) of every value and key in it.

    ``texts`` holds what stands in the file where YAML reads something else than text: `007` for 7. ``dropped`` are
    values that were told as mistakes and left out of ``data``. ``readable`` is false when the file is no YAML.
    """

    file: str
    data: Any = None
    values: dict[Loc, Position] = field(default_factory=dict)
    keys: dict[Loc, Position] = field(default_factory=dict)
    texts: dict[Loc, str] = field(default_factory=dict)
    dropped: set[Loc] = field(default_factory=set)
    readable: bool = True
    mistakes: list[Mistake] = field(default_factory=list)

    def position(self, loc: Loc, *, key: bool = False) -> Position:
        """Where the value (or the key) that ``loc`` names stands, or the nearest above it that stands there."""
        where = self.keys if key else self.values
        return next((where[loc[:length]] for length in range(len(loc), -1, -1) if loc[:length] in where), (1, 1))

    def mistake(self, loc: Loc, code: str, text: str, hint: str = "", *, key: bool = False) -> None:
        """Note a mistake at the value (or the key) that ``loc`` names; what follows from another mistake is not told."""
        if self._follows(loc, code):
            return
        self.mistake_at(self.position(loc, key=key), code, text, hint)

    def mistake_at(self, at: Position, code: str, text: str, hint: str = "") -> None:
        """Note a mistake at a line and column, once."""
        found = Mistake(self.file, *at, code, text, hint)
        if len(self.mistakes) < MAX_MISTAKES and found not in self.mistakes:
            self.mistakes.append(found)

    def drop(self, loc: Loc, code: str, text: str, hint: str = "", *, key: bool = False) -> None:
        """Note a mistake at a value that cannot be used, and that it is missing for this reason."""
        self.mistake(loc, code, text, hint, key=key)
        self.dropped.add(loc)

    def unknown_key(self, loc: Loc, known: Iterable[str]) -> None:
        """Note a key that nobody reads, with the one that was probably meant."""
        name = str(loc[-1])
        self.mistake(
            loc, "unknown-key", f"unknown key {shown(name)}", did_you_mean(name, known, "known keys"), key=True
        )

    def _follows(self, loc: Loc, code: str) -> bool:
        if not self.dropped:
            return False
        if any(loc[:length] in self.dropped for length in range(len(loc) + 1)):
            return True
        return code in _EMPTIED and any(gone[:-1] == loc for gone in self.dropped)


def shown(value: Any) -> str:
    """A value as a message shows it: as it would be written in YAML, on one line, cut when it is long."""
    text = f"'{value}'" if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
    return text if len(text) <= 80 else text[:70] + "…" + text[-1]


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "known") -> str:
    """A hint: the known name that was probably meant, else all of them, else nothing."""
    names = sorted({str(one) for one in known})
    cutoff = 0.5 if len(name) <= 2 else 0.6  # of two letters one is right: `ua` for `uk`, `kn` for `km`
    if close := get_close_matches(name[:100], names, n=1, cutoff=cutoff):
        return f"did you mean '{close[0]}'?"
    return f"{otherwise}: {', '.join(names[:25])}{' …' if len(names) > 25 else ''}" if names else ""


def raise_all(documents: Iterable[Document]) -> None:
    """Raise every mistake of the documents at once.

    Raises:
        RuleErrors: there is at least one.
    """
    mistakes = [mistake for document in documents for mistake in document.mistakes]
    if mistakes:
        raise RuleErrors(mistakes)
