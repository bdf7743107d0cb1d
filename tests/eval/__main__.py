"""Quality in numbers: `make eval DATA=path/to/data`."""

# ruff: noqa: T201 - printing is what it is for

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from streams.files.rules import read_desk
from streams.settings import load
from tests.eval import rules


def main() -> int:
    """Print every measure for which the data is there."""
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    if not arguments or not Path(arguments[0]).is_dir():
        print("make eval DATA=path/to/data: a directory with places/, events/ and stream/", file=sys.stderr)
        return 2
    data, verbose = Path(arguments[0]), "--verbose" in sys.argv
    print("places", flush=True)
    subprocess.run([sys.executable, "-m", "tests.eval.places", str(data)], check=True)
    desk = read_desk(load())
    print("rules")
    rules.stream(desk, data, verbose=verbose)
    rules.categories(desk, data, verbose=verbose)
    return 0


if __name__ == "__main__":
    sys.exit(main())
