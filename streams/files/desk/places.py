"""`rules/places.yaml`: the places that analysts add to the gazetteer, and the names they want ignored.

`{add: [{name: Kakhovka dam, names: {uk: Каховська гребля, ru: [Каховская плотина]}, kind: dam, lat: 46.7775,
lon: 33.37, in: Kherson Oblast}], ignore: [Orderly]}`
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from streams import yaml12
from streams.errors import Mistake, RuleErrors
from streams.files.desk.texts import read_text
from streams.languages.language import TermLanguage
from streams.places.atlas.build import Record
from streams.places.gazetteer import Gazetteer
from streams.places.place import AREAS, LINES, Kind
from streams.places.similarity import key_of
from streams.rules.fields import listed

SHORTEST = 3
"""Letters of the shortest name that is looked for in texts, but for US and UK; see `readings.Reader.exact`."""


class Strict(BaseModel):
    """What stands beside the rules is read with closed keys, and nothing is taken for something else."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class AddedPlace(Strict):
    """One place that analysts add."""

    name: str = Field(min_length=3, description="its English name")
    names: dict[TermLanguage, Annotated[list[str], BeforeValidator(listed)]] = Field(
        default_factory=dict, description="its names in other languages"
    )
    kind: Kind = Field("settlement", description="what it is")
    lat: float | None = Field(
        None,
        ge=-90,
        le=90,
        allow_inf_nan=False,
        description="degrees north, WGS 84; areas, rivers and fronts have none",
    )
    lon: float | None = Field(None, ge=-180, le=180, allow_inf_nan=False, description="degrees east")
    within: str | None = Field(None, alias="in", description="the name or id of the region or country it lies in")


KEYS = frozenset(info.alias or name for name, info in AddedPlace.model_fields.items())


class PlacesFile(Strict):
    """The whole file."""

    add: list[AddedPlace] = Field(default_factory=list)
    ignore: list[str] = Field(default_factory=list)


class _Outline(Strict):
    """The whole file, each place in it still to be read: so no mistake in one hides those of another."""

    add: list[Any] = Field(default_factory=list)
    ignore: list[str] = Field(default_factory=list)


@dataclass
class Additions:
    """What a file of places asks for, and the file to blame for its mistakes.

    ``places`` are beside their numbers in the file.
    """

    document: yaml12.Document
    places: Sequence[tuple[int, AddedPlace]] = ()
    ignore: Sequence[str] = ()

    def records(self, areas: Mapping[str, Record]) -> list[Record]:
        """The added places as records; ``areas`` are the regions and countries they may lie in, by id and by key.

        Raises:
            RuleErrors: every place whose `in` is no region or country.
        """
        records = [self._record(number, place, areas) for number, place in self.places]
        yaml12.raise_all([self.document])
        return records

    def _record(self, number: int, place: AddedPlace, areas: Mapping[str, Record]) -> Record:
        parent = self._parent(number, place, areas)
        return Record(
            id=id_of(place),
            name=place.name,
            kind=place.kind,
            country=parent.country if parent else "",
            parent=parent.id if parent else None,
            lat=place.lat,
            lon=place.lon,
            usual=names_of(place),
            languages={str(language): names for language, names in place.names.items()},
            curated=True,
        )

    def _parent(self, number: int, place: AddedPlace, areas: Mapping[str, Record]) -> Record | None:
        if place.within is None:
            return None
        found = area_of(place.within, areas)
        if found is None:
            close = get_close_matches(key_of(place.within), [key for key in areas if ":" not in key], n=2)
            hint = "did you mean " + " or ".join(repr(areas[key].name) for key in close) + "?" if close else ""
            text = f"no region or country is called {place.within!r}"
            self.document.mistake(("add", number, "in"), "unknown-place", text, hint)
        return found


def read_places(file: str, text: str) -> Additions:
    """Read a file of places; an empty text adds nothing.

    Raises:
        RuleErrors: every mistake in it that can be told without a gazetteer, with file, line and column.
    """
    document = yaml12.parse(file, text)
    if not document.mistakes and document.data is None:
        return Additions(document)
    outline = yaml12.validate(_Outline, document) or _Outline()
    spare = {"name": "unnamed"}
    read = [
        (number, yaml12.validate_part(AddedPlace, document, ("add", number), part, spare=spare))
        for number, part in enumerate(outline.add)
    ]
    places = [(number, place) for number, place in read if place is not None]
    _check(document, places, outline.ignore)
    yaml12.raise_all([document])
    return Additions(document, places, outline.ignore)


def _check(document: yaml12.Document, places: Sequence[tuple[int, AddedPlace]], ignore: Sequence[str]) -> None:
    """Note what is wrong with places that are right each by itself."""
    added: dict[str, yaml12.Loc] = {}
    ids: dict[str, int] = {}
    for number, place in places:
        _check_position(document, number, place)
        usable = _check_name(document, number, place, ids)
        for loc, name in written_names(number, place):
            if usable or loc[2] != "name":
                _check_written(document, loc, name, added)
    seen: set[str] = set()
    for number, name in enumerate(ignore):
        _check_ignored(document, ("ignore", number), name, added, seen)


def _check_position(document: yaml12.Document, number: int, place: AddedPlace) -> None:
    loc = ("add", number)
    part = document.data["add"][number]
    written = [key for key in ("lat", "lon") if key in part]  # perhaps unreadable, which is told already
    if len(written) == 1:
        document.mistake(loc, "half-a-position", "lat and lon go together", "give both or neither")
    elif place.kind in AREAS | LINES and written:
        text = f"a {place.kind} has no one position: no point of it says where something happened"
        document.mistake((*loc, "lat"), "needless-position", text, "leave lat and lon out", key=True)
    elif place.kind not in AREAS | LINES and not written and not part.keys() - KEYS:  # one that is unknown may be meant
        text = f"lat and lon are missing: a {place.kind} has a position"
        document.mistake(loc, "no-position", text, "write degrees to about a kilometre: lat: 46.78, lon: 33.37")


def _check_name(document: yaml12.Document, number: int, place: AddedPlace, ids: dict[str, int]) -> bool:
    """Check the English name, of which the id is made; returns whether it may be compared with others."""
    loc = ("add", number, "name")
    if loc not in document.values:
        return False  # it is missing, which is told already
    if _FOREIGN.search(place.name):
        text = f"{place.name!r} is not written in Latin letters: the place's id is made of its English name"
        document.mistake(loc, "not-english", text, "write the English name here and this one under names")
        return False
    first = ids.setdefault(place_id := id_of(place), number)
    if first != number:
        line = document.position(("add", first))[0]
        document.mistake(loc, "duplicate-place", f"{place_id} is added twice, first in line {line}", "leave one out")
    return first == number


_FOREIGN = re.compile("[^\u0000-\u024f\u02b0-\u036f\u1e00-\u1eff\u2010-\u201f]")
"""What is neither a Latin letter nor a mark that stands with one."""


def _check_written(document: yaml12.Document, loc: yaml12.Loc, name: str, added: dict[str, yaml12.Loc]) -> None:
    """One of the names of a place; Ukrainian and Russian may share one, two places may not."""
    key = key_of(name)
    if len(key) < SHORTEST:
        text = f"{name!r} is too short a name: fewer than {SHORTEST} letters are never looked for in a text"
        document.mistake(loc, "short-name", text, "leave it out, or write it in full")
        return
    first = added.setdefault(key, loc)
    line = document.position(first)[0]
    if first[1] != loc[1]:
        text = f"{name!r} is also a name of the place in line {line}"
        document.mistake(loc, "shared-name", text, "one name means one place: leave it out in one of them")
    elif first != loc and first[:4] == loc[:4]:
        document.mistake(loc, "duplicate-name", f"{name!r} is written twice, first in line {line}", "leave one out")


def _check_ignored(
    document: yaml12.Document, loc: yaml12.Loc, name: str, added: Mapping[str, yaml12.Loc], seen: set[str]
) -> None:
    key = key_of(name)
    if key in added:
        line = document.position(added[key])[0]
        text = f"{name!r} is ignored here and a name of the place in line {line}"
        document.mistake(loc, "added-and-ignored", text, "leave it out in one of them")
    if key in seen:
        document.mistake(loc, "duplicate-ignore", f"{name!r} is ignored twice", "leave one out")
    seen.add(key)


def text_beside(path: Path) -> str:
    """The text of a file that stands beside the rules; empty when there is none.

    Raises:
        RuleErrors: it cannot be read.
    """
    if not path.exists() and not path.is_symlink():
        return ""
    mistakes: list[Mistake] = []
    text = read_text(path, mistakes)
    if text is None:
        raise RuleErrors(mistakes)
    return text


def id_of(place: AddedPlace) -> str:
    """`tocsin:KIND/slug`; the kind does not stand in the slug again: Kurakhove dam is `tocsin:dam/kurakhove`."""
    kind = place.kind
    plain = unicodedata.normalize("NFKD", place.name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    return f"tocsin:{kind}/{slug.removesuffix('-' + kind) or slug}"


def names_of(place: AddedPlace) -> list[str]:
    """All names of a place, the English one first."""
    return [place.name, *(name for given in place.names.values() for name in given)]


def written_names(number: int, place: AddedPlace) -> Iterator[tuple[yaml12.Loc, str]]:
    """All names of the place with a number, each with where it stands."""
    yield ("add", number, "name"), place.name
    for language, names in place.names.items():
        for index, name in enumerate(names):
            yield ("add", number, "names", language, index), name


class Areas(Mapping[str, Record]):
    """The regions and countries of a gazetteer, by id and by every name (`key_of`); of two with one name the larger."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._rows = frozenset(gazetteer.areas())
        self._named: dict[str, int] = {}
        for row in sorted(self._rows, key=gazetteer.population_of):
            self._named[key_of(gazetteer.name_at(row))] = row

    def __getitem__(self, name: str) -> Record:
        row = self._gazetteer.row(name)
        if row not in self._rows:
            rows = {one.row for one in self._gazetteer.candidates(name)} & self._rows
            rows |= {self._named[name]} if name in self._named else set()
            row = max(rows, key=self._gazetteer.population_of, default=None)
        if row is None:
            raise KeyError(name)
        place = self._gazetteer.place_at(row)
        return Record(place.id, place.name, place.kind, place.country or "")

    def __iter__(self) -> Iterator[str]:
        return iter(self._named)

    def __len__(self) -> int:
        return len(self._named)


def area_of(name: str, areas: Mapping[str, Record]) -> Record | None:
    """The region or country that a name or id means."""
    return areas.get(name) or areas.get(key_of(name)) or _of_parts(name, areas)


def _of_parts(name: str, areas: Mapping[str, Record]) -> Record | None:
    """`Belgorod Oblast, Russia`: the first part, if it lies in the second."""
    inner, _, outer = name.partition(",")
    region, country = areas.get(key_of(inner)), areas.get(key_of(outer))
    return region if region and country and region.country == country.country else None
