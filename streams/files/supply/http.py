"""What downloading needs to know of HTTP: addresses that may be trusted, and what the headers of an answer say."""

from __future__ import annotations

import email.utils
import ipaddress
import re
import time
from urllib.parse import urlsplit

import httpx

from streams.errors import ConfigurationError


def address(url: str) -> str:
    """An address for messages: without user, password and query, any of which may hold a token."""
    parts = urlsplit(url)
    try:
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        port = ""
    return f"{parts.scheme}://{parts.hostname}{port}{parts.path}{'?…' if parts.query else ''}"


def check_address(url: str) -> None:
    """Refuse an address that anybody on the way could answer for.

    Raises:
        ConfigurationError: it is not https, nor http on this machine.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise ConfigurationError(f"{url[:200]!r} is no address: {error}") from None
    if not host or (parts.scheme != "https" and not (parts.scheme == "http" and _is_here(host))):
        raise ConfigurationError(
            f"{address(url)}: only https is trusted; write https://…, or download the file and give its path"
        )


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def version_of(headers: httpx.Headers) -> str | None:
    """What If-Range may hold: a strong ETag, else the date of the last change (RFC 9110, section 13.1.5)."""
    tag: str | None = headers.get("ETag")
    return tag if tag and not tag.startswith("W/") else headers.get("Last-Modified")


def begins_at(response: httpx.Response, had: int) -> bool:
    """Whether a part of the file is the part that was asked for."""
    found = re.fullmatch(r"bytes (\d+)-\d+/(?:\d+|\*)", response.headers.get("Content-Range", "").strip())
    return found is not None and int(found[1]) == had


def announced(response: httpx.Response, had: int) -> int | None:
    """The length of the whole file, where the server says it."""
    whole = re.fullmatch(r"bytes \d+-\d+/(\d+)", response.headers.get("Content-Range", "").strip())
    if whole is not None:
        return int(whole[1])
    length = response.headers.get("Content-Length", "")
    return had + int(length) if length.isdecimal() else None


def asked_of(header: str | None) -> float:
    """The seconds that a `Retry-After` header asks for, given as a number or as a date."""
    if not header:
        return 0.0
    if header.strip().isdecimal():
        return float(header)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(header).timestamp() - time.time())
    except ValueError:
        return 0.0
