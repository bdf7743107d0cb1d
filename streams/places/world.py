"""What is true of the world now and of no language: who is at war, where it is fought, what news means by whose name.

Analysts write it, in `rules/world.yaml`; a gazetteer carries it to whoever decides what a name means and who speaks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class World:
    """What reading takes for granted of the world; nothing, unless it is said.

    Countries are ISO 3166-1 alpha-2 codes, regions ISO 3166-2. Words are normalised (`text.normalise`), names of one or more
    words are keys (`similarity.key_of`).
    """

    at_war: frozenset[str] = frozenset()
    """Countries in whose towns a text that names only the other may well be set: Russian bombs fell on Avdiivka."""
    fought_for: Mapping[str, Sequence[str]] = field(default_factory=lambda: MappingProxyType({}))
    """Names of towns that battles were called after, by region."""
    capitals: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Words for capitals that stand for a government when they say something, with its country."""
    armies: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Words for armies and services by whose name it is clear whose they are, with their country."""
    public_figures: frozenset[str] = frozenset()
    """Surnames that news uses without a given name, after any preposition; the town is told by its kind or its region."""
    clubs: frozenset[str] = frozenset()
    """Words for clubs right before their town, which stands in the nominative: Динамо Київ."""
    companies: frozenset[str] = frozenset()
    """Companies, brands, works and contests that news means by a name which is a town's too."""


NO_WORLD = World()
"""The world of whoever knows of no war and nobody's name."""
