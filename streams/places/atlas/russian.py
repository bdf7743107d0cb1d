"""From a Ukrainian place name to the Russian forms it may have, and back: Курахове and Курахово, Олешки and Алешки.

A name is converted word by word: first what the two languages' endings have in common (-івка is -овка, -ське is
-ское), then the roots in which the vowels parted (біл- and бел-, гір- and гор-), names of saints and some everyday
words, then letter by letter. Where a rule cannot know (-ове is -ово in Курахово, -овое in Садовое) it gives both, the
likelier first. The rules themselves are tables (`russian_rules`). Russian ё is written е, as the gazetteer's keys and
most of the press have it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import product

from streams.languages.letters import ALPHABET
from streams.places.atlas import russian_rules as rules

MAX_FORMS = 6
"""Forms of one name: most have one or two, and two words with two forms each have four."""
MAX_LENGTH = 80
"""No place has a longer name; what is longer is no name, and has no forms."""

_WORD = re.compile(r"\w[\w’]*|\W+")
_FIRST = re.compile(r"\^?(?:\(\?<[=!][^)]*\))?(\w|’)")
_STRESS = re.compile("[\u0300\u0301]")
_PLAIN = str.maketrans(
    dict.fromkeys("'\u2018\u02bc\u02b9\u00b4\u2032\u0060\uff07", "’")
    | rules.RU_LETTERS
    | {letter.upper(): other.upper() for letter, other in rules.RU_LETTERS.items()}
)
"""One kind of apostrophe, and Russian letters as the press mostly writes them."""
_LETTER = re.compile(f"[{ALPHABET}]")


class _Table:
    """Rules of one direction, compiled; the rules for roots and letters are kept by the letter they begin with."""

    def __init__(self, words: dict[str, tuple[str, ...]], endings: str, roots: str) -> None:
        self.words = words
        self.endings = [(re.compile(pattern), becomes) for pattern, becomes in _rules(endings)]
        self.roots: dict[str, list[tuple[re.Pattern[str], tuple[str, ...]]]] = {}
        # A longer rule is a narrower one: вільх before віл.
        for pattern, becomes in sorted(_rules(roots), key=lambda rule: -len(rule[0])):
            first = _FIRST.match(pattern)
            assert first is not None, f"{pattern!r} begins with no letter"
            self.roots.setdefault(first[1], []).append((re.compile(pattern), becomes))

    def forms(self, word: str) -> list[str]:
        """A word in small letters as the other language may have it, the likeliest first."""
        if word in self.words:
            return list(self.words[word])
        end, endings = self._ending(word)
        parts: list[tuple[str, ...]] = []
        at = 0
        while at < end:
            after, becomes = self._root(word, at, end)
            parts.append(becomes)
            at = after
        return _ranked([*parts, endings])

    def _ending(self, word: str) -> tuple[int, tuple[str, ...]]:
        for pattern, becomes in self.endings:
            found = pattern.search(word)
            if found and found.start():
                return found.start(), becomes
        return len(word), ("",)

    def _root(self, word: str, at: int, end: int) -> tuple[int, tuple[str, ...]]:
        for pattern, becomes in self.roots.get(word[at], ()):
            found = pattern.match(word, at)
            if found and found.end() <= end:
                return found.end(), becomes
        return at + 1, (word[at],)


def _rules(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for rule in text.split():
        pattern, becomes = rule.split("→")
        yield pattern, tuple(becomes.split("/"))


def amended(word: str, written: str) -> str:
    """A word with all that some rules change in it changed."""
    for pattern, becomes in _rules(written):
        word = re.sub(pattern, becomes[0], word)
    return word


def _ranked(parts: list[tuple[str, ...]]) -> list[str]:
    """What the parts make, those of the first choices first."""
    several = [at for at, part in enumerate(parts) if len(part) > 1][-MAX_OPEN:]
    if not several:
        return ["".join(part[0] for part in parts)]
    chosen = [part[0] for part in parts]
    made = []
    for choice in sorted(product(*(range(len(parts[at])) for at in several)), key=sum)[:MAX_FORMS]:
        for at, which in zip(several, choice, strict=True):
            chosen[at] = parts[at][which]
        made.append("".join(chosen))
    return made


MAX_OPEN = 3
"""Choices kept open in one word, counted from its end; where there are more, the likeliest is taken."""


def russian_forms(name: str) -> tuple[str, ...]:
    """The Russian forms that a Ukrainian place name may have, the likeliest first, at most `MAX_FORMS`."""
    return _forms(name, _UKRAINIAN)


def ukrainian_forms(name: str) -> tuple[str, ...]:
    """The Ukrainian forms that a Russian place name may have, the likeliest first, at most `MAX_FORMS`."""
    return _forms(name, _RUSSIAN)


def _forms(name: str, table: _Table) -> tuple[str, ...]:
    if len(name) > MAX_LENGTH or not _LETTER.search(name.lower()):
        return ()
    plain = unicodedata.normalize("NFC", _STRESS.sub("", name)).translate(_PLAIN)
    parts = [
        tuple(_like(part, form) for form in table.forms(part.lower())) if part[0].isalpha() else (part,)
        for part in _WORD.findall(plain)
    ]
    return tuple(dict.fromkeys(_ranked(parts)))


def _like(word: str, form: str) -> str:
    """A form with the capitals of the word it is of."""
    if word.isupper() and len(word) > 1:
        return form.upper()
    return form[:1].upper() + form[1:] if word[:1].isupper() else form


def _adjectives(stems: str) -> Iterator[tuple[str, str]]:
    """Every adjective in every gender, Ukrainian and Russian: лиса and лысая."""
    endings = list(zip(rules.UK_ADJECTIVE_ENDINGS, rules.RU_ADJECTIVE_ENDINGS, strict=True))
    for stem, others in _rules(stems):
        for ending, becomes in endings:
            yield from ((stem + ending, amended(other + becomes, rules.RU_AMENDED)) for other in others)


def _words(text: str, adjectives: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word, other in adjectives:
        found[word] = (*found.get(word, ()), other)
    return found | dict(_rules(text))


_ADJECTIVES = tuple(_adjectives(rules.UK_ADJECTIVES))
_UKRAINIAN = _Table(_words(rules.UK_WORDS, _ADJECTIVES), rules.UK_ENDINGS, rules.UK_ROOTS)
_RUSSIAN = _Table(
    _words(rules.RU_WORDS, ((other, word) for word, other in _ADJECTIVES)), rules.RU_ENDINGS, rules.RU_ROOTS
)
