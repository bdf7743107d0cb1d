"""Every way we know to get a file wrong, as a broken file in `mistakes/` that says in its first lines what is told of it.

A file is a rule, a directory is a rule directory; `# expect: CODE LINE:COLUMN` stands once for each mistake. Exactly
these come out. What stands under `mistakes/quality/` is right in form, and the questions of quality are asked too.
"""

from __future__ import annotations

import os
import re
import shutil
import time
import tracemalloc
from pathlib import Path

import pytest

from streams.errors import Mistake, RuleErrors
from streams.files.desk.places import read_places, text_beside
from streams.files.desk.rules import Desk, desk_in
from streams.reading.cue import CUES

MISTAKES = Path(__file__).parent / "mistakes"
RULES = Path(__file__).parent.parent.parent / "rules"
EXPECTED = re.compile(r"^# expect: (\S+) (\d+):(\d+)$", re.MULTILINE)

BESIDE = {
    "concepts/dam.yaml": "terms: {en: [dam], uk: [дамба]}\n",
    "facts/killed.yaml": "terms: {en: [killed <number>]}\n",
} | {f"cues/{cue}.yaml": "terms: {en: [zzyzx]}\n" for cue in CUES}
"""What a rule directory needs for its rules to be read; small, because it is read for every case."""


def cases(directory: Path) -> list[Path]:
    return sorted(path for path in directory.iterdir() if path.name != "quality" and not path.name.startswith("."))


def laid_out(case: Path, directory: Path) -> list[str]:
    """Put a case where rules stand; the names of its files there."""
    if case.is_dir():
        shutil.copytree(case, directory, dirs_exist_ok=True)
        return sorted(path.relative_to(case).as_posix() for path in case.rglob("*.y*ml"))
    target = directory / "pack" / case.name
    target.parent.mkdir(parents=True)
    shutil.copy(case, target)
    return [f"pack/{case.name}"]


def put_beside(directory: Path) -> None:
    """Add what a rule directory needs and the case itself does not have."""
    for name, text in BESIDE.items():
        if not (path := directory / name).exists():
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")


def expected(directory: Path, names: list[str]) -> list[tuple[str, str, int, int]]:
    return sorted(
        (name, code, int(line), int(column))
        for name in names
        for code, line, column in EXPECTED.findall((directory / name).read_text(encoding="utf-8"))
    )


def mistakes_in(directory: Path, desk: Desk) -> list[Mistake]:
    """Every mistake in a rule directory, read as a worker reads it but with the gazetteer at hand."""
    mistakes: list[Mistake] = []
    try:
        read_places(str(directory / "places.yaml"), text_beside(directory / "places.yaml"))
    except RuleErrors as error:
        mistakes = error.mistakes
    try:
        desk_in(directory, None if mistakes else desk.gazetteer, mistakes)
    except RuleErrors as error:
        mistakes = error.mistakes
    return mistakes


def told_of(directory: Path, desk: Desk) -> list[tuple[str, str, int, int]]:
    """What is told of a rule directory: file below it, code, line, column."""
    return sorted(
        (Path(one.file).relative_to(directory).as_posix(), one.code, one.line, one.column)
        for one in mistakes_in(directory, desk)
    )


@pytest.mark.parametrize("case", cases(MISTAKES), ids=lambda case: case.stem)
def test_exactly_the_mistakes_made_are_told(desk, tmp_path, case):
    names = laid_out(case, tmp_path)
    put_beside(tmp_path)
    wanted = expected(tmp_path, names)
    assert wanted
    assert told_of(tmp_path, desk) == wanted


def test_there_are_many_ways_to_be_wrong():
    assert len(cases(MISTAKES)) >= 45


@pytest.mark.parametrize("case", cases(MISTAKES / "quality"), ids=lambda case: case.stem)
def test_exactly_what_is_bad_of_a_rule_is_told(desk, tmp_path, case):
    from streams.files.desk.sample import neutral_sample
    from streams.proving import checks

    names = laid_out(case, tmp_path)
    put_beside(tmp_path)
    read = desk_in(tmp_path, desk.gazetteer)
    found = [
        (Path(one.file).relative_to(tmp_path).as_posix(), one.code, one.line, one.column)
        for one in checks.check(read.files, read.ruleset, read.gazetteer, neutral_sample())
    ]
    wanted = expected(tmp_path, names)
    assert wanted
    assert sorted(one for one in found if one[0] in names) == wanted


NO_PYTHON = re.compile(
    r"Input should|Value error|NoneType|\bdict\b|\bstr\b|valid (string|boolean|integer)|ruamel|pydantic|\bTrue\b|\bNone\b"
)


@pytest.mark.parametrize("case", cases(MISTAKES), ids=lambda case: case.stem)
def test_a_mistake_is_told_without_words_of_python(desk, tmp_path, case):
    laid_out(case, tmp_path)
    for mistake in mistakes_in(tmp_path, desk):
        assert not NO_PYTHON.search(f"{mistake.text} {mistake.hint}"), str(mistake)
        assert mistake.text.isprintable()


@pytest.fixture
def directory(tmp_path):
    """A rule directory that is right."""
    for name, text in BESIDE.items():
        path = tmp_path / "rules" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "rules"


def codes(directory: Path, desk: Desk) -> list[tuple[str, str]]:
    return [(name, code) for name, code, _, _ in told_of(directory, desk)]


def test_fifty_megabytes_are_refused_unread(desk, directory):
    (directory / "pack").mkdir()
    with (directory / "pack" / "huge.yaml").open("wb") as file:
        file.truncate(50_000_000)
    (directory / "places.yaml").write_bytes(b"#" * 50_000_000)
    began = time.monotonic()
    tracemalloc.start()
    try:
        assert codes(directory, desk) == [("pack/huge.yaml", "too-large"), ("places.yaml", "too-large")]
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (bytes(range(256)) * 100, "not-utf-8", 2),
        (b"\x7fELF" + b"\x00" * 5_000, "not-text", 1),
        (b"title: Test\nabout: caf\xe9\n", "not-utf-8", 2),
        ("title: Test\n".encode("utf-16"), "not-utf-8", 1),
    ],
    ids=["all bytes", "program", "latin-1", "utf-16"],
)
@pytest.mark.parametrize("name", ["pack/rule.yaml", "concepts/x.yaml", "subscriptions.yaml", "places.yaml"])
def test_what_is_no_text_is_refused_wherever_it_stands(desk, directory, data, code, line, name):
    (directory / name).parent.mkdir(exist_ok=True)
    (directory / name).write_bytes(data)
    assert [(one[0], one[1], one[2]) for one in told_of(directory, desk)] == [(name, code, line)]


def test_a_nul_is_told_where_it_stands(desk, directory):
    (directory / "pack").mkdir()
    text = "title: Test\nseverity: high\nfamily: test\nall: [{en: [dam\0]}]\n"
    (directory / "pack" / "rule.yaml").write_text(text, encoding="utf-8")
    assert told_of(directory, desk) == [("pack/rule.yaml", "control-character", 4, 16)]


RULE = "title: Test\nseverity: high\nfamily: test\nall: [{en: [dam]}]\n"


def test_what_hides_is_not_read_and_what_looks_like_a_rule_is(desk, directory, tmp_path):
    (directory / ".github").mkdir()
    (directory / ".github" / "workflow.yaml").write_text("on: push\n")
    (directory / "pack").mkdir()
    (directory / "pack" / "dangling.yaml").symlink_to(tmp_path / "nowhere.yaml")
    (directory / "pack" / "shouting.YAML").write_text(RULE)
    (directory / "pack" / "directory.yaml").mkdir()
    (directory / "pack" / "README.md").write_text("about the pack\n")
    (directory / "pack" / "round").symlink_to(directory)
    assert codes(directory, desk) == [
        ("pack/dangling.yaml", "not-a-file"),
        ("pack/directory.yaml", "not-a-file"),
        ("pack/round", "not-a-file"),
        ("pack/shouting.YAML", "file-name"),
    ]


def test_a_pack_may_be_a_link_as_kubernetes_mounts_it(desk, directory, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "rule.yaml").write_text(RULE)
    (directory / "pack").symlink_to(tmp_path / "elsewhere")
    assert [rule.id for rule in desk_in(directory, desk.gazetteer).files.rules] == ["pack/rule"]


@pytest.mark.parametrize("name", ["languages", "concepts", "facts"])
@pytest.mark.parametrize("linked", [False, True], ids=["a file", "a link to nowhere"])
def test_a_directory_of_shared_words_that_is_none_is_told(desk, directory, name, linked):
    shutil.rmtree(directory / name, ignore_errors=True)
    if linked:
        (directory / name).symlink_to(directory / "nowhere")
    else:
        (directory / name).write_text("concepts: {dam: [سد]}\n")
    assert codes(directory, desk) == [(name, "not-a-directory")]


def test_missing_cues_are_told(desk, directory):
    shutil.rmtree(directory / "cues")
    assert codes(directory, desk) == [("cues", "missing-cues")]


def test_files_are_shown_as_the_directory_was_given(desk, directory, monkeypatch):
    (directory / "subscriptions.yaml").write_text("desk: [x]\n")
    (directory / "pack").mkdir()
    (directory / "pack" / "rule.yaml").write_text(RULE + "x: y\n")
    monkeypatch.chdir(directory / "pack")
    with pytest.raises(RuleErrors) as told:
        desk_in(Path("../../rules"), desk.gazetteer)
    assert [one.file for one in told.value.mistakes] == ["../../rules/pack/rule.yaml", "../../rules/subscriptions.yaml"]


def test_a_name_that_is_no_text_can_be_told(desk, directory):
    (directory / "pack").mkdir()
    (directory / "pack" / os.fsdecode(b"\xff\n.yaml")).write_text(RULE)
    with pytest.raises(RuleErrors) as told:
        desk_in(directory, desk.gazetteer)
    assert [one.code for one in told.value.mistakes] == ["file-name"]
    assert str(told.value).encode()


@pytest.mark.slow
def test_every_shipped_file_is_right(desk):
    assert desk_in(RULES, desk.gazetteer).files.digest == desk.files.digest
