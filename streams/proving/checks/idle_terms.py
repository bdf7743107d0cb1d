"""Checks of terms: those that can never match, or add nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from streams.languages.identify import FUNCTION_WORDS
from streams.languages.language import language
from streams.languages.lemma import dictionary_of, is_ordinary
from streams.match.index import TermIndex
from streams.match.occurrences import Occurrences
from streams.proving.checks.cover import Filed, covers
from streams.proving.checks.finding import Finding, Subject, Whole, alternatives, conditions_of, own_terms
from streams.reading.cue import Cue
from streams.rules.rule import Rule, Term, TermWord
from streams.text.text import Text, read


def term_twice(subject: Subject, _whole: Whole) -> Iterator[Finding]:
    """A term stands once in a list of which any is enough.

    The second changes nothing, and whoever removes only one of them wonders why the rule goes on matching.
    """
    for listed in _lists(subject):
        shared = {term for term, borrowed in listed if borrowed}
        seen: dict[Term, Term] = {}
        for term, borrowed in sorted(listed, key=lambda one: bool(one[0].overlay)):
            if not borrowed and (term in shared or term in seen):
                first = "a concept beside it has it" if term in shared else _first(seen[term], term, subject)
                yield Finding.about(term, f"the term {term.text!r} is given twice", f"{first}: remove one")
            seen.setdefault(term, term)


def _first(first: Term, second: Term, subject: Subject) -> str:
    """Where a term stands that is given again."""
    line = first.at[0]
    return f"first in line {line}" if first.overlay == second.overlay else f"first in {subject.file}:{line}"


def swallowed_term(subject: Subject, whole: Whole) -> Iterator[Finding]:
    """A term finds something that no other of its list finds.

    `drone attack` beside `drone` is never what made the rule match; either it goes, or `drone` is too wide. Pseudo cues
    are left out: there a longer term covers more words, and so says more.
    """
    if subject is whole.files.cues.get(Cue.PSEUDO):
        return
    for listed in _lists(subject):
        filed = Filed([term for term, _ in listed])
        for number, (term, borrowed) in enumerate(listed):
            if borrowed:
                continue
            for place in filed.covering(term):
                other = listed[place][0]
                if other != term and not (place > number and covers(term, other)):
                    text = f"{term.text!r} adds nothing: {other.text!r} finds it too"
                    yield Finding.about(term, text, f"remove {term.text!r}, or narrow {other.text!r}")
                    break


def unreachable_term(subject: Subject, _whole: Whole) -> Iterator[Finding]:
    """A term matches its own words.

    `Novaya.Gazeta` does not: its full stop ends a sentence, and no term reaches beyond one.
    """
    spoken = [term for term in own_terms(subject) if not term.regex and not _has_slot(term)]
    index = TermIndex(spoken)
    for term in spoken:
        if index.number[term] not in Occurrences(index, [_said(term)]).present:
            text = f"{term.text!r} does not match its own words: they do not stand in one sentence"
            yield Finding.about(term, text, "leave out the full stops inside it, or join the parts by `~5`")


def _has_slot(term: Term) -> bool:
    return any(word.kind in {"number", "place"} for phrase in term.phrases for word in phrase)


def grammatical_term(subject: Subject, whole: Whole) -> Iterator[Finding]:
    """A term has a word that says something.

    A term of grammatical words alone (`of the`, `не`) stands in nearly every sentence. Cues may have such terms.
    """
    if whole.is_cue(subject):
        return
    for term in own_terms(subject):
        words = [word for phrase in term.phrases for word in phrase]
        if words and all(word.kind != "prefix" and term.lang in FUNCTION_WORDS.get(word.text, ()) for word in words):
            text = f"{term.text!r} is only grammar: nearly every sentence has it"
            yield Finding.about(term, text, "add the word that it is about")


def foreign_word(subject: Subject, _whole: Whole) -> Iterator[Finding]:
    """A term's words are of its language, not of a neighbour that is written in the same letters.

    A sentence that holds `поезд` is Russian: under `uk` the word is never found. Told is what only the neighbour's
    dictionary knows. That of Russian lacks the newest words, so one that stands under both languages is of both.
    """
    stands = {(term.lang, word.text) for term in own_terms(subject) for word in _spelt_out(term)}
    for term in own_terms(subject):
        own = dictionary_of(term.lang)
        for word, other in product(_spelt_out(term), language(term.lang).beside):
            if len(word.text) < SHORTEST or f"{word.text}-" in term.text:
                continue
            if own.lacks_new_words and (other, word.text) in stands:
                continue
            if is_ordinary(other, word.text) and not own.is_known(word.text):
                text = f"the word {word.text!r} is not known in {term.lang!r}, and is a word of {other!r}"
                yield Finding.about(term, text, f"move {term.text!r} under {other!r}, or translate it")
                break


SHORTEST = 4
"""Letters below which an unknown word is most often an abbreviation, which neighbours share: ДРГ, НПЗ."""


def _spelt_out(term: Term) -> Iterator[TermWord]:
    return (word for phrase in term.phrases for word in phrase if word.kind in {"lemma", "exact"})


def needless_regex(subject: Subject, _whole: Whole) -> Iterator[Finding]:
    """A regular expression asks for more than words.

    Letters alone are found inside longer words, `dam` in *damage*, and in no other form: a plain term does better.
    """
    for term in own_terms(subject):
        if _LETTERS.fullmatch(term.regex):
            text = f"the expression {term.regex!r} is plain words, and is found inside longer ones too"
            yield Finding.about(term, text, f"write the term alone, {term.regex}; a star at its end finds longer ones")


_LETTERS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")

_GAP = re.compile(r"\s+[~>]\d+\s+")


def _said(term: Term) -> Text:
    """The words of a term as a text says them, in sentences of the term's language."""
    plain = " ".join(piece.removesuffix("*") for piece in _GAP.sub(" ", term.text.removeprefix("=")).split())
    return read("text", plain, term.lang)


def _lists(subject: Subject) -> Iterator[list[tuple[Term, bool]]]:
    for condition in conditions_of(subject):
        yield from alternatives(condition, root=not isinstance(subject, Rule))
