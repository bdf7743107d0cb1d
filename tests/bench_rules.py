"""How the cost of matching grows with the number of rules: `python -m tests.bench_rules DATA [--rules 10 100 …]`.

Synthetic rules are drawn from the words and two-word phrases of the stream's English items, so that their terms are as
frequent as real ones; the more rules there are, the rarer the terms they draw, so that an article meets as many rules
at every size. Beside them, in the same rounds and without places, the same terms are looked for by spaCy's
PhraseMatcher and by one alternation of `re`. Processor time of one process, the median of interleaved rounds.
"""

# ruff: noqa: T201 - printing is what it is for

from __future__ import annotations

import argparse
import dataclasses
import gc
import itertools
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import Any
from unittest import mock

from streams.article import Article
from streams.files.desk.memory import settle
from streams.files.desk.rules import Desk, read_desk
from streams.match import match as engine
from streams.match.match import Reading, match
from streams.match.occurrences import Occurrences
from streams.match.ruleset import RuleSet
from streams.places.gazetteer import Gazetteer
from streams.rules.rule import Term, terms_of
from streams.settings import load
from tests.synthetic import (
    Vocabulary,
    compiled,
    counted,
    drawn_rules,
    english,
    full_articles,
    prepared,
    short_articles,
)

SIZES = (10, 100, 1_000, 10_000)
SHORT = 1_000
"""Short articles that are timed."""
ROUNDS = 3
NOWHERE = engine.Where(None, (), "places are not looked for")
PATIENCE = 0.6
"""Seconds that one round may take; `re` with ten thousand rules reads only a few articles in them."""

# What is timed


@dataclasses.dataclass
class Contender:
    """One way to read an article, and the milliseconds each article took, round by round."""

    work: Callable[[Article], object]
    articles: Sequence[Article]
    setting: Callable[[], AbstractContextManager[object]] = nullcontext
    rounds: list[list[float]] = dataclasses.field(default_factory=list)

    def warm_up(self) -> None:
        """Read what can be read in `PATIENCE` seconds once; the rounds read no more."""
        began = time.process_time()
        with self.setting():
            for number, article in enumerate(self.articles, 1):
                self.work(article)
                if time.process_time() - began > PATIENCE:
                    self.articles = self.articles[:number]
                    break

    def run(self) -> None:
        """One round."""
        gc.collect()
        taken = []
        with self.setting():
            for article in self.articles:
                began = time.process_time_ns()
                self.work(article)
                taken.append((time.process_time_ns() - began) / 1e6)
        self.rounds.append(taken)

    @property
    def each(self) -> float:
        """Milliseconds an article: the mean of a round, the median of rounds."""
        return statistics.median(statistics.fmean(taken) for taken in self.rounds)

    def percentile(self, percent: int) -> float:
        """Milliseconds of the slowest but so many articles, over all rounds."""
        return statistics.quantiles(itertools.chain.from_iterable(self.rounds), n=100)[percent - 1]


def phrase_matcher(terms: Sequence[Term]) -> Callable[[Article], object]:
    """The same terms through spaCy's PhraseMatcher, without inflection and whatever the case."""
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("en")
    nlp.max_length = 10**7
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for term in terms:
        matcher.add(term.text, [nlp.make_doc(term.text)])
    return lambda article: [matcher(nlp.make_doc(raw)) for raw in (article.title, article.text) if raw]


def alternation(terms: Sequence[Term]) -> Callable[[Article], object]:
    """The same terms as one regular expression, the longest first."""
    listed = sorted((term.text for term in terms), key=len, reverse=True)
    found = re.compile(r"\b(?:" + "|".join(map(re.escape, listed)) + r")\b", re.IGNORECASE).findall
    return lambda article: [found(raw) for raw in (article.title, article.text) if raw]


def without_places() -> AbstractContextManager[object]:
    """While it lasts, no places are looked for."""
    return mock.patch.object(Reading, "wheres", _nowhere)


def _nowhere(*_: object) -> tuple[engine.Where, ...]:
    return (NOWHERE,)


# Where the time goes


class Parts:
    """Milliseconds spent in functions of the engine, and how often each was called."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time taken down."""

        def work(*args: Any, **named: Any) -> Any:
            began = time.process_time_ns()
            try:
                return function(*args, **named)
            finally:
                self.spent[name] += (time.process_time_ns() - began) / 1e6
                self.calls[name] += 1

        return work

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Take down what the engine does inside."""
        with ExitStack() as stack:
            for holder, name in (
                (engine, "read_fields"),
                (Reading, "wheres"),
                (Reading, "assess"),
                (Reading, "facts_of"),
                (Reading, "build"),
                (Reading, "matches_of"),
            ):
                watched = self.timed(name, getattr(holder, name))
                stack.enter_context(mock.patch.object(holder, name, watched))
            yield


@dataclasses.dataclass
class Trial:
    """One number of rules on one kind of article."""

    number: int
    ruleset: RuleSet
    gazetteer: Gazetteer
    ours: Contender
    bare: Contender
    finding: Contender
    """Preparing a text and finding which terms stand in it: all that the others do."""
    others: dict[str, Contender]

    @property
    def contenders(self) -> list[Contender]:
        """Everything that is timed, in the order in which it is."""
        return [self.ours, self.bare, self.finding, *self.others.values()]

    def tell(self) -> None:
        """Print one line of figures and one of comparison."""
        parts = Parts()
        articles = self.ours.articles
        whole = parts.timed("whole", match)
        with parts.watching():
            found = [whole(article, self.ruleset, self.gazetteer) for article in articles]
        matches = sum(map(len, found)) / len(articles)
        rules = sum(len({one.rule for one in of_article}) for of_article in found) / len(articles)
        spent = {name: total / len(articles) for name, total in parts.spent.items()}
        after = sum(spent.get(name, 0) for name in ("wheres", "assess", "facts_of", "build"))
        share = self.ours.each / max(spent["whole"], 1e-9)
        terms = self.ours.each - share * (spent["read_fields"] + after)
        print(
            f"  {self.number:>6,} rules: {1000 / self.ours.each:>6,.0f} articles/s, {self.ours.each:6.3f} ms = "
            f"preparation {share * spent['read_fields']:.3f} + terms and conditions {terms:.3f} + "
            f"places {share * spent.get('wheres', 0):.3f} + status and rest {share * (after - spent.get('wheres', 0)):.3f}; "
            f"p50 {self.ours.percentile(50):.2f}, p99 {self.ours.percentile(99):.2f} ms; "
            f"candidates {parts.calls['matches_of'] / len(articles):.1f}, rules met {rules:.3f}, matches {matches:.3f} an article"
        )
        fastest = min(other.each for other in self.others.values())
        told = ", ".join(f"{name} {other.each:.3f} ms" for name, other in self.others.items())
        print(
            f"{'':>15} whole rules without places {self.bare.each:.3f} ms, their terms alone {self.finding.each:.3f}; {told}: "
            f"ours is {fastest / self.bare.each:.2f} times as fast as the faster, {fastest / self.finding.each:.2f} times for terms"
        )


@dataclasses.dataclass(frozen=True)
class Prepared:
    """A rule set, and what it is compared with: made once for all articles."""

    ruleset: RuleSet
    others: Mapping[str, Callable[[Article], object]]

    @classmethod
    def of(cls, ruleset: RuleSet) -> Prepared:
        """Hand the terms of a rule set to the others."""
        terms = list(dict.fromkeys(term for rule in ruleset.rules for group in rule.groups for term in terms_of(group)))
        return cls(ruleset, {"PhraseMatcher": phrase_matcher(terms), "re": alternation(terms)})

    def trial(self, number: int, articles: Sequence[Article], gazetteer: Gazetteer) -> Trial:
        """Its trial on some articles."""

        def work(article: Article) -> object:
            return match(article, self.ruleset, gazetteer)

        others = {name: Contender(other, articles) for name, other in self.others.items()}

        def find(article: Article) -> object:
            return Occurrences(self.ruleset.index, prepared(article)).present

        ours, bare = Contender(work, articles), Contender(work, articles, without_places)
        return Trial(number, self.ruleset, gazetteer, ours, bare, Contender(find, articles), others)


def tried(kind: str, articles: Sequence[Article], made: Mapping[int, Prepared], gazetteer: Gazetteer) -> None:
    """Time every number of rules on one kind of article, in turns."""
    trials = [one.trial(number, articles, gazetteer) for number, one in made.items()]
    for contender in (contender for trial in trials for contender in trial.contenders):
        contender.warm_up()
    for _ in range(ROUNDS):
        for contender in (contender for trial in trials for contender in trial.contenders):
            contender.run()
    words = sum(len((one.text or "").split()) for one in articles) / len(articles)
    print(f"{kind}, {words:.0f} words, {len(articles)} of them")
    for trial in trials:
        trial.tell()
    each = {trial.number: trial.ours.each for trial in trials}
    for few, many in ((100, 10_000), (10, 1_000)):
        if few in each and many in each:
            print(f"  {many:,} rules cost {each[many] / each[few]:.2f} times {few}", flush=True)


def measure(desk: Desk, data: Path, sizes: Sequence[int] = SIZES) -> None:
    """Print every figure."""
    short = english(short_articles(data))
    full = full_articles(short)
    vocabulary = Vocabulary(counted(short), full)
    made = {}
    for number in sizes:
        began = time.process_time()
        drawn = drawn_rules(vocabulary, number)
        built = time.process_time()
        ruleset = compiled(drawn, desk)
        compiling = time.process_time() - built
        made[number] = Prepared.of(ruleset)
        distinct = len({term for groups in drawn for group in groups for term in group})
        print(
            f"{number:,} rules of {distinct:,} different terms: an article meets {vocabulary.met(drawn):.2f}, as drawn; "
            f"drawn in {built - began:.1f} s, compiled in {compiling:.1f} s, "
            f"the others in {time.process_time() - built - compiling:.1f} s",
            flush=True,
        )
    settle()  # as a worker does
    tried("full-length", full, made, desk.gazetteer)
    tried("short", short[:: max(1, len(short) // SHORT)][:SHORT], made, desk.gazetteer)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--rules", type=int, nargs="+", default=SIZES)
    given = parser.parse_args()
    measure(read_desk(load()), given.data, given.rules)


if __name__ == "__main__":
    main()
