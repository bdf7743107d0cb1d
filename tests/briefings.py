"""Briefings of the kind newspapers run daily, the events they tell, and what of those a reading of them found.

`tests/golden/briefings/*.yaml` hold them: paragraphs, the `events` to be found, what is `fair` to be found and need not
be, and what is told of `nothing` an analyst wants. Of an event is said:

- `family`: of which rules, several where an event is fairly of each; all rules of a family may speak of it;
- `place`: where, in any spelling, several where the text leaves it open; `none` where no place is named;
- `status`: how it is asserted, several where sentences of its paragraph assert it differently;
- `facts`: its numbers, all of them and no others; `18..22` where the text says about so many;
- `quote`: words of the sentence that tells it, several where several sentences or the heading do;
- `known`: why it is not found as it should be, of all layouts or of those named; a test fails when it is after all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from streams.article import Article
from streams.match.found import Match
from streams.match.match import match
from streams.match.ruleset import RuleSet
from streams.places.bare import resolve_name
from streams.places.gazetteer import Gazetteer
from streams.rules.numbers import comparison

BRIEFINGS = Path(__file__).parent / "golden" / "briefings"
BEFORE: Mapping[str, Sequence[str]] = {
    "en": ["Головна", "Новини", "Світ", "20 листопада 2026, 18:45", "1 284 перегляди", "Поділитися", "Zum Hauptinhalt"],
    "uk": ["Home", "News", "World", "Fri 20 Nov 2026 18.45 GMT", "1,284 views", "Share", "Udostępnij"],
    "ru": ["Home", "News", "World", "Fri 20 Nov 2026 18.45 GMT", "1,284 views", "Share", "Поширити"],
}
"""What a page sets before its article: menus, dates, counters and buttons, in the reader's language, not the text's."""
AFTER: Mapping[str, Sequence[str]] = {
    "en": [
        "Photograph: a street market in the rain, by our correspondent",
        "Read more: What the war has done to the price of bread",
        "Читайте також: Десять книжок на вихідні",
        "Коментарі (36)",
        "Поділитися у Facebook",
        "© 2026",
    ],
    "uk": [
        "Фото: пресслужба міської ради",
        "Читайте також: Як змінилися ціни на хліб за рік війни",
        "Read more: Ten books for the weekend",
        "Comments (36)",
        "Share on Facebook",
        "© 2026",
    ],
    "ru": [
        "Фото: пресс-служба городского совета",
        "Читайте также: Как изменились цены на хлеб за год войны",
        "Read more: Ten books for the weekend",
        "Comments (36)",
        "Share on Facebook",
        "© 2026",
    ],
}
"""What a page sets behind its article: the caption of a photograph, links, counters and buttons."""


class Told(NamedTuple):
    """An event, or what only looks like one."""

    about: str
    quotes: tuple[str, ...]
    families: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    facts: Mapping[str, str] = {}
    known: Mapping[str, str] = {}

    def tells(self, found: Match) -> bool:
        """Whether a match is of this, by the words that tell it and the family of its rule."""
        return any(quote in found.quote for quote in self.quotes) and (
            not self.families or found.family in self.families
        )


class Briefing(NamedTuple):
    """A briefing and what is told in it."""

    name: str
    lang: str
    published: dt.datetime
    title: str
    paragraphs: tuple[str, ...]
    events: tuple[Told, ...]
    fair: tuple[Told, ...]
    nothing: tuple[Told, ...]


class Block(NamedTuple):
    """A paragraph or a line of the page, by its offsets in the text."""

    start: int
    end: int


class Layout(NamedTuple):
    """A briefing as a page gives it."""

    name: str
    text: str
    blocks: tuple[Block, ...]


def briefings() -> list[Briefing]:
    """All briefings, by name."""
    return [_briefing(path) for path in sorted(BRIEFINGS.glob("*.yaml"))]


def _briefing(path: Path) -> Briefing:
    raw = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    parts = [tuple(map(_told, raw.get(part, ()))) for part in ("events", "fair", "nothing")]
    paragraphs = tuple(one.strip() for one in raw["paragraphs"])
    return Briefing(path.stem, raw["lang"], raw["published"], raw["title"], paragraphs, *parts)


def _told(raw: Mapping[str, Any]) -> Told:
    facts = {name: str(value) for name, value in raw.get("facts", {}).items()}
    several = (_several(raw.get(key, ())) for key in ("quote", "family", "place", "status"))
    known = raw.get("known", {})
    return Told(
        raw["about"], *several, facts=facts, known=dict.fromkeys(LAYOUTS, known) if isinstance(known, str) else known
    )


def _several(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


# ------------------------------------------------------------------ how pages lay them out


LAYOUTS = ("paragraphs", "one line", "page", "page in one line")


def layouts(briefing: Briefing) -> list[Layout]:
    """A briefing by paragraphs, in one line, and both inside what its page sets around it."""
    before, after = BEFORE[briefing.lang], AFTER[briefing.lang]
    page = [*before, *briefing.paragraphs, *after]
    return [
        _layout(name, pieces, between)
        for name, pieces, between in zip(
            LAYOUTS, (briefing.paragraphs, briefing.paragraphs, page, page), ("\n\n", " ", "\n", " "), strict=True
        )
    ]


def _layout(name: str, pieces: Sequence[str], between: str) -> Layout:
    blocks: list[Block] = []
    for piece in pieces:
        start = blocks[-1].end + len(between) if blocks else 0
        blocks.append(Block(start, start + len(piece)))
    return Layout(name, between.join(pieces), tuple(blocks))


def read(briefing: Briefing, layout: Layout, ruleset: RuleSet, gazetteer: Gazetteer) -> list[Match]:
    """What the rules find in a briefing."""
    article = Article(
        id=briefing.name, title=briefing.title, text=layout.text,
        published_at=briefing.published, fetched_at=briefing.published,
    )  # fmt: skip
    return match(article, ruleset, gazetteer)


# ------------------------------------------------------------------ what is wrong


def mistakes(briefing: Briefing, layout: Layout, found: Sequence[Match], gazetteer: Gazetteer) -> list[str]:
    """Everything in which what was found is not exactly what is told, beside what is known."""
    events = [one for one in briefing.events if layout.name not in one.known]
    told = [text for event in events for text in _missed(event, found, gazetteer)]
    return [*told, *_strangers(briefing, layout, found), *_mixed(layout, found)]


def met(briefing: Briefing, layout: Layout, found: Sequence[Match], gazetteer: Gazetteer) -> list[str]:
    """What is said not to be found, or to be found wrongly, and is as it should be."""
    events = [
        one.about for one in briefing.events if layout.name in one.known and not [*_missed(one, found, gazetteer)]
    ]
    quiet = [one.about for one in briefing.nothing if layout.name in one.known and not any(map(one.tells, found))]
    return [*events, *quiet]


def _missed(event: Told, found: Sequence[Match], gazetteer: Gazetteer) -> Iterator[str]:
    """What is wrong with how an event was found."""
    ours = [one for one in found if event.tells(one)]
    if not ours:
        yield f"{event.about}: not found by any rule of {' or '.join(event.families)}"
        return
    for one in ours:
        place = one.place.name if one.place else "none"
        if not any(_is_at(one, name, gazetteer) for name in event.places):
            yield f"{event.about}: {one.rule} has it at {place}, not at {' or '.join(event.places)}"
        if one.status not in event.statuses:
            yield f"{event.about}: {one.rule} has it {one.status}, not {' or '.join(event.statuses)}"
        wrong = {name: (got.min, got.max) for name, got in one.facts.items() if not _is_fact(event, one, name)}
        if wrong:
            yield f"{event.about}: {one.rule} tells {wrong}, not {dict(event.facts)}"
    lacking = [name for name in event.facts if not any(name in one.facts for one in ours)]
    if lacking:
        yield f"{event.about}: nobody tells {', '.join(lacking)}"


def _is_at(found: Match, name: str, gazetteer: Gazetteer) -> bool:
    if found.place is None or name == "none":
        return found.place is None and name == "none"
    meant = resolve_name(gazetteer, name, None).place
    return found.place.name == name or (meant is not None and meant.id == found.place.id)


def _is_fact(event: Told, found: Match, name: str) -> bool:
    if name not in event.facts:
        return False
    told, number = event.facts[name], found.facts[name]
    if ".." in told:  # "some 20" is 18..22
        return told == f"{number.min:g}..{number.max:g}" if number.max is not None else False
    asked = comparison(told)
    return number.min == asked.value and number.max == (None if asked.sign == ">=" else asked.value)


def _strangers(briefing: Briefing, layout: Layout, found: Sequence[Match]) -> Iterator[str]:
    """What was found and is none of the events."""
    for one in found:
        of_nothing = [told for told in briefing.nothing if told.tells(one)]
        if any(layout.name in told.known for told in of_nothing) or any(
            told.tells(one) for told in (*briefing.events, *briefing.fair)
        ):
            continue
        told = of_nothing[0].about if of_nothing else "no event of the briefing"
        yield f"{told}: {one.rule} has it {one.status} at {one.place.name if one.place else 'none'}: {one.quote}"


def _mixed(layout: Layout, found: Sequence[Match]) -> Iterator[str]:
    """What was made of two paragraphs."""
    for one in found:
        inside = [evidence for evidence in one.evidence if evidence.field == "text"]
        blocks = {block for evidence in inside for block in layout.blocks if block.start <= evidence.start < block.end}
        fields = {evidence.field for evidence in one.evidence}
        if len(blocks) > 1 or len(fields) > 1:
            yield f"{one.rule} is made of two paragraphs: {[evidence.text for evidence in one.evidence]}"
