"""Every golden sentence is read as `tests/golden/readings` has it."""

from __future__ import annotations

import pytest
from readings import FOLDER, changes, pages


@pytest.fixture(scope="module")
def read_now(desk):
    return {path.name: text for path, text in pages(desk).items()}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["status.txt", "facts.txt", "where.txt", "places.txt"])
def test_every_golden_sentence_is_read_as_it_was(read_now, name):
    written = (FOLDER / name).read_text(encoding="utf-8")
    assert list(changes(written, read_now[name])) == [], "look at what reads otherwise, then `make fix`"


@pytest.mark.slow
def test_there_are_readings_of_nothing_else(read_now):
    assert {path.name for path in FOLDER.iterdir()} == set(read_now)


@pytest.mark.parametrize(
    ("written", "now", "told"),
    [
        ("a | A.\nb | B.\n", "a | A.\nb | B.\n", []),
        ("a | A.\nb | B.\n", "a | A.\nc | B.\n", ["-b | B.", "+c | B."]),
        ("a | A.\n", "a | A.\nb | B.\n", ["+b | B."]),
    ],
)
def test_a_change_names_the_sentences_that_read_otherwise(written, now, told):
    assert list(changes(written, now)) == told
