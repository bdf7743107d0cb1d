"""Which words of a sentence stand together when it is asked where something was."""

from __future__ import annotations

import pytest
from sentences import place_clauses


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Missiles fell on Odesa", [0, 0, 0, 0]),
        ("Missiles fell; Odesa burned", [0, 0, 1, 1]),
        ("Missiles fell — Odesa burned", [0, 0, 1, 1]),
        ("Missiles fell, Odesa burned", [0, 0, 0, 0]),
        ("Missiles fell while Odesa slept", [0, 0, 1, 1, 1]),
        ("While Odesa slept, missiles fell", [0, 0, 0, 1, 1]),
        ("Missiles fell as Odesa slept", [0, 0, 1, 1, 1]),
        ("Missiles fell as in Odesa", [0, 0, 0, 0, 0]),
        ("Ракети впали, коли Одеса спала", [0, 0, 1, 1, 1]),
        ("Коли Одеса спала, впали ракети", [0, 0, 0, 1, 1]),
        ("Ракети впали, як і в Одесі", [0, 0, 0, 0, 0, 0]),
        ("Ракеты упали, когда Одесса спала", [0, 0, 1, 1, 1]),
    ],
)
def test_a_clause_ends_at_marks_conjunctions_and_behind_one_that_opens(text, numbers):
    clauses = place_clauses(text)
    found = [clauses.clause(at) for at in range(clauses.sentence.last)]
    assert [number - found[0] for number in found] == numbers


def test_commas_and_the_words_between_them_are_counted():
    clauses = place_clauses("Odesa, a port, slept; Sumy, too")
    assert [clauses.commas(0, at) for at in range(1, 7)] == [0, 1, 1, 2, 2, 3]
    assert clauses.semicolons(0, 6) == 1
    assert clauses.segment(2) == (1, 3)


@pytest.mark.parametrize(
    ("text", "attack"),
    [("Missiles struck it", True), ("Ракети влучили", True), ("Йшов дощ", False), ("It rained", False)],
)
def test_an_attack_is_known_by_its_word(text, attack):
    clauses = place_clauses(text)
    assert clauses.tells_attack((0, clauses.sentence.last)) is attack


def test_a_year_before_another_is_found_once():
    clauses = place_clauses("In 2014 and in 2026 missiles fell")
    assert clauses.earlier_year((0, 7), 2026) == "2014"
    assert clauses.earlier_year((2, 7), 2026) is None
