import structlog

from streams.agents.sparing import LINES, SECONDS, Sparing


class FakeTime:
    now = 0.0

    def __call__(self):
        return self.now


def test_a_few_lines_are_logged_one_by_one_and_many_as_one_with_their_number():
    time = FakeTime()
    sparing = Sparing(clock=time)
    with structlog.testing.capture_logs() as logs:
        for number in range(2_000):
            sparing.say("warning", "down", channel="desk", alert=number)
        sparing.say("warning", "down", channel="other", alert=1)
        sparing.flush()
        assert len(logs) == LINES + 1
        time.now += SECONDS
        sparing.flush()
    assert logs[-1] == {
        "event": "down",
        "log_level": "warning",
        "channel": "desk",
        "alert": 1_999,
        "times": 2_000 - LINES,
    }
    assert len(logs) == LINES + 2


def test_a_fault_of_an_hour_is_a_few_lines_a_minute_and_nothing_is_left_unsaid():
    time = FakeTime()
    sparing = Sparing(clock=time)
    with structlog.testing.capture_logs() as logs:
        for _ in range(3_600):
            sparing.say("warning", "down", channel="desk")
            sparing.flush()
            time.now += 1
        time.now += SECONDS
        sparing.flush()
    assert len(logs) <= LINES + 3_600 / SECONDS + 1
    assert sum(line.get("times", 1) for line in logs) == 3_600
