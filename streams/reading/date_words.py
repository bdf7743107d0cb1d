"""Words that say when: units, months, days of the week and names of nearby times in English, Ukrainian and Russian."""

from __future__ import annotations

import re

from streams.languages.lexicon import codes, counts, words

_HOUR, _DAY = 60, 24 * 60
UNITS = counts("date.units")
AGO = words("date.ago")
COUNTS = counts("date.counts")
MONTHS = counts("date.months")
NO_MONTHS = words("date.no-months")
IN = words("date.in")
WEEKDAYS = counts("date.weekdays")
NEXT = words("date.next")
NIGHTS = words("date.nights")
NIGHT_TO = words("date.night-to")
PART_OF = words("date.part-of")
BOUNDING = words("date.bounding")

BEFORE_YEAR = words("date.before-year")
AFTER_YEAR = words("date.after-year")
NAMED_AFTER_DAYS = words("date.named-after-days")

_WRITTEN = re.compile(r"(-?\d+) to (-?\d+) hours(, over)?")


def _span(written: str) -> tuple[int, int, bool]:
    found = _WRITTEN.fullmatch(written)
    assert found is not None, written
    return int(found[1]), int(found[2]), found[3] is not None


NAMED: dict[str, tuple[int, int, bool]] = {name: _span(written) for name, written in codes("date.named").items()}
"""Hours from the beginning of the day of publication, from and to; whether what was then is over. Nights begin at
eight in the evening and end at eight; what is said of a week, a month or a year is as vague as the name."""

UNSAID_DAY = words("date.unsaid-day")

TRIGGERS = frozenset({
    *(name.split()[0] for name in NAMED), *COUNTS, *MONTHS, *WEEKDAYS, *(word + "'s" for word in WEEKDAYS if word.isascii()),
    *NEXT, *NIGHTS, *(word for word in UNITS),
})  # fmt: skip
"""Words that may begin what says when."""
