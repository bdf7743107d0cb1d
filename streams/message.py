"""An alert as a channel shows it: escaped, cut at a word, within limits.

Written for a telephone at three in the morning: the first line says how bad, what and where, the second who says so
and when. Whatever comes from an article, a rule or a gazetteer passes through a `_Markup`'s ``text`` or ``code``, so that
it can neither ping a channel, nor break markup, nor forge a link: the links in a message are ours alone.
"""

from __future__ import annotations

import datetime as dt
import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol
from urllib.parse import quote, urlsplit

from streams.alert import Alert, Change
from streams.facts import Number
from streams.places.place import Place
from streams.reading.status import Status
from streams.reading.voice import Voice
from streams.rules.severity import Severity

Kind = Literal["plain", "telegram", "slack"]
Tone = Literal["info", "warning", "failure"]

LONGEST = 2_980
"""Characters of a message, markup included: a Slack section block takes 3,000, Telegram 4,096.

https://docs.slack.dev/reference/block-kit/blocks/section-block and https://core.telegram.org/bots/api#sendmessage.
"""
HEAD = 150
"""Characters of the first line: what a Slack header block takes, and three lines on a telephone."""
QUOTE = 300
"""Characters of a quote: two or three sentences, without scrolling on a telephone."""
NAME = 80
"""Characters of the name of a place, a person or an outlet."""
DETAIL = 120
"""Characters of any other detail."""
URL = 1_000
"""Characters of a link, escaped; a longer one is left out, for a link that is cut leads nowhere."""
SHORT_ID = 8
"""Digits of an alert's id that people read to each other; 4 billion ids are enough to find one again."""


@dataclass(frozen=True)
class Message:
    """What a channel shows; ``format`` is how title and body are written, ``tone`` how they are coloured."""

    title: str
    body: str
    format: Literal["text", "html", "markdown"]
    tone: Tone = "info"


def render(alert: Alert, kind: Kind, *, explain: str, first: bool = False, repeated: bool = False) -> Message:
    """Write an alert for one kind of channel.

    ``explain`` is the command that says why the rule matched. ``first`` says that the channel was never told of the
    incident, so that nothing is told again; ``repeated`` that the message may have come before. The body is never empty.
    Of kind ``plain`` its last line is `alert ID` with the whole id: programs that read such a channel deduplicate by it.
    """
    markup = _MARKUPS[kind]
    again = alert.change is not Change.OPENED and not (first and alert.change not in _OVER)
    head = _head(alert, again=again)
    notes = tuple(_notes(alert, markup, again=again, repeated=repeated))
    body = "\n".join(_body(alert, markup, explain, notes, longest_url=URL))
    if len(head) + len(body) > LONGEST:  # half a URL is room enough: every other part is bounded by `_bounded`
        body = "\n".join(_body(alert, markup, explain, notes, longest_url=URL // 2))
    return markup.message(head, body, _tone(alert))


def trial(channel: str, kind: Kind) -> Message:
    """Write the message with which an operator tests a channel."""
    markup = _MARKUPS[kind]
    body = markup.text(f"This tests the channel {channel}. Nothing has happened.", DETAIL)
    return markup.message("🔔 Tocsin test", body, "info")


# What is said


_EMOJI: dict[Severity, str] = {"low": "🔵", "medium": "🟡", "high": "🟠", "critical": "🔴"}
_TONES: dict[Severity, Tone] = {"low": "info", "medium": "info", "high": "warning", "critical": "failure"}
_OVER = frozenset({Change.RETRACTED, Change.MERGED, Change.CLOSED})
_ASSERTED = {
    Status.OCCURRED: "Reported by",
    Status.ONGOING: "Ongoing, reported by",
    Status.CLAIMED: "Claimed by",
    Status.EXPECTED: "Expected, according to",
    Status.THREATENED: "Threatened, according to",
    Status.HYPOTHETICAL: "Only a possibility, according to",
    Status.HISTORICAL: "A past event, told by",
    Status.NEGATED: "Said not to have happened, according to",
    Status.DENIED: "Denied, according to",
}


def _tone(alert: Alert) -> Tone:
    return "info" if alert.change in _OVER else _TONES[alert.severity]


def _head(alert: Alert, *, again: bool) -> str:
    """How bad, what, where: not yet escaped."""
    words = [alert.severity.upper()]
    if again:
        words.append(alert.change.value)
    if not alert.status.happened:  # who reads no further must not take it for an event
        words.append(alert.status.value)
    emoji = "⚪" if alert.change in _OVER else _EMOJI[alert.severity]
    what = _cut(_clean(alert.title), HEAD // 2)
    told = f"{emoji} {', '.join(words)}: {what}"
    return _cut(f"{told} — {_where(alert.place)}" if alert.place else told, HEAD)


def _where(place: Place) -> str:
    """A place in words, with the region and country it lies in."""
    region = place.admin1 if place.kind not in {"region", "country"} and place.admin1 != place.name else None
    country = place.country if place.kind != "country" else None
    return ", ".join(_cut(_clean(part), NAME // 2) for part in (place.name, region, country) if part)


def _notes(alert: Alert, markup: _Markup, *, again: bool, repeated: bool) -> Iterator[str]:
    """What a reader must know of the message itself: that it may be a repeat, why it is told again, that it is late."""
    if repeated:
        yield "May be a repeat: the chat did not answer when this was first sent."
    if again:
        yield markup.text(f"Told again: {alert.decision.text}", DETAIL)
    if alert.late:
        yield "Late: this was already old when it reached us."


def _body(alert: Alert, markup: _Markup, explain: str, notes: tuple[str, ...], *, longest_url: int) -> Iterator[str]:
    """Line by line: who says so and when, what is to be known of the message, the quote, the links, how to look into it."""
    yield _who(alert, markup)
    yield from notes
    if support := _support(alert):
        yield markup.text(support, DETAIL)
    yield ""
    yield f"“{markup.text(alert.quote, QUOTE)}”"
    if links := [markup.link(url, label) for url, label in _links(alert, longest_url)]:
        yield ""
        yield markup.beside(links)
    yield ""
    yield f"{markup.code(alert.source)} · alert {markup.code(alert.id[:SHORT_ID])}"
    yield markup.code(explain)
    if isinstance(markup, _Plain):
        yield f"alert {markup.code(alert.id)}"


def _who(alert: Alert, markup: _Markup) -> str:
    """Who asserts it, in which outlet, and when that was published."""
    first = (alert.quoted and alert.quoted.source) or (alert.sources[0].name if alert.sources else "")
    outlet = markup.text(first, NAME)
    if len(alert.sources) > 1:
        outlet += f" and {len(alert.sources) - 1} more"
    voice = markup.text(_voice(alert.according_to), DETAIL) if alert.according_to else ""
    told = [f"{_ASSERTED[alert.status]} {voice or outlet or 'an unnamed source'}"]
    if voice and outlet:
        told.append(outlet)
    told.append(f"{alert.last_seen.astimezone(dt.UTC):%d %b, %H:%M} UTC")
    return " · ".join(told)


def _voice(voice: Voice) -> str:
    about = ", ".join(part for part in (voice.role, voice.side) if part)
    return f"{voice.name} ({about})" if about else voice.name


def _support(alert: Alert) -> str:
    """The numbers that are told, and how many tell them."""
    told = [_number(name, number) for name, number in sorted(alert.facts.items())]
    if alert.article_count > 1:
        told.append(f"{alert.article_count} articles")
    if alert.corroboration:
        told.append(alert.corroboration)
    return " · ".join(told)


def _number(name: str, number: Number) -> str:
    if number.max is None:
        return f"{name} at least {number.min}"
    return f"{name} {number.min}" if number.max == number.min else f"{name} {number.min} to {number.max}"


def _links(alert: Alert, longest: int) -> Iterator[tuple[str, str]]:
    """The quoted article, else the newest that can be linked to, and a map: pairs of URL and label."""
    newest = sorted(alert.articles, key=lambda article: article.published_at, reverse=True)
    for article in [alert.quoted, *newest] if alert.quoted else newest:
        if (link := safe_url(article.url)) and len(html.escape(link[0])) <= longest:
            yield link[0], f"Read at {link[1]}"
            break
    if alert.place and alert.place.lat is not None and alert.place.lon is not None:
        lat, lon = f"{alert.place.lat:.5f}", f"{alert.place.lon:.5f}"  # 5 decimals are a metre
        yield f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=11/{lat}/{lon}", "Map"


# How it is written


class _Markup(Protocol):
    """How one kind of channel writes what it shows."""

    def text(self, value: str, limit: int) -> str:
        """A foreign text of at most ``limit`` characters as running text that shows as it is and does nothing."""

    def code(self, value: str) -> str:
        """A command, path or id, to be copied as it is."""

    def link(self, url: str, label: str) -> str:
        """A link; both are ours or out of `safe_url`."""

    def beside(self, links: list[str]) -> str:
        """Several links."""

    def message(self, head: str, body: str, tone: Tone) -> Message:
        """The whole message from a first line, not yet escaped, and a body that is."""


class _Plain:
    """For every service but those below: Apprise escapes declared text as each of them needs."""

    def text(self, value: str, limit: int) -> str:
        return _bounded(value, limit)

    def code(self, value: str) -> str:
        return _bare(value)

    def link(self, url: str, label: str) -> str:
        return f"{label.split(maxsplit=1)[0]}: {url}"

    def beside(self, links: list[str]) -> str:
        return "\n".join(links)

    def message(self, head: str, body: str, tone: Tone) -> Message:
        return Message(_cut(self.text(head, HEAD), HEAD), body, "text", tone)


class _Telegram:
    """HTML as https://core.telegram.org/bots/api#html-style has it: `&`, `<` and `>` are entities, tags balance.

    Apprise passes declared HTML through a reducer that keeps these tags; undeclared, a raw `<` is refused with a 400.
    """

    def text(self, value: str, limit: int) -> str:
        return html.escape(_bounded(value, limit), quote=False)

    def code(self, value: str) -> str:
        return f"<code>{_bare(value)}</code>"

    def link(self, url: str, label: str) -> str:
        return f'<a href="{html.escape(url)}">{html.escape(label)}</a>'

    def beside(self, links: list[str]) -> str:
        return " · ".join(links)

    def message(self, head: str, body: str, tone: Tone) -> Message:
        return Message("", f"<b>{self.text(head, HEAD)}</b>\n{body}", "html", tone)


class _Slack:
    r"""CommonMark that Apprise turns into Slack's mrkdwn.

    Of the ways into Apprise's Slack plugin only declared Markdown shows our links and lets no ping through. Without a
    declared format the plugin unescapes `&lt;!channel&gt;` again; declared as text, mrkdwn is off. Its converter makes
    `&` an entity and `\<` too, but leaves a bare `<` alone, so a bare one is never written. mrkdwn has no escape for
    `*`, `_`, `~` and the backtick: letters that look alike stand in for them.
    """

    _ALIKE = str.maketrans({"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ", "\\": "∖"})

    def text(self, value: str, limit: int) -> str:
        return re.sub(r"([<>\[\]])", r"\\\1", self._unmarked(value, limit))

    def code(self, value: str) -> str:
        return f"`{_bare(value)}`"

    def link(self, url: str, label: str) -> str:
        return f"[{label}](<{url}>)"

    def beside(self, links: list[str]) -> str:
        return " · ".join(links)

    def message(self, head: str, body: str, tone: Tone) -> Message:
        # The plugin escapes a title by itself. What defuses it counts too, so it is cut once more.
        return Message(_cut(self._unmarked(head, HEAD), HEAD), body, "markdown", tone)

    def _unmarked(self, value: str, limit: int) -> str:
        return _bounded(value.translate(self._ALIKE), limit)


_MARKUPS: dict[Kind, _Markup] = {"plain": _Plain(), "telegram": _Telegram(), "slack": _Slack()}


# What makes a foreign text harmless


_BREAK = "\u200b"
"""A zero-width space: invisible, and no service takes what follows it for part of the same word."""
_ISOLATED = ("\u2068", "\u2069")
"""First strong isolate: an Arabic quote runs right to left and turns nothing around it."""
_JOINERS = frozenset("\u200c\u200d")
"""Persian spelling and composed emoji need these two."""
_ACTIVE = re.compile(
    r"(?<=@)(?=\w)"  # @channel, @username, somebody@example.com
    r"|(?<=<)(?=[!@#])"  # <!channel>, <@U1>, <#C1>: also where a service unescapes
    r"|(?<=\S[.。．｡])(?=[^\W\d_])"  # evil.com, U.S.: a bare domain becomes a link
    r"|(?<=\d\.)(?=\d+\.\d)"  # 192.0.2.1
    r"|(?<=:)(?=//)|(?<=\bmailto:)|(?<=\btel:)|(?<=\btg:)"  # https://…, tg:…
    r"|(?<![\w/<>]/)(?<=/)(?=[a-z])"  # /start: Telegram offers a command
    r"|(?<=:)(?=[\w+'-]+:)",  # :red_circle: would draw a severity of its own
    re.IGNORECASE,
)
"""Where chat services begin to see more than text: a zero-width space goes there."""
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")


def _clean(value: str) -> str:
    """One line of visible characters: no controls, no bidi overrides, nothing invisible, no lone surrogate."""
    return " ".join("".join(_visible(char) for char in value).split())


def _visible(char: str) -> str:
    match unicodedata.category(char):
        case "Cc" | "Zl" | "Zp":
            return " "
        case "Cs":
            return "\ufffd"
        case "Cf" if char not in _JOINERS and not "\u0600" <= char <= "\u0605":  # those five show: Arabic number signs
            return ""
        case _:
            return char


def _cut(text: str, limit: int) -> str:
    """At most ``limit`` characters, cut behind a word, with `…` where something is missing."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    if text[limit - 1] != " " and (space := kept.rfind(" ", limit // 2)) > 0:
        kept = kept[:space]
    return kept.rstrip(" ,;:–—-\u200d") + "…"


def _bounded(value: str, limit: int) -> str:
    """A foreign text, clean, cut and defused; however it is escaped, it takes at most ``2 * limit`` characters."""
    clean = _clean(value[: limit * 20])  # what is cleaned away may be long; what follows is not read
    room = 2 * limit - len(_ISOLATED)
    while len(html.escape(text := _ACTIVE.sub(_BREAK, _cut(clean, limit)), quote=False)) > room:
        limit -= limit // 4
    return f"{_ISOLATED[0]}{text}{_ISOLATED[1]}" if _turns(text) else text


def _turns(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in {"R", "AL"} for char in text)


def _bare(value: str) -> str:
    """A path, id or command of our own: nothing in it means anything to any markup."""
    return re.sub(r"[^\w ./:=+,-]|(?<=/)/", "?", _clean(value))[:DETAIL]


def safe_url(url: str | None) -> tuple[str, str] | None:
    """An article's URL quoted so that it stays inside any markup, and its host; or None where it is no web address.

    A URL with a user name is none: `https://bbc.com@evil.example` is made to be misread. An `@` further on is written
    `%40`, which leads to the same page: `https://x.example/@everyone` would ping where a service reads links too.
    """
    url = (url or "").strip()
    if re.search(r"[\s\x00-\x1f\x7f-\x9f]", url):
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode().lower()
        netloc = host if parts.port is None else f"{host}:{parts.port}"
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or not _HOST.fullmatch(host):
        return None
    whole = parts._replace(netloc=netloc).geturl()
    return quote(whole, safe="!#$%&'()*+,/:;=?~", errors="replace"), host
