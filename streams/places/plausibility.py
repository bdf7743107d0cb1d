"""Whether a name is a place at all: what speaks for it and what against it, in points.

Its size, what stands beside it and where the text is about must outweigh that it is also a word, a person, a ship, a club.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

from streams.languages.identify import SPOKEN_BY
from streams.languages.language import has
from streams.languages.lemma import may_name_place
from streams.places.context import ANCHOR_FROM, Choice, Context
from streams.places.gazetteer import DISTANT, MAIN
from streams.places.heads import name_words
from streams.places.mention import Mention
from streams.places.nearness import NEIGHBOUR_KM, nearest_km
from streams.places.place import AREAS, FEATURES, Kind
from streams.places.readings import Facts, Option, in_latin, is_common
from streams.places.words import place_words
from streams.places.world import World


def belief_in(mention: Mention, choice: Choice, context: Context, area: int | None, *, listed: bool) -> float:
    """How much speaks for a mention being the place chosen, in points."""
    cues, facts = mention.cues, choice.option.facts
    support = context.support(facts.country)
    belief = _size(facts.kind, facts.prominence) + min(1.0, support)
    if mention.last - mention.first > 1:
        belief += 1.0 if facts.prominence >= 5_000 else 0.3
    belief += 1.5 * ("in" in cues) + 2.0 * ("kind" in cues) + 0.7 * listed
    if area is not None and area in facts.areas:
        belief += 2.5
    if choice.among == 1:
        belief += 0.5 if len(choice.option.reading.key) < LONG_NAME else 0.8
    belligerents = context.world.at_war
    at_war = facts.country in belligerents and not belligerents.isdisjoint(context.countries)
    if not support and facts.kind == "settlement" and context.countries and not at_war:
        belief -= 0.7
    if facts.prominence < TELLS_ITSELF and mention.latin and area is None and cues.isdisjoint(PLACED):
        belief -= 0.7
    if facts.kind == "settlement" and facts.prominence < TOWN:
        belief += _village(mention, choice.option, context)
    if choice.option.link != MAIN:
        belief -= 0.2 if choice.option.link != DISTANT else 1.5 if "in" in cues or "kind" in cues else 2.5
    return belief


def _village(mention: Mention, option: Option, context: Context) -> float:
    """What speaks for a village or small town besides its size: its neighbours, its region, a name like no other word."""
    facts = option.facts
    belief = 0.0
    if context.anchors and nearest_km(option, context.anchors) < NEIGHBOUR_KM:
        belief += 1.0
    if not context.areas.isdisjoint(facts.areas[:-1]):
        belief += 0.5
    endings = name_words(mention.lang).town_endings
    if facts.country in SLAVIC and len(option.reading.key) >= LONG_NAME and mention.key.endswith(endings):
        belief += 0.8
    return belief


SLAVIC = frozenset({"UA", "RU", "BY"})
"""Countries whose towns have such endings."""
TOWN = 50_000
"""Inhabitants below which what stands around a name has to help."""
LONG_NAME = 7
"""Letters from which an ending as towns have it is no chance: Ugledar; shorter words end so too: Pavlo."""
TELLS_ITSELF = 15_000
"""Inhabitants below which an English text introduces a place by a preposition, its kind or the area around it."""
PLACED = frozenset({"in", "kind", "list"})


@lru_cache(maxsize=10_000)
def _size(kind: Kind, prominence: int) -> float:
    """What size alone is worth: 0.3 for a hamlet, 1 for 3,000 inhabitants, 2.3 for 66,000, 3.5 from a million on."""
    if kind == "country":
        return 4.0
    if kind == "district":
        return 2.0
    if kind != "settlement":
        return 3.0
    return min(3.5, max(0.3, math.log10(prominence + 1) - 2.5))


Doubt = tuple[float, str]
"""A weight in points, and what it is for."""


def doubts_of(mention: Mention, option: Option, context: Context, area: int | None, *, listed: bool) -> list[Doubt]:
    """What speaks against a mention being a place at all, each with its weight."""
    cues, facts = mention.cues, option.facts
    doubts: list[Doubt] = []
    placed = area is not None and area in facts.areas
    settled = placed or listed or "in" in cues or "kind" in cues
    _doubt_namesakes(cues, facts, settled, doubts)
    if not cues.isdisjoint(NEVER_PLACE):
        doubts += [(NEVER, told) for cue, told in NEVER_PLACE.items() if cue in cues]
    if not placed and ("name" in cues or "surname" in cues):
        _doubt_longer(mention, facts, doubts, settled=settled)
    if ("river" in cues or "the" in cues) and option.reading.key in place_words(mention.lang).rivers:
        doubts.append((5.0, "a river"))
    if not placed and _is_known_as_other(option.reading.key, mention.cues, context.world):
        doubts.append((NEVER, "better known as a person, a company or an event"))
    if facts.kind == "settlement":
        _doubt_settlement(mention, doubts)
        if not placed and "kind" not in cues:
            _doubt_bare(mention, option, context, settled, doubts)
    if " " in option.reading.key:
        _doubt_words(mention, facts, settled, doubts)
    else:
        _doubt_word(mention, option, settled, doubts)
    if mention.style == "lower":
        sole = len(mention.names.options) == 1 and not mention.latin
        doubts.append((0.8 if sole else 1.5, "written without a capital letter"))
    if option.reading.edits:
        likely = context.support(facts.country) and (facts.country in context.world.at_war or not mention.latin)
        doubts.append((1.0 if likely else 3.0, "only resembles the name of a place"))
    return doubts


NEVER = 7.0
"""Points that outweigh a well-known city after a preposition, in a country that the text names: off the San Diego Padres."""
NEVER_PLACE = {
    "organisation": "part of an organisation's name",
    "person": "a title or a given name stands before it",
    "address": "a street's name",
    "vessel": "the name of a ship",
    "product": "a dish, a drink or a garment is called so",
    "longer": "part of the name of a sea, a race or a county",
}


def _doubt_namesakes(cues: frozenset[str], facts: Facts, settled: bool, doubts: list[Doubt]) -> None:
    """What bears the names of some places and not of others: a country has no striker, a park is in a large city."""
    town = facts.kind == "settlement"
    if "sport" in cues and facts.kind != "country":
        doubts.append((NEVER, "a team"))
    if "quoted" in cues and "kind" not in cues and (town or facts.kind in AREAS):
        doubts.append((NEVER, "a title in quotation marks"))
    if town and facts.prominence < 1_000_000:
        if "weapon" in cues and not settled:
            doubts.append((4.0, "a weapon is called so"))
        if "grounds" in cues and "kind" not in cues:  # through Golden Gate Park: the preposition is the park's
            doubts.append((4.0, "part of a longer name"))


def _is_known_as_other(key: str, cues: frozenset[str], world: World) -> bool:
    if "kind" in cues:
        return False
    return key in world.public_figures or (key in world.companies and "in" not in cues)


def _doubt_bare(mention: Mention, option: Option, context: Context, settled: bool, doubts: list[Doubt]) -> None:
    """What speaks against a settlement that nothing calls one: the club of the town; in English, another name of the place.

    Names of places at war are written in as many ways as there are desks.
    """
    if context.sport and not settled:
        doubts.append((3.0, "perhaps a team, in an article about sport"))
    usual = mention.latin and _has_usual_names(mention.lang)
    if option.link == MAIN or not usual or option.facts.country in context.world.at_war:
        return
    if "river" in mention.cues and not settled:
        doubts.append((2.5, "a river"))
    if len(mention.quote) <= SHORT_ALIAS:
        doubts.append((3.0, "a short name that is seldom used for it"))
    elif not settled and not context.support(option.facts.country):
        doubts.append((1.0, "a name that is seldom used for it"))


def _has_usual_names(lang: str) -> bool:
    """Whether texts of a language call places by one name, as those that show no language mostly do."""
    return lang.startswith(UNDETERMINED) or has(lang, "one-usual-name")


UNDETERMINED = "und"
"""How the codes of languages begin that nothing has told (BCP 47)."""


def _doubt_longer(mention: Mention, facts: Facts, doubts: list[Doubt], *, settled: bool) -> None:
    """A name beside an unknown word with a capital letter, which may be its other half."""
    large = settled or facts.prominence >= 1_000_000
    small = 1.5 if facts.prominence < ANCHOR_FROM else 1.0  # into Rio Grande, at Edgewood Tahoe
    doubts.append((0.5 if facts.kind == "country" else small if large else 2.5, "part of a longer name"))
    if "kind" in mention.cues and "surname" in mention.cues:
        doubts.append((3.0, "part of the name that its kind announces"))  # the town of Adan Yabaal


SHORT_ALIAS = 4
"""Letters up to which another name of a place is an abbreviation or a word: Lon, Bec, Com."""


def _doubt_settlement(mention: Mention, doubts: list[Doubt]) -> None:
    if mention.lang != UNDETERMINED and mention.lang not in SPOKEN_BY:
        doubts.append((3.0 if mention.initial else 1.0, "in a language we do not read"))
    if "county" in mention.cues:
        doubts.append((3.0, "a county, and the gazetteer knows no counties"))
    if "the" in mention.cues and mention.cues.isdisjoint(_WITH_ARTICLE):
        doubts.append((1.5, "has an article before it, as settlements have not"))


_WITH_ARTICLE = frozenset({"noun", "kind", "actor"})
"""What makes an article before a settlement belong to something else: the Kherson bridge."""
_BRAND = re.compile(r"[a-z][A-Z]\w*$")
KNOWN_TO_ALL = 2_000_000
"""Inhabitants from which a city's name is the city, though it is also a word."""


def _doubt_words(mention: Mention, facts: Facts, settled: bool, doubts: list[Doubt]) -> None:
    """What speaks against a name of several words."""
    if settled or facts.prominence >= 100_000 or facts.kind in SAYS_WHAT_IT_IS:
        return
    words = mention.text.words[mention.first : mention.last]
    if len(words) > 1 and all(is_common(mention.lang, one) for one in words):
        doubts.append((0.5 if _stands_out(mention) else 2.5, "ordinary words"))
    elif words[0] in place_words(mention.lang).given_names:
        doubts.append((3.0, "begins as a person's name"))


SAYS_WHAT_IT_IS: frozenset[Kind] = FEATURES | {"district"}
"""Kinds whose names of several words have a noun for it: Сумський район, Snake Island."""


def _stands_out(mention: Mention) -> bool:
    """Whether the last word has a capital in Cyrillic, which writes no titles so: Оборона Часового Яру."""
    last = mention.text.words[mention.last - 1]
    return mention.style == "plain" and not mention.latin and mention.text.raw[mention.end - len(last)].isupper()


def _doubt_word(mention: Mention, option: Option, settled: bool, doubts: list[Doubt]) -> None:
    """What speaks against a name of one word."""
    facts, plain, quote = option.facts, mention.style == "plain", mention.quote
    word, near = mention.text.words[mention.first].removesuffix("'s"), place_words(mention.lang)
    if word in near.demonyms:
        doubts.append((5.0, "a people's name"))
    elif word in near.given_names or word in near.surnames:
        large = facts.prominence >= 1_000_000
        if "surname" in mention.cues:
            doubts.append((4.0, "also a person's name, and another follows"))
        governs = "actor" in mention.cues and facts.capital
        doubts.append((0.5 if settled or governs else 1.5 if large else 3.0, "also a person's name"))
    if word in name_words(mention.lang).region_adjectives:
        return
    named = facts.kind in AREAS and may_name_place(mention.lang, word)  # a village may be called Порт, an area is not
    if facts.kind != "country" and facts.prominence < KNOWN_TO_ALL and not named and is_common(mention.lang, word):
        telling = plain and not mention.initial and (option.link == MAIN or not in_latin(mention.lang, word))
        weight = (0.7 if settled or not in_latin(mention.lang, word) else 2.0) if telling else 3.0
        doubts.append((weight * (2.0 if facts.kind in AREAS else 1.0), "also an ordinary word"))
    elif plain and len(word) <= 5 and facts.kind == "settlement" and quote.isupper():
        doubts.append((2.5, "an abbreviation"))
    if plain and _BRAND.search(quote):
        doubts.append((2.5, "written as a brand is"))
