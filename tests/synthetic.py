"""Synthetic rules and full-length articles, drawn from real news: what matching is timed with.

The terms of the rules are words and two-word phrases of the stream's English items, counted when they are needed and
never kept, so that they are as frequent as real ones. The more rules there are, the rarer the terms that are drawn, so
that an article meets as many rules at every size.
"""

from __future__ import annotations

import dataclasses
import itertools
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from streams.article import Article
from streams.files.desk.rules import Desk
from streams.languages.identify import FUNCTION_WORDS, SPOKEN_BY
from streams.languages.lemma import lemmas, lemmas_of_term
from streams.match.ruleset import RuleSet, compile_rules
from streams.rules.parse import parse_files
from streams.rules.rule import Group, Rule, Term, TermWord
from streams.text.text import read_fields, words_of
from tests.eval.tell import rows

FEED = Path(__file__).parent.parent / "streams" / "demo" / "articles.jsonl"
WORDS = 600
"""Words of a full-length article."""
FULL = 200
"""Full-length articles that are made."""
MET = 0.5
"""Rules whose conditions a full-length article meets, at every size."""
TOLERANCE = 0.05
"""How near to `MET` the drawing is brought; what the engine then finds is measured."""

Words = tuple[str, ...]
Drawn = list[list[list[Words]]]
"""Rules as groups of terms."""

TEMPLATE = """
title: A synthetic rule
severity: low
family: synthetic
within: sentence
status: [occurred, ongoing, claimed, expected, threatened, hypothetical, historical, negated, denied]
all: [{en: [template]}]
tests: []
"""


def short_articles(data: Path | None) -> list[Article]:
    """Titles and summaries."""
    files = sorted((data / "stream").glob("*.jsonl.gz")) if data else [FEED]
    return [Article.model_validate(row).timed() for path in files for row in rows(path)]


def english(articles: Iterable[Article]) -> list[Article]:
    """Those that have a text and say that it is English, or nothing."""
    return [one for one in articles if one.text and one.lang in {None, "en"}]


def full_articles(short: Sequence[Article]) -> list[Article]:
    """Articles of `WORDS` words, each from a run of short ones; every third, so that they come from the whole stream."""
    source = english(short)[::3]
    texts = itertools.cycle(source)
    made = []
    for number in range(FULL):
        parts: list[str] = []
        left = WORDS
        while left > 0:
            words = re.findall(r"\S+\s*", next(texts).text or "")[:left]
            parts.append("".join(words).rstrip())
            left -= len(words)
        title = source[number % len(source)]
        made.append(title.model_copy(update={"id": str(number), "text": "\n\n".join(parts)}))
    return made


def prepared(article: Article) -> Any:
    """Text preparation alone."""
    return read_fields([("title", article.title or ""), ("text", article.text or "")])


def counted(articles: Sequence[Article]) -> Counter[Words]:
    """How often each word and each phrase of two words stands in the articles; grammatical words say nothing."""
    counts: Counter[Words] = Counter()
    for article in articles:
        for sentence in re.split(r"[.!?\n]+", f"{article.title}\n{article.text}"):
            words = words_of(sentence)
            told = [
                len(word) > 2 and word.isalpha() and word.isascii() and word not in FUNCTION_WORDS for word in words
            ]
            counts.update((word,) for word, tells in zip(words, told, strict=True) if tells)
            pairs = zip(itertools.pairwise(words), itertools.pairwise(told), strict=True)
            counts.update(pair for pair, tells in pairs if all(tells))
    return Counter({term: count for term, count in counts.items() if count > 1})


class Vocabulary:
    """Terms with their counts, and in which sentences of the articles each stands, as the bits of a number."""

    def __init__(self, counts: Counter[Words], articles: Sequence[Article]) -> None:
        self.terms = {size: [term for term in counts if len(term) == size] for size in (1, 2)}
        self.counts = counts
        self.article_of: list[int] = []
        stands: dict[Words, int] = defaultdict(int)
        for number, article in enumerate(articles):
            for text in prepared(article):
                for sentence in text.sentences:
                    if "en" in SPOKEN_BY.get(sentence.lang, ()):
                        bit = 1 << len(self.article_of)
                        self.article_of.append(number)
                        for key in _keys(text.words[sentence.first : sentence.last], lemmas):
                            stands[key] |= bit
        self.stands = dict.fromkeys(counts, 0)
        for term in counts:
            for key in itertools.product(*(lemmas_of_term("en", word) for word in term)):
                self.stands[term] |= stands.get(key, 0)

    def draw(self, number: int, seed: int, bias: float) -> Drawn:
        """So many rules, each two or three groups of two to six terms; a term is as likely as its count ** bias."""
        chance = random.Random(seed)
        weights = {
            size: list(itertools.accumulate(self.counts[term] ** bias for term in terms))
            for size, terms in self.terms.items()
        }
        drawn = []
        for _ in range(number):
            groups = []
            for _ in range(chance.choice((2, 2, 3))):
                sizes = [chance.choice((1, 1, 2)) for _ in range(chance.randint(2, 6))]
                groups.append([chance.choices(self.terms[size], cum_weights=weights[size])[0] for size in sizes])
            drawn.append(groups)
        return drawn

    def met(self, rules: Drawn) -> float:
        """How many of the rules an article meets."""
        total = 0
        for groups in rules:
            together = -1
            for group in groups:
                anywhere = 0
                for term in group:
                    anywhere |= self.stands[term]
                together &= anywhere
            total += len({self.article_of[bit] for bit in _bits(together)})
        return total / (self.article_of[-1] + 1)


def _keys(words: Sequence[str], forms: Callable[[str, str], frozenset[str]]) -> Iterator[Words]:
    found = [forms("en", word) for word in words]
    yield from ((one,) for some in found for one in some)
    yield from (pair for some, others in itertools.pairwise(found) for pair in itertools.product(some, others))


def _bits(number: int) -> Iterator[int]:
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def drawn_rules(vocabulary: Vocabulary, number: int) -> Drawn:
    """So many rules of which an article meets about `MET`.

    The bias towards frequent terms is found by halving; where one draw of few rules jumps over the aim, the next may not.
    """
    tries = (
        (abs(vocabulary.met(rules) - MET), rules) for seed in range(5) for rules in _halving(vocabulary, number, seed)
    )
    best = next(tries)
    for one in tries:
        best = min(best, one, key=lambda tried: tried[0])
        if best[0] <= TOLERANCE * MET:
            break
    return best[1]


def _halving(vocabulary: Vocabulary, number: int, seed: int) -> Iterator[Drawn]:
    low, high = -3.0, 3.0
    for _ in range(12):
        bias = (low + high) / 2
        rules = vocabulary.draw(number, seed, bias)
        yield rules
        low, high = (bias, high) if vocabulary.met(rules) < MET else (low, bias)


def compiled(drawn: Drawn, desk: Desk) -> RuleSet:
    """A rule set of drawn rules, with the shipped cues: one rule is read as ever, the others differ in their terms."""
    [template] = parse_files({"synthetic/template.yaml": TEMPLATE}, lambda _: (None, "")).rules
    rules = tuple(_rule(template, number, groups) for number, groups in enumerate(drawn))
    return compile_rules(dataclasses.replace(desk.files, rules=rules), desk.gazetteer)


def _rule(template: Rule, number: int, groups: Sequence[Sequence[Words]]) -> Rule:
    return dataclasses.replace(
        template,
        id=f"synthetic/{number}",
        groups=tuple(Group(1, tuple(map(_term, dict.fromkeys(group)))) for group in groups),
    )


def _term(words: Words) -> Term:
    return Term("en", (tuple(TermWord("lemma", word) for word in words),), " ".join(words))
