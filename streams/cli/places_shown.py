"""Answers of `tocsin places` told to a person: what a name or a stretch of text means, why, and a place's card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from streams.cli.options import shown
from streams.cli.places_answers import Answer

NAMES_TOLD = 8
"""Names of one language or script that a person is told."""


def called(place: Answer) -> str:
    """A place with what it lies in: `Lyman (Donetsk Oblast, UA)`."""
    around = [part for part in (place["admin1"], place["country"]) if part and part != place["name"]]
    return f"{place['name']} ({', '.join(around)})" if around else str(place["name"])


def text_lines(answer: Answer) -> Iterator[str]:
    """The toponyms of a text, each explained."""
    if answer["id"] is not None:
        yield shown(str(answer["id"]))
    if not answer["toponyms"]:
        yield "no name of a place"
    for toponym in answer["toponyms"]:
        stands = ", standing for its government" if toponym["role"] == "actor" else ""
        yield from _answer_lines(f"{toponym['text']} (from {toponym['start']} to {toponym['end']}{stands})", toponym)


def name_lines(name: str, answer: Answer) -> Iterator[str]:
    """What a bare name means."""
    yield from _answer_lines(name.strip(), answer)


def _answer_lines(title: str, answer: Answer) -> Iterator[str]:
    place = answer["place"]
    yield shown(f"{title}: {called(place) if place else 'no place'}")
    yield _row("why", answer["why"])
    if place:
        yield from card_lines(answer.get("card") or {**place, "lies_in": [], "population": None, "names": {}})
    if "weighed" in answer:
        yield from _weighed_lines(answer["weighed"], answer["left_out"])
        yield from _verdict_lines(answer["verdict"])
    elif others := [one for one in answer["candidates"] if one != place]:
        yield _row("or", "; ".join(f"{called(one)} {one['id']}" for one in others))


def card_lines(card: Answer) -> Iterator[str]:
    """A place's card, a line for each thing known of it."""
    yield _row("id", card["id"])
    yield _row("kind", card["kind"])
    if card["lies_in"]:
        yield _row("lies in", ", ".join(area["name"] for area in card["lies_in"]))
    if card["population"]:
        yield _row("inhabitants", f"{card['population']:,}")
    if card["lat"] is not None:
        yield _row("position", f"{card['lat']:.5f}, {card['lon']:.5f}")
    for language, names in card["names"].items():
        yield _row("names", f"{language}: {_cut(names)}")


def _row(label: str, told: str) -> str:
    return shown(f"  {label:<11} {told}")


def _cut(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMES_TOLD} more" if len(names) > NAMES_TOLD else ""
    return ", ".join(names[:NAMES_TOLD]) + more


def _weighed_lines(weighed: Sequence[Answer], left_out: int) -> Iterator[str]:
    """Every place that was weighed, with the points for and against it."""
    for one in weighed:
        mark = "→" if one["chosen"] else " "
        total = "  out" if one["barred"] else f"{one['total']:5.1f}"
        yield shown(f"  {mark} {total}  {called(one['place'])} {one['place']['id']}")
        for point in one["points"]:
            yield shown(f"           {point['points']:+5.1f}  {point['text']}")
        if one["barred"]:
            yield shown(f"                  {one['barred']}")
    if left_out:
        yield f"           and {left_out:,} less likely places"


def _verdict_lines(verdict: Sequence[Answer]) -> Iterator[str]:
    """Whether the name means a place at all."""
    if verdict:
        yield f"    {sum(point['points'] for point in verdict):5.1f}  for a place at all"
        yield from (shown(f"           {point['points']:+5.1f}  {point['text']}") for point in verdict)
