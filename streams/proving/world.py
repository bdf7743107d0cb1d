"""Run the tests that stand beside what analysts say of the world: which places a sentence names, and whose side speaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

from pydantic import BeforeValidator, Field

from streams.article import Article
from streams.match.match import Reading
from streams.match.ruleset import RuleSet
from streams.places.gazetteer import Gazetteer
from streams.places.place import Place
from streams.proving.selftest import Result, misplaced
from streams.rules.fields import listed
from streams.rules.rule import SAMPLE_DAY, Closed

WORLD = "world"
"""What results of these tests are of, and how they are asked for."""

Expected = Annotated[list[str] | None, BeforeValidator(listed)]


class WorldTest(Closed):
    """One test: a text, the places that it names, in order, and the countries of those who speak in it."""

    text: str = Field(min_length=1)
    places: Expected = None
    sides: Expected = None


def run_world(tests: Sequence[WorldTest], ruleset: RuleSet, gazetteer: Gazetteer, *, file: str) -> Iterator[Result]:
    """Run every test of a file of the world."""
    for number, test in enumerate(tests, 1):
        article = Article(id="test", text=test.text, published_at=SAMPLE_DAY, fetched_at=SAMPLE_DAY)
        reading = Reading(article, ruleset, gazetteer)
        problems = (_places(test, reading, gazetteer), _sides(test, reading))
        yield Result(WORLD, number, test.text, "; ".join(filter(None, problems)), file)


def _places(test: WorldTest, reading: Reading, gazetteer: Gazetteer) -> str:
    if test.places is None:
        return ""
    found = [one.place for one in reading.scenes.toponyms if one.place is not None]
    right = len(found) == len(test.places) and not any(
        misplaced(expected, place, gazetteer) for expected, place in zip(test.places, found, strict=True)
    )
    return "" if right else f"places are {_said(map(_told, found))}, expected {_said(test.places)}"


def _sides(test: WorldTest, reading: Reading) -> str:
    if test.sides is None:
        return ""
    sentences = range(len(reading.texts[0].sentences))
    found = [voice.side for one in sentences for voice in reading.account(0, one).voices if voice.side]
    return "" if found == test.sides else f"sides are {_said(found)}, expected {_said(test.sides)}"


def _told(place: Place) -> str:
    return ", ".join(filter(None, (place.name, place.admin1)))


def _said(names: Iterable[str]) -> str:
    return "; ".join(names) or "none"
