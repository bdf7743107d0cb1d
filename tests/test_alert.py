from __future__ import annotations

import datetime as dt
import itertools
import json

import pytest
from builders import KHERSON, KURAKHOVE, NOON, a_match, an_article
from hypothesis import given
from hypothesis import strategies as st

from streams.alert import Alert, Gathered, gather, tick
from streams.facts import Number
from streams.incident import Incident, Summary
from streams.match.found import Match
from streams.match.gist import Gist, HappenedAt
from streams.message import render
from streams.places.place import MentionedPlace
from streams.proving.replay import replay
from streams.reading.voice import Voice

STALE = dt.timedelta(hours=2)
HOUR = dt.timedelta(hours=1)


def killed(number: int) -> dict[str, Number]:
    return {"killed": Number(min=number, max=number, quote=f"killed {number}")}


class Gathering:
    """Matches and ticks gathered one after another, as an agent does."""

    def __init__(self) -> None:
        self.known: dict[str, Incident] = {}
        self.alerts: list[Alert] = []

    def add(self, gathered: Gathered) -> list[str]:
        self.known |= {incident.id: incident for incident in gathered.incidents}
        for forgotten in gathered.forgotten:
            del self.known[forgotten]
        self.alerts += gathered.alerts
        return [f"{alert.change}/{alert.decision.code}" for alert in gathered.alerts]

    def match(self, **fields) -> list[str]:
        return self.add(gather(list(self.known.values()), a_match(**fields), stale_after=STALE))

    def tick(self, now: dt.datetime) -> list[str]:
        return self.add(tick(list(self.known.values()), now))


def test_the_first_match_opens_an_incident():
    assert Gathering().match() == ["opened/first"]


def test_the_same_event_told_by_another_outlet_is_not_worth_telling():
    gathering = Gathering()
    gathering.match(article="1")
    assert gathering.match(article="2", source="other.example") == []
    (incident,) = gathering.known.values()
    assert (incident.article_count, incident.sources) == (2, ("outlet.example", "other.example"))


def test_a_match_gathered_before_changes_nothing():
    gathering = Gathering()
    gathering.match(article="1")
    before = dict(gathering.known)
    assert gathering.match(article="1") == []
    assert gathering.known == before


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"severity": "critical"}, ["escalated/severity"]),
        ({"severity": "medium"}, []),
        ({"status": "claimed"}, ["updated/status"]),
        ({"place": KHERSON}, ["opened/first"]),
        ({"family": "offensive"}, ["opened/first"]),
        ({"published_at": NOON + 30 * HOUR}, ["opened/first"]),
        ({"published_at": NOON + 20 * HOUR}, []),
    ],
)
def test_only_what_is_worth_telling_is_told(fields, told):
    gathering = Gathering()
    gathering.match(article="1", severity="high", status="expected")
    assert gathering.match(**{"article": "2", "severity": "high", "status": "expected"} | fields) == told


def test_the_most_severe_rule_names_the_incident():
    gathering = Gathering()
    gathering.match(article="1", rule="combat/missile-strike", severity="high")
    gathering.match(article="2", rule="infrastructure/dam-strike", severity="critical")
    assert gathering.alerts[-1].rule == "infrastructure/dam-strike"
    assert gathering.alerts[-1].rules == ("combat/missile-strike", "infrastructure/dam-strike")


def test_a_toll_that_escalates_the_rule_escalates_the_incident():
    gathering = Gathering()
    gathering.match(article="1", severity="high", facts=killed(2))
    assert gathering.match(article="2", severity="critical", facts=killed(12)) == ["escalated/severity"]
    assert gathering.alerts[-1].severity == "critical"
    assert gathering.alerts[-1].facts["killed"].min == 12


def test_a_toll_in_the_news_escalates_what_the_shipped_rules_opened(desk):
    told = [
        "Russian shelling of Kherson killed two people on Tuesday morning.",
        "Russian shelling of Kherson killed 14 people on Tuesday morning.",
    ]
    articles = [
        an_article(id=str(hour), title=None, text=text, published_at=NOON + hour * HOUR, fetched_at=None)
        for hour, text in enumerate(told)
    ]
    opened, *others = replay(articles, desk.ruleset, desk.gazetteer, stale_after=STALE)
    (escalated,) = (alert for alert in others if alert.change == "escalated")
    assert (opened.change, opened.facts["killed"].min) == ("opened", 2)
    assert (escalated.decision.code, escalated.severity) == ("severity", "critical")
    assert escalated.facts["killed"].min == 14
    assert "killed 14" in render(escalated, "plain", explain="").body


def test_a_toll_that_brings_no_other_severity_does_not_escalate_again():
    gathering = Gathering()
    gathering.match(article="1", severity="critical", facts=killed(12))
    assert gathering.match(article="2", severity="critical", facts=killed(15)) == ["updated/numbers"]
    assert gathering.match(article="3", severity="high", facts=killed(2)) == []


def test_an_alert_tells_the_largest_number_of_each_fact():
    gathering = Gathering()
    gathering.match(article="1", facts=killed(5))
    gathering.match(article="2", facts=killed(2) | {"injured": Number(min=9, max=9, quote="nine injured")})
    gathering.tick(NOON + 25 * HOUR)
    assert [sorted(alert.facts) for alert in gathering.alerts] == [["killed"], *[["injured", "killed"]] * 2]
    assert gathering.alerts[-1].facts["killed"].min == 5


def test_two_incidents_that_prove_to_be_one_share_their_facts():
    gathering = Gathering()
    gathering.match(article="1", published_at=NOON, facts=killed(3))
    gathering.match(article="2", published_at=NOON + 30 * HOUR, facts=killed(7))
    gathering.match(article="3", published_at=NOON + 15 * HOUR)
    (kept,) = (one for one in gathering.known.values() if one.merged_into is None)
    assert kept.facts == killed(7)


_TOLLS = st.builds(
    lambda low, more, quote: Number(min=low, max=None if more is None else low + more, quote=quote),
    st.integers(0, 3),
    st.none() | st.integers(0, 2),
    st.sampled_from(["a", "b"]),
)


@given(st.lists(st.dictionaries(st.sampled_from(["killed", "injured"]), _TOLLS), max_size=5), st.randoms())
def test_the_facts_do_not_depend_on_the_order_of_the_reports(told, random):
    reports = list(enumerate(told))
    states = []
    for _ in range(2):
        gathering = Gathering()
        for number, facts in reports:
            gathering.match(article=str(number), facts=facts)
        states.append([list(one.facts.items()) for one in gathering.known.values()])
        random.shuffle(reports)
    assert states[0] == states[1]


def test_the_quote_comes_with_the_article_it_is_from():
    gathering = Gathering()
    gathering.match(article="1", severity="high")
    gathering.match(article="2", severity="high", quote="another")
    gathering.match(article="3", severity="critical", rule="infrastructure/dam-strike", quote="the dam")
    assert [(alert.quote, alert.quoted.id) for alert in gathering.alerts] == [
        ("A missile struck Kurakhove.", "1"),
        ("the dam", "3"),
    ]


def happened(hours: int, quote: str | None = None) -> HappenedAt:
    at = NOON + hours * HOUR
    return HappenedAt.model_validate({"from": at, "to": at, "quote": quote})


def test_an_alert_says_when_the_event_happened():
    gathering = Gathering()
    gathering.match(happened_at=happened(-6, "at dawn"))
    (alert,) = gathering.alerts
    assert json.loads(alert.to_json())["happened_at"] == {
        "from": "2026-11-24T06:00:00Z",
        "to": "2026-11-24T06:00:00Z",
        "quote": "at dawn",
    }


@pytest.mark.parametrize(
    ("reports", "hours"),
    [
        ([("occurred", happened(-6, "at dawn")), ("occurred", happened(-3, "at nine"))], -6),
        ([("claimed", happened(-3, "at nine")), ("occurred", happened(-6, "at dawn"))], -3),
        ([("occurred", happened(0)), ("claimed", happened(-6, "at dawn"))], -6),
        ([("occurred", happened(1)), ("occurred", happened(0))], 0),
        ([("expected", happened(20, "tomorrow")), ("occurred", happened(2))], 2),
        ([("occurred", happened(2)), ("denied", happened(-6, "at dawn"))], 2),
        ([("expected", happened(0)), ("threatened", happened(20, "tomorrow"))], 20),
        ([("occurred", None), ("occurred", happened(0))], 0),
    ],
)
def test_the_first_report_that_says_when_it_happened_dates_the_event(reports, hours):
    gathering = Gathering()
    for number, (status, when) in enumerate(reports):
        gathering.match(article=str(number), status=status, happened_at=when)
    (incident,) = gathering.known.values()
    assert incident.happened_at.from_ == NOON + hours * HOUR


def test_two_incidents_that_prove_to_be_one_share_when_it_happened():
    gathering = Gathering()
    gathering.match(article="1", published_at=NOON, happened_at=happened(0))
    gathering.match(article="2", published_at=NOON + 30 * HOUR, happened_at=happened(-6, "at dawn"))
    gathering.match(article="3", published_at=NOON + 15 * HOUR, happened_at=happened(15))
    kept = next(one for one in gathering.known.values() if one.merged_into is None)
    assert kept.happened_at.quote == "at dawn"


def test_nothing_that_a_match_tells_is_lost_on_its_way_to_the_alert():
    told = a_match(
        tags=("water",),
        according_to=Voice(name="Vadym Filashkin"),
        happened_at=happened(-6, "at dawn"),
        places=(MentionedPlace(**KHERSON.model_dump()),),
        facts=killed(2),
    )
    assert all(told.parts(Gist).values())
    opened = gather([], told, stale_after=STALE)
    (incident,), (alert,) = opened.incidents, opened.alerts
    assert incident.parts(Gist) == told.parts(Gist)
    assert alert.parts(Summary) == incident.parts(Summary)


@pytest.mark.parametrize("record", [Match, Incident, Alert])
def test_the_order_of_a_record_names_each_of_its_fields(record):
    assert record.WRITTEN.split() == list(record.model_fields) == list(record.model_json_schema()["properties"])


def test_old_news_is_recorded_and_marked_late():
    gathering = Gathering()
    gathering.match(published_at=NOON, fetched_at=NOON + 5 * HOUR)
    assert [alert.late for alert in gathering.alerts] == [True]


def test_fresh_news_of_something_known_from_old_reports_is_told():
    gathering = Gathering()
    gathering.match(article="1", published_at=NOON, fetched_at=NOON + 5 * HOUR)
    assert gathering.match(article="2", published_at=NOON + 6 * HOUR) == ["updated/fresh"]
    assert not gathering.alerts[-1].late


def test_old_news_of_something_known_is_not_fresh_again():
    gathering = Gathering()
    gathering.match(article="1")
    gathering.match(article="2", published_at=NOON + HOUR, fetched_at=NOON + 9 * HOUR)
    assert gathering.match(article="3", published_at=NOON + 10 * HOUR) == []


def test_what_only_old_news_said_does_not_keep_fresh_news_quiet():
    gathering = Gathering()
    gathering.match(article="1", severity="medium")
    old = {"published_at": NOON + HOUR, "fetched_at": NOON + 9 * HOUR, "severity": "critical"}
    assert gathering.match(article="2", **old) == ["escalated/severity"]
    assert gathering.alerts[-1].late
    assert gathering.match(article="3", published_at=NOON + 9 * HOUR, severity="critical") == ["escalated/severity"]
    assert not gathering.alerts[-1].late


def test_another_rule_that_joins_is_told_to_those_who_ask_for_it():
    gathering = Gathering()
    gathering.match(article="1", rule="combat/drone-attack", tags=("fire",))
    assert gathering.match(article="1", rule="infrastructure/dam-strike", tags=("fire", "water")) == ["updated/again"]
    assert (gathering.alerts[-1].joined_by, gathering.alerts[-1].joined_tags) == (
        "infrastructure/dam-strike",
        ("water",),
    )


def test_an_incident_reported_again_after_it_was_quiet_is_open_again():
    gathering = Gathering()
    gathering.match(article="1")
    gathering.tick(NOON + 25 * HOUR)
    assert gathering.match(article="2", published_at=NOON + 20 * HOUR, fetched_at=NOON + 26 * HOUR) == ["updated/again"]
    assert [incident.closed_at for incident in gathering.known.values()] == [None]


def test_an_incident_ends_when_nothing_is_reported_for_its_window():
    gathering = Gathering()
    gathering.match()
    assert gathering.tick(NOON + 24 * HOUR) == []
    assert gathering.tick(NOON + 25 * HOUR) == ["closed/quiet"]
    assert gathering.tick(NOON + 26 * HOUR) == []


def test_an_archive_gathers_its_events_though_they_ended_long_ago():
    gathering = Gathering()
    fetched = NOON + 900 * HOUR
    gathering.match(article="1", published_at=NOON, fetched_at=fetched)
    gathering.tick(fetched + HOUR)
    assert gathering.match(article="2", published_at=NOON + HOUR, fetched_at=fetched + HOUR) == []


def test_a_closed_incident_is_forgotten_after_a_week():
    gathering = Gathering()
    gathering.match()
    gathering.tick(NOON + 25 * HOUR)
    gathering.tick(NOON + 25 * HOUR + dt.timedelta(days=8))
    assert gathering.known == {}


def test_two_incidents_that_a_report_bridges_are_merged():
    gathering = Gathering()
    gathering.match(article="1", published_at=NOON)
    gathering.match(article="2", published_at=NOON + 30 * HOUR)
    assert gathering.match(article="3", published_at=NOON + 15 * HOUR) == ["merged/same-event"]
    gone, kept = sorted(gathering.known.values(), key=lambda one: one.merged_into is None)
    assert gone.merged_into == kept.id
    assert kept.article_count == 3


def test_nothing_grows_older_than_its_age_allows():
    gathering = Gathering()
    told = [gathering.match(article=str(day), published_at=NOON + day * 20 * HOUR) for day in range(5)]
    assert told == [["opened/first"], [], [], [], ["opened/first"]]


@given(st.permutations(range(6)))
def test_the_grouping_does_not_depend_on_the_order_of_the_reports(order):
    hours = [0, 10, 20, 50, 60, 65]
    gathering = Gathering()
    for number in order:
        gathering.match(article=str(number), published_at=NOON + hours[number] * HOUR, fetched_at=NOON + 70 * HOUR)
    groups = [{article.id for article in one.articles} for one in gathering.known.values() if one.merged_into is None]
    assert sorted(map(sorted, groups)) == [["0", "1", "2"], ["3", "4", "5"]]


@given(st.lists(st.sampled_from([KURAKHOVE, KHERSON]), min_size=1, max_size=8))
def test_a_replayed_history_makes_the_same_alerts(places):
    first, second = Gathering(), Gathering()
    for gathering, (number, place) in itertools.product((first, second), enumerate(places)):
        gathering.match(article=str(number), place=place)
    assert [alert.to_json() for alert in first.alerts] == [alert.to_json() for alert in second.alerts]


def test_a_toll_that_rises_is_worth_telling():
    gathering = Gathering()
    gathering.match(article="1", facts=killed(2))
    assert gathering.match(article="2", facts=killed(14)) == ["updated/numbers"]
    assert gathering.alerts[-1].decision.text == "killed rose from 2 to 14, by outlet.example"
    assert gathering.alerts[-1].facts["killed"].min == 14


@pytest.mark.parametrize(("known", "told"), [(14, 14), (14, 2), (100, 105)])
def test_a_toll_that_has_not_risen_materially_is_not(known, told):
    gathering = Gathering()
    gathering.match(article="1", facts=killed(known))
    assert gathering.match(article="2", facts=killed(told)) == []


def test_the_first_count_of_the_dead_is_worth_telling_and_none_dead_is_not():
    gathering = Gathering()
    gathering.match(article="1")
    assert gathering.match(article="2", facts=killed(0)) == []
    assert gathering.match(article="3", facts=killed(3)) == ["updated/numbers"]


def test_a_rise_is_measured_from_what_was_told_before():
    gathering = Gathering()
    gathering.match(article="1", facts=killed(2))
    gathering.match(article="2", facts=killed(14))
    assert gathering.match(article="3", facts=killed(9)) == []


@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from([0, 5, 34])), min_size=2, max_size=2, unique=True))
def test_what_two_reports_cause_from_the_same_state_never_shares_an_id(reports):
    ids = []
    for article, dead in reports:
        gathering = Gathering()
        gathering.match(article="0")
        gathering.match(article=str(article), rule=f"combat/{dead}", facts=killed(dead), severity="critical")
        ids.append({alert.id for alert in gathering.alerts[1:]})
    assert not ids[0] & ids[1]


def test_one_report_that_changes_two_incidents_makes_two_ids():
    gathering = Gathering()
    gathering.match(article="1", published_at=NOON)
    gathering.match(article="2", published_at=NOON + 30 * HOUR)
    gathering.match(article="3", published_at=NOON + 15 * HOUR, severity="critical", fetched_at=NOON + 15 * HOUR)
    assert [alert.change for alert in gathering.alerts[2:]] == ["merged", "escalated"]
    assert len({alert.id for alert in gathering.alerts}) == 4


def test_ticks_at_two_times_that_end_an_incident_twice_make_two_ids():
    gathering = Gathering()
    gathering.match(article="1")
    gathering.tick(NOON + 25 * HOUR)
    gathering.match(article="2", published_at=NOON + 20 * HOUR, fetched_at=NOON + 26 * HOUR)
    gathering.tick(NOON + 60 * HOUR)
    closed = [alert.id for alert in gathering.alerts if alert.change == "closed"]
    assert len(set(closed)) == 2


def test_a_merge_that_was_cut_off_is_finished_when_its_report_is_read_again():
    gathering = Gathering()
    gathering.match(article="1", published_at=NOON)
    gathering.match(article="2", published_at=NOON + 30 * HOUR)
    before = dict(gathering.known)
    gathering.match(article="3", published_at=NOON + 15 * HOUR)
    after = dict(gathering.known)
    (survivor,) = (one for one in after.values() if one.merged_into is None)
    gathering.known = before | {survivor.id: survivor}
    assert gathering.match(article="3", published_at=NOON + 15 * HOUR) == []
    assert gathering.known == after
