"""Words that tell whether something happened at the place they stand beside: prepositions, offices, conjunctions.

Closed classes (prepositions, conjunctions) are whole for English, Ukrainian and Russian and hold what Arabic writes as
a word of its own; nouns and verbs are those that news puts beside the names of places.
"""

from __future__ import annotations

import re

from streams.languages.lexicon import phrases, stems, stems_by_language, words

AT_PLACE = words("scene.at-place")
TOWARDS = words("scene.towards")
FROM = words("scene.from")
ELSEWHERE = words("scene.elsewhere")
BESIDE = words("scene.beside")
AGAINST = words("scene.against")

WAYS = words("scene.ways")
UNITS = words("scene.units")
ACROSS = words("scene.across")
COMPASS = words("scene.compass")
BESIDE_BY_COMPASS = words("scene.beside-by-compass")
LEAVING = stems("scene.leaving")

LINKING = stems("scene.linking")
LINKS = words("scene.links")
HELD = words("scene.held")
MODIFIERS = words("scene.modifiers")
MODIFIER_STEMS = stems("scene.modifier-stems")

OFFICES = words("scene.offices")
INSTITUTIONS = words("scene.institutions")
ABBREVIATED = words("scene.abbreviated")
DEEDS = words("scene.deeds")
OF_INSTITUTION = words("scene.of-institution")
PLACE_NOUNS = words("scene.place-nouns")

COMPARING = words("scene.comparing")
NO_COMPARISON = words("scene.no-comparison")
COMPARED = words("scene.compared")

AND = words("scene.and")
LIST_BETWEEN = AND | words("scene.list-between")
NUMBER_WORDS = words("scene.number-words")
VERBS = words("scene.verbs")
VERB_ENDINGS = stems_by_language("scene.verb-endings")

PASSIVE = words("scene.passive")
BE = words("scene.be")

SUBORDINATE = words("scene.subordinate")
CONTRAST = words("scene.contrast")
RELATIVE = words("scene.relative")
WHERE = words("scene.where")
HEARD = words("scene.heard")
DIGEST = re.compile("|".join(stems("scene.digest")), re.IGNORECASE)
"""What a heading has that names many events, of which its places are only some."""
POINTS_BACK = words("scene.points-back")

ANSWER = words("scene.answer")
PRESUPPOSING = words("scene.presupposing")
RESPONDING = phrases("scene.responding")
"""The same in three words."""
