"""The words by which sentences tell who speaks: roles, countries, and what stands around a name.

What each is for is told in `streams.languages.roles`, room `speech`, under the role of the same name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property

from streams.languages.ar.forms import fold
from streams.languages.filled import ROLE, filled
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


@dataclass(frozen=True, eq=False)
class SpeechWords:
    """The words around who speaks in sentences of one language.

    ``roles`` are told by the dictionary forms of words; `head` is worked out by what he heads. ``joined`` is written
    together with who is cited: *وفقا لرويترز*.
    """

    regions: frozenset[str]
    countries: dict[str, str]
    article: tuple[str, ...]
    adjective_endings: tuple[str, ...]
    in_name_of: frozenset[str]
    joined: tuple[str, ...] = field(metadata={ROLE: "for"})
    prepositions: frozenset[str]
    leading: frozenset[str]
    trailing: frozenset[str]
    joining: frozenset[str] = field(metadata={ROLE: "and"})
    passive_endings: tuple[str, ...]
    accused: tuple[str, ...]
    accused_of: frozenset[str]
    passive_be: frozenset[str]
    trailing_endings: tuple[str, ...]
    seat: frozenset[str]
    tell: frozenset[str]
    stops: frozenset[str]
    nouns: frozenset[str]
    of: frozenset[str]
    no_speaker: frozenset[str]
    nobody: frozenset[str]
    victims: frozenset[str]
    topics: frozenset[str]
    of_persons: frozenset[str]
    of_bodies: frozenset[str]
    owners: frozenset[str]
    roles: dict[str, frozenset[str]]
    named_of: frozenset[str]
    other_pronouns: frozenset[str] = field(metadata={ROLE: "pronouns"})

    @cached_property
    def after_preposition(self) -> frozenset[str]:
        """What ends the name of who speaks behind a preposition."""
        return self.stops - self.named_of

    @cached_property
    def pronouns(self) -> frozenset[str]:
        """All words that stand for who spoke before."""
        return self.other_pronouns.union(self.of_persons, self.of_bodies, self.owners)


@cache
def speech_words(lang: str) -> SpeechWords:
    """Those of a language, or of an undetermined one."""
    lexicon = lexicon_of(lang)
    known = lexicon.classes("speech.roles")
    roles = {role: known[role] | {fold(word) for word in known[role]} for role in ROLES if role in known}
    return filled(SpeechWords, "speech", lexicon, roles=roles)
