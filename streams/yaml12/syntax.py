"""What is wrong with text that is not YAML, in words for people who do not know the parser."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from ruamel.yaml.error import MarkedYAMLError

from streams.yaml12.document import Position


class SyntaxMistake(NamedTuple):
    """A syntax mistake as it is told."""

    at: Position
    code: str
    text: str
    hint: str


class _Known(NamedTuple):
    """A message of the parser, and ours; ``opened`` places it where the parser's context began."""

    pattern: re.Pattern[str]
    text: str
    hint: str
    opened: bool = False


_QUOTE_IT = "put quotes around the text"

_KNOWN = [
    _Known(
        re.compile(r"quoted scalar found unexpected (end of stream|document)"),
        "a quote is opened here and never closed",
        "close it with the same quote; in single quotes a quote is written ''",
        opened=True,
    ),
    _Known(
        re.compile(r"flow (sequence|mapping) expected .* but got '<(stream|document) (end|start)>'"),
        "a bracket is opened here and never closed",
        "close it with the bracket of the same kind",
        opened=True,
    ),
    _Known(
        re.compile(r"flow (sequence|mapping) expected"),
        "a comma or a closing bracket is missing before this",
        "close every [ and {, and put quotes around a text that holds a comma, a colon or a bracket",
    ),
    _Known(
        re.compile("mapping values are not allowed"),
        "a colon stands where no key can",
        "put quotes around a text that holds a colon; a key stands as far to the right as its neighbours, "
        "with a blank after its colon",
    ),
    _Known(
        re.compile("cannot start any token|expected chomping or indentation|expected indentation indicator"),
        "a text without quotes cannot begin so",
        _QUOTE_IT,
        opened=True,
    ),
    _Known(
        re.compile("expected <block end>, but found '<scalar>'"),
        "a text goes on after its closing quote",
        "put quotes around all of it; in single quotes a quote is written ''",
    ),
    _Known(
        re.compile("expected <block end>|<document start>"),
        "this does not fit the lines above",
        "it is indented differently, or a quote or bracket is not closed or closed twice",
    ),
    _Known(
        re.compile("escape"),
        "a backslash in double quotes begins a special character, and this is none",
        "put the text in single quotes",
    ),
    _Known(
        re.compile("anchor|alias"),
        "a text without quotes cannot begin with & or *",
        _QUOTE_IT,
        opened=True,
    ),
    _Known(re.compile("tag"), "a text without quotes cannot begin with !", _QUOTE_IT, opened=True),
    _Known(
        re.compile("sequence entries are not allowed"),
        "a list cannot begin here",
        "begin it on the next line, indented",
    ),
    _Known(re.compile("expected the node content"), "a value is missing here", "remove the comma, or add the value"),
    _Known(
        re.compile("could not find expected ':'"),
        "a colon is missing after this key",
        "write `key: value`",
        opened=True,
    ),
    _Known(re.compile("directive"), "a line cannot begin with %", _QUOTE_IT),
]


def told(error: MarkedYAMLError, last: Position) -> SyntaxMistake:
    """What a syntax error means; ``last`` is where reading was when it has no position of its own."""
    message = " ".join(filter(None, (error.context, error.problem)))
    for known in _KNOWN:
        if known.pattern.search(message):
            marks = (error.context_mark, error.problem_mark) if known.opened else (error.problem_mark,)
            return SyntaxMistake(_position(marks, last), "yaml", known.text, known.hint)
    return SyntaxMistake(
        _position((error.problem_mark, error.context_mark), last), "yaml", "this is not YAML", _QUOTE_IT
    )


def _position(marks: tuple[Any, ...], last: Position) -> Position:
    return next(((mark.line + 1, mark.column + 1) for mark in marks if mark is not None), last)
