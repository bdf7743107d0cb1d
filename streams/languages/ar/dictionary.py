"""Arabic by the forms a word may be of; simplemma is asked only what a word of a sentence may be."""

from __future__ import annotations

import simplemma

from streams.languages.analysis import Analysis
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

    def analyses(self, word: str) -> tuple[Analysis, ...]:
        """What simplemma makes of a word, which knows broken plurals and verbs, then the forms it may be of; all folded."""
        lemma = fold(simplemma.lemmatize(word, "ar"))
        return tuple(Analysis(found, "other") for found in (lemma, *sorted(self.lemmas(word) - {lemma})))


DICTIONARY: Dictionary = Arabic()
