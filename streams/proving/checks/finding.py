"""What a check is given, and what it answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from streams.article import Article
from streams.match.index import TermIndex
from streams.match.match import Reading, match
from streams.match.occurrences import Occurrences
from streams.match.ruleset import RuleSet
from streams.places.gazetteer import Gazetteer
from streams.rules.parse import Files, Vocabulary
from streams.rules.rule import SAMPLE_DAY, Condition, Group, IncidentTerms, Rule, RuleTest, Term
from streams.text.text import read
from streams.yaml12 import Document, Loc

FEWEST = 10
"""Articles of a language below which a share of them says nothing: two of five are chance."""

Subject = Rule | Vocabulary
"""What checks are asked about: one file that analysts write."""


class Finding(NamedTuple):
    """One answer of a check: what is wrong, what to do, and where.

    Where is a value of the file (with ``key``, a key) by ``loc``, or else the line and column ``at``; ``document`` is
    another file than the one that was asked about: a rule's pack. ``overlay`` is the overlay, as it is shown, that the
    finding is about.
    """

    loc: Loc
    text: str
    hint: str
    key: bool = False
    at: tuple[int, int] | None = None
    document: Document | None = None
    overlay: str = ""

    @classmethod
    def about(cls, term: Term, text: str, hint: str) -> Finding:
        """A finding about a term, where it stands."""
        return cls((), text, hint, at=term.at, overlay=term.overlay)


class Written(NamedTuple):
    """A value as it is written: in which file, where in it, and what."""

    document: Document
    loc: Loc
    value: Any

    def finding(self, inside: Loc, text: str, hint: str) -> Finding:
        """A finding about a part of it."""
        return Finding((*self.loc, *inside), text, hint, document=self.document)


class Share(NamedTuple):
    """How many of the sample's articles in one language a rule matches, or a term stands in."""

    lang: str
    matched: int
    of: int


@dataclass(frozen=True)
class Whole:
    """Everything a check may look at beside the file it is asked about."""

    files: Files
    ruleset: RuleSet
    gazetteer: Gazetteer
    sample: Sequence[Article]

    def is_cue(self, subject: Subject) -> bool:
        """Whether a file is a list of cues."""
        return any(subject is one for one in self.files.cues.values())

    def reading(self, test: RuleTest) -> Reading | None:
        """The text of a test, read as an article is; None when there is none."""
        if not test.text.strip() and not (test.title or "").strip():
            return None
        return Reading(
            Article(id="test", title=test.title, text=test.text, published_at=SAMPLE_DAY, fetched_at=SAMPLE_DAY),
            self.ruleset,
            self.gazetteer,
        )

    def shares(self, rule: Rule) -> list[Share]:
        """What a rule matches of the sample, by the languages that the articles say they are in."""
        matched = self._matched[rule.id]
        return [Share(lang, matched[lang], count) for lang, count in sorted(self._sampled.items())]

    @cached_property
    def _sampled(self) -> Counter[str]:
        return Counter(article.lang or "" for article in self.sample)

    @cached_property
    def _matched(self) -> Mapping[str, Counter[str]]:
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for article in self.sample:
            for rule in {one.rule for one in match(article, self.ruleset, self.gazetteer)}:
                found[rule][article.lang or ""] += 1
        return found

    @cached_property
    def common_terms(self) -> Mapping[Term, Share]:
        """The patterns that stand in half of the sample's articles in their language or more, and in how many."""
        subjects: list[Subject] = [*self.files.rules, *self.files.concepts.values(), *self.files.facts.values()]
        patterns = {
            term
            for subject in subjects
            for term in own_terms(subject)
            if term.regex or any(word.kind == "prefix" for phrase in term.phrases for word in phrase)
        }
        index = TermIndex(patterns)
        counts: Counter[int] = Counter()
        for article in self.sample:
            counts.update(Occurrences(index, [read("text", article.text or "")]).present)
        shares = {term: Share(term.lang, counts[index.number[term]], self._sampled[term.lang]) for term in patterns}
        return {term: one for term, one in shares.items() if one.of >= FEWEST and one.matched * 2 >= one.of}

    @cached_property
    def tags(self) -> Mapping[str, int]:
        """How many rules have each tag."""
        return Counter(tag for rule in self.files.rules for tag in set(rule.tags))

    def written(self, rule: Rule, key: str) -> Written | None:
        """A key of a rule where it is written: in its own file, else in the defaults of its pack; None when nowhere."""
        own = self.files.documents[rule.file]
        if key in own.data:
            return Written(own, (key,), own.data[key])
        directory = rule.file.rpartition("/")[0]
        while directory:
            if (pack := self.files.documents.get(f"{directory}/pack.yaml")) is not None:
                defaults = pack.data.get("defaults", {})
                return Written(pack, ("defaults", key), defaults[key]) if key in defaults else None
            directory = directory.rpartition("/")[0]
        return None

    @cached_property
    def families(self) -> Mapping[str, Sequence[Rule]]:
        """The rules of each family, in order."""
        found: dict[str, list[Rule]] = defaultdict(list)
        for rule in self.files.rules:
            found[rule.family].append(rule)
        return found

    @cached_property
    def usual_ways(self) -> Mapping[str, tuple[IncidentTerms, int]]:
        """How most rules of each family gather their matches, and how many do."""
        return {
            family: Counter(rule.incident for rule in rules).most_common(1)[0]
            for family, rules in self.families.items()
        }

    @cached_property
    def used_concepts(self) -> frozenset[str]:
        """The concepts that rules name, and those that these are made of."""
        return frozenset(
            group.label
            for rule in self.files.rules
            for condition in conditions_of(rule)
            for group in groups_in(condition)
            if group.label
        )

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages in which rules have terms."""
        return frozenset(
            term.lang for rule in self.files.rules for group in rule.groups for term, _ in placed_terms(group)
        )


def conditions_of(subject: Subject) -> tuple[Condition, ...]:
    """Every condition of a file: a rule's groups and what excuses, or a vocabulary."""
    if isinstance(subject, Rule):
        return (*subject.groups, *(unless.condition for unless in subject.unless))
    return (subject.group,)


def groups_in(condition: Condition) -> Iterator[Group]:
    """A condition's groups, outermost first."""
    if isinstance(condition, Group):
        yield condition
        for part in condition.of:
            yield from groups_in(part)


def placed_terms(condition: Condition, *, borrowed: bool = False, root: bool = False) -> Iterator[tuple[Term, bool]]:
    """Every term of a condition, and whether it is borrowed: it stands in a concept's file, not in this one.

    With ``root`` the condition is a vocabulary, whose own label does not make its terms somebody else's.
    """
    if isinstance(condition, Term):
        yield condition, borrowed
        return
    for part in condition.of:
        yield from placed_terms(part, borrowed=borrowed or (bool(condition.label) and not root))


def own_terms(subject: Subject) -> Iterator[Term]:
    """The terms that stand in the file itself."""
    for condition in conditions_of(subject):
        for term, borrowed in placed_terms(condition, root=not isinstance(subject, Rule)):
            if not borrowed:
                yield term


def alternatives(condition: Condition, *, root: bool = False) -> Iterator[list[tuple[Term, bool]]]:
    """The lists of a condition of which any one term is enough, each term with whether it is borrowed."""
    if isinstance(condition, Term):
        return
    listed: list[tuple[Term, bool]] = []
    waiting = [(condition, False, root)]
    while waiting:
        group, borrowed, first = waiting.pop(0)
        borrowed = borrowed or (bool(group.label) and not first)
        for part in group.of:
            if isinstance(part, Term):
                if group.need == 1:
                    listed.append((part, borrowed))
            elif group.need == 1 and part.need == 1:
                waiting.append((part, borrowed, False))
            else:
                yield from ([(term, other or borrowed) for term, other in found] for found in alternatives(part))
    if listed:
        yield listed


def is_alternative(condition: Condition) -> bool:
    """Whether any one term of a condition is enough to meet it."""
    return isinstance(condition, Term) or all(group.need == 1 for group in groups_in(condition))
