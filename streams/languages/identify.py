"""Which language a sentence is written in, by its letters and its grammatical words.

Settled sentence by sentence and only as far as our vocabularies need: enough to keep an English term out of a Polish
sentence, and Ukrainian apart from Russian. A sentence that shows nothing takes the article's language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from streams.languages.language import language, languages_of_terms, spoken_by
from streams.languages.lexicon import by_language, languages, shared

ENGLISH = "en"
"""What most articles are written in; so its sentences are told at a glance, and those of others counted out."""
LATIN = "latn"
"""The script that so many languages share, ours and others, that little in a sentence shows little."""

_NEIGHBOURS = {code: told for code, told in shared("neighbours").items() if code not in languages()}
"""What stands in `streams/languages/neighbours.yaml` of languages that have no folder."""

_OF_EACH = by_language("sentence.function-words") | {
    code: frozenset(told.get("function-words", ())) for code, told in _NEIGHBOURS.items()
}


def _by_word(*listed: Mapping[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, words in chain.from_iterable(words_of.items() for words_of in listed):
        for word in words:
            found[word] = (*found.get(word, ()), code)
    return found


FUNCTION_WORDS = _by_word(_OF_EACH)
"""Each grammatical word with the languages it stands in."""

_VOTES = _by_word(by_language("sentence.headline-words")) | _by_word(_OF_EACH, by_language("sentence.telling-words"))
"""Each word that shows a language, with the languages it may be of, as often as it counts for each."""

_ELIDED = _by_word(
    by_language("sentence.elided"),
    by_language("sentence.elided-before-verbs"),
    {code: frozenset(told.get("elided", ())) for code, told in _NEIGHBOURS.items()},
)
"""What words begin with where another is joined to them, with the languages it may be of: *l'armée*, *d'Odessa*."""

_ENGLISH_ONLY = frozenset(word for word, langs in _VOTES.items() if langs == (ENGLISH,))
_LOOKALIKES = by_language("sentence.lookalikes")[ENGLISH]
_FOREIGN = frozenset(
    word for word, langs in FUNCTION_WORDS.items() if ENGLISH not in langs and len(word) > 1 and word not in _LOOKALIKES
)
"""Words that say a sentence is not English; single letters tell nothing beside English words: U.S. has two of them."""

_SCRIPT_OF = {code: language(code).script for code in languages()} | {
    code: told["script"] for code, told in _NEIGHBOURS.items()
}
_LETTERS_OF: dict[str, str] = {code: language(code).letters for code in languages()} | {
    code: told.get("letters", "") for code, told in _NEIGHBOURS.items()
}
"""Letters that one language of its script has and its neighbours lack."""

_OF_SCRIPT = {
    script.lower(): frozenset(code for code, own in _SCRIPT_OF.items() if own == script)
    for script in _SCRIPT_OF.values()
}
_TELLTALES = {
    script: _by_word({code: frozenset(_LETTERS_OF[code]) for code in codes}) for script, codes in _OF_SCRIPT.items()
}
"""By script its letters that show a language, each with the languages it shows: few of a sentence's letters do."""
_PRESUMED = {
    language(code).script.lower(): code
    for code in reversed(languages())
    if not any(_OF_EACH.get(other) for other in _OF_SCRIPT[language(code).script.lower()])
}
"""By script the language that its letters alone speak for: that of the first folder, where no words tell its languages."""

UNDETERMINED = {script.lower(): f"und-{script}" for script in _SCRIPT_OF.values()} | {"other": "und", "": "und"}
"""What a sentence's language is called when its script is known and nothing else is (BCP 47)."""

_OURS = frozenset(languages_of_terms())
SPOKEN_BY = {
    code: frozenset(spoken_by(code)) for code in (*_OURS, *(f"und-{language(one).script}" for one in languages()))
}
"""Whose terms apply in a sentence: its own language's; neighbours in one script share undetermined sentences."""


def lettered() -> frozenset[str]:
    """The languages, with a folder or without, that have letters which show them."""
    return frozenset(code for code, letters in _LETTERS_OF.items() if letters)


def letters_of(code: str) -> str:
    """Letters that show a language, with a folder or without: others of its script lack them.

    Raises:
        KeyError: nothing is known of it.
    """
    return _LETTERS_OF[code]


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
        votes.add(ENGLISH, english)
        return [
            (LATIN, ENGLISH) if raw.isascii() and foreign.isdisjoint(words) else _judged(raw, words, votes)
            for raw, words in sentences
        ]
    return [_judged(raw, words, votes) for raw, words in sentences]


def _judged(raw: str, words: Sequence[str], votes: Votes) -> tuple[str, str]:
    english = len(_ENGLISH_ONLY.intersection(words))
    if english and _FOREIGN.isdisjoint(words) and "".join(words).isascii():
        votes.add(ENGLISH, english)  # no other language can have as many
        return LATIN, ENGLISH
    script = _script(words)
    if script not in _OF_SCRIPT:
        return script, ""
    mine: dict[str, int] = {}
    for told in filter(None, map(_VOTES.get, words)):
        for lang in told:
            mine[lang] = mine.get(lang, 0) + 1
    if "'" in " ".join(words):
        _add_elided(words, mine)
    if not raw.isascii():
        _add_telltales(raw, script, mine)
    for lang in _OF_SCRIPT[script].intersection(mine):
        votes.add(lang, mine[lang])
    lone = script == LATIN and sum(mine.values()) <= 1 and raw.isascii()
    return script, "" if lone else _winner(mine, script)


def _add_elided(words: Sequence[str], mine: dict[str, int]) -> None:
    """Add the votes of what is joined to the words."""
    for word in words:
        for lang in _ELIDED.get(word[: word.find("'") + 1], ()):
            mine[lang] = mine.get(lang, 0) + 1


def _script(words: Sequence[str]) -> str:
    """The script that most of the words begin in; "" when none begins with a letter."""
    scripts = [_SCRIPTS[word[0]] for word in words]
    return max(filter(None, dict.fromkeys(scripts)), key=scripts.count, default="")


class _Scripts(dict[str, str]):
    """The script of each letter that a word may begin with, "" of what is none; remembered, as texts have few."""

    def __missing__(self, letter: str) -> str:
        """Work out the script of a letter."""
        if "\u0400" <= letter <= "\u04ff":
            script = "cyrl"
        elif "\u0600" <= letter <= "\u06ff":
            script = "arab"
        elif letter.isalpha():
            script = LATIN if letter < "\u0250" else "other"
        else:
            script = ""
        if letter < _REMEMBERED_BELOW:
            self[letter] = script
        return script


_SCRIPTS = _Scripts()
_REMEMBERED_BELOW = "\u0700"
"""Letters beyond those of our scripts are rare, and hostile text has a hundred thousand kinds of them."""


def _add_telltales(raw: str, script: str, mine: dict[str, int]) -> None:
    """Add the votes of letters; in Latin one name with a foreign letter must not outvote an English sentence."""
    lowered = raw.lower()
    count: dict[str, int] = {}
    for letter in _TELLTALES[script].keys() & lowered:
        for lang in _TELLTALES[script][letter]:
            count[lang] = count.get(lang, 0) + lowered.count(letter)
    for lang, times in count.items():
        mine[lang] = mine.get(lang, 0) + min(times, 1 if script == LATIN else 4)
    if script in _PRESUMED:
        mine[_PRESUMED[script]] = mine.get(_PRESUMED[script], 0) + 1


def _winner(votes: dict[str, int], script: str) -> str:
    """The language with the most votes of its script, or "" when those of ours are level with others or none has any."""
    ranked = [(count, lang) for lang, count in votes.items() if lang in _OF_SCRIPT[script] and count]
    if not ranked:
        return ""
    ranked.sort(reverse=True)
    level = {lang for count, lang in ranked if count == ranked[0][0]}
    if len(level) > 1 and (script != LATIN or ENGLISH in level):
        return ""  # neighbours share it; but what only foreign languages claim is not English
    return min(level & _OURS or level)
