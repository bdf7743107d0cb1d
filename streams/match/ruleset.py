"""A rule set, ready to match: every term filed, and an index of which rules could match at all (a presearcher).

For each rule some sets of terms are worked out of which each must give at least one: `all: [dam, strike]` needs one of
the dam's terms and one of the strike's. The rule is filed under the set that is rarest; an article that holds none of
those terms never looks at the rule, and one that does first asks for the other sets, in one sentence where the rule
does.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from streams.facts import Number
from streams.match.index import TermIndex
from streams.match.occurrences import Occurrences
from streams.match.sought import Sought, sought
from streams.places.gazetteer import Gazetteer
from streams.reading.cue import Cue
from streams.rules.parse import Files
from streams.rules.rule import Condition, Group, Rule, Term, TermWord, fact_of, terms_of
from streams.rules.severity import SEVERITIES, Severity


@dataclass(frozen=True)
class RuleSet:
    """Rules, cues and facts, ready to match. ``version`` is the hash that every match carries."""

    rules: tuple[Rule, ...]
    index: TermIndex
    """The rules' own terms."""
    context: TermIndex
    """The terms of cues and facts, looked for only where a rule is met."""
    cues: Mapping[int, Cue]
    """Number of a term of the context → what it says of an event."""
    facts: Mapping[int, str]
    """Number of a term of the context → the fact whose number it says."""
    own_facts: Mapping[str, Mapping[int, str]]
    """Rule id → number of a term of it → the fact whose number that says."""
    version: str
    anchors: Mapping[str, Condition] = field(repr=False)
    """Rule id → the group a search begins at: the sentence that holds it asserts the event."""
    needs: tuple[tuple[frozenset[int], ...], ...] = field(repr=False)
    """For each rule, sets of terms of which each must give at least one, the rarest first."""
    filed: tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]] = field(repr=False)
    """For each term, the rules that need it or another of their rarest set; and so for their second rarest."""

    _sought: dict[int, Sought] = field(default_factory=dict, repr=False, compare=False)

    def sought(self, condition: Condition) -> Sought:
        """A condition of a rule with the numbers of its terms, worked out once; rules share their concepts."""
        known = self._sought.get(id(condition))
        if known is None or known.condition is not condition:
            known = self._sought[id(condition)] = sought(condition, self.index.number, self.sought)
        return known

    def candidates(self, found: Occurrences) -> list[int]:
        """The rules that could match an article, by number, in order: all that do are among them."""
        present = found.present
        once, twice = (set[int]().union(*map(filed.__getitem__, present)) for filed in self.filed)
        likely = [rule for rule in once & twice if not any(present.isdisjoint(terms) for terms in self.needs[rule][2:])]
        found.place(term for rule in likely for terms in self.needs[rule] for term in present & terms)
        return sorted(rule for rule in likely if self._could_match(rule, found))

    def _could_match(self, number: int, found: Occurrences) -> bool:
        """Whether one sentence holds what the rule needs, where it asks for one sentence."""
        needs, within = self.needs[number], self.rules[number].within
        if within.unit != "sentence" or within.count > 1 or len(needs) == 1:
            return True
        together = -1
        for terms in needs:
            mask = 0
            for term in found.present & terms:
                mask |= found.mask(term)
            together &= mask
            if not together:
                return False
        return True


def compile_rules(files: Files, gazetteer: Gazetteer) -> RuleSet:
    """Make a rule set of what was read from files."""
    cues = [(cue, term) for cue, vocabulary in files.cues.items() for term in terms_of(vocabulary.group)]
    facts = [(name, term) for name, vocabulary in files.facts.items() for term in terms_of(vocabulary.group)]
    index = TermIndex(term for rule in files.rules for term in _terms(rule))
    context = TermIndex(term for _, term in (*cues, *facts))
    rarity = _rarity(files.rules)
    needs = tuple(
        tuple(
            frozenset(index.number[term] for term in terms_of(one))
            for one in sorted(_necessary(rule.groups), key=lambda one: _commonness(one, rarity))
        )
        for rule in files.rules
    )
    return RuleSet(
        files.rules,
        index,
        context,
        {context.number[term]: cue for cue, term in cues},
        {context.number[term]: name for name, term in facts},
        {
            rule.id: {index.number[term]: name for term in _terms(rule) if (name := fact_of(term)) is not None}
            for rule in files.rules
        },
        hashlib.sha256(f"{files.digest}\0{gazetteer.version}".encode()).hexdigest()[:12],
        {rule.id: _anchor(rule) for rule in files.rules},
        needs,
        (
            _filed([sets[0] for sets in needs], len(index.terms)),
            _filed([sets[:2][-1] for sets in needs], len(index.terms)),
        ),
    )


def _filed(sets: Sequence[frozenset[int]], terms: int) -> tuple[tuple[int, ...], ...]:
    """For each term, the numbers of the sets that hold it."""
    filed: dict[int, list[int]] = defaultdict(list)
    for number, one in enumerate(sets):
        for term in one:
            filed[term].append(number)
    return tuple(tuple(filed[term]) for term in range(terms))


def severity_of(rule: Rule, facts: Mapping[str, Number]) -> Severity:
    """The severity of a match with these facts: the worst that the rule's escalations give."""
    reached = [one.to for one in rule.escalate if all(asked.holds(facts.get(asked.fact)) for asked in one.when)]
    return max((rule.severity, *reached), key=SEVERITIES.index)


def _terms(rule: Rule) -> Iterator[Term]:
    for condition in (*rule.groups, *(unless.condition for unless in rule.unless)):
        yield from terms_of(condition)


def _anchor(rule: Rule) -> Condition:
    """The group a search begins at: the one with the fewest terms is most often what the event is about.

    Chosen by the rule alone, so that what a rule matches does not depend on the others.
    """
    return min(rule.groups, key=lambda group: sum(1 for _ in terms_of(group)))


def _necessary(conditions: Sequence[Condition]) -> Iterator[Condition]:
    """Conditions of which each must be met, taken apart as far as that holds."""
    for condition in conditions:
        if isinstance(condition, Group) and condition.need == len(condition.of):
            yield from _necessary(condition.of)
        else:
            yield condition


def _rarity(rules: Sequence[Rule]) -> Counter[TermWord]:
    """In how many rules each word is used: words that many analysts use are the common ones."""
    return Counter(
        word
        for rule in rules
        for word in {word for group in rule.groups for term in terms_of(group) for word in _words(term)}
    )


def _words(term: Term) -> Iterator[TermWord]:
    for phrase in term.phrases:
        yield from (word for word in phrase if word.text)


def _commonness(condition: Condition, used: Counter[TermWord]) -> float:
    """How often a condition is met, guessed: of each term its rarest word counts, and longer words are rarer."""
    return sum(
        min((used[word] / len(word.text) ** 2 for word in _words(term)), default=1.0) for term in terms_of(condition)
    )
