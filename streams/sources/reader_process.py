"""The process that reads feeds: what strangers wrote is parsed here, within limits that the system keeps.

    python -m streams.sources.reader_process CPU MEMORY

It is asked on standard input and answers on standard output, both as `frame` writes it: a line of JSON, then as many bytes
as the line says. It holds no secret, ends with its standard input, and is ended by the system
beyond CPU seconds of processor time for one feed; MEMORY are the bytes of data that it may hold.
"""

from __future__ import annotations

import contextlib
import json
import math
import resource
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from streams.errors import SourceError
from streams.sources.feed_parser import read_feed
from streams.sources.reader import EDITION, frame


def main(cpu: int, memory: int) -> None:
    """Read feeds until nobody asks any more."""
    sys.excepthook = _told
    _limit(resource.RLIMIT_DATA, memory)
    _limit(resource.RLIMIT_CORE, 0)  # no copy of a feed is left on the disk
    while head := sys.stdin.buffer.readline():
        asked = json.loads(head)
        body = sys.stdin.buffer.read(asked.pop("length"))
        begun = time.process_time()
        _limit(resource.RLIMIT_CPU, math.ceil(begun) + cpu)
        kind, answer = _answer(body, asked, memory)
        _limit(
            resource.RLIMIT_CPU, resource.getrlimit(resource.RLIMIT_CPU)[1]
        )  # what this one left is not the next one's
        del body
        _write({"kind": kind, "cpu": time.process_time() - begun}, answer)


def _answer(body: bytes, asked: Mapping[str, str], memory: int) -> tuple[str, bytes]:
    try:
        return "reading", EDITION.dump_json(read_feed(body, **asked))
    except SourceError as error:
        return "refusal", str(error).encode()
    except MemoryError:
        return "refusal", f"{asked['name']}: reading it takes more than {memory // 1_000_000} MB of memory".encode()


def _told(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
    """Say where the parser failed, before it ends; the error's own text may hold a piece of the feed."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" in {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    _write({"kind": "failure", "cpu": 0}, f"{kind.__name__}{where}".encode())


def _write(head: Mapping[str, object], body: bytes) -> None:
    sys.stdout.buffer.write(frame(head, body))
    sys.stdout.buffer.write(body)
    sys.stdout.buffer.flush()


def _limit(what: int, soft: int) -> None:
    with contextlib.suppress(ValueError, OSError):  # not every system keeps every limit
        resource.setrlimit(what, (soft, resource.getrlimit(what)[1]))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
