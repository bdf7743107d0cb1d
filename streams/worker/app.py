"""The worker's Faust application, where settings, rules, topics, agents and services are joined."""

from __future__ import annotations

import asyncio
import datetime as dt
import signal
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import faust
from faust.types import TP
from mode import Service

from streams.agents import deliver_alerts, gather_incidents, match_articles
from streams.agents.lease import Lease, follow
from streams.agents.ledger import Ledgers
from streams.agents.lookout import Lookout
from streams.agents.post import Post, give_up
from streams.agents.tell_channels import TellChannels, channels_group
from streams.agents.ticker import Ticker
from streams.agents.watch_rules import WatchRules
from streams.errors import ConfigurationError
from streams.files.desk.current import CurrentDesk
from streams.files.desk.memory import settle
from streams.files.desk.watch import Watch
from streams.health.judgement import Where
from streams.kafka import client, topics
from streams.languages.lemma import warm_up
from streams.notify.apprise import connect_all
from streams.settings import Settings
from streams.worker.leaving import Leaving
from streams.worker.readiness import Readiness

AGENTS = ("match-articles", "gather-incidents", "deliver-alerts", "tell-channels")
"""What a worker runs, unless told to run only some of it."""
LONG_READING = 5.0
"""Seconds of reading a partition's incidents that are worth telling: a hundred thousand of them take two."""


def create_app(settings: Settings, current: CurrentDesk, *, agents: Collection[str] = AGENTS) -> App:
    """Make the Faust app with its agents; nothing connects before it starts.

    At-least-once is kept by rules that every agent follows: raw bytes in and decoded inside, one agent a topic with
    concurrency 1, every send awaited, and no Faust tables (see `streams.agents.ledger` for why).

    Raises:
        ConfigurationError: an agent's name is unknown.
    """
    if unknown := set(agents) - set(AGENTS):
        raise ConfigurationError(f"no agent is called {', '.join(sorted(unknown))}; there are {', '.join(AGENTS)}")
    app = App(settings.group, **_faust_options(settings))
    post = _post(settings, settings.group)
    posts = [post]
    ledgers = Ledgers(settings)
    _register(app, settings, current, post, ledgers, agents)
    if not set(agents) - {"tell-channels"}:
        # Faust has nothing to read then, and its consumer crashes over a subscription to no topics.
        app.boot_strategy = app.BootStrategy(app, enable_kafka=False)
    telling = None
    if "tell-channels" in agents:
        # A group of its own is a session of its own: that one decides what becomes of deliveries.
        posts.append(_post(settings, channels_group(settings)))
        channels = connect_all(settings.channels)
        telling = TellChannels(settings, posts[-1], channels, lambda: current.desk.subscriptions, clock=_now)
        app.beside.append(telling)
    app.lookout = Lookout(settings, lambda: app.owned, lambda: current.digest, app.rewind)
    app.leaving = Leaving(lambda: app.lookout.health.silent(time.monotonic()))
    matches = settings.prefix + topics.MATCHES.name

    def owned_matches() -> list[int]:
        return [partition for topic, partition in app.owned if topic == matches]

    def agents_wait() -> Iterator[str]:
        if set(agents) - {"tell-channels"} and (app.rebalancing or not app.owned):
            yield "partitions of the agents' topics"
        for partition, since in list(ledgers.reading.items()):
            if (seconds := time.monotonic() - since) > LONG_READING:
                yield f"the incidents of partition {partition}: they have been read for {seconds:.0f} s"

    app.readiness = Readiness(settings, current, app.lookout, agents=agents_wait, telling=telling)
    app.beside += [
        app.readiness,
        WatchRules(Watch(settings, current, clock=_now), every=settings.rules_poll),
        Ticker(settings, post, owned_matches, clock=_now),
    ]
    _follow(app, ledgers, posts)
    return app


def _post(settings: Settings, group: str) -> Post:
    """A post that sends only while this process is a member of a group."""
    return Post(settings, hold=follow(Lease(group, settings.session_timeout)).hold)


def _follow(app: App, ledgers: Ledgers, posts: Iterable[Post]) -> None:
    """Keep in step with which partitions are the worker's, and leave in order."""

    @app.on_partitions_revoked.connect(weak=False)
    async def forget(*_: object, **__: object) -> None:
        app.owned = frozenset()
        ledgers.drop()

    @app.on_partitions_assigned.connect(weak=False)
    async def own(_app: object, assigned: Iterable[Any], **_: object) -> None:
        app.owned = frozenset((one.topic, one.partition) for one in assigned)

    @app.on_before_shutdown.connect(weak=False)
    async def close(*_: object, **__: object) -> None:
        for service in reversed(app.beside):
            await service.stop()
        for post in posts:
            await post.close()


def _register(
    app: faust.App, settings: Settings, current: CurrentDesk, post: Post, ledgers: Ledgers, agents: Collection[str]
) -> None:
    def topic(one: topics.Topic) -> Any:
        # allow_empty: a record without a value is a dead letter of ours, not Faust's decode error
        return app.topic(settings.prefix + one.name, value_serializer="raw", key_serializer="raw", allow_empty=True)

    if "match-articles" in agents:
        match_articles.register(app, topic(topics.ARTICLES), post, settings, current)
    if "gather-incidents" in agents:
        gather_incidents.register(app, topic(topics.MATCHES), post, settings, ledgers)
    if "deliver-alerts" in agents:
        deliver_alerts.register(app, topic(topics.ALERTS), post, current)


class App(faust.App):
    """Faust's app, with services that start beside its own and do not wait until its agents have their partitions.

    The lookout is none of those that are stopped: whether there are brokers decides how the process may leave.
    """

    lookout: Lookout
    readiness: Readiness
    leaving: Leaving

    def __init__(self, *args: Any, **options: Any) -> None:
        self.beside: list[Service] = []
        self.owned: frozenset[Where] = frozenset()
        super().__init__(*args, **options)

    async def rewind(self, partitions: Collection[Where]) -> None:
        """Commit the beginning of some partitions of this worker's."""
        # Faust itself commits only what it has read; the thread of its consumer is what a member of the group commits by.
        thread: Any = self.consumer._thread  # type: ignore[attr-defined]  # noqa: SLF001
        await thread.commit({TP(topic, number): 0 for topic, number in partitions})

    def leave(self) -> None:
        """Somebody asked the process to end: it is ready no longer, and gone in a while."""
        self.readiness.leaving = True
        self.leaving.begin(asked=True)

    async def on_start(self) -> None:
        """Start them in the background: joining the outbox's group takes as long as joining the agents' does.

        The dictionaries are loaded meanwhile, so that no article waits for them.
        """
        await super().on_start()
        self.add_future(asyncio.to_thread(_get_ready))
        for service in (*self.beside, self.lookout):
            self.add_future(service.maybe_start())
        self.add_future(self._watch_beside())

    async def on_stop(self) -> None:
        """Leave in order, but not for ever, also when nobody asked for it and Faust has crashed."""
        self.leaving.begin(asked=False)
        await super().on_stop()

    async def on_shutdown(self) -> None:
        """Stop the lookout when all else has left."""
        await super().on_shutdown()
        await self.lookout.stop()

    async def _watch_beside(self) -> None:
        """A worker that lost one of its services looks alive and does half its work: end it, to be started again."""
        while not self.should_stop:
            await self.sleep(1.0)
            for service in (*self.beside, self.lookout):
                if service.crashed:
                    give_up("a service crashed", service=type(service).__name__, error=repr(service.crash_reason))


class _Worker(faust.Worker):
    """Faust's worker, for which a signal begins a leave that ends also without brokers."""

    def install_signal_handlers(self) -> None:
        """Answer SIGTERM and ctrl-C alike."""
        super().install_signal_handlers()
        for number in (signal.SIGINT, signal.SIGTERM):
            self.loop.add_signal_handler(number, self._leave)

    def _leave(self) -> None:
        assert isinstance(self.app, App)
        self.app.leave()
        self._on_sigterm()


def _get_ready() -> None:
    """Load the dictionaries, and keep what was loaded out of the garbage collector's way."""
    warm_up()
    settle()


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _faust_options(settings: Settings) -> dict[str, Any]:
    context = client.ssl_context(settings)
    credentials: faust.SASLCredentials | faust.SSLCredentials | None = None
    if settings.security_protocol.startswith("SASL"):
        assert settings.sasl_password is not None
        credentials = faust.SASLCredentials(
            username=settings.sasl_username,
            password=settings.sasl_password.get_secret_value(),
            mechanism=settings.sasl_mechanism,
            ssl_context=context,  # None would be SASL_PLAINTEXT, which is then what the settings ask for
        )
    elif context is not None:
        credentials = faust.SSLCredentials(context=context)
    return {
        "Worker": _Worker,
        "broker": [f"kafka://{broker.strip()}" for broker in settings.brokers.split(",")],
        "broker_credentials": credentials,
        "broker_commit_interval": 1.0,  # what is done again after a crash is at most what a second holds
        "broker_session_timeout": settings.session_timeout,
        "broker_heartbeat_interval": settings.session_timeout / 5,
        "consumer_auto_offset_reset": "earliest",
        "key_serializer": "raw",
        "value_serializer": "raw",
        "topic_allow_declare": False,  # `client.prepare` makes them, with their own settings
        "topic_disable_leader": True,
        "topic_partitions": settings.partitions,
        "web_enabled": False,
        "store": "memory://",
        "datadir": tempfile.mkdtemp(prefix="tocsin-"),  # Faust makes one; without tables nothing is kept in it
        "worker_redirect_stdouts": False,
    }
