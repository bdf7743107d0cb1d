"""Words that say when: units, months, days of the week and names of nearby times in English, Ukrainian and Russian."""

from __future__ import annotations

from collections.abc import Mapping


def _set(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


def _listed(table: Mapping[int, str]) -> dict[str, int]:
    return {word: number for number, words in table.items() for word in words.split()}


_HOUR, _DAY = 60, 24 * 60
UNITS = _listed({
    1: "minute minutes хвилину хвилини хвилин минуту минуты минут",
    _HOUR: "hour hours годину години годин час часа часов",
    _DAY: "day days день дні днів доби діб добу дня дней суток сутки",
    7 * _DAY: "week weeks тиждень тижні тижнів неделю недели недель",
    30 * _DAY: "month months місяць місяці місяців месяц месяца месяцев",
    365 * _DAY: "year years рік роки років год года лет",
    3650 * _DAY: "decade decades десятиліття десятилетие десятилетия десятилетий",
    36500 * _DAY: "century centuries століття век столетие столетия веков",
})  # fmt: skip
"""Units of time in minutes; months and years by their usual length, for what is no news anyway."""
AGO = _set("ago тому назад")
COUNTS = _listed({
    1: "a an one один одна одну одне", 2: "two couple дві два две", 3: "three several few три кілька несколько декілька", 4: "four чотири четыре",
    5: "five п'ять пять", 6: "six шість шесть", 7: "seven сім семь", 8: "eight вісім восемь", 9: "nine дев'ять девять",
    10: "ten десять", 12: "twelve дванадцять двенадцать", 15: "fifteen п'ятнадцять пятнадцать", 20: "twenty двадцять двадцать",
    30: "thirty тридцять тридцать", 40: "forty сорок", 50: "fifty п'ятдесят пятьдесят",
})  # fmt: skip
MONTHS = _listed({
    1: "january jan січня січні січень января январе январь", 2: "february feb лютого лютому лютий февраля феврале февраль",
    3: "march mar березня березні березень марта марте март", 4: "april apr квітня квітні квітень апреля апреле апрель",
    5: "may травня травні травень мая мае май", 6: "june jun червня червні червень июня июне июнь",
    7: "july jul липня липні липень июля июле июль", 8: "august aug серпня серпні серпень августа августе август",
    9: "september sept sep вересня вересні вересень сентября сентябре сентябрь",
    10: "october oct жовтня жовтні жовтень октября октябре октябрь",
    11: "november nov листопада листопаді листопад ноября ноябре ноябрь", 12: "december dec грудня грудні грудень декабря декабре декабрь",
})  # fmt: skip
NO_MONTHS = _set("may march jan mar jun sep sept dec мар май лютий")
"""Without a day or a year these are other words, or too short to tell, unless "in" stands before."""
IN = _set("in since by until у в")
WEEKDAYS = _listed({
    0: "monday mondays понеділок понеділка понеділку понедельник понедельника", 1: "tuesday вівторок вівторка вторник вторника",
    2: "wednesday середу среду", 3: "thursday четвер четверга четверг",
    4: "friday п'ятницю п'ятниці пятницу пятницы", 5: "saturday суботу суботи субботу субботы", 6: "sunday неділю неділі воскресенье воскресенья",
})  # fmt: skip
"""Days of the week in the cases of "on Monday"; середа is also the middle, and воскресение no day."""
NEXT = _set("next coming наступного наступний наступну следующий следующую")
NIGHTS = _set("ніч ночі ночь ночи night")
NIGHT_TO = _set("на to of")
PART_OF = frozenset({"late", "early", "mid", "middle", "end"})
"""Between a bound and a month: *since late July*."""
BOUNDING = _set("since until till before after by from з із зі с до від от после після перед початку начала")
"""Before a time these say that something began, ended or was counted then."""

BEFORE_YEAR = _set(
    "in of the a during early late mid since until till by from before after around and to spring summer autumn fall winter year's",
    "у в на з із с до від за після перед протягом навесні влітку восени взимку і та",
    "во от после весной летом осенью зимой и",
)
AFTER_YEAR = _set("рік року році роком роки год года году годом годы г р")
"""Beside four digits they make a year of them."""
NAMED_AFTER_DAYS = _set("movement brigade battalion street square bridge stadium revolution")
"""What bears a day as its name: the March 23 Movement."""

NAMED: dict[str, tuple[int, int, bool]] = {
    name: (since, until, over)
    for (since, until, over), names in {
        (0, 24, False): "today|сьогодні|сегодня",
        (-4, 8, False): "overnight|last night|вночі|уночі|минулої ночі|цієї ночі|ночью|этой ночью|минувшей ночью|прошлой ночью|за ніч|за ночь|during the night|in the night",
        (4, 12, False): "this morning|вранці|зранку|сьогодні вранці|утром|сегодня утром|цього ранку|этим утром",
        (12, 18, False): "this afternoon|вдень|днем|днём",
        (17, 24, False): "this evening|tonight|ввечері|увечері|вечером|сегодня вечером|сьогодні ввечері",
        (-24, 0, False): "yesterday|вчора|учора|вчера|yesterday's",
        (-48, -24, False): "позавчора|позавчера",
        (-12, 0, False): "yesterday evening|вчора ввечері|учора ввечері|учора увечері|вчера вечером",
        (-24, 12, False): "past day|last day|за добу|минулої доби|протягом доби|за сутки|минувшие сутки|прошедшие сутки",
        (24, 48, False): "tomorrow|завтра",
        (7 * 24, 14 * 24, False): "next week|наступного тижня|на следующей неделе",
        (-14 * 24, -7 * 24, True): "last week|минулого тижня|минулому тижні|на прошлой неделе|прошлой неделе|минувшей неделе",
        (-60 * 24, -28 * 24, True): "last month|минулого місяця|минулому місяці|прошлом месяце|прошлого месяца",
        (-700 * 24, -365 * 24, True): "last year|торік|минулого року|минулому році|прошлом году|прошлого года|last summer|last winter|last spring|last autumn|минулого літа|минулої зими|прошлым летом|прошлой зимой",
        (-1095 * 24, -730 * 24, True): "позаторік|позаминулого року|позапрошлом году",
    }.items()
    for name in names.split("|")
}  # fmt: skip
"""Hours from the beginning of the day of publication, from and to; whether what was then is over. Nights begin at
eight in the evening and end at eight; what is said of a week, a month or a year is as vague as the name."""

UNSAID_DAY = _set("вранці зранку утром вдень днем днём ввечері увечері вечером")
"""Times of a day that nobody names: the last ones before publication."""

TRIGGERS = frozenset({
    *(name.split()[0] for name in NAMED), *COUNTS, *MONTHS, *WEEKDAYS, *(word + "'s" for word in WEEKDAYS if word.isascii()),
    *NEXT, *NIGHTS, *(word for word in UNITS),
})  # fmt: skip
"""Words that may begin what says when."""
