"""The article: one published text."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    model_validator,
)
from rapidfuzz.distance import OSA

EARLIEST, LATEST = dt.datetime(1970, 1, 1, tzinfo=dt.UTC), dt.datetime(2200, 1, 1, tzinfo=dt.UTC)
"""Times outside are typing errors, and arithmetic with the ends of the calendar overflows."""
AHEAD = dt.timedelta(minutes=5)
"""How far `published_at` may lie after `fetched_at`: clocks differ by minutes; embargoes and typing errors by days."""


def rfc3339(moment: dt.datetime) -> str:
    """A time as it stands in every message: RFC 3339, UTC, `Z`, microseconds only where there are any."""
    return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def _utc_when_naive(value: Any) -> Any:
    """Read a time without a zone as UTC: feeds and archives often leave it out."""
    if isinstance(value, str) and "T" in value.upper().replace(" ", "T", 1):
        try:
            value = dt.datetime.fromisoformat(value)
        except ValueError:
            return value
    if isinstance(value, dt.datetime) and value.tzinfo is None:
        return value.replace(tzinfo=dt.UTC)
    return value


def _plausible(value: dt.datetime) -> dt.datetime:
    if not EARLIEST <= value < LATEST:
        raise ValueError("a time between 1970 and 2200 is expected")
    return value


Moment = Annotated[
    AwareDatetime,
    BeforeValidator(_utc_when_naive),
    AfterValidator(_plausible),
    PlainSerializer(rfc3339, return_type=str, when_used="json"),
]
"""A point in time: aware, written as RFC 3339 UTC."""


def digest(*parts: str, length: int = 16) -> str:
    """A deterministic id: the first ``length`` hex digits of SHA-256 over the parts, separated by NUL."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:length]


class Frozen(BaseModel):
    """A value that does not change; unknown fields in input are ignored, as every topic promises."""

    model_config = ConfigDict(frozen=True, extra="ignore", serialize_by_alias=True)

    def to_json(self) -> bytes:
        """The value as it travels: JSON, UTF-8."""
        return self.model_dump_json().encode()


class Article(Frozen):
    """One published text, from a feed, a file or a program.

    Only ``id`` or ``url``, and ``title`` or ``text``, are required. ``source`` is the outlet (a domain, a
    channel), not the feed it came by. ``lang`` is a hint and is not believed.
    """

    id: str = Field("", max_length=512)
    url: str | None = Field(None, max_length=4096)
    source: str | None = Field(None, max_length=255)
    title: str | None = None
    text: str | None = None
    lang: str | None = Field(None, max_length=35)
    published_at: Moment | None = None
    fetched_at: Moment | None = None

    @model_validator(mode="before")
    @classmethod
    def _derive(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        data = dict(data)
        if isinstance(data.get("id"), int):
            data["id"] = str(data["id"])
        url = data.get("url")
        if not data.get("id") and isinstance(url, str) and url:
            data["id"] = digest(url)
        if not data.get("source") and isinstance(url, str) and url:
            try:
                host = urlsplit(url).hostname
            except ValueError:
                host = None
            data["source"] = host.removeprefix("www.") if host else None
        return data

    @model_validator(mode="after")
    def _usable(self) -> Self:
        if not self.id:
            raise ValueError("an article needs an id or a url")
        if not (self.title or "").strip() and not (self.text or "").strip():
            raise ValueError("an article needs a title or a text")
        return self

    def timed(self, *, arrived_at: dt.datetime | None = None) -> Article:
        """The article with both its times settled.

        ``arrived_at`` is when it entered the topic: an archive that a program sends today was fetched
        today, whatever it says. ``published_at`` falls back to what it says of its fetching, and is never
        later than `AHEAD` after it was fetched.

        Raises:
            ValueError: neither time is known.
        """
        fetched = arrived_at or self.fetched_at
        published = self.published_at or self.fetched_at
        if fetched is None and published is None:
            raise ValueError("an article needs a published_at or a fetched_at")
        if fetched is None:
            fetched = published
        if published is None:
            published = fetched
        assert fetched is not None
        assert published is not None
        return self.model_copy(update={"fetched_at": fetched, "published_at": min(published, fetched + AHEAD)})


TIME_FIELDS = ("published_at", "fetched_at")
SECONDS = (1_000_000_000, 4_200_000_000)
"""What a number may be that is a Unix time: from 2001 to 2103, in seconds, or a thousand times that in milliseconds."""


def misnamed_times(record: Mapping[str, object]) -> dict[str, str]:
    """Keys of a record that hold a time, or nearly are called like one, and that no article has; each with the right name.

    Fields nobody knows are ignored, as every topic promises; but a `pubDate` that is ignored makes old news new.
    """
    return {
        key: _time_field(key) or TIME_FIELDS[0]
        for key, value in record.items()
        if key not in Article.model_fields and (_looks_like_time(value) or _time_field(key))
    }


def _time_field(key: str) -> str | None:
    """The field that a key is another spelling of, or one slip away from: `publishedAt`, `fetchd_at`."""
    folded = key.casefold().replace("_", "").replace("-", "")
    near = (name for name in TIME_FIELDS if OSA.distance(folded, name.replace("_", ""), score_cutoff=1) <= 1)
    return next(near, None)


def _looks_like_time(value: object) -> bool:
    """Whether a value is a point in time: ISO 8601, the form of mail and RSS, or a Unix time."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        least, most = SECONDS
        return least <= value <= most or least * 1_000 <= value <= most * 1_000
    if not isinstance(value, str) or not 10 <= len(value) <= 40:
        return False
    for read in (dt.datetime.fromisoformat, parsedate_to_datetime):
        try:
            return EARLIEST.year <= read(value.strip()).year < LATEST.year
        except ValueError:
            continue
    return False


class ArticleRef(Frozen):
    """What a match keeps of its article: enough to name it, link to it and time it."""

    id: str
    url: str | None = None
    source: str | None = None
    title: str | None = None
    lang: str | None = None
    published_at: Moment
    fetched_at: Moment = Field(description="when it came to us; what makes news stale is measured from here")
