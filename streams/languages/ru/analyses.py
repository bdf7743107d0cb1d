"""Russian readings in the terms of every language: what OpenCorpora's tags say, as pymorphy3 parses them."""

from __future__ import annotations

from collections.abc import Mapping

from streams.languages.analysis import (
    Analysis,
    Case,
    Gender,
    GrammaticalNumber,
    GrammaticalVoice,
    PartOfSpeech,
    TenseOrMood,
    VerbForm,
    told_by,
)

_PARTS: Mapping[str, PartOfSpeech] = {
    "NOUN": "noun",
    "NPRO": "pronoun",
    "NUMR": "number",
    "ADVB": "adverb",
    "ADJF": "adjective",
    "ADJS": "adjective",
    "COMP": "adjective",
    "PRTF": "participle",
    "PRTS": "participle",
    "VERB": "verb",
    "INFN": "verb",
    "GRND": "verb",
}
_CASES: Mapping[str, Case] = {
    "nomn": "nominative",
    "gent": "genitive",
    "gen1": "genitive",
    "gen2": "genitive",
    "datv": "dative",
    "accs": "accusative",
    "acc2": "accusative",
    "ablt": "instrumental",
    "loct": "locative",
    "loc1": "locative",
    "loc2": "locative",
    "voct": "vocative",
}
_NUMBERS: Mapping[str, GrammaticalNumber] = {"sing": "singular", "plur": "plural"}
_GENDERS: Mapping[str, Gender] = {"masc": "masculine", "femn": "feminine", "neut": "neuter"}
_VOICES: Mapping[str, GrammaticalVoice] = {"actv": "active", "pssv": "passive"}
_FORMS: Mapping[str, VerbForm] = {"VERB": "finite", "INFN": "infinitive", "GRND": "gerund"}
_TENSES: Mapping[str, TenseOrMood] = {"past": "past", "pres": "present", "futr": "future", "impr": "imperative"}
_STANDS_FOR_OTHERS = "Apro"
_REFLEXIVE = ("ся", "сь")


def analysis_of(lemma: str, tag: frozenset[str]) -> Analysis:
    """One parse, by its lemma and the grammemes of its tag."""
    pos = told_by(_PARTS, tag) or "other"
    pos = "pronoun" if _STANDS_FOR_OTHERS in tag and pos == "adjective" else pos
    number, form = told_by(_NUMBERS, tag), told_by(_FORMS, tag)
    doing: GrammaticalVoice | None = None if lemma.endswith(_REFLEXIVE) else "active"
    return Analysis(
        lemma,
        pos,
        cases=frozenset(_CASES[case] for case in tag & _CASES.keys()),
        number=number,
        gender=None if number == "plural" else told_by(_GENDERS, tag),
        verb_form=form,
        voice=doing if form else told_by(_VOICES, tag),
        tense=told_by(_TENSES, tag) if form == "finite" else None,
    )
