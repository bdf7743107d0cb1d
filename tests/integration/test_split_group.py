"""A group whose workers have different rules says so, and goes on working."""

from __future__ import annotations

import shutil

import pytest
from builders import a_rule_file

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]


async def tells(worker, *, rulesets):
    """Whether a worker tells of as many rule sets, in its page and its metrics."""
    status, about = await worker.ready()
    if status != 200:
        return False
    group = about["group"]
    assert group["workers"].get(group["me"], about["rules"]["digest"]) == about["rules"]["digest"]
    measured = await worker.metrics()
    workers = [name for name in measured if name.startswith("tocsin_group_worker_info")]
    return (
        len(set(group["workers"].values())) == rulesets == measured["tocsin_group_rulesets"]
        and group["split"] is (rulesets > 1)
        and len(workers) == len(group["workers"]) == 2
    )


async def test_a_group_split_over_two_rule_sets_says_which_worker_has_what_until_it_is_whole_again(pipeline, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(tmp_path / "rules", other)
    (other / "weather" / "hail.yaml").write_text(a_rule_file("hail"))
    first, second = pipeline.worker("a", log_json="true"), pipeline.worker("b", rules=str(other))
    for worker in (first, second):
        worker.start()
    for worker in (first, second):
        await worker.wait_ready()
        await pipeline.until(lambda one=worker: tells(one, rulesets=2), seconds=60, what="both tell of two rule sets")
    await pipeline.until(
        lambda: first.events("workers of this group have different rules"), seconds=60, what="the split is a warning"
    )
    (other / "weather" / "hail.yaml").unlink()
    for worker in (first, second):
        await pipeline.until(lambda one=worker: tells(one, rulesets=1), seconds=60, what="both tell of one rule set")
    await pipeline.until(
        lambda: first.events("workers of this group have the same rules again"),
        seconds=30,
        what="it is said in the log",
    )
    assert len(first.events("workers of this group have different rules")) == 1
