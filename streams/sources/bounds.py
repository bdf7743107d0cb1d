"""What a feed may be made of: one pass of expat, in linear time, before feedparser sees it.

feedparser takes time with the square of what stands in one element's attributes or before the first element, and keeps a
frame for each element that is open: 300,000 attributes are minutes, four million nested elements 750 MB.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from streams.errors import SourceError

DEPTH = 100
"""Elements inside one another; the deepest XHTML inside an Atom entry has some twenty."""
ATTRIBUTES = 200
"""Attributes of one element, its `xmlns` among them; the roots of podcast feeds have about thirty."""
NODES = 100_000
"""Elements, attributes, comments and instructions in all: 5,000 articles have that many, and feedparser takes 40 to 100 µs
for each."""
ENTRIES = 5_000
"""Articles of one feed: five hundred feeds had 2,474 a day together."""
PROLOG = 8_192
"""Bytes before the first element: FeedBurner's comments have some 300. feedparser is quadratic in blank lines there."""
EXPANDED = 1_000_000
"""Characters that entities may add to what a feed has anyway; `&nbsp;` and its like add none."""
REPAIRABLE = 1_000_000
"""Bytes of malformed XML that are still read. feedparser's lenient parser takes time with the square of the length of what
a stranger may write: 200 kB of `<a <a <a …` 2.3 s, so the limit of the process that reads ends it, and 20 MB never end."""
_FIRST_ELEMENT = re.compile(rb"<\x00?\w")


def check_bounds(body: bytes, *, utf8: bool) -> None:
    """Refuse what would cost too much to be read.

    Raises:
        SourceError: it is beyond a bound, which is named, or too large to be malformed.
    """
    first = _FIRST_ELEMENT.search(body)
    if first is not None and first.start() > PROLOG:
        raise SourceError(f"{first.start():,} bytes stand before the first element, {PROLOG:,} are read")
    counted = _Counted(len(body))
    parser = expat.ParserCreate("utf-8" if utf8 else None)
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = counted.opens, counted.closes
    parser.CharacterDataHandler = counted.says
    parser.CommentHandler, parser.ProcessingInstructionHandler = counted.comments, counted.instructs
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        _repairable(body, expat.ErrorString(error.code), error)
    except (LookupError, ValueError) as error:  # GB 2312 and other encodings that feedparser knows and expat does not
        _repairable(body, "its encoding is unknown", error)


def _repairable(body: bytes, wrong: str, error: Exception) -> None:
    """Leave what expat cannot read to feedparser, where it is small."""
    if len(body) > REPAIRABLE:
        raise SourceError(
            f"the feed is broken ({wrong}), and with {len(body):,} bytes too large to be repaired"
        ) from error


class _Counted:
    """What has been seen of a document so far."""

    def __init__(self, size: int) -> None:
        self._depth = self._nodes = self._entries = self._characters = 0
        self._most_characters = size + EXPANDED

    def opens(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        _bound(self._depth, DEPTH, "elements inside one another")
        _bound(len(attributes), ATTRIBUTES, "attributes of one element")
        self._count(1 + len(attributes))
        if name.rpartition(":")[2].lower() in {"item", "entry"}:
            self._entries += 1
            _bound(self._entries, ENTRIES, "articles")
        self._expand(sum(map(len, attributes.values())))

    def closes(self, _name: str) -> None:
        self._depth -= 1

    def says(self, text: str) -> None:
        self._expand(len(text))

    def comments(self, _text: str) -> None:
        self._count(1)

    def instructs(self, _target: str, _text: str) -> None:
        self._count(1)

    def _count(self, nodes: int) -> None:
        self._nodes += nodes
        _bound(self._nodes, NODES, "elements, attributes and comments")

    def _expand(self, characters: int) -> None:
        self._characters += characters
        _bound(self._characters, self._most_characters, "characters, by its entities")


def _bound(count: int, most: int, what: str) -> None:
    if count > most:
        raise SourceError(f"the feed has more than {most:,} {what}, and is not read")
