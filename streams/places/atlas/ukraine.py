"""Ukraine's places as the news writes them: official names, districts, and spellings that no list holds.

The official name of a settlement is the codifier's; its English name is that name by the romanisation that Ukraine
decreed (KMU 2010), unless GeoNames knows the place by an unlike one (renamed since the codifier's issue).

Languages are told by their codes here, because the names of this one country are made in its two, and in English.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from streams.places.atlas.build import Record
from streams.places.atlas.districts import SHORTEST_STEM, Joined, Named, Settled, Unit, join_districts, shares_stem
from streams.places.atlas.features import telling
from streams.places.atlas.romanisation import romanise, spellings
from streams.places.atlas.russian import russian_forms
from streams.places.place import LINES, Kind
from streams.places.similarity import key_of, sound

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_RUSSIAN = re.compile("[ыэёъЫЭЁЪ]")
KMU = "uk-kmu-2010"
RUSSIAN_FORMS = 3
"""Russian names of a place that are romanised: the first is right for three in four, the third for nearly all."""


def districts_of_ukraine(
    units: Sequence[Unit], settlements: Sequence[Record], regions: Mapping[str, str]
) -> Iterator[Record]:
    """The settlements of Ukraine with their districts and all their names, and the districts.

    Args:
        units: the codifier.
        settlements: all of Ukraine, each in its region.
        regions: the names of Ukraine's regions by id.
    """
    joined = join_districts(units, [_settled(record) for record in settlements])
    adjectives = _adjectives(joined)
    named = {}
    for record in settlements:
        district = joined.district_of.get(record.id)
        full = with_names(record, joined.official.get(record.id), adjectives.get(record.id, ()))
        named[record.id] = full
        yield full._replace(parent=f"katottg:{district}") if district else full
    for area in joined.districts:
        if f"iso3166:{area.region}" in regions:
            yield _district(area, named.get(area.seat or ""))


def _position(record: Record) -> tuple[float, float]:
    assert record.lat is not None
    assert record.lon is not None
    return record.lat, record.lon


def _settled(record: Record) -> Settled:
    keys = frozenset(key_of(name) for name in (record.name, *record.aliases) if _CYRILLIC.search(name))
    lat, lon = _position(record)
    return Settled(record.id, (record.parent or "").removeprefix("iso3166:"), keys, lat, lon, record.population)


def _adjectives(joined: Joined) -> dict[str, list[str]]:
    """The adjectives (masculine) that areas were named with, by the settlement that they are made of."""
    found: dict[str, list[str]] = defaultdict(list)
    for area in (*joined.districts, *joined.communities):
        if area.seat is not None:
            found[area.seat].append(re.sub("а$", "ий", area.adjective))
    return {seat: list(dict.fromkeys(told)) for seat, told in found.items()}


_spellings = lru_cache(maxsize=100_000)(spellings)
_russian = lru_cache(maxsize=50_000)(russian_forms)
"""Remembered while a gazetteer is compiled: two villages in three have a namesake."""


def with_names(record: Record, official: str | None, adjectives: Iterable[str] = ()) -> Record:
    """A settlement with its official name, the English name that follows from it, and every usual spelling."""
    cyrillic = [name for name in record.aliases if _CYRILLIC.search(name)]
    ukrainian = [official] if official else [name for name in cyrillic if _UKRAINIAN.search(name)][:2]
    told = {key_of(name): name for name in cyrillic}
    formed = [told.get(key_of(form), form) for name in ukrainian[:1] for form in _russian(name)]
    russian = list(dict.fromkeys([*(name for name in cyrillic if _RUSSIAN.search(name)), *formed]))
    romanised = [one for name in ukrainian for one in _spellings(name, "uk")]
    romanised += [one for name in russian[:RUSSIAN_FORMS] for one in _spellings(name, "ru")]
    if record.population >= LARGE_ENOUGH_FOR_ARABIC:
        romanised += [arabic_spelling(name) for name in ukrainian[:1]]
    name = record.name
    if official and sound(key_of(english := romanise(official, KMU))) == sound(key_of(record.name)):
        name = english
    return record._replace(
        name=name,
        aliases=tuple(dict.fromkeys((*record.aliases, record.name, *ukrainian, *russian, *romanised))),
        usual=(*filter(None, [official]), *_of_adjectives(adjectives)),
        languages={"uk": tuple(ukrainian), "ru": tuple(name for name in russian if _RUSSIAN.search(name))},
    )


_NOUNS = {
    "uk": {
        "ий": ("аеродром", "аеропорт", "порт", "полігон", "завод", "НПЗ"),
        "а": ("громада", "ГЕС", "ТЕС", "ТЕЦ", "АЕС", "дамба", "гребля"),
        "е": ("водосховище",),
    },
    "ru": {
        "ий": ("аэродром", "аэропорт", "порт", "полигон", "завод", "НПЗ"),
        "ая": ("громада", "ГЭС", "ТЭС", "ТЭЦ", "АЭС", "дамба", "плотина"),
        "ое": ("водохранилище",),
    },
}
"""What lies at a place and is named by its adjective, by how that ends before the noun."""


def _of_adjectives(adjectives: Iterable[str]) -> Iterator[str]:
    """What is named by a place's adjective: Джанкойський аеродром, Курахівське водосховище.

    Where such a thing is a place of its own, its name is its own (`Reader.options`).
    """
    for uk in adjectives:
        for adjective, nouns in ((uk, _NOUNS["uk"]), (russian_adjective(uk), _NOUNS["ru"])):
            stem = adjective.removesuffix("ий")
            yield from (f"{stem}{ending} {noun}" for ending, told in nouns.items() for noun in told)


_ARABIC = str.maketrans({
    "а": "ا", "б": "ب", "в": "ف", "г": "ه", "ґ": "غ", "д": "د", "е": "ي", "є": "ي", "ж": "ج", "з": "ز", "и": "ي", "і": "ي",
    "ї": "ي", "й": "ي", "к": "ك", "л": "ل", "м": "م", "н": "ن", "о": "و", "п": "ب", "р": "ر", "с": "س", "т": "ت", "у": "و",
    "ф": "ف", "х": "خ", "ц": "تس", "ч": "تش", "ш": "ش", "щ": "شتش", "ь": "", "ю": "يو", "я": "يا", "'": "", "’": "",
})  # fmt: skip
"""How Arabic newsrooms spell Ukrainian names, letter by letter: خاركيف, زابوريجيا, كراماتورسك."""
LARGE_ENOUGH_FOR_ARABIC = 3_000
"""Inhabitants from which a town is spelt in Arabic: its news names no villages, and short names would be words."""


def arabic_spelling(name: str) -> str:
    """A Ukrainian name as Arabic newsrooms would spell it; doubled letters are written once."""
    return re.sub(r"(.)\1+", r"\1", name.lower().translate(_ARABIC))


def russian_adjective(uk: str) -> str:
    """Джанкойський in Russian: Джанкойский."""
    forms = russian_forms(re.sub("різький$", "рожський", uk))  # Запорізький, Криворізький
    return forms[0] if forms else uk


DIRECTIONS = {"en": ("direction", "axis", "sector"), "uk": ("напрямок", "напрям"), "ru": ("направление",)}
"""What staffs call a stretch of the front by the town behind it. Fighting on the Izium direction is not in Izium: it names
the district, unless the front is a place of its own, which is better known."""


def _district(named: Named, seat: Record | None) -> Record:
    uk = named.adjective
    romanised = romanise(uk, KMU)
    official = seat.languages.get("uk", ())[:1] if seat else ()
    bases = dict.fromkeys([*([seat.name] if seat else []), *(romanise(one, KMU) for one in official), romanised])
    english = [f"{base} {kind}" for base in bases for kind in ("Raion", "district", "rayon", *DIRECTIONS["en"])]
    ru = russian_adjective(uk)
    return Record(
        id=f"katottg:{named.code}",
        name=english[0],
        kind="district",
        country="UA",
        parent=f"iso3166:{named.region}",
        usual=(
            *english,
            *(f"{uk} {kind}" for kind in ("район", "р-н", *DIRECTIONS["uk"])),
            *(f"{ru} {kind}" for kind in ("район", "р-н")),
            *(f"{re.sub('ий$', 'ое', ru)} {kind}" for kind in DIRECTIONS["ru"]),
        ),
        seat=seat.id if seat else None,
        languages={"uk": (f"{uk} район",), "ru": (f"{ru} район",)},
    )


_ENGLISH: dict[Kind, tuple[str, ...]] = {
    "reservoir": ("Reservoir",),
    "dam": ("HPP", "dam", "hydroelectric power plant", "hydroelectric power station"),
    "power-plant": ("TPP", "thermal power plant", "power plant"),
    "nuclear-plant": ("NPP", "nuclear power plant"),
}
_ADJECTIVE = re.compile("(?:(?:[іїоеє]в|[иїі]н)?с|(?<=ц))ь?к(?:ий|а|е|ая|ое)$")
"""The end of an adjective, with what vowels do there: Курахівське, of Курахове."""
_RIVER_NAMES = ("{} River", "River {}", "річка {}", "река {}")


class Features:
    """Names the features of a map after the settlements beside them."""

    def __init__(self, settlements: Iterable[Record]) -> None:
        self._beginning: dict[str, list[tuple[str, Record]]] = defaultdict(list)
        for record in settlements:
            for key in {key_of(name) for name in record.aliases if _CYRILLIC.search(name)}:
                self._beginning[key[:SHORTEST_STEM]].append((key, record))

    def record(self, record: Record) -> Record | None:
        """A feature with the names that tell what it is; None when it has none."""
        given = (record.name, *record.aliases)
        english = list(self._named_after(record))
        names = [*english, *telling(record.kind, given)]
        if record.kind == "river":
            names += [form.format(name) for name in given for form in _RIVER_NAMES if _same_script(form, name)]
        if not names:
            return None
        line = record.kind in LINES
        lat, lon = (None, None) if line else (record.lat, record.lon)
        name = english[0] if english and record.kind in {"reservoir", "dam"} else record.name
        return record._replace(name=name, usual=tuple(names), aliases=(), lat=lat, lon=lon)

    def _named_after(self, record: Record) -> Iterator[str]:
        """`Kurakhove Reservoir` for Курахівське водосховище: English calls water and plants by the town itself."""
        kinds = _ENGLISH.get(record.kind, ())
        for name in record.aliases if kinds else ():
            adjective = key_of(name).partition(" ")[0]
            stem = _ADJECTIVE.sub("", adjective)
            if stem != adjective and (town := self._beside(stem, record)) is not None:
                yield from (f"{town.name} {kind}" for kind in kinds)

    def _beside(self, stem: str, feature: Record) -> Record | None:
        """The largest settlement near a feature whose name has the stem."""
        near = [
            record
            for key, record in self._beginning.get(stem[:SHORTEST_STEM], ())
            if shares_stem(stem, key) and _apart(record, feature) < NAMED_AFTER_DEGREES
        ]
        return max(near, key=lambda record: (record.population, record.id), default=None)


NAMED_AFTER_DEGREES = 0.6
"""How far (65 km north to south) a feature lies from the settlement it is named after: the Kakhovka reservoir's point is
80 km up from the dam, and is named by hand."""


def _apart(one: Record, other: Record) -> float:
    here, there = _position(one), _position(other)
    return max(abs(here[0] - there[0]), abs(here[1] - there[1]))


def _same_script(one: str, other: str) -> bool:
    return bool(_CYRILLIC.search(one)) == bool(_CYRILLIC.search(other))
