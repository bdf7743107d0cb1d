"""The two gazetteers that everything is measured with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from streams.files.desk.gazetteer import load_gazetteer
from streams.files.desk.rules import rules_directory, world_of
from streams.places.gazetteer import Gazetteer
from streams.settings import load


def gazetteers(data: Path, *, only: str | None = None) -> Iterator[tuple[bool, Gazetteer]]:
    """With GeoNames' dumps of the data, if any, then from packages alone; each with whether it has dumps.

    ``only`` is `dumps` or `default` to have just that one.
    """
    settings = load()
    directory = rules_directory(settings)
    said = directory / "places.yaml", world_of(directory)
    for which, dumps in (("dumps", sorted((data / "gazetteer").glob("*.zip"))), ("default", [])):
        if only in {None, which} and (dumps or which == "default"):
            yield which == "dumps", load_gazetteer(settings.cache, *said, dumps=dumps)
