from __future__ import annotations

import datetime as dt
import html
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from streams.article import Article
from streams.match.match import match
from streams.proving.replay import replay

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
FEED = HERE.parent.parent / "streams" / "demo" / "articles.jsonl"
EXPECTED = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))
ARTICLES = [Article.model_validate_json(line).timed() for line in FEED.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def last(desk):
    """The last alert of each incident of the shipped day."""
    alerts = replay(ARTICLES, desk.ruleset, desk.gazetteer, stale_after=dt.timedelta(hours=2))
    return {alert.incident: alert for alert in alerts}.values()


def test_the_shipped_day_is_long_and_half_noise():
    assert len(ARTICLES) >= 60
    assert len(EXPECTED["nothing"]) * 2 >= len(ARTICLES)
    assert {article.lang for article in ARTICLES} >= {"en", "uk", "ru", "ar"}


@pytest.mark.parametrize("article", [one for one in ARTICLES if one.id in EXPECTED["nothing"]], ids=lambda one: one.id)
def test_noise_matches_nothing(desk, article):
    assert [found.rule for found in match(article, desk.ruleset, desk.gazetteer)] == []


@pytest.mark.parametrize("incident", EXPECTED["incidents"], ids=lambda one: str(one["place"][0]))
def test_each_event_is_one_incident_with_every_article_that_tells_it(last, incident):
    told = [alert for alert in last if {one.id for one in alert.articles} & set(incident["articles"])]
    assert len(told) == 1
    (alert,) = told
    assert {one.id for one in alert.articles} == set(incident["articles"])
    assert alert.family == incident["family"]
    assert alert.place is not None
    assert {alert.place.name, alert.place.id} & set(incident["place"])


def test_there_is_nothing_else(last):
    assert len(last) == len(EXPECTED["incidents"])


def test_the_demo_shows_each_event_once_and_sums_up(tmp_path):
    """The whole path on real parts: the embedded broker, a worker process, Apprise and a chat."""
    done = subprocess.run(
        [sys.executable, "-m", "streams", "demo", "--rate", "40", "--picture", str(tmp_path / "demo.svg")],
        env=os.environ | {"COLUMNS": "120"},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    numbers = dict(
        re.findall(r"^ +(articles in|incidents|alerts|messages shown|dead letters)  (\d+)$", done.stdout, re.MULTILINE)
    )
    count = str(len(EXPECTED["incidents"]))
    assert int(numbers.pop("alerts")) >= len(EXPECTED["incidents"])
    assert numbers == {
        "articles in": str(len(ARTICLES)),
        "incidents": count,
        "messages shown": count,
        "dead letters": "0",
    }
    assert "latency" in done.stdout
    told = "`tocsin demo --picture streams/demo/demo.svg`, on a quiet machine, draws it anew"
    assert day_in(tmp_path / "demo.svg") == day_in(FEED.with_name("demo.svg")), told


def day_in(picture: Path) -> list[str]:
    """The numbers of the day in a picture of the demo, but for those that hang on the machine's speed.

    What an incident and its place are called hangs on which of its articles came first: they share partitions by chance.
    """
    lines = re.findall(r"<text[^>]*>(.*?)</text>", picture.read_text(encoding="utf-8"))
    shown = {" ".join(html.unescape(line).split()) for line in lines}
    return sorted(
        re.sub("^(low|medium|high|critical) .*:", r"\1:", line)
        for line in shown
        if re.match(r"(articles in|matches|incidents|messages shown|dead letters|low|medium|high|critical) ", line)
    )
