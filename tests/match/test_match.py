from __future__ import annotations

import datetime as dt

import pytest
from builders import NOON
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.article import EARLIEST, LATEST, Article
from streams.match.index import TermIndex
from streams.match.match import match
from streams.match.occurrences import Occurrences
from streams.match.ruleset import compile_rules
from streams.rules.parse import Files, parse_files
from streams.rules.rule import terms_of
from streams.text.text import read

RULE = """\
title: Test
severity: high
family: test
{body}
"""


@pytest.fixture
def matches(desk):
    """Match a text against one rule: its body → the quotes of what matched."""

    def matching(body: str, text: str, *, title: str | None = None) -> list[str]:
        files = parse_files({"pack/rule.yaml": RULE.format(body=body)}, lambda _: (None, ""))
        ruleset = compile_rules(files, desk.gazetteer)
        article = Article(id="1", title=title, text=text, published_at=NOON, fetched_at=NOON)
        return [found.quote for found in match(article, ruleset, desk.gazetteer)]

    return matching


def stands(term: str, text: str, lang: str = "en") -> bool:
    """Whether a term stands in a text."""
    body = f"all: [{{{lang}: ['{term}']}}]"
    (rule,) = parse_files({"p/r.yaml": RULE.format(body=body)}, lambda _: (None, "")).rules
    return bool(Occurrences(TermIndex(terms_of(rule.groups[0])), [read("text", text)]).present)


@pytest.mark.parametrize(
    ("lang", "term", "text", "found"),
    [
        ("en", "dam", "The dams were hit.", True),
        ("en", "strike", "It was struck.", True),
        ("en", "=strike", "It was struck.", False),
        ("en", "=strike", "The STRIKE was heavy.", True),
        ("en", "drone attack", "The drone attacks went on.", True),
        ("en", "drone attack", "The drone-attack went on.", True),
        ("en", "drone attack", "The drone may attack again.", False),
        ("en", "hydro*", "The hydroelectric plant is safe.", True),
        ("en", "hydro*", "The dehydrogenated oil is safe.", False),
        ("en", "attack ~3 convoy", "The convoy was under attack.", True),
        ("en", "attack ~3 convoy", "They attacked the aid convoy.", True),
        ("en", "attack >3 convoy", "The convoy was under attack.", False),
        ("en", "attack ~1 convoy", "They attacked the big white convoy.", False),
        ("en", "dam", "Dama jest na zdjęciu, to dam w prezencie.", False),
        ("en", "dam", "ta dam jest na rzece i nie została zniszczona", False),
        ("uk", "дамба", "Росіяни підірвали дамбу.", True),
        ("uk", "обстріл", "Після обстрілів у місті немає світла.", True),
        ("ru", "дамба", "Взорвали дамбы и мосты, что было ночью.", True),
        ("ru", "беспилотник", "Атака беспилотников на город", True),
        ("uk", "дамба", "The dam дамба", False),
    ],
)
def test_a_term_finds_every_form_of_its_words_in_its_own_language(lang, term, text, found):
    assert stands(term, text, lang) is found


BOTH = "all: [{en: [dam]}, {en: [strike]}]"
TWO_SENTENCES = "The dam is old. A strike was heard in the night."


@pytest.mark.parametrize(
    ("body", "text", "count"),
    [
        (BOTH, "A strike hit the dam.", 1),
        (BOTH, TWO_SENTENCES, 0),
        (BOTH + "\nwithin: 2 sentences", TWO_SENTENCES, 1),
        (BOTH + "\nwithin: paragraph", TWO_SENTENCES, 1),
        (BOTH + "\nwithin: paragraph", "The dam is old.\n\nA strike was heard in the night.", 0),
        (BOTH + "\nwithin: article", "The dam is old.\n\nA strike was heard in the night.", 1),
        (BOTH + "\nwithin: 4 words", "A strike hit the dam.", 1),
        (BOTH + "\nwithin: 3 words", "A strike hit the old dam.", 0),
        (BOTH + "\nunless: [{en: [drill]}]", "In a drill a strike hit the dam.", 0),
        (BOTH + "\nunless: [{en: [drill]}]", "A strike hit the dam. The drill was over.", 1),
        (BOTH + "\nunless: [{en: [drill], within: article}]", "A strike hit the dam. The drill was over.", 0),
        ("any: [{en: [dam]}, {en: [bridge]}]", "The bridge was hit.", 1),
        (
            "all: [{at_least: 2, of: [{en: [dam]}, {en: [bridge]}, {en: [port]}]}]",
            "The bridge and the port were hit.",
            1,
        ),
        ("all: [{at_least: 2, of: [{en: [dam]}, {en: [bridge]}, {en: [port]}]}]", "The bridge was hit.", 0),
        ("lang: en\nall: [[dam, bridge], strike]", "A strike hit the bridge.", 1),
    ],
)
def test_conditions_are_met_together_within_their_scope(matches, body, text, count):
    assert len(matches(body, text)) == count


def test_only_within_article_joins_title_and_text(matches):
    assert matches(BOTH, "A strike was heard.", title="The dam is old") == []
    assert len(matches(BOTH + "\nwithin: article", "A strike was heard.", title="The dam is old")) == 1


def test_evidence_slices_back_to_the_article(desk):
    text = "Росіяни вдарили по дамбі водосховища в Курахові, повідомив губернатор."
    article = Article(id="1", title="Удар", text=text, published_at=NOON, fetched_at=NOON)
    found = match(article, desk.ruleset, desk.gazetteer)
    assert "infrastructure/dam-strike" in [one.rule for one in found]
    for evidence in found[0].evidence:
        assert text[evidence.start : evidence.end] == evidence.text


def test_the_most_severe_match_of_an_article_comes_first(desk):
    text = "A missile strike damaged the dam of the Kurakhove reservoir."
    article = Article(id="1", text=text, published_at=NOON, fetched_at=NOON)
    found = [one.severity for one in match(article, desk.ruleset, desk.gazetteer)]
    assert found[0] == "critical"
    assert len(found) > 1


@given(st.text(max_size=600))
def test_no_text_breaks_the_matcher(desk, text):
    article = Article(
        id="1", title="Missile strike on the dam in Kurakhove", text=text or "x", published_at=NOON, fetched_at=NOON
    )
    for found in match(article, desk.ruleset, desk.gazetteer):
        for evidence in found.evidence:
            field = article.title if evidence.field == "title" else article.text
            assert (field or "")[evidence.start : evidence.end] == evidence.text


WORDS = ["dam", "dams", "strike", "struck", "a", "the", "drill", "Kherson", "hit", "not", ".", "missile", "\n\n"]


@pytest.fixture(scope="module")
def apart(desk):
    """Each shipped rule as a rule set of its own."""
    alone = [Files((rule,), desk.files.concepts, desk.files.cues, desk.files.digest) for rule in desk.files.rules]
    return [compile_rules(files, desk.gazetteer) for files in alone]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(deadline=None)
@given(text=st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join))
def test_the_index_and_a_search_without_it_agree(desk, apart, text):
    """Every rule tried on its own finds what the rule set finds: no candidate is lost."""
    article = Article(id="1", text=text if text.strip() else "x", published_at=NOON, fetched_at=NOON)
    together = {(one.rule, one.id) for one in match(article, desk.ruleset, desk.gazetteer)}
    assert together == {(one.rule, one.id) for alone in apart for one in match(article, alone, desk.gazetteer)}


@pytest.mark.parametrize(
    "text",
    ["Word" + "....Word" * 5_000, "dam " * 50_000, "a'" * 50_000, "а\u0301" * 50_000, "dam strike missile " * 10_000],
    ids=["stops", "one word", "apostrophes", "stress", "three words"],
)
@pytest.mark.timeout(20)
def test_hostile_texts_end(desk, text):
    """Each of these once took minutes or gigabytes."""
    article = Article(id="1", text=text, published_at=NOON, fetched_at=NOON)
    assert len(match(article, desk.ruleset, desk.gazetteer)) <= len(desk.files.rules)


@pytest.mark.parametrize("year", ["1963", "1901", "2014"])
def test_what_was_long_ago_is_matched_where_a_rule_asks_for_it(matches, year):
    body = "all: [{en: [missile]}]\nstatus: [historical]"
    assert matches(body, f"In {year} a missile hit the school.") == [f"In {year} a missile hit the school."]


@pytest.mark.parametrize("told", ["on Monday", "yesterday", "overnight", "last week", "two years ago", "next week"])
@pytest.mark.parametrize("published", [EARLIEST, LATEST - dt.timedelta(hours=1)])
def test_days_beyond_the_first_and_last_of_records_are_cut(desk, told, published):
    article = Article(
        id="1", text=f"A missile hit a school in Odesa {told}.", published_at=published, fetched_at=published
    )
    for found in match(article, desk.ruleset, desk.gazetteer):
        assert EARLIEST <= found.happened_at.from_ <= found.happened_at.to <= LATEST
