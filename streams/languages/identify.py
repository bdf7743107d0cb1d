"""Which language a sentence is written in, by its letters and its grammatical words.

Settled sentence by sentence and only as far as our vocabularies need: enough to keep an English term out of a Polish
sentence, and Ukrainian apart from Russian. A sentence that shows nothing takes the article's language.
"""

from __future__ import annotations

from collections.abc import Sequence

from streams.languages.lexicon import shared

_NEIGHBOURS = shared("neighbours")
"""What stands in `streams/languages/neighbours.yaml`, where each part says what it is."""

FUNCTION_WORDS: dict[str, tuple[str, ...]] = {}
for _lang, _listed in _NEIGHBOURS["function-words"].items():
    for _word in _listed:
        FUNCTION_WORDS[_word] = (*FUNCTION_WORDS.get(_word, ()), _lang)
"""Each grammatical word with the languages it stands in."""

_OF_HEADLINES = frozenset(_NEIGHBOURS["headline-words"])
_VOTES = dict.fromkeys(_OF_HEADLINES, ("en",)) | FUNCTION_WORDS
"""Each word that shows a language, with the languages it may be of."""

_ENGLISH_ONLY = frozenset(word for word, langs in _VOTES.items() if langs == ("en",))
_ALSO_ENGLISH = frozenset(_NEIGHBOURS["also-english"])
_FOREIGN = frozenset(
    word for word, langs in FUNCTION_WORDS.items() if "en" not in langs and len(word) > 1 and word not in _ALSO_ENGLISH
)
"""Words that say a sentence is not English; single letters tell nothing beside English words: U.S. has two of them."""

_LETTERS = _NEIGHBOURS["letters"]
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


_OF_SCRIPT = {script: frozenset(listed) for script, listed in _NEIGHBOURS["scripts"].items()}


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
