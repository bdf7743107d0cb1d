"""Words that tell whether something happened at the place they stand beside: prepositions, offices, conjunctions.

Closed classes (prepositions, conjunctions) are whole and hold what Arabic writes as a word of its own; nouns and verbs
are those that news puts beside the names of places. What each is for is told in `streams.languages.roles`, room `scene`,
under the role of the same name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property

from streams.languages.filled import ROLE, filled
from streams.languages.language import lexicon_of


@dataclass(frozen=True, eq=False)
class SceneWords:
    """The words beside places in sentences of one language.

    ``verb_endings`` are the language's own, ``latin_verb_endings`` those of a word in Latin letters in any sentence.
    ``digest`` is what a heading has that names many events, of which its places are only some; ``responding`` says the
    same as ``answer`` in three words.
    """

    at_place: frozenset[str]
    towards: frozenset[str]
    from_place: frozenset[str] = field(metadata={ROLE: "from"})
    elsewhere: frozenset[str]
    beside: frozenset[str]
    against: frozenset[str]
    ways: frozenset[str]
    units: frozenset[str]
    across: frozenset[str]
    compass: frozenset[str]
    beside_by_compass: frozenset[str]
    leaving: tuple[str, ...]
    linking: tuple[str, ...]
    links: frozenset[str]
    held: frozenset[str]
    modifiers: frozenset[str]
    modifier_stems: tuple[str, ...]
    offices: frozenset[str]
    institutions: frozenset[str]
    abbreviated: frozenset[str]
    deeds: frozenset[str]
    of_institution: frozenset[str]
    place_nouns: frozenset[str]
    comparing: frozenset[str]
    no_comparison: frozenset[str]
    compared: frozenset[str]
    joining: frozenset[str] = field(metadata={ROLE: "and"})
    number_words: frozenset[str]
    verbs: frozenset[str]
    passive: frozenset[str]
    be: frozenset[str]
    subordinate: frozenset[str]
    contrast: frozenset[str]
    relative: frozenset[str]
    where: frozenset[str]
    heard: frozenset[str]
    points_back: frozenset[str]
    answer: frozenset[str]
    presupposing: frozenset[str]
    responding: frozenset[tuple[str, ...]]
    chambers: frozenset[str]
    between: frozenset[str]
    of: frozenset[str]
    measured_from: frozenset[str]
    answered_by: frozenset[str] = field(metadata={ROLE: "answered"})
    like: frozenset[str]
    based: frozenset[str]
    article: frozenset[str]
    as_: frozenset[str]
    well_behind: frozenset[str]
    how: frozenset[str]
    verb_endings: tuple[str, ...]
    latin_verb_endings: tuple[str, ...]
    digest: re.Pattern[str]
    alike: tuple[frozenset[str], ...]
    between_listed: frozenset[str] = field(metadata={ROLE: "list-between"})

    @cached_property
    def list_between(self) -> frozenset[str]:
        """What stands between the places of a list."""
        return self.joining | self.between_listed

    @cached_property
    def answered(self) -> frozenset[str]:
        """The first words of what says *in response to* in three."""
        return frozenset(phrase[0] for phrase in self.responding)

    @cached_property
    def prepositions(self) -> frozenset[str]:
        """All words that put a place beside what they follow."""
        return self.at_place.union(self.towards, self.from_place, self.elsewhere, self.beside, self.beside_by_compass)

    @cached_property
    def in_lists(self) -> frozenset[str]:
        """All words that a list of places may hold beside their names."""
        return self.list_between | self.modifiers | self.prepositions


@cache
def scene_words(lang: str) -> SceneWords:
    """Those of a language, or of an undetermined one."""
    lexicon = lexicon_of(lang)
    return filled(
        SceneWords,
        "scene",
        lexicon,
        verb_endings=lexicon.own(lang).stems("scene.verb-endings"),
        latin_verb_endings=lexicon.written("Latn").stems("scene.verb-endings"),
        digest=lexicon.pattern("scene.digest", re.IGNORECASE),
        alike=tuple(lexicon.classes("scene.alike").values()),
    )
