"""What a chat service answered, seen beside Apprise, which tells neither status nor headers."""

from __future__ import annotations

import contextlib
import datetime as dt
import email.utils
import functools
import json
import re
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests

from streams.errors import DeliveryFailed, DeliveryUnknown

_AGAIN = frozenset({408, 425, 429})
"""The only 4xx that trying again can help; all others say that the request is wrong. Every 5xx may pass."""
_TRANSIENT = frozenset({"ratelimited", "internal_error", "service_unavailable", "fatal_error", "request_timeout"})
"""Slack's Web API says these with status 200 and `ok: false`; every other error there needs a person."""


@dataclass
class Answer:
    """What was seen of the HTTP behind one send: the last answer, or why there was none."""

    origin: str | None = None
    status: int | None = None
    said: str = ""
    refused: bool = False
    wait: float | None = None
    error: requests.RequestException | None = None

    def read(self, response: requests.Response) -> None:
        """Keep what an answer says: its status, its words, and how long it asks to wait."""
        self.error = None
        self.status = response.status_code
        told = _told(response)
        self.said = _words(told, response)
        self.refused = told.get("ok") is False
        self.wait = _retry_after(told, response)


_answer: ContextVar[Answer | None] = ContextVar("answer", default=None)


@contextlib.contextmanager
def observed() -> Iterator[Answer]:
    """See the HTTP answers to whatever is sent inside, also from the threads Apprise starts for it."""
    answer = Answer()
    token = _answer.set(answer)
    try:
        yield answer
    finally:
        _answer.reset(token)


def _origin(request: requests.PreparedRequest) -> str | None:
    """Scheme, host and port of a request's address: what can be asked without showing anything, and holds no secret."""
    url = urlsplit(request.url or "")
    return f"{url.scheme}://{url.netloc.rpartition('@')[2]}/" if url.netloc else None


def answers(origin: str, *, timeout: tuple[float, float], verify: bool) -> bool:
    """Whether a service answers a request that shows nothing, whatever it answers. Takes as long as ``timeout``."""
    try:
        requests.head(origin, timeout=timeout, allow_redirects=False, verify=verify)
    except requests.RequestException:
        return False
    return True


@functools.cache
def watch() -> None:
    """Let `observed` see what requests receives, once in a process.

    A 429 says in a header (Slack) or in its body (Telegram) when to come back, and Apprise hides both: its result holds
    only log lines, and the plugins use `requests.post`, a new session each time, so there is no session, adapter or
    hook to hand in. What is left is the one method that every request passes. The wrapper changes nothing, and looks only
    where a context variable, which Apprise copies into its threads, asks it to.
    """
    original = requests.Session.send

    @functools.wraps(original)
    def send(self: requests.Session, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        answer = _answer.get()
        if answer is None:
            return original(self, request, **kwargs)
        answer.origin = _origin(request)
        try:
            response = original(self, request, **kwargs)
        except requests.RequestException as error:
            answer.error, answer.status = error, None
            raise
        answer.read(response)
        return response

    requests.Session.send = send  # type: ignore[method-assign]


def verdict(answer: Answer, *, channel: str, setting: str, told: str) -> DeliveryFailed | DeliveryUnknown:
    """Say why a message was not sent, in words for an operator, and whether to try again.

    ``setting`` is the variable that holds the channel's URL, ``told`` what Apprise logged: used where no HTTP was seen.
    """
    if answer.status is None and answer.error is not None:
        if _may_have_arrived(answer.error):
            return DeliveryUnknown(f"{channel}: the connection broke before an answer came; it may have arrived")
        return DeliveryFailed(f"{channel}: {_unreached(answer.error)}")
    if answer.status is None:
        return DeliveryFailed(f"{channel}: {told or 'Apprise could not send and did not say why'}")
    said = f" ({answer.said})" if answer.said else ""
    return DeliveryFailed(
        f"{channel}: answered {answer.status}{said}: {_advice(answer, setting)}",
        retry_after=answer.wait,
        final=_final(answer),
    )


_AWAITING = frozenset({"getresponse", "generate"})
"""Where http.client waits for the head of an answer, and requests for the rest of it."""


def _may_have_arrived(error: BaseException) -> bool:
    """Whether a request was written although no whole answer came back.

    The exceptions' types do not tell: a connection lost behind a proxy is a `ProxyError` whether or not the request was
    written, and one that times out in the TLS handshake a `ReadTimeout`. The stack does: it broke while an answer was
    awaited, or before.
    """
    link: BaseException | None = error
    while link is not None:
        if any(frame.f_code.co_name in _AWAITING for frame, _ in traceback.walk_tb(link.__traceback__)):
            return True
        link = link.__cause__ or link.__context__
    return False


def _unreached(error: requests.RequestException) -> str:
    match error:
        case requests.exceptions.ProxyError():
            return "the proxy does not let it through: check HTTPS_PROXY"
        case requests.exceptions.SSLError():
            return "the certificate is not trusted: check REQUESTS_CA_BUNDLE and the clock"
        case requests.Timeout() | requests.ConnectionError():
            return "cannot be reached: no connection, or no such host"
        case _:
            return "the request could not be made"


def _final(answer: Answer) -> bool:
    """Whether trying again cannot help."""
    status = answer.status or 0
    if status < 300:
        return answer.refused and answer.said not in _TRANSIENT
    return status < 500 and status not in _AGAIN


def _advice(answer: Answer, setting: str) -> str:
    """What an operator can do about an answer."""
    status = answer.status or 0
    known = (
        (status == 429, f"too many messages, it asks to wait {answer.wait or 0:g} s"),
        ("can't parse entities" in answer.said, "the message is malformed, a fault in Tocsin: please report it"),
        (status in {401, 403, 404, 410}, f"the token is wrong or revoked, or the chat is gone: check {setting}"),
        (status >= 500, "the service is in trouble; nothing needs to change here"),
        (answer.refused or status >= 400, f"it does not accept the request: check {setting}"),
        (status >= 300, f"it redirects elsewhere: check {setting}"),
    )
    otherwise = "not what the service says when it has taken a message: is there a proxy in between?"
    return next((advice for met, advice in known if met), otherwise)


def _told(response: requests.Response) -> dict[str, Any]:
    """The answer's JSON object, or an empty one."""
    try:
        told = json.loads(response.content or b"")
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _words(told: dict[str, Any], response: requests.Response) -> str:
    """What an answer says, in one line: Telegram has a description, Slack an error or a word or two of text."""
    for key in ("description", "error", "message"):
        if isinstance(told.get(key), str):
            said = told[key]
            break
    else:
        plain = not told and response.headers.get("Content-Type", "").startswith("text/plain")
        said = (response.content or b"")[:1_000].decode("utf-8", "replace") if plain else ""
    parameters = told.get("parameters")
    if isinstance(parameters, dict) and isinstance(moved := parameters.get("migrate_to_chat_id"), int):
        said += f"; the chat's id is now {moved}"
    return " ".join(said.split())[:200]


def _retry_after(told: dict[str, Any], response: requests.Response) -> float | None:
    """Seconds the service asks to wait: Telegram's `parameters.retry_after`, Discord's `retry_after`, or the header."""
    parameters = told.get("parameters")
    in_body = parameters.get("retry_after") if isinstance(parameters, dict) else told.get("retry_after")
    header = response.headers.get("Retry-After", "").strip()
    for value in (in_body, header):
        if isinstance(value, int | float | str) and re.fullmatch(r"\d{1,9}(\.\d+)?", str(value)):
            return float(value)
    return _until(header, response.headers.get("Date", "")) if header else None


def _until(date: str, now: str) -> float | None:
    """Seconds until an HTTP date, by the clock of whoever wrote it."""
    try:
        later = email.utils.parsedate_to_datetime(date)
        earlier = email.utils.parsedate_to_datetime(now) if now else dt.datetime.now(dt.UTC)
        return max(0.0, (later - earlier).total_seconds())
    except (ValueError, TypeError, OverflowError):  # no date, or one of the two has no zone
        return None
