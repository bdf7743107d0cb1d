"""`tocsin places build`: gather GeoNames' dumps, and compile the gazetteer."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from streams.cli.options import JsonOption, RulesOption, compiling_shown, settings_with, shown, told_errors
from streams.errors import ConfigurationError
from streams.files.desk.rules import open_gazetteer
from streams.files.supply.dumps import dumps_in
from streams.files.supply.gather import Shown, forget, gather
from streams.places.gazetteer import Gazetteer


def build(
    *,
    geonames: Annotated[
        list[str] | None,
        typer.Option(
            "--geonames",
            metavar="SOURCE",
            help="A GeoNames dump: a path such as UA.zip, a directory of them, an https address, or a country's code "
            "(UA: from geonames.org). May be given several times. What is given once is used until --packages-only.",
            show_default=False,
        ),
    ] = None,
    packages_only: Annotated[
        bool, typer.Option("--packages-only", help="Forget all dumps: compile from the installed packages alone.")
    ] = False,
    as_json: JsonOption = False,
    rules: RulesOption = None,
) -> None:
    """Compile the gazetteer from what is installed, from GeoNames' dumps if there are any, and `rules/places.yaml`.

    The default gazetteer knows settlements from 500 inhabitants on. With the dump of a country it knows every village,
    river, dam, bridge and airfield of it. Dumps are downloaded anew each time they are named.
    """
    with told_errors():
        if geonames and packages_only:
            raise ConfigurationError("--geonames and --packages-only contradict each other: give one of them")
        settings = settings_with(rules)
        if packages_only:
            forget(settings.cache)
        if geonames:
            with downloads_shown() as show:
                gather(geonames, settings.cache, show=show)
        with compiling_shown() as show_compiling:
            gazetteer = open_gazetteer(settings, progress=show_compiling, rebuild=True)
        dumps = [path.name for path in dumps_in(settings.cache)]
    _tell(_about(gazetteer, dumps), as_json=as_json)


def _about(gazetteer: Gazetteer, dumps: list[str]) -> dict[str, Any]:
    return {
        "version": gazetteer.version,
        "places": len(gazetteer),
        "names": gazetteer.name_count,
        "dumps": dumps,
        "sources": gazetteer.sources,
    }


def _tell(about: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(about, ensure_ascii=False))
        return
    typer.echo(f"{about['places']:,} places by {about['names']:,} names, version {about['version']}")
    if not about["dumps"]:
        typer.echo("from the installed packages alone; `--geonames UA` adds every village of Ukraine")
    for name in about["dumps"]:
        typer.echo(shown(f"with the dump {name}"))
    typer.echo("sources:")
    for source in about["sources"]:
        typer.echo(f"  {source}")


@contextmanager
def downloads_shown() -> Iterator[Shown]:
    """What downloads are to be told: a bar for each on standard error where a person watches, else nothing."""
    if not sys.stderr.isatty():
        yield lambda _name, _bytes, _size: None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield _bars(bar)


def _bars(bar: Progress) -> Callable[[str, int, int | None], None]:
    tasks: dict[str, TaskID] = {}

    def show(name: str, received: int, size: int | None) -> None:
        if name not in tasks:
            tasks[name] = bar.add_task(shown(name), total=size)
        bar.update(tasks[name], completed=received, total=size)

    return show
