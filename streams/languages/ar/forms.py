"""The forms an Arabic word may be of, without what news writes together with it.

A light stemmer in the way of Larkey, Ballesteros and Connell ("Improving stemming for Arabic information retrieval",
2002): conjunctions, prepositions and the article go from the front, endings of number, gender, person and owner from the
back. Roots and broken plurals are not looked for: a vocabulary lists صاروخ and صواريخ.
"""

from __future__ import annotations

from collections.abc import Iterator

ALIKE = {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه"}
"""Letters that writers exchange for one another, in words and in names: one alif, one ya, ة as ه."""
PERSIAN = {"ی": "ي", "ک": "ك", "ۀ": "ه"}
"""Letters of a Persian keyboard, as names are typed by it."""
_SEATED = {"ٱ": "ا", "ؤ": "و", "ئ": "ي"}
"""Alif with its sign of joining, and hamza on a seat: words are compared without, of names they tell two apart."""
_FOLDED = str.maketrans(ALIKE | _SEATED)
SHORTEST = 3
"""Letters that must be left of a word: most roots have three."""
CONJUNCTIONS = ("و", "ف")
ARTICLE = "ال"
TO_THE = "لل"
"""*To the*: the article loses its alif behind this preposition."""
ARTICLES = ("بال", "كال", TO_THE, ARTICLE)
"""The article, and prepositions with it."""
PREPOSITIONS = ("ب", "ل", "ك")
"""One letter before a noun."""
FUTURE = ("س",)
"""One letter before a verb."""
MOST_NAMES = 3
"""A name with a conjunction and a preposition before it has two letters cut."""
BEFORE_SHORT_NAMES = ("و", "ب", "ل")
"""What is cut from names of three letters: ف and ك begin too many of them."""
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


def names_in(word: str) -> list[str]:
    """The names that a folded word may be, itself first: `وبخيرسون` (and in Kherson) is `خيرسون`.

    Of a name less is cut than of a word: its first letters are rarely an article or a person, and what is short is kept.
    """
    names = [word]
    bare = word
    while len(bare) > SHORTEST + 1 and bare[0] in CONJUNCTIONS + PREPOSITIONS and len(names) < MOST_NAMES:
        bare = bare[1:]
        names.append(bare)
    if bare.startswith(TO_THE) and len(bare) > SHORTEST + len(TO_THE):
        names.append(ARTICLE + bare[len(TO_THE) :])
    return names


def bare_names_in(word: str) -> list[str]:
    """What is left of a folded word without its article, and of a short one without a proclitic: `غزه` of `وغزه`."""
    bare = [name[len(ARTICLE) :] for name in names_in(word) if name.startswith(ARTICLE) and len(name) > SHORTEST + 1]
    if len(word) <= SHORTEST + 1 and word[0] in BEFORE_SHORT_NAMES:
        bare.append(word[1:])
    return bare


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
        for one in (bare, *_cut_front(bare, PREPOSITIONS + FUTURE)):
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
