"""The unmodified plugins of Apprise against impostors of Slack and Telegram."""

import asyncio
import itertools
import logging
import re
import threading
import time

import pytest
from builders import HOSTILE, a_hostile_alert, a_message, an_alert
from impostor import (
    SLACK_URL,
    TELEGRAM_URL,
    Reply,
    impostor_in,
    read_slack,
    read_telegram,
    slack_429,
    telegram_429,
    telegram_error,
)
from pydantic import SecretStr

from streams.delivery import Outcome
from streams.errors import ConfigurationError, DeliveryFailed, DeliveryUnknown
from streams.message import render
from streams.notify import apprise as border
from streams.notify.apprise import connect, connect_all
from streams.notify.limits import LIMITS, Pace
from streams.notify.retry import Policy, Progress, deliver

EXPLAIN = "tocsin rules explain infrastructure/dam-strike"
QUICK = Policy(first=0.05, total=20)
URLS = {"slack": SLACK_URL, "telegram": TELEGRAM_URL}
SECRET = re.compile(r"TIiajkdnlazkcOXrIdevi7|A1BRTD4JD|T1JJ3T3L2|AAFhWXyz", re.IGNORECASE)


@pytest.fixture
def impostor(tmp_path, monkeypatch):
    with impostor_in(tmp_path, monkeypatch) as impostor:
        yield impostor


def written(alert, channel):
    return render(alert, channel.kind, explain=EXPLAIN)


async def delivered(channel, message, policy):
    return await deliver(channel, lambda _: message, policy)


def translated(text):
    """Without what is invisible, and with the characters that Slack would have taken for markup."""
    return re.sub("[\u200b\u2068\u2069]", "", text).translate(str.maketrans("∗ˍ∼ˋ∖", "*_~`\\"))


@pytest.mark.parametrize("text", [HOSTILE, HOSTILE + " " + "A" * 10_000, "<!channel> " * 1_000, "&lt;!channel&gt; & <"])
async def test_a_hostile_article_arrives_at_slack_readable_and_harmless(impostor, text):
    channel = connect("water-slack", SLACK_URL)
    await channel.send(written(a_hostile_alert(text), channel))
    (request,) = impostor.requests
    assert (request.host, request.path) == ("hooks.slack.com", "/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7")
    assert set(request.body) == {"mrkdwn", "attachments"}
    assert request.body["mrkdwn"] is True
    (attachment,) = request.body["attachments"]
    assert set(attachment) == {"title", "text", "color"}
    read = read_slack(attachment["text"])
    assert not read.pings
    assert not read.active
    assert [label for _, label in read.links] == ["Map"]
    assert not re.search(r"<[!@#]|&lt;[!@#]", attachment["title"])
    assert text[:40] in translated(read.text)


@pytest.mark.parametrize("text", [HOSTILE, HOSTILE + " " + "A" * 10_000, "<!channel> " * 1_000, "&lt;!channel&gt; & <"])
async def test_a_hostile_article_arrives_at_telegram_readable_and_harmless(impostor, text):
    channel = connect("duty-telegram", TELEGRAM_URL)
    await channel.send(written(a_hostile_alert(text), channel))
    (request,) = impostor.requests
    assert (request.host, request.path) == (
        "api.telegram.org",
        "/bot987654321:AAFhWXyzabcdefghijklmnopqrstuvwxyzA/sendMessage",
    )
    assert request.body["parse_mode"] == "HTML"
    assert request.body["chat_id"] == -1001234567890
    read = read_telegram(request.body["text"])
    assert not read.active
    assert [label for _, label in read.links] == ["Map"]
    assert text[:40] in translated(read.text)


async def test_a_plain_channel_gets_the_whole_id_on_its_last_line(impostor):
    channel = connect("sink", f"json://{impostor.address}/hook")
    await channel.send(written(an_alert(id="0011223344556677"), channel))
    (request,) = impostor.requests
    assert request.path == "/hook"
    assert request.body["title"].startswith("🔴 CRITICAL: Dam")
    assert request.body["message"].splitlines()[-1] == "alert 0011223344556677"


@pytest.mark.parametrize(("kind", "refusal"), [("slack", slack_429(2)), ("telegram", telegram_429(2))])
async def test_a_429_is_tried_again_when_the_service_asks_and_nothing_is_lost(impostor, kind, refusal):
    impostor.replies = [refusal]
    channel = connect("desk", URLS[kind])
    ended = await delivered(channel, written(an_alert(), channel), QUICK)
    assert ended == Progress(Outcome.SENT, 2)
    first, second = impostor.requests
    assert 2 <= second.at - first.at < 10
    assert first.body == second.body


@pytest.mark.parametrize(
    ("kind", "refusal"),
    [("slack", Reply(503, "down", {"Retry-After": "1"})), ("telegram", telegram_error(503, "Service Unavailable"))],
)
async def test_a_503_is_tried_again(impostor, kind, refusal):
    impostor.replies = [refusal, Reply(503, "")]
    channel = connect("desk", URLS[kind])
    assert await delivered(channel, written(an_alert(), channel), QUICK) == Progress(Outcome.SENT, 3)
    first, second, _ = impostor.requests
    if kind == "slack":
        assert second.at - first.at >= 1


@pytest.mark.parametrize(
    ("kind", "refusal", "words"),
    [
        ("slack", Reply(404, "no_team"), "answered 404 (no_team): the token is wrong or revoked"),
        ("slack", Reply(403, "invalid_token"), "answered 403 (invalid_token): the token is wrong or revoked"),
        ("telegram", telegram_error(401, "Unauthorized"), "answered 401 (Unauthorized): the token is wrong or revoked"),
        ("telegram", telegram_error(400, "Bad Request: chat not found"), "(Bad Request: chat not found)"),
    ],
)
async def test_what_cannot_succeed_ends_failed_after_one_attempt(impostor, kind, refusal, words):
    impostor.replies = [refusal] * 3
    channel = connect("the-desk", URLS[kind])
    ended = await delivered(channel, written(an_alert(), channel), QUICK)
    assert (ended.outcome, ended.attempts) == (Outcome.FAILED, 1)
    assert words in ended.error
    assert "check TOCSIN_CHANNELS__THE_DESK" in ended.error
    assert len(impostor.requests) == 1


async def test_a_service_that_stays_down_ends_failed_when_the_time_is_over(impostor):
    impostor.replies = [Reply(503, "")] * 100
    channel = connect("sink", f"json://{impostor.address}/")
    ended = await delivered(channel, a_message(), Policy(first=0.05, total=0.5))
    assert ended.outcome is Outcome.FAILED
    assert ended.attempts == len(impostor.requests) > 3


@pytest.mark.parametrize("kind", URLS)
@pytest.mark.parametrize("reply", [Reply(delay=3), Reply(status=None)])
async def test_no_answer_may_have_arrived_and_is_sent_again_until_there_is_one(impostor, kind, reply, monkeypatch):
    monkeypatch.setattr(border, "READ_TIMEOUT", 0.3)
    impostor.replies = [reply, reply, reply]
    channel = connect("desk", URLS[kind])
    ended = await delivered(channel, written(an_alert(), channel), QUICK)
    assert ended == Progress(Outcome.SENT, 4, unanswered=(1, 2, 3))
    assert len(impostor.requests) == 4


async def test_a_service_that_is_slower_than_most_is_given_more_time_and_told_once(impostor, monkeypatch):
    monkeypatch.setattr(border, "READ_TIMEOUT", 1)
    impostor.replies = [Reply(delay=1.4)] * 4
    channel = connect("sink", f"json://{impostor.address}/")
    tried = [(await delivered(channel, a_message(str(number)), QUICK)).attempts for number in range(3)]
    assert tried == [2, 1, 1]


async def test_whether_a_service_answers_is_asked_without_path_password_or_message(impostor):
    channel = connect("sink", f"json://user:password@{impostor.address}/path-that-is-secret")
    assert await channel.answers()  # nobody knows yet whom to ask
    assert impostor.questions == []
    await channel.send(a_message())
    assert await channel.answers()
    assert impostor.questions == ["/"]
    slack = connect("desk", SLACK_URL)
    await slack.send(a_message())
    assert await slack.answers()
    assert impostor.questions == ["/", "hooks.slack.com/"]
    assert len(impostor.requests) == 2


async def test_a_silent_service_does_not_answer_whatever_it_is_asked(impostor, monkeypatch):
    monkeypatch.setattr(border, "READ_TIMEOUT", 0.3)
    channel = connect("sink", f"json://{impostor.address}/")
    with impostor.silence():
        with pytest.raises(DeliveryUnknown):
            await channel.send(a_message())
        assert not await channel.answers()
    assert await channel.answers()


async def test_an_answer_that_drips_ends_with_the_time_limit(impostor, monkeypatch):
    monkeypatch.setattr(border, "TIMEOUT", 0.5)
    impostor.replies = [Reply(delay=2)]
    with pytest.raises(DeliveryUnknown, match=r"no answer for 0\.5 s"):
        await connect("desk", SLACK_URL).send(a_message())


async def test_a_request_that_hangs_is_the_only_one_until_it_has_come_back(impostor, monkeypatch):
    monkeypatch.setattr(border, "TIMEOUT", 0.2)
    impostor.replies = [Reply(delay=1.5)]
    channel = connect("sink", f"json://{impostor.address}/")
    failures = [type(await failure(channel.send(a_message(str(number))))) for number in range(3)]
    assert failures == [DeliveryUnknown, DeliveryFailed, DeliveryFailed]
    assert sum(thread.name == "tell sink" for thread in threading.enumerate()) == 1
    monkeypatch.setattr(border, "TIMEOUT", 10)
    await channel.send(a_message("later"))
    assert [request.body["message"] for request in impostor.requests] == ["0", "later"]


async def failure(sending):
    with pytest.raises((DeliveryFailed, DeliveryUnknown)) as raised:
        await sending
    return raised.value


async def test_sixty_channels_that_hang_hold_up_no_other(impostor):
    came, released = threading.Semaphore(0), threading.Event()

    def hang(_):
        came.release()
        released.wait(20)
        return Reply()

    impostor.replies = [hang] * 60
    sinks = [connect(str(number), f"json://{impostor.address}/{number}") for number in range(60)]
    hanging = [asyncio.create_task(sink.send(a_message())) for sink in sinks]
    for _ in sinks:
        await asyncio.to_thread(came.acquire)
    await connect("good", f"json://{impostor.address}/good").send(a_message())
    assert not any(task.done() for task in hanging)
    released.set()
    await asyncio.gather(*hanging)


async def test_while_nobody_listens_it_surely_failed_and_is_tried_again(monkeypatch):
    with pytest.raises(DeliveryFailed, match="cannot be reached"):
        await connect("sink", "json://127.0.0.1:9/").send(a_message())
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    with pytest.raises(DeliveryFailed, match="check HTTPS_PROXY") as failed:
        await connect("desk", SLACK_URL).send(a_message())
    assert not failed.value.final


async def test_an_untrusted_certificate_is_refused(impostor, monkeypatch):
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    with pytest.raises(DeliveryFailed, match="the certificate is not trusted"):
        await connect("desk", SLACK_URL).send(a_message())
    assert impostor.requests == []


async def test_a_redirect_is_not_followed(impostor):
    impostor.replies = [Reply(302, "", {"Location": f"http://{impostor.address}/elsewhere"})]
    with pytest.raises(DeliveryFailed, match="redirects elsewhere"):
        await connect("desk", SLACK_URL).send(a_message())
    assert len(impostor.requests) == 1


async def test_telegram_refusing_markup_would_be_seen(impostor):
    impostor.replies = [telegram_error(400, "Bad Request: can't parse entities: Unsupported start tag")]
    with pytest.raises(DeliveryFailed, match="a fault in Tocsin"):
        await connect("desk", TELEGRAM_URL).send(a_message(format="html"))


async def test_messages_to_one_channel_keep_order_and_pace_and_hold_nobody_up(impostor):
    slack, sink = connect("desk", SLACK_URL), connect("sink", f"json://{impostor.address}/")
    await sink.send(a_message("early"))  # loads what sends: else the first arrives late, and the second soon after it
    slow = [slack.send(a_message(f"message {number}")) for number in range(3)]
    await asyncio.gather(*slow, *(sink.send(a_message("quick")) for _ in range(5)))
    at_slack = [request for request in impostor.requests if request.host]
    at_sink = [request for request in impostor.requests if not request.host]
    assert [request.body["attachments"][0]["text"] for request in at_slack] == [f"message {n}" for n in range(3)]
    assert all(b.at - a.at >= 0.95 for a, b in itertools.pairwise(at_slack))
    assert at_sink[-1].at < at_slack[-1].at


async def test_one_channel_takes_one_thread_however_much_it_has_to_tell(impostor):
    impostor.replies = [Reply(delay=0.1)] * 3
    sink = connect("sink", f"json://{impostor.address}/")
    await asyncio.gather(*(sink.send(a_message(str(number))) for number in range(3)))
    assert [request.body["message"] for request in impostor.requests] == ["0", "1", "2"]
    assert all(b.at - a.at >= 0.1 for a, b in itertools.pairwise(impostor.requests))


async def test_telegram_is_told_at_most_20_times_in_any_minute():
    for burst, period in LIMITS["telegram"]:
        assert burst == 1 or burst + burst / period * 60 <= 20
    begun = time.monotonic()
    pace = Pace("telegram")
    await pace.wait()
    assert time.monotonic() - begun < 0.5
    await pace.wait()
    assert time.monotonic() - begun >= 0.95


@pytest.mark.parametrize("kind", URLS)
@pytest.mark.parametrize(
    "reply",
    [
        Reply(),
        Reply(status=None),
        slack_429(1),
        Reply(404, f"no such hook: {SLACK_URL.removeprefix('slack://')}, no such bot: {TELEGRAM_URL}"),
        Reply(503, {"error": "token TIiajkdnlazkcOXrIdevi7 AAFhWXyzabcdefghijklmnopqrstuvwxyzA"}),
    ],
)
async def test_no_token_stands_in_logs_or_errors(impostor, kind, reply, caplog, monkeypatch):
    monkeypatch.setattr(logging.getLogger("apprise"), "propagate", True)
    for name in ("", "apprise", "requests", "urllib3", "urllib3.connectionpool"):
        caplog.set_level(logging.DEBUG, name)
    impostor.replies = [reply, reply]
    channel = connect_all({name: SecretStr(url) for name, url in URLS.items()})[kind]
    ended = await delivered(channel, written(an_alert(), channel), Policy(total=0))
    assert not SECRET.search(str(ended.error))
    assert not SECRET.search(caplog.text)
    assert not SECRET.search(repr(channel))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("slack://T1JJ3T3L2/TIiajkdnlazkcOXrIdevi7", "holds no URL that Apprise can use"),
        ("nothing://T1JJ3T3L2/TIiajkdnlazkcOXrIdevi7", "holds no URL that Apprise can use"),
        ("TIiajkdnlazkcOXrIdevi7", "holds no URL that Apprise can use"),
        ("", "holds no URL that Apprise can use"),
        ("tgram://987654321-AAFhWXyzabcdefghijklmnopqrstuvwxyzA/123", "holds no URL that Apprise can use"),
        ("tgram://987654321:AAFhWXyzabcdefghijklmnopqrstuvwxyzA/", "names no chat"),
        (f"{TELEGRAM_URL}/12345", "names 2 destinations"),
        (f"{SLACK_URL}/#one/#two", "names 2 destinations"),
        (f"{SLACK_URL}?format=text", "sets `format`"),
    ],
)
def test_a_wrong_url_names_the_setting_and_never_itself(url, words, caplog):
    with pytest.raises(ConfigurationError, match=words) as refused:
        connect("water-slack", SecretStr(url))
    assert str(refused.value).startswith("TOCSIN_CHANNELS__WATER_SLACK ")
    assert not SECRET.search(str(refused.value))
    assert not SECRET.search(caplog.text)


def test_the_address_that_slack_shows_is_a_channel_too():
    assert connect("desk", f"https://hooks.slack.com/services/{SLACK_URL.removeprefix('slack://')}").kind == "slack"


def test_all_wrong_urls_are_told_at_once():
    with pytest.raises(ConfigurationError) as refused:
        connect_all({"a": SecretStr("x"), "b": SecretStr(SLACK_URL), "c": SecretStr("y")})
    assert [line.split()[0] for line in str(refused.value).splitlines()] == [
        "TOCSIN_CHANNELS__A",
        "TOCSIN_CHANNELS__C",
    ]
    assert connect_all({"b": SecretStr(SLACK_URL)})["b"].kind == "slack"


async def test_what_an_operator_asks_for_in_the_url_is_kept_except_what_fights_us(impostor):
    impostor.replies = [Reply(503, "")]
    channel = connect("desk", f"{SLACK_URL}?footer=yes&retry=5&wait=0&optional=yes")
    with pytest.raises(DeliveryFailed):
        await channel.send(a_message())
    (request,) = impostor.requests
    assert request.body["attachments"][0]["footer"] == "Tocsin"
