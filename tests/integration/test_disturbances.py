"""Stopped, woken too late, killed: two workers go backwards in nothing, and lose no alert."""

from __future__ import annotations

import asyncio
import os
import random
from collections import Counter, defaultdict

import pytest
from pipeline import EVENTS, PLACES, Pipeline, Record, Worker, an_article, is_tick, unique, write_rules

pytestmark = pytest.mark.kafka

SESSION = 6  # seconds; the pipeline's TOCSIN_SESSION_TIMEOUT
INCIDENTS = 14  # new incidents in each portion
NOISE = 150  # articles about nothing in each portion: they keep a worker busy while it is disturbed
EX_SOFTWARE = 70  # sysexits.h: how a worker ends that must be started again

FEW = ("stopped", "killed", "dozed")
MANY = ("stopped",) * 10 + ("killed",) * 7 + ("left",) * 4 + ("dozed",) * 4


class Story:
    """Portions of articles: new events, what was told in the portion before grown worse, and noise."""

    def __init__(self, *, seed: int) -> None:
        self.chance = random.Random(seed)
        self._untold = [(event, place) for event in EVENTS for place in PLACES]
        self.chance.shuffle(self._untold)
        self._number = 0
        self._newest: list[tuple[str, str]] = []
        self.told: set[tuple[str, str]] = set()
        self.worse: set[tuple[str, str]] = set()

    def portion(self) -> list[dict[str, str]]:
        """Articles in any order; each event is told by one outlet, and its toll by another."""
        events, self._untold = self._untold[:INCIDENTS], self._untold[INCIDENTS:]
        assert len(events) == INCIDENTS, "fewer events than portions: add places"
        titles = [("first", f"A {event} hit {place}.") for event, place in events]
        titles += [("second", f"The {event} in {place} killed 34 people.") for event, place in self._newest]
        titles += [("first", f"The council of {self.chance.choice(PLACES)} opened a library.") for _ in range(NOISE)]
        self.told |= set(events)
        self.worse |= set(self._newest)
        self._newest = events
        self.chance.shuffle(titles)
        made = []
        for outlet, title in titles:
            self._number += 1
            made.append(an_article(self._number, title, outlet=outlet))
        return made


class Unrest:
    """Two workers that share the work of a story, and what befalls them."""

    def __init__(self, pipeline: Pipeline, story: Story, alerts) -> None:
        self.pipeline = pipeline
        self.story = story
        self.alerts = alerts
        self.workers = [pipeline.worker("a"), pipeline.worker("b")]
        self.too_late = 0

    async def both(self) -> tuple[Worker, Worker]:
        """Both workers, ready, in any order."""
        for worker in self.workers:
            if not worker.running:
                worker.start()
        for worker in self.workers:
            await worker.wait_ready()
        one, other = self.story.chance.sample(self.workers, 2)
        return one, other

    async def tell(self, *, share: float) -> None:
        """Send a portion and wait until about a share of its alerts is there."""
        known = len({record.json()["id"] for record in await self.alerts.all()})
        portion = self.story.portion()
        await self.pipeline.send(*portion)
        wanted = known + max(1, round(share * INCIDENTS))

        async def so_far() -> bool:
            await self.alerts.poll()
            return len({record.json()["id"] for record in self.alerts.records}) >= wanted

        await self.pipeline.until(so_far, seconds=120, what=f"{wanted} alerts")

    async def stopped(self) -> None:
        """One stands still for twice its session; the other takes over, goes on, and dies as the first wakes."""
        sleeper, heir = await self.both()
        await self.tell(share=self.story.chance.uniform(0.05, 0.6))
        sleeper.pause()
        asleep = asyncio.create_task(asyncio.sleep(2 * SESSION))
        await self.tell(share=1.0)  # what the sleeper has in hand grows older than what the heir knows
        await asleep
        sleeper.wake()
        await asyncio.sleep(self.story.chance.uniform(0, 0.3))
        heir.kill()
        heir.start()
        assert await sleeper.ended() == EX_SOFTWARE, sleeper.tail()
        told = [
            line for line in sleeper.tail(60).splitlines() if "session over" in line or "owns the partition" in line
        ]
        assert told, sleeper.tail(60)
        self.too_late += 1

    async def killed(self) -> None:
        """One dies in mid-work."""
        victim, _ = await self.both()
        await self.tell(share=self.story.chance.uniform(0.05, 0.7))
        victim.kill()

    async def left(self) -> None:
        """One leaves in order, in mid-work."""
        leaving, _ = await self.both()
        await self.tell(share=self.story.chance.uniform(0.05, 0.7))
        assert await leaving.stop() == 0, leaving.tail()

    async def dozed(self) -> None:
        """One stands still for less than its session, which is no reason to end."""
        dozing, _ = await self.both()
        await self.tell(share=self.story.chance.uniform(0.05, 0.7))
        dozing.pause()
        await asyncio.sleep(SESSION / 3)
        dozing.wake()
        await asyncio.sleep(SESSION / 2)
        assert dozing.running, dozing.tail()


@pytest.fixture
def pipeline(kafka, prefix, sink, tmp_path):
    rules = write_rules(tmp_path, escalate='[{when: "killed >= 10", to: critical}]')
    made = Pipeline(tmp_path, bootstrap=kafka.bootstrap, prefix=prefix, rules=rules, channels__sink=sink.url)
    yield made
    made.close()


@pytest.mark.parametrize(
    "disturbances",
    [
        pytest.param(FEW, id="3", marks=pytest.mark.timeout(400)),
        pytest.param(MANY, id="25", marks=[pytest.mark.long, pytest.mark.timeout(3600)]),
    ],
)
async def test_disturbed_in_any_way_nothing_goes_backwards_and_every_ring_comes(disturbances, pipeline, sink):
    seed = int(os.environ.get("TOCSIN_TEST_SEED", random.randrange(10**6)))
    story = Story(seed=seed)
    order = list(disturbances)
    story.chance.shuffle(order)
    async with pipeline.follow("alerts") as alerts:
        unrest = Unrest(pipeline, story, alerts)
        for kind in order:
            await getattr(unrest, kind)()
        await unrest.both()
        await unrest.tell(share=1.0)
        await pipeline.until_idle(seconds=180)
    about = f"seed {seed}, {order}\n{pipeline.told()}"
    fenced = await states_only_grow(pipeline, about)
    doubled = await every_ring_comes(pipeline, story, sink, about)
    print(  # noqa: T201 - pytest -s
        f"seed {seed}: {len(order)} disturbances, {unrest.too_late} woken too late and ended, {fenced} stale states "
        f"fenced, {len(sink.posts)} posts of {len(sink.counts)} alerts, {len(doubled)} doubled: {sorted(doubled)}"
    )


async def states_only_grow(pipeline: Pipeline, about: str) -> int:
    """Whoever keeps the highest position sees each incident grow, and in the end all of its matches; how many were stale."""
    kept: dict[str, tuple[tuple[int, int], dict]] = {}
    stale = 0
    for record in await pipeline.read("incidents"):
        state, position = record.json(), position_of(record)
        assert position == (state["epoch"], state["offset"])
        before = kept.get(state["id"])
        if before is not None and position < before[0]:
            stale += 1
            continue
        if before is not None:
            assert set(before[1]["matches"]) <= set(state["matches"]), f"{before[1]}\nthen\n{state}\n{about}"
            assert before[1]["seq"] <= state["seq"], f"{before[1]}\nthen\n{state}\n{about}"
        kept[state["id"]] = (position, state)

    gathered: dict[tuple[str, str], set[str]] = defaultdict(set)
    for _, state in kept.values():
        gathered[state["family"], state["place"]["name"]] |= set(state["matches"])
    matched: dict[tuple[str, str], set[str]] = defaultdict(set)
    for match in unique(record for record in await pipeline.read("matches") if not is_tick(record)).values():
        matched[match["family"], match["place"]["name"]].add(match["id"])
    assert gathered == matched, about
    return stale


def position_of(record: Record) -> tuple[int, int]:
    """Which record of `matches` a record of `incidents` says that it includes."""
    epoch, _, offset = record.headers["ce_sequence"].partition("-")
    return int(epoch), int(offset)


async def every_ring_comes(pipeline: Pipeline, story: Story, sink, about: str) -> set[str]:
    """Each event rang when it opened and when it grew worse; what rang twice is named; which that is."""
    assert not await pipeline.read("dead-letters"), about
    contents: dict[str, set[bytes]] = defaultdict(set)
    records = await pipeline.read("alerts")
    for record in records:
        contents[record.json()["id"]].add(record.value)
    twice = {alert: told for alert, told in contents.items() if len(told) > 1}
    assert not twice, f"alert ids with two contents: {twice}\n{about}"

    alerts = unique(records)
    opened = Counter(place_of(one) for one in alerts.values() if "opened" in one["changes"])
    assert opened == Counter(story.told), f"opened twice or never\n{about}"
    rung = [alerts[alert] for alert in sink.counts]
    assert {place_of(one) for one in rung if "opened" in one["changes"]} == story.told, about
    assert {place_of(one) for one in rung if one["severity"] == "critical"} == story.worse, about

    doubts = {one["alert"] for one in (record.json() for record in await pipeline.read("deliveries")) if in_doubt(one)}
    doubled = {alert for alert, times in sink.counts.items() if times > 1}
    assert doubled <= doubts, f"rung twice, and `deliveries` does not say so: {doubled - doubts}\n{about}"
    return doubled


def place_of(alert: dict) -> tuple[str, str]:
    """Which event an alert tells of."""
    return alert["family"], alert["place"]["name"]


def in_doubt(delivery: dict) -> bool:
    """Whether a record of `deliveries` says that the message may have come more than once."""
    return delivery["attempts"] > 1 or delivery["outcome"] == "unknown" or bool(delivery["error"])


async def test_a_stale_state_behind_a_newer_one_is_written_over_and_never_gone_on_from(pipeline):
    worker = pipeline.worker()
    worker.start()
    await worker.wait_ready()
    for number, outlet in enumerate(("first", "second")):
        await pipeline.send(an_article(number, "A storm hit Poltava.", outlet=outlet))
        await pipeline.until_idle()
    stale = (await pipeline.read("incidents"))[0]

    async def last_holds(matches: int) -> bool:
        found = [one for one in await pipeline.read("incidents") if one.key == stale.key]
        return len(found[-1].json()["matches"]) == matches

    assert await last_holds(2)
    await write_behind(pipeline, stale)
    assert await last_holds(1)
    await pipeline.send(an_article(2, "A storm hit Sumy."))  # of the same family: its state lands behind a gap
    await pipeline.until(lambda: last_holds(2), seconds=60, what="the newer state is written again")

    worker.kill()
    await write_behind(pipeline, stale)
    worker.start()
    await worker.wait_ready()
    await pipeline.send(an_article(3, "A storm hit Poltava.", outlet="third"))
    await pipeline.until(lambda: last_holds(3), seconds=60, what="a worker that takes over goes on from the newest")
    opened = [one["place"]["name"] for one in unique(await pipeline.read("alerts")).values() if one["seq"] == 1]
    assert sorted(opened) == ["Poltava", "Sumy"]


async def write_behind(pipeline: Pipeline, stale: Record) -> None:
    """Write a state again, as a worker does that was stopped in the middle of writing it."""
    headers = [(name, value.encode()) for name, value in stale.headers.items()]
    await pipeline.send_raw("incidents", (stale.key, stale.value, headers), partition=int(stale.id.split("-")[-2]))
