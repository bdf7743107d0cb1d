"""Ukrainian by our own packed dictionary, which also reads words it has never seen; surnames by the Russian one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from streams.languages.analysis import Analysis
from streams.languages.dictionary import Dictionary, Tense
from streams.languages.ru.dictionary import DICTIONARY as RUSSIAN
from streams.languages.uk.analyses import analyses
from streams.languages.uk.packed import DictionaryWord, dictionary

_SUBJECT = "v_naz"
_TENSES: Mapping[str, Tense] = {"past": "past", "pres": "present", "futr": "future", "inf": "infinitive"}
"""What dict_uk calls the tenses; forms in -но and -то have none there."""
_RUSSIAN = str.maketrans({"и": "ы", "і": "и", "ї": "и", "є": "е", "'": None})


class Ukrainian(Dictionary):
    """Ukrainian."""

    lists_forms = True

    def lemmas(self, word: str) -> frozenset[str]:
        """The dictionary forms that a word may have."""
        return frozenset(reading.lemma for reading in dictionary().readings(word))

    def analyses(self, word: str) -> tuple[Analysis, ...]:
        """Everything that a word may be, by analogy too; nothing where nothing is known or guessed."""
        return analyses(word)

    def inflections(self, word: str) -> frozenset[str]:
        """Every form of a word that the dictionary has."""
        return frozenset(form for reading in dictionary().readings(word) for form in reading.forms)

    def is_known(self, word: str) -> bool:
        """Whether a word stands in the dictionary, rather than being read by analogy."""
        return dictionary().readings(word)[0].known

    def is_ordinary(self, word: str) -> bool:
        """Whether a word stands in the dictionary and is no name there.

        Of a word that it has both as a name and otherwise a noun is the ordinary word (порт, берег, сили: it holds so
        many names), and an adjective that is itself the name (Мирний, Нова); another adjective or a verb is the name
        (Оріхова, Сирію).
        """
        known = _known(word)
        names = [reading for reading in known if reading.name]
        for reading in known:
            called = reading.part_of_speech == "adj" and all(name.stem == reading.stem for name in names)
            if not reading.name and (not names or called or reading.part_of_speech not in {"adj", "verb"}):
                return True
        return False

    def tenses(self, word: str) -> Iterator[tuple[bool, Tense]]:
        """For each reading, whether the dictionary has it, and its tense."""
        for reading in dictionary().readings(word):
            for tag in reading.grammemes or (frozenset(),):
                found = (_TENSES[grammeme] for grammeme in tag & _TENSES.keys()) if "verb" in tag else ()
                yield reading.known, next(iter(found), "")

    def is_object(self, word: str) -> bool:
        """Whether a noun has a form that no subject has: *поліцію*."""
        nouns = [tag for tag in _tags(_known(word)) if "noun" in tag and "&pron" not in tag]
        return bool(nouns) and not any(_SUBJECT in tag for tag in nouns)

    def is_surname(self, word: str) -> bool:
        """Whether the Russian dictionary knows a word as a surname and as no place, as Russian spells it."""
        return RUSSIAN.is_surname(word.replace("ький", "кій").translate(_RUSSIAN))

    def may_name_place(self, word: str) -> bool:
        """Whether the dictionary has a word as a name of what is no person, whatever else it is (Кашмір, a cloth)."""
        return any("inanim" in tag and "abbr" not in tag for tag in _tags(_names(word)))

    def may_name_person(self, word: str) -> bool:
        """Whether the dictionary has a word as a person's name, whatever else it is (Зеленського)."""
        return any("anim" in tag for tag in _tags(_names(word)))


def _known(word: str) -> list[DictionaryWord]:
    return [reading for reading in dictionary().readings(word) if reading.known]


def _names(word: str) -> list[DictionaryWord]:
    return [reading for reading in _known(word) if reading.name]


def _tags(readings: list[DictionaryWord]) -> Iterator[frozenset[str]]:
    return (tag for reading in readings for tag in reading.grammemes)


DICTIONARY: Dictionary = Ukrainian()
