"""Find the stretches of text that may name a place, and what stands beside them.

Only words with a capital letter are looked at, in scripts that have them, unless the text has no capitals or nothing
else. The longest name wins. What a mention means, and whether it means a place at all, `resolve` decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Literal

from streams.language import FUNCTION_WORDS
from streams.places.readings import ADJECTIVE, NO_NAMES, NOTHING, SHORT_NAMES, Names, Reader, Word, is_common
from streams.places.similarity import fold
from streams.places.words import (
    ADDRESSES,
    AND,
    AUXILIARIES,
    BETWEEN,
    BETWEEN_STEMS,
    GIVEN_NAMES,
    GOVERNMENT_VERBS,
    KIND_AFTER,
    KIND_BEFORE,
    KIND_OF,
    LOCATIVE,
    OF,
    OF_ORGANISATION,
    OFFICES,
    ORGANISATION_AFTER,
    ORGANISATION_BEFORE,
    OWNED_BY_GOVERNMENT,
    PARTICLES,
    REGIONS_AFTER,
    RIVER_BEFORE,
    SURNAMES,
    TITLES,
)
from streams.text import Sentence, Text

Style = Literal["plain", "headline", "capitals", "lower"]


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
    names: Names
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
    finder = _Finder(text, reader)
    for number, sentence in enumerate(text.sentences):
        yield from finder.in_sentence(number, sentence)


_CASELESS = re.compile("[\u0590-\u08ff\u0900-\u1bff\u3040-\ud7af]")
"""Letters of scripts without capitals: Hebrew, Arabic, Georgian, the scripts of India, Chinese, Japanese, Korean."""


class _Finder:
    """Finds the mentions of one text; knows which of its words could begin a name."""

    def __init__(self, text: Text, reader: Reader) -> None:
        self.text = text
        self.reader = reader
        self.guesses = GUESSES
        first_letters = list(map(text.raw.__getitem__, text.starts))
        self.capital = list(map(str.isupper, first_letters))
        self.lower = len(first_letters) > 3 and not any(self.capital)
        if self.lower:
            self.open = [True] * len(first_letters)
        elif _CASELESS.search(text.raw):
            self.open = [letter.isupper() or _CASELESS.match(letter) is not None for letter in first_letters]
        else:
            self.open = self.capital

    def in_sentence(self, number: int, sentence: Sentence) -> Iterator[Mention]:
        style = self._style(sentence)
        lang, words, taken = sentence.lang, self.text.words, -1
        read = self.reader.word
        for position in compress(range(sentence.first, sentence.last), self.open[sentence.first : sentence.last]):
            if position < taken:
                continue
            word = read(lang, words[position])
            if word is NOTHING:
                if len(words[position]) >= SHORTEST_FUZZY and style == "plain" and position > sentence.first:
                    word = self._nearly(position, sentence)
                if word is NOTHING:
                    continue
            mention = self._mention(position, word, number, sentence, style)
            if mention is not None:
                if mention.first == taken:  # two places side by side are not one name
                    mention.cues -= {"name"}
                yield mention
                taken = mention.last

    def _style(self, sentence: Sentence) -> Style:
        """Whether capitals say something: not in `KYIV HIT BY DRONES` nor in `Kyiv Hit by Drones Again`."""
        if self.lower:
            return "lower"
        count = sentence.last - sentence.first
        if count < 4 or sum(self.capital[sentence.first : sentence.last]) < 0.45 * count:
            return "plain"
        text = self.text
        long = [word for word in range(sentence.first, sentence.last) if len(text.words[word]) > 3]
        upper = [word for word in long if self.capital[word]]
        if len(long) < 3 or len(upper) < 0.7 * len(long):
            return "plain"
        if sentence.lang in {"uk", "ru", "und-Cyrl"}:
            return "capitals" if text.raw[text.starts[upper[0]] : text.ends[upper[-1]]].isupper() else "plain"
        shouted = sum(text.raw[text.starts[word] : text.ends[word]].isupper() for word in upper)
        return "capitals" if shouted > 0.7 * len(long) else "headline"

    def _nearly(self, position: int, sentence: Sentence) -> Word:
        """An unknown word that stands where a place would, read with a typing error."""
        word = self.text.words[position]
        before = self.text.words[position - 1]
        second = self.text.words[position - 2] if position - 2 >= sentence.first else ""
        if (
            not self.guesses
            or sentence.lang not in FUZZY_LANGUAGES
            or _preposition(before, second) not in {"in", "kind"}
        ):
            return NOTHING
        if not word.isalpha() or is_common(sentence.lang, word) or word in GIVEN_NAMES:
            return NOTHING
        self.guesses -= 1
        key = fold(word)
        readings = self.reader.nearly(key)
        return Word(key, self.reader.names(readings)) if readings else NOTHING

    def _mention(self, position: int, word: Word, number: int, sentence: Sentence, style: Style) -> Mention | None:
        text = self.text
        names = word.names
        length = 1 if names is not NO_NAMES else 0
        after = position + 1
        if word.begins and after < sentence.last and (self.open[after] or self._joins(after)):
            length, names = self.reader.longest(sentence.lang, word, self._following(position, sentence))
        if length <= 1 and word.oblast is not NO_NAMES and self._before_oblast(position, sentence):
            length, names = 1, word.oblast
        elif length == 1 and not self._fits(position, word, sentence, style):
            return None
        if not length:
            return None
        last = position + length
        end = text.ends[last - 1] - 2 * text.words[last - 1].endswith("'s")
        start = text.starts[position]
        initial = position == sentence.first or text.raw[start - 1] in _OPENING
        mention = Mention(text, position, last, start, end, number, sentence.lang, names, style, initial)
        mention.cues = frozenset(_cues(mention, sentence, self.capital))
        return mention

    def _following(self, position: int, sentence: Sentence) -> Iterator[str]:
        """The words after one that may belong to the same name: joined by a space or hyphen, small only where names are."""
        text = self.text
        for word in range(position + 1, sentence.last):
            gap = text.raw[text.ends[word - 1] : text.starts[word]]
            if gap not in _JOINTS and not (
                gap in {".", ". "} and len(text.words[word - 1]) <= 2
            ):  # St. Petersburg, U.S.
                return
            if not self.open[word] and not self._joins(word):
                return
            if text.words[word - 1].endswith("'s"):
                return
            yield text.words[word]

    def _joins(self, word: int) -> bool:
        """Whether a small word may go on with a name: Rostov-on-Don, Kherson region, Донецька область."""
        text = self.text
        written = text.words[word]
        return written in SMALL or written.startswith(_REGION_WORDS) or text.raw[text.starts[word] - 1] == "-"

    def _fits(self, position: int, word: Word, sentence: Sentence, style: Style) -> bool:
        """Whether a single word is written as the name is: short names in capitals, adjectives not before their noun."""
        text = self.text
        if word.key in SHORT_NAMES:
            return style == "plain" and text.raw[text.starts[position] : text.starts[position] + 2].isupper()
        if word.oblast is NO_NAMES and not ADJECTIVE.search(word.key):
            return True
        after = position + 1
        if after >= sentence.last or self.open[after] or text.raw[text.ends[position] : text.starts[after]] != " ":
            return True
        if text.words[after].startswith(ADJECTIVE_NOUNS):
            return False
        large = any(option.facts.prominence >= 50_000 for option in word.names.options)
        return large or len(text.words[after]) < 4

    def _before_oblast(self, position: int, sentence: Sentence) -> bool:
        """Whether область follows an adjective, with others in a list between: Харківської, Сумської та … областей."""
        for after in range(position + 1, min(position + 8, sentence.last)):
            word = self.text.words[after]
            if word.startswith("област"):
                return True
            if word not in AND and not ADJECTIVE.search(word):
                return False
        return False


_OPENING = "\"'“«„‘(:—-–•"
_JOINTS = frozenset({" ", "-", "\u2010", "\u2011", "\u00a0", "\n", "/"})
GUESSES = 30
"""Unknown words of one text looked up with typing errors, 0.5 ms each; real articles ask for one in three texts."""
SHORTEST_FUZZY = 6
"""Letters a word must have to be looked up with a typing error: shorter unknown words are near too many names."""
FUZZY_LANGUAGES = frozenset({"en", "uk", "ru", "und-Latn", "und-Cyrl"})
ADJECTIVE_NOUNS = (
    "район", "напрям", "фронт", "громад", "област", "обл", "аеродром", "аэродром", "порт", "направлен", "бригад", "дивіз",
    "дивиз", "полк", "батальйон", "батальон", "завод", "міськ", "городск", "губерн", "окру", "край", "кра", "мор", "мост",
    "міст", "пляж", "універс", "универс", "митрополит", "водосхов", "водохран", "затоц", "залив", "півостр", "полуостр",
    "агломер", "слов", "влад", "влас", "суд", "прокур", "поліц", "полиц", "дорог", "шосе", "шоссе", "траc", "вокзал",
)  # fmt: skip
"""What adjectives of places stand before; the adjective names no place then (Бериславський район, Донецкое направление)."""


SMALL = PARTICLES | KIND_AFTER
_REGION_WORDS = ("обл", "кра", "окру", "республ")


def _cues(mention: Mention, sentence: Sentence, capital: Sequence[bool]) -> Iterator[str]:
    """What the neighbours say; `resolve` weighs it.

    `in`: where something is (in X, near X, мер X). `kind`: what X is called (village of X, X region). `list`: beside
    another name. `regions`, `county`, `address`, `river`: such a word is next to it. `person`: a title or given name
    before it. `name`, `surname`: an unknown capitalised word before, after it. `organisation`: X University. `the`,
    `noun`: an article before, a common noun after it. `actor`: a government's verb or possession follows.
    """
    yield from _cues_before(mention, sentence, capital)
    yield from _cues_after(mention, sentence, capital)


def _cues_before(mention: Mention, sentence: Sentence, capital: Sequence[bool]) -> Iterator[str]:
    text, first = mention.text, mention.first
    if first == sentence.first:
        return
    gap = text.raw[text.ends[first - 1] : text.starts[first]]
    before = text.words[first - 1]
    second = text.words[first - 2] if first - 2 >= sentence.first else ""
    if (before in AND and second) or gap in {", ", "/"}:
        yield "list"
    if gap not in _CLOSE:
        return
    if before in RIVER_BEFORE or (before == "the" and second in RIVER_BEFORE):
        yield "river"
    cue = _preposition(before, second)
    if cue:
        yield cue
    elif before in TITLES or (before in GIVEN_NAMES and capital[first - 1] and gap == " "):
        yield "person"
    elif before == "the":
        yield "the"
    elif before not in OFFICES and _names_on(mention, first - 1, before, gap, capital):
        yield "name"


def _preposition(before: str, second: str) -> str:
    """What the words before a name make of it: `kind` (village of), `in`, `organisation` (Bank of), or nothing."""
    if before in KIND_BEFORE or (before in OF and second in KIND_OF):
        return "kind"
    if before in LOCATIVE or before in OFFICES:
        return "in"
    if (before in BETWEEN or before.startswith(BETWEEN_STEMS)) and second in LEADS:
        return "in"
    if before in ORGANISATION_BEFORE or (before == "of" and second in OF_ORGANISATION):
        return "organisation"
    return ""


NAMES_STAND_OUT = frozenset({"plain", "headline"})
LEADS = LOCATIVE | {"тимчасово", "временно", "temporarily", "russian", "newly"}


def _names_on(mention: Mention, word: int, written: str, gap: str, capital: Sequence[bool]) -> bool:
    """Whether a neighbour looks like part of the same name: a capital, in no dictionary, and no abbreviation."""
    if (
        not capital[word]
        or gap not in {" ", "-"}
        or mention.style not in NAMES_STAND_OUT
        or is_common(mention.lang, written)
    ):
        return False
    return not mention.text.raw[mention.text.starts[word] : mention.text.ends[word]].isupper()


_CLOSE = frozenset({" ", " «", ' "', " “", ". ", "-", "\n", "\u00a0", " („"})


def _cues_after(mention: Mention, sentence: Sentence, capital: Sequence[bool]) -> Iterator[str]:
    text, last = mention.text, mention.last
    if last >= sentence.last:
        return
    gap = text.raw[mention.end : text.starts[last]]
    after = text.words[last].removesuffix("'s")
    if gap in {"'s ", "’s "}:
        if after in OWNED_BY_GOVERNMENT:
            yield "actor"
    elif gap in {" ", "-", "\u00a0", "\n"}:
        if after in REGIONS_AFTER:
            yield "regions"
        cue = _kind_after(mention, after, capital=capital[last])
        if cue:
            yield cue
        elif _governs(text, last, sentence):
            yield "actor"
        elif capital[last] and (after in SURNAMES or len(after) == 1 or _names_on(mention, last, after, gap, capital)):
            yield "surname"
        elif not capital[last] and after not in FUNCTION_WORDS:
            yield "noun"


def _kind_after(mention: Mention, after: str, *, capital: bool) -> str:
    """What the word after a name makes of it: `kind` (X region), `county`, `address`, `organisation`, or nothing."""
    if after == "county":
        return "county"
    if after in KIND_AFTER and (not capital or mention.style != "plain" or after in KIND_IN_NAMES):
        return "kind"
    if after in ADDRESSES:
        return "address"
    if after in ORGANISATION_AFTER and (capital or mention.style == "lower"):
        return "organisation"
    return ""


KIND_IN_NAMES = frozenset(
    {
        "region",
        "oblast",
        "province",
        "governorate",
        "regions",
        "oblasts",
        "reservoir",
        "dam",
        "airport",
        "district",
        "raion",
    }
)
"""Kinds that stay kinds with a capital letter: Kurakhove Reservoir, but Trent Bridge is a ground."""
ADDRESSED = frozenset({"urged", "asked", "told", "accused", "warned", "ordered", "backed", "sanctioned", "condemned"})
"""Participles too: Australia urged to act, Kherson warned of floods."""


def _governs(text: Text, last: int, sentence: Sentence) -> bool:
    """Whether a government's verb follows, with at most two auxiliaries or adverbs between."""
    for number in range(last, min(last + 3, sentence.last)):
        word = text.words[number]
        if word in GOVERNMENT_VERBS:
            after = text.words[number + 1] if number + 1 < sentence.last else ""
            return after != "by" and not (word in ADDRESSED and after in {"to", "of", "over"})
        if word not in AUXILIARIES and not word.endswith("ly"):
            return False
    return False
