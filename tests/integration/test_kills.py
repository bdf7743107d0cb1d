"""Killed in mid-stream, again and again, a worker loses no alert and rings nobody twice."""

from __future__ import annotations

import os
import random

import pytest
from pipeline import EVENTS, PLACES, Pipeline, Worker, an_article, is_tick, unique

pytestmark = pytest.mark.kafka

INCIDENTS = 30  # new incidents in each portion
NOISE = 240  # articles about nothing in each portion: a worker takes about a second for them


class Story:
    """Portions of articles, and what must come of them. Every event is told by two outlets, nothing by the noise."""

    def __init__(self, *, seed: int) -> None:
        self._chance = random.Random(seed)
        self._untold = [(event, place) for event in EVENTS for place in PLACES]
        self._chance.shuffle(self._untold)
        self._number = 0
        self.told: set[tuple[str, str]] = set()
        self.articles: list[str] = []

    def portion(self) -> list[dict[str, str]]:
        """Articles about new events, in any order, in between many about nothing."""
        events, self._untold = self._untold[:INCIDENTS], self._untold[INCIDENTS:]
        assert len(events) == INCIDENTS, "fewer events than kills: add places"
        self.told |= set(events)
        titles = [("first", f"A {event} hit {place}.") for event, place in events]
        titles += [("second", f"{place} was hit by a {event}.") for event, place in events]
        titles += [("first", f"The council of {self._chance.choice(PLACES)} opened a library.") for _ in range(NOISE)]
        self._chance.shuffle(titles)
        made = []
        for outlet, title in titles:
            self._number += 1
            made.append(an_article(self._number, title, outlet=outlet))
        self.articles += [article["id"] for article in made]
        return made

    def chance(self, low: float, high: float) -> float:
        """A number between two."""
        return self._chance.uniform(low, high)


async def tell(pipeline: Pipeline, story: Story, alerts, *, worker: Worker, share: float) -> None:
    """Send a portion and wait until about a share of its alerts is there: the rest is the backlog."""
    known = len({record.json()["id"] for record in alerts.records})
    await pipeline.send(*story.portion())
    wanted = known + max(1, round(share * INCIDENTS))

    async def so_far() -> bool:
        await alerts.poll()
        assert worker.running, pipeline.told()
        return len({record.json()["id"] for record in alerts.records}) >= wanted

    await pipeline.until(so_far, seconds=90, what=f"{wanted} alerts")


@pytest.mark.parametrize(
    "kills",
    [
        pytest.param(3, marks=pytest.mark.timeout(300)),
        pytest.param(20, marks=[pytest.mark.long, pytest.mark.timeout(1800)]),
    ],
)
async def test_killed_in_mid_stream_it_loses_nothing_and_rings_once(kills, pipeline, sink):
    seed = int(os.environ.get("TOCSIN_TEST_SEED", random.randrange(10**6)))
    story = Story(seed=seed)
    worker = pipeline.worker("a")
    worker.start()
    await worker.wait_ready()
    backlogs = []
    async with pipeline.follow("alerts") as alerts:
        for number in range(kills):
            if number == 1:
                await kill_beside_another(pipeline, story, alerts, worker)
            else:
                await tell(pipeline, story, alerts, worker=worker, share=story.chance(0.05, 0.7))
                worker.kill()
            backlogs.append(len(story.told) - len({one.json()["id"] for one in await alerts.all()}))
            worker.start()
        await tell(pipeline, story, alerts, worker=worker, share=0.1)
        await pipeline.until_idle(seconds=120)
    print(f"seed {seed}, alerts still to come at each kill: {backlogs}, sink: {len(sink.posts)} posts")  # noqa: T201 - pytest -s
    assert sum(backlog > 0 for backlog in backlogs) > kills / 2, (
        f"killed with nothing left to do: raise NOISE: {backlogs}"
    )
    await check(pipeline, story, sink, kills=kills, seed=seed)


async def kill_beside_another(pipeline: Pipeline, story: Story, alerts, worker: Worker) -> None:
    """A second worker joins, the first is killed, the second goes on alone and leaves in the middle of its work."""
    second = pipeline.worker("b")
    second.start()
    await second.wait_ready()
    await tell(pipeline, story, alerts, worker=worker, share=story.chance(0.05, 0.7))
    worker.kill()
    await tell(pipeline, story, alerts, worker=second, share=story.chance(0.3, 0.8))
    assert await second.stop() == 0, second.tail()


async def check(pipeline: Pipeline, story: Story, sink, *, kills: int, seed: int) -> None:
    """Everything that was told became one incident, which rang once."""
    about = f"seed {seed}\n{pipeline.told()}"

    assert len(await pipeline.read("articles")) == len(story.articles)
    assert not await pipeline.read("dead-letters"), about

    matched = unique(record for record in await pipeline.read("matches") if not is_tick(record))
    assert {(match["family"], match["place"]["name"]) for match in matched.values()} == story.told
    assert len(matched) == 2 * len(story.told), about

    opened = [alert for alert in unique(await pipeline.read("alerts")).values() if "opened" in alert["changes"]]
    assert {(alert["family"], alert["place"]["name"]) for alert in opened} == story.told
    assert len(opened) == len(story.told), f"an event was opened twice, under different ids\n{about}"

    deliveries: dict[str, list[dict]] = {}
    for record in await pipeline.read("deliveries"):
        deliveries.setdefault(record.json()["alert"], []).append(record.json())
    rung = sink.counts
    ids = {alert["id"] for alert in opened}
    assert set(rung) <= ids, f"rang for what is no new incident: {set(rung) - ids}\n{about}"
    odd = {alert: rung[alert] for alert in ids if rung[alert] != 1}
    unnamed = {
        alert: (times, deliveries.get(alert))
        for alert, times in odd.items()
        if not any(one["attempts"] > 1 or one["outcome"] == "unknown" for one in deliveries.get(alert, ()))
    }
    assert not unnamed, f"not rung once, and `deliveries` does not say so: {unnamed}\n{about}"
    assert sum(abs(times - 1) for times in odd.values()) <= kills, (
        f"more than the one in flight at each kill: {odd}\n{about}"
    )
    final = {alert: found[-1]["outcome"] for alert, found in deliveries.items() if alert in ids}
    assert set(final) == ids, about
    assert set(final.values()) <= {"sent", "unknown"}, about
