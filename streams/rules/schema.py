"""JSON Schema of the files that people write, for editors."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from streams.rules.rule import ConceptFile, PackFile, RuleFile


class Kind(StrEnum):
    """A kind of file with a schema."""

    RULE = "rule"
    CONCEPT = "concept"
    PACK = "pack"


_MODELS: dict[Kind, type[BaseModel]] = {Kind.RULE: RuleFile, Kind.CONCEPT: ConceptFile, Kind.PACK: PackFile}


def of(kind: Kind) -> dict[str, Any]:
    """The schema of a kind of file."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_MODELS[kind].model_json_schema()}


def text(kind: Kind) -> str:
    """The schema as it is written to a file."""
    return json.dumps(of(kind), indent=2, ensure_ascii=False) + "\n"
