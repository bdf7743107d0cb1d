"""Words that tell whether something happened at the place they stand beside: prepositions, offices, conjunctions.

Closed classes (prepositions, conjunctions) are whole and hold what Arabic writes as a word of its own; nouns and verbs
are those that news puts beside the names of places. What each is for is told in `streams.languages.roles`, room `scene`,
under the role of the same name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from streams.languages.language import lexicon_of


class SceneWords:
    """The words beside places in sentences of one language.

    ``verb_endings`` are the language's own, ``latin_verb_endings`` those of a word in Latin letters in any sentence.
    ``digest`` is what a heading has that names many events, of which its places are only some; ``responding`` says the
    same as ``answer`` in three words.
    """

    def __init__(self, lang: str) -> None:  # noqa: PLR0915 one line a role
        lexicon = lexicon_of(lang)
        words, stems, phrases = lexicon.words, lexicon.stems, lexicon.phrases
        self.at_place: Final = words("scene.at-place")
        self.towards: Final = words("scene.towards")
        self.from_place: Final = words("scene.from")
        self.elsewhere: Final = words("scene.elsewhere")
        self.beside: Final = words("scene.beside")
        self.against: Final = words("scene.against")
        self.ways: Final = words("scene.ways")
        self.units: Final = words("scene.units")
        self.across: Final = words("scene.across")
        self.compass: Final = words("scene.compass")
        self.beside_by_compass: Final = words("scene.beside-by-compass")
        self.leaving: Final = stems("scene.leaving")
        self.linking: Final = stems("scene.linking")
        self.links: Final = words("scene.links")
        self.held: Final = words("scene.held")
        self.modifiers: Final = words("scene.modifiers")
        self.modifier_stems: Final = stems("scene.modifier-stems")
        self.offices: Final = words("scene.offices")
        self.institutions: Final = words("scene.institutions")
        self.abbreviated: Final = words("scene.abbreviated")
        self.deeds: Final = words("scene.deeds")
        self.of_institution: Final = words("scene.of-institution")
        self.place_nouns: Final = words("scene.place-nouns")
        self.comparing: Final = words("scene.comparing")
        self.no_comparison: Final = words("scene.no-comparison")
        self.compared: Final = words("scene.compared")
        self.joining: Final = words("scene.and")
        self.list_between: Final = self.joining | words("scene.list-between")
        self.number_words: Final = words("scene.number-words")
        self.verbs: Final = words("scene.verbs")
        self.verb_endings: Final = lexicon.own(lang).stems("scene.verb-endings")
        self.latin_verb_endings: Final = lexicon.written("Latn").stems("scene.verb-endings")
        self.passive: Final = words("scene.passive")
        self.be: Final = words("scene.be")
        self.subordinate: Final = words("scene.subordinate")
        self.contrast: Final = words("scene.contrast")
        self.relative: Final = words("scene.relative")
        self.where: Final = words("scene.where")
        self.heard: Final = words("scene.heard")
        self.digest: Final = lexicon.pattern("scene.digest", re.IGNORECASE)
        self.points_back: Final = words("scene.points-back")
        self.answer: Final = words("scene.answer")
        self.presupposing: Final = words("scene.presupposing")
        self.responding: Final = phrases("scene.responding")
        self.answered: Final = frozenset(phrase[0] for phrase in self.responding)
        self.chambers: Final = words("scene.chambers")
        self.between: Final = words("scene.between")
        self.of: Final = words("scene.of")
        self.measured_from: Final = words("scene.measured-from")
        self.answered_by: Final = words("scene.answered")
        self.like: Final = words("scene.like")
        self.based: Final = words("scene.based")
        self.article: Final = words("scene.article")
        self.as_: Final = words("scene.as")
        self.well_behind: Final = words("scene.well-behind")
        self.how: Final = words("scene.how")
        self.alike: Final = tuple(lexicon.classes("scene.alike").values())
        self.prepositions: Final = self.at_place.union(
            self.towards, self.from_place, self.elsewhere, self.beside, self.beside_by_compass
        )
        self.in_lists: Final = self.list_between | self.modifiers | self.prepositions


@cache
def scene_words(lang: str) -> SceneWords:
    """Those of a language, or of an undetermined one."""
    return SceneWords(lang)
