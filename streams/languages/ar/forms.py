"""The forms an Arabic word may be of, without what news writes together with it.

A light stemmer in the way of Larkey, Ballesteros and Connell ("Improving stemming for Arabic information retrieval",
2002): conjunctions, prepositions and the article go from the front, endings of number, gender, person and owner from the
back. Roots and broken plurals are not looked for: a vocabulary lists صاروخ and صواريخ.
"""

from __future__ import annotations

from collections.abc import Iterator

_FOLDED = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})
SHORTEST = 3
"""Letters that must be left of a word: most roots have three."""
CONJUNCTIONS = ("و", "ف")
ARTICLE = "ال"
ARTICLES = ("بال", "كال", "لل", ARTICLE)
"""The article, and prepositions with it."""
PREPOSITIONS = ("ب", "ل", "ك", "س")
"""One letter before a noun, or the future before a verb."""
PERSONS = ("ي", "ت")
"""What begins a verb of the third person: يقصف, تقصف."""
OWNERS = ("ها", "هم", "هما")
"""Whose something is; `ه` alone is also how ة is folded and stays."""
PLURALS = ("ات", "ون", "ين", "ان")
FEMININE = "ه"


def fold(word: str) -> str:
    """A word as its forms are compared: one alif, one ya, ة as ه."""
    return word.translate(_FOLDED)


def forms_of(word: str) -> frozenset[str]:
    """The folded forms that a normalised word may be of, itself among them."""
    return frozenset(_forms(fold(word)))


def _forms(word: str) -> Iterator[str]:
    for begun in _without_front(word):
        yield begun
        for owned in (begun, *_cut(begun, OWNERS)):
            yield owned
            if owned != begun and owned.endswith("ت"):
                yield owned[:-1] + FEMININE  # غارتها
            for stem in _cut(owned, PLURALS):
                yield stem
                yield stem + FEMININE  # غارات
            yield from _cut(owned, ("ت", "وا", "تا", "ا"))


def _without_front(word: str) -> Iterator[str]:
    """A word without its conjunction, its article or preposition, and the sign of its person."""
    for bare in (word, *_cut_front(word, CONJUNCTIONS)):
        yield bare
        articled = next(_cut_front(bare, ARTICLES, shortest=2), None)
        if articled is not None:
            yield articled
            continue
        for one in (bare, *_cut_front(bare, PREPOSITIONS)):
            yield one
            yield from _cut_front(one, PERSONS)


def _cut_front(word: str, fronts: tuple[str, ...], *, shortest: int = SHORTEST) -> Iterator[str]:
    for front in fronts:
        if word.startswith(front) and len(word) - len(front) >= shortest:
            yield word[len(front) :]


def _cut(word: str, endings: tuple[str, ...]) -> Iterator[str]:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            yield word[: -len(ending)]
