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
from itertools import chain

from streams.languages.language import language
from streams.languages.letters import CYRILLIC, rules
from streams.languages.lexicon import classes_by_language, stems, texts
from streams.places.atlas.build import Record
from streams.places.atlas.districts import SHORTEST_STEM, Joined, Named, Settled, Unit, join_districts, shares_stem
from streams.places.atlas.features import telling
from streams.places.atlas.romanisation import romanise, spellings
from streams.places.atlas.russian import amended, russian_forms
from streams.places.atlas.russian_rules import UK_ADJECTIVE_ENDINGS, UK_ADJECTIVE_ROOTS
from streams.places.place import LINES
from streams.places.similarity import key_of, sound

_CYRILLIC = re.compile(f"[{CYRILLIC}]")
_UKRAINIAN, _RUSSIAN = (re.compile(f"[{(own := language(lang).letters) + own.upper()}]") for lang in ("uk", "ru"))
_MASCULINE, _FEMININE = UK_ADJECTIVE_ENDINGS[:2]
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
            found[area.seat].append(re.sub(f"{_FEMININE}$", _MASCULINE, area.adjective))
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


_AT_TOWNS, _DISTRICTS = classes_by_language("naming.at-towns"), classes_by_language("naming.districts")
_AFTER_TOWNS = classes_by_language("naming.after-towns")["en"]


def _of_adjectives(adjectives: Iterable[str]) -> Iterator[str]:
    """What is named by a place's adjective: Джанкойський аеродром, Курахівське водосховище.

    Where such a thing is a place of its own, its name is its own (`Reader.options`).
    """
    for uk in adjectives:
        for adjective, nouns in ((uk, _AT_TOWNS["uk"]), (russian_adjective(uk), _AT_TOWNS["ru"])):
            yield from _with_nouns(adjective, nouns)


def _with_nouns(adjective: str, nouns: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """An adjective with each noun, in the gender that the noun asks of its ending."""
    stem = adjective.removesuffix(_MASCULINE)
    return (f"{stem}{ending} {noun}" for ending, told in nouns.items() for noun in told)


_ARABIC = str.maketrans(rules(texts("spelling.transliterated")["ar"]))
"""How Arabic newsrooms spell Ukrainian names, letter by letter: خاركيف, زابوريجيا, كراماتورسك."""
LARGE_ENOUGH_FOR_ARABIC = 3_000
"""Inhabitants from which a town is spelt in Arabic: its news names no villages, and short names would be words."""


def arabic_spelling(name: str) -> str:
    """A Ukrainian name as Arabic newsrooms would spell it; doubled letters are written once."""
    return re.sub(r"(.)\1+", r"\1", name.lower().translate(_ARABIC))


def russian_adjective(uk: str) -> str:
    """Джанкойський in Russian: Джанкойский."""
    forms = russian_forms(amended(uk, UK_ADJECTIVE_ROOTS))
    return forms[0] if forms else uk


def _district(named: Named, seat: Record | None) -> Record:
    """A district, and the stretch of the front that staffs call by the town behind it.

    Fighting on the Izium direction is not in Izium: it names the district, unless the front is a place of its own, which is
    better known.
    """
    uk = named.adjective
    romanised = romanise(uk, KMU)
    official = seat.languages.get("uk", ())[:1] if seat else ()
    bases = dict.fromkeys([*([seat.name] if seat else []), *(romanise(one, KMU) for one in official), romanised])
    english = [f"{base} {kind}" for base in bases for kind in _AFTER_TOWNS["district"]]
    local = {
        lang: tuple(_with_nouns(own, _DISTRICTS[lang])) for lang, own in (("uk", uk), ("ru", russian_adjective(uk)))
    }
    return Record(
        id=f"katottg:{named.code}",
        name=english[0],
        kind="district",
        country="UA",
        parent=f"iso3166:{named.region}",
        usual=(*english, *chain.from_iterable(local.values())),
        seat=seat.id if seat else None,
        languages={lang: names[:1] for lang, names in local.items()},
    )


_ADJECTIVE = re.compile("|".join(stems("naming.of-features")))
"""The end of an adjective, with what vowels do there: Курахівське, of Курахове."""
_RIVER_NAMES = stems("naming.rivers", ("en", "uk", "ru"))


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
        kinds = _AFTER_TOWNS.get(record.kind, ())
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
