"""Speed in numbers: `make bench [DATA=path/to/data]`.

One process, one core, processor time. Without data the shipped feed is read over and over; with it the real items
of its stream, and how the cost grows with the number of rules (`tests/bench_rules.py`). Full-length articles are put
together from short ones, 600 words each. Hostile texts come last but one (`tests/bench_hostile.py`).
"""

# ruff: noqa: T201 - printing is what it is for

from __future__ import annotations

import gc
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from streams.article import Article
from streams.files.desk.rules import Desk, read_desk
from streams.kafka.broker import PARTITIONS, EmbeddedBroker
from streams.match.match import match
from streams.places.toponyms import find_places
from streams.settings import load
from tests import bench_hostile, bench_places, bench_rules
from tests.synthetic import full_articles, prepared, short_articles

SHORT = 4_000
"""Short articles that are timed."""
ROUNDS = 5


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


def measure(desk: Desk, data: Path | None) -> None:
    """Print articles a second, and what each part of the work costs."""
    short = short_articles(data)[:SHORT]
    for name, articles in (("short", short), ("full-length", full_articles(short))):
        words = sum(len((one.text or "").split()) for one in articles) / len(articles)
        per_second, each = rate(lambda one: match(one, desk.ruleset, desk.gazetteer), articles)
        _, preparing = rate(prepared, articles)
        read = [prepared(one) for one in articles]
        began = time.process_time()
        for one in read:
            find_places(one, desk.gazetteer)
        placed = (time.process_time() - began) / len(read) * 1000
        print(f"{name}, {words:.0f} words: {per_second:,.0f} articles a second, {each:.2f} ms each")
        print(f"  of it text preparation {preparing:.2f} ms; finding places, were it done for each, {placed:.2f} ms")
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
    desk = read_desk(load())
    measure(desk, data)
    bench_places.measure(load().cache, data)
    bench_hostile.measure(desk)
    if data:
        bench_rules.measure(desk, data)
    start_up()


if __name__ == "__main__":
    main()
