"""Which rules the workers of a group have."""

from __future__ import annotations

from streams.health.peers import FRESH, Peers, card

A, B, C = (("articles", number) for number in range(3))


def test_workers_with_the_same_rules_are_not_split():
    peers = Peers()
    peers.saw({A: card("d1", "one", 100), B: card("d1", "two", 100)}, 0.0)
    assert peers.rulesets == {"one": "d1", "two": "d1"}
    assert not peers.split


def test_a_group_is_split_from_the_moment_its_workers_have_different_rules_until_they_do_not():
    peers = Peers()
    for second in (10.0, 15.0, 20.0):
        peers.saw({A: card("d1", "one", 100 + second), B: card("d2", "two", 100 + second)}, second)
    assert peers.rulesets == {"one": "d1", "two": "d2"}
    assert peers.split_for(20.0) == 10.0
    peers.saw({A: card("d2", "one", 125), B: card("d2", "two", 125)}, 25.0)
    assert peers.split_for(25.0) == 0.0


def test_a_card_that_nobody_renews_is_no_longer_counted():
    peers = Peers()
    for second in (0.0, FRESH):
        peers.saw({A: card("d1", "gone", 100), B: card("d2", "here", 100 + second)}, second)
    assert peers.rulesets == {"here": "d2"}
    assert not peers.split


def test_of_a_worker_that_changes_its_rules_the_newest_card_counts():
    peers = Peers()
    peers.saw({A: card("d2", "one", 105), B: card("d1", "one", 100)}, 0.0)
    assert peers.rulesets == {"one": "d2"}


def test_what_is_no_card_of_ours_is_passed_over():
    peers = Peers()
    peers.saw({A: "", B: "somebody's own words here", C: card("d1", "one", 100)}, 0.0)
    assert peers.rulesets == {"one": "d1"}
