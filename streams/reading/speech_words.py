"""The words by which sentences tell who speaks: roles, countries, and what stands around a name.

What each is for is told in `streams.languages.roles`, room `speech`, under the role of the same name.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from streams.languages.ar.forms import fold
from streams.languages.language import lexicon_of
from streams.languages.lexicon import classes
from streams.languages.lexicon import words as every_word

ROLES = tuple(classes("speech.roles"))
"""What who speaks is, by what comes first where words name several: the spokesman of an army is a spokesperson."""
BODIES = every_word("speech.bodies")
"""Those of the roles that are no single person, and mostly are "it"."""
SPACED_DASHES = (" - ", " \u2013 ", " \u2014 ")
DASHES = (" - ", " \u2013 ", " \u2014 ", "- ", "\u2013 ", "\u2014 ", "\u2014", "\u2013")
"""What parts a heading from who says it."""


class SpeechWords:
    """The words around who speaks in sentences of one language.

    ``roles`` are told by the dictionary forms of words; `head` is worked out by what he heads. ``joined`` is written
    together with who is cited: *وفقا لرويترز*.
    """

    def __init__(self, lang: str) -> None:
        lexicon = lexicon_of(lang)
        words, stems, codes = lexicon.words, lexicon.stems, lexicon.codes
        known = lexicon.classes("speech.roles")
        self.roles: Final = {
            role: known[role] | {fold(word) for word in known[role]} for role in ROLES if role in known
        }
        self.regions: Final = words("speech.regions")
        self.countries: Final = codes("speech.countries")
        self.article: Final = stems("speech.article")
        self.adjective_endings: Final = stems("speech.adjective-endings")
        self.in_name_of: Final = words("speech.in-name-of")
        self.joined: Final = stems("speech.for")
        self.prepositions: Final = words("speech.prepositions")
        self.leading: Final = words("speech.leading")
        self.trailing: Final = words("speech.trailing")
        self.joining: Final = words("speech.and")
        self.passive_endings: Final = stems("speech.passive-endings")
        self.accused: Final = stems("speech.accused")
        self.accused_of: Final = words("speech.accused-of")
        self.passive_be: Final = words("speech.passive-be")
        self.trailing_endings: Final = stems("speech.trailing-endings")
        self.seat: Final = words("speech.seat")
        self.tell: Final = words("speech.tell")
        self.stops: Final = words("speech.stops")
        self.after_preposition: Final = self.stops - words("speech.named-of")
        self.nouns: Final = words("speech.nouns")
        self.of: Final = words("speech.of")
        self.no_speaker: Final = words("speech.no-speaker")
        self.nobody: Final = words("speech.nobody")
        self.victims: Final = words("speech.victims")
        self.topics: Final = words("speech.topics")
        self.of_persons: Final = words("speech.of-persons")
        self.of_bodies: Final = words("speech.of-bodies")
        self.owners: Final = words("speech.owners")
        self.pronouns: Final = self.of_persons | self.of_bodies | self.owners | words("speech.pronouns")


@cache
def speech_words(lang: str) -> SpeechWords:
    """Those of a language, or of an undetermined one."""
    return SpeechWords(lang)
