"""Workers that run some of the agents each."""

from __future__ import annotations

import pytest
from pipeline import PLACES, an_article

pytestmark = pytest.mark.kafka


async def test_a_worker_for_the_channels_alone_is_ready_and_tells_what_another_has_found(pipeline, sink):
    finding, telling = pipeline.worker("finding"), pipeline.worker("telling")
    finding.start("--agents", "match-articles,gather-incidents,deliver-alerts")
    await finding.wait_ready()
    telling.start("--agents", "tell-channels")
    await telling.wait_ready()
    await pipeline.send(an_article(1, f"A storm hit {PLACES[0]}."))
    await pipeline.until(lambda: sink.counts, seconds=60, what="the alert rang")
    assert (await telling.ready())[0] == 200
    for worker in (finding, telling):
        assert await worker.stop() == 0, worker.tail()
