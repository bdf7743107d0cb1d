"""Case endings of Ukrainian and Russian place names, and what each goes back to.

Kept lemmatisers leave place names in oblique cases as they are (simplemma) or read them as surnames (pymorphy3:
Курахові). So a word in a text is taken back to every nominative it could have by a table of endings, and the
gazetteer says which of them are names. The tables follow the declensions of the academies' grammars, with the
alternations that place names show: Харків/Харкова, Прага/Празі, Ріг/Розі, Олешки/Олешок, Донець/Дінця.
"""

from __future__ import annotations

from functools import lru_cache

UKRAINIAN = """
а: - о е а        у: - а о е ь       ом: - о е        і: - а я о е ь и ія
и: а і            ою: а              ові: - о ів       ем: ь е - о
я: ь й е я        ю: я ь й е ія      ею: я            єю: я        єм: й є
ії: ія            ію: ія             ією: ія          ї: я й ї     єві: їв й
ова: ів           ову: ів            овом: ів         ові: ів
єва: їв           єву: їв            євом: їв         ева: ів      еву: ів      евом: ів     еві: ів
ці: ка к ець      зі: га г           сі: ха х         розі: ріг    рога: ріг    рогу: ріг    рогом: ріг
ого: ий е         ому: ий е          им: ий е і -     ім: ий е     ої: а        ій: а я      их: і и   ими: і
ього: ій є        ьому: ій є         ьої: я           ьою: я
ах: и а           ам: и а            ами: и а         ях: і я      ям: і я      ями: і я
ів: и і           ок: ки ка          ек: ки           ей: і        ець: ці
нню: нь           ллю: ль            ччю: ч           ттю: ть
ця: ець           цю: ець            цем: ець         інця: онець
ла: ел            лу: ел             лом: ел          лі: ел
ового: ів         овому: ів          овим: ів         евого: ів        евому: ів     евим: ів
"""

RUSSIAN = """
а: - о а          у: - а о           ом: - о ое ий ый ой   е: - а о я ь й
ы: а              и: а я ь           ой: а ая           ою: а
я: ь й е          ю: я ь й е         ей: я и яя         ем: ь й е ий
ии: ия            ию: ия             ией: ия            ью: ь
ого: ий ый ой ое  ому: ий ый ой ое   им: ий ое -        ым: ый ой ое -  ую: ая    юю: яя    его: ее ий   ему: ее ий
ах: ы и а         ам: ы и а          ами: ы и а         ях: и ья         ям: и    ями: и
ов: ы и           ых: ые             их: ие             ым: ые           ими: ие    ыми: ые
ок: ки            ек: ки             ев: и
ца: ец            цу: ец             цом: ец            це: ец
ла: ел            лу: ел             лом: ел
"""


def _table(written: str) -> dict[str, tuple[str, ...]]:
    """Read a table: an ending, and the endings of the nominative it may come from (`-` is none)."""
    table: dict[str, list[str]] = {}
    ending = ""
    for part in written.split():
        if part.endswith(":"):
            ending = part[:-1]
            table.setdefault(ending, [])
        else:
            table[ending].append("" if part == "-" else part)
    return {ending: tuple(dict.fromkeys(found)) for ending, found in table.items()}


_TABLES = {"uk": _table(UKRAINIAN), "ru": _table(RUSSIAN)}
_LONGEST = 5
SHORTEST_STEM = 2
"""Letters that stay when an ending goes: Сум is Суми, and nothing shorter declines."""
_CONSONANTS = frozenset("бвгджзйклмнпрстфхцчшщ")


@lru_cache(maxsize=50_000)
def nominatives(lang: str, word: str) -> tuple[str, ...]:
    """Every nominative a folded word could have in Ukrainian or Russian, the word itself first.

    Most of them are no words at all; whoever asks knows which are names.
    """
    found = [word]
    table = _TABLES[lang]
    for length in range(min(_LONGEST, len(word) - SHORTEST_STEM), 0, -1):
        stem, ending = word[:-length], word[-length:]
        found += [stem + nominative for nominative in table.get(ending, ())]
    if word[-1] in _CONSONANTS and len(word) >= 3:
        found.append(word + ("и" if lang == "uk" else "ы"))
    return tuple(dict.fromkeys(found))


def languages_of(lang: str) -> tuple[str, ...]:
    """In which languages a Cyrillic sentence's words may be inflected: its own first, both when it is unknown."""
    return ("ru", "uk") if lang == "ru" else ("uk", "ru")
