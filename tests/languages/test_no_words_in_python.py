"""Words of a natural language stand in `streams/languages` and in `rules`, where who knows the language can mend them."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

STREAMS = Path(__file__).parents[2] / "streams"
WORD = re.compile(r"[^\W\d_]+")
BEYOND_LATIN = re.compile(r"[\u0370-\u1fff]")

ALLOWED = {
    # Characters by their numbers: ranges, marks and capitals that a pattern looks for.
    "files/desk/places.py": 2,
    "places/similarity.py": 2,
    "text/sentences.py": 2,
    "text/words.py": 1,
    # Examples inside a message for analysts, and of what a pattern of theirs is tried on.
    "rules/conditions.py": 1,
    "rules/regex.py": 1,
}
"""How many words in letters beyond Latin each module may still hold; a module that is not here holds none."""


@functools.cache
def parsed(source: str) -> ast.Module:
    return ast.parse(source)


def literals(tree: ast.AST) -> Iterator[str]:
    """The strings of a module that are no documentation."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def words_in(source: str) -> int:
    """How many words in letters beyond Latin a module's strings hold."""
    return sum(bool(BEYOND_LATIN.search(word)) for text in literals(parsed(source)) for word in WORD.findall(text))


MOST_WORDS = 12
"""A dozen words in Latin letters may stand together; where there are more, they are a list that somebody will want to mend."""
NO_LANGUAGE = {
    "places/place.py": "kinds of places, as the files of analysts and the gazetteer name them",
    "rules/schema.py": "keys of a rule file, in the order in which people write them",
    "sources/plain_text.py": "names of HTML's elements",
}
"""Modules with longer lists in small letters that are no words of a language, and what they are."""
SMALL = re.compile(r"[a-z]+(?:[' -][a-z]+)*")
ALTERNATIVE = re.compile(r"[a-z][a-z' -]+")


def small_words(nodes: Iterable[ast.AST | None]) -> int:
    """How many of some nodes are words in small Latin letters."""
    return sum(isinstance(node, ast.Constant) and bool(SMALL.fullmatch(str(node.value))) for node in nodes)


def longest_list(source: str) -> int:
    """The most words that stand together in a module: in a list, set, tuple or mapping, or in a text that is cut or matched."""
    tree = parsed(source)
    lists = [0]
    for node in ast.walk(tree):
        if isinstance(node, ast.List | ast.Set | ast.Tuple):
            lists.append(small_words(node.elts))
        elif isinstance(node, ast.Dict):
            lists.append(small_words(node.keys))
    named = {
        target.id: node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {"split", "replace", "splitlines"}:
            cut = named.get(node.value.id, "") if isinstance(node.value, ast.Name) else getattr(node.value, "value", "")
            lists.append(sum(map(bool, map(SMALL.fullmatch, cut.split()))) if isinstance(cut, str) else 0)
    for text in literals(tree):
        for group in re.split(r"[()\n]", text):
            words = group.split("|")
            lists.append(sum(map(bool, map(ALTERNATIVE.fullmatch, words))) if len(words) > 1 else 0)
    return max(lists)


MODULES = sorted(path for path in STREAMS.rglob("*.py") if path.relative_to(STREAMS).parts[0] != "languages")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(STREAMS).as_posix())
def test_no_module_holds_more_words_than_it_is_allowed(path):
    name = path.relative_to(STREAMS).as_posix()
    found, allowed = words_in(path.read_text(encoding="utf-8")), ALLOWED.get(name, 0)
    assert found <= allowed, (
        f"{name} holds {found} words: put them under a role in streams/languages (see CONTRIBUTING.md)"
    )


def test_what_is_allowed_is_no_more_than_there_is():
    held = {name: words_in((STREAMS / name).read_text(encoding="utf-8")) for name in ALLOWED}
    assert {name: held[name] for name, most in ALLOWED.items() if most > held[name]} == {}


def test_a_word_list_in_python_is_found():
    assert words_in('"""Удар."""\nX = ["удар", "near", "قصف بلدة"]\n') == 3


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(STREAMS).as_posix())
def test_no_module_holds_a_list_of_words(path):
    if path.relative_to(STREAMS).as_posix() in NO_LANGUAGE:
        return
    assert longest_list(path.read_text(encoding="utf-8")) <= MOST_WORDS, (
        "put the words under a role in streams/languages, or say in NO_LANGUAGE what they are (see CONTRIBUTING.md)"
    )


def test_each_exception_is_one():
    assert [
        name for name in NO_LANGUAGE if longest_list((STREAMS / name).read_text(encoding="utf-8")) <= MOST_WORDS
    ] == []


THIRTEEN = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
]


@pytest.mark.parametrize(
    "source",
    [
        f"X = {THIRTEEN}",
        f"X = frozenset({set(THIRTEEN)})",
        f"X = {dict.fromkeys(THIRTEEN, 0)}",
        f"X = frozenset('{' '.join(THIRTEEN)}'.split())",
        f"X = '{' '.join(THIRTEEN)}'\nY = X.replace(' ', '|')",
        f"X = re.compile(r'\\b({'|'.join(THIRTEEN)})\\b')",
    ],
)
def test_a_list_of_english_words_is_found(source):
    assert longest_list(source) == len(THIRTEEN)


@pytest.mark.parametrize(
    "source",
    [
        "X = 'a sentence for people that goes on and on and on and has many small words'",
        f"X = {THIRTEEN[:MOST_WORDS]}",
        f"X = {[word.upper() for word in THIRTEEN]}",
    ],
)
def test_prose_and_codes_are_no_list(source):
    assert longest_list(source) <= MOST_WORDS
