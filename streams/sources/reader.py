"""Reading feeds in a process of their own, which can be ended: a thread that parses cannot be.

One process reads one feed after the other, and is started when it is needed: after a feed that took too long or too much,
the next one gets a new one.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import Mapping
from types import TracebackType
from typing import NamedTuple, Self

from pydantic import TypeAdapter, ValidationError

from streams.errors import SourceError
from streams.sources.source import Edition

CPU = 20
"""Seconds of processor for one feed; 5 MB of articles take some 10 on a slow machine."""
MEMORY = 200_000_000
"""Bytes of data that the process may hold; it starts with 40 MB, and 8 MB of articles take 60 to 150 more."""
WAIT = 90
"""Seconds for one feed, whatever the process does: its own limit of processor time is `CPU`, and other programs run beside it."""
ENDING = 5
"""Seconds that a process which answers no more may take to end by itself."""
LONGEST_ANSWER = 64_000_000
"""Bytes of an answer: the articles of the largest feed, each character escaped in JSON."""
RENEWED = 4_000_000
"""Bytes of a feed after which the process is replaced: what it took to read it is not given back to the system."""
PIECE = 65_536
"""Bytes written at once: what a pipe takes."""
PASSED = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""What the process gets of this one's environment: where Python's own libraries lie. The rest holds secrets."""
EDITION: TypeAdapter[Edition] = TypeAdapter(Edition)


def frame(head: Mapping[str, object], body: bytes | bytearray) -> bytes:
    """The first line of a message between the two processes; the body is written behind it."""
    return json.dumps({**head, "length": len(body)}).encode() + b"\n"


class FeedReader:
    """Reads feeds, one at a time, each in ``wait`` seconds, of which ``cpu`` are the processor's, and ``memory`` bytes."""

    def __init__(self, *, wait: float = WAIT, cpu: int = CPU, memory: int = MEMORY) -> None:
        self.wait = wait
        self._cpu = cpu
        self._memory = memory
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    @property
    def pid(self) -> int | None:
        """The process that reads at present, if there is one."""
        return self._process.pid if self._process is not None else None

    async def read(self, body: bytes | bytearray, *, name: str, url: str, content_type: str) -> tuple[Edition, float]:
        """Read a feed, and say how many seconds of processor that took; ``url`` is where it was found in the end.

        Raises:
            SourceError: it is no feed, is beyond a bound, or takes too long.
        """
        async with self._turn:
            usable = False
            try:
                async with asyncio.timeout(self.wait):
                    process = await self._started()
                    head = {"name": name, "url": url, "content_type": content_type}
                    answer = await _exchange(process, frame(head, body), body)
                usable = answer.kind != "failure" and len(body) <= RENEWED
            except TimeoutError as error:
                raise SourceError(f"{name}: reading it takes more than {self.wait:g} seconds") from error
            except (OSError, EOFError, ValueError, LookupError) as error:
                raise SourceError(f"{name}: {await self._ended()}") from error
            finally:
                if not usable:  # it may still be at work, too: this task may be cancelled
                    await self.close()
        return _reading(answer, name), answer.cpu

    async def _started(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-P",  # what lies in the working directory is no module of ours
                "-m",
                "streams.sources.reader_process",
                str(self._cpu),
                str(self._memory),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env=environment(),
                start_new_session=True,  # ctrl-C at the terminal is for this process, which ends that one
            )
        return self._process

    async def _ended(self) -> str:
        """Why the process gave no answer."""
        assert self._process is not None
        try:
            # Not ended at once: a signal to what has just died reaps it before asyncio does, and its status is lost.
            async with asyncio.timeout(ENDING):
                status = await self._process.wait()
        except TimeoutError:
            return "the process that reads it answers nothing"
        if status == -signal.SIGXCPU:
            return f"reading it takes more than {self._cpu} seconds of processor time"
        return f"the process that reads it ended with status {status}"

    async def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
        assert process.stdin is not None
        process.stdin.close()
        await process.communicate()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        await self.close()


def environment() -> dict[str, str]:
    """What the process is given of this one's environment."""
    known = {name: os.environ[name] for name in PASSED if name in os.environ}
    return {**known, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


class _Answer(NamedTuple):
    """What the process says: what kind of answer it is, the seconds of processor it took, and the answer itself."""

    kind: str
    cpu: float
    text: bytes


async def _exchange(process: asyncio.subprocess.Process, head: bytes, body: bytes | bytearray) -> _Answer:
    """Ask, and take the answer.

    Raises:
        OSError, EOFError, ValueError, LookupError: there is none.
    """
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(head)
    for at in range(0, len(body), PIECE):
        process.stdin.write(body[at : at + PIECE])
        await process.stdin.drain()
    await process.stdin.drain()
    told = json.loads(await process.stdout.readline())
    if not 0 <= told["length"] <= LONGEST_ANSWER:
        raise ValueError("length")
    return _Answer(str(told["kind"]), float(told["cpu"]), await process.stdout.readexactly(told["length"]))


def _reading(answer: _Answer, name: str) -> Edition:
    if answer.kind == "refusal":
        raise SourceError(answer.text.decode(errors="replace"))
    if answer.kind != "reading":
        raise SourceError(f"{name}: the parser fails on it ({answer.text.decode(errors='replace')})")
    try:
        return EDITION.validate_json(answer.text)
    except ValidationError as error:
        raise SourceError(f"{name}: what was read of it cannot be taken over") from error
