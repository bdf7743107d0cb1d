"""What somebody is told to say: all that follows, or with nothing behind it all that came before."""

from __future__ import annotations

import pytest
from sentences import is_said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The mayor {said} that missiles [hit] the port.", True),
        ("The mayor {said} missiles [hit] the port.", True),
        ("The mayor {said}, but missiles [hit] the port.", False),
        ("Missiles [hit] the port, the mayor {said}.", True),
        ("Missiles [hit] the port, the mayor {said} on Monday.", True),
        ("Missiles [hit] the port, {said} the mayor.", True),
        ("Missiles [hit] the port, and the mayor {said} that nobody slept.", False),
        ("Missiles [hit] the port; nobody slept, the mayor {said}.", False),
        ("Missiles [hit] the port, the mayor {said}, adding that nobody slept.", True),
        ("Missiles [hit] the port, which is small, the mayor {said} that nobody slept.", False),
        ("Missiles [hit] the port, the mayor {said} rather long and winding words of comfort.", False),
    ],
)
def test_in_english(text, said):
    assert is_said(text) is said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Мер {сказав}, що ракети [влучили] в порт.", True),
        ("Ракети [влучили] в порт, {сказав} мер.", True),
        ("Ракети [влучили] в порт, а мер {сказав}, що ніхто не спав.", False),
        ("Ракети [влучили] в порт, мер {розповів} про ніч.", False),
        ("Ракети [влучили] в порт, мер {розповів} про це.", True),
        ("Мэр {сказал}, что ракеты [попали] в порт.", True),
        ("Ракеты [попали] в порт, {сообщил} мэр.", True),
        ("Ракеты [попали] в порт, но мэр {сказал}, что никто не спал.", False),
        ("{قال} الجيش إنه [قصف] القرية.", True),
    ],
)
def test_in_other_languages(text, said):
    assert is_said(text) is said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{According to} the mayor, missiles [hit] the port.", True),
        ("Missiles [hit] the port, {according to} the mayor.", True),
        ("Missiles [hit] the port; the toll, {according to} the mayor, is two.", False),
        ("Missiles [hit] firms which, {according to} the mayor, sell parts.", False),
        ("{За словами} мера, ракети [влучили] в порт.", True),
        ("{По словам} мэра, ракеты [попали] в порт.", True),
    ],
)
def test_a_preposition_attributes_its_part_of_the_sentence(text, said):
    assert is_said(text) is said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The army {told} residents to leave the [shelled] valley.", False),
        ("The army {told} residents that it [shelled] the valley.", True),
        ("Moscow {warned} its citizens after a drone [struck] a convoy.", False),
        ("Strikes on the town were {reported} after rebels [took] the port.", False),
        ("The president {announced} a [mobilisation].", False),
        ("The president {announced} that the army [took] the town.", True),
        ("Residents of villages below the [broken] dam were {warned}.", False),
        ("Селища під [зруйнованою] дамбою {попередили}.", False),
    ],
)
def test_orders_warnings_and_what_is_done_by_saying_so_report_nothing(text, said):
    assert is_said(text) is said
