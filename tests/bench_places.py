"""What finding and resolving places costs: `python -m tests.bench_places [DATA]`.

Articles of 600 words, processor time of one process, the median of interleaved rounds. Beside the gazetteer stands one
with every settlement and feature a second time, its names re-spelt, so that twice as much is known and the same is found.
In the same run the names are looked for as one would without a gazetteer: by `rapidfuzz.process.extractOne` of every
capitalised word among all names, and by spaCy's `EntityRuler` with as many names as it reads in reasonable time.
"""

# ruff: noqa: T201 - printing is what it is for

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from streams.article import Article
from streams.files.desk.gazetteer import load_gazetteer, write_whole
from streams.files.supply.dumps import dumps_in
from streams.files.supply.geonames import read_records
from streams.languages.lemma import warm_up
from streams.places.atlas.build import Record, compile_gazetteer
from streams.places.gazetteer import Gazetteer
from streams.places.place import AREAS
from streams.places.toponyms import find_places
from streams.settings import load
from streams.text.text import Text, read
from tests.synthetic import full_articles, prepared, short_articles

SHORT = 4_000
"""Short articles of which the full-length ones are put together."""
ROUNDS = 7
NAIVE = 2
"""Articles that `extractOne` reads: it looks at every name for every word."""
LARGE = 15_000
"""Inhabitants from which a place outside Ukraine is in `EntityRuler`; with all names its patterns took 7.3 GB."""
AGAIN = 500_000_000
"""What is added to the number of a place that is there a second time."""

Texts = Sequence[Text]


def timed(work: Callable[[Texts], object], articles: Sequence[Texts]) -> float:
    """Milliseconds of processor time an article."""
    gc.collect()
    began = time.process_time()
    for article in articles:
        work(article)
    return (time.process_time() - began) / len(articles) * 1000


def interleaved(works: Sequence[Callable[[Texts], object]], articles: Sequence[Article]) -> list[float]:
    """The median of rounds for each of several ways to work, in turn, after one to warm up; texts are read anew."""
    taken: list[list[float]] = [[] for _ in works]
    for number in range(ROUNDS + 1):
        for work, mine in zip(works, taken, strict=True):
            spent = timed(work, [prepared(one) for one in articles])
            if number:
                mine.append(spent)
    return [statistics.median(mine) for mine in taken]


# ------------------------------------------------------------------------------------- a gazetteer twice as large


def respelt(record: Record) -> Record:
    """A place with another id, all its names with other letters: as long, as many words, as easy to pronounce."""
    number = int(record.id.removeprefix("geonames:")) + AGAIN
    aliases = [name.translate(_OTHER) for name in record.aliases]
    usual = [name.translate(_OTHER) for name in record.usual]
    name = record.name.translate(_OTHER)
    return record._replace(
        id=f"geonames:{number}", name=name, aliases=aliases, usual=usual, capital=False, languages={}
    )


def _turned(*rounds: str) -> dict[int, str]:
    """Each letter of a round becomes the next one, the last the first."""
    pairs = [(one, turn[(at + 1) % len(turn)]) for turn in rounds for at, one in enumerate(turn)]
    return {ord(a): b for one, other in pairs for a, b in ((one, other), (one.upper(), other.upper()))}


_OTHER = _turned("aeiou", "bdgklmnprstvz", "аоуеи", "бвгдзклмнпрст")


def doubled(cache: Path) -> Path:
    """A file with every settlement and feature of the gazetteer a second time; made once for each gazetteer."""
    path = cache / f"bench-twice-{load_gazetteer(cache).version}.bin"
    if not path.exists():  # in a process of its own, since compiling takes 2 GB
        subprocess.run([sys.executable, "-m", "tests.bench_places", "--double", path], check=True)
    return path


def double(path: Path) -> None:
    """Compile the doubled gazetteer into a file."""
    records = list(read_records(lambda _stage, _share: None, dumps_in(path.parent)))
    again = [respelt(one) for one in records if one.kind not in AREAS and one.id.startswith("geonames:")]
    write_whole(path, compile_gazetteer([*records, *again]))


# ------------------------------------------------------------------------------------------------ the other ways


def all_names(gazetteer: Gazetteer) -> list[str]:
    """Every name."""
    return gazetteer.beginning_with("", gazetteer.name_count)


def naive(names: Sequence[str]) -> Callable[[Texts], object]:
    """Every capitalised word compared with every name."""

    def look(texts: Texts) -> list[Any]:
        return [
            process.extractOne(word, names, scorer=fuzz.ratio, score_cutoff=85)
            for text in texts
            for word, start in zip(text.words, text.starts, strict=True)
            if text.raw[start].isupper()
        ]

    return look


def known_names(gazetteer: Gazetteer) -> Iterator[str]:
    """The names of all places of Ukraine and of the large ones elsewhere."""
    for row in range(len(gazetteer)):
        if gazetteer.country_of(row) == "UA" or gazetteer.prominence(row) >= LARGE:
            yield from (name.key for name in gazetteer.names_of(row))


def ruler(names: Sequence[str]) -> Callable[[Texts], object]:
    """spaCy's `EntityRuler`; it finds names and does not say which place they mean."""
    import spacy  # installed for the benchmark only

    pipeline = spacy.blank("en")
    component: Any = pipeline.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    component.add_patterns([{"label": "GPE", "pattern": name} for name in names])
    return lambda texts: [pipeline(text.raw) for text in texts]


# ---------------------------------------------------------------------------------------------------- the figures


def loading(cache: Path) -> None:
    """Print how long the gazetteer takes to load and what it leaves in memory, in a process of its own."""
    program = (
        "import sys, time, pathlib, resource\n"
        "from streams.files.desk.gazetteer import load_gazetteer\n"
        "def resident():\n"
        "    return int(pathlib.Path('/proc/self/statm').read_text().split()[1]) * resource.getpagesize() / 2**20\n"
        "before, began = resident(), time.process_time()\n"
        "gazetteer = load_gazetteer(pathlib.Path(sys.argv[1]))\n"
        "spent = time.process_time() - began\n"
        "print(f'{len(gazetteer):,} places by {gazetteer.name_count:,} names: loaded in {spent * 1000:.0f} ms, '\n"
        "      f'{resident() - before:.0f} MB, {resident():.0f} MB resident in all')"
    )
    subprocess.run([sys.executable, "-c", program, cache], check=True)


def hostile(gazetteer: Gazetteer) -> None:
    """Print what a megabyte of capitalised words costs that are no names, each of them new."""
    words = (f"In {chr(65 + n % 26)}{'aeiou'[n % 5]}{n:x} Xyl{n:o}qa".translate(_DIGITS) for n in range(60_000))
    text = read("text", " ".join(words)[:1_000_000])
    print(f"1 MB of capitalised nonsense: {timed(lambda texts: find_places(texts, gazetteer), [[text]]) / 1000:.2f} s")


_DIGITS = str.maketrans("0123456789", "bdfghklmnp")


def measure(cache: Path, data: Path | None) -> None:
    """Print every figure."""
    loading(cache)
    gazetteer = load_gazetteer(cache)
    twice = Gazetteer.load(doubled(cache).read_bytes())
    warm_up()
    sources = [("synthetic", None), *([("real", data)] if data else [])]
    for name, where in sources:
        articles = full_articles(short_articles(where)[:SHORT])
        find = [lambda texts: find_places(texts, gazetteer), lambda texts: find_places(texts, twice)]
        first = timed(find[0], [prepared(one) for one in articles])
        usual, larger = interleaved(find, articles)
        print(
            f"{name} articles of 600 words: {usual:.2f} ms each to find and resolve places, {first:.2f} at first sight"
        )
        print(
            f"  with {len(twice):,} places by {twice.name_count:,} names {larger:.2f} ms, {larger / usual:.2f} times as much"
        )
    hostile(gazetteer)
    compare(gazetteer, articles, usual)


def compare(gazetteer: Gazetteer, articles: Sequence[Article], ours: float) -> None:
    """Print what other ways to look for the names cost."""
    names = all_names(gazetteer)
    spent = timed(naive(names), [prepared(one) for one in articles[:NAIVE]])
    print(f"extractOne of each capitalised word among {len(names):,} names: {spent:,.0f} ms, {spent / ours:,.0f} times")
    names = list(dict.fromkeys(known_names(gazetteer)))
    began = time.process_time()
    look = ruler(names)
    built = time.process_time() - began
    [spent] = interleaved([look], articles)
    told = f"{len(names):,} names (Ukraine, and places from {LARGE:,} inhabitants), read in {built:.0f} s"
    print(f"EntityRuler with {told}: {spent:.2f} ms, {spent / ours:.1f} times, and no place is told by it")


def main() -> None:
    """Print every figure, or compile the doubled gazetteer."""
    if "--double" in sys.argv:
        double(Path(sys.argv[-1]))
    else:
        measure(load().cache, Path(sys.argv[1]) if len(sys.argv) > 1 else None)


if __name__ == "__main__":
    main()
