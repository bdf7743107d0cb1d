"""Rules that change under traffic: nothing is lost, no article sees two sets, a broken set changes nothing."""

from __future__ import annotations

import asyncio
import itertools
import re
import shutil
import statistics
import time
from collections import defaultdict
from pathlib import Path

import pytest
from builders import a_rule_file
from pipeline import CUES, PLACES, Pipeline, Sink, Worker, an_article, is_tick, unique

pytestmark = pytest.mark.kafka

PER_SECOND = 200
NOISE = 3
"""Articles about nothing beside each that both rules match: what follows from matches is four times the work."""
WITHIN = 5.0
"""Seconds after which a changed directory is in force."""
RULES = ("one", "two")
"""Two rules that every storm meets."""


def write(rules: Path, number: int, *, broken: bool = False) -> None:
    """Write a set file by file, as an editor or `git pull` does. Each set's incidents are its own, by family."""
    (rules / "sets").mkdir(parents=True, exist_ok=True)
    (rules / "sets/pack.yaml").write_text("owner: tests\n")
    for name in RULES:
        text = a_rule_file("storm", title=f"Set {number}", family=f"{name}-{number}")
        (rules / f"sets/{name}.yaml").write_text(text.replace("any:", "nay:") if broken and name == RULES[-1] else text)
    shutil.copytree(CUES, rules / "cues", dirs_exist_ok=True)
    (rules / "subscriptions.yaml").write_text("everybody: {channels: [sink]}\n")


def news():
    """Articles without end; those about a storm are each about one of many places."""
    for number in itertools.count():
        if number % (NOISE + 1):
            yield an_article(number, f"The council met for the {number}th time.", outlet="noise")
        else:
            yield an_article(number, f"A storm hit {PLACES[number // (NOISE + 1) % len(PLACES)]}.", outlet="storm")


@pytest.fixture
def pipeline(kafka, prefix, tmp_path):
    write(tmp_path / "rules", 0)
    with Sink(delay=0) as sink:
        made = Pipeline(
            tmp_path,
            bootstrap=kafka.bootstrap,
            prefix=prefix,
            rules=tmp_path / "rules",
            channels__sink=sink.url,
            log_json="true",
        )
        yield made
        made.close()


async def version(worker: Worker) -> str:
    return (await worker.rules())["version"]


async def started(pipeline: Pipeline, *names: str) -> list[Worker]:
    workers = [pipeline.worker(name) for name in names]
    for worker in workers:
        worker.start()
    for worker in workers:
        await worker.wait_ready()
    return workers


@pytest.mark.parametrize(
    ("changes", "every", "names"),
    [
        pytest.param(2, 6, ["a"], marks=pytest.mark.timeout(300)),
        pytest.param(20, 6, ["a", "b"], marks=[pytest.mark.long, pytest.mark.timeout(900)]),
    ],
    ids=["a broken set, then a good one", "twenty changes, two workers"],
)
async def test_changes_under_traffic(pipeline, changes, every, names):
    """Odd sets are broken, even ones are good."""
    workers = await started(pipeline, *names)
    hashes = {await version(workers[0]): 0}
    in_force: dict[str, int] = {}  # article sent by then → set that must have matched it, or a later one
    async with pipeline.traffic(news(), per_second=PER_SECOND) as sent:
        await asyncio.sleep(3)
        for number in range(1, changes + 1):
            before = await version(workers[0])
            broken = number % 2 == 1
            write(pipeline.folder / "rules", number, broken=broken)
            changed = time.monotonic()
            for worker in workers:
                await (
                    refused(pipeline, worker, number, changed) if broken else taken(pipeline, worker, before, changed)
                )
            if not broken:
                hashes[await version(workers[0])] = number
                in_force[next(one for one in reversed(sent) if one.startswith("storm"))] = number
            await asyncio.sleep(max(0.0, changed + every - time.monotonic()))
    assert len(hashes) == 1 + changes // 2
    await pipeline.until_idle(seconds=300)
    await check(pipeline, sent, hashes, in_force)
    for worker in workers:
        assert worker.running
        measured = await worker.metrics()
        assert measured['tocsin_rules_reloads_total{outcome="taken"}'] == changes // 2
        assert measured['tocsin_rules_reloads_total{outcome="broken"}'] == (changes + 1) // 2
        assert len(worker.events("rules broken")) == (changes + 1) // 2
    assert sum([(await worker.metrics())["tocsin_articles_total"] for worker in workers]) == len(sent)


async def refused(pipeline: Pipeline, worker: Worker, number: int, changed: float) -> None:
    """A broken set is counted and told once, with file and line; the one before stays in force."""
    before = await version(worker)

    async def counted() -> bool:
        return (await worker.metrics())['tocsin_rules_reloads_total{outcome="broken"}'] == (number + 1) // 2

    await pipeline.until(counted, seconds=WITHIN - (time.monotonic() - changed), what="the broken set is counted")
    rules = await worker.rules()
    assert rules["version"] == before
    assert any(re.search(r"rules/sets/two\.yaml:5:\d+: ", one) for one in rules["failure"]["reasons"]), rules
    told = [one for one in worker.events("rule mistake") if one["code"] == "unknown-key"]
    assert len(told) == (number + 1) // 2
    assert told[-1]["file"].endswith("rules/sets/two.yaml")
    assert told[-1]["line"] == 5
    assert "nay" in told[-1]["reason"]


async def taken(pipeline: Pipeline, worker: Worker, before: str, changed: float) -> None:
    """A good set is in force in time."""

    async def new() -> bool:
        return await version(worker) != before

    await pipeline.until(new, seconds=WITHIN - (time.monotonic() - changed), what="the good set is in force")
    assert (await worker.rules())["failure"] is None


async def check(pipeline: Pipeline, sent: list[str], hashes: dict[str, int], in_force: dict[str, int]) -> None:
    """Every article is matched by both rules of one set, and every match and alert is what its hash says."""
    about = pipeline.told()
    assert not await pipeline.read("dead-letters"), about
    articles = {record.json()["id"]: record.sent_at for record in await pipeline.read("articles")}
    assert set(articles) == set(sent)
    matches = [record for record in await pipeline.read("matches") if not is_tick(record)]
    of_article = defaultdict(list)
    for record in matches:
        match = record.json()
        assert match["title"] == f"Set {hashes[match['ruleset']]}"
        of_article[match["article"]["id"]].append(match)
    storms = [one for one in sent if one.startswith("storm")]
    assert set(of_article) == set(storms), "an article got lost"
    for found in of_article.values():
        assert sorted(match["rule"] for match in found) == [f"sets/{name}" for name in RULES]
        assert len({match["ruleset"] for match in found}) == 1, f"two sets matched one article: {found}"
    newest = 0
    for one in storms:
        number = hashes[of_article[one][0]["ruleset"]]
        assert number >= newest, f"{one} was sent when set {newest} was in force, and matched by set {number}"
        newest = max(newest, in_force.get(one, 0))
    alerts = unique(await pipeline.read("alerts")).values()
    for alert in alerts:
        assert alert["family"].endswith(f"-{hashes[alert['ruleset']]}")
    assert {alert["ruleset"] for alert in alerts} == {
        match["ruleset"] for found in of_article.values() for match in found
    }
    took = [record.sent_at - articles[record.json()["article"]["id"]] for record in matches]
    cuts = statistics.quantiles(took, n=100)
    print(f"{len(sent)} articles; to their matches 50% {cuts[49]:.3f} s, 99% {cuts[98]:.3f} s, all {max(took):.3f} s")  # noqa: T201 - pytest -s


async def test_workers_that_run_different_sets_are_told_apart(pipeline, tmp_path):
    write(tmp_path / "other", 1)
    one, other = pipeline.worker("a"), pipeline.worker("b", rules=str(tmp_path / "other"))
    for worker in (one, other):
        worker.start()
        await worker.wait_ready()
    sets = {
        name for worker in (one, other) for name in await worker.metrics() if name.startswith("tocsin_ruleset_info")
    }
    assert len(sets) == 2
    assert await version(one) != await version(other)
    for worker in (one, other):
        await pipeline.until(lambda: worker.events("worker ready"), seconds=5, what="it says that it is ready")  # noqa: B023
        assert worker.events("worker ready")[0]["rules"] == await version(worker)
    write(tmp_path / "rules", 1)

    async def alike() -> bool:
        return await version(one) == await version(other)

    await pipeline.until(alike, seconds=WITHIN, what="both run one set")
    assert len({name for worker in (one, other) for name in await worker.metrics() if "ruleset_info" in name}) == 1
