"""Article × rules → matches with evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple, cast

from streams.article import EARLIEST, LATEST, Article, ArticleRef, digest
from streams.cue import Cue, CueFound, Span
from streams.dates import Moment
from streams.facts import Number, largest
from streams.places.gazetteer import Gazetteer
from streams.places.mentions import may_begin
from streams.rules.bounds import PASSAGE, LeftOut, Looks
from streams.rules.counts import QUOTE_LENGTH, Counts
from streams.rules.event import PLACES_BESIDE, Spoken, has_slot, spans_of
from streams.rules.found import Evidence, HappenedAt, Match
from streams.rules.occurrences import Hit, Occurrences
from streams.rules.passage import Excuse, Met, Passage, Window, distance
from streams.rules.rule import Condition, Rule, Term, Unless, Within
from streams.rules.ruleset import RuleSet, severity_of
from streams.rules.scene import Scenes, Where
from streams.rules.sought import Present, Sought
from streams.rules.told import Told
from streams.rules.windows import Windows
from streams.status import SEVERITIES, Account, Assertion, Status
from streams.text import Text, read_fields

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
        found: dict[str, list[Match]] = {}
        for left, number in zip(range(len(candidates), 0, -1), candidates, strict=True):
            rule = self.ruleset.rules[number]
            found[rule.id] = self.matches_of(rule, self.looks.share(left))
        return found

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

    def _looked_at(self, rule: Rule, looks: int) -> Iterator[tuple[Passage, Assertion]]:
        """The passages that meet a rule and how each asserts it, as long as looks are left."""
        for passage in self.passages(rule, looks):
            if self.looks.taken >= looks:
                self.looks.left_out.add(LeftOut.PASSAGES)
                return
            key = passage[:2]
            self.looks.taken += PASSAGE + self.account(*key).size
            yield passage, self.assess(passage)

    def matches_of(self, rule: Rule, looks: int | None = None) -> list[Match]:
        """The matches of one rule: the best passage for each place, of those looked at until so many looks are taken."""
        told = list(self._looked_at(rule, self.looks.allowed if looks is None else looks))
        if any(self.disowns(passage, assertion) for passage, assertion in told):
            return []
        best: dict[str, Telling] = {}
        placed: dict[tuple[int, int], set[str]] = {}
        for passage, assertion in told:
            if assertion.status not in rule.statuses:
                continue
            self._count(passage)
            for where in self.wheres(passage):
                facts = self.facts_of(rule, passage, where.words)
                if rule.area and not rule.area.covers(where.place, self.gazetteer.lies_in):
                    continue
                if not all(asked.holds(facts.get(asked.fact)) for asked in rule.facts):
                    continue
                key = where.place.id if where.place else self._unplaced(passage, best)
                if key in placed.setdefault(passage[:2], set()):
                    continue  # the sentence repeats itself: its numbers are told already
                placed[passage[:2]].add(key)
                best[key] = _better(Telling(passage, assertion, where, facts), best.get(key))
        kept = self._folded(best)
        if len(kept) > self.looks.most_matches:
            self.looks.left_out.add(LeftOut.PLACES)
        return [self.build(rule, best[key], key) for key in kept[: self.looks.most_matches]]

    def _count(self, passage: Passage) -> None:
        """Count the looks at the places and the numbers of a passage."""
        places = len(self.scenes.spans(*passage[:2]))
        if places > 2 * PLACES_BESIDE:
            self.looks.left_out.add(LeftOut.CROWDED)
        self.looks.taken += min(places, 2 * PLACES_BESIDE) + len(self.told(*passage[:2])) // TOLD_AT_ONCE

    def _unplaced(self, passage: Passage, best: Mapping[str, Telling]) -> str:
        """The key of what is told of no place: one for the heading and for what is told first, one for each run else."""
        text, sentence = passage[:2]
        first = best.get("")
        if first is None or self.texts[text].field == "title" or self.texts[first.passage.text].field == "title":
            return ""
        run = self.apart.runs(text)[sentence]
        return "" if self.apart.runs(text)[first.passage.sentence] == run else f"#{run}"

    def disowns(self, passage: Passage, assertion: Assertion) -> bool:
        """Whether it is the heading that says it did not happen: what the text repeats of it is no news."""
        return self.texts[passage.text].field == "title" and assertion.status in _DISOWNED

    def _folded(self, best: Mapping[str, Telling]) -> list[str]:
        """The places left when no place folds into a placed match, and a region into a settlement inside it.

        What tells numbers of its own away from them is an event of its own: *41 drones were shot down overnight*.
        """
        return [key for key, one in best.items() if not any(self._folds(one, other) for other in best.values())]

    def _folds(self, told: Telling, other: Telling) -> bool:
        if told is other or not self._is_narrower(other, told):
            return False
        if self.texts[told.passage.text].field == "title" or _says_no_more(told, other):
            return True
        if told.passage.text != other.passage.text:
            return False
        runs = self.apart.runs(told.passage.text)
        return runs[told.passage.sentence] == runs[other.passage.sentence]

    def _is_narrower(self, other: Telling, told: Telling) -> bool:
        """Whether a telling names a place, or one inside the other's; of two that name none, whether it came first."""
        if other.where.place is None:
            return told.where.place is None and other.passage[:2] < told.passage[:2]
        if told.where.place is None:
            return True
        return other.where.place.id != told.where.place.id and self.gazetteer.lies_in(
            other.where.place, told.where.place
        )

    def passages(self, rule: Rule, looks: int | None = None) -> Iterator[Passage]:
        """Every sentence that meets the rule, once for each of its events: words of the rule that stand apart.

        Not looked for any more once so many looks are taken.
        """
        anchor = self.ruleset.anchors[rule.id]
        seen: dict[tuple[int, int], list[Met]] = {}
        tried: set[tuple[tuple[int, int], Window]] = set()
        for hit in sorted(self.hits_of(anchor)):
            told = seen.get(hit[:2])
            if told is not None and (len(told) > MAX_EVIDENCE or any(_overlap(hit, met.hit) for met in told)):
                if len(told) > MAX_EVIDENCE:
                    self.looks.left_out.add(LeftOut.EVENTS)
                continue
            if looks is not None and self.looks.taken >= looks:
                self.looks.left_out.add(LeftOut.PASSAGES)
                return
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
        left = self._present.left(self.ruleset.sought(condition))
        return self._met(left, window, near) if left is not None else None

    def _met(self, asked: Sought, window: Window, near: Hit) -> list[Met] | None:
        if isinstance(asked.condition, Term):
            self.looks.taken += 1
            (number,) = asked.numbers
            nearest = window.nearest(self.hits.get(number), near)
            return [Met(asked.condition, nearest)] if nearest is not None else None
        parts = [met for part in asked.parts if (met := self._met(part, window, near)) is not None]
        if len(parts) < asked.need:
            return None
        parts.sort(key=lambda met: min(distance(one.hit, near) for one in met))
        return [one for met in parts[: asked.need] for one in met]

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
            voices = sorted(met.hit[2:] for cue, met in self.cues_in(*passage[:2]) if cue is Cue.ATTRIBUTED)
            longest = max((last - first for first, last in voices), default=0)
            published = self.article.published_at
            spoken = self._spoken[passage[:2]] = Spoken(voices, published.year if published else 9999, longest)
        return self.scenes.locate(passage, spoken)

    def facts_of(self, rule: Rule, passage: Passage, words: tuple[int, int] | None = None) -> dict[str, Number]:
        """The numbers that the article says of the event; ``words`` are those of its sentence that count alone."""
        return self._counts.of(rule, passage, words)

    def told(self, text: int, sentence: int) -> list[Told]:
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


def happened_at(when: Moment | None, text: Text, published: dt.datetime) -> HappenedAt:
    """When an event is said to have been; when it was published, where nothing is said.

    Times before `EARLIEST` are no time of a record: of what was then only the words are told.
    """
    if when is None:
        return HappenedAt.model_validate({"from": published, "to": published})
    since, until = (min(max(one, EARLIEST), LATEST) for one in (when.since, when.until))
    return HappenedAt.model_validate({"from": since, "to": until, "quote": text.quote(*when.span)})


_UNDATED = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
"""Stands in for a missing time of publication: any year is past."""


def _better(told: Telling, before: Telling | None) -> Telling:
    """Of two tellings of one place the one that asserts it more strongly, with the larger numbers of both."""
    if before is None:
        return told
    numbers = largest(told.facts, before.facts)
    stronger = told if told.assertion.status.strength > before.assertion.status.strength else before
    return stronger._replace(facts=numbers)


def _says_no_more(told: Telling, other: Telling) -> bool:
    """Whether a telling has no number that another does not have, too."""
    known = {(name, number.min, number.max) for name, number in other.facts.items()}
    return all((name, number.min, number.max) in known for name, number in told.facts.items())


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
