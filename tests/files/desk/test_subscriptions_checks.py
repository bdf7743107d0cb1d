"""What is asked of `subscriptions.yaml` once the rules are known: whether each rings, and rings where it is meant to."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from streams.files.desk.rules import desk_in
from streams.files.desk.subscriptions_checks import QUESTIONS, check_subscriptions

RULES = Path(__file__).parents[3] / "rules"

RULE = """\
title: Bridge struck
severity: medium
family: strike
tags: [water]
status: [occurred, claimed]
all: [{en: [bridge]}]
"""


@pytest.fixture
def found(desk, tmp_path):
    """What is found in the text of a subscriptions file beside two rules of one family and one of another."""
    (tmp_path / "cues").symlink_to(RULES / "cues")
    (tmp_path / "facts").symlink_to(RULES / "facts")
    (tmp_path / "p").mkdir()
    (tmp_path / "p/bridge.yaml").write_text(RULE, encoding="utf-8")
    escalating = RULE.replace("[water]", "[ports]") + "escalate: [{when: killed >= 9, to: critical}]\n"
    (tmp_path / "p/port.yaml").write_text(escalating, encoding="utf-8")
    alone = RULE.replace("strike", "threat").replace("[occurred, claimed]", "[threatened]")
    (tmp_path / "p/threat.yaml").write_text(alone, encoding="utf-8")

    def ask(text: str) -> list[tuple[str, str, str]]:
        (tmp_path / "subscriptions.yaml").write_text(text, encoding="utf-8")
        told = check_subscriptions(desk_in(tmp_path, desk.gazetteer))
        return [(one.code, f"{one.line}:{one.column}", one.hint) for one in told]

    return ask


@pytest.mark.parametrize(
    ("text", "code", "at", "hint"),
    [
        (
            "d: {channels: [c], rules: [p/threat], severity: critical}",
            "deaf-subscription",
            "1:49",
            "ask for medium or less",
        ),
        (
            "d: {channels: [c], rules: [p/threat], status: [occurred]}",
            "deaf-subscription",
            "1:47",
            "ask for one of threatened, or leave `status` out",
        ),
        (
            "d: {channels: [c, b], rules: [p/*]}\ne: {channels: [b, c], rules: p/*}",
            "repeated-subscription",
            "2:4",
            "remove one, or say what differs",
        ),
        (
            "d: {channels: [signal]}\ne: {channels: [signal], severity: medium}\nf: {channels: sinal, rules: p/*}",
            "channel-twin",
            "3:15",
            "did you mean 'signal'?",
        ),
        (
            "d: {channels: [c], places: {in: [Ukraine, Georgia]}}",
            "ambiguous-place",
            "1:43",
            "write what is meant: iso3166:GE",
        ),
    ],
)
def test_what_would_silently_not_ring_is_told_where_it_stands(found, text, code, at, hint):
    assert found(text + "\n") == [(code, at, hint)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "d: {channels: [c], rules: [p/port], severity: critical}",
        "d: {channels: [c], rules: [p/bridge], severity: critical}",
        "d: {channels: [c], rules: [tag:water], status: [occurred, expected]}",
        "d: {channels: [c], rules: [p/*]}\ne: {channels: [b], rules: [p/*]}",
        "d: {channels: [slack-1, slack-2]}",
        "d: {channels: [c], places: {in: Ukraine}}",
    ],
    ids=[
        "none",
        "a rule that may become so severe",
        "a rule of its family that may, and shares its incidents",
        "one status of two",
        "two channels",
        "channels that are counted",
        "a name with one meaning",
    ],
)
def test_what_rings_is_left_alone(found, text):
    assert found(text) == []


def test_every_question_is_documented_in_its_own_words():
    guide = (RULES / "README.md").read_text(encoding="utf-8")
    for ask in QUESTIONS:
        assert ask.__doc__ is not None
        assert f"| {ask.__doc__} |" in guide


def test_the_shipped_subscriptions_answer_every_question(desk):
    assert check_subscriptions(dataclasses.replace(desk, directory=RULES)) == []
