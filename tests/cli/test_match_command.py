"""`tocsin match`: articles in, matches out."""

from __future__ import annotations

import json

import pytest
from builders import an_article
from conftest import RULES
from typer.testing import CliRunner

from streams.cli import app

pytestmark = pytest.mark.slow


@pytest.fixture
def run():
    def command(*words, stdin=None):
        return CliRunner().invoke(app, ["match", *map(str, words), "--rules", str(RULES)], input=stdin)

    return command


def found(done):
    return [json.loads(line)["article"]["id"] for line in done.stdout.splitlines() if "dam-strike" in line]


def test_articles_become_matches_in_their_order(run):
    done = run("-", stdin="".join(an_article(id=str(number)).model_dump_json() + "\n" for number in range(5)))
    assert done.exit_code == 0, done.stderr
    assert list(dict.fromkeys(found(done))) == ["0", "1", "2", "3", "4"]


def test_an_article_without_a_time_is_of_now(run):
    assert run(stdin='{"id": "a", "text": "A strike hit the dam in Kurakhove."}').exit_code == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nonsense", "not JSON"),
        ("[1]", "an object"),
        ('{"text": "dam"}', "an article needs an id or a url"),
        ('{"id": "a", "text": "dam", "published_at": "2026-11-22"}', "published_at: a day and a time"),
        ('{"id": "a", "text": "dam", "published_at": "yesterday"}', "published_at: a day and a time"),
        ('{"id": "a", "text": 3}', "text: a text in quotes"),
        ('{"id": "a", "text": "x", "published_at": "9999-01-01T00:00:00Z"}', "between 1970 and 2200"),
    ],
)
def test_a_line_that_is_no_article_is_told_and_the_rest_is_matched(run, line, said):
    done = run(stdin=f"{line}\n{an_article().model_dump_json()}\n")
    assert done.exit_code == 1
    assert done.stderr.startswith("-:1: ")
    assert said in done.stderr
    assert found(done)


def test_a_byte_order_mark_is_no_mistake(run, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(an_article().model_dump_json(), encoding="utf-8-sig")
    assert run(path).exit_code == 0


def test_a_plain_text_is_matched(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("A strike hit the dam in Kurakhove.", encoding="utf-8-sig")
    assert found(run("--text", path)) == ["text"]


def test_an_empty_text_is_told(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("\n")
    done = run("--text", path)
    assert done.exit_code == 1
    assert "empty" in done.stderr


@pytest.mark.parametrize("name", ["nowhere.jsonl", "."])
def test_a_file_that_is_not_there_is_wrong_use(run, tmp_path, name):
    done = run(tmp_path / name)
    assert done.exit_code == 2
    assert name in done.stderr or "directory" in done.stderr


def test_a_broken_archive_is_told(run, tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(b"\x1f\x8b\x08\x00broken")
    done = run(path)
    assert done.exit_code == 1
    assert "broken" in done.stderr


def test_a_line_longer_than_any_article_is_told_and_not_kept(run, tmp_path, monkeypatch):
    monkeypatch.setenv("TOCSIN_MAX_ARTICLE_BYTES", "100000")
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a", "text": "' + "x" * 500_000 + '"}\n' + an_article().model_dump_json())
    done = run(path)
    assert done.exit_code == 1
    assert "too long" in done.stderr
    assert found(done)
