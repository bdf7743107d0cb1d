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
from xml.parsers import expat

import feedparser
from pydantic import ValidationError

from streams.article import Article, digest
from streams.errors import SourceError, UnusableMessage
from streams.sources.link import canonical_url, is_web_link, outlet
from streams.sources.plain_text import from_html
from streams.sources.source import Unusable, tidy
from streams.topics import Reason

Entry = Mapping[str, Any]
"""What feedparser makes of one `<item>` or `<entry>`."""

_MOMENTS = ("published_parsed", "updated_parsed", "created_parsed")
REPAIRABLE = 1_000_000
"""Bytes of malformed XML that are still read. feedparser's lenient parser takes time with the square of the length of what
a stranger may write: 200 kB of `<a <a <a …` 2.3 s, so this some 60 s, and 20 MB hours in a thread that nobody can stop."""
_FULL_TEXTS = ("yandex_full-text", "full-text", "fulltext")
"""Elements that hold the whole text beside `content:encoded`: Yandex News asks outlets for `yandex:full-text`."""


@dataclass(frozen=True)
class Reading:
    """A feed as it was once: its articles, the oldest first, and what is wrong with it as a whole, if anything."""

    articles: list[Article | Unusable]
    problem: str | None = None


def read_feed(body: bytes, *, name: str, url: str, content_type: str = "") -> Reading:
    """Read a feed. ``url`` is where it was found in the end: relative links start from there.

    Raises:
        SourceError: it is no feed, or too broken to hold a single article.
    """
    if len(body) > REPAIRABLE and (wrong := _malformed(body)):
        raise SourceError(
            f"{name}: the feed is broken ({wrong}), and with {len(body):,} bytes too large to be repaired"
        )
    found = feedparser.parse(
        io.BytesIO(body),  # bytes as such would be tried as the name of a file
        response_headers={"content-location": url, "content-type": _content_type(body, content_type)},
        resolve_relative_uris=False,  # inside HTML, of which only the text is kept
        sanitize_html=False,
    )
    problem = str(found.get("bozo_exception", "")) or None
    if not found.entries and not found.get("version"):
        raise SourceError(f"{name}: this is no RSS or Atom feed, it begins with {body.lstrip()[:40]!r}")
    if not found.entries and problem:
        raise SourceError(f"{name}: the feed is broken: {problem}")
    feed = _Feed(name, url, found.feed)
    return Reading([feed.article(entry) for entry in reversed(found.entries)], problem)


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


def _malformed(body: bytes) -> str | None:
    """What is wrong with it as XML; None for nothing."""
    try:
        # Not open to "billion laughs": expat limits what entities expand to since 2.4.
        expat.ParserCreate("utf-8" if _is_utf8(body) else None).Parse(body, True)
    except expat.ExpatError as error:
        return str(error)
    return None


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
