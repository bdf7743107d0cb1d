"""Find the stretches of text that may name a place, and what stands beside them.

Only words with a capital letter are looked at, in scripts that have them, unless the text has no capitals or nothing
else. The longest name wins. What a mention means, and whether it means a place at all, `resolve` decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import compress
from re import Match

from streams.languages.identify import SPOKEN_BY
from streams.languages.language import has
from streams.languages.lexicon import stems
from streams.places.cues import NO_CUES, cues_of, introduction
from streams.places.glance import CASELESS, INTRODUCED, SHORTEST_FUZZY, Glance
from streams.places.mention import Mention, Style
from streams.places.readings import ADJECTIVE, NO_NAMES, NOTHING, Names, Reader, Word, is_common
from streams.places.similarity import fold
from streams.places.words import place_words
from streams.text.span import Measured
from streams.text.text import Sentence, Text
from streams.text.words import word_in


def find_mentions(text: Text, reader: Reader) -> list[Mention]:
    """Every stretch of a text that may name a place, from left to right, none inside another."""
    finder = _Finder(text, reader)
    for number, sentence in enumerate(text.sentences):
        if finder.promises(sentence):
            finder.look_in(number, sentence)
    return finder.found


def may_begin(text: Text, word: int) -> bool:
    """Whether the name of a place may begin at a word, as far as the word's own letters tell."""
    letter = text.raw[text.span(word)[0]]
    if letter.isupper() or CASELESS.match(letter) or text.words[word].startswith(_KINDS_AHEAD):
        return True
    return _is_lower(text)


_KINDS_AHEAD = stems("place.kinds-ahead")
"""Those of every language: whoever asks may be told once too often that a name may begin, and never too seldom."""


def _is_lower(text: Text) -> bool:
    """Whether no word of a text begins with a capital letter."""
    return len(text.words) > SHORT and text.is_lower


@cache
def _writes_headlines_small(lang: str) -> bool:
    """Whether every language that a sentence may be in keeps its words small in headlines."""
    spoken = SPOKEN_BY.get(lang, ())
    return bool(spoken) and all(has(one, "small-headlines") for one in spoken)


@cache
def _tells_misspellings(lang: str) -> bool:
    """Whether an unknown word of a sentence may be a misspelt name: of a language we know, in letters that stand for sounds."""
    return any(has(one, "spelt-as-heard") for one in SPOKEN_BY.get(lang, ()))


SHORT = 3
"""Words of a text of which one must have a capital letter to be a name: *bridge*, and not *odesa*."""


class _Finder:
    """Finds the mentions of one text; knows which of its words could begin a name."""

    def __init__(self, text: Text, reader: Reader) -> None:
        self.text = text
        self.reader = reader
        self.glance = reader.gazetteer.companion(Glance)
        self.guesses = GUESSES
        self.found: list[Mention] = []
        self._styled: tuple[int, Style] = (-1, "plain")
        size = len(text.words)
        self.measured = Measured([0] * size, [0] * size, [False] * size)
        self.starts, self.ends, self.capital = self.measured
        self.open = [False] * size
        self.lower = _is_lower(text)
        self.near = place_words("")

    def promises(self, sentence: Sentence) -> bool:
        """Whether a sentence may name a place; all do where no capital letter tells names from words."""
        if self.lower:
            return True
        return self.glance.promises(self.text.raw[sentence.start : sentence.end], sentence.lang)

    def _measure(self, sentence: Sentence) -> None:
        """Find where the words of a sentence stand, and which of them could begin a name."""
        raw, words = self.text.raw, slice(sentence.first, sentence.last)
        found = list(word_in(sentence.lang).finditer(raw, sentence.start, sentence.end))
        starts = list(map(Match.start, found))
        letters = "".join(map(raw.__getitem__, starts))
        capital = list(map(str.isupper, letters))
        self.starts[words] = starts
        self.ends[words] = map(Match.end, found)
        self.capital[words] = capital
        if self.lower:
            self.open[words] = [True] * len(found)
        elif letters.isascii() or not CASELESS.search(letters):
            self.open[words] = capital
        else:
            self.open[words] = [letter.isupper() or CASELESS.match(letter) is not None for letter in letters]

    def look_in(self, number: int, sentence: Sentence) -> None:
        """Find the mentions of one sentence. Most words that are looked at are no names, and cost one look-up."""
        self._measure(sentence)
        self.near = place_words(sentence.lang)
        first, last = sentence.first, sentence.last
        words, taken, ahead = self.text.words, -1, self.near.kinds_ahead
        open_ = self.open[first:last]
        known = self.reader.words(sentence.lang)
        for position, written in zip(
            compress(range(first, last), open_), compress(words[first:last], open_), strict=True
        ):
            if position < taken:
                continue
            if position > max(first, taken) and words[position - 1].startswith(ahead):
                length, names = self.reader.longest(
                    sentence.lang, known[words[position - 1]], self._following(position - 1, sentence)
                )
                if length > 1:
                    self.found.append(self._mention(position - 1, length, names, number, sentence))
                    taken = self.found[-1].last
                    continue
            word = known[written]
            if word is NOTHING and position > first and len(written) >= SHORTEST_FUZZY:
                word = self._nearly(position, sentence)
            if word is NOTHING:
                continue
            length, names = self._extent(position, word, sentence)
            if not length:
                continue
            mention = self._mention(position, length, names, number, sentence)
            if position == taken:  # two places side by side are not one name
                mention.cues -= _NAME
            self.found.append(mention)
            taken = mention.last

    def _style(self, sentence: Sentence) -> Style:
        """Whether capitals say something; worked out once for a sentence that has to know."""
        if self._styled[0] != sentence.first:
            self._styled = (sentence.first, self._style_of(sentence))
        return self._styled[1]

    def _style_of(self, sentence: Sentence) -> Style:
        """Whether capitals say something: not in `KYIV HIT BY DRONES` nor in `Kyiv Hit by Drones Again`."""
        if self.lower:
            return "lower"
        count = sentence.last - sentence.first
        if count < 4 or self.capital[sentence.first : sentence.last].count(True) < 0.45 * count:
            return "plain"
        text = self.text
        long = [word for word in range(sentence.first, sentence.last) if len(text.words[word]) > 3]
        upper = [word for word in long if self.capital[word]]
        if len(long) < 3 or len(upper) < 0.7 * len(long):
            return "plain"
        if _writes_headlines_small(sentence.lang):
            return "capitals" if text.raw[self.starts[upper[0]] : self.ends[upper[-1]]].isupper() else "plain"
        shouted = sum(text.raw[self.starts[word] : self.ends[word]].isupper() for word in upper)
        return "capitals" if shouted > 0.7 * len(long) else "headline"

    def _nearly(self, position: int, sentence: Sentence) -> Word:
        """An unknown word that stands where a place would, read with a typing error."""
        words = self.text.words
        word = words[position]
        second = words[position - 2] if position - 2 >= sentence.first else ""
        if (
            introduction(words[position - 1], second, self.near) not in INTRODUCED
            or not self.guesses
            or not _tells_misspellings(sentence.lang)
            or self._style(sentence) != "plain"
            or not word.isalpha()
            or is_common(sentence.lang, word)
            or word in self.near.given_names
        ):
            return NOTHING
        self.guesses -= 1
        key = fold(word)
        readings = self.reader.nearly(key)
        return Word(key, self.reader.names(readings)) if readings else NOTHING

    def _extent(self, position: int, word: Word, sentence: Sentence) -> tuple[int, Names]:
        """How many words the longest name has that begins here, and what it may be; no words where there is none."""
        names = word.names
        length = 1 if names is not NO_NAMES else 0
        if word.begins and self._may_go_on(position, word, sentence):
            length, names = self.reader.longest(sentence.lang, word, self._following(position, sentence))
        if length > 1 or (word.firm and length):
            return length, names
        for noun, area in word.areas.items():
            if self._in_list_before(noun, position, sentence) or self._left_out(noun, position, sentence):
                return 1, area
        if length and not self._fits(position, word, sentence):
            return 0, NO_NAMES
        return length, names

    def _may_go_on(self, position: int, word: Word, sentence: Sentence) -> bool:
        """Whether the next word may belong to the same name, as far as one can tell at a glance."""
        after = position + 1
        return (
            after < sentence.last
            and word.following.get(self.text.words[after]) is not NOTHING
            and (self.open[after] or self._joins(after))
        )

    def _mention(self, position: int, length: int, names: Names, number: int, sentence: Sentence) -> Mention:
        text = self.text
        last = position + length
        end = self.ends[last - 1] - 2 * text.words[last - 1].endswith("'s")
        start = self.starts[position]
        initial = position == sentence.first or text.raw[start - 1] in _OPENING
        style = self._style(sentence)
        mention = Mention(text, position, last, start, end, number, sentence.lang, names, style, initial, NO_CUES)
        mention.cues = cues_of(mention, sentence, self.measured, self.reader.gazetteer.world)
        return mention

    def _following(self, position: int, sentence: Sentence) -> Iterator[str]:
        """The words after one that may belong to the same name: joined by a space or hyphen, small only where names are."""
        text = self.text
        for word in range(position + 1, sentence.last):
            gap = text.raw[self.ends[word - 1] : self.starts[word]]
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
        return (
            written in self.near.small
            or written.startswith(self.near.kind_words)
            or text.raw[self.starts[word] - 1] == "-"
        )

    def _fits(self, position: int, word: Word, sentence: Sentence) -> bool:
        """Whether a single word is written as the name is: short names in capitals, adjectives not before their noun."""
        text = self.text
        if word.key in self.near.short_names:
            return (
                self._style(sentence) == "plain"
                and text.raw[self.starts[position] : self.starts[position] + 2].isupper()
            )
        if word.firm:
            return True
        after = position + 1
        if after >= sentence.last or self.open[after] or text.raw[self.ends[position] : self.starts[after]] != " ":
            return True
        following = text.words[after]
        if following.startswith(self.near.adjective_nouns):
            return False
        large = any(option.facts.prominence >= 50_000 for option in word.names.options)
        return large or len(following) < 4 or (len(following) > 4 and following.endswith(self.near.past))

    def _in_list_before(self, noun: str, position: int, sentence: Sentence) -> bool:
        """Whether область or район follows an adjective, others in a list between: Харківської, Сумської та … областей."""
        for after in range(position + 1, min(position + 8, sentence.last)):
            word = self.text.words[after]
            if word.startswith(noun):
                return True
            if word not in self.near.and_ and not ADJECTIVE.search(word):
                return False
        return False

    def _left_out(self, noun: str, position: int, sentence: Sentence) -> bool:
        """Whether an area's noun was said of the one before: у Донецькій області троє поранених, у Харківській — двоє."""
        before = self.found[-1] if self.found else None
        if (
            before is None
            or not sentence.first <= before.first < position - 1 <= before.last + ELLIPSIS_REACH
            or not before.names.options[0].reading.key.rpartition(" ")[2].startswith(noun)
            or self.text.words[position - 1] not in self.near.locative
        ):
            return False
        after = position + 1
        if after >= sentence.last or self.text.raw[self.ends[position] : self.starts[after]] != " ":
            return True
        following = self.text.words[after]
        near = self.near
        return following in near.and_ or following.isdecimal() or following.endswith((*near.past, *near.impersonal))


ELLIPSIS_REACH = 15
"""Words within which an area's noun is not said again."""
_NAME = frozenset({"name"})
_OPENING = "\"'“«„‘(:—-–•"
_JOINTS = frozenset({" ", "-", "\u2010", "\u2011", "\u00a0", "\n", "/"})
GUESSES = 30
"""Unknown words of one text looked up with typing errors, 0.5 ms each; real articles ask for one in three texts."""
