"""How measures are printed, and what they are measured on read."""

# ruff: noqa: T201 - printing is what it is for

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file of JSON lines."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    yield from map(json.loads, filter(None, text.split("\n")))


def tell(measure: str, good: int, of: int, remark: str = "", *, target: float | None = None) -> None:
    """Print one measure beside its target, both in per cent."""
    share = 100 * good / max(of, 1)
    asked = "" if target is None else f"target {target:g} %" + ("" if share >= target else ", SHORT OF IT")
    print(f"{measure:<48} {share:5.1f} %  {good:>4}/{of:<5} {'; '.join(filter(None, [asked, remark]))}".rstrip())
