"""A feed's bytes, RSS or Atom, read into articles."""

from __future__ import annotations

import calendar
import datetime as dt
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax import SAXParseException

import feedparser
from pydantic import ValidationError

from streams.article import Article, digest
from streams.errors import SourceError, UnusableMessage
from streams.kafka.topics import Reason
from streams.sources.bounds import ENTRIES, check_bounds
from streams.sources.link import canonical_url, is_web_link, outlet
from streams.sources.plain_text import from_html
from streams.sources.source import Edition, Unusable, tidy

Entry = Mapping[str, Any]
"""What feedparser makes of one `<item>` or `<entry>`."""

_MOMENTS = ("published_parsed", "updated_parsed", "created_parsed")
_FULL_TEXTS = ("yandex_full-text", "full-text", "fulltext")
"""Elements that hold the whole text beside `content:encoded`: Yandex News asks outlets for `yandex:full-text`."""


def read_feed(body: bytes, *, name: str, url: str, content_type: str = "") -> Edition:
    """Read a feed. ``url`` is where it was found in the end: relative links start from there.

    No error tells what stands in it: an address that a feed leads to may be somebody's own.

    Raises:
        SourceError: it is no feed, is beyond a bound, or too broken to hold a single article.
    """
    try:
        check_bounds(body, utf8=_is_utf8(body))
    except SourceError as error:
        raise SourceError(f"{name}: {error}") from error
    found = feedparser.parse(
        io.BytesIO(body),  # bytes as such would be tried as the name of a file
        response_headers={"content-location": url, "content-type": _content_type(body, content_type)},
        resolve_relative_uris=False,  # inside HTML, of which only the text is kept
        sanitize_html=False,
    )
    problem = _problem(found.get("bozo_exception"))
    if not found.entries and not found.get("version"):
        raise SourceError(f"{name}: this is no RSS or Atom feed, but {_looks_like(body)}")
    if not found.entries and problem:
        raise SourceError(f"{name}: the feed is broken: {problem}")
    if len(found.entries) > ENTRIES:
        raise SourceError(f"{name}: the feed has more than {ENTRIES:,} articles, and is not read")
    feed = _Feed(name, url, found.feed)
    return Edition([feed.article(entry) for entry in reversed(found.entries)], problem)


def _problem(error: Exception | None) -> str | None:
    """What is wrong with a feed that could be read for all that; None for nothing."""
    match error:
        case None:
            return None
        case SAXParseException():  # its texts are expat's own
            return f"{error.getMessage()} in line {error.getLineNumber()}"
        case feedparser.CharacterEncodingOverride() | feedparser.CharacterEncodingUnknown():
            return "its letters are not in the encoding that it declares"
        case _:
            return type(error).__name__


def _looks_like(body: bytes) -> str:
    """What an answer is that is no feed, told without a word of it."""
    begins = body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not begins:
        return "an empty answer"
    if begins.startswith((b"<!doctype html", b"<html")):
        return "a web page"
    if begins.startswith((b"{", b"[")):
        return "JSON"
    return "other XML" if begins.startswith(b"<") else "something else"


def _content_type(body: bytes, told: str) -> str:
    """A content type with the charset that is true; that many feeds come as `text/html` says nothing.

    Servers name one charset for all they send, so a declaration in the document is better; but text that is valid
    UTF-8 and not plain ASCII is UTF-8, whatever either of them says.
    """
    declared = re.match(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)""", body[:200])
    from_header = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", told)
    if not body.isascii() and _is_utf8(body):
        charset = "utf-8"
    elif declared:
        charset = declared[1].decode("ascii", "replace")
    else:
        charset = from_header[1] if from_header else ""
    return f"application/xml; charset={charset}" if charset else "application/xml"


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@dataclass(frozen=True)
class _Feed:
    name: str
    url: str
    about: Entry

    def article(self, entry: Entry) -> Article | Unusable:
        """The article of an entry; its times are settled when it is sent."""
        link = next((link for link in _links(entry) if is_web_link(link)), None)
        site = outlet(link) or outlet(self.about.get("link")) or outlet(self.url)
        guid = str(entry.get("id") or "").strip()
        try:
            article = Article(
                id=digest(site or "", guid) if guid and not link else "",
                url=canonical_url(link) if link else None,
                source=None if link else site,
                title=from_html(str(entry.get("title") or "")) or None,
                text=_text(entry),
                lang=_language(entry) or _language(self.about),
                published_at=_published(entry),
            )
            return tidy(article)
        except (ValidationError, UnusableMessage) as error:
            raw = json.dumps(entry, ensure_ascii=False, default=str, sort_keys=True).encode("utf-8", "replace")
            return Unusable.whole(self.name, raw, Reason.WRONG_FIELDS, _told(error))


def _links(entry: Entry) -> Iterator[str]:
    """Links to the article, the best first: FeedBurner replaces the outlet's own by one that counts clicks."""
    for key in ("feedburner_origlink", "link"):
        if entry.get(key):
            yield str(entry[key]).strip()


def _text(entry: Entry) -> str | None:
    """The longest of what an entry holds: its content, its full text or its summary, as plain text."""
    held = [str(content.get("value") or "") for content in entry.get("content") or ()]
    held += [str(entry.get(key) or "") for key in ("summary", *_FULL_TEXTS)]
    return max((from_html(text) for text in held if text), key=len, default=None) or None


def _published(entry: Entry) -> dt.datetime | None:
    """When it was published; None where the feed does not say, or says it in no known way."""
    told = (entry[key] for key in _MOMENTS if key in entry)  # a key that is not there warns in feedparser
    moment = next(filter(None, told), None)
    if moment is None:
        return None
    try:
        return dt.datetime.fromtimestamp(calendar.timegm(moment), dt.UTC)
    except (ValueError, OverflowError, OSError):  # the year 0 or 30000
        return None


def _language(holder: Entry) -> str | None:
    """The language, if told, as two or three letters: `uk-UA` is `uk`."""
    found = re.match(r"[a-z]{2,3}(?![a-z])", str(holder.get("language") or "").strip().lower())
    return found[0] if found else None


def _told(error: ValidationError | UnusableMessage) -> str:
    """What keeps an entry from being an article, in words."""
    if isinstance(error, UnusableMessage):
        return str(error)
    return "; ".join(problem["msg"].removeprefix("Value error, ") for problem in error.errors())
