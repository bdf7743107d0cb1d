"""Lists of the words beside names of places: prepositions, kinds of places, titles, given names, verbs.

Closed or short lists, written by hand, each in its language's folder; a sentence is read with those of its own language.
Given names: the commonest of the US census of 1990 (public domain) that news is full of, and the commonest of Ukraine,
Russia and the Arab world as English news spells them. All folded (`similarity.fold`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from streams.languages.filled import filled
from streams.languages.language import Lexicon, lexicon_of


@dataclass(frozen=True, eq=False)
class PlaceWords:
    """The words of the room `place` that the sentences of one language are read with; `roles.py` says what each is for."""

    locative: frozenset[str]
    kind_before: frozenset[str]
    kind_of: frozenset[str]
    kind_after: frozenset[str]
    kind_in_names: frozenset[str]
    counties: frozenset[str]
    cities: frozenset[str]
    state_of: frozenset[str]
    kind_words: tuple[str, ...]
    kinds_ahead: tuple[str, ...]
    kind_nouns: dict[str, str]
    area_nouns: dict[str, frozenset[str]]
    adjective_nouns: tuple[str, ...]
    regions_after: frozenset[str]
    directions: frozenset[str]
    between: frozenset[str]
    between_stems: tuple[str, ...]
    leads: frozenset[str]
    holders: frozenset[str]
    offices: frozenset[str]
    river_before: frozenset[str]
    of: frozenset[str]
    genitive: frozenset[str]
    lies_in: frozenset[str]
    articles: frozenset[str]
    and_: frozenset[str]
    particles: frozenset[str]
    titles: frozenset[str]
    also_adjectives: frozenset[str]
    addresses: frozenset[str]
    given_names: frozenset[str]
    surnames: frozenset[str]
    photo_agencies: frozenset[str]
    organisation_after: frozenset[str]
    organisation_before: frozenset[str]
    of_organisation: frozenset[str]
    government_verbs: frozenset[str]
    attacked: frozenset[str]
    befallen: frozenset[str]
    addressed: frozenset[str]
    addressed_how: frozenset[str]
    doers: frozenset[str]
    also_attacks: frozenset[str]
    after_attacks: frozenset[str]
    auxiliaries: frozenset[str]
    adverbs: tuple[str, ...]
    owned_by_government: frozenset[str]
    wars: frozenset[str]
    impersonal: tuple[str, ...]
    past: tuple[str, ...]
    rivers: frozenset[str]
    short_names: frozenset[str]
    never_alone: frozenset[str]
    not_names: frozenset[str]
    not_names_2: frozenset[str]
    traps: frozenset[str]
    never_places: frozenset[str]
    demonyms: dict[str, str]
    demonym_stems: dict[str, str]
    institutions: dict[str, str]

    @cached_property
    def small(self) -> frozenset[str]:
        """Words that may go on with a name without a capital letter."""
        return self.particles | self.kind_after

    @cached_property
    def leading(self) -> frozenset[str]:
        """Words before an adjective that lies between a preposition and a place."""
        return self.locative | self.leads

    @cached_property
    def no_surnames(self) -> frozenset[str]:
        """Words with a capital behind a name that are nobody's surname: what goes on with a longer name."""
        return self.never_alone | self.kind_after | self.organisation_after

    @cached_property
    def area_endings(self) -> dict[str, tuple[str, ...]]:
        """Nouns that may stand after a list of adjectives, with how these end in the nominative singular."""
        return {noun: tuple(endings) for noun, endings in self.area_nouns.items()}

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Words that say what kind of place a name belongs to, left out when the whole name is not known."""
        return (self.kind_before | self.kind_after | self.kind_of | self.not_names) - self.not_names_2

    @cached_property
    def ignored(self) -> frozenset[str]:
        """What no sentence of the language means as a place: its everyday speech, and the names of houses and seas."""
        return self.traps | self.never_places


@cache
def place_words(lang: str) -> PlaceWords:
    """The words beside names that the sentences of a language are read with."""
    return _filled(lexicon_of(lang))


@cache
def _filled(lexicon: Lexicon) -> PlaceWords:
    return filled(PlaceWords, "place", lexicon)
