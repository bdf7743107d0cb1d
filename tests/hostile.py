"""Texts made to cost as much as they can: each kind repeats or varies one thing that some stage looks at.

Nothing here is anybody's article; a kind is a function of a length in characters, the same text at every call.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle

from streams.article import Article

PLACES = ["Kherson", "Kharkiv", "Odesa", "Mykolaiv", "Zaporizhzhia", "Dnipro", "Sumy", "Chernihiv", "Poltava", "Lviv", "Izium", "Lyman", "Bakhmut", "Avdiivka", "Kyiv", "Belgorod", "Kursk", "Bryansk", "Moscow", "Sevastopol", "Donetsk", "Luhansk", "Mariupol", "Melitopol", "Tokmak", "Gaza", "Rafah", "Beirut", "Damascus", "Aleppo"]  # fmt: skip
PLACES_UK = [
    "Херсоні",
    "Харкові",
    "Одесі",
    "Миколаєві",
    "Запоріжжі",
    "Дніпрі",
    "Сумах",
    "Чернігові",
    "Полтаві",
    "Львові",
    "Ізюмі",
    "Лимані",
    "Бахмуті",
]
PLACES_RU = [
    "Херсоне",
    "Харькове",
    "Одессе",
    "Николаеве",
    "Запорожье",
    "Днепре",
    "Сумах",
    "Чернигове",
    "Полтаве",
    "Белгороде",
    "Курске",
    "Брянске",
]
PLACES_AR = ["غزة", "رفح", "بيروت", "دمشق", "حلب", "بغداد", "صنعاء", "خان", "يونس", "جباليا"]
HOMONYMS = [
    "Springfield",
    "Georgia",
    "Athens",
    "Victoria",
    "San",
    "José",
    "Lyman",
    "Vesele",
    "Oleksandrivka",
    "Pokrovsk",
    "Ivanivka",
    "Tripoli",
    "Paris",
]
CUES = ["said", "not", "denied", "could", "would", "if", "expected", "threatened", "reportedly", "since", "after", "before", "that", "which", "while", "allegedly", "planned", "never", "anniversary", "warned", "accused"]  # fmt: skip
LETTERS = "abcdefghijklmnopqrstuvwxyz"
NUMBERS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "twenty",
    "thirty",
    "hundred",
    "thousand",
]
DEED = "a missile strike hit Kherson killing 12 civilians"
DEED_UK = "ракетний удар по Херсону вбив 12 цивільних"
DEED_RU = "ракетный удар по Херсону убил 12 гражданских"
DEED_AR = "قصف صاروخي على غزة قتل 12 مدنيا"


def filled(pieces: Iterable[str], size: int, between: str = " ") -> str:
    """So many characters of some pieces, over and over."""
    taken, length = [], 0
    for piece in pieces:
        taken.append(piece)
        length += len(piece) + len(between)
        if length >= size:
            break
    return between.join(taken)[:size]


def again(piece: str, size: int, between: str = " ") -> str:
    """One piece over and over."""
    return filled(cycle([piece]), size, between)


def drawn(pieces: Iterable[str], seed: int = 1) -> Iterator[str]:
    """Pieces by chance, without end."""
    chance, listed = random.Random(seed), list(pieces)
    while True:
        yield chance.choice(listed)


def invented(length: int, *, capital: bool = False, letters: str = LETTERS) -> Iterator[str]:
    """Words that nobody has seen, without end."""
    chance = random.Random(length)
    while True:
        word = "".join(chance.choices(letters, k=length))
        yield word.capitalize() if capital else word


def _four_places(size: int) -> str:
    told = (
        "a missile strike on Kherson and a drone attack on Kharkiv killing 12 civilians after shelling in Odesa and an "
        "airstrike on Mykolaiv in response to an explosion killing 12 civilians and"
    )
    return again(told, size)


def _twenty_places(size: int) -> str:
    deeds = cycle(["missile strike", "drone attack", "shelling", "airstrike", "explosion"])
    return filled((f"{deed} in {place} killing 12 civilians" for deed, place in zip(deeds, cycle(PLACES))), size)


def _mixed(size: int, seed: int = 7) -> str:
    pieces = [
        *PLACES,
        *CUES,
        *NUMBERS,
        DEED,
        "killing 12 civilians",
        ",",
        "in",
        "near",
        "and",
        "5",
        "2,000",
        "the",
        "of",
    ]
    return filled(drawn(pieces, seed), size)


def _chain(size: int) -> str:
    return filled((f"{place}," for place in cycle(PLACES)), size)


def _gap(first: str, last: str, size: int) -> str:
    """The first half a term with a gap, over and over, then the second over and over."""
    return again(first, size // 2) + " " + again(last, size // 2)


def _nested(size: int, opening: str, closing: str) -> str:
    depth = size // 20
    return again(f"{opening}strike hit Kherson", size - depth, " ") + closing * depth


def _years(size: int) -> str:
    return filled((f"in {1990 + at % 40} a strike on {place}" for at, place in enumerate(cycle(PLACES))), size)


def _table(size: int) -> str:
    return filled((f"{place}\t{at}\t{at * 7 % 1000} killed" for at, place in enumerate(cycle(PLACES))), size, "\t")


Kind = Callable[[int], str]

KINDS: dict[str, Kind] = {
    # one sentence, and in it what a rule asks for, over and over
    "four places, five deeds, one toll": _four_places,
    "twenty places and tolls": _twenty_places,
    "places, cues, numbers by chance": _mixed,
    "places, cues, numbers by another chance": lambda size: _mixed(size, 11),
    "one deed": lambda size: again(DEED, size),
    "one deed, commas": lambda size: again(DEED, size, ", "),
    "one deed, semicolons": lambda size: again(DEED, size, "; "),
    "one deed, dashes": lambda size: again(DEED, size, " — "),
    "one deed, colons": lambda size: again(DEED, size, ": "),
    "one deed, quotes": lambda size: again(f'"{DEED}"', size),
    "one deed and which": lambda size: again(DEED, size, " which "),
    "one deed and that he said": lambda size: again(DEED, size, " and he said that "),
    "one deed and because": lambda size: again(DEED, size, " because "),
    "one deed and after": lambda size: again(DEED, size, " after "),
    "one deed in response to": lambda size: again(DEED, size, " in response to "),
    "one deed, sentences": lambda size: again(DEED.capitalize(), size, ". "),
    "one deed, paragraphs": lambda size: again(DEED.capitalize(), size, ".\n\n"),
    "one deed, lines": lambda size: again(DEED.capitalize(), size, "\n"),
    "one deed in Ukrainian": lambda size: again(DEED_UK, size),
    "one deed in Russian": lambda size: again(DEED_RU, size),
    "one deed in Arabic": lambda size: again(DEED_AR, size),
    "one deed in Ukrainian, commas": lambda size: again(DEED_UK, size, ", який "),
    "one deed in Arabic, sentences": lambda size: again(DEED_AR, size, ". "),
    "deeds of all languages": lambda size: filled(cycle([DEED, DEED_UK, DEED_RU, DEED_AR]), size),
    "deeds of all languages, sentences": lambda size: filled(cycle([DEED.title(), DEED_UK.title(), DEED_AR]), size, ". "),
    "numbers against a deed": lambda size: DEED + " " + again("12 killed", size),
    "deeds against a number": lambda size: again("missile strike on Kherson", size) + " killing 12",
    "said, denied, dated": lambda size: again("the governor said that a missile struck Odesa, if not denied on 5 July, and", size),
    "cues without marks": lambda size: again("not missile strike denied said if that which two years ago", size),
    "cues in Russian, commas": lambda size: again("ракета не попала в порт Одессы, которая, если, что заявил, вчера", size),
    "denials": lambda size: again("Moscow denied that a missile hit Kherson", size),
    "negations": lambda size: "a missile strike " + again("did not hit Kherson", size),
    "said": lambda size: DEED + " " + again("officials said", size),
    "he said": lambda size: again("He said a strike hit the town", size, ". "),
    "said, commas": lambda size: again(f"{DEED}, the governor said", size, ", "),
    "according to": lambda size: again("according to the governor of Kherson", size, " "),
    "could": lambda size: again("a strike could hit Kherson", size),
    "if": lambda size: again("if a strike hit Kherson", size),
    "cues alone": lambda size: filled(drawn(CUES), size),
    "cues and deeds": lambda size: filled(drawn([*CUES, DEED]), size),
    "cues in Ukrainian": lambda size: filled(drawn(["не", "заявив", "якщо", "може", "який", "що", "після", "коли", "удар", "по", "Херсону"]), size),
    "cues in Russian": lambda size: filled(drawn(["не", "заявил", "если", "может", "который", "что", "после", "когда", "удар", "по", "Херсону"]), size),
    "ceasefire talks": lambda size: again("the ceasefire agreed by both sides was violated by shelling of Kharkiv", size),
    "withdrawal and advance": lambda size: again("troops withdrew from Lyman and advanced toward Bakhmut", size),
    "dam and flood": lambda size: again("the dam was hit and villages near Kherson were flooded and evacuated", size),
    # numbers and times
    "dates": lambda size: again("on 9 May 2022 a strike hit Kherson", size),
    "dates alone": lambda size: again("on Monday last week in July 2021", size),
    "years": _years,
    "numbers in digits": lambda size: filled((str(at * 37 % 9973) for at in range(size)), size),
    "numbers in words": lambda size: filled(drawn(NUMBERS), size),
    "numbers with separators": lambda size: again("1,000,000.5 12 000 000", size),
    "thousands without end": lambda size: "killing 1 " + again("000", size) + " people",
    "number words without end": lambda size: "killing twenty" + again("hundred thousand", size),
    "ranges": lambda size: again("5-7 to 9 killed", size),
    "bounds": lambda size: again("at least more than nearly", size) + " 5 killed",
    "of and of": lambda size: again("28 of 30 drones", size),
    "a man and a woman": lambda size: again("a man and a woman", size) + " were killed",
    "lists of people": lambda size: again("two men, three women", size, ", ") + " were killed",
    "chains of digits": lambda size: again("12:30", size, ":"),
    "as many": lambda size: again("two were killed and as many wounded", size),
    "a table": _table,
    # places
    "places alone": _chain,
    "places side by side": lambda size: filled(cycle(PLACES), size),
    "places told together": lambda size: "a strike hit " + filled(cycle(PLACES), size, ", "),
    "places with and": lambda size: "a strike hit " + filled(cycle(PLACES), size, " and "),
    "places in brackets": lambda size: again("Kherson (Kharkiv)", size),
    "places and their regions": lambda size: again("Lyman, Donetsk Oblast, Ukraine", size, ", "),
    "homonyms": lambda size: filled((f"in {name}" for name in cycle(HOMONYMS)), size),
    "homonyms, sentences": lambda size: filled((f"Strike in {name}" for name in cycle(HOMONYMS)), size, ". "),
    "places in Ukrainian": lambda size: filled((f"у {name}" for name in cycle(PLACES_UK)), size),
    "places in Russian": lambda size: filled((f"в {name}" for name in cycle(PLACES_RU)), size),
    "places in Arabic": lambda size: filled((f"في {name}" for name in cycle(PLACES_AR)), size),
    "of and places": lambda size: again("of the", size // 2) + " Kherson " + again("of the", size // 2) + " Kharkiv strike",
    "village of": lambda size: again("village of", size) + " Kherson",
    "unknown capitals": lambda size: filled(invented(8, capital=True), size),
    "unknown capitals after in": lambda size: filled(invented(8, capital=True), size, " in "),
    "unknown Cyrillic capitals": lambda size: filled(invented(9, capital=True, letters="абвгдежзиклмнопрст"), size, " в "),
    "one capital letter": lambda size: again("K", size),
    "hashtags": lambda size: again("#Kherson #strike #killed12", size),
    "capitals": lambda size: again(DEED.upper(), size),
    "title case": lambda size: again(DEED.title(), size),
    "no capitals": lambda size: again(DEED.lower(), size),
    "adjectives of regions": lambda size: again("Харківської та Сумської", size) + " областей",
    "kinds of dams": lambda size: again("Каховська гребля острів Зміїний", size),
    # halves of terms
    "halves of gap terms": lambda size: _gap("attack", "convoy", size),
    "halves of gap terms, in turns": lambda size: again("attack humanitarian convoy aid", size),
    "strikes and dams": lambda size: again("strike hit the big dam", size),
    "near misses of expressions": lambda size: again("nuclear nuclea nuclear powe plan plants", size),
    "pairs of lemmas": lambda size: again("power plant power station air strike air defence", size),
    "killed and no number": lambda size: again("killed", size),
    "forces": lambda size: again("forces captured the village of Robotyne and forces", size),
    # signs, letters, layout
    "no blanks": lambda size: again("missilestrike", size, ""),
    "one letter": lambda size: "a" * size,
    "commas": lambda size: "," * size,
    "full stops": lambda size: "." * size,
    "quotes": lambda size: '"' * size,
    "apostrophes": lambda size: "a'" * (size // 2),
    "brackets": lambda size: "(" * (size // 2) + ")" * (size // 2),
    "nested brackets": lambda size: _nested(size, "(", ")"),
    "nested quotes": lambda size: _nested(size, "“", "”"),
    "blanks": lambda size: "Kherson" + " " * size + "strike",
    "blank lines": lambda size: "Kherson" + "\n \n" * (size // 3) + "strike",
    "one letter and blanks": lambda size: again("K", size, "   "),
    "sentences of one letter": lambda size: again("K", size, ". "),
    "paragraphs of one word": lambda size: again("Strike", size, "\n\n"),
    "abbreviations": lambda size: again("U.S. Gen. J. Smith", size),
    "initials": lambda size: again("J.", size, ""),
    "ellipses": lambda size: again("strike…", size, " "),
    "bullets": lambda size: again("• strike on Kherson", size, " "),
    "hyphens": lambda size: again("strike", size, "-"),
    "slashes and addresses": lambda size: again("https://news.example/kherson/strike?killed=12", size),
    "page furniture": lambda size: again("Home News World Sport Share Tweet Менше Більше Читайте також", size, "\n"),
    "furniture of two scripts": lambda size: again("Home News World Sport Share Tweet Удар по Херсону", size),
    "combining marks": lambda size: "Kherson" + "\u0301" * size,
    "zero width": lambda size: again("K\u200bh\u200be\u200br\u200bs\u200bo\u200bn strike", size),
    "right to left marks": lambda size: again("\u200f\u202eKherson\u202c strike", size),
    "mixed scripts": lambda size: again("Кherson ударil غزةKharkiv", size),
    "surrogates and emoji": lambda size: again("🚀 Kherson 💥 strike", size),
    "Chinese": lambda size: again("赫尔松遭导弹袭击", size, ""),
    "new words": lambda size: filled(invented(7), size),
    "new Ukrainian words": lambda size: filled(invented(8, letters="абвгдеєжзиіїклмнопрст"), size),
    "new words, sentences": lambda size: filled(invented(7), size, ". "),
    "long words": lambda size: filled(invented(500), size),
    "pronouns that point back": lambda size: DEED.capitalize() + ". " + again("It killed five people", size, ". "),
    "sentences of one paragraph with a place each": lambda size: filled(
        (f"Five people were hurt in {place}" for place in cycle(PLACES)), size, ". "
    ),
    "a strike, then sentences without a place": lambda size: again("A missile strike killed five people", size, ". "),
    "foreign words": lambda size: again("les forces de la ville und das Militär", size),
}  # fmt: skip


def article(kind: str, size: int, *, title: bool = False) -> Article:
    """An article whose text, or title, is so many characters of a kind."""
    written = KINDS[kind](size)
    given = {"title": written} if title else {"title": "Strike on Kherson", "text": written}
    return Article.model_validate({"id": kind, "published_at": "2025-07-16T12:00:00Z", **given}).timed()
