"""How a place is bound to its clause, whatever the event: by its preposition, by who carries its name, by its list."""

from __future__ import annotations

import pytest
from sentences import bonds, lists

AFFECTED, MENTIONED, ORIGIN = "affected", "mentioned", "origin"


@pytest.mark.parametrize(
    ("text", "hold", "role"),
    [
        ("A missile fell in [Odesa].", "bound", AFFECTED),
        ("A missile fell in the port city of [Odesa].", "bound", AFFECTED),
        ("A missile fell 30 km from [Odesa].", "near", MENTIONED),
        ("A missile fell north of [Odesa].", "near", MENTIONED),
        ("A missile came from [Odesa].", "none", ORIGIN),
        ("Residents fled from [Odesa].", "bound", AFFECTED),
        ("A convoy rolled towards [Odesa].", "towards", AFFECTED),
        ("A missile fell, unlike in [Odesa].", "none", MENTIONED),
        ("It was a response to [Odesa].", "none", MENTIONED),
        ("The mayor of [Odesa] slept.", "office", MENTIONED),
        ("A [Odesa] court sat.", "none", MENTIONED),
        ("An [Odesa]-based firm paid.", "none", MENTIONED),
        ("[Odesa] was hit.", "bound", AFFECTED),
        ("[Odesa]: a missile fell.", "bound", AFFECTED),
        ("Missiles struck [Odesa].", "plain", MENTIONED),
    ],
)
def test_in_english(text, hold, role):
    assert bonds(text) == [(hold, role)]


@pytest.mark.parametrize(
    ("text", "hold", "role"),
    [
        ("Ракета впала в [Одесі].", "bound", AFFECTED),
        ("Ракета впала за 30 км від [Одеси].", "near", MENTIONED),
        ("Мер [Одеси] спав.", "office", MENTIONED),
        ("Ракета впала, як і в [Одесі].", "none", MENTIONED),
        ("Ракета прилетіла з [Одеси].", "none", ORIGIN),
        ("Ракета упала в [Одессе].", "bound", AFFECTED),
        ("Ракета упала в 30 км от [Одессы].", "near", MENTIONED),
        ("Мэр [Одессы] спал.", "office", MENTIONED),
        ("Ракета прилетела из [Одессы].", "none", ORIGIN),
        ("سقط صاروخ في [أوديسا].", "bound", AFFECTED),
        ("جاء الصاروخ من [أوديسا].", "none", ORIGIN),
    ],
)
def test_in_other_languages(text, hold, role):
    assert bonds(text) == [(hold, role)]


@pytest.mark.parametrize(
    ("text", "hold", "role"),
    [
        ("The president of [Ukraine] spoke.", "none", "actor"),
        ("Missiles fell in the war against [Ukraine].", "none", MENTIONED),
        ("A bridge linking the coast and [Ukraine] fell.", "none", MENTIONED),
        ("Missiles fell in [Ukraine].", "bound", AFFECTED),
    ],
)
def test_a_country_may_be_a_side_or_an_end_of_a_way(text, hold, role):
    assert bonds(text, "country") == [(hold, role)]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Missiles hit [Odesa], [Sumy] and [Lviv].", [["Odesa", "Sumy", "Lviv"]]),
        ("Missiles killed two in [Odesa] and five people in [Sumy].", [["Odesa", "Sumy"]]),
        ("Missiles hit [Odesa] and [Sumy] called for help.", [["Odesa"], ["Sumy"]]),
        ("Missiles fell in [Odesa], and trains from [Sumy] stood.", [["Odesa"], ["Sumy"]]),
        ("Missiles hit [Odesa]; [Sumy] slept.", [["Odesa"], ["Sumy"]]),
        ("Ракети влучили в [Одесу], [Суми] та [Львів].", [["Одесу", "Суми", "Львів"]]),
        ("Ракеты попали в [Одессу] и [Сумы].", [["Одессу", "Сумы"]]),
    ],
)
def test_names_side_by_side_make_a_list_unless_one_begins_another_clause(text, groups):
    assert lists(text) == groups


def test_a_list_shares_the_preposition_before_it():
    assert bonds("Trains came from [Odesa] and [Sumy].") == [("none", ORIGIN)] * 2
    assert bonds("[Odesa] and [Sumy] were hit.") == [("bound", AFFECTED)] * 2
