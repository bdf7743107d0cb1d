"""Who says so, his role and whose side he is on."""

from __future__ import annotations

import pytest
from sentences import heading_speaker, speaker


@pytest.mark.parametrize(
    ("text", "name", "role", "side"),
    [
        ("The regional governor {said} the dam held.", "The regional governor", "governor", None),
        ("The dam held, {said} Ivan Koval, the mayor.", "Ivan Koval", None, None),
        ("The governor, Ivan Koval, {told} reporters the dam held.", "The governor", "governor", None),
        ("The mayor, whose house was shelled, {said} the dam held.", "The mayor", "mayor", None),
        ("Russian officials {said} the dam held.", "Russian officials", "official", "Russia"),
        ("U.S. officials {said} the dam held.", "U.S. officials", "official", "United States"),
        ("North Korea {said} the dam held.", "North Korea", "government", "North Korea"),
        ("Mediators in Cairo {said} the dam held.", "Mediators in Cairo", None, "Egypt"),
        ("{According to} the army, the dam held.", "the army", "army", None),
        ("Strikes were {reported}.", None, None, None),
        ("The strike {reported} by the mayor was loud.", None, None, None),
        ("The army has not confirmed {reports} of a strike.", None, None, None),
        ("With one dead and four wounded {reported}, the town fled.", None, None, None),
    ],
)
def test_in_english(text, name, role, side):
    assert _told(speaker(text)) == (name, role, side)


@pytest.mark.parametrize(
    ("text", "name", "role", "side"),
    [
        ("Речник Генштабу {повідомив}, що дамба встояла.", "Речник Генштабу", "spokesperson", None),
        ("{За словами} мера, дамба встояла.", "мера", "mayor", None),
        ("Дамба встояла, {повідомив} губернатор Іван Коваль.", "губернатор Іван Коваль", "governor", None),
        ("{Повідомлено} про удари.", None, None, None),
        ("{По словам} российских военных, плотина выстояла.", "российских военных", "army", "Russia"),
        ("Минобороны {сообщило}, что плотина выстояла.", "Минобороны", "ministry", None),
    ],
)
def test_in_other_languages(text, name, role, side):
    assert _told(speaker(text)) == (name, role, side)


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("{وفقا ل} الجيش الإسرائيلي سقطت القذائف.", "الجيش الإسرائيلي", "army"),
        ("{أعلن} الجيش السوداني أن السد صمد.", "الجيش السوداني", "army"),
        ("{نفى} الجيش الإسرائيلي قصف القرية.", "الجيش الإسرائيلي", "army"),
    ],
)
def test_an_arabic_name_ends_before_what_is_said(text, name, role):
    assert _told(speaker(text))[:2] == (name, role)


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Kyiv: dam hit by missiles", "Kyiv", "government"),
        ("Dam hit by missiles — governor", "governor", "governor"),
        ("Dam hit by missiles – Arestovych", "Arestovych", None),
        ("Dam hit by missiles — at night", None, None),
        ("Ukraine war: dam hit by missiles", None, None),
        ("Песков: дамба выстояла", "Песков", None),
        ("Харьков: дамба выстояла", None, None),
        ("Дамба встояла — Зеленський", "Зеленський", None),
    ],
)
def test_a_heading_begins_or_ends_with_who_says_so(text, name, role):
    assert _told(heading_speaker(text))[:2] == (name, role)


def _told(voice):
    return (voice.name, voice.role, voice.side) if voice else (None, None, None)
