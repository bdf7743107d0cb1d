"""Decide which place each name means, if any, and say why.

Two questions, asked apart. *Which* of its places would a name mean: the one in a region or country that the text
names, near its other places, a usual name before an old one, the largest of equals. And *is* it that place at all:
its size, what stands beside it and where the text is about must outweigh that it is also a word, a person, a paper.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from streams.places.context import Choice, Context, read_context
from streams.places.gazetteer import DISTANT, MAIN, great_circle_km
from streams.places.mention import Mention
from streams.places.names import DEMONYMS
from streams.places.place import AREAS, Kind, Place
from streams.places.readings import Facts, Option, Reader, is_common
from streams.places.words import GIVEN_NAMES, RIVERS, SURNAMES
from streams.text import Text

LIKELY = 2.0
"""The belief from which a name is taken for a place. `_belief` is a sum of points, about one for each factor of ten
in inhabitants above 300; tuned on VIINA's headlines and on names drawn at random from news items."""
REACH_KM = 450.0
"""How far from a text's other places a place still gains by them: Kherson to Odesa 145 km, Kharkiv to Kyiv 410 km."""
REACH_DEGREES = REACH_KM / 111


@dataclass(slots=True)
class Decision:
    """What a mention means: its place or None, why, and whether the name stands for a government.

    ``belief`` is how much speaks for the likeliest place, ``doubts`` are the weights and reasons of what speaks against it
    being a place at all, ``area`` is the row of the area that follows the name; `explanation` tells them.
    """

    mention: Mention
    place: Place | None
    why: str
    governs: bool = False
    option: Option | None = None
    belief: float = 0.0
    doubts: Sequence[tuple[float, str]] = ()
    area: int | None = None


def decide(texts: Sequence[Text], mentions: Sequence[Mention], reader: Reader) -> list[Decision]:
    """Decide all mentions of one article together."""
    context = read_context(texts, mentions)
    decisions: list[Decision] = []
    for number, mention in enumerate(mentions):
        following = mentions[number + 1] if number + 1 < len(mentions) else None
        before = (
            decisions[-1] if decisions and "list" in mention.cues and _beside(decisions[-1].mention, mention) else None
        )
        decisions.append(_decide(mention, before, following, context, reader))
        if "regions" in mention.cues:
            _as_regions(decisions, reader)
    return decisions


def _beside(one: Mention, other: Mention) -> bool:
    """Whether two mentions stand in one sentence with at most a word between them."""
    return one.sentence == other.sentence and other.first - one.last <= 1 and one.text is other.text


def _decide(
    mention: Mention, before: Decision | None, following: Mention | None, context: Context, reader: Reader
) -> Decision:
    if context.persons and "in" not in mention.cues and mention.key in context.persons:
        return Decision(mention, None, "a person's name in this article")
    area = _area_after(mention, following) if following is not None and _beside(mention, following) else None
    choice = _choose(mention, before, context, area, reader)
    facts = choice.option.facts
    belief = _belief(mention, choice, before, context, area)
    doubts = _doubts(mention, choice.option, before, area, context)
    place = reader.place(choice.option.row)
    if (belief - sum([weight for weight, _ in doubts]) if doubts else belief) < LIKELY:
        against = max(doubts)[1] if doubts else "too small, and nothing else in the text points there"
        why = f"not likely {_told(place)}: {against}"
        return Decision(mention, None, why, belief=belief, doubts=doubts, area=area)
    subject = "actor" in mention.cues and not mention.cues & {"in", "kind"}  # the parliament in Vilnius ratified it
    governs = subject and (facts.capital or facts.kind == "country")
    return Decision(mention, place, _why(choice), governs, choice.option, belief, doubts, area)


def _told(place: Place) -> str:
    """A place with what it lies in."""
    around = [part for part in (place.admin1, place.country) if part and part != place.name]
    return f"{place.name} ({', '.join(around)})" if around else place.name


def _why(choice: Choice) -> str:
    how = choice.option.reading.how
    return f"{how}; {choice.because}" if how else choice.because


def _as_regions(decisions: Sequence[Decision], reader: Reader) -> None:
    """`Kharkiv and Sumy regions`: a plural after a list of seats makes each of them its region."""
    for decision in reversed(decisions):
        seat = decision.option.row if decision.option is not None else None
        region = reader.gazetteer.region_of(seat) if seat is not None else None
        if region is None or reader.gazetteer.seat_of(region) != seat:
            return
        decision.place = reader.place(region)
        decision.why = f"the region named after its seat; {decision.why}"
        if "list" not in decision.mention.cues:
            return


# -------------------------------------------------------------------------------------- which place


AREA_KINDS: tuple[Kind, ...] = ("district", "region", "country")
"""From small to large."""


def _area_after(mention: Mention, following: Mention) -> int | None:
    """The area that follows a name in apposition: `Lyman, Donetsk Oblast`, `Ізмаїл (Одеська область)`."""
    if mention.text.raw[mention.end : following.start].strip(" ,('’s") not in {"", "в", "у", "in"}:
        return None
    wider = (
        AREA_KINDS[AREA_KINDS.index(own) + 1 :] if (own := mention.names.options[0].facts.kind) in AREAS else AREA_KINDS
    )
    return next((one.row for one in following.names.options if one.facts.kind in wider), None)


CONSIDERED = 16
"""Places of one name that are weighed unless an area follows it: the 17th San José is smaller than 20,000."""
CLOSE_CALL = 1.5
"""The points within which distances are measured before the best is taken: what nearness can be worth at most."""


def _choose(mention: Mention, before: Decision | None, context: Context, area: int | None, reader: Reader) -> Choice:
    """The place that a mention would most likely mean, of all its options; an article means one by one name."""
    options = mention.names.options
    if len(options) == 1:
        inside = area is not None and area in options[0].facts.areas
        return Choice(options[0], 1, _follows(area, reader) if inside else "the only place of this name")
    beside = before.option if before is not None else None
    asked = (mention.names, area)
    if beside is None and asked in context.chosen:
        return context.chosen[asked]
    best = _best(options, [beside] if beside else context.anchors, context, area)
    choice = Choice(best, len(options), _because(best.facts, len(options), context, area, reader))
    context.chosen.setdefault(asked, choice)
    return choice


def _best(options: Sequence[Option], others: Sequence[Option], context: Context, area: int | None) -> Option:
    considered = options if area is not None else options[:CONSIDERED]
    named = context.countries
    scored = [
        (option.weight + fit(option, context, area), option)
        if area is not None or option.facts.country in named
        else (option.weight, option)
        for option in considered
    ]
    best_score, best = max(scored, key=_first)
    if others:
        close = [entry for entry in scored if entry[0] > best_score - CLOSE_CALL]
        if len(close) > 1:
            best = max(((score + nearness(option, others), option) for score, option in close), key=_first)[1]
    return _settlement_over_region(best, options, area)


def _first(entry: tuple[float, Option]) -> float:
    return entry[0]


def _follows(area: int | None, reader: Reader) -> str:
    return f"in {reader.gazetteer.name_at(area)}, which follows" if area is not None else ""


def _because(facts: Facts, among: int, context: Context, area: int | None, reader: Reader) -> str:
    if area is not None and area in facts.areas:
        return _follows(area, reader)
    named = next((inner for inner in facts.areas if inner in context.areas), None)
    if named is not None:
        return f"in {reader.gazetteer.name_at(named)}, which the text names"
    return f"the most prominent of {among} places"


def fit(option: Option, context: Context, area: int | None) -> float:
    """How well a place fits what the article is about, in points."""
    facts = option.facts
    if area is not None and area in facts.areas:
        return 7.0
    support = context.support(facts.country)
    if not context.areas:
        return support
    if option.row in context.areas:
        return support + 1.5
    if not context.areas.isdisjoint(facts.areas):
        named = facts.areas[0] in context.areas and len(facts.areas) > 1
        return support + (2.5 if named else 1.0)
    return support


def nearness(option: Option, others: Sequence[Option]) -> float:
    """What lying near other places of the text is worth: `CLOSE_CALL` at most, nothing from `REACH_KM` on."""
    here = option.facts.position
    if here is None:
        return 0.0
    nearest = REACH_KM
    latitude = here[0]
    for other in others:
        there = other.facts.position
        if there is not None and -REACH_DEGREES < there[0] - latitude < REACH_DEGREES and other.row != option.row:
            nearest = min(nearest, great_circle_km(*here, *there))
    return CLOSE_CALL * (1 - nearest / REACH_KM)


def _settlement_over_region(best: Option, options: Sequence[Option], area: int | None) -> Option:
    """A bare New York is the city, not the state around it; Oklahoma is the state."""
    if best.facts.kind not in {"region", "district"} or area is not None:
        return best
    for option in options:
        if best.row in option.facts.areas and option.facts.prominence * 5 > best.facts.prominence:
            return option
    return best


# ------------------------------------------------------------------------------- whether it is a place


def _belief(mention: Mention, choice: Choice, before: Decision | None, context: Context, area: int | None) -> float:
    """How much speaks for a mention being the place chosen, in points."""
    cues, facts = mention.cues, choice.option.facts
    support = context.support(facts.country)
    belief = _size(facts.kind, facts.prominence) + min(1.0, support)
    if mention.last - mention.first > 1:
        belief += 1.0 if facts.prominence >= 5_000 else 0.3
    if "in" in cues:
        belief += 1.5
    if "kind" in cues:
        belief += 2.0
    if area is not None and area in facts.areas:
        belief += 2.5
    if before is not None and before.place is not None and before.place.country == facts.country:
        belief += 0.7
    if choice.among == 1:
        belief += 0.5 if len(choice.option.reading.key) < 7 else 0.8
    if not support and facts.kind == "settlement" and context.countries:
        belief -= 0.7
    if facts.prominence < TELLS_ITSELF and mention.quote.isascii() and area is None and cues.isdisjoint(PLACED):
        belief -= 0.7
    if choice.option.link != MAIN:
        belief -= 0.2 if choice.option.link != DISTANT else 1.5 if "in" in cues or "kind" in cues else 2.5
    return belief


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


def _doubts(
    mention: Mention, option: Option, before: Decision | None, area: int | None, context: Context
) -> list[Doubt]:
    """What speaks against a mention being a place at all, each with its weight."""
    cues, facts = mention.cues, option.facts
    doubts: list[Doubt] = []
    placed = area is not None and area in facts.areas
    listed = before is not None and before.place is not None and before.place.country == facts.country
    settled = placed or listed or "in" in cues or "kind" in cues
    if not cues.isdisjoint(NEVER_PLACE):
        doubts += [(5.0, told) for cue, told in NEVER_PLACE.items() if cue in cues]
    if not placed and ("name" in cues or "surname" in cues):
        large = settled or facts.prominence >= 1_000_000
        doubts.append((0.5 if facts.kind == "country" else 1.0 if large else 2.5, "part of a longer name"))
    if ("river" in cues or "the" in cues) and option.reading.key in RIVERS:
        doubts.append((5.0, "a river"))
    if facts.kind == "settlement":
        _doubt_settlement(mention, doubts)
    if " " in option.reading.key:
        _doubt_words(mention, facts, settled, doubts)
    else:
        _doubt_word(mention, option, settled, doubts)
    if mention.style == "lower":
        doubts.append((1.5, "written without a capital letter"))
    if option.reading.edits:
        doubts.append((1.0 if context.support(facts.country) else 3.0, "only resembles the name of a place"))
    return doubts


NEVER_PLACE = {
    "organisation": "part of an organisation's name",
    "person": "a title or a given name stands before it",
    "address": "a street's name",
}


def _doubt_settlement(mention: Mention, doubts: list[Doubt]) -> None:
    if mention.lang not in READ:
        doubts.append((3.0 if mention.initial else 1.0, "in a language we do not read"))
    if "county" in mention.cues:
        doubts.append((3.0, "a county, and the gazetteer knows no counties"))
    if "the" in mention.cues and mention.cues.isdisjoint(_WITH_ARTICLE):
        doubts.append((1.5, "has an article before it, as settlements have not"))


_WITH_ARTICLE = frozenset({"noun", "kind", "actor"})
"""What makes an article before a settlement belong to something else: the Kherson bridge."""
READ = frozenset({"en", "uk", "ru", "ar", "und", "und-Latn", "und-Cyrl", "und-Arab"})
"""Languages whose ordinary words we can tell from names."""


_BRAND = re.compile(r"[a-z][A-Z]\w*$")
KNOWN_TO_ALL = 2_000_000
"""Inhabitants from which a city's name is the city, though it is also a word."""


def _doubt_words(mention: Mention, facts: Facts, settled: bool, doubts: list[Doubt]) -> None:
    """What speaks against a name of several words."""
    if settled or facts.prominence >= 100_000:
        return
    words = mention.text.words[mention.first : mention.last]
    if len(words) > 1 and all(is_common(mention.lang, one) for one in words):
        doubts.append((2.5, "ordinary words"))


def _doubt_word(mention: Mention, option: Option, settled: bool, doubts: list[Doubt]) -> None:
    """What speaks against a name of one word."""
    facts, plain, quote = option.facts, mention.style == "plain", mention.quote
    word = mention.text.words[mention.first].removesuffix("'s")
    if word in DEMONYMS:
        doubts.append((5.0, "a people's name"))
    elif word in GIVEN_NAMES or word in SURNAMES:
        large = facts.prominence >= 1_000_000
        if "surname" in mention.cues:
            doubts.append((4.0, "also a person's name, and another follows"))
        doubts.append((0.5 if settled else 1.5 if large else 3.0, "also a person's name"))
    if facts.kind != "country" and facts.prominence < KNOWN_TO_ALL and is_common(mention.lang, word):
        telling = plain and not mention.initial and (option.link == MAIN or not word.isascii())
        weight = (0.7 if settled or not word.isascii() else 2.0) if telling else 3.0
        doubts.append((weight * (1.5 if facts.kind in AREAS else 1.0), "also an ordinary word"))
    elif plain and len(word) <= 5 and facts.kind == "settlement" and quote.isupper():
        doubts.append((2.5, "an abbreviation"))
    if plain and _BRAND.search(quote):
        doubts.append((2.5, "written as a brand is"))
