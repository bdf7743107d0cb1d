"""Names that the lists we build from lack: countries, regions and features as news calls them.

Purely names; what lies in what is GeoNames' and ISO 3166's business. The lists stand in `names.yaml` beside this file, what
they are called after in each language's folder.
"""

from __future__ import annotations

from importlib.resources import files

from streams.languages.lexicon import codes, read

_WRITTEN = read(files(__package__) / "names.yaml")

COUNTRY_NAMES: dict[str, tuple[str, ...]] = {code: tuple(names) for code, names in _WRITTEN["countries"].items()}
REGION_NAMES: dict[str, tuple[str, ...]] = {code: tuple(names) for code, names in _WRITTEN["regions"].items()}
JOINED_BY_HAND: dict[tuple[str, str], str] = {
    (code[:2], code[3:]): region for code, region in _WRITTEN["joined"].items()
}
DEMONYMS = codes("place.demonyms")
DEMONYM_STEMS = codes("place.demonym-stems")
FEATURES: dict[str, str] = _WRITTEN["features"]
NUCLEAR: str = _WRITTEN["nuclear"]
