"""What a language is: its name, its script, its traits, and which other languages' words stand in its sentences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from streams.languages import lexicon
from streams.languages.lexicon import languages, rooms

ROOM = "language"
"""The file of each folder that holds no words: what stands here."""


@dataclass(frozen=True)
class Language:
    """One language as its `language.yaml` describes it."""

    code: str
    """BCP 47: `en`."""
    name: str
    """In English, for people who write rules."""
    script: str
    """ISO 15924: Latn, Cyrl, Arab."""
    beside: tuple[str, ...]
    """Languages of its script whose words its sentences are read with too."""
    traits: frozenset[str]
    """Those of `traits.TRAITS` that it has."""


@cache
def language(code: str) -> Language:
    """A language by its code.

    Raises:
        KeyError: it has no folder.
    """
    if code not in languages():
        raise KeyError(code)
    told = rooms(code)[ROOM]
    return Language(code, told["name"], told["script"], tuple(told["beside"]), frozenset(told["traits"]))


def has(code: str, trait: str) -> bool:
    """Whether sentences of a language show a trait; those of an undetermined language show none."""
    return code in languages() and trait in language(code).traits


@cache
def read_with(code: str) -> tuple[str, ...]:
    """The languages whose words a sentence is read with: its own and those beside it, and of each other script the first.

    ``code`` may be of an undetermined language (`und-Latn`): then its own is the first of its script. French words would
    misread an English sentence (*car*, *on*, *or*), so languages of one script are read together only where one says so.
    """
    own = code if code in languages() else ""
    heads = {language(other).script: other for other in reversed(languages())}
    if own:
        heads[language(own).script] = own
    chosen = {one for head in heads.values() for one in (head, *language(head).beside)}
    return tuple(one for one in languages() if one in chosen)


@dataclass(frozen=True)
class Lexicon:
    """The words that sentences of one language are read with, asked for by role as `lexicon` tells."""

    among: tuple[str, ...]
    """Languages, as `read_with` gives them."""

    def words(self, role: str) -> frozenset[str]:
        """The words of a role."""
        return lexicon.words(role, self.among)

    def stems(self, role: str) -> tuple[str, ...]:
        """The beginnings or endings of a role, as `str.startswith` and `str.endswith` take them."""
        return lexicon.stems(role, self.among)

    def phrases(self, role: str) -> frozenset[tuple[str, ...]]:
        """The phrases of a role, each as its words."""
        return lexicon.phrases(role, self.among)

    def classes(self, role: str) -> dict[str, frozenset[str]]:
        """The words of a role by what they stand under."""
        return lexicon.classes(role, self.among)

    def codes(self, role: str) -> dict[str, str]:
        """The words of a role, each with the code that it stands under."""
        return lexicon.codes(role, self.among)

    def counts(self, role: str) -> dict[str, int]:
        """The words of a role, each with the number that it stands under."""
        return lexicon.counts(role, self.among)


@cache
def lexicon_of(code: str) -> Lexicon:
    """The words that sentences of a language, or of an undetermined one, are read with."""
    return Lexicon(read_with(code))
