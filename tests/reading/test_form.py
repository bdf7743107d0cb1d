"""The form of an event's own verb says whether it is to be or goes on."""

from __future__ import annotations

import pytest
from sentences import form

EXPECTED, ONGOING = "expected", "ongoing"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The brigade vowed to [strike] the port.", EXPECTED),
        ("The brigade managed to [strike] the port.", None),
        ("Parliament voted unanimously to [ratify] the treaty.", None),
        ("The two sides agreed to [hold] fire.", EXPECTED),
        ("The army told residents to [leave] the valley.", None),
        ("The convoy drove to [Strike] Hill.", None),
        ("The convoy drove to [shelled] villages.", None),
        ("Rebels are [storming] the depot.", ONGOING),
        ("The depot is being [shelled].", ONGOING),
        ("Rebels have been [shelling] the depot for days.", ONGOING),
        ("Rebels were [storming] the depot.", None),
        ("Rebels [stormed] the depot.", None),
    ],
)
def test_an_english_infinitive_is_expected_and_a_progressive_goes_on(text, said):
    assert form(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Вони [вдарять] по мосту вночі.", EXPECTED),
        ("Війська [обстрілюють] місто з ночі.", ONGOING),
        ("Війська [обстріляли] місто вночі.", None),
        ("Військам вдалося [захопити] місто.", None),
        ("Війська хочуть [захопити] місто.", EXPECTED),
        ("Они [ударят] по мосту ночью.", EXPECTED),
        ("Войска [обстреливают] город с ночи.", ONGOING),
        ("Войска [обстреляли] город ночью.", None),
        ("Войскам удалось [захватить] высоты.", None),
    ],
)
def test_a_slavic_verb_tells_by_its_tense(text, said):
    assert form(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ворог розпочне [наступ] навесні.", EXPECTED),
        ("Ворог розпочав [наступ] навесні.", None),
        ("Вони завдають [ударів] по мосту.", ONGOING),
        ("Армия начнёт [наступление] весной.", EXPECTED),
        ("Армия начала [наступление] весной.", None),
        ("Войска наносят [удары] по мосту.", ONGOING),
        ("Техніку зібрали для [наступу] навесні.", EXPECTED),
        ("Для [удара] применили ракеты.", None),
    ],
)
def test_a_noun_takes_the_form_of_the_verb_that_makes_it_an_event(text, said):
    assert form(text) == said


def test_an_arabic_verb_says_nothing_by_its_form():
    assert form("الجيش [يقصف] القرية منذ الفجر.") is None
