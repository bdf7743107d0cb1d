"""`tocsin languages`: what each language is, above the words it has."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from streams.cli import app


def run(*options):
    return CliRunner().invoke(app, ["languages", *options])


def test_each_language_is_told_with_its_name_script_and_dictionary():
    done = run("sentence")
    assert done.exit_code == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["uk", "Ukrainian", "Cyrl", "own", "yes", "ru"] in [line[:6] for line in lines]
    assert ["pl", "Polish", "Latn", "none", "–", "en"] in [line[:6] for line in lines]


def test_the_words_it_counts_are_told_as_json():
    done = run("sentence", "--json")
    assert json.loads(done.stdout)["sentence"]["telling-words"] == {"ru": 2, "uk": 2}
