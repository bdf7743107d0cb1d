"""What a count counts: drones, missiles or both."""

from __future__ import annotations

import pytest

from streams.reading.numbers.weapons import kind_of


@pytest.mark.parametrize(
    ("lang", "following", "kind"),
    [
        ("en", "drones over the sea", "drones"),
        ("en", "attack drones", "drones"),
        ("en", "cruise missiles", "missiles"),
        ("en", "missiles and drones", "weapons"),
        ("en", "drones and a ship", "drones"),
        ("en", "drones near missiles", "drones"),
        ("en", "people and a very old missile", None),
        ("en", "people", None),
        ("uk", "ударних дронів", "drones"),
        ("uk", "ракет і дронів", "weapons"),
        ("ru", "крылатых ракет", "missiles"),
        ("ru", "ракет и беспилотников", "weapons"),
    ],
)
def test_a_count_counts_the_weapons_behind_it(lang, following, kind):
    assert kind_of(lang, following.split()) == kind
