"""The console script: the commands that need Faust stand here, all others in `streams.cli`."""

from __future__ import annotations

import sys

import typer

from streams.cli import app
from streams.cli.options import told_errors
from streams.demo import demo
from streams.up import up
from streams.worker.command import worker

app.command("up")(up)
app.command("worker")(worker)
app.command("demo")(demo)


def main() -> None:
    """Run `tocsin`; what a command could not write or read after its work is told too, as on a full disk."""
    try:
        with told_errors():
            app()
    except typer.Exit as end:
        sys.exit(end.exit_code)


if __name__ == "__main__":
    main()
