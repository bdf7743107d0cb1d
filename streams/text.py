"""Sentences and normalised words that keep their offsets.

A text is read once: sentences are found by their punctuation, words in them are normalised (case, stress marks,
apostrophes, zero-width characters), and each sentence's language is settled (see `streams.language`). Everything after
works on word numbers; offsets are Unicode code points and slice back to the original text. They are measured only when
somebody asks: most articles match nothing, and nobody does.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from streams.language import Votes, judge

_MARKS = "\u0300-\u036f\u0483-\u0489\u00ad\u200b-\u200f\u2060\ufeff\u0640\u064b-\u065f\u0670"
"""Characters that may stand inside a word and say nothing: accents that mark stress, soft hyphens, zero-width
characters, Arabic vowel signs and the stretching tatweel."""
_APOSTROPHES = "'\u2019\u02bc\u02b9\u00b4\u2032\u0060\uff07"
_WORD = re.compile(rf"\w+(?:(?:(?<=\d)[.,](?=\d)|(?<!\d)[{_MARKS}]*+[{_APOSTROPHES}]?[{_MARKS}]*+(?=[^\W\d]))\w+)*+")
"""A word: letters and digits, with what may stand inside: marks that say nothing and an apostrophe before a letter, a
point or comma between digits. Possessive, so that hostile text costs one look at each character."""
_DROPPED = re.compile(f"[{_MARKS}]")
_COMBINING_STRESS = re.compile("[\u0300\u0301]")
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")

_BREAK = re.compile(r"[\n.!?…؟]\W*+")
"""Where a sentence may end: from its punctuation or line break up to the next word."""
_TERMINATOR = re.compile(r"[.!?…؟]")
_FIRM = re.compile(r"[!?…؟]")
_ENDS_SENTENCE = re.compile(r"[.!?…؟]++[\"'»”’)\]]*+\s")
_LAST_WORD = re.compile(r"\w+\Z")
_LAST_LETTERS = 12
"""Characters before a full stop in which an abbreviation or an initial is looked for; none is longer."""

MAX_WORD = 64
"""A run of letters longer than this is no word in any of our languages; it is cut, so hostile text stays cheap."""

ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "gen",
        "col",
        "lt",
        "sgt",
        "maj",
        "capt",
        "adm",
        "brig",
        "st",
        "prof",
        "sen",
        "rep",
        "gov",
        "pres",
        "no",
        "vs",
        "etc",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "approx",
        "inc",
        "ltd",
        "corp",
        "co",
        "dept",
        "ім",
        "им",
        "вул",
        "ул",
        "обл",
        "м",
        "г",
        "р",
        "см",
        "напр",
        "тис",
        "тыс",
        "млн",
        "млрд",
        "грн",
        "руб",
        "стр",
        "с",
        "д",
        "пл",
        "просп",
        "пр",
        "гг",
        "рр",
        "ст",
        "ген",
        "полк",
        "о",
        "т",
    ]
)
"""Words after which a full stop does not end the sentence: English titles and months, Ukrainian and Russian short forms
before names and numbers. Collected from the house styles of the news we read."""


class Sentence(NamedTuple):
    """A sentence: words ``first`` up to but not including ``last``, offsets ``start`` to ``end``."""

    first: int
    last: int
    start: int
    end: int
    paragraph: int
    lang: str


_FIRST = attrgetter("first")


class Text:
    """One field of an article, read: normalised words, sentences with languages, and offsets for who asks."""

    __slots__ = ("_ends", "_spans", "_starts", "field", "raw", "seen", "sentences", "words")

    def __init__(self, field: str, raw: str, words: list[str], seen: frozenset[str], sentences: list[Sentence]) -> None:
        self.field = field
        self.raw = raw
        self.words = words
        self.seen = seen
        self.sentences = sentences
        self._starts: list[int] | None = None
        self._ends: list[int] = []
        self._spans: dict[int, tuple[int, int]] = {}

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

    def span(self, word: int) -> tuple[int, int]:
        """The offsets of one word; measures no more than its sentence, where `starts` and `ends` measure all."""
        found = self._spans.get(word)
        if found is None:
            sentence = self.sentences[bisect_right(self.sentences, word, key=_FIRST) - 1]
            words = _WORD.finditer(self.raw, sentence.start, sentence.end)
            self._spans.update((number, one.span()) for number, one in enumerate(words, sentence.first))
            found = self._spans[word]
        return found

    def _measured(self) -> list[int]:
        spans = [word.span() for one in self.sentences for word in _WORD.finditer(self.raw, one.start, one.end)]
        self._ends = [end for _, end in spans]
        return [start for start, _ in spans]

    def quote(self, first: int, last: int) -> str:
        """The original text of words ``first`` up to but not including ``last``."""
        return self.raw[self.span(first)[0] : self.span(last - 1)[1]]


def normalise(word: str) -> str:
    """A word as it is compared: NFC, folded case, no stress or zero-width marks, one kind of apostrophe.

    й and ї decompose into a letter and a mark that does tell words apart, so marks go only after composing;
    what is left over of acute and grave accents is stress.
    """
    word = word[:MAX_WORD]
    known = _normalised.get(word)
    if known is None:
        if len(_normalised) >= MAX_REMEMBERED:
            _normalised.clear()
        known = _normalised[word] = _normalise(word)
    return known


_normalised: dict[str, str] = {}
MAX_REMEMBERED = 200_000
"""Words remembered; hostile text invents words without end."""


def _normalise(word: str) -> str:
    if word.isascii():
        return word.casefold().replace("`", "'")
    composed = unicodedata.normalize("NFC", word)
    decomposed = unicodedata.normalize("NFD", word)
    if _COMBINING_STRESS.search(decomposed) and "\u0400" <= composed[0] <= "\u04ff":
        composed = unicodedata.normalize("NFC", _COMBINING_STRESS.sub("", decomposed))
    return _APOSTROPHE.sub("'", _DROPPED.sub("", composed).casefold())


def words_of(raw: str) -> list[str]:
    """The normalised words of a text, split exactly as an article is."""
    return [word for start, end, _ in _sentences(raw) for word in _read_words(raw[start:end])]


def read(field: str, raw: str) -> Text:
    """Read a text on its own: words, sentences, languages. See `read_fields` for a whole article."""
    return read_fields([(field, raw)])[0]


def read_fields(fields: Sequence[tuple[str, str]]) -> list[Text]:
    """Read the fields of one article together: a sentence that does not show its language takes the article's."""
    votes = Votes()
    split = [_split(raw) for _, raw in fields]
    judged = [judge(one.sentences, one.seen, votes) for one in split]
    return [
        Text(
            field,
            raw,
            one.words,
            one.seen,
            [Sentence(*span, votes.settle(*told)) for span, told in zip(one.spans, languages, strict=True)],
        )
        for (field, raw), one, languages in zip(fields, split, judged, strict=True)
    ]


class _Split(NamedTuple):
    """A text split into words and sentences, its languages not yet settled."""

    words: list[str]
    seen: frozenset[str]
    spans: list[tuple[int, int, int, int, int]]
    sentences: list[tuple[str, list[str]]]


def _split(raw: str) -> _Split:
    plain = _plain(raw)
    words: list[str] = []
    spans = []
    sentences = []
    for start, end, paragraph in _sentences(raw):
        piece = plain[start:end]
        mine = _read_words(raw[start:end]) if "?" in piece else piece.split()
        first = len(words)
        words += mine
        spans.append((first, len(words), start, end, paragraph))
        sentences.append((raw[start:end] if "?" in piece else piece, mine))
    seen = frozenset(words)
    if seen and len(max(seen, key=len)) > MAX_WORD:
        words = [word[:MAX_WORD] for word in words]
        seen = frozenset(words)
    return _Split(words, seen, spans, sentences)


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
    return [normalise(word) for word in _WORD.findall(raw)]


def _sentences(raw: str) -> Iterator[tuple[int, int, int]]:
    """Offsets and paragraph of every sentence that has a word: from its first word to the end of its last."""
    found = _WORD.search(raw)
    if found is None:
        return
    start, paragraph, size = found.start(), 0, len(raw)
    for gap in _BREAK.finditer(raw, start):
        following = gap.end()
        if following == size:
            break
        signs = _signs(gap.group())
        if signs.breaks_line(raw[following]) or _ends_sentence(raw, signs, gap.start(), following):
            yield start, _end_of_word(raw, gap.start()), paragraph
            start = following
            paragraph += signs.lines > 0
    yield start, _end_of_word(raw, size), paragraph


class _Signs(NamedTuple):
    """What stands between two words, from its first full stop or line break on."""

    lines: int
    terminated: bool
    firm: bool
    final: bool
    """Punctuation that ends a sentence stands before a blank."""
    dotted: bool
    """It begins with one full stop."""

    def breaks_line(self, following: str) -> bool:
        """Whether a line break starts a new paragraph: a blank line does, and any line that goes on in no lower case."""
        return self.lines > 1 or (self.lines == 1 and (self.terminated or not following.islower()))


def _signs(written: str) -> _Signs:
    known = _SIGNS.get(written)
    if known is None:
        known = _Signs(
            written.count("\n"),
            _TERMINATOR.search(written) is not None,
            _FIRM.search(written) is not None,
            _ENDS_SENTENCE.search(written) is not None,
            written.startswith(".") and not written.startswith(".."),
        )
        if len(written) <= _LONGEST_SIGNS and len(_SIGNS) < MAX_REMEMBERED:
            _SIGNS[written] = known
    return known


_SIGNS: dict[str, _Signs] = {}
_LONGEST_SIGNS = 6
"""Longer runs of punctuation are rare, and hostile text makes them without end."""


def _end_of_word(raw: str, end: int) -> int:
    while not (raw[end - 1].isalnum() or raw[end - 1] == "_"):
        end -= 1
    return end


def _ends_sentence(raw: str, signs: _Signs, begins: int, following: int) -> bool:
    """Whether the punctuation between two words, from ``begins`` on, ends a sentence."""
    upper = raw[following].isupper()
    if not signs.terminated or not (upper or (signs.final and not raw[following].islower())):
        return False
    if signs.firm:
        return signs.final
    end = _end_of_word(raw, begins)
    word = last.group() if (last := _LAST_WORD.search(raw, max(0, end - _LAST_LETTERS), end)) else ""
    initial = len(word) == 1 and word.isupper()
    if initial or (signs.dotted and end == begins and word.casefold() in ABBREVIATIONS):
        return False
    # "…the end.Next": a page flattened without its spaces; "Pravda.com" and "U.S." go on in lower case or are initials.
    return signs.final or (len(word) > 1 and not word[-1].isdigit())
