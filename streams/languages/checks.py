"""What is wrong with a language's folder: read as strictly as rules, each mistake with its line.

The program itself reads the folders fast and trusts them (`lexicon`); this is what `tocsin languages` and the tests ask.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from importlib.resources import files

from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

from streams.errors import Mistake
from streams.languages import cldr
from streams.languages.identify import lettered
from streams.languages.language import DICTIONARIES, OWN, ROOM, SCRIPTS, SIMPLEMMA, language
from streams.languages.lexicon import NONE, PLUS, languages, spelt_out
from streams.languages.roles import ROLES
from streams.languages.traits import TRAITS
from streams.yaml12 import Document, Loc, did_you_mean, parse, shown


def mistakes(codes: Iterable[str] | None = None) -> list[Mistake]:
    """Every mistake in the folders of the languages named, or of all, in order of file and line."""
    found: list[Mistake] = []
    for code in codes if codes is not None else languages():
        folder = files(__package__) / code
        for one in sorted(folder.iterdir(), key=lambda one: one.name):
            room = one.name.removesuffix(".yaml")
            if one.name.endswith(".yaml"):
                found += of_file(f"streams/languages/{code}/{one.name}", one.read_text(encoding="utf8"), room)
    return found


def of_file(name: str, text: str, room: str) -> list[Mistake]:
    """The mistakes of one file, given as its text: one room of one language."""
    document = parse(name, text)
    if document.readable and not isinstance(document.data, dict):
        document.mistake((), "not-a-mapping", "the file holds no roles", "write `role: [word, word]`")
    elif document.readable and room == ROOM:
        _check_language(document, name.split("/")[-2])
    elif document.readable and room not in ROLES:
        document.mistake((), "unknown-room", f"no room is called {room!r}", did_you_mean(room, ROLES))
    elif document.readable:
        _check(document, room)
        _check_parts(document, name.split("/")[-2])
    return sorted(document.mistakes, key=lambda one: (one.line, one.column))


KEYS: Mapping[str, str] = {
    "name": "what it is called in English: `name: French`",
    "script": "what it is written in, by ISO 15924: `script: Latn`",
    "letters": 'those that it has and other languages of its script lack: `letters: "éèç"`, or ""',
    "foreign": "languages whose letters show that a word is not of it: `foreign: []`",
    "beside": "languages of its script whose words its sentences are read with too: `beside: []`",
    "terms": "whether rules and places are written in it: `terms: true`",
    "dictionary": "where its words are looked up: `dictionary: simplemma`",
    "traits": "what its grammar does, as `traits.py` lists it: `traits: []`",
}
"""What a language's own file says of it; all of it is asked."""


def _check_language(document: Document, code: str) -> None:
    """Whether what a language says it is can be: each key once, and no name in it that nobody knows."""
    for key in document.data.keys() - KEYS.keys():
        document.unknown_key((key,), KEYS)
    for key in KEYS.keys() - document.data.keys():
        document.mistake((), "missing-key", f"nothing is said of {key!r}", f"say {KEYS[key]}")
    given = document.data
    if "name" in given and not (isinstance(given["name"], str) and given["name"]):
        document.mistake(("name",), "no-name", "the language has no name", f"say {KEYS['name']}")
    if "script" in given and given["script"] not in SCRIPTS:
        text = f"no script is called {shown(given['script'])}"
        document.mistake(("script",), "unknown-script", text, did_you_mean(str(given["script"]), SCRIPTS))
    elif "script" in given:
        _check_letters(document, given["script"])
    if "terms" in given and not isinstance(given["terms"], bool):
        document.mistake(("terms",), "no-answer", f"{shown(given['terms'])} is neither yes nor no", "true or false")
    _check_others(document, code, "foreign", lettered())
    _check_others(document, code, "beside", languages())
    _check_dictionary(document, code)
    _check_traits(document)


def _check_letters(document: Document, script: str) -> None:
    """The letters that show a language are of its script."""
    for letter in str(document.data.get("letters", "")):
        if letter.isalpha() and not unicodedata.name(letter, "").startswith(SCRIPTS[script].unicode):
            text = f"the letter {letter} is not of the script {script}"
            document.mistake(("letters",), "wrong-script", text, "take it away, or mend the script")


def _check_others(document: Document, code: str, key: str, known: Collection[str]) -> None:
    """Other languages that it names are known, are others, and those beside it share its script."""
    listed = document.data.get(key, [])
    if not isinstance(listed, list):
        document.mistake((key,), "not-a-list", f"`{key}` is no list", f"say {KEYS[key]}")
        return
    for number, other in enumerate(listed):
        loc = (key, number)
        if other == code:
            document.mistake(loc, "itself", f"{other!r} is the language itself", "take it away")
        elif not isinstance(other, str) or other not in known:
            what = "letters" if key == "foreign" else "words"
            text = f"nothing is known of the {what} of a language {shown(other)}"
            document.mistake(loc, "unknown-language", text, did_you_mean(str(other), known))
        elif key == "beside" and document.data.get("script") in SCRIPTS.keys() - {language(other).script}:
            text = f"{other!r} is written in another script, and is read with all languages of this one"
            document.mistake(loc, "wrong-script", text, "take it away")


def _check_dictionary(document: Document, code: str) -> None:
    named = document.data.get("dictionary", "none")
    if named not in DICTIONARIES:
        hint = "; ".join(f"{one}: {what}" for one, what in DICTIONARIES.items())
        document.mistake(("dictionary",), "unknown-dictionary", f"no dictionary is called {shown(named)}", hint)
    elif named == OWN and not (files(__package__) / code / "dictionary.py").is_file():
        text = "its folder has no module dictionary.py"
        document.mistake(("dictionary",), "no-dictionary", text, "write one, or take simplemma")
    elif named == SIMPLEMMA and code not in SUPPORTED_LANGUAGES:
        text = f"simplemma does not know {code!r}"
        document.mistake(("dictionary",), "no-dictionary", text, "write a module dictionary.py, or say none")


def _check_traits(document: Document) -> None:
    traits = document.data.get("traits", [])
    for number, trait in enumerate(traits if isinstance(traits, list) else []):
        if not isinstance(trait, str) or trait not in TRAITS:
            hint = did_you_mean(str(trait), TRAITS)
            document.mistake(("traits", number), "unknown-trait", f"no trait is called {trait!r}", hint)


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


def _check_parts(document: Document, code: str) -> None:
    """Each role that a list is built of is one, has words in the language, and is not built of the list; no word is said twice."""
    for loc, part in _parts(document.data):
        role = ".".join(part.split(".")[:2])
        if role not in _BUILT_OF:
            hint = did_you_mean(role, _BUILT_OF)
            document.mistake(loc, "unknown-part", f"no role is called {role!r}", hint)
        elif code in languages():
            _check_part(document, code, loc, part)


def _check_part(document: Document, code: str, loc: Loc, part: str) -> None:
    try:
        given = set(spelt_out(code, [PLUS + part]))
    except KeyError:
        document.mistake(loc, "empty-part", f"{code} has no words for {part!r}", "take it away, or list them")
    except RecursionError:
        document.mistake(loc, "circle", f"{part!r} is built of the list that it stands in", "take one of them away")
    else:
        siblings = document.data[loc[0]]
        for other, word in _words(siblings, loc[:1]) if isinstance(siblings, list) else ():
            if word in given:
                text = f"{word!r} stands in {part!r} already, which the list is built of"
                document.mistake(other, "word-twice", text, "take it away")


def _parts(roles: Mapping[str, object]) -> Iterator[tuple[Loc, str]]:
    """The roles that lists of a room are built of, each with where it is named."""
    for role, entry in roles.items():
        for loc, word in _words(entry, (role,)) if role != NONE else ():
            if isinstance(word, str) and (PLUS in loc or (word.startswith(PLUS) and not isinstance(entry, str))):
                yield loc, word.removeprefix(PLUS)


_BUILT_OF = [f"{room}.{role}" for room, roles in (*ROLES.items(), (cldr.ROOM, cldr.ROLES)) for role in roles]
"""What a list may be built of."""


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
