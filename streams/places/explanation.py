"""Why a name means the place it means: every place weighed, with the points for and against it, and a place's card."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from streams.languages.language import language
from streams.languages.lexicon import languages
from streams.places.bare import Resolution, area_called, resolve_name, split_name
from streams.places.context import Context, read_context
from streams.places.gazetteer import ALIAS, DISTANT, EXONYM, MAIN, Gazetteer
from streams.places.mentions import find_mentions
from streams.places.nearness import elsewhere, nearness
from streams.places.place import Place
from streams.places.readings import Option, Reader
from streams.places.resolve import LIKELY, Meaning, decide, fit
from streams.places.toponyms import Toponym, toponym_of
from streams.text.text import Text

LISTED = 12
"""Places of one name that are told: the rest of two hundred Pokrovskas are hamlets."""
BELONGING = {
    MAIN: "its usual name",
    ALIAS: "another spelling of its name",
    EXONYM: "another language's name for it",
    DISTANT: "an old or odd name of it",
}


class Point(NamedTuple):
    """Something that speaks for a place, or against it (``points`` below 0), on a scale where 1 is tenfold inhabitants."""

    points: float
    text: str


class Weighed(NamedTuple):
    """A place that was considered, and what was counted; ``barred`` says why no points could help it."""

    place: Place
    points: tuple[Point, ...]
    chosen: bool = False
    barred: str = ""

    @property
    def total(self) -> float:
        """The sum of all points."""
        return sum(point.points for point in self.points)


class PlaceExplanation(NamedTuple):
    """What a name means and why.

    ``weighed`` holds the likeliest places first, ``left_out`` says how many more there are; ``verdict`` is what speaks
    for and against the name meaning a place at all, where it stands in a text.
    """

    name: str
    place: Place | None
    why: str
    weighed: tuple[Weighed, ...]
    left_out: int = 0
    verdict: tuple[Point, ...] = ()


def points_of(reader: Reader, option: Option) -> Iterator[Point]:
    """What speaks for a place whatever the text is about; the points add up to the option's weight."""
    facts = option.facts
    population = reader.gazetteer.population_of(option.row)
    what = [f"{population:,} inhabitants" if population else f"counts as {facts.prominence:,} inhabitants"]
    what += ["a capital"] if facts.capital else []
    what += [facts.kind] if facts.kind != "settlement" else []
    yield Point(facts.weight, ", ".join(what))
    how = "; ".join(filter(None, (option.reading.how, BELONGING[option.link])))
    yield Point(option.weight - facts.weight, f"{option.reading.key.title()!r}: {how}")


def is_id(name: str) -> bool:
    """Whether a name is written as the id of a place: `geonames:695357`, `iso3166:UA-65`."""
    return _ID.fullmatch(name.strip()) is not None


_ID = re.compile(r"[a-z0-9]+:[^\s:]+")


def resolve_id(gazetteer: Gazetteer, place_id: str) -> Resolution:
    """The place with an id."""
    place = gazetteer.place(place_id.strip())
    if place is None:
        return Resolution(None, f"no place has the id {place_id.strip()!r}", ())
    return Resolution(place, "the place with this id", (place,), exact=True)


def explain_name(gazetteer: Gazetteer, name: str, within: str | None = None) -> PlaceExplanation:
    """Why a bare name, or an id, means what `resolve_name` or `resolve_id` says it does."""
    found = resolve_id(gazetteer, name) if is_id(name) else resolve_name(gazetteer, name, within)
    reader = gazetteer.companion(Reader)
    _, asked = split_name(name, within)
    area = area_called(gazetteer, asked) if asked else None
    best: dict[int, Option] = {}
    for option in found.considered:
        best.setdefault(option.row, option)
    weighed = [_of_name(reader, option, area, found.place) for option in list(best.values())[:LISTED]]
    return PlaceExplanation(name, found.place, found.why, tuple(weighed), max(0, len(best) - LISTED))


def _of_name(reader: Reader, option: Option, area: int | None, chosen: Place | None) -> Weighed:
    place = reader.place(option.row)
    inside = area is None or option.row == area or area in option.facts.areas
    barred = "" if inside or area is None else f"does not lie in {reader.gazetteer.name_at(area)}"
    return Weighed(place, tuple(points_of(reader, option)), chosen is not None and place.id == chosen.id, barred)


def explain_places(texts: Sequence[Text], gazetteer: Gazetteer) -> list[tuple[Toponym, PlaceExplanation]]:
    """Why each toponym of an article means what `find_places` says it does."""
    reader = gazetteer.companion(Reader)
    mentions = [mention for text in texts for mention in find_mentions(text, reader)]
    context = read_context(texts, mentions, reader.gazetteer.world)
    decisions = decide(texts, mentions, reader)
    return [(toponym_of(decision), _of_text(reader, decision, context)) for decision in decisions]


def _of_text(reader: Reader, decision: Meaning, context: Context) -> PlaceExplanation:
    options = decision.mention.names.options
    others = elsewhere(context.anchors, options)
    weighed = [
        Weighed(
            reader.place(option.row),
            (*points_of(reader, option), *_of_context(reader, option, context, decision.area, others)),
            decision.option is not None and option.row == decision.option.row,
        )
        for option in options[:LISTED]
    ]
    left_out = max(0, len(options) - LISTED)
    verdict = tuple(_verdict(decision))
    return PlaceExplanation(decision.mention.quote, decision.place, decision.why, tuple(weighed), left_out, verdict)


def _of_context(
    reader: Reader, option: Option, context: Context, area: int | None, others: Sequence[Option]
) -> Iterator[Point]:
    """What the rest of the text says for one of the places."""
    facts, name_at = option.facts, reader.gazetteer.name_at
    if points := fit(option, context, area):
        named = next((inner for inner in facts.areas if inner in context.areas), None)
        if area is not None and area in facts.areas:
            told = f"in {name_at(area)}, which follows"
        elif option.row in context.areas:
            told = "the text names it"
        elif named is not None:
            told = f"in {name_at(named)}, which the text names"
        else:
            told = f"the text is about {facts.country}"
        yield Point(points, told)
    if points := nearness(option, others):
        yield Point(points, f"near {', '.join(name_at(anchor.row) for anchor in others[:NEAR_TOLD])}")


NEAR_TOLD = 3
"""Places of the text that are told as the ones that another lies near."""


def _verdict(decision: Meaning) -> Iterator[Point]:
    """What speaks for the name meaning a place at all, and against it."""
    if decision.belief:
        yield Point(decision.belief, f"size, words beside it and the rest of the text; {LIKELY:g} must be left")
        yield from (Point(-weight, why) for weight, why in decision.doubts)


# ------------------------------------------------------------------------------------------ the card


class Card(NamedTuple):
    """All that is known of a place: its names by language, else by script; what it lies in, from small to large."""

    place: Place
    names: Mapping[str, Sequence[str]]
    lies_in: tuple[Place, ...]
    population: int


def card(gazetteer: Gazetteer, place_id: str) -> Card | None:
    """The card of a place; None when no place has this id."""
    row = gazetteer.row(place_id)
    if row is None:
        return None
    areas = gazetteer.areas_of(row)[1:]
    return Card(
        gazetteer.place_at(row),
        _names(gazetteer, row),
        tuple(gazetteer.place_at(area) for area in areas),
        gazetteer.population_of(row),
    )


def _names(gazetteer: Gazetteer, row: int) -> dict[str, list[str]]:
    """The names of a place, each in the writing that is compared: without marks, small letters made large again."""
    found: dict[str, list[str]] = {}
    called = {code: language(code).name for code in (*gazetteer.languages, *languages()) if code in languages()}
    for name in gazetteer.names_of(row):
        label = (
            "old or odd" if name.link == DISTANT else called.get(name.language) or f"in {script_of(name.key)} letters"
        )
        found.setdefault(label, []).append(name.key.title())
    order = [*called.values()]
    ranked = sorted(
        found,
        key=lambda label: (
            label == "old or odd",
            label not in order,
            order.index(label) if label in order else 0,
            label,
        ),
    )
    return {label: found[label] for label in ranked}


def script_of(text: str) -> str:
    """The script of the first letter, by Unicode's name of it: Latin, Cyrillic, Arabic, CJK."""
    letter = next(filter(str.isalpha, text), "")
    name = unicodedata.name(letter, "other") if letter else "other"
    return name.split(" ")[0].split("-")[0].capitalize() if not name.startswith("CJK") else "CJK"
