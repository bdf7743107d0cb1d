"""What is counted without a numeral, and how far a count reaches over an insertion."""

from __future__ import annotations

import pytest

from streams.reading.numbers.counts import numbers_in
from streams.text.text import read


def counted(text: str) -> list[tuple[str, int]]:
    told = read("text", text)
    return [(told.quote(one.first, one.last), one.min) for one in numbers_in(told, told.sentences[0], closely=True)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A woman was hurt.", [("A woman", 1)]),
        ("A 5-year-old girl was hurt.", [("A 5-year-old girl", 1)]),
        ("The mayor met women.", []),
        ("An elderly couple was hurt.", [("couple", 2)]),
        ("A couple of drones fell.", [("A couple of", 2)]),
        ("Nobody was hurt.", [("Nobody", 0)]),
        ("No one was hurt.", [("No one", 0)]),
        ("No deaths were told.", [("No", 0)]),
        ("No bridge was hit.", []),
        ("Two were killed and as many hurt.", [("Two", 2), ("as many", 2)]),
        ("Поранено 45-річного чоловіка.", [("45-річного чоловіка", 1)]),
        ("Ніхто не постраждав.", [("Ніхто", 0)]),
        ("Ранена местная женщина.", [("местная женщина", 1)]),
        ("Никто не пострадал.", [("Никто", 0)]),
    ],
)
def test_one_two_and_none_are_counted_without_a_numeral(text, found):
    assert counted(text) == found


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Nine people, including two children, were killed.", "including two children"),
        ("Nine people including two children were killed.", "including two children"),
        ("Nine people were killed, including two children.", None),
        ("Nine people were killed.", None),
        ("Загинули дев'ять людей, серед них двоє дітей, і згорів дім.", "серед них двоє дітей"),
        ("Погибли девять человек, в том числе двое детей, и сгорел дом.", "в том числе двое детей"),
    ],
)
def test_a_count_reaches_over_what_is_inserted_behind_it(text, end):
    told = read("text", text)
    first = numbers_in(told, told.sentences[0], closely=True)[0]
    assert (first.reach and told.quote(first.last, first.reach).endswith(end or "?")) is (True if end else None)
