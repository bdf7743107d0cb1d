"""Russian by pymorphy3 and its OpenCorpora dictionary, which also guesses at words it has never seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from pymorphy3 import MorphAnalyzer

from streams.languages.analysis import Analysis, merged
from streams.languages.dictionary import Dictionary, Tense
from streams.languages.ru.analyses import analysis_of

_NAMES = frozenset({"Geox", "Name", "Surn", "Patr", "Orgn"})
"""OpenCorpora's marks of names of places, persons and organisations (pymorphy3's tags)."""
_PERSONS = frozenset({"Name", "Surn", "Patr"})
_SUBJECT = "nomn"
_TENSES: Mapping[str, Tense] = {"past": "past", "pres": "present", "futr": "future"}


@cache
def _analyser() -> MorphAnalyzer:
    return MorphAnalyzer(lang="ru")


class Russian(Dictionary):
    """Russian; ё is е in all that it answers."""

    lists_forms = True
    lacks_new_words = True

    def lemmas(self, word: str) -> frozenset[str]:
        """The dictionary forms that a word may have."""
        return frozenset(parse.normal_form.replace("ё", "е") for parse in _analyser().parse(word))

    def analyses(self, word: str) -> tuple[Analysis, ...]:
        """Everything that a word may be, the likeliest first, by analogy too; nothing of what is no Russian word."""
        parsed = (parse for parse in _analyser().parse(word) if parse.tag.POS)
        return merged(analysis_of(parse.normal_form.replace("ё", "е"), parse.tag.grammemes) for parse in parsed)

    def inflections(self, word: str) -> frozenset[str]:
        """Every form of a word that the dictionary has."""
        return frozenset(form.word.replace("ё", "е") for parse in _analyser().parse(word) for form in parse.lexeme)

    def is_known(self, word: str) -> bool:
        """Whether a word stands in the dictionary."""
        known: bool = _analyser().word_is_known(word)
        return known

    def is_ordinary(self, word: str) -> bool:
        """Whether a word stands in the dictionary and no reading of it is a name."""
        return self.is_known(word) and not any(_NAMES & tag for tag in self._tags(word))

    def tenses(self, word: str) -> Iterator[tuple[bool, Tense]]:
        """For each reading, whether the dictionary has it, and its tense."""
        for parse in _analyser().parse(word):
            tense: Tense = _TENSES.get(parse.tag.tense or "", "") if parse.tag.POS == "VERB" else ""
            yield parse.is_known, "infinitive" if parse.tag.POS == "INFN" else tense

    def is_object(self, word: str) -> bool:
        """Whether a noun has a form that no subject has: *жителей*."""
        nouns = [parse.tag for parse in _analyser().parse(word) if parse.tag.POS == "NOUN" and parse.is_known]
        return bool(nouns) and not any(_SUBJECT in tag.grammemes for tag in nouns)

    def is_surname(self, word: str) -> bool:
        """Whether the dictionary knows a word as a surname and as no place."""
        tags = self._tags(word) if self.is_known(word) else []
        return any("Surn" in tag for tag in tags) and not any("Geox" in tag for tag in tags)

    def may_name_person(self, word: str) -> bool:
        """Whether the dictionary has a word as a person's name, whatever else it is (Путина)."""
        return self.is_known(word) and any(_PERSONS & tag for tag in self._tags(word))

    @staticmethod
    def _tags(word: str) -> list[frozenset[str]]:
        return [parse.tag.grammemes for parse in _analyser().parse(word)]


DICTIONARY: Dictionary = Russian()
