import datetime as dt
import itertools

import pytest
from builders import NOON, a_decision, a_reference, an_alert
from hypothesis import given
from hypothesis import strategies as st

from streams.alert import Code
from streams.delivery import FINAL, KEPT, SHOWN, Deliveries, Delivery, Outcome, Outgoing, article_of, furthest

MINUTE = dt.timedelta(minutes=1)


def a_delivery(**fields):
    default = {
        "alert": "alert-1",
        "incident": "incident-1",
        "subscription": "water-desk",
        "channel": "water-slack",
        "outcome": Outcome.SENT,
        "attempts": 1,
        "at": NOON,
        "article": "article-1",
        "severity": "high",
    }
    return Delivery.model_validate(default | fields)


RECORDS = st.builds(
    a_delivery,
    outcome=st.sampled_from(Outcome),
    attempts=st.integers(0, 5),
    error=st.sampled_from([None, "503", "no answer"]),
    at=st.integers(0, 3).map(lambda minutes: NOON + minutes * MINUTE),
    unanswered=st.sets(st.integers(1, 5)).map(lambda attempts: tuple(sorted(attempts))),
    offset=st.sampled_from([None, 7]),
)


def told(*deliveries):
    known = Deliveries()
    for delivery in deliveries:
        known.read(delivery.key.encode(), delivery.to_json())
    return known


@given(st.lists(RECORDS, min_size=1, max_size=5).flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_whatever_the_order_of_its_records_a_delivery_is_the_same(orders):
    first, second = orders
    assert list(told(*first)) == list(told(*second)) == list(told(*first, *second))


@given(st.lists(RECORDS, min_size=1, max_size=8))
def test_no_record_takes_a_delivery_back_or_drops_a_doubt(records):
    known = list(itertools.accumulate(records, furthest))
    for before, after in itertools.pairwise(known):
        assert after.outcome in FINAL or before.outcome not in FINAL
        assert after.outcome in SHOWN or before.outcome not in SHOWN
        assert set(before.unanswered) <= set(after.unanswered)
        same_kind = (before.outcome in FINAL, before.outcome in SHOWN) == (
            after.outcome in FINAL,
            after.outcome in SHOWN,
        )
        assert after.attempts >= before.attempts or not same_kind
    assert set(known[-1].unanswered) == {attempt for record in records for attempt in record.unanswered}


@given(st.lists(RECORDS, min_size=1, max_size=5))
def test_what_an_older_record_stands_behind_is_written_once_more_and_then_no_more(records):
    known = told(*records)
    written = known.overtaken()
    assert written in ([], list(known))
    assert written or records[-1] == next(iter(known))
    assert told(*records, *written).overtaken() == []


def test_a_worker_that_woke_from_a_pause_sets_nothing_back():
    sent = a_delivery(outcome=Outcome.SENT, attempts=2, unanswered=(1,), at=NOON + MINUTE)
    woken = a_delivery(outcome=Outcome.ATTEMPTING, attempts=1, error="503", at=NOON + 2 * MINUTE)
    known = told(sent, woken)
    assert list(known) == known.overtaken() == [sent]


def test_a_doubt_reads_as_words():
    assert a_delivery().doubt is None
    assert a_delivery(unanswered=(1,)).doubt == "attempt 1 had no answer: the message may have come twice"
    assert a_delivery(unanswered=(1, 3)).doubt == "attempts 1, 3 had no answer: the message may have come several times"


def test_what_is_no_delivery_is_named_and_hides_nothing():
    known = told(a_delivery())
    known.read(b"else\xff", b"{}")
    known.read(None, b"not json")
    assert list(known) == [a_delivery()]
    assert known.unreadable == ["else�", ""]


def test_what_is_older_than_the_topic_keeps_is_forgotten():
    known = told(a_delivery(), a_delivery(alert="alert-2", incident="incident-2", article="b", at=NOON + MINUTE))
    known.forget(NOON + KEPT + MINUTE)
    assert [one.alert for one in known] == ["alert-2"]
    assert not known.knows("water-slack", "incident-1")
    assert known.silenced_by(outgoing()) is None
    assert known.knows("water-slack", "incident-2")


def outgoing(channel="water-slack", quiet=None, **fields):
    alert = an_alert(**({"id": "alert-9", "incident": "incident-9", "severity": "high"} | fields))
    return Outgoing(alert=alert, subscription="water-desk", channel=channel, quiet=quiet)


UPDATED = {"change": "updated", "decision": a_decision(Code.AGAIN), "incident": "incident-1"}


@pytest.mark.parametrize(
    ("fields", "rings"),
    [
        ({}, False),
        ({"severity": "medium"}, False),
        ({"severity": "critical"}, True),
        ({"articles": (a_reference(id="article-2"),)}, True),
        ({"channel": "other"}, True),
        (UPDATED, False),
        (UPDATED | {"decision": a_decision(Code.STATUS)}, True),
        (UPDATED | {"change": "escalated", "decision": a_decision(Code.SEVERITY)}, True),
        (UPDATED | {"change": "escalated", "incident": "incident-9"}, False),
        (UPDATED | {"change": "retracted", "decision": a_decision(Code.WITHDRAWN)}, True),
    ],
)
def test_one_article_rings_a_chat_once_unless_it_proves_to_be_worse(fields, rings):
    why = told(a_delivery()).silenced_by(outgoing(**fields))
    assert (why is None) == rings
    if why:
        assert why == "skipped: its article rang this channel already, for alert alert-1 of incident incident-1"


def test_what_is_nothing_new_rings_only_a_channel_that_never_heard_of_the_incident():
    other = {"quiet": "skipped: nothing new", "articles": (a_reference(id="article-2"),)}
    known = told(a_delivery())
    assert known.silenced_by(outgoing(incident="incident-1", **other)) == "skipped: nothing new"
    assert known.silenced_by(outgoing(incident="incident-9", **other)) is None
    assert known.silenced_by(outgoing(incident="incident-1", channel="other", **other)) is None


def test_of_what_an_article_rang_the_worst_counts():
    known = told(a_delivery(severity="critical"), a_delivery(alert="alert-2", severity="medium"))
    assert known.silenced_by(outgoing(severity="critical"))


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - SHOWN))
def test_what_was_perhaps_never_shown_silences_nothing(outcome):
    known = told(a_delivery(outcome=outcome))
    assert known.silenced_by(outgoing()) is None
    assert not known.knows("water-slack", "incident-1")


def test_nothing_is_taken_back_that_was_never_told():
    taken_back = outgoing(change="retracted")
    assert told().silenced_by(taken_back) == "skipped: takes back something this channel was never told"


def test_the_article_of_an_alert_is_the_one_whose_arrival_made_it():
    first, second, same = (
        a_reference(id=name, fetched_at=NOON + minutes * MINUTE) for name, minutes in (("a", 1), ("b", 2), ("c", 2))
    )
    at = NOON + 2 * MINUTE
    assert article_of(an_alert(articles=(first, second), quoted=first, at=at)) == "b"
    assert article_of(an_alert(articles=(first, second, same), quoted=same, at=at)) == "c"
    assert article_of(an_alert(articles=(first, second, same), at=at)) is None
    assert article_of(an_alert(articles=(first,), at=at)) is None
