import pytest
from builders import a_message
from hypothesis import given
from hypothesis import strategies as st

from streams.delivery import Outcome
from streams.errors import DeliveryFailed, DeliveryUnknown
from streams.notify.retry import JITTER, LONGEST_WAIT, Ended, Policy, deliver, wait_before

HOUR = Policy(first=1, total=3600)


class FakeChannel:
    """A channel that answers what it is told to, in turn, then takes everything."""

    name, kind = "fake", "plain"

    def __init__(self, *answers):
        self.answers = list(answers)
        self.sent = []

    async def send(self, message):
        if self.answers:
            raise self.answers.pop(0)
        self.sent.append(message)


class FakeTime:
    """Time that passes only by sleeping."""

    def __init__(self):
        self.slept = []

    async def sleep(self, seconds):
        self.slept.append(seconds)

    def clock(self):
        return sum(self.slept)


async def delivered(channel, policy=HOUR, chance=0.0):
    time = FakeTime()
    ended = await deliver(channel, a_message(), policy, sleep=time.sleep, clock=time.clock, chance=lambda: chance)
    return ended, time.slept


async def test_what_is_taken_is_sent_once():
    channel = FakeChannel()
    assert await delivered(channel) == (Ended(Outcome.SENT, 1), [])
    assert len(channel.sent) == 1


async def test_waits_double_up_to_five_minutes_and_end_with_the_time():
    ended, slept = await delivered(FakeChannel(*[DeliveryFailed("down")] * 1_000))
    assert slept[:10] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300]
    assert sum(slept) == 3600
    assert ended == Ended(Outcome.FAILED, len(slept) + 1, "down")


async def test_never_waits_less_than_the_service_asks():
    ended, slept = await delivered(FakeChannel(DeliveryFailed("429", retry_after=30)))
    assert (ended.outcome, ended.attempts, slept) == (Outcome.SENT, 2, [30])


async def test_gives_up_at_once_when_the_service_asks_for_more_time_than_there_is():
    ended, slept = await delivered(FakeChannel(DeliveryFailed("429", retry_after=7200)))
    assert (ended, slept) == (Ended(Outcome.FAILED, 1, "429"), [])


async def test_never_tries_again_what_cannot_help():
    channel = FakeChannel(DeliveryFailed("401", final=True))
    assert await delivered(channel) == (Ended(Outcome.FAILED, 1, "401"), [])
    assert channel.sent == []


async def test_what_may_have_arrived_is_tried_once_more_and_says_so():
    ended, slept = await delivered(FakeChannel(DeliveryUnknown("no answer")))
    assert (ended.outcome, ended.attempts, len(slept)) == (Outcome.SENT, 2, 1)
    assert "may have come twice" in ended.error


@pytest.mark.parametrize("second", [DeliveryUnknown("still none"), DeliveryFailed("401", final=True)])
async def test_what_may_have_arrived_is_never_tried_a_third_time_nor_called_failed(second):
    ended, _ = await delivered(FakeChannel(DeliveryUnknown("no answer"), second))
    assert (ended.outcome, ended.attempts) == (Outcome.UNKNOWN, 2)


async def test_no_time_is_one_attempt():
    assert await delivered(FakeChannel(DeliveryFailed("x")), Policy(1, 0)) == (Ended(Outcome.FAILED, 1, "x"), [])


async def test_every_failed_attempt_is_told():
    told = []

    async def failed(attempt, error):
        told.append((attempt, str(error)))

    channel = FakeChannel(DeliveryFailed("a"), DeliveryFailed("b", final=True))
    await deliver(channel, a_message(), HOUR, sleep=FakeTime().sleep, failed=failed)
    assert told == [(1, "a"), (2, "b")]


@given(
    st.integers(2, 5_000),
    st.none() | st.floats(0, 1e6),
    st.floats(-10, 1e5),
    st.floats(0, 1),
    st.floats(0.01, 1e4),
)
def test_a_wait_is_bounded_and_as_long_as_asked(attempt, asked, left, chance, first):
    wait = wait_before(Policy(first, 3600), attempt, asked=asked, left=left, chance=chance)
    if wait is None:
        assert left <= 0 or asked > left
        return
    assert (asked or 0) <= wait <= left
    assert wait <= max(LONGEST_WAIT, (asked or 0) + 5 * JITTER)
