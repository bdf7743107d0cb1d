"""What the form of an event's own verb says: *are storming*, *to strike*, *ударит*, *начнёт наступление*."""

from __future__ import annotations

from typing import Literal

from streams.languages.language import has
from streams.languages.lemma import tense
from streams.reading.scope import Scope
from streams.text.span import Span

Form = Literal["expected", "ongoing"]
"""The status by its name: a future or an infinitive is expected, a present goes on."""

FAR_ORDER = 8
"""Words from "told" to the infinitive of what is to be done."""
VOTE_REACH = 5
"""Words from "voted" to what the vote does: *voted unanimously on Wednesday to ratify*."""
FOR_REACH = 2
"""Words from "for" to the event it is for."""
LIGHT_REACH = 3
"""Words between an event and the verb that says it begins or is made."""


def form_of(scope: Scope, span: Span) -> Form | None:
    """What the form of some words, or of the verb beside them, says of the event they name; None when nothing."""
    word, lang = scope.word(span.first), scope.sentence.lang
    if has(lang, "tense-by-auxiliaries"):
        named = scope.text.quote(span.first, span.first + 1)[0].isupper()
        verb = not named and not word.endswith(scope.clause_words.no_infinitive_endings)
        if verb and scope.word(span.first - 1) in scope.clause_words.infinitive_before:
            return None if _is_done(scope, span.first - 1) else "expected"
        return "ongoing" if _is_progressive(scope, span.first) else None
    if not (form := tense(lang, word)):
        return _form_beside(scope, span)
    if form == "future" or (form == "infinitive" and not _is_achieved(scope, span.first)):
        return "expected"
    return "ongoing" if form == "present" else None


def _form_beside(scope: Scope, span: Span) -> Form | None:
    """What the verb that makes a noun an event says of it: *начнёт наступление*, *нанести удар*, *наносят удары*."""
    if any(scope.word(at) in scope.clause_words.purpose for at in range(span.first - FOR_REACH, span.first)):
        return None if scope.is_supplied(span.first) else "expected"
    for at in range(max(span.first - LIGHT_REACH, scope.sentence.first), span.last + LIGHT_REACH):
        if not scope.word(at).startswith(scope.clause_words.light_verbs) or not scope.together(at, span.first):
            continue
        form = tense(scope.sentence.lang, scope.word(at))
        if form == "future" or (form == "infinitive" and at < span.first and not _is_achieved(scope, at)):
            return "expected"
        if form == "present":
            return "ongoing"
    return None


def _is_achieved(scope: Scope, infinitive: int) -> bool:
    """Whether an infinitive tells what was done or tried: *вдалося захопити*."""
    before = [scope.word(at) for at in range(infinitive - 3, infinitive)]
    return any(
        word in scope.clause_words.achieved or word.startswith(scope.clause_words.achieved_stems) for word in before
    )


def _is_done(scope: Scope, to: int) -> bool:
    """Whether an infinitive tells what was done or ordered: *managed to strike*, *told residents to leave*."""
    if scope.word(to - 1) in scope.clause_words.achieved | scope.clause_words.no_infinitive:
        return True
    voted = any(scope.word(at) in scope.clause_words.voted for at in range(to - VOTE_REACH, to))
    if voted and scope.word(to + 1) in scope.clause_words.by_vote:
        return True
    if scope.word(to - 1) in scope.clause_words.agreed and scope.word(to + 1) in scope.clause_words.by_agreement:
        return True
    return any(scope.word(at) in scope.clause_words.ordered for at in range(to - FAR_ORDER, to))


def _is_progressive(scope: Scope, at: int) -> bool:
    """*Are storming*, *have been shelling*, *is being shelled*; not *was storming*."""
    while (
        scope.word(at) in scope.clause_words.being
        or scope.word(at).endswith(scope.clause_words.going_on_endings)
        or scope.word(at - 1) in scope.clause_words.being
    ):
        at -= 1
        if scope.word(at) in scope.clause_words.present_be:
            following = [scope.word(at + ahead) for ahead in (1, 2, 3)]
            return any(word.endswith(scope.clause_words.going_on_endings) for word in following)
    return False
