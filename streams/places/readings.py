"""What names a run of words can be read as: as written, in another case, or (asked for) with a typing error."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from types import MappingProxyType
from typing import NamedTuple

from streams.languages.ar.forms import bare_names_in, names_in
from streams.languages.identify import FUNCTION_WORDS, SPOKEN_BY
from streams.languages.language import has
from streams.languages.lemma import is_ordinary
from streams.languages.letters import CYRILLIC, LOOKALIKES, is_arabic, is_cyrillic
from streams.languages.lexicon import languages, stems
from streams.places.exonyms import exonyms_of
from streams.places.gazetteer import ALIAS, DISTANT, EXONYM, MAIN, Candidate, Gazetteer
from streams.places.inflection import languages_of, nominatives
from streams.places.place import FEATURES, Kind
from streams.places.similarity import MAX_NAME_WORDS, compare, edits_allowed, fold, one_edit, within
from streams.places.words import place_words

LINK_COSTS = {MAIN: 0.0, ALIAS: 0.3, EXONYM: 0.9, DISTANT: 1.5}
"""What a name that is not the usual one costs, in factors of ten of inhabitants."""
MAX_PARTIALS = 40
"""How many ways to read the beginning of a name are followed at once; Ukrainian adjectives have six at most."""
SHORTLIST = 200
"""Names with a word's first half that are compared letter by letter."""
SHORTEST_NEARLY = 5
NEAREST = 12
"""Names near a word that are kept."""
DROWNED_BELOW = 15_000
"""Inhabitants below which a Sara, a Best or a Deal is never meant by its name alone."""
WELL_KNOWN = 300_000
"""Inhabitants from which an Arabic name is read without its article, or in three letters after a proclitic: الخرطوم, وغزة.
Of such short rests many are words, and of villages some are."""
WORDS_KEPT = 90_000
"""Words, and runs of words, whose readings are remembered: a day of news in three languages has about 50,000 different
capitalised words."""


class PossibleName(NamedTuple):
    """A name that words may stand for: its key, how the words differ from it ("" when they do not), its places."""

    key: str
    how: str
    candidates: tuple[Candidate, ...]
    edits: float = 0

    @property
    def fuzzy(self) -> bool:
        """Whether the words are not the name, only near it."""
        return self.edits > 0


class Facts(NamedTuple):
    """What deciding needs to know of a place, computed once."""

    prominence: int
    weight: float
    """How likely its name means it rather than another: tenfold inhabitants are one point."""
    kind: Kind
    country: str
    areas: tuple[int, ...]
    """The rows of what it lies in, from small to large."""
    capital: bool
    position: tuple[float, float] | None
    """Latitude and longitude in degrees."""


class Option(NamedTuple):
    """One place that words may mean, by one reading; ``weight`` is what speaks for it whatever the text is about."""

    row: int
    link: int
    reading: PossibleName
    facts: Facts
    weight: float


class Names:
    """What words may be read as: the readings, and all their places, the likeliest first."""

    __slots__ = ("options", "readings")

    def __init__(self, readings: tuple[PossibleName, ...], options: tuple[Option, ...]) -> None:
        self.readings = readings
        self.options = options


NO_NAMES = Names((), ())


class Word:
    """What a word can be, or several words read so far as one name.

    ``key`` is what is written, folded. ``names`` are the names the words are by themselves, ``begins`` the forms that
    longer names begin with, ``following`` what they become with one word more, as far as anybody asked. A single word
    also knows the ``areas`` that it names with область, район or such a noun somewhere after it (Харківської та Сумської
    областей), by how that noun begins, and whether it counts as a name however it is written and whatever follows it (``firm``).
    """

    __slots__ = ("areas", "begins", "firm", "following", "key", "names")

    def __init__(
        self,
        key: str,
        names: Names,
        begins: tuple[str, ...] = (),
        areas: Mapping[str, Names] = MappingProxyType({}),
        *,
        short: bool = False,
    ) -> None:
        self.key = key
        self.names = names
        self.begins = begins
        self.areas = areas
        self.firm = not short and not areas and (key.isascii() or not ADJECTIVE.search(key))
        self.following: dict[str, Word] = {}


ADJECTIVE = re.compile("|".join(stems("spelling.adjective-forms")))
"""Adjectives of places (Бериславському, Донецкой); some towns are called so (Хмельницький)."""

NOTHING = Word("", NO_NAMES)


class _Words(dict[str, Word]):
    """The words of one language that were read so far; those asked for and not known are read now."""

    def __init__(self, reader: Reader, lang: str) -> None:
        self.reader = reader
        self.lang = lang

    def __missing__(self, normalised: str) -> Word:
        self.reader.make_room()
        word = self[normalised] = self.reader.read(self.lang, normalised)
        return word


class Reader:
    """Reads words as names of one gazetteer, and remembers; get it by ``gazetteer.companion(Reader)``."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._words: dict[str, _Words] = {}
        self._ignored = cache(self._ignored_in)
        self._exonyms = cache(partial(exonyms_of, gazetteer))
        self._kept = 0
        self.nearly = lru_cache(maxsize=5_000)(self._nearly)
        self.facts = lru_cache(maxsize=20_000)(self._facts)
        self.place = lru_cache(maxsize=5_000)(gazetteer.place_at)

    def words(self, lang: str) -> Mapping[str, Word]:
        """What each normalised word can be in a language; look words up by index, which reads those not yet known."""
        found = self._words.get(lang)
        if found is None:
            found = self._words[lang] = _Words(self, lang)
        return found

    def word(self, lang: str, normalised: str) -> Word:
        """What one normalised word can be."""
        return self.words(lang)[normalised]

    def make_room(self) -> None:
        """Forget all words when there are too many: hostile text invents them without end."""
        self._kept += 1
        if self._kept > WORDS_KEPT:
            for words in self._words.values():
                words.clear()
            self._kept = 1

    def read(self, lang: str, normalised: str) -> Word:
        """Read one word anew; ``lang`` says how to decline Cyrillic, and which words are ordinary."""
        word = fold(_in_one_script(normalised.removesuffix("'s")))
        if not word:
            return NOTHING
        near, forms = place_words(lang), _forms(lang, word)
        begins = tuple(form for form in (*forms, *_bare_arabic(word)) if self._begins_name(lang, form))
        if (normalised in FUNCTION_WORDS or word in near.never_alone) and word not in near.short_names:
            return Word(word, NO_NAMES, begins) if begins else NOTHING
        names = self._read(lang, word, forms)
        if names is NO_NAMES:
            names = self._read(lang, word, [form for form in _bare_arabic(word) if self._is_well_known(form)])
        if names is not NO_NAMES and self._drowned(lang, normalised, names):
            names = NO_NAMES
        areas = self._areas(lang, word, forms) if ADJECTIVE.search(word) else {}
        known = names is not NO_NAMES or begins or areas
        return Word(word, names, begins, areas, short=word in near.short_names) if known else NOTHING

    def _is_well_known(self, key: str) -> bool:
        """Whether a place of a name is so large that a word which merely contains the name means it."""
        return any(self.gazetteer.prominence(row) >= WELL_KNOWN for row, _ in self.gazetteer.candidates(key))

    def _areas(self, lang: str, word: str, forms: Sequence[str]) -> dict[str, Names]:
        """What an adjective names with a noun somewhere behind it, by how the noun begins."""
        found = {
            noun[:6]: self._read(lang, word, [f"{form} {noun}" for form in forms if form.endswith(endings)])
            for noun, endings in place_words(lang).area_endings.items()
        }
        return {noun: names for noun, names in found.items() if names is not NO_NAMES}

    def _drowned(self, lang: str, word: str, names: Names) -> bool:
        """Whether a village's name is so much commoner as a word or a given name that no text means the village."""
        if max(option.facts.prominence for option in names.options) >= DROWNED_BELOW or any(
            option.facts.kind != "settlement" for option in names.options
        ):
            return False
        word, near = word.removesuffix("'s"), place_words(lang)
        return word in near.given_names or word in near.surnames or (in_latin(lang, word) and is_common(lang, word))

    def _read(self, lang: str, written: str, keys: Sequence[str]) -> Names:
        if not self._ignored(lang).isdisjoint(keys):  # Атака is no place, though it is a case form of Атак as well
            return NO_NAMES
        return self.names(tuple(reading for key in keys if (reading := self.exact(lang, written, key)) is not None))

    def _ignored_in(self, lang: str) -> frozenset[str]:
        """The keys that no sentence of a language means as a place; `atlas.build` leaves out what none of any language does."""
        return self.gazetteer.ignored | (place_words(lang).ignored - place_words("").ignored)

    def _begins_name(self, lang: str, key: str) -> bool:
        """Whether a longer name begins with these words."""
        return self.gazetteer.begins_name(key) or key in self._exonyms(lang).beginnings

    def names(self, readings: tuple[PossibleName, ...]) -> Names:
        """Readings with their places weighed."""
        return Names(readings, self.options(readings)) if readings else NO_NAMES

    def options(self, readings: Iterable[PossibleName]) -> tuple[Option, ...]:
        """Every place of some readings, the likeliest first; historic names only where there is nothing else."""
        options = [self._option(reading, one) for reading in readings for one in reading.candidates]
        usual = [option for option in options if option.link != DISTANT] or options
        if any(" " in option.reading.key and option.facts.kind in FEATURES for option in usual):
            # A name that says what it is (Запорізька АЕС) means that, not the town that lends it its adjective.
            usual = [option for option in usual if option.facts.kind != "settlement"]
        best: dict[int, Option] = {}
        for option in sorted(usual, key=lambda option: -option.weight):
            best.setdefault(option.row, option)
        return tuple(best.values())

    def _option(self, reading: PossibleName, candidate: Candidate) -> Option:
        facts = self.facts(candidate.row)
        weight = facts.weight - LINK_COSTS[candidate.link] - (reading.edits or 0.6 * bool(reading.how))
        return Option(candidate.row, candidate.link, reading, facts, weight)

    def exact(self, lang: str, written: str, form: str) -> PossibleName | None:
        """The reading of a key, if it is a name; ``written`` is what stands in the text."""
        if len(form) < 3 and form not in place_words(lang).short_names:
            return None
        candidates = self._telling(self.gazetteer.candidates(form) + self._exonyms(lang).candidates.get(form, ()))
        if not candidates:
            return None
        return PossibleName(form, "" if form == written else f"a case form of {form.title()!r}", candidates)

    def _telling(self, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        """The most prominent candidate in each region: of two San Joses in one state no text means the hamlet."""
        if len(candidates) < 3:
            return candidates
        seen: dict[tuple[tuple[int, ...], int], Candidate] = {}
        for candidate in candidates:
            seen.setdefault((self.facts(candidate.row).areas, candidate.link), candidate)
        return tuple(seen.values())

    def _facts(self, row: int) -> Facts:
        gazetteer = self.gazetteer
        kind = gazetteer.kind_of(row)
        capital = gazetteer.is_capital(row)
        prominence = gazetteer.prominence(row)
        weight = math.log10(prominence + 100) + 1.2 * capital + 0.5 * (kind == "country")
        areas = tuple(gazetteer.areas_of(row)[1:])
        position = gazetteer.position_of(row)
        return Facts(prominence, weight, kind, gazetteer.country_of(row) or "", areas, capital, position)

    def longest(self, lang: str, first: Word, following: Iterator[str]) -> tuple[int, Names]:
        """The longest name that begins with a word: its number of words (0: none) and what it may be.

        ``following`` are the normalised words that may belong to the same name.
        """
        length, names = (1 if first.names is not NO_NAMES else 0), first.names
        read = first
        for count, normalised in enumerate(following, 2):
            if not read.begins or count > MAX_NAME_WORDS:
                break
            read = read.following.get(normalised) or self._follow(lang, read, normalised)
            if read.names is not NO_NAMES:
                length, names = count, read.names
        return length, names

    def _follow(self, lang: str, before: Word, normalised: str) -> Word:
        """Beginnings of names, and one word more: the names that end with it and the beginnings that go on."""
        self.make_room()
        word = fold(_in_one_script(normalised.removesuffix("'s")))
        noun = place_words(lang).kind_nouns.get(word)
        forms = (*_forms(lang, word), *((noun,) if noun else ()))
        longer = [f"{begun} {form}" for begun in before.begins for form in forms]
        going = tuple(begun for begun in longer if self._begins_name(lang, begun))[:MAX_PARTIALS]
        written = f"{before.key} {word}"
        names = self._read(lang, written, longer)
        read = Word(written, names, going) if going or names is not NO_NAMES else NOTHING
        before.following[normalised] = read
        return read

    def _nearly(self, key: str, slack: int = 0) -> tuple[PossibleName, ...]:
        """Names a few edits away, nearest first: from those one edit away, that sound alike and that begin alike.

        ``slack`` edits more than usual are allowed, for whoever knows where the place must lie.
        """
        allowed = edits_allowed(len(key)) + slack
        if not allowed or len(key) < SHORTEST_NEARLY or not self.gazetteer.ignored.isdisjoint(_forms("und", key)):
            return ()
        near = [(compare(key, name), name) for name in within(key, self._shortlist(key), allowed)]
        near.sort(key=lambda one: (one[0].edits, one[1]))
        readings = []
        for likeness, name in near[:NEAREST]:
            candidates = tuple(one for one in self.gazetteer.candidates(name) if one.link != DISTANT)
            if candidates:
                readings.append(PossibleName(name, likeness.why, candidates, likeness.edits))
        return tuple(readings)

    def _shortlist(self, key: str) -> list[str]:
        """Names worth comparing letter by letter, a few hundred at most."""
        has, beginning_with = self.gazetteer.has, self.gazetteer.beginning_with
        names = dict.fromkeys(name for name in one_edit(key, lambda head: bool(beginning_with(head, 1))) if has(name))
        names |= dict.fromkeys(self.gazetteer.sounding_like(key))
        names |= dict.fromkeys(self.gazetteer.beginning_with(key[: max(3, len(key) // 2)], SHORTLIST))
        names.pop(key, None)
        return list(names)


_TO_CYRILLIC = str.maketrans(dict(LOOKALIKES))
_TO_LATIN = str.maketrans({cyrillic: latin for latin, cyrillic in LOOKALIKES.items()})
_CYRILLIC, _LATIN = re.compile(f"[{CYRILLIC}]"), re.compile("[a-zï]")


def _in_one_script(word: str) -> str:
    """A word with the letters of another script that look like its own put right: Харкiв, as some keyboards write it."""
    if word.isascii():
        return word
    latin, cyrillic = len(_LATIN.findall(word)), len(_CYRILLIC.findall(word))
    if not latin or not cyrillic:
        return word
    return word.translate(_TO_CYRILLIC if cyrillic >= latin else _TO_LATIN)


def _forms(lang: str, word: str) -> tuple[str, ...]:
    """A word and, in Cyrillic, every nominative it may have; in Arabic, the word without its proclitics."""
    if word.isascii():
        return (word,)
    if is_cyrillic(word[0]):
        forms = dict.fromkeys(form for one in languages_of(lang) for form in nominatives(one, word))
        return tuple(forms)
    if is_arabic(word[0]):
        return tuple(names_in(word))
    return (word,)


def _bare_arabic(word: str) -> list[str]:
    return bare_names_in(word) if is_arabic(word[0]) else []


BEYOND_LATIN = "\u0250"
"""Letters from here on are no European language's in Latin script."""


def in_latin(lang: str, written: str) -> bool:
    """Whether a name or word of a sentence is in the letters of a Latin language: a to z, and its own where it has others."""
    return written.isascii() or (written[0] < BEYOND_LATIN and has(lang, "marked-letters"))


@lru_cache(maxsize=100_000)
def is_common(lang: str, word: str) -> bool:
    """Whether a normalised word is an ordinary word of its language: its grammar, or `lemma.is_ordinary`.

    A sentence of a language without a dictionary is asked in English: half of a feed's short titles are.
    """
    return word in FUNCTION_WORDS or any(is_ordinary(one, word) for one in _dictionaries(lang))


@cache
def _dictionaries(lang: str) -> tuple[str, ...]:
    """The languages whose dictionaries are asked for the ordinary words of a sentence."""
    first = languages()[0]
    return tuple(one for one in SPOKEN_BY.get(lang, ()) if has(one, "dictionary-tells-names")) or (first,)
