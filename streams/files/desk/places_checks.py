"""Questions about `rules/places.yaml` that only a gazetteer answers: what is right in form and may not be what was meant.

`tocsin rules check` asks them; a worker takes the file without.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from streams import yaml12
from streams.errors import Mistake
from streams.files.desk.gazetteer import load_gazetteer
from streams.files.desk.places import (
    AddedPlace,
    Additions,
    Areas,
    area_of,
    read_places,
    text_beside,
    written_names,
)
from streams.files.desk.rules import rules_directory
from streams.files.desk.texts import printable
from streams.languages.identify import FUNCTION_WORDS
from streams.languages.language import languages_of_terms
from streams.languages.lemma import is_ordinary, may_name_place
from streams.places.bare import NOT_NAMES
from streams.places.gazetteer import DISTANT, Gazetteer, great_circle_km
from streams.places.place import AREAS, FEATURES, Kind
from streams.places.readings import Reader
from streams.places.similarity import key_of, words_of
from streams.settings import Settings

FAR_KM = 300.0
"""From every known place of the region: no oblast is so empty, and Ukraine with its coordinates swapped is 1,900 km off."""
MUCH_LARGER = 20_000
"""Inhabitants of a place whose name another may not take: reports on the town would become reports on its dam."""


class _Problem(NamedTuple):
    loc: yaml12.Loc
    code: str
    text: str
    hint: str


def check_places(additions: Additions, gazetteer: Gazetteer) -> list[Mistake]:
    """Ask every question about what analysts add and ignore; returns what was found, in the order of the file.

    Args:
        additions: what stands in the file, right in form.
        gazetteer: the one that it is laid over, without it.
    """
    reader = gazetteer.companion(Reader)
    areas = Areas(gazetteer)
    found = chain(
        *(_of_place(number, place, areas, gazetteer) for number, place in additions.places),
        _ignored_in_vain(additions, reader),
    )
    document = additions.document
    return sorted(Mistake(document.file, *document.position(one.loc), one.code, one.text, one.hint) for one in found)


def check_places_of(settings: Settings) -> list[Mistake]:
    """Ask every question about the `places.yaml` of the rule directory; it was read without mistakes before."""
    path = rules_directory(settings) / "places.yaml"
    additions = read_places(printable(str(path)), text_beside(path))
    return check_places(additions, load_gazetteer(settings.cache))


def _of_place(number: int, place: AddedPlace, areas: Areas, gazetteer: Gazetteer) -> Iterator[_Problem]:
    yield from _outside(number, place, areas, gazetteer)
    for loc, name in written_names(number, place):
        yield from _taken(loc, name, place, gazetteer)
        yield from _ordinary(loc, name, place.kind)


# ------------------------------------------------------------------------------- where it lies


def _outside(number: int, place: AddedPlace, areas: Areas, gazetteer: Gazetteer) -> Iterator[_Problem]:
    """The coordinates lie in the region or country that is named."""
    record = area_of(place.within, areas) if place.within is not None else None
    row = gazetteer.row(record.id) if record is not None else None
    if row is None or place.lat is None or place.lon is None:
        return
    far = _nearest_km(gazetteer, row, place.lat, place.lon)
    if far <= FAR_KM:
        return
    where = gazetteer.name_at(row)
    hint = "see lat and lon, and `in`"
    if abs(place.lon) <= 90 and _nearest_km(gazetteer, row, place.lon, place.lat) <= FAR_KM:
        hint = f"lat and lon look swapped: lat: {place.lon:g}, lon: {place.lat:g} lies there"
    text = f"lat {place.lat:g}, lon {place.lon:g} is {far:,.0f} km from every known place of {where}"
    yield _Problem(("add", number, "lat"), "outside-region", text, hint)


def _nearest_km(gazetteer: Gazetteer, area: int, lat: float, lon: float) -> float:
    """Kilometres to the nearest known place in an area; the search ends with the first that is near enough."""
    nearest = float("inf")
    seat = gazetteer.seat_of(area)
    for row in chain([] if seat is None else [seat], range(len(gazetteer))):
        position = gazetteer.position_of(row)
        if position is None:
            continue
        km = great_circle_km(lat, lon, *position)
        if km < nearest and area in gazetteer.areas_of(row):
            nearest = km
            if nearest <= FAR_KM:
                break
    return nearest if nearest < float("inf") else 0.0  # of an area without known places nothing can be said


# ------------------------------------------------------------------------------- how it is called


def _taken(loc: yaml12.Loc, name: str, place: AddedPlace, gazetteer: Gazetteer) -> Iterator[_Problem]:
    """No name is a much larger place's already."""
    key = key_of(name)
    for candidate in gazetteer.candidates(key):
        row = candidate.row
        kind, people, own = gazetteer.kind_of(row), gazetteer.population_of(row), gazetteer.name_at(row)
        if candidate.link == DISTANT or kind in FEATURES or (kind == "settlement" and people < MUCH_LARGER):
            continue
        if kind == "settlement" and " " in key and " " not in key_of(own):
            continue  # Одеський порт, by which towns are known where their port is not
        if kind == "district" and place.kind == "front":
            continue  # Покровський напрямок, by which districts are known where the front is no place of its own
        told = f"{own} ({gazetteer.id_at(row)}{f', {people:,} inhabitants' if people else ''})"
        text = f"{name!r} is the name of {told}: reports on it would become reports on this {place.kind}"
        yield _Problem(loc, "larger-namesake", text, f"write a longer name that tells the {place.kind}")
        return


def _ordinary(loc: yaml12.Loc, name: str, kind: Kind) -> Iterator[_Problem]:
    """A name holds a word that ordinary sentences do not."""
    lang = str(loc[3]) if len(loc) > 3 else "en"
    words = words_of(name)
    telling = [word for word in words if word not in NOT_NAMES and word not in FUNCTION_WORDS]
    if telling and (len(words) > 1 or not is_ordinary(lang, words[0])):
        return
    if kind in AREAS and may_name_place(lang, words[0]):
        return
    text = f"{name!r} is made of ordinary words: it would be found where no place is meant"
    yield _Problem(loc, "ordinary-name", text, "add a word that only this place has")


# ------------------------------------------------------------------------------- what is ignored


def _ignored_in_vain(additions: Additions, reader: Reader) -> Iterator[_Problem]:
    """Every name that is ignored is a name: one that is misspelt ignores nothing."""
    for number, name in enumerate(additions.ignore):
        if not _is_name(reader, name):
            text = f"no place is called {name!r}: nothing is ignored by it"
            yield _Problem(("ignore", number), "unknown-ignore", text, _meant(reader, name))


def _is_name(reader: Reader, name: str) -> bool:
    """Whether a name, or a form that it may be an inflection of, is some place's."""
    if reader.gazetteer.has(key_of(name)):
        return True
    first, *rest = words_of(name) or [""]
    for lang in languages_of_terms():
        length, _ = reader.longest(lang, reader.word(lang, first), iter(rest))
        if length == len(rest) + 1:
            return True
    return False


def _meant(reader: Reader, name: str) -> str:
    near = [reading.key.title() for reading in reader.nearly(key_of(name), 0)]
    return f"did you mean {' or '.join(map(repr, near[:2]))}?" if near else "see how it is written, or leave it out"
