"""Which neighbouring sentences speak of one thing.

A paragraph says so by its blank lines; a page flattened into one line has none, and a live blog or a briefing puts
unrelated events side by side. Where layout does not tell, a sentence goes on with the one before only when its words
do: it begins with a pronoun that points back, or repeats words that hardly stand elsewhere in the text (lexical
cohesion, after Halliday and Hasan 1976; Hearst 1997 segments texts by it).
"""

from __future__ import annotations

from collections import Counter

from streams.language import FUNCTION_WORDS
from streams.text import Sentence, Text

LONGEST_PARAGRAPH = 5
"""Sentences: news paragraphs have one to four; more in one line is a page that lost its breaks."""
_POINTS_BACK = frozenset(
    """
    he she it they this that these those his her its their such both він вона воно вони це цей ця ці його її їх
    їхній там такий така таке такі обидва он она оно они это этот эта эти его её ее их такой такая такое такие
    оба
    """.split()  # noqa: SIM905 - words, not a column of them
)
"""Pronouns and demonstratives that need something named before them (closed classes)."""
_OPENING = 2
"""Words of a sentence in which such a word makes it go on: "But he", "This week it"."""
_STEM = 5
"""Letters by which inflected forms of a word are taken for one; shorter words are too common to tell anything."""
_RARE = 3
"""Sentences a word may stand in and still tie two of them together; "forces" in every other sentence ties nothing."""
_SHARED = 2
"""Such words that two sentences must share."""


def runs(text: Text) -> list[int]:
    """For each sentence, the number of the run of sentences it belongs to."""
    sentences = text.sentences
    sizes = Counter(sentence.paragraph for sentence in sentences)
    stems = [_stems(text, sentence) for sentence in sentences]
    spread = Counter(stem for of_one in stems for stem in of_one)
    numbers: list[int] = []
    for number, sentence in enumerate(sentences):
        if number == 0:
            numbers.append(0)
            continue
        short = sizes[sentence.paragraph] <= LONGEST_PARAGRAPH
        joined = (short and sentence.paragraph == sentences[number - 1].paragraph) or _goes_on(
            text, sentence, stems[number], stems[number - 1], spread
        )
        numbers.append(numbers[-1] + (not joined))
    return numbers


def _goes_on(text: Text, sentence: Sentence, mine: set[str], before: set[str], spread: Counter[str]) -> bool:
    opening = text.words[sentence.first : min(sentence.first + _OPENING, sentence.last)]
    if not _POINTS_BACK.isdisjoint(opening):
        return True
    return sum(spread[stem] <= _RARE for stem in mine & before) >= _SHARED


def _stems(text: Text, sentence: Sentence) -> set[str]:
    words = text.words[sentence.first : sentence.last]
    return {word[:_STEM] for word in words if len(word) >= _STEM and word not in FUNCTION_WORDS}
