"""What is wrong with a language's folder: read as strictly as rules, each mistake with its line.

The program itself reads the folders fast and trusts them (`lexicon`); this is what `tocsin languages` and the tests ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files

from streams.errors import Mistake
from streams.languages.language import ROOM
from streams.languages.lexicon import NONE, languages
from streams.languages.roles import ROLES
from streams.languages.traits import TRAITS
from streams.yaml12 import Document, Loc, did_you_mean, parse


def mistakes(codes: Iterable[str] | None = None) -> list[Mistake]:
    """Every mistake in the folders of the languages named, or of all, in order of file and line."""
    found: list[Mistake] = []
    for code in codes if codes is not None else languages():
        folder = files(__package__) / code
        for one in sorted(folder.iterdir(), key=lambda one: one.name):
            room = one.name.removesuffix(".yaml")
            if room == ROOM:
                found += of_traits(f"streams/languages/{code}/{one.name}", one.read_text(encoding="utf8"))
            elif one.name.endswith(".yaml"):
                found += of_file(f"streams/languages/{code}/{one.name}", one.read_text(encoding="utf8"), room)
    return found


def of_file(name: str, text: str, room: str) -> list[Mistake]:
    """The mistakes of one file, given as its text: one room of one language."""
    document = parse(name, text)
    if document.readable and not isinstance(document.data, dict):
        document.mistake((), "not-a-mapping", "the file holds no roles", "write `role: [word, word]`")
    elif document.readable and room not in ROLES:
        document.mistake((), "unknown-room", f"no room is called {room!r}", did_you_mean(room, ROLES))
    elif document.readable:
        _check(document, room)
    return sorted(document.mistakes, key=lambda one: (one.line, one.column))


def of_traits(name: str, text: str) -> list[Mistake]:
    """The mistakes in the traits that a language's own file names, given as its text."""
    document = parse(name, text)
    traits = document.data.get("traits", []) if document.readable and isinstance(document.data, dict) else []
    for number, trait in enumerate(traits if isinstance(traits, list) else []):
        if not isinstance(trait, str) or trait not in TRAITS:
            hint = did_you_mean(str(trait), TRAITS)
            document.mistake(("traits", number), "unknown-trait", f"no trait is called {trait!r}", hint)
    return sorted(document.mistakes, key=lambda one: (one.line, one.column))


def _check(document: Document, room: str) -> None:
    given = {role for role in document.data if role != NONE}
    for role in sorted(given - ROLES[room].keys()):
        document.mistake(
            (role,), "unknown-role", f"{room} asks for no role {role!r}", did_you_mean(role, ROLES[room]), key=True
        )
    for role in given:
        _check_words(document, role)
    excused = _excused(document)
    for role in sorted(excused & given):
        document.mistake(
            (NONE,), "filled-role", f"{role!r} has words and a reason why it has none", "take one away", key=True
        )
    for role in sorted(excused - ROLES[room].keys()):
        hint = did_you_mean(role, ROLES[room])
        document.mistake((NONE,), "unknown-role", f"{room} asks for no role {role!r}", hint, key=True)
    for role in sorted(ROLES[room].keys() - given - excused):
        hint = f"list its words, or write the reason: `{NONE}: {{Arabic has no articles: [{role}]}}`"
        document.mistake((), "missing-role", f"nothing is said of {role!r}: {ROLES[room][role]}", hint)


def _excused(document: Document) -> set[str]:
    """The roles that the file says the language does not fill."""
    reasons = document.data.get(NONE, {})
    if not isinstance(reasons, dict):
        document.mistake(
            (NONE,), "no-reason", "`none` gives no reason", f"write `{NONE}: {{reason: [role, role]}}`", key=True
        )
        return set()
    return {role for listed in reasons.values() if isinstance(listed, list) for role in listed}


def _check_words(document: Document, role: str) -> None:
    """Each word stands once in its list."""
    entry = document.data[role]
    if isinstance(entry, str):
        return
    seen: set[tuple[Loc, str]] = set()
    for loc, word in _words(entry, (role,)):
        written = document.texts.get(loc, word)
        if not isinstance(written, str):
            document.mistake(loc, "not-a-word", f"{word!r} is no word", "quote it, if it is one")
        elif (loc[:-1], written) in seen:
            document.mistake(loc, "word-twice", f"{written!r} stands in {role!r} twice", "take one away")
        else:
            seen.add((loc[:-1], written))


def _words(entry: object, loc: Loc) -> Iterator[tuple[Loc, object]]:
    if isinstance(entry, dict):
        for key, inner in entry.items():
            yield from _words(inner, (*loc, key))
    elif isinstance(entry, list):
        for number, word in enumerate(entry):
            yield (*loc, number), word
    else:
        yield loc, entry
