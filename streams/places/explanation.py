"""Why a name means the place it means: every place weighed, with the points for and against it, and a place's card."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from streams.places.bare import area_called, resolve_name, split_name
from streams.places.gazetteer import ALIAS, DISTANT, EXONYM, MAIN, Gazetteer
from streams.places.place import Place
from streams.places.readings import Option, Reader

LISTED = 12
"""Places of one name that are told: the rest of two hundred Pokrovskas are hamlets."""
NAMES_TOLD = 8
"""Names of one language or script that a card shows."""
BELONGING = {
    MAIN: "its usual name",
    ALIAS: "another spelling of its name",
    EXONYM: "another language's name for it",
    DISTANT: "an old or odd name of it",
}
LANGUAGES = {"en": "English", "uk": "Ukrainian", "ru": "Russian", "ar": "Arabic"}


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


class Explanation(NamedTuple):
    """What a name means and why; ``weighed`` holds the likeliest places first, ``left_out`` says how many more there are."""

    name: str
    place: Place | None
    why: str
    weighed: tuple[Weighed, ...]
    left_out: int = 0


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


def explain_name(gazetteer: Gazetteer, name: str, within: str | None = None) -> Explanation:
    """Why a bare name means what `resolve_name` says it does."""
    found = resolve_name(gazetteer, name, within)
    reader = gazetteer.companion(Reader)
    _, asked = split_name(name, within)
    area = area_called(gazetteer, asked) if asked else None
    best: dict[int, Option] = {}
    for option in found.considered:
        best.setdefault(option.row, option)
    weighed = [_of_name(reader, option, area, found.place) for option in list(best.values())[:LISTED]]
    return Explanation(name, found.place, found.why, tuple(weighed), max(0, len(best) - LISTED))


def _of_name(reader: Reader, option: Option, area: int | None, chosen: Place | None) -> Weighed:
    place = reader.place(option.row)
    inside = area is None or option.row == area or area in option.facts.areas
    barred = "" if inside or area is None else f"does not lie in {reader.gazetteer.name_at(area)}"
    return Weighed(place, tuple(points_of(reader, option)), chosen is not None and place.id == chosen.id, barred)


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
    for name in gazetteer.names_of(row):
        label = (
            "old or odd"
            if name.link == DISTANT
            else LANGUAGES.get(name.language) or f"in {script_of(name.key)} letters"
        )
        found.setdefault(label, []).append(name.key.title())
    order = [*LANGUAGES.values()]
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


def cut(names: Iterable[str]) -> str:
    """The first names of a list, and how many more there are."""
    listed = list(names)
    more = f" and {len(listed) - NAMES_TOLD} more" if len(listed) > NAMES_TOLD else ""
    return ", ".join(listed[:NAMES_TOLD]) + more
