"""JSON Schema of every kind of file that people write."""

from __future__ import annotations

import json
from enum import StrEnum

from streams.files.places import PlacesFile
from streams.rules import schema as rules
from streams.rules.schema import DIALECT, TEXTS, Schema, described, one_or_more
from streams.subscription import Subscription


class Kind(StrEnum):
    """A kind of file with a schema; vocabularies of cues and numbers are written like concepts."""

    RULE = "rule"
    CONCEPT = "concept"
    PACK = "pack"
    SUBSCRIPTIONS = "subscriptions"
    PLACES = "places"


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
_NOT_WRITTEN = ("name", "corroboration", "quiet")
"""Fields of a subscription that nobody writes: its name is its key, the others are not read by this version."""


def of(kind: Kind) -> Schema:
    """The schema of a kind of file."""
    return {
        Kind.RULE: rules.rule,
        Kind.CONCEPT: rules.concept,
        Kind.PACK: rules.pack,
        Kind.SUBSCRIPTIONS: _subscriptions,
        Kind.PLACES: _places,
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
