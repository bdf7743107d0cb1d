"""Arabic by the forms a word may be of: no lemmatiser that is kept is right often enough."""

from __future__ import annotations

from streams.languages.ar.forms import fold, forms_of
from streams.languages.dictionary import Dictionary


class Arabic(Dictionary):
    """Arabic: a word of a text may be many forms, a word of a rule is itself, folded."""

    def lemmas(self, word: str) -> frozenset[str]:
        """The folded forms that a word may be of."""
        return forms_of(word)

    def lemmas_of_term(self, word: str) -> frozenset[str]:
        """The word, folded: a rule lists singular and broken plural."""
        return frozenset({fold(word)})


DICTIONARY: Dictionary = Arabic()
