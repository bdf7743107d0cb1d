"""A text that was read: its normalised words, and its sentences with their languages.

A text is read once: sentences are found by their punctuation, words in them are normalised (case, stress marks,
apostrophes, zero-width characters), each sentence's language is settled (see `streams.languages.identify`), and what its
language joins is parted. Everything after
works on word numbers; offsets are Unicode code points and slice back to the original text. They are measured only when
somebody asks: most articles match nothing, and nobody does.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from streams.languages.identify import Votes, judge
from streams.languages.lexicon import languages
from streams.text.sentences import UNSEEN, abbreviations, sentence_spans
from streams.text.words import MAX_WORD, WORD, normalise_all, word_in


class Sentence(NamedTuple):
    """A sentence: words ``first`` up to but not including ``last``, offsets ``start`` to ``end``."""

    first: int
    last: int
    start: int
    end: int
    paragraph: int
    lang: str


class Text:
    """One field of an article, read: normalised words, sentences with languages, and offsets for who asks."""

    __slots__ = ("_ends", "_firsts", "_lower", "_spans", "_starts", "cut", "field", "raw", "seen", "sentences", "words")

    def __init__(
        self,
        field: str,
        raw: str,
        words: list[str],
        seen: frozenset[str],
        sentences: list[Sentence],
        *,
        cut: int = 0,
    ) -> None:
        self.field = field
        self.raw = raw
        self.words = words
        self.seen = seen
        self.sentences = sentences
        self.cut = cut
        """How many sentences end where a longer one was cut; see `LONGEST_SENTENCE`."""
        self._starts: list[int] | None = None
        self._ends: list[int] = []
        self._spans: dict[int, tuple[int, int]] = {}
        self._firsts: list[int] | None = None
        self._lower: bool | None = None

    @property
    def is_lower(self) -> bool:
        """Whether no word begins with a capital letter."""
        if self._lower is None:
            raw = self.raw
            self._lower = not any(raw[one.start].isupper() for one in self.sentences) and not any(
                raw[start].isupper() for start in self.starts
            )
        return self._lower

    @property
    def starts(self) -> list[int]:
        """The offset of each word."""
        if self._starts is None:
            self._starts = self._measured()
        return self._starts

    @property
    def ends(self) -> list[int]:
        """The offset after each word."""
        if self._starts is None:
            self._starts = self._measured()
        return self._ends

    def sentence_of(self, word: int) -> int:
        """The number of the sentence that holds a word."""
        if self._firsts is None:
            self._firsts = [sentence.first for sentence in self.sentences]
        return bisect_right(self._firsts, word) - 1

    def span(self, word: int) -> tuple[int, int]:
        """The offsets of one word; measures no more than its sentence, where `starts` and `ends` measure all."""
        found = self._spans.get(word)
        if found is None:
            sentence = self.sentences[self.sentence_of(word)]
            words = word_in(sentence.lang).finditer(self.raw, sentence.start, sentence.end)
            self._spans.update((number, one.span()) for number, one in enumerate(words, sentence.first))
            found = self._spans[word]
        return found

    def words_at(self, sentence: int, start: int, end: int) -> tuple[int, int]:
        """The words (first, last) of a sentence of which any part stands between two offsets."""
        inside, span = range(*self.sentences[sentence][:2]), self._spans.__getitem__
        self.span(inside.start)  # measures them all
        begun = bisect_right(inside, (start, len(self.raw)), key=span)
        goes_on = begun > 0 and span(inside[begun - 1])[1] > start
        return inside.start + begun - goes_on, inside.start + bisect_left(inside, (end, 0), key=span)

    def _measured(self) -> list[int]:
        spans = [
            word.span() for one in self.sentences for word in word_in(one.lang).finditer(self.raw, one.start, one.end)
        ]
        self._ends = [end for _, end in spans]
        return [start for start, _ in spans]

    def quote(self, first: int, last: int) -> str:
        """The original text of words ``first`` up to but not including ``last``."""
        return self.raw[self.span(first)[0] : self.span(last - 1)[1]]


def words_of(raw: str, lang: str = "") -> list[str]:
    """The normalised words of a text, split exactly as an article is, in a language that is known or in none."""
    if lang and word_in(lang) is not WORD:
        return [
            word
            for start, end, _ in sentence_spans(raw)
            for word in normalise_all(word_in(lang).findall(raw, start, end))
        ]
    if raw.replace(" ", "").isalpha():  # no sign could end a sentence: most names, by the million
        return _read_words(raw)
    return [word for start, end, _ in sentence_spans(raw) for word in _read_words(raw[start:end])]


def read(field: str, raw: str, lang: str = "") -> Text:
    """Read a text on its own: words, sentences, languages, or all in a language that is known. See `read_fields`."""
    if not lang:
        return read_fields([(field, raw)])[0]
    (text,) = _read_fields([(field, raw)], abbreviations(lang))
    text.sentences[:] = [sentence._replace(lang=lang) for sentence in text.sentences]
    return _with_elided(text)


def read_fields(fields: Sequence[tuple[str, str]]) -> list[Text]:
    """Read the fields of one article together: a sentence that does not show its language takes the article's.

    Where sentences end is told by the abbreviations of a language, and the language by sentences: an article in one that
    has others than a text nobody has looked at is split once more.
    """
    texts = _read_fields(fields, UNSEEN)
    langs = [one.lang for text in texts for one in text.sentences]
    short = abbreviations(max(dict.fromkeys(langs), key=langs.count)) if langs else UNSEEN
    if short != UNSEEN:
        texts = _read_fields(fields, short)
    elif _JOINING.isdisjoint(langs):
        return texts
    return [_with_elided(text) for text in texts]


_JOINING = frozenset(lang for lang in languages() if word_in(lang) is not WORD)
"""Languages that join words."""


def _with_elided(text: Text) -> Text:
    """The same text, its elided words apart where its sentences are of a language that has some."""
    if not any(one.lang in _JOINING for one in text.sentences):
        return text
    words: list[str] = []
    sentences = []
    for one in text.sentences:
        pattern, first = word_in(one.lang), len(words)
        words += (
            text.words[one.first : one.last]
            if pattern is WORD
            else normalise_all(pattern.findall(text.raw, one.start, one.end))
        )
        sentences.append(one._replace(first=first, last=len(words)))
    return Text(text.field, text.raw, words, frozenset(words), sentences, cut=text.cut)


def _read_fields(fields: Sequence[tuple[str, str]], short: frozenset[str]) -> list[Text]:
    votes = Votes()
    split = [_split(raw, short) for _, raw in fields]
    judged = [judge(one.sentences, one.seen, votes) for one in split]
    return [
        Text(
            field,
            raw,
            one.words,
            one.seen,
            [Sentence(*span, votes.settle(*told)) for span, told in zip(one.spans, languages, strict=True)],
            cut=one.cut,
        )
        for (field, raw), one, languages in zip(fields, split, judged, strict=True)
    ]


class _Split(NamedTuple):
    """A text split into words and sentences, its languages not yet settled."""

    words: list[str]
    seen: frozenset[str]
    spans: list[tuple[int, int, int, int, int]]
    sentences: list[tuple[str, list[str]]]
    cut: int


LONGEST_SENTENCE = 600
"""Words of a sentence that are read as one. A sentence of news has sixty; the longest of 216,000 sentences of news and of
descriptions of videos, a list of addresses, has 554. A longer one is read in pieces, so that whatever is asked of all
words of a sentence stays cheap in hostile text."""
CUT_BACK = 60
"""Words before such an end in which a mark is looked for: a piece ends there rather than inside a name."""
_MARK = re.compile(r"[,;:()|/\u2013\u2014\u060c]")


def _split(raw: str, short: frozenset[str]) -> _Split:
    plain = _plain(raw)
    words: list[str] = []
    spans = []
    sentences = []
    cut = 0
    for start, end, paragraph in sentence_spans(raw, short):
        piece = plain[start:end]
        mine = _read_words(raw[start:end]) if "?" in piece else piece.split()
        first = len(words)
        words += mine
        if len(mine) > LONGEST_SENTENCE:
            pieces = list(_pieces(raw, start, end))
            cut += len(pieces) - 1
            for begin, stop, since, until in pieces:
                spans.append((first + begin, first + stop, since, until, paragraph))
                sentences.append((raw[since:until], mine[begin:stop]))
            continue
        spans.append((first, len(words), start, end, paragraph))
        sentences.append((raw[start:end] if "?" in piece else piece, mine))
    seen = frozenset(words)
    if seen and len(max(seen, key=len)) > MAX_WORD:
        words = [word[:MAX_WORD] for word in words]
        seen = frozenset(words)
    return _Split(words, seen, spans, sentences, cut)


def _pieces(raw: str, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """A sentence that is too long, in pieces: the words (first, last) and offsets of each."""
    words = [word.span() for word in WORD.finditer(raw, start, end)]
    first = 0
    while len(words) - first > LONGEST_SENTENCE:
        last = first + LONGEST_SENTENCE
        marked = (at for at in range(last, last - CUT_BACK, -1) if _MARK.search(raw, words[at - 1][1], words[at][0]))
        last = next(marked, last)
        yield first, last, words[first][0], words[last - 1][1]
        first = last
    yield first, len(words), words[first][0], words[-1][1]


_TYPOGRAPHY = (
    ("\u2019", "'"), ("\u2018", '"'), ("\u201c", '"'), ("\u201d", '"'), ("\u2013", "-"), ("\u2014", "-"),
    ("\u2026", "!"), ("\u00a0", " "), ("\u2022", "-"), ("\u00ab", '"'), ("\u00bb", '"'), ("\u20ac", "$"), ("\u00a3", "$"),
)  # fmt: skip
"""What an English text has beside ASCII; each stands for another sign that is no letter either, so that the rest can be
read at the speed of ASCII."""
_KEPT = {"'": "\x01", ".": "\x02", ",": "\x03"}
"""The signs that may stand inside a word, and what keeps their place while all others become blanks."""
_JOINTS = (
    (re.compile("'(?<=[a-z_].)(?=[a-z_])"), _KEPT["'"]),
    (re.compile(r"\.(?<=\d.)(?=\d)"), _KEPT["."]),
    (re.compile(r",(?<=\d.)(?=\d)"), _KEPT[","]),
)
_FOREIGN = ord("?")
"""What stands for a character beyond ASCII in a text prepared to be split; question marks themselves become blanks."""
_SIGN_OF = {ord(kept): ord(sign) for sign, kept in _KEPT.items()}
_BLANKED = (
    bytes(
        _SIGN_OF.get(code, code)
        if code in _SIGN_OF or code == _FOREIGN or chr(code).isalnum() or chr(code) == "_"
        else ord(" ")
        for code in range(128)
    )
    + b" " * 128
)
_IN_THE_WAY = re.compile("[\x01-\x03]")


def _plain(raw: str) -> str:
    """The text in lower case, character for character: words parted by blanks, `?` for what is not ASCII."""
    plain = raw.lower().replace("`", "'").replace("?", "!")
    if not plain.isascii():
        for written, sign in _TYPOGRAPHY:
            plain = plain.replace(written, sign)
    if len(plain) != len(raw) or _IN_THE_WAY.search(plain):
        return "?" * len(raw)
    for joint, kept in _JOINTS:
        plain = joint.sub(kept, plain)
    return plain.encode("ascii", "replace").translate(_BLANKED).decode("ascii")


def _read_words(raw: str) -> list[str]:
    return normalise_all(WORD.findall(raw))
