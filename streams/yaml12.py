"""YAML 1.2 as plain data that remembers where everything stood.

`NO` is Norway and `12:30` is text. Keys given twice, anchors, aliases, tags and tabs are mistakes: a rule file says
what it says where it says it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from streams.errors import Mistake, RuleErrors

Loc = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)

MAX_BYTES = 1_000_000
"""A file that people write is a few kilobytes; a larger one is a mistake, told before it is parsed."""


@dataclass
class Document:
    """A file's data, and the line and column (from 1) of every value and key in it."""

    file: str
    data: Any = None
    values: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def mistake(self, loc: Loc, code: str, text: str, hint: str = "", *, key: bool = False) -> None:
        """Note a mistake at the value (or the key) that ``loc`` names, or the nearest above it that stands there."""
        where = self.keys if key else self.values
        line, column = next(
            (where[loc[:length]] for length in range(len(loc), -1, -1) if loc[:length] in where), (1, 1)
        )
        self.mistakes.append(Mistake(self.file, line, column, code, text, hint))

    def unknown_key(self, loc: Loc, known: list[str]) -> None:
        """Note a key that nobody reads, with the one that was probably meant."""
        close = get_close_matches(str(loc[-1]), known, n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"known keys: {', '.join(sorted(known))}"
        self.mistake(loc, "unknown-key", f"unknown key {str(loc[-1])!r}", hint, key=True)


def parse(file: str, text: str) -> Document:
    """Read one document. Its mistakes are noted in it; ``data`` is None when it could not be read at all."""
    document = Document(file)
    if len(text) > MAX_BYTES:
        document.mistake((), "too-large", f"the file has {len(text):,} characters", f"at most {MAX_BYTES:,} are read")
        return document
    tab = re.search(r"^ *\t", text, re.MULTILINE)
    if tab:
        line = text.count("\n", 0, tab.end()) + 1
        document.mistakes.append(
            Mistake(file, line, tab.end() - tab.start(), "tab", "a tab in the indentation", "indent with spaces")
        )
        return document
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        told = " ".join(filter(None, (error.context, error.problem)))
        document.mistakes.append(Mistake(file, line, column, "yaml", f"not YAML: {told}", _yaml_hint(told)))
        return document
    except (YAMLError, ValueError, RecursionError) as error:
        document.mistake((), "yaml", f"not YAML: {error}")
        return document
    if node is not None:
        document.data = _plain(node, (), document, set())
    return document


def _yaml_hint(told: str) -> str:
    if "mapping values are not allowed" in told:
        return "put quotes around a text that holds a colon"
    if "expected <block end>" in told:
        return "the indentation differs from the lines above, or a quote or bracket is not closed"
    if "quoted scalar" in told:
        return "a quote is opened and never closed"
    if "alias" in told or "anchor" in told:
        return "anchors and aliases are not used here; put quotes around a text that begins with & or *"
    return ""


def _plain(node: Node, loc: Loc, document: Document, seen: set[int]) -> Any:
    document.values[loc] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if node.anchor or id(node) in seen:
        document.mistake(
            loc, "anchor", "anchors and aliases are not used here", "write the text out where it is needed"
        )
        return None
    seen.add(id(node))
    if isinstance(node, ScalarNode):
        if _UNPRINTABLE.search(str(node.value)):
            document.mistake(
                loc, "control-character", "a control character or half a character stands in the text", "remove it"
            )
            return None
        return _scalar(node)
    if isinstance(node, MappingNode):
        return _mapping(node, loc, document, seen)
    return [_plain(child, (*loc, number), document, seen) for number, child in enumerate(node.value)]


def _mapping(node: MappingNode, loc: Loc, document: Document, seen: set[int]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key, value in node.value:
        name = str(key.value) if isinstance(key, ScalarNode) else "?"
        inner = (*loc, name)
        if name in data:
            line = document.keys[inner][0]
            document.keys[inner] = (key.start_mark.line + 1, key.start_mark.column + 1)
            document.mistake(inner, "duplicate-key", f"key {name!r} is given twice", f"first in line {line}", key=True)
            continue
        document.keys[inner] = (key.start_mark.line + 1, key.start_mark.column + 1)
        data[name] = _plain(value, inner, document, seen)
    return data


LONGEST_NUMBER = 18
"""Digits of a number; more is text (and Python refuses to read thousands)."""
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""What no text that people write holds: control characters, and lone surrogates, which JSON cannot carry."""
_INTEGER = re.compile(r"[-+]?\d+\Z")
_FLOAT = re.compile(r"[-+]?(\d+\.\d*|\.\d+|\d+(?=[eE]))([eE][-+]?\d+)?\Z")


def _scalar(node: ScalarNode) -> Any:
    """A scalar by YAML 1.2's core schema: plain `true`, `null` and numbers are that, everything else is text."""
    text = str(node.value)
    if node.style is not None:
        return text
    if text in {"", "~", "null", "Null", "NULL"}:
        return None
    if text in {"true", "True", "TRUE", "false", "False", "FALSE"}:
        return text.lower() == "true"
    if _INTEGER.match(text) and len(text) <= LONGEST_NUMBER:
        return int(text)
    if _FLOAT.match(text):
        return float(text)
    return text


def validate(model: type[Model], document: Document) -> Model | None:
    """Read a document as a model; its mistakes are noted in the document, and None comes back."""
    if document.data is None and not document.mistakes:
        document.mistake((), "empty", "the file is empty")
    if document.mistakes:
        return None
    return validate_part(model, document, (), document.data)


def validate_part(model: type[Model], document: Document, at: Loc, data: Any) -> Model | None:
    """Read data that stands at ``at`` in a document as a model; its mistakes are noted, and None comes back."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            _note(problem, model, document, at)
        return None


def _note(problem: Any, model: type[BaseModel], document: Document, at: Loc) -> None:
    within: Loc = tuple(
        part for part in problem["loc"] if not isinstance(part, str) or not part.startswith("function-")
    )
    loc, kind = (*at, *within), problem["type"]
    if kind == "extra_forbidden":
        document.unknown_key(loc, _keys_beside(within, model))
    elif kind == "missing":
        document.mistake(loc[:-1], "missing-key", f"the key {str(loc[-1])!r} is missing")
    else:
        document.mistake(loc, "wrong-value", problem["msg"].removeprefix("Value error, "), hint_of(problem))


def hint_of(problem: Any) -> str:
    """What a closed list of words allows, for pydantic's `literal_error` and `enum`."""
    expected = problem.get("ctx", {}).get("expected")
    given = problem.get("input")
    if not expected or not isinstance(given, str):
        return ""
    close = get_close_matches(given, re.findall(r"'([^']*)'", expected), n=1)
    return f"did you mean {close[0]!r}?" if close else ""


def _keys_beside(loc: Loc, model: type[BaseModel]) -> list[str]:
    """The keys known where an unknown one stands, found by walking the model."""
    current: Any = model
    for part in loc[:-1]:
        found = getattr(current, "model_fields", {}).get(part)
        annotation = found.annotation if found else None
        options = [annotation, *getattr(annotation, "__args__", ())]
        current = next(
            (option for option in options if hasattr(option, "model_fields")),
            current if isinstance(part, int) else None,
        )
    fields = getattr(current, "model_fields", {})
    return [info.alias or name for name, info in fields.items()]


def raise_all(documents: list[Document]) -> None:
    """Raise every mistake of the documents at once.

    Raises:
        RuleErrors: there is at least one.
    """
    mistakes = [mistake for document in documents for mistake in document.mistakes]
    if mistakes:
        raise RuleErrors(mistakes)
