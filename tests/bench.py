"""Speed in numbers: `make bench [DATA=path/to/data]`.

One process, one core, processor time. Without data the shipped feed is read over and over; with it the real items
of its stream. Full-length articles are put together from short ones, 600 words each.
"""

# ruff: noqa: T201 - printing is what it is for

from __future__ import annotations

import gc
import itertools
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from streams.article import Article
from streams.broker import PARTITIONS, EmbeddedBroker
from streams.files.rules import Desk, read_desk
from streams.places.toponyms import find_places
from streams.rules.match import match
from streams.settings import load
from streams.text import read_fields
from tests.eval.places import rows

FEED = Path(__file__).parent.parent / "streams" / "demo" / "articles.jsonl"
WORDS = 600
ROUNDS = 5


def short_articles(data: Path | None) -> list[Article]:
    """Titles and summaries."""
    files = sorted((data / "stream").glob("*.jsonl.gz")) if data else [FEED]
    found = [Article.model_validate(row).timed() for path in files for row in rows(path)]
    return found[:4000]


def full_articles(short: Sequence[Article]) -> list[Article]:
    """Articles of `WORDS` words, each from a run of English short ones."""
    english = [one for one in short if one.text and one.lang in {None, "en"}]
    made = []
    texts = itertools.cycle(english)
    for number in range(200):
        parts: list[str] = []
        while sum(len(part.split()) for part in parts) < WORDS:
            parts.append(next(texts).text or "")
        body = "\n\n".join(parts)
        made.append(english[number % len(english)].model_copy(update={"id": str(number), "text": body}))
    return made


def rate(work: Callable[[Article], object], articles: Sequence[Article]) -> tuple[float, float]:
    """Articles a second and milliseconds an article: the median of rounds, after one to warm up."""
    for article in articles:
        work(article)
    taken = []
    for _ in range(ROUNDS):
        gc.collect()
        began = time.process_time()
        for article in articles:
            work(article)
        taken.append(time.process_time() - began)
    seconds = sorted(taken)[ROUNDS // 2]
    return len(articles) / seconds, seconds / len(articles) * 1000


def texts(article: Article) -> object:
    """Text preparation alone."""
    return read_fields([("title", article.title or ""), ("text", article.text or "")])


def measure(desk: Desk, data: Path | None) -> None:
    """Print articles a second, and what each part of the work costs."""
    short = short_articles(data)
    for name, articles in (("short", short), ("full-length", full_articles(short))):
        words = sum(len((one.text or "").split()) for one in articles) / len(articles)
        per_second, each = rate(lambda one: match(one, desk.ruleset, desk.gazetteer), articles)
        _, prepared = rate(texts, articles)
        read = [read_fields([("title", one.title or ""), ("text", one.text or "")]) for one in articles]
        began = time.process_time()
        for one in read:
            find_places(one, desk.gazetteer)
        placed = (time.process_time() - began) / len(read) * 1000
        print(f"{name}, {words:.0f} words: {per_second:,.0f} articles a second, {each:.2f} ms each")
        print(f"  of it text preparation {prepared:.2f} ms; finding places, were it done for each, {placed:.2f} ms")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def start_up() -> None:
    """Print how long a worker takes from nothing to ready, on the embedded broker, with the gazetteer cached."""
    taken = []
    for _ in range(3):
        with EmbeddedBroker() as broker:
            environment = {
                **os.environ,
                "TOCSIN_BROKERS": broker.address,
                "TOCSIN_PARTITIONS": str(PARTITIONS),
                "TOCSIN_LOG_JSON": "true",
            }
            began = time.monotonic()
            worker = subprocess.Popen(
                [sys.executable, "-m", "streams", "worker"], env=environment, stderr=subprocess.PIPE, text=True
            )
            assert worker.stderr is not None
            for line in worker.stderr:
                if '"worker ready"' in line and json.loads(line):
                    taken.append(time.monotonic() - began)
                    break
            worker.terminate()
            worker.communicate()
    print(f"start of a worker to ready: {', '.join(f'{one:.1f}' for one in sorted(taken))} s")


def main() -> None:
    """Print every figure."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    measure(read_desk(load()), data)
    start_up()


if __name__ == "__main__":
    main()
