"""Questions a good rule answers well: one function each, whose docstring says what is asked and why.

A check's code is its function's name with `-`. A file answers a check that does not apply to it with a reason:
`allow: {too-broad: the desk wants every mention}`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from inspect import getdoc
from typing import Any

from streams.article import Article
from streams.errors import Mistake
from streams.match.ruleset import RuleSet
from streams.places.gazetteer import Gazetteer
from streams.proving.checks import examples, idle_terms, incidents, places, reach
from streams.proving.checks.finding import Finding, Subject, Whole
from streams.rules.overlays import Overlay
from streams.rules.parse import Files, Vocabulary
from streams.rules.rule import Rule
from streams.yaml12 import Document


@dataclass(frozen=True)
class Check:
    """One question, and which files it is asked about."""

    ask: Callable[[Any, Whole], Iterator[Finding]]
    of: type | tuple[type, ...] = Rule

    @property
    def code(self) -> str:
        """The name under which it is told and suppressed."""
        return self.ask.__name__.replace("_", "-")

    @property
    def about(self) -> str:
        """What it asks, in a sentence, and why."""
        return getdoc(self.ask) or ""


_ALL = (Rule, Vocabulary)

CHECKS = (
    Check(examples.no_example),
    Check(examples.no_counterexample),
    Check(examples.untested_overlay, Overlay),
    Check(examples.no_near_miss),
    Check(examples.foreign_test),
    Check(examples.misplaced_test),
    Check(examples.repeated_test),
    Check(examples.half_language),
    Check(idle_terms.term_twice, _ALL),
    Check(idle_terms.swallowed_term, _ALL),
    Check(idle_terms.unreachable_term, _ALL),
    Check(idle_terms.grammatical_term, _ALL),
    Check(idle_terms.foreign_word, _ALL),
    Check(idle_terms.needless_regex, _ALL),
    Check(reach.common_term, _ALL),
    Check(reach.too_broad),
    Check(reach.idle_group),
    Check(reach.always_excused),
    Check(reach.unused_concept, Vocabulary),
    Check(reach.cue_language, Vocabulary),
    Check(places.ambiguous_place),
    Check(places.idle_place),
    Check(places.unplaced_test),
    Check(incidents.short_window),
    Check(incidents.window_over_max_age),
    Check(incidents.family_incident),
    Check(incidents.family_twin),
    Check(incidents.tag_twin),
    Check(incidents.value_twice),
    Check(incidents.unreadable_title),
    Check(incidents.hidden_escalation),
)
"""Every check, in the order of the guide."""

CODES = tuple(check.code for check in CHECKS)


def check(files: Files, ruleset: RuleSet, gazetteer: Gazetteer, sample: Sequence[Article]) -> list[Mistake]:
    """Ask every check about every file; what a file allows with a reason is left out.

    ``sample`` is ordinary news, each article with its ``lang`` and both its times. Files whose form is wrong never
    get here: they are no `Files`.
    """
    answers = _Answers(Whole(files, ruleset, gazetteer, sample))
    subjects: tuple[Subject | Overlay, ...] = (
        *files.rules,
        *files.concepts.values(),
        *files.cues.values(),
        *files.facts.values(),
        *files.overlays.values(),
    )
    found = {mistake for subject in subjects for mistake in answers.of(subject)}
    return sorted(found.union(*map(answers.idle_reasons, subjects)))


class _Answers:
    """The answers of every check, and which reasons for leaving one out were needed."""

    def __init__(self, whole: Whole) -> None:
        self._whole = whole
        self._overlays = {overlay.file: overlay for overlay in whole.files.overlays.values()}
        self._used: set[tuple[str, str]] = set()
        """The file that gives a reason, and the check's code."""

    def of(self, subject: Subject | Overlay) -> Iterator[Mistake]:
        """What is found in a file, but for what that file, or the overlay with the term in question, allows."""
        for one in CHECKS:
            for finding in one.ask(subject, self._whole) if isinstance(subject, one.of) else ():
                file = self._overlays.get(finding.overlay, subject)
                if one.code in file.allow:
                    self._used.add((file.file, one.code))
                else:
                    yield _placed(self._whole.files.documents[file.file], one.code, finding)

    def idle_reasons(self, file: Subject | Overlay) -> Iterator[Mistake]:
        """What a file allows that is no check, or that no check has found; asked once all are asked."""
        document = self._whole.files.documents[file.file]
        for code in file.allow:
            if code not in CODES:
                close = get_close_matches(code, CODES, n=1)
                hint = f"did you mean {close[0]!r}?" if close else f"known: {', '.join(CODES)}"
                finding = Finding(("allow", code), f"no check is called {code!r}", hint, key=True)
                yield _placed(document, "unknown-check", finding)
            elif (file.file, code) not in self._used:
                text = f"{code!r} is allowed here and found nothing"
                yield _placed(document, "unused-allow", Finding(("allow", code), text, "remove it", key=True))


def _placed(document: Document, code: str, finding: Finding) -> Mistake:
    """The finding with its file, line and column."""
    document = finding.document or document
    at = finding.at or document.position(finding.loc, key=finding.key)
    return Mistake(document.file, *at, code, finding.text, finding.hint)
