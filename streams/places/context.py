"""What an article is about: which countries and regions it names, where its sure places lie, who its persons are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import filterfalse
from typing import NamedTuple

from babel.core import get_global

from streams.languages.language import has
from streams.languages.lexicon import languages, shared
from streams.places.gazetteer import DISTANT
from streams.places.heads import name_words
from streams.places.mention import Mention
from streams.places.place import AREAS
from streams.places.readings import Names, Option
from streams.places.words import PlaceWords, place_words
from streams.places.world import NO_WORLD, World
from streams.text.text import Text

_ELSEWHERE = frozenset(shared("country-codes")["of-one-country"])
"""Languages without a folder that are written in one country above all."""

MOST = 2.5
"""The most that can speak for a country: a text full of Russian officials can still tell of a strike on Odesa."""
ANCHOR_FROM = 100_000
"""Inhabitants from which a name that nothing else shares tells where a text is set."""
MAX_ANCHORS = 12
"""Anchors that distances are measured to: enough for an article, bounded for hostile text."""
HINT = 0.5
"""What an organisation called after a place says for its country, which need not be where the news happens."""
SMALL_ANCHOR_FROM = 2_000
"""Inhabitants from which a place told by a preposition does so too, when it stands out among its namesakes."""
STANDS_OUT = 0.6
"""Points between the first and the second place of a name from which it means the first in most texts: four times as large."""
SPORTING = 2
"""Words that only sport has from which an article is about it, and towns may be clubs."""
NO_EVIDENCE = frozenset({
    "organisation", "surname", "namesake", "vessel", "weapon", "product", "longer", "grounds", "quoted", "address",
})  # fmt: skip
"""Cues of names that tell nothing about where a text is set."""
_PLACED = frozenset({"in", "kind"})


class Choice(NamedTuple):
    """The place a mention would mean, of how many it was chosen, and why."""

    option: Option
    among: int
    because: str


@dataclass(slots=True)
class Context:
    """What an article is about, and the world that it is of."""

    countries: dict[str, float] = field(default_factory=dict)
    areas: set[int] = field(default_factory=set)
    anchors: list[Option] = field(default_factory=list)
    persons: set[str] = field(default_factory=set)
    sport: bool = False
    world: World = NO_WORLD
    chosen: dict[tuple[Names, int | None], Choice] = field(default_factory=dict)
    """What names were decided to mean earlier in the article, by the names and the area that follows."""

    def support(self, country: str) -> float:
        """How much speaks for a country, 0 to `MOST`."""
        return min(MOST, self.countries.get(country, 0.0))

    def add(self, country: str, weight: float) -> None:
        """Let something speak for a country."""
        self.countries[country] = self.countries.get(country, 0.0) + weight


def read_context(texts: Sequence[Text], mentions: Iterable[Mention], world: World) -> Context:
    """Learn what an article is about from its words, languages and the names that can hardly mean anything else."""
    langs = [{sentence.lang for sentence in text.sentences} for text in texts]
    context = Context(sport=len(set().union(*map(_of_sport, texts, langs))) >= SPORTING, world=world)
    for text, spoken in zip(texts, langs, strict=True):
        words = {place_words(lang) for lang in spoken}
        for country in set().union(*(_peoples(text, near) for near in words)):
            context.add(country, 1.0)
        for _, country in set().union(*(_institutions(text, near) for near in words)):
            context.add(country, HINT)
        for country in filter(None, map(country_of, spoken)):
            context.add(country, 1.0)
    for mention in mentions:
        if "person" in mention.cues:
            context.persons.add(mention.key)
        elif mention.cues.isdisjoint(NO_EVIDENCE):
            _learn(mention, context)
        elif "organisation" in mention.cues and mention.names.options[0].facts.prominence >= ANCHOR_FROM:
            context.add(mention.names.options[0].facts.country, HINT)
    return context


@cache
def country_of(lang: str) -> str:
    """The country that a text in a language is about when it names none (CLDR); "" of one that is written in too many.

    Such are Russian, Arabic, Spanish, English and Portuguese.
    """
    told = has(lang, "one-country") if lang in languages() else lang in _ELSEWHERE
    return str(get_global("likely_subtags")[lang]).rpartition("_")[2] if told else ""


def _of_sport(text: Text, spoken: Iterable[str]) -> set[str]:
    """The words of a text that only sport has, in the languages it is written in."""
    return {word for heads in set(map(name_words, spoken)) for word in heads.only_sport & text.seen}


def _institutions(text: Text, near: PlaceWords) -> set[tuple[str, str]]:
    """The offices and spellings of a text that hint at a country, each with it."""
    return {(word, near.institutions[word]) for word in near.institutions.keys() & text.seen}


def _peoples(text: Text, near: PlaceWords) -> set[str]:
    """The countries whose people or adjective a text names."""
    found = {near.demonyms[word] for word in near.demonyms.keys() & text.seen}
    if not text.raw.isascii():
        stems = {word[:5] for word in filterfalse(str.isascii, text.seen)}
        found |= {near.demonym_stems[stem] for stem in near.demonym_stems.keys() & stems}
    return found


def _learn(mention: Mention, context: Context) -> None:
    """Learn from a country, a region, or the only large place of its name."""
    options = mention.names.options
    best = options[0]
    if best.reading.fuzzy or best.link == DISTANT:
        return
    facts = best.facts
    if facts.kind == "country" and _is_shared(options):
        return
    if facts.kind == "country" or (facts.kind in AREAS and len(options) == 1):
        if best.row not in context.areas:
            context.add(facts.country, 1.5)
            context.areas.add(best.row)
    elif facts.prominence >= ANCHOR_FROM and not mention.initial and _is_new(best, context):
        context.add(facts.country, 1.0)
        context.anchors.append(best)
    elif _tells_where(mention) and _is_new(best, context):
        context.anchors.append(best)


def _is_shared(options: Sequence[Option]) -> bool:
    """Whether a region elsewhere is as likely meant by a country's name: Georgia."""
    return any(one.facts.kind == "region" and options[0].weight - one.weight < STANDS_OUT for one in options[1:3])


def _tells_where(mention: Mention) -> bool:
    """Whether a smaller place is told by a preposition and stands out among its namesakes."""
    options = mention.names.options
    if options[0].facts.prominence < SMALL_ANCHOR_FROM or mention.cues.isdisjoint(_PLACED):
        return False
    return len(options) == 1 or options[0].weight - options[1].weight >= STANDS_OUT


def _is_new(option: Option, context: Context) -> bool:
    return len(context.anchors) < MAX_ANCHORS and all(option.row != anchor.row for anchor in context.anchors)
