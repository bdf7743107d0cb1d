"""Features of the map in GeoNames' dumps: which of them count as places, and by which of their names.

The codes are GeoNames' (https://www.geonames.org/export/codes.html). Many features are called as the town beside
them (the airport `Glukhov`); such a name is the town's. A feature is known by those names that say what it is, and a
river by its bare name too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from streams.places.names import FEATURES, NUCLEAR
from streams.places.place import Kind

KIND_OF: dict[str, Kind] = {
    "H.STM": "river", "H.STMI": "river", "H.CNL": "river", "H.LK": "lake", "H.LKN": "lake", "H.LGN": "lake",
    "H.RSV": "reservoir", "H.ESTY": "lake", "H.BAY": "feature", "H.GULF": "feature", "H.STRT": "feature", "H.SEA": "feature",
    "H.HBR": "port", "L.PRT": "port", "S.PRT": "port", "S.DAM": "dam", "S.DAMQ": "dam", "S.BDG": "bridge", "S.PSH": "dam",
    "S.PS": "power-plant", "S.PSN": "nuclear-plant", "S.AIRP": "airfield", "S.AIRF": "airfield", "S.AIRB": "airfield",
    "S.AIRH": "airfield", "S.AIRQ": "airfield", "T.ISL": "feature", "T.ISLS": "feature", "T.SPIT": "feature",
    "T.PEN": "feature", "T.CAPE": "feature", "S.INSM": "feature", "L.MILB": "feature", "S.NVB": "port",
}  # fmt: skip
"""What GeoNames' feature codes are here. A hydroelectric station (PSH) is a dam: that is what news says was hit."""

SETTLEMENTS = frozenset(
    {
        "P.PPL", "P.PPLA", "P.PPLA2", "P.PPLA3", "P.PPLA4", "P.PPLA5", "P.PPLC", "P.PPLF", "P.PPLG", "P.PPLL", "P.PPLQ",
        "P.PPLR", "P.PPLS", "P.PPLW", "P.PPLX", "P.STLMT",
    }
)  # fmt: skip
"""GeoNames' populated places; left out are those of history (PPLH, PPLCH)."""

_NUCLEAR = re.compile(NUCLEAR, re.IGNORECASE)
_TELLING = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in FEATURES.items()}


def kind_of(feature: str, names: Sequence[str]) -> Kind | None:
    """What a feature is; None when it does not count as a place."""
    if feature in SETTLEMENTS:
        return "settlement"
    kind = KIND_OF.get(feature)
    if kind == "power-plant" and any(map(_NUCLEAR.search, names)):
        return "nuclear-plant"
    return kind


def telling(kind: Kind, names: Sequence[str]) -> Iterator[str]:
    """The names of a feature that say what it is."""
    pattern = _TELLING.get(kind)
    return (name for name in names if pattern is not None and " " in name and pattern.search(name))
