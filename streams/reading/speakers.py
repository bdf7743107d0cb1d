"""Who speaks in the news: roles, countries, and the words around a name.

Roles are listed by what comes first where words name several: the spokesman of an army is a spokesperson.
"""

from __future__ import annotations

from streams.languages.ar.forms import fold
from streams.languages.lexicon import classes, codes, stems, words

ROLES = {role: known | {fold(word) for word in known} for role, known in classes("speech.roles").items()}
"""What who speaks is, by the dictionary forms of the words that say so; `head` is worked out by what he heads."""
REGIONS = words("speech.regions")

COUNTRIES = codes("speech.countries")
ARABIC_ADJECTIVES = stems("speech.arabic-adjectives")
IN_NAME_OF = words("speech.in-name-of")
(FOR,) = words("speech.for")
"""Written together with who is cited: *وفقا لرويترز*."""

PREPOSITIONS = words("speech.prepositions")
LEADING = words("speech.leading")
TRAILING = words("speech.trailing")
AND = words("speech.and")
PASSIVE_ENDINGS = stems("speech.passive-endings")
ACCUSED = stems("speech.accused")
SEAT = words("speech.seat")
TELL = words("speech.tell")
STOPS = words("speech.stops")
AFTER_PREPOSITION = STOPS - {"of"}
NOUNS = words("speech.nouns")
OF = words("speech.of")
NO_SPEAKER = words("speech.no-speaker")
NOBODY = words("speech.nobody")
VICTIMS = words("speech.victims")
TOPICS = words("speech.topics")
OF_PERSONS = words("speech.of-persons")
OF_BODIES = words("speech.of-bodies")
OWNERS = words("speech.owners")
PRONOUNS = OF_PERSONS | OF_BODIES | OWNERS | words("speech.pronouns")
BODIES = words("speech.bodies")
SPACED_DASHES = (" - ", " \u2013 ", " \u2014 ")
DASHES = (" - ", " \u2013 ", " \u2014 ", "- ", "\u2013 ", "\u2014 ", "\u2014", "\u2013")
"""What parts a heading from who says it."""
