"""Find the stretches of text that name a place, each with the place it means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from streams.places.gazetteer import Gazetteer
from streams.places.mentions import find_mentions
from streams.places.place import Place
from streams.places.readings import Reader
from streams.places.resolve import Meaning, decide
from streams.text.text import Text

Role = Literal["place", "actor"]


class Toponym(NamedTuple):
    """A stretch of text that names a place, and which.

    Words ``first`` up to but not including ``last`` of the field; ``start`` and ``end`` are Unicode code points that
    slice back to exactly ``text``. ``place`` is None when nothing was likely; ``why`` says why it is what it is.
    ``role`` is `actor` where a capital or country stands for its government and nothing happened there.
    """

    field: str
    first: int
    last: int
    start: int
    end: int
    text: str
    sentence: int
    place: Place | None
    why: str
    role: Role = "place"

    @property
    def governs(self) -> bool:
        """Whether the name stands for a government: `Moscow said`."""
        return self.role == "actor"


def find_places(texts: Sequence[Text], gazetteer: Gazetteer) -> list[Toponym]:
    """Every name of a place in the fields of one article, each with the place it means or why it means none."""
    reader = gazetteer.companion(Reader)
    mentions = [mention for text in texts for mention in find_mentions(text, reader)]
    return [toponym_of(decision) for decision in decide(texts, mentions, reader)]


def toponym_of(decision: Meaning) -> Toponym:
    """A decision as those who match and read it need it."""
    mention = decision.mention
    return Toponym(
        mention.text.field,
        mention.first,
        mention.last,
        mention.start,
        mention.end,
        mention.quote,
        mention.sentence,
        decision.place,
        decision.why,
        "actor" if decision.governs else "place",
    )
