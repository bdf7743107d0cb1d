"""A place, as it stands in matches and alerts."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from streams.article import Frozen

Kind = Literal[
    "settlement",
    "district",
    "region",
    "country",
    "river",
    "lake",
    "reservoir",
    "dam",
    "power-plant",
    "nuclear-plant",
    "bridge",
    "port",
    "airfield",
    "front",
    "sea",
    "feature",
]
"""What a place is: a settlement, an area that others lie in, or a feature of the map (`feature`: of no other kind)."""

AREAS: frozenset[Kind] = frozenset({"district", "region", "country"})
"""Kinds that other places lie in; they have no coordinates."""
FEATURES: frozenset[Kind] = frozenset(get_args(Kind)) - AREAS - {"settlement"}
LINES: frozenset[Kind] = frozenset({"river", "front", "sea"})
"""Features that are long or wide (`sea`: also a gulf or strait): no one point of theirs says where something happened, so they have no coordinates."""


class Place(Frozen):
    """A place in the gazetteer.

    ``id`` carries its namespace (`geonames:695357`, `iso3166:UA-65`, `iso3166:UA`, `tocsin:dam/kurakhove`) and is the
    same in every build. Latitude and longitude are WGS 84 degrees; a district, region, country, river, front or sea
    has none: alerts must not point into the middle of one.
    """

    id: str
    name: str
    country: str | None = Field(None, description="ISO 3166-1 alpha-2")
    admin1: str | None = Field(None, description="name of the first-level region it lies in")
    admin2: str | None = Field(None, description="name of the district it lies in, where districts are known")
    lat: float | None = None
    lon: float | None = None
    kind: Kind


class MentionedPlace(Place):
    """A place that a match names beside the one where the event is said to be."""

    role: Literal["affected", "actor", "origin", "mentioned"] = "mentioned"
