"""Packs: what the rules of one directory need not repeat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from streams import yaml12
from streams.rules.rule import PackFile, RuleFile
from streams.yaml12 import Document, Loc


@dataclass
class Pack:
    """A `pack.yaml`: what its rules need not repeat, as far as it could be read."""

    document: Document
    defaults: dict[str, Any]
    wrong: frozenset[str]
    """Keys of defaults that are told as mistakes of the pack."""


SPARE = {"title": "?", "severity": "low", "family": "unknown"}
"""Stands in for what a rule must have and has not, so that the rest of it can be read."""
_NO_DEFAULT = frozenset({"tests", "title", "all", "any", "allow", "about"})
"""What only a rule itself can say."""


def read_pack(document: Document) -> Pack | None:
    """Read a `pack.yaml`; its mistakes are noted in the document."""
    pack = yaml12.validate(PackFile, document, spare={"owner": "?"})
    if pack is None:
        return None
    known = [key for key in RuleFile.model_fields if key not in _NO_DEFAULT]
    for key in pack.defaults:
        if key not in known:
            document.unknown_key(("defaults", key), known)
    given = {key: value for key, value in pack.defaults.items() if key in known}
    told = len(document.mistakes)
    yaml12.validate_part(RuleFile, document, ("defaults",), {**SPARE, **given}, spare=SPARE)
    right = given
    if len(document.mistakes) > told:
        right = {key: value for key, value in given.items() if _is_right(key, value)}
    return Pack(document, right, frozenset(pack.defaults) - frozenset(right))


def _is_right(key: str, value: Any) -> bool:
    """Whether a default could stand in a rule alone."""
    trial = Document("")
    yaml12.validate_part(RuleFile, trial, (), {**SPARE, key: value})
    return not trial.mistakes


@dataclass
class Origins:
    """Where each key of a rule comes from: its own file, or the defaults of its pack."""

    document: Document
    pack: Pack | None

    def of(self, key: str) -> tuple[Document, Loc]:
        """The document and the place in it."""
        if self.pack and key in self.pack.defaults and not (self.document.data and key in self.document.data):
            return self.pack.document, ("defaults", key)
        return self.document, (key,)
