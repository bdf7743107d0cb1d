"""Sentences and normalised words that keep their offsets.

A text is read once: words are found, normalised (case, stress marks, apostrophes, zero-width characters), gathered
into sentences and paragraphs, and each sentence's language is settled by its letters and its function words.
Everything after works on word numbers; offsets are Unicode code points and slice back to the original text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_MARKS = "\u0300-\u036f\u0483-\u0489\u00ad\u200b-\u200f\u2060\ufeff\u0640\u064b-\u065f\u0670"
"""Characters that may stand inside a word and say nothing: accents that mark stress, soft hyphens, zero-width
characters, Arabic vowel signs and the stretching tatweel."""
_APOSTROPHES = "'\u2019\u02bc\u02b9\u00b4\u2032\u0060\uff07"
_WORD = re.compile(rf"\d+(?:[.,]\d+)*|[^\W\d_][\w{_MARKS}]*(?:[{_APOSTROPHES}][^\W\d_][\w{_MARKS}]*)*", re.UNICODE)
_DROPPED = re.compile(f"[{_MARKS}]")
_COMBINING_STRESS = re.compile("[\u0300\u0301]")
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_TERMINATOR = re.compile(r"[.!?…؟]")
_ENDS_SENTENCE = re.compile(r"[.!?…؟]+[\"'»”’)\]]*\s")

MAX_WORD = 64
"""A run of letters longer than this is no word in any of our languages; it is cut, so hostile text stays cheap."""

ABBREVIATIONS = frozenset(
    # English titles and months; Ukrainian and Russian short forms that stand before names and numbers.
    "mr mrs ms dr gen col lt sgt maj capt adm brig st prof sen rep gov pres no vs etc jan feb mar apr jun jul aug sep "
    "sept oct nov dec approx inc ltd corp co dept "
    "ім им вул ул обл м г р см напр тис тыс млн млрд грн руб стр с д пл просп пр гг рр ст ген полк о т"
    "".split()
)
"""Words after which a full stop does not end the sentence. Collected from the house styles of the news we read."""

_FUNCTION_WORDS = {
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

_VOTES: dict[str, tuple[str, ...]] = {}
for _lang, _listed in _FUNCTION_WORDS.items():
    for _word in _listed.split():
        _VOTES[_word] = (*_VOTES.get(_word, ()), _lang)

_SCRIPT_LETTERS = re.compile(
    r"(?P<latn>[a-z\u00c0-\u024f])|(?P<cyrl>[\u0400-\u04ff])|(?P<arab>[\u0600-\u06ff])|(?P<other>[^\W\d_])", re.IGNORECASE
)
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

    __slots__ = ("ends", "field", "raw", "sentences", "starts", "words", "_firsts")

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


@lru_cache(maxsize=200_000)
def normalise(word: str) -> str:
    """A word as it is compared: NFC, folded case, no stress or zero-width marks, one kind of apostrophe.

    й and ї decompose into a letter and a mark that does tell words apart, so marks go only after composing;
    what is left over of acute and grave accents is stress.
    """
    if word.isascii():
        return word.casefold()
    composed = unicodedata.normalize("NFC", word)
    if _COMBINING_STRESS.search(unicodedata.normalize("NFD", word)) and "\u0400" <= composed[0] <= "\u04ff":
        composed = unicodedata.normalize("NFC", _COMBINING_STRESS.sub("", unicodedata.normalize("NFD", word)))
    return _APOSTROPHE.sub("'", _DROPPED.sub("", composed).casefold())


def read(field: str, raw: str) -> Text:
    """Read a text on its own: words, sentences, languages. See `read_article` for a whole article."""
    return read_fields([(field, raw)])[0]


def read_fields(fields: Sequence[tuple[str, str]]) -> list[Text]:
    """Read the fields of one article together: a sentence that does not show its language takes the article's."""
    parsed = [(field, raw, *_split(raw)) for field, raw in fields]
    votes: Counter[str] = Counter()
    judged: list[list[tuple[str, str]]] = []
    for _, raw, words, _, _, spans in parsed:
        languages = []
        for first, last, start, end, _ in spans:
            script, lang = _language(raw[start:end], words[first:last], votes)
            languages.append((script, lang))
        judged.append(languages)
    of_article = {script: _winner(votes, script) for script in ("latn", "cyrl", "arab")}
    texts = []
    for (field, raw, words, starts, ends, spans), languages in zip(parsed, judged, strict=True):
        sentences = [
            Sentence(first, last, start, end, paragraph, lang or of_article.get(script) or UNDETERMINED[script])
            for (first, last, start, end, paragraph), (script, lang) in zip(spans, languages, strict=True)
        ]
        texts.append(Text(field, raw, words, starts, ends, sentences))
    return texts


def _split(raw: str) -> tuple[list[str], list[int], list[int], list[tuple[int, int, int, int, int]]]:
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    spans: list[tuple[int, int, int, int, int]] = []
    first = paragraph = 0
    previous_end = 0
    for found in _WORD.finditer(raw):
        start, end = found.span()
        if words and start - previous_end > 0:
            gap = raw[previous_end:start]
            if gap != " ":
                blank = "\n" in gap
                if (blank and _breaks_line(raw, gap, start)) or (
                    _TERMINATOR.search(gap) and _ends_sentence(raw, gap, words[-1], starts[-1], start)
                ):
                    spans.append((first, len(words), starts[first], previous_end, paragraph))
                    first = len(words)
                    paragraph += blank
        words.append(normalise(raw[start : min(end, start + MAX_WORD)]))
        starts.append(start)
        ends.append(end)
        previous_end = end
    if words:
        spans.append((first, len(words), starts[first], previous_end, paragraph))
    return words, starts, ends, spans


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


def _language(raw: str, words: list[str], votes: Counter[str]) -> tuple[str, str]:
    """The script and the language ("" when undetermined) of one sentence; adds its votes to the article's."""
    scripts: Counter[str] = Counter()
    for word in words:
        letter = word[0]
        if "a" <= letter <= "z":
            scripts["latn"] += 1
        elif "\u0400" <= letter <= "\u04ff":
            scripts["cyrl"] += 1
        elif "\u0600" <= letter <= "\u06ff":
            scripts["arab"] += 1
        elif letter.isalpha():
            scripts["latn" if letter < "\u0250" else "other"] += 1
    if not scripts:
        return "", ""
    script = scripts.most_common(1)[0][0]
    if script == "other":
        return script, ""
    mine: Counter[str] = Counter()
    for word in words:
        for lang in _VOTES.get(word, ()):
            mine[lang] += 1
    if not raw.isascii():
        for letters, lang in _TELLTALE:
            count = len(letters.findall(raw))
            if count:
                mine[lang] += min(count, 3 * (script != "latn") + 1)
    if script == "arab":
        mine["ar"] += 1
    for lang in mine:
        if lang in _OF_SCRIPT[script]:
            votes[lang] += mine[lang]
    return script, _winner(mine, script)


_OF_SCRIPT = {
    "latn": frozenset({"en", "pl", "de", "fr", "es", "it", "pt", "nl", "tr", "ro", "cs", "sv"}),
    "cyrl": frozenset({"uk", "ru", "be", "bg", "sr"}),
    "arab": frozenset({"ar", "fa"}),
}


def _winner(votes: Counter[str], script: str) -> str:
    """The language with the most votes of its script, or "" when those of ours are level with others or none has any."""
    ranked = [(count, lang) for lang, count in votes.items() if lang in _OF_SCRIPT[script] and count]
    if not ranked:
        return ""
    ranked.sort(reverse=True)
    level = {lang for count, lang in ranked if count == ranked[0][0]}
    if len(level) > 1 and (script != "latn" or "en" in level):
        return ""  # neighbours share it; but what only foreign languages claim is not English
    return min(level)
