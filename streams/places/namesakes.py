"""What else bears a place's name: a club, a ship, a paper, a dish, a person. Told by the words beside the name.

Each is a cue that `resolve` weighs: `organisation`, `vessel`, `weapon`, `product`, `sport`, `person`, `address`, `longer`
(a sea, a race), `grounds` (a park), `quoted` (a title in quotation marks), `namesake` (a given name before a surname). `people`: of a state, as a Georgia man is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.places.heads import NAME_REACH, NameWords, name_words
from streams.places.readings import is_common
from streams.places.words import place_words

if TYPE_CHECKING:
    from streams.places.mention import Mention
    from streams.places.world import World
    from streams.text.span import Measured
    from streams.text.text import Sentence

OPENING = frozenset('«"“„')
CLOSING = frozenset('»"”“')
SPORT_REACH = 40
"""Words on either side of a name among which a score and words of sport are looked for: a sentence, bounded for hostile text."""
SCORE_DIGITS = 2
"""A score has two digits at most; three people killed are told with a word after them."""


def before_name(mention: Mention, sentence: Sentence, measured: Measured, world: World) -> str:
    """What the words before a name make of it, or nothing."""
    text, first, heads = mention.text, mention.first, name_words(mention.lang)
    before, gap = text.words[first - 1], text.raw[measured.ends[first - 1] : mention.start]
    if before in heads.pets and gap in {" ", ", "}:
        return "person"
    if gap.strip(' «"“„»”\u00a0'):
        return ""
    second = text.words[first - 2] if first - 2 >= sentence.first else ""
    plain = heads.before.get(before)
    if plain:
        return plain if plain != "product" or before != mention.key else ""
    if before in heads.genitive:
        return _of(second, heads)
    if measured.capital[first - 1]:
        named_on = second in heads.vessels and gap == " " and mention.style == "plain"  # the tanker Minerva Odessa
        return "vessel" if named_on else _capital_before(mention, sentence, before, gap, world)
    return ""


def _of(second: str, heads: NameWords) -> str:
    if second in heads.waters or second in heads.races:
        return "longer"
    return "product" if second in heads.containers else ""


def _capital_before(mention: Mention, sentence: Sentence, before: str, gap: str, world: World) -> str:
    """A club or a body before its town or country: Динамо Київ, «Зоря» Луганськ, Air France."""
    heads = name_words(mention.lang)
    if before in heads.wider:
        return "longer"
    if before in heads.bodies and gap == " " and mention.style == "plain":
        return "organisation"
    if mention.names.options[0].reading.how:
        return ""
    if before in world.clubs or (not gap.isspace() and gap[:1] in CLOSING and _speaks_of_sport(mention, sentence)):
        return "organisation"
    return ""


def _speaks_of_sport(mention: Mention, sentence: Sentence) -> bool:
    begin, end = max(sentence.first, mention.first - SPORT_REACH), min(sentence.last, mention.last + SPORT_REACH)
    return not name_words(mention.lang).sport.isdisjoint(mention.text.words[begin:end])


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
    if gap == " " and after in name_words(mention.lang).state_people:
        return "people"
    if gap == " ":
        if measured.capital[last]:
            return _capital_after(mention, sentence, measured, after)
        return _small_after(mention, sentence, measured, after, world)
    if gap == "-":
        return "vessel" if after in name_words(mention.lang).vessels_after else "organisation" if _number(after) else ""
    of_a_saint = gap in {"'s ", "’s "} and measured.capital[last] and _of_a_saint(mention)
    return "organisation" if of_a_saint else ""


def _affair(mention: Mention, sentence: Sentence, after: str) -> str:
    """What a name is part of that is no place of that name: Crimean Tatars, the Black Sea grain deal, the Litani River."""
    heads = name_words(mention.lang)
    if mention.key in heads.region_adjectives and after in heads.crimean:
        return "longer"
    if after in heads.sea_affairs and mention.names.options[0].facts.kind == "sea":
        return "organisation"
    return "longer" if after in heads.waters_after and _is_water(mention, sentence) else ""


def _is_water(mention: Mention, sentence: Sentence) -> bool:
    """Whether a river or lake is meant whose name a town bears: the Litani River; not the Kherson river port."""
    following = mention.last + 1
    second = mention.text.words[following] if following < sentence.last else ""
    return mention.names.options[0].facts.kind == "settlement" and second not in place_words(mention.lang).kind_after


def _small_after(mention: Mention, sentence: Sentence, measured: Measured, after: str, world: World) -> str:
    """What a word without a capital makes of the name before it: Dijon mustard, Liverpool striker, Oka missile."""
    heads = name_words(mention.lang)
    if after in heads.after:
        return heads.after[after]
    words, following = mention.text.words, mention.last + 1
    second = words[following] if following < sentence.last else ""
    if after in heads.weapons or (after in heads.weapons_how and second in heads.weapons):
        return "" if second in heads.events else "weapon"
    if _number(after):
        return "sport" if _scores(mention, sentence, measured) else ""
    if after in heads.other_players:
        at_war = mention.names.options[0].facts.country in world.at_war
        return "sport" if not at_war or _speaks_of_sport(mention, sentence) else ""
    if after in heads.results and not _follows_preposition(mention, sentence):
        return "sport" if _tells_a_score(mention, sentence) or _speaks_of_sport(mention, sentence) else ""
    return ""


def _follows_preposition(mention: Mention, sentence: Sentence) -> bool:
    if mention.first == sentence.first:
        return False
    return mention.text.words[mention.first - 1] in place_words(mention.lang).locative


def _number(word: str) -> bool:
    return len(word) <= SCORE_DIGITS and word.isdecimal()


def _of_a_saint(mention: Mention) -> bool:
    after = mention.text.words[mention.last]
    saints = name_words(mention.lang).saints
    return mention.text.words[mention.first] in saints and after in place_words(mention.lang).organisation_after


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
    if after in name_words(mention.lang).grounds:
        return "grounds"
    return "namesake" if _bears_a_surname(mention, sentence, measured, after) else ""


def _heads_a_name(mention: Mention, sentence: Sentence, measured: Measured) -> bool:
    words, raw, plain = mention.text.words, mention.text.raw, mention.style == "plain"
    heads, titles = name_words(mention.lang), place_words(mention.lang).titles
    qualified = True
    for word in range(mention.last, min(mention.last + NAME_REACH, sentence.last)):
        if not measured.capital[word] or raw[measured.starts[word] - 1] != " " or words[word] in titles:
            return False
        if word > mention.last and raw[measured.ends[word - 1]] != " ":
            return False
        if words[word] in heads.heads:
            return plain or qualified or _ends_at(word, mention, sentence, measured)
        qualified = qualified and words[word] in heads.qualifiers
    return False


def _ends_at(word: int, mention: Mention, sentence: Sentence, measured: Measured) -> bool:
    """Whether what looked like a headline goes on with a small verb, so that capitals said something after all."""
    after, small = word + 1, name_words(mention.lang).small_in_headlines
    return after < sentence.last and not measured.capital[after] and mention.text.words[after] not in small


def _bears_a_surname(mention: Mention, sentence: Sentence, measured: Measured, after: str) -> bool:
    """Whether a name that is also a given name stands before a surname: no office, no people, no longer name goes on."""
    key, near, heads = mention.key, place_words(mention.lang), name_words(mention.lang)
    if key not in heads.city_namesakes and key not in heads.country_namesakes:
        return False
    if after in near.demonyms or after in near.titles or after in near.no_surnames:
        return False
    common = is_common(mention.lang, after)
    if key in heads.country_namesakes:
        return not common
    last = mention.last + 1
    if not common or last >= sentence.last:
        return True
    return not measured.capital[last] and mention.text.words[last] not in heads.goes_on
