"""Take tokens out of texts: a channel's URL is a password, and so is most of what it is made of."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from urllib.parse import unquote

_SHORTEST = 6
"""Characters of the shortest part of a URL that is taken for a secret; `bot`, `api` or a port is none."""
_LOOKS_SECRET = re.compile(
    r"(?P<scheme>\b[a-z][a-z0-9+.-]*://)\S*"  # any URL, whoever's
    r"|(?P<bot>\bbot)?\d{6,}(:|%3A)[\w-]{20,}"  # a Telegram token
    r"|\bxox[a-z]-[\w-]+"  # a Slack token
    r"|\b[TB][A-Z0-9]{7,}/[A-Z0-9]+/\w+",  # a Slack webhook's path
    re.IGNORECASE,
)


def secrets(url: str) -> frozenset[str]:
    """Whatever in an Apprise URL may be secret: itself, and every part that is long enough, as written and decoded."""
    parts = re.split(r"[/:@?&=#,]+", url.strip().partition("://")[2])
    whole = url.strip().partition("://")[2].partition("?")[0].rstrip("/")
    return frozenset(
        form for part in (url.strip(), whole, *parts) for form in (part, unquote(part)) if len(form) >= _SHORTEST
    )


def redact(text: str, known: Iterable[str] = ()) -> str:
    """The text with `…` for every known secret, and for everything that looks like a URL or a token."""
    for secret in sorted(known, key=len, reverse=True):
        text = re.sub(re.escape(secret), "…", text, flags=re.IGNORECASE)
    return _LOOKS_SECRET.sub(lambda found: f"{found['scheme'] or found['bot'] or ''}…", text)


class Redacting(logging.Filter):
    """A logging filter that redacts what passes and drops what is below INFO: Apprise prints whole URLs there."""

    def __init__(self) -> None:
        super().__init__()
        self.known: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite a record in place; say whether it passes."""
        if record.levelno < logging.INFO:
            return False
        record.msg, record.args = redact(record.getMessage(), self.known), ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True
