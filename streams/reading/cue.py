"""Words that say how an event is told: what each kind of cue says, and which of those found count.

The kinds are vocabularies under `rules/cues/`, so that analysts can mend them; what a cue governs is `streams.reading.scope`'s
business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from streams.text.span import Span


class Cue(StrEnum):
    """What a cue says of the event in its scope; the name of its vocabulary under `rules/cues/`.

    A pseudo cue looks like another and says nothing of the event ("no casualties", "without warning"): what it covers
    is no cue (ConText's pseudo-triggers).
    """

    DENIED = "denied"
    UNTRUE = "untrue"
    NEGATED = "negated"
    AVERTED = "averted"
    HISTORICAL = "historical"
    REMEMBERED = "remembered"
    EXPECTED = "expected"
    THREATENED = "threatened"
    HYPOTHETICAL = "hypothetical"
    PRETENDED = "pretended"
    ONGOING = "ongoing"
    ATTRIBUTED = "attributed"
    HEARSAY = "hearsay"
    PSEUDO = "pseudo"


CUES = tuple(Cue)


class CueFound(NamedTuple):
    """A cue, and the words it stands in.

    ``loose`` says that other words may stand between its own, which are no part of it.
    """

    cue: Cue
    span: Span
    loose: bool = False


def genuine(cues: Sequence[CueFound]) -> list[CueFound]:
    """The cues that no other covers, in order: of "not confirm" and "not" the longer one tells.

    Who says so is told even inside a longer cue ("warn of"), unless the longer one says that nobody does.
    """
    covering: dict[int, list[CueFound]] = {}
    for one in cues:
        if not one.loose:
            covering.setdefault(one.span.first, []).append(one)
    longest = max((one.span.last - one.span.first for one in cues if not one.loose), default=0)
    return sorted(
        (one for one in cues if one.cue is not Cue.PSEUDO and not _is_covered(one, covering, longest)),
        key=lambda one: one.span,
    )


def _is_covered(found: CueFound, covering: Mapping[int, Sequence[CueFound]], longest: int) -> bool:
    begins = range(found.span.first - longest + 1, found.span.first + 1)
    return any(_covers(other, found) for begin in begins for other in covering.get(begin, ()))


def _covers(other: CueFound, found: CueFound) -> bool:
    if not other.span.holds(found.span) or other.cue is found.cue:
        return False
    if found.cue is Cue.ATTRIBUTED:
        return other.cue in {Cue.PSEUDO, Cue.HEARSAY}
    return other.cue is Cue.PSEUDO or other.span != found.span
