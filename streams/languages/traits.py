"""Every trait that a language can have: what the grammar does in it, and who asks.

A comparison with a language's code says what was convenient for the languages at hand; a trait says what is true of a
language, so that the next one needs no Python. A trait that a folder names and that does not stand here is a mistake.
"""

from __future__ import annotations

from collections.abc import Mapping

TRAITS: Mapping[str, str] = {}
"""The traits, each with what it says and who asks."""
