"""An article is matched by one set, also when the rules change while its matches are being sent."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from streams.agents import match_articles
from streams.agents.match_articles import LONG, take
from streams.files.desk.current import CurrentDesk
from streams.files.desk.rules import read_desk
from streams.metrics import REGISTRY
from streams.settings import Settings

CUES = Path(__file__).parents[2] / "rules" / "cues"
NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
ARTICLE = json.dumps({"id": "1", "title": "A storm hit Poltava.", "published_at": NOON.isoformat()}).encode()


class FakePost:
    """Keeps what is sent, and does something meanwhile."""

    def __init__(self, meanwhile=lambda: None):
        self.sent = []
        self.meanwhile = meanwhile

    async def send(self, topic, *, key, value, headers=(), partition=None):  # noqa: ARG002 Post's interface
        self.sent.append(json.loads(value))
        self.meanwhile()


@pytest.fixture
def read(tmp_path):
    """Reads a set of two rules that both match; each set with a title of its own."""

    def read_set(title):
        folder = tmp_path / title
        (folder / "pack").mkdir(parents=True)
        shutil.copytree(CUES, folder / "cues")
        (folder / "pack/pack.yaml").write_text("owner: tests\n")
        for name in ("one", "two"):
            (folder / f"pack/{name}.yaml").write_text(
                f"title: {title}\nseverity: high\nfamily: {name}\nlang: en\nany: [storm]\ntests:\n"
                '  - {text: "A storm hit Poltava.", matches: true}\n'
                '  - {text: "The museum in Poltava opened.", matches: false}\n'
            )
        return read_desk(Settings(rules=folder, _env_file=None))

    return read_set


def a_message(value):
    return SimpleNamespace(value=value, headers=(), timestamp=NOON.timestamp())


async def test_rules_that_change_in_mid_article_are_for_the_next(read):
    first, second = read("first"), read("second")
    current = CurrentDesk(first, digest="first", at=NOON)
    post = FakePost(lambda: current.take(second, digest="second", at=NOON))
    for _ in range(2):
        await take(a_message(ARTICLE), post, current.desk, limit=1000)
    assert [(match["title"], match["ruleset"]) for match in post.sent] == [
        *[("first", first.ruleset.version)] * 2,
        *[("second", second.ruleset.version)] * 2,
    ]


async def test_articles_and_matches_are_counted(read):
    before = REGISTRY.get_sample_value("tocsin_articles_total")
    await take(a_message(ARTICLE), FakePost(), read("first"), limit=1000)
    assert REGISTRY.get_sample_value("tocsin_articles_total") == before + 1
    assert REGISTRY.get_sample_value("tocsin_matches_total", {"rule": "pack/one"}) >= 1


@pytest.mark.parametrize(("length", "beside"), [(100, False), (LONG, True)])
async def test_a_long_article_leaves_the_event_loop_to_those_who_must_say_that_they_live(
    length, beside, read, monkeypatch
):
    threads = []
    monkeypatch.setattr(
        match_articles, "_matched", lambda *_: ([], tuple(threads.append(threading.current_thread()) or ()))
    )
    article = json.dumps({"id": "1", "title": "x" * length, "published_at": NOON.isoformat()}).encode()
    await take(a_message(article), FakePost(), read("first"), limit=100_000)
    assert [one is not threading.main_thread() for one in threads] == [beside]


async def test_what_was_not_looked_at_is_counted_by_its_bound(read):
    def left_out():
        return REGISTRY.get_sample_value("tocsin_articles_left_out_total", {"bound": "sentences"}) or 0

    before = left_out()
    article = json.dumps({"id": "long", "published_at": "2025-07-16T12:00:00Z", "text": "storm " * 700}).encode()
    await take(a_message(article), FakePost(), read("first"), limit=10_000)
    assert left_out() == before + 1
