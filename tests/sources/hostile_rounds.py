"""Reads feeds in rounds and says what came of it: run as a process of its own, so that its memory is that of the feeds.

It is told on standard input which ({"name": "url"}), and how many rounds; it answers with JSON.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from pathlib import Path

import streams.cli.ingest  # noqa: F401  what a real run holds in memory besides
from streams import logs
from streams.errors import SourceError
from streams.settings import load
from streams.sources.feeds import Feed, Lane, Lanes
from streams.sources.network import CheckedTransport, Networks
from streams.sources.reader import FeedReader
from streams.sources.source import now


async def read(feed):
    """What came of one reading, and when."""
    try:
        return len([item async for item in feed.read()]), time.monotonic()
    except SourceError as error:
        return str(error), time.monotonic()


async def rounds(asked):
    settings = load()
    logs.configure(settings)
    lanes = Lanes(Lane(6, seconds=asked["quick"]), Lane(2, seconds=asked["slow"]))
    transport, reader = CheckedTransport(Networks(settings.feed_networks)), FeedReader(cpu=asked["cpu"])
    async with transport, reader:
        feeds = {
            name: Feed(
                url, transport=transport, reader=reader, clock=now, stale_after=settings.stale_after, lanes=lanes
            )
            for name, url in asked["feeds"].items()
        }
        for _ in range(asked["rounds"]):
            begun = time.monotonic()
            answers = await asyncio.gather(*map(read, feeds.values()))
            yield {name: (told, at - begun) for name, (told, at) in zip(feeds, answers, strict=True)}


def peak() -> int:
    """The most memory this process held, in MB: its ru_maxrss is at least that of the process that started it."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(status["VmHWM"].split()[0]) // 1024


async def main():
    connected = set()
    sys.addaudithook(
        lambda event, told: connected.add(str(told[1][0])) if event == "socket.connect" and told[1][0] else None
    )
    asked = json.load(sys.stdin)
    told = [answers async for answers in rounds(asked)]
    memory = {"self": peak(), "children": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024}
    json.dump({"rounds": told, "connected": sorted(connected), "memory": memory}, sys.stdout)


asyncio.run(main())
