from __future__ import annotations

import asyncio
import gzip
import json
import os
import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import typer
from read_back import read_back, topics_of_its_own
from typer.testing import CliRunner

from streams.article import Article
from streams.cli.ingest import ingest
from streams.kafka.broker import PARTITIONS
from streams.kafka.topics import ARTICLES, DEAD_LETTERS, DeadLetter
from streams.sources.feeds import shown

pytestmark = pytest.mark.slow

app = typer.Typer()
app.command()(ingest)

SCRIPT = "import typer\nfrom streams.cli.ingest import ingest\ntyper.run(ingest)"
GOOD = b'{"url": "https://e.com/1", "title": "A dam"}'


@pytest.fixture
def run(broker, monkeypatch, request):
    """Run `tocsin ingest` against a broker of its own; the result also reads back what was sent."""
    prefix = topics_of_its_own(monkeypatch, broker, request)

    def invoke(*arguments, stdin=None):
        result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    invoke.sent = lambda topic=ARTICLES: asyncio.run(read_back(broker.address, prefix + topic.name, PARTITIONS))
    return invoke


def test_articles_of_files_and_standard_input_go_into_the_topic(run, tmp_path):
    file = tmp_path / "a.jsonl.gz"
    file.write_bytes(gzip.compress(b'{"id": "mine", "text": "x", "published_at": "2023-07-16T00:00:00Z"}\n'))
    result = run(file, "-", "--json", stdin=GOOD + b"\n" + GOOD)
    assert result.exit_code == 0
    assert json.loads(result.stdout) | {"seconds": 0} == {
        "articles": 2, "duplicates": 1, "dead_letters": 0, "too_large": 0, "failed": [], "seconds": 0,
    }  # fmt: skip
    assert "2 articles sent, 1 duplicates skipped, 0 dead letters, 0 too large, 0 failures" in result.stderr
    articles = {record.key: Article.model_validate_json(record.value) for record in run.sent()}
    assert time.time() - articles[b"mine"].fetched_at.timestamp() < 60
    assert articles[b"mine"].published_at.year == 2023


def test_a_dead_letter_is_told_with_its_line_and_exits_1(run, tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_bytes(GOOD + b"\n{bad\n")
    result = run(file)
    assert result.exit_code == 1
    assert f"{file}:2: not JSON" in result.stderr
    assert result.stdout == ""
    (record,) = run.sent(DEAD_LETTERS)
    assert record.value == b"{bad"
    assert DeadLetter.from_headers(record.headers).reason == "malformed-json"
    assert len(run.sent()) == 1


def test_a_truncated_archive_exits_1_after_what_could_be_read(run, tmp_path):
    file = tmp_path / "a.jsonl.gz"
    lines = b"\n".join(
        b'{"id": "%d", "title": "%s"}' % (number, os.urandom(30).hex().encode()) for number in range(1000)
    )
    file.write_bytes(gzip.compress(lines)[:20_000])
    result = run(file, "--json")
    assert result.exit_code == 1
    assert "the archive is broken in line" in result.stderr
    told = json.loads(result.stdout)
    assert told["articles"] == len(run.sent()) > 100
    assert len(told["failed"]) == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["gone.jsonl"], "gone.jsonl: no such file"),
        (["news.csv"], "the kinds are"),
        (["-", "--poll", "60"], "--poll is for feeds"),
        (["https://e.com/rss", "--poll", "0"], "--poll"),
        ([], "nothing to read: name a source"),
        (["htps://e.com/?key=secret"], "htps://…: not an address"),
        (["e.com/feed?key=secret"], "…: not an address"),
        (["http://user:secret/x@e.com/feed"], "http://…: not an address"),
        (["https://e.com:99999/secret"], "https://…: not an address"),
        (["-", "--feeds", "-"], "not both"),
        (["--feeds", "gone.txt"], "gone.txt: the list of feeds cannot be read"),
    ],
)
def test_wrong_use_exits_2(run, arguments, told):
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "secret" not in result.stderr


def test_no_broker_exits_2_and_says_what_to_do(run, monkeypatch, tmp_path):
    monkeypatch.setenv("TOCSIN_BROKERS", "127.0.0.1:9")
    file = tmp_path / "a.jsonl"
    file.write_bytes(GOOD)
    result = run(file)
    assert result.exit_code == 2
    assert "no Kafka broker answers at 127.0.0.1:9" in result.stderr


@pytest.fixture
def feed(monkeypatch):
    """The address of a feed that has one more article each time."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            items = "".join(f"<item><title>{n}</title><link>https://e.com/{n}</link></item>" for n in range(len(asked)))
            body = f"<rss version='2.0'><channel><title>B</title>{items}</channel></rss>".encode()
            self.send_response(500 if self.path == "/broken" else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    monkeypatch.setenv("TOCSIN_FEED_NETWORKS", "127.0.0.1")
    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_feed_that_fails_exits_1_and_the_other_is_read(run, feed):
    result = run(f"{feed}/broken", f"{feed}/rss")
    assert result.exit_code == 1
    assert f"{shown(f'{feed}/broken')}: HTTP 500" in result.stderr
    assert len(run.sent()) in {1, 2}


def test_feeds_are_read_from_a_list_so_that_no_argument_holds_a_token(run, feed, tmp_path):
    listed = tmp_path / "feeds.txt"
    listed.write_text(f"# two of one\n\n{feed}/rss?key=secret\n  {feed}/rss?key=hidden\n")
    result = run("--feeds", listed)
    assert result.exit_code == 0
    assert "secret" not in result.stderr
    assert len(run.sent()) == 2
    assert run("--feeds", "-", "--json", stdin=f"{feed}/rss?key=secret".encode()).exit_code == 0


def test_a_list_with_something_else_in_it_is_told_by_the_line(run, tmp_path):
    listed = tmp_path / "feeds.txt"
    listed.write_text("https://e.com/rss\n\ne.com/rss?key=secret\n")
    result = run("--feeds", listed)
    assert result.exit_code == 2
    assert f"{listed}:3: no http:// or https:// address" in result.stderr
    assert "secret" not in result.stderr


def test_the_feeds_of_the_settings_are_read_where_no_source_is_named(run, feed, monkeypatch, tmp_path):
    monkeypatch.setenv("TOCSIN_FEEDS", f" {feed}/rss\t{feed}/broken ")
    result = run()
    assert result.exit_code == 1
    assert f"{shown(f'{feed}/broken')}: HTTP 500" in result.stderr
    file = tmp_path / "a.jsonl"
    file.write_bytes(GOOD)
    assert run(file).exit_code == 0


def test_an_address_of_this_machine_is_asked_only_where_the_settings_list_it(run, feed, monkeypatch):
    monkeypatch.delenv("TOCSIN_FEED_NETWORKS")
    result = run(f"{feed}/rss")
    assert result.exit_code == 1
    assert (
        "127.0.0.1 is this machine, and not asked; where it should be, list it in TOCSIN_FEED_NETWORKS" in result.stderr
    )
    assert run.sent() == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_polled_feed_is_read_until_a_signal_and_then_ends_well(run, feed, number):
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, f"{feed}/rss", "--poll", "1", "--json"], stdout=-1, stderr=-1
    ) as process:
        deadline = time.monotonic() + 30
        while len(run.sent()) < 2 and time.monotonic() < deadline:
            time.sleep(0.2)
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 0, err.decode()
    told = json.loads(out)
    assert told["articles"] == len(run.sent()) >= 2
    assert told["duplicates"] >= 1
    assert b"feed read" in err


def test_a_signal_while_standard_input_is_silent_ends_it_with_what_was_read(run):
    with subprocess.Popen([sys.executable, "-c", SCRIPT, "-"], stdin=-1, stdout=-1, stderr=-1) as process:
        process.stdin.write(GOOD + b"\n")
        process.stdin.flush()
        deadline = time.monotonic() + 30
        while not run.sent() and time.monotonic() < deadline:
            time.sleep(0.2)
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)
        err = process.stderr.read().decode()
    assert process.returncode == 1
    assert "1 articles sent" in err
    assert "Traceback" not in err
    assert "Fatal" not in err
