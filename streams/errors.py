"""Everything Tocsin raises on purpose, typed by who can act on it.

TocsinError
├── RuleErrors             the analyst: every mistake of the files read, each with file:line:column
├── ConfigurationError     the operator, at start
├── UnusableMessage        nobody now: the message becomes a dead letter with this reason
├── SourceError            the operator: a feed or file that cannot be read
├── DeliveryFailed         a channel said no; may carry how long it asked to wait
└── DeliveryUnknown        a channel did not answer: the message may have arrived
"""

from __future__ import annotations

from dataclasses import dataclass


class TocsinError(Exception):
    """The root of all errors raised on purpose."""


@dataclass(frozen=True, order=True)
class Mistake:
    """One mistake in a file that people write: where it is, what is wrong, what to do."""

    file: str
    line: int
    column: int
    code: str
    text: str
    hint: str = ""

    def __str__(self) -> str:
        told = f"{self.file}:{self.line}:{self.column}: {self.text} [{self.code}]"
        return f"{told}\n  hint: {self.hint}" if self.hint else told


class RuleErrors(TocsinError):
    """Mistakes in rule files, all at once, in the order of file and line."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = sorted(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


class ConfigurationError(TocsinError):
    """A setting, a broker or a topic is not as it must be; the text says what to change."""


class UnusableMessage(TocsinError):
    """A Kafka message that no agent can use; ``reason`` is one of the closed list in `topics.Reason`."""

    def __init__(self, reason: str, text: str) -> None:
        self.reason = reason
        super().__init__(text)


class SourceError(TocsinError):
    """A source of articles cannot be read."""


class DeliveryFailed(TocsinError):
    """A channel refused a message.

    ``retry_after`` is the number of seconds the service asked to wait, if it did; ``final`` means that
    trying again cannot help (a wrong token, a chat that does not exist).
    """

    def __init__(self, text: str, *, retry_after: float | None = None, final: bool = False) -> None:
        self.retry_after = retry_after
        self.final = final
        super().__init__(text)


class DeliveryUnknown(TocsinError):
    """A channel gave no answer: the message may or may not have arrived."""
