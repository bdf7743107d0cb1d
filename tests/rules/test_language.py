"""The rule language as analysts use it: slots, numbers, regular expressions, and what may stand together."""

from __future__ import annotations

import functools

import pytest
from builders import NOON

from streams.article import Article
from streams.files.desk.rules import find_place
from streams.match.match import match
from streams.match.ruleset import compile_rules
from streams.rules.parse import parse_files

RULE = "title: Test\nseverity: high\nfamily: test\n"
KILLED = "terms: {en: [killed <number>, <number> people died], uk: [загинуло <number>]}\n"


@pytest.fixture
def matches(desk):
    """Match a text against rule bodies (and facts): the matches of the first."""

    def matching(*bodies: str, text: str, title: str | None = None):
        files = {f"pack/rule-{number}.yaml": RULE + body for number, body in enumerate(bodies)}
        read = parse_files({**files, "facts/killed.yaml": KILLED}, functools.partial(find_place, desk.gazetteer))
        article = Article(id="1", title=title, text=text, published_at=NOON, fetched_at=NOON)
        found = match(article, compile_rules(read, desk.gazetteer), desk.gazetteer)
        return [one for one in found if one.rule == "pack/rule-0"]

    return matching


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("killed <number>", "The blast killed 12 in the square.", True),
        ("killed <number>", "The blast killed at least twelve in the square.", True),
        ("killed <number>", "The blast killed nobody in the square.", False),
        ("<number> drones", "Air defence downed 31 drones.", True),
        ("<number> ~3 wounded", "Of the wounded, seven are children.", False),
        ("<number> ~3 wounded", "Seven people were wounded.", True),
        ("shelling of <place>", "The shelling of Kherson went on.", True),
        ("shelling of <place>", "The shelling of the harbour went on.", False),
    ],
)
def test_a_slot_stands_for_a_number_or_a_place(matches, term, text, found):
    assert bool(matches(f"all: [{{en: ['{term}']}}]", text=text)) is found


def test_a_place_slot_says_where_the_event_is(matches):
    text = "Near Odesa they heard of the shelling of Kherson."
    (found,) = matches("all: [{en: ['shelling of <place>']}]", text=text)
    assert found.place.name == "Kherson"


@pytest.mark.parametrize("beside", [(), ("any: [{en: [killed]}]", "any: [{en: [kill people, kill soldier]}]")])
def test_a_slot_never_reaches_over_the_end_of_a_clause(matches, beside):
    """Whatever other rules there are: the word a phrase is looked for from depends on them."""
    assert not matches("any: [{en: ['killed <number> drone']}]", *beside, text="They killed 5, drones flew.")


def test_a_rule_s_numbers_are_those_of_the_vocabularies_and_its_own(matches):
    rule, other = "any: [{en: [bridge]}]", "any: [{en: ['<number> bridge']}]"
    text = "The fall of 5 bridges killed 3 in Kherson."
    (found,) = matches(rule, other, text=text)
    assert {name: number.min for name, number in found.facts.items()} == {"killed": 3}
    (found,) = matches(other, rule, text=text)
    assert {name: number.min for name, number in found.facts.items()} == {"bridge": 5, "killed": 3}


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Shelling of Kherson killed 2 on Monday.", None),
        ("Shelling of Kherson killed 4 on Monday.", "high"),
        ("Shelling of Kherson killed at least 12 on Monday.", "critical"),
        ("Shelling of Kherson killed up to 12 on Monday.", None),
        ("Внаслідок обстрілу Херсона загинуло 12 людей.", "critical"),
    ],
)
def test_numbers_decide_whether_and_how_loud(matches, text, severity):
    body = (
        "any: [{en: [shelling], uk: [обстріл]}]\n"
        "facts: {killed: '>= 3'}\n"
        "escalate: [{when: killed >= 10, to: critical}]"
    )
    assert [found.severity for found in matches(body, text=text)] == ([severity] if severity else [])


def test_a_title_rings_and_its_text_counts(matches):
    body = "any: [{en: [shelling]}]\nescalate: [{when: killed >= 10, to: critical}]"
    (found,) = matches(body, title="Shelling of Kherson", text="The shelling of Kherson killed 12.")
    assert (found.quote, found.severity, found.facts["killed"].min) == ("Shelling of Kherson", "critical", 12)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A MIG31 took off.", ["MIG31"]),
        ("Two MiG-31 took off near Kherson.", ["MiG-31"]),
        ("The mig-35 took off.", []),
        ("MiG-31 wystartował, ale nie ma już zagrożenia dla miasta.", []),
    ],
)
def test_a_regular_expression_is_looked_for_in_its_language_whatever_the_case(matches, text, found):
    told = matches("any: [{en: [{regex: 'mig-?31'}]}]", text=text)
    assert [evidence.text for one in told for evidence in one.evidence] == found


def test_many_regular_expressions_find_what_each_alone_finds(matches):
    listed = ", ".join(f"{{regex: 'x{number}y+'}}" for number in range(100))
    told = matches(f"any: [{{en: [{listed}]}}]", text="It was x71yy and no other.")
    assert [evidence.text for one in told for evidence in one.evidence] == ["x71yy"]


LIVE_BLOG = [
    "A dam near Kurakhove was inspected on Monday by the regional council.",
    "Parliament ratified the treaty after a long debate in the capital.",
    "A missile strike destroyed a warehouse in Odesa.",
    "The orchestra will play in the rebuilt theatre on Friday.",
    "Grain prices fell again at the exchange.",
    "Two ministers resigned from the cabinet.",
]


@pytest.mark.parametrize("breaks", ["\n\n", " "], ids=["with paragraphs", "in one line"])
@pytest.mark.parametrize("within", ["paragraph", "3 sentences", "40 words"])
def test_events_side_by_side_in_a_live_blog_are_not_joined(matches, within, breaks):
    body = f"all: [{{en: [dam]}}, {{en: [strike]}}]\nwithin: {within}"
    assert not matches(body, text=breaks.join(LIVE_BLOG))
    assert matches(body, text="A dam near Kurakhove was hit. It was the second strike in a week.")


def test_the_same_sentence_number_in_title_and_text_is_tried_twice(matches):
    body = "all: [{en: [dam]}, {en: [strike]}]\nunless: [{en: [drill], within: sentence}]\nwithin: article"
    assert matches(body, title="A dam strike drill", text="A strike hit the dam.")
