"""From matches to incidents to alerts: each match is put to its incident, and what is worth telling is sent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import faust
import structlog

from streams import metrics
from streams.agents.dead_letter import dead_letter
from streams.agents.ledger import Ledger, Ledgers
from streams.agents.post import Post
from streams.alert import Alert, Gathered, gather, tick
from streams.incident import Incident, Position, Tick
from streams.kafka.topics import ALERTS, INCIDENTS, MATCHES, SEQUENCE, TICK, decode, headers
from streams.match.found import Match
from streams.settings import Settings

log = structlog.get_logger()


def register(app: faust.App, topic: faust.types.TopicT, post: Post, settings: Settings, ledgers: Ledgers) -> None:
    """Put each match to its incident; send on what is worth telling.

    Send, wait, then remember: a crash in between makes the same alert again, with the same id. States are sent last,
    so a state that is known proves that its alerts were sent.

    States carry the position of the record they include (see `streams.agents.ledger`): what a state includes is not
    gathered again, and a worker that wakes too late overwrites nothing.
    """

    @app.agent(topic, name="gather-incidents")
    async def gather_incidents(stream: faust.types.StreamT[bytes]) -> AsyncIterator[int]:
        async for event in stream.events():
            message = event.message
            async with dead_letter(post, message):
                ledger = await ledgers.of(message.partition, offset=message.offset)
                await take(message, ledger, post, settings)
                if ledger.overtaken:
                    await ledgers.look_behind(message.partition, ledger)
            yield message.offset


async def take(message: Any, ledger: Ledger, post: Post, settings: Settings) -> None:
    """Send on and remember what a record of `matches` changes; nothing, when the ledger includes it.

    Raises:
        UnusableMessage: it cannot be read; says why.
    """
    partition, position = message.partition, ledger.position_of(message.offset)
    while ledger.owed:
        incident_id = ledger.owed.pop()
        log.warning("older state behind a newer one: written again", incident=incident_id, partition=partition)
        await _write(post, ledger, partition, incident_id, ledger.get(incident_id), position=ledger.position)
    if ledger.includes(position):
        return
    gathered = read(message, ledger, settings).at(position)
    for alert in gathered.alerts:
        await send_alert(post, alert)
    for incident in gathered.incidents:
        await _write(post, ledger, partition, incident.id, incident, position=position)
    for incident_id in gathered.forgotten:
        await _write(post, ledger, partition, incident_id, None, position=position)
    ledger.keep(gathered, position)


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


async def _write(
    post: Post, ledger: Ledger, partition: int, incident_id: str, incident: Incident | None, *, position: Position
) -> None:
    """Keep an incident's state, or (None) the end of it at a position, in the partition of its matches."""
    if incident is None:
        value, about = None, [(SEQUENCE, str(position).encode())]
    else:
        value = incident.to_json()
        about = headers(INCIDENTS.type, incident_id, incident.touched_at, subject=incident_id)
        about.append((SEQUENCE, str(incident.position).encode()))
    ledger.wrote(await post.send(INCIDENTS, key=incident_id, value=value, headers=about, partition=partition))
