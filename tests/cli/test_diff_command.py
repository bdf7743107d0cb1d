"""`tocsin rules diff`: what an edit would have changed."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import RULES
from typer.testing import CliRunner

from streams.cli import app

pytestmark = pytest.mark.slow

ARCHIVE = Path(__file__).parent.parent.parent / "streams/demo/articles.jsonl"
DAM, MISSILE = "infrastructure/dam-strike", "combat/missile-strike"
PACKS = {"combat", "diplomacy", "escalation", "forces", "infrastructure", "people"}


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """A few of the shipped rules with the words they share: all would be read anew by each command."""
    folder = Path(shutil.copytree(RULES, tmp_path_factory.mktemp("few") / "rules"))
    for path in folder.glob("*/*.yaml"):
        rule = path.relative_to(folder).with_suffix("").as_posix()
        if rule.split("/")[0] in PACKS and rule not in {DAM, MISSILE}:
            path.unlink()
    (folder / "subscriptions.yaml").unlink()  # they name the others
    shutil.rmtree(folder / "languages")
    return folder


@pytest.fixture
def edited(tmp_path, few):
    """A copy of them, to edit."""
    return Path(shutil.copytree(few, tmp_path / "rules"))


@pytest.fixture
def run():
    def command(*words, stdin=None):
        return CliRunner().invoke(app, ["rules", "diff", *map(str, words)], input=stdin)

    return command


def edit(rules, old, new):
    path = rules / f"{DAM}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_same_rules_change_nothing(run, few):
    done = run(few, few, ARCHIVE)
    assert done.exit_code == 0, done.stderr
    assert "nothing changed" in done.stdout


def test_a_change_is_told_from_and_to_with_a_quote(run, few, edited):
    edit(edited, "severity: critical", "severity: high")
    done = run(few, edited, ARCHIVE)
    assert done.exit_code == 0
    assert "severity: critical → high" in done.stdout
    assert "Kurakhove reservoir" in done.stdout


def test_a_rule_less_is_alerts_removed_and_one_more_alerts_added(run, few, edited):
    (edited / f"{DAM}.yaml").unlink()
    (removed, added) = (
        json.loads(run(*sides, ARCHIVE, "--json", "--rule", DAM).stdout) for sides in ((few, edited), (edited, few))
    )
    assert {one["rule"] for one in removed["differences"]} >= {DAM}
    assert [row["after"] for row in removed["rings"]] == [0]
    assert [row["before"] for row in added["rings"]] == [0]


def test_standard_input_gives_the_same_as_the_file(run, few, edited):
    edit(edited, "severity: critical", "severity: high")
    piped = run(few, edited, "-", "--json", stdin=ARCHIVE.read_text(encoding="utf-8"))
    assert json.loads(piped.stdout) == json.loads(run(few, edited, ARCHIVE, "--json").stdout)


@pytest.mark.parametrize(("budget", "code"), [("1/day", 1), ("100/day", 0), ("100/h", 0), ("0/h", 1)])
def test_a_budget_that_is_exceeded_fails(run, few, budget, code):
    done = run(few, few, ARCHIVE, "--budget", budget)
    assert done.exit_code == code
    assert ("would ring" in done.stderr) is bool(code)


def test_a_budget_may_be_asked_of_one_rule(run, few):
    done = run(few, few, ARCHIVE, "--budget", "0/day", "--rule", DAM, "--json")
    assert [(one["rule"], one["rings"]) for one in json.loads(done.stdout)["exceeded"]] == [(DAM, 1)]


@pytest.mark.parametrize(
    "words",
    [
        ["nowhere", RULES, ARCHIVE],
        [RULES, "HEAD~100000", ARCHIVE],
        [RULES, RULES, "/nowhere.jsonl"],
        [RULES, RULES, ARCHIVE, "--budget", "10"],
        [RULES, RULES, ARCHIVE, "--rule", "infrastructure/dam"],
    ],
)
def test_what_cannot_be_compared_is_wrong_use(run, words):
    done = run(*words)
    assert done.exit_code == 2
    assert done.stderr


def test_a_revision_of_the_rule_directory_is_compared(run, edited):
    def git(*words):
        who = ["-c", "user.name=analyst", "-c", "user.email=analyst@desk.example"]
        subprocess.run(["git", "-C", str(edited.parent), *who, *words], check=True, capture_output=True)

    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "--message", "rules")
    edit(edited, "severity: critical", "severity: high")
    done = run("HEAD", edited, ARCHIVE, "--rules", edited)
    assert done.exit_code == 0, done.stderr
    assert "severity: critical → high" in done.stdout


def test_mistakes_are_told_with_the_side_they_are_on(run, few, edited):
    edit(edited, "severity: critical", "severity: grave")
    done = run(few, edited, ARCHIVE)
    assert done.exit_code == 1
    assert str(edited) in done.stderr
    assert "dam-strike.yaml" in done.stderr


def test_with_a_rule_asked_for_only_its_own_alerts_are_counted(run, few):
    told = json.loads(run(few, few, ARCHIVE, "--json").stdout)
    rules = {one["rule"] for one in told["rings"]}
    of_each = [json.loads(run(few, few, ARCHIVE, "--rule", rule, "--json").stdout)["alerts"] for rule in rules]
    assert len(rules) > 1
    assert sum(one["after"] for one in of_each) == told["alerts"]["after"]


def test_ids_are_whole_where_nobody_watches(run, few, edited):
    path = edited / "infrastructure" / f"{'long-name-' * 5}of-a-dam.yaml"
    path.write_text((edited / f"{DAM}.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    done = run(few, edited, ARCHIVE)
    assert f"infrastructure/{path.stem}" in done.stdout
