"""When a worker is not ready, and when it must end: judged from looks at the brokers."""

from __future__ import annotations

import pytest

from streams.health.judgement import CHANGED, GONE, LEADERLESS, SILENT, STILL, STUCK, Health, Look

A, B = ("articles", 0), ("articles", 1)


def a_look(*, counts=None, leaderless=(), committed=None, starts=None, ends=None):
    return Look(
        counts={"articles": 2} if counts is None else counts,
        leaderless=leaderless,
        committed={A: 5, B: 5} if committed is None else committed,
        starts={A: 0, B: 0} if starts is None else starts,
        ends={A: 5, B: 5} if ends is None else ends,
    )


@pytest.fixture
def health():
    well = Health(partitions=2, now=0.0)
    well.saw(a_look(), 0.0)
    return well


def test_a_worker_whose_brokers_answer_and_whose_work_is_done_lacks_nothing(health):
    assert health.amiss(1.0) == []
    assert health.hopeless(1.0) is None


def test_one_look_without_an_answer_is_not_yet_silence(health):
    health.failed("connection refused")
    assert not health.silent(SILENT - 0.1)
    assert health.amiss(SILENT - 0.1) == []


def test_brokers_that_stay_silent_are_told_with_the_error_and_never_end_the_worker(health):
    health.failed("connection refused")
    assert health.amiss(SILENT) == ["the brokers have not answered for 4 s: connection refused"]
    assert health.hopeless(86_400.0) is None


def test_an_answer_ends_the_silence_at_once(health):
    health.failed("connection refused")
    health.saw(a_look(), 60.0)
    assert health.amiss(60.0) == []


def test_no_look_for_a_long_time_is_no_silence(health):
    """The event loop was busy, or the lookout is stopped: neither says anything of the brokers."""
    assert not health.silent(600.0)


def test_records_that_wait_while_commits_stand_still_are_told_and_in_the_end_end_the_worker(health):
    for second in range(int(STUCK) + 2):
        health.saw(a_look(ends={A: 9, B: 5}), float(second))
    assert health.amiss(STILL - 1) == []
    assert health.amiss(STILL) == ["articles-0: 4 records wait, and no commit for 30 s"]
    assert health.hopeless(STUCK - 1) is None
    assert "commits stand still at 5" in health.hopeless(STUCK)


def test_a_commit_that_moves_is_no_standstill_however_much_waits(health):
    for second in range(200):
        health.saw(a_look(committed={A: second, B: 5}, ends={A: 9_999, B: 5}), float(second))
    assert health.amiss(200.0) == []
    assert health.standing_for(200.0) == pytest.approx(1.0)


def test_the_time_without_brokers_is_no_standstill_of_the_commits(health):
    health.saw(a_look(ends={A: 9, B: 5}), 1.0)
    health.failed("connection refused")
    health.saw(a_look(ends={A: 9, B: 5}), STUCK + 100)
    assert health.amiss(STUCK + 100) == []
    assert health.hopeless(STUCK + 100) is None


@pytest.mark.parametrize("committed", [-1, 3])
def test_records_that_were_deleted_unread_do_not_wait(committed):
    health = Health(partitions=2, now=0.0)
    for second in (0.0, STUCK + 1):
        health.saw(a_look(committed={A: committed, B: 5}, starts={A: 5, B: 0}), second)
    assert health.lag == {A: 0, B: 0}
    assert health.hopeless(STUCK + 1) is None


def test_a_topic_that_is_missing_is_told_at_once_and_ends_the_worker_when_nobody_makes_it_again(health):
    for second in range(int(GONE) + 2):
        health.saw(a_look(counts={}, committed={}, starts={}, ends={}), float(second))
    assert health.amiss(0.0) == ["topic articles is missing: it was deleted"]
    assert health.hopeless(GONE - 1) is None
    assert health.hopeless(GONE) == "topic articles is missing: it was deleted"


def test_a_topic_that_has_not_been_seen_yet_is_not_missing():
    """The embedded broker makes topics at first use."""
    health = Health(partitions=2, now=0.0)
    health.saw(a_look(counts={}, committed={}, starts={}, ends={}), 0.0)
    assert health.amiss(60.0) == []


def test_another_number_of_partitions_ends_the_worker_with_both_numbers(health):
    for second in (10.0, 11.0, 12.0):
        health.saw(a_look(counts={"articles": 3}), second)
    assert health.hopeless(10.0 + CHANGED) == "topic articles has 3 partitions, the settings ask for 2"


@pytest.mark.parametrize(
    "anew",
    [
        pytest.param(a_look(committed={A: -1, B: -1}, ends={A: 1, B: 0}), id="fewer records than before"),
        pytest.param(a_look(committed={A: -1, B: 5}, ends={A: 9, B: 9}), id="more records, but the commit is gone"),
        pytest.param(a_look(committed={A: 7, B: 5}, ends={A: 5, B: 5}), id="a commit beyond the end"),
    ],
)
def test_a_topic_that_was_made_anew_is_told_and_ends_the_worker_even_when_it_grows_quickly(health, anew):
    health.saw(anew, 10.0)
    assert "topic articles is not the one it was" in health.amiss(10.0)[0]
    health.saw(a_look(committed={A: 99, B: 99}, ends={A: 99, B: 99}), 11.0)
    health.saw(a_look(committed={A: 99, B: 99}, ends={A: 99, B: 99}), 12.0)
    assert "topic articles is not the one it was" in health.hopeless(10.0 + CHANGED)


def test_a_commit_beyond_the_end_is_named_so_that_it_can_be_taken_back(health):
    health.saw(a_look(committed={A: 7, B: 5}), 10.0)
    assert health.beyond == {A}


def test_partitions_taken_over_or_given_up_are_no_vanished_commits(health):
    health.saw(a_look(committed={}), 1.0)
    health.saw(a_look(committed={A: -1}, ends={A: 5, B: 5}), 2.0)
    assert health.amiss(2.0) == []


def test_a_partition_without_a_leader_is_told_when_it_stays_so(health):
    for second in (1.0, 2.0, 1.0 + LEADERLESS):
        health.saw(a_look(leaderless=[A]), second)
    assert health.amiss(2.0) == []
    assert health.amiss(1.0 + LEADERLESS) == ["no broker leads 1 partitions of articles"]
