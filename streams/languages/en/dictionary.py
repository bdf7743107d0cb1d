"""English by simplemma's dictionary, and by how English words are spelt where it has none of a form."""

from __future__ import annotations

from collections.abc import Iterator

from streams.languages.dictionary import Dictionary, Simplemma


class English(Simplemma):
    """English: possessives are the word, and plurals that no dictionary lists yet are led back."""

    def lemmas(self, word: str) -> frozenset[str]:
        """The one dictionary form of a word."""
        word = word.removesuffix("'s").rstrip("'")
        (lemma,) = super().lemmas(word)
        if lemma == word and word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")):
            return frozenset({word[:-1]})  # a plural no dictionary lists yet: UAVs, quadcopters
        return frozenset({lemma})

    def is_ordinary(self, word: str) -> bool:
        """Whether a word stands in the dictionary and is no name there (`paris`)."""
        return word.isascii() and super().is_ordinary(word)

    def begins_all(self, prefix: str, word: str) -> bool:
        """Whether every form of a word that English spelling makes begins so: `stri*` misses *struck*."""
        stem = word.removesuffix("e")
        conjugated = word in self.lemmas(f"{stem}ing")
        past = (f"{stem}ed", f"{word}{word[-1]}ed", f"{word[:-1]}ied")
        if conjugated and not any(word in self.lemmas(form) for form in past):
            return False
        return all(form.startswith(prefix) for form in _respelt(word) if word in self.lemmas(form))


_RESPELT = (
    *(("y", "ies"), ("y", "ied"), ("ie", "ying"), ("f", "ves"), ("fe", "ves"), ("e", "ing")),
    *(("man", "men"), ("foot", "feet"), ("tooth", "teeth"), ("goose", "geese"), ("mouse", "mice")),
)
"""How English words end, and how forms of them do that do not begin with the whole word: city, cities."""


def _respelt(word: str) -> Iterator[str]:
    for ending, other in _RESPELT:
        if word.endswith(ending):
            yield word.removesuffix(ending) + other


DICTIONARY: Dictionary = English("en")
