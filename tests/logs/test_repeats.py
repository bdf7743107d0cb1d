"""Which log lines are shown, and how those that are not are counted."""

from __future__ import annotations

import io
import json
import logging
from collections import Counter

import pytest
import structlog

from streams import logs, metrics
from streams.logs.repeats import ALL_THEIRS, KINDS, OURS, WINDOW, Repeats
from streams.settings import Settings


class Log:
    """A log whose lines are made at a given time; what was shown, and what was counted."""

    def __init__(self):
        self.counted = Counter()
        self.repeats = Repeats(lambda logger: self.counted.update([logger]), ours="streams")
        self.shown = []

    def say(self, msg, *args, at=0.0, level=logging.ERROR, name="aiokafka"):
        record = logging.LogRecord(name, level, __file__, 1, msg, args, None)
        record.created = at
        if (line := self.repeats.shown(record)) is not None:
            self.shown.append(line.msg if isinstance(line.msg, dict) else line.getMessage())


@pytest.fixture
def log():
    return Log()


def test_a_line_that_repeats_itself_is_shown_once_a_minute_with_how_many_were_left_out(log):
    for tenth in range(1200):
        log.say("Unable connect to node with id %s: %s", tenth % 3, "refused", at=tenth / 10)
    assert log.shown == [
        "Unable connect to node with id 0: refused",
        "Unable connect to node with id 0: refused (599 more like it)",
    ]
    assert log.counted["aiokafka"] == 1198


def test_the_first_line_of_a_kind_is_always_shown(log):
    for number in range(200):
        log.say(f"kind {chr(0x4E00 + number)}")
    assert len(log.shown) == 200


def test_numbers_and_addresses_in_a_text_make_no_other_kind(log):
    for number in range(100):
        log.say(f"Unclosed <AIOKafkaConsumer at 0x{number:x}f> after {number} s")
    assert len(log.shown) == 1


def test_repeated_lines_of_all_libraries_together_are_bounded(log):
    kinds = [f"kind {chr(0x4E00 + number)}" for number in range(100)]
    for kind in kinds:
        log.say(kind)
    log.shown.clear()
    for kind in kinds:
        log.say(kind, at=WINDOW)
    assert len(log.shown) == ALL_THEIRS
    assert log.counted["aiokafka"] == 100 - ALL_THEIRS


def test_critical_lines_are_always_shown_and_so_is_what_is_no_fault(log):
    for _ in range(100):
        log.say("the end", level=logging.CRITICAL)
        log.say("sent", level=logging.INFO)
    assert len(log.shown) == 200


def test_a_warning_of_ours_is_shown_up_to_a_line_a_second_whatever_it_is_about(log):
    for number in range(OURS + 10):
        log.say({"event": "rule mistake", "line": number}, name="streams.files.desk.watch", level=logging.WARNING)
    assert [line["line"] for line in log.shown] == list(range(OURS))
    log.say({"event": "rule mistake", "line": 99}, name="streams.files.desk.watch", level=logging.WARNING, at=WINDOW)
    assert log.shown[-1] == {"event": "rule mistake", "line": 99, "more_like_it": 10}


def test_what_was_left_out_and_never_came_again_is_told_once(log):
    for _ in range(5):
        log.say("Marking the coordinator dead (node %s)", 1)
    assert list(log.repeats.left_out(before=0.0)) == [
        "4 more like it from aiokafka: Marking the coordinator dead (node %s)"
    ]
    assert list(log.repeats.left_out(before=0.0)) == []


def test_kinds_without_end_take_no_memory_and_are_told_before_they_are_forgotten(log):
    for number in range(KINDS + 5):
        log.say(f"kind {chr(0x4E00 + number)}")
    log.say("kind 一")
    log.say("kind 一")
    for number in range(KINDS + 5):
        log.say(f"other {chr(0x4E00 + number)}")
    told = list(log.repeats.left_out(before=-1.0))
    assert told == ["2 more like it from aiokafka: kind 一"]
    log.shown.clear()
    log.say("kind 一", at=1.0)
    assert log.shown == ["kind 一"], "it is still remembered"


@pytest.fixture
def written(monkeypatch):
    """What the process's own log writes, as it is set up."""
    stream = io.StringIO()
    before, level = logging.root.handlers[:], logging.root.level
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr(
        logs, "_REPEATS", Repeats(lambda logger: metrics.LINES_LEFT_OUT.labels(logger).inc(), ours="streams")
    )
    logs.configure(Settings(log_json=True, _env_file=None))
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.root.handlers[:] = before
    logging.root.setLevel(level)
    structlog.reset_defaults()


def test_all_that_was_left_out_is_told_before_a_critical_line_and_counted(written):
    for _ in range(10):
        logging.getLogger("aiokafka.test").error("Unable to update metadata from %s", [1])
    structlog.get_logger("streams.test").critical("the end")
    assert [line["event"] for line in written()] == [
        "Unable to update metadata from [1]",
        "9 more like it from aiokafka.test: Unable to update metadata from %s",
        "the end",
    ]
    counted = metrics.REGISTRY.get_sample_value("tocsin_log_lines_left_out_total", {"logger": "aiokafka.test"})
    assert counted == 9


def test_a_log_that_is_closed_tells_what_it_left_out(written):
    for _ in range(3):
        logging.getLogger("aiokafka.other").error("again")
    logging.root.handlers[0].close()
    assert written()[-1]["event"] == "2 more like it from aiokafka.other: again"
