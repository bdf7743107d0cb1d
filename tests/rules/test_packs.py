from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from streams.files.desk.world_checks import world_read
from streams.proving import selftest
from streams.proving.world import run_world

RULES = Path(__file__).parent.parent.parent / "rules"


FILES = [path.relative_to(RULES).as_posix() for path in sorted(RULES.rglob("*.yaml"))]


@pytest.fixture(scope="session")
def told(desk):
    world = world_read(desk)
    results = [
        *selftest.run(desk.files, desk.ruleset, desk.gazetteer),
        *run_world(world.written.tests, desk.ruleset, desk.gazetteer, file=world.document.file),
    ]
    of_file = defaultdict(list)
    for one in results:
        of_file[Path(one.file).relative_to(RULES).as_posix()].append(one)
    return of_file


@pytest.mark.parametrize("file", FILES)
def test_every_test_inside_a_rule_file_passes(told, file):
    wrong = [f"{one.number}: {one.problem}\n{one.text}" for one in told[file] if one.problem]
    assert not wrong, "\n".join(wrong)


def test_every_shipped_rule_has_matches_and_near_misses(desk):
    assert len(desk.files.rules) >= 6
    for rule in desk.files.rules:
        assert sum(test.matches for test in rule.tests) >= 2, rule.id
        assert sum(not test.matches for test in rule.tests) >= 2, rule.id
