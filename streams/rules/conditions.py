"""Conditions as they are written → a tree of groups and terms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, cast

from streams.languages.language import languages_of_terms
from streams.rules.rule import Condition, Group, Term, Unless, Within
from streams.rules.terms import Interned, read_regex, read_term
from streams.yaml12 import Document, Loc, did_you_mean, shown

MAX_TERMS = 20_000
"""Terms that one rule or concept may come to, with all that its concepts hold: twenty times the largest one shipped."""
MAX_WORDS, MAX_SENTENCES = 1_000, 50
"""The widest `within` in words and in sentences: an article of news has 600 words in 25 sentences."""

LANGUAGES = languages_of_terms()
GROUP_KEYS = ("any", "all", "at_least", "of", "concept", "regex", *LANGUAGES)


class Concepts(Protocol):
    """Where the concepts come from that conditions name."""

    def condition(self, name: Any, document: Document, loc: Loc) -> tuple[Condition, int] | None:
        """What a concept asks for and how many terms that is; None, with a mistake noted at ``loc``, without it."""


@dataclass
class ConditionReader:
    """One file on its way to conditions. ``lists_only`` says what may hold nothing but lists of terms."""

    document: Document
    concepts: Concepts
    interned: Interned
    lang: str | None = None
    lists_only: str = ""
    terms: int = field(default=0)
    """How many terms have been read, with those of concepts."""

    def condition(self, data: Any, loc: Loc) -> Condition | None:
        """One condition, in any form the language has; its mistakes are noted in the document."""
        if isinstance(data, list):
            return self.any_of(data, loc)
        if isinstance(data, dict) and data:
            return self._keyed(data, loc)
        if isinstance(data, dict) or data is None:
            self.document.mistake(loc, "not-a-group", "a term, a list of terms, or a group is expected here")
            return None
        return self._term(data, self.lang, loc)

    def any_of(self, data: list[Any], loc: Loc) -> Group | None:
        """A group met by any of the conditions listed."""
        parts = self._parts(data, loc)
        return Group(1, parts) if parts else None

    def _parts(self, data: list[Any], loc: Loc) -> tuple[Condition, ...]:
        if not data:
            hint = "it would never be met: remove it or add terms"
            self.document.mistake(loc, "empty-group", "the group is empty", hint)
        parts = [self.condition(part, (*loc, number)) for number, part in enumerate(data)]
        return tuple(part for part in parts if part is not None)

    def _keyed(self, data: Mapping[str, Any], loc: Loc) -> Condition | None:
        unknown = [key for key in data if key not in GROUP_KEYS]
        keys = set(data) - set(unknown)
        for key in unknown:
            self.document.unknown_key((*loc, key), LANGUAGES if keys & set(LANGUAGES) else GROUP_KEYS)
        if keys and keys <= set(LANGUAGES):
            return self.by_language({key: data[key] for key in data if key in keys}, loc)
        if keys == {"regex"}:
            return self._regex(data["regex"], self.lang, (*loc, "regex"))
        forms = {
            ("any",): self._any,
            ("all",): self._all,
            ("at_least", "of"): self._at_least,
            ("concept",): self._concept,
        }
        form = forms.get(tuple(sorted(keys)))
        if form is not None and (form == self._any or not self.lists_only):
            return form(data, loc)
        if not unknown:
            self.document.mistake(loc, "not-a-group", *self._forms())
        return None

    def _forms(self) -> tuple[str, str]:
        if self.lists_only:
            return (
                f"{self.lists_only} hold nothing but terms",
                "write them under their languages: {en: [a, b], uk: [в]}",
            )
        return (
            "a group is written in one way at a time",
            "`any`, `all`, `at_least` with `of`, `concept`, `regex`, or terms under their languages",
        )

    def _any(self, data: Mapping[str, Any], loc: Loc) -> Condition | None:
        parts = self._listed_behind("any", data, loc)
        return Group(1, parts) if parts else None

    def _all(self, data: Mapping[str, Any], loc: Loc) -> Condition | None:
        parts = self._listed_behind("all", data, loc)
        return Group(len(parts), parts) if parts else None

    def _listed_behind(self, key: str, data: Mapping[str, Any], loc: Loc) -> tuple[Condition, ...]:
        given = data[key]
        if isinstance(given, list):
            return self._parts(given, (*loc, key))
        self.document.mistake((*loc, key), "not-a-group", f"a list is expected behind `{key}`", "write [a, b]")
        return ()

    def _at_least(self, data: Mapping[str, Any], loc: Loc) -> Group | None:
        need, given = data["at_least"], data["of"]
        parts = self._listed_behind("of", data, loc)
        if not isinstance(given, list):
            return None
        if isinstance(need, bool) or not isinstance(need, int) or not 1 <= need <= max(1, len(given)):
            text = f"`at_least` cannot be {shown(need)}"
            hint = f"a number from 1 to {max(1, len(given))}: so many conditions `of` lists"
            self.document.mistake((*loc, "at_least"), "wrong-value", text, hint)
            return None
        return Group(min(need, len(parts)), parts) if parts else None

    def _concept(self, data: Mapping[str, Any], loc: Loc) -> Condition | None:
        found = self.concepts.condition(data["concept"], self.document, (*loc, "concept"))
        if found is None:
            return None
        condition, terms = found
        self.terms += terms
        return condition

    def by_language(self, data: Mapping[str, Any], loc: Loc) -> Group | None:
        """A group met by any of the terms listed under languages."""
        parts: list[Condition] = []
        for lang, given in data.items():
            parts += self.terms_in(given, lang, (*loc, lang))
        return Group(1, tuple(parts)) if parts else None

    def terms_in(self, given: Any, lang: str, loc: Loc) -> list[Term]:
        """The terms of one language that stand at ``loc``: a list, or one alone."""
        if given == []:
            self.document.mistake(loc, "empty-group", "the list has no terms", "add some, or remove its key")
        if not isinstance(given, list):
            given, places = [given], [loc]
        else:
            places = [(*loc, number) for number in range(len(given))]
        found = [self._listed(term, lang, place) for term, place in zip(given, places, strict=True)]
        return [term for term in found if term]

    def _listed(self, data: Any, lang: str, loc: Loc) -> Term | None:
        """A term under a language: text, or a regular expression."""
        if isinstance(data, dict) and set(data) == {"regex"}:
            return self._regex(data["regex"], lang, (*loc, "regex"))
        if isinstance(data, dict | list):
            hint = "write a term; groups stand outside: [{en: [a]}, {concept: b}]"
            hint = "write words, or {regex: 'mig-?31'}" if self.lists_only else hint
            self.document.mistake(loc, "not-a-term", "a list under a language holds terms only", hint)
            return None
        return self._term(data, lang, loc)

    def _term(self, data: Any, lang: str | None, loc: Loc) -> Term | None:
        """A term; what YAML reads as a number or as true is the text that stands there: quotes make no difference."""
        text = self.document.texts.get(loc, data)
        if not isinstance(text, str) or not text.strip():
            self.document.mistake(
                loc, "not-a-term", "a term is text, and there is none here", "write a word, or remove it"
            )
            return None
        if not self._has_language(lang, text, loc):
            return None
        assert lang is not None
        self.terms += 1
        return read_term(self.document, text, lang, loc, self.interned)

    def _regex(self, data: Any, lang: str | None, loc: Loc) -> Term | None:
        text = self.document.texts.get(loc, data)
        if not isinstance(text, str) or not text:
            self.document.mistake(loc, "regex", "an expression is expected here", "write {regex: 'mig-?31'}")
            return None
        if not self._has_language(lang, text, loc):
            return None
        assert lang is not None
        self.terms += 1
        return read_regex(self.document, text, lang, loc)

    def _has_language(self, lang: str | None, text: str, loc: Loc) -> bool:
        if lang is None:
            hint = "write {en: […]}, or `lang: en` for the file; a concept is named by {concept: …}"
            self.document.mistake(loc, "no-language", f"in which language is {shown(text)}?", hint)
        return lang is not None

    def within(self, data: Any, loc: Loc) -> Within:
        """How close together conditions must be met; a sentence where that is not read."""
        if isinstance(data, str) and data in {"sentence", "paragraph", "article"}:
            return Within(cast("Literal['sentence', 'paragraph', 'article']", data))
        found = _WITHIN.fullmatch(data) if isinstance(data, str) else None
        text, hint = f"`within` cannot be {shown(data)}", _WITHIN_FORMS
        if found is not None:
            words = found[2].startswith("word")
            most, count = MAX_WORDS if words else MAX_SENTENCES, int(found[1])
            if 1 <= count <= most:
                return Within("words" if words else "sentence", count)
            hint = f"from 1 to {most} {'words' if words else 'sentences'}; beyond that it is the `article`"
        elif isinstance(data, str):
            hint = did_you_mean(data, ("sentence", "paragraph", "article"), "") if data.isalpha() else hint
            hint = hint if hint.startswith("did") else _WITHIN_FORMS
        self.document.mistake(loc, "wrong-value", text, hint)
        return Within("sentence")

    def unless(self, data: Any, within: Within, loc: Loc) -> tuple[Unless, ...]:
        """What must not be met; each part may say its own scope."""
        if isinstance(data, list) and not data:
            self.document.mistake(loc, "empty-group", "the list is empty", "add to it, or remove `unless`")
        parts = data if isinstance(data, list) else [data]
        found = []
        for number, part in enumerate(parts):
            where: Loc = (*loc, number) if isinstance(data, list) else loc
            scope, body = within, part
            if isinstance(part, dict) and "within" in part:
                scope = self.within(part["within"], (*where, "within"))
                body = {key: value for key, value in part.items() if key != "within"}
            condition = self._unless_condition(body, where)
            found += [Unless(condition, scope)] if condition else []
        return tuple(found)

    def _unless_condition(self, body: Any, loc: Loc) -> Condition | None:
        if isinstance(body, dict) and (unknown := [key for key in body if key not in GROUP_KEYS]):
            beside = LANGUAGES if set(body) & set(LANGUAGES) else GROUP_KEYS
            for key in unknown:
                self.document.unknown_key((*loc, key), [*beside, "within"])
            body = {key: value for key, value in body.items() if key in GROUP_KEYS}
            if not body:
                return None
        return self.condition(body, loc)


_WITHIN = re.compile(r"([0-9]{1,12}) (sentences?|words?)")
_WITHIN_FORMS = "sentence, paragraph, article, `3 sentences` or `20 words`"
