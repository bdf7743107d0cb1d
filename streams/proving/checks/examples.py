"""Checks of the tests inside rules: that there are near misses among them, and what else a good set of them has."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from streams.languages.identify import SPOKEN_BY
from streams.match.match import Reading
from streams.places.bare import resolve_name
from streams.places.place import Place
from streams.proving.checks.finding import Finding, Whole, own_terms
from streams.proving.closest import Vicinity
from streams.rules.overlays import Overlay
from streams.rules.rule import Rule, Within, terms_of


def no_example(rule: Rule, _whole: Whole) -> Iterator[Finding]:
    """A rule needs a test of what it must match.

    Without one, a rule that matches nothing passes.
    """
    if not any(test.matches for test in rule.tests):
        yield Finding(("tests",), "no test says what the rule must match", "add a text with `matches: true`", key=True)


def no_counterexample(rule: Rule, _whole: Whole) -> Iterator[Finding]:
    """A rule needs a test of what it must not match.

    Without one, a rule that matches everything passes.
    """
    if all(test.matches for test in rule.tests):
        hint = "add a text that is nearly about it, with `matches: false`"
        yield Finding(("tests",), "no test says what the rule must not match", hint, key=True)


def untested_overlay(overlay: Overlay, _whole: Whole) -> Iterator[Finding]:
    """An overlay has tests of what must match and of what must not.

    The tests of the rules are in other languages: whatever is wrong with its words, they pass.
    """
    for matches in {True, False} - {one.test.matches for one in overlay.tests}:
        text = f"no test says what must{'' if matches else ' not'} match in this language"
        hint = f"add {{rule: …, text: …, matches: {str(matches).lower()}}}"
        yield Finding(("tests",), text, hint, key=True)


def no_near_miss(rule: Rule, whole: Whole) -> Iterator[Finding]:
    """A test of what must not match is a near miss: some term of the rule stands in it, or the words of one do.

    A stranger ("The bakery reopened.") is passed over by every rule, and says nothing of this one.
    """
    refused = [(number, test) for number, test in enumerate(rule.tests) if not test.matches]
    for _, test in refused:
        reading = whole.reading(test)
        if reading and _is_near(rule, reading):
            return
    if refused:
        text = "no test of what must not match holds any term of the rule: they are strangers"
        yield Finding(("tests", refused[0][0]), text, "try a denial, an exercise or an anniversary of the event")


def _is_near(rule: Rule, reading: Reading) -> bool:
    """Whether a term stands in a text, or its words do, in another order, form or distance than it asks for."""
    if any(reading.hits_of(group) for group in rule.groups):
        return True
    vicinity = Vicinity(reading)
    nearest = (vicinity.closest(terms_of(group), None) for group in rule.groups)
    return any(one is not None and one.kind in {"scattered", "other-form"} for one in nearest)


def foreign_test(rule: Rule, whole: Whole) -> Iterator[Finding]:
    """A test of what must match is in a language the rule has terms in.

    A sentence's language is detected, and in a language without terms a rule matches nothing.
    """
    languages = _languages(rule)
    for number, test in enumerate(rule.tests):
        reading = whole.reading(test) if test.matches else None
        if reading is None:
            continue
        told = {sentence.lang for text in reading.texts for sentence in text.sentences}
        if not any(languages & SPOKEN_BY.get(lang, frozenset()) for lang in told):
            text = f"the text is in {' and '.join(sorted(told))}; the rule has terms in {_listed(languages)}"
            yield Finding(("tests", number, "text"), text, "write it in one of these, or give the rule terms in it")


def half_language(rule: Rule, _whole: Whole) -> Iterator[Finding]:
    """A rule that has terms of its own in a language has terms of it in every group.

    A sentence has one language: where one group has no Russian, the Russian terms of the others meet the rule only in a
    passage that changes its language. A concept may know more languages than the rule asks for.
    """
    if rule.within.unit == "article":
        return
    by_group = [{term.lang for term in terms_of(group)} for group in rule.groups]
    for lang in sorted({term.lang for term in own_terms(rule)}.intersection(chain(*by_group))):
        lacking = [number for number, told in enumerate(by_group) if lang not in told]
        if lacking:
            text = f"{lang!r} has terms in some groups and none in group {lacking[0] + 1}: no sentence in it meets the rule"
            yield Finding(("all", lacking[0]), text, f"add {lang!r} there, or remove it from the others")


def repeated_test(rule: Rule, _whole: Whole) -> Iterator[Finding]:
    """A text stands in one test only."""
    seen: dict[tuple[str | None, str], int] = {}
    for number, test in enumerate(rule.tests):
        first = seen.setdefault((test.title, test.text), number)
        if first != number:
            yield Finding(("tests", number), f"test {first + 1} has the same text", "remove one of them")


def misplaced_test(rule: Rule, whole: Whole) -> Iterator[Finding]:
    """The place that a test expects lies where the rule looks.

    A rule with `places: {in: Ukraine}` never matches in Minsk, whatever a test says.
    """
    if rule.area is None:
        return
    for number, test in enumerate(rule.tests):
        place = _meant(test.place, whole) if test.matches and test.place else None
        if place is not None and not rule.area.covers(place, whole.gazetteer.lies_in):
            text = f"{place.name} lies outside the rule's places"
            yield Finding(("tests", number, "place"), text, "correct `places`, or expect another place")


def _meant(name: str, whole: Whole) -> Place | None:
    if ":" in name:
        return whole.gazetteer.place(name)
    bare, _, within = name.partition(",")
    return resolve_name(whole.gazetteer, bare, within.strip() or None).place


def _languages(rule: Rule) -> frozenset[str]:
    """The languages in which every group has terms; for a whole article, those in which any has."""
    by_group = [frozenset(term.lang for term in terms_of(group)) for group in rule.groups]
    if rule.within == Within("article"):
        return frozenset.union(*by_group)
    return frozenset.intersection(*by_group)


def _listed(languages: frozenset[str]) -> str:
    return ", ".join(sorted(languages)) or "no language in every group"
