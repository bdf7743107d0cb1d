"""Of cues that stand in one another the longer one tells."""

from __future__ import annotations

import pytest

from streams.reading.cue import Cue, CueFound, Span, genuine


def cues(*told):
    return [CueFound(kind, Span(first, last)) for kind, first, last in told]


NOT = (Cue.NEGATED, 3, 4)


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        ([NOT], [NOT]),
        ([NOT, (Cue.DENIED, 3, 5)], [(Cue.DENIED, 3, 5)]),
        ([(Cue.NEGATED, 2, 4), (Cue.DENIED, 3, 5)], [(Cue.NEGATED, 2, 4), (Cue.DENIED, 3, 5)]),
        ([NOT, (Cue.PSEUDO, 3, 4)], []),
        ([NOT, (Cue.NEGATED, 3, 5)], [NOT, (Cue.NEGATED, 3, 5)]),
        ([(Cue.EXPECTED, 3, 5), (Cue.ATTRIBUTED, 3, 4)], [(Cue.ATTRIBUTED, 3, 4), (Cue.EXPECTED, 3, 5)]),
        ([(Cue.HEARSAY, 3, 5), (Cue.ATTRIBUTED, 3, 4)], [(Cue.HEARSAY, 3, 5)]),
        ([(Cue.EXPECTED, 3, 4), NOT], [NOT, (Cue.EXPECTED, 3, 4)]),
    ],
)
def test_the_longer_cue_tells_and_a_pseudo_cue_silences(found, kept):
    told = genuine(cues(*found))
    assert sorted(told) == sorted(cues(*kept))
    assert [one.span for one in told] == sorted(one.span for one in told)


def test_words_between_the_words_of_a_cue_keep_their_own():
    inside = CueFound(Cue.ATTRIBUTED, Span(4, 5))
    loose = CueFound(Cue.DENIED, Span(3, 6), loose=True)
    assert genuine([loose, inside]) == [loose, inside]
