"""One list serves one meaning: lists that share half of their words are built of one another, or say why they are two."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from streams.languages import lexicon
from streams.languages.lexicon import PLUS
from streams.languages.roles import ROLES
from streams.yaml12 import parse

FEW = 6
"""Words of the smaller list: fewer say little, and any two may fall together."""
ALIKE = parse("alike.yaml", (Path(__file__).parent / "alike.yaml").read_text(encoding="utf8")).data
OF_ONE, OF_TWO = set(ALIKE["of-one"]), {frozenset(pair.split(" + ")) for pair in ALIKE["of-two"]}


def written(entry) -> set[str]:
    """The words that a list says itself, without those that it is built of."""
    if isinstance(entry, dict):
        return {word for key, listed in entry.items() if key != PLUS for word in written(listed)}
    return set() if isinstance(entry, str) else {word for word in entry if not word.startswith(PLUS)}


def alike(lists: dict[str, set[str]]) -> Iterator[frozenset[str]]:
    """The pairs of lists that share half or more of the smaller one."""
    long = {role: words for role, words in lists.items() if len(words) >= FEW}
    for one, other in combinations(sorted(long), 2):
        if 2 * len(long[one] & long[other]) >= min(len(long[one]), len(long[other])):
            yield frozenset((one, other))


def lists_of(language: str) -> dict[str, set[str]]:
    folder = lexicon.rooms(language)
    return {
        f"{room}.{role}": written(folder[room][role])
        for room in ROLES
        for role in ROLES[room]
        if role in folder.get(room, {})
    }


PAIRS = {pair for language in lexicon.languages() for pair in alike(lists_of(language))}


def test_lists_that_share_half_of_their_words_are_built_of_one_another_or_say_why_not():
    unsaid = {" + ".join(sorted(pair)) for pair in PAIRS - OF_TWO if not pair & OF_ONE}
    assert not unsaid, "let one list name the other, or give a reason in alike.yaml"


def test_no_reason_is_given_for_lists_that_differ():
    assert {" + ".join(sorted(pair)) for pair in OF_TWO - PAIRS} == set()
    assert {role for role in OF_ONE if not any(role in pair for pair in PAIRS)} == set()


def test_each_reason_says_something():
    assert all(reason.strip() for reasons in ALIKE.values() for reason in reasons.values())


def test_half_of_the_smaller_list_is_alike():
    words = set("abcdefgh")
    assert list(alike({"x": words, "y": {*"abcd", *"1234567"}})) == [frozenset("xy")]
    assert not list(alike({"x": words, "y": {*"abc", *"1234567"}}))


def test_what_a_list_is_built_of_is_not_its_own():
    assert written({PLUS: ["date.months"], "9": ["sept", "+date.in"]}) == {"sept"}
    assert written(["+date.months", "yesterday"]) == {"yesterday"}


def test_each_part_is_in_two_lists_of_its_language():
    used = {language: list(_named(lexicon.rooms(language))) for language in lexicon.languages()}
    alone = [
        f"{language} {role}"
        for language in lexicon.languages()
        for role in lexicon.rooms(language).get("part", {})
        if role != lexicon.NONE and used[language].count(f"part.{role}") < 2
    ]
    assert alone == []


def _named(entry, under: str = "") -> Iterator[str]:
    """The roles that lists are built of, each as often as it is named."""
    if isinstance(entry, str):
        if under == PLUS or entry.startswith(PLUS):
            yield ".".join(entry.removeprefix(PLUS).split(".")[:2])
        return
    for key, inner in entry.items() if isinstance(entry, dict) else ((under, one) for one in entry):
        yield from _named(inner, key)
