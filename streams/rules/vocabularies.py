"""Concepts, cues and ways to say numbers: the files of terms that stand beside the packs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from streams import yaml12
from streams.reading.cue import CUES, Cue
from streams.rules.conditions import MAX_TERMS, ConditionReader
from streams.rules.overlays import Overlays, Section
from streams.rules.rule import ConceptFile, ConceptTest, Condition, Group, Term, terms_of
from streams.rules.terms import Interned
from streams.yaml12 import Document, Loc, did_you_mean, shown

MAX_CHAIN = 8
"""Concepts that may lie inside each other: nobody follows a longer chain, and matching goes down it."""
FILE_NAME = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
"""What files are called that something refers to by name."""


@dataclass(frozen=True)
class Vocabulary:
    """A concept, the cues of one status, or the ways to say one number: its terms, its tests, and where it stands.

    ``file`` is the file as it is shown, ``source`` its path below the rule directory and a line. ``allow`` is check
    code → why it does not apply.
    """

    name: str
    group: Group
    tests: tuple[ConceptTest, ...]
    source: str
    file: str = ""
    allow: Mapping[str, str] = field(default_factory=dict)

    @property
    def numbers(self) -> bool:
        """Whether it says numbers: it stands under facts/."""
        return self.source.startswith("rules/facts/")


def stem(path: str) -> str:
    """A path's name without directories and ending."""
    return path.rpartition("/")[2].rpartition(".")[0]


@dataclass
class _Found:
    """A concept's file: not yet read, being read, or read."""

    path: str
    document: Document
    vocabulary: Vocabulary | None = None
    terms: int = 0
    depth: int = 1
    begun: bool = False


class Vocabularies:
    """Every vocabulary of a rule directory; concepts are read when they are first named, so that they may be nested."""

    def __init__(self, documents: Mapping[str, Document], interned: Interned) -> None:
        """``documents`` are the files by path below the rule directory."""
        self._interned = interned
        self.overlays = Overlays(documents, interned, self)
        self._concepts = self._named(documents, "concepts/", "concept")
        self._chain: list[str] = []
        for found in self._concepts.values():
            self._read_concept(found)
        self.concepts = {name: one.vocabulary for name, one in self._concepts.items() if one.vocabulary}
        self.cues = self._cues(self._named(documents, "cues/", "cue").values())
        self.facts = {
            stem(found.path): vocabulary
            for found in self._named(documents, "facts/", "fact").values()
            if (vocabulary := self._fact(found))
        }

    def _named(self, documents: Mapping[str, Document], directory: str, kind: str) -> dict[str, _Found]:
        """The files below a directory by name; two of one name are a mistake of the second."""
        found: dict[str, _Found] = {}
        for path, document in documents.items():
            if not path.startswith(directory):
                continue
            name = stem(path)
            if name in found:
                text = f"two files are called {name}: the other is {found[name].document.file}"
                document.mistake((), f"duplicate-{kind}", text, "rename one: a name is what it is referred to by")
            elif not FILE_NAME.fullmatch(name):
                document.mistake((), "file-name", *unnamable(name))
            else:
                found[name] = _Found(path, document)
        return found

    def condition(self, name: Any, document: Document, loc: Loc) -> tuple[Condition, int] | None:
        """What a concept asks for and how many terms that is; None, with a mistake noted at ``loc``, without it."""
        if not isinstance(name, str) or name not in self._concepts:
            hint = did_you_mean(str(name), self._concepts, "known") or "there are none: write one under concepts/"
            document.mistake(loc, "unknown-concept", f"no concept is called {shown(name)}", hint)
            return None
        if name in self._chain:
            way = " → ".join([*self._chain[self._chain.index(name) :], name])
            document.mistake(loc, "circular-concept", f"the concept holds itself: {way}", "take one out of the other")
            return None
        found = self._concepts[name]
        if len(self._chain) < MAX_CHAIN:
            self._read_concept(found)
        if self._deepen(found.depth) > MAX_CHAIN or not found.begun:
            text = f"more than {MAX_CHAIN} concepts lie inside each other here"
            document.mistake(loc, "too-deep", text, "name the inner ones where they are needed")
            return None
        return (found.vocabulary.group, found.terms) if found.vocabulary else None

    def _deepen(self, inner: int) -> int:
        """How deep the concept being read is, now that it holds one of a depth; 0 where a rule names it."""
        if not self._chain:
            return 0
        outer = self._concepts[self._chain[-1]]
        outer.depth = max(outer.depth, inner + 1)
        return inner + 1

    def _read_concept(self, found: _Found) -> None:
        if found.begun:
            return
        found.begun = True
        self._chain.append(stem(found.path))
        reader = ConditionReader(found.document, self, self._interned)
        found.vocabulary = self._vocabulary(found, reader)
        found.terms = reader.terms
        self._chain.pop()

    def _cues(self, files: Iterable[_Found]) -> dict[Cue, Vocabulary]:
        cues = {}
        for found in files:
            name = stem(found.path)
            if name not in CUES:
                text = f"no status has cues called {name!r}"
                found.document.mistake((), "unknown-cue", text, did_you_mean(name, CUES))
            reader = ConditionReader(found.document, self, self._interned, lists_only="cues")
            if (vocabulary := self._vocabulary(found, reader)) and name in CUES:
                cues[Cue(name)] = vocabulary
        return cues

    def _fact(self, found: _Found) -> Vocabulary | None:
        reader = ConditionReader(found.document, self, self._interned, lists_only="the ways to say a number")
        vocabulary = self._vocabulary(found, reader)
        for term in terms_of(vocabulary.group) if vocabulary else ():
            if _numbers(term) != 1:
                text = f"{shown(term.text)} does not say where the number stands"
                document = self.overlays.documents.get(term.overlay, found.document)
                document.mistake_at(term.at, "no-number", text, "write <number> once in it: killed <number>")
        return vocabulary

    def _vocabulary(self, found: _Found, reader: ConditionReader) -> Vocabulary | None:
        document = found.document
        read = yaml12.validate(ConceptFile, document, spare={"terms": None})
        if read is None or (read.terms is None and "terms" not in document.data):
            return None
        group = self._with_overlays(found, _group(reader, read.terms), reader)
        if reader.terms > MAX_TERMS:
            too_many(document, ("terms",), reader.terms)
            return None
        if not found.path.startswith("facts/"):
            for number, test in enumerate(read.tests):
                if test.number is not None:
                    hint = "only the vocabularies under facts/ have numbers"
                    document.mistake(("tests", number, "number"), "wrong-value", "there is no number to test", hint)
        if group is None:
            return None
        name = stem(found.path)
        labelled = Group(1, (group,), name) if group.label else Group(group.need, group.of, name)
        return Vocabulary(name, labelled, tuple(read.tests), f"rules/{found.path}:1", document.file, read.allow)

    def _with_overlays(self, found: _Found, group: Group | None, reader: ConditionReader) -> Group | None:
        """The terms of a vocabulary and those that overlays add, each of which meets it alone."""
        section = cast("Section", found.path.partition("/")[0])
        added = self.overlays.added(section, stem(found.path))
        reader.terms += len(added)
        if group is None or not added:
            return group
        own = (group,) if group.label or group.need > 1 else group.of
        return Group(1, (*own, *added))


def _group(reader: ConditionReader, terms: Any) -> Group | None:
    """The terms of a vocabulary: by language, or a list of groups."""
    loc: Loc = ("terms",)
    condition = reader.condition(terms, loc) if isinstance(terms, dict | list) and terms else None
    if isinstance(terms, dict | list) and not terms:
        hint = "nothing could ever meet it: write {en: […]}"
        reader.document.mistake(loc, "empty-group", "the vocabulary has no terms", hint)
    elif not isinstance(terms, dict | list):
        text = "terms stand under their languages"
        reader.document.mistake(loc, "not-a-group", text, "write {en: […], uk: […]}, or a list of groups")
    return Group(1, (condition,)) if isinstance(condition, Term) else condition


def _numbers(term: Term) -> int:
    return sum(word.kind == "number" for phrase in term.phrases for word in phrase)


def too_many(document: Document, loc: Loc, terms: int) -> None:
    """Note that a rule or vocabulary comes to more terms than can be looked for."""
    text = f"this comes to {terms:,} terms, with all that its concepts hold"
    document.mistake(
        loc, "too-many-terms", text, f"{MAX_TERMS:,} are the most; a concept may be named twice inside others"
    )


def unnamable(name: str) -> tuple[str, str]:
    """Why a file's name cannot be referred to, and what to do."""
    return f"a file cannot be called {shown(name)}", "write lower case letters, digits and `-`, as in `dam-strike.yaml`"
