"""Which language a sentence is written in, by its letters and its grammatical words.

Settled sentence by sentence and only as far as our vocabularies need: enough to keep an English term out of a Polish
sentence, and Ukrainian apart from Russian. A sentence that shows nothing takes the article's language.
"""

from __future__ import annotations

from collections.abc import Sequence

_LISTED = {
    "en": "the of and to in a is that for on with as was at by from has have are were be its it his her their after "
    "over which who will would said says an this but not they he she been had or into amid near against than about "
    "more up out when what how new two could may us all no we you your",
    "pl": "w z na się nie do jest że o po od za przez jak dla jego ich był była było oraz ale przed lub są został "
    "to została będzie który która które tym co ma już tylko pod gdzie przy także czy tego jej u ze nad kto",
    "de": "der die das und ist von zu den mit auf für im ein eine nicht dem des sich auch als an bei nach wird aus "
    "wie er sie es um sind vor über hat noch nur oder bis zum zur einer einem einen",
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
    "uk": "на в під при над по і й та що у з із зі не як до за про який яка яке які але це після від під час його її їх також був була "
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

_OF_HEADLINES = frozenset(
    """
    airstrike airstrikes amid arrested arrests attack attacked attacks backed blast blasts bombed bombing border
    captured ceasefire children clash clashes damaged dead deaths destroyed detain detained detains dozens evacuated
    explosions fighters fighting fired governor grid injured injures kill killed killing kills launched launches
    officials overnight peace power rebels sailors says seized seizes shelled shelling shot soldiers strike strikes
    struck talks threatens towns troops truce urges village villages vows warned warns wounded wounds year years
    """.split()  # noqa: SIM905 - words, not a column of them
)
"""Words of English headlines, which have few grammatical ones; none is a word of the other languages above."""
_VOTES = dict.fromkeys(_OF_HEADLINES, ("en",)) | FUNCTION_WORDS
"""Each word that shows a language, with the languages it may be of."""

_ENGLISH_ONLY = frozenset(word for word, langs in _VOTES.items() if langs == ("en",))
_ALSO_ENGLISH = frozenset(
    """
    all am an care co come de die do door el en in is la men met non per plus pro son un was
    """.split()  # noqa: SIM905 - words, not a column of them
)
"""Grammatical words elsewhere, ordinary words or parts of names in English."""
_FOREIGN = frozenset(
    word for word, langs in FUNCTION_WORDS.items() if "en" not in langs and len(word) > 1 and word not in _ALSO_ENGLISH
)
"""Words that say a sentence is not English; single letters tell nothing beside English words: U.S. has two of them."""

_LETTERS = {
    "latn": {"pl": "ąęłńśźżć", "de": "äöüß", "fr": "àâçéèêëîïôùûœ", "es": "ñ¿¡", "pt": "ãõ", "tr": "ğşı", "cs": "ěřůčšžň",
             "ro": "ășțâ"},
    "cyrl": {"uk": "іїєґ", "ru": "ыэъё", "be": "ў", "sr": "ђјљњћџѓќ"},
    "arab": {"fa": "پچژگکی"},
}  # fmt: skip
"""Letters that one language of its script has and its neighbours lack (Ukrainian і ї є ґ, Russian ы э ъ ё, …)."""
_TELLTALES = {script: frozenset("".join(letters.values())) for script, letters in _LETTERS.items()}

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


_OF_SCRIPT = {
    "latn": frozenset({"en", "pl", "de", "fr", "es", "it", "pt", "nl", "tr", "ro", "cs", "sv"}),
    "cyrl": frozenset({"uk", "ru", "be", "bg", "sr"}),
    "arab": frozenset({"ar", "fa"}),
}


_CERTAIN = 4
"""So many English grammatical words, and so many times as many as foreign ones, and the text is English but for the sentences that
hold those: "de" of Rio de Janeiro must not cost every sentence a closer look."""


class Votes:
    """What the sentences of one article say of its language."""

    def __init__(self) -> None:
        self._count: dict[str, int] = {}

    def add(self, lang: str, count: int) -> None:
        """Count the votes of one sentence."""
        self._count[lang] = self._count.get(lang, 0) + count

    def settle(self, script: str, lang: str) -> str:
        """The language of a sentence in a script: its own, or the article's where it shows none (``lang`` is "")."""
        return lang or (_winner(self._count, script) if script in _OF_SCRIPT else "") or UNDETERMINED[script]


def judge(sentences: Sequence[tuple[str, Sequence[str]]], seen: frozenset[str], votes: Votes) -> list[tuple[str, str]]:
    """The script and the language ("" when undetermined) of each sentence, given as its text and its words.

    ``seen`` are all words of the sentences together; what they say of the article's language is added to ``votes``.
    """
    foreign = _FOREIGN & seen
    english = len(_ENGLISH_ONLY & seen)
    if english >= _CERTAIN * (1 + len(foreign)):
        votes.add("en", english)
        return [
            ("latn", "en") if raw.isascii() and foreign.isdisjoint(words) else _judged(raw, words, votes)
            for raw, words in sentences
        ]
    return [_judged(raw, words, votes) for raw, words in sentences]


def _judged(raw: str, words: Sequence[str], votes: Votes) -> tuple[str, str]:
    english = len(_ENGLISH_ONLY.intersection(words))
    if english and _FOREIGN.isdisjoint(words) and "".join(words).isascii():
        votes.add("en", english)  # no other language can have as many
        return "latn", "en"
    script = _script(words)
    if script not in _OF_SCRIPT:
        return script, ""
    mine: dict[str, int] = {}
    for told in filter(None, map(_VOTES.get, words)):
        for lang in told:
            mine[lang] = mine.get(lang, 0) + 1
    if not raw.isascii():
        _add_telltales(raw, script, mine)
    for lang in _OF_SCRIPT[script].intersection(mine):
        votes.add(lang, mine[lang])
    lone = script == "latn" and sum(mine.values()) <= 1 and raw.isascii()
    return script, "" if lone else _winner(mine, script)


def _script(words: Sequence[str]) -> str:
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
    lowered = raw.lower()
    if not _TELLTALES[script].isdisjoint(lowered):
        for lang, letters in _LETTERS[script].items():
            count = sum(map(lowered.count, letters))
            if count:
                mine[lang] = mine.get(lang, 0) + min(count, 1 if script == "latn" else 4)
    if script == "arab":
        mine["ar"] = mine.get("ar", 0) + 1


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
