"""Decide which place each name means, if any, and say why.

Two questions, asked apart. *Which* of its places would a name mean: the one in a region or country that the text
names, near its other places, a usual name before an old one, the largest of equals. And *is* it that place at all:
its size, what stands beside it and where the text is about must outweigh that it is also a word, a person, a paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from streams.places.apposition import STATED, area_after, contradicts
from streams.places.context import Choice, Context, read_context
from streams.places.mention import Mention
from streams.places.nearness import CLOSE_CALL, elsewhere, nearness
from streams.places.place import Place
from streams.places.plausibility import belief_in, doubts_of
from streams.places.readings import Facts, Option, Reader
from streams.text.text import Text

LIKELY = 2.0
"""The belief from which a name is taken for a place. `plausibility.belief_in` is a sum of points, about one for each factor of ten
in inhabitants above 300; tuned on VIINA's headlines and on names drawn at random from news items."""


@dataclass(slots=True)
class Meaning:
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


def decide(texts: Sequence[Text], mentions: Sequence[Mention], reader: Reader) -> list[Meaning]:
    """Decide all mentions of one article together."""
    context = read_context(texts, mentions, reader.gazetteer.world)
    decisions: list[Meaning] = []
    for number, mention in enumerate(mentions):
        following = mentions[number + 1 : number + 3]
        last = decisions[-1] if decisions and _beside(decisions[-1].mention, mention) else None
        before = last if "list" in mention.cues else None
        decisions.append(_around(last, mention, reader) or _decide(mention, before, following, context, reader))
        if "regions" in mention.cues:
            _as_regions(decisions, reader)
    return decisions


def _beside(one: Mention, other: Mention) -> bool:
    """Whether two mentions stand in one sentence with at most a word between them."""
    return one.sentence == other.sentence and other.first - one.last <= 1 and one.text is other.text


def _decide(
    mention: Mention, before: Meaning | None, after: Sequence[Mention], context: Context, reader: Reader
) -> Meaning:
    following = after[0] if after else None
    if context.persons and "in" not in mention.cues and mention.key in context.persons:
        return Meaning(mention, None, "a person's name in this article")
    area = area_after(mention, *after) if after else None
    choice = _choose(mention, before, context, area, reader)
    facts = choice.option.facts
    listed = before is not None and before.place is not None and before.place.country == facts.country
    belief = belief_in(mention, choice, context, area, listed=listed)
    doubts = doubts_of(mention, choice.option, context, area, listed=listed)
    if area is not None and contradicts(area, mention, choice.option, following, reader):
        doubts.append((5.0, f"not in {reader.gazetteer.name_at(area)}, which follows"))
    if "namesake" in mention.cues and not _another_follows(mention, following):
        doubts.append((5.0, "a given name, and a surname follows"))
    place = reader.place(choice.option.row)
    if (belief - sum([weight for weight, _ in doubts]) if doubts else belief) < LIKELY:
        against = max(doubts)[1] if doubts else "too small, and nothing else in the text points there"
        why = f"not likely {_told(place)}: {against}"
        return Meaning(mention, None, why, belief=belief, doubts=doubts, area=area)
    subject = "holder" in mention.cues or (  # in Moscow-annexed Crimea; the parliament in Vilnius ratified it
        "actor" in mention.cues and not mention.cues & {"in", "kind"}
    )
    governs = subject and (facts.capital or facts.kind == "country")
    return Meaning(mention, place, _why(choice), governs, choice.option, belief, doubts, area)


def _another_follows(mention: Mention, following: Mention | None) -> bool:
    """Whether the next word is a town of its own and no surname: Israel Iran."""
    if following is None or following.first > mention.last:
        return False
    return following.names.options[0].facts.prominence >= ANOTHER_FROM


ANOTHER_FROM = 50_000
"""Inhabitants from which a town is better known than people of that surname."""


def _told(place: Place) -> str:
    """A place with what it lies in."""
    around = [part for part in (place.admin1, place.country) if part and part != place.name]
    return f"{place.name} ({', '.join(around)})" if around else place.name


def _why(choice: Choice) -> str:
    how = choice.option.reading.how
    return f"{how}; {choice.because}" if how else choice.because


AROUND_CAPITALS = {
    "iso3166:UA-30": "iso3166:UA-32",
    "iso3166:RU-MOW": "iso3166:RU-MOS",
    "iso3166:RU-SPE": "iso3166:RU-LEN",
    "iso3166:BY-HM": "iso3166:BY-MI",
}
"""Cities that are regions of their own, with the region that news calls by their name (ISO 3166-2)."""


def _as_regions(decisions: Sequence[Meaning], reader: Reader) -> None:
    """`Kharkiv and Sumy regions`: a plural after a list of seats makes each of them its region."""
    for decision in reversed(decisions):
        seat = decision.option.row if decision.option is not None else None
        region = reader.gazetteer.region_of(seat) if seat is not None else None
        if region is None or reader.gazetteer.seat_of(region) != seat:
            return
        region = reader.gazetteer.row(AROUND_CAPITALS.get(reader.gazetteer.id_at(region), "")) or region
        decision.place = reader.place(region)
        decision.why = f"the region named after its seat; {decision.why}"
        if "list" not in decision.mention.cues:
            return


def _around(last: Meaning | None, mention: Mention, reader: Reader) -> Meaning | None:
    """The area after a name that was found to lie in it: in `Athens, Georgia` the latter is the state."""
    if last is None or last.area is None or last.option is None or last.area not in last.option.facts.areas:
        return None
    for option in mention.names.options:
        if option.row == last.area and option is not mention.names.options[0]:
            why = f"{last.mention.quote}, which precedes, lies in it"
            return Meaning(mention, reader.place(option.row), why, option=option, belief=LIKELY)
    return None


CONSIDERED = 16
"""Places of one name that are weighed unless an area follows it: the 17th San José is smaller than 20,000."""


def _choose(mention: Mention, before: Meaning | None, context: Context, area: int | None, reader: Reader) -> Choice:
    """The place that a mention would most likely mean, of all its options; an article means one by one name."""
    options = mention.names.options
    state = _state(mention)
    if state is not None:
        return Choice(state, len(options), "called a state")
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


def _state(mention: Mention) -> Option | None:
    """The region that a name is said to be: the state of Georgia, a Georgia man."""
    if mention.cues.isdisjoint(_OF_A_STATE):
        return None
    regions = [option for option in mention.names.options if option.facts.kind == "region"]
    return next((one for one in regions if "state" in mention.cues or one.facts.country in STATED), None)


_OF_A_STATE = frozenset({"state", "people"})


def _best(options: Sequence[Option], others: Sequence[Option], context: Context, area: int | None) -> Option:
    considered = options if area is not None else options[:CONSIDERED]
    named, belligerents = context.countries, context.world.at_war
    at_war = not belligerents.isdisjoint(named)
    scored = [
        (option.weight + fit(option, context, area), option)
        if area is not None or option.facts.country in named or (at_war and option.facts.country in belligerents)
        else (option.weight, option)
        for option in considered
    ]
    best_score, best = max(scored, key=_first)
    if others and best.facts.kind != "country":
        close = [entry for entry in scored if entry[0] > best_score - CLOSE_CALL]
        others = elsewhere(others, options) if len(close) > 1 else ()
        if others:
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
    support = _support(facts.country, context)
    if not context.areas:
        return support
    if option.row in context.areas:
        return support + 1.5
    if not context.areas.isdisjoint(facts.areas):
        named = facts.areas[0] in context.areas and len(facts.areas) > 1
        return support + (2.5 if named else 1.0)
    return support


def _support(country: str, context: Context) -> float:
    """How much speaks for a country; what speaks for one at war speaks for the other too: Russian bombs fell on Avdiivka."""
    support = context.support(country)
    if country not in context.world.at_war:
        return support
    return max(support, OTHER_SIDE * max(map(context.support, context.world.at_war)))


OTHER_SIDE = 0.6
"""What evidence for one country at war is worth for the other: less, or no Russian town would be found in Russia."""


CITY_SHARE = 4
"""One in so many of the people of a state live in the city that its name means: of New York's nearly half, of Oklahoma's a sixth."""


def _settlement_over_region(best: Option, options: Sequence[Option], area: int | None) -> Option:
    """A bare New York is the city, not the state around it; Oklahoma and Quebec are the state and the province."""
    if area is not None:
        return best
    if best.facts.kind in {"region", "district"}:
        return next((one for one in options if best.row in one.facts.areas and _outshines(one, best)), best)
    if best.facts.country in CALLED_BARE:
        around = (one for one in options if one.row in best.facts.areas and one.facts.kind == "region")
        return next((one for one in around if not _outshines(best, one)), best)
    return best


def _outshines(city: Option, around: Option) -> bool:
    return city.facts.prominence * CITY_SHARE > around.facts.prominence


CALLED_BARE = frozenset({"US", "CA"})
"""Countries whose states and provinces English news calls by the bare name, and their cities of that name with `City`."""
