"""`tocsin deliveries` and `tocsin dead-letters`."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest
from builders import NOON
from read_back import read_back, topics_of_its_own
from typer.testing import CliRunner

from streams.cli import app
from streams.delivery import Delivery
from streams.kafka import client, topics
from streams.kafka.broker import PARTITIONS
from streams.kafka.client import Producer
from streams.kafka.topics import ARTICLES, DEAD_LETTERS, DeadLetter, Reason, sha256
from streams.settings import load


@pytest.fixture
def run(broker, monkeypatch, request):
    topics_of_its_own(monkeypatch, broker, request)
    return lambda *words, stdin=None: CliRunner().invoke(app, list(words), input=stdin)


def a_dead_letter(run):
    """Send what is no article; the id of its dead letter."""
    assert run("ingest", "-", stdin="this is no article\n").exit_code == 1
    listed = run("dead-letters")
    assert listed.exit_code == 0, listed.stderr
    return listed.stdout.splitlines()[1].split()[0]


def test_a_dead_letter_that_is_not_there_is_told(run):
    a_dead_letter(run)
    done = run("dead-letters", "replay", "nope", "never\x1b[2J")
    assert done.exit_code == 1
    assert "no dead letter is called never\\x1b[2J, nope; `tocsin dead-letters` lists them" in done.stderr
    assert done.stdout.startswith("0 sent again")


def test_a_table_is_not_cut_where_nobody_watches(run):
    name = a_dead_letter(run)
    assert "…" not in name
    assert "no dead letter is called" not in run("dead-letters", "replay", name).stderr


def test_of_a_delivery_the_furthest_record_is_shown_with_its_doubt_whatever_stands_behind_it(run):
    settings = load()
    about = {"alert": "0123456789abcdef", "incident": "dam", "subscription": "desk", "channel": "slack", "at": NOON}
    sent = Delivery(**about, outcome="sent", attempts=2, unanswered=(1,))
    woken = Delivery(**about, outcome="attempting", attempts=1, error="answered 503")

    async def write():
        async with client.Producer(settings) as producer:
            for one in (sent, woken):
                await producer.send(topics.DELIVERIES, key=one.key, value=one.to_json())

    asyncio.run(write())
    shown = run("deliveries", "--json")
    assert [Delivery.model_validate_json(line) for line in shown.stdout.splitlines()] == [sent]
    assert "attempt 1 had no answer: the message may have come twice" in run("deliveries").stdout
    assert run("deliveries", "--outcome", "attempting").stdout.strip() == "none"


@pytest.mark.parametrize("key", [b"\xff\xfekey", b"", None])
def test_a_dead_letter_is_replayed_with_its_own_key(run, broker, key):
    async def send(letter):
        async with Producer(load()) as producer:
            await producer.send(DEAD_LETTERS, key=key, value=b"\xff", headers=letter.headers())

    prefix = load().prefix
    now = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    letter = DeadLetter(
        id="a-0-0", topic=f"{prefix}articles", reason=Reason.EMPTY, error="", at=now, length=1, sha256=sha256(b"\xff")
    )
    asyncio.run(send(letter))
    assert run("dead-letters", "replay").stdout.startswith("1 sent again")
    (replayed,) = asyncio.run(read_back(broker.address, prefix + ARTICLES.name, PARTITIONS))
    assert (replayed.key, replayed.value) == (key, b"\xff")
