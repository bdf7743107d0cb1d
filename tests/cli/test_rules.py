"""`tocsin rules check | test | schema | new`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from streams import yaml12
from streams.cli import app

SHIPPED = Path(__file__).parent.parent.parent / "rules"


def run(*arguments):
    return CliRunner().invoke(app, ["rules", *map(str, arguments)])


@pytest.fixture
def begun(tmp_path):
    """A rule directory with the one rule that `new` begins."""
    directory = tmp_path / "rules"
    done = run("new", "infrastructure/bridge-strike", "--rules", directory)
    assert done.exit_code == 0, done.stderr
    return directory


def edited(directory, old, new, rule="infrastructure/bridge-strike"):
    path = directory / f"{rule}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.slow
def test_the_shipped_rules_have_no_mistakes():
    done = run("check", "--rules", SHIPPED)
    assert done.exit_code == 0, done.stderr
    assert "no mistakes (rule set " in done.stdout
    assert run("check", "--rules", SHIPPED, "--json").stdout == "[]\n"


def test_a_rule_that_is_begun_passes_the_check_and_its_tests(begun):
    assert run("check", "--rules", begun).exit_code == 0
    done = run("test", "infrastructure/bridge-strike", "--rules", begun)
    assert (done.exit_code, done.stdout) == (0, "4 tests, 0 failed\n")
    assert (begun / "infrastructure/pack.yaml").is_file()
    assert (begun / "cues/denied.yaml").is_file()


def test_a_rule_that_is_begun_leads_an_editor_to_its_schema(begun):
    for name, kind in (
        ("infrastructure/bridge-strike", "rule"),
        ("infrastructure/pack", "pack"),
        ("cues/denied", "concept"),
    ):
        text = (begun / f"{name}.yaml").read_text(encoding="utf-8")
        assert text.startswith(f"# yaml-language-server: $schema=../{kind}.schema.json\n")
        assert (begun / f"{kind}.schema.json").is_file()


def test_a_rule_begun_where_no_schema_stands_brings_none_and_asks_for_none(tmp_path):
    (tmp_path / "combat").mkdir()
    (tmp_path / "combat/pack.yaml").write_text("owner: desk@tocsin.example\n", encoding="utf-8")
    assert run("new", "combat/first", "--rules", tmp_path).exit_code == 0
    assert list(tmp_path.glob("*.json")) == []
    assert "yaml-language-server" not in (tmp_path / "combat/first.yaml").read_text(encoding="utf-8")


def test_a_file_without_the_line_of_its_schema_fails_the_check(begun):
    edited(begun, "# yaml-language-server: $schema=../rule.schema.json\n", "")
    done = run("check", "--rules", begun)
    assert done.exit_code == 1
    assert "bridge-strike.yaml:1:1: an editor cannot tell which schema the file has [schema-line]" in done.stderr
    assert "begin the file with this line: # yaml-language-server: $schema=../rule.schema.json" in done.stderr


@pytest.mark.slow
def test_a_rule_begun_among_the_shipped_ones_passes_too(tmp_path):
    directory = shutil.copytree(SHIPPED, tmp_path / "rules")
    assert run("new", "combat/first", "--rules", directory).exit_code == 0
    text = (directory / "combat/first.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../rule.schema.json\n")
    assert "concept: strike" in text
    done = run("check", "--rules", directory, "--json")
    assert [one for one in json.loads(done.stdout) if one["file"].endswith("first.yaml")] == []
    done = run("test", "combat/first", "--rules", directory)
    assert done.exit_code == 0, done.stderr


@pytest.mark.parametrize(
    "name",
    [
        "../x",
        "A B",
        "/abs",
        "",
        "x",
        "a/b/c",
        "a" * 300 + "/b",
        "concepts/x",
        "cues/x",
        "facts/x",
        "languages/x",
        "a/pack",
        "ф/ї",
        "-a/b",
        "a-/b",
        "a/b--c",
        "a\nb/c",
    ],
)
def test_odd_names_are_wrong_use_and_write_nothing(tmp_path, name):
    done = run("new", "--rules", tmp_path / "rules", "--", name)
    assert done.exit_code == 2
    assert done.stderr.startswith("tocsin: ")
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_rule_that_is_there_is_not_written_over(begun):
    before = (begun / "infrastructure/bridge-strike.yaml").read_bytes()
    done = run("new", "infrastructure/bridge-strike", "--rules", begun)
    assert done.exit_code == 2
    assert "is there already" in done.stderr
    assert (begun / "infrastructure/bridge-strike.yaml").read_bytes() == before


def test_a_place_where_nothing_can_be_written_is_told(tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "combat").write_text("a file, no directory", encoding="utf-8")
    done = run("new", "combat/x", "--rules", tmp_path / "rules")
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr


def test_a_directory_that_cannot_be_made_is_told():
    done = run("new", "combat/x", "--rules", "/dev/null/rules")
    assert (done.exit_code, "cannot be written" in done.stderr) == (2, True)


def test_mistakes_of_form_are_told_with_their_place_and_counted(begun):
    edited(begun, "severity: medium", "severty: medium")
    done = run("check", "--rules", begun)
    assert done.exit_code == 1
    assert "bridge-strike.yaml:6:1: unknown key 'severty' [unknown-key]" in done.stderr
    assert "unknown-key 1" in done.stderr.splitlines()[-1]
    told = json.loads(run("check", "--rules", begun, "--json").stdout)
    assert [one["line"] for one in told if one["code"] == "unknown-key"] == [6]


def test_findings_of_quality_fail_the_check_and_are_counted(begun):
    edited(begun, "[railway station, train station]", "[railway station, big railway station]")
    done = run("check", "--rules", begun)
    assert done.exit_code == 1
    assert "bridge-strike.yaml:9:27: 'big railway station' adds nothing" in done.stderr
    assert done.stderr.splitlines()[-1] == "1 mistake: swallowed-term 1"
    (found,) = json.loads(run("check", "--rules", begun, "--json").stdout)
    assert set(found) == {"file", "line", "column", "code", "text", "hint"}
    assert found["code"] == "swallowed-term"


def test_a_directory_without_rules_fails_the_check(tmp_path):
    shutil.copytree(SHIPPED / "cues", tmp_path / "cues")
    done = run("check", "--rules", tmp_path)
    assert (done.exit_code, "holds no rule" in done.stderr) == (1, True)
    (found,) = json.loads(run("check", "--rules", tmp_path, "--json").stdout)
    assert found["code"] == "no-rules"


def test_a_directory_that_is_not_there_is_wrong_use(tmp_path):
    for command in ("check", "test"):
        assert run(command, "--rules", tmp_path / "nowhere").exit_code == 2


def test_a_failed_test_is_told_with_its_place_and_the_first_condition_not_met(begun):
    edited(begun, "A missile struck", "A missile passed")
    done = run("test", "--rules", begun)
    assert done.exit_code == 1
    failed = next(line for line in done.stderr.splitlines() if "bridge-strike" in line)
    assert "bridge-strike.yaml:18:5: infrastructure/bridge-strike, test 1: must match, but does not" in failed
    assert "not met: any of: strike" in done.stderr
    assert done.stdout.endswith("1 failed\n")


def test_rules_packs_and_patterns_choose_what_is_tested(begun):
    assert run("new", "combat/other", "--rules", begun).exit_code == 0
    for which, count in (
        (["infrastructure/bridge-strike"], 4),
        (["infrastructure"], 4),
        (["infrastructure/*"], 4),
        (["*/bridge-strike", "combat/other"], 8),
        (["rules/combat/other.yaml"], 4),
    ):
        done = run("test", *which, "--rules", begun)
        assert done.stdout == f"{count} tests, 0 failed\n", done.stderr


def test_a_name_that_nothing_has_is_wrong_use_and_the_nearest_is_told(begun):
    done = run("test", "infrastructure/bridge-strik", "--rules", begun)
    assert done.exit_code == 2
    assert "did you mean infrastructure/bridge-strike" in done.stderr


def test_results_are_json_for_programs(begun):
    done = run("test", "infrastructure", "--rules", begun, "--json")
    results = json.loads(done.stdout)
    assert [one["problem"] for one in results] == [""] * 4
    assert {"of", "number", "text", "problem"} <= set(results[0])


@pytest.mark.parametrize("kind", ["rule", "concept", "pack", "subscriptions", "places"])
def test_a_schema_is_printed_for_every_kind_of_file(kind):
    done = run("schema", kind)
    assert done.exit_code == 0
    assert json.loads(done.stdout)["$schema"].startswith("https://json-schema.org/")
    assert done.stdout == (SHIPPED / f"{kind}.schema.json").read_text(encoding="utf-8")


def test_another_schema_is_wrong_use():
    assert run("schema", "nonsense").exit_code == 2


def test_what_is_begun_is_yaml_that_people_can_read(begun):
    text = (begun / "infrastructure/bridge-strike.yaml").read_text(encoding="utf-8")
    assert not yaml12.parse("begun", text).mistakes
    assert max(map(len, text.splitlines())) <= 120


@pytest.mark.slow
def test_parts_that_every_test_misses_are_counted(begun):
    done = run("test", "infrastructure", "--mutants", "--rules", begun)
    first, second = done.stdout.splitlines()
    assert first == "4 tests, 0 failed"
    assert second.endswith("parts would be missed by a test")
    told = json.loads(run("test", "infrastructure", "--mutants", "--rules", begun, "--json").stdout)
    assert [one["problem"] for one in told["tests"]] == [""] * 4
    noticed = [one["noticed_by"] for one in told["mutants"]]
    assert second.startswith(f"{len(noticed) - noticed.count(None)} of {len(noticed)} parts")
    assert {"of", "without", "noticed_by"} == set(told["mutants"][0])


def test_a_part_that_no_test_misses_fails_and_is_named(begun):
    edited(begun, '  - {text: "На навчаннях', "#")
    done = run("test", "infrastructure", "--mutants", "--rules", begun)
    assert done.exit_code == 1
    assert "infrastructure/bridge-strike.yaml: no test misses `unless 1 (drill …)`" in done.stderr


def test_nothing_is_taken_out_of_a_rule_whose_own_tests_fail(begun):
    edited(begun, "A missile struck", "A missile passed")
    done = run("test", "infrastructure", "--mutants", "--rules", begun)
    assert (done.exit_code, done.stdout) == (1, "4 tests, 1 failed\n")
    assert "mend the tests that fail first" in done.stderr


def test_parts_of_a_vocabulary_alone_are_wrong_use(begun):
    done = run("test", "denied", "--mutants", "--rules", begun)
    assert (done.exit_code, "no rule is chosen" in done.stderr) == (2, True)


def test_the_name_of_a_directory_cannot_steer_the_terminal(tmp_path):
    done = run("check", "--rules", tmp_path / "no\x1b[2Jwhere")
    assert done.exit_code == 2
    assert "\x1b" not in done.stderr
    assert "no\\x1b[2Jwhere is no directory" in done.stderr


@pytest.fixture
def overlaid(tmp_path):
    """The shipped rules with an overlay, one test of which fails."""
    directory = tmp_path / "rules"
    shutil.copytree(SHIPPED, directory)
    (directory / "languages").mkdir(exist_ok=True)
    text = """\
# yaml-language-server: $schema=../overlay.schema.json
concepts:
  bridge: [جسر]
tests:
  - {concept: bridge, text: "انهار المبنى.", matches: false}
  - {rule: infrastructure/bridge-strike, text: "قصفت الطائرات الروسية جسرا في خيرسون.", matches: true, place: Kherson}
  - {rule: infrastructure/bridge-strike, text: "افتتح رئيس البلدية جسرا في خيرسون.", matches: true}
"""
    (directory / "languages/ar.yaml").write_text(text, encoding="utf-8")
    return directory


@pytest.mark.slow
def test_an_overlay_is_checked_and_tested_like_rules(overlaid):
    done = run("check", "--rules", overlaid)
    assert done.exit_code == 0, done.stderr
    assert ", 2 overlays, " in done.stdout  # the shipped one of French, and this
    done = run("test", "languages/ar", "--rules", overlaid)
    assert (done.exit_code, done.stdout) == (1, "3 tests, 1 failed\n")
    place = f"{overlaid / 'languages/ar.yaml'}:7:5: infrastructure/bridge-strike, test 3: must match, but does not"
    assert done.stderr.splitlines()[0] == place
    assert "not met: " in done.stderr


@pytest.mark.slow
def test_a_term_of_an_overlay_is_explained_with_its_file_and_line(overlaid):
    done = run("explain", "infrastructure/bridge-strike", "--rules", overlaid)
    assert f"✓ جسر (ar, {overlaid / 'languages/ar.yaml'}:3)" in done.stdout
    assert f"test 2 of {overlaid / 'languages/ar.yaml'}: as expected" in done.stdout
    assert done.exit_code == 1
