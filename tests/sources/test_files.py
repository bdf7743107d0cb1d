from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import gzip
import hashlib
import io
import json
import os
import sys
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from streams.article import Article, digest
from streams.errors import SourceError
from streams.kafka.topics import HEAD_BYTES, Reason
from streams.sources.files import CHUNK, JsonLines, LineSplitter
from streams.sources.source import Unusable


async def read(name, *, limit=900_000):
    return [item async for item in JsonLines(str(name), max_article_bytes=limit).read()]


async def collect(file, got):
    async for item in JsonLines(str(file), max_article_bytes=900_000).read():
        got.append(item)


def written(path, *lines):
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


GOOD = b'{"id": "7", "title": "A dam", "published_at": "2023-07-16T10:00:00Z", "feed": "ignored"}'


@pytest.mark.parametrize(
    ("line", "reason", "told"),
    [
        (b"{bad", Reason.MALFORMED_JSON, "not JSON"),
        (b'{"id": "1", "title": "cut o', Reason.MALFORMED_JSON, "not JSON"),
        (b"\xff\xfe", Reason.INVALID_UTF8, "byte 0 is 0xff"),
        (b"[]", Reason.WRONG_FIELDS, "object"),
        (b'{"id": "2"}', Reason.WRONG_FIELDS, "title or a text"),
        (b'{"title": "no name"}', Reason.WRONG_FIELDS, "an id or a url"),
        (b'{"id": "3", "title": 5}', Reason.WRONG_FIELDS, "title"),
        (b'{"id": "3", "title": "\\u200b\\u0007"}', Reason.WRONG_FIELDS, "title or a text"),
        (b'{"id": "4", "title": "x", "published_at": "yesterday"}', Reason.WRONG_FIELDS, "published_at"),
    ],
)
async def test_a_line_that_is_no_article_keeps_its_bytes_and_says_why_and_the_rest_goes_on(
    tmp_path, line, reason, told
):
    file = written(tmp_path / "a.jsonl", GOOD, line, GOOD)
    before, unusable, after = await read(file)
    assert isinstance(before, Article)
    assert isinstance(after, Article)
    assert (unusable.where, unusable.raw, unusable.reason) == (f"{file}:2", line, reason)
    assert told in unusable.error


async def test_empty_lines_byte_order_mark_and_windows_newlines_do_no_harm(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + GOOD + b"\r\n\r\n   \n" + GOOD)
    assert [item.id for item in await read(file)] == ["7", "7"]


async def test_the_id_comes_from_the_canonical_link_unless_the_line_has_its_own(tmp_path):
    link = b'"url": "https://www.E.com/a?utm_source=x", "title": "t"'
    derived, own = await read(written(tmp_path / "a.jsonl", b"{%b}" % link, b'{"id": "mine", %b}' % link))
    assert derived.id == digest("https://www.e.com/a")
    assert own.id == "mine"
    assert derived.url == own.url == "https://www.e.com/a"
    assert derived.source == "e.com"


async def test_an_outlet_that_the_line_names_is_kept(tmp_path):
    (article,) = await read(
        written(tmp_path / "a.jsonl", b'{"url": "https://t.me/x/1", "source": "@channel", "text": "t"}')
    )
    assert article.source == "@channel"


async def test_an_overlong_line_is_a_dead_letter_with_its_head_length_and_hash(tmp_path):
    long = b'{"id": "1", "title": "' + b"x" * 5_000_000 + b'"}'
    before, unusable, after = await read(written(tmp_path / "a.jsonl", GOOD, long, GOOD), limit=100_000)
    assert (before.id, after.id) == ("7", "7")
    assert unusable.reason is Reason.TOO_LARGE
    assert unusable.raw == long[:HEAD_BYTES]
    assert (unusable.length, unusable.sha256) == (len(long), hashlib.sha256(long).hexdigest())
    assert "5,000,024 bytes" in unusable.error


@pytest.mark.slow
async def test_memory_stays_bounded_whatever_the_file_holds(tmp_path):
    file = tmp_path / "a.jsonl"
    with file.open("wb") as out:
        for _ in range(40):
            out.write(b"x" * 1_000_000)
        out.write(b"\n")
        for number in range(20_000):
            out.write(b'{"id": "%d", "title": "%s"}\n' % (number, b"t" * 1000))
    tracemalloc.start()
    count = 0
    async for _ in JsonLines(str(file), max_article_bytes=100_000).read():
        count += 1
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 20_001
    assert peak < 8 * CHUNK  # 60 MB lie in the file


async def test_a_compressed_file_is_read_like_a_plain_one(tmp_path):
    file = tmp_path / "a.jsonl.gz"
    file.write_bytes(gzip.compress(GOOD + b"\n") + gzip.compress(GOOD))  # two members, as log rotation makes them
    assert len(await read(file)) == 2


@pytest.mark.parametrize(
    "harm",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data[:-2],
        lambda data: data[:-8] + b"\0\0\0\0" + data[-4:],  # the checksum
        lambda _: b"no gzip",
    ],
)
async def test_a_broken_archive_gives_what_could_be_read_and_then_a_clear_error(tmp_path, harm):
    lines = [json.dumps({"id": str(number), "title": os.urandom(40).hex()}).encode() for number in range(2000)]
    file = tmp_path / "a.jsonl.gz"
    file.write_bytes(harm(gzip.compress(b"\n".join(lines))))
    got = []
    with pytest.raises(SourceError, match=r"a\.jsonl\.gz: the archive is broken in line \d+"):
        await collect(file, got)
    assert [item.id for item in got] == [str(number) for number in range(len(got))]


async def test_a_file_that_vanishes_is_a_source_error(tmp_path):
    with pytest.raises(SourceError, match="cannot be read: No such file"):
        await read(tmp_path / "gone.jsonl")


@pytest.fixture
def pipe(monkeypatch):
    """What is written to this descriptor comes down standard input."""
    ours, theirs = os.pipe()
    with io.TextIOWrapper(os.fdopen(ours, "rb")) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield theirs
        with contextlib.suppress(OSError):
            os.close(theirs)


async def test_a_line_down_a_pipe_is_read_when_it_comes(pipe):
    reading = JsonLines("-", max_article_bytes=900_000).read()
    os.write(pipe, GOOD + b"\n")
    assert (await asyncio.wait_for(anext(reading), 5)).id == "7"
    os.write(pipe, b"{bad\n")
    assert (await asyncio.wait_for(anext(reading), 5)).where == "-:2"
    os.close(pipe)
    with pytest.raises(StopAsyncIteration):
        await asyncio.wait_for(anext(reading), 5)


@pytest.mark.usefixtures("pipe")
async def test_waiting_for_a_silent_pipe_can_be_cancelled():
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(anext(JsonLines("-", max_article_bytes=900_000).read()), 0.1)


@given(lines=st.lists(st.binary(max_size=40).filter(lambda line: b"\n" not in line)), cuts=st.lists(st.integers(1, 50)))
def test_lines_are_the_same_however_the_bytes_arrive(lines, cuts):
    data = b"\n".join(lines)
    splitter, got, at = LineSplitter(20), [], 0
    for cut in [*cuts, len(data) + 1]:
        got += splitter.feed(data[at : at + cut])
        at += cut
    got += splitter.close()
    expected = data.split(b"\n") if not data.endswith(b"\n") and data else data.split(b"\n")[:-1]
    assert [line.length for line in got] == [len(line) for line in expected]
    assert [line.data for line in got] == expected  # the head that is kept, 64 kB, is longer than these lines
    assert [line.number for line in got] == list(range(1, len(got) + 1))
    assert all(
        line.sha256 == hashlib.sha256(whole).hexdigest()
        for line, whole in zip(got, expected, strict=True)
        if len(whole) > 20
    )


def test_a_dead_letter_is_the_same_each_time_the_file_is_read():
    noon = dt.datetime(2024, 11, 5, 12, tzinfo=dt.UTC)
    first = Unusable.whole("a.jsonl:1", b"{bad", Reason.MALFORMED_JSON, "not JSON").letter(at=noon)
    again = Unusable.whole("a.jsonl:1", b"{bad", Reason.MALFORMED_JSON, "not JSON").letter(at=noon)
    elsewhere = Unusable.whole("a.jsonl:2", b"{bad", Reason.MALFORMED_JSON, "not JSON").letter(at=noon)
    assert first == again
    assert first.id != elsewhere.id
    assert first.error == "a.jsonl:1: not JSON"


async def test_a_time_under_another_name_is_told_once_a_source_and_the_article_is_read(tmp_path):
    file = tmp_path / "a.jsonl"
    lines = ['{"id": "1", "text": "x", "pubDate": "2024-11-05", "shares": 3}'] * 3
    lines.append('{"id": "2", "text": "x", "published_at": "2024-11-05T00:00:00Z", "updated": "2024-11-05"}')
    file.write_text("\n".join(lines))
    with capture_logs() as logs:
        items = [item async for item in JsonLines(str(file), max_article_bytes=900_000).read()]
    assert [item.id for item in items] == ["1", "1", "1", "2"]
    assert [(line["at"], line["key"], line["right_name"]) for line in logs] == [
        (f"{file}:1", "pubDate", "published_at")
    ]


@pytest.mark.parametrize("value", ["9" * 4000, "[" * 190 + "]" * 190, "1e999", '"\\ud83d\\ude00"'])
async def test_an_unknown_field_may_hold_anything_that_is_json(tmp_path, value):
    file = tmp_path / "a.jsonl"
    file.write_text(f'{{"id": "1", "text": "x", "other": {value}}}')
    (item,) = [item async for item in JsonLines(str(file), max_article_bytes=900_000).read()]
    assert item.id == "1"


async def test_an_unknown_field_without_an_end_of_brackets_is_a_dead_letter(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text('{"id": "1", "text": "x", "other": ' + "[" * 100_000 + "]" * 100_000 + "}")
    (item,) = [item async for item in JsonLines(str(file), max_article_bytes=900_000).read()]
    assert isinstance(item, Unusable)
