"""Where the sentences of a text begin and end, and which of them make a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from streams.languages.identify import UNDETERMINED
from streams.languages.language import lexicon_of
from streams.languages.lexicon import words
from streams.text.words import MAX_REMEMBERED, WORD

BULLETS = "•●▪■◦‣"
"""What sets the items of a list apart, on pages that lost their lines too; a middle dot also stands inside names."""
_BREAK = re.compile(rf"[\n.!?…؟{BULLETS}]\W*+")
"""Where a sentence may end: from its punctuation or line break up to the next word."""
_TURNS = re.compile(
    r"(?:[^\s\u0400-\u04ff]+\s+){5,}(?=[«\"“]?[А-ЯІЇЄҐЁ])|(?:[^\sA-Za-z]+\s+){5,}(?=[\"“]?[A-Z][a-z]*\s+[A-Za-z])"
)
"""Five words or more of another script before the first sentence of a flattened page: its menus and buttons."""
_TERMINATOR = re.compile(rf"[.!?…؟{BULLETS}]")
_FIRM = re.compile(rf"[!?…؟{BULLETS}]")
_BULLET = re.compile(rf"[{BULLETS}]")
_ENDS_SENTENCE = re.compile(r"[.!?…؟]++[\"'»”’)\]]*+\s")
_LAST_WORD = re.compile(r"\w+\Z")
_LAST_LETTERS = 12
"""Characters before a full stop in which an abbreviation or an initial is looked for; none is longer."""

ABBREVIATIONS = words("sentence.abbreviations")
"""Those of every language, for who asks whether a full stop belongs to a word."""


@cache
def abbreviations(lang: str) -> frozenset[str]:
    """Words after which a full stop does not end a sentence of a language, or of an undetermined one."""
    return lexicon_of(lang).words("sentence.abbreviations")


UNSEEN = abbreviations(UNDETERMINED[""])
"""Those of a text whose language nobody has looked at yet."""


def sentence_spans(raw: str, short: frozenset[str] = UNSEEN) -> Iterator[tuple[int, int, int]]:
    """Offsets and paragraph of every sentence that has a word: from its first word to the end of its last.

    ``short`` are the abbreviations of its language.
    """
    spans = _sentences(raw, short)
    if raw.isascii():
        yield from spans
        return
    for start, end, paragraph in spans:
        turn = _TURNS.match(raw, start, end)
        if turn is None:
            yield start, end, paragraph
            continue
        yield start, _end_of_word(raw, turn.end()), paragraph
        yield _begin_of_word(raw, turn.end()), end, paragraph


def _sentences(raw: str, short: frozenset[str]) -> Iterator[tuple[int, int, int]]:
    """The same, by punctuation and lines alone."""
    found = WORD.search(raw)
    if found is None:
        return
    start, paragraph, size = found.start(), 0, len(raw)
    for gap in _BREAK.finditer(raw, start):
        following = gap.end()
        if following == size:
            break
        signs = _signs(gap.group())
        if signs.breaks_line(raw[following]) or _ends_sentence(raw, signs, gap.start(), following, short):
            yield start, _end_of_word(raw, gap.start()), paragraph
            start = following
            paragraph += signs.lines > 0
    yield start, _end_of_word(raw, size), paragraph


class _Signs(NamedTuple):
    """What stands between two words, from its first full stop or line break on."""

    lines: int
    terminated: bool
    firm: bool
    final: bool
    """Punctuation that ends a sentence stands before a blank."""
    dotted: bool
    """It begins with one full stop."""
    listed: bool
    """A bullet stands there."""

    def breaks_line(self, following: str) -> bool:
        """Whether a line break starts a new paragraph: a blank line does, and any line that goes on in no lower case."""
        return self.lines > 1 or (self.lines == 1 and (self.terminated or not following.islower()))


def _signs(written: str) -> _Signs:
    known = _SIGNS.get(written)
    if known is None:
        known = _Signs(
            written.count("\n"),
            _TERMINATOR.search(written) is not None,
            _FIRM.search(written) is not None,
            _ENDS_SENTENCE.search(written) is not None,
            written.startswith(".") and not written.startswith(".."),
            _BULLET.search(written) is not None,
        )
        if len(written) <= _LONGEST_SIGNS and len(_SIGNS) < MAX_REMEMBERED:
            _SIGNS[written] = known
    return known


_SIGNS: dict[str, _Signs] = {}
_LONGEST_SIGNS = 6
"""Longer runs of punctuation are rare, and hostile text makes them without end."""


def _end_of_word(raw: str, end: int) -> int:
    while not (raw[end - 1].isalnum() or raw[end - 1] == "_"):
        end -= 1
    return end


def _begin_of_word(raw: str, begin: int) -> int:
    while not (raw[begin].isalnum() or raw[begin] == "_"):
        begin += 1
    return begin


def _ends_sentence(raw: str, signs: _Signs, begins: int, following: int, short: frozenset[str]) -> bool:
    """Whether the punctuation between two words, from ``begins`` on, ends a sentence."""
    if signs.listed:
        return True
    upper = raw[following].isupper()
    if not signs.terminated or not (upper or (signs.final and not raw[following].islower())):
        return False
    if signs.firm:
        return signs.final
    end = _end_of_word(raw, begins)
    word = last.group() if (last := _LAST_WORD.search(raw, max(0, end - _LAST_LETTERS), end)) else ""
    initial = len(word) == 1 and word.isupper()
    if initial or (signs.dotted and end == begins and word.casefold() in short):
        return False
    # "…the end.Next": a page flattened without its spaces; "Pravda.com" and "U.S." go on in lower case or are initials.
    return signs.final or (len(word) > 1 and not word[-1].isdigit())
