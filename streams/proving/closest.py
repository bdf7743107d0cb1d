"""The nearest thing in an article to a term that is missed: what whoever tunes a rule wants to know first.

Words are compared as the engine compares them; only what it insists on (the sentence's language, the order, the window)
is let go, one thing at a time, and what was let go is the reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from streams.article import Frozen
from streams.languages.identify import SPOKEN_BY
from streams.languages.language import SCRIPTS, language
from streams.languages.lemma import lemmas, lemmas_of_term
from streams.match.around import came_after
from streams.match.found import Evidence
from streams.match.match import Reading, evidence_of
from streams.match.occurrences import Hit
from streams.match.passage import Met
from streams.rules.rule import Term, TermWord

Kind = Literal["elsewhere", "scattered", "other-form", "other-language", "similar"]
_RANK: dict[Kind, int] = {"elsewhere": 0, "scattered": 1, "other-form": 2, "other-language": 3, "similar": 4}
"""Which nearness is told first: the one that asks the least of the rule's author."""

SHORTEST = 4
"""Letters of a word that is compared by likeness: a shorter one is one letter from half the dictionary."""
LIKE_ENOUGH = 0.65
"""Share of letters in common below which two words are strangers: *strck* has two edits of the six letters of *strike*."""
BEGINNING = 2
"""Letters that words have in common at their beginning, unless they differ by one only: *each* is no misspelt *breach*."""
TRIED = 50
"""Stands of a phrase's first word that are tried in one article; a text that repeats itself tells nothing new."""


class Closest(Frozen):
    """What comes nearest to a term, where it stands, and why it does not count."""

    kind: Kind
    term: str
    evidence: Evidence
    why: str


class _Stand(NamedTuple):
    """Words ``first`` up to but not including ``last`` of a text."""

    text: int
    first: int
    last: int


class _Found(NamedTuple):
    kind: Kind
    term: Term
    stand: _Stand
    why: str


class Vicinity:
    """One article, searched for what a rule asks for and does not find."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._texts = reading.texts
        self._forms: dict[str, dict[str, list[str]]] = {}
        self._known: dict[Term, list[_Found]] = {}

    def closest(self, terms: Iterable[Term], near: Hit | None) -> Closest | None:
        """The nearest thing to any of the terms, seen from the words at which the rule was tried; None for nothing."""
        found = [one for term in terms for one in self._candidates(term)]
        if not found:
            return None
        best = min(found, key=lambda one: (_RANK[one.kind], self._apart(one.stand, near), one.term.text))
        text, first, last = best.stand
        sentence = self._texts[text].sentence_of(first)
        evidence = evidence_of(self._texts, Met(best.term, Hit(text, sentence, first, last)))
        why = best.why or self._elsewhere(best.stand, near)
        return Closest(kind=best.kind, term=best.term.text, evidence=evidence.model_copy(update={"why": why}), why=why)

    def _candidates(self, term: Term) -> list[_Found]:
        if term not in self._known:
            stands = self._reading.hits.get(self._reading.ruleset.index.number[term])
            found = [_Found("elsewhere", term, _Stand(hit.text, hit.first, hit.last), "") for hit in stands]
            self._known[term] = found or list(self._unmet(term))
        return self._known[term]

    def _unmet(self, term: Term) -> Iterable[_Found]:
        """What comes near to a term that stands nowhere in the article as it is asked for."""
        words = [word for phrase in term.phrases for word in phrase if word.kind not in {"number", "place"}]
        if not words:
            return
        stands = [self._stands(term.lang, word) for word in words]
        if all(stands):
            yield from self._together(term, stands)
            return
        for word, found in zip(words, stands, strict=True):
            if not found:
                yield from self._like(term, word)

    def _together(self, term: Term, stands: Sequence[Sequence[tuple[int, int]]]) -> Iterable[_Found]:
        """The words of a term in one sentence, in an order, at a distance or in a language that it does not allow."""
        per_sentence: list[dict[tuple[int, int], list[int]]] = []
        for found in stands:
            grouped: dict[tuple[int, int], list[int]] = defaultdict(list)
            for text, word in found:
                grouped[text, self._texts[text].sentence_of(word)].append(word)
            per_sentence.append(grouped)
        shared = [key for key in per_sentence[0] if all(key in grouped for grouped in per_sentence)]
        for text, sentence in shared[:TRIED]:
            first, *others = (grouped[text, sentence] for grouped in per_sentence)
            for word in first[:TRIED]:
                chosen = [word, *(min(other, key=lambda there: abs(there - word)) for other in others)]
                if len(set(chosen)) == len(chosen):
                    kind, why = self._let_go(term, text, chosen, self._texts[text].sentences[sentence].lang)
                    yield _Found(kind, term, _Stand(text, min(chosen), max(chosen) + 1), why)

    def _let_go(self, term: Term, text: int, chosen: list[int], lang: str) -> tuple[Kind, str]:
        """Which of the things that the engine insists on the words do not keep to."""
        if term.lang not in SPOKEN_BY.get(lang, ()):
            return "other-language", f"stands in a sentence whose language is {_named(lang)}, the term's is {term.lang}"
        if any(word.kind in {"number", "place"} for phrase in term.phrases for word in phrase):
            return "scattered", "stands without the number or place that the term asks for"
        between = max(chosen) - min(chosen) + 1 - len(chosen)
        apart = f"{between} word{'s' if between != 1 else ''} between"
        words = self._texts[text].words[min(chosen) : max(chosen)]
        if between <= term.gap and came_after(words):
            return "scattered", f"the same words with {apart}, among them one that tells of what happened before"
        allowed = f"at most {term.gap} are allowed" if len(term.phrases) > 1 else "the term asks for none"
        if chosen != sorted(chosen) and term.ordered:
            return "scattered", "the same words in another order" + (f", with {apart}" if between else "")
        return "scattered", f"the same words with {apart}: {allowed}"

    def _like(self, term: Term, word: TermWord) -> Iterable[_Found]:
        """Another form of a word that is asked for exactly, or the word most similar to one that stands nowhere."""
        if word.kind == "exact":
            for text, stand in self._stands(term.lang, TermWord("lemma", word.text))[:TRIED]:
                why = f"another form of {word.text!r}: `=` asks for exactly this one"
                yield _Found("other-form", term, _Stand(text, stand, stand + 1), why)
        if len(word.text) < SHORTEST:
            return
        spoken = self._spoken.get(term.lang, {})
        found = _most_like(word.text, spoken)
        if found is not None and found != word.text:
            edits = DamerauLevenshtein.distance(word.text, found)
            why = f"the most similar word, {edits} letter{'s' if edits != 1 else ''} from {word.text!r}"
            for text, stand in spoken[found][:TRIED]:
                yield _Found("similar", term, _Stand(text, stand, stand + 1), why)

    def _stands(self, lang: str, word: TermWord) -> list[tuple[int, int]]:
        """Where a word of a term stands, in a sentence of any language: text and word."""
        if word.kind == "exact":
            meant: Iterable[str] = [word.text]
        elif word.kind == "prefix":
            meant = [there for there in self._words if there.startswith(word.text)]
        else:
            forms = self._forms_in(lang)
            meant = {there for form in lemmas_of_term(lang, word.text) for there in forms.get(form, ())} | {word.text}
        return sorted(stand for there in meant for stand in self._words.get(there, ()))

    @cached_property
    def _words(self) -> dict[str, list[tuple[int, int]]]:
        """Each word of the article and where it stands."""
        stands: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, text in enumerate(self._texts):
            for position, word in enumerate(text.words):
                stands[word].append((number, position))
        return stands

    @cached_property
    def _spoken(self) -> dict[str, dict[str, list[tuple[int, int]]]]:
        """The same by language, each with the words of the sentences in which its terms apply."""
        spoken: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
        for number, text in enumerate(self._texts):
            for sentence in text.sentences:
                for lang in SPOKEN_BY.get(sentence.lang, ()):
                    for position in range(sentence.first, sentence.last):
                        spoken[lang][text.words[position]].append((number, position))
        return spoken

    def _forms_in(self, lang: str) -> dict[str, list[str]]:
        """Dictionary form → the words of the article that may be a form of it, read as words of a language."""
        if lang not in self._forms:
            forms: dict[str, list[str]] = defaultdict(list)
            for word in self._words:
                if _may_be(lang, word):
                    for form in lemmas(lang, word):
                        forms[form].append(word)
            self._forms[lang] = forms
        return self._forms[lang]

    def _apart(self, stand: _Stand, near: Hit | None) -> tuple[int, int]:
        return (abs(stand.text - near.text), abs(stand.first - near.first)) if near else (stand.text, stand.first)

    def _elsewhere(self, stand: _Stand, near: Hit | None) -> str:
        """How far away a term stands from where the rule was tried."""
        text = self._texts[stand.text]
        if near is None:
            return f"stands in the {text.field}"
        if stand.text != near.text:
            return f"stands in the {text.field}, not in the {self._texts[near.text].field}"
        away, before = text.sentence_of(stand.first) - near.sentence, stand.first < near.first
        if away == 0:
            count = near.first - stand.last if before else stand.first - near.last
            return f"stands in the sentence, {_count(max(count, 0), 'word')} between"
        here, there = text.sentences[near.sentence], text.sentences[near.sentence + away]
        paragraph = "" if here.paragraph == there.paragraph else ", in another paragraph"
        return f"stands {_count(abs(away), 'sentence')} {'before' if before else 'after'}{paragraph}"


def _most_like(word: str, others: Iterable[str]) -> str | None:
    """The word that may be another misspelt: by one letter, or by more if it begins the same."""
    begins = [other for other in others if other[:BEGINNING] == word[:BEGINNING]]
    similarity, distance = DamerauLevenshtein.normalized_similarity, DamerauLevenshtein.distance
    if one_off := process.extractOne(word, others, scorer=distance, score_cutoff=1):
        return one_off[0]
    likest = process.extractOne(word, begins, scorer=similarity, score_cutoff=LIKE_ENOUGH)
    return likest[0] if likest else None


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number != 1 else ''}"


def _named(lang: str) -> str:
    return "not known" if lang.startswith("und") else lang


def _may_be(lang: str, word: str) -> bool:
    """Whether a word is written in a language's script: `strike` has no dictionary form in Ukrainian."""
    script = SCRIPTS[language(lang).script]
    return any(script.first <= letter <= script.last for letter in word)
