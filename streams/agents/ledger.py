"""What is known of the incidents of each partition: read from `incidents` before the first match is gathered.

Why no Faust table: with any table, Faust 0.15.3 loses messages when it restarts or rebalances with a backlog
(faust-streaming/faust#596), and mending that means replacing private methods of the recovery service. Without
tables that code does not run. The state is the compacted topic `incidents` itself, partitioned as `matches` is, so
other programs can read it, and it is read by a plain consumer when a partition's first message arrives.

Why positions: a worker that was paused for longer than its session writes what it had in hand behind the states of
whoever took its partitions over (Kafka has no lock that it would find broken). Each state tells the record of `matches`
that it includes, so that the newest holds wherever it stands. Compaction keeps the last, however: who owns a partition
therefore writes the newest again when it finds an older one behind it.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Collection, Iterable, Iterator, Mapping

import structlog
from pydantic import ValidationError

from streams.agents.post import give_up, insist
from streams.alert import Gathered
from streams.incident import START, Incident, Newest, Position
from streams.kafka.records import TopicRecord, end_of, records
from streams.kafka.topics import INCIDENTS, MATCHES
from streams.settings import Settings

log = structlog.get_logger()


class Ledger:
    """The incidents of one partition, by id and by family, and how far its two topics are read and written."""

    def __init__(
        self,
        incidents: Iterable[Incident] = (),
        *,
        position: Position = START,
        next_offset: int = 0,
        owed: Iterable[str] = (),
    ) -> None:
        self._by_family: dict[str, dict[str, Incident]] = {}
        self._family: dict[str, str] = {}
        for incident in incidents:
            self._keep(incident)
        self.position = position
        """The newest record of `matches` that is included: whoever wrote a state had written all before."""
        self.next_offset = next_offset
        """The offset in `incidents` behind all that is known to stand there."""
        self.owed = set(owed)
        """Incidents whose newest state has to be written again."""
        self.overtaken = False
        """Somebody else has written to `incidents` since it was last read."""

    def all(self) -> list[Incident]:
        """Every incident that is known."""
        return [incident for family in self._by_family.values() for incident in family.values()]

    def of(self, family: str) -> Collection[Incident]:
        """The incidents of a family."""
        return self._by_family.get(family, {}).values()

    def get(self, incident_id: str) -> Incident | None:
        """An incident; None when it is forgotten or never was."""
        return self._by_family.get(self._family.get(incident_id, ""), {}).get(incident_id)

    def position_of(self, offset: int) -> Position:
        """The position of a record of `matches`."""
        return Position(self.position.epoch, offset)

    def includes(self, position: Position) -> bool:
        """Whether all that a record changes is known; of the newest one, a crash may have left a part."""
        return position < self.position

    def keep(self, gathered: Gathered, position: Position) -> None:
        """Remember what the match or tick at a position changed."""
        for incident in gathered.incidents:
            self._keep(incident)
        for incident_id in gathered.forgotten:
            self._by_family.get(self._family.pop(incident_id, ""), {}).pop(incident_id, None)
        self.position = max(self.position, position)

    def wrote(self, offset: int) -> None:
        """Note where a record of ours came to stand in `incidents`: a gap before it is somebody else's."""
        if offset == self.next_offset:
            self.next_offset += 1
        else:
            self.overtaken = True

    def look_at(self, record: TopicRecord) -> None:
        """Take note of what stands in `incidents`, ours or not: what is older than ours is owed again."""
        self.next_offset = max(self.next_offset, record.offset + 1)
        ours = self.get(record.name)
        if record.position > self.position:
            give_up("another worker owns the partition: it has written newer states", partition=record.partition)
        if ours is not None and record.position < ours.position:
            self.owed.add(record.name)
        if ours is None and record.value is not None and any(_readable({record.name: record.value})):
            self.owed.add(record.name)  # of one that is forgotten

    def _keep(self, incident: Incident) -> None:
        self._by_family.setdefault(incident.family, {})[incident.id] = incident
        self._family[incident.id] = incident.family


def _readable(values: Mapping[str, bytes]) -> Iterator[Incident]:
    """The incidents that can be read; another program's record in the topic must not stop a partition."""
    for key, value in values.items():
        try:
            yield Incident.model_validate_json(value)
        except ValidationError:
            log.warning("incident unreadable", key=key)


class Ledgers:
    """The ledgers of the partitions this worker owns, each loaded at first use and dropped when it moves on."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._loaded: dict[int, Ledger] = {}
        self._read_to: dict[int, int] = {}
        self.reading: dict[int, float] = {}
        """Partitions whose incidents are being read just now, and since when (`time.monotonic`)."""

    async def of(self, partition: int, *, offset: int) -> Ledger:
        """The ledger of a partition whose record at an offset of `matches` is to be gathered.

        A partition that goes backwards under its owner is another one of the same name: its ledger is read anew.
        """
        if partition not in self._loaded or offset <= self._read_to[partition]:
            load = functools.partial(self._load, partition)
            self.reading[partition] = time.monotonic()
            try:
                self._loaded[partition] = await insist(load, "the incidents of a partition cannot be read")
            finally:
                self.reading.pop(partition, None)
        self._read_to[partition] = offset
        return self._loaded[partition]

    async def _load(self, partition: int) -> Ledger:
        newest, next_offset = Newest(), 0
        async for record in records(self._settings, INCIDENTS, [partition]):
            newest.read(record.name, record.value, record.position)
            next_offset = record.offset + 1
        position = newest.position
        if position.offset >= await end_of(self._settings, MATCHES, partition):
            # Its offsets count anew, so a higher one is no longer newer: the next epoch is.
            log.warning("matches begins anew: it was deleted, or lost what incidents include", partition=partition)
            position = Position(position.epoch + 1, START.offset)
        log.info("incidents loaded", partition=partition, incidents=len(newest.states), position=str(position))
        return Ledger(_readable(newest.states), position=position, next_offset=next_offset, owed=newest.overwritten)

    async def look_behind(self, partition: int, ledger: Ledger) -> None:
        """Read what others have written to `incidents`, where a gap says that somebody has.

        Raises:
            KafkaError: the brokers stop answering.
        """
        ledger.overtaken = False
        async for record in records(self._settings, INCIDENTS, [partition], since=ledger.next_offset):
            ledger.look_at(record)

    def drop(self) -> None:
        """Forget all ledgers: partitions are being given out anew, and others may write to them meanwhile."""
        self._loaded.clear()
