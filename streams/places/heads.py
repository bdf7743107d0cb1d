"""Words that make a place's name the name of something else, by the kind of thing: clubs, ships, dishes, weapons, waters.

Short lists written by hand, folded (`similarity.fold`), each in its language's folder. Names of single clubs are of the
world (`world.World`). Dishes and garments: what English dictionaries list under a town's
name. Offices on a field and results: the football pages of English newspapers. Titles of works and ships stand in quotation
marks and need no list.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from streams.languages.filled import filled
from streams.languages.language import Lexicon, lexicon_of

NAME_REACH = 4
"""Capitalised words after a place among which the last word of an organisation's name is looked for."""


@dataclass(frozen=True, eq=False)
class NameWords:
    """The words of the room `name` that the sentences of one language are read with; `roles.py` says what each is for."""

    sport: frozenset[str]
    only_sport: frozenset[str]
    players: frozenset[str]
    other_players: frozenset[str]
    results: frozenset[str]
    bodies: frozenset[str]
    heads: frozenset[str]
    qualifiers: frozenset[str]
    press_before: frozenset[str]
    addresses_before: frozenset[str]
    vessels: frozenset[str]
    vessels_after: frozenset[str]
    weapons: frozenset[str]
    weapons_how: frozenset[str]
    events: frozenset[str]
    products: frozenset[str]
    containers: frozenset[str]
    dishes: frozenset[str]
    pets: frozenset[str]
    genitive: frozenset[str]
    races: frozenset[str]
    waters: frozenset[str]
    waters_after: frozenset[str]
    wider: frozenset[str]
    grounds: frozenset[str]
    country_namesakes: frozenset[str]
    city_namesakes: frozenset[str]
    region_adjectives: frozenset[str]
    crimean: frozenset[str]
    sea_affairs: frozenset[str]
    state_people: frozenset[str]
    speaks_before: frozenset[str]
    town_endings: tuple[str, ...]
    small_in_headlines: frozenset[str]
    saints: frozenset[str]
    goes_on: frozenset[str]

    @cached_property
    def before(self) -> dict[str, str]:
        """What single words right before a name make of it, each as a cue."""
        return {
            **dict.fromkeys(self.vessels, "vessel"),
            **dict.fromkeys(self.addresses_before, "address"),
            **dict.fromkeys(self.press_before, "organisation"),
            **dict.fromkeys(self.dishes, "product"),
        }

    @cached_property
    def after(self) -> dict[str, str]:
        """What single words without a capital right after a name make of it, each as a cue."""
        return {**dict.fromkeys(self.products, "product"), **dict.fromkeys(self.players, "sport")}


@cache
def name_words(lang: str) -> NameWords:
    """The words that make names of something else, as the sentences of a language are read with them."""
    return _filled(lexicon_of(lang))


@cache
def _filled(lexicon: Lexicon) -> NameWords:
    return filled(NameWords, "name", lexicon)
