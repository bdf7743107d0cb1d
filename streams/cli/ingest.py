"""`tocsin ingest`: articles from files, standard input and feeds into the topic."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from aiokafka.errors import KafkaError
from rich.console import Console
from rich.progress import Progress, ProgressColumn, SpinnerColumn, Task, TimeElapsedColumn
from rich.text import Text

from streams import logs
from streams.cli.options import FOUND_PROBLEMS, JsonOption, PollOption, settings_with, stop_signal, told_errors
from streams.errors import ConfigurationError
from streams.kafka.client import Producer, prepare
from streams.settings import Settings
from streams.sources.files import STDIN
from streams.sources.ingest import Ingest, Tally
from streams.sources.kinds import KINDS, check, feeds_in, opened
from streams.sources.source import Source, now
from streams.web import health_page


def ingest(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE...", help=f"What to read: {KINDS}. None: the feeds of TOCSIN_FEEDS.", show_default=False
        ),
    ] = None,
    *,
    feeds: Annotated[
        str | None,
        typer.Option(
            "--feeds",
            metavar="FILE",
            help="Read the feeds listed in this file, too, one address a line; - is standard input. Whoever may list "
            "this machine's processes sees their arguments, and many feeds have a token in their address.",
        ),
    ] = None,
    poll: PollOption = None,
    as_json: JsonOption = False,
) -> None:
    """Send articles into the topic: from JSON lines in files or standard input, and from RSS or Atom feeds.

    An article that was seen before is skipped; what is no article becomes a dead letter, with its reason.
    Exits 1 when there was one, or when a source could not be read to its end.
    """
    with told_errors():
        settings = settings_with()
        names = named(sources or [], feeds, settings)
        check(names, poll=poll)
        summary = asyncio.run(_ingest(names, settings, poll=poll))
    typer.echo(summary.sentence(), err=True)
    if as_json:
        typer.echo(json.dumps(summary.to_dict(), ensure_ascii=False))
    raise typer.Exit(0 if summary.fine() else FOUND_PROBLEMS)


def named(sources: list[str], feeds: str | None, settings: Settings) -> list[str]:
    """What is to be read: what the command line names, and where it names nothing, the feeds of the settings.

    Raises:
        ConfigurationError: the list of feeds cannot be read, or holds something else.
    """
    if feeds == STDIN and STDIN in sources:
        raise ConfigurationError("standard input is either articles (-) or a list of feeds (--feeds -), not both")
    if feeds is not None:
        where = "standard input" if feeds == STDIN else feeds
        try:
            text = sys.stdin.read() if feeds == STDIN else Path(feeds).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(
                f"{where}: the list of feeds cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8'}"
            ) from error
        listed = feeds_in(text, where=where)
        if not listed:
            raise ConfigurationError(f"{where}: no feed is listed; write one address a line")
        return [*sources, *listed]
    if sources or settings.feeds is None:
        return sources
    return feeds_in("\n".join(settings.feeds.get_secret_value().split()), where="TOCSIN_FEEDS")


@dataclasses.dataclass(frozen=True)
class IngestSummary:
    """How an ingest ended. ``failed`` holds the reason of each source that could not be read to its end."""

    counts: Tally
    failed: list[str]
    seconds: float

    def fine(self) -> bool:
        """Whether all that was there is now in the topic."""
        return not (self.failed or self.counts.dead_letters or self.counts.too_large)

    def sentence(self) -> str:
        """The closing line."""
        return f"{self.counts}, {len(self.failed):,} failures, in {self.seconds:.1f} s"

    def to_dict(self) -> dict[str, object]:
        """The same for programs."""
        return {**dataclasses.asdict(self.counts), "failed": self.failed, "seconds": round(self.seconds, 3)}


async def _ingest(names: list[str], settings: Settings, *, poll: float | None) -> IngestSummary:
    return await ingested(
        names, settings, poll=poll, stop=stop_signal(), watched=lambda counts: _progress(counts, settings)
    )


async def ingested(
    names: Sequence[str],
    settings: Settings,
    *,
    poll: float | None,
    stop: asyncio.Event,
    watched: Callable[[Tally], contextlib.AbstractContextManager[None]] = lambda _: contextlib.nullcontext(),
) -> IngestSummary:
    """Send what these sources hold, to their ends or until ``stop``.

    Its health page stands on the port after the worker's, so that one `.env` serves both on one machine.

    Raises:
        ConfigurationError: a source cannot be opened, no broker answers, or the topics do not fit.
    """
    started = time.monotonic()
    failed: list[str] = []
    beside = settings.model_copy(update={"web_port": settings.web_port and settings.web_port + 1})
    async with opened(names, settings, poll=poll, clock=now) as sources:
        await prepare(settings)
        async with Producer(settings) as producer:
            work = Ingest(producer, max_article_bytes=settings.max_article_bytes, clock=now, on_unusable=_say)
            async with health_page(beside, lambda: _unread(sources)):
                with watched(work.counts):
                    try:
                        await work.run(sources, stop=stop)
                    except KafkaError as error:
                        failed.append(f"the brokers at {settings.brokers} did not take all that was sent: {error}")
                        _say(failed[0])
        failed += [source.failure for source in sources if source.failure]
    return IngestSummary(work.counts, failed, time.monotonic() - started)


def _unread(sources: Sequence[Source]) -> list[str]:
    """What a health check waits for: a source to be read, when none can be; one broken feed is no reason to restart."""
    failures = [source.failure for source in sources if source.failure]
    return failures if len(failures) == len(sources) else []


class _Counted(ProgressColumn):
    """The counts, as they grow."""

    def __init__(self, counts: Tally) -> None:
        super().__init__()
        self._counts = counts

    def render(self, task: Task) -> Text:  # noqa: ARG002  rich's interface
        return Text(str(self._counts))


@contextlib.contextmanager
def _progress(counts: Tally, settings: Settings) -> Iterator[None]:
    """Show the counts while a person watches; log lines then go above them."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    with Progress(SpinnerColumn(), _Counted(counts), TimeElapsedColumn(), console=console, transient=True) as progress:
        progress.add_task("ingest", total=None)
        logs.configure(settings)  # to the standard error that rich has put in place of the real one
        yield
    logs.configure(settings)


def _say(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201  for people
