"""Who says so: the words beside "said", "according to", "за словами", his role, and whose side he is on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from babel import Locale

from streams.article import Frozen
from streams.languages.identify import SPOKEN_BY
from streams.languages.language import has
from streams.languages.lemma import is_surname, lemmas
from streams.languages.lexicon import languages
from streams.places.names import COUNTRY_NAMES, DEMONYM_STEMS, DEMONYMS
from streams.reading.scope import Bond, Scope
from streams.reading.speech_words import DASHES, SPACED_DASHES, speech_words
from streams.text.span import Span
from streams.text.text import Text


class Voice(Frozen):
    """Who asserts an event: `according_to` of a match."""

    name: str
    role: str | None = None
    side: str | None = None


_AMERICAN = re.compile(r"\bU\.?S\b")
MAX_WORDS = 10
"""A longer run of words beside "said" is no name and role any more."""
MAX_NAME = 120
"""Characters of a name: ten long words."""
SHORT_NAME = 2
"""Words of a country or capital: *Russia-Ukraine war: …* names no government."""
MAX_INVERTED = 6
"""Words behind a verb of speech that may be who speaks: *said Mayor X*; more are what he says."""
BEHIND_TOPIC = 2
"""Words behind a colon that may still be the topic: *The Latest*."""
MAX_HEADING = 5
"""Words before the colon of a heading that may be who says what follows."""


def voice_of(scope: Scope, cue: Span) -> Voice | None:
    """Who says what a cue of speech attributes; None when the sentence does not tell."""
    if scope.word(cue.first) in scope.speech_words.prepositions:
        nobody = scope.text.raw[scope.text.span(cue.last - 1)[1] :].startswith(",")  # as reported, the depot was hit
        return None if nobody else named(scope, _after(scope, cue.last, scope.speech_words.after_preposition))
    told = scope.word(cue.last - 1).endswith(scope.speech_words.passive_endings)
    fixed = has(scope.sentence.lang, "fixed-word-order")
    if (
        told
        or is_passive_behind(scope, cue)
        or scope.word(cue.first - 1) in scope.speech_words.passive_be
        or _is_noun(scope, cue)
    ):
        return None
    behind = named(scope, _after(scope, cue.last, scope.speech_words.stops))
    if not fixed and scope.opens(cue.first) and behind is not None and behind.role:
        return behind  # , которых ищут, пишет советник мэра
    subject = _subject(scope, cue)
    far = scope.segment(cue.first).last - cue.last > MAX_INVERTED
    resumed = scope.word(cue.last) in scope.clause_words.that_without_comma and scope.opens(
        cue.first
    )  # the governor, Oleh Kiper, said that
    if subject.first == subject.last and (far or resumed or scope.word(cue.first) in scope.speech_words.tell):
        return _apposed(scope, cue.first)
    if (
        subject.first < subject.last
        or scope.word(cue.last) in scope.speech_words.no_speaker
        or scope.word(cue.first).endswith(scope.clause_words.going_on_endings)
    ):
        return named(scope, subject)
    apposed = _apposed(scope, cue.first) if behind is None and fixed else None
    return apposed if apposed is not None and apposed.role else behind  # the governor, Oleh Kiper, said on Monday


def is_passive_behind(scope: Scope, cue: Span) -> bool:
    """Whether what follows a participle makes it passive: *accused of*, *reported by*."""
    word, behind = scope.word(cue.last - 1), scope.word(cue.last)
    accused = behind in scope.speech_words.accused_of and word.startswith(scope.speech_words.accused)
    return word.endswith(scope.clause_words.past_endings) and (accused or behind in scope.clause_words.by)


def _is_noun(scope: Scope, cue: Span) -> bool:
    """Whether a word of speech is what somebody does something about: *reports of*, *has not confirmed reports that*."""
    if scope.word(cue.first) not in scope.speech_words.nouns:
        return False
    done = scope.word(cue.first - 1).endswith(scope.clause_words.past_endings)
    return done or scope.word(cue.last) in scope.speech_words.of


def heading_voice(scope: Scope) -> tuple[Span, Voice] | None:
    """Who a heading begins or ends with, and his words: *Kyiv: dam hit*, *Dam hit — governor*; None without one."""
    first, last = scope.sentence.first, scope.sentence.last
    begin = next((one.first for one in scope.clauses if one.joined == ":"), None)
    if begin is not None and begin - first <= MAX_HEADING and not _is_topic(scope, begin):
        ahead = Span(first, begin)
        if (found := _heads(scope, ahead)) or (found := _is_known_surname(scope, ahead)):
            return ahead, found
    span = scope.segment(last - 1)
    if span.first == first or not scope.text.raw.startswith(DASHES, scope.text.span(span.first - 1)[1]):
        return None
    found = _heads(scope, span)
    if found is None and _is_surname(scope, span):
        found = named(scope, span)
    return (span, found) if found is not None else None


def _is_topic(scope: Scope, colon: int) -> bool:
    """Whether the words around a heading's colon say what it is about: *Ukraine war: …*, *Sudan: The Latest — …*."""
    around = (scope.word(at) for at in range(scope.sentence.first, colon + BEHIND_TOPIC))
    return not scope.speech_words.topics.isdisjoint(around)


def _heads(scope: Scope, span: Span) -> Voice | None:
    """Who the first or the last words of a heading name, if he has a role."""
    found = named(scope, span) if span.last - span.first <= MAX_HEADING else None
    if found is None or found.role is None or (found.role == "government" and span.last - span.first > SHORT_NAME):
        return None
    return found


def _is_known_surname(scope: Scope, span: Span) -> Voice | None:
    """The voice of a Ukrainian or Russian heading that begins with one surname: *Песков: …*; not *Харьков: …*."""
    if span.last - span.first != 1 or not is_surname(scope.sentence.lang, scope.word(span.first)):
        return None
    return named(scope, span)


def _is_surname(scope: Scope, span: Span) -> bool:
    """Whether nothing but a name of one or two words ends a heading: *Depot destroyed — Arestovych*."""
    if span.last - span.first > SHORT_NAME or span.last != scope.sentence.last:
        return False
    words = [scope.text.quote(at, at + 1) for at in range(*span)]
    spaced = scope.text.raw.startswith(SPACED_DASHES, scope.text.span(span.first - 1)[1])
    told = [scope.word(at) for at in range(*span)]
    place = any(_country(scope, word, adjectives=True) for word in told)
    return spaced and not place and all(word[0].isupper() and not word.isupper() for word in words)


def _subject(scope: Scope, cue: Span) -> Span:
    """The words of the clause before a cue up to a comma: its subject, if it is a verb."""
    segment = scope.segment(cue.first)
    first = segment.first
    if first == cue.first:
        first = _resumed(scope, cue.first)
    last = cue.first if first == segment.first else scope.segment(first).last
    while first < last and (scope.word(first) in scope.speech_words.leading or scope.word(first)[0].isdigit()):
        first += 1
    while last > first and (
        scope.word(last - 1) in scope.speech_words.trailing
        or scope.word(last - 1).endswith(scope.speech_words.trailing_endings)
    ):
        last -= 1
    while (
        last - 1 > first and scope.word(last - 1) in scope.speech_words.joining
    ):  # "shelled the town and said": who did the one says the other
        last -= 1
    return Span(first, last if last - first <= MAX_WORDS else first)


def _apposed(scope: Scope, at: int) -> Voice | None:
    """Who is named with a comma behind: *the spokesman, X, told reporters*; of two stretches the one with a role."""
    found = None
    while at > scope.sentence.first:
        segment = scope.segment(at - 1)
        one = named(scope, segment) if segment.last - segment.first <= MAX_WORDS else None
        if one is None or (found is not None and not one.role):
            break
        found, at = one, segment.first
        if one.role:
            break
    return found


def _resumed(scope: Scope, at: int) -> int:
    """Where the clause of a word began before an insertion: *the mayor, whose town was shelled, said*; else the word."""
    clause = scope.clause(at)
    if at > scope.sentence.first and scope.clause(at - 1).parent == clause.number != scope.clause(at - 1).number:
        inserted = scope.clause(at - 1)
        if inserted.bond is Bond.RELATIVE and inserted.first > clause.first:
            return scope.segment(inserted.first - 1).first
    return at


def _after(scope: Scope, at: int, stops: frozenset[str]) -> Span:
    """The words from one on, up to a comma, the end of the clause or a word that no name has."""
    end = scope.sentence.last
    while at < end and scope.word(at) in scope.speech_words.leading:
        at += 1
    if at >= end:
        return Span(at, at)
    last = at
    limit = scope.segment(at).last
    while last < limit and last - at < MAX_WORDS and scope.word(last) not in stops:
        last += 1
    if has(scope.sentence.lang, "joined-articles") and (
        last >= end or scope.word(last) not in scope.clause_words.that_at_once
    ):
        last = _name_with_articles(scope, at, last)
    return Span(at, last)


def _name_with_articles(scope: Scope, first: int, last: int) -> int:
    """Where who speaks ends when what he says follows at once: *نفى الجيش الإسرائيلي قصف القرية*."""
    at = first + 1
    while at < last:
        before, word = scope.word(at - 1), scope.word(at)
        named_for = before in scope.speech_words.in_name_of or word in scope.speech_words.in_name_of
        described = not before.startswith(scope.speech_words.article) or word.endswith(
            scope.speech_words.adjective_endings
        )
        if not named_for and not (word.startswith(scope.speech_words.article) and described):
            break
        at += 1
    return at


def named(scope: Scope, span: Span) -> Voice | None:
    """The voice that some words name; None when they name nobody."""
    words = [scope.word(at) for at in range(*span)]
    if not words or all(word in scope.speech_words.nobody or word[0].isdigit() for word in words):
        return None
    lang = scope.sentence.lang
    name = _quoted(scope.text, span)
    if has(lang, "joined-prepositions") and scope.word(span.first - 1) in scope.speech_words.prepositions:
        name = _bare(name, scope.speech_words.joined)
    if not scope.speech_words.victims.isdisjoint(words):
        return None  # with one dead and four wounded reported
    if words[0].endswith(scope.clause_words.going_on_endings) and name[0].islower():
        return None  # marking the first reported death
    return Voice(name=name, role=_role(scope, words, name), side=_side(scope, words, name))


def _bare(name: str, joined: Sequence[str]) -> str:
    """A name without the preposition written together with it."""
    return next((name.removeprefix(one) for one in joined if name.startswith(one)), name)


def _quoted(text: Text, span: Span) -> str:
    return " ".join(text.quote(*span).split())[:MAX_NAME]


def _role(scope: Scope, words: list[str], name: str) -> str | None:
    """The role that words name; the first of the table where they name several: an army's spokesman speaks."""
    lang = scope.sentence.lang
    words = _without_seat(lang, words)
    forms = {form for word in words for form in (word, *_forms(lang, word))}
    for role, known in speech_words(lang).roles.items():
        if not known.isdisjoint(forms):
            if role == "adviser":
                return "official"
            if role == "head" and speech_words(lang).regions.isdisjoint(forms):
                return "official"
            return "governor" if role == "head" else role
    if (
        _AMERICAN.search(name)
        or any(_country(scope, word, adjectives=False) for word in words)
        or _long_country(lang, words)
    ):
        return "government"
    return None


def _without_seat(lang: str, words: list[str]) -> list[str]:
    """Words up to where somebody is: *mediators in Cairo* are not Egypt's government."""
    end = next((at for at, word in enumerate(words) if at and word in speech_words(lang).seat), len(words))
    return words[:end]


def _side(scope: Scope, words: list[str], name: str) -> str | None:
    """The country whose the words say he is."""
    code = _long_country(scope.sentence.lang, words) or ("US" if _AMERICAN.search(name) else None)
    for word in words:
        code = code or scope.world.armies.get(word) or _country(scope, word, adjectives=True)
    if code is None:
        return None
    return country_name(code)


def country_name(code: str) -> str:
    """The English name by which the side of who speaks is told, of a country's code."""
    return COUNTRY_NAMES[code][0] if code in COUNTRY_NAMES else _english(code)


def _long_country(lang: str, words: list[str]) -> str | None:
    """The country whose name of two words stands among some words."""
    return next((code for pair in pairwise(words) if (code := _countries(lang).get(" ".join(pair)))), None)


def _country(scope: Scope, word: str, *, adjectives: bool) -> str | None:
    lang, bare = scope.sentence.lang, word.removesuffix("'s")
    for form in (bare, *_forms(lang, bare)):
        if (code := _countries(lang).get(form) or scope.world.capitals.get(form)) is not None:
            return code
    if not adjectives:
        return None
    return DEMONYMS.get(bare) or DEMONYM_STEMS.get(bare[:5])


def _forms(lang: str, word: str) -> frozenset[str]:
    return frozenset(form for one in _declining(lang) for form in lemmas(one, word))


@cache
def _declining(lang: str) -> tuple[str, ...]:
    """A language, or those that decline nouns of the ones that an undetermined one may be."""
    if lang in languages():
        return (lang,)
    return tuple(sorted(one for one in SPOKEN_BY.get(lang, ()) if has(one, "cases")))


@cache
def _countries(lang: str) -> dict[str, str]:
    """Countries by their names, in every language they are listed in, and what sentences of one call them."""
    listed = {name.casefold(): code for code, names in COUNTRY_NAMES.items() for name in names}
    listed.pop("us")  # it is a pronoun as well: see `_AMERICAN`
    return listed | speech_words(lang).countries


def _english(code: str) -> str:
    return str(Locale("en").territories.get(code, code))
