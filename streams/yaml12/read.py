"""From YAML text to a document, event by event: no construction, no recursion, no resolution of anything."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import yaml  # type: ignore[import-untyped]
from ruamel.yaml import YAML, events
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from streams.yaml12.document import Document, Loc, Position, shown
from streams.yaml12.syntax import told

MAX_BYTES = 1_000_000
"""A file that people write is a few kilobytes; a larger one is a mistake, told before it is parsed."""
MAX_DEPTH = 40
"""Lists and mappings inside each other; the deepest shipped rule has eight, and whoever reads them goes level by level."""
MAX_CONTROLS = 10
"""Control characters told one by one; a file with more is no text."""

_DOCUMENT = (events.DocumentStartEvent, yaml.DocumentStartEvent)
_END = (events.CollectionEndEvent, yaml.CollectionEndEvent)
_NODE = (events.NodeEvent, yaml.NodeEvent)
_ALIAS = (events.AliasEvent, yaml.AliasEvent)
_SCALAR = (events.ScalarEvent, yaml.ScalarEvent)
_COLLECTION = (events.CollectionStartEvent, yaml.CollectionStartEvent)
_MAPPING = (events.MappingStartEvent, yaml.MappingStartEvent)
"""What both parsers tell, in classes of the same names."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""What no text that people write holds: control characters, and lone surrogates, which JSON cannot carry."""
_TAB = re.compile(r"^ *\t", re.MULTILINE)
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}\Z")
"""A longer number is text, and Python refuses to read thousands of digits."""
_FLOAT = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))([eE][-+]?[0-9]+)?\Z")


def parse(file: str, text: str) -> Document:
    """Read one document. Its mistakes are noted in it; it is not readable when it could not be read at all.

    Every caller gets a document of its own to note mistakes in; its data are shared and nobody's to change.
    """
    known = _parsed(file, text)
    return replace(known, dropped=set(known.dropped), mistakes=list(known.mistakes))


@lru_cache(maxsize=2_000)
def _parsed(file: str, text: str) -> Document:
    """Reading YAML is most of reading rules, and of a directory that changes all but one file are the same."""
    document = Document(file)
    if len(text) > MAX_BYTES:
        document.mistake((), "too-large", f"the file has {len(text):,} characters", f"at most {MAX_BYTES:,} are read")
        document.readable = False
        return document
    text = _without_controls(document, text.replace("\r\n", "\n").replace("\r", "\n"))
    for tab in _TAB.finditer(text):
        document.readable = False
        at = _position(text, tab.end() - 1)
        document.mistake_at(at, "tab", "a tab in the indentation", "indent with spaces")
    return _read(document, text) if document.readable else document


def _position(text: str, offset: int) -> Position:
    begin = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - begin + 1


def _without_controls(document: Document, text: str) -> str:
    found = list(_CONTROL.finditer(text))
    if len(found) > MAX_CONTROLS:
        document.readable = False
        at = _position(text, found[0].start())
        document.mistake_at(at, "not-text", f"the file holds {len(found):,} control characters: it is no text")
        return ""
    for control in found:
        what = f"a control character (U+{ord(control[0]):04X}) stands here"
        document.mistake_at(_position(text, control.start()), "control-character", what, "remove it")
    return _CONTROL.sub(" ", text) if found else text


def _read(document: Document, text: str) -> Document:
    """Read a document, quickly where nothing is wrong in it, else so that every mistake is told."""
    return _read_quickly(document, text) or read_slowly(document, text)


_PECULIAR = re.compile(
    r"\?(?:\s|\Z)"  # a key that is announced
    r"|(?m:(?:^|[\s\[{,:-])[|>]\S*[ ]*(?:#.*)?$)"  # the head of a block of text
    r"|(?m:^(?:%|---|\.\.\.))"  # what stands between documents
)
"""Where the two parsers could differ on a file that is right: found by comparing them on a million small texts."""


def _read_quickly(document: Document, text: str) -> Document | None:
    """Read by libyaml, twenty times as fast; None where a mistake or an empty value is to be placed, or it is missing."""
    if _PECULIAR.search(text) or document.mistakes:
        return None
    found = Document(document.file)
    builder = _Builder(found)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.ScalarEvent) and not event.value and not event.style:
                return None
            builder.take(event)
    except (_Stopped, AttributeError, ValueError, yaml.YAMLError):  # AttributeError: PyYAML was built without libyaml
        return None
    return None if found.mistakes else found


def read_slowly(document: Document, text: str) -> Document:
    """Read by ruamel, which knows YAML 1.2 and places every mistake; they are noted in the document."""
    builder = _Builder(document)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
    except _Stopped:
        document.readable = False
    except MarkedYAMLError as error:
        document.readable = False
        document.mistake_at(*told(error, builder.last))
    except (YAMLError, ValueError, OverflowError, IndexError, TypeError, AssertionError, NotImplementedError):
        # What ruamel's scanner raises without a mark, from escapes such as "\U99999999" that are no character.
        document.readable = False
        document.mistake_at(builder.last, "yaml", "from here on this is not YAML", "look for an unusual escape or tag")
    if not document.readable:
        document.data = None
    return document


class _Stopped(Exception):
    """The rest of the file is not read."""


@dataclass
class _Open:
    """A list or mapping that is being read; ``name`` is the key whose value comes next."""

    loc: Loc
    data: Any
    name: str | None = None
    sink: bool = False
    """What stands in it was told as a mistake already, and is read only to find its end."""


class _Builder:
    """Takes events and builds the data of a document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.last: Position = (1, 1)
        self._open: list[_Open] = []
        self._documents = 0

    def take(self, event: Any) -> None:
        self.last = _start(event)
        if isinstance(event, _DOCUMENT):
            self._begin(event)
        elif isinstance(event, _END):
            self._close()
        elif isinstance(event, _NODE):
            self._node(event)

    def _begin(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self.document.mistake_at(
                self.last, "second-document", "a second document begins here", "one file holds one; remove the `---`"
            )
            raise _Stopped
        if event.tags or event.version not in {None, (1, 2)}:
            text = "a directive (%) changes how the file is to be read"
            self.document.mistake_at(self.last, "directive", text, "remove the line: files are read as YAML 1.2")

    def _node(self, event: Any) -> None:
        top = self._open[-1] if self._open else None
        if top is not None and isinstance(top.data, dict) and top.name is None:
            self._key(top, event)
            return
        loc = self._loc(top)
        sink = top is not None and (top.sink or loc is None)
        place = loc if loc is not None else ("?",)
        if not sink:
            self.document.values[place] = self.last
            sink = not self._is_plain(event, place)
            if sink and top is not None and isinstance(top.data, list):
                top.data.append(None)  # so that what follows keeps a place of its own
        self._value(event, place, sink=sink)

    def _loc(self, top: _Open | None) -> Loc | None:
        """Where the next value stands; None when it has no place, because its key was given before."""
        if top is None:
            return ()
        if isinstance(top.data, list):
            return (*top.loc, len(top.data))
        return None if top.name is None or top.name == _NOWHERE else (*top.loc, top.name)

    def _value(self, event: Any, loc: Loc, *, sink: bool) -> None:
        if isinstance(event, _COLLECTION):
            if len(self._open) >= MAX_DEPTH:
                text = f"lists and mappings stand more than {MAX_DEPTH} deep inside each other here"
                self.document.mistake_at(self.last, "too-deep", text, "write it flatter, or is a bracket not closed?")
                raise _Stopped
            data: Any = {} if isinstance(event, _MAPPING) else []
            if not sink:
                self._put(data)
            self._open.append(_Open(loc, data, sink=sink))
            return
        if not sink and isinstance(event, _SCALAR):
            self._put(self._scalar(event, loc))
        self._done()

    def _put(self, value: Any) -> None:
        if not self._open:
            self.document.data = value
        elif isinstance(self._open[-1].data, list):
            self._open[-1].data.append(value)
        else:
            self._open[-1].data[self._open[-1].name] = value

    def _done(self) -> None:
        if self._open:
            self._open[-1].name = None

    def _close(self) -> None:
        if not isinstance(self._open.pop().data, _Ignored):
            self._done()

    def _key(self, top: _Open, event: Any) -> None:
        if top.sink:
            top.name = _NOWHERE
        elif not isinstance(event, _SCALAR):
            self.document.mistake_at(self.last, "not-a-key", "a key is a word", "put quotes around { [ and * in a text")
            self.document.dropped.add((*top.loc, _NOWHERE))
            top.name = _NOWHERE
        elif (problem := _problem(event)) is not None:
            self.document.mistake_at(self.last, *problem)
            top.name = _NOWHERE
        else:
            self._named(top, str(event.value))
        if isinstance(event, _COLLECTION):
            self._open.append(_Open(("?",), _Ignored(), sink=True))

    def _named(self, top: _Open, name: str) -> None:
        loc = (*top.loc, name)
        if name in top.data or loc in self.document.dropped:
            first = self.document.keys[loc][0]
            text = f"key {shown(name)} is given twice"
            self.document.mistake_at(self.last, "duplicate-key", text, f"first in line {first}")
            top.name = _NOWHERE
            return
        self.document.keys[loc] = self.last
        top.name = name

    def _is_plain(self, event: Any, loc: Loc) -> bool:
        """Whether a value is what it seems: without anchor, alias, tag or control character."""
        problem = _problem(event)
        if problem is None:
            return True
        self.document.drop(loc, *problem)
        return False

    def _scalar(self, event: Any, loc: Loc) -> Any:
        text = str(event.value)
        value = text if event.style else scalar(text)
        if isinstance(value, float) and not math.isfinite(value):
            self.document.drop(loc, "wrong-value", f"the number {shown(text)} is too large", "write a smaller one")
            return 0
        if not isinstance(value, str):
            self.document.texts[loc] = text
        return value


class _Ignored(list[Any]):
    """A list or mapping that stands where a key should: nothing of it is kept."""


_NOWHERE = "\0"
"""The name of a key whose value is not kept; no key of a file can be called so."""


def _start(event: Any) -> Position:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _problem(event: Any) -> tuple[str, str, str] | None:
    """Code, text and hint when a value has an anchor, an alias, a tag or a control character."""
    if isinstance(event, _ALIAS) or event.anchor:
        return "anchor", "anchors and aliases are not used here", "write the text out where it is needed"
    if (tag := getattr(event, "tag", None)) is not None:
        text = f"tags such as {shown(str(tag).replace('tag:yaml.org,2002:', '!!'))} are not used here"
        return "tag", text, "remove it, or put quotes around a text that begins with !"
    if isinstance(event, _SCALAR) and _CONTROL.search(str(event.value)):
        return "control-character", "a control character or half a character stands in the text", "remove it"
    return None


def scalar(text: str) -> Any:
    """A plain scalar by YAML 1.2's core schema: `true`, `null` and numbers are that, everything else is text."""
    if text in {"", "~", "null", "Null", "NULL"}:
        return None
    if text in {"true", "True", "TRUE", "false", "False", "FALSE"}:
        return text.lower() == "true"
    if _INTEGER.match(text):
        return int(text)
    return float(text) if _FLOAT.match(text) else text
