"""French by simplemma's dictionary, and by the endings of participles, which it leads back to their verbs half the time."""

from __future__ import annotations

import re

from streams.languages.dictionary import Dictionary, Simplemma

_PARTICIPLE = re.compile("(é|ée|és|ées)$")
SHORTEST = 3
"""Letters of the shortest participle: *nié*, *tué*."""


class French(Simplemma):
    """French: a participle in -é is of its verb in -er, whatever else the dictionary calls it."""

    def lemmas(self, word: str) -> frozenset[str]:
        """The dictionary form of a word, and of a participle its infinitive."""
        found = super().lemmas(word)
        ending = _PARTICIPLE.search(word) if len(word) >= SHORTEST else None
        return found | {word[: ending.start()] + "er"} if ending else found


DICTIONARY: Dictionary = French("fr")
