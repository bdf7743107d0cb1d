"""Morfologik's binary dictionaries, read in Python: an automaton of `form+code+tags`, laid out as CFSA2.

The layout is that of morfologik-stemming's class CFSA2 (BSD-3-Clause), from its description: arcs one after another, each
a byte of flags and a label's number, the label itself where it has no number, and the target where it is not the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

MAGIC = b"\\fsa\xc6"
SEPARATOR = b"+"
NUMBERS = 1 << 8
"""A flag of the header: nodes carry numbers, which no dictionary that we read has."""
NEXT, LAST, FINAL, LABEL = 1 << 7, 1 << 6, 1 << 5, (1 << 5) - 1
"""Of an arc's first byte: its target stands behind this node, it is the node's last, a word ends here; a label's number."""


class Row(NamedTuple):
    """A form, the dictionary word it is of, and what it may be of it, in the dictionary's tags."""

    form: str
    lemma: str
    tags: tuple[str, ...]


class Arc(NamedTuple):
    """One letter's byte, whether a sequence ends with it, and where it goes on (0: nowhere)."""

    label: bytes
    final: bool
    target: int


def rows(data: bytes) -> Iterator[Row]:
    """Every row of a dictionary whose encoder is SUFFIX and whose separator is `+`.

    Raises:
        ValueError: it is no dictionary of this layout.
    """
    labels = data[7]
    if not data.startswith(MAGIC) or int.from_bytes(data[5:7], "big") & NUMBERS:
        raise ValueError("this is no CFSA2 automaton without numbers")
    automaton = Automaton(data[8 : 8 + labels], data[8 + labels :])
    below = [(automaton.node(0)[0].target, b"")]
    while below:
        node, before = below.pop()
        for arc in automaton.node(node):
            if arc.label == SEPARATOR:
                for code, lemma, tags in automaton.ways(arc.target):
                    yield Row(before.decode(), (before[: len(before) - code] + lemma).decode(), tags)
            elif arc.target:
                below.append((arc.target, before + arc.label))


class Automaton:
    """Arcs, and the letters that are given by number."""

    def __init__(self, labels: bytes, arcs: bytes) -> None:
        self._labels = labels
        self._arcs = arcs
        self.ways = cache(self._ways)  # a million forms have the same

    def _ways(self, node: int) -> list[tuple[int, bytes, tuple[str, ...]]]:
        """What stands behind a form: how many bytes go for the dictionary form, which come instead, and the tags."""
        split = (rest.split(SEPARATOR, 1) for rest in self._rest(node))
        return [(code[0] - ord("A"), code[1:], tuple(tags.decode().split("|"))) for code, tags in split]

    def _rest(self, node: int) -> Iterator[bytes]:
        below = [(node, b"")]
        while below:
            at, before = below.pop()
            for arc in self.node(at):
                if arc.final:
                    yield before + arc.label
                if arc.target:
                    below.append((arc.target, before + arc.label))

    def node(self, at: int) -> list[Arc]:
        """The arcs of the node that begins at an offset."""
        arcs, labels = self._arcs, self._labels
        read: list[tuple[bytes, int, int | None]] = []
        while not (read and read[-1][1] & LAST):
            flags = arcs[at]
            at += 1
            label = bytes((labels[flags & LABEL] if flags & LABEL else arcs[at],))
            at += not flags & LABEL
            target: int | None = None
            if not flags & NEXT:
                target, at = variable_length(arcs, at)
            read.append((label, flags, target))
        return [Arc(label, bool(flags & FINAL), at if target is None else target) for label, flags, target in read]


def variable_length(arcs: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first; and the offset behind it."""
    value = shift = 0
    while True:
        value |= (arcs[at] & 127) << shift
        at += 1
        if arcs[at - 1] < 128:
            return value, at
        shift += 7
