"""Regular expressions in rules: RE2, compiled where the rule is read, refused where they would be silently wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import re2

from streams.languages.language import language

LONGEST = 500
"""Characters of an expression: whoever writes more wants a concept."""
MAX_MEMORY = 2**20
"""Bytes RE2 may take for one expression: a hundred words joined by `|` need a tenth of it."""


class Refused(NamedTuple):
    """Why an expression is not taken: code, text and hint of a mistake."""

    code: str
    text: str
    hint: str


@lru_cache(maxsize=10_000)
def compiled(expression: str) -> Any:
    """The expression, ready to search, whatever the case.

    Raises:
        re2.error: RE2 does not take it.
    """
    return re2.compile(expression, searching(MAX_MEMORY))


def searching(max_memory: int) -> Any:
    """How RE2 is to search: whatever the case, and with so many bytes of memory."""
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = max_memory
    return options


def refused(expression: str, lang: str) -> Refused | None:
    """Why an expression cannot be used for terms of a language; None when it can."""
    if len(expression) > LONGEST:
        text = f"the expression has {len(expression):,} characters; {LONGEST} are the most"
        return Refused("regex", text, "write several, or plain terms")
    try:
        program = compiled(expression)
    except (re2.error, UnicodeError) as error:
        return Refused("regex", *_in_words(_told(error)))
    if _Repeats(expression).nested():
        return Refused(
            "regex-repeat",
            "an endless repeat stands directly inside another",
            "the outer one adds nothing: write a+ for (a+)+, and x{2,}y for (x+x+)+y",
        )
    if any((found := program.search(text)) and found.start() == found.end() for text in ("", "a", "а b 1")):
        return Refused("regex", "the expression is met by no text at all", "ask for at least one letter: x+ for x*")
    if not language(lang).ascii and (ascii_only := re.search(r"(?<!\\)(?:\\\\)*(\\[bBwW])", expression)):
        text = f"{ascii_only[1]} knows only the letters a to z, so it does not do what it seems to in this language"
        return Refused("regex", text, r"write [\pL] for a letter; the ends of words need no mark in plain terms")
    return None


def _told(error: Exception) -> str:
    told = error.args[0] if error.args else ""
    return told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)


_MESSAGES = (
    (
        re.compile(r"\(\?(<?[=!])"),
        "looking ahead or behind is not possible",
        "say what must not stand there by `unless`",
    ),
    (re.compile(r"escape sequence: \\[0-9k]"), "referring back to a group is not possible", "write the text out"),
    (re.compile("escape"), "a backslash stands before a character that has no special meaning", "leave it out"),
    (
        re.compile(r"perl operator|named"),
        "(? begins something that is not known",
        "only (?: groups without a name are known",
    ),
    (
        re.compile(r"missing \)|unexpected \)|missing closing"),
        "a bracket ( or ) has no partner",
        "close every (, or write \\( for a bracket",
    ),
    (
        re.compile("missing ]|character class"),
        "the characters in [ ] are not closed or are in the wrong order",
        "write [a-z]",
    ),
    (
        re.compile("no argument"),
        "a *, + or ? has nothing before it to repeat",
        "put it after a character, or write \\* for a star",
    ),
    (re.compile("bad repetition operator"), "two of *, + and ? follow each other", "leave one out"),
    (re.compile("repetition size|too large|too big"), "the expression is too large", "repeat less, or write several"),
    (re.compile("UTF-8|surrogates"), "half a character stands in it", "remove it"),
)


def _in_words(told: str) -> tuple[str, str]:
    for pattern, text, hint in _MESSAGES:
        if pattern.search(told):
            return f"the expression cannot be used: {text}", hint
    return "the expression cannot be used", "see https://github.com/google/re2/wiki/Syntax"


@dataclass
class _Body:
    """What a group holds so far, in the alternative being read.

    ``vanishing`` as long as every part may be repeated or left out, so that nothing tells two repeats of the group
    apart; ``endless`` when one of them is repeated without end. ``found`` when any alternative ended so.
    """

    vanishing: bool = True
    endless: bool = False
    found: bool = False

    def end(self) -> bool:
        """End an alternative; whether this or one before can be repeated in many ways."""
        self.found = self.found or (self.vanishing and self.endless)
        self.vanishing, self.endless = True, False
        return self.found


class _Repeats:
    """A reading of an expression that only looks at what is repeated."""

    _ATOM = re.compile(
        r"\\[pP]\{[^}]*\}|\\x\{[^}]*\}|\\Q.*?(?:\\E|\Z)|\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]])*\]|.", re.DOTALL
    )
    _REPEAT = re.compile(r"([*+?])\??|\{(\d+)(,?)(\d*)\}\??")
    _FLAGS = re.compile(r"\?(?:P?<\w+>|[a-zA-Z-]*[:)])")

    def __init__(self, expression: str) -> None:
        self._expression = expression

    def nested(self) -> bool:
        """Whether an endless repeat stands directly inside another."""
        open_: list[_Body] = [_Body()]
        at = 0
        while at < len(self._expression):
            atom = self._ATOM.match(self._expression, at)
            assert atom is not None
            at = atom.end()
            inner = False
            if atom[0] == "(":
                open_.append(_Body())
                if flags := self._FLAGS.match(self._expression, at):
                    at = flags.end()
                    if flags[0].endswith(")"):
                        open_.pop()
                continue
            if atom[0] == "|":
                open_[-1].end()
                continue
            if atom[0] == ")" and len(open_) > 1:
                inner = open_.pop().end()
            at, endless, optional = self._repeat(at)
            if inner and endless:
                return True
            body = open_[-1]
            body.vanishing = body.vanishing and (endless or optional or inner)
            body.endless = body.endless or endless or inner
        return False

    def _repeat(self, at: int) -> tuple[int, bool, bool]:
        """What follows an atom: where it ends, whether it repeats without end, whether it may be left out."""
        found = self._REPEAT.match(self._expression, at)
        if found is None:
            return at, False, False
        if found[1]:
            return found.end(), found[1] in "*+", found[1] in "*?"
        return found.end(), bool(found[3]) and not found[4], found[2] == "0"
