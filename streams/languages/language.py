"""What a language is: its name, its script, its traits, and which other languages' words stand in its sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from streams.languages import lexicon
from streams.languages.lexicon import languages, rooms
from streams.languages.traits import TRAITS

ROOM = "language"
"""The file of each folder that holds no words: what stands here."""
OWN, SIMPLEMMA = "own", "simplemma"
DICTIONARIES: Mapping[str, str] = {
    OWN: "a module `dictionary.py` in its folder",
    SIMPLEMMA: "simplemma's list of forms, by its code",
    "none": "no dictionary: each word is only itself",
}
"""Where the forms of a language's words are looked up."""
YES, NO = "true", "false"
"""How the files say yes and no; all that they hold is text."""


class Script(NamedTuple):
    """Letters that languages are written in."""

    unicode: str
    """What the Unicode names of its letters begin with."""
    first: str
    last: str
    """Its small letters stand between these, with others."""


SCRIPTS: Mapping[str, Script] = {
    "Latn": Script("LATIN", "a", "\u024f"),
    "Cyrl": Script("CYRILLIC", "\u0400", "\u052f"),
    "Arab": Script("ARABIC", "\u0600", "\u06ff"),
}
"""The scripts that words are told apart in, by ISO 15924."""


@dataclass(frozen=True)
class Language:
    """One language as its `language.yaml` describes it."""

    code: str
    """BCP 47: `en`."""
    name: str
    """In English, for people who write rules."""
    script: str
    """ISO 15924: Latn, Cyrl, Arab."""
    letters: str
    """Letters that show it: neighbours in its script lack them."""
    foreign: tuple[str, ...]
    """Languages whose letters show that a word is not of it."""
    beside: tuple[str, ...]
    """Languages of its script whose words its sentences are read with too."""
    terms: bool
    """Whether rules and places are written in it."""
    dictionary: str
    """One of `DICTIONARIES`."""
    traits: frozenset[str]
    """Those of `traits.TRAITS` that it has."""

    @property
    def ascii(self) -> bool:
        """Whether a to z are all its letters."""
        return self.script == "Latn" and not self.letters


@cache
def language(code: str) -> Language:
    """A language by its code.

    Raises:
        KeyError: it has no folder.
    """
    if code not in languages():
        raise KeyError(code)
    told = rooms(code)[ROOM]
    return Language(
        code,
        name=told["name"],
        script=told["script"],
        letters=told["letters"],
        foreign=tuple(told["foreign"]),
        beside=tuple(told["beside"]),
        terms=told["terms"] == YES,
        dictionary=told["dictionary"],
        traits=frozenset(told["traits"]),
    )


@cache
def languages_of_terms() -> tuple[str, ...]:
    """The languages that rules and places are written in, as people see them listed.

    English first, then against the alphabet: Ukrainian, of which there is most, comes before Russian.
    """
    first, *others = (code for code in languages() if language(code).terms)
    return (first, *reversed(others))


if TYPE_CHECKING:
    TermLanguage = str
else:
    TermLanguage = Literal[languages_of_terms()]
"""The code of a language that terms are written in, as pydantic checks it and writes it into schemas."""


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


@cache
def spoken_by(code: str) -> tuple[str, ...]:
    """The languages whose terms apply in a sentence: its own; in one of undetermined language those first in its script.

    None for a language that no terms are written in.
    """
    if code in languages():
        return (code,) if language(code).terms else ()
    script = code.removeprefix("und-")
    return tuple(one for one in read_with(code) if language(one).script == script and language(one).terms)


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
