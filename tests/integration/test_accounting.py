"""Nothing gets lost in silence: matched nothing + matched + dead letters = in."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest
from pipeline import PLACES, Pipeline, an_article, is_tick, unique

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(400)]


async def account(pipeline: Pipeline, archive: Path, *, unusable: int = 0) -> dict[str, int]:
    """Send an archive through ingest and a worker; check that everything in it is somewhere, and count where."""
    worker = pipeline.worker()
    worker.start()
    await worker.wait_ready()
    ingested = await pipeline.command("ingest", str(archive), "--json", seconds=600)
    counts = json.loads(ingested.stdout)
    assert ingested.returncode == (1 if counts["dead_letters"] + counts["too_large"] else 0), ingested.stderr
    opener = gzip.open if archive.suffix == ".gz" else open
    with opener(archive, "rb") as lines:
        count = sum(1 for line in lines if line.strip())
    assert sum(counts[name] for name in ("articles", "duplicates", "dead_letters", "too_large")) == count
    await pipeline.until_idle(seconds=300)

    articles = unique(await pipeline.read("articles"))
    letters = {letter.headers["id"]: letter for letter in await pipeline.read("dead-letters")}
    matched = unique(record for record in await pipeline.read("matches") if not is_tick(record))
    of_articles = [one for one in letters.values() if one.headers["topic"] == pipeline.prefix + "articles"]
    assert len(articles) == counts["articles"]
    assert len(letters) - len(of_articles) == counts["dead_letters"] + counts["too_large"] >= unusable

    # What became of each article in the topic must be what becomes of it without Kafka.
    usable = pipeline.folder / "articles.jsonl"
    usable.write_text("".join(json.dumps(article) + "\n" for article in articles.values()))
    offline = await pipeline.command("match", str(usable), seconds=600)
    expected = {match["id"]: match["article"]["id"] for match in map(json.loads, offline.stdout.splitlines())}
    assert set(matched) == set(expected)
    with_match = set(expected.values())
    nothing = set(articles) - with_match - {json.loads(letter.value).get("id") for letter in of_articles}
    assert len(nothing) + len(with_match) + len(of_articles) == len(articles)

    incidents = {alert["incident"] for alert in unique(await pipeline.read("alerts")).values()}
    if matched:
        assert incidents
    return {"in": count, "nothing": len(nothing), "matched": len(with_match), "dead letters": len(letters), **counts}


async def test_every_article_is_accounted_for(pipeline, tmp_path):
    lines = []
    for number, place in enumerate(PLACES):
        lines.append(json.dumps(an_article(number, f"A flood hit {place}.")))
        lines.append(json.dumps(an_article(number, f"The council of {place} met.", outlet="second")))
    lines += [
        lines[0],
        "{not json",
        json.dumps({"id": "x", "title": 7}),
        json.dumps({"id": "y", "text": "word " * 30_000}),
    ]
    archive = tmp_path / "archive.jsonl"
    archive.write_text("\n".join(lines) + "\n")
    counted = await account(pipeline, archive, unusable=3)
    assert counted["duplicates"] == 1
    assert (counted["matched"], counted["nothing"], counted["dead letters"]) == (len(PLACES), len(PLACES), 3)


@pytest.mark.skipif(
    "TOCSIN_TEST_ARCHIVE" not in os.environ, reason="TOCSIN_TEST_ARCHIVE names no archive of real articles"
)
async def test_every_article_of_a_real_archive_is_accounted_for(kafka, prefix, tmp_path):
    """With the shipped rules; old news, so nothing may ring."""
    rules = Path(__file__).parents[2] / "rules"
    pipeline = Pipeline(tmp_path, bootstrap=kafka.bootstrap, prefix=prefix, rules=rules)
    try:
        counted = await account(pipeline, Path(os.environ["TOCSIN_TEST_ARCHIVE"]))
        print(counted)  # noqa: T201 - numbers worth reading: pytest -s
        assert all(alert["late"] for alert in unique(await pipeline.read("alerts")).values())
    finally:
        pipeline.close()
