from __future__ import annotations

import asyncio
import os
import resource
import signal

import pytest

from streams.article import Article
from streams.errors import SourceError
from streams.sources.reader import FeedReader, environment
from streams.sources.source import Unusable

pytestmark = pytest.mark.slow  # each starts the process that reads

GOOD = b"<rss version='2.0'><channel><item><title>a</title><link>https://e.com/1</link></item><item/></channel></rss>"
SLOW = b"<rss><channel><item><title>" + b"<a " * 200_000
"""What feedparser's lenient parser is quadratic in: some 20 s."""


async def read(reader, body):
    return (await reader.read(body, name="feed", url="https://e.com/rss", content_type=""))[0]


async def test_a_feed_is_read_in_another_process_which_reads_the_next_one_too():
    async with FeedReader() as reader:
        unusable, article = (await read(reader, GOOD)).articles
        first = reader.pid
        assert isinstance(article, Article)
        assert isinstance(unusable, Unusable)
        assert article.title == "a"
        with pytest.raises(SourceError, match="feed: this is no RSS or Atom feed, but JSON"):
            await read(reader, b"{}")
        assert reader.pid == first != os.getpid()
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)


async def test_a_feed_that_takes_too_long_is_ended_and_the_next_is_read():
    async with FeedReader() as reader:
        assert len((await read(reader, GOOD)).articles) == 2
        first = reader.pid
        reader.wait = 0.3
        with pytest.raises(SourceError, match=r"feed: reading it takes more than 0\.3 seconds"):
            await read(reader, SLOW)
        with pytest.raises(ProcessLookupError):
            os.kill(first, 0)
        reader.wait = 60
        assert len((await read(reader, GOOD)).articles) == 2


async def test_a_feed_that_takes_too_much_memory_is_refused_by_the_process_itself():
    # An emoji makes each character four bytes, and each step of reading holds them once more.
    large = GOOD.replace(b"<title>a", "<title>😀".encode() + b"a" * 7_900_000)
    async with FeedReader(memory=100_000_000) as reader:
        with pytest.raises(SourceError, match="feed: reading it takes more than 100 MB of memory"):
            await read(reader, large)
        assert len((await read(reader, GOOD)).articles) == 2


async def test_a_feed_that_takes_too_much_of_the_processor_is_ended_by_the_system():
    async with FeedReader(cpu=1) as reader:
        with pytest.raises(SourceError, match="feed: reading it takes more than 1 seconds of processor time"):
            await read(reader, SLOW)
        assert len((await read(reader, GOOD)).articles) == 2


async def test_what_a_feed_left_of_its_time_does_not_end_the_next_one():
    async with FeedReader() as reader:
        await read(reader, GOOD)
        assert resource.prlimit(reader.pid, resource.RLIMIT_CPU)[0] == resource.RLIM_INFINITY


async def test_what_a_feed_cost_is_told():
    async with FeedReader() as reader:
        costs = [
            (await reader.read(body, name="feed", url="https://e.com/rss", content_type=""))[1]
            for body in (GOOD, GOOD.replace(b"<item/>", b"<a/>" * 50_000))
        ]
    assert 0 < costs[0] < costs[1]


async def test_a_parser_that_fails_costs_the_feed_that_it_reads_and_tells_nothing_of_it(monkeypatch, tmp_path):
    (tmp_path / "feedparser.py").write_text("def parse(file, **_):\n    raise AssertionError(file.read())\n")
    monkeypatch.syspath_prepend(tmp_path)
    async with FeedReader() as reader:
        with pytest.raises(SourceError, match=r"feed: the parser fails on it \(AssertionError in feedparser.py:2\)$"):
            await read(reader, GOOD)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (signal.SIGKILL, "the process that reads it ended with status -9"),
        (signal.SIGXCPU, "reading it takes more than 20 seconds of processor time"),
    ],
)
async def test_a_process_that_is_ended_costs_the_feed_that_it_reads(number, told):
    async with FeedReader() as reader:
        await read(reader, GOOD)
        reading = asyncio.create_task(read(reader, SLOW))
        await asyncio.sleep(0.3)
        os.kill(reader.pid, number)
        with pytest.raises(SourceError, match=f"feed: {told}"):
            await reading
        assert len((await read(reader, GOOD)).articles) == 2


async def test_a_reading_that_is_stopped_leaves_no_process_behind():
    async with FeedReader() as reader:
        await read(reader, GOOD)
        process = reader.pid
        reading = asyncio.create_task(read(reader, SLOW))
        await asyncio.sleep(0.3)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_the_process_is_given_no_secret(monkeypatch):
    monkeypatch.setenv("TOCSIN_CHANNELS__CHAT", "secret")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/lib")
    assert set(environment()) == {"LD_LIBRARY_PATH", "PYTHONPATH"}
