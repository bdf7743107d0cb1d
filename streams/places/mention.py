"""A stretch of text that may name a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from streams.places.readings import Names, in_latin
from streams.text.text import Text

Style = Literal["plain", "headline", "capitals", "lower"]
"""What capital letters say in a sentence: names have them; most words have them; all words are in them; none has."""


@dataclass(slots=True, eq=False)
class Mention:
    """A stretch of text that may name a place, with what speaks for and against it.

    Words ``first`` up to but not including ``last``, offsets ``start`` to ``end``; ``initial`` at the beginning of a
    sentence or quotation, where a capital says nothing. ``cues`` are what stands beside it, see `cues.cues_of`.
    """

    text: Text
    first: int
    last: int
    start: int
    end: int
    sentence: int
    lang: str
    names: Names
    style: Style
    initial: bool
    cues: frozenset[str]

    @property
    def quote(self) -> str:
        """The text itself."""
        return self.text.raw[self.start : self.end]

    @property
    def key(self) -> str:
        """The words as a key; the same for every mention written the same way."""
        words = self.text.words
        written = words[self.first] if self.last - self.first == 1 else " ".join(words[self.first : self.last])
        return written.removesuffix("'s")

    @property
    def latin(self) -> bool:
        """Whether it is written as names are in a language of Latin letters; one with marks counts where these have them."""
        return in_latin(self.lang, self.quote)
