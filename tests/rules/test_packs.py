from __future__ import annotations

from pathlib import Path

import pytest

from streams import yaml12
from streams.files.desk.world_checks import world_read
from streams.proving import selftest
from streams.proving.world import run_world

RULES = Path(__file__).parent.parent.parent / "rules"


def cases() -> list[tuple[str, int]]:
    """Every test inside a rule or vocabulary file, by file and number."""
    found = []
    for path in sorted(RULES.rglob("*.yaml")):
        data = yaml12.parse(path.name, path.read_text(encoding="utf-8")).data
        tests = data.get("tests", []) if isinstance(data, dict) else []
        found += [(path.relative_to(RULES).as_posix(), number) for number in range(1, len(tests) + 1)]
    return found


@pytest.fixture(scope="session")
def told(desk):
    world = world_read(desk)
    results = [
        *selftest.run(desk.files, desk.ruleset, desk.gazetteer),
        *run_world(world.written.tests, desk.ruleset, desk.gazetteer, file=world.document.file),
    ]
    return {(Path(one.file).relative_to(RULES).as_posix(), one.number): one for one in results}


@pytest.mark.parametrize(("file", "number"), cases())
def test_every_test_inside_a_rule_file_passes(told, file, number):
    result = told[file, number]
    assert not result.problem, f"{result.problem}\n{result.text}"


def test_every_shipped_rule_has_matches_and_near_misses(desk):
    assert len(desk.files.rules) >= 6
    for rule in desk.files.rules:
        assert sum(test.matches for test in rule.tests) >= 2, rule.id
        assert sum(not test.matches for test in rule.tests) >= 2, rule.id
