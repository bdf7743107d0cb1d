"""The console script: commands that need Faust are dispatched here, all others by `streams.cli`."""

from __future__ import annotations


def main() -> None:
    """Run `tocsin`."""


if __name__ == "__main__":
    main()
