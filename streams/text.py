"""Sentences and normalised words that keep their offsets.

A text is read once: words are found, normalised (case, stress marks, apostrophes, zero-width characters), gathered
into sentences and paragraphs, and each sentence's language is settled by its letters and its function words.
Everything after works on word numbers; offsets are Unicode code points and slice back to the original text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

_MARKS = "\u0300-\u036f\u0483-\u0489\u00ad\u200b-\u200f\u2060\ufeff\u0640\u064b-\u065f\u0670"
"""Characters that may stand inside a word and say nothing: accents that mark stress, soft hyphens, zero-width
characters, Arabic vowel signs and the stretching tatweel."""
_APOSTROPHES = "'\u2019\u02bc\u02b9\u00b4\u2032\u0060\uff07"
_SPLIT = re.compile(r"(\W+)").split
_JOINS = re.compile(rf"[{_MARKS}]*[{_APOSTROPHES}]?[{_MARKS}]*\Z")
"""What between two runs of letters leaves them one word: marks that say nothing, and an apostrophe."""
_DROPPED = re.compile(f"[{_MARKS}]")
_COMBINING_STRESS = re.compile("[\u0300\u0301]")
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_TERMINATOR = re.compile(r"[.!?…؟]")
_ENDS_SENTENCE = re.compile(r"[.!?…؟]++[\"'»”’)\]]*+\s")
"""Possessive: a run of full stops is tried once, not from each of its full stops."""

MAX_WORD = 64
"""A run of letters longer than this is no word in any of our languages; it is cut, so hostile text stays cheap."""

ABBREVIATIONS = frozenset(
    # English titles and months; Ukrainian and Russian short forms that stand before names and numbers.
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
"""Words after which a full stop does not end the sentence. Collected from the house styles of the news we read."""

_LISTED = {
    "en": "the of and to in a is that for on with as was at by from has have are were be its it his her their after "
    "over which who will would said says an this but not they he she been had or into amid near against than about "
    "more up out when what how new two could may us all no we you your",
    "pl": "w z na się nie do jest że o po od za przez jak dla jego ich był była było oraz ale przed lub są został "
    "została będzie który która które tym co ma już tylko pod gdzie przy także czy tego jej u ze nad kto",
    "de": "der die das und ist von zu den mit auf für im ein eine nicht dem des sich auch als an bei nach wird aus "
    "wie er sie es um sind vor über hat war noch nur oder bis zum zur einer einem einen",
    "fr": "le la les des et est un une du en que qui dans pour par sur au aux avec ce il elle ne pas plus son sa ses "
    "ont été sont d l à cette leur mais après ou vers",
    "es": "el la los las de y en que un una por con para del al se su es no lo más como tras sobre ha son fue pero sus "
    "este esta entre ante desde sin hasta",
    "it": "il la le di e che un una per con del della dei in al alla si non più sono da nel nella ha gli è lo come dal "
    "dopo tra anche alle sul sulla i",
    "pt": "o a as de e que um uma em no na do da dos das por para se não mais como ao foi sua seu são após à",
    "nl": "de het een van en in is op te dat voor met zijn aan niet door bij naar uit om ook als maar wordt er over",
    "tr": "ve bir bu da de için ile olarak olan çok daha gibi kadar sonra en ne ya",
    "ro": "și în de la cu pe a al ale o un din pentru este care nu au fost că mai după sunt prin",
    "cs": "v na se je že s z do o k za po pro jako by ale jsou byl byla bylo které který také jeho už od při",
    "sv": "och i att det som en på är av för med den till har de ett inte om från",
    "uk": "на під при над по і й та що у з із зі не як до за про який яка яке які але це після від під час його її їх також був була "
    "було були щодо через між вже ще коли або де чи який цього якого той ця є",
    "ru": "на под при над с и что в со не как из к по за о об который которая которое которые но это после от его её ее их также был "
    "была было были через между уже ещё еще когда или где ли во для при все так том этого чтобы со",
    "be": "і што ў з не як да за пра які якая але гэта пасля ад яго яе іх таксама быў была былі калі або дзе",
    "bg": "на се за от със че не като до при след който която които са беше но това този или по",
}
"""The commonest grammatical words of the languages our sources are written in (closed classes; any frequency list of
the language begins with them). A word that stands under several languages counts for each of them."""

FUNCTION_WORDS: dict[str, tuple[str, ...]] = {}
for _lang, _listed in _LISTED.items():
    for _word in _listed.split():
        FUNCTION_WORDS[_word] = (*FUNCTION_WORDS.get(_word, ()), _lang)
"""Each grammatical word with the languages it stands in."""

_ENGLISH_ONLY = frozenset(word for word, langs in FUNCTION_WORDS.items() if langs == ("en",))
_FOREIGN = frozenset(word for word, langs in FUNCTION_WORDS.items() if "en" not in langs)

_TELLTALE = (
    (re.compile("[іїєґ]", re.IGNORECASE), "uk"),
    (re.compile("[ыэъё]", re.IGNORECASE), "ru"),
    (re.compile("[ў]", re.IGNORECASE), "be"),
    (re.compile("[ђјљњћџѓќ]", re.IGNORECASE), "sr"),
    (re.compile("[پچژگکی]"), "fa"),
    (re.compile("[ąęłńśźżćĄĘŁŃŚŹŻĆ]"), "pl"),
    (re.compile("[äöüßÄÖÜ]"), "de"),
    (re.compile("[àâçéèêëîïôùûœ]", re.IGNORECASE), "fr"),
    (re.compile("[ñ¿¡]", re.IGNORECASE), "es"),
    (re.compile("[ãõ]", re.IGNORECASE), "pt"),
    (re.compile("[ğşıİ]"), "tr"),
    (re.compile("[ěřůčšžň]", re.IGNORECASE), "cs"),
    (re.compile("[ășțâ]", re.IGNORECASE), "ro"),
)
"""Letters that one language of its script has and its neighbours lack (Ukrainian і ї є ґ, Russian ы э ъ ё, …)."""

UNDETERMINED = {"latn": "und-Latn", "cyrl": "und-Cyrl", "arab": "und-Arab", "other": "und", "": "und"}
"""What a sentence's language is called when its script is known and nothing else is (BCP 47)."""

SPOKEN_BY = {
    "en": frozenset({"en"}),
    "uk": frozenset({"uk"}),
    "ru": frozenset({"ru"}),
    "ar": frozenset({"ar"}),
    "und-Latn": frozenset({"en"}),
    "und-Cyrl": frozenset({"uk", "ru"}),
    "und-Arab": frozenset({"ar"}),
}
"""Whose terms apply in a sentence: its own language's; neighbours in one script share undetermined sentences."""


class Sentence(NamedTuple):
    """A sentence: words ``first`` up to but not including ``last``, offsets ``start`` to ``end``."""

    first: int
    last: int
    start: int
    end: int
    paragraph: int
    lang: str


class Text:
    """One field of an article, read: normalised words with offsets, sentences with languages."""

    __slots__ = ("_firsts", "ends", "field", "raw", "sentences", "starts", "words")

    def __init__(
        self, field: str, raw: str, words: list[str], starts: list[int], ends: list[int], sentences: list[Sentence]
    ) -> None:
        self.field = field
        self.raw = raw
        self.words = words
        self.starts = starts
        self.ends = ends
        self.sentences = sentences
        self._firsts = [sentence.first for sentence in sentences]

    def sentence_of(self, word: int) -> int:
        """The number of the sentence that holds a word."""
        return bisect_right(self._firsts, word) - 1

    def quote(self, first: int, last: int) -> str:
        """The original text of words ``first`` up to but not including ``last``."""
        return self.raw[self.starts[first] : self.ends[last - 1]]


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
        return word.casefold()
    composed = unicodedata.normalize("NFC", word)
    decomposed = unicodedata.normalize("NFD", word)
    if _COMBINING_STRESS.search(decomposed) and "\u0400" <= composed[0] <= "\u04ff":
        composed = unicodedata.normalize("NFC", _COMBINING_STRESS.sub("", decomposed))
    return _APOSTROPHE.sub("'", _DROPPED.sub("", composed).casefold())


def words_of(raw: str) -> list[str]:
    """The normalised words of a text, split exactly as an article is."""
    return _Splitting(raw).words


def read(field: str, raw: str) -> Text:
    """Read a text on its own: words, sentences, languages. See `read_article` for a whole article."""
    return read_fields([(field, raw)])[0]


def read_fields(fields: Sequence[tuple[str, str]]) -> list[Text]:
    """Read the fields of one article together: a sentence that does not show its language takes the article's."""
    split = [(field, _Splitting(raw)) for field, raw in fields]
    votes: dict[str, int] = {}
    judged = [
        [_language(one.raw[start:end], one.words[first:last], votes) for first, last, start, end, _ in one.spans]
        for _, one in split
    ]
    of_article = {script: _winner(votes, script) for script in _OF_SCRIPT}
    texts = []
    for (field, one), languages in zip(split, judged, strict=True):
        sentences = [
            Sentence(*span, lang or of_article.get(script) or UNDETERMINED[script])
            for span, (script, lang) in zip(one.spans, languages, strict=True)
        ]
        texts.append(Text(field, one.raw, one.words, one.starts, one.ends, sentences))
    return texts


_INERT = frozenset(
    {
        " ",
        ", ",
        "-",
        "; ",
        ": ",
        " - ",
        " \u2013 ",
        " \u2014 ",
        " (",
        ") ",
        "), ",
        "/",
        ' "',
        '" ',
        " \u201c",
        "\u201d ",
        " \u00ab",
        "\u00bb ",
        ",\u201d ",
    }
)
"""What stands between most words and neither joins them nor ends a sentence; anything else is looked at."""


class _Splitting:
    """A text being split: words with offsets, and where sentences begin.

    One regular expression and a few slices do it for the words that a single blank parts, which are most; only what
    stands between the others is looked at.
    """

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.spans: list[tuple[int, int, int, int, int]] = []
        self._first = 0
        self._paragraph = 0
        pieces = _SPLIT(raw)
        ends = list(accumulate(map(len, pieces)))
        self._pieces = pieces[0::2]
        self._piece_ends = ends[0::2]
        self._piece_starts = [0, *ends[1::2]]
        self._gaps = pieces[1::2]
        self._run()

    def _run(self) -> None:
        taken = 0 if self._pieces[0] else 1
        last = len(self._pieces) if self._pieces[-1] else len(self._pieces) - 1
        joining = False
        for number, gap in enumerate(self._gaps):
            if gap not in _INERT and taken <= number < last - 1:
                self._take(taken, number + 1, joining=joining)
                taken = number + 1
                joining = self._is_joint(gap, number)
                if not joining:
                    self._end_sentence(gap, self._piece_starts[taken])
        self._take(taken, last, joining=joining)
        if self.words:
            self._close()

    def _take(self, first: int, last: int, *, joining: bool) -> None:
        """Take pieces as words; with ``joining``, the first of them goes on the word before."""
        if joining and last > first:
            self.ends[-1] = self._piece_ends[first]
            self.words[-1] = normalise(self.raw[self.starts[-1] : self.ends[-1]])
            first += 1
        self.words += map(normalise, self._pieces[first:last])
        self.starts += self._piece_starts[first:last]
        self.ends += self._piece_ends[first:last]

    def _is_joint(self, gap: str, number: int) -> bool:
        before, after = self._pieces[number], self._pieces[number + 1]
        if gap in {".", ","}:
            return before[-1].isdigit() and after[0].isdigit()
        if self._piece_ends[number] - self.starts[-1] >= MAX_WORD or len(gap) > MAX_WORD:
            return False  # no word is so long: hostile text must not make one of a whole page
        return not before[-1].isdigit() and after[0].isalpha() and _JOINS.match(gap) is not None

    def _end_sentence(self, gap: str, start: int) -> None:
        blank = "\n" in gap
        if (blank and _breaks_line(self.raw, gap, start)) or (
            _TERMINATOR.search(gap) and _ends_sentence(self.raw, gap, self.words[-1], self.starts[-1], start)
        ):
            self._close()
            self._first = len(self.words)
            self._paragraph += blank

    def _close(self) -> None:
        first = self._first
        self.spans.append((first, len(self.words), self.starts[first], self.ends[-1], self._paragraph))


def _breaks_line(raw: str, gap: str, start: int) -> bool:
    """Whether a line break starts a new paragraph: a blank line does, and any line that goes on in no lower case."""
    return gap.count("\n") > 1 or not raw[start].islower() or _TERMINATOR.search(gap) is not None


def _ends_sentence(raw: str, gap: str, word: str, word_start: int, start: int) -> bool:
    """Whether the punctuation between two words ends a sentence."""
    following = raw[start]
    if following.islower():
        return False
    if "." in gap and not re.search(r"[!?…؟]", gap):
        initial = len(word) == 1 and raw[word_start].isupper()
        if initial or (word in ABBREVIATIONS and gap.startswith(".") and not gap.startswith("..")):
            return False
    if _ENDS_SENTENCE.search(gap):
        return True
    # "…the end.Next": a page flattened without its spaces; "Pravda.com" and "U.S." go on in lower case or are initials.
    return following.isupper() and len(word) > 1 and not word[-1].isdigit() and raw[word_start:start].find(".") >= 0


def _language(raw: str, words: list[str], votes: dict[str, int]) -> tuple[str, str]:
    """The script and the language ("" when undetermined) of one sentence; adds its votes to the article's."""
    english = len(_ENGLISH_ONLY.intersection(words))
    if english and _FOREIGN.isdisjoint(words) and "".join(words).isascii():
        votes["en"] = votes.get("en", 0) + english  # no other language can have as many
        return "latn", "en"
    script = _script(words)
    if script not in _OF_SCRIPT:
        return script, ""
    mine: dict[str, int] = {}
    for told in filter(None, map(FUNCTION_WORDS.get, words)):
        for lang in told:
            mine[lang] = mine.get(lang, 0) + 1
    if not raw.isascii():
        _add_telltales(raw, script, mine)
    for lang in _OF_SCRIPT[script].intersection(mine):
        votes[lang] = votes.get(lang, 0) + mine[lang]
    return script, _winner(mine, script)


def _script(words: list[str]) -> str:
    """The script that most of the words begin in; "" when none begins with a letter."""
    count: dict[str, int] = {}
    for word in words:
        letter = word[0]
        if "\u0400" <= letter <= "\u04ff":
            script = "cyrl"
        elif "\u0600" <= letter <= "\u06ff":
            script = "arab"
        elif letter.isalpha():
            script = "latn" if letter < "\u0250" else "other"
        else:
            continue
        count[script] = count.get(script, 0) + 1
    return max(count, key=lambda script: count[script], default="")


def _add_telltales(raw: str, script: str, mine: dict[str, int]) -> None:
    """Add the votes of letters; in Latin one name with a foreign letter must not outvote an English sentence."""
    for letters, lang in _TELLTALE:
        count = len(letters.findall(raw))
        if count:
            mine[lang] = mine.get(lang, 0) + min(count, 1 if script == "latn" else 4)
    if script == "arab":
        mine["ar"] = mine.get("ar", 0) + 1


_OF_SCRIPT = {
    "latn": frozenset({"en", "pl", "de", "fr", "es", "it", "pt", "nl", "tr", "ro", "cs", "sv"}),
    "cyrl": frozenset({"uk", "ru", "be", "bg", "sr"}),
    "arab": frozenset({"ar", "fa"}),
}


def _winner(votes: dict[str, int], script: str) -> str:
    """The language with the most votes of its script, or "" when those of ours are level with others or none has any."""
    ranked = [(count, lang) for lang, count in votes.items() if lang in _OF_SCRIPT[script] and count]
    if not ranked:
        return ""
    ranked.sort(reverse=True)
    level = {lang for count, lang in ranked if count == ranked[0][0]}
    if len(level) > 1 and (script != "latn" or "en" in level):
        return ""  # neighbours share it; but what only foreign languages claim is not English
    return min(level)
