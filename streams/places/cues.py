"""What stands beside a name and tells whether it names a place: prepositions, kinds of places, titles, verbs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from streams.languages.identify import FUNCTION_WORDS
from streams.languages.lemma import may_name_person
from streams.languages.lexicon import words
from streams.places.heads import SPEAKS_BEFORE
from streams.places.mention import Measured, Mention
from streams.places.namesakes import after_name, before_name, quoted
from streams.places.readings import is_common
from streams.places.words import (
    ADDRESSES,
    AND,
    ATTACKED,
    AUXILIARIES,
    BEFALLEN,
    BETWEEN,
    BETWEEN_STEMS,
    GIVEN_NAMES,
    GOVERNMENT_VERBS,
    KIND_AFTER,
    KIND_BEFORE,
    KIND_OF,
    LOCATIVE,
    OF,
    OF_ORGANISATION,
    OFFICES,
    ORGANISATION_AFTER,
    ORGANISATION_BEFORE,
    OWNED_BY_GOVERNMENT,
    REGIONS_AFTER,
    RIVER_BEFORE,
    SURNAMES,
    TITLES,
)
from streams.places.world import World
from streams.text.text import Sentence, Text

NO_CUES: frozenset[str] = frozenset()


def cues_of(mention: Mention, sentence: Sentence, measured: Measured, world: World) -> frozenset[str]:
    """What the neighbours of a mention say; `resolve` weighs it.

    `in`: where something is (in X, near X, мер X). `kind`: what X is called (village of X, X region). `list`: beside
    another name. `regions`, `county`, `address`, `river`: such a word is next to it. `person`: a title or given name
    before it. `name`, `surname`: an unknown capitalised word before, after it. `organisation`: X University. `the`,
    `noun`: an article before, a common noun after it. `actor`: a government's verb or possession follows. `state`: of the
    state of that name. `holder`: of a place it holds, as in Moscow-annexed Crimea. The rest, and more `organisation`: what
    else bears the name, see `namesakes`.

    Args:
        mention: a mention whose cues are not yet known.
        sentence: the sentence it stands in.
        measured: the words of that sentence, measured.
        world: what is known of clubs and of war.
    """
    found: list[str] = []
    if mention.first > sentence.first:
        found += filter(None, (before_name(mention, sentence, measured, world),))
        _look_before(mention, sentence, measured, found)
    if mention.last < sentence.last:
        found += filter(None, (after_name(mention, sentence, measured, world),))
        _look_after(mention, sentence, measured, found)
    if quoted(mention, measured, sentence):
        found.append("quoted")
    return frozenset(found) if found else NO_CUES


def _look_before(mention: Mention, sentence: Sentence, measured: Measured, found: list[str]) -> None:
    text, first = mention.text, mention.first
    capital = measured.capital[first - 1]
    gap = text.raw[measured.ends[first - 1] : mention.start]
    before = text.words[first - 1]
    second = text.words[first - 2] if first - 2 >= sentence.first else ""
    if gap in _LISTING or (second and before in AND):
        found.append("list")
    if gap not in _CLOSE:
        return
    found += _told_before(before, second)
    initial = capital and _is_initial(before, gap, second)
    cue = "" if initial else introduction(before, second)
    if cue:
        found.append(cue)
    elif (
        initial
        or (before in TITLES and (capital or before not in ALSO_ADJECTIVES))
        or (capital and gap == " " and before in GIVEN_NAMES)
    ):
        found.append("person")
    elif before == "the":
        found.append("the")
    elif capital and before not in OFFICES and _names_on(mention, first - 1, before, gap, measured):
        found.append("name")


def _is_initial(before: str, gap: str, second: str) -> bool:
    """Whether a person's middle initial stands before a name: Stanley W. Allen; not in W. Virginia."""
    return len(before) == 1 and gap == ". " and before.isalpha() and second not in FUNCTION_WORDS and second != ""


def _told_before(before: str, second: str) -> Iterator[str]:
    """What single words before a name say, beside what they make of it."""
    if before in RIVER_BEFORE or (before == "the" and second in RIVER_BEFORE):
        yield "river"
    if before in OF and second == "state":
        yield "state"
    if before in SPEAKS_BEFORE:
        yield "actor"


@lru_cache(maxsize=20_000)
def introduction(before: str, second: str) -> str:
    """What the words before a name make of it: `kind` (village of), `in`, `organisation` (Bank of), or nothing.

    ``second`` stands before ``before``; it is empty at the beginning of a sentence.
    """
    if before in KIND_BEFORE or (before in OF and second in KIND_OF):
        return "kind"
    if before in LOCATIVE or before in OFFICES:
        return "in"
    if (before in BETWEEN or before.startswith(BETWEEN_STEMS)) and second in _LEADS:
        return "in"
    if before in ORGANISATION_BEFORE or (before == "of" and second in OF_ORGANISATION):
        return "organisation"
    return ""


ALSO_ADJECTIVES = words("place.also-adjectives")
_LISTING = frozenset({", ", "/"})
_CLOSE = frozenset({" ", " «", ' ""', ' "', " “", ". ", "-", "\n", "\u00a0", " („"})
_NAMES_STAND_OUT = frozenset({"plain", "headline"})
_LEADS = LOCATIVE | words("place.leads")


def _names_on(mention: Mention, word: int, written: str, gap: str, measured: Measured) -> bool:
    """Whether a capitalised neighbour looks like part of the same name: in no dictionary but as a name; no abbreviation."""
    if gap not in {" ", "-"} or mention.style not in _NAMES_STAND_OUT:
        return False
    may_name = gap == " " and may_name_person(mention.lang, written)  # Лимано-Куп'янський is no person
    if is_common(mention.lang, written) and not may_name:
        return False
    return not mention.text.raw[measured.starts[word] : measured.ends[word]].isupper()


def _look_after(mention: Mention, sentence: Sentence, measured: Measured, found: list[str]) -> None:
    text, last = mention.text, mention.last
    gap = text.raw[mention.end : measured.starts[last]]
    if gap == ". " and len(text.words[last - 1]) == 1 and not measured.capital[last]:
        gap = " "  # the U.S. sent
    after = text.words[last].removesuffix("'s")
    if _names_a_war(mention, sentence):
        found.append("actor")
    if gap == "-" and after in HOLDERS:
        found.append("holder")
    elif gap == "/" and after in PHOTO_AGENCIES:
        found.append("person")
    elif gap in _POSSESSIVE:
        if after in OWNED_BY_GOVERNMENT:
            found.append("actor")
    elif gap in _ADJOINING:
        if after in REGIONS_AFTER:
            found.append("regions")
        found += filter(None, (_adjoining(mention, sentence, measured, after),))


def _adjoining(mention: Mention, sentence: Sentence, measured: Measured, after: str) -> str:
    """What the word right after a name makes of it, or nothing."""
    text, last = mention.text, mention.last
    capital = measured.capital[last]
    cue = _kind_after(mention, after, capital=capital)
    if cue:
        return cue
    if governs(text, last, sentence):
        return "actor"
    if not capital:
        return "" if after in FUNCTION_WORDS else "noun"
    gap = text.raw[mention.end : measured.starts[last]]
    named_on = after in SURNAMES or len(after) == 1 or _names_on(mention, last, after, gap, measured)
    given = text.words[mention.first]
    if gap == " " and mention.style == "plain" and given in GIVEN_NAMES and not given.isascii():
        named_on = True  # Артём Кобзарь: Cyrillic writes no ordinary word with a capital there
    return "surname" if named_on else ""


def _names_a_war(mention: Mention, sentence: Sentence) -> bool:
    """Whether a country is a side that a war is called by, wherever it is told from: Russia-Ukraine war, for Ukraine war."""
    if mention.names.options[0].facts.kind != "country":
        return False
    words, last = mention.text.words, mention.last
    following = words[last : min(last + 2, sentence.last)]
    if following[:1] == ["war"]:
        return True
    return following[1:] == ["war"] and mention.text.raw[mention.end : mention.end + 1] in {"-", "\u2013"}


HOLDERS = words("place.holders")
PHOTO_AGENCIES = words("place.photo-agencies")
_POSSESSIVE = frozenset({"'s ", "’s "})
_ADJOINING = frozenset({" ", "-", "\u00a0", "\n"})


def _kind_after(mention: Mention, after: str, *, capital: bool) -> str:
    """What the word after a name makes of it: `kind` (X region), `county`, `address`, `organisation`, or nothing."""
    if after == "county":
        return "county"
    if after in KIND_AFTER and (not capital or mention.style != "plain" or after in KIND_IN_NAMES):
        return "kind"
    if after in ADDRESSES:
        return "address"
    if (capital or mention.style == "lower") and after in ORGANISATION_AFTER and not _is_city_of(mention):
        return "organisation"
    return ""


def _is_city_of(mention: Mention) -> bool:
    """Whether the words after a name begin another place: the New Zealand City of Auckland."""
    return mention.text.words[mention.last : mention.last + 2] == ["city", "of"]


KIND_IN_NAMES = words("place.kind-in-names")
ADDRESSED = words("place.addressed")


ALSO_ATTACKS = words("place.also-attacks")
_AFTER_ATTACKS = words("place.after-attacks")


def _goes_on_as_noun(word: str) -> bool:
    """Whether what follows shows that "attacks" was the noun: *attacks on*, *strikes kill*."""
    return word in FUNCTION_WORDS or word in AUXILIARIES or word in _AFTER_ATTACKS


def governs(text: Text, last: int, sentence: Sentence) -> bool:
    """Whether a government's verb follows word ``last``, or is it, with at most two auxiliaries or adverbs between."""
    for number in range(last, min(last + 3, sentence.last)):
        word = text.words[number]
        if word in ALSO_ATTACKS:
            return number + 1 < sentence.last and not _goes_on_as_noun(text.words[number + 1])
        if word in GOVERNMENT_VERBS:
            after = text.words[number + 1] if number + 1 < sentence.last else ""
            if word in ATTACKED:
                return bool(after) and after not in BEFALLEN
            return after != "by" and not (word in ADDRESSED and after in {"to", "of", "over"})
        if word not in AUXILIARIES and not word.endswith("ly"):
            return False
    return False
