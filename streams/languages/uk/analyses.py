"""Ukrainian readings in the terms of every language: what dict_uk's tags say, and which verb a participle is of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from streams.languages.analysis import (
    Analysis,
    Case,
    Gender,
    GrammaticalVoice,
    PartOfSpeech,
    TenseOrMood,
    VerbForm,
    merged,
    told_by,
)
from streams.languages.uk.packed import dictionary

_PARTS: Mapping[str, PartOfSpeech] = {
    "noun": "noun",
    "verb": "verb",
    "advp": "verb",
    "adj": "adjective",
    "adv": "adverb",
    "numr": "number",
    "number": "number",
}
_CASES: Mapping[str, Case] = {
    "v_naz": "nominative",
    "v_rod": "genitive",
    "v_dav": "dative",
    "v_zna": "accusative",
    "v_oru": "instrumental",
    "v_mis": "locative",
    "v_kly": "vocative",
}
_GENDERS: Mapping[str, Gender] = {"m": "masculine", "f": "feminine", "n": "neuter"}
_VOICES: Mapping[str, GrammaticalVoice] = {"actv": "active", "pasv": "passive"}
_FORMS: Mapping[str, VerbForm] = {"inf": "infinitive", "impers": "impersonal", "advp": "gerund"}
_TENSES: Mapping[str, TenseOrMood] = {"past": "past", "pres": "present", "futr": "future", "impr": "imperative"}

_OF_VERBS: Mapping[GrammaticalVoice | None, tuple[tuple[str, str], ...]] = {
    "passive": (("ий", "о"),),
    "active": (("чий", "ть"), ("лий", "ли"), ("ший", "")),
}
"""How a participle ends, and how a form of its verb does: захоплений, захоплено; зниклий, зникли."""
_OF_GERUNDS = (("чи", "ть"), ("ши", ""), ("чись", "ться"), ("чися", "ться"), ("шись", "ся"), ("шися", "ся"))
"""The same of gerunds: стріляючи, стріляють; захопивши, захопив."""


def analyses(word: str) -> tuple[Analysis, ...]:
    """Everything a word in lower case may be, by analogy too; nothing where nothing is known or guessed.

    Homonyms come as the dictionary has them, not the likelier first: it knows no frequencies.
    """
    return merged(
        replace(analysis, lemma=lemma)
        for reading in dictionary().readings(word)
        for analysis in _of_tags(reading.tags)
        for lemma in _lemmas(reading.lemma, analysis)
    )


@cache
def _of_tags(tags: tuple[str, ...]) -> tuple[Analysis, ...]:
    """What the tags of a form say; kept, since the whole dictionary has 1,434 sets of them."""
    return merged(_of_tag(frozenset(tag.split(":")), tag.partition(":")[0]) for tag in tags)


def _of_tag(tag: frozenset[str], part: str) -> Analysis:
    pos = _part_of_speech(tag, part)
    gender = told_by(_GENDERS, tag)
    return Analysis(
        "",
        pos,
        cases=frozenset(_CASES[case] for case in tag & _CASES.keys()),
        number="plural" if "p" in tag else "singular" if gender or "s" in tag else None,
        gender=gender,
        verb_form=(told_by(_FORMS, tag) or "finite") if pos == "verb" else None,
        voice=_voice(tag) if pos == "verb" else told_by(_VOICES, tag),
        tense=told_by(_TENSES, tag),
    )


def _part_of_speech(tag: frozenset[str], part: str) -> PartOfSpeech:
    pos = _PARTS.get(part, "other")
    if pos in {"noun", "adjective"} and "&pron" in tag:
        return "pronoun"
    return "participle" if pos == "adjective" and tag & _VOICES.keys() else pos


def _voice(verb: frozenset[str]) -> GrammaticalVoice | None:
    if "impers" in verb:
        return "passive"
    return None if "rev" in verb else "active"


def _lemmas(lemma: str, analysis: Analysis) -> list[str]:
    """The verbs of a participle or gerund, which dict_uk has as words of their own; else the word's own lemma."""
    if analysis.pos != "participle" and analysis.verb_form != "gerund":
        return [lemma]
    endings = _OF_VERBS[analysis.voice] if analysis.pos == "participle" else _OF_GERUNDS
    return sorted(set(_verbs(lemma, endings))) or [lemma]


def _verbs(lemma: str, endings: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for ending, of_verb in endings:
        if lemma.endswith(ending):
            for reading in dictionary().readings(lemma.removesuffix(ending) + of_verb):
                if reading.known and reading.part_of_speech == "verb":
                    yield reading.lemma
