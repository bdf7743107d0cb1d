"""YAML text → rules; every mistake of every file at once, with file, line and column."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from streams import yaml12
from streams.places.area import Area
from streams.places.place import Place
from streams.reading.cue import Cue
from streams.rules.conditions import MAX_TERMS, ConditionReader
from streams.rules.numbers import asked_of, comparison
from streams.rules.overlays import DIRECTORY, Overlay
from streams.rules.pack import SPARE, Origins, Pack, read_pack
from streams.rules.rule import (
    Condition,
    Escalation,
    NumberCondition,
    PlacesFilter,
    Rule,
    RuleFile,
    RuleTest,
    fact_of,
    terms_of,
)
from streams.rules.severity import SEVERITIES
from streams.rules.terms import Interned
from streams.rules.vocabularies import FILE_NAME, Vocabularies, Vocabulary, stem, too_many, unnamable
from streams.yaml12 import Document, Loc, did_you_mean, shown

__all__ = ["Files", "ResolvePlace", "Vocabulary", "area_of", "parse_files"]

ResolvePlace = Callable[[str], tuple[Place | None, str]]
"""A place's name, as an analyst wrote it → the place it means, or None and what to do instead."""

ENGINE = "2"
"""Counts the changes of the engine that make the same files match differently."""

VOCABULARIES = ("concepts/", "cues/", "facts/")
"""Directories beside the packs that hold vocabularies."""
NO_PACKS = (*VOCABULARIES, DIRECTORY)
"""Directories that hold no rules."""


@dataclass(frozen=True)
class Files:
    """Everything read from a rule directory.

    ``facts`` are the ways to say each number, by the number's name; ``documents`` the files as they are shown, with
    where everything in them stands, for whoever finds more to say of them. ``overlays`` are by language; their terms
    are in the vocabularies.
    """

    rules: tuple[Rule, ...]
    concepts: Mapping[str, Vocabulary]
    cues: Mapping[Cue, Vocabulary]
    digest: str
    facts: Mapping[str, Vocabulary] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    overlays: Mapping[str, Overlay] = field(default_factory=dict)

    def vocabulary(self, kind: str, name: str) -> Vocabulary:
        """The concept, the list of a cue or the fact that is called so."""
        if kind == "cue":
            return self.cues[Cue(name)]
        return (self.facts if kind == "fact" else self.concepts)[name]


def parse_files(files: Mapping[str, str], resolve: ResolvePlace, *, root: str = "rules") -> Files:
    """Read a rule directory: paths below it (with `/`) → their text; ``root`` is how the directory itself is shown.

    Raises:
        RuleErrors: every mistake in every file.
    """
    found, documents = read_files(files, resolve, root=root)
    yaml12.raise_all(documents.values())
    return found


def read_files(
    files: Mapping[str, str], resolve: ResolvePlace, *, root: str = "rules"
) -> tuple[Files, dict[str, Document]]:
    """Read a rule directory as far as it can be read, and its documents by path with their mistakes noted in them."""
    paths = sorted(path for path in files if path.endswith((".yaml", ".yml")))
    documents = {path: yaml12.parse(f"{root.rstrip('/')}/{path}", files[path]) for path in paths}
    interned = Interned()
    vocabularies = Vocabularies(documents, interned)
    reading = _Reading(documents, vocabularies, interned, resolve)
    body = "\0".join(f"{path}\0{files[path]}" for path in paths)
    digest = hashlib.sha256(f"{ENGINE}\0{body}".encode("utf-8", "surrogatepass")).hexdigest()
    shown_as = {document.file: document for document in documents.values()}
    rules = tuple(reading.rules())
    reading.check_overlays(rules)
    found = Files(
        rules,
        vocabularies.concepts,
        vocabularies.cues,
        digest,
        facts=vocabularies.facts,
        documents=shown_as,
        overlays=vocabularies.overlays.by_language,
    )
    return found, documents


@dataclass
class _Reading:
    """The rules of a directory being read."""

    documents: Mapping[str, Document]
    vocabularies: Vocabularies
    interned: Interned
    resolve: ResolvePlace

    def rules(self) -> list[Rule]:
        """Every rule that can be read; what is wrong is noted in the documents."""
        packs = {
            path.rpartition("/")[0]: pack
            for path, document in self.documents.items()
            if path.endswith("/pack.yaml") and not path.startswith(NO_PACKS) and (pack := read_pack(document))
        }
        paths = [path for path in self.documents if self._is_rule(path)]
        found = [self._rule(path, _nearest(path, packs)) for path in paths]
        return [rule for rule in found if rule is not None]

    def _is_rule(self, path: str) -> bool:
        """Whether a file holds a rule; one that stands or is called as no rule can is a mistake."""
        document, name = self.documents[path], path.rpartition(".")[0]
        if path.startswith(NO_PACKS) or path.endswith("/pack.yaml"):
            return False
        if "/" not in path:
            hint = "move the file into a directory below the rules"
            document.mistake((), "no-pack", "a rule stands in a pack", hint)
        elif stem(path) == "pack":
            document.mistake((), "file-name", "a pack is described in pack.yaml", "rename the file to pack.yaml")
        elif unfit := [part for part in name.split("/") if not FILE_NAME.fullmatch(part) or "_" in part]:
            document.mistake((), "file-name", *unnamable(unfit[0]))
        elif path.endswith(".yml") and f"{name}.yaml" in self.documents:
            text = f"two files are called {name}"
            document.mistake((), "duplicate-rule", text, "one ends in .yaml, one in .yml: remove or rename one")
        return "/" in path and stem(path) != "pack"

    def _rule(self, path: str, pack: Pack | None) -> Rule | None:
        document = self.documents[path]
        read = self._fields(document, pack)
        if read is None:
            return None
        origins = Origins(document, pack)
        groups = self._groups(document, read)
        reader = self._reader(origins, "within", read.lang)
        within = reader.within(read.within, origins.of("within")[1])
        where, loc = origins.of("unless")
        unless_reader = self._reader(origins, "unless", read.lang)
        unless = unless_reader.unless(read.unless, within, loc) if read.unless is not None else ()
        if unless_reader.terms > MAX_TERMS:
            too_many(where, loc, unless_reader.terms)
        area = area_of(*origins.of("places"), read.places, self.resolve) if read.places else None
        self._check_tests(document, read)
        first = next((document.keys[(key,)] for key in ("all", "any") if (key,) in document.keys), (1, 1))
        numbers = _Numbers(self._known_facts(groups), read)
        return Rule(
            id=path.rpartition(".")[0],
            title=read.title,
            about=read.about,
            severity=read.severity,
            family=read.family,
            tags=tuple(read.tags),
            groups=groups,
            unless=unless,
            within=within,
            statuses=frozenset(read.status),
            area=area,
            facts=numbers.facts(*origins.of("facts")),
            incident=read.incident,
            escalate=numbers.escalate(*origins.of("escalate")),
            allow=read.allow,
            tests=numbers.checked_tests(document),
            file=document.file,
            source=f"rules/{path}:{first[0]}",
        )

    def _fields(self, document: Document, pack: Pack | None) -> RuleFile | None:
        """The keys of a rule, its own before those of its pack, as far as they can be read."""
        if not document.readable:
            return None
        if document.data is not None and not isinstance(document.data, dict):
            text = "a rule is keys with values: `title: …`, `severity: …`"
            document.mistake((), "wrong-value", text, "`tocsin rules new` starts one")
            return None
        if document.data is None or pack is None:
            return yaml12.validate(RuleFile, document, spare=SPARE)
        promised = {key: value for key, value in SPARE.items() if key in pack.wrong}
        data = {**promised, **pack.defaults, **document.data}
        return yaml12.validate_part(RuleFile, document, (), data, spare=SPARE)

    def _reader(self, origins: Origins, key: str, lang: str | None) -> ConditionReader:
        return ConditionReader(origins.of(key)[0], self.vocabularies, self.interned, lang)

    def _groups(self, document: Document, read: RuleFile) -> tuple[Condition, ...]:
        reader = ConditionReader(document, self.vocabularies, self.interned, read.lang)
        if "all" not in document.data and "any" not in document.data:
            hint = "add `all:` or `any:` with terms"
            document.mistake((), "no-condition", "the rule asks for nothing", hint)
        for key, given in (("all", read.all), ("any", read.any)):
            if given is not None and not given:
                hint = "add conditions, or remove the key"
                document.mistake((key,), "empty-group", f"`{key}` lists nothing", hint)
        groups = [reader.condition(data, ("all", number)) for number, data in enumerate(read.all or [])]
        groups += [reader.any_of(read.any, ("any",))] if read.any else []
        if reader.terms > MAX_TERMS:
            too_many(document, ("all",) if read.all else ("any",), reader.terms)
        return tuple(group for group in groups if group is not None)

    def _known_facts(self, groups: tuple[Condition, ...]) -> set[str]:
        own = {name for group in groups for term in terms_of(group) if (name := fact_of(term))}
        return own | set(self.vocabularies.facts)

    def _check_tests(self, document: Document, read: RuleFile) -> None:
        for number, test in enumerate(read.tests):
            _check_test(document, ("tests", number), test)

    def check_overlays(self, rules: Sequence[Rule]) -> None:
        """Note what tests of overlays ask for that no rule has."""
        known = {rule.id: rule for rule in rules}
        ids = {path.rpartition(".")[0] for path in self.documents if "/" in path and not path.startswith(NO_PACKS)}
        for overlay in self.vocabularies.overlays.by_language.values():
            document = self.vocabularies.overlays.documents[overlay.file]
            for one in overlay.tests:
                loc: Loc = ("tests", one.number - 1)
                if one.kind == "rule" and one.of not in ids:
                    hint = did_you_mean(one.of, ids)
                    document.mistake((*loc, "rule"), "unknown-rule", f"no rule is called {shown(one.of)}", hint)
                elif isinstance(one.test, RuleTest):
                    _check_test(document, loc, one.test)
                    if one.of in known:
                        facts = self._known_facts(known[one.of].groups)
                        _check_facts(document, (*loc, "facts"), one.test.facts, facts)


def _check_test(document: Document, loc: Loc, test: RuleTest) -> None:
    """Note what a test asks of a match that there must not be."""
    wanted = [key for key in ("place", "status", "severity", "facts") if key in test.model_fields_set]
    if wanted and not test.matches:
        text = f"a text that must not match has no {wanted[0]}"
        document.mistake((*loc, wanted[0]), "idle-key", text, "remove it, or is it `matches: true`?", key=True)


def _nearest(path: str, packs: Mapping[str, Pack]) -> Pack | None:
    """The pack of a rule: that of its directory, or of the nearest above it that is described."""
    directory = path.rpartition("/")[0]
    while directory and directory not in packs:
        directory = directory.rpartition("/")[0]
    return packs.get(directory)


@dataclass
class _Numbers:
    """What a rule asks of numbers, and which numbers it may ask for."""

    known: set[str]
    read: RuleFile

    def facts(self, document: Document, loc: Loc) -> tuple[NumberCondition, ...]:
        """The conditions on numbers."""
        _check_facts(document, loc, self.read.facts, self.known)
        return tuple(NumberCondition(name, *comparison(asked)) for name, asked in self.read.facts.items())

    def escalate(self, document: Document, loc: Loc) -> tuple[Escalation, ...]:
        """The severities that numbers lead to."""
        found = []
        for number, one in enumerate(self.read.escalate):
            if SEVERITIES.index(one.to) <= SEVERITIES.index(self.read.severity) and document.readable:
                text = f"{one.to} is not more severe than the rule, which is {self.read.severity}"
                document.mistake((*loc, number, "to"), "idle-escalation", text, "escalate to more than `severity`")
            asked = asked_of(one.when)
            for part in asked:
                _check_fact(document, (*loc, number, "when"), part.fact, self.known)
            found.append(Escalation(tuple(NumberCondition(part.fact, *part.comparison) for part in asked), one.to))
        return tuple(found)

    def checked_tests(self, document: Document) -> tuple[Any, ...]:
        """The tests, whose numbers are known ones."""
        for number, test in enumerate(self.read.tests):
            _check_facts(document, ("tests", number, "facts"), test.facts, self.known)
        return tuple(self.read.tests)


def _check_facts(document: Document, loc: Loc, facts: Iterable[str], known: Collection[str]) -> None:
    """Note the keys at ``loc`` that are no numbers."""
    for name in facts:
        _check_fact(document, (*loc, name), name, known, key=True)


def _check_fact(document: Document, loc: Loc, name: str, known: Collection[str], *, key: bool = False) -> None:
    if name not in known:
        hint = did_you_mean(name, known) or "write a vocabulary under facts/, or a term with <number>"
        if hint.startswith("did"):
            hint += f" there are {', '.join(sorted(known))}"
        document.mistake(loc, "unknown-fact", f"no number is called {shown(name)}", hint, key=key)


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
        document.mistake(loc, "unknown-place", f"no place is called {shown(name)}", hint)
    return place
