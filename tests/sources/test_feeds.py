from __future__ import annotations

import asyncio
import datetime as dt
import gzip
from contextlib import asynccontextmanager

import pytest
from feed_server import Answer, FeedServer
from structlog.testing import capture_logs

from streams.sources import feeds
from streams.sources.feeds import Feed, FeedError, Lane, Lanes, retry_after, shown
from streams.sources.network import CheckedTransport, Networks
from streams.sources.polled import PolledFeed
from streams.sources.reader import FeedReader

NOON = dt.datetime(2024, 11, 5, 12, tzinfo=dt.UTC)
STALE = dt.timedelta(hours=2)


@pytest.fixture
def server():
    with FeedServer() as running:
        yield running


def rss(*titles, date="<pubDate>Tue, 05 Nov 2024 11:00:00 GMT</pubDate>"):
    items = "".join(f"<item><title>{title}</title><link>/{title}</link>{date}</item>" for title in titles)
    return f'<rss version="2.0"><channel><title>Beacon</title>{items}</channel></rss>'.encode()


@asynccontextmanager
async def a_feed(url, *, lanes=None, networks=Networks("127.0.0.1")):  # noqa: B008  a value
    async with CheckedTransport(networks) as transport, FeedReader() as reader:
        yield Feed(
            url, transport=transport, reader=reader, clock=lambda: NOON, stale_after=STALE, lanes=lanes or Lanes()
        )


async def titles(feed):
    return [article.title async for article in feed.read()]


async def test_an_unchanged_feed_is_asked_for_conditionally_and_gives_nothing(server):
    first = Answer(rss("a"), headers={"ETag": '"v1"', "Last-Modified": "Tue, 05 Nov 2024 11:00:00 GMT"})
    url = server.tell(
        "/rss", first, Answer(status=304), Answer(rss("a", "b"), headers={"ETag": '"v2"'}), Answer(status=304)
    )
    async with a_feed(url) as feed:
        assert [await titles(feed) for _ in range(4)] == [["a"], [], ["b", "a"], []]
    asked = [headers for _, headers in server.asked]
    assert "If-None-Match" not in asked[0]
    assert [headers["If-None-Match"] for headers in asked[1:]] == ['"v1"', '"v1"', '"v2"']
    assert asked[1]["If-Modified-Since"] == "Tue, 05 Nov 2024 11:00:00 GMT"
    assert "If-Modified-Since" not in asked[3]


async def test_a_feed_that_could_not_be_read_is_asked_for_in_full_again(server):
    url = server.tell("/rss", Answer(b"<html>", headers={"ETag": '"bad"'}), Answer(rss("a")))
    async with a_feed(url) as feed:
        with pytest.raises(FeedError, match="no RSS or Atom feed"):
            await titles(feed)
        assert await titles(feed) == ["a"]
    assert "If-None-Match" not in server.asked[1][1]


async def test_a_redirect_is_followed_and_links_start_from_where_it_leads(server):
    server.tell("/new/rss", Answer(rss("a").replace(b"<link>/a", b"<link>b")))
    url = server.tell("/old", Answer(status=301, headers={"Location": "/new/rss"}))
    async with a_feed(url) as feed:
        (article,) = [article async for article in feed.read()]
    assert article.url == f"{server.url}/new/b"


async def test_a_compressed_feed_in_windows_1251_is_read(server):
    body = rss("Дамба").decode().encode("windows-1251")
    body = b'<?xml version="1.0" encoding="windows-1251"?>' + body
    url = server.tell(
        "/rss",
        Answer(gzip.compress(body), headers={"Content-Encoding": "gzip", "Content-Type": "text/xml; charset=utf-8"}),
    )
    async with a_feed(url) as feed:
        assert await titles(feed) == ["Дамба"]


async def test_an_item_of_a_megabyte_is_read(server):
    item = f"<item><title>long</title><link>/1</link><description>{'слово ' * 95_000}</description></item>"
    url = server.tell("/rss", Answer(rss().replace(b"</channel>", item.encode() + b"</channel>")))
    async with a_feed(url) as feed:
        (article,) = [article async for article in feed.read()]
    assert len(article.text.encode()) > 1_000_000


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Answer(status=404), "HTTP 404 Not Found"),
        (Answer(status=503, headers={"Retry-After": "7"}), "HTTP 503 Service Unavailable"),
        (Answer(status=302, headers={"Location": "/rss"}), "more than 5 redirects"),
        (Answer(status=302, headers={"Location": "ftp://e.com/"}), "redirected; only http and https"),
        (Answer(b"x" * 3000), "more than 2,000 bytes"),
        (Answer(gzip.compress(b"x" * 3000), headers={"Content-Encoding": "gzip"}), "more than 2,000 bytes"),
        (Answer(b"no gzip", headers={"Content-Encoding": "gzip"}), "cannot be unpacked"),
        (Answer(b"short", headers={"Content-Length": "500"}), "breaks off"),
    ],
)
async def test_what_is_wrong_is_said_with_the_name_of_the_feed(server, monkeypatch, answer, told):
    monkeypatch.setattr(feeds, "MAX_BYTES", 2_000)
    async with a_feed(server.tell("/rss", answer)) as feed:
        with pytest.raises(FeedError, match=told) as caught:
            await titles(feed)
    assert str(caught.value).startswith(shown(server.url + "/rss"))


async def test_a_server_that_is_not_there_is_a_failed_feed():
    async with a_feed("http://127.0.0.1:9/rss") as feed:
        with pytest.raises(FeedError, match=r"127\.0\.0\.1:9/… \(\w{8}\): the server cannot be reached"):
            await titles(feed)


async def test_a_server_that_drips_is_given_up():
    async def drip(_, writer):
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while not writer.is_closing():
            writer.write(b" ")
            await asyncio.sleep(0.02)

    async with await asyncio.start_server(drip, "127.0.0.1", 0) as dripping:
        port = dripping.sockets[0].getsockname()[1]
        lanes = Lanes(Lane(1, seconds=0.1), Lane(1, seconds=0.3))
        async with a_feed(f"http://127.0.0.1:{port}/rss", lanes=lanes) as feed:
            with pytest.raises(FeedError, match=r"not read after 0\.3 seconds"):
                await titles(feed)
        await asyncio.sleep(0.1)  # the server sees that nobody listens any more


async def test_articles_without_a_date_are_old_in_the_first_reading_and_new_in_a_later_one(server):
    url = server.tell("/rss", Answer(rss("old", date="")), Answer(rss("new", "old", date="")))
    async with a_feed(url) as feed:
        (old,) = [article async for article in feed.read()]
        _, new = [article async for article in feed.read()]
    assert NOON - old.published_at > STALE
    assert new.published_at is None  # ingest makes it the time it was fetched


class Sleeper:
    """Remembers how long it was to sleep and ends the polling after so many times."""

    def __init__(self, times):
        self.slept = []
        self._times = times

    async def __call__(self, seconds):
        self.slept.append(seconds)
        if len(self.slept) == self._times:
            raise asyncio.CancelledError


async def collect(polling, titles):
    async for article in polling.read():
        titles.append(article.title)


async def polled(feed, *, every, times):
    sleeper = Sleeper(times)
    polling, got = PolledFeed(feed, every=every, sleep=sleeper), []
    with pytest.raises(asyncio.CancelledError):
        await collect(polling, got)
    return polling, got, sleeper.slept


async def test_polling_reads_again_and_again_at_about_the_time_asked_for(server):
    url = server.tell("/rss", Answer(rss("a")), Answer(rss("b")), Answer(rss("c")))
    async with a_feed(url) as feed:
        _, got, slept = await polled(feed, every=60, times=3)
    assert got == ["a", "b", "c"]
    assert all(60 <= seconds <= 66 for seconds in slept)


async def test_a_failing_feed_is_asked_later_and_later_and_logged_and_goes_on_when_it_is_back(server):
    url = server.tell("/rss?key=secret", *[Answer(status=500)] * 4, Answer(rss("a")))
    async with a_feed(url) as feed:
        with capture_logs() as logs:
            polling, got, slept = await polled(feed, every=60, times=5)
    assert got == ["a"]
    assert polling.failure is None
    assert [60 * 2**n <= seconds <= 60 * 2**n + 15 for n, seconds in enumerate(slept[:4])] == [True] * 4
    failures = [line for line in logs if line["event"] == "feed failed"]
    assert len(failures) == 4
    assert "HTTP 500" in failures[0]["error"]
    assert "secret" not in str(logs)


async def test_retry_after_is_honoured(server):
    late = "Tue, 05 Nov 2024 12:20:00 GMT"  # twenty minutes after NOON
    url = server.tell(
        "/rss",
        Answer(status=429, headers={"Retry-After": "300"}),
        Answer(status=503, headers={"Retry-After": late}),
        Answer(rss("a")),
    )
    async with a_feed(url) as feed:
        _, got, slept = await polled(feed, every=10, times=3)
    assert got == ["a"]
    assert slept[:2] == [300, 1200]


async def test_a_feed_that_keeps_failing_is_still_failing_when_polling_stops(server):
    async with a_feed(server.tell("/rss", Answer(status=500))) as feed:
        polling, _, slept = await polled(feed, every=60, times=12)
    assert "HTTP 500" in polling.failure
    assert max(slept) <= 3600 + 15


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None), ("", None), ("soon", None), ("120", 120), (" 7 ", 7), ("99999999", 86_400),
        ("Tue, 05 Nov 2024 12:01:00 GMT", 60), ("Tue, 05 Nov 2024 11:00:00 GMT", 0), ("Tue, 05 Nov 2024 12:01:00", 60),
    ],
)  # fmt: skip
def test_retry_after_is_a_number_or_a_date(header, seconds):
    assert retry_after(header, NOON) == seconds


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://user:pw@e.com/rss?key=1", "https://e.com/… (2cd10683)"),
        ("http://e.com:8080/rss", "http://e.com:8080/… (dda6eabe)"),
        ("http://[::1]:80/", "http://[::1]:80/… (1f50f7f9)"),
    ],
)
def test_no_name_of_a_feed_holds_a_token(url, name):
    assert shown(url) == name
