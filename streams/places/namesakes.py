"""What else bears a place's name: a club, a ship, a paper, a dish, a person. Told by the words beside the name.

Each is a cue that `resolve` weighs: `organisation`, `vessel`, `weapon`, `product`, `sport`, `person`, `address`, `longer`
(a sea, a race), `grounds` (a park), `quoted` (a title in quotation marks), `namesake` (a given name before a surname). `people`: of a state, as a Georgia man is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.languages.lexicon import words
from streams.places.heads import (
    ADDRESSES_BEFORE,
    BODIES,
    CITY_NAMESAKES,
    CONTAINERS,
    COUNTRY_NAMESAKES,
    CRIMEAN,
    DISHES,
    EVENTS,
    GROUNDS,
    HEADS,
    NAME_REACH,
    OTHER_PLAYERS,
    PETS,
    PLAYERS,
    PRESS_BEFORE,
    PRODUCTS,
    QUALIFIERS,
    RESULTS,
    SEA_AFFAIRS,
    SPORT,
    STATE_PEOPLE,
    VESSELS,
    WATERS,
    WATERS_AFTER,
    WEAPONS,
    WEAPONS_HOW,
    WIDER,
)
from streams.places.names import DEMONYMS
from streams.places.readings import is_common
from streams.places.words import KIND_AFTER, LOCATIVE, NEVER_ALONE, ORGANISATION_AFTER, TITLES

if TYPE_CHECKING:
    from streams.places.mention import Measured, Mention
    from streams.places.world import World
    from streams.text.text import Sentence

OPENING = frozenset('«"“„')
CLOSING = frozenset('»"”“')
SPORT_REACH = 40
"""Words on either side of a name among which a score and words of sport are looked for: a sentence, bounded for hostile text."""
SCORE_DIGITS = 2
"""A score has two digits at most; three people killed are told with a word after them."""


def before_name(mention: Mention, sentence: Sentence, measured: Measured, world: World) -> str:
    """What the words before a name make of it, or nothing."""
    text, first = mention.text, mention.first
    before, gap = text.words[first - 1], text.raw[measured.ends[first - 1] : mention.start]
    if before in PETS and gap in {" ", ", "}:
        return "person"
    if gap.strip(' «"“„»”\u00a0'):
        return ""
    second = text.words[first - 2] if first - 2 >= sentence.first else ""
    plain = _BEFORE.get(before)
    if plain:
        return plain if plain != "product" or before != mention.key else ""
    if before in {"of", "de"}:
        return _of(second)
    if measured.capital[first - 1]:
        named_on = second in VESSELS and gap == " " and mention.style == "plain"  # the tanker Minerva Odessa
        return "vessel" if named_on else _capital_before(mention, sentence, before, gap, world)
    return ""


_BEFORE = {
    **dict.fromkeys(VESSELS, "vessel"),
    **dict.fromkeys(ADDRESSES_BEFORE, "address"),
    **dict.fromkeys(PRESS_BEFORE, "organisation"),
    **dict.fromkeys(DISHES, "product"),
}


def _of(second: str) -> str:
    if second in WATERS or second == "tour":
        return "longer"
    return "product" if second in CONTAINERS else ""


def _capital_before(mention: Mention, sentence: Sentence, before: str, gap: str, world: World) -> str:
    """A club or a body before its town or country: Динамо Київ, «Зоря» Луганськ, Air France."""
    if before in WIDER:
        return "longer"
    if before in BODIES and gap == " " and mention.style == "plain":
        return "organisation"
    if mention.names.options[0].reading.how:
        return ""
    if before in world.clubs or (not gap.isspace() and gap[0] in CLOSING and _speaks_of_sport(mention, sentence)):
        return "organisation"
    return ""


def _speaks_of_sport(mention: Mention, sentence: Sentence) -> bool:
    begin, end = max(sentence.first, mention.first - SPORT_REACH), min(sentence.last, mention.last + SPORT_REACH)
    return not SPORT.isdisjoint(mention.text.words[begin:end])


def quoted(mention: Mention, measured: Measured, sentence: Sentence) -> bool:
    """Whether a name is, or ends or begins, a title in quotation marks: «Москва», «Вечерняя Москва», «Суми Агро»."""
    raw, start, end = mention.text.raw, mention.start, mention.end
    opens = start > 0 and raw[start - 1] in OPENING
    closes = end < len(raw) and raw[end] in CLOSING
    if opens and closes:
        return True
    if closes and mention.first > sentence.first and measured.capital[mention.first - 1]:
        begun = measured.starts[mention.first - 1]
        return begun > 0 and raw[begun - 1] in OPENING and raw[start - 1] == " "
    if opens and mention.last < sentence.last and measured.capital[mention.last]:
        ended = measured.ends[mention.last]
        return ended < len(raw) and raw[ended] in CLOSING
    return False


def after_name(mention: Mention, sentence: Sentence, measured: Measured, world: World) -> str:
    """What the words after a name make of it, or nothing."""
    text, last = mention.text, mention.last
    gap = text.raw[mention.end : measured.starts[last]]
    after = text.words[last]
    affair = _affair(mention, sentence, after) if gap == " " else ""
    if affair:
        return affair
    if gap == " " and after in STATE_PEOPLE:
        return "people"
    if gap == " ":
        if measured.capital[last]:
            return _capital_after(mention, sentence, measured, after)
        return _small_after(mention, sentence, measured, after, world)
    if gap == "-":
        return "vessel" if after == "class" else "organisation" if _number(after) else ""
    of_a_saint = gap in {"'s ", "’s "} and measured.capital[last] and _of_a_saint(mention)
    return "organisation" if of_a_saint else ""


def _affair(mention: Mention, sentence: Sentence, after: str) -> str:
    """What a name is part of that is no place of that name: Crimean Tatars, the Black Sea grain deal, the Litani River."""
    if mention.key == "crimean" and after in CRIMEAN:
        return "longer"
    if after in SEA_AFFAIRS and mention.names.options[0].facts.kind == "sea":
        return "organisation"
    return "longer" if after in WATERS_AFTER and _is_water(mention, sentence) else ""


def _is_water(mention: Mention, sentence: Sentence) -> bool:
    """Whether a river or lake is meant whose name a town bears: the Litani River; not the Kherson river port."""
    following = mention.last + 1
    second = mention.text.words[following] if following < sentence.last else ""
    return mention.names.options[0].facts.kind == "settlement" and second not in KIND_AFTER


def _small_after(mention: Mention, sentence: Sentence, measured: Measured, after: str, world: World) -> str:
    """What a word without a capital makes of the name before it: Dijon mustard, Liverpool striker, Oka missile."""
    if after in _AFTER:
        return _AFTER[after]
    words, following = mention.text.words, mention.last + 1
    second = words[following] if following < sentence.last else ""
    if after in WEAPONS or (after in WEAPONS_HOW and second in WEAPONS):
        return "" if second in EVENTS else "weapon"
    if _number(after):
        return "sport" if _scores(mention, sentence, measured) else ""
    if after in OTHER_PLAYERS:
        at_war = mention.names.options[0].facts.country in world.at_war
        return "sport" if not at_war or _speaks_of_sport(mention, sentence) else ""
    if after in RESULTS and not _follows_preposition(mention, sentence):
        return "sport" if _tells_a_score(mention, sentence) or _speaks_of_sport(mention, sentence) else ""
    return ""


_AFTER = {**dict.fromkeys(PRODUCTS, "product"), **dict.fromkeys(PLAYERS, "sport")}


def _follows_preposition(mention: Mention, sentence: Sentence) -> bool:
    return mention.first > sentence.first and mention.text.words[mention.first - 1] in LOCATIVE


def _number(word: str) -> bool:
    return len(word) <= SCORE_DIGITS and word.isdecimal()


def _of_a_saint(mention: Mention) -> bool:
    after = mention.text.words[mention.last]
    return mention.text.words[mention.first] in {"st", "saint"} and after in ORGANISATION_AFTER


def _scores(mention: Mention, sentence: Sentence, measured: Measured) -> bool:
    """Whether two names and two small numbers take turns: Barcelona 3, Getafe 0."""
    words, first, last = mention.text.words, mention.first, mention.last
    ahead = words[last + 2 : min(last + 5, sentence.last)]
    if last + 1 < sentence.last and measured.capital[last + 1] and any(map(_number, ahead)):
        return not _follows_preposition(mention, sentence)
    return first - 2 >= sentence.first and _number(words[first - 1]) and measured.capital[first - 2]


def _tells_a_score(mention: Mention, sentence: Sentence) -> bool:
    """Whether two small numbers stand joined in the sentence: 4-0, 2:1."""
    words, raw, starts = mention.text.words, mention.text.raw, mention.text.starts
    return any(
        _number(words[word]) and _number(words[word + 1]) and raw[starts[word + 1] - 1] in "-–:"
        for word in range(mention.last, min(mention.last + SPORT_REACH, sentence.last - 1))
    )


def _capital_after(mention: Mention, sentence: Sentence, measured: Measured, after: str) -> str:
    """A longer name that begins with the place's: Kherson State University, Orlando Bloom, Golden Gate Park."""
    if _heads_a_name(mention, sentence, measured):
        return "organisation"
    if mention.style != "plain":
        return ""
    if after in GROUNDS:
        return "grounds"
    return "namesake" if _bears_a_surname(mention, sentence, measured, after) else ""


def _heads_a_name(mention: Mention, sentence: Sentence, measured: Measured) -> bool:
    words, raw, plain = mention.text.words, mention.text.raw, mention.style == "plain"
    qualified = True
    for word in range(mention.last, min(mention.last + NAME_REACH, sentence.last)):
        if not measured.capital[word] or raw[measured.starts[word] - 1] != " " or words[word] in TITLES:
            return False
        if word > mention.last and raw[measured.ends[word - 1]] != " ":
            return False
        if words[word] in HEADS:
            return plain or qualified or _ends_at(word, mention, sentence, measured)
        qualified = qualified and words[word] in QUALIFIERS
    return False


def _ends_at(word: int, mention: Mention, sentence: Sentence, measured: Measured) -> bool:
    """Whether what looked like a headline goes on with a small verb, so that capitals said something after all."""
    after = word + 1
    return (
        after < sentence.last and not measured.capital[after] and mention.text.words[after] not in _SMALL_IN_HEADLINES
    )


def _bears_a_surname(mention: Mention, sentence: Sentence, measured: Measured, after: str) -> bool:
    """Whether a name that is also a given name stands before a surname: no office, no people, no longer name goes on."""
    key = mention.key
    if key not in CITY_NAMESAKES and key not in COUNTRY_NAMESAKES:
        return False
    if after in DEMONYMS or after in TITLES or after in _NO_SURNAMES:
        return False
    common = is_common(mention.lang, after)
    if key in COUNTRY_NAMESAKES:
        return not common
    last = mention.last + 1
    if not common or last >= sentence.last:
        return True
    return not measured.capital[last] and mention.text.words[last] not in _GOES_ON


_SMALL_IN_HEADLINES = words("name.small-in-headlines")
_GOES_ON = words("name.goes-on")
_NO_SURNAMES = NEVER_ALONE | KIND_AFTER | ORGANISATION_AFTER
