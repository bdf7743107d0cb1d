import pytest
from builders import a_decision, a_subscription, an_alert

from streams.agents.deliver_alerts import send
from streams.alert import Code
from streams.delivery import Delivery, Outcome, Outgoing
from streams.kafka.topics import DELIVERIES, OUTBOX
from streams.subscription import plan


class FakePost:
    """Keeps what is sent."""

    def __init__(self):
        self.sent = []

    async def send(self, topic, *, value, **_):
        self.sent.append((topic, topic.model.model_validate_json(value)))

    async def partitions(self, _):
        return 4


async def sent(alert):
    post = FakePost()
    for planned in plan(alert, [a_subscription()], lies_in=lambda *_: True):
        await send(post, alert, planned)
    return post.sent


async def test_what_rings_goes_to_the_outbox():
    assert await sent(an_alert()) == [
        (OUTBOX, Outgoing(alert=an_alert(), subscription="water-desk", channel="water-slack"))
    ]


@pytest.mark.parametrize("change", ["updated", "corroborated"])
async def test_what_is_nothing_new_goes_there_too_for_channels_that_never_heard_of_it(change):
    ((topic, outgoing),) = await sent(an_alert(change=change, decision=a_decision(Code.NUMBERS)))
    assert topic is OUTBOX
    assert outgoing.quiet == "skipped: nothing new enough to ring for"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"late": True}, "skipped: the news was already old when it reached us"),
        ({"change": "closed"}, "skipped: nothing new enough to ring for"),
        ({"change": "merged"}, "skipped: nothing new enough to ring for"),
    ],
)
async def test_what_rings_nobody_is_recorded_with_the_reason(fields, why):
    ((topic, delivery),) = await sent(an_alert(**fields))
    assert topic is DELIVERIES
    assert isinstance(delivery, Delivery)
    assert (delivery.outcome, delivery.error, delivery.severity) == (Outcome.SKIPPED, why, "critical")
