"""Which neighbouring sentences speak of one thing.

A paragraph says so by its blank lines; a page flattened into one line has none, and a live blog or a briefing puts
unrelated events side by side. Where layout does not tell, a sentence goes on with the one before only when its words
do: it begins with a pronoun that points back, or repeats words that hardly stand elsewhere in the text (lexical
cohesion, after Halliday and Hasan 1976; Hearst 1997 segments texts by it).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import pairwise

from streams.languages.identify import FUNCTION_WORDS
from streams.reading.clause_words import clause_words
from streams.text.text import Sentence, Text

LONGEST_PARAGRAPH = 5
"""Sentences: news paragraphs have one to four; more in one line is a page that lost its breaks."""
_OPENING = 2
"""Words of a sentence in which one that points back makes it go on: "But he", "This week it"."""
_CAME_OF_IT = 7
"""Words of a sentence in which what came of an event is told first: "At least five other people were wounded"."""
_STEM = 5
"""Letters by which inflected forms of a word are taken for one; shorter words are too common to tell anything."""
_RARE = 3
"""Sentences a word may stand in and still tie two of them together; "forces" in every other sentence ties nothing."""
_SHARED = 2
"""Such words that two sentences must share."""


def runs(text: Text) -> list[int]:
    """For each sentence, the number of the run of sentences it belongs to: a paragraph, or sentences that go on."""
    sizes = Counter(sentence.paragraph for sentence in text.sentences)

    def joined(one: Sentence, before: Sentence) -> bool:
        short = sizes[one.paragraph] <= LONGEST_PARAGRAPH
        return one.paragraph == before.paragraph and (short or _is_consequence(text, one))

    return _numbered(text, joined)


def ties(text: Text) -> list[int]:
    """For each sentence, the number of the run of sentences that by their words go on with one another."""
    return _numbered(text, lambda _one, _before: False)


def _numbered(text: Text, laid_out: Callable[[Sentence, Sentence], bool]) -> list[int]:
    """For each sentence the number of its run; sentences laid out together are of one."""
    sentences = text.sentences
    stems = [_stems(text, sentence) for sentence in sentences]
    spread = Counter(stem for of_one in stems for stem in of_one)
    numbers = [0] * len(sentences)
    for number, (before, sentence) in enumerate(pairwise(sentences), 1):
        joined = laid_out(sentence, before) or _goes_on(text, sentence, stems[number], stems[number - 1], spread)
        numbers[number] = numbers[number - 1] + (not joined)
    return numbers


def _goes_on(text: Text, sentence: Sentence, mine: set[str], before: set[str], spread: Counter[str]) -> bool:
    listed = clause_words(sentence.lang)
    opening = text.words[sentence.first : min(sentence.first + _OPENING, sentence.last)]
    if not listed.points_back.isdisjoint(opening) or not listed.later.isdisjoint(
        pairwise(text.words[sentence.first : sentence.last])
    ):
        return True
    return sum(spread[stem] <= _RARE for stem in mine & before) >= _SHARED


def _is_consequence(text: Text, sentence: Sentence) -> bool:
    """Whether a sentence begins with what came of an event, and names no place: *Two people were injured*."""
    listed = clause_words(sentence.lang)
    opening = range(sentence.first, min(sentence.first + _CAME_OF_IT, sentence.last))
    if not any(text.words[at].startswith(listed.consequences) for at in opening):
        return False
    return not any(_is_name(text, at, listed.before_places) for at in range(sentence.first + 1, sentence.last))


def _is_name(text: Text, at: int, before_places: frozenset[str]) -> bool:
    """Whether a word behind the first may name a place; nations and persons are written so, too: *Syrian soldiers*."""
    return text.words[at - 1] in before_places and text.raw[text.span(at)[0]].isupper()


def _stems(text: Text, sentence: Sentence) -> set[str]:
    words = text.words[sentence.first : sentence.last]
    return {word[:_STEM] for word in words if len(word) >= _STEM and word not in FUNCTION_WORDS}
