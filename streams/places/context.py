"""What an article is about: which countries and regions it names, where its sure places lie, who its persons are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import filterfalse
from typing import NamedTuple

from streams.places.gazetteer import DISTANT
from streams.places.heads import ONLY_SPORT
from streams.places.mention import Mention
from streams.places.names import DEMONYM_STEMS, DEMONYMS, INSTITUTIONS
from streams.places.place import AREAS
from streams.places.readings import Names, Option
from streams.places.world import NO_WORLD, World
from streams.text.text import Text

LANGUAGE_OF = {
    "uk": "UA", "pl": "PL", "de": "DE", "fr": "FR", "it": "IT", "ro": "RO", "cs": "CZ", "tr": "TR", "sv": "SE", "nl": "NL",
}  # fmt: skip
"""The country that a text in a language is about when it names none. Not Russian, Arabic, Spanish, English or
Portuguese, which are written in too many."""

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
_DEMONYMS = frozenset(DEMONYMS)
_STEMS = frozenset(DEMONYM_STEMS)
_INSTITUTIONS = frozenset(INSTITUTIONS)


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
    sport = len({word for text in texts for word in ONLY_SPORT & text.seen}) >= SPORTING
    context = Context(sport=sport, world=world)
    for text in texts:
        for country in _peoples(text):
            context.add(country, 1.0)
        for institution in _INSTITUTIONS & text.seen:
            context.add(INSTITUTIONS[institution], HINT)
        for lang in {sentence.lang for sentence in text.sentences}:
            if lang in LANGUAGE_OF:
                context.add(LANGUAGE_OF[lang], 1.0)
    for mention in mentions:
        if "person" in mention.cues:
            context.persons.add(mention.key)
        elif mention.cues.isdisjoint(NO_EVIDENCE):
            _learn(mention, context)
        elif "organisation" in mention.cues and mention.names.options[0].facts.prominence >= ANCHOR_FROM:
            context.add(mention.names.options[0].facts.country, HINT)
    return context


def _peoples(text: Text) -> set[str]:
    """The countries whose people or adjective a text names."""
    found = {DEMONYMS[word] for word in _DEMONYMS & text.seen}
    if not text.raw.isascii():
        stems = {word[:5] for word in filterfalse(str.isascii, text.seen)}
        found |= {DEMONYM_STEMS[stem] for stem in _STEMS & stems}
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
