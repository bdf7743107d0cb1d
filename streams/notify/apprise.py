"""The border to Apprise: one channel, one URL, one destination."""

from __future__ import annotations

import asyncio
import functools
import logging
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import apprise
from apprise.plugins.base import NotifyBase
from apprise.plugins.slack import NotifySlack
from apprise.plugins.telegram import NotifyTelegram
from apprise.result import AppriseResult, AppriseResultStatus
from pydantic import SecretStr

from streams.errors import ConfigurationError, DeliveryFailed, DeliveryUnknown
from streams.message import Kind, Message, Tone
from streams.notify.answer import answers, observed, verdict, watch
from streams.notify.channel import Channel, setting
from streams.notify.limits import Pace
from streams.notify.redact import Redacting, redact, secrets
from streams.notify.thread import ended, in_thread

TIMEOUT = 30.0
"""Seconds for one send. We can only stop waiting then, the thread may still deliver: so it is longer than the plugins'
own socket timeouts together, and only a service that drips its answer gets there."""
READ_TIMEOUT = 10.0
"""Seconds to wait for an answer. Apprise's 4 s are short for a chat service at its busiest hour, and whatever is late
may have arrived. A service that was silent for as long is given twice as long from then on."""
Attempt = tuple[AppriseResultStatus, str]
"""How an attempt ended, and what Apprise logged of it."""
_FORMATS = {
    "text": apprise.NotifyFormat.TEXT,
    "html": apprise.NotifyFormat.HTML,
    "markdown": apprise.NotifyFormat.MARKDOWN,
}
_TYPES: dict[Tone, apprise.NotifyType] = {
    "info": apprise.NotifyType.INFO,
    "warning": apprise.NotifyType.WARNING,
    "failure": apprise.NotifyType.FAILURE,
}
_redacting = Redacting()


class AppriseChannel:
    """A channel that Apprise reaches. Sends one message at a time, so that order holds.

    A thread cannot be ended: one that still waits for its service after `TIMEOUT` is left behind, and nothing is sent
    until it has come back. So a channel has one thread that sends and one that asks at most, and none waits for another
    channel's, as they would in the pool that all of Apprise shares.
    """

    def __init__(self, name: str, kind: Kind, service: NotifyBase) -> None:
        self.name = name
        self.kind: Kind = kind
        self._seen = hasattr(sys.modules[type(service).__module__], "requests")  # or it speaks SMTP, MQTT, …
        self._pace = Pace(kind)
        self._turn = asyncio.Lock()
        self._service = service
        self._apprise = apprise.Apprise(asset=service.asset)
        self._apprise.add(service)
        self._origin: str | None = None
        self._sending: Future[Attempt] | None = None
        self._asking: Future[bool] | None = None

    async def send(self, message: Message) -> None:
        """Make one attempt; see `Channel`."""
        async with self._turn:
            if self._sending is not None and not await ended(self._sending, TIMEOUT):
                raise DeliveryFailed(f"{self.name}: not tried, the request before it still hangs")
            await self._pace.wait()
            with observed() as answer:
                self._sending = attempt = in_thread(functools.partial(self._notify, message), f"tell {self.name}")
            in_time = await ended(attempt, TIMEOUT)
            self._origin = answer.origin or self._origin
        if not in_time and (answer.origin or not self._seen):
            raise self._unanswered(DeliveryUnknown(f"{self.name}: no answer for {TIMEOUT:g} s; it may have arrived"))
        if not in_time:
            raise DeliveryFailed(f"{self.name}: no request was made for {TIMEOUT:g} s")
        status, told = attempt.result()
        if status is not AppriseResultStatus.SUCCESS:
            failure = verdict(answer, channel=self.name, setting=setting(self.name), told=told)
            failure.args = (redact(str(failure), _redacting.known),)
            raise self._unanswered(failure)

    async def answers(self) -> bool:
        """Whether the service answers anything; see `Channel`."""
        if self._origin is None:
            return True
        timeout = (self._service.socket_connect_timeout, self._service.socket_read_timeout)
        if self._asking is None or self._asking.done():
            ask = functools.partial(answers, self._origin, timeout=timeout, verify=self._service.verify_certificate)
            self._asking = in_thread(ask, f"ask {self.name}")
        return await ended(self._asking, sum(timeout)) and self._asking.result()

    def _unanswered(self, failure: DeliveryFailed | DeliveryUnknown) -> DeliveryFailed | DeliveryUnknown:
        """Wait longer from now on where no answer came: a service that is slow would be told everything twice."""
        if isinstance(failure, DeliveryUnknown) and self._service.socket_read_timeout == READ_TIMEOUT:
            self._service.socket_read_timeout = 2 * READ_TIMEOUT
        return failure

    def _notify(self, message: Message) -> Attempt:
        """Send a message and wait for the answer, in a thread."""
        with self._apprise.notify(
            title=message.title,
            body=message.body,
            body_format=_FORMATS[message.format],
            notify_type=_TYPES[message.tone],
        ) as result:
            return _last(result)


def connect(name: str, url: str | SecretStr) -> Channel:
    """Open the channel of an Apprise URL. Nothing is sent.

    Raises:
        ConfigurationError: it is no URL of one destination; names the setting, never the URL.
    """
    url = url.get_secret_value() if isinstance(url, SecretStr) else url
    known = secrets(url)
    quieten(known)
    watch()
    with _logged() as log:
        service = apprise.Apprise.instantiate(url.strip(), asset=_asset())
    if service is None:
        why = redact("; ".join(log), known) or "see https://appriseit.com/services/"
        raise ConfigurationError(f"{setting(name)} holds no URL that Apprise can use: {why}")
    _adapt(service, url)
    _refuse(name, service, url)
    kind: Kind = "slack" if isinstance(service, NotifySlack) else "plain"
    return AppriseChannel(name, "telegram" if isinstance(service, NotifyTelegram) else kind, service)


def connect_all(urls: Mapping[str, SecretStr]) -> dict[str, Channel]:
    """Open all channels of the settings, by name.

    Raises:
        ConfigurationError: naming every setting that is wrong.
    """
    channels, wrong = {}, []
    for name, url in urls.items():
        try:
            channels[name] = connect(name, url)
        except ConfigurationError as error:
            wrong.append(str(error))
    if wrong:
        raise ConfigurationError("\n".join(wrong))
    return channels


def quieten(known: frozenset[str]) -> None:
    """Keep tokens out of the logs, for good.

    Below INFO Apprise prints whole URLs and urllib3 the paths that hold Telegram's tokens; a refused token stands even
    in a warning. What Apprise says of a send is told by our errors, so its own log goes no further.
    """
    _redacting.known |= known
    for name in ("apprise", "requests", "urllib3", "urllib3.connectionpool"):
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.level, logging.INFO))
        logger.addFilter(_redacting)  # adding it twice is adding it once
    told = logging.getLogger("apprise")
    told.setLevel(logging.INFO)  # its warnings are the only words of services that do not speak HTTP
    told.propagate = False
    if not told.handlers:
        told.addHandler(logging.NullHandler())


def _asset() -> apprise.AppriseAsset:
    """Apprise's settings: our name, no redirects (they would carry a message elsewhere), no threads and no time limit."""
    return apprise.AppriseAsset(
        app_id="Tocsin", app_desc="Tocsin", app_url="", http_redirects=False, async_mode=False, service_timeout=0
    )


def _refuse(name: str, service: NotifyBase, url: str) -> None:
    """Refuse what would make a result ambiguous, or messages unsafe."""
    if isinstance(service, NotifyTelegram) and not service.targets:
        raise ConfigurationError(f"{setting(name)} names no chat: tgram://TOKEN/CHAT_ID (Apprise would guess one)")
    if len(service) > 1:
        several = f"{len(service)} destinations, whose results could not be told apart"
        raise ConfigurationError(f"{setting(name)} names {several}: make a channel for each")
    if isinstance(service, NotifySlack | NotifyTelegram) and "format" in _options(url):
        raise ConfigurationError(f"{setting(name)} sets `format`: take it out, Tocsin writes the service's own")


def _adapt(service: NotifyBase, url: str) -> None:
    """Leave trying again and pacing to us, and trimmings out: Apprise's icon is fetched from GitHub."""
    options = _options(url)
    service.retry = 0
    if "rto" not in options:
        service.socket_read_timeout = READ_TIMEOUT
    if isinstance(service, NotifySlack | NotifyTelegram):
        service.request_rate_per_sec = 0
    if isinstance(service, NotifySlack):
        service.include_footer = service.include_footer and "footer" in options
        service.include_image = service.include_image and "image" in options


def _options(url: str) -> frozenset[str]:
    return frozenset(parse_qs(urlsplit(url.strip()).query, keep_blank_values=True))


@contextmanager
def _logged() -> Iterator[list[str]]:
    """What Apprise logs inside, warnings and worse."""
    lines: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("apprise")
    logger.addHandler(handler)
    try:
        yield lines
    finally:
        logger.removeHandler(handler)


def _last(result: AppriseResult) -> Attempt:
    """How the one attempt at the one service went, and what was logged of it; `?optional=yes` would call it a success."""
    attempts = [attempt for service in result for attempt in service]
    if not attempts:
        return result.status, "; ".join(entry.message for entry in result.call_logs())
    return attempts[-1].status, "; ".join(entry.message for entry in attempts[-1])
