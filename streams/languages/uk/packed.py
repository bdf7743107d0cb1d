"""What a Ukrainian word may be: its dictionary form and every reading of it, from `words.zip` beside this file.

The dictionary is morfologik-ukrainian-search (dict_uk, Apache-2.0; see NOTICE), packed by `tests/packing/ukrainian.py`
as stems and paradigms: a word is a stem that the dictionary has and an ending that one of the stem's paradigms has. So
3.4 million forms take 3.5 MB, and are read in milliseconds with nothing unpacked.

A word that it does not have (шахедами, безекіпажний) is read by analogy: as the words that share its longest ending are.

Forms are in lower case, with `'` for every apostrophe and г for ґ; words with a hyphen are left out, since a text's
words have none. Readings are written in dict_uk's tags:

    noun:inanim:m:v_rod     part of speech, animacy (anim inanim unanim), m f n or p (plural), and one of the cases
                            v_naz v_rod v_dav v_zna v_oru v_mis v_kly
    verb:perf:past:f        perf or imperf; inf, past, pres, futr, impr or impers (forms in -но, -то); rev where it is -ся
    adj:f:v_naz:&&adjp:pasv:perf    a participle: actv or pasv; adjp alone stands as &adjp
    advp adv numr prep conj part intj noninfl; :nv what never changes, :&pron pronouns, :abbr
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import marisa_trie

WORDS = Path(__file__).with_name("words.zip")
LONGEST_ENDING = 6
"""Letters by which unknown words are compared. Of 1,206 words of rules, each taken out, 94.7 % of all forms are led back
to them by six letters, 91.9 % by five; eight would make the file half as large again for 1.2 points more."""
SHORTEST_ENDING = 2
"""One letter says nothing: БпЛА would be some *бплий*."""
NAME = "name"
"""How the file marks the paradigms of names."""
_FOLDED = str.maketrans({"ґ": "г", "\u2019": "'", "\u02bc": "'"})


class DictionaryWord(NamedTuple):
    """One dictionary word that a form may be of."""

    lemma: str
    """The dictionary form, in lower case."""
    tags: tuple[str, ...]
    """What the form may be of it, in dict_uk's tags; none where nothing is known or guessed."""
    known: bool
    """Whether it stands in the dictionary, rather than being read by analogy."""
    name: bool
    """Whether the dictionary writes it with a capital: a name, or an abbreviation."""
    stem: str
    endings: Collection[str]

    @property
    def forms(self) -> frozenset[str]:
        """Every form of the dictionary word."""
        return frozenset(self.stem + ending for ending in self.endings)

    @property
    def part_of_speech(self) -> str:
        """As dict_uk calls it: noun, verb, adj; "" where nothing is known."""
        return self.tags[0].partition(":")[0] if self.tags else ""

    @property
    def grammemes(self) -> tuple[frozenset[str], ...]:
        """The parts of each tag: `{"noun", "inanim", "m", "v_rod"}`."""
        return tuple(frozenset(tag.split(":")) for tag in self.tags)


class Paradigm(NamedTuple):
    """How words of one kind change: what stands behind the stem, in the dictionary form and in each form."""

    lemma: str
    name: bool
    forms: Mapping[str, tuple[str, ...]]


class PackedDictionary:
    """The packed dictionary. Small, and never changed after it is read: threads may share it."""

    def __init__(self, data: bytes) -> None:
        """Read what `tests/packing/ukrainian.py` wrote."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._stems = marisa_trie.RecordTrie("<H").frombytes(archive.read("stems.marisa"))
            self._endings = marisa_trie.RecordTrie("<BHB").frombytes(archive.read("endings.marisa"))
            self._lines = archive.read("paradigms.txt").decode().splitlines()
            self._tags = [tuple(line.split("|")) for line in archive.read("tags.txt").decode().splitlines()]
        self._paradigms: dict[int, Paradigm] = {}
        self._rootless: list[tuple[int]] = self._stems.get("", [])

    def readings(self, word: str) -> list[DictionaryWord]:
        """Everything a word in lower case may be: what the dictionary has, else what its ending suggests; never nothing."""
        word = word.translate(_FOLDED)
        return (
            list(self._known(word))
            or list(self._guessed(word))
            or [DictionaryWord(word, (), known=False, name=False, stem=word, endings=("",))]
        )

    def _known(self, word: str) -> Iterator[DictionaryWord]:
        stems, decoded = self._stems, self._paradigms
        for numbers, stem in [(stems[stem], stem) for stem in stems.prefixes(word)] + [(self._rootless, "")]:
            ending = word[len(stem) :]
            for (number,) in numbers:
                paradigm = decoded.get(number) or self._paradigm(number)
                if ending in paradigm.forms:
                    yield _reading(stem, paradigm, ending, known=True)

    def _guessed(self, word: str) -> Iterator[DictionaryWord]:
        """What the words are that share the longest ending, the likeliest first."""
        if not word.replace("'", "").isalpha():
            return
        for length in range(min(LONGEST_ENDING, len(word) - 1), SHORTEST_ENDING - 1, -1):
            found = self._endings.get(word[-length:])
            for _, number, cut in sorted(found or ()):
                paradigm = self._paradigms.get(number) or self._paradigm(number)
                stem, ending = word[: len(word) - cut], word[len(word) - cut :]
                yield _reading(stem, paradigm, ending, known=False)
            if found:
                return

    def _paradigm(self, number: int) -> Paradigm:
        """Read a paradigm at its first use: most texts meet a few hundred of the 3,000."""
        lemma, name, *forms = self._lines[number].split("\t")
        split = (form.split("=") for form in forms)
        found = Paradigm(lemma, name == NAME, {ending: self._tags[int(tags)] for ending, tags in split})
        return self._paradigms.setdefault(number, found)


def _reading(stem: str, paradigm: Paradigm, ending: str, *, known: bool) -> DictionaryWord:
    tags = paradigm.forms[ending]
    return DictionaryWord(stem + paradigm.lemma, tags, known, paradigm.name, stem, paradigm.forms.keys())


@cache
def dictionary() -> PackedDictionary:
    """The dictionary that comes with the program, read at its first use."""
    return PackedDictionary(WORDS.read_bytes())
