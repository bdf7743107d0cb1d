"""Article × rules → matches with evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Literal, NamedTuple, cast

from streams.article import Article, ArticleRef, digest
from streams.cohesion import runs
from streams.cue import Cue, CueFound, Span
from streams.dates import Moment
from streams.facts import Number, largest
from streams.places.gazetteer import Gazetteer
from streams.rules.event import Spoken, spans_of
from streams.rules.found import Evidence, HappenedAt, Match
from streams.rules.occurrences import Hit, Occurrences
from streams.rules.passage import Excuse, Met, Passage, Window
from streams.rules.rule import Condition, Rule, Term, Within
from streams.rules.ruleset import RuleSet, severity_of
from streams.rules.scene import Scenes, Where
from streams.rules.sought import Present, Sought
from streams.rules.told import Told, told_in
from streams.status import SEVERITIES, Account, Assertion, Status
from streams.text import Sentence, Text, read_fields

QUOTE_LENGTH = 400
"""Characters of a quote: a long sentence of news has 300."""

MAX_READ = 100_000
"""Characters of a text that are read: fifteen thousand words, a magazine's longest article. The rest of a megabyte of
hostile text costs nothing."""

MAX_PASSAGES = 200
"""Sentences of one article in which one rule is looked at."""
MAX_EVIDENCE = 20
"""Conditions met in one sentence after which no further event is looked for in it."""
MAX_MATCHES = 50
"""Matches of one rule in one article; more places than this are a list, not events."""


def match(article: Article, ruleset: RuleSet, gazetteer: Gazetteer) -> list[Match]:
    """Find what an article (with both its times) says that a rule asked for.

    One match per rule and place where the event is said to be. The most severe come first: the first opens the
    incident, and one that came after a lesser one would ring a second time.
    """
    reading = Reading(article, ruleset, gazetteer)
    candidates = ruleset.candidates(reading.hits)
    found = [one for number in candidates for one in reading.matches_of(ruleset.rules[number])]
    return sorted(found, key=lambda one: -SEVERITIES.index(one.severity))


class Telling(NamedTuple):
    """A passage that meets a rule in everything: how it asserts the event, and where.

    ``facts`` are the largest numbers that any such passage says of the place: a title rings, its text counts.
    """

    passage: Passage
    assertion: Assertion
    where: Where
    facts: dict[str, Number]


class Reading:
    """One article read against the rules: its title and text apart, and every term that stands in them.

    Places, cues and facts are looked for only when a rule is met.
    """

    def __init__(self, article: Article, ruleset: RuleSet, gazetteer: Gazetteer) -> None:
        given = (("title", article.title), ("text", article.text))
        self.article = article
        self.ruleset = ruleset
        self.gazetteer = gazetteer
        self.texts = read_fields([(name, raw[:MAX_READ]) for name, raw in given if raw and raw.strip()])
        self._scenes: Scenes | None = None
        self._contexts: dict[tuple[int, int], Occurrences] = {}
        self._runs: dict[int, list[int]] = {}
        self._told: dict[tuple[int, int], list[Told]] = {}
        self._accounts: dict[tuple[int, int], Account] = {}
        self._spoken: dict[tuple[int, int], Spoken] = {}
        self.hits = Occurrences(ruleset.index, self.texts, self._place_spans)
        self._present = Present(self.hits.present)

    def _place_spans(self, text: int, sentence: int) -> list[tuple[int, int]]:
        return self.scenes.spans(text, sentence)

    @property
    def scenes(self) -> Scenes:
        """The places of the article, found when first asked for."""
        if self._scenes is None:
            self._scenes = Scenes(self.texts, self.gazetteer, self.runs)
        return self._scenes

    def runs(self, text: int) -> list[int]:
        """For each sentence of a text, the run of sentences that speak of one thing."""
        if text not in self._runs:
            self._runs[text] = runs(self.texts[text])
        return self._runs[text]

    def matches_of(self, rule: Rule) -> list[Match]:
        """The matches of one rule: the best passage for each place."""
        told = [(passage, self.assess(passage)) for passage in islice(self.passages(rule), MAX_PASSAGES)]
        if any(self.disowns(passage, assertion) for passage, assertion in told):
            return []
        best: dict[str, Telling] = {}
        placed: dict[tuple[int, int], set[str]] = {}
        for passage, assertion in told:
            if assertion.status not in rule.statuses:
                continue
            for where in self.wheres(passage):
                facts = self.facts_of(rule, passage, where.words)
                if rule.area and not rule.area.covers(where.place, self.gazetteer.lies_in):
                    continue
                if not all(asked.holds(facts.get(asked.fact)) for asked in rule.facts):
                    continue
                key = where.place.id if where.place else ""
                if key in placed.setdefault(passage[:2], set()):
                    continue  # the sentence repeats itself: its numbers are told already
                placed[passage[:2]].add(key)
                best[key] = _better(Telling(passage, assertion, where, facts), best.get(key))
        return [self.build(rule, best[key]) for key in self._folded(best)[:MAX_MATCHES]]

    def disowns(self, passage: Passage, assertion: Assertion) -> bool:
        """Whether it is the heading that says it did not happen: what the text repeats of it is no news."""
        return self.texts[passage.text].field == "title" and assertion.status in _DISOWNED

    def _folded(self, best: Mapping[str, Telling]) -> list[str]:
        """The places left when no place folds into a placed match, and a region into a settlement inside it."""
        placed = [one.where.place for one in best.values() if one.where.place]
        return [
            key
            for key, one in best.items()
            if not (
                (one.where.place is None and placed)
                or any(other.id != key and self.gazetteer.lies_in(other, key) for other in placed if key)
            )
        ]

    def passages(self, rule: Rule) -> Iterator[Passage]:
        """Every sentence that meets the rule, once for each of its events: words of the rule that stand apart."""
        anchor = self.ruleset.anchors[rule.id]
        seen: dict[tuple[int, int], list[Met]] = {}
        tried: set[tuple[tuple[int, int], Window]] = set()
        for hit in sorted(self.hits_of(anchor)):
            told = seen.get(hit[:2])
            if told is not None and (len(told) > MAX_EVIDENCE or any(_overlap(hit, met.hit) for met in told)):
                continue
            for window in self.windows(rule.within, hit):
                if told is None and (hit[:2], window) in tried:
                    continue
                evidence = self.all_met(rule.groups, window, hit)
                excuse = self.excuse(rule, hit, window) if evidence is not None else None
                if evidence is not None and excuse is None:
                    seen.setdefault(hit[:2], []).extend(evidence)
                    yield Passage(hit.text, hit.sentence, tuple(evidence))
                    break
                if excuse is None or excuse.unless.within == rule.within:
                    tried.add((hit[:2], window))  # another hit of the sentence fares no better

    def hits_of(self, condition: Condition) -> set[Hit]:
        """Where any of a condition's terms stands in the article."""
        numbers = self.ruleset.sought(condition).numbers & self.hits.present
        return {hit for number in numbers for hit in self.hits.get(number)}

    def windows(self, within: Within, hit: Hit) -> Iterator[Window]:
        """The windows around a hit in which the other conditions may be met.

        Beyond one sentence they hold together what speaks of one thing (see `streams.cohesion`): events side by side
        in a live blog are not joined, whether its paragraphs still stand or not.
        """
        sentences = self.texts[hit.text].sentences
        if within.unit == "article":
            yield Window(-1, 0, 0)
        elif within.unit == "sentence" and within.count == 1:
            yield Window(hit.text, sentences[hit.sentence].first, sentences[hit.sentence].last)
        elif within.unit == "paragraph":
            paragraph = sentences[hit.sentence].paragraph
            inside = [one for one in self._run_around(hit) if one.paragraph == paragraph]
            yield Window(hit.text, inside[0].first, inside[-1].last)
        elif within.unit == "words":
            run = self._run_around(hit)
            begins = (max(run[0].first, start) for start in range(hit.last - within.count, hit.first + 1))
            for begin in dict.fromkeys(begins):
                yield Window(hit.text, begin, min(begin + within.count, run[-1].last))
        else:
            run = self._run_around(hit)
            own = run.index(sentences[hit.sentence])
            for begin in range(max(0, own - within.count + 1), own + 1):
                yield Window(hit.text, run[begin].first, run[min(begin + within.count, len(run)) - 1].last)

    def _run_around(self, hit: Hit) -> list[Sentence]:
        """The sentences that speak of one thing with the one that holds a hit."""
        numbers = self.runs(hit.text)
        mine = numbers[hit.sentence]
        return [one for one, number in zip(self.texts[hit.text].sentences, numbers, strict=True) if number == mine]

    def excuse(self, rule: Rule, hit: Hit, window: Window) -> Excuse | None:
        """The first `unless` of the rule that is met, in its own scope or the rule's; None when none is."""
        for unless in rule.unless:
            for scope in [window] if unless.within == rule.within else self.windows(unless.within, hit):
                if (met := self.met(unless.condition, scope, hit)) is not None:
                    return Excuse(unless, scope, met)
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
        left = self._present.left(self.ruleset.sought(condition))
        return self._met(left, window, near) if left is not None else None

    def _met(self, asked: Sought, window: Window, near: Hit) -> list[Met] | None:
        if isinstance(asked.condition, Term):
            (number,) = asked.numbers
            inside = window.of(self.hits.get(number))
            return [Met(asked.condition, min(inside, key=lambda hit: _distance(hit, near)))] if inside else None
        parts = [met for part in asked.parts if (met := self._met(part, window, near)) is not None]
        if len(parts) < asked.need:
            return None
        parts.sort(key=lambda met: min(_distance(one.hit, near) for one in met))
        return [one for met in parts[: asked.need] for one in met]

    def assess(self, passage: Passage) -> Assertion:
        """How the passage's sentence asserts the event."""
        spans = [Span(*span) for met in passage.evidence if met.hit[:2] == passage[:2] for span in spans_of(met)]
        return self.account(*passage[:2]).assertion(spans)

    def account(self, text: int, sentence: int) -> Account:
        """How a sentence tells what it tells; looked at only where a rule is met."""
        key = (text, sentence)
        if key not in self._accounts:
            read = self.texts[text]
            cues = [
                CueFound(cue, Span(met.hit.first, met.hit.last), loose=met.term.gap > 0)
                for cue, met in self.cues_in(*key)
            ]
            self._accounts[key] = Account(read, read.sentences[sentence], cues, self.article.published_at or _UNDATED)
        return self._accounts[key]

    def context(self, text: int, sentence: int) -> Occurrences:
        """The cues and facts of a sentence; looked for only where a rule is met."""
        key = (text, sentence)
        if key not in self._contexts:
            self._contexts[key] = Occurrences(self.ruleset.context, self.texts, self._place_spans, only=key)
        return self._contexts[key]

    def cues_in(self, text: int, sentence: int) -> list[tuple[Cue, Met]]:
        """The cues of a sentence, and where they stand."""
        cues, found = self.ruleset.cues, self.context(text, sentence)
        return [
            (cues[number], Met(self.ruleset.context.terms[number], hit))
            for number in sorted(found.present & cues.keys())
            for hit in found.get(number)
        ]

    def wheres(self, passage: Passage) -> tuple[Where, ...]:
        """Where the event of a passage is said to be: several places when they are told together."""
        spoken = self._spoken.get(passage[:2])
        if spoken is None:
            voices = [met.hit[2:] for cue, met in self.cues_in(*passage[:2]) if cue is Cue.ATTRIBUTED]
            published = self.article.published_at
            spoken = self._spoken[passage[:2]] = Spoken(voices, published.year if published else 9999)
        return self.scenes.locate(passage, spoken)

    def facts_of(self, rule: Rule, passage: Passage, words: tuple[int, int] | None = None) -> dict[str, Number]:
        """The numbers that the sentences of the evidence say of the event; of two of one kind the nearest to it.

        ``words`` are those of its sentence that count for one place alone (see `Where.words`). Read by the vocabularies of facts, and by the rule's own terms with `<number>`.
        """
        told: dict[str, tuple[int, Number]] = {}
        near = {met.hit[:2]: met.hit.first for met in reversed(passage.evidence)}
        for fact, number, hit, _ in self._told_beside(rule, near):
            if words is not None and hit[:2] == passage[:2] and not words[0] <= number.first < words[1]:
                continue
            apart = abs(hit.first - near[hit[:2]])
            if fact not in told or apart < told[fact][0]:
                quote = self.texts[hit.text].quote(hit.first, hit.last)[:QUOTE_LENGTH]
                told[fact] = (apart, Number(min=number.min, max=number.max, quote=quote))
        return {name: number for name, (_, number) in sorted(told.items())}

    def _told_beside(self, rule: Rule, near: Iterable[tuple[int, int]]) -> Iterator[Told]:
        """What the sentences of the evidence tell, by the vocabularies and by the rule's own terms."""
        own = self.ruleset.own_facts[rule.id]
        for key in near:
            yield from self.told(*key)
            if own:
                yield from told_in(self.hits, self.texts, self.ruleset.index.terms, own, key)

    def told(self, text: int, sentence: int) -> list[Told]:
        """The numbers that a sentence tells, by the vocabularies of facts."""
        key = (text, sentence)
        if key not in self._told:
            context = self.context(text, sentence)
            self._told[key] = told_in(context, self.texts, self.ruleset.context.terms, self.ruleset.facts, key)
        return self._told[key]

    def build(self, rule: Rule, told: Telling) -> Match:
        """The match as it travels."""
        passage, assertion, where, facts = told
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
            severity=severity_of(rule, facts),
            status=assertion.status,
            according_to=assertion.according_to,
            happened_at=happened_at(assertion.when, text, article.published_at),
            place=where.place,
            places=where.others,
            facts=facts,
            quote=_quote(text, passage.sentence),
            evidence=tuple(dict.fromkeys(evidence_of(self.texts, met) for met in passage.evidence)),
            group_by=rule.incident.group_by,
            window_s=rule.incident.window,
            max_age_s=rule.incident.max_age,
            source=rule.source,
        )


def happened_at(when: Moment | None, text: Text, published: dt.datetime) -> HappenedAt:
    """When an event is said to have been; when it was published, where nothing is said."""
    if when is None:
        return HappenedAt.model_validate({"from": published, "to": published})
    return HappenedAt.model_validate({"from": when.since, "to": when.until, "quote": text.quote(*when.span)})


_UNDATED = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
"""Stands in for a missing time of publication: any year is past."""


def _better(told: Telling, before: Telling | None) -> Telling:
    """Of two tellings of one place the one that asserts it more strongly, with the larger numbers of both."""
    if before is None:
        return told
    numbers = largest(told.facts, before.facts)
    stronger = told if told.assertion.status.strength > before.assertion.status.strength else before
    return stronger._replace(facts=numbers)


_DISOWNED = frozenset({Status.DENIED, Status.NEGATED, Status.HISTORICAL, Status.HYPOTHETICAL})


def _distance(hit: Hit, near: Hit) -> tuple[int, int, int]:
    """How far apart two hits are; of those that begin at one word the one as long as the other is nearest."""
    return (abs(hit.text - near.text), abs(hit.first - near.first), abs(hit.last - near.last))


def _overlap(hit: Hit, other: Hit) -> bool:
    return hit[:2] == other[:2] and hit.first < other.last and other.first < hit.last


def evidence_of(texts: Sequence[Text], met: Met) -> Evidence:
    """A condition met, as it stands in a match: offsets slice back to the article's field."""
    text, (_, _, first, last) = texts[met.hit.text], met.hit
    start, end = text.span(first)[0], text.span(last - 1)[1]
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
