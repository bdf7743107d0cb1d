"""What stays for long, kept out of the garbage collector's way."""

from __future__ import annotations

import gc


def settle() -> None:
    """Let the collector walk only what comes after; call it when rules, gazetteer and dictionaries are loaded.

    With a thousand rules it walked millions of values that never change, again and again: a fifth of the time of
    matching, and a third of its 99th percentile. What was settled before and is no longer used goes first.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
