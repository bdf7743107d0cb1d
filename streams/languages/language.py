"""What a language is: its name, its script, its traits, and which other languages' words stand in its sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from streams.languages import lexicon
from streams.languages.lexicon import languages, rooms
from streams.languages.traits import TRAITS

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


@cache
def has(code: str, trait: str) -> bool:
    """Whether sentences of a language show a trait; those of an undetermined language show none.

    So a trait says what the sentences of unknown languages are not read by.

    Raises:
        KeyError: no such trait stands in `traits.TRAITS`.
    """
    if trait not in TRAITS:
        raise KeyError(trait)
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

    def own(self, code: str) -> Lexicon:
        """The words of one of the languages alone; none when it is not among them."""
        return Lexicon(tuple(one for one in self.among if one == code))

    def written(self, script: str) -> Lexicon:
        """The words of those languages that are written in a script."""
        return Lexicon(tuple(one for one in self.among if language(one).script == script))

    def parted(self, trait: str) -> tuple[Lexicon, Lexicon]:
        """The words of those languages that show a trait, and of those that do not."""
        with_it = tuple(one for one in self.among if has(one, trait))
        return Lexicon(with_it), Lexicon(tuple(one for one in self.among if one not in with_it))

    def words(self, role: str) -> frozenset[str]:
        """The words of a role."""
        return lexicon.words(role, self.among)

    def stems(self, role: str) -> tuple[str, ...]:
        """The beginnings or endings of a role, as `str.startswith` and `str.endswith` take them."""
        return lexicon.stems(role, self.among)

    def pattern(self, role: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
        """The regular expressions of a role as one, which meets nothing where there are none."""
        return re.compile("|".join(self.stems(role)) or "(?!)", flags)

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


def lexicon_alike(code: str, trait: str) -> Lexicon:
    """Of those words the ones of languages that show a trait as the sentence's own does: in English those that do.

    A sentence of an undetermined language is read with those of the languages that do not.
    """
    shown, other = lexicon_of(code).parted(trait)
    return shown if has(code, trait) else other
