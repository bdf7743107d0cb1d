from __future__ import annotations

import pytest

from streams.reading.cohesion import runs, ties
from streams.text.text import read

BRIEFING = [
    "A dam near Kurakhove was damaged by a strike on Monday.",
    "Parliament ratified the treaty after a long debate in the capital.",
    "Two people were wounded by shelling in Nikopol.",
    "It was the third attack on the town in a week.",
    "The orchestra will play in the rebuilt theatre on Friday.",
    "A power line was repaired near Odesa.",
    "Grain prices fell again at the exchange.",
]


@pytest.mark.parametrize("breaks", ["\n\n", " "], ids=["with paragraphs", "in one line"])
def test_what_is_told_side_by_side_is_not_joined(breaks):
    assert runs(read("text", breaks.join(BRIEFING))) == [0, 1, 2, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("The reservoir held.", "It is forty years old."),
        ("Ніч була гучною.", "Це вже третя атака."),
        ("Ночью били по порту.", "Он стоит пустой."),
        ("Engineers inspected the turbine hall.", "The engineers closed the turbine hall."),
    ],
)
def test_a_sentence_that_points_back_or_repeats_goes_on_across_a_break(one, two):
    assert runs(read("text", f"{one}\n\n{two}")) == [0, 0]


def test_a_short_paragraph_is_one_thing():
    assert runs(read("text", "The dam broke. Villages were flooded. Trains stood still.")) == [0, 0, 0]


def test_an_empty_text_has_no_runs():
    assert runs(read("text", "…")) == []


@pytest.mark.parametrize(
    ("sentence", "goes_on"),
    [
        ("Two people were killed.", True),
        ("Two Polish nurses were injured.", True),
        ("Пошкоджено ліцей і дві аптеки.", True),
        ("Пострадавших нет, сообщил мэр.", True),
        ("A truce was announced hours later.", True),
        ("Two people were killed in Sumy.", False),
        ("Поранених оперують у Дніпрі.", False),
        ("The orchestra played for two hours.", False),
    ],
)
def test_in_a_page_without_breaks_what_came_of_an_event_goes_on_with_it(sentence, goes_on):
    before = [
        f"{one}."
        for one in ("Grain is dear", "A minister resigned", "Rain fell", "A ship sailed", "A missile hit a mill")
    ]
    numbers = runs(read("text", " ".join([*before, sentence])))
    assert (numbers[-1] == numbers[-2]) is goes_on


def test_words_alone_tie_sentences_where_layout_does_not_count():
    assert ties(read("text", "The dam broke. Villages were flooded. It was old.")) == [0, 1, 1]
