"""Measure what the shipped rules match: alerts a day on the stream, matches by category of event."""

# ruff: noqa: T201 - printing is what it is for

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

from streams.alert import Change
from streams.article import Article
from streams.files.rules import Desk
from streams.replay import replay
from streams.rules.match import match
from tests.eval.tell import rows, tell


def stream(desk: Desk, data: Path, *, verbose: bool) -> None:
    """Alerts by day and rule on real items, each as if fetched when it was published."""
    for path in sorted((data / "stream").glob("*.jsonl.gz")):
        articles = (Article.model_validate(row) for row in rows(path))
        days: Counter[tuple[str, str]] = Counter()
        for alert in replay(articles, desk.ruleset, desk.gazetteer, stale_after=dt.timedelta(hours=2)):
            if alert.change is Change.CLOSED:
                continue
            days[alert.last_seen.date().isoformat(), alert.rule] += 1
            if verbose:
                print(
                    f"    {alert.last_seen:%m-%d %H:%M} {alert.rule} {alert.status} {alert.place and alert.place.name}: {alert.quote}"
                )
        for (day, rule), count in sorted(days.items()):
            print(f"{'alerts on ' + day + ', ' + rule:<60} {count:>4}")


def categories(desk: Desk, data: Path, *, verbose: bool) -> None:
    """Of each category of events, how many get a match."""
    for name, label in (("wp_current_events_dev", "category"), ("case2021_event_types_dev", "label")):
        path = data / "events" / f"{name}.jsonl"
        if not path.is_file():
            continue
        total: Counter[str] = Counter()
        matched: Counter[str] = Counter()
        day = dt.datetime(2026, 1, 10, tzinfo=dt.UTC)
        for number, row in enumerate(rows(path)):
            article = Article(id=str(number), text=row["text"], published_at=day, fetched_at=day)
            found = match(article, desk.ruleset, desk.gazetteer)
            total[row[label]] += 1
            matched[row[label]] += bool(found)
            if found and verbose:
                print(f"    {row[label]} | {found[0].rule} {found[0].status}: {found[0].quote}")
        for category, count in sorted(total.items()):
            tell(f"{name}, {category}", matched[category], count)
