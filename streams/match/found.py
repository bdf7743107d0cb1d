"""A match: a rule met by an article, with the evidence."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from streams.article import ArticleRef, Frozen
from streams.match.gist import Gist


class Evidence(Frozen):
    """A stretch of the article that met a condition: the field sliced at ``start:end`` is exactly ``text``."""

    field: Literal["title", "text"]
    start: int = Field(description="offset in Unicode code points")
    end: int
    text: str
    why: str


class Match(Gist):
    """One rule met by one article at one place."""

    WRITTEN = (
        "id article rule title family tags ruleset severity status according_to happened_at place places facts "
        "quote evidence group_by window_s max_age_s left_out source"
    )

    id: str
    article: ArticleRef
    title: str = Field(description="the rule's title: the event in words")
    tags: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...]
    group_by: Literal["place", "district", "region", "country", "none"] = "place"
    window_s: int = Field(86_400, description="seconds without a report after which the incident is over")
    max_age_s: int = Field(259_200, description="seconds after its first report from which a new incident begins")
    left_out: tuple[str, ...] = Field(
        (),
        description="what of the article was not looked at, in words; left out itself where there is nothing to tell",
        exclude_if=lambda told: not told,
    )
    source: str = Field(description="the rule's file and line, for whoever wants to mend it")
