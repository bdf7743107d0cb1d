"""Find the stretches of text that may name a place, and what stands beside them.

Only words with a capital letter are looked at, in scripts that have them, unless the text has no capitals or nothing
else. The longest name wins. What a mention means, and whether it means a place at all, `resolve` decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from streams.places.place import Place
from streams.places.readings import NOTHING, SHORT_NAMES, Reader, Reading, is_common
from streams.places.similarity import MAX_NAME_WORDS, fold
from streams.places.words import (
    ADDRESSES,
    AUXILIARIES,
    GIVEN_NAMES,
    GOVERNMENT_VERBS,
    KIND_AFTER,
    KIND_BEFORE,
    LOCATIVE,
    OF_ORGANISATION,
    ORGANISATION_AFTER,
    ORGANISATION_BEFORE,
    OWNED_BY_GOVERNMENT,
    PARTICLES,
    TITLES,
)
from streams.text import Sentence, Text

Role = Literal["place", "actor"]
Style = Literal["plain", "headline", "capitals", "lower"]


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


@dataclass(slots=True)
class Mention:
    """A stretch of text that may name a place, with what speaks for and against it."""

    text: Text
    first: int
    last: int
    start: int
    end: int
    sentence: int
    lang: str
    readings: tuple[Reading, ...]
    style: Style
    initial: bool
    cues: frozenset[str] = field(default_factory=frozenset)

    @property
    def quote(self) -> str:
        """The text itself."""
        return self.text.raw[self.start : self.end]

    @property
    def key(self) -> str:
        """The words as a key; the same for every mention written the same way."""
        return " ".join(self.text.words[self.first : self.last]).removesuffix("'s")


def find_mentions(text: Text, reader: Reader) -> Iterator[Mention]:
    """Every stretch of a text that may name a place, from left to right, none inside another."""
    raw, starts = text.raw, text.starts
    capital = [raw[start].isupper() for start in starts]
    lower = not any(capital) and len(capital) > 3
    for number, sentence in enumerate(text.sentences):
        style: Style = "lower" if lower else _style(text, capital, sentence)
        position = sentence.first
        while position < sentence.last:
            if not capital[position] and not lower and not _caseless(raw[starts[position]]):
                position += 1
                continue
            found = _mention(text, position, sentence, number, style, reader, capital)
            if found is None:
                position += 1
            else:
                yield found
                position = found.last


def _caseless(letter: str) -> bool:
    """Whether a letter belongs to a script without capitals (Arabic, Hebrew, Georgian, Chinese)."""
    return letter >= "\u0590" and letter.isalpha() and not letter.islower()


def _style(text: Text, capital: Sequence[bool], sentence: Sentence) -> Style:
    """Whether capitals say something in a sentence: not in `KYIV HIT BY DRONES` nor in `Kyiv Hit by Drones Again`."""
    long = [word for word in range(sentence.first, sentence.last) if len(text.words[word]) > 3]
    upper = sum(capital[word] for word in long)
    if len(long) < 3 or upper < 0.7 * len(long):
        return "plain"
    shouted = sum(text.raw[text.starts[word] : text.ends[word]].isupper() for word in long)
    return "capitals" if shouted > 0.7 * len(long) else "headline"


def _mention(
    text: Text, position: int, sentence: Sentence, number: int, style: Style, reader: Reader, capital: Sequence[bool]
) -> Mention | None:
    word = _bare(text.words[position])
    lang = sentence.lang
    single = reader.word(lang, word)
    if single is NOTHING:
        return None
    length, readings = 1, single.names
    if single.begins:
        run = _run(text, position, sentence, capital, style)
        length, readings = reader.longest(lang, run)
    if not readings or not _allowed(text, position, length, style, capital):
        return None
    last = position + length
    end = text.ends[last - 1] - 2 * text.words[last - 1].endswith("'s")
    initial = position == sentence.first or text.raw[text.starts[position] - 1] in "\"“«„‘'(:—"
    mention = Mention(
        text, position, last, text.starts[position], end, number, lang, readings, style, initial
    )
    mention.cues = frozenset(_cues(mention, sentence, capital))
    return mention


def _bare(word: str) -> str:
    """A word as a key has it, without the English possessive."""
    return fold(word.removesuffix("'s"))


def _run(text: Text, position: int, sentence: Sentence, capital: Sequence[bool], style: Style) -> list[str]:
    """The words from here on that one name could hold: joined by spaces or hyphens, small only where names are."""
    run = [_bare(text.words[position])]
    for word in range(position + 1, min(position + MAX_NAME_WORDS, sentence.last)):
        gap = text.raw[text.ends[word - 1] : text.starts[word]]
        if len(gap) > 2 or gap.strip(" \u00a0\n.") not in {"", "-", "\u2010", "\u2011", "/"} or text.words[word - 1].endswith("'s"):
            break
        if "." in gap and len(text.words[word - 1]) > 2:  # St. Petersburg, U.S., but not the end of a sentence
            break
        if not (capital[word] or style == "lower" or text.words[word] in PARTICLES or _caseless(text.raw[text.starts[word]])):
            lowered = gap in {"-", " "} and len(text.words[word]) > 3
            if not lowered:
                break
        run.append(_bare(text.words[word]))
    return run


def _allowed(text: Text, position: int, length: int, style: Style, capital: Sequence[bool]) -> bool:
    """Whether the words are written as the name is: short names in capitals, no function word alone."""
    word = text.words[position]
    written = text.raw[text.starts[position] : text.ends[position + length - 1]].removesuffix("'s").removesuffix("’s")
    if length == 1 and _bare(word) in SHORT_NAMES:
        return written.isupper() and style == "plain"
    if length == 1 and is_function_word(word):
        return False
    if style == "lower" or not written[:1].isupper():
        return True
    tail = text.raw[text.starts[position + length - 1]]
    return capital[position + length - 1] or not tail.isupper() and length > 1 and _names_region(text, position + length - 1)


def _names_region(text: Text, word: int) -> bool:
    """Whether a small last word may end a name: Kherson region, Донецька область, Ростов-на-дону."""
    return text.words[word] in KIND_AFTER or text.words[word].startswith(("обл", "кра", "окру")) or text.raw[text.starts[word] - 1] == "-"


def is_function_word(word: str) -> bool:
    """Whether a word is a grammatical one in any of our languages."""
    return is_common("", word) and not word.isalpha() or word in LOCATIVE or word in AUXILIARIES or word in PARTICLES


def _cues(mention: Mention, sentence: Sentence, capital: Sequence[bool]) -> Iterator[str]:
    """What the neighbours say: `in`, `kind`, `person`, `organisation`, `address`, `actor`, `name` (part of a longer one)."""
    yield from _cues_before(mention, sentence, capital)
    yield from _cues_after(mention, sentence, capital)


def _cues_before(mention: Mention, sentence: Sentence, capital: Sequence[bool]) -> Iterator[str]:
    text, first = mention.text, mention.first
    if first == sentence.first:
        return
    gap = text.raw[text.ends[first - 1] : text.starts[first]]
    if gap not in {" ", " «", ' "', " “", ". ", "-", "\n", "\u00a0", " („"}:
        return
    before = text.words[first - 1]
    second = text.words[first - 2] if first - 2 >= sentence.first else ""
    if before in {"the", "of", "міста", "города"} and (second in KIND_BEFORE):
        yield "kind"
    if before in KIND_BEFORE and (before not in {"region", "state", "north", "south", "east", "west"}):
        yield "kind"
    elif before in LOCATIVE or (before in {"the", "central", "northern", "southern", "eastern", "western", "nearby", "downtown"} and second in LOCATIVE):
        yield "in"
    elif before == "of" and second in OF_ORGANISATION:
        yield "organisation"
    elif before in ORGANISATION_BEFORE:
        yield "organisation"
    elif before in TITLES or (before in GIVEN_NAMES and capital[first - 1] and gap == " "):
        yield "person"
    elif capital[first - 1] and gap in {" ", "-"} and mention.style == "plain" and not is_common(mention.lang, before):
        yield "name"


def _cues_after(mention: Mention, sentence: Sentence, capital: Sequence[bool]) -> Iterator[str]:
    text, last = mention.text, mention.last
    if last >= sentence.last:
        return
    possessive = text.words[last - 1].endswith("'s")
    gap = text.raw[text.ends[last - 1] : text.starts[last]]
    after = text.words[last]
    if gap not in {" ", "-", "\u00a0", "\n"}:
        return
    if after in KIND_AFTER and not possessive:
        yield "kind"
    elif after in ADDRESSES:
        yield "address"
    elif after in ORGANISATION_AFTER and (capital[last] or mention.style == "lower") and not possessive:
        yield "organisation"
    elif possessive and after in OWNED_BY_GOVERNMENT or _governs(text, last, sentence):
        yield "actor"
    elif capital[last] and not possessive and mention.style == "plain" and not is_common(mention.lang, after):
        yield "surname"


def _governs(text: Text, last: int, sentence: Sentence) -> bool:
    """Whether a government's verb follows, with at most two auxiliaries or adverbs between."""
    for word in text.words[last : min(last + 3, sentence.last)]:
        if word in GOVERNMENT_VERBS:
            return True
        if word not in AUXILIARIES and not word.endswith("ly"):
            return False
    return False
