"""What the words of each language are for: read once from its folder, asked for by role.

A language is a folder, `streams/languages/xx`, with a YAML file for each room of `roles.ROLES` that it has words for. A
role is asked for over all languages (`words`) where a word of one language is no word of another that matters, and
language by language (`by_language`) where it is. What cannot be read ends the program at its start: the folders are
shipped with it, and `make check` reads them as strictly as rules.

One list serves one meaning, so a role may be built of others of its language: `[+date.months, yesterday]` are the months and
another word, `+number.kinds.drones` what stands under one key, and `{+: [date.counts], 0: [zero]}` joins by key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml  # type: ignore[import-untyped]

from streams.languages import cldr
from streams.languages.roles import ROLES

NONE = "none"
"""The key under which a file says which of its room's roles the language does not fill, and why."""

PLUS = "+"
"""What stands before a role whose words another one has too, and under which a mapping names those it is joined with."""

Entry = Any
"""What stands under a role: a list of words, or a mapping from what they mean to the words."""


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that have a folder, in the order of the alphabet but English first."""
    found = {one.name for one in files(__package__).iterdir() if one.is_dir() and not one.name.startswith("_")}
    return tuple(sorted(found, key=lambda code: (code != "en", code)))


@cache
def rooms(language: str) -> Mapping[str, Mapping[str, Entry]]:
    """What a language's files hold: by room, then by role; all scalars are text."""
    folder = files(__package__) / language
    return {
        one.name.removesuffix(".yaml"): read(one)
        for one in sorted(folder.iterdir(), key=lambda one: one.name)
        if one.name.endswith(".yaml")
    }


_TEXT = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Reads every scalar as text, as YAML 1.2 would words: `no` is a word, not false. libyaml's where it is installed."""


Among = Sequence[str] | None
"""The languages asked; None is all."""


def _entries(role: str, among: Among) -> Iterator[tuple[str, Entry]]:
    """What each language asked has under a role.

    Raises:
        KeyError: no such role stands in `roles.ROLES`.
    """
    room, _, name = role.partition(".")
    if name not in ROLES[room]:
        raise KeyError(role)
    for language in languages() if among is None else among:
        entry = entry_of(language, role)
        if entry is not None:
            yield language, entry


def entry_of(language: str, role: str) -> Entry | None:
    """What a language has under a role, with the words of those that it is built of; None when it does not fill it.

    Raises:
        KeyError: it is built of a role that the language does not fill.
    """
    room, _, name = role.partition(".")
    if room == cldr.ROOM:
        return cldr.cldr(language, tuple(shared("country-codes")["named-by-cldr"]))[name]
    written = rooms(language).get(room, {}).get(name)
    if isinstance(written, dict):
        return _joined(language, written)
    return list(dict.fromkeys(spelt_out(language, written))) if isinstance(written, list) else written


def _joined(language: str, written: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """A mapping with those that it is joined with, key by key."""
    found: dict[str, list[str]] = {}
    parts = [_part(language, part) for part in written.get(PLUS, ())]
    for entry in (*parts, {key: listed for key, listed in written.items() if key != PLUS}):
        for key, listed in entry.items():
            found[key] = list(dict.fromkeys((*found.get(key, ()), *spelt_out(language, listed))))
    return found


def spelt_out(language: str, listed: Iterable[str]) -> Iterator[str]:
    """The words of a list, those of each role that it names in the place of the name."""
    for word in listed:
        if word.startswith(PLUS):
            entry = _part(language, word.removeprefix(PLUS))
            yield from (entry if isinstance(entry, list) else (one for under in entry.values() for one in under))
        else:
            yield word


def _part(language: str, named: str) -> Entry:
    """What stands under a role, or under one key of it: `date.months`, `number.kinds.drones`."""
    room, name, *keys = named.split(".", 2)
    entry = entry_of(language, f"{room}.{name}")
    if entry is None:
        raise KeyError(named)
    return entry[keys[0]] if keys else entry


def words(role: str, among: Among = None) -> frozenset[str]:
    """The words of a role in the languages asked."""
    return frozenset(word for _, entry in _entries(role, among) for word in entry)


def stems(role: str, among: Among = None) -> tuple[str, ...]:
    """The beginnings or endings of a role in the languages asked, as `str.startswith` and `str.endswith` take them."""
    return tuple(dict.fromkeys(stem for _, entry in _entries(role, among) for stem in entry))


def by_language(role: str) -> dict[str, frozenset[str]]:
    """The words of a role, for each language that has some."""
    return {language: frozenset(entry) for language, entry in _entries(role, None)}


def stems_by_language(role: str) -> dict[str, tuple[str, ...]]:
    """The beginnings or endings of a role, for each language that has some."""
    return {language: tuple(entry) for language, entry in _entries(role, None)}


def codes(role: str, among: Among = None) -> dict[str, str]:
    """The words of a role in the languages asked, each with the code that it stands under."""
    return {word: code for _, entry in _entries(role, among) for code, listed in entry.items() for word in listed}


def counts(role: str, among: Among = None) -> dict[str, int]:
    """The words of a role in the languages asked, each with the number that it stands under."""
    return {word: int(number) for word, number in codes(role, among).items()}


def counts_by_language(role: str) -> dict[str, dict[str, int]]:
    """The same for each language that has the room; empty for one that has none."""
    found, room = dict(_entries(role, None)), role.partition(".")[0]
    return {
        language: {word: int(number) for number, listed in found.get(language, {}).items() for word in listed}
        for language in languages()
        if room in rooms(language)
    }


def classes(role: str, among: Among = None) -> dict[str, frozenset[str]]:
    """The words of a role in the languages asked by what they stand under."""
    found: dict[str, frozenset[str]] = {}
    for _, entry in _entries(role, among):
        for name, listed in entry.items():
            found[name] = found.get(name, frozenset()) | frozenset(listed)
    return found


def classes_by_language(role: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """The words or phrases of a role by what they stand under, for each language that has some, in their order."""
    return {
        language: {name: tuple(listed) for name, listed in entry.items()} for language, entry in _entries(role, None)
    }


def texts(role: str) -> dict[str, str]:
    """The tables of a role that are written as text, for each language that has one; their reader says how."""
    return dict(_entries(role, None))


@cache
def shared(name: str) -> Mapping[str, Any]:
    """A file beside the languages' folders: what is of several languages, or of none; all scalars are text."""
    return read(files(__package__) / f"{name}.yaml")


def read(file: Traversable) -> dict[str, Any]:
    """A YAML file of words that is shipped with the program; all scalars are text."""
    written: dict[str, Any] = yaml.load(file.read_text(encoding="utf8"), Loader=_TEXT)  # noqa: S506 makes text only
    return written


def phrases(role: str, among: Among = None) -> frozenset[tuple[str, ...]]:
    """The phrases of a role in the languages asked, each as its words."""
    return frozenset(tuple(phrase.split()) for _, entry in _entries(role, among) for phrase in entry)
