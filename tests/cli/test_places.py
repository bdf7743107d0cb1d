"""`tocsin places`: JSON lines in, JSON lines out."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from streams.cli import app
from streams.cli.places import answer_name, answer_text


@pytest.fixture
def run():
    """Run the command; it compiles the gazetteer when nobody has."""

    def command(lines, *options):
        return CliRunner().invoke(app, ["places", *options], input="\n".join(lines))

    return command


def test_texts_become_toponyms_that_slice_back(run):
    text = "Explosions in Kherson and під Кураховом."
    done = run([json.dumps({"id": 7, "text": text})])
    assert done.exit_code == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["id"] == 7
    assert [one["place"]["name"] for one in answer["toponyms"]] == ["Kherson", "Kurakhove"]
    assert all(text[one["start"] : one["end"]] == one["text"] and one["why"] for one in answer["toponyms"])


def test_bare_names_are_resolved_inside_a_region(run):
    done = run([json.dumps({"id": "a", "name": "Lyman", "in": "Donetsk Oblast"})], "--name")
    assert done.exit_code == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["place"]["id"] == "geonames:704204"
    assert list(answer) == ["id", "place", "why", "candidates"]


def test_bad_lines_are_told_with_their_number_and_the_rest_is_answered(run):
    done = run(["nonsense", "[1]", '{"id": 3}', "", '{"id": 5, "text": "Kherson"}', '{"id": 6, "text": 1}'])
    assert done.exit_code == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [5]
    assert [line.split(":")[1] for line in done.stderr.splitlines()] == ["1", "2", "3", "6"]


def test_a_file_that_is_not_there_is_wrong_use(run):
    assert run([], "/nowhere/at/all.jsonl").exit_code == 2


def test_an_id_may_be_left_out(desk):
    assert answer_text(desk.gazetteer, {"text": "Nothing here."}) == {"id": None, "toponyms": []}
    assert answer_name(desk.gazetteer, {"name": "Qwrtzx"})["place"] is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("[" * 100_000, "nested too deep"),
        ("[1]", 'an object such as {"id": …, "text": …} is expected'),
        ("null", 'an object such as {"id": …, "text": …} is expected'),
        ('{"id": NaN, "text": "Kherson"}', "not JSON: NaN is no number"),
        (json.dumps({"name": "K" * 300_000}), "'name' is too long for a name: 300,000 characters"),
        (json.dumps({"name": "Kherson", "in": "K" * 300}), "'in' is too long for a name"),
    ],
)
def test_what_is_no_question_is_told_in_a_line_of_plain_words(run, line, told):
    done = run([line], "--name")
    assert (done.exit_code, done.stdout) == (1, "")
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_half_a_surrogate_pair_comes_back_as_it_was_written(run):
    line = '{"id": "\\ud800", "text": "Kherson"}'
    done = run([line])
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["id"] == "\ud800"
