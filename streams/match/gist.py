"""The gist of what is told of an event: the value that a match, its incident and the incident's alerts share."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from streams.article import Frozen, Moment
from streams.facts import Number
from streams.places.place import MentionedPlace, Place
from streams.reading.status import Status
from streams.reading.voice import Voice
from streams.rules.severity import Severity


class HappenedAt(Frozen):
    """When the event is said to have happened, and the words that say so."""

    from_: Moment = Field(alias="from")
    to: Moment
    quote: str | None = None


class Gist(Frozen):
    """What is told of one event, in short: by an article in a match, by all reports in an incident and its alerts.

    A field that stands here is in all three, and none is copied by name: what a match has, its alerts have.
    """

    rule: str
    family: str
    tags: tuple[str, ...]
    title: str
    severity: Severity
    status: Status
    according_to: Voice | None = None
    happened_at: HappenedAt | None = None
    place: Place | None = None
    places: tuple[MentionedPlace, ...] = ()
    facts: dict[str, Number] = {}
    quote: str
    ruleset: str
    source: str

    WRITTEN: ClassVar[str] = ""
    """The names of the fields in the order of a record; what it does not name comes last. Set by each kind of record."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Order the fields as they are written: pydantic puts inherited ones first, and topics promise otherwise."""
        super().__pydantic_init_subclass__(**kwargs)
        fields = cls.__pydantic_fields__
        cls.__pydantic_fields__ = {name: fields[name] for name in dict.fromkeys((*cls.WRITTEN.split(), *fields))}
        cls.model_rebuild(force=True)

    def parts(self, kind: type[Gist]) -> dict[str, Any]:
        """The fields of a kind of gist, by name, as this one has them."""
        return {name: getattr(self, name) for name in kind.model_fields}
