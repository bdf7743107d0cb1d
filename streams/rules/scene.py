"""Where an event is: which of the places that an article names is bound to the words that met a rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from streams.places.gazetteer import Gazetteer
from streams.places.place import MentionedPlace, Place
from streams.places.toponyms import Toponym, find_places
from streams.rules.occurrences import Hit
from streams.rules.passage import Passage
from streams.text import Text


class Where(NamedTuple):
    """Where an event is said to be, which other places its sentence names, and why."""

    place: Place | None
    others: tuple[MentionedPlace, ...]
    why: str


_KIND_RANK = {"district": 1, "region": 2, "country": 3}
"""Of the places of a sentence the smallest kind is where something happened; settlements and features first."""


class Scenes:
    """The places of an article, by sentence, and which of them the event of a passage is bound to."""

    def __init__(self, texts: Sequence[Text], gazetteer: Gazetteer, runs: Callable[[int], list[int]]) -> None:
        self._texts = texts
        self._runs = runs
        self._named: dict[tuple[str, int], list[Toponym]] = defaultdict(list)
        self._eligible: dict[tuple[str, int], list[Toponym]] = defaultdict(list)
        self.toponyms = find_places(texts, gazetteer)
        for toponym in self.toponyms:
            if toponym.place is not None:
                key = (toponym.field, toponym.sentence)
                self._named[key].append(toponym)
                if toponym.role != "actor" and not _is_side(toponym, texts, gazetteer):
                    self._eligible[key].append(toponym)

    def spans(self, text: int, sentence: int) -> list[tuple[int, int]]:
        """The words (first, last) of the places that a sentence names."""
        return [(one.first, one.last) for one in self._named.get((self._texts[text].field, sentence), ())]

    def locate(self, passage: Passage) -> Where:
        """The place bound to a passage: what a `<place>` stands for, the nearest in the sentence, what leads up to it.

        A first cut: settlements before regions before countries; a place that speaks or governs is never where
        something happened. Where the sentence names none, the sentences before it in its paragraph are asked, then
        the heading.
        """
        key = (self._texts[passage.text].field, passage.sentence)
        words = [met.hit for met in passage.evidence if met.hit[:2] == passage[:2]]
        chosen, why = self._asked_for(passage), "the place that the rule asks for"
        if chosen is None:
            chosen, why = _nearest(self._eligible.get(key, ()), words), "the nearest place in the sentence"
        if chosen is None:
            chosen, why = _nearest(self._leading_up(passage), []), "the last place named before it"
        others = _others(self._named.get(key, ()), chosen)
        if chosen is None or chosen.place is None:
            return Where(None, others, "no place is named")
        return Where(chosen.place, others, why)

    def _asked_for(self, passage: Passage) -> Toponym | None:
        """The place that a `<place>` of the evidence stands for."""
        for met in passage.evidence:
            if any(word.kind == "place" for phrase in met.term.phrases for word in phrase):
                key = (self._texts[met.hit.text].field, met.hit.sentence)
                inside = [one for one in self._named.get(key, ()) if met.hit.first <= one.first < met.hit.last]
                if inside:
                    return inside[0]
        return None

    def _leading_up(self, passage: Passage) -> list[Toponym]:
        """The places of the nearest earlier sentence of the paragraph that has any, else those of the title."""
        text, runs = self._texts[passage.text], self._runs(passage.text)
        for number in range(passage.sentence - 1, max(-1, passage.sentence - 1 - LOOK_BACK), -1):
            apart = text.sentences[number].paragraph != text.sentences[passage.sentence].paragraph
            if apart or runs[number] != runs[passage.sentence]:
                break
            if found := self._eligible.get((text.field, number)):
                return found
        if text.field != "text":
            return []
        return [toponym for key, found in self._eligible.items() if key[0] == "title" for toponym in found]


LOOK_BACK = 10
"""Sentences before a passage in which its place may have been named; what is farther away is another story."""


_BESIDE = frozenset(["with", "against", "з", "із", "зі", "проти", "с", "со", "против"])
"""Words before a country that is a side of the event, not its scene: a pact with Ukraine, a war against it."""


def _is_side(toponym: Toponym, texts: Sequence[Text], gazetteer: Gazetteer) -> bool:
    """Whether a place is a side of the event: a country beside which it is, or a capital that owns something.

    "Moscow's withdrawal" is the government's; "Ukraine's ports" are in Ukraine.
    """
    assert toponym.place is not None
    words = next(text.words for text in texts if text.field == toponym.field)
    if toponym.place.kind == "country":
        return toponym.first > 0 and words[toponym.first - 1] in _BESIDE
    row = gazetteer.row(toponym.place)
    return words[toponym.last - 1].endswith("'s") and row is not None and gazetteer.is_capital(row)


def _nearest(toponyms: Sequence[Toponym], words: Sequence[Hit]) -> Toponym | None:
    if not toponyms:
        return None

    def rank(toponym: Toponym) -> tuple[int, int]:
        assert toponym.place is not None
        apart = min((_apart(toponym, hit) for hit in words), default=-toponym.first)
        return (_KIND_RANK.get(toponym.place.kind, 0), apart)

    return min(toponyms, key=rank)


def _apart(toponym: Toponym, hit: Hit) -> int:
    """Words between a toponym and a hit; a place before the event is a little farther than one after it."""
    if toponym.first >= hit.last:
        return (toponym.first - hit.last) * 2
    return (hit.first - toponym.last) * 2 + 1


def _others(toponyms: Sequence[Toponym], chosen: Toponym | None) -> tuple[MentionedPlace, ...]:
    others: dict[str, MentionedPlace] = {}
    for toponym in toponyms:
        place = toponym.place
        if place is not None and (chosen is None or chosen.place is None or place.id != chosen.place.id):
            role: Literal["actor", "mentioned"] = "actor" if toponym.role == "actor" else "mentioned"
            others.setdefault(place.id, MentionedPlace(**place.model_dump(), role=role))
    return tuple(others.values())
