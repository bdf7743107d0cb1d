"""Overlays: one file a language, with that language's terms for vocabularies that stand in files of their own.

`languages/uk.yaml` may say `{concepts: {dam: [дамба, гребля]}}`: so a language is added, and read over, in one file,
while whoever answers for the concept `dam` still opens one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from streams import yaml12
from streams.reading.cue import CUES
from streams.rules.conditions import LANGUAGES, Concepts, ConditionReader
from streams.rules.rule import ConceptTest, OverlayFile, OverlayTestFile, RuleTest, Term
from streams.rules.terms import Interned
from streams.yaml12 import Document, Loc, did_you_mean, shown

DIRECTORY = "languages/"
"""Where overlays stand below the rule directory."""

_SPARE = {"text": "unread", "matches": True}
"""Stands in for what a test must have and has not, so that its other keys are read."""

Section = Literal["concepts", "cues", "facts"]
_ONE: Mapping[Section, str] = {"concepts": "concept", "cues": "cue", "facts": "fact"}
"""What one of each is called, by a key of an overlay that is also the directory where they stand."""
TARGETS = ("rule", *_ONE.values())
"""What a test of an overlay may be of, one at a time."""


@dataclass(frozen=True)
class OverlayTest:
    """One test of an overlay: of the rule with the id ``of``, or of the vocabulary of a ``kind`` with that name.

    ``number`` counts the tests of the file from 1.
    """

    number: int
    kind: str
    of: str
    test: RuleTest | ConceptTest


@dataclass(frozen=True)
class Overlay:
    """What an overlay says beside its terms, which lie in the vocabularies; ``file`` is the file as it is shown."""

    lang: str
    file: str
    tests: tuple[OverlayTest, ...] = ()
    allow: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Its path below the rule directory without the ending."""
        return f"{DIRECTORY}{self.lang}"


class Overlays:
    """The overlays of a rule directory while its vocabularies are read; mistakes are noted in their documents."""

    def __init__(self, documents: Mapping[str, Document], interned: Interned, concepts: Concepts) -> None:
        """``documents`` are all files by path below the rule directory."""
        self._interned = interned
        self._concepts = concepts
        self._names = {section: _names_below(section, documents) for section in _ONE}
        self._added: dict[tuple[Section, str], list[Term]] = {}
        self.by_language: dict[str, Overlay] = {}
        self.documents: dict[str, Document] = {}
        """The files by how they are shown."""
        for path, document in documents.items():
            if path.startswith(DIRECTORY):
                self.documents[document.file] = document
                self._read(path.removeprefix(DIRECTORY).rpartition(".")[0], document)

    def added(self, section: Section, name: str) -> tuple[Term, ...]:
        """The terms that overlays add to a vocabulary, each with its overlay."""
        return tuple(self._added.get((section, name), ()))

    def _read(self, lang: str, document: Document) -> None:
        read = yaml12.validate(OverlayFile, document, spare=_SPARE)
        if not self._is_language(lang, document) or read is None:
            return
        for section, name, given in _given(read):
            self._check_name(document, section, name)
            reader = ConditionReader(document, self._concepts, self._interned, lists_only="overlays")
            terms = [replace(term, overlay=document.file) for term in reader.terms_in(given, lang, (section, name))]
            self._added.setdefault((section, name), []).extend(terms)
        if not any(True for _ in _given(read)) and not document.mistakes:
            text, hint = "the overlay adds no terms", "write {concepts: {dam: […]}}, or remove the file"
            document.mistake((), "empty-group", text, hint)
        self.by_language[lang] = Overlay(lang, document.file, tuple(self._tests(document, read)), read.allow)

    def _is_language(self, lang: str, document: Document) -> bool:
        """Whether a file is called as a language that has no other overlay."""
        if lang not in LANGUAGES:
            hint = did_you_mean(lang, LANGUAGES)
            document.mistake(
                (), "unknown-language", f"an overlay is called as its language, and none is {shown(lang)}", hint
            )
        elif lang in self.by_language:
            text = f"two files are called {lang}: the other is {self.by_language[lang].file}"
            document.mistake((), "duplicate-overlay", text, "make them one file")
        else:
            return True
        return False

    def _check_name(self, document: Document, section: Section, name: str) -> None:
        self._check_known(document, section, name, (section, name), key=True)

    def _check_known(self, document: Document, section: Section, name: str, loc: Loc, *, key: bool = False) -> None:
        if name not in self._names[section]:
            kind = _ONE[section]
            hint = did_you_mean(name, self._names[section]) or f"there are none: write one under {section}/"
            document.mistake(loc, f"unknown-{kind}", f"no {kind} is called {shown(name)}", hint, key=key)

    def _tests(self, document: Document, read: OverlayFile) -> Iterator[OverlayTest]:
        """The tests that say what they are of; whether there is such a rule is not known yet."""
        for at, test in enumerate(read.tests):
            of = [kind for kind in TARGETS if getattr(test, kind) is not None]
            if len(of) != 1:
                _check_target(document, at)
                continue
            (kind,), name = of, str(getattr(test, of[0]))
            for section, one in _ONE.items():
                if one == kind:
                    self._check_known(document, section, name, ("tests", at, kind))
            _check_keys(document, ("tests", at), kind, test)
            yield OverlayTest(at + 1, kind, name, _plain(kind, test))


def _names_below(section: Section, documents: Mapping[str, Document]) -> set[str]:
    """What the vocabularies of a directory are called; every cue, also one without a file, which is a mistake of its own."""
    found = {path.rpartition("/")[2].rpartition(".")[0] for path in documents if path.startswith(f"{section}/")}
    return found | set(CUES) if section == "cues" else found


def _given(read: OverlayFile) -> Iterator[tuple[Section, str, object]]:
    """What an overlay adds to which vocabulary, in the order of the keys."""
    for section in _ONE:
        for name, given in getattr(read, section).items():
            yield section, name, given


def _check_target(document: Document, at: int) -> None:
    """Note that a test is of nothing or of several, but where what it is of was misspelt or could not be read."""
    written = document.data["tests"][at]
    keys = written.keys() if isinstance(written, dict) else set()
    if keys and keys <= set(OverlayTestFile.model_fields) and len(keys & set(TARGETS)) != 1:
        text = "a test is of one rule, concept, cue or fact"
        hint = "write {rule: infrastructure/dam-strike, text: …, matches: true}"
        document.mistake_at(document.position(("tests", at)), "wrong-value", text, hint)


_OF_RULES = ("title", "place", "status", "severity", "facts")
"""What only a rule's test can ask for."""


def _check_keys(document: Document, loc: Loc, kind: str, test: OverlayTestFile) -> None:
    """Note what cannot be asked of what a test is of."""
    idle = [("rule", key) for key in _OF_RULES] if kind != "rule" else []
    idle += [("fact", "number")] if kind != "fact" else []
    for owner, key in idle:
        if key in test.model_fields_set:
            text = f"only the test of a {owner} has a {key}" if key != "facts" else "only the test of a rule has facts"
            document.mistake((*loc, key), "idle-key", text, "remove it", key=True)


def _plain(kind: str, test: OverlayTestFile) -> RuleTest | ConceptTest:
    """The test as it would stand in the file that it is of."""
    wanted = RuleTest if kind == "rule" else ConceptTest
    return wanted.model_construct(
        test.model_fields_set & set(wanted.model_fields), **{key: getattr(test, key) for key in wanted.model_fields}
    )
