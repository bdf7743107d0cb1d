"""What is known of the incidents of each partition: read from `incidents` before the first match is gathered.

Why no Faust table: with any table, Faust 0.15.3 loses messages when it restarts or rebalances with a backlog
(faust-streaming/faust#596), and mending that means replacing private methods of the recovery service. Without
tables that code does not run. The state is the compacted topic `incidents` itself, partitioned as `matches` is, so
other programs can read it, and it is read by a plain consumer when a partition's first message arrives.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator, Mapping

import structlog
from pydantic import ValidationError

from streams.agents.post import insist
from streams.alert import Gathered
from streams.incident import Incident
from streams.settings import Settings
from streams.topics import INCIDENTS, latest

log = structlog.get_logger()


class Ledger:
    """The incidents of one partition, by id and by family."""

    def __init__(self, incidents: Iterable[Incident] = ()) -> None:
        self._by_family: dict[str, dict[str, Incident]] = {}
        self._family: dict[str, str] = {}
        for incident in incidents:
            self._keep(incident)

    def all(self) -> list[Incident]:
        """Every incident that is known."""
        return [incident for family in self._by_family.values() for incident in family.values()]

    def of(self, family: str) -> Collection[Incident]:
        """The incidents of a family."""
        return self._by_family.get(family, {}).values()

    def keep(self, gathered: Gathered) -> None:
        """Remember what a match or tick changed."""
        for incident in gathered.incidents:
            self._keep(incident)
        for incident_id in gathered.forgotten:
            self._by_family.get(self._family.pop(incident_id, ""), {}).pop(incident_id, None)

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

    async def of(self, partition: int) -> Ledger:
        """The ledger of a partition."""
        if partition not in self._loaded:
            load = functools.partial(latest, self._settings, INCIDENTS, partition)
            values = await insist(load, "the incidents of a partition cannot be read")
            ledger = Ledger(_readable(values))
            log.info("incidents loaded", partition=partition, incidents=len(values))
            self._loaded[partition] = ledger
        return self._loaded[partition]

    def drop(self) -> None:
        """Forget all ledgers: partitions are being given out anew, and others may write to them meanwhile."""
        self._loaded.clear()
