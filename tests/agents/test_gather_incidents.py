"""A record of `matches` is gathered once, and what a worker that woke too late wrote is written over."""

from __future__ import annotations

import datetime as dt
import json
from types import SimpleNamespace

import pytest
from builders import NOON, a_match
from hypothesis import given
from hypothesis import strategies as st

from streams.agents import ledger as ledger_module
from streams.agents.gather_incidents import take
from streams.agents.ledger import Ledger, Ledgers
from streams.facts import Number
from streams.incident import Incident, Position, Tick
from streams.kafka.records import TopicRecord
from streams.kafka.topics import ALERTS, INCIDENTS, TICK
from streams.settings import Settings

SETTINGS = Settings(_env_file=None)
HOUR = dt.timedelta(hours=1)


class Topics:
    """Takes what is sent, as a broker does: `incidents` gives offsets. It stops taking anything after ``left`` records."""

    def __init__(self, *, left: int = 10**6) -> None:
        self.alerts: list[bytes] = []
        self.incidents: list[TopicRecord] = []
        self.left = left

    async def send(self, topic, *, key, value, headers=(), partition=None):
        if not self.left:
            raise PowerCut
        self.left -= 1
        if topic is ALERTS:
            self.alerts.append(value)
        if topic is INCIDENTS:
            self.incidents.append(TopicRecord(partition, len(self.incidents), key.encode(), value, headers))
        return len(self.incidents) - 1


class PowerCut(Exception):
    """The process is gone."""


def a_record(offset: int, found) -> SimpleNamespace:
    headers = [("ce_type", TICK.encode())] if isinstance(found, Tick) else []
    return SimpleNamespace(partition=0, offset=offset, value=found.to_json(), headers=headers)


def loaded(topics: Topics) -> Ledger:
    """A ledger as a worker that takes the partition over reads it."""
    newest = ledger_module.Newest()
    for record in topics.incidents:
        newest.read(record.name, record.value, record.position)
    states = [Incident.model_validate_json(value) for value in newest.states.values()]
    return Ledger(states, position=newest.position, next_offset=len(topics.incidents), owed=newest.overwritten)


def told(number: int, *, hours: int = 0, killed: int = 0):
    facts = {"killed": Number(min=killed, max=killed, quote=f"killed {killed}")} if killed else {}
    return a_match(article=str(number), published_at=NOON + hours * HOUR, fetched_at=NOON + 40 * HOUR, facts=facts)


BRIDGED = [told(0), told(1, hours=30), told(2, hours=15), Tick(at=NOON + 90 * HOUR)]
"""Two incidents that the third report proves to be one, which then ends."""


async def gather_all(topics: Topics, found, ledger: Ledger | None = None) -> Ledger:
    ledger = ledger or Ledger()
    for offset, one in enumerate(found):
        await take(a_record(offset, one), ledger, topics, SETTINGS)
    return ledger


async def test_states_tell_in_value_and_header_which_record_they_include():
    topics = Topics()
    await gather_all(topics, [told(0), told(1)])
    assert [Incident.model_validate_json(one.value).position for one in topics.incidents] == [(0, 0), (0, 1)]
    assert [one.position for one in topics.incidents] == [(0, 0), (0, 1)]


async def test_what_a_state_includes_is_not_gathered_again():
    topics = Topics()
    await gather_all(topics, BRIDGED)
    before = (list(topics.alerts), list(topics.incidents))
    await gather_all(topics, BRIDGED, loaded(topics))
    assert (topics.alerts, topics.incidents) == before


@given(cut=st.integers(0, 12))
async def test_cut_off_anywhere_a_history_goes_on_where_it_stood(cut):
    whole, topics = Topics(), Topics(left=cut)
    await gather_all(whole, BRIDGED)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("streams.agents.gather_incidents.log", SimpleNamespace(warning=lambda *_, **__: None))
        try:
            await gather_all(topics, BRIDGED)
        except PowerCut:
            topics.left = 10**6
            await gather_all(topics, BRIDGED, loaded(topics))
    assert set(topics.alerts) == set(whole.alerts)
    assert {one.id: one for one in loaded(topics).all()} == {one.id: one for one in loaded(whole).all()}


async def test_a_stale_state_behind_our_own_is_noticed_at_our_next_and_written_over():
    topics = Topics()
    ledger = await gather_all(topics, [told(0), told(1)])
    stale = topics.incidents[0]
    topics.incidents.append(stale._replace(offset=2))
    await take(a_record(2, a_match(article="9", family="offensive")), ledger, topics, SETTINGS)
    assert ledger.overtaken
    for record in topics.incidents[ledger.next_offset :]:
        ledger.look_at(record)
    await take(a_record(3, Tick(at=NOON)), ledger, topics, SETTINGS)
    last = {record.name: Incident.model_validate_json(record.value) for record in topics.incidents}
    assert last[stale.name].article_count == 2
    assert ledger.next_offset == len(topics.incidents)


async def test_a_stale_state_found_at_taking_over_is_written_over_before_anything_is_gathered():
    topics = Topics()
    await gather_all(topics, [told(0), told(1)])
    topics.incidents.append(topics.incidents[0]._replace(offset=2))
    await take(a_record(2, Tick(at=NOON)), loaded(topics), topics, SETTINGS)
    assert Incident.model_validate_json(topics.incidents[-1].value).article_count == 2
    assert not loaded(topics).owed


async def test_a_stale_state_of_an_incident_that_is_forgotten_is_ended_again():
    topics = Topics()
    ends = [Tick(at=NOON + 90 * HOUR), Tick(at=NOON + 900 * HOUR)]
    ledger = await gather_all(topics, [told(0), *ends])
    assert topics.incidents[-1].value is None
    topics.incidents.append(topics.incidents[0]._replace(offset=len(topics.incidents)))
    ledger.look_at(topics.incidents[-1])
    await take(a_record(3, Tick(at=NOON)), ledger, topics, SETTINGS)
    assert loaded(topics).all() == []
    assert topics.incidents[-1].value is None


async def test_what_another_program_writes_to_the_topic_is_left_alone():
    topics = Topics()
    ledger = await gather_all(topics, [told(0)])
    ledger.look_at(TopicRecord(0, 1, b"theirs", b"{not json", ()))
    assert ledger.owed == set()


async def test_newer_states_than_ours_end_the_process(monkeypatch):
    def give_up(event, **_):
        raise PowerCut(event)

    monkeypatch.setattr(ledger_module, "give_up", give_up)
    topics = Topics()
    ledger = await gather_all(topics, [told(0)])
    newer = [("ce_sequence", str(Position(0, 7)).encode())]
    with pytest.raises(PowerCut, match="another worker owns the partition"):
        ledger.look_at(topics.incidents[0]._replace(offset=1, headers=newer))


async def test_a_toll_told_to_one_worker_and_then_another_are_two_alerts_with_two_ids():
    """What swallowed a critical alert: two workers counted on from the same state."""
    one, other = Topics(), Topics()
    ledger = await gather_all(one, [told(0)])
    await gather_all(other, [told(0)])
    await take(a_record(1, told(1, killed=2)), ledger, one, SETTINGS)
    await take(a_record(1, told(2, killed=34)), loaded(other), other, SETTINGS)
    assert one.alerts[0] == other.alerts[0]
    told_by = [json.loads(topics.alerts[1]) for topics in (one, other)]
    assert [alert["seq"] for alert in told_by] == [2, 2]
    assert told_by[0]["id"] != told_by[1]["id"]


@pytest.fixture
def brokers(monkeypatch):
    """What stands in `incidents`, and how many records `matches` has."""
    topics = Topics()
    ends = {"matches": 3}

    async def records(_settings, topic, partitions, *, since=0):
        assert (topic, list(partitions)) == (INCIDENTS, [0])
        for record in topics.incidents[since:]:
            yield record

    async def end_of(_settings, topic, partition):
        assert partition == 0
        return ends[topic.name]

    monkeypatch.setattr(ledger_module, "records", records)
    monkeypatch.setattr(ledger_module, "end_of", end_of)
    return topics, ends


async def test_a_partition_that_is_taken_over_goes_on_behind_what_its_states_include(brokers):
    topics, _ = brokers
    await gather_all(topics, [told(0), told(1)])
    ledger = await Ledgers(SETTINGS).of(0, offset=1)
    assert (ledger.position, ledger.next_offset, len(ledger.all())) == (Position(0, 1), 2, 1)


async def test_where_matches_begins_anew_its_low_offsets_are_newer_than_the_high_ones_before(brokers):
    topics, ends = brokers
    await gather_all(topics, [told(0), told(1)])
    ends["matches"] = 1
    ledger = await Ledgers(SETTINGS).of(0, offset=0)
    await take(a_record(0, told(2)), ledger, topics, SETTINGS)
    assert topics.incidents[-1].position == Position(1, 0)
    assert Incident.model_validate_json(topics.incidents[-1].value).article_count == 3


async def test_a_partition_that_goes_backwards_under_its_owner_is_read_anew(brokers):
    topics, ends = brokers
    await gather_all(topics, [told(0), told(1)])
    ledgers = Ledgers(SETTINGS)
    before = await ledgers.of(0, offset=2)
    assert await ledgers.of(0, offset=3) is before
    ends["matches"] = 1
    assert (await ledgers.of(0, offset=0)).position == Position(1, -1)


async def test_what_others_have_written_is_read_from_where_it_is_not_known(brokers):
    topics, _ = brokers
    await gather_all(topics, [told(0), told(1)])
    ledgers = Ledgers(SETTINGS)
    ledger = await ledgers.of(0, offset=2)
    topics.incidents.append(topics.incidents[0]._replace(offset=2))
    await ledgers.look_behind(0, ledger)
    assert (ledger.owed, ledger.next_offset, ledger.overtaken) == ({topics.incidents[0].name}, 3, False)
