"""Frozen classes of words, filled from the roles of a room: a field for each role that its sentences are read with."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from streams.languages.language import Lexicon

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    _Filled = TypeVar("_Filled", bound=DataclassInstance)

ROLE = "role"
"""Under which a field's metadata name its role where it is called otherwise: `field(metadata={ROLE: "and"})`."""


def filled(kind: type[_Filled], room: str, lexicon: Lexicon, **given: Any) -> _Filled:
    """A frozen class of words whose fields are roles of a room, each read from a lexicon as its type says.

    A set holds words or phrases, a tuple beginnings or endings, a mapping the words with what they stand under, or the
    other way round. What is ``given`` is not read: fields that are made of several roles, or of other languages' words.
    """
    read = {
        "frozenset[str]": lexicon.words,
        "frozenset[tuple[str, ...]]": lexicon.phrases,
        "tuple[str, ...]": lexicon.stems,
        "dict[str, str]": lexicon.codes,
        "dict[str, int]": lexicon.counts,
        "dict[str, frozenset[str]]": lexicon.classes,
    }
    words: dict[str, Any] = {
        field.name: read[str(field.type)](
            f"{room}.{field.metadata.get(ROLE) or field.name.rstrip('_').replace('_', '-')}"
        )
        for field in fields(kind)
        if field.name not in given
    }
    return kind(**words, **given)
