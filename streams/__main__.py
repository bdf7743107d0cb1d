"""The console script: the commands that need Faust stand here, all others in `streams.cli`."""

from __future__ import annotations

from streams.cli import app
from streams.demo import demo
from streams.worker import worker

app.command("worker")(worker)
app.command("demo")(demo)


def main() -> None:
    """Run `tocsin`."""
    app()


if __name__ == "__main__":
    main()
