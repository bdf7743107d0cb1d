"""Whether a worker can do its work, judged from what the brokers answer at each look.

What is amiss makes the worker not ready, with a reason in words; what will not mend by itself ends the process, so that
whoever runs it starts it anew. Times are seconds of a clock that only goes forward.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

Where = tuple[str, int]
"""A partition: its topic's name, and its number."""

SILENT = 3.5
"""Seconds without an answer after which no broker is said to be there. A look each second that may take two and a half
comes to less than the five in which it must be noticed."""
LEADERLESS = 3.0
"""Seconds a partition may have no leader: an election takes less than one."""
STILL = 30.0
"""Seconds a commit may stand still while records wait: longer than any rebalance with the usual session time."""
STUCK = 180.0
"""The same, after which the process ends: longer than any one message. After some rebalances and broker changes Faust or
aiokafka never fetch a partition again and only log it (faust-streaming/faust#629, aio-libs/aiokafka#1018)."""
GONE = 10.0
"""Seconds a topic may be missing: who deletes one to make it anew needs a moment."""
CHANGED = 2.0
"""Seconds between noticing that a topic is another one and the end: long enough for `/ready` to be seen saying so."""


class Look(NamedTuple):
    """What the brokers answered at one moment."""

    counts: Mapping[str, int]
    """How many partitions each topic has, of those that exist."""
    leaderless: Collection[Where]
    """Partitions that no broker answers for."""
    committed: Mapping[Where, int]
    """What the group has committed, of the worker's own partitions; -1 is nothing yet."""
    starts: Mapping[Where, int]
    """The oldest offset that is kept, of the worker's own partitions."""
    ends: Mapping[Where, int]
    """The offset that the next record will get, of every partition. Asked for last: it is never below a commit."""


@dataclass(frozen=True)
class _Amiss:
    """What is wrong since when, and when it is said and when it ends the process (seconds after it began)."""

    text: str
    since: float
    said_after: float = 0.0
    ends_after: float | None = None


class Health:
    """What is known of the brokers, the topics and the worker's own commits."""

    def __init__(self, *, partitions: int, now: float) -> None:
        self._partitions = partitions
        self._answered_at = now
        self._failure: str | None = None
        self._known: set[str] = set()
        self._highest: dict[Where, int] = {}
        self._committed: dict[Where, int] = {}
        self._other: dict[str, str] = {}
        self._still: dict[Where, tuple[int, float]] = {}
        self._amiss: dict[str, _Amiss] = {}
        self.lag: dict[Where, int] = {}
        """Records of each own partition that are not committed."""
        self.beyond: frozenset[Where] = frozenset()
        """Own partitions whose commit lies beyond their end: what comes there would be taken for read."""

    def failed(self, error: str) -> None:
        """A look had no answer. What commits did meanwhile is not known."""
        self._failure = error
        self._still.clear()

    def saw(self, look: Look, now: float) -> None:
        """A look had an answer."""
        self._failure = None
        self._answered_at = now
        self._measure(look, now)
        self._compare(look)
        found = {one.text: one for one in self._judge(look, now)}
        self._amiss = {
            text: _Amiss(text, before.since, one.said_after, one.ends_after)
            if (before := self._amiss.get(text))
            else one
            for text, one in found.items()
        }

    def silent(self, now: float) -> bool:
        """Whether no broker answers."""
        return self._failure is not None and now - self._answered_at >= SILENT

    def amiss(self, now: float) -> list[str]:
        """Why the worker is not ready, in words; nothing when all is well."""
        if self.silent(now):
            return [f"the brokers have not answered for {now - self._answered_at:.0f} s: {self._failure}"]
        return [one.text for one in self._amiss.values() if now - one.since >= one.said_after] + [
            f"{where[0]}-{where[1]}: {self.lag[where]} records wait, and no commit for {now - since:.0f} s"
            for where, (_, since) in self._still.items()
            if now - since >= STILL
        ]

    def hopeless(self, now: float) -> str | None:
        """Why the process must end and be started again, if it must."""
        for one in self._amiss.values():
            if one.ends_after is not None and now - one.since >= one.ends_after:
                return one.text
        for where, (offset, since) in self._still.items():
            if now - since >= STUCK:
                return f"{where[0]}-{where[1]}: commits stand still at {offset}, and {self.lag[where]} records wait"
        return None

    def standing_for(self, now: float) -> float:
        """Seconds since the commit last moved that has stood longest while records wait."""
        return max((now - since for _, since in self._still.values()), default=0.0)

    def _measure(self, look: Look, now: float) -> None:
        self.lag = {
            where: max(0, look.ends[where] - max(offset, look.starts.get(where, 0)))
            for where, offset in look.committed.items()
            if where in look.ends
        }
        self._still = {
            where: before if (before := self._still.get(where)) and before[0] == offset else (offset, now)
            for where, offset in look.committed.items()
            if self.lag.get(where)
        }

    def _compare(self, look: Look) -> None:
        """See whether a topic is still the one it was: offsets never go back, and commits never vanish."""
        self.beyond = frozenset(
            where for where, offset in look.committed.items() if where in look.ends and offset > look.ends[where]
        )
        backwards = {where for where, end in look.ends.items() if end < self._highest.get(where, 0)}
        vanished = {
            where for where, offset in look.committed.items() if offset < 0 <= self._committed.get(where, offset)
        }
        for topic, _ in sorted(backwards | vanished | self.beyond):
            self._other[topic] = (
                f"topic {topic} is not the one it was: its offsets start over, as when it is deleted and made anew"
            )
        self._highest |= look.ends
        self._committed = dict(look.committed)
        self._known |= set(look.counts)

    def _judge(self, look: Look, now: float) -> Iterator[_Amiss]:
        for topic in sorted(self._known - set(look.counts)):
            yield _Amiss(f"topic {topic} is missing: it was deleted", now, ends_after=GONE)
        for topic, count in sorted(look.counts.items()):
            if count != self._partitions:
                text = f"topic {topic} has {count} partitions, the settings ask for {self._partitions}"
                yield _Amiss(text, now, ends_after=CHANGED)
        for text in self._other.values():
            yield _Amiss(text, now, ends_after=CHANGED)
        for topic, number in sorted(Counter(topic for topic, _ in look.leaderless).items()):
            yield _Amiss(f"no broker leads {number} partitions of {topic}", now, said_after=LEADERLESS)
