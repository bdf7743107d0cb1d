"""JSON Schema of every kind of file that people write, and the line by which an editor finds it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from streams.errors import Mistake
from streams.files.desk.places import PlacesFile
from streams.files.desk.texts import printable, read_text, yaml_files
from streams.files.desk.world import WorldFile
from streams.rules import schema as rules
from streams.rules.overlays import DIRECTORY as OVERLAYS
from streams.rules.parse import VOCABULARIES
from streams.rules.schema import DIALECT, TEXTS, Schema, described, one_or_more
from streams.subscription import Subscription


class Kind(StrEnum):
    """A kind of file with a schema; vocabularies of cues and numbers are written like concepts."""

    RULE = "rule"
    CONCEPT = "concept"
    OVERLAY = "overlay"
    PACK = "pack"
    SUBSCRIPTIONS = "subscriptions"
    PLACES = "places"
    WORLD = "world"

    @property
    def file(self) -> str:
        """What its schema is called in a rule directory."""
        return f"{self}.schema.json"


def kind_of(path: str) -> Kind:
    """The kind of a file by its path, with `/`, below the rule directory."""
    if path in {"subscriptions.yaml", "places.yaml", "world.yaml"}:
        return Kind(path.removesuffix(".yaml"))
    if path.startswith(VOCABULARIES):
        return Kind.CONCEPT
    if path.startswith(OVERLAYS):
        return Kind.OVERLAY
    return Kind.PACK if path.endswith("/pack.yaml") else Kind.RULE


def line_for(path: str) -> str:
    """The line by which an editor finds the schema of a file, by its path below the rule directory."""
    return f"# yaml-language-server: $schema={'../' * path.count('/')}{kind_of(path).file}"


_LINE = re.compile(r"^(# +yaml-language-server *:.*\$schema=)(\S+)", re.MULTILINE)
_ADDRESS = re.compile(r"[a-z][a-z+.-]+:")
"""How an address begins that is no path: https:, file:, and no drive of Windows."""


def check_lines(directory: Path) -> list[Mistake]:
    """Ask every file of a rule directory for the line by which an editor finds its schema.

    A schema that does not stand in the directory is asked for nowhere; a line that leads to no file is a mistake
    anywhere. An address (`https://…`) is left alone.
    """
    return [
        found
        for path, file in yaml_files(directory, [])
        if path != "publishers.yaml" and (text := read_text(file, [])) is not None
        for found in _of_file(directory, path, file, text)
    ]


def _of_file(directory: Path, path: str, file: Path, text: str) -> Iterator[Mistake]:
    kind, shown = kind_of(path), printable(str(file))
    there = (directory / kind.file).is_file()
    hint = f"begin the file with this line: {line_for(path)}"
    line = _LINE.search(text)
    if line is None:
        if there:
            yield Mistake(shown, 1, 1, "schema-line", "an editor cannot tell which schema the file has", hint)
        return
    if _ADDRESS.match(line[2]):
        return
    at = text.count("\n", 0, line.start()) + 1, len(line[1]) + 1
    meant = Path(os.path.normpath(file.parent / line[2]))
    if not meant.is_file():
        hint = hint if there else f"write it: tocsin rules schema {kind} > {printable(str(directory / kind.file))}"
        yield Mistake(shown, *at, "schema-line", f"no schema stands at {printable(line[2])}", hint)
    elif meant.name in {other.file for other in Kind} - {kind.file}:
        yield Mistake(shown, *at, "schema-line", f"{meant.name} is not the schema of this file", hint)


_SUBSCRIPTION = {
    "channels": "Names of channels; their URLs stand in the environment.",
    "rules": "Rule ids, `tag:water` or `combat/*`; not written: every rule.",
    "places": "Where it must be; not written: anywhere.",
    "severity": "The least severity that is told.",
    "status": "How it must be asserted; not written: anyhow.",
    "name": "The key above.",
    "corroboration": "Not read yet.",
    "quiet": "Not read yet.",
}
_PLACES = {
    "add": "Places that the gazetteer lacks.",
    "ignore": "Names that mean something else in the news.",
}
_WORLD = {
    "at_war": "Countries (ISO 3166-1) in whose towns a text that names only the other may be set.",
    "fought_for": "Towns that battles were called after, by the ISO 3166-2 code of their region.",
    "capitals": "Capitals that stand for a government when they say something, by country and language.",
    "armies": "Armies and services by whose name it is clear whose they are, by country and language.",
    "public_figures": "Surnames that news uses without a given name, by language.",
    "clubs": "Clubs that stand right before their town, by language.",
    "companies": "Companies, brands, works and contests that news means by a town's name, by language.",
    "tests": "Texts with the places they name and the countries that speak in them.",
}
_WORLD_TEST = {
    "text": "A text as it would stand in the news.",
    "places": "The places it names, in order; none: [].",
    "sides": "The countries of those who speak in it, in order; none: [].",
}
_NOT_WRITTEN = ("name", "corroboration", "quiet")
"""Fields of a subscription that nobody writes: its name is its key, the others are not read by this version."""


def of(kind: Kind) -> Schema:
    """The schema of a kind of file."""
    return {
        Kind.RULE: rules.rule,
        Kind.CONCEPT: rules.concept,
        Kind.OVERLAY: rules.overlay,
        Kind.PACK: rules.pack,
        Kind.SUBSCRIPTIONS: _subscriptions,
        Kind.PLACES: _places,
        Kind.WORLD: _world,
    }[kind]()


def text(kind: Kind) -> str:
    """The schema as it is written to a file."""
    return json.dumps(of(kind), indent=2, ensure_ascii=False) + "\n"


def _subscriptions() -> Schema:
    body = described(Subscription, {**TEXTS, "Subscription": _SUBSCRIPTION})
    definitions = body.pop("$defs")
    del body["$schema"]
    for key in _NOT_WRITTEN:
        del body["properties"][key]
    for key in ("channels", "rules", "status"):
        body["properties"][key] = one_or_more(body["properties"][key])
    body["required"] = ["channels"]
    return {
        "$schema": DIALECT,
        "description": "Who is told of what, and where: each key is the name of a subscription.",
        "type": ["object", "null"],
        "propertyNames": {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
        "additionalProperties": {"$ref": "#/$defs/Subscription"},
        "$defs": {**definitions, "Subscription": body},
    }


def _places() -> Schema:
    schema = described(PlacesFile, {"PlacesFile": _PLACES})
    names = schema["$defs"]["AddedPlace"]["properties"]["names"]
    names["additionalProperties"] = one_or_more(names["additionalProperties"])
    return {**schema, "type": ["object", "null"]}


def _world() -> Schema:
    schema = described(WorldFile, {"WorldFile": _WORLD, "WorldTest": _WORLD_TEST})
    return {**_lists_or_texts(schema), "type": ["object", "null"]}


def _lists_or_texts(part: Schema) -> Schema:
    """A schema in which one name may stand for a list of one, wherever there are lists of names."""
    if part.get("type") == "array" and part.get("items") == {"type": "string"}:
        return one_or_more(part)
    return {key: _lists_or_texts(value) if isinstance(value, dict) else value for key, value in part.items()}
