"""Values for tests, complete and plausible: say only what the test is about.

`an_article()` is fresh news of a struck dam in Kurakhove, `an_alert()` the alert that opens its incident. Any field may
be given by name; a text given for a time is read as one.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from streams.alert import Alert, Change, Code, Decision, Outlet
from streams.article import Article, ArticleRef, digest
from streams.match.found import Match
from streams.message import Message
from streams.places.place import Place
from streams.reading.voice import Voice
from streams.subscription import Subscription

NOON = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
"""The time of everything in tests that does not say otherwise."""

KURAKHOVE = Place(
    id="geonames:704422",
    name="Kurakhove",
    country="UA",
    admin1="Donetsk Oblast",
    lat=47.983,
    lon=37.282,
    kind="settlement",
)
KHERSON = Place(
    id="geonames:706448",
    name="Kherson",
    country="UA",
    admin1="Kherson Oblast",
    lat=46.636,
    lon=32.617,
    kind="settlement",
)
UKRAINE = Place(id="iso3166:UA", name="Ukraine", country="UA", kind="country")

HOSTILE = "<!channel> <@U1> *x* [y](http://evil) </b>"
"""A hostile title: pings, emphasis, a forged link and a tag, in the ways of Slack and Telegram."""


def an_article(**fields: Any) -> Article:
    """An article fetched a minute after it was published."""
    default = {
        "id": "article-1",
        "url": "https://outlet.example/dam",
        "source": "outlet.example",
        "title": "Dam struck near Kurakhove",
        "text": "A Russian strike damaged the dam of the Kurakhove reservoir, the governor said.",
        "lang": "en",
        "published_at": NOON,
        "fetched_at": NOON + dt.timedelta(minutes=1),
    }
    return Article.model_validate(default | fields)


def a_reference(**fields: Any) -> ArticleRef:
    """The article of `an_article` as matches and alerts keep it."""
    return ArticleRef.model_validate(an_article().model_dump() | fields)


def a_decision(code: Code = Code.FIRST, text: str = "the first report of it") -> Decision:
    """Why an alert was sent."""
    return Decision(code=code, text=text)


def an_alert(**fields: Any) -> Alert:
    """The alert that opens an incident: critical, claimed by a governor, in Kurakhove, from one outlet.

    ``changes`` follows ``change`` unless given.
    """
    change = Change(fields.get("change", Change.OPENED))
    default: dict[str, Any] = {
        "id": "0123456789abcdef",
        "seq": 1,
        "incident": "fedcba9876543210",
        "change": change,
        "changes": (change,),
        "decision": a_decision(),
        "rule": "infrastructure/dam-strike",
        "rules": (fields.get("rule", "infrastructure/dam-strike"),),
        "family": "strike",
        "tags": ("water",),
        "title": "Dam or reservoir struck",
        "severity": "critical",
        "status": "claimed",
        "according_to": Voice(name="Vadym Filashkin", role="governor"),
        "place": KURAKHOVE,
        "quote": "A Russian strike damaged the dam of the Kurakhove reservoir, the governor said.",
        "lang": "en",
        "first_seen": NOON,
        "last_seen": NOON,
        "sources": (Outlet(name="outlet.example"),),
        "articles": (a_reference(),),
        "article_count": 1,
        "late": False,
        "ruleset": "test",
        "source": "rules/infrastructure/dam-strike.yaml:1",
        "at": NOON + dt.timedelta(minutes=1),
    }
    return Alert.model_validate(default | fields)


def a_hostile_alert(text: str = HOSTILE, **fields: Any) -> Alert:
    """An alert of which every foreign text is hostile."""
    foreign = {
        "title": text,
        "quote": text,
        "according_to": Voice(name=text, role=text, side=text),
        "place": KURAKHOVE.model_copy(update={"name": text, "admin1": text}),
        "sources": (Outlet(name=text), Outlet(name=text)),
        "articles": (a_reference(title=text, url=text, source=text),),
        "decision": a_decision(Code.NUMBERS, text),
        "change": Change.UPDATED,
        "source": text,
    }
    return an_alert(**(foreign | fields))


def a_subscription(**fields: Any) -> Subscription:
    """A subscription of the water desk to everything."""
    return Subscription.model_validate({"name": "water-desk", "channels": ["water-slack"]} | fields)


def a_message(body: str = "A dam was struck.", **fields: Any) -> Message:
    """A message in plain text."""
    return Message(**({"title": "CRITICAL", "body": body, "format": "text"} | fields))


def a_match(**fields: Any) -> Match:
    """A missile strike on Kurakhove, told by an article fetched a minute after it was published.

    ``article``, ``source``, ``published_at`` and ``fetched_at`` are the article's; the id follows from article, rule and
    place unless given.
    """
    published = fields.pop("published_at", NOON)
    fetched = fields.pop("fetched_at", published + dt.timedelta(minutes=1))
    article = a_reference(
        id=fields.pop("article", "article-1"),
        source=fields.pop("source", "outlet.example"),
        published_at=published,
        fetched_at=fetched,
    )
    default: dict[str, Any] = {
        "article": article,
        "rule": "combat/missile-strike",
        "title": "Missile strike",
        "family": "strike",
        "ruleset": "abcdef123456",
        "severity": "high",
        "status": "occurred",
        "place": KURAKHOVE,
        "quote": "A missile struck Kurakhove.",
        "evidence": (),
        "source": "rules/combat/missile-strike.yaml:5",
    }
    made = default | fields
    place = made["place"].id if made["place"] else ""
    return Match.model_validate({"id": digest(article.id, made["rule"], place), **made})


def a_rule_file(word: str, **keys: str) -> str:
    """The YAML of a rule that a word meets, with one test of each kind; ``title`` and ``family`` follow the word."""
    said = {"title": f"A {word}", "severity": "high", "family": word, "lang": "en", "any": f"[{word}]"} | keys
    return "".join(f"{key}: {value}\n" for key, value in said.items()) + (
        "tests:\n"
        f'  - {{text: "A {word} hit Poltava.", matches: true}}\n'
        '  - {text: "The museum in Poltava opened.", matches: false}\n'
    )
