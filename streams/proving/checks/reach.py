"""Checks of what a rule or a vocabulary reaches: too much, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from streams.proving.checks.cover import Filed
from streams.proving.checks.finding import FEWEST, Finding, Subject, Whole, is_alternative, own_terms, placed_terms
from streams.rules.parse import Vocabulary
from streams.rules.rule import Rule, Term, terms_of

TOO_MANY = 5
"""One in so many: a rule that matches a fifth of ordinary news is about no event, and its readers would mute it."""


def too_broad(rule: Rule, whole: Whole) -> Iterator[Finding]:
    """A rule leaves ordinary news alone: it matches less than a fifth of the neutral sample in each language."""
    for lang, matched, count in whole.shares(rule):
        if count >= FEWEST and matched * TOO_MANY >= count:
            text = f"the rule matches {matched} of {count} ordinary news items in {lang!r}"
            yield Finding((), text, "add a group that says what the event is about")


def common_term(subject: Subject, whole: Whole) -> Iterator[Finding]:
    """A pattern tells one text from another: it stands in less than half of the neutral sample in its language.

    `{regex: '.+'}` and `a*` are found nearly everywhere, so the group that holds one asks for nothing. Cues may have
    such terms.
    """
    if whole.is_cue(subject):
        return
    for term in own_terms(subject):
        if (share := whole.common_terms.get(term)) is not None:
            text = f"{term.text!r} stands in {share.matched} of {share.of} ordinary news items in {term.lang!r}"
            yield Finding.about(term, text, "write the words that it is about")


def idle_group(rule: Rule, _whole: Whole) -> Iterator[Finding]:
    """Each group of `all` asks for something of its own.

    Where one holds every term of another, whatever meets that one meets it too; most often it was copied.
    """
    held = [frozenset(terms_of(group)) if is_alternative(group) else frozenset() for group in rule.groups]
    for number, terms in enumerate(held):
        for other, narrower in enumerate(held):
            if narrower and narrower <= terms and (narrower != terms or other < number):
                text = f"group {number + 1} adds nothing: whatever meets group {other + 1} meets it too"
                yield Finding(("all", number), text, "remove it, or narrow it")
                break


def always_excused(rule: Rule, _whole: Whole) -> Iterator[Finding]:
    """What a rule asks for does not excuse it.

    A term that stands both in a group and in `unless` can never make the rule match.
    """
    excusing = _excusing(rule)
    filed = Filed(excusing)
    for number, group in enumerate(rule.groups):
        excused = [
            (term, borrowed, excusing[first])
            for term, borrowed in placed_terms(group)
            for first in islice(filed.covering(term), 1)
        ]
        if is_alternative(group) and len(excused) == sum(1 for _ in terms_of(group)):
            text = f"group {number + 1} can never meet the rule: `unless` holds all its terms"
            yield Finding(("unless",), text, "remove them from `unless`", key=True)
            continue
        for term, borrowed, excuse in excused:
            if not borrowed:
                text = f"{term.text!r} can never meet the rule: {excuse.text!r} in `unless` excuses it"
                yield Finding.about(term, text, "remove it here or there")


def _excusing(rule: Rule) -> list[Term]:
    """The terms of `unless` any of which is enough, wherever the rule looks."""
    return [
        term
        for unless in rule.unless
        if unless.within == rule.within or unless.within.unit == "article"
        if is_alternative(unless.condition)
        for term in terms_of(unless.condition)
    ]


def unused_concept(vocabulary: Vocabulary, whole: Whole) -> Iterator[Finding]:
    """Some rule uses every concept.

    Most often the rule that should use it names another, or spells it out.
    """
    if whole.files.concepts.get(vocabulary.name) is vocabulary and vocabulary.name not in whole.used_concepts:
        text = f"no rule uses the concept {vocabulary.name!r}"
        yield Finding((), text, f"name it in a rule, {{concept: {vocabulary.name}}}, or remove the file")


def cue_language(vocabulary: Vocabulary, whole: Whole) -> Iterator[Finding]:
    """A list of cues has terms in every language that rules use.

    Where it has none, a denial in that language rings like the event itself.
    """
    if not whole.is_cue(vocabulary):
        return
    told = {term.lang for term in own_terms(vocabulary)}
    for lang in sorted(whole.languages - told):
        if (overlay := whole.files.overlays.get(lang)) is not None:
            text = f"rules have terms in {lang!r}, and the cues that are {vocabulary.name!r} have none"
            yield Finding(("cues",), text, f"add `{vocabulary.name}: […]`", key=True, overlay=overlay.file)
            continue
        text = f"rules have terms in {lang!r}, and this list of cues has none"
        yield Finding(("terms",), text, f"add `{lang}: […]`", key=True)
