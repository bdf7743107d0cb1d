"""What a language calls the countries, where the gazetteer holds no names in it: Allemagne, Royaume-Uni (CLDR).

Such names stand in the sentences of that language only. Compiled in, they would be read in others too: Maurice and Chili
are countries in French.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from babel import Locale

from streams.languages.identify import SPOKEN_BY
from streams.languages.lexicon import languages
from streams.places.gazetteer import EXONYM, Candidate, Gazetteer
from streams.places.similarity import key_of


class Exonyms(NamedTuple):
    """The countries by keys that the gazetteer does not know them by, and what those keys of several words begin with."""

    candidates: dict[str, tuple[Candidate, ...]]
    beginnings: frozenset[str]


def exonyms_of(gazetteer: Gazetteer, lang: str) -> Exonyms:
    """The countries by their names in a language of ours; none where the gazetteer has these."""
    found: dict[str, tuple[Candidate, ...]] = {}
    named = (
        Locale(lang).territories
        if lang in languages() and lang in SPOKEN_BY and lang not in gazetteer.languages
        else {}
    )
    for code, name in named.items():
        key, row = key_of(_REMARK.sub("", name)), gazetteer.row(f"iso3166:{code}")
        if row is not None and all(row != known.row for known in gazetteer.candidates(key)):
            found[key] = (*found.get(key, ()), Candidate(row, EXONYM))
    words = [key.split(" ") for key in found]
    return Exonyms(found, frozenset(" ".join(key[:count]) for key in words for count in range(1, len(key))))


_REMARK = re.compile(r" *\([^)]*\)")
