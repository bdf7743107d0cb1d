"""Words beside a name that tell whether it names a place: prepositions, kinds of places, titles, given names, verbs.

Closed or short lists, written by hand for English, Ukrainian and Russian (and Polish prepositions, since a fifth of
the feeds we read is Polish). Given names: the commonest of the US census of 1990 (public domain) that news is full
of, and the commonest of Ukraine, Russia and the Arab world as English news spells them. All folded
(`similarity.fold`).
"""

from __future__ import annotations

from streams.languages.lexicon import stems, words

LOCATIVE = words("place.locative")

KIND_BEFORE = words("place.kind-before")
KIND_OF = words("place.kind-of")
BETWEEN = words("place.between")
BETWEEN_STEMS = stems("place.between-stems")
OFFICES = words("place.offices")
RIVER_BEFORE = words("place.river-before")

KIND_AFTER = words("place.kind-after")

REGIONS_AFTER = words("place.regions-after")

OF = words("place.of")
AND = words("place.and")

TITLES = words("place.titles")

ADDRESSES = words("place.addresses")

GIVEN_NAMES = words("place.given-names")

SURNAMES = words("place.surnames")

NEVER_ALONE = words("place.never-alone")

ORGANISATION_AFTER = words("place.organisation-after")

ORGANISATION_BEFORE = words("place.organisation-before")
OF_ORGANISATION = words("place.of-organisation")

GOVERNMENT_VERBS = words("place.government-verbs")

ATTACKED = words("place.attacked")
BEFALLEN = words("place.befallen")

AUXILIARIES = words("place.auxiliaries")
OWNED_BY_GOVERNMENT = words("place.owned-by-government")

PARTICLES = words("place.particles")

RIVERS = words("place.rivers")
