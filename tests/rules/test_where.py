from __future__ import annotations

import pytest
from builders import NOON

from streams.article import Article
from streams.rules.match import match


@pytest.mark.parametrize(
    ("title", "text", "place"),
    [
        (None, "A missile strike hit Odesa.", "Odesa"),
        (None, "Kyiv said a missile strike hit Odesa.", "Odesa"),
        (None, "Kyiv links missile strikes on Odesa to Moscow's withdrawal.", "Odesa"),
        (None, "Kyiv links missile strikes to Moscow's withdrawal.", None),
        (None, "Missile strikes damaged Ukraine's ports.", "Ukraine"),
        (None, "Missile strikes went on in the war against Ukraine.", None),
        ("Night of fire in Odesa", "A missile strike killed two.", "Odesa"),
        (None, "The night in Odesa was loud. A missile strike killed two.", "Odesa"),
        (None, "The mayor of Lviv spoke.\n\nA missile strike killed two.", None),
        (None, "Ракетний удар по Харкову, повідомили у Києві.", "Kharkiv"),
    ],
)
def test_the_event_is_where_its_own_words_put_it(desk, title, text, place):
    article = Article(id="1", title=title, text=text, published_at=NOON, fetched_at=NOON)
    found = [one for one in match(article, desk.ruleset, desk.gazetteer) if one.rule == "combat/missile-strike"]
    assert [one.place.name if one.place else None for one in found] == [place]


def test_a_region_folds_into_a_settlement_inside_it(desk):
    text = "A missile strike hit Odesa region. The missile strike destroyed a house in Odesa."
    article = Article(id="1", text=text, published_at=NOON, fetched_at=NOON)
    found = [one for one in match(article, desk.ruleset, desk.gazetteer) if one.rule == "combat/missile-strike"]
    assert [one.place.name for one in found if one.place] == ["Odesa"]
