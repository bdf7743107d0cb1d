"""Decide which place each name means, if any, and say why.

Two questions, asked apart. *Which* of its places would a name mean: the one in a region or country that the text
names, near its other places, a usual name before an old one, the largest of equals. And *is* it that place at all:
its size, what stands beside it and where the text is about must outweigh that it is also a word, a person, a paper.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from streams.places.gazetteer import ALIAS, DISTANT, Candidate, Gazetteer
from streams.places.names import DEMONYMS
from streams.places.place import Place
from streams.places.readings import Reader, Reading, is_common
from streams.places.similarity import key_of, words_of
from streams.places.toponyms import Mention, Toponym, find_mentions
from streams.places.words import AND, GIVEN_NAMES, KIND_AFTER, KIND_BEFORE, REGION_AFTER, REGIONS_AFTER
from streams.text import Text

LIKELY = 2.0
"""The belief from which a name is taken for a place. `_belief` is a sum of points, about one for each factor of ten
in inhabitants above 300; tuned on VIINA's headlines and on names drawn at random from news items."""

LANGUAGE_OF = {"uk": "UA", "pl": "PL", "ru": "RU", "de": "DE", "fr": "FR", "es": "ES", "it": "IT", "ro": "RO", "cs": "CZ", "tr": "TR", "sv": "SE", "nl": "NL", "pt": "PT"}
"""The country that a text in a language is about when it names none."""

FUZZY_PER_ARTICLE = 50
"""Unknown words looked up with typing errors in one article; hostile text would ask for thousands."""


@dataclass(slots=True)
class Context:
    """What an article is about: how much speaks for each country, which areas it names, where its sure places lie."""

    countries: Counter[str] = field(default_factory=Counter)
    areas: set[int] = field(default_factory=set)
    anchors: list[int] = field(default_factory=list)
    persons: set[str] = field(default_factory=set)

    def support(self, country: str | None) -> float:
        """How much speaks for a country, 0 to 2.5."""
        return min(2.5, self.countries.get(country or "", 0.0))


class Choice(NamedTuple):
    """The place a mention would mean: its row, the reading that led there, its score and how many it was chosen from."""

    row: int
    link: int
    reading: Reading
    score: float
    among: int
    because: str


def find_places(texts: Sequence[Text], gazetteer: Gazetteer) -> list[Toponym]:
    """Every name of a place in the fields of one article, each with the place it means or why it means none."""
    reader = gazetteer.companion(Reader)
    mentions = [mention for text in texts for mention in find_mentions(text, reader)]
    context = _context(texts, mentions, gazetteer)
    return [_resolve(mention, following, context, gazetteer) for mention, following in _with_next(mentions)]


def _with_next(mentions: Sequence[Mention]) -> Iterable[tuple[Mention, Mention | None]]:
    for number, mention in enumerate(mentions):
        following = mentions[number + 1] if number + 1 < len(mentions) else None
        beside = following is not None and following.text is mention.text and following.sentence == mention.sentence
        yield mention, following if beside else None


# -------------------------------------------------------------------------- what the article is about


def _context(texts: Sequence[Text], mentions: Sequence[Mention], gazetteer: Gazetteer) -> Context:
    context = Context()
    for text in texts:
        for word in _DEMONYM_WORDS.intersection(text.words):
            context.countries[DEMONYMS[word]] += 1.0
        for lang in {sentence.lang for sentence in text.sentences}:
            if lang in LANGUAGE_OF:
                context.countries[LANGUAGE_OF[lang]] += 1.0
    for mention in mentions:
        if "person" in mention.cues:
            context.persons.add(mention.key)
        elif not {"organisation", "surname"} & mention.cues:
            _anchor(mention, context, gazetteer)
    return context


_DEMONYM_WORDS = frozenset(DEMONYMS)


def _anchor(mention: Mention, context: Context, gazetteer: Gazetteer) -> None:
    """Learn from a mention that can hardly mean anything else: a country, a region, the only large place of its name."""
    rows = [candidate for reading in mention.readings for candidate in reading.candidates if candidate.link != DISTANT]
    if not rows:
        return
    row = max(rows, key=lambda candidate: gazetteer.prominence(candidate.row)).row
    kind = gazetteer.kind_of(row)
    country = gazetteer.country_of(row) or ""
    if kind == "country":
        context.areas.add(row)
        context.countries[country] += 1.5
    elif kind == "region" and len(rows) == 1:
        context.areas.add(row)
        context.countries[country] += 1.5
    elif gazetteer.prominence(row) >= 100_000 and not mention.initial:
        context.anchors.append(row)
        context.countries[country] += 1.0


# -------------------------------------------------------------------------------------- which place


def _resolve(mention: Mention, following: Mention | None, context: Context, gazetteer: Gazetteer) -> Toponym:
    if mention.key in context.persons and len(mention.readings[0].candidates) and "in" not in mention.cues:
        return _toponym(mention, None, "a person's name in this article")
    area = _area_after(mention, following, gazetteer)
    choice = _choose(mention.readings, context, area, gazetteer)
    if choice is None:
        return _toponym(mention, None, "only a historic or foreign name of far-off places")
    belief, against = _belief(mention, choice, context, area, gazetteer)
    place = gazetteer.place_at(choice.row)
    if belief < LIKELY:
        return _toponym(mention, None, f"not likely {place.name} ({_where(place)}): {against}")
    actor = "actor" in mention.cues and (gazetteer.is_capital(choice.row) or place.kind == "country")
    return _toponym(mention, place, _why(choice, place), actor=actor)


def _toponym(mention: Mention, place: Place | None, why: str, *, actor: bool = False) -> Toponym:
    return Toponym(
        mention.text.field, mention.first, mention.last, mention.start, mention.end, mention.quote,
        mention.sentence, place, why, "actor" if actor else "place",
    )  # fmt: skip


def _where(place: Place) -> str:
    return ", ".join(part for part in (place.admin1 if place.admin1 != place.name else None, place.country) if part)


def _why(choice: Choice, place: Place) -> str:
    parts = [part for part in (choice.reading.how, choice.because) if part]
    return "; ".join(parts) if parts else f"the usual name of {place.name}"


def _area_after(mention: Mention, following: Mention | None, gazetteer: Gazetteer) -> int | None:
    """The area that follows a name in apposition: `Lyman, Donetsk Oblast`, `Izmail (Odesa region)`."""
    if following is None:
        return None
    gap = mention.text.raw[mention.end : following.start]
    if gap.strip(" ") not in {",", "(", "в", "у", "in", ", в", ", у", ", in"}:
        return None
    for reading in following.readings:
        for candidate in reading.candidates:
            if candidate.link != DISTANT and gazetteer.kind_of(candidate.row) in {"region", "country"}:
                return candidate.row
    return None


def _choose(readings: Sequence[Reading], context: Context, area: int | None, gazetteer: Gazetteer) -> Choice | None:
    """The place that readings would most likely mean, of all their candidates."""
    usual = [(reading, one) for reading in readings for one in reading.candidates if one.link != DISTANT]
    pool = usual or [(reading, one) for reading in readings for one in reading.candidates]
    best: Choice | None = None
    for reading, candidate in pool:
        score, because = _score(reading, candidate, context, area, gazetteer)
        if best is None or score > best.score:
            best = Choice(candidate.row, candidate.link, reading, score, len(pool), because)
    if best is None:
        return None
    best = _settlement_over_region(best, pool, area, gazetteer)
    if not best.because:
        because = "the only place of this name" if len(pool) == 1 else f"the most prominent of {len(pool)} places"
        best = best._replace(because=because)
    return best


def _score(
    reading: Reading, candidate: Candidate, context: Context, area: int | None, gazetteer: Gazetteer
) -> tuple[float, str]:
    row = candidate.row
    score = math.log10(gazetteer.prominence(row) + 100) - {ALIAS: 0.4, DISTANT: 1.5}.get(candidate.link, 0.0)
    score -= 0.6 * bool(reading.how)
    score += 1.2 * gazetteer.is_capital(row) + 0.5 * (gazetteer.kind_of(row) == "country")
    areas = gazetteer.areas_of(row)[1:]
    if area is not None and area in areas:
        return score + 5.0, f"in {gazetteer.name_at(area)}, which follows"
    named = next((inner for inner in areas if inner in context.areas), None)
    support = context.support(gazetteer.country_of(row))
    if named is not None:
        return score + (2.5 if gazetteer.kind_of(named) == "region" else 1.0) + support, f"in {gazetteer.name_at(named)}, which the text names"
    return score + support, ""


def _settlement_over_region(best: Choice, pool: Sequence[tuple[Reading, Candidate]], area: int | None, gazetteer: Gazetteer) -> Choice:
    """A bare New York is the city, not the state around it; Oklahoma is the state."""
    if gazetteer.kind_of(best.row) != "region" or area is not None:
        return best
    for reading, candidate in pool:
        inside = best.row in gazetteer.areas_of(candidate.row)[1:]
        if inside and gazetteer.population_of(candidate.row) * 5 > gazetteer.population_of(best.row):
            return best._replace(row=candidate.row, link=candidate.link, reading=reading)
    return best


# ------------------------------------------------------------------------------- whether it is a place


def _belief(mention: Mention, choice: Choice, context: Context, area: int | None, gazetteer: Gazetteer) -> tuple[float, str]:
    """How much speaks for a mention being the place chosen, in points, and what speaks most against it."""
    row, cues = choice.row, mention.cues
    words = mention.last - mention.first
    belief = _size(row, gazetteer) + (1.0 if words > 1 else 0.0)
    belief += 1.5 * ("in" in cues) + 2.0 * ("kind" in cues)
    belief += 2.5 * (area is not None and area in gazetteer.areas_of(row)[1:])
    support = context.support(gazetteer.country_of(row))
    belief += min(1.0, support)
    belief += 0.5 * (choice.among == 1)
    belief -= {ALIAS: 0.2, DISTANT: 1.5}.get(choice.link, 0.0)
    doubts = list(_doubts(mention, choice, support, gazetteer))
    belief -= sum(doubt for doubt, _ in doubts)
    return belief, max(doubts)[1] if doubts else "too small a place, and nothing else in the text is near it"


def _size(row: int, gazetteer: Gazetteer) -> float:
    """What size alone is worth: nothing for a hamlet, 1 for 3,000 inhabitants, 2.3 for 66,000, 3.5 for a million."""
    kind = gazetteer.kind_of(row)
    if kind == "country":
        return 4.0
    if kind in {"region", "feature"}:
        return 3.0
    return min(3.5, max(0.3, math.log10(gazetteer.prominence(row) + 1) - 2.5))


def _doubts(mention: Mention, choice: Choice, support: float, gazetteer: Gazetteer) -> Iterable[tuple[float, str]]:
    """What speaks against a mention being a place at all, each with its weight."""
    cues = mention.cues
    single = mention.last - mention.first == 1
    if "organisation" in cues:
        yield 5.0, "part of an organisation's name"
    if "person" in cues:
        yield 5.0, "a title or a given name stands before it"
    if "address" in cues:
        yield 5.0, "a street's name"
    if "name" in cues or "surname" in cues:
        yield (0.5 if gazetteer.kind_of(choice.row) == "country" else 1.5), "part of a longer name"
    if single and mention.text.words[mention.first] in GIVEN_NAMES:
        yield 3.0 if "surname" in cues else 1.5, "also a given name"
    if single and is_common(mention.lang, mention.text.words[mention.first].removesuffix("'s")):
        telling = mention.style == "plain" and not mention.initial
        yield 1.5 if telling else 3.0, "also an ordinary word"
    if mention.style == "lower":
        yield 1.5, "written without a capital letter"
    if choice.reading.fuzzy and not support:
        yield 3.0, "only resembles the name of a place elsewhere"


# ---------------------------------------------------------------------------------------- bare names


class Resolution(NamedTuple):
    """What a bare name means: the place or None, why, and the most prominent places it could have meant."""

    place: Place | None
    why: str
    candidates: tuple[Place, ...]


SHOWN = 5
"""Candidates that a resolution lists."""


def resolve_name(gazetteer: Gazetteer, name: str, within: str | None = None) -> Resolution:
    """Decide which place a bare name means, as an analyst types it.

    Args:
        gazetteer: all places.
        name: a name in any script or case; `Lyman, Donetsk Oblast` says in one what ``within`` says apart.
        within: the name or id of a region or country that the place should lie in.
    """
    bare, _, rest = name.partition(",")
    if within is None and rest.strip():
        within = rest
    area = _area(gazetteer, within) if within else None
    readings = _readings(gazetteer, bare)
    pool = [(reading, one) for reading in readings for one in reading.candidates]
    inside = [(reading, one) for reading, one in pool if area is not None and area in gazetteer.areas_of(one.row)]
    if area is not None and not inside:
        near = gazetteer.companion(Reader).nearly(key_of(bare), 1)
        inside = [(reading, one) for reading in near for one in reading.candidates if area in gazetteer.areas_of(one.row)]
    if not pool and not inside:
        near = gazetteer.companion(Reader).nearly(key_of(bare), 0)
        pool = [(reading, one) for reading in near for one in reading.candidates]
    return _resolution(gazetteer, bare.strip(), inside or pool, area if inside else None, within if not inside else None)


def _resolution(
    gazetteer: Gazetteer, name: str, pool: Sequence[tuple[Reading, Candidate]], area: int | None, missed: str | None
) -> Resolution:
    if not pool:
        return Resolution(None, f"no place is called {name!r}, and none is within a few letters of it", ())
    ranked = sorted(pool, key=lambda entry: -_score(entry[0], entry[1], Context(), None, gazetteer)[0])
    if ranked[0][0].fuzzy:
        edits = min(int(reading.how.split()[0]) for reading, _ in ranked)
        ranked = [entry for entry in ranked if int(entry[0].how.split()[0]) == edits]
    reading, candidate = ranked[0]
    parts = [reading.how] if reading.how else []
    if area is not None:
        parts.append(f"in {gazetteer.name_at(area)}")
    if missed:
        parts.append(f"none is known in {missed.strip()!r}")
    rows = list(dict.fromkeys(one.row for _, one in ranked))
    parts.append("the only place of this name" if len(rows) == 1 else f"the most prominent of {len(rows)} places")
    candidates = tuple(gazetteer.place_at(row) for row in rows[:SHOWN])
    return Resolution(gazetteer.place_at(candidate.row), "; ".join(parts), candidates)


def _readings(gazetteer: Gazetteer, name: str) -> tuple[Reading, ...]:
    """The readings of a bare name: all its words, or without the words that say what kind of place it is."""
    reader = gazetteer.companion(Reader)
    words = words_of(name)
    for run in (words, [word for word in words if word not in KIND_BEFORE and word not in KIND_AFTER]):
        if run:
            length, readings = reader.longest("uk", run)
            if length == len(run):
                return readings
    return ()


def _area(gazetteer: Gazetteer, name: str) -> int | None:
    """The row of the region or country that a name or id means; a region also by the name of its seat."""
    row = gazetteer.row(name.strip())
    if row is not None:
        return row
    for part in (name, name.partition(",")[0]):
        for reading in _readings(gazetteer, part):
            for candidate in reading.candidates:
                if gazetteer.kind_of(candidate.row) in {"region", "country"}:
                    return candidate.row
                region = gazetteer.region_of(candidate.row)
                if region is not None and gazetteer.seat_of(region) == candidate.row:
                    return region
    return None
