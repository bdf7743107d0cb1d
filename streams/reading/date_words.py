"""Words that say when: units, months, days of the week and names of nearby times, those of a sentence's language.

What each is for is told in `streams.languages.roles`, room `date`, under the role of the same name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property

from streams.languages.filled import ROLE, filled
from streams.languages.language import lexicon_of


@dataclass(frozen=True, eq=False)
class DateWords:
    """The words by which sentences of one language say when.

    ``named`` are hours from the beginning of the day of publication, from and to, and whether what was then is over.
    Nights begin at eight in the evening and end at eight; what is said of a week, a month or a year is as vague as the
    name.
    """

    units: dict[str, int]
    ago: frozenset[str]
    counts: dict[str, int]
    months: dict[str, int]
    ordinal_endings: tuple[str, ...]
    no_months: frozenset[str]
    before_month: frozenset[str] = field(metadata={ROLE: "in"})
    weekdays: dict[str, int]
    next: frozenset[str]
    nights: frozenset[str]
    night_to: frozenset[str]
    part_of: frozenset[str]
    bounding: frozenset[str]
    before_year: frozenset[str]
    after_year: frozenset[str]
    named_after_days: frozenset[str]
    unsaid_day: frozenset[str]
    named: dict[str, tuple[int, int, bool]]

    @cached_property
    def triggers(self) -> frozenset[str]:
        """All words that may begin what says when."""
        return frozenset({
            *(name.split()[0] for name in self.named), *self.counts, *self.months, *self.weekdays,
            *(word + "'s" for word in self.weekdays if word.isascii()), *self.next, *self.nights, *self.units,
        })  # fmt: skip


_WRITTEN = re.compile(r"(-?\d+) to (-?\d+) hours(, over)?")


def _span(written: str) -> tuple[int, int, bool]:
    found = _WRITTEN.fullmatch(written)
    assert found is not None, written
    return int(found[1]), int(found[2]), found[3] is not None


@cache
def date_words(lang: str) -> DateWords:
    """Those of a language, or of an undetermined one."""
    lexicon = lexicon_of(lang)
    named = {name: _span(written) for name, written in lexicon.codes("date.named").items()}
    return filled(DateWords, "date", lexicon, named=named)
