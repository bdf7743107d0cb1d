"""Words that begin clauses or keep a cue from reaching further: closed classes of English, Ukrainian, Russian and Arabic."""

from __future__ import annotations

from streams.languages.lexicon import stems, stems_by_language, words

PARTS = frozenset(',;:()\u2013\u2014\u060c"«»“”„')
"""Signs that part words within a clause or end it."""
WEAK_CONTRAST = words("clause.weak-contrast")
CONTRAST = words("clause.contrast") | words("clause.contrast-2") | WEAK_CONTRAST
CONDITION = words("clause.condition")
WHETHER = words("clause.whether")
THAT_WITHOUT_COMMA = words("clause.that-without-comma")
ARABIC_THAT = words("clause.arabic-that")
THAT = words("clause.that") | ARABIC_THAT
RELATIVE = words("clause.relative")
ARABIC_RELATIVE = words("clause.arabic-relative")
RELATIVE_STEMS = stems("clause.relative-stems")
ADVERBIAL = words("clause.adverbial")
TIMES = words("clause.times")
WHEN = words("clause.when")
AND = words("clause.and")
OPENERS = CONTRAST | CONDITION | THAT | RELATIVE | ARABIC_RELATIVE | ADVERBIAL | words("clause.openers")
NO_TIME_BEFORE_AS = words("clause.no-time-before-as")
NO_TIME_AFTER_AS = words("clause.no-time-after-as")
MEASURE = 3
"""Words that may stand before the conjunction that opens a sentence: *two years after*."""
REPORTS = words("clause.reports")
PARTICIPLES = words("clause.participles")
SHORTEST_PARTICIPLE = 5
_ENDINGS = stems_by_language("clause.participle-endings")
PARTICIPLE_ENDINGS = {
    True: _ENDINGS["en"],
    False: tuple(ending for lang, listed in _ENDINGS.items() if lang != "en" for ending in listed),
}
"""How participles end, in English and in the others."""

ANAPHORS = words("clause.anaphors")
DISCLAIMED = words("clause.disclaimed")
BE = words("clause.be")
PRESENT_BE = words("clause.present-be")
BEING = words("clause.being")
OF_WHOM = words("clause.of-whom")
NEGATED_VERBS = words("clause.negated-verbs")
VICTIMS = stems("clause.victims")
LIGHT_VERBS = stems("clause.light-verbs")
CALLS = stems("clause.calls")
THREATS = stems("clause.threats")
THOUGHT = stems("clause.thought")
VOTED = words("clause.voted")
BY_VOTE = words("clause.by-vote")
AGREED = words("clause.agreed")
BY_AGREEMENT = words("clause.by-agreement")
FOR_THAT = words("clause.for-that")
WARN = stems("clause.warn")
WARNED = words("clause.warned")
ORDERED = words("clause.ordered")
PRESUPPOSED = words("clause.presupposed")
BACKGROUND = 3
"""Words from them to the event."""
STOPS = words("clause.stops")
INDEFINITE = words("clause.indefinite")
MODALS = words("clause.modals")
INTENDED = words("clause.intended")
INVERTED = words("clause.inverted")
IRREAL = words("clause.irreal")
STRIKES = stems("clause.strikes")
QUESTIONS = words("clause.questions")
TOPIC = words("clause.topic")
ANY = words("clause.any")
CHARGES = words("clause.charges")
ANSWERS = stems("clause.answers")
SUPPLIED = stems("clause.supplied")
FOR = words("clause.for")
ATTRIBUTES = words("clause.attributes")
RESULTS = words("clause.results")
EVIDENCE = words("clause.evidence")
CASES = words("clause.cases")
ACHIEVED_STEMS = stems("clause.achieved-stems")
ACHIEVED = words("clause.achieved")
PERFORMING = stems("clause.performing")
WHICH = words("clause.which")
TOOK_UP = words("clause.took-up")
DEEDS = stems("clause.deeds")
NO_INFINITIVE = words("clause.no-infinitive")

POINTING = words("clause.pointing")
GOING_ON = words("clause.going-on")
ATTACKS = stems("clause.attacks")
