"""Pack the Ukrainian dictionary anew: `python -m tests.packing.ukrainian [--check]` (Maven; two minutes, 1 GB).

What comes out is the same to the byte each time; `--check` writes nothing and says whether it is what is committed.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import marisa_trie

from streams.languages.uk.packed import LONGEST_ENDING, NAME, SHORTEST_ENDING, WORDS
from tests.packing.morfologik import Row, rows

POM = Path(__file__).with_name("pom.xml")
ARTEFACT = "morfologik-ukrainian-search-4.9.1.jar"
SHA256 = "463d9054b8d4cfacb9cd69566395826a6fe32fb6e7da91dbf79d37ddf7d56ba0"
INSIDE = "ua/net/nlp/ukrainian.dict"

ABOUT = f"""\
The Ukrainian dictionary of morfologik-ukrainian-search 4.9.1 (Maven Central, ua.net.nlp), by Andriy Rysin and the
contributors of dict_uk, https://github.com/brown-uk/dict_uk. Licensed under the Apache License, Version 2.0.
Changed: packed by tests/packing/ukrainian.py as stems, paradigms and endings; words with a hyphen are left out.
{ARTEFACT} has SHA-256 {SHA256}.
"""

MANY = 5
"""Words that must change alike before others are thought to: what fewer do are exceptions."""
MOST, SHARE = 4, 0.05
"""Guesses kept for an ending, and the share of its words that each must have: more of either found 0.3 points more of the
held-out forms, at 1.5 guesses a word against 1.3."""
FEW = 3
"""Forms with an ending of more than two letters below which it is left to the shorter one."""
OPEN = frozenset({"noun", "verb", "adj", "adv"})
"""Parts of speech that new words belong to."""
NEVER_NEW = frozenset({"abbr", "&pron", "&numr", "&&numr", "nv"})


class Paradigm(NamedTuple):
    """What stands behind a stem: in the dictionary form, and in each form with what that may be."""

    lemma: str
    name: bool
    forms: tuple[tuple[str, str], ...]


Lexemes = Mapping[Paradigm, list[str]]
"""The stems of each paradigm."""
Ending = tuple[int, int]
"""A paradigm's number, and how many letters of a form are its ending."""


def fetch() -> bytes:
    """The dictionary, brought by Maven and checked against its hash."""
    maven = shutil.which("mvn")
    if maven is None:
        raise SystemExit("packing needs Maven: install it (Debian: maven)")
    with tempfile.TemporaryDirectory() as folder:
        command = [maven, "-B", "-q", "-C", "-f", str(POM), "dependency:copy-dependencies"]
        subprocess.run([*command, f"-DoutputDirectory={folder}"], check=True, timeout=600)
        jar = (Path(folder) / ARTEFACT).read_bytes()
    if hashlib.sha256(jar).hexdigest() != SHA256:
        raise SystemExit(f"{ARTEFACT} is not the one that was packed before: its SHA-256 is not {SHA256}")
    return zipfile.ZipFile(io.BytesIO(jar)).read(INSIDE)


def lexemes_of(read: Iterable[Row]) -> Lexemes:
    """Each dictionary word as a stem, which all its forms share, and the paradigm of what stands behind it."""
    words: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in read:
        if "-" not in row.form + row.lemma:
            for tag in row.tags:
                words[row.lemma, _kind(tag)][row.form].add(tag)
    found: dict[Paradigm, list[str]] = defaultdict(list)
    for (written, _), forms in words.items():
        lemma = written.lower()
        cut = len(os.path.commonprefix([lemma, *forms]))  # noqa: RUF071 - letters are meant, not folders
        endings = tuple(sorted((form[cut:], "|".join(sorted(tags))) for form, tags in forms.items()))
        found[Paradigm(lemma[cut:], written != lemma, endings)].append(lemma[:cut])
    return found


def _kind(tag: str) -> str:
    """What tells homonyms apart: part of speech, animacy of a noun, aspect of a verb (мати, стати, насипати)."""
    first, *rest = tag.split(":")
    if first == "noun":
        return f"{first}:{rest[0]}"
    return f"{first}:{'perf' if 'perf' in rest else 'imperf'}" if first == "verb" else first


def endings_of(lexemes: Lexemes, numbers: Mapping[Paradigm, int]) -> dict[str, list[Ending]]:
    """What a word may be that no dictionary has, by its ending; the likeliest first."""
    counted: dict[str, Counter[Ending]] = defaultdict(Counter)
    for paradigm, stems in lexemes.items():
        if len(stems) >= MANY and _is_productive(paradigm):
            for ending, _ in paradigm.forms:
                for form in (stem + ending for stem in stems):
                    for length in range(max(SHORTEST_ENDING, len(ending)), min(LONGEST_ENDING, len(form) - 1) + 1):
                        counted[form[-length:]][numbers[paradigm], len(ending)] += 1
    found: dict[str, list[Ending]] = {}
    for ending in sorted(counted, key=lambda one: (len(one), one)):
        likeliest = _likeliest(counted[ending])
        few = len(ending) > SHORTEST_ENDING and counted[ending].total() < FEW
        if not few and likeliest != next((found[one] for one in _shorter(ending) if one in found), None):
            found[ending] = likeliest
    return found


def _is_productive(paradigm: Paradigm) -> bool:
    tags = paradigm.forms[0][1].split("|")
    grammemes = {grammeme for tag in tags for grammeme in tag.split(":")}
    return not paradigm.name and tags[0].split(":")[0] in OPEN and not grammemes & NEVER_NEW


def _likeliest(counted: Counter[Ending]) -> list[Ending]:
    likeliest = sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:MOST]
    return [ending for ending, count in likeliest if count >= SHARE * counted.total()]


def _shorter(ending: str) -> Iterator[str]:
    return (ending[start:] for start in range(1, len(ending)))


def pack(lexemes: Lexemes) -> bytes:
    """The file that `streams.languages.uk.packed` reads; a zip file that is the same for the same words."""
    ordered = sorted(lexemes, key=lambda paradigm: (-len(lexemes[paradigm]), paradigm))
    numbers = {paradigm: number for number, paradigm in enumerate(ordered)}
    tags = {tag: number for number, tag in enumerate(sorted({tag for one in ordered for _, tag in one.forms}))}
    stems = sorted((stem, (numbers[one],)) for one in ordered for stem in lexemes[one])
    guesses = [
        (ending, (rank, *guess))
        for ending, found in endings_of(lexemes, numbers).items()
        for rank, guess in enumerate(found)
    ]
    files = {
        "NOTICE": ABOUT.encode(),
        "paradigms.txt": "".join(_line(one, tags) for one in ordered).encode(),
        "tags.txt": "".join(f"{tag}\n" for tag in tags).encode(),
        "stems.marisa": marisa_trie.RecordTrie("<H", stems).tobytes(),
        "endings.marisa": marisa_trie.RecordTrie("<BHB", sorted(guesses)).tobytes(),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()


def _line(paradigm: Paradigm, tags: Mapping[str, int]) -> str:
    forms = (f"{ending}={tags[tag]}" for ending, tag in paradigm.forms)
    return "\t".join((paradigm.lemma, NAME if paradigm.name else "", *forms)) + "\n"


def main() -> int:
    """Write it, or with --check only look."""
    parser = argparse.ArgumentParser(prog="python -m tests.packing.ukrainian", description=__doc__)
    parser.add_argument("--check", action="store_true")
    checked = parser.parse_args().check
    packed = pack(lexemes_of(rows(fetch())))
    if checked:
        return int(packed != WORDS.read_bytes())
    WORDS.write_bytes(packed)
    print(f"{WORDS.name}: {len(packed):,} bytes")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
