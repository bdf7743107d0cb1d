from __future__ import annotations

import pytest
from pydantic import BaseModel, ConfigDict

from streams import yaml12


class Example(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    count: int = 0


def mistakes(text: str) -> list[tuple[int, int, str]]:
    document = yaml12.parse("x.yaml", text)
    yaml12.validate(Example, document)
    return [(mistake.line, mistake.column, mistake.code) for mistake in document.mistakes]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("on", "on"),
        ("12:30", "12:30"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("true", True),
        ('"true"', "true"),
        ("null", None),
        ("007", 7),
        ("2.50", 2.5),
    ],
)
def test_scalars_are_read_as_yaml_1_2_reads_them(text, value):
    assert yaml12.parse("x.yaml", f"a: {text}").data == {"a": value}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name: x\nnmae: y\n", [(2, 1, "unknown-key")]),
        ("name: x\nname: y\n", [(2, 1, "duplicate-key")]),
        ("count: 1\n", [(1, 1, "missing-key")]),
        ("name: x\ncount: many\n", [(2, 8, "wrong-value")]),
        ("name: 'x\n", [(2, 1, "yaml")]),
        ("name: x\n\tcount: 1\n", [(2, 1, "tab")]),
        ("name: &a x\n", [(1, 7, "anchor")]),
        ("", [(1, 1, "empty")]),
    ],
)
def test_a_mistake_is_told_where_it_stands(text, expected):
    assert mistakes(text) == expected


def test_all_mistakes_are_told_at_once():
    assert len(mistakes("nmae: y\ncount: many\n")) == 3


def test_an_unknown_key_says_what_was_meant():
    document = yaml12.parse("x.yaml", "name: x\ncuont: 1\n")
    yaml12.validate(Example, document)
    assert str(document.mistakes[0]) == "x.yaml:2:1: unknown key 'cuont' [unknown-key]\n  hint: did you mean 'count'?"


def test_aliases_that_multiply_are_refused_before_they_do():
    bomb = "a: &a [x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    assert yaml12.parse("x.yaml", bomb).mistakes[0].code == "anchor"


def test_a_file_of_megabytes_is_refused_unread():
    assert yaml12.parse("x.yaml", "x" * 2_000_000).mistakes[0].code == "too-large"
