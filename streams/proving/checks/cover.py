"""Whether one term finds everything that another finds, and so makes it idle.

Worked out on the terms themselves, not tried on texts: a text holds one form of a word, a term stands for all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from streams.languages.lemma import begins_all, lemmas, lemmas_of_term
from streams.rules.rule import Term, TermWord

Phrase = tuple[TermWord, ...]


class Filed:
    """Terms filed under one of their words each, so that a long list is not compared with itself term by term."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms = terms
        self._under: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, term in enumerate(terms):
            word = next((word for phrase in term.phrases for word in phrase if word.text), None)
            for key in _keys(word, term.lang) if word else ():
                self._under[key].append(number)

    def covering(self, narrow: Term) -> Iterator[int]:
        """The numbers of those that stand wherever another term does, in order; itself among them."""
        asked = {key for phrase in narrow.phrases for word in phrase for key in _may_be(word, narrow.lang)}
        for number in sorted({number for key in asked for number in self._under.get(key, ())}):
            if covers(self._terms[number], narrow):
                yield number


def _keys(word: TermWord, lang: str) -> list[tuple[str, str]]:
    """What a word is looked for by."""
    if word.kind == "lemma":
        return [("lemma", form) for form in lemmas_of_term(lang, word.text)]
    return [(word.kind, word.text)]


def _may_be(word: TermWord, lang: str) -> Iterator[tuple[str, str]]:
    """What words that cover a word may be looked for by."""
    yield ("exact", word.text)
    for form in (*lemmas_of_term(lang, word.text), *lemmas(lang, word.text)) if word.text else ():
        yield ("lemma", form)
    for length in range(1, len(word.text) + 1):
        yield ("prefix", word.text[:length])


def covers(wide: Term, narrow: Term) -> bool:
    """Whether ``wide`` stands wherever ``narrow`` does."""
    if wide.lang != narrow.lang or wide.regex or narrow.regex:
        return False
    if len(wide.phrases) == 1:
        return any(True for phrase in narrow.phrases for _ in _places(wide.phrases[0], phrase, wide.lang))
    if len(narrow.phrases) == 1:
        return _joined_in(wide, narrow.phrases[0])
    return _apart(wide, narrow)


def _joined_in(wide: Term, phrase: Phrase) -> bool:
    """Whether both phrases of a term with a gap stand in one phrase, near enough."""
    left, right = wide.phrases
    for first in _places(left, phrase, wide.lang):
        for second in _places(right, phrase, wide.lang):
            if 0 <= second - first - len(left) <= wide.gap:
                return True
            if not wide.ordered and 0 <= first - second - len(right) <= wide.gap:
                return True
    return False


def _apart(wide: Term, narrow: Term) -> bool:
    """Whether a term with a gap stands wherever another does, in the order and distance the other allows.

    Only phrases whose inner edges are covered are compared: then the gap between them is the same.
    """
    if wide.gap < narrow.gap or (wide.ordered and not narrow.ordered):
        return False
    pairs = [tuple(wide.phrases)] if wide.ordered else [tuple(wide.phrases), tuple(reversed(wide.phrases))]
    return any(
        len(left) == len(narrow.phrases[0])
        and len(right) == len(narrow.phrases[1])
        and any(True for _ in _places(left, narrow.phrases[0], wide.lang))
        and any(True for _ in _places(right, narrow.phrases[1], wide.lang))
        for left, right in pairs
    )


def _places(wide: Phrase, narrow: Phrase, lang: str) -> Iterator[int]:
    """Where in a phrase another stands whatever forms the words take."""
    for start in range(len(narrow) - len(wide) + 1):
        if all(_word_covers(one, narrow[start + offset], lang) for offset, one in enumerate(wide)):
            yield start


def _word_covers(wide: TermWord, narrow: TermWord, lang: str) -> bool:
    if wide == narrow:
        return True
    if {wide.kind, narrow.kind} & {"number", "place"}:
        return False
    if wide.kind == "prefix":
        return narrow.text.startswith(wide.text) and (
            narrow.kind != "lemma" or begins_all(lang, wide.text, narrow.text)
        )
    if wide.kind == "lemma" and narrow.kind != "prefix":
        forms = lemmas_of_term(lang, wide.text)
        if narrow.kind == "exact":
            return bool(forms & lemmas(lang, narrow.text))
        return forms >= lemmas_of_term(lang, narrow.text)
    return False
