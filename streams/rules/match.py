"""Article × rules → matches with evidence."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal, NamedTuple, cast

from streams.article import Article, ArticleRef, digest
from streams.places.gazetteer import Gazetteer
from streams.places.place import MentionedPlace, Place
from streams.places.toponyms import Toponym, find_places
from streams.rules.found import Evidence, Match
from streams.rules.index import Hit, TermIndex
from streams.rules.parse import Files
from streams.rules.rule import Condition, Rule, Term, Within, terms_of
from streams.status import SEVERITIES, Assertion, Cue, CueFound, Span, Status, assess
from streams.text import Text, read_fields

Hits = Mapping[int, list[Hit]]

QUOTE_LENGTH = 400
"""Characters of a quote: a long sentence of news has 300."""

MAX_READ = 100_000
"""Characters of a text that are read: fifteen thousand words, a magazine's longest article. The rest of a megabyte of
hostile text costs nothing."""

MAX_PASSAGES = 200
"""Sentences of one article in which one rule is looked at."""
MAX_MATCHES = 50
"""Matches of one rule in one article; more places than this are a list, not events."""


class Window(NamedTuple):
    """Where conditions must be met together: words ``first`` to ``last`` of a text, or the whole article (-1)."""

    text: int
    first: int
    last: int

    def of(self, hits: list[Hit]) -> list[Hit]:
        """Those of the hits, which are in order, that lie inside."""
        if self.text < 0:
            return hits
        begin = bisect_left(hits, (self.text, self.first), key=lambda hit: (hit.text, hit.first))
        end = bisect_left(hits, (self.text, self.last), key=lambda hit: (hit.text, hit.first))
        return [hit for hit in hits[begin:end] if hit.last <= self.last]


class Met(NamedTuple):
    """A condition met: which term, where."""

    term: Term
    hit: Hit


class Passage(NamedTuple):
    """A stretch of an article in which a rule is met: the sentence that asserts the event, and the evidence."""

    text: int
    sentence: int
    evidence: tuple[Met, ...]


@dataclass(frozen=True)
class RuleSet:
    """Rules and cues, ready to match. ``version`` is the hash that every match carries."""

    rules: tuple[Rule, ...]
    index: TermIndex
    cues: Mapping[int, Cue]
    version: str
    anchored: Mapping[int, tuple[int, ...]] = field(repr=False)
    """Term number → the rules that cannot match without it or one of its siblings in their rarest group."""
    anchors: Mapping[str, Condition] = field(repr=False)
    """Rule id → that group: where a search begins."""


def compile_rules(files: Files, gazetteer: Gazetteer) -> RuleSet:
    """Make a rule set of what was read from files."""
    cue_terms = [(cue, term) for cue, vocabulary in files.cues.items() for term in terms_of(vocabulary.group)]
    index = TermIndex(
        [
            *(term for rule in files.rules for condition in _conditions(rule) for term in terms_of(condition)),
            *(term for _, term in cue_terms),
        ]
    )
    anchors = {rule.id: _anchor(rule) for rule in files.rules}
    anchored: dict[int, list[int]] = defaultdict(list)
    for number, rule in enumerate(files.rules):
        for term in terms_of(anchors[rule.id]):
            anchored[index.number[term]].append(number)
    version = hashlib.sha256(f"{files.digest}\0{gazetteer.version}".encode()).hexdigest()[:12]
    return RuleSet(
        files.rules,
        index,
        {index.number[term]: cue for cue, term in cue_terms},
        version,
        {term: tuple(dict.fromkeys(rules)) for term, rules in anchored.items()},
        anchors,
    )


def _conditions(rule: Rule) -> Iterator[Condition]:
    yield from rule.groups
    for unless in rule.unless:
        yield unless.condition


def _anchor(rule: Rule) -> Condition:
    """The group a search begins at: the one with the fewest terms is most often the rarest."""
    return min(rule.groups, key=lambda group: sum(1 for _ in terms_of(group)))


def match(article: Article, ruleset: RuleSet, gazetteer: Gazetteer) -> list[Match]:
    """Find what an article (with both its times) says that a rule asked for.

    One match per rule and place where the event is said to be. The most severe come first: the first opens the
    incident, and one that came after a lesser one would ring a second time.
    """
    reading = Reading.of(article, ruleset, gazetteer)
    candidates = sorted({rule for term in reading.hits for rule in ruleset.anchored.get(term, ())})
    found = [one for number in candidates for one in reading.matches_of(ruleset.rules[number])]
    return sorted(found, key=lambda one: -SEVERITIES.index(one.severity))


@dataclass
class Reading:
    """One article being read against the rules; places and cues are looked for only when a rule is met."""

    article: Article
    ruleset: RuleSet
    gazetteer: Gazetteer
    texts: Sequence[Text]
    hits: Hits
    _scenes: _Scenes | None = None
    _cues: dict[tuple[int, int], list[CueFound]] | None = None

    @classmethod
    def of(cls, article: Article, ruleset: RuleSet, gazetteer: Gazetteer) -> Reading:
        """Read an article: its title and text apart, and every term that stands in them."""
        given = (("title", article.title), ("text", article.text))
        texts = read_fields([(name, raw[:MAX_READ]) for name, raw in given if raw and raw.strip()])
        return cls(article, ruleset, gazetteer, texts, ruleset.index.find(texts))

    def matches_of(self, rule: Rule) -> list[Match]:
        """The matches of one rule: the best passage for each place."""
        told = [(passage, self.assess(passage)) for passage in islice(self.passages(rule), MAX_PASSAGES)]
        if any(self._is_title(passage) and assertion.status in _DISOWNED for passage, assertion in told):
            return []  # the heading says that it did not happen: what the text repeats of it is no news
        best: dict[str, tuple[Passage, Assertion, Where]] = {}
        for passage, assertion in told:
            if assertion.status not in rule.statuses:
                continue
            where = self.where(passage)
            if rule.area and not rule.area.covers(where.place, self.gazetteer.lies_in):
                continue
            key = where.place.id if where.place else ""
            if key not in best or assertion.status.strength > best[key][1].status.strength:
                best[key] = (passage, assertion, where)
        return [self.build(rule, *best[key]) for key in self._folded(best)[:MAX_MATCHES]]

    def _is_title(self, passage: Passage) -> bool:
        return self.texts[passage.text].field == "title"

    def _folded(self, best: Mapping[str, tuple[Passage, Assertion, Where]]) -> list[str]:
        """The places left when no place folds into a placed match, and a region into a settlement inside it."""
        placed = [where.place for _, _, where in best.values() if where.place]
        return [
            key
            for key, (_, _, where) in best.items()
            if not (
                (where.place is None and placed)
                or (
                    where.place
                    and any(
                        other.id != where.place.id and self.gazetteer.lies_in(other, where.place.id) for other in placed
                    )
                )
            )
        ]

    def passages(self, rule: Rule) -> Iterator[Passage]:
        """Every sentence that meets the rule, once."""
        anchor = self.ruleset.anchors[rule.id]
        seen: set[tuple[int, int]] = set()
        tried: set[tuple[int, Window]] = set()
        for hit in sorted(self.hits_of(anchor)):
            if hit[:2] in seen:
                continue
            for window in self.windows(rule.within, hit):
                if (hit.sentence, window) in tried:
                    continue
                tried.add((hit.sentence, window))
                evidence = self.all_met(rule.groups, window, hit)
                if evidence is not None and self.excuse(rule, hit, window) is None:
                    seen.add(hit[:2])
                    yield Passage(hit.text, hit.sentence, tuple(evidence))
                    break

    def hits_of(self, condition: Condition) -> set[Hit]:
        """Where any of a condition's terms stands in the article."""
        number = self.ruleset.index.number
        return {hit for term in terms_of(condition) for hit in self.hits.get(number[term], ())}

    def windows(self, within: Within, hit: Hit) -> Iterator[Window]:
        """The windows around a hit in which the other conditions may be met."""
        text = self.texts[hit.text]
        if within.unit == "article":
            yield Window(-1, 0, 0)
        elif within.unit == "paragraph":
            paragraph = text.sentences[hit.sentence].paragraph
            inside = [sentence for sentence in text.sentences if sentence.paragraph == paragraph]
            yield Window(hit.text, inside[0].first, inside[-1].last)
        elif within.unit == "words":
            yield from (
                Window(hit.text, max(0, start), start + within.count)
                for start in range(hit.last - within.count, hit.first + 1)
            )
        else:
            for begin in range(max(0, hit.sentence - within.count + 1), hit.sentence + 1):
                end = min(begin + within.count, len(text.sentences))
                yield Window(hit.text, text.sentences[begin].first, text.sentences[end - 1].last)

    def excuse(self, rule: Rule, hit: Hit, window: Window) -> list[Met] | None:
        """What meets an `unless` of the rule, in its own scope or the rule's; None when nothing does."""
        for unless in rule.unless:
            for scope in [window] if unless.within == rule.within else self.windows(unless.within, hit):
                if (met := self.met(unless.condition, scope, hit)) is not None:
                    return met
        return None

    def all_met(self, conditions: Sequence[Condition], window: Window, near: Hit) -> list[Met] | None:
        """What meets every one of the conditions inside a window; None when one is not met."""
        found: list[Met] = []
        for condition in conditions:
            met = self.met(condition, window, near)
            if met is None:
                return None
            found += met
        return found

    def met(self, condition: Condition, window: Window, near: Hit) -> list[Met] | None:
        """What meets a condition inside a window, nearest to a hit; None when nothing does."""
        if isinstance(condition, Term):
            inside = window.of(self.hits.get(self.ruleset.index.number[condition], []))
            return [Met(condition, min(inside, key=lambda hit: _distance(hit, near)))] if inside else None
        parts = [met for part in condition.of if (met := self.met(part, window, near)) is not None]
        if len(parts) < condition.need:
            return None
        parts.sort(key=lambda met: min(_distance(one.hit, near) for one in met))
        return [one for met in parts[: condition.need] for one in met]

    def assess(self, passage: Passage) -> Assertion:
        """How the passage's sentence asserts the event."""
        text = self.texts[passage.text]
        spans = [Span(met.hit.first, met.hit.last) for met in passage.evidence if met.hit[:2] == passage[:2]]
        published = self.article.published_at
        return assess(
            text,
            text.sentences[passage.sentence],
            spans,
            self._cues_in(passage.text, passage.sentence),
            year=published.year if published else 9999,
        )

    def _cues_in(self, text: int, sentence: int) -> list[CueFound]:
        if self._cues is None:
            self._cues = defaultdict(list)
            for term, cue in self.ruleset.cues.items():
                for hit in self.hits.get(term, ()):
                    self._cues[hit[:2]].append(CueFound(cue, Span(hit.first, hit.last)))
        return self._cues.get((text, sentence), [])

    def where(self, passage: Passage) -> Where:
        """Where the event of a passage is said to be."""
        if self._scenes is None:
            self._scenes = _Scenes(self.texts, self.gazetteer)
        return self._scenes.locate(passage)

    def build(self, rule: Rule, passage: Passage, assertion: Assertion, where: Where) -> Match:
        """The match as it travels."""
        text = self.texts[passage.text]
        article = self.article
        assert article.published_at is not None
        assert article.fetched_at is not None
        place_id = where.place.id if where.place else ""
        return Match(
            id=digest(article.id, rule.id, place_id),
            article=ArticleRef(
                id=article.id,
                url=article.url,
                source=article.source,
                title=_cut(article.title) if article.title else None,
                lang=text.sentences[passage.sentence].lang,
                published_at=article.published_at,
                fetched_at=article.fetched_at,
            ),
            rule=rule.id,
            title=rule.title,
            family=rule.family,
            tags=rule.tags,
            ruleset=self.ruleset.version,
            severity=rule.severity,
            status=assertion.status,
            according_to=assertion.according_to,
            place=where.place,
            places=where.others,
            quote=_quote(text, passage.sentence),
            evidence=tuple(dict.fromkeys(evidence_of(self.texts, met) for met in passage.evidence)),
            group_by=rule.incident.group_by,
            window_s=rule.incident.window,
            max_age_s=rule.incident.max_age,
            source=rule.source,
        )


_DISOWNED = frozenset({Status.DENIED, Status.NEGATED, Status.HISTORICAL, Status.HYPOTHETICAL})


class Where(NamedTuple):
    """Where an event is said to be, which other places its sentence names, and why."""

    place: Place | None
    others: tuple[MentionedPlace, ...]
    why: str


def _distance(hit: Hit, near: Hit) -> tuple[int, int]:
    return (abs(hit.text - near.text), abs(hit.first - near.first))


def evidence_of(texts: Sequence[Text], met: Met) -> Evidence:
    """A condition met, as it stands in a match: offsets slice back to the article's field."""
    text, (_, _, first, last) = texts[met.hit.text], met.hit
    start, end = text.starts[first], text.ends[last - 1]
    return Evidence(
        field=cast("Literal['title', 'text']", text.field),
        start=start,
        end=end,
        text=text.raw[start:end],
        why=f"term {met.term.text!r} ({met.term.lang})",
    )


def _quote(text: Text, sentence: int) -> str:
    found = text.sentences[sentence]
    end = found.end
    while end < len(text.raw) and text.raw[end] in ".!?…»”\"')":
        end += 1
    return _cut(text.raw[found.start : end])


def _cut(quote: str) -> str:
    """A text in one line, cut at a word."""
    quote = " ".join(quote.split())
    if len(quote) <= QUOTE_LENGTH:
        return quote
    return quote[: QUOTE_LENGTH - 1].rsplit(" ", 1)[0] + "…"


_KIND_RANK = {"settlement": 0, "feature": 0, "region": 1, "country": 2}


class _Scenes:
    """The places of an article, by sentence, and which of them the event of a passage is bound to."""

    def __init__(self, texts: Sequence[Text], gazetteer: Gazetteer) -> None:
        self._texts = texts
        self._named: dict[tuple[str, int], list[Toponym]] = defaultdict(list)
        self._eligible: dict[tuple[str, int], list[Toponym]] = defaultdict(list)
        for toponym in find_places(texts, gazetteer):
            if toponym.place is not None:
                key = (toponym.field, toponym.sentence)
                self._named[key].append(toponym)
                if toponym.role != "actor" and not _is_side(toponym, texts, gazetteer):
                    self._eligible[key].append(toponym)

    def locate(self, passage: Passage) -> Where:
        """The place bound to a passage: in its sentence the nearest to the evidence, else from what leads up to it.

        A first cut: settlements before regions before countries; a place that speaks or governs is never where
        something happened. Where the sentence names none, the sentences before it in its paragraph are asked, then
        the heading.
        """
        key = (self._texts[passage.text].field, passage.sentence)
        words = [met.hit for met in passage.evidence if met.hit[:2] == passage[:2]]
        chosen, why = _nearest(self._eligible.get(key, ()), words), "the nearest place in the sentence"
        if chosen is None:
            chosen, why = _nearest(self._leading_up(passage), []), "the last place named before it"
        others = _others(self._named.get(key, ()), chosen)
        if chosen is None or chosen.place is None:
            return Where(None, others, "no place is named")
        return Where(chosen.place, others, why)

    def _leading_up(self, passage: Passage) -> list[Toponym]:
        """The places of the nearest earlier sentence of the paragraph that has any, else those of the title."""
        text = self._texts[passage.text]
        paragraph = text.sentences[passage.sentence].paragraph
        for number in range(passage.sentence - 1, max(-1, passage.sentence - 1 - LOOK_BACK), -1):
            if text.sentences[number].paragraph != paragraph:
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
        return (_KIND_RANK[toponym.place.kind], apart)

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
