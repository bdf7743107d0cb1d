"""Words of a natural language stand in `streams/languages` and in `rules`, where who knows the language can mend them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
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
    # Single words that a line of the grammar asks for.
    "reading/numbers/closely.py": 6,
    "reading/numbers/plain.py": 2,
    "reading/reach.py": 3,
    "reading/where/bound.py": 1,
    "reading/where/clauses.py": 1,
    # Examples inside a message for analysts, and of what a pattern of theirs is tried on.
    "rules/conditions.py": 1,
    "rules/regex.py": 1,
}
"""How many words in letters beyond Latin each module may still hold; a module that is not here holds none."""


def literals(tree: ast.AST) -> Iterator[str]:
    """The strings of a module that are no documentation."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def words_in(source: str) -> int:
    """How many words in letters beyond Latin a module's strings hold."""
    return sum(bool(BEYOND_LATIN.search(word)) for text in literals(ast.parse(source)) for word in WORD.findall(text))


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
