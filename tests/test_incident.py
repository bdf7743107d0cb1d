"""Whoever reads `incidents` keeps the newest state of each, whatever a writer that woke too late has put behind it."""

from __future__ import annotations

import datetime as dt

import pytest
from builders import KHERSON, KURAKHOVE, NOON, a_match
from hypothesis import given
from hypothesis import strategies as st

from streams.alert import gather, tick
from streams.incident import START, Incident, Newest, Position

HOUR = dt.timedelta(hours=1)
STALE = dt.timedelta(hours=2)

Written = tuple[str, bytes | None, Position]


def history(steps: list[str]) -> list[Written]:
    """What one owner writes to `incidents` for reports at two places and for time passing."""
    known: dict[str, Incident] = {}
    written: list[Written] = []
    now = NOON
    for offset, step in enumerate(steps):
        position = Position(0, offset)
        if step == "time":
            now += 100 * HOUR
            gathered = tick(known.values(), now)
        else:
            place = KHERSON if step == "Kherson" else KURAKHOVE
            found = a_match(article=str(offset), place=place, published_at=now, fetched_at=now)
            gathered = gather(known.values(), found, stale_after=STALE)
        gathered = gathered.at(position)
        written += [(one.id, one.to_json(), position) for one in gathered.incidents]
        written += [(forgotten, None, position) for forgotten in gathered.forgotten]
        known |= {one.id: one for one in gathered.incidents}
        for forgotten in gathered.forgotten:
            del known[forgotten]
    return written


def read(log: list[Written]) -> Newest:
    newest = Newest()
    for record in log:
        newest.read(*record)
    return newest


STEPS = st.lists(st.sampled_from(["Kherson", "Kurakhove", "time"]), min_size=1, max_size=12)


@st.composite
def disturbed(draw) -> tuple[list[Written], list[Written]]:
    """An owner's log, and the same with what another wrote of it before it knew: late, in its order, anywhere."""
    owned = history(draw(STEPS))
    first = draw(st.integers(0, len(owned)))
    late = owned[first : draw(st.integers(first, len(owned)))]
    log = list(owned)
    at = 0
    for record in late:
        at = draw(st.integers(max(at, log.index(record) + 1), len(log)))  # nobody knows what is not yet so
        log.insert(at, record)
        at += 1
    return owned, log


@given(disturbed())
def test_a_stale_writer_changes_nothing_of_what_is_read(logs):
    owned, log = logs
    assert read(log).states == read(owned).states
    assert read(log).position == read(owned).position


@given(disturbed())
def test_a_state_never_goes_backwards_while_it_is_read(logs):
    newest, seen = Newest(), {}
    for record in logs[1]:
        newest.read(*record)
        for incident_id, value in newest.states.items():
            state = Incident.model_validate_json(value)
            before = seen.get(incident_id)
            assert before is None or set(before.matches) <= set(state.matches)
            assert before is None or (before.position, before.seq) <= (state.position, state.seq)
            seen[incident_id] = state


@given(disturbed())
def test_what_a_stale_writer_stands_behind_is_named_and_written_again_it_survives_compaction(logs):
    owned, log = logs
    newest = read(log)
    for incident_id in sorted(newest.overwritten):
        log.append((incident_id, newest.states.get(incident_id), newest.position))
    compacted = {incident_id: (incident_id, value, position) for incident_id, value, position in log}
    assert read(list(compacted.values())).states == read(owned).states
    assert not read(log).overwritten


def test_the_end_of_an_incident_is_not_undone_by_an_older_state_nor_a_newer_state_by_an_older_end():
    assert read([("a", b"{}", Position(0, 3)), ("a", None, Position(0, 5)), ("a", b"{}", Position(0, 4))]).states == {}
    assert read([("a", b"{}", Position(0, 7)), ("a", None, Position(0, 5))]).states == {"a": b"{}"}


def test_where_records_tell_no_position_the_last_holds_as_ever():
    assert read([("a", b"1", START), ("a", b"2", START)]).states == {"a": b"2"}
    assert read([("a", b"1", START), ("a", None, START)]).states == {}


def test_a_topic_that_begins_anew_outranks_the_higher_offsets_of_its_former_life():
    assert read([("a", b"new", Position(1, 0)), ("a", b"old", Position(0, 900))]).states == {"a": b"new"}


@pytest.mark.parametrize(
    ("text", "position"),
    [("2-17", Position(2, 17)), ("0--1", START), ("", START), (None, START), ("17", START), ("1-2-3", START)],
)
def test_a_position_is_read_from_what_a_record_says(text, position):
    assert Position.read(text) == position


def test_a_position_is_read_as_it_is_written():
    assert Position.read(str(Position(3, 12))) == Position(3, 12)
