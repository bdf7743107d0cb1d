"""What is asked of a language's dictionary, and the answers of a language that cannot tell.

A folder's `language.yaml` says which dictionary its words are looked up in: `own` is the `DICTIONARY` of a module
`dictionary.py` beside it, `simplemma` needs no Python, and with `none` each word is only itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import simplemma

from streams.languages.analysis import Analysis

Tense = Literal["past", "present", "future", "infinitive", ""]


class Dictionary:
    """What one language knows of a word, which is always normalised; here nothing, so each adapter tells only what it can."""

    lists_forms = False
    """Whether `inflections` are all forms of a word."""
    lacks_new_words = False
    """Whether words of the last years are missing, so that one it does not know may be right."""

    def lemmas(self, word: str) -> frozenset[str]:
        """The dictionary forms that a word may have; several where it is ambiguous, never none."""
        return frozenset({word})

    def lemmas_of_term(self, word: str) -> frozenset[str]:
        """The forms that a word in a rule stands for: itself where it is a dictionary form, else all it may be of."""
        forms = self.lemmas(word)
        return frozenset({word}) if word in forms else forms

    def analyses(self, word: str) -> tuple[Analysis, ...]:
        """Everything that a word may be; where the dictionary has no grammar only which words it may be of."""
        return tuple(Analysis(lemma, "other") for lemma in sorted(self.lemmas(word)))

    def inflections(self, word: str) -> frozenset[str]:
        """Every form of a word."""
        return frozenset({word})

    def begins_all(self, prefix: str, word: str) -> bool:
        """Whether every form of a word certainly begins so."""
        found = (form for lemma in self.lemmas_of_term(word) for form in self.inflections(lemma))
        return self.lists_forms and all(form.startswith(prefix) for form in found)

    def is_known(self, _word: str) -> bool:
        """Whether a word, or a word that it is a form of, stands in the dictionary."""
        return False

    def is_ordinary(self, _word: str) -> bool:
        """Whether a word stands in the dictionary and is no name there."""
        return False

    def tenses(self, _word: str) -> Iterable[tuple[bool, Tense]]:
        """For each reading of a word, whether the dictionary has it, and its tense; "" is no verb."""
        return ()

    def is_object(self, _word: str) -> bool:
        """Whether a noun has a form that no subject has."""
        return False

    def is_surname(self, _word: str) -> bool:
        """Whether a word is known as a surname and as no place."""
        return False

    def may_name_place(self, _word: str) -> bool:
        """Whether a word is known as a name of what is no person, whatever else it is."""
        return False

    def may_name_person(self, _word: str) -> bool:
        """Whether a word is known as a person's name, whatever else it is."""
        return False


class Simplemma(Dictionary):
    """A language by simplemma's list of forms: one dictionary form for each, and names with their capitals."""

    def __init__(self, code: str) -> None:
        """Read nothing yet: simplemma loads a language at its first word."""
        self.code = code

    def lemmas(self, word: str) -> frozenset[str]:
        """See `Dictionary`."""
        return frozenset({simplemma.lemmatize(word, self.code).casefold()})

    def is_known(self, word: str) -> bool:
        """See `Dictionary`."""
        return simplemma.is_known(word, self.code)

    def is_ordinary(self, word: str) -> bool:
        """See `Dictionary`."""
        return self.is_known(word) and simplemma.lemmatize(word, self.code).islower()
