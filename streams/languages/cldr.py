"""What Unicode's CLDR knows of a language, as roles that the roles of its folder may be built of: months, weekdays, countries.

It knows them as calendars and lists of countries write them. Other cases and spellings stand in the folders.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from babel import Locale

ROOM = "cldr"
ROLES: Mapping[str, str] = {
    "months": "names of the months, each under its number",
    "dated-months": "the same in the case that a date has them in, behind the day",
    "short-months": "abbreviations of months, without their point; a month that is not abbreviated has none",
    "weekdays": "names of the days of the week, each under its number; Monday is 0",
    "countries": "names of the countries that `country-codes.yaml` lists, each under its ISO 3166 code",
}
"""What can be asked of it, in every language."""

Entry = Mapping[str, Sequence[str]]


@cache
def cldr(language: str, among: tuple[str, ...]) -> Mapping[str, Entry]:
    """What CLDR has under each role; ``among`` are the codes of the countries asked."""
    locale = Locale(language)
    months = _entry(locale.months["stand-alone"]["wide"].items())
    dated = _entry(locale.months["format"]["wide"].items())
    spelt = [*months.values(), *dated.values()]
    short = _entry(locale.months["format"]["abbreviated"].items())
    return {
        "months": months,
        "dated-months": dated,
        "short-months": {number: one for number, one in short.items() if one not in spelt},
        "weekdays": _entry(locale.days["stand-alone"]["wide"].items()),
        "countries": _entry((code, locale.territories[code]) for code in among),
    }


def _entry(names: Iterable[tuple[object, str]]) -> Entry:
    """Names as the folders spell words: small, with a plain apostrophe, without the point of an abbreviation."""
    return {str(key): [name.casefold().replace("\u02bc", "'").removesuffix(".")] for key, name in names}
