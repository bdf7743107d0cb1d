"""A rule directory is walked to its end, whatever its links and depth: what is not read is told."""

from __future__ import annotations

import itertools
import os
import subprocess

import pytest

from streams.files.desk import texts
from streams.files.desk.texts import DEEPEST, yaml_files
from streams.files.desk.watch import look_at


def walked(directory):
    """The names found, and file and code of each mistake."""
    mistakes = []
    found = [name for name, _ in yaml_files(directory, mistakes)]
    return found, [(os.path.relpath(one.file, directory), one.code) for one in mistakes]


@pytest.fixture
def deep(tmp_path):
    """A directory for trees so deep that Python's own removal of old test directories fails on them."""
    directory = tmp_path / "deep"
    directory.mkdir()
    yield directory
    subprocess.run(["rm", "-rf", str(directory)], check=True)


def nested(directory, levels):
    """A file below so many directories; made step by step, since its path is longer than any may be."""
    home = os.open(".", os.O_RDONLY)
    try:
        os.chdir(directory)
        for _ in range(levels):
            os.mkdir("d")  # noqa: PTH102 below where we stand
            os.chdir("d")
        with open("rule.yaml", "w"):  # noqa: PTH123
            pass
    finally:
        os.fchdir(home)
        os.close(home)


def test_twenty_levels_are_read(deep):
    nested(deep, DEEPEST)
    assert walked(deep) == (["d/" * DEEPEST + "rule.yaml"], [])


@pytest.mark.parametrize("levels", [DEEPEST + 1, 1200, 3000])
def test_what_lies_deeper_is_told_once(deep, levels):
    (deep / "other.yaml").write_text("")
    nested(deep, levels)
    found, mistakes = walked(deep)
    assert found == ["other.yaml"]
    assert mistakes == [("/".join("d" * (DEEPEST + 1)), "too-deep")]
    assert len(look_at(deep)) == 2


@pytest.mark.timeout(10)
def test_links_that_fan_out_are_followed_once(tmp_path):
    """Two links on each of 17 levels make 131,071 paths to 18 directories."""
    rules = tmp_path / "rules"
    levels = [tmp_path / f"level-{number}" for number in range(18)]
    for level, below in itertools.pairwise(levels):
        level.mkdir()
        (level / "a").symlink_to(below)
        (level / "b").symlink_to(below)
    levels[-1].mkdir()
    (levels[-1] / "rule.yaml").write_text("")
    rules.symlink_to(levels[0])
    found, mistakes = walked(rules)
    assert found == ["a/" * 17 + "rule.yaml"]
    assert mistakes == [("a/" * number + "b", "not-a-file") for number in reversed(range(17))]


def test_a_directory_under_two_names_is_told_with_both(tmp_path):
    (tmp_path / "water").mkdir()
    (tmp_path / "water/rule.yaml").write_text("")
    (tmp_path / "dams").symlink_to("water")
    mistakes = []
    assert [name for name, _ in yaml_files(tmp_path, mistakes)] == ["dams/rule.yaml"]
    [mistake] = mistakes
    assert mistake.file == str(tmp_path / "water")
    assert str(tmp_path / "dams") in mistake.text


def test_a_link_to_itself_is_told(tmp_path):
    (tmp_path / "round").symlink_to("round")
    (tmp_path / "rule.yaml").write_text("")
    assert walked(tmp_path) == (["rule.yaml"], [("round", "unreadable")])


@pytest.mark.parametrize("kind", ["files", "directories", "misnamed"])
def test_a_directory_of_too_many_entries_is_read_no_further(tmp_path, monkeypatch, kind):
    monkeypatch.setattr(texts, "MOST", 50)
    for pack in ("a", "b", "c"):
        (tmp_path / pack).mkdir()
        for number in range(30):
            if kind == "files":
                (tmp_path / f"{pack}/{number}.yaml").write_text("")
            else:
                (tmp_path / f"{pack}/{number}{'.yaml' if kind == 'misnamed' else ''}").mkdir()
    found, mistakes = walked(tmp_path)
    assert [one for one in mistakes if one[1] == "too-many"] == [("b", "too-many")]
    assert len(found) + len(mistakes) <= 51


def test_what_hides_does_not_count(tmp_path, monkeypatch):
    monkeypatch.setattr(texts, "MOST", 5)
    for number in range(20):
        (tmp_path / f".hidden-{number}.yaml").write_text("")
    (tmp_path / "rule.yaml").write_text("")
    assert walked(tmp_path) == (["rule.yaml"], [])
