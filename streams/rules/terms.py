"""The language of terms: `dam`, `=shelling`, `hydro*`, `attack ~5 convoy`, `killed <number>`.

What the language does not read would silently not be looked for, so it is a mistake: quotes, brackets, a pattern's
`?`, a comma between what should be two terms.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Literal, NamedTuple, cast

from streams.languages.identify import letters_of
from streams.languages.language import SCRIPTS, language
from streams.rules.regex import refused
from streams.rules.rule import Term, TermWord
from streams.text.sentences import ABBREVIATIONS
from streams.text.text import words_of
from streams.text.words import MAX_WORD
from streams.yaml12 import Document, Loc, shown

MAX_TERM = 300
"""Characters of a term: the longest shipped one has 60."""
MAX_GAP = 50
"""Words between the halves of a term: a sentence of news has 25, and halves must stand in one."""
SLOTS = ("number", "place")

Words = tuple[TermWord, ...]


class _Unread(Exception):
    """A term, or a part of it, is not read: code, text and hint of the mistake."""

    def __init__(self, code: str, text: str, hint: str) -> None:
        self.told = (code, text, hint)
        super().__init__(text)


@dataclass
class Interned:
    """Phrases and texts met before in one reading: equal ones become one object, which makes comparing terms quick."""

    _phrases: dict[Words, Words] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)

    def term(self, term: Term) -> Term:
        """The same term, made of parts met before."""
        return Term(
            self._texts.setdefault(term.lang, term.lang),
            tuple(self._phrases.setdefault(phrase, phrase) for phrase in term.phrases),
            self._texts.setdefault(term.text, term.text),
            term.gap,
            term.ordered,
            term.regex,
            term.at,
            term.overlay,
        )


def read_term(document: Document, text: str, lang: str, loc: Loc, interned: Interned) -> Term | None:
    """Read a term that stands at ``loc``; what is wrong with it is noted in the document."""
    try:
        phrases, gap, ordered = _read(text, lang)
    except _Unread as unread:
        document.mistake(loc, *unread.told)
        return None
    return interned.term(Term(lang, phrases, text.strip(), gap, ordered, at=document.position(loc)))


def read_regex(document: Document, expression: str, lang: str, loc: Loc) -> Term | None:
    """Read a regular expression that stands at ``loc``; what is wrong with it is noted in the document."""
    if problem := refused(expression, lang):
        document.mistake(loc, *problem)
        return None
    return Term(lang, (), f"regex: {expression}", regex=expression, at=document.position(loc))


@lru_cache(maxsize=50_000)
def _read(text: str, lang: str) -> tuple[tuple[Words, ...], int, bool]:
    """The phrases of a term, the gap between them, and whether they stand in this order."""
    if len(text) > MAX_TERM:
        raise _Unread(
            "too-long", f"the term has {len(text):,} characters", f"{MAX_TERM} are the most; is a comma missing?"
        )
    _check_invisible(text)
    halves = _halved(text.strip())
    phrases = tuple(tuple(_words(half, lang, exact=halves.exact)) for half in halves.phrases)
    if not all(phrases):
        raise _Unread(
            "not-a-term", f"{shown(text)} has no words to look for", "a term is words; `a ~5 b` and `a >5 b` join two"
        )
    words = [word for phrase in phrases for word in phrase if word.kind not in SLOTS]
    if not words:
        raise _Unread("not-a-term", f"{shown(text)} is slots only: any number or place would meet it", "add a word")
    for word in words:
        _check_letters(text, word.text, lang)
    return phrases, halves.gap, halves.ordered


def misspelt(name: str, lang: str) -> tuple[str, str, str] | None:
    """What is wrong with a name, which is words alone and no term of another kind: code, text and hint of the mistake."""
    try:
        _check_invisible(name, "name")
        for token in name.split():
            _check_plain(token)
        for word in words_of(name, lang):
            _check_letters(name, word, lang)
    except _Unread as unread:
        return unread.told
    return None


def _check_plain(token: str) -> None:
    """Refuse the first character of a name's word that no word has, or that says something in a term."""
    for number, char in enumerate(token):
        if char == "*" or not _may_stand(token, number, char):
            hint = "a name is no term: write its words alone" if char in "=~<>*" else "write its words alone"
            raise _Unread("stray-character", f"the character {char} cannot stand here in a name", hint)


def _check_invisible(text: str, kind: str = "term") -> None:
    for char in text:
        if unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp"}:
            name = unicodedata.name(char, "a control character").lower()
            what = f"an invisible character ({name}, U+{ord(char):04X}) stands in the {kind}"
            raise _Unread("control-character", what, f"type the {kind} anew, or remove it")


class _Halves(NamedTuple):
    phrases: list[str]
    exact: bool
    gap: int = 0
    ordered: bool = True


_NEAR = re.compile(r"\s+([~>])([0-9]+)\s+")


def _halved(text: str) -> _Halves:
    exact = text.startswith("=")
    pieces = _NEAR.split(text.removeprefix("=").strip())
    if len(pieces) > 4:
        raise _Unread(
            "not-a-term",
            f"{shown(text)} joins more than two parts",
            "`~5` and `>5` join two; put the third in a group of `all`",
        )
    if len(pieces) == 1:
        return _Halves(pieces, exact)
    if len(pieces[2]) > 3 or int(pieces[2]) > MAX_GAP:
        raise _Unread(
            "wrong-value",
            f"{pieces[2][:12]} words are too many between two words",
            f"{MAX_GAP} are the most; or use a group of `all`",
        )
    return _Halves(pieces[::3], exact, int(pieces[2]), pieces[1] == ">")


_SLOT = re.compile(r"<\s*([\w -]*)\s*>")


def _words(half: str, lang: str, *, exact: bool) -> Iterator[TermWord]:
    """The words of one half of a term: slots, prefixes, and what the reading of texts makes of the rest."""
    for slot in _SLOT.finditer(half):
        _check_slot(half, slot)
    for token in half.split():
        if (name := token[1:-1]) in SLOTS and token == f"<{name}>":
            yield TermWord(cast("Literal['number', 'place']", name), "")
            continue
        _check_characters(token)
        if token in _OPERATORS:
            text = f"{token} is no operator: the term would ask for the word {token.lower()!r}"
            raise _Unread("operator-word", text, _OPERATORS[token])
        found = words_of(token.removesuffix("*"), lang)
        if any(len(word) >= MAX_WORD for word in found):
            raise _Unread(
                "too-long", f"the word {shown(token)} is longer than any word that is read", "is a blank missing?"
            )
        for word in found[:-1]:
            yield TermWord("exact" if exact else "lemma", word)
        for word in found[-1:]:
            yield TermWord("prefix" if token.endswith("*") else "exact" if exact else "lemma", word)


def _check_slot(half: str, slot: re.Match[str]) -> None:
    if slot[0] not in {f"<{name}>" for name in SLOTS}:
        close = get_close_matches(slot[1].strip().lower(), SLOTS, n=1)
        hint = f"did you mean <{close[0]}>?" if close else "slots are <number> and <place>"
        raise _Unread("unknown-slot", f"no slot is called {shown(slot[0])}", hint)
    around = half[max(0, slot.start() - 1) : slot.start()] + half[slot.end() : slot.end() + 1]
    if around.strip():
        raise _Unread("stray-character", f"{slot[0]} is not a word of its own here", "put blanks around it")


_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#[0-9]{1,6}|#x[0-9a-fA-F]{1,6});")
_WORD = re.compile(r"[^\W_]")
_INSIDE = frozenset("-\u2010\u2011\u2013/&_") | frozenset("'\u2019\u02bc\u02b9\u00b4\u2032\uff07")
"""What may stand between two letters of a word: hyphens, apostrophes, and the signs in AT&T and km/h."""

_QUOTES = frozenset("\"'`\u00ab\u00bb\u2018\u2019\u201a\u201c\u201d\u201e\u2039\u203a\u02bc")
_ADVICE = {
    **dict.fromkeys(_QUOTES, "leave the quotes out: a term stands for its words"),
    **dict.fromkeys("()[]{}", "a term knows no brackets; groups do, and {regex: '…'} is a term too"),
    **dict.fromkeys("?^$\\", "a term is no pattern; {regex: '…'} is"),
    "|": "write two terms: a list is met by any of them",
    ",": "write two terms: a list is met by any of them",
    ";": "write two terms: a list is met by any of them",
    "~": "write it as in `attack ~5 convoy`, with blanks around and a number behind",
    ">": "write it as in `attack >5 convoy`, with blanks around and a number behind",
    "<": "slots are written <number> and <place>",
    "*": "it stands at the end of a word: `hydro*`",
    "=": "it stands at the beginning, for all words of the term: `=exact form`",
    "%": "signs are not looked at: write `percent`",
    "-": "it joins the parts of one word; to exclude something, use `unless`",
    "!": "leave it out; to exclude something, use `unless`",
    "+": "leave it out; what must be met together stands in a group of `all`, and a pattern in {regex: '…'}",
}
_PATTERN = re.compile(r"\.(?:[*+?]|\{[0-9])")
"""`.+` and its like, which nobody writes in a term who does not take it for a pattern."""
_OPERATORS = {
    "AND": "words side by side are one term; what must be met together stands in a group of `all`",
    "OR": "write two terms: a list is met by any of them",
    "NOT": "leave it out; to exclude something, use `unless`",
    "NEAR": "write it as in `attack ~5 convoy`: at most five words between",
}
"""What joins words in search engines, in capitals there; as a word of a text it is written small here, in any language."""


def _check_characters(token: str) -> None:
    """Refuse the first character of a word that would silently not be looked at."""
    if entity := _ENTITY.search(token):
        meant = html.unescape(entity[0])
        hint = f"write {meant}" if meant.strip() and meant != entity[0] else "write the character itself"
        raise _Unread("stray-character", f"{shown(entity[0])} is how web pages write a character", hint)
    for number, char in enumerate(token):
        if not _may_stand(token, number, char):
            hint = _ADVICE.get(char, "signs are not looked at: write the words alone")
            hint = _ADVICE["?"] if _PATTERN.match(token, number) else hint
            raise _Unread("stray-character", f"the character {char} cannot stand here in a term", hint)


def _may_stand(token: str, number: int, char: str) -> bool:
    if _WORD.match(char) or unicodedata.category(char) in {"Mn", "Mc", "Lm"}:
        return True
    before, after = token[max(0, number - 1) : number], token[number + 1 : number + 2]
    if char in _INSIDE:
        return _is_letter(before) and _is_letter(after)
    if char == ",":
        return before.isdigit() and after.isdigit()
    if char == ".":
        return _is_letter(before) and (_is_letter(after) or (not after and _is_short(token)))
    return char == "*" and not after and _is_letter(before)


def _is_letter(char: str) -> bool:
    return bool(char) and (_WORD.match(char) is not None or unicodedata.category(char) in {"Mn", "Mc", "Lm"})


def _is_short(token: str) -> bool:
    """Whether a full stop at the end makes an abbreviation: U.S., gen., обл."""
    return token.count(".") > 1 or token.rstrip(".").lower() in ABBREVIATIONS


_ELSEWHERE = "move it under its own language"


def _check_letters(text: str, word: str, lang: str) -> None:
    """Refuse a word that no sentence of the language holds, because it is written in other letters."""
    letters = {char: unicodedata.name(char, "").split(" ")[0] for char in word if char.isalpha()}
    own, scripts, name = SCRIPTS[language(lang).script].unicode, set(letters.values()), language(lang).name
    if not scripts or scripts == {own}:
        if found := next((char for char in word if char in _foreign_letters(lang)), None):
            told = f"the letter {found} in {shown(text)} is not {name}: it could never match"
            raise _Unread("wrong-script", told, _ELSEWHERE)
        return
    if len(scripts) > 1:
        odd = min(letters, key=lambda char: (sum(letters[other] == letters[char] for other in letters), char))
        told = f"the letter {odd} in {word} is {letters[odd].title()}, the others are not: it could never match"
        raise _Unread("wrong-script", told, "type the word anew in one script")
    if own != "LATIN" and scripts == {"LATIN"} and _is_borrowed(text, word):
        return
    told = f"{shown(text)} is not written in the letters of {name}: it could never match"
    hint = (
        _ELSEWHERE
        if own == "LATIN"
        else f"{_ELSEWHERE}; names that stand in Latin letters are written so: F-16, HIMARS, Patriot"
    )
    raise _Unread("wrong-script", told, hint)


@cache
def _foreign_letters(lang: str) -> frozenset[str]:
    """Letters that a language lacks; a sentence that has one is taken to be of its neighbour."""
    return frozenset("".join(map(letters_of, language(lang).foreign)))


def _is_borrowed(text: str, word: str) -> bool:
    """Whether a Latin word is a name, as other scripts quote them: F-16, HIMARS, Patriot."""
    return any(found[0].isupper() for found in re.finditer(rf"(?i)\b{re.escape(word)}", text))
