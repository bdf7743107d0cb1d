"""Words that begin clauses or keep a cue from reaching further: closed classes, those of a sentence's language.

What each is for is told in `streams.languages.roles`, room `clause`, under the role of the same name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property

from streams.languages.filled import ROLE, filled
from streams.languages.language import lexicon_alike, lexicon_of

PARTS = frozenset(',;:()\u2013\u2014\u060c"«»“”„')
"""Signs that part words within a clause or end it."""
MEASURE = 3
"""Words that may stand before the conjunction that opens a sentence: *two years after*."""
SHORTEST_PARTICIPLE = 5
BACKGROUND = 3
"""Words from what tells an event as known to the event."""


@dataclass(frozen=True, eq=False)
class ClauseWords:
    """The words by which sentences of one language are parted into clauses.

    Where commas part clauses, a relative clause begins behind one (``relative``), elsewhere at its first word
    (``relative_at_once``); so does what is said (``that_at_once``). ``participle_endings`` are those of the languages
    whose passive is formed alike: in a Ukrainian sentence *building* is a name's, not a participle.
    """

    weak_contrast: frozenset[str]
    condition: frozenset[str]
    whether: frozenset[str]
    that_without_comma: frozenset[str]
    that: frozenset[str]
    relative_stems: tuple[str, ...]
    adverbial: frozenset[str]
    times: frozenset[str]
    when: frozenset[str]
    joining: frozenset[str] = field(metadata={ROLE: "and"})
    no_time_before_as: frozenset[str]
    no_time_after_as: frozenset[str]
    reports: frozenset[str]
    participles: frozenset[str]
    anaphors: frozenset[str]
    disclaimed: frozenset[str]
    be: frozenset[str]
    present_be: frozenset[str]
    being: frozenset[str]
    of_whom: frozenset[str]
    negated_verbs: frozenset[str]
    victims: tuple[str, ...]
    light_verbs: tuple[str, ...]
    calls: tuple[str, ...]
    threats: tuple[str, ...]
    thought: tuple[str, ...]
    voted: frozenset[str]
    by_vote: frozenset[str]
    agreed: frozenset[str]
    by_agreement: frozenset[str]
    for_that: frozenset[str]
    warn: tuple[str, ...]
    warned: frozenset[str]
    ordered: frozenset[str]
    presupposed: frozenset[str]
    stops: frozenset[str]
    indefinite: frozenset[str]
    modals: frozenset[str]
    intended: frozenset[str]
    inverted: frozenset[str]
    irreal: frozenset[str]
    strikes: tuple[str, ...]
    questions: frozenset[str]
    topic: frozenset[str]
    any: frozenset[str]
    charges: frozenset[str]
    answers: tuple[str, ...]
    supplied: tuple[str, ...]
    purpose: frozenset[str] = field(metadata={ROLE: "for"})
    attributes: frozenset[str]
    results: frozenset[str]
    evidence: frozenset[str]
    cases: frozenset[str]
    achieved_stems: tuple[str, ...]
    achieved: frozenset[str]
    performing: tuple[str, ...]
    which: frozenset[str]
    took_up: frozenset[str]
    deeds: tuple[str, ...]
    no_infinitive: frozenset[str]
    pointing: frozenset[str]
    going_on: frozenset[str]
    attacks: tuple[str, ...]
    strong_verbs: frozenset[str]
    impersonal: tuple[str, ...]
    points_back: frozenset[str]
    before_places: frozenset[str]
    later: frozenset[tuple[str, ...]]
    consequences: tuple[str, ...]
    past_endings: tuple[str, ...]
    going_on_endings: tuple[str, ...]
    infinitive_before: frozenset[str]
    no_infinitive_endings: tuple[str, ...]
    negated_endings: tuple[str, ...]
    by: frozenset[str]
    have: frozenset[str]
    since: frozenset[str]
    since_when: frozenset[str]
    as_: frozenset[str]
    dated_of: frozenset[str]
    governing: frozenset[str]
    failing: tuple[str, ...]
    claimed_over: frozenset[str]
    hearsay_of: frozenset[str]
    contrast: frozenset[str]
    that_at_once: frozenset[str]
    relative: frozenset[str]
    relative_at_once: frozenset[str]
    participle_endings: tuple[str, ...]
    other_openers: frozenset[str] = field(metadata={ROLE: "openers"})
    empty_subjects: frozenset[str]

    @cached_property
    def openers(self) -> frozenset[str]:
        """All words at which a clause may begin."""
        return self.other_openers.union(
            self.contrast, self.condition, self.that, self.relative, self.relative_at_once, self.adverbial
        )

    @cached_property
    def been(self) -> frozenset[str]:
        """Forms of *be* alone."""
        return self.be - self.have

    @cached_property
    def adverbial_alone(self) -> frozenset[str]:
        """What begins an adverbial clause and nothing else: not *as*."""
        return self.adverbial - self.as_

    @cached_property
    def full_anaphors(self) -> frozenset[str]:
        """Words that point back at something: not the subject of *it rains*."""
        return self.anaphors - self.empty_subjects


@cache
def clause_words(lang: str) -> ClauseWords:
    """Those of a language, or of an undetermined one."""
    lexicon = lexicon_of(lang)
    words = lexicon.words
    by_comma, at_once = lexicon.parted("commas-part-clauses")
    return filled(
        ClauseWords,
        "clause",
        lexicon,
        contrast=words("clause.contrast") | words("clause.contrast-2") | words("clause.weak-contrast"),
        that_at_once=words("clause.that-without-comma") | at_once.words("clause.that"),
        relative=by_comma.words("clause.relative"),
        relative_at_once=at_once.words("clause.relative"),
        participle_endings=lexicon_alike(lang, "passive-by-be").stems("clause.participle-endings"),
    )
