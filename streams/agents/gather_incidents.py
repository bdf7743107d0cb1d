"""From matches to incidents to alerts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import faust

from streams import metrics
from streams.agents.dead_letter import dead_letter
from streams.agents.ledger import Ledger, Ledgers
from streams.agents.post import Post
from streams.alert import Alert, Gathered, gather, tick
from streams.incident import Incident, Tick
from streams.rules.found import Match
from streams.settings import Settings
from streams.topics import ALERTS, INCIDENTS, MATCHES, TICK, decode, headers


def register(app: faust.App, topic: faust.types.TopicT, post: Post, settings: Settings, ledgers: Ledgers) -> None:
    """Put each match to its incident; send on what is worth telling.

    Send, wait, then remember: a crash in between makes the same alert again, with the same id. States are sent last,
    so a state that is known proves that its alerts were sent.
    """

    @app.agent(topic, name="gather-incidents")
    async def gather_incidents(stream: faust.types.StreamT[bytes]) -> AsyncIterator[int]:
        async for event in stream.events():
            message = event.message
            async with dead_letter(post, message):
                ledger = await ledgers.of(message.partition)
                gathered = read(message, ledger, settings)
                for alert in gathered.alerts:
                    await send_alert(post, alert)
                for incident in gathered.incidents:
                    await send_state(post, incident, message.partition)
                for incident_id in gathered.forgotten:
                    await post.send(INCIDENTS, key=incident_id, value=None, partition=message.partition)
                ledger.keep(gathered)
            yield message.offset


def read(message: Any, ledger: Ledger, settings: Settings) -> Gathered:
    """What a record of `matches`, a match or a tick, changes.

    Raises:
        UnusableMessage: it cannot be read; says why.
    """
    about = dict(message.headers or {})
    if about.get("ce_type") == TICK.encode():
        return tick(ledger.all(), decode(Tick, message.value, about, kind=TICK).at)
    found = decode(Match, message.value, about, kind=MATCHES.type)
    return gather(ledger.of(found.family), found, stale_after=settings.stale_after)


async def send_alert(post: Post, alert: Alert) -> None:
    """Send an alert on, keyed by its incident."""
    about = headers(ALERTS.type, alert.id, alert.at, subject=alert.incident)
    await post.send(ALERTS, key=alert.incident, value=alert.to_json(), headers=about)
    metrics.ALERTS.labels(alert.rule).inc()


async def send_state(post: Post, incident: Incident, partition: int) -> None:
    """Keep an incident's latest state, in the partition of its matches."""
    about = headers(INCIDENTS.type, incident.id, incident.touched_at, subject=incident.id)
    await post.send(INCIDENTS, key=incident.id, value=incident.to_json(), headers=about, partition=partition)
