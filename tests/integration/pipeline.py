"""Tocsin as it runs: worker processes, a rule directory of their own, a channel that counts, topics read from outside.

Nothing of `streams` is imported: these tests know the program by its command, its topics and its messages.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

from aiohttp import web
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError
from builders import a_rule_file
from kafka_server import die_with_parent, free_ports

TOCSIN = Path(sys.executable).with_name("tocsin")
CACHE = Path(__file__).parents[2] / ".cache" / "tocsin"
"""The gazetteer compiled from what is installed, kept between runs: compiling takes half a minute."""
CUES = Path(__file__).parents[2] / "rules" / "cues"
"""What says that something did not happen: no rule directory does without."""
FACTS = Path(__file__).parents[2] / "rules" / "facts"
"""What numbers count."""
PARTITIONS = 4
PATIENCE = 90
"""Seconds for one question to the broker: a client that waits for ever ends its own test, and tells where it stood."""

# An event word is a rule of its own family, so that the incidents are spread over the partitions of `matches`.
EVENTS = ("storm", "flood", "wildfire", "earthquake", "landslide", "blackout")

# Settlements whose name no other place in the gazetteer bears, so that one sentence is one incident.
PLACES = tuple(
    """
    Vinnytsia Simferopol Chernihiv Poltava Khmelnytskyi Zhytomyr Horlivka Mariupol Ternopil Kropyvnytskyi Melitopol
    Kramatorsk Uzhhorod Brovary Yevpatoriia Berdiansk Alchevsk Sloviansk Pavlohrad Siverskodonetsk Lysychansk Mukachevo
    Bakhmut Yenakiieve Drohobych Kadiyivka Shostka Berdychiv Shakhtarsk Izmail Feodosiia Nizhyn Boryspil Dovzhansk
    Korosten Kolomyia Khartsyzk Zviahel Snizhne Rubizhne Druzhkivka Chystyakove Enerhodar Pryluky Antratsyt Novovolynsk
    Sorokyne Okhtyrka Myrnohrad Rovenky Marhanets Brianka Fastiv Svitlovodsk Varash Dzhankoi Shepetivka Myrhorod
    Yasynuvata Vasylkiv Chuhuiv Netishyn Kakhovka Slavuta Zhmerynka Boiarka Starokostiantyniv Sambir Vyshhorod Boryslav
    Hlukhiv Obukhiv Toretsk Kostopil Synelnykove Alushta Chortkiv Truskavets Zolotonosha Bakhchysarai Kupiansk Vynohradiv
    Perevalsk Oleshky Zdolbuniv Slavutych Korostyshiv Krolevets Koziatyn Dokuchayevsk Ladyzhyn Vilnohirsk Selydove
    Volnovakha Kremenets Sukhodilsk Stebnyk Liubotyn Henichesk Popasna Yahotyn Krasyliv Volochysk Hostomel Kurakhove
    Piatykhatky Kreminna Amvrosiivka Skadovsk Bohodukhiv Dniprorudne Berezhany Vovchansk Skvyra Svaliava Mostyska Shpola
    """.split()  # noqa: SIM905 - ten lines instead of a hundred
)


def write_rules(folder: Path, **keys: str) -> Path:
    """A rule directory with one rule for each of `EVENTS`, all of it for the channel `sink`; ``keys`` are the rules'."""
    pack = folder / "rules" / "weather"
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text("owner: tests\n")
    for event in EVENTS:
        (pack / f"{event}.yaml").write_text(a_rule_file(event, **keys))
    for words in (CUES, FACTS):
        shutil.copytree(words, folder / "rules" / words.name)
    (folder / "rules" / "subscriptions.yaml").write_text("everybody: {channels: [sink]}\n")
    return folder / "rules"


def an_article(number: int, title: str, *, outlet: str = "first") -> dict[str, str]:
    """An article just published."""
    return {
        "id": f"{outlet}-{number}",
        "url": f"https://{outlet}.example/{number}",
        "source": f"{outlet}.example",
        "title": title,
        "published_at": dt.datetime.now(dt.UTC).isoformat(),
    }


class Worker:
    """A `tocsin worker` process, started as often as wanted; its log goes on from one life to the next."""

    def __init__(self, folder: Path, env: Mapping[str, str], *, name: str = "worker") -> None:
        self.folder = folder
        self.name = name
        self.log = folder / f"{name}.log"
        self.port = free_ports(1)[0]
        self.env = {**env, "TOCSIN_WEB_PORT": str(self.port)}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *options: str) -> None:
        """Start it; `wait_ready` says when it works."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [TOCSIN, "worker", *options],
                cwd=self.folder,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - one system call, nothing that a thread could hold
            )

    async def wait_ready(self, seconds: float = 120) -> float:
        """Wait until it has its partitions; how many seconds that took."""
        began = time.monotonic()
        while not await asyncio.to_thread(self._ready):
            assert self.running, (
                f"{self.name} ended with status {self.process and self.process.returncode}\n{self.tail()}"
            )
            assert time.monotonic() - began < seconds, f"{self.name} is not ready after {seconds} s\n{self.tail()}"
            await asyncio.sleep(0.05)
        return time.monotonic() - began

    def _ready(self) -> bool:
        with contextlib.suppress(OSError, urllib.error.URLError):
            self._fetch("/ready")
            return True
        return False

    def _fetch(self, path: str) -> str:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"http://127.0.0.1:{self.port}{path}", timeout=2) as answer:
            return answer.read().decode()

    async def ready(self) -> tuple[int, dict]:
        """What `/ready` answers; status 0 when nobody does."""
        try:
            return 200, json.loads(await asyncio.to_thread(self._fetch, "/ready"))
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read())
        except OSError:
            return 0, {}

    async def rules(self) -> dict:
        """What it says of the rules in force."""
        return json.loads(await asyncio.to_thread(self._fetch, "/ready"))["rules"]

    async def metrics(self) -> dict[str, float]:
        """Each of its metrics, as `name{label="value"}`."""
        lines = (await asyncio.to_thread(self._fetch, "/metrics")).splitlines()
        return {name: float(value) for name, _, value in (one.rpartition(" ") for one in lines if one[0] != "#")}

    def events(self, event: str) -> list[dict]:
        """What it logged under a name; needs `log_json`."""
        lines = (json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{"))
        return [line for line in lines if line["event"] == event]

    @property
    def running(self) -> bool:
        """The process is there."""
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """SIGKILL: no time to finish anything."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(30)

    def pause(self) -> None:
        """SIGSTOP: it stands still, and does not know it."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def wake(self) -> None:
        """SIGCONT: it goes on where it stood."""
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)

    async def ended(self, seconds: float = 60) -> int:
        """Wait until it ends by itself; its exit status."""
        assert self.process is not None
        return await asyncio.to_thread(self.process.wait, seconds)

    async def stop(self, seconds: float = 60) -> int:
        """SIGTERM, as an operator; its exit status."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return await asyncio.to_thread(self.process.wait, seconds)

    def tail(self, lines: int = 40) -> str:
        """The end of its log."""
        if not self.log.exists():
            return f"--- {self.name}: no log"
        return "\n".join([f"--- {self.name}", *self.log.read_text(errors="replace").splitlines()[-lines:]])


class Sink:
    """A local service that Apprise's `json://` posts to. It takes ``delay`` seconds over each post, so that a worker
    that is killed is often killed while it waits for the answer.
    """

    def __init__(self, *, delay: float = 0.03) -> None:
        self.delay = delay
        self.posts: list[str] = []
        self.port = free_ports(1)[0]
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._started = threading.Event()

    @property
    def url(self) -> str:
        """What the channel is set to."""
        return f"json://127.0.0.1:{self.port}/"

    @property
    def counts(self) -> Counter[str]:
        """How often each alert came."""
        return Counter(self.posts)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._started.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        application = web.Application()
        application.router.add_post("/", self._take)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
        self._loop.run_until_complete(runner.setup())
        self._loop.run_until_complete(web.TCPSite(runner, "127.0.0.1", self.port).start())
        self._loop.call_soon(self._started.set)
        self._loop.run_forever()
        self._loop.run_until_complete(runner.cleanup())
        self._loop.close()

    async def _take(self, request: web.Request) -> web.Response:
        told = await request.json()
        # A plain channel's last line is the alert's id, for programs.
        found = re.search(r"^alert (\S+)$", told["message"].strip().splitlines()[-1])
        self.posts.append(found[1] if found else f"no id in: {told}")
        await asyncio.sleep(self.delay)
        return web.Response()


class Pipeline:
    """The topics of one test, seen from outside, and the workers that serve them."""

    def __init__(
        self, folder: Path, *, bootstrap: str, prefix: str, rules: Path | None = None, **settings: str
    ) -> None:
        self.folder = folder
        self.bootstrap = bootstrap
        self.prefix = prefix
        self.workers: list[Worker] = []
        mine = {name: value for name, value in os.environ.items() if not name.startswith(("TOCSIN_", "HTTP", "http"))}
        self.env = {
            **mine,
            "NO_PROXY": "127.0.0.1,localhost",
            "PYTHONUNBUFFERED": "1",
            "TOCSIN_BROKERS": bootstrap,
            "TOCSIN_PREFIX": prefix,
            "TOCSIN_GROUP": f"{prefix}tocsin",
            "TOCSIN_PARTITIONS": str(PARTITIONS),
            "TOCSIN_RULES": str(rules or write_rules(folder)),
            "TOCSIN_CACHE": str(CACHE),
            "TOCSIN_SESSION_TIMEOUT": "6",  # a killed worker's partitions wait this long
            "TOCSIN_TICK_EVERY": "5",
            "TOCSIN_RETRY_FIRST": "0.2",
            **{f"TOCSIN_{name.upper()}": value for name, value in settings.items()},
        }

    def worker(self, name: str = "worker", **settings: str) -> Worker:
        """One more worker, not yet started; ``settings`` are its alone."""
        own = {f"TOCSIN_{setting.upper()}": value for setting, value in settings.items()}
        self.workers.append(Worker(self.folder, self.env | own, name=name))
        return self.workers[-1]

    def close(self) -> None:
        """End what still runs."""
        for worker in self.workers:
            worker.kill()

    def told(self) -> str:
        """What the workers logged last, for a failure's message."""
        return "\n".join(worker.tail() for worker in self.workers)

    async def command(self, *arguments: str, seconds: float = 120) -> subprocess.CompletedProcess[str]:
        """Run `tocsin` with these arguments, as an operator of this pipeline."""
        return await asyncio.to_thread(
            subprocess.run,
            [TOCSIN, *arguments],
            cwd=self.folder,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
            timeout=seconds,
        )

    async def send(self, *articles: Mapping[str, object]) -> None:
        """Put articles into the topic, as `tocsin ingest` would."""
        await self.send_raw("articles", *((str(one["id"]).encode(), json.dumps(one).encode(), ()) for one in articles))

    async def send_raw(
        self,
        topic: str,
        *records: tuple[bytes | None, bytes | None, Sequence[tuple[str, bytes]]],
        partition: int | None = None,
    ) -> None:
        """Put records (key, value, headers) into a topic, whatever they are."""
        async with (
            asyncio.timeout(PATIENCE),
            AIOKafkaProducer(
                bootstrap_servers=self.bootstrap, acks="all", enable_idempotence=True, max_request_size=2_000_000
            ) as producer,
        ):
            for sent in [
                await producer.send(
                    self.prefix + topic, key=key, value=value, headers=list(headers), partition=partition
                )
                for key, value, headers in records
            ]:
                await sent

    @contextlib.asynccontextmanager
    async def traffic(self, articles: Iterator[Mapping[str, object]], *, per_second: float) -> AsyncIterator[list[str]]:
        """Send articles at an even pace for as long as the block lasts; yields the ids of those sent, as they are."""
        sent: list[str] = []
        async with AIOKafkaProducer(bootstrap_servers=self.bootstrap, acks="all", linger_ms=5) as producer:

            async def send() -> None:
                began = time.monotonic()
                for number, one in enumerate(articles):
                    await asyncio.sleep(max(0.0, began + number / per_second - time.monotonic()))
                    key, value = str(one["id"]).encode(), json.dumps(one).encode()
                    await producer.send(self.prefix + "articles", key=key, value=value)
                    sent.append(str(one["id"]))

            sending = asyncio.create_task(send())
            try:
                yield sent
            finally:
                sending.cancel()
                await asyncio.gather(sending, return_exceptions=True)
                await producer.flush()

    @contextlib.asynccontextmanager
    async def follow(self, topic: str) -> AsyncIterator[Follower]:
        """Read a topic from its beginning for as long as the block lasts."""
        async with AIOKafkaConsumer(bootstrap_servers=self.bootstrap, auto_offset_reset="earliest") as consumer:
            name = self.prefix + topic
            consumer.assign([TopicPartition(name, number) for number in range(PARTITIONS)])
            yield Follower(consumer)

    async def read(self, topic: str) -> list[Record]:
        """Everything that is in a topic now."""
        async with asyncio.timeout(PATIENCE), self.follow(topic) as follower:
            return await follower.all()

    async def lag(self) -> dict[str, int]:
        """Records of each topic that its readers have not committed."""
        async with asyncio.timeout(PATIENCE):
            return await self._lag()

    async def _lag(self) -> dict[str, int]:
        admin = AIOKafkaAdminClient(bootstrap_servers=self.bootstrap)
        await admin.start()
        try:
            groups = {name for name, _ in await admin.list_consumer_groups() if name.startswith(f"{self.prefix}tocsin")}
            groups.discard(f"{self.prefix}tocsin-workers")  # it reads nothing: workers leave word of themselves there
            committed = {}
            for group in groups:
                for where, found in (await admin.list_consumer_group_offsets(group)).items():
                    committed[where] = found.offset
        finally:
            await admin.close()
        read = ("articles", "matches", "alerts", "outbox")
        async with AIOKafkaConsumer(bootstrap_servers=self.bootstrap) as consumer:
            partitions = [TopicPartition(self.prefix + topic, number) for topic in read for number in range(PARTITIONS)]
            ends = await consumer.end_offsets(partitions)
        lag: dict[str, int] = dict.fromkeys(read, 0)
        for where, end in ends.items():
            lag[where.topic.removeprefix(self.prefix)] += end - max(committed.get(where, 0), 0)
        return lag

    async def until_idle(self, seconds: float = 60) -> None:
        """Wait until everything is read and committed: ticks come every 5 s and are read at once."""
        await self.until(self._idle, seconds=seconds, what="all is read and committed")

    async def _idle(self) -> bool:
        return not any((await self.lag()).values())

    async def until(self, done: Callable[[], object], *, seconds: float, what: str) -> None:
        """Wait until ``done`` is true; say what was waited for, and what the workers logged, when it takes too long."""
        until = time.monotonic() + seconds
        while True:
            answer = done()
            if await answer if asyncio.iscoroutine(answer) else answer:
                return
            if time.monotonic() > until:
                lag: object = "not known"
                with contextlib.suppress(KafkaError):  # the embedded broker lists no groups
                    lag = await self.lag()
                raise AssertionError(f"after {seconds} s still not so: {what}. Lag: {lag}\n{self.told()}")
            await asyncio.sleep(0.02)


class Record:
    """One record: `topic-partition-offset`, key, value, headers, and when it was sent (a Unix time)."""

    def __init__(self, record: object) -> None:
        self.id = f"{record.topic}-{record.partition}-{record.offset}"
        self.key = record.key
        self.value = record.value
        self.headers = {name: value.decode() for name, value in record.headers}
        self.sent_at = record.timestamp / 1000

    def json(self) -> dict:
        """The value, read."""
        return json.loads(self.value)


class Follower:
    """A topic as it grows."""

    def __init__(self, consumer: AIOKafkaConsumer) -> None:
        self._consumer = consumer
        self.records: list[Record] = []

    async def poll(self) -> list[Record]:
        """What came since the last poll, after a short wait."""
        found = await self._consumer.getmany(timeout_ms=20)
        new = [Record(record) for records in found.values() for record in records]
        self.records += new
        return new

    async def all(self) -> list[Record]:
        """Everything up to the present end."""
        ends = await self._consumer.end_offsets(self._consumer.assignment())
        while any([await self._consumer.position(where) < end for where, end in ends.items()]):
            await self.poll()
        return self.records


def unique(records: Iterable[Record]) -> dict[str, dict]:
    """JSON records by their `id`: readers of an at-least-once topic deduplicate."""
    return {value["id"]: value for value in (record.json() for record in records)}


def is_tick(record: Record) -> bool:
    """Whether a record of `matches` only says that time passes."""
    return record.headers.get("ce_type", "").startswith("tocsin.tick.")
