from __future__ import annotations

import pytest

from streams.article import Article
from streams.rules.match import Reading
from streams.rules.passage import Passage
from streams.rules.rule import SAMPLE_DAY


def assertion(desk, text: str):
    """How the first sentence that speaks of a strike or an offensive asserts it."""
    article = Article(id="1", text=text, published_at=SAMPLE_DAY, fetched_at=SAMPLE_DAY)
    reading = Reading(article, desk.ruleset, desk.gazetteer)
    for rule in desk.files.rules:
        for passage in reading.passages(rule):
            assert isinstance(passage, Passage)
            return reading.assess(passage)
    raise AssertionError(f"no rule is about this: {text}")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("A missile struck the port of Odesa.", "occurred"),
        ("A missile struck the port of Odesa, the governor said.", "claimed"),
        ("The ministry denied that a missile struck Odesa.", "denied"),
        ("There was no missile strike on Odesa.", "negated"),
        ("A missile strike on Odesa caused no casualties.", "occurred"),
        ("In 2014 a missile struck Donetsk.", "historical"),
        ("A missile struck the dam, built in 1956, near Kurakhove.", "occurred"),
        ("Ракета влучила в порт Одеси, повідомив губернатор.", "claimed"),
        ("Минобороны опровергло ракетный удар по Одессе.", "denied"),
        ("An offensive on Zaporizhzhia is expected any day.", "expected"),
        ("The spokesman said an offensive on Zaporizhzhia could begin any day.", "expected"),
    ],
)
def test_the_text_s_own_words_decide_the_status(desk, text, status):
    assert assertion(desk, text).status == status


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A missile struck the port of Odesa, the regional governor said.", "the regional governor"),
        ("According to the army, a missile struck Odesa.", "the army"),
    ],
)
def test_who_says_so_is_named(desk, text, name):
    voice = assertion(desk, text).according_to
    assert voice is not None
    assert voice.name == name
