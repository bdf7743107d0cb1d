"""What of an article is not looked at, so that hostile text costs no more than a few times what its length does.

No real article meets a bound; whoever reads a match is told where one was met.
"""

from __future__ import annotations

from enum import StrEnum


class LeftOut(StrEnum):
    """A bound that was met: in matches in words, in the metric by its name."""

    SENTENCES = "a sentence of more than 600 words was read in pieces"
    WORDS = "a word of a rule stands in more places than are looked at"
    PASSAGES = "not every passage that meets a rule was looked at"
    EVENTS = "not every event of a sentence was looked at"
    CROWDED = "a sentence has more places or cues around an event than are looked at"
    PLACES = "a rule is met at more places than are told"


LOOKS = 15_000
"""Looks that all rules together may take at one article, each some 15 µs; the longest of 10,000 news items takes 600."""
LOOKS_PER_CHARACTER = 0.25
"""The same for each character of a long one: a day of all kinds of news takes a sixth of it, nothing but reports of strikes
two thirds; 100,000 characters of hostile text take a second."""
PASSAGE = 8
"""Looks that a passage takes beside those at its cues, places and numbers."""
SENTENCE = 40
"""Looks that it takes to read a sentence for its cues and numbers, beside one for each of its words."""
MAX_MATCHES = 50
"""Matches of one rule in one article; more places than this are a list, not events."""
MATCHES_PER_CHARACTER = 1 / 2_000
"""The same for each character of a long one: a paragraph that names a new place each time."""


class Looks:
    """The looks that one article may take, and those it has taken."""

    def __init__(self, characters: int) -> None:
        self.allowed = max(LOOKS, int(LOOKS_PER_CHARACTER * characters))
        self.most_matches = max(MAX_MATCHES, int(MATCHES_PER_CHARACTER * characters))
        self.taken = 0
        self.left_out: set[LeftOut] = set()

    def told(self) -> tuple[LeftOut, ...]:
        """The bounds that were met, in their order."""
        return tuple(one for one in LeftOut if one in self.left_out) if self.left_out else ()
