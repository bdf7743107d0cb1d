"""The neutral sample: ordinary news, written for this, that no rule should be much about."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

from streams.article import Article
from streams.errors import Mistake
from streams.files.desk.rules import Desk
from streams.proving.checks import check
from streams.rules.rule import SAMPLE_DAY


@cache
def neutral_sample() -> tuple[Article, ...]:
    """Short items of politics, business, sport, weather and ordinary war-time life, in five languages."""
    lines = resources.files("streams.proving").joinpath("neutral.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(
        Article.model_validate(
            {"id": f"neutral-{number}", "published_at": SAMPLE_DAY, "fetched_at": SAMPLE_DAY, **json.loads(line)}
        )
        for number, line in enumerate(lines, 1)
    )


def check_desk(desk: Desk) -> list[Mistake]:
    """Ask every check of quality about everything that analysts wrote; see `streams.proving.checks`."""
    return check(desk.files, desk.ruleset, desk.gazetteer, neutral_sample())
