"""Words that begin clauses or keep a cue from reaching further: closed classes, those of a sentence's language.

What each is for is told in `streams.languages.roles`, room `clause`, under the role of the same name.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from streams.languages.language import lexicon_alike, lexicon_of

PARTS = frozenset(',;:()\u2013\u2014\u060c"«»“”„')
"""Signs that part words within a clause or end it."""
MEASURE = 3
"""Words that may stand before the conjunction that opens a sentence: *two years after*."""
SHORTEST_PARTICIPLE = 5
BACKGROUND = 3
"""Words from what tells an event as known to the event."""


class ClauseWords:
    """The words by which sentences of one language are parted into clauses.

    Where commas part clauses, a relative clause begins behind one (``relative``), elsewhere at its first word
    (``relative_at_once``); so does what is said (``that_at_once``). ``participle_endings`` are those of the languages
    whose passive is formed alike: in a Ukrainian sentence *building* is a name's, not a participle.
    """

    def __init__(self, lang: str) -> None:  # noqa: PLR0915 one line a role
        lexicon = lexicon_of(lang)
        words, stems = lexicon.words, lexicon.stems
        by_comma, at_once = lexicon.parted("commas-part-clauses")
        self.weak_contrast: Final = words("clause.weak-contrast")
        self.contrast: Final = words("clause.contrast") | words("clause.contrast-2") | self.weak_contrast
        self.condition: Final = words("clause.condition")
        self.whether: Final = words("clause.whether")
        self.that_without_comma: Final = words("clause.that-without-comma")
        self.that: Final = words("clause.that")
        self.that_at_once: Final = self.that_without_comma | at_once.words("clause.that")
        self.relative: Final = by_comma.words("clause.relative")
        self.relative_at_once: Final = at_once.words("clause.relative")
        self.relative_stems: Final = stems("clause.relative-stems")
        self.adverbial: Final = words("clause.adverbial")
        self.times: Final = words("clause.times")
        self.when: Final = words("clause.when")
        self.joining: Final = words("clause.and")
        self.openers: Final = frozenset().union(
            *(self.contrast, self.condition, self.that, self.relative, self.relative_at_once, self.adverbial),
            words("clause.openers"),
        )
        self.no_time_before_as: Final = words("clause.no-time-before-as")
        self.no_time_after_as: Final = words("clause.no-time-after-as")
        self.reports: Final = words("clause.reports")
        self.participles: Final = words("clause.participles")
        self.participle_endings: Final = lexicon_alike(lang, "passive-by-be").stems("clause.participle-endings")
        self.anaphors: Final = words("clause.anaphors")
        self.disclaimed: Final = words("clause.disclaimed")
        self.be: Final = words("clause.be")
        self.present_be: Final = words("clause.present-be")
        self.being: Final = words("clause.being")
        self.of_whom: Final = words("clause.of-whom")
        self.negated_verbs: Final = words("clause.negated-verbs")
        self.victims: Final = stems("clause.victims")
        self.light_verbs: Final = stems("clause.light-verbs")
        self.calls: Final = stems("clause.calls")
        self.threats: Final = stems("clause.threats")
        self.thought: Final = stems("clause.thought")
        self.voted: Final = words("clause.voted")
        self.by_vote: Final = words("clause.by-vote")
        self.agreed: Final = words("clause.agreed")
        self.by_agreement: Final = words("clause.by-agreement")
        self.for_that: Final = words("clause.for-that")
        self.warn: Final = stems("clause.warn")
        self.warned: Final = words("clause.warned")
        self.ordered: Final = words("clause.ordered")
        self.presupposed: Final = words("clause.presupposed")
        self.stops: Final = words("clause.stops")
        self.indefinite: Final = words("clause.indefinite")
        self.modals: Final = words("clause.modals")
        self.intended: Final = words("clause.intended")
        self.inverted: Final = words("clause.inverted")
        self.irreal: Final = words("clause.irreal")
        self.strikes: Final = stems("clause.strikes")
        self.questions: Final = words("clause.questions")
        self.topic: Final = words("clause.topic")
        self.any: Final = words("clause.any")
        self.charges: Final = words("clause.charges")
        self.answers: Final = stems("clause.answers")
        self.supplied: Final = stems("clause.supplied")
        self.purpose: Final = words("clause.for")
        self.attributes: Final = words("clause.attributes")
        self.results: Final = words("clause.results")
        self.evidence: Final = words("clause.evidence")
        self.cases: Final = words("clause.cases")
        self.achieved_stems: Final = stems("clause.achieved-stems")
        self.achieved: Final = words("clause.achieved")
        self.performing: Final = stems("clause.performing")
        self.which: Final = words("clause.which")
        self.took_up: Final = words("clause.took-up")
        self.deeds: Final = stems("clause.deeds")
        self.no_infinitive: Final = words("clause.no-infinitive")
        self.pointing: Final = words("clause.pointing")
        self.going_on: Final = words("clause.going-on")
        self.attacks: Final = stems("clause.attacks")
        self.strong_verbs: Final = words("clause.strong-verbs")
        self.impersonal: Final = stems("clause.impersonal")
        self.points_back: Final = words("clause.points-back")
        self.before_places: Final = words("clause.before-places")
        self.later: Final = lexicon.phrases("clause.later")
        self.consequences: Final = stems("clause.consequences")
        self.past_endings: Final = stems("clause.past-endings")
        self.going_on_endings: Final = stems("clause.going-on-endings")
        self.infinitive_before: Final = words("clause.infinitive-before")
        self.no_infinitive_endings: Final = stems("clause.no-infinitive-endings")
        self.negated_endings: Final = stems("clause.negated-endings")
        self.by: Final = words("clause.by")
        self.have: Final = words("clause.have")
        self.been: Final = self.be - self.have
        self.since: Final = words("clause.since")
        self.since_when: Final = words("clause.since-when")
        self.as_: Final = words("clause.as")
        self.adverbial_alone: Final = self.adverbial - self.as_
        self.dated_of: Final = words("clause.dated-of")
        self.governing: Final = words("clause.governing")
        self.failing: Final = stems("clause.failing")
        self.claimed_over: Final = words("clause.claimed-over")
        self.hearsay_of: Final = words("clause.hearsay-of")
        self.full_anaphors: Final = self.anaphors - words("clause.empty-subjects")


@cache
def clause_words(lang: str) -> ClauseWords:
    """Those of a language, or of an undetermined one."""
    return ClauseWords(lang)
