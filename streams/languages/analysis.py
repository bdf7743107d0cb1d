"""What one word may be in a sentence, told in the same terms for every language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

Case = Literal["nominative", "genitive", "dative", "accusative", "instrumental", "locative", "vocative"]
PartOfSpeech = Literal["noun", "verb", "adjective", "participle", "adverb", "pronoun", "number", "other"]
GrammaticalNumber = Literal["singular", "plural"]
Gender = Literal["masculine", "feminine", "neuter"]
VerbForm = Literal["finite", "infinitive", "gerund", "impersonal"]
GrammaticalVoice = Literal["active", "passive"]
TenseOrMood = Literal["past", "present", "future", "imperative"]

_Told = TypeVar("_Told")


@dataclass(frozen=True, slots=True)
class Analysis:
    """One reading of a word; all that its form does not show, or its dictionary does not tell, is empty or None."""

    lemma: str
    """The dictionary form, in lower case; of participles and gerunds the verb, where the dictionary has it."""
    pos: PartOfSpeech
    """Ordinals are adjectives, words that stand for others (який, свой) pronouns; "other" where no dictionary tells."""
    cases: frozenset[Case] = frozenset()
    """Every case that the form may be."""
    number: GrammaticalNumber | None = None
    gender: Gender | None = None
    """Of the singular only: the plural's forms show none."""
    verb_form: VerbForm | None = None
    """Only verbs have one, participles do not; impersonal are the Ukrainian forms in -но and -то."""
    voice: GrammaticalVoice | None = None
    """None of verbs in -ся, which do or undergo; the impersonal forms are passive."""
    tense: TenseOrMood | None = None
    """Only of finite verbs."""


def merged(analyses: Iterable[Analysis]) -> tuple[Analysis, ...]:
    """Each reading once, in the order given, with the cases of all that differ in nothing else."""
    cases: dict[Analysis, frozenset[Case]] = {}
    for analysis in analyses:
        bare = replace(analysis, cases=frozenset())
        cases[bare] = cases.get(bare, frozenset()) | analysis.cases
    return tuple(replace(bare, cases=found) for bare, found in cases.items())


def told_by(grammemes: Mapping[str, _Told], tag: frozenset[str]) -> _Told | None:
    """What the one of these grammemes says that stands in a dictionary's tag, if any does."""
    return next((meaning for grammeme, meaning in grammemes.items() if grammeme in tag), None)
