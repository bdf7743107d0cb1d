"""Asking the brokers how things stand: one client that lives as long as the worker, beside those that do its work.

It joins no group and fetches nothing, so a look costs four small requests. aiokafka's admin client knows two of them;
all are sent by the client that is below it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaConnectionError, KafkaError, NodeNotReadyError, for_code
from aiokafka.protocol.commit import OffsetCommitRequest, OffsetFetchRequest
from aiokafka.protocol.metadata import MetadataRequest
from aiokafka.protocol.offset import OffsetRequest

from streams.health.judgement import Look, Where
from streams.kafka import topics
from streams.kafka.client import kafka_options
from streams.settings import Settings

ANSWER_WITHIN = 1.5
"""Seconds one broker may take over one answer; then another is asked, and a look as a whole may take two and a half."""
_LATEST, _EARLIEST = -1, -2
"""How ListOffsets asks for the end and the beginning of a partition."""
_GROUP = 0
"""How FindCoordinator asks for a group's coordinator, not a transaction's."""


class Inquiry:
    """Asks about topics, offsets and commits. Whatever fails is asked anew over fresh connections at the next call."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._names = [settings.prefix + topic.name for topic in topics.TOPICS]
        self._client: AIOKafkaClient | None = None
        self._node: Any = None
        self._coordinators: dict[str, Any] = {}

    async def look(self, owned: Collection[Where]) -> Look:
        """How the topics stand, and the commits of a worker that owns some partitions.

        Raises:
            KafkaError: no broker answers.
        """
        client = await self._connected()
        counts, leaders = await self._described(client)
        # The commits first, the ends last: a commit made in between must not lie beyond an end read before it.
        committed = {
            where: offset for where, (offset, _) in (await self._commits(client, self._settings.group, owned)).items()
        }
        mine = {where: leader for where, leader in leaders.items() if where in owned}
        starts = await self._offsets(client, mine, _EARLIEST)
        ends = await self._offsets(client, leaders, _LATEST)
        return Look(counts, sorted(set(leaders) - set(ends)), committed, starts, ends)

    async def cards(self, group: str, partitions: Iterable[Where]) -> dict[Where, str]:
        """What stands beside the commits of a group.

        Raises:
            KafkaError: no broker answers, or this user may not read the group.
        """
        found = await self._commits(await self._connected(), group, partitions)
        return {where: text for where, (offset, text) in found.items() if offset >= 0 and text}

    async def leave(self, group: str, offsets: Mapping[Where, int], card: str) -> None:
        """Commit a text beside an offset for some partitions of a group that has no members.

        Raises:
            KafkaError: no broker takes it, or this user may not write to the group.
        """
        wanted = [
            (topic, [(number, offsets[topic, number], card) for number in numbers])
            for topic, numbers in _by_topic(offsets)
        ]
        if not wanted:
            return
        request = OffsetCommitRequest(
            group,
            OffsetCommitRequest.DEFAULT_GENERATION_ID,
            "",
            OffsetCommitRequest.DEFAULT_RETENTION_TIME,
            wanted,
        )
        answer = await self._ask_coordinator(await self._connected(), group, request)
        for _, answers in answer.topics:
            for _, code in answers:
                self._check(group, code)

    async def close(self) -> None:
        """Disconnect; the next question connects again, from the bootstrap servers on."""
        client, self._client = self._client, None
        self._coordinators.clear()
        if client is not None:
            await client.close()

    async def _connected(self) -> AIOKafkaClient:
        if self._client is None:
            client = AIOKafkaClient(**kafka_options(self._settings), request_timeout_ms=int(ANSWER_WITHIN * 1000))
            try:
                await client.bootstrap()
            except KafkaError as error:
                await client.close()
                raise KafkaConnectionError(f"none can be reached at {self._settings.brokers}") from error
            self._client = client
        return self._client

    async def _described(self, client: AIOKafkaClient) -> tuple[dict[str, int], dict[Where, Any]]:
        """How many partitions each topic has, and who leads each; asked of the broker that answered last."""
        request = MetadataRequest(self._names, allow_auto_topic_creation=False)
        nodes = [broker.nodeId for broker in client.cluster.brokers()]
        random.shuffle(nodes)
        failure: KafkaError = NodeNotReadyError("no broker is known")
        for node in sorted(nodes, key=lambda one: one != self._node):
            try:
                answer = await client.send(node, request)
            except KafkaError as error:
                failure = error
                continue
            self._node = node
            found = [topic for topic in answer.to_object()["topics"] if topic["partitions"]]
            leaders = {
                (topic["topic"], partition["partition"]): partition["leader"]
                for topic in found
                for partition in topic["partitions"]
            }
            if any(leader >= 0 and client.cluster.broker_metadata(leader) is None for leader in leaders.values()):
                await client.force_metadata_update()  # a broker that came later; where to reach it is learnt there
            return {topic["topic"]: len(topic["partitions"]) for topic in found}, leaders
        raise failure

    async def _offsets(self, client: AIOKafkaClient, leaders: Mapping[Where, Any], which: int) -> dict[Where, int]:
        """The end or the beginning of each partition whose leader gives it."""
        of_leader: dict[Any, list[Where]] = defaultdict(list)
        for where, leader in leaders.items():
            if leader >= 0:
                of_leader[leader].append(where)
        offsets: dict[Where, int] = {}
        failures: list[KafkaError] = []
        for leader, partitions in of_leader.items():
            asked = [(topic, [(number, which) for number in numbers]) for topic, numbers in _by_topic(partitions)]
            try:
                answer = await client.send(leader, OffsetRequest(-1, 0, asked))
            except KafkaError as error:  # its partitions have no leader that answers
                failures.append(error)
                continue
            for topic, answers in answer.topics:
                offsets |= {(topic, number): offset for number, code, _, offset in answers if not code}
        if failures and len(failures) == len(of_leader):
            raise failures[-1]
        return offsets

    async def _commits(
        self, client: AIOKafkaClient, group: str, partitions: Iterable[Where]
    ) -> dict[Where, tuple[int, str]]:
        asked = list(_by_topic(partitions))
        if not asked:
            return {}
        answer = await self._ask_coordinator(client, group, OffsetFetchRequest(group, asked))
        self._check(group, getattr(answer, "error_code", 0))
        found = {}
        for topic, answers in answer.topics:
            for number, offset, text, code in answers:
                self._check(group, code)
                found[topic, number] = (offset, text or "")
        return found

    async def _ask_coordinator(self, client: AIOKafkaClient, group: str, request: Any) -> Any:
        if group not in self._coordinators:
            self._coordinators[group] = await client.coordinator_lookup(_GROUP, group)
        try:
            return await client.send(self._coordinators[group], request)
        except KafkaError:
            self._coordinators.pop(group, None)
            raise

    def _check(self, group: str, code: int) -> None:
        if code:
            self._coordinators.pop(group, None)  # it may be another broker's by now
            raise for_code(code)(f"group {group}")


def _by_topic(partitions: Iterable[Where]) -> Iterator[tuple[str, list[int]]]:
    numbers: dict[str, list[int]] = defaultdict(list)
    for topic, number in sorted(partitions):
        numbers[topic].append(number)
    yield from numbers.items()
