from builders import a_message
from hypothesis import given
from hypothesis import strategies as st

from streams.delivery import Outcome
from streams.errors import DeliveryFailed, DeliveryUnknown
from streams.notify.retry import ASK_EVERY, JITTER, LONGEST_WAIT, Policy, Progress, deliver, wait_before

HOUR = Policy(first=1, total=3600)


class FakeChannel:
    """A channel that answers what it is told to, in turn, then takes everything; asked, it says ``alive`` in turn."""

    name, kind = "fake", "plain"

    def __init__(self, *answers, alive=()):
        self.replies = list(answers)
        self.alive = list(alive)
        self.sent = []

    async def send(self, message):
        if self.replies:
            raise self.replies.pop(0)
        self.sent.append(message)

    async def answers(self):
        return self.alive.pop(0) if self.alive else True


class FakeTime:
    """Time that passes only by sleeping."""

    def __init__(self):
        self.slept = []

    async def sleep(self, seconds):
        self.slept.append(seconds)

    def clock(self):
        return sum(self.slept)


def written(repeated):
    return a_message("again" if repeated else "first")


async def delivered(channel, policy=HOUR, chance=0.0, **options):
    time = FakeTime()
    ended = await deliver(
        channel, written, policy, sleep=time.sleep, clock=time.clock, chance=lambda: chance, **options
    )
    return ended, time.slept


def sent(attempts, unanswered=()):
    return Progress(Outcome.SENT, attempts, unanswered)


async def test_what_is_taken_is_sent_once():
    channel = FakeChannel()
    assert await delivered(channel) == (sent(1), [])
    assert channel.sent == [a_message("first")]


async def test_waits_double_up_to_five_minutes_and_end_with_the_time():
    ended, slept = await delivered(FakeChannel(*[DeliveryFailed("down")] * 1_000))
    assert slept[:10] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300]
    assert sum(slept) == 3600
    given_up = "down; given up: TOCSIN_RETRY_FOR allows 3600 s"
    assert ended == Progress(Outcome.FAILED, len(slept) + 1, error=given_up)


async def test_the_time_counts_from_when_it_was_there_to_be_told_and_one_attempt_is_always_made():
    ended, slept = await delivered(FakeChannel(*[DeliveryFailed("down")] * 1_000), since=-3_590)
    assert (ended.outcome, sum(slept)) == (Outcome.FAILED, 10)
    assert await delivered(FakeChannel(), since=-7_200) == (sent(1), [])
    ended, slept = await delivered(FakeChannel(DeliveryUnknown("no answer")), since=-7_200)
    assert (ended.outcome, ended.attempts, ended.unanswered, slept) == (Outcome.UNKNOWN, 1, (1,), [])


async def test_never_waits_less_than_the_service_asks():
    assert await delivered(FakeChannel(DeliveryFailed("429", retry_after=30))) == (sent(2), [30])


async def test_gives_up_at_once_when_the_service_asks_for_more_time_than_there_is():
    ended, slept = await delivered(FakeChannel(DeliveryFailed("429", retry_after=7200)))
    assert (ended.outcome, ended.attempts, slept) == (Outcome.FAILED, 1, [])


async def test_never_tries_again_what_cannot_help():
    channel = FakeChannel(DeliveryFailed("401", final=True))
    assert await delivered(channel) == (Progress(Outcome.FAILED, 1, error="401"), [])
    assert channel.sent == []


async def test_what_may_have_arrived_is_sent_again_and_the_message_says_so():
    channel = FakeChannel(DeliveryUnknown("no answer"), DeliveryFailed("503"))
    assert await delivered(channel) == (sent(3, unanswered=(1,)), [1, 2])
    assert channel.sent == [a_message("again")]


async def test_what_may_have_arrived_is_tried_as_long_as_the_time_lasts_and_never_called_failed():
    ended, slept = await delivered(FakeChannel(*[DeliveryUnknown("none")] * 1_000))
    assert (ended.outcome, sum(slept)) == (Outcome.UNKNOWN, 3600)
    assert ended.unanswered == tuple(range(1, ended.attempts + 1))
    ended, _ = await delivered(FakeChannel(DeliveryUnknown("none"), DeliveryFailed("401", final=True)))
    assert (ended.outcome, ended.attempts, ended.error) == (Outcome.UNKNOWN, 2, "401")


async def test_a_silent_service_is_asked_first_so_that_nothing_comes_often():
    channel = FakeChannel(DeliveryUnknown("none"), alive=[False] * 20)
    ended, slept = await delivered(channel)
    assert ended == sent(2, unanswered=(1,))
    assert slept == [1] + [ASK_EVERY] * 20


async def test_a_service_that_answers_no_question_is_told_again_all_the_same():
    channel = FakeChannel(DeliveryUnknown("none"), alive=[False] * 1_000)
    ended, slept = await delivered(channel)
    assert ended == sent(2, unanswered=(1,))
    assert sum(slept) <= 1 + LONGEST_WAIT + ASK_EVERY


async def test_what_was_tried_before_counts_on():
    before = Progress(attempts=4, unanswered=(2, 4))
    channel = FakeChannel(DeliveryUnknown("none"))
    ended, _ = await delivered(channel, progress=before)
    assert ended == sent(6, unanswered=(2, 4, 5))
    assert channel.sent == [a_message("again")]


async def test_no_time_is_one_attempt():
    ended, slept = await delivered(FakeChannel(DeliveryFailed("x")), Policy(1, 0))
    assert (ended.outcome, ended.attempts, slept) == (Outcome.FAILED, 1, [])


async def test_every_attempt_is_told_before_it_is_made_and_when_it_came_to_nothing():
    told = []

    async def note(progress):
        told.append((progress.attempts, progress.unanswered, progress.error))

    await delivered(FakeChannel(DeliveryUnknown("a"), DeliveryFailed("b", final=True)), note=note)
    assert told == [(1, (), None), (1, (1,), "a"), (2, (1,), None)]


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
