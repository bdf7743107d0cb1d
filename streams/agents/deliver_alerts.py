"""From alerts to what each channel has to be told."""

from __future__ import annotations

from collections.abc import AsyncIterator

import faust

from streams import metrics
from streams.agents.dead_letter import dead_letter
from streams.agents.post import Post
from streams.alert import Alert
from streams.delivery import FINAL, Delivery, Outcome, Outgoing, article_of
from streams.files.desk.current import CurrentDesk
from streams.kafka.topics import ALERTS, DELIVERIES, OUTBOX, decode, headers, partition_of
from streams.subscription import Planned, plan, rings_if_first


def register(app: faust.App, topic: faust.types.TopicT, post: Post, current: CurrentDesk) -> None:
    """Ask each subscription what it hears of an alert; send that on to the channels."""

    @app.agent(topic, name="deliver-alerts")
    async def deliver_alerts(stream: faust.types.StreamT[bytes]) -> AsyncIterator[int]:
        async for event in stream.events():
            async with dead_letter(post, event.message):
                alert = decode(Alert, event.message.value, dict(event.message.headers or {}), kind=ALERTS.type)
                desk = current.desk  # once: an alert's subscriptions and places are of one set
                for planned in plan(alert, desk.subscriptions, lies_in=desk.gazetteer.lies_in, areas=desk.areas):
                    await send(post, alert, planned)
            yield event.message.offset


async def send(post: Post, alert: Alert, planned: Planned) -> None:
    """Put an alert into a channel's outbox, or record why it is not sent there.

    What is nothing new goes there too: only whoever tells the channel knows whether it has heard of the incident at all.
    """
    quiet = planned.reason if rings_if_first(alert, planned.reason) else None
    if planned.outcome is Outcome.ATTEMPTING or quiet:
        outgoing = Outgoing(alert=alert, subscription=planned.subscription.name, channel=planned.channel, quiet=quiet)
        about = headers(OUTBOX.type, f"{alert.id}:{planned.channel}", alert.at, subject=planned.channel)
        await post.send(OUTBOX, key=planned.channel, value=outgoing.to_json(), headers=about)
        return
    delivery = Delivery(
        alert=alert.id,
        incident=alert.incident,
        subscription=planned.subscription.name,
        channel=planned.channel,
        outcome=planned.outcome,
        error=planned.reason,
        at=alert.at,
        article=article_of(alert),
        severity=alert.severity,
    )
    await send_delivery(post, delivery)


async def send_delivery(post: Post, delivery: Delivery) -> None:
    """Record what became of a delivery, in the partition of its channel's outbox; count it when it ended."""
    await write_delivery(post, delivery)
    if delivery.outcome in FINAL:
        metrics.DELIVERIES.labels(delivery.channel, delivery.outcome.value).inc()


async def write_delivery(post: Post, delivery: Delivery) -> None:
    """Put a record of a delivery into the partition of its channel's outbox."""
    about = headers(DELIVERIES.type, delivery.key, delivery.at, subject=delivery.incident)
    partition = partition_of(delivery.channel.encode(), await post.partitions(DELIVERIES))
    await post.send(DELIVERIES, key=delivery.key, value=delivery.to_json(), headers=about, partition=partition)
