"""One name for one thing, and one sentence at the head of each module that says what it is for."""

from __future__ import annotations

import ast
import functools
from collections import defaultdict
from pathlib import Path

import pytest

STREAMS = Path(__file__).parent.parent / "streams"
MODULES = {path.relative_to(STREAMS).as_posix(): path for path in sorted(STREAMS.rglob("*.py"))}


@functools.cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_no_two_public_classes_share_a_name():
    homes = defaultdict(list)
    for name, path in MODULES.items():
        for node in parsed(path).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(name)
    assert len(homes) > 100
    assert {name: found for name, found in homes.items() if len(found) > 1} == {}


@pytest.mark.parametrize("name", MODULES)
def test_each_module_says_at_its_head_what_it_is_for(name):
    head, *_ = (ast.get_docstring(parsed(MODULES[name])) or "").splitlines()
    assert head.endswith("."), "one sentence on the first line"


def test_no_two_modules_say_the_same_at_their_heads():
    heads = defaultdict(list)
    for name, path in MODULES.items():
        heads[(ast.get_docstring(parsed(path)) or "").splitlines()[0].casefold()].append(name)
    assert [names for names in heads.values() if len(names) > 1] == []
