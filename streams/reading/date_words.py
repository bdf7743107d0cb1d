"""Words that say when: units, months, days of the week and names of nearby times, those of a sentence's language.

What each is for is told in `streams.languages.roles`, room `date`, under the role of the same name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from streams.languages.language import lexicon_of


class DateWords:
    """The words by which sentences of one language say when.

    ``named`` are hours from the beginning of the day of publication, from and to, and whether what was then is over.
    Nights begin at eight in the evening and end at eight; what is said of a week, a month or a year is as vague as the
    name. ``triggers`` are all words that may begin what says when.
    """

    def __init__(self, lang: str) -> None:
        lexicon = lexicon_of(lang)
        words, counts = lexicon.words, lexicon.counts
        self.units: Final = counts("date.units")
        self.ago: Final = words("date.ago")
        self.counts: Final = counts("date.counts")
        self.months: Final = counts("date.months")
        self.ordinal_endings: Final = lexicon.stems("date.ordinal-endings")
        self.no_months: Final = words("date.no-months")
        self.before_month: Final = words("date.in")
        self.weekdays: Final = counts("date.weekdays")
        self.next: Final = words("date.next")
        self.nights: Final = words("date.nights")
        self.night_to: Final = words("date.night-to")
        self.part_of: Final = words("date.part-of")
        self.bounding: Final = words("date.bounding")
        self.before_year: Final = words("date.before-year")
        self.after_year: Final = words("date.after-year")
        self.named_after_days: Final = words("date.named-after-days")
        self.unsaid_day: Final = words("date.unsaid-day")
        self.named: Final = {name: _span(written) for name, written in lexicon.codes("date.named").items()}
        self.triggers: Final = frozenset({
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
    return DateWords(lang)
