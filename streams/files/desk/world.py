"""`rules/world.yaml`: what analysts say is true of the world now, which reading takes for granted.

`{at_war: [UA, RU], fought_for: {UA-14: [Бахмут]}, capitals: {UA: {en: Kyiv, uk: Київ}}, public_figures: {en: [Putin]},
tests: [{text: "Putin spoke of Bakhmut.", places: Bakhmut}]}`
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, Field

from streams import yaml12
from streams.files.desk.places import Strict
from streams.files.desk.world_names import is_country, wrong_country, wrong_name, wrong_side
from streams.languages.language import TermLanguage
from streams.places.similarity import key_of
from streams.places.world import World
from streams.proving.world import WorldTest
from streams.rules.fields import listed
from streams.text.text import words_of
from streams.yaml12 import Loc

Names = Annotated[list[str], BeforeValidator(listed)]
ByLanguage = dict[TermLanguage, Names]


class WorldFile(Strict):
    """The whole file."""

    at_war: Names = Field(default_factory=list)
    fought_for: dict[str, Names] = Field(default_factory=dict)
    capitals: dict[str, ByLanguage] = Field(default_factory=dict)
    armies: dict[str, ByLanguage] = Field(default_factory=dict)
    public_figures: ByLanguage = Field(default_factory=dict)
    clubs: ByLanguage = Field(default_factory=dict)
    companies: ByLanguage = Field(default_factory=dict)
    tests: list[WorldTest] = Field(default_factory=list)


_SPARE = {"text": "unread"}
"""Stands in for the text of a test that has none, so that its other keys are read."""


@dataclass(frozen=True)
class WorldRead:
    """What a file says of the world, as it is written and as it is used, and the file to blame for its mistakes."""

    document: yaml12.Document
    written: WorldFile
    world: World


def read_world(file: str, text: str) -> WorldRead:
    """Read a file of the world; an empty text says nothing of it.

    Raises:
        RuleErrors: every mistake in it that can be told without a gazetteer, with file, line and column.
    """
    document = yaml12.parse(file, text)
    if not document.mistakes and document.data is None:
        return WorldRead(document, WorldFile(), World())
    written = yaml12.validate(WorldFile, document, spare=_SPARE) or WorldFile()
    _check(document, written)
    yaml12.raise_all([document])
    return WorldRead(document, written, _world(written))


def _world(written: WorldFile) -> World:
    """What is written, as it is used."""
    return World(
        at_war=frozenset(written.at_war),
        fought_for={region: tuple(names) for region, names in written.fought_for.items()},
        capitals=_by_word(written.capitals),
        armies=_by_word(written.armies),
        public_figures=frozenset(key_of(name) for name in _all(written.public_figures)),
        clubs=frozenset(words_of(name)[0] for name in _all(written.clubs)),
        companies=frozenset(key_of(name) for name in _all(written.companies)),
    )


def _by_word(countries: Mapping[str, Mapping[TermLanguage, Sequence[str]]]) -> dict[str, str]:
    return {words_of(name)[0]: country for country, names in countries.items() for name in _all(names)}


def _all(names: Mapping[TermLanguage, Sequence[str]]) -> Iterator[str]:
    return (name for of_language in names.values() for name in of_language)


# ------------------------------------------------------------------------------- what is wrong with it


def _check(document: yaml12.Document, written: WorldFile) -> None:
    """Note what is wrong with values that are right each by itself."""
    countries: set[str] = set()
    for number, country in enumerate(written.at_war):
        _check_country(document, ("at_war", number), country)
        if country in countries:
            document.mistake(("at_war", number), "duplicate-name", f"{country!r} is written twice", "leave one out")
        countries.add(country)
    for region, names in written.fought_for.items():
        _check_region(document, region)
        _check_names(document, ("fought_for", region), names)
    for key, stand in (("capitals", written.capitals), ("armies", written.armies)):
        _check_standing(document, key, stand)
    for key in ("public_figures", "clubs", "companies"):
        for language, names in getattr(written, key).items():
            _check_names(document, (key, language), names, language, one_word=key == "clubs")
    for number, test in enumerate(written.tests):
        _check_test(document, ("tests", number), test)


def _check_country(document: yaml12.Document, loc: Loc, country: str, *, key: bool = False) -> None:
    if wrong := wrong_country(country):
        document.mistake(loc, *wrong, key=key)


_REGION = re.compile("([A-Z]{2})-[A-Z0-9]{1,3}")


def _check_region(document: yaml12.Document, region: str) -> None:
    found = _REGION.fullmatch(region)
    if found is None or not is_country(found[1]):
        text, hint = f"{region!r} is no code of a region", "write it as ISO 3166-2 does: UA-14 is Donetsk Oblast"
        document.mistake(("fought_for", region), "unknown-region", text, hint, key=True)


def _check_standing(
    document: yaml12.Document, key: str, stand: Mapping[str, Mapping[TermLanguage, Sequence[str]]]
) -> None:
    """Names that stand for a country: each for one."""
    whose: dict[str, str] = {}
    for country, by_language in stand.items():
        _check_country(document, (key, country), country, key=True)
        for language, names in by_language.items():
            _check_names(document, (key, country, language), names, language, one_word=True)
            for number, name in enumerate(names):
                first = whose.setdefault(key_of(name), country)
                if first != country:
                    text = f"{name!r} stands for {first} already"
                    hint = "one name stands for one country: leave it out in one of them"
                    document.mistake((key, country, language, number), "shared-name", text, hint)


def _check_names(
    document: yaml12.Document, loc: Loc, names: Sequence[str], language: str | None = None, *, one_word: bool = False
) -> None:
    """A list of names: each once, and such as can stand in a text."""
    seen: set[tuple[str, ...]] = set()
    for number, name in enumerate(names):
        words = tuple(words_of(name))
        if wrong := wrong_name(name, language):
            document.mistake((*loc, number), *wrong)
        elif one_word and len(words) > 1:
            text = f"{name!r} has {len(words)} words: only names of one are looked for here"
            document.mistake((*loc, number), "long-name", text, "leave it out, or write the word that tells it")
        elif words in seen:
            document.mistake((*loc, number), "duplicate-name", f"{name!r} is written twice", "leave one out")
        seen.add(words)


def _check_test(document: yaml12.Document, loc: Loc, test: WorldTest) -> None:
    """A test asks for something, and names countries as matches do."""
    written = document.data["tests"][loc[-1]]
    keys = set(written) if isinstance(written, dict) else set()
    if keys <= {"text"}:  # one that is unknown may be meant
        text = "the test asks for nothing: it says neither places nor sides"
        document.mistake(loc, "idle-test", text, "write the places that the text names, [] for none, or the sides")
    for number, side in enumerate(test.sides or ()):
        if wrong := wrong_side(side):
            document.mistake((*loc, "sides", number), *wrong)
