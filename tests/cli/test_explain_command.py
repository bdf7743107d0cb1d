"""`tocsin rules explain`: for people and for programs."""

from __future__ import annotations

import json

import pytest
from conftest import RULES
from typer.testing import CliRunner

from streams.cli import app

pytestmark = pytest.mark.slow

RULE = "infrastructure/dam-strike"
STRUCK = "A Russian strike damaged the dam of the Kurakhove reservoir."


@pytest.fixture
def run():
    def command(*words, stdin=None):
        return CliRunner().invoke(app, ["rules", "explain", *map(str, words), "--rules", str(RULES)], input=stdin)

    return command


def test_a_match_is_told_with_its_words_and_place(run):
    done = run(RULE, STRUCK)
    assert done.exit_code == 0, done.stderr
    assert f"{RULE} matches" in done.stdout
    assert "→ critical occurred, Kurakhove" in done.stdout
    assert "\x1b" not in done.stdout


def test_a_near_miss_is_told_with_what_comes_nearest(run):
    done = run(RULE, "The dam near Kurakhove was strck at night.")
    assert "does not match" in done.stdout
    assert "closest: 'strck'" in done.stdout


def test_programs_get_the_tree(run):
    (told,) = json.loads(run(RULE, STRUCK, "--json").stdout)
    assert list(told) == ["rule", "source", "verdict", "sentence", "steps", "failed", "others", "matches"]
    step = {"kind", "asks", "met", "why", "evidence", "closest", "of", "left_out"}
    assert all(set(one) == step for one in told["steps"])
    evidence = told["steps"][0]["evidence"][0]
    assert STRUCK[evidence["start"] : evidence["end"]] == evidence["text"]


def test_without_a_text_the_rules_own_tests_are_explained(run, desk):
    done = run(RULE, "--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    (rule,) = [one for one in desk.files.rules if one.id == RULE]
    overlaid = [one.test for overlay in desk.files.overlays.values() for one in overlay.tests if one.of == RULE]
    assert [one["test"]["expected"] for one in told] == [one.matches for one in (*rule.tests, *overlaid)]
    assert {one["test"]["problem"] for one in told} == {""}
    assert "test 1: as expected" in run(RULE).stdout


@pytest.mark.parametrize(
    ("name", "content", "count"),
    [
        ("a.txt", STRUCK, 1),
        ("a.txt", "\ufeff" + STRUCK, 1),
        ("a.json", json.dumps({"title": "Dam struck", "text": STRUCK}), 1),
        ("a.json", json.dumps({"title": None, "text": STRUCK}, indent=2), 1),
        (
            "a.jsonl",
            "\n".join([json.dumps({"id": "1", "text": STRUCK, "published_at": "2026-11-20T10:00:00Z"})] * 2),
            2,
        ),
        ("a.txt", "{sic} " + STRUCK, 1),
    ],
)
def test_a_file_holds_a_text_or_articles(run, tmp_path, name, content, count):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert [one["verdict"] for one in json.loads(run(RULE, path, "--json").stdout)] == ["matches"] * count


def test_standard_input_and_a_title_are_read(run):
    done = run(RULE, "-", "--title", "Army denies strike on dam", stdin=STRUCK)
    assert done.exit_code == 0
    assert "Army denies strike on dam\n" in done.stdout
    assert "does not match" in done.stdout


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"a dam\0", "NUL"),
        (b"\xff\xfea dam", "UTF-8"),
        (b"dam " * 1_100_000, "more than"),
        (b'{"title": 3, "text": "x"}', "text in quotes"),
        (b'{"text": "x", "published_at": "2026-11-22"}', "2026-11-22T14:30:00Z"),
        (b'{"a":' * 100_000, "nested"),
    ],
)
def test_what_cannot_be_explained_is_wrong_use(run, tmp_path, content, said):
    path = tmp_path / "given"
    path.write_bytes(content)
    done = run(RULE, path)
    assert done.exit_code == 2, done.output
    assert said in done.stderr


@pytest.mark.parametrize("text", ["", "  ", "nothing.txt", ".", "a\0b"])
def test_an_argument_that_is_no_text_is_wrong_use(run, text):
    done = run(RULE, text)
    assert done.exit_code == 2
    assert done.stderr.startswith("tocsin: ")


def test_a_rule_that_is_not_there_is_named_with_the_nearest(run):
    done = run("infrastructure/dam-strke", STRUCK)
    assert done.exit_code == 2
    assert RULE in done.stderr


def test_hostile_text_cannot_steer_the_terminal(run):
    done = run(
        RULE, "A strike\x1b]0;x\x07 hit the \u202edam\x1b[2J of Kurakhove [bold]x[/bold].", "--title", "\x1b[31mDam"
    )
    assert done.exit_code == 0
    assert not {char for char in done.stdout if not char.isprintable()} - {"\n"}
    assert "[bold]x[/bold]" in done.stdout


def test_a_person_sees_the_words_in_colour(run, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[1;32mdam" in run(RULE, STRUCK).stdout
