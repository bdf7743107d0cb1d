"""The outbox told to the unmodified plugins of Apprise, whose services are impostors; Kafka is the embedded broker."""

import asyncio
import contextlib
import datetime as dt
import re
import threading
from collections import Counter

import pytest
import structlog
from builders import a_decision, a_reference, a_subscription, an_alert
from impostor import SLACK_URL, Reply, impostor_in
from pydantic import SecretStr

from streams.agents.deliver_alerts import write_delivery
from streams.agents.post import Post
from streams.agents.tell_channels import TellChannels
from streams.alert import Code
from streams.delivery import Delivery, Outcome, Outgoing
from streams.kafka import records, topics
from streams.notify import apprise as border
from streams.notify import retry
from streams.notify.apprise import connect_all
from streams.settings import Settings

REPEATED = "May be a repeat"


def now():
    return dt.datetime.now(dt.UTC)


def an_id(number):
    return f"{number:016x}"


def outgoing(number, *, channel="desk", **fields):
    """An alert of an incident and an article of its own."""
    article = a_reference(id=f"article-{number}", fetched_at=now())
    default = {"id": an_id(number), "incident": f"incident-{number}", "articles": (article,), "at": article.fetched_at}
    return Outgoing(alert=an_alert(**(default | fields)), subscription="water-desk", channel=channel)


async def always():
    """Whose session never ends."""


class Outbox:
    """An outbox with channels to tell, and what became of its deliveries."""

    def __init__(self, settings):
        self.settings = settings
        self.post = Post(settings, hold=always)
        self.subscriptions = []
        self.tellers = []

    async def put(self, *some):
        for one in some:
            about = topics.headers(topics.OUTBOX.type, one.alert.id, one.alert.at)
            await self.post.send(topics.OUTBOX, key=one.channel, value=one.to_json(), headers=about)

    @contextlib.asynccontextmanager
    async def telling(self):
        """A worker that tells the channels while the block lasts."""
        channels = connect_all(self.settings.channels)
        teller = TellChannels(self.settings, self.post, channels, lambda: self.subscriptions, clock=now)
        await teller.start()
        try:
            yield
        finally:
            await teller.stop()

    async def deliveries(self):
        """The deliveries by the number of their alert."""
        return {int(one.alert, 16): one for one in await records.told(self.settings)}

    async def until(self, *outcomes, count, seconds=60):
        """Wait until so many deliveries have one of these outcomes."""
        async with asyncio.timeout(seconds):
            while True:
                known = await self.deliveries()
                if sum(one.outcome in outcomes for one in known.values()) >= count:
                    return known
                await asyncio.sleep(0.1)


@pytest.fixture
def impostor(tmp_path, monkeypatch):
    with impostor_in(tmp_path, monkeypatch) as impostor:
        yield impostor


@pytest.fixture
async def outbox(broker, prefix, impostor):
    settings = Settings(
        _env_file=None,
        brokers=broker.address,
        partitions=4,
        prefix=prefix,
        group=f"{prefix}tocsin",
        session_timeout=6,
        retry_first=0.1,
        channels={
            "desk": SecretStr(f"json://{impostor.address}/desk"),
            "other": SecretStr(f"json://{impostor.address}/other"),
            "slack": SecretStr(SLACK_URL),
        },
    )
    made = Outbox(settings)
    yield made
    await made.post.close()


def shown(impostor):
    """How often each alert was shown: those taken while nothing was answered do not count."""
    return Counter(number_of(request) for request in impostor.requests if not request.silent)


def number_of(request):
    return int(re.search(r"(?:^alert |alert `)([0-9a-f]{8,16})", request.text, re.MULTILINE)[1].ljust(16, "0"), 16)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("channel", "silence", "patience"),
    [
        pytest.param("desk", 3.0, 0.3),
        pytest.param("slack", 100.0, border.READ_TIMEOUT, marks=[pytest.mark.long, pytest.mark.timeout(900)]),
    ],
)
async def test_of_sixty_alerts_to_a_service_that_hangs_all_are_shown_and_repeats_are_marked(
    channel, silence, patience, outbox, impostor, monkeypatch
):
    monkeypatch.setattr(border, "READ_TIMEOUT", patience)
    monkeypatch.setattr(retry, "ASK_EVERY", patience / 2)
    numbers = range(1, 61)
    # the whole id stands in a plain message only: with these, its first eight digits tell alerts apart as well
    alerts = [outgoing(number << 32, channel=channel, incident=f"incident-{number}") for number in numbers]
    async with outbox.telling():
        with impostor.silence():
            await outbox.put(*alerts)
            await asyncio.sleep(silence)
        deliveries = await outbox.until(Outcome.SENT, count=60, seconds=300)
    assert [number >> 32 for number in shown(impostor)] == list(numbers), "not all, or not in order"
    assert set(shown(impostor).values()) == {1}
    taken = Counter(number_of(request) for request in impostor.requests if request.silent)
    assert len(taken) == 1, "later messages burnt timeouts of their own"
    assert taken.total() <= 2, "a silent service is asked, not told again and again"
    for number, delivery in deliveries.items():
        assert len(delivery.unanswered) == taken[number]
        marked = [REPEATED in request.text for request in impostor.requests if number_of(request) == number]
        assert marked == [False] + [True] * taken[number]
    print(f"{len(impostor.questions)} questions, {taken.total()} requests taken in silence")  # noqa: T201 - pytest -s


async def test_a_service_that_hangs_holds_up_no_other_channel(outbox, impostor, monkeypatch):
    monkeypatch.setattr(border, "READ_TIMEOUT", 60)
    monkeypatch.setattr(border, "TIMEOUT", 60)
    came, released = threading.Event(), threading.Event()

    def hang(_):
        came.set()
        released.wait(60)
        return Reply()

    impostor.replies = [hang]
    async with outbox.telling():
        await outbox.put(outgoing(1))
        assert await asyncio.to_thread(came.wait, 30)
        await outbox.put(*(outgoing(number, channel="other") for number in range(2, 12)))
        deliveries = await outbox.until(Outcome.SENT, count=10)
        released.set()
    assert deliveries[1].outcome is Outcome.ATTEMPTING


async def test_given_up_is_recorded_with_the_reason_and_said_as_a_warning(outbox, impostor):
    outbox.settings = outbox.settings.model_copy(update={"retry_for": 0.5})
    impostor.replies = [Reply(503, "")] * 100
    with structlog.testing.capture_logs() as logs:
        async with outbox.telling():
            await outbox.put(outgoing(1), outgoing(2, channel="nobody"))
            deliveries = await outbox.until(Outcome.FAILED, count=2)
    assert deliveries[1].attempts > 1
    assert deliveries[1].error.endswith("given up: TOCSIN_RETRY_FOR allows 0.5 s")
    assert deliveries[2].error == "no channel is called nobody: set TOCSIN_CHANNELS__NOBODY"
    warned = {
        line["alert"] for line in logs if line["event"] == "alert not delivered" and line["log_level"] == "warning"
    }
    assert warned == {an_id(1), an_id(2)}


async def test_channels_that_nobody_set_are_told_at_start_and_when_the_rules_name_new_ones_each_once(outbox):
    outbox.subscriptions = [a_subscription(channels=["desk", "water-slack"])]
    await outbox.put(outgoing(1))
    with structlog.testing.capture_logs() as logs:
        async with outbox.telling():
            await outbox.until(Outcome.SENT, count=1)
            outbox.subscriptions = [*outbox.subscriptions, a_subscription(name="new", channels=["water-slack", "mail"])]
            await asyncio.sleep(2.5)
    unset = [line for line in logs if line["event"] == "channel not set"]
    assert [(line["log_level"], line["channel"], line["subscription"]) for line in unset] == [
        ("warning", "water-slack", "water-desk"),
        ("warning", "mail", "new"),
    ]
    assert "set TOCSIN_CHANNELS__WATER_SLACK" in unset[0]["hint"]


@pytest.mark.slow
async def test_a_channel_that_is_down_with_many_waiting_says_so_in_few_lines(outbox, impostor):
    outbox.settings = outbox.settings.model_copy(update={"retry_for": 0})
    impostor.replies = [Reply(503, "")] * 300
    with structlog.testing.capture_logs() as logs:
        async with outbox.telling():
            await outbox.put(*(outgoing(number) for number in range(1, 201)))
            await outbox.until(Outcome.FAILED, count=200)
    assert len(logs) < 30


async def test_what_a_chat_first_hears_of_an_incident_reads_as_the_first_message_about_it(outbox, impostor):
    later = {"change": "escalated", "decision": a_decision(Code.SEVERITY, "high → critical"), "incident": "dam"}
    async with outbox.telling():
        await outbox.put(outgoing(1, **later))
        await outbox.until(Outcome.SENT, count=1)
        await outbox.put(outgoing(2, **later))
        await outbox.until(Outcome.SENT, count=2)
    first, second = (request.text for request in impostor.requests)
    assert "escalated" not in first
    assert "Told again" not in first
    assert "CRITICAL, escalated:" in second
    assert "Told again: high → critical" in second


@pytest.mark.slow
async def test_one_article_rings_a_chat_once_also_when_another_worker_goes_on(outbox, impostor):
    article = a_reference(id="round-up", fetched_at=now())
    of_it = {"articles": (article,), "at": article.fetched_at}
    async with outbox.telling():
        await outbox.put(outgoing(1, severity="high", **of_it))
        await outbox.until(Outcome.SENT, count=1)
    async with outbox.telling():
        await outbox.put(outgoing(2, severity="high", **of_it), outgoing(3, severity="critical", **of_it), outgoing(4))
        deliveries = await outbox.until(Outcome.SENT, count=3)
    assert [number_of(request) for request in impostor.requests] == [1, 3, 4]
    assert deliveries[2].outcome is Outcome.SKIPPED
    assert f"for alert {an_id(1)} of incident incident-1" in deliveries[2].error


def a_record(one, **fields):
    about = {"alert": one.alert.id, "incident": one.alert.incident, "subscription": one.subscription}
    return Delivery.model_validate({**about, "channel": one.channel, "at": now()} | fields)


async def test_what_was_in_flight_when_a_worker_died_is_marked_and_the_doubt_is_kept(outbox, impostor):
    one = outgoing(1)
    await write_delivery(outbox.post, a_record(one, outcome="attempting", attempts=2, unanswered=(1,)))
    await outbox.put(one)
    impostor.replies = [Reply(503, "")]
    async with outbox.telling():
        deliveries = await outbox.until(Outcome.SENT, count=1)
    assert (deliveries[1].attempts, deliveries[1].unanswered) == (4, (1, 2))
    assert all(REPEATED in request.text for request in impostor.requests)


async def test_an_older_record_behind_a_newer_one_rings_nobody_and_is_mended(outbox, impostor):
    one, two = outgoing(1), outgoing(2)
    sent = a_record(one, outcome="sent", attempts=2, unanswered=(1,))
    await write_delivery(outbox.post, sent)
    await write_delivery(outbox.post, a_record(one, outcome="attempting", attempts=1))
    await outbox.put(one, two)
    async with outbox.telling():
        await outbox.until(Outcome.SENT, count=2)
    assert [number_of(request) for request in impostor.requests] == [2]
    last = await records.compacted(outbox.settings, topics.DELIVERIES)
    assert Delivery.model_validate_json(last[sent.key]) == sent
