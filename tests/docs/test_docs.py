"""Every command and setting is documented, and what the documents say is run."""

from __future__ import annotations

import datetime as dt
import html
import os
import re
import shutil
import subprocess
import sys
import textwrap
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import typer
from pages import GUIDE, PAGES, PATH, README, ROOT, analysts_desk, blocks, commands, page, section, told, walk

from streams.__main__ import app
from streams.article import Article
from streams.files.desk.rules import read_desk
from streams.kafka import topics
from streams.kafka.broker import PARTITIONS, EmbeddedBroker
from streams.message import render
from streams.metrics import REGISTRY
from streams.proving.replay import replay
from streams.settings import Settings

pytestmark = pytest.mark.slow


class Sink(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def workplace(tmp_path_factory):
    """A copy of what a user has, with a broker and a channel; commands of the documents run in it."""
    place = tmp_path_factory.mktemp("workplace")
    shutil.copytree(ROOT / "rules", place / "rules")
    (place / "streams" / "demo").mkdir(parents=True)
    shutil.copy(ROOT / "streams/demo/articles.jsonl", place / "streams/demo")
    sink = ThreadingHTTPServer(("127.0.0.1", 0), Sink)
    threading.Thread(target=sink.serve_forever, daemon=True).start()
    with EmbeddedBroker() as broker:
        environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "TOCSIN_BROKERS": broker.address,
            "TOCSIN_PARTITIONS": str(PARTITIONS),
            "TOCSIN_CHANNELS__DEMO": f"json://127.0.0.1:{sink.server_port}/",
        }
        yield place, environment
    sink.shutdown()
    sink.server_close()


ELSEWHERE = ("make ", "docker ", "export ", "git ", "kubectl ", "python -m tests.")
"""Commands that `test_make_targets_exist` or other tests answer for, or that need what a test has not."""
FIRST_HOUR = section(page(README), "## For operators")
"""Its commands build on one another too: `test_first_hour.py` runs them."""
COMMANDS = [
    one.text
    for name in PAGES
    if name != GUIDE
    for one in commands(page(name).replace(FIRST_HOUR, ""))
    if not one.text.startswith(ELSEWHERE)
]
"""Those of the guide build on one another: `test_the_guide_leads_from_a_first_rule_to_a_merged_one` runs them."""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_in_the_documents_runs(workplace, command):
    place, environment = workplace
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=place,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_make_targets_exist():
    targets = set(re.findall(r"^([a-z-]+):", page("Makefile"), re.MULTILINE))
    asked = {one.text.split()[1] for name in PAGES for one in commands(page(name)) if one.text.startswith("make ")}
    assert asked <= targets


PARTS = [text for text in blocks(page(GUIDE), "yaml") if not PATH.search(text)]


@pytest.fixture(scope="session")
def shipped():
    """The shipped rules with their gazetteer."""
    return read_desk(Settings(rules=ROOT / "rules", _env_file=None))


@pytest.fixture
def desk(tmp_path):
    """The directory of one analyst, under git."""
    return tmp_path, analysts_desk(tmp_path)


def test_the_guide_leads_from_a_first_rule_to_a_merged_one(desk):
    place, run = desk
    shown = [(told(output), told(printed)) for output, printed in walk(page(GUIDE), place, run)]
    assert len(shown) >= 5
    for output, printed in shown:
        assert printed == output, "`python -m tests.docs.pages` writes what is printed today into the guide"
    assert len(run("tocsin rules check").stdout.splitlines()) == 1
    assert "0 failed" in run("tocsin rules test infrastructure").stdout


def test_the_mistakes_that_the_guide_shows_are_told_so(desk):
    place, run = desk
    (path,) = (place / "rules").glob("infrastructure/dam-strike.yaml")
    shown = re.search(r"\n((?:    .*\n)*    \d+ mistakes?: .*\n)", page(GUIDE))[1]
    (rule,) = (text for text in blocks(page(GUIDE), "yaml") if "station-strike.yaml" in text)
    path.with_name("station-strike.yaml").write_text(rule.replace("severity: high\n", "sevrity: high\n", 1))
    assert run("tocsin rules check").stdout == textwrap.dedent(shown)


BARE = {"title": "Part", "severity": "low", "family": "part"}


def test_the_parts_of_rules_in_the_guide_pass_their_own_tests(desk):
    place, run = desk
    (place / "rules/parts").mkdir()
    (place / "rules/parts/pack.yaml").write_text("owner: desk@tocsin.example\n", encoding="utf-8")
    for number, text in enumerate(PARTS):
        body = "".join(f"{key}: {value}\n" for key, value in BARE.items()) + text
        (place / f"rules/parts/part-{number}.yaml").write_text(body, encoding="utf-8")
    done = run("tocsin rules test parts")
    expected = sum(text.count("matches: ") for text in PARTS)
    assert done.stdout == f"{expected} tests, 0 failed\n"


def test_the_alert_that_the_readme_shows_is_what_telegram_shows(shipped):
    shown = re.search(r"\n\n((?:    .*\n|\n)*?)\n- You are rung", page(README))[1]
    shown = textwrap.dedent(shown)
    quote, moment = re.search("“(.*)”", shown)[1], dt.datetime(2026, 11, 20, 5, 42, tzinfo=dt.UTC)
    url = "https://steppewire.example/2026/11/20/0547"
    article = Article(id="1", url=url, source="steppewire.example", text=quote, published_at=moment, fetched_at=moment)
    alert, *_ = replay([article.timed()], shipped.ruleset, shipped.gazetteer, stale_after=dt.timedelta(hours=2))
    message = render(alert, "telegram", explain=f"tocsin rules explain {alert.rule}").body
    plain = html.unescape(re.sub("<[^>]+>", "", message)).replace("\u200b", "")
    assert told(plain) == told(shown)


def test_the_numbers_of_the_readme_are_those_of_the_shipped_day():
    count = len((ROOT / "streams/demo/articles.jsonl").read_text(encoding="utf-8").splitlines())
    assert f"a feed of {count} invented articles" in " ".join(page(README).split())


def test_every_command_is_in_the_readme():
    root = typer.main.get_command(app)
    for name in root.commands:  # type: ignore[attr-defined]
        assert f"tocsin {name}" in page("README.md") or f"tocsin {name}" in page(GUIDE) or name == "demo"


BUILDS = re.findall(r"^    tocsin places build (.+)$", page("README.md"), re.MULTILINE)
"""Shown but not run: they fetch dumps, and compile for minutes what no other test wants."""


@pytest.mark.parametrize("command", BUILDS)
def test_every_way_to_build_the_gazetteer_that_is_shown_is_there(command):
    build = typer.main.get_command(app).commands["places"].commands["build"]
    asked = build.make_context("build", command.split()).params
    assert asked["geonames"] or asked["packages_only"]


def test_every_question_about_places_is_documented():
    source = page("streams/files/desk/places_checks.py")
    asked = set(re.findall(r'"([a-z]+-[a-z]+)", text', source))
    assert asked
    assert all(f"| `{code}` |" in page(GUIDE) for code in asked)


def test_every_kind_of_place_is_documented():
    from typing import get_args

    from streams.places.place import Kind

    assert all(f"`{kind}`" in page(GUIDE) for kind in set(get_args(Kind)) - {"country"})


def test_every_setting_is_documented():
    for name in Settings.model_fields:
        assert f"TOCSIN_{name.upper()}" in page("deploy/README.md"), name


def test_every_metric_is_documented_in_its_own_words():
    ours = [family for family in REGISTRY.collect() if family.name.startswith("tocsin_")]
    assert ours
    for family in ours:
        name = family.name + "_total" * (family.type == "counter")
        (row,) = re.findall(rf"^\| `{name}` \|.*$", page("deploy/README.md"), re.MULTILINE)
        assert row.endswith(f"| {family.documentation} |"), name


def test_every_topic_is_documented():
    for topic in topics.TOPICS:
        assert f"| `{topic.name}` |" in page("README.md")


def test_every_key_of_a_rule_is_documented():
    from streams.rules.rule import IncidentTerms, RuleFile, RuleTest

    for model in (RuleFile, IncidentTerms, RuleTest):
        for name in model.model_fields:
            assert f"| `{name}` |" in page(GUIDE), name


def test_every_status_is_documented():
    from streams.reading.status import Status

    for status in Status:
        assert re.search(rf"^\| .*`{status}`", page(GUIDE), re.MULTILINE), status
