"""Fetch one file over HTTPS: taken up where it broke off, as large as it was announced, never half of it in place.

What has arrived lies beside the target as `NAME.part`, with what the server called that version (`NAME.part.json`), so
that the next attempt, in this run or another, asks for the rest of the same version only (`Range` with `If-Range`,
RFC 9110 section 14). A server that ignores that sends the whole file again, and the whole file is taken.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NoReturn

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, wait_exponential_jitter

from streams.errors import ConfigurationError
from streams.files.supply.http import address, announced, asked_of, begins_at, check_address, version_of

Received = Callable[[int, int | None], None]
"""Told the bytes received so far and, where the server said so, of how many."""

LARGEST = 1_000_000_000
"""Bytes of the largest file taken: GeoNames' dump of the whole world has 0.4 GB."""
TIMEOUT = httpx.Timeout(30, connect=15)
"""Seconds a server may be silent."""
REDIRECTS = 5
FRUITLESS = 5
"""Attempts one after another that bring nothing until it is given up; one that brings something starts the count anew."""
LONGEST_WAIT = 30.0
"""Seconds between two attempts, unless the server asks for more, for somebody who watches."""
LONGEST_ASKED = 300.0
"""Seconds of `Retry-After` that are honoured; whoever is asked to wait longer comes back later himself."""
BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers that may be others a little later."""
AGAIN = "try again later, or download it in another way and give the path of the file"


class _BrokenError(Exception):
    """An attempt that failed and may succeed when it is made again; ``asked`` are the seconds the server wants left."""

    def __init__(self, told: str, asked: float = 0.0) -> None:
        super().__init__(told)
        self.asked = asked


def http_client() -> httpx.Client:
    """A client for files; proxies come from the environment, certificates are checked, and redirects stay secret."""
    logging.getLogger("httpx").setLevel(logging.WARNING)  # its INFO lines show whole addresses, tokens and all
    return httpx.Client(
        headers={"User-Agent": "tocsin (gazetteer)", "Accept-Encoding": "identity"},
        timeout=TIMEOUT,
        follow_redirects=True,
        max_redirects=REDIRECTS,
        event_hooks={"request": [lambda request: check_address(str(request.url))]},
    )


class Download:
    """One file to be fetched into ``target``."""

    def __init__(
        self,
        url: str,
        target: Path,
        *,
        client: httpx.Client,
        received: Received = lambda _bytes, _size: None,
        sleep: Callable[[float], None] = time.sleep,
        largest: int = LARGEST,
    ) -> None:
        check_address(url)
        self._url = url
        self._name = address(url)
        self._target = target
        self._part = target.with_name(target.name + ".part")
        self._known = target.with_name(target.name + ".part.json")
        self._client = client
        self._received = received
        self._sleep = sleep
        self._largest = largest
        self._idle = 0
        self._resumed = False

    def run(self, check: Callable[[Path], object]) -> None:
        """Fetch it, have it checked, and put it in its place.

        ``check`` raises ConfigurationError when the file is not what it should be. A file put together from several
        attempts is then fetched anew, once: what the server called one version may have been two.

        Raises:
            ConfigurationError: it cannot be fetched, or is not what it should be; says where, why and what to do.
        """
        try:
            self._target.parent.mkdir(parents=True, exist_ok=True)
            with self._alone() as part:
                self._run(part, check)
                self._part.replace(self._target)
                self._known.unlink(missing_ok=True)
        except OSError as error:
            raise ConfigurationError(
                f"cannot write {self._part}: {error.strerror or error}; set TOCSIN_CACHE to a directory with room"
            ) from error

    def _run(self, part: IO[bytes], check: Callable[[Path], object]) -> None:
        while True:
            self._fetch(part)
            try:
                check(self._part)
            except ConfigurationError:
                resumed, self._resumed = self._resumed, False
                self._restart(part)
                if resumed:
                    continue
                self._drop()
                raise
            return

    @contextmanager
    def _alone(self) -> Iterator[IO[bytes]]:
        """The part file, which no other process writes meanwhile."""
        with self._part.open("ab") as part:
            try:
                fcntl.flock(part, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise ConfigurationError(
                    f"{self._name}: another process is downloading it; wait until it is done"
                ) from None
            try:
                yield part
            finally:
                if self._part.exists() and not self._size():
                    self._drop()  # nothing came of it

    def _fetch(self, part: IO[bytes]) -> None:
        attempts = Retrying(
            retry=retry_if_exception_type(_BrokenError),
            stop=lambda _state: self._idle >= FRUITLESS,
            wait=self._wait,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            attempts(self._attempt, part)
        except _BrokenError as error:
            raise ConfigurationError(f"{self._name}: {error}, {FRUITLESS} times one after another; {AGAIN}") from error

    def _wait(self, state: RetryCallState) -> float:
        """Seconds to the next attempt: what the server asked for, and never less than our own growing patience."""
        error = state.outcome.exception() if state.outcome else None
        asked = error.asked if isinstance(error, _BrokenError) else 0.0
        return max(asked, wait_exponential_jitter(initial=1, max=LONGEST_WAIT)(state))

    def _attempt(self, part: IO[bytes]) -> None:
        """Ask for what is missing.

        Raises:
            _BrokenError: it is worth another attempt.
            ConfigurationError: it is not.
        """
        had = self._size()
        try:
            self._ask(part, had)
        except httpx.TransportError as error:
            if "CERTIFICATE_VERIFY_FAILED" in str(error):
                self._refuse("its certificate is not trusted", "see whether the address is right and the clock too")
            self._idle = 0 if self._size() > had else self._idle + 1
            raise _BrokenError(_told(error)) from error
        except _BrokenError:
            self._idle += 1
            raise
        except httpx.TooManyRedirects:
            self._refuse(f"more than {REDIRECTS} redirects", "see whether the address is right")
        except httpx.InvalidURL as error:
            self._refuse(f"the address is wrong: {error}", "see how it is written")
        except httpx.DecodingError as error:
            self._refuse(f"what arrives cannot be unpacked: {error}", AGAIN)

    def _size(self) -> int:
        return self._part.stat().st_size

    def _refuse(self, what: str, do: str) -> NoReturn:
        raise ConfigurationError(f"{self._name}: {what}; {do}")

    # -------------------------------------------------------------------- one request

    def _ask(self, part: IO[bytes], had: int) -> None:
        version = self._version() if had else None
        headers = {"Range": f"bytes={had}-", "If-Range": version} if version else {}
        with self._client.stream("GET", self._url, headers=headers) as response:
            match response.status_code:
                case httpx.codes.PARTIAL_CONTENT if begins_at(response, had):
                    self._resumed = True
                case httpx.codes.OK:
                    self._restart(part)
                case httpx.codes.PARTIAL_CONTENT | httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
                    self._restart(part)
                    raise _BrokenError("the server cannot go on where it broke off")
                case status:
                    self._refused(response, status)
            self._take(part, response)

    def _refused(self, response: httpx.Response, status: int) -> NoReturn:
        told = f"the server answers {status} {response.reason_phrase}".rstrip()
        if status in BUSY:
            asked = asked_of(response.headers.get("Retry-After"))
            if asked > LONGEST_ASKED:
                self._refuse(f"{told} and asks to wait {asked:,.0f} seconds", "try again then")
            raise _BrokenError(told, asked)
        self._refuse(told, "see whether the address is right and may be read by you, or give the path of a file")

    def _take(self, part: IO[bytes], response: httpx.Response) -> None:
        """Write what arrives behind what is there; a length that was announced must be reached exactly."""
        encoded = response.headers.get("Content-Encoding", "identity") != "identity"
        size = None if encoded else announced(response, self._size())
        if size is not None and size > self._largest:
            self._too_large(f"has {size:,} bytes")
        self._remember(None if encoded else version_of(response.headers))
        # As they come: gathered into chunks of one size, what came before a break would be lost.
        for chunk in response.iter_bytes() if encoded else response.iter_raw():
            part.write(chunk)
            part.flush()
            if self._size() > self._largest:
                self._too_large("goes on and on")
            self._received(self._size(), size)
        if size is not None and self._size() != size:
            self._restart(part)
            raise _BrokenError(f"what arrived has not the {size:,} bytes that were announced")
        os.fsync(part.fileno())

    def _too_large(self, how: str) -> NoReturn:
        self._drop()
        self._refuse(
            f"the file {how}, and {self._largest:,} are the most that are taken", "see whether it is the right one"
        )

    # -------------------------------------------------------------------- what is there already

    def _version(self) -> str | None:
        """What the server called the version that the part belongs to; None when the part cannot be gone on with."""
        try:
            known = json.loads(self._known.read_text(encoding="utf-8"))
            return str(known["version"]) if known["url"] == self._url and known["version"] else None
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def _remember(self, version: str | None) -> None:
        self._known.write_text(json.dumps({"url": self._url, "version": version}), encoding="utf-8")
        self._known.chmod(0o600)  # the address may hold a token

    def _restart(self, part: IO[bytes]) -> None:
        part.truncate(0)
        self._known.unlink(missing_ok=True)

    def _drop(self) -> None:
        self._part.unlink(missing_ok=True)
        self._known.unlink(missing_ok=True)


def _told(error: httpx.TransportError) -> str:
    """What went wrong on the way, in words."""
    match error:
        case httpx.ConnectTimeout() | httpx.ConnectError():
            return f"the server cannot be reached{f' ({error})' if str(error) else ''}"
        case httpx.TimeoutException():
            return f"the server is silent for {TIMEOUT.read:.0f} seconds"
        case _:
            return "the connection broke off"
