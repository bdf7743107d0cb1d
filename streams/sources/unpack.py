"""Bodies of answers, unpacked within bounds: a thousandth of a feed may unpack to all of it."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator

from streams.errors import SourceError

_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
"""What zlib calls finding out by itself which of the two headers a stream has."""


async def unpacked(chunks: AsyncIterator[bytes], *, encoding: str, most: int) -> bytearray:
    """A body that arrives in chunks, packed as its `Content-Encoding` says; ``most`` are the bytes it may have.

    Never more than that is unpacked, nor received: packed once over, or in a way that was not asked for, it is refused.

    Raises:
        SourceError: it is larger, or cannot be unpacked.
    """
    packing = encoding.strip().lower()
    if packing not in {"", "identity", "gzip", "x-gzip", "deflate"}:
        raise SourceError("it is packed in a way that was not asked for")
    inflate = None if packing in {"", "identity"} else zlib.decompressobj(_GZIP_OR_ZLIB)
    body, received = bytearray(), 0
    async for chunk in chunks:
        received += len(chunk)
        try:
            body += chunk if inflate is None else inflate.decompress(chunk, most - len(body) + 1)
        except zlib.error as error:
            raise SourceError("what arrives cannot be unpacked") from error
        if len(body) > most or received > most:
            raise SourceError(f"more than {most:,} bytes")
    if inflate is not None and received and not inflate.eof:
        raise SourceError("what arrives cannot be unpacked: it ends too early")
    return body
