"""What `tocsin places` answers, as JSON: the toponyms of a text, or the place of a bare name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from streams.places.bare import resolve_name
from streams.places.explanation import (
    Card,
    PlaceExplanation,
    Point,
    Weighed,
    card,
    explain_name,
    explain_places,
    is_id,
    resolve_id,
)
from streams.places.gazetteer import Gazetteer
from streams.places.place import Place
from streams.places.toponyms import Toponym, find_places
from streams.text.text import read

Answer = dict[str, Any]

LONGEST_NAME = 200
"""Characters of a bare name: the longest of any place has 85, or 168 with its ceremonial titles; more is a text."""


def answer_text(gazetteer: Gazetteer, asked: Answer, *, explain: bool = False) -> Answer:
    """The toponyms of one text.

    Raises:
        ValueError: there is no text.
    """
    text = read("text", text_of(asked, "text"))
    if not explain:
        toponyms = [_toponym(found) for found in find_places([text], gazetteer)]
    else:
        toponyms = [
            {**_toponym(found), **_explained(gazetteer, explanation)}
            for found, explanation in explain_places([text], gazetteer)
        ]
    return {"id": asked.get("id"), "toponyms": toponyms}


def _toponym(found: Toponym) -> Answer:
    return {
        "start": found.start,
        "end": found.end,
        "text": found.text,
        "place": _place(found.place),
        "role": found.role,
        "why": found.why,
    }


def answer_name(gazetteer: Gazetteer, asked: Answer, *, explain: bool = False) -> Answer:
    """The place of one bare name or id, with the others it could have meant.

    Raises:
        ValueError: there is no name, or `in` is no text.
    """
    name = text_of(asked, "name")
    within = text_of(asked, "in") if asked.get("in") is not None else None
    found = resolve_id(gazetteer, name) if is_id(name) else resolve_name(gazetteer, name, within)
    answer = {
        "id": asked.get("id"),
        "place": _place(found.place),
        "why": found.why,
        "candidates": [place.model_dump() for place in found.candidates],
    }
    return {**answer, **_explained(gazetteer, explain_name(gazetteer, name, within))} if explain else answer


def text_of(asked: Answer, key: str) -> str:
    """The text under a key of a question.

    Raises:
        ValueError: there is none, or what should be a name is too long for one.
    """
    value = asked.get(key)
    if not isinstance(value, str):
        raise ValueError(f"{key!r} must be a text" if key in asked else f"{key!r} is missing")  # noqa: TRY004
    if key != "text" and len(value) > LONGEST_NAME:
        raise ValueError(f"{key!r} is too long for a name: {len(value):,} characters, at most {LONGEST_NAME}")
    return value


def _place(place: Place | None) -> Answer | None:
    return place.model_dump() if place is not None else None


def _explained(gazetteer: Gazetteer, explanation: PlaceExplanation) -> Answer:
    found = card(gazetteer, explanation.place.id) if explanation.place is not None else None
    return {
        "card": card_answer(found) if found is not None else None,
        "weighed": list(_weighed(explanation.weighed)),
        "left_out": explanation.left_out,
        "verdict": list(map(_point, explanation.verdict)),
    }


def card_answer(found: Card) -> Answer:
    """A place's card."""
    return {
        **found.place.model_dump(),
        "population": found.population or None,
        "names": {language: list(names) for language, names in found.names.items()},
        "lies_in": [{"id": area.id, "name": area.name, "kind": area.kind} for area in found.lies_in],
    }


def _weighed(weighed: Sequence[Weighed]) -> Iterator[Answer]:
    for one in weighed:
        yield {
            "place": one.place.model_dump(),
            "chosen": one.chosen,
            "total": round(one.total, 2),
            "points": list(map(_point, one.points)),
            "barred": one.barred or None,
        }


def _point(point: Point) -> Answer:
    return {"points": round(point.points, 2), "text": point.text}
