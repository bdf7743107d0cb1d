"""The rules in force in a worker, and what stands in the way of newer ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from streams import metrics
from streams.errors import ConfigurationError, Mistake
from streams.files.desk.rules import Desk


@dataclass(frozen=True)
class Failure:
    """Why what the rule directory holds is not in force."""

    at: dt.datetime
    reasons: Sequence[Mistake | str]


@dataclass(frozen=True)
class InForce:
    """A desk, the hash of all files it was read from, since when it is in force, and why newer rules are not."""

    desk: Desk
    digest: str
    taken_at: dt.datetime
    failure: Failure | None = None


class CurrentDesk:
    """The rules in force, with their places and subscriptions: one reference, so that they always belong together.

    Read ``desk`` once for each article or alert, and use that to its end; read ``in_force`` for all that is known of it.
    """

    def __init__(self, desk: Desk, *, digest: str, at: dt.datetime) -> None:
        self.take(desk, digest=digest, at=at)

    def take(self, desk: Desk, *, digest: str, at: dt.datetime) -> None:
        """Put a desk in force; ``digest`` is the hash of all files it was read from."""
        self.in_force = InForce(desk, digest, at)
        metrics.show_ruleset(desk.ruleset.version, digest)
        metrics.keep_rules({rule.id for rule in desk.ruleset.rules})
        metrics.RULES.set(len(desk.ruleset.rules))
        metrics.RULES_LOADED.set(at.timestamp())
        metrics.RULES_BROKEN.set(0)

    @property
    def desk(self) -> Desk:
        """The desk in force."""
        return self.in_force.desk

    @property
    def digest(self) -> str:
        """The hash of all files that the desk in force was read from."""
        return self.in_force.digest

    @property
    def failure(self) -> Failure | None:
        """Why what the rule directory holds is not in force; None when it is."""
        return self.in_force.failure

    def fail(self, failure: Failure | None) -> None:
        """Note that the directory holds what cannot be taken, or that it does so no longer."""
        self.in_force = replace(self.in_force, failure=failure)
        metrics.RULES_BROKEN.set(failure is not None)


def with_rules(desk: Desk) -> Desk:
    """The desk, if it has rules: a directory not yet mounted or just emptied is no wish to hear of nothing.

    Raises:
        ConfigurationError: it has none.
    """
    if not desk.ruleset.rules:
        raise ConfigurationError(f"there is no rule below {desk.directory}: is it the right directory, and mounted?")
    return desk
