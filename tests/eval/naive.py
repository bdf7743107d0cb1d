"""The simpler ways that our numbers stand beside: `fuzz.ratio`, `process.extractOne`, spaCy's EntityRuler.

They get the same gazetteer's names, the most prominent place of each, and every run of one to three capitalised
words. What is compared with what stands beside each measure.
"""

# ruff: noqa: T201 - printing is what it is for

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from streams.places.gazetteer import Gazetteer
from streams.places.place import Place
from streams.places.similarity import key_of
from tests.eval import hard_cases, places
from tests.eval.hard_cases import Finder
from tests.eval.tell import rows
from tests.golden.places import Found, read_cases

CUTOFF = 85
"""The usual cut-off of `fuzz.ratio`."""
PROMINENT = 15_000
"""Inhabitants of the places outside Ukraine whose names are taken where all would be too many: a village is called like
many a word, and EntityRuler takes a minute and a half and 7 GB to learn a million names."""
BATCH = 100
"""Runs compared at once: 100 rows by a million names are 100 MB of scores."""
RUN = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
GAP = frozenset({" ", "\u00a0"})

Names = dict[str, str]
"""The place id that each name key would mean to a simpler way: the most prominent place of the name."""


def names_of(gazetteer: Gazetteer, prominent: int = 0, *, country: str | None = None) -> Names:
    """The names of all areas, of all places of one country, and of places anywhere from a number of inhabitants."""
    names: Names = {}
    for key in gazetteer.beginning_with("", len(gazetteer) * 100):
        best = max(gazetteer.candidates(key), key=lambda one: _rank(gazetteer, one.row), default=None)
        if best is None:
            continue
        if _rank(gazetteer, best.row) >= prominent or gazetteer.country_of(best.row) == country:
            names[key] = gazetteer.id_at(best.row)
    return names


def _rank(gazetteer: Gazetteer, row: int) -> float:
    return float("inf") if gazetteer.position_of(row) is None else gazetteer.prominence(row)


def runs(text: str) -> Iterator[tuple[int, int]]:
    """Where runs of one to three capitalised words stand, the longer first."""
    words = [(one.start(), one.end()) for one in RUN.finditer(text)]
    for first, (start, _) in enumerate(words):
        for count in (3, 2, 1):
            run = words[first : first + count]
            joined = all(text[one[1] : other[0]] in GAP for one, other in itertools.pairwise(run))
            if len(run) == count and joined and all(text[one[0]].isupper() for one in run):
                yield start, run[-1][1]


def by_ratio(names: Names, texts: Sequence[str]) -> Finder:
    """A finder by `fuzz.ratio`: every run of the texts against every name."""
    best = closest(names, {text[start:end] for text in texts for start, end in runs(text)})

    def find(text: str) -> list[Found]:
        return _longest(
            Found(start, end, place) for start, end in runs(text) if (place := best.get(text[start:end])) is not None
        )

    return find


def closest(names: Names, asked: Iterable[str]) -> dict[str, str]:
    """What `process.extractOne` answers for each of many names, all asked in one go: on several cores and in batches."""
    keys, spellings = list(names), sorted(asked)
    best: dict[str, str] = {}
    for first in range(0, len(spellings), BATCH):
        batch = spellings[first : first + BATCH]
        queries = [key_of(one) for one in batch]
        scores = process.cdist(queries, keys, scorer=fuzz.ratio, score_cutoff=CUTOFF, dtype=np.uint8, workers=-1)
        for spelling, column, score in zip(batch, scores.argmax(axis=1), scores.max(axis=1), strict=True):
            if score:
                best[spelling] = names[keys[column]]
    return best


def _longest(found: Iterator[Found]) -> list[Found]:
    """Those that do not begin inside an earlier one."""
    kept: list[Found] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def by_entity_ruler(names: Names) -> Finder | None:
    """A finder by spaCy's EntityRuler, whatever the case of letters; None when spaCy is not installed."""
    try:
        import spacy
    except ImportError:
        return None
    nlp: Any = spacy.blank("xx")
    ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    ruler.add_patterns([{"label": "PLACE", "pattern": key, "id": place} for key, place in names.items()])

    def find(text: str) -> list[Found]:
        return [Found(one.start_char, one.end_char, one.ent_id_) for one in nlp(text).ents]

    return find


def measure(gazetteer: Gazetteer, data: Path) -> None:
    """Print what the simpler ways make of the same sets; none of them tells a government from its seat."""
    texts = [case.text for case in read_cases(dumps=True)]
    texts += [row["text"] for row in rows(data / "places" / "viina_text_place_dev.jsonl")]
    typed = [row["name"] for row in rows(data / "places" / "cir_places_dev.jsonl")]
    for prominent in (PROMINENT, 0):
        names = names_of(gazetteer, prominent)
        begun = time.monotonic()
        find, best = by_ratio(names, texts), closest(names, typed)
        print(f"extractOne, fuzz.ratio >= {CUTOFF}, {_told(names, prominent)}: {time.monotonic() - begun:.0f} s in all")
        print(f"    one by one it takes {_milliseconds_a_name(names, typed):.0f} ms a name")
        _measures("  fuzz.ratio,", find, best.get, gazetteer, data)
    names = names_of(gazetteer, PROMINENT, country="UA")
    begun = time.monotonic()
    ruler = by_entity_ruler(names)
    if ruler is None:
        print("EntityRuler: spaCy is not installed; `make bench` installs it")
        return
    print(f"EntityRuler, {_told(names, PROMINENT)} and all of Ukraine: {time.monotonic() - begun:.0f} s to learn them")
    _measures("  EntityRuler,", ruler, lambda name: next((one.place for one in ruler(name)), None), gazetteer, data)


def _milliseconds_a_name(names: Names, typed: Sequence[str]) -> float:
    keys, sample = list(names), typed[:20]
    begun = time.monotonic()
    for name in sample:
        process.extractOne(key_of(name), keys, scorer=fuzz.ratio, score_cutoff=CUTOFF)
    return (time.monotonic() - begun) / len(sample) * 1000


def _measures(label: str, find: Finder, resolve: Callable[[str], str | None], gazetteer: Gazetteer, data: Path) -> None:
    def resolve_place(name: str, _within: str | None) -> Place | None:
        place = resolve(name)
        return gazetteer.place(place) if place else None

    hard_cases.summary(f"{label} hard cases", find, read_cases(dumps=True), targets=False)
    places.viina(find, gazetteer, data, label=f"{label} viina", targets=False)
    places.cir(resolve_place, data, label=f"{label} cir_places", targets=False)


def _told(names: Names, prominent: int) -> str:
    asked = f"of areas and of places from {prominent:,} inhabitants" if prominent else "(all)"
    return f"{len(names):,} names {asked}"
