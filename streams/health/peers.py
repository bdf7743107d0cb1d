"""Which rules the workers of a group have, from the cards they leave with their partitions."""

from __future__ import annotations

from collections.abc import Mapping

FRESH = 30.0
"""Seconds after which a card that nobody has renewed is no longer counted: its worker is gone."""
GRACE = 30.0
"""Seconds a group may be of two rule sets before it is worth a warning: rules are changed one worker after another."""


def card(digest: str, worker: str, written: float) -> str:
    """What a worker leaves with each of its partitions: its rules, its name, and when (a Unix time, to tell two apart)."""
    return f"{digest} {worker} {written:.0f}"


class Peers:
    """The workers of a group that have been heard of. Times are seconds of a clock of one's own that only goes forward."""

    def __init__(self) -> None:
        self._cards: dict[object, tuple[str, float]] = {}
        self._split_since: float | None = None
        self.rulesets: Mapping[str, str] = {}
        """The digest of each worker's rules, by its name."""

    def saw(self, cards: Mapping[tuple[str, int], str], now: float) -> None:
        """Take in the cards of all partitions; what is no card of ours is passed over."""
        self._cards = {
            where: known if (known := self._cards.get(where)) and known[0] == text else (text, now)
            for where, text in cards.items()
        }
        newest: dict[str, tuple[float, str]] = {}
        for text, since in self._cards.values():
            digest, worker, written = _fields(text)
            if worker and now - since < FRESH:
                newest[worker] = max(newest.get(worker, (0.0, "")), (written, digest))
        self.rulesets = {worker: digest for worker, (_, digest) in sorted(newest.items())}
        self._split_since = (self._split_since if self._split_since is not None else now) if self.split else None

    @property
    def split(self) -> bool:
        """Whether the workers have different rules."""
        return len(set(self.rulesets.values())) > 1

    def split_for(self, now: float) -> float:
        """Seconds since they have."""
        return 0.0 if self._split_since is None else now - self._split_since


def _fields(text: str) -> tuple[str, str, float]:
    fields = text.split(" ")
    if len(fields) != 3 or not fields[2].isdecimal():
        return "", "", 0.0
    return fields[0], fields[1], float(fields[2])
