"""Article × rules → matches with evidence."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple, cast

from streams.article import EARLIEST, LATEST, Article, ArticleRef, digest
from streams.facts import Number
from streams.match.bounds import PASSAGE, SENTENCE, LeftOut, Looks
from streams.match.counts import QUOTE_LENGTH, Counts
from streams.match.event import PLACES_BESIDE, Spoken, has_slot, spans_of
from streams.match.fact_numbers import FactNumber
from streams.match.found import Evidence, Match
from streams.match.gist import HappenedAt
from streams.match.occurrences import Hit, Occurrences
from streams.match.passage import Excuse, Met, Passage, Window, distance
from streams.match.ruleset import RuleSet, severity_of
from streams.match.scene import Scenes, Where
from streams.match.sought import Present, Sought
from streams.match.telling import Telling, Tellings
from streams.match.windows import Windows
from streams.places.gazetteer import Gazetteer
from streams.places.mentions import may_begin
from streams.reading.cue import Cue, CueFound
from streams.reading.dates import SaidTime
from streams.reading.status import Account, Assertion, Status
from streams.rules.rule import Condition, Rule, Term, Unless, Within
from streams.rules.severity import SEVERITIES
from streams.text.span import Span
from streams.text.text import Text, read_fields

MAX_EVIDENCE = 20
"""Conditions met in one sentence after which no further event is looked for in it."""
TOLD_AT_ONCE = 8
"""Numbers of a sentence that one look passes: of most only how near they are is asked."""
SPOKEN_BACK = 3
"""Sentences before a pronoun that speaks in which it is looked for who that is."""


def match(article: Article, ruleset: RuleSet, gazetteer: Gazetteer) -> list[Match]:
    """Find what an article (with both its times) says that a rule asked for.

    One match per rule and place where the event is said to be. The most severe come first: the first opens the
    incident, and one that came after a lesser one would ring a second time.
    """
    return Reading(article, ruleset, gazetteer).matches()


class _Some(NamedTuple):
    """Where any of some terms stands, in order: the hits, for each which of the terms listed it is."""

    hits: list[Hit]
    terms: list[int]
    listed: list[Term]


class Reading:
    """One article read against the rules: its title and text apart, and every term that stands in them.

    Places, cues and facts are looked for only when a rule is met.
    """

    def __init__(self, article: Article, ruleset: RuleSet, gazetteer: Gazetteer) -> None:
        given = (("title", article.title), ("text", article.text))
        self.article = article
        self.ruleset = ruleset
        self.gazetteer = gazetteer
        self.texts = read_fields([(name, raw) for name, raw in given if raw and raw.strip()])
        self.looks = Looks(sum(len(text.raw) for text in self.texts))
        self._scenes: Scenes | None = None
        self._contexts: dict[tuple[int, int], Occurrences] = {}
        self.apart = Windows(self.texts)
        self._accounts: dict[tuple[int, int], Account] = {}
        self._spoken: dict[tuple[int, int], Spoken] = {}
        self.hits = Occurrences(ruleset.index, self.texts, self._place_spans)
        self._present = Present(self.hits.present)
        self._counts = Counts(self)
        self._some: dict[int, _Some] = {}
        self._lefts: dict[int, tuple[Condition, Sought | None]] = {}
        self._said: dict[tuple[str, int, tuple[str, ...]], int] = {}

    def _place_spans(self, text: int, sentence: int, begins: range) -> Sequence[tuple[int, int]]:
        """The places of a sentence; they are not looked for where none may begin at any of some words."""
        if self._scenes is None and not any(may_begin(self.texts[text], word) for word in begins):
            return ()
        return self.scenes.spans(text, sentence)

    @property
    def scenes(self) -> Scenes:
        """The places of the article, found when first asked for."""
        if self._scenes is None:
            self._scenes = Scenes(self.texts, self.gazetteer, self.apart.runs)
        return self._scenes

    def matches(self) -> list[Match]:
        """The matches of every rule, the most severe first; each says which bounds the article met."""
        found = [one for of_rule in self.by_rule.values() for one in of_rule]
        told = self.left_out
        if told:
            found = [one.model_copy(update={"left_out": told}) for one in found]
        return sorted(found, key=lambda one: -SEVERITIES.index(one.severity))

    @cached_property
    def by_rule(self) -> Mapping[str, list[Match]]:
        """The matches of each rule that the article's terms may meet, in the order of the rules."""
        candidates = self.ruleset.candidates(self.hits)
        return self._found([self.ruleset.rules[number] for number in candidates])

    def matches_of(self, rule: Rule) -> list[Match]:
        """The matches of one rule, as if there were no other: the best passage for each place."""
        return self._found([rule])[rule.id]

    def _found(self, rules: Sequence[Rule]) -> dict[str, list[Match]]:
        """The matches of some rules: passages are looked at in turns, so that no rule takes another's looks."""
        told = {rule.id: Tellings(self.texts, self.apart.runs, self.gazetteer) for rule in rules}
        turns = deque((rule, self._searched(rule)) for rule in rules)
        while turns and self.looks.taken < self.looks.allowed:
            rule, search = turns.popleft()
            for passage in search:
                if passage is None:
                    if self.looks.taken < self.looks.allowed:
                        continue
                    turns.append((rule, search))
                elif self._take(rule, passage, told[rule.id]):
                    turns.append((rule, search))
                else:
                    told[rule.id].best.clear()
                break
        if turns:
            self.looks.left_out.add(LeftOut.PASSAGES)
        return {rule.id: self._told_of(rule, told[rule.id]) for rule in rules}

    def _take(self, rule: Rule, passage: Passage, told: Tellings) -> bool:
        """Look at one passage that meets a rule; whether any other is to be looked at."""
        key = passage[:2]
        if self._is_repeated(rule, passage):
            self.looks.taken += 1
            return True
        self.looks.taken += PASSAGE + self.account(*key).size
        assertion = self.assess(passage)
        if self.disowns(passage, assertion):
            return False
        if assertion.status not in rule.statuses:
            return True
        self._count(key)
        for where in self.wheres(passage):
            facts = self.facts_of(rule, passage, where.words)
            if rule.area and not rule.area.covers(where.place, self.gazetteer.lies_in):
                continue
            if all(asked.holds(facts.get(asked.fact)) for asked in rule.facts):
                told.take(Telling(passage, assertion, where, facts))
        return True

    def _is_repeated(self, rule: Rule, passage: Passage) -> bool:
        """Whether a sentence says word for word what was looked at for a rule, in an article that took half its looks."""
        text, sentence = self.texts[passage.text], self.texts[passage.text].sentences[passage.sentence]
        said = (rule.id, passage.text, tuple(text.words[sentence.first : sentence.last]))
        first = self._said.setdefault(said, passage.sentence)
        return first != passage.sentence and self.looks.taken > self.looks.allowed / 2

    def _told_of(self, rule: Rule, told: Tellings) -> list[Match]:
        kept, most = told.folded(), self.looks.most_matches
        if len(kept) > most:
            self.looks.left_out.add(LeftOut.PLACES)
        return [self.build(rule, told.best[key], key) for key in kept[:most]]

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The bounds that the article met so far."""
        met = self.looks.left_out
        if any(text.cut for text in self.texts):
            met.add(LeftOut.SENTENCES)
        if self.hits.full or any(found.full for found in self._contexts.values()):
            met.add(LeftOut.WORDS)
        if any(account.crowded for account in self._accounts.values()):
            met.add(LeftOut.CROWDED)
        return self.looks.told()

    def _count(self, sentence: tuple[int, int]) -> None:
        """Count the looks at the places and the numbers of a sentence."""
        places = len(self.scenes.spans(*sentence))
        if places > 2 * PLACES_BESIDE:
            self.looks.left_out.add(LeftOut.CROWDED)
        self.looks.taken += min(places, 2 * PLACES_BESIDE) + len(self.told(*sentence)) // TOLD_AT_ONCE

    def disowns(self, passage: Passage, assertion: Assertion) -> bool:
        """Whether it is the heading that says it did not happen: what the text repeats of it is no news."""
        return self.texts[passage.text].field == "title" and assertion.status in _DISOWNED

    def passages(self, rule: Rule) -> Iterator[Passage]:
        """Every sentence that meets the rule, once for each of its events: words of the rule that stand apart."""
        return (passage for passage in self._searched(rule) if passage is not None)

    def _searched(self, rule: Rule) -> Iterator[Passage | None]:
        """The same, with None for each word of the rule that was looked at in vain."""
        anchor = self.ruleset.anchors[rule.id]
        seen: dict[tuple[int, int], list[Met]] = {}
        tried: set[tuple[tuple[int, int], Window]] = set()
        for hit in sorted(self.hits_of(anchor)):
            told = seen.get(hit[:2])
            if told is not None and (len(told) > MAX_EVIDENCE or any(_overlap(hit, met.hit) for met in told)):
                if len(told) > MAX_EVIDENCE:
                    self.looks.left_out.add(LeftOut.EVENTS)
                continue
            self.looks.taken += 1
            yield None
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
        """The windows around a hit in which the other conditions may be met."""
        return self.apart.around(within, hit)

    def excuse(self, rule: Rule, hit: Hit, window: Window) -> Excuse | None:
        """The first `unless` of the rule that is met, in its own scope or the rule's; None when none is."""
        for unless in rule.unless:
            if self._left(unless.condition) is None:
                continue
            for scope in self._scopes(rule, unless, hit, window):
                if (met := self.met(unless.condition, scope, hit)) is not None:
                    return Excuse(unless, scope, met)
        return None

    def _scopes(self, rule: Rule, unless: Unless, hit: Hit, window: Window) -> Iterable[Window]:
        """Where an excuse counts: in the rule's own scope, or in one of its own."""
        if unless.within in {rule.within, _SENTENCE}:
            return self.apart.scopes(unless.within, hit, window)
        return self.windows(unless.within, hit)

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
        left = self._left(condition)
        return self._met(left, window, near) if left is not None else None

    def _left(self, condition: Condition) -> Sought | None:
        """What is left of a condition in this article; worked out once for each that a rule holds."""
        key = id(condition)
        if key not in self._lefts:
            self._lefts[key] = (condition, self._present.left(self.ruleset.sought(condition)))
        return self._lefts[key][1]

    def _met(self, asked: Sought, window: Window, near: Hit) -> list[Met] | None:
        if asked.alone:
            self.looks.taken += 1
            some = self._some.get(id(asked))
            if some is None:
                some = self._some[id(asked)] = self._some_of(asked)
            nearest = window.nearest(some.hits, near)
            if not nearest:
                return None
            best = min(nearest, key=some.terms.__getitem__)
            return [Met(some.listed[some.terms[best]], some.hits[best])]
        parts = [met for part in asked.parts if (met := self._met(part, window, near)) is not None]
        if len(parts) < asked.need:
            return None
        parts.sort(key=lambda met: min(distance(one.hit, near) for one in met))
        return [one for met in parts[: asked.need] for one in met]

    def _some_of(self, asked: Sought) -> _Some:
        """Where any term of a group stands whose parts all do by themselves."""
        listed = list(asked.any_of())
        found = sorted((hit, term) for term, (number, _) in enumerate(listed) for hit in self.hits.get(number))
        return _Some([hit for hit, _ in found], [term for _, term in found], [term for _, term in listed])

    def assess(self, passage: Passage) -> Assertion:
        """How the passage's sentence asserts the event."""
        own = [met for met in passage.evidence if met.hit[:2] == passage[:2]]
        spans = [Span(*span) for met in own for span in self._own_words(met)]
        account = self.account(*passage[:2])
        told = account.assertion(spans)
        told = account.spoken_on(told, self._accounts_before(*passage[:2]))
        return account.gone_on_with(told, self._account_before(*passage[:2]))

    def _account_before(self, text: int, sentence: int) -> Iterator[Account]:
        """The sentence right before one if it is of the same paragraph, read when it is asked for."""
        sentences = self.texts[text].sentences
        if sentence and sentences[sentence - 1].paragraph == sentences[sentence].paragraph:
            yield self.account(text, sentence - 1)

    def _accounts_before(self, text: int, sentence: int) -> Iterator[Account]:
        """The sentences of the paragraph before one that speak of the same, nearest first, read as they are asked for."""
        sentences, runs = self.texts[text].sentences, self.apart.runs(text)
        for at in range(sentence - 1, max(-1, sentence - 1 - SPOKEN_BACK), -1):
            if sentences[at].paragraph != sentences[sentence].paragraph or runs[at] != runs[sentence]:
                return
            yield self.account(text, at)

    def _own_words(self, met: Met) -> Iterator[tuple[int, int]]:
        """The words of the evidence that its term asks for, without the cues that stand among them.

        A regular expression and the gap of a term span words of all kinds: *strike.{0,30}dam* also "strike did not hit
        the dam". A cue that is written in the term is the term's.
        """
        if not (met.term.regex or (met.term.gap and has_slot(met.term))):
            yield from spans_of(met)
            return
        text, _, first, last = met.hit
        words = self.texts[text].words
        for _, cue in self.cues_in(*met.hit[:2]):
            begin, end = cue.hit.first, cue.hit.last
            if first < begin and end < last and not any(word in met.term.text.casefold() for word in words[begin:end]):
                yield first, begin
                first = end
        yield first, last

    def account(self, text: int, sentence: int) -> Account:
        """How a sentence tells what it tells; looked at only where a rule is met."""
        key = (text, sentence)
        if key not in self._accounts:
            read = self.texts[text]
            cues = [
                CueFound(cue, Span(met.hit.first, met.hit.last), loose=met.term.gap > 0)
                for cue, met in self.cues_in(*key)
            ]
            published, world = self.article.published_at or _UNDATED, self.gazetteer.world
            self._accounts[key] = Account(read, read.sentences[sentence], cues, published, world=world)
        return self._accounts[key]

    def context(self, text: int, sentence: int) -> Occurrences:
        """The cues and facts of a sentence; looked for only where a rule is met."""
        key = (text, sentence)
        if key not in self._contexts:
            read = self.texts[text].sentences[sentence]
            self.looks.taken += SENTENCE + (read.last - read.first)
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
            voices = sorted(met.hit[2:] for cue, met in self.cues_in(*passage[:2]) if cue is Cue.ATTRIBUTED)
            longest = max((last - first for first, last in voices), default=0)
            published = self.article.published_at
            spoken = self._spoken[passage[:2]] = Spoken(voices, published.year if published else 9999, longest)
        return self.scenes.locate(passage, spoken)

    def facts_of(self, rule: Rule, passage: Passage, words: tuple[int, int] | None = None) -> dict[str, Number]:
        """The numbers that the article says of the event; ``words`` are those of its sentence that count alone."""
        return self._counts.of(rule, passage, words)

    def told(self, text: int, sentence: int) -> list[FactNumber]:
        """The numbers that a sentence tells, by the vocabularies of facts."""
        return self._counts.told(text, sentence)

    def build(self, rule: Rule, told: Telling, key: str) -> Match:
        """The match as it travels; ``key`` is what no other match of the rule in the article has."""
        passage, assertion, where, facts = told
        text = self.texts[passage.text]
        article = self.article
        assert article.published_at is not None
        assert article.fetched_at is not None
        return Match(
            id=digest(article.id, rule.id, key),
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


def happened_at(when: SaidTime | None, text: Text, published: dt.datetime) -> HappenedAt:
    """When an event is said to have been; when it was published, where nothing is said.

    Times before `EARLIEST` are no time of a record: of what was then only the words are told.
    """
    if when is None:
        return HappenedAt.model_validate({"from": published, "to": published})
    since, until = (min(max(one, EARLIEST), LATEST) for one in (when.since, when.until))
    return HappenedAt.model_validate({"from": since, "to": until, "quote": text.quote(*when.span)})


_UNDATED = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
"""Stands in for a missing time of publication: any year is past."""


_SENTENCE = Within("sentence")
_DISOWNED = frozenset({Status.DENIED, Status.NEGATED, Status.HISTORICAL, Status.HYPOTHETICAL})


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
    while end < min(len(text.raw), found.end + QUOTE_LENGTH) and text.raw[end] in ".!?…»”\"')":
        end += 1
    return _cut(text.raw[found.start : end])


def _cut(quote: str) -> str:
    """A text in one line, cut at a word."""
    quote = " ".join(quote.split())
    if len(quote) <= QUOTE_LENGTH:
        return quote
    return quote[: QUOTE_LENGTH - 1].rsplit(" ", 1)[0] + "…"
