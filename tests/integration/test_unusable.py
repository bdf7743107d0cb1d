"""What no agent can use is kept with its reason, and the worker goes on."""

from __future__ import annotations

import hashlib
import json

import pytest
from pipeline import an_article

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(180)]

LARGE = json.dumps({"id": "large", "title": "A storm hit Poltava.", "text": "word " * 40_000}).encode()
V9 = (("ce_specversion", b"1.0"), ("ce_type", b"tocsin.article.v9"), ("ce_id", b"1"))

UNUSABLE = {
    "a tail cut off": (b'{"id": "1", "title": "A storm hit Pol', (), "malformed-json"),
    "no JSON at all": (b"<html>502 Bad Gateway</html>", (), "malformed-json"),
    "too deep": (b"[" * 50_000, (), "malformed-json"),
    "half a surrogate pair": (b'{"id": "1", "title": "\\ud83d"}', (), "malformed-json"),
    "a list": (b"[]", (), "wrong-fields"),
    "a number as title": (b'{"id": "1", "title": 7}', (), "wrong-fields"),
    "no id and no url": (b'{"title": "A storm hit Poltava."}', (), "wrong-fields"),
    "neither title nor text": (b'{"id": "1"}', (), "wrong-fields"),
    "no date": (b'{"id": "1", "title": "A storm hit Poltava.", "published_at": "yesterday"}', (), "wrong-fields"),
    "Windows-1251": ('{"id": "1", "title": "Буря"}'.encode("cp1251"), (), "invalid-utf-8"),
    "an unknown version": (b'{"id": "1", "title": "A storm hit Poltava."}', V9, "unknown-version"),
    "nothing": (b"", (), "empty"),
    "no value": (None, (), "empty"),
    "too large": (LARGE, (), "too-large"),
}


async def test_each_is_a_dead_letter_and_the_next_article_rings(pipeline, sink):
    worker = pipeline.worker()
    worker.start()
    await worker.wait_ready()
    for value, headers, _ in UNUSABLE.values():
        await pipeline.send_raw("articles", (b"the key", value, headers))
    # All with one key are in one partition: this one is behind them.
    await pipeline.send_raw("articles", (b"the key", json.dumps(an_article(1, "A storm hit Poltava.")).encode(), ()))
    await pipeline.until(lambda: len(sink.posts) == 1, seconds=60, what="the article behind them rings")
    await pipeline.until_idle()

    letters = sorted(await pipeline.read("dead-letters"), key=lambda letter: int(letter.headers["offset"]))
    assert [letter.headers["reason"] for letter in letters] == [reason for _, _, reason in UNUSABLE.values()]
    for letter, (what, (value, _, reason)) in zip(letters, UNUSABLE.items(), strict=True):
        original = value or b""
        assert letter.value == (original[:65_536] if reason == "too-large" else original), what
        assert letter.key == b"the key", what
        assert letter.headers["length"] == str(len(original)), what
        assert letter.headers["sha256"] == hashlib.sha256(original).hexdigest(), what
        assert letter.headers["id"] == "-".join(letter.headers[name] for name in ("topic", "partition", "offset")), what
        assert len(letter.headers["error"].split()) > 2, (
            f"{what}: {letter.headers['error']!r} is no reason for a person"
        )
    assert worker.running


@pytest.mark.parametrize("topic", ["matches", "alerts", "outbox"])
async def test_garbage_on_any_topic_stops_nothing(topic, pipeline, sink):
    worker = pipeline.worker()
    worker.start()
    await worker.wait_ready()
    await pipeline.send_raw(topic, *((str(number).encode(), b"{not json", ()) for number in range(20)))
    await pipeline.send(an_article(1, "A storm hit Poltava."))
    await pipeline.until(lambda: len(sink.posts) == 1, seconds=60, what="an article rings")
    await pipeline.until_idle()
    letters = await pipeline.read("dead-letters")
    assert {letter.headers["topic"] for letter in letters} == {pipeline.prefix + topic}
    assert [letter.value for letter in letters] == [b"{not json"] * 20
    assert worker.running
