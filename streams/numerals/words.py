"""What single words and phrases say of numbers, in each language: numerals, dozens, bounds, units and months."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from streams import arabic
from streams.lemma import lemmas


class Word(NamedTuple):
    """What one word says: a number, a ``times`` (*dozen*), ``several`` (at least so many), or a ``part`` of a times."""

    kind: Literal["digits", "number", "times", "several", "part"]
    value: Fraction
    many: bool = False
    """Whether it is a plural that says a number by itself: *dozens*, *сотні*."""


MAX_DIGITS = 12
"""Digits of the longest count: beyond a million millions, digits are an account or a telephone, not a toll."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _numbered(listed: str) -> dict[str, int]:
    """`one two` → their numbers: `word` counts on by one, `=30 word word` sets it, `/` joins names of one number."""
    found, value = {}, 0
    for item in listed.split():
        value = int(item[1:]) if item.startswith("=") else value
        if not item.startswith("="):
            found.update(dict.fromkeys(item.split("/"), value))
            value += 1
    return found


_DUALS = (
    "شخصان شخصين قتيلان قتيلين جريحان جريحين جنديان جنديين طفلان طفلين امرأتان امرأتين رجلان رجلين شهيدان شهيدين مسعفان مسعفين "
    "عنصران عنصرين مسيرتان مسيرتين صاروخان صاروخين"
)
"""Arabic says two by an ending. Its other numerals are left out: of *three ten*, thirteen, only the three would be read."""
NUMBERS: Mapping[str, Mapping[str, int]] = {
    "en": _numbered(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty =30 thirty =40 forty =50 fifty =60 sixty =70 seventy =80 eighty =90 ninety =2 couple/pair"
    ),
    "uk": _numbered(
        "нуль один/одна/одне два/двоє три/троє четверо/чотири п'ять/п'ятеро шість/шестеро сім/семеро "
        "вісім/восьмеро дев'ять/дев'ятеро десять/десятеро одинадцять/одинадцятеро дванадцять/дванадцятеро "
        "тринадцять/тринадцятеро чотирнадцять/чотирнадцятеро п'ятнадцять/п'ятнадцятеро шістнадцять/шістнадцятеро "
        "сімнадцять/сімнадцятеро вісімнадцять/вісімнадцятеро дев'ятнадцять/дев'ятнадцятеро двадцять/двадцятеро "
        "=30 тридцять/тридцятеро =40 сорок =50 п'ятдесят/півсотня/півсотні =60 шістдесят =70 сімдесят =80 вісімдесят "
        "=90 дев'яносто =100 сто =200 двісті =300 триста =400 чотириста =500 п'ятсот =600 шістсот =700 сімсот "
        "=800 вісімсот =900 дев'ятсот"
    ),
    "ru": _numbered(
        "ноль/нуль один два/двое три/трое четыре/четверо пять/пятеро шесть/шестеро семь/семеро восемь/восьмеро "
        "девять/девятеро десять/десятеро одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать "
        "семнадцать восемнадцать девятнадцать двадцать =30 тридцать =40 сорок =50 пятьдесят/полсотни =60 шестьдесят "
        "=70 семьдесят =80 восемьдесят =90 девяносто =100 сто =200 двести =300 триста =400 четыреста =500 пятьсот "
        "=600 шестьсот =700 семьсот =800 восемьсот =900 девятьсот"
    ),
    "ar": {arabic.fold(word): 2 for word in _DUALS.split()},
}
"""Cardinal and collective numerals, by dictionary form."""

TIMES: Mapping[str, Mapping[str, int]] = {
    "en": {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9},
    "uk": {"десяток": 10, "дюжина": 12, "сотня": 100, "тисяча": 1000, "тис": 1000, "мільйон": 10**6, "млн": 10**6}
    | {"мільярд": 10**9, "млрд": 10**9},
    "ru": {"десяток": 10, "дюжина": 12, "сотня": 100, "тысяча": 1000, "тыс": 1000, "миллион": 10**6, "млн": 10**6}
    | {"миллиард": 10**9, "млрд": 10**9},
    "ar": {"الف": 1000, "مليون": 10**6},
}
MANY: Mapping[str, Mapping[str, int]] = {
    "en": {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1000, "millions": 10**6},
    "uk": dict.fromkeys(["десятки", "десятків", "десяткам", "десятками"], 10)
    | dict.fromkeys(["сотні", "сотень", "сотням", "сотнями"], 100)
    | dict.fromkeys(["тисячі", "тисяч", "тисячам", "тисячами"], 1000)
    | dict.fromkeys(["мільйони", "мільйонів", "мільйонами"], 10**6),
    "ru": dict.fromkeys(["десятки", "десятков", "десяткам", "десятками"], 10)
    | dict.fromkeys(["сотни", "сотен", "сотням", "сотнями"], 100)
    | dict.fromkeys(["тысячи", "тысяч", "тысячам", "тысячами"], 1000)
    | dict.fromkeys(["миллионы", "миллионов", "миллионами"], 10**6),
    "ar": {"عشرات": 10, "العشرات": 10, "وعشرات": 10, "مئات": 100, "المئات": 100, "ومئات": 100}
    | {"آلاف": 1000, "الآلاف": 1000, "وآلاف": 1000},
}
"""Plurals that say a number by themselves: at least two of it, so dozens are 24 or more."""
ONE_OR_MANY = frozenset(["сотні", "тисячі", "сотни", "тысячи"])
"""Forms that after a bound are one in the genitive: *близько сотні* is about a hundred, *сотні* are two or more."""

SEVERAL: Mapping[str, Mapping[str, int]] = {
    "en": {"several": 3, "few": 3, "handful": 3},
    "uk": {"кілька": 3, "декілька": 3, "кільканадцять": 11, "кількадесят": 20, "кількасот": 300},
    "ru": {"несколько": 3},
    "ar": {},
}
"""Vague words: several are at least three, because two would have been called two."""
NEEDS_A = frozenset(["few", "handful", "couple", "pair"])
"""Words that are a number only behind an article: *a few* are some, *few* are hardly any, *the couple* is married."""
PARTS: Mapping[str, Mapping[str, Fraction]] = {
    "en": {"half": Fraction(1, 2)},
    "uk": {"пів": Fraction(1, 2), "півтора": Fraction(3, 2), "півтори": Fraction(3, 2)},
    "ru": {"полтора": Fraction(3, 2)},
    "ar": {},
}
OTHER_WORDS = frozenset(["семью", "одни", "одних", "одними", "одним", "одні", "одною"])
"""Forms that are far more often another word: a family, *some*, *alone*."""

Bound = Literal["least", "more", "most", "less", "about", "nearly", "just"]


def _phrases(listed: Mapping[Bound, str]) -> dict[str, list[tuple[tuple[str, ...], Bound]]]:
    """Phrases before a number by their last word, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Bound]]] = {}
    for bound, phrases in listed.items():
        for phrase in phrases.split("|"):
            words = tuple(phrase.split())
            found.setdefault(words[-1], []).append((words, bound))
    for several in found.values():
        several.sort(key=lambda one: -len(one[0]))
    return found


BEFORE = {
    "en": _phrases(
        {
            "least": "at least|no less than|no fewer than|not less than|not fewer than|minimum of|a minimum of",
            "more": "more than|over|upwards of|in excess of|north of",
            "most": "up to|as many as|at most|no more than|not more than|maximum of|a maximum of",
            "less": "less than|fewer than|under",
            "about": "about|around|some|roughly|approximately|an estimated|estimated",
            "nearly": "nearly|almost|close to|just under",
            "just": "the|all|another|a further|an additional|a total of|exactly|only|just|precisely|a|an|all the",
        }
    ),
    "uk": _phrases(
        {
            "least": "щонайменше|принаймні|не менше|не менше ніж|не менше як|не менш ніж|не менш як|як мінімум|мінімум",
            "more": "понад|більше|більше ніж|більше як|більш ніж|більш як",
            "most": "до|не більше|не більше ніж|не більш ніж|максимум|щонайбільше",
            "less": "менше|менше ніж|менш ніж|менш як",
            "about": "близько|приблизно|орієнтовно|десь|біля",
            "nearly": "майже|без малого",
            "just": "ще|іще|усі|всі|усіх|всіх|лише|тільки|рівно|вже|уже|одразу|відразу",
        }
    ),
    "ru": _phrases(
        {
            "least": "по меньшей мере|как минимум|минимум|не менее|не менее чем|не меньше|не меньше чем",
            "more": "более|более чем|больше|больше чем|свыше",
            "most": "до|не более|не более чем|не больше|не больше чем|максимум",
            "less": "менее|менее чем|меньше|меньше чем",
            "about": "около|примерно|порядка|приблизительно|где-то",
            "nearly": "почти|без малого",
            "just": "еще|все|всех|всего|всего лишь|лишь|только|ровно|уже|сразу",
        }
    ),
    "ar": _phrases(
        {
            "least": "ما لا يقل عن|لا يقل عن",
            "more": "أكثر من|اكثر من",
            "about": "نحو|حوالي|قرابة",
        }
    ),
}
AFTER: Mapping[tuple[str, str], Bound] = {
    ("or", "more"): "least",
    ("or", "so"): "about",
    **{(joint, more): "least" for joint in ("і", "й", "та", "або", "чи") for more in ("більше",)},
    **{(joint, more): "least" for joint in ("и", "или") for more in ("более", "больше")},
}
OPENS_RANGE = {
    "from": frozenset(["to"]),
    "between": frozenset(["and"]),
    "від": frozenset(["до"]),
    "між": frozenset(["і", "й", "та"]),
    "от": frozenset(["до"]),
    "между": frozenset(["и"]),
    **dict.fromkeys(["з", "із", "зі", "с", "со"], frozenset(["до"])),
}
"""What opens a range, and what stands between its ends then."""
JOINS_RANGE = frozenset(["to", "or", "або", "чи", "или"])
CHANGED_FROM = frozenset(["from", "з", "із", "зі", "с", "со"])
GROWTH = _words(
    "rise rose climb increase grow jump soar raise revise reach up зрости зростати збільшитися збільшити сягнути вирости "
    "піднятися зменшитися вырасти возрасти увеличиться увеличить расти подняться достичь уменьшиться"
)
"""After these, *to five* is five: a toll that rose, not one that has a limit."""

UNITS = _words(
    "third quarter second minute hour day night week month year decade century time metre meter kilometre kilometer km mile foot "
    "feet ft inch yard mm cm kg kilogram kilo ton tonne litre liter percent percentage degree dollar euro pound "
    "hryvnia rouble ruble mph kmh am pm acre hectare per cent megawatt mw o'clock calibre caliber floor storey "
    "секунда хвилина година день доба ніч тиждень місяць рік років роки десятиліття століття раз метр кілометр км "
    "миля мм см кг кілограм тонна літр відсоток процент градус долар євро гривня грн рубль гектар мвт ранок калібр поверх квартал бал вечір сторіччя "
    "минута час день сутки ночь неделя месяц год лет десятилетие век раз километр миля килограмм литр доллар евро "
    "гривна руб утро вечер м г т калибр этаж квартал балл"
)
"""Units of time, length, weight, money: what they measure is no count. By dictionary form."""
MONTHS = _words(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec січень лютий березень квітень травень червень липень серпень вересень жовтень листопад "
    "грудень январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"
)
NOT_ONE = _words("no any every each this that which not ни ні ані не")
CONTAINS = frozenset(["including", "включно", "включая"])
"""After these stand parts of a count, not counts of the event: *nine people, including two children*."""
BEFORE_YEAR = _words("in since until till before after during у в з із с со від от після после")
"""After these four digits from 1900 to 2099 are a year: *in 2014 people were killed*."""
PARTS_OF = frozenset(["of", "із", "зі", "з", "из"])
OF_SOME = _words("of another по из із з зі")
CASE_ENDINGS = _words("х ти ма ми мя тью ох ьох рьох")
"""Endings written behind digits in Ukrainian and Russian for a case of the count: *5-ти*; others are ordinals."""

HYPHENS = frozenset("-\u2010\u2011\u2013\u2212")
CHAINS = HYPHENS | frozenset(":/.")
"""What joins the digits of clock times, fractions, telephones and dates."""
MARKS_BEFORE, MARKS_AFTER = frozenset("$€£¥₴₽№#"), frozenset("%٪‰°$€£₴₽")
"""Signs of money, shares and names beside a number."""
_GROUPED = re.compile(r"([1-9]\d{0,2})(?:([.,])\d{3})(?:\2\d{3}){0,3}")
_DECIMAL = re.compile(r"\d{1,9}[.,]\d{1,3}")
SEPARATES_THOUSANDS = re.compile(r"[ \u00a0\u2009\u202f'\u2019\u066c]")
"""What parts the thousands of one number: blanks of any width, the Swiss apostrophe, the Arabic separator."""


@lru_cache(maxsize=50_000)
def said(langs: frozenset[str], word: str) -> Word | None:
    """What one normalised word says in any of the languages."""
    if word[0].isdecimal():
        return _said_in_digits(langs, word)
    if word in OTHER_WORDS:
        return None
    for lang in sorted(langs & NUMBERS.keys()):
        if word in MANY[lang]:
            return Word("times", Fraction(MANY[lang][word]), many=True)
        for form in sorted(_forms(lang, word)):
            for kind, table in _TABLES:
                if form in table[lang]:
                    return Word(kind, Fraction(table[lang][form]))
    return None


_TABLES: tuple[
    tuple[Literal["number", "times", "several", "part"], Mapping[str, Mapping[str, int | Fraction]]], ...
] = (
    ("number", NUMBERS),
    ("times", TIMES),
    ("several", SEVERAL),
    ("part", PARTS),
)


def _forms(lang: str, word: str) -> frozenset[str]:
    """A word as it stands, and its dictionary forms; English numerals have no others."""
    return frozenset({word}) if lang == "en" else lemmas(lang, word) | {word}


def _said_in_digits(langs: frozenset[str], word: str) -> Word | None:
    if word.isdecimal():
        return Word("digits", Fraction(int(word))) if len(word) <= MAX_DIGITS else None
    if langs == {"en"} and word[-1] == "k" and word[:-1].isdecimal() and len(word) < 7:
        return Word("digits", Fraction(int(word[:-1]) * 1000))
    grouped = _GROUPED.fullmatch(word)
    if grouped and not (grouped[2] == "." and langs == {"en"}):  # in English 1.200 is one and a fifth
        return Word("digits", Fraction(int(re.sub("[.,]", "", word))))
    if _DECIMAL.fullmatch(word):
        return Word("part", Fraction(word.replace(",", ".")))
    return None


@lru_cache(maxsize=50_000)
def is_one_of(listed: frozenset[str], langs: frozenset[str], word: str) -> bool:
    """Whether a word, or a dictionary form of it in any of the languages, is listed."""
    return word in listed or any(not listed.isdisjoint(lemmas(lang, word)) for lang in langs)
