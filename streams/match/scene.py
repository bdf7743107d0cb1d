"""The scenes of an article: where each passage's event is, by its own sentence, those around it, or the heading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

from streams.languages.language import read_with
from streams.match.event import Event, Spoken, hits_of
from streams.match.passage import Passage
from streams.match.windows import is_digest
from streams.places.gazetteer import Gazetteer
from streams.places.place import LINES, MentionedPlace, Place
from streams.places.toponyms import Toponym, find_places
from streams.reading.numbers.words import is_one_of, number_words
from streams.reading.where.bound import Bound, Hold, Role
from streams.reading.where.words import scene_words
from streams.text.text import Text


@dataclass(frozen=True)
class Where:
    """Where an event is said to be, which other places its sentence names, and why.

    ``words`` are the sentence's words (first, last) that count for this place alone, where a list counts by place:
    *two in X and five in Y*; None when all of the sentence does. The others are worked out only when asked for.
    """

    place: Place | None
    beside: Callable[[], tuple[MentionedPlace, ...]]
    why: str
    words: tuple[int, int] | None = None

    @cached_property
    def others(self) -> tuple[MentionedPlace, ...]:
        """The other places of the sentence, once each, with their roles."""
        return self.beside()


class Found(NamedTuple):
    """The places that an event was found to be at, several when they are one list, and why."""

    toponyms: list[Toponym]
    why: str


class Scenes:
    """The places of an article, by sentence, and which of them the event of a passage is bound to."""

    def __init__(self, texts: Sequence[Text], gazetteer: Gazetteer, runs: Callable[[int], list[int]]) -> None:
        self._texts = texts
        self._gazetteer = gazetteer
        self._runs = runs
        self._named: dict[tuple[str, int], list[Toponym]] = {}
        self._read: dict[tuple[int, int], Bound] = {}
        self._spans: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self._events: dict[tuple[int, int, tuple[tuple[int, int], ...]], Event] = {}
        self._about: dict[tuple[int, int, Hold], Toponym | None] = {}
        self._spots: dict[tuple[int, int], list[Toponym]] = {}
        self._rows: dict[str, tuple[int | None, frozenset[int], bool]] = {}
        self._dated: tuple[list[Toponym], int] | None = None
        self.toponyms = find_places(texts, gazetteer)
        for toponym in self.toponyms:
            if toponym.place is not None:
                self._named.setdefault((toponym.field, toponym.sentence), []).append(toponym)

    def spans(self, text: int, sentence: int) -> list[tuple[int, int]]:
        """The words (first, last) of the places that a sentence names."""
        key = (text, sentence)
        if key not in self._spans:
            named = self._named.get((self._texts[text].field, sentence), ())
            self._spans[key] = [(one.first, one.last) for one in named]
        return self._spans[key]

    def locate(self, passage: Passage, spoken: Spoken) -> tuple[Where, ...]:
        """The places bound to a passage, one `Where` each; one without a place when none is.

        Asked in order, the first that knows decides: what a `<place>` of the rule stands for; the words of the event
        in their sentence, clause before clause (`Event.places`); the sentences before it in its paragraph; the next
        one when it goes on about it; the heading, or for a heading the first sentence of the text; who rules where
        the sentence's voice speaks; the dateline.
        """
        event = self.event(passage, spoken)
        found = next(filter(None, self._asked(passage, event)), None)
        if found is None:
            return (Where(None, partial(self._others, event, []), "no place is named"),)
        return tuple(self._wheres(event, found))

    def event(self, passage: Passage, spoken: Spoken) -> Event:
        """The event of a passage; one for all passages of the same words, whatever their rules."""
        key = (*passage[:2], tuple(hits_of(passage)))
        if key not in self._events:
            clauses = self.clauses(passage.text, passage.sentence)
            self._events[key] = Event(clauses, passage, spoken, self._is_capital)
        return self._events[key]

    def clauses(self, text: int, sentence: int) -> Bound:
        """A sentence with how its places are bound, without those of the dateline."""
        key = (text, sentence)
        if key not in self._read:
            field = self._texts[text].field
            named = [one for one in self._named.get((field, sentence), ()) if one not in self._of_dateline()]
            self._read[key] = Bound(self._texts[text], self._texts[text].sentences[sentence], named)
        return self._read[key]

    def _is_capital(self, place: Place) -> bool:
        return self._known(place)[2]

    def _known(self, place: Place) -> tuple[int | None, frozenset[int], bool]:
        """The row of a place, the rows of what it lies in and of itself, and whether it is a capital."""
        known = self._rows.get(place.id)
        if known is None:
            row, gazetteer = self._gazetteer.row(place), self._gazetteer
            known = (None, frozenset[int](), False)
            if row is not None:
                known = (row, frozenset(gazetteer.areas_of(row)), gazetteer.is_capital(row))
            self._rows[place.id] = known
        return known

    # ------------------------------------------------------------------ what is asked, in order

    def _asked(self, passage: Passage, event: Event) -> Iterator[Found | None]:
        """What each that is asked knows; asked only where those before knew nothing."""
        yield self._asked_for(passage, event.clauses)
        yield self._in_sentence(event)
        yield self._leading_up(passage)
        yield self._going_on(passage)
        yield self._heading(passage)
        yield self._office(event)
        yield self._dateline(passage)

    def _asked_for(self, passage: Passage, clauses: Bound) -> Found | None:
        """The place that a `<place>` of the evidence stands for."""
        for met in passage.evidence:
            if any(word.kind == "place" for phrase in met.term.phrases for word in phrase):
                for toponym in self._named.get((self._texts[met.hit.text].field, met.hit.sentence), ()):
                    if met.hit.first <= toponym.first < met.hit.last:
                        same = met.hit[:2] == passage[:2] and clauses.holds(toponym)
                        listed = clauses.listed_with(toponym) if same else [toponym]
                        return Found(listed, "the place that the rule asks for")
        return None

    def _in_sentence(self, event: Event) -> Found | None:
        best = event.likeliest()
        if best is None or event.is_told_apart(best):
            return None
        inside = self._inside(event, best)
        if inside is not None:
            return Found([inside], f"{event.why(inside)}; it lies in {best.text}")
        return Found(event.listed_with(best), event.why(best))

    def _office(self, event: Event) -> Found | None:
        told = event.office()
        return Found(*told) if told is not None else None

    def _inside(self, event: Event, area: Toponym) -> Toponym | None:
        """Of the sentence's places the one bound best that lies in an area: the area folds into it."""
        inside = [one for one in event.toponyms if self._lies_in(one, area)]
        if not inside:
            return None
        listed = event.listed_with(area)
        if len(listed) > 1 and not self._enclosing(listed):
            return None
        return event.likeliest(inside, hold=Hold.PLAIN)

    def _enclosing(self, listed: Sequence[Toponym]) -> frozenset[int]:
        """The rows of those of some places that others of them lie in."""
        rows = {row for one in listed if one.place is not None and (row := self._known(one.place)[0]) is not None}
        return frozenset(
            area
            for one in listed
            if one.place is not None
            for area in self._known(one.place)[1] & rows
            if area != self._known(one.place)[0]
        )

    def _lies_in(self, one: Toponym, area: Toponym) -> bool:
        assert one.place is not None
        assert area.place is not None
        return one.place.id != area.place.id and self._known(area.place)[0] in self._known(one.place)[1]

    def _leading_up(self, passage: Passage) -> Found | None:
        """The place of the nearest earlier sentence of the paragraph that has one."""
        sentences, runs = self._texts[passage.text].sentences, self._runs(passage.text)
        for number in range(passage.sentence - 1, max(-1, passage.sentence - 1 - LOOK_BACK), -1):
            if sentences[number].paragraph != sentences[passage.sentence].paragraph:
                break
            if runs[number] != runs[passage.sentence]:
                break
            if (told := self._told_in(passage.text, number, Hold.NEAR)) is not None:
                return Found([told], "the last place named before it")
        return None

    def _going_on(self, passage: Passage) -> Found | None:
        """The place where the next sentence says it was: *It happened in X*."""
        text, following = self._texts[passage.text], passage.sentence + 1
        if following >= len(text.sentences):
            return None
        sentence = text.sentences[following]
        if (
            sentence.paragraph != text.sentences[passage.sentence].paragraph
            or text.words[sentence.first] not in scene_words(sentence.lang).points_back
        ):
            return None
        told = self._told_in(passage.text, following, Hold.BOUND)
        return Found([told], "the next sentence says where it was") if told is not None else None

    def _heading(self, passage: Passage) -> Found | None:
        """The place of the heading; for a heading that names none, that of the text's first sentence."""
        fields = [text.field for text in self._texts]
        if passage.text != fields.index("text") if "text" in fields else False:
            told = self._told_in(fields.index("text"), 0, Hold.BOUND)
            return Found([told], "the first sentence of the text") if told is not None else None
        if "title" not in fields or passage.text == fields.index("title"):
            return None
        headed = self._headed
        if headed is None or self._is_left_behind(headed, passage):
            return None
        return Found([headed], "the heading names it")

    @cached_property
    def _headed(self) -> Toponym | None:
        """The place that the heading names, unless it names many events."""
        title = [text.field for text in self._texts].index("title")
        if is_digest(self._texts[title]):
            return None
        held = (self._told_in(title, number, Hold.NEAR) for number in range(len(self._texts[title].sentences)))
        return next((one for one in held if one is not None), None)

    def _is_left_behind(self, headed: Toponym, passage: Passage) -> bool:
        """Whether the text has gone on to another place since it last named the heading's, as briefings do."""
        named = self._spots_before(passage.text, passage.sentence)
        return bool(named) and not any(self._is_around(one, headed) for one in named)

    def _spots_before(self, text: int, sentence: int) -> list[Toponym]:
        """The places of the nearest earlier sentence that says where something was; each sentence is looked at once."""
        passed, found = [], list[Toponym]()
        for number in range(sentence, -1, -1):
            if (text, number) in self._spots:
                found = self._spots[text, number]
                break
            passed.append(number)
            if number and (found := self._spots_of(text, number - 1)):
                break
        for number in passed:
            self._spots[text, number] = found
        return found

    def _spots_of(self, text: int, sentence: int) -> list[Toponym]:
        """The places of a sentence that are bound there and are spots."""
        if (self._texts[text].field, sentence) not in self._named:
            return []
        clauses = self.clauses(text, sentence)
        return [one for one in clauses.toponyms if clauses.bond(one).hold is Hold.BOUND and self._is_spot(one)]

    def _is_spot(self, toponym: Toponym) -> bool:
        """Whether a place is neither a country nor a capital, which news names for their governments."""
        assert toponym.place is not None
        return toponym.place.kind != "country" and not self._is_capital(toponym.place)

    def _is_around(self, one: Toponym, other: Toponym) -> bool:
        assert one.place is not None
        assert other.place is not None
        return one.place.id == other.place.id or self._lies_in(one, other) or self._lies_in(other, one)

    def _told_in(self, text: int, sentence: int, hold: Hold) -> Toponym | None:
        """The place that another sentence is about: bound at least so firmly, the smallest kind, the last of equals."""
        if (self._texts[text].field, sentence) not in self._named:
            return None
        key = (text, sentence, hold)
        if key not in self._about:
            self._about[key] = self._read_in(*key)
        return self._about[key]

    def _read_in(self, text: int, sentence: int, hold: Hold) -> Toponym | None:
        clauses = self.clauses(text, sentence)
        held = [
            one
            for one in clauses.toponyms
            if clauses.bond(one).hold <= hold and not self._acts(one, clauses) and not _is_heard_there(one, clauses)
        ]
        return min(held, key=lambda one: (_rank(one), clauses.bond(one).hold, -one.first), default=None)

    def _acts(self, toponym: Toponym, clauses: Bound) -> bool:
        """Whether a place is who acts there: the owner of what acts, or a country that is the subject of its sentence."""
        assert toponym.place is not None
        begins = clauses.sentence.first
        opens = toponym.first == begins or (
            toponym.first == begins + 1 and clauses.word(begins) in clauses.scene_words.article
        )
        subject = opens and toponym.place.kind == "country" and clauses.bond(toponym).hold is Hold.PLAIN
        return subject or self._owns(toponym, clauses)

    def _owns(self, toponym: Toponym, clauses: Bound) -> bool:
        """Whether a capital stands for its government there: "Moscow's withdrawal", "a treaty with Moscow"."""
        assert toponym.place is not None
        preposition = clauses.bond(toponym).preposition
        owns = clauses.word(toponym.last - 1).endswith("'s") or (
            preposition >= 0 and clauses.word(preposition) in clauses.scene_words.beside
        )
        return owns and self._is_capital(toponym.place)

    # ------------------------------------------------------------------ the dateline

    def _of_dateline(self) -> list[Toponym]:
        return self._read_dateline()[0]

    def _read_dateline(self) -> tuple[list[Toponym], int]:
        """The places of the dateline (*KYIV, Ukraine (AP) —*), and how many words it has."""
        if self._dated is None:
            self._dated = ([], 0)
            text = next((one for one in self._texts if one.field == "text"), None)
            named = self._named.get(("text", 0), [])
            if text is not None and named and named[0].first == 0:
                last = dateline(text)
                self._dated = ([one for one in named if one.last <= last], last)
        return self._dated

    def _dateline(self, passage: Passage) -> Found | None:
        """The town of the dateline."""
        return self._dated_town if self._texts[passage.text].field == "text" else None

    @cached_property
    def _dated_town(self) -> Found | None:
        """The town of the dateline; a capital's only where the article names no other place but its country."""
        if not (dated := self._of_dateline()):
            return None
        town = dated[0]
        assert town.place is not None
        others = [
            one.place for one in self.toponyms if one.place is not None and one not in dated and one.role != "actor"
        ]
        elsewhere = [
            place for place in others if place.id != town.place.id and not self._gazetteer.lies_in(town.place, place.id)
        ]
        if self._is_capital(town.place) and elsewhere:
            return None
        return Found([town], "the dateline: it was reported from there")

    # ------------------------------------------------------------------ what is told of it

    def _wheres(self, event: Event, found: Found) -> Iterator[Where]:
        """One for each place of a list, areas folded into what lies in them."""
        listed = {one.place.id: one for one in reversed(found.toponyms) if one.place is not None}
        places = [one for one in found.toponyms if listed[one.place.id if one.place else ""] is one]
        enclosing = self._enclosing(places)
        places = [one for one in places if one.place is None or self._known(one.place)[0] not in enclosing]
        why = found.why if len(places) == 1 else f"{found.why}; one of {len(places)} places told together"
        for one, words in zip(places[:MAX_TOGETHER], event.counted_for(places), strict=False):
            yield Where(one.place, partial(self._others, event, [one], together=places), why, words)

    def _others(
        self, event: Event, chosen: Sequence[Toponym], together: Sequence[Toponym] = ()
    ) -> tuple[MentionedPlace, ...]:
        """The other places of the sentence, once each, with their roles."""
        taken = {one.place.id for one in chosen if one.place is not None}
        others: dict[str, MentionedPlace] = {}
        for toponym in event.toponyms:
            place = toponym.place
            if place is not None and place.id not in taken:
                role: Role = "affected" if toponym in together else event.role(toponym)
                others.setdefault(place.id, MentionedPlace(**place.model_dump(), role=role))
        return tuple(others.values())


def _is_heard_there(toponym: Toponym, clauses: Bound) -> bool:
    """Whether a place is only where somebody said so, at the end of a sentence: *, she told lawmakers in Brussels*."""
    first, last = clauses.segment(toponym.first)
    if first == clauses.sentence.first or last < clauses.sentence.last:
        return False
    return any(clauses.word(at) in clauses.scene_words.heard for at in range(first, toponym.first))


LOOK_BACK = 10
"""Sentences before a passage in which its place may have been named; what is farther away is another story."""

MAX_TOGETHER = 12
"""Places told together that are each a place of the event; a longer list is a survey."""
DATELINE_WORDS = 8
"""Words of a dateline: a town, a country, an agency and a date have seven."""


def dateline(text: Text) -> int:
    """How many words the dateline of a text has, 0 when it has none: up to a dash, with nothing but names and dates.

    *KYIV, Ukraine (AP) —*, *ОДЕСА, 17 липня —*, *Kharkiv —*; "Kyiv, hit by drones —" has an ordinary word.
    """
    for at in range(1, min(DATELINE_WORDS + 1, len(text.words))):
        end, start = text.span(at - 1)[1], text.span(at)[0]
        gap = text.raw[end:start]
        if "—" in gap or "–" in gap or " - " in gap or "--" in gap:
            return at
        first = text.raw[start]
        if first.islower() and not _is_month(text, text.words[at]):
            return 0
    return 0


def _is_month(text: Text, word: str) -> bool:
    """Whether a word is a month in one of the languages that the text's first sentence is read with: *17 липня*."""
    lang = text.sentences[0].lang
    return is_one_of(number_words(lang).months, frozenset(read_with(lang)), word)


_KIND_RANK = {"district": 1, "region": 2, "country": 3}


def _rank(toponym: Toponym) -> int:
    """Of the places of a sentence the smallest kind is where something happened; settlements and features first."""
    assert toponym.place is not None
    return 1 if toponym.place.kind in LINES else _KIND_RANK.get(toponym.place.kind, 0)
