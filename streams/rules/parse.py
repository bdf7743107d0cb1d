"""YAML text → rules; every mistake of every file at once, with file, line and column."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Literal, cast

from streams import text as texts
from streams import yaml12
from streams.lemma import LANGUAGES
from streams.places.area import Area
from streams.places.place import Place
from streams.rules.rule import (
    ConceptFile,
    ConceptTest,
    Condition,
    Group,
    PackFile,
    PlacesFilter,
    Rule,
    RuleFile,
    Term,
    TermWord,
    Unless,
    Within,
)
from streams.status import CUES, Cue
from streams.yaml12 import Document, Loc

ResolvePlace = Callable[[str], tuple[Place | None, str]]
"""A place's name, as an analyst wrote it → the place it means, or None and what to do instead."""

ENGINE = "1"
"""Counts the changes of the engine that make the same files match differently."""

NOT_YET = ("facts", "escalate")
"""Keys of the rule language that this version does not read: better refused than silently without effect."""


@dataclass(frozen=True)
class Vocabulary:
    """A concept or the cues of one status: a group of terms, its tests, and where it stands."""

    name: str
    group: Group
    tests: tuple[ConceptTest, ...]
    source: str


@dataclass(frozen=True)
class Files:
    """Everything read from a rule directory."""

    rules: tuple[Rule, ...]
    concepts: Mapping[str, Vocabulary]
    cues: Mapping[Cue, Vocabulary]
    digest: str


@dataclass
class _Reader:
    """One file on its way to a rule: its document, and what its conditions may name."""

    document: Document
    concepts: Mapping[str, Vocabulary]
    lang: str | None = None
    used: set[str] = field(default_factory=set)


def parse_files(files: Mapping[str, str], resolve: ResolvePlace) -> Files:
    """Read a rule directory: paths below it (with `/`) → their text.

    Raises:
        RuleErrors: every mistake in every file.
    """
    documents: list[Document] = []

    def read(path: str) -> Document:
        documents.append(yaml12.parse(f"rules/{path}", files[path]))
        return documents[-1]

    paths = sorted(path for path in files if path.endswith((".yaml", ".yml")))
    concepts = {
        name: found
        for path in paths
        if path.startswith("concepts/") and (found := _vocabulary(read(path), name := _stem(path)))
    }
    cues = {}
    for path in paths:
        if path.startswith("cues/"):
            document = read(path)
            if _stem(path) not in CUES:
                close = get_close_matches(_stem(path), CUES, n=1)
                document.mistake(
                    (),
                    "unknown-cue",
                    f"no status has cues called {_stem(path)!r}",
                    f"known: {', '.join(CUES)}" if not close else f"did you mean {close[0]!r}?",
                )
            elif found := _vocabulary(document, _stem(path)):
                cues[Cue(found.name)] = found
    for path in paths:
        if "/" not in path:
            read(path).mistake(
                (), "no-pack", "a rule stands in a pack", "move the file into a directory below the rules"
            )
    packs = {path.rpartition("/")[0]: _pack(read(path)) for path in paths if path.endswith("/pack.yaml")}
    named = [path.rpartition(".")[0] if "/" in path else "" for path in paths]
    for path in paths:
        if "/" in path and named.count(path.rpartition(".")[0]) > 1:
            read(path).mistake(
                (),
                "duplicate-rule",
                f"two files are called {path.rpartition('.')[0]}",
                "one ends in .yaml, one in .yml",
            )
    rules = [
        rule
        for path in paths
        if "/" in path and not path.startswith(("concepts/", "cues/")) and not path.endswith("/pack.yaml")
        if (rule := _rule(_Reader(read(path), concepts), path, packs.get(path.rpartition("/")[0]), resolve))
    ]
    yaml12.raise_all(documents)
    body = "\0".join(f"{path}\0{files[path]}" for path in paths)
    return Files(tuple(rules), concepts, cues, hashlib.sha256(f"{ENGINE}\0{body}".encode()).hexdigest())


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


def _pack(document: Document) -> dict[str, Any]:
    pack = yaml12.validate(PackFile, document)
    if pack is None:
        return {}
    known = set(RuleFile.model_fields) - {"tests", "title", "all", "any"}
    for key in pack.defaults:
        if key not in known:
            document.unknown_key(("defaults", key), sorted(known))
    return {key: value for key, value in pack.defaults.items() if key in known}


def _vocabulary(document: Document, name: str) -> Vocabulary | None:
    read = yaml12.validate(ConceptFile, document)
    if read is None:
        return None
    group = _by_language(_Reader(document, {}), read.terms, ("terms",))
    if group is None:
        document.mistake(("terms",), "empty-group", "the vocabulary has no terms", "nothing could ever meet it")
        return None
    labelled = Group(1, group.of, name)
    return Vocabulary(name, labelled, tuple(read.tests), f"{document.file}:1")


def _rule(reader: _Reader, path: str, defaults: dict[str, Any] | None, resolve: ResolvePlace) -> Rule | None:
    document = reader.document
    if isinstance(document.data, dict):
        for key in NOT_YET:
            if key in document.data:
                document.mistake((key,), "not-yet", f"{key!r} is not read by this version", "remove it", key=True)
                del document.data[key]
        document.data = {**(defaults or {}), **document.data}
    read = yaml12.validate(RuleFile, document)
    if read is None:
        return None
    reader.lang = read.lang
    groups = _groups(reader, read)
    within = _within(reader, read.within, ("within",))
    unless = _unless(reader, read.unless, within)
    area = area_of(document, ("places",), read.places, resolve) if read.places else None
    if document.mistakes:
        return None
    return Rule(
        id=path.rpartition(".")[0],
        title=read.title,
        about=read.about,
        severity=read.severity,
        family=read.family,
        tags=tuple(read.tags),
        groups=tuple(groups),
        unless=tuple(unless),
        within=within,
        statuses=frozenset(read.status),
        area=area,
        facts=(),
        incident=read.incident,
        escalate=(),
        allow=read.allow,
        tests=tuple(read.tests),
        file=document.file,
        source=f"{document.file}:{document.keys.get(('all',), document.keys.get(('any',), (1, 1)))[0]}",
    )


def _groups(reader: _Reader, read: RuleFile) -> list[Condition]:
    if not read.all and not read.any:
        reader.document.mistake((), "no-condition", "the rule asks for nothing", "add `all:` or `any:` with terms")
        return []
    groups: list[Condition] = []
    for number, data in enumerate(read.all or []):
        found = _condition(reader, data, ("all", number))
        groups += [found] if found else []
    if read.any:
        found = _list(reader, read.any, ("any",))
        groups += [found] if found else []
    return groups


def _condition(reader: _Reader, data: Any, loc: Loc) -> Condition | None:
    """One condition, in any form the language has."""
    if isinstance(data, str):
        return _term(reader, data, reader.lang, loc)
    if isinstance(data, list):
        return _list(reader, data, loc)
    if isinstance(data, dict) and data:
        return _keyed(reader, data, loc)
    reader.document.mistake(loc, "not-a-group", "a term, a list of terms, or a group is expected here")
    return None


def _list(reader: _Reader, data: list[Any], loc: Loc, *, every: bool = False) -> Group | None:
    if not data:
        reader.document.mistake(
            loc, "empty-group", "the group is empty", "it would never be met: remove it or add terms"
        )
        return None
    parts = [_condition(reader, part, (*loc, number)) for number, part in enumerate(data)]
    found = tuple(part for part in parts if part is not None)
    return Group(len(found) if every else 1, found) if found else None


_GROUP_KEYS = ["any", "all", "at_least", "of", "concept", *LANGUAGES]


def _keyed(reader: _Reader, data: dict[str, Any], loc: Loc) -> Condition | None:
    if not _keys_are_known(reader.document, data, loc):
        return None
    if set(data) <= set(LANGUAGES):
        return _by_language(reader, data, loc)
    if set(data) == {"concept"}:
        return _concept(reader, data["concept"], (*loc, "concept"))
    if set(data) == {"at_least", "of"}:
        return _at_least(reader, data, loc)
    if len(data) == 1:
        (key, parts), *_ = data.items()
        if isinstance(parts, list):
            return _list(reader, parts, (*loc, key), every=key == "all")
    reader.document.mistake(
        loc, "not-a-group", "a group is `any`, `all`, `at_least` with `of`, `concept`, or languages: one of them"
    )
    return None


def _keys_are_known(document: Document, data: dict[str, Any], loc: Loc) -> bool:
    for key in data:
        if key == "regex":
            text = "'regex' is not read by this version"
            document.mistake((*loc, key), "not-yet", text, "write the forms as terms", key=True)
        elif key not in _GROUP_KEYS:
            document.unknown_key((*loc, key), _GROUP_KEYS)
    return all(key in _GROUP_KEYS for key in data)


def _at_least(reader: _Reader, data: dict[str, Any], loc: Loc) -> Group | None:
    need, parts = data["at_least"], data["of"]
    if not isinstance(parts, list) or not isinstance(need, int) or not 1 <= need <= len(parts):
        reader.document.mistake(
            (*loc, "at_least"), "wrong-value", "`at_least` is a number from 1 to how many `of` lists"
        )
        return None
    group = _list(reader, parts, (*loc, "of"))
    return Group(need, group.of) if group else None


def _concept(reader: _Reader, name: Any, loc: Loc) -> Condition | None:
    if isinstance(name, str) and name in reader.concepts:
        reader.used.add(name)
        return reader.concepts[name].group
    close = get_close_matches(str(name), list(reader.concepts), n=1)
    hint = f"did you mean {close[0]!r}?" if close else f"write rules/concepts/{name}.yaml first"
    reader.document.mistake(loc, "unknown-concept", f"no concept is called {name!r}", hint)
    return None


def _by_language(reader: _Reader, data: dict[str, Any], loc: Loc) -> Group | None:
    parts: list[Condition] = []
    for lang, given in data.items():
        if lang not in LANGUAGES:
            reader.document.unknown_key((*loc, lang), list(LANGUAGES))
            continue
        listed = [given] if isinstance(given, str) else given
        if not isinstance(listed, list):
            reader.document.mistake((*loc, lang), "not-a-group", "a list of terms is expected here")
            continue
        if not listed:
            reader.document.mistake(
                (*loc, lang), "empty-group", "the list has no terms", "add some, or remove the language"
            )
        for number, term in enumerate(listed):
            found = _term(reader, term, lang, (*loc, lang, number))
            parts += [found] if found else []
    return Group(1, tuple(parts)) if parts else None


_NEAR = re.compile(r"\s+([~>])(\d+)\s+")
_SCRIPTS = {
    "en": re.compile("[a-z]"),
    "uk": re.compile("[\u0400-\u04ff]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
}


def _term(reader: _Reader, data: Any, lang: str | None, loc: Loc) -> Term | None:
    document = reader.document
    if isinstance(data, int | float) and not isinstance(data, bool):
        data = str(data)
    if not isinstance(data, str) or not data.strip():
        document.mistake(loc, "not-a-term", "a term is text", "put quotes around it if YAML reads it as something else")
        return None
    if lang is None:
        document.mistake(
            loc, "no-language", f"in which language is {data!r}?", "write {en: […]}, or `lang: en` for the file"
        )
        return None
    if "<" in data:
        document.mistake(
            loc, "not-yet", f"slots such as those in {data!r} are not read by this version", "leave the slot out"
        )
        return None
    exact = data.startswith("=")
    pieces = _NEAR.split(data.removeprefix("=").strip())
    phrases = tuple(_phrase(piece, exact=exact) for piece in pieces[::3])
    if not all(phrases) or len(pieces) > 4:
        document.mistake(
            loc, "not-a-term", f"{data!r} has no words to look for", "a term is words; `a ~5 b` and `a >5 b` join two"
        )
        return None
    if not all(_SCRIPTS[lang].search(word.text) or word.text[0].isdigit() for phrase in phrases for word in phrase):
        document.mistake(
            loc,
            "wrong-script",
            f"{data!r} is not written in the letters of {lang!r}: it could never match",
            "move it under its own language",
        )
        return None
    gap = int(pieces[2]) if len(pieces) > 1 else 0
    return Term(lang, phrases, data, gap, ordered=len(pieces) == 1 or pieces[1] == ">")


def _phrase(piece: str, *, exact: bool) -> tuple[TermWord, ...]:
    text = texts.read("term", piece)
    found = []
    for number, word in enumerate(text.words):
        prefix = piece[text.ends[number] : text.ends[number] + 1] == "*"
        found.append(TermWord("prefix" if prefix else "exact" if exact else "lemma", word))
    return tuple(found)


_WITHIN = re.compile(r"(\d+) (sentences?|words?)")


def _within(reader: _Reader, data: Any, loc: Loc) -> Within:
    if isinstance(data, str) and data in {"sentence", "paragraph", "article"}:
        return Within(cast("Literal['sentence', 'paragraph', 'article']", data))
    found = _WITHIN.fullmatch(data) if isinstance(data, str) else None
    if found and int(found[1]) > 0:
        return Within("words" if found[2].startswith("word") else "sentence", int(found[1]))
    reader.document.mistake(
        loc, "wrong-value", f"`within` cannot be {data!r}", "sentence, paragraph, article, `3 sentences` or `20 words`"
    )
    return Within("sentence")


def _unless(reader: _Reader, data: Any, within: Within) -> list[Unless]:
    if data is None:
        return []
    loc: Loc = ("unless",)
    parts = data if isinstance(data, list) else [data]
    found = []
    for number, part in enumerate(parts):
        where: Loc = (*loc, number) if isinstance(data, list) else loc
        scope, body = within, part
        if isinstance(part, dict) and "within" in part:
            scope = _within(reader, part["within"], (*where, "within"))
            body = {key: value for key, value in part.items() if key != "within"}
        condition = _condition(reader, body, where)
        found += [Unless(condition, scope)] if condition else []
    return found


def area_of(document: Document, loc: Loc, places: PlacesFilter, resolve: ResolvePlace) -> Area:
    """The area that a `places` filter means; names that are no place are noted as mistakes of the document."""
    within = [_place(document, name, (*loc, "in", number), resolve) for number, name in enumerate(places.in_)]
    centre = None
    if places.near is not None:
        place = _place(document, places.near, (*loc, "near"), resolve)
        if place and (place.lat is None or place.lon is None):
            text = f"{place.name} is a {place.kind}, not a point"
            document.mistake((*loc, "near"), "no-point", text, "use `in`, or name a settlement")
        elif place and place.lat is not None and place.lon is not None:
            centre = (place.lat, place.lon)
    return Area(tuple(place.id for place in within if place), centre, places.km or 0)


def _place(document: Document, name: str, loc: Loc, resolve: ResolvePlace) -> Place | None:
    place, hint = resolve(name)
    if place is None:
        document.mistake(loc, "unknown-place", f"no place is called {name!r}", hint)
    return place
