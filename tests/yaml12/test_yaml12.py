from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, StrictBool

from streams import yaml12


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid")

    size: int


class Example(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    count: int = 0
    flag: StrictBool = True
    part: Part | None = None


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
        ("١٢", "١٢"),
        (".inf", ".inf"),
        ("1" * 5_000, "1" * 5_000),
    ],
)
def test_scalars_are_read_as_yaml_1_2_reads_them(text, value):
    assert yaml12.parse("x.yaml", f"a: {text}").data == {"a": value}


def test_what_stands_in_the_file_is_kept_beside_what_it_means():
    assert yaml12.parse("x.yaml", "a: [007, true, x]").texts == {("a", 0): "007", ("a", 1): "true"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name: x\nnmae: y\n", [(2, 1, "unknown-key")]),
        ("name: x\nname: y\n", [(2, 1, "duplicate-key")]),
        ("count: 1\n", [(1, 1, "missing-key")]),
        ("name: x\ncount: many\n", [(2, 8, "wrong-value")]),
        ("name: x\nflag: yes\n", [(2, 7, "wrong-value")]),
        ("name: 'x\n", [(1, 7, "yaml")]),
        ("name: [x\n", [(1, 7, "yaml")]),
        ("name: x\n\tcount: 1\n", [(2, 1, "tab")]),
        ("name: &a x\n", [(1, 7, "anchor")]),
        ("name: *a\n", [(1, 7, "anchor")]),
        ("name: !a x\n", [(1, 7, "tag")]),
        ("name: !!python/name:os.system x\n", [(1, 7, "tag")]),
        ("name: x\0y\n", [(1, 8, "control-character")]),
        ('name: "\\0"\n', [(1, 7, "control-character")]),
        ("name: x\rcount: \u0085\r", [(2, 8, "control-character"), (2, 1, "empty-value")]),
        ("name:\n", [(1, 1, "empty-value")]),
        ("name: x\npart: {}\n", [(2, 7, "missing-key")]),
        ("name: x\npart: {size: 1, sise: 1}\n", [(2, 17, "unknown-key")]),
        ("name: x\n---\nname: y\n", [(2, 1, "second-document")]),
        ("%YAML 1.1\n---\nname: x\n", [(2, 1, "directive")]),
        ("{name}: x\nname: x\n", [(1, 1, "not-a-key")]),
        ("? [a, {b: c}]\n: d\nname: x\n", [(1, 3, "not-a-key")]),
        ("[a, b]\n", [(1, 1, "wrong-value")]),
        ("", [(1, 1, "empty")]),
        ("# nothing\n", [(1, 1, "empty")]),
        ('name: "\\U99999999"\n', [(1, 1, "yaml")]),
    ],
)
def test_a_mistake_is_told_where_it_stands(text, expected):
    assert mistakes(text) == expected


def test_all_mistakes_are_told_at_once():
    assert len(mistakes("nmae: y\ncount: many\n")) == 3


def test_no_mistake_hides_another():
    text = "name: x\nname: y\ncount: !a 2\nflag: yes\npart: {size: big, sise: 1}\n"
    assert [code for _, _, code in mistakes(text)] == [
        "duplicate-key", "tag", "wrong-value", "wrong-value", "unknown-key",
    ]  # fmt: skip


def test_what_is_right_is_read_on_beside_what_is_wrong():
    document = yaml12.parse("x.yaml", "name: x\ncount: many\npart: {size: 2, sise: 1}\n")
    assert yaml12.validate(Example, document) == Example(name="x", part=Part(size=2))


def test_an_unknown_key_says_what_was_meant():
    document = yaml12.parse("x.yaml", "name: x\ncuont: 1\n")
    yaml12.validate(Example, document)
    assert str(document.mistakes[0]) == "x.yaml:2:1: unknown key 'cuont' [unknown-key]\n  hint: did you mean 'count'?"


def test_a_truth_is_written_true_or_false():
    document = yaml12.parse("x.yaml", "name: x\nflag: yes\n")
    yaml12.validate(Example, document)
    assert str(document.mistakes[0]).endswith("not 'yes' [wrong-value]\n  hint: write true or false")


def test_aliases_that_multiply_are_refused_before_they_do():
    bomb = "a: &a [x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    assert yaml12.parse("x.yaml", bomb).mistakes[0].code == "anchor"


def test_a_file_of_megabytes_is_refused_unread():
    assert yaml12.parse("x.yaml", "x" * 2_000_000).mistakes[0].code == "too-large"


@pytest.mark.parametrize(
    "text",
    ["[" * 900_000, "a: " + "[" * 400 + "]" * 400, "- " * 400_000, "{a: " * 200_000, "? " * 400_000],
    ids=["brackets", "four hundred", "dashes", "braces", "questions"],
)
def test_what_is_nested_without_end_is_refused_in_time(text):
    began = time.monotonic()
    assert yaml12.parse("x.yaml", text).mistakes[-1].code == "too-deep"
    assert time.monotonic() - began < 5


def test_a_file_of_mistakes_is_told_in_time():
    document = yaml12.parse("x.yaml", "".join(f"k{n}: 1\n" for n in range(20_000)))
    began = time.monotonic()
    yaml12.validate(Example, document)
    assert len(document.mistakes) == 500
    assert time.monotonic() - began < 10


SCRAPS = ["a", ": ", "- ", "\n", "  ", "[", "]", "{", "}", "'", '"', "|", ">", "&a", "*a", "!t", "%", "@", "`", "\\x", "?",
          "#", "---", "...", "\t", "\0", "\ud800", "\u2028", "\ufeff", "é", "1e999", "null", "<<", ","]  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(SCRAPS), max_size=40).map("".join)))
def test_any_text_is_read_or_told_of_inside_the_file(text):
    document = yaml12.parse("x.yaml", text)
    yaml12.validate(Example, document)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for mistake in document.mistakes:
        assert 1 <= mistake.line <= len(lines)
        assert 1 <= mistake.column <= len(lines[mistake.line - 1]) + 1
        str(mistake).encode("utf-8")


CLEAN = ["a", "b: ", "- ", "\n", "\n  ", "\n- ", "[", "]", "{", "}", "'", '"', "|", " >3 ", "'>= 1'", "hydro*", "&", "!", "%",
         "\\n", "?", " #", "---", "...", "é", "дамба", "1e9", "true", ", ", "<number>", ":", "~5 ", "12:30", "a: x\nc: y\n"]  # fmt: skip


@given(st.lists(st.sampled_from(CLEAN), max_size=14).map("".join))
@settings(max_examples=4 * settings.default.max_examples)
def test_both_parsers_read_the_same(text):
    from streams.yaml12.read import read_slowly

    quick, slow = yaml12.parse("x.yaml", text), read_slowly(yaml12.Document("x.yaml"), text)
    if not quick.mistakes:
        assert quick == slow
