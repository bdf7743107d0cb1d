"""`tocsin demo`: everything on this machine with nothing installed."""

from __future__ import annotations


def demo() -> None:
    """Run the main job on the embedded broker with a shipped feed."""
