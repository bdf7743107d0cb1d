from __future__ import annotations

import asyncio
import datetime as dt
import gzip
import json
from contextlib import asynccontextmanager

import pytest
from aiokafka.errors import KafkaTimeoutError
from hypothesis import given
from hypothesis import strategies as st
from read_back import read_back

from streams.article import Article
from streams.errors import ConfigurationError, SourceError
from streams.kafka.broker import PARTITIONS, EmbeddedBroker
from streams.kafka.client import Producer, prepare
from streams.kafka.topics import ARTICLES, DEAD_LETTERS, DeadLetter, Reason
from streams.settings import Settings
from streams.sources.files import JsonLines
from streams.sources.ingest import IN_FLIGHT, Ingest, Seen, Tally, larger
from streams.sources.kinds import opened
from streams.sources.source import Unusable, stamp, tidy

pytestmark = pytest.mark.slow

NOW = dt.datetime(2024, 11, 5, 12, tzinfo=dt.UTC)


class FakeProducer:
    """Keeps what it is sent; ``gate`` closed, nothing is acknowledged."""

    def __init__(self, *, fail_after=None):
        self.articles, self.letters = [], []
        self.gate = asyncio.Event()
        self.gate.set()
        self.waiting = self.most_waiting = 0
        self._fail_after = fail_after

    async def send_article(self, article, *, at):  # noqa: ARG002
        await self._acknowledged()
        self.articles.append(article)

    async def send(self, topic, *, key, value, headers=()):  # noqa: ARG002
        await self._acknowledged()
        self.letters.append((key, value, DeadLetter.from_headers(headers)))

    async def _acknowledged(self):
        self.waiting += 1
        self.most_waiting = max(self.most_waiting, self.waiting)
        await self.gate.wait()
        await asyncio.sleep(0)
        self.waiting -= 1
        if self._fail_after is not None and len(self.articles) >= self._fail_after:
            raise KafkaTimeoutError


class Given:
    """A source that holds what it is given, then fails, waits for ever or ends."""

    def __init__(self, *items, fails=None, endless=False, name="given"):
        self.name, self.endless, self.failure = name, endless, None
        self._items, self._fails = items, fails

    async def read(self):
        for item in self._items:
            yield item
        if self._fails:
            raise SourceError(self._fails)
        if self.endless:
            await asyncio.Event().wait()


def an_article(id_="1", **fields):
    return Article(**{"id": id_, "title": "A dam", "published_at": NOW, **fields})


def an_ingest(producer, **options):
    return Ingest(producer, **{"max_article_bytes": 900_000, "clock": lambda: NOW, **options})


async def test_each_article_is_sent_once_and_everything_is_counted():
    producer, told = FakeProducer(), []
    work = an_ingest(producer, max_article_bytes=1_000, on_unusable=told.append)
    bad = Unusable.whole("a.jsonl:3", b"{bad", Reason.MALFORMED_JSON, "not JSON")
    await work.run(
        [Given(an_article(), an_article(), bad, bad, an_article("2", text="x" * 2_000)), Given(an_article("1"))]
    )
    assert work.counts == Tally(articles=1, duplicates=3, dead_letters=1, too_large=1)
    assert [article.id for article in producer.articles] == [
        "1",
        "2",
    ]  # the producer makes the dead letter of the large one
    ((_, value, letter),) = producer.letters
    assert (value, letter.reason, letter.length) == (b"{bad", Reason.MALFORMED_JSON, 4)
    assert told == ["a.jsonl:3: not JSON", "2: larger than TOCSIN_MAX_ARTICLE_BYTES (1,000)"]


async def test_files_keep_their_order_and_sends_are_bounded():
    producer = FakeProducer()
    producer.gate.clear()
    work = an_ingest(producer)
    running = asyncio.create_task(work.run([Given(*(an_article(str(number)) for number in range(2000)))]))
    await asyncio.sleep(0.2)
    assert producer.waiting == IN_FLIGHT
    producer.gate.set()
    await running
    assert producer.most_waiting == IN_FLIGHT
    assert [article.id for article in producer.articles] == [str(number) for number in range(2000)]


async def test_a_source_that_fails_does_not_stop_the_others():
    producer, told = FakeProducer(), []
    sources = [Given(an_article("1"), fails="e.com/rss: HTTP 500"), Given(an_article("2"))]
    await an_ingest(producer, on_unusable=told.append).run(sources)
    assert {article.id for article in producer.articles} == {"1", "2"}
    assert [source.failure for source in sources] == ["e.com/rss: HTTP 500", None]
    assert told == ["e.com/rss: HTTP 500"]


async def test_stopping_finishes_what_was_begun_and_says_what_was_not_read():
    producer, stop = FakeProducer(), asyncio.Event()
    producer.gate.clear()
    file = JsonLines("/nowhere.jsonl", max_article_bytes=1)
    sources = [
        Given(an_article("1"), endless=True),
        Given(*(an_article(str(n)) for n in range(2, 2000)), name="long"),
        file,
    ]
    work = an_ingest(producer)
    running = asyncio.create_task(work.run(sources, stop=stop))
    await asyncio.sleep(0.1)
    stop.set()
    await asyncio.sleep(0.1)
    assert not running.done()
    producer.gate.set()
    await asyncio.wait_for(running, 5)
    assert work.counts.articles == len(producer.articles) == IN_FLIGHT
    assert sources[0].failure is None
    assert sources[1].failure == "long: stopped before its end"


async def test_brokers_that_take_no_more_end_it_and_the_count_says_what_was_sent():
    producer = FakeProducer(fail_after=10)
    work = an_ingest(producer)
    with pytest.raises(KafkaTimeoutError):
        await work.run([Given(*(an_article(str(number)) for number in range(5000)))])
    assert work.counts.articles == 10


@pytest.mark.parametrize(
    ("published", "fetched", "expected"),
    [
        (dt.datetime(2023, 7, 16, tzinfo=dt.UTC), None, dt.datetime(2023, 7, 16, tzinfo=dt.UTC)),
        (
            None,
            dt.datetime(2023, 7, 17, tzinfo=dt.UTC),
            dt.datetime(2023, 7, 17, tzinfo=dt.UTC),
        ),  # an archive's own time
        (None, None, NOW),
        (NOW + dt.timedelta(days=1), None, NOW + dt.timedelta(minutes=5)),
        (NOW, NOW + dt.timedelta(days=9), NOW),
    ],
)
def test_fetched_at_is_always_the_moment_of_ingest(published, fetched, expected):
    stamped = stamp(an_article(published_at=published, fetched_at=fetched), fetched_at=NOW)
    assert (stamped.fetched_at, stamped.published_at) == (NOW, expected)


@given(st.text(max_size=300), st.text(max_size=300), st.integers(1_000, 2_500))
def test_larger_is_exactly_what_the_producer_refuses(title, text, limit):
    try:
        article = tidy(Article(id="1", title="t" + title, text=text))
    except ValueError:  # surrogates
        return
    assert larger(article, limit) == (len(article.to_json()) > limit)


def test_what_was_not_seen_for_longest_is_forgotten_first():
    seen = Seen(2)
    assert [seen.add(id_) for id_ in "abacb"] == [True, True, False, True, True]


@asynccontextmanager
async def a_broker(**settings):
    with EmbeddedBroker() as broker:
        chosen = Settings(_env_file=None, brokers=broker.address, partitions=PARTITIONS, **settings)
        await prepare(chosen)
        yield chosen


async def test_through_the_broker_nothing_is_lost_and_nothing_doubled(tmp_path):
    lines = [
        json.dumps({"url": f"https://e.com/{n % 4000}?utm_source={n}", "title": f"Дамба {n}"}).encode()
        for n in range(5000)
    ]
    lines[77] = b"\xff not an article"
    lines[78] = json.dumps({"id": "large", "text": "ы" * 20_000}).encode()
    file = tmp_path / "a.jsonl.gz"
    file.write_bytes(gzip.compress(b"\n".join(lines)))
    async with a_broker(max_article_bytes=30_000) as settings, Producer(settings) as producer:
        work = Ingest(producer, max_article_bytes=30_000, clock=lambda: NOW)
        async with opened([str(file)], settings, poll=None, clock=lambda: NOW) as sources:
            await work.run(sources)
        assert work.counts == Tally(articles=4000, duplicates=998, dead_letters=1, too_large=1)
        sent = await read_back(settings.brokers, settings.prefix + ARTICLES.name, PARTITIONS)
        letters = await read_back(settings.brokers, settings.prefix + DEAD_LETTERS.name, PARTITIONS)
    assert len({record.key for record in sent}) == len(sent) == 4000
    assert all(Article.model_validate_json(record.value).fetched_at == NOW for record in sent)
    told = {DeadLetter.from_headers(record.headers).reason: record for record in letters}
    assert told.keys() == {Reason.INVALID_UTF8, Reason.TOO_LARGE}
    assert told[Reason.INVALID_UTF8].value == b"\xff not an article"
    assert f"{file}:78: not UTF-8" in DeadLetter.from_headers(told[Reason.INVALID_UTF8].headers).error


@pytest.mark.parametrize(
    ("names", "poll", "told"),
    [
        (["gone.jsonl"], None, "gone.jsonl: no such file"),
        (["news.csv"], None, "the kinds are - (JSON lines on standard input), a .jsonl or .jsonl.gz file"),
        (["ftp://e.com/rss"], None, "ftp://…: not an address that Tocsin reads"),
        ([], None, "nothing to read: name a source"),
        (["-"], 60, "--poll is for feeds"),
        (["gone.jsonl", "news.csv"], None, "gone.jsonl: no such file\nnews.csv"),
    ],
)
async def test_wrong_use_is_told_before_anything_is_read(names, poll, told):
    with pytest.raises(ConfigurationError) as caught:
        async with opened(names, Settings(_env_file=None), poll=poll, clock=lambda: NOW):
            pass
    assert told in str(caught.value)
