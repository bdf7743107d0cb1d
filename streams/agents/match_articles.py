"""From articles to matches: each article is matched against the rules in force."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import faust

from streams import metrics
from streams.agents.dead_letter import dead_letter
from streams.agents.post import Post
from streams.article import Article
from streams.errors import UnusableMessage
from streams.files.desk.current import CurrentDesk
from streams.files.desk.rules import Desk
from streams.kafka.topics import ARTICLES, MATCHES, Reason, decode, headers, moment_of
from streams.match.bounds import LeftOut
from streams.match.found import Match
from streams.match.match import Reading
from streams.settings import Settings

LONG = 10_000
"""Bytes from which on an article, twice as long as most, is matched beside the event loop: what takes the loop for seconds
silences the heartbeats of whoever tells the channels. A short one is done before a thread has it."""


def register(app: faust.App, topic: faust.types.TopicT, post: Post, settings: Settings, current: CurrentDesk) -> None:
    """Match each article against the rules in force; send each match on."""

    @app.agent(topic, name="match-articles")
    async def match_articles(stream: faust.types.StreamT[bytes]) -> AsyncIterator[int]:
        async for event in stream.events():
            async with dead_letter(post, event.message):
                await take(event.message, post, current.desk, limit=settings.max_article_bytes)
            yield event.message.offset


async def take(message: Any, post: Post, desk: Desk, *, limit: int) -> None:
    """Match one article against one desk, whatever is put in force meanwhile, and send each match on.

    Raises:
        UnusableMessage: it is no article; says why.
    """
    article = read(message, limit=limit)
    with metrics.MATCH_SECONDS.time():
        if len(message.value) > LONG:
            matches, left_out = await asyncio.to_thread(_matched, article, desk)
        else:
            matches, left_out = _matched(article, desk)
    metrics.ARTICLES.inc()
    for bound in left_out:
        metrics.LEFT_OUT.labels(bound.name.lower()).inc()
    for found in matches:
        await send(post, found)


def _matched(article: Article, desk: Desk) -> tuple[list[Match], Sequence[LeftOut]]:
    reading = Reading(article, desk.ruleset, desk.gazetteer)
    return reading.matches(), reading.left_out


def read(message: Any, *, limit: int) -> Article:
    """The article in a record, with both its times: it was fetched no earlier than it entered the topic.

    Raises:
        UnusableMessage: it cannot be used; says why.
    """
    value = message.value or b""
    if len(value) > limit:
        raise UnusableMessage(
            Reason.TOO_LARGE, f"the article has {len(value):,} bytes; TOCSIN_MAX_ARTICLE_BYTES allows {limit:,}"
        )
    article = decode(Article, value, dict(message.headers or {}), kind=ARTICLES.type)
    try:
        return article.timed(arrived_at=moment_of(message.timestamp))
    except ValueError as error:
        raise UnusableMessage(Reason.NO_TIME, str(error)) from error


async def send(post: Post, found: Match) -> None:
    """Send a match on, keyed by family: whoever gathers a family sees all of it."""
    about = headers(MATCHES.type, found.id, found.article.fetched_at, subject=found.rule)
    await post.send(MATCHES, key=found.family, value=found.to_json(), headers=about)
    metrics.MATCHES.labels(found.rule).inc()
