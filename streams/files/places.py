"""`rules/places.yaml`: the places that analysts add to the gazetteer, and the names they want ignored.

`{add: [{name: Kakhovka dam, names: {uk: Каховська гребля, ru: [Каховская плотина]}, kind: dam, lat: 46.7775,
lon: 33.37, in: Kherson Oblast}], ignore: [Orderly]}`
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from streams import yaml12
from streams.errors import Mistake, RuleErrors
from streams.files.texts import read_text
from streams.places.build import Record
from streams.places.gazetteer import KINDS, Gazetteer
from streams.places.place import Kind
from streams.places.similarity import key_of

Language = Literal["en", "uk", "ru", "ar"]


def _listed(value: Any) -> Any:
    """One name may stand for a list of one."""
    return [value] if isinstance(value, str) else value


def _kinded(value: str) -> str:
    if not re.fullmatch("[a-z][a-z -]*", value):
        raise ValueError(
            f"{value[:60]!r} is no kind of place\nwrite lower case letters, as in settlement, region or dam"
        )
    return value


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class AddedPlace(_Strict):
    """One place that analysts add."""

    name: str = Field(min_length=3, description="its English name")
    names: dict[Language, Annotated[list[str], BeforeValidator(_listed)]] = Field(
        default_factory=dict, description="its names in other languages"
    )
    kind: Annotated[str, AfterValidator(_kinded)] = Field(
        "settlement", description="settlement, region, dam, bridge, …"
    )
    lat: float | None = Field(None, ge=-90, le=90, allow_inf_nan=False, description="degrees, WGS 84")
    lon: float | None = Field(None, ge=-180, le=180, allow_inf_nan=False, description="degrees, WGS 84")
    within: str | None = Field(None, alias="in", description="the name or id of the region or country it lies in")


class PlacesFile(_Strict):
    """The whole file."""

    add: list[AddedPlace] = Field(default_factory=list)
    ignore: list[str] = Field(default_factory=list)


@dataclass
class Additions:
    """What a file of places asks for, and the file to blame for its mistakes."""

    document: yaml12.Document
    places: Sequence[AddedPlace] = ()
    ignore: Sequence[str] = ()
    _seen: set[str] = field(default_factory=set)

    def records(self, areas: Mapping[str, Record]) -> list[Record]:
        """The added places as records; ``areas`` are the regions and countries they may lie in, by id and by key.

        Raises:
            RuleErrors: every place whose `in` is no region or country, or that is added twice.
        """
        if not self.places:
            return []
        records = [record for number, place in enumerate(self.places) if (record := self._record(number, place, areas))]
        yaml12.raise_all([self.document])
        return records

    def _record(self, number: int, place: AddedPlace, areas: Mapping[str, Record]) -> Record | None:
        parent = self._parent(number, place, areas)
        place_id = id_of(place)
        if place_id in self._seen:
            self.document.mistake(("add", number, "name"), "duplicate-place", f"{place_id} is added twice")
        if (place.lat is None) != (place.lon is None):
            self.document.mistake(("add", number), "half-a-position", "lat and lon go together", "give both or neither")
        self._seen.add(place_id)
        names = [name for given in place.names.values() for name in given]
        return Record(
            id=place_id,
            name=place.name,
            kind=_kind(place),
            country=parent.country if parent else "",
            parent=parent.id if parent else None,
            lat=place.lat,
            lon=place.lon,
            usual=[place.name, *names],
            languages={str(language): given for language, given in place.names.items()},
            curated=True,
        )

    def _parent(self, number: int, place: AddedPlace, areas: Mapping[str, Record]) -> Record | None:
        if place.within is None:
            return None
        found = areas.get(place.within) or areas.get(key_of(place.within)) or _of_parts(place.within, areas)
        if found is None:
            close = get_close_matches(key_of(place.within), [key for key in areas if ":" not in key], n=2)
            hint = "did you mean " + " or ".join(repr(areas[key].name) for key in close) + "?" if close else ""
            text = f"no region or country is called {place.within!r}"
            self.document.mistake(("add", number, "in"), "unknown-place", text, hint)
        return found


def read_places(file: str, text: str) -> Additions:
    """Read a file of places; an empty text adds nothing.

    Raises:
        RuleErrors: every mistake in it, with file, line and column.
    """
    document = yaml12.parse(file, text)
    if not document.mistakes and document.data is None:
        return Additions(document)
    asked = yaml12.validate(PlacesFile, document)
    yaml12.raise_all([document])
    return Additions(document, asked.add, asked.ignore) if asked is not None else Additions(document)


def read_places_text(path: Path) -> str:
    """The text of a file of places; empty when there is none.

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
    kind = place.kind.replace(" ", "-")
    plain = unicodedata.normalize("NFKD", place.name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    return f"tocsin:{kind}/{slug.removesuffix('-' + kind) or slug}"


def _kind(place: AddedPlace) -> Kind:
    kind = place.kind.replace(" ", "-")
    return kind if kind in KINDS else "feature"


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


def _of_parts(name: str, areas: Mapping[str, Record]) -> Record | None:
    """`Belgorod Oblast, Russia`: the first part, if it lies in the second."""
    inner, _, outer = name.partition(",")
    region, country = areas.get(key_of(inner)), areas.get(key_of(outer))
    return region if region and country and region.country == country.country else None
