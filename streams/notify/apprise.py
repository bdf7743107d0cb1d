"""The border to Apprise: one channel, one URL, one destination."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Iterator, Mapping
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
from streams.notify.answer import observed, verdict, watch
from streams.notify.channel import Channel, setting
from streams.notify.limits import Pace
from streams.notify.redact import Redacting, redact, secrets

TIMEOUT = 30.0
"""Seconds for one send. Apprise can only stop waiting then, its thread may still deliver: so it is longer than the
plugins' own socket timeouts together, and only a service that drips its answer gets there."""
READ_TIMEOUT = 10.0
"""Seconds to wait for an answer. Apprise's 4 s are short for a chat service at its busiest hour, and whatever is late
may have arrived."""
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
    """A channel that Apprise reaches. Sends one message at a time, so that order holds and it takes one thread.

    The threads are Apprise's own pool of at most `min(32, cores + 4)`.
    """

    def __init__(self, name: str, kind: Kind, service: NotifyBase) -> None:
        self.name = name
        self.kind: Kind = kind
        self._seen = hasattr(sys.modules[type(service).__module__], "requests")  # or it speaks SMTP, MQTT, …
        self._pace = Pace(kind)
        self._turn = asyncio.Lock()
        self._apprise = apprise.Apprise(asset=service.asset)
        self._apprise.add(service)

    async def send(self, message: Message) -> None:
        """Make one attempt; see `Channel`."""
        async with self._turn:
            await self._pace.wait()
            with observed() as answer:
                result = await self._apprise.async_notify(
                    title=message.title,
                    body=message.body,
                    body_format=_FORMATS[message.format],
                    notify_type=_TYPES[message.tone],
                )
        with result:
            status, told = _last(result)
        match status:
            case AppriseResultStatus.SUCCESS:
                return
            case AppriseResultStatus.TIMEOUT if answer.asked or not self._seen:
                raise DeliveryUnknown(f"{self.name}: no answer for {TIMEOUT:g} s; it may have arrived")
            case AppriseResultStatus.TIMEOUT:
                raise DeliveryFailed(f"{self.name}: not sent, all threads wait for other channels")
            case _:
                raise self._redacted(verdict(answer, channel=self.name, setting=setting(self.name), told=told))

    def _redacted(self, failure: DeliveryFailed | DeliveryUnknown) -> DeliveryFailed | DeliveryUnknown:
        failure.args = (redact(str(failure), _redacting.known),)
        return failure


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
    """Apprise's settings: our name, no redirects (they would carry a message elsewhere), a time limit."""
    return apprise.AppriseAsset(
        app_id="Tocsin", app_desc="Tocsin", app_url="", http_redirects=False, service_timeout=TIMEOUT
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


def _last(result: AppriseResult) -> tuple[AppriseResultStatus, str]:
    """How the one attempt at the one service went, and what was logged of it; `?optional=yes` would call it a success."""
    attempts = [attempt for service in result for attempt in service]
    if not attempts:
        return result.status, "; ".join(entry.message for entry in result.call_logs())
    return attempts[-1].status, "; ".join(entry.message for entry in attempts[-1])
