"""Turn records of places into the bytes that `Gazetteer.load` uses.

Pure: who reads GeoNames, ISO 3166 and analysts' files, and where they lie, is `streams.files.desk.gazetteer`.
"""

from __future__ import annotations

import hashlib
import json
import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import marisa_trie
from rapidfuzz import fuzz

from streams.languages.language import lexicon_of
from streams.languages.letters import CYRILLIC
from streams.languages.lexicon import stems
from streams.places.gazetteer import (
    ALIAS,
    CAPITAL,
    CURATED,
    DISTANT,
    EXONYM,
    FORMAT,
    HEADER,
    KINDS,
    LANGUAGES,
    MAGIC,
    MAIN,
    NO_ROW,
    NOWHERE,
    SCALE,
)
from streams.places.place import Kind
from streams.places.similarity import MAX_NAME_WORDS, key_of, romanise, skeleton


class Record(NamedTuple):
    """One place as a source tells it.

    ``name`` is its English name, ``aliases`` all others in any script; ``usual`` are those that are the place's own name
    in any language, never historic. A region, district or feature is known by these only, since its bare name may be a
    settlement's. ``languages`` tells of some names which language they are in. ``parent`` is the id of what it lies in,
    ``seat`` the id of the settlement that a region is named after.
    """

    id: str
    name: str
    kind: Kind
    country: str = ""
    parent: str | None = None
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    aliases: Sequence[str] = ()
    usual: Sequence[str] = ()
    capital: bool = False
    curated: bool = False
    seat: str | None = None
    languages: Mapping[str, Sequence[str]] = MappingProxyType({})


_ANYWHERE = lexicon_of("")
TRAPS, NEVER_PLACES = _ANYWHERE.words("place.traps"), _ANYWHERE.words("place.never-places")
"""What no name is in any text. What another language alone would ignore, only its own sentences do (`Reader`): March is
*mars* in French, and Mars a town."""
_CODE = re.compile(r"[A-Z]{2,4}")
_UPPER = re.compile(r"[^\W\d_a-z]")
_OBLIQUE = re.compile("|".join(stems("naming.oblique")))
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_CYRILLIC = re.compile(f"[{CYRILLIC}]")


def usable(alias: str, kind: Kind) -> bool:
    """Whether an alias of GeoNames may stand in a text for its place.

    Left out are airport codes (KHE), romanisations of other scripts in lower case ("he er song"), oblique
    adjectives (Херсонскую), names of one or two letters and what the calendar says.
    """
    if kind == "country":
        return True
    letters = sum(map(str.isalpha, alias))
    if not letters or (letters < 3 and ord(alias[0]) < 0x2E80):  # in Chinese and Japanese two signs are a usual name
        return False
    if _LATIN.match(alias) and (_CODE.fullmatch(alias) or not _UPPER.search(alias)):
        return False
    return not _OBLIQUE.search(alias)


def compile_gazetteer(
    records: Iterable[Record],
    *,
    ignore: Iterable[str] = (),
    sources: Sequence[str] = (),
    progress: Callable[[str, float], None] = lambda _stage, _share: None,
) -> bytes:
    """Compile a gazetteer; the same records in any order give the same bytes.

    Args:
        records: every place once.
        ignore: names that are to mean no place at all.
        sources: attribution, carried in the file.
        progress: told the stage and the share done, 0 to 1.
    """
    progress("names", 0.0)
    ordered = sorted(records, key=lambda record: (record.id.startswith("geonames:"), _number(record.id), record.id))
    row_of = {record.id: row for row, record in enumerate(ordered)}
    ignored = {key_of(name) for name in ignore} | TRAPS | NEVER_PLACES
    spoken = _spoken(ordered)
    links = _links(ordered, ignored, spoken, progress)
    progress("compiling", 0.0)
    sections = {**_names(links, ordered), **_attributes(ordered, row_of)}
    about = {
        "ids": [record.id for record in ordered if not record.id.startswith("geonames:")],
        "countries": _countries(ordered),
        "sources": list(sources),
    }
    if others := spoken[len(LANGUAGES) :]:
        about["languages"] = list(others)
    progress("compiling", 1.0)
    return _pack(about, sections)


def _number(place_id: str) -> int:
    return int(place_id[9:]) if place_id.startswith("geonames:") else 0


def _countries(ordered: Sequence[Record]) -> list[str]:
    return ["", *sorted({record.country for record in ordered} - {""})]


def names_of(record: Record) -> Iterator[tuple[str, int]]:
    """Every key of a place, each with how it belongs to it."""
    seen = set()
    own = key_of(record.name)
    bare = record.curated or record.kind in {"settlement", "country"}
    for name in (record.name, *record.usual) if bare else record.usual:
        key = key_of(name)
        if key and key not in seen:
            seen.add(key)
            yield key, MAIN
    aliases = [(alias, key_of(alias)) for alias in record.aliases]
    roman = _roman(own)
    told: Counter[str] | None = None
    for alias, key in aliases:
        if not key or key in seen or key.count(" ") >= MAX_NAME_WORDS or not usable(alias, record.kind):
            continue
        seen.add(key)
        link = _belonging(key, roman, record.country)
        if link == DISTANT and len(aliases) >= SHARED_BY:
            told = told or Counter(skeleton(key) for _, key in aliases)
            link = EXONYM if told[skeleton(key)] >= SHARED_BY else DISTANT
        yield key, link


SHARED_BY = 4
"""Spellings of one sound from which a name unlike the English one is another language's (Москва, Moskva, Moskwa,
Moskou for Moscow) and no former name (Petrovka, Петровка for Kurakhove)."""


def _roman(key: str) -> str:
    return romanise(key).replace("y", "i").replace("h", "").replace(" ", "")


def _belonging(key: str, roman: str, country: str) -> int:
    """Whether a key is another spelling of the romanised usual name, or something else altogether.

    Scripts that we cannot romanise are believed. That two names sound alike tells only of names that are romanised:
    Saporischschja is Zaporizhzhia, and Belém is not Bethlehem.
    """
    if not (_LATIN.match(key) or _CYRILLIC.match(key)):
        return ALIAS
    # Kiev/Kyiv is 86, Cherson/Kherson 92, Bethlehem/Belém 67, Saporischschja/Zaporizhzhia 58, Petrovka/Kurakhove 40.
    ratio = fuzz.ratio(_roman(key), roman)
    if ratio >= SPELLING:
        return ALIAS
    if (country in ROMANISED or _CYRILLIC.match(key)) and skeleton(key) == skeleton(roman):
        return ALIAS
    return EXONYM if ratio >= LIKE else DISTANT


ROMANISED = frozenset(
    [
        "UA",
        "RU",
        "BY",
        "BG",
        "RS",
        "MK",
        "ME",
        "BA",
        "KZ",
        "KG",
        "TJ",
        "MN",
        "GE",
        "AM",
        "IL",
        "PS",
        "SY",
        "LB",
        "IQ",
        "JO",
        "EG",
        "SA",
        "YE",
        "IR",
        "AE",
        "KW",
        "QA",
        "OM",
        "LY",
        "TN",
        "DZ",
        "MA",
        "SD",
    ]
)
"""Countries that write Cyrillic, Georgian, Armenian, Hebrew or Arabic: their names reach English by many romanisations."""
SPELLING, LIKE = 80, 55
"""Likeness in per cent from which a name is another spelling, and from which it is another language's."""


class _Links(NamedTuple):
    """All names in the order of rows: keys, beside each its row and how it belongs to it (packed), and its language."""

    keys: list[str]
    packed: array[int]
    languages: array[int]


def _spoken(ordered: Sequence[Record]) -> tuple[str, ...]:
    """The languages that names are told to be in: those that the format numbers, then all others."""
    told = {language for record in ordered for language in record.languages}
    return (*LANGUAGES, *sorted(told.difference(LANGUAGES)))


def _links(
    ordered: Sequence[Record], ignored: set[str], spoken: Sequence[str], progress: Callable[[str, float], None]
) -> _Links:
    found = _Links([], array("Q"), array("B"))
    for row, record in enumerate(ordered):
        if row % 5000 == 0:
            progress("names", row / len(ordered))
        languages = languages_of(record)
        for key, link in names_of(record):
            if key in ignored and not record.curated:
                continue
            found.keys.append(key)
            found.packed.append(row << 2 | link)
            found.languages.append(spoken.index(languages.get(key, "")))
    return found


def languages_of(record: Record) -> dict[str, str]:
    """The language of each key of a place that is known to be of one."""
    return {key_of(name): language for language, names in record.languages.items() for name in names}


def _names(names: _Links, ordered: Sequence[Record]) -> dict[str, bytes]:
    keys, links = names.keys, names.packed
    trie = marisa_trie.Trie(keys)
    found = sorted(
        (
            trie[key],
            (packed & 3) == DISTANT,
            -_ranking_of(ordered[packed >> 2]),
            packed,
        )
        for key, packed in zip(keys, links, strict=True)
    )
    offsets = _offsets([number for number, _, _, _ in found], len(trie))
    rows = array("I", [packed >> 2 for _, _, _, packed in found])
    kinds = array("B", [packed & 3 for _, _, _, packed in found])
    return {
        "names": trie.tobytes(),
        "name_offsets": offsets.tobytes(),
        "name_rows": rows.tobytes(),
        "name_links": kinds.tobytes(),
        "row_names": array("I", [trie[key] for key in keys]).tobytes(),
        "row_links": array("B", [packed & 3 for packed in links]).tobytes(),
        "row_languages": names.languages.tobytes(),
        "row_offsets": _offsets([packed >> 2 for packed in links], len(ordered)).tobytes(),
        **_skeletons(trie, {number for number, distant, _, _ in found if not distant}),
    }


def _ranking_of(record: Record) -> int:
    return ranking(record.population, curated=record.curated)


def ranking(population: int, *, curated: bool) -> int:
    """What ranks places of one name: a country before its capital, a curated place before villages."""
    return population + 50_000 * curated


def heard(key: str) -> bool:
    """Whether a name can be found by its sound: one in Latin or Cyrillic letters, and not too short to tell apart."""
    return len(key) >= 5 and bool(_LATIN.match(key) or _CYRILLIC.match(key))


def _skeletons(trie: marisa_trie.Trie, numbers: set[int]) -> dict[str, bytes]:
    """Names of one word or more in Latin and Cyrillic letters by the consonants one hears."""
    names = filter(heard, trie.iterkeys())
    pairs = [(skeleton.__wrapped__(key), number) for key in names if (number := trie[key]) in numbers]
    heads = marisa_trie.Trie([head for head, _ in pairs])
    found = sorted((heads[head], number) for head, number in pairs)
    return {
        "skeletons": heads.tobytes(),
        "skeleton_offsets": _offsets([head for head, _ in found], len(heads)).tobytes(),
        "skeleton_names": array("I", [number for _, number in found]).tobytes(),
    }


def _offsets(numbers: Sequence[int], count: int) -> array[int]:
    """Where the run of each number begins in a sorted sequence; one more at the end."""
    counts = array("I", bytes(4 * (count + 1)))
    for number in numbers:
        counts[number + 1] += 1
    for index in range(count):
        counts[index + 1] += counts[index]
    return counts


def _attributes(ordered: Sequence[Record], row_of: dict[str, int]) -> dict[str, bytes]:
    country_number = {code: number for number, code in enumerate(_countries(ordered))}
    labels = [record.name.encode() for record in ordered]
    ends = array("I", [0])
    for label in labels:
        ends.append(ends[-1] + len(label))
    columns = {
        "lat": array("i", [_scaled(record.lat) for record in ordered]),
        "lon": array("i", [_scaled(record.lon) for record in ordered]),
        "population": array("I", [record.population for record in ordered]),
        "country": array("H", [country_number[record.country] for record in ordered]),
        "parent": array("I", [row_of.get(record.parent or "", NO_ROW) for record in ordered]),
        "seat": array("I", [row_of.get(record.seat or "", NO_ROW) for record in ordered]),
        "kind": array("B", [KINDS.index(record.kind) for record in ordered]),
        "flags": array("B", [CAPITAL * record.capital | CURATED * record.curated for record in ordered]),
        "numbers": array("I", [_number(record.id) for record in ordered if record.id.startswith("geonames:")]),
        "label_offsets": ends,
    }
    return {**{name: column.tobytes() for name, column in columns.items()}, "labels": b"".join(labels)}


def _scaled(degrees: float | None) -> int:
    return NOWHERE if degrees is None else round(degrees * SCALE)


def _pack(about: dict[str, Any], sections: dict[str, bytes]) -> bytes:
    """Lay the sections out on multiples of eight, behind a JSON table that says where each lies."""
    content = hashlib.sha256(json.dumps(about, sort_keys=True).encode())
    listed: list[tuple[str, int, int]] = []
    chunks: list[bytes] = []
    position = 0
    for name in sorted(sections):
        content.update(sections[name])
        listed.append((name, position, len(sections[name])))
        chunks.append(sections[name] + bytes(-len(sections[name]) % 8))
        position += len(chunks[-1])
    head = {"about": {**about, "version": content.hexdigest()[:12]}, "sections": listed}
    table = json.dumps(head, ensure_ascii=False).encode()
    table += b" " * (-(HEADER.size + len(table)) % 8)
    return HEADER.pack(MAGIC, FORMAT, HEADER.size + len(table) + position, len(table)) + table + b"".join(chunks)
