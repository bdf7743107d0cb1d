from __future__ import annotations

import gzip
import os
import zlib

import pytest

from streams.errors import SourceError
from streams.sources.unpack import unpacked


async def arriving(data, size=1000):
    for at in range(0, len(data), size):
        yield data[at : at + size]


@pytest.mark.parametrize(
    ("packing", "pack"),
    [("", bytes), ("identity", bytes), ("gzip", gzip.compress), (" GZIP ", gzip.compress), ("deflate", zlib.compress)],
)
async def test_a_body_is_unpacked_as_its_server_says(packing, pack):
    body = os.urandom(3000) * 2
    assert await unpacked(arriving(pack(body)), encoding=packing, most=6000) == body


class Endless:
    """Chunks for ever, counted."""

    def __init__(self, chunk):
        self.chunk, self.taken = chunk, 0

    async def __aiter__(self):
        while True:
            self.taken += 1
            yield self.chunk


async def test_a_bomb_is_never_unpacked_beyond_what_is_taken():
    most = 100_000
    bomb = gzip.compress(bytes(100_000_000))
    with pytest.raises(SourceError, match="more than 100,000 bytes"):
        await unpacked(arriving(bomb, size=100_000), encoding="gzip", most=most)


@pytest.mark.parametrize("packing", ["", "gzip"])
async def test_a_body_without_an_end_is_left(packing):
    endless = Endless(bytes(1000) if not packing else gzip.compress(b"") + bytes(1000))
    with pytest.raises(SourceError, match="more than 10,000 bytes"):
        await unpacked(aiter(endless), encoding=packing, most=10_000)
    assert endless.taken <= 11


@pytest.mark.parametrize(
    ("packing", "data", "told"),
    [
        ("br", b"x", "packed in a way that was not asked for"),
        ("gzip, gzip", b"x", "packed in a way that was not asked for"),
        ("gzip", b"no gzip", "cannot be unpacked"),
        ("gzip", gzip.compress(os.urandom(500))[:300], "it ends too early"),
    ],
)
async def test_what_cannot_be_unpacked_is_told(packing, data, told):
    with pytest.raises(SourceError, match=told):
        await unpacked(arriving(data), encoding=packing, most=10_000)
