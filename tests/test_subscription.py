import pytest
from builders import KHERSON, KURAKHOVE, UKRAINE, a_decision, a_subscription, an_alert
from pydantic import ValidationError

from streams.alert import Change, Code
from streams.delivery import Outcome
from streams.places.area import Area
from streams.subscription import Hearing, hear, plan


def lies_in(place, area):
    """A gazetteer of one country."""
    return area in {place.id, f"iso3166:{place.country}"}


def heard(subscription, alert, **options):
    return hear(subscription, alert, lies_in=lies_in, **options)


def updated(code=Code.AGAIN, **fields):
    return an_alert(**({"change": Change.UPDATED, "seq": 2, "decision": a_decision(code)} | fields))


@pytest.mark.parametrize(
    ("alert", "hearing"),
    [
        (an_alert(), Hearing.FIRST),
        (updated(), Hearing.QUIET),
        (updated(Code.NUMBERS), Hearing.QUIET),
        (updated(Code.SEVERITY, change=Change.ESCALATED), Hearing.ESCALATED),
        (updated(change=Change.UPDATED, changes=(Change.ESCALATED, Change.UPDATED)), Hearing.ESCALATED),
        (updated(Code.STATUS), Hearing.STRONGER),
        (updated(Code.FRESH), Hearing.FRESH),
        (updated(Code.INDEPENDENT_SOURCE, change=Change.CORROBORATED), Hearing.QUIET),
        (updated(Code.DENIED), Hearing.QUIET),
        (updated(Code.SAME_EVENT, change=Change.MERGED), Hearing.QUIET),
        (updated(Code.QUIET, change=Change.CLOSED), Hearing.QUIET),
        (updated(Code.WITHDRAWN, change=Change.RETRACTED), Hearing.WITHDRAWN),
    ],
)
def test_rings_once_then_only_when_it_gets_worse_or_was_nothing(alert, hearing):
    assert heard(a_subscription(), alert) is hearing
    assert hearing.rings == hearing.value.startswith("rings")


@pytest.mark.parametrize("change", Change)
@pytest.mark.parametrize("code", Code)
@pytest.mark.parametrize("told", [None, False, True])
def test_old_news_never_rings(change, code, told):
    alert = an_alert(change=change, decision=a_decision(code), late=True)
    assert heard(a_subscription(), alert, told=told) is Hearing.LATE


@pytest.mark.parametrize(
    ("alert", "told", "hearing"),
    [
        (updated(), False, Hearing.FIRST),
        (updated(), True, Hearing.QUIET),
        (updated(change=Change.MERGED), False, Hearing.QUIET),
        (updated(change=Change.CLOSED), False, Hearing.QUIET),
        (updated(change=Change.RETRACTED), False, Hearing.UNHEARD),
        (updated(change=Change.RETRACTED), True, Hearing.WITHDRAWN),
        (updated(change=Change.ESCALATED), True, Hearing.ESCALATED),
    ],
)
def test_where_it_is_known_what_was_told_an_update_may_be_the_first_message(alert, told, hearing):
    assert heard(a_subscription(), alert, told=told) is hearing


@pytest.mark.parametrize(
    ("rules", "rule", "tags", "hearing"),
    [
        (["infrastructure/dam-strike"], "infrastructure/dam-strike", (), Hearing.FIRST),
        (["infrastructure/dam"], "infrastructure/dam-strike", (), Hearing.OTHER_RULE),
        (["tag:water"], "combat/shelling", ("water",), Hearing.FIRST),
        (["tag:water"], "tag/water", (), Hearing.OTHER_RULE),
        (["combat/*"], "combat/shelling", (), Hearing.FIRST),
        (["combat/*"], "infrastructure/dam-strike", (), Hearing.OTHER_RULE),
        (["diplomacy/*", "tag:water"], "combat/shelling", ("water",), Hearing.FIRST),
        ("*", "combat/shelling", (), Hearing.FIRST),
    ],
)
def test_asks_for_rules_by_id_tag_and_pattern(rules, rule, tags, hearing):
    assert heard(a_subscription(rules=rules), an_alert(rule=rule, tags=tags)) is hearing


def test_hears_of_an_incident_that_another_rule_names():
    alert = an_alert(rules=("infrastructure/dam-strike", "combat/missile-strike"))
    assert heard(a_subscription(rules="combat/*"), alert) is Hearing.FIRST


def test_a_milder_incident_is_first_heard_of_when_it_escalates():
    desk = a_subscription(severity="high")
    assert heard(desk, an_alert(severity="medium")) is Hearing.TOO_MILD
    assert heard(desk, updated(change=Change.ESCALATED, severity="high")) is Hearing.ESCALATED


def test_asks_for_statuses_but_always_learns_of_a_retraction():
    desk = a_subscription(status=["occurred", "claimed"])
    assert heard(desk, an_alert(status="expected")) is Hearing.OTHER_STATUS
    assert heard(desk, updated(Code.STATUS, status="occurred")) is Hearing.STRONGER
    assert heard(desk, updated(change=Change.RETRACTED, status="denied")) is Hearing.WITHDRAWN


@pytest.mark.parametrize(
    ("area", "place", "hearing"),
    [
        (Area(within=("iso3166:UA",)), KURAKHOVE, Hearing.FIRST),
        (Area(within=("iso3166:UA",)), UKRAINE, Hearing.FIRST),
        (Area(within=("iso3166:PL",)), KURAKHOVE, Hearing.ELSEWHERE),
        (Area(centre=(46.6, 32.6), km=20), KHERSON, Hearing.FIRST),
        (Area(centre=(46.6, 32.6), km=20), KURAKHOVE, Hearing.ELSEWHERE),
        (Area(centre=(46.6, 32.6), km=20), UKRAINE, Hearing.ELSEWHERE),
        (Area(within=("iso3166:UA",)), None, Hearing.NOWHERE),
        (None, None, Hearing.FIRST),
    ],
)
def test_asks_for_places(area, place, hearing):
    assert heard(a_subscription(), an_alert(place=place), area=area) is hearing


def outcomes(planned):
    return [(one.subscription.name, one.channel, one.outcome, one.reason) for one in planned]


def test_one_channel_rings_once_although_two_subscriptions_name_it():
    desks = [
        a_subscription(name="one", channels=["slack", "telegram"]),
        a_subscription(name="two", channels=["telegram", "mail"]),
    ]
    assert outcomes(plan(an_alert(), desks, lies_in=lies_in)) == [
        ("one", "slack", Outcome.ATTEMPTING, Hearing.FIRST),
        ("one", "telegram", Outcome.ATTEMPTING, Hearing.FIRST),
        ("two", "telegram", Outcome.SKIPPED, "skipped: the channel rings for one already"),
        ("two", "mail", Outcome.ATTEMPTING, Hearing.FIRST),
    ]


def test_a_channel_rings_for_the_second_subscription_when_the_first_does_not():
    desks = [a_subscription(name="one"), a_subscription(name="two")]
    planned = plan(updated(), desks, lies_in=lies_in, told=frozenset({"one"}))
    assert [one.outcome for one in planned] == [Outcome.SKIPPED, Outcome.ATTEMPTING]


def test_who_does_not_ask_has_no_line_and_who_hears_nothing_new_has_one():
    desks = [a_subscription(name="one", rules=["combat/*"]), a_subscription(name="two")]
    assert outcomes(plan(updated(), desks, lies_in=lies_in)) == [
        ("two", "water-slack", Outcome.SKIPPED, Hearing.QUIET),
    ]


def test_places_that_nobody_resolved_do_not_cover_the_world():
    desk = a_subscription(places={"in": "Ukraine"})
    with pytest.raises(KeyError):
        plan(an_alert(), [desk], lies_in=lies_in)
    assert plan(an_alert(), [desk], lies_in=lies_in, areas={"water-desk": Area(within=("iso3166:PL",))}) == []
    assert plan(an_alert(), [desk], lies_in=lies_in, areas={"water-desk": Area(within=("iso3166:UA",))})


@pytest.mark.parametrize(
    ("fields", "where", "told"),
    [
        ({"quiet": {"hours": "23:00-07:00"}}, ("quiet",), "not supported yet"),
        ({"corroboration": "one-sided"}, ("corroboration",), "not supported yet"),
        ({"chanels": ["x"]}, ("chanels",), "not permitted"),
        ({"channels": []}, ("channels",), "the list is empty"),
        ({"channels": ["a", "a"]}, ("channels",), "written twice: a"),
        ({"channels": ["Water Slack"]}, ("channels", 0), "'Water Slack' is no name"),
        ({"rules": ["shelling"]}, ("rules", 0), "'shelling' is no rule"),
        ({"severity": "urgent"}, ("severity",), "'low', 'medium', 'high' or 'critical'"),
        ({"status": ["happened"]}, ("status", 0), "'occurred'"),
        ({"places": {"near": "Kherson"}}, ("places",), "go together"),
    ],
)
def test_a_mistake_says_where_it_is_and_what_to_do(fields, where, told):
    with pytest.raises(ValidationError) as refused:
        a_subscription(**fields)
    (problem,) = refused.value.errors()
    assert problem["loc"] == where
    assert told in problem["msg"]


def test_a_rule_that_joins_an_incident_rings_those_who_asked_only_for_it():
    joined = an_alert(
        change="updated",
        decision=a_decision(Code.AGAIN, "it meets another rule too"),
        rules=("combat/drone-attack", "infrastructure/dam-strike"),
        tags=("fire", "water"),
        joined_by="infrastructure/dam-strike",
        joined_tags=("water",),
    )

    def heard(*rules):
        return hear(a_subscription(rules=rules), joined, lies_in=lambda *_: True)

    assert heard("infrastructure/dam-strike") is Hearing.FIRST
    assert heard("tag:water") is Hearing.FIRST
    assert heard("combat/*") is Hearing.QUIET
    assert heard("tag:fire") is Hearing.QUIET
