"""A place, as it stands in matches and alerts."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from streams.article import Frozen

Kind = Literal["settlement", "region", "country", "feature"]


class Place(Frozen):
    """A place in the gazetteer.

    ``id`` carries its namespace (`geonames:695357`, `iso3166:UA-65`, `iso3166:UA`, `tocsin:dam/kurakhove`) and is the
    same in every build. Latitude and longitude are WGS 84 degrees; a region or country has none: alerts must
    not point into the middle of one.
    """

    id: str
    name: str
    country: str | None = Field(None, description="ISO 3166-1 alpha-2")
    admin1: str | None = Field(None, description="name of the first-level region it lies in")
    lat: float | None = None
    lon: float | None = None
    kind: Kind


class MentionedPlace(Place):
    """A place that a match names beside the one where the event is said to be."""

    role: Literal["affected", "actor", "origin", "mentioned"] = "mentioned"
