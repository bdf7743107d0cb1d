"""The cues of a mention: what the words before and after a name say for or against its being a place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from streams.languages.identify import FUNCTION_WORDS
from streams.languages.lemma import may_name_person
from streams.places.heads import name_words
from streams.places.mention import Mention
from streams.places.namesakes import after_name, before_name, quoted
from streams.places.readings import is_common
from streams.places.words import PlaceWords, place_words
from streams.places.world import World
from streams.text.span import Measured
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
    text, first, near = mention.text, mention.first, place_words(mention.lang)
    capital = measured.capital[first - 1]
    gap = text.raw[measured.ends[first - 1] : mention.start]
    before = text.words[first - 1]
    second = text.words[first - 2] if first - 2 >= sentence.first else ""
    if gap in _LISTING or (second and before in near.and_):
        found.append("list")
    if gap not in _CLOSE:
        return
    found += _told_before(before, second, mention.lang)
    initial = capital and _is_initial(before, gap, second)
    cue = "" if initial else introduction(before, second, near)
    if cue:
        found.append(cue)
    elif (
        initial
        or (before in near.titles and (capital or before not in near.also_adjectives))
        or (capital and gap == " " and before in near.given_names)
    ):
        found.append("person")
    elif before in near.articles:
        found.append("the")
    elif capital and before not in near.offices and _names_on(mention, first - 1, before, gap, measured):
        found.append("name")


def _is_initial(before: str, gap: str, second: str) -> bool:
    """Whether a person's middle initial stands before a name: Stanley W. Allen; not in W. Virginia."""
    return len(before) == 1 and gap == ". " and before.isalpha() and second not in FUNCTION_WORDS and second != ""


def _told_before(before: str, second: str, lang: str) -> Iterator[str]:
    """What single words before a name say, beside what they make of it."""
    near = place_words(lang)
    if before in near.river_before or (before in near.articles and second in near.river_before):
        yield "river"
    if before in near.of and second in near.state_of:
        yield "state"
    if before in name_words(lang).speaks_before:
        yield "actor"


@lru_cache(maxsize=20_000)
def introduction(before: str, second: str, near: PlaceWords) -> str:
    """What the words before a name make of it: `kind` (village of), `in`, `organisation` (Bank of), or nothing.

    ``second`` stands before ``before``; it is empty at the beginning of a sentence. ``near`` are the words of its language.
    """
    if before in near.kind_before or (before in near.of and second in near.kind_of):
        return "kind"
    if before in near.locative or before in near.offices:
        return "in"
    if (before in near.between or before.startswith(near.between_stems)) and second in near.leading:
        return "in"
    if before in near.organisation_before or (before in near.genitive and second in near.of_organisation):
        return "organisation"
    return ""


_LISTING = frozenset({", ", "/"})
_CLOSE = frozenset({"", " ", " «", ' ""', ' "', " “", ". ", "-", "\n", "\u00a0", " („"})
_NAMES_STAND_OUT = frozenset({"plain", "headline"})


def _names_on(mention: Mention, word: int, written: str, gap: str, measured: Measured) -> bool:
    """Whether a capitalised neighbour looks like part of the same name: in no dictionary but as a name; no abbreviation."""
    if gap not in {" ", "-"} or mention.style not in _NAMES_STAND_OUT:
        return False
    may_name = gap == " " and may_name_person(mention.lang, written)  # Лимано-Куп'янський is no person
    if is_common(mention.lang, written) and not may_name:
        return False
    return not mention.text.raw[measured.starts[word] : measured.ends[word]].isupper()


def _look_after(mention: Mention, sentence: Sentence, measured: Measured, found: list[str]) -> None:
    text, last, near = mention.text, mention.last, place_words(mention.lang)
    gap = text.raw[mention.end : measured.starts[last]]
    if gap == ". " and len(text.words[last - 1]) == 1 and not measured.capital[last]:
        gap = " "  # the U.S. sent
    after = text.words[last].removesuffix("'s")
    if _names_a_war(mention, sentence):
        found.append("actor")
    if gap == "-" and after in near.holders:
        found.append("holder")
    elif gap == "/" and after in near.photo_agencies:
        found.append("person")
    elif gap in _POSSESSIVE:
        if after in near.owned_by_government:
            found.append("actor")
    elif gap in _ADJOINING:
        if after in near.regions_after:
            found.append("regions")
        found += filter(None, (_adjoining(mention, sentence, measured, after),))


def _adjoining(mention: Mention, sentence: Sentence, measured: Measured, after: str) -> str:
    """What the word right after a name makes of it, or nothing."""
    text, last, near = mention.text, mention.last, place_words(mention.lang)
    capital = measured.capital[last]
    cue = _kind_after(mention, after, capital=capital)
    if cue:
        return cue
    if governs(text, last, sentence):
        return "actor"
    if not capital:
        return "" if after in FUNCTION_WORDS else "noun"
    gap = text.raw[mention.end : measured.starts[last]]
    named_on = after in near.surnames or len(after) == 1 or _names_on(mention, last, after, gap, measured)
    given = text.words[mention.first]
    if gap == " " and mention.style == "plain" and given in near.given_names and not given.isascii():
        named_on = True  # Артём Кобзарь: Cyrillic writes no ordinary word with a capital there
    return "surname" if named_on else ""


def _names_a_war(mention: Mention, sentence: Sentence) -> bool:
    """Whether a country is a side that a war is called by, wherever it is told from: Russia-Ukraine war, for Ukraine war."""
    if mention.names.options[0].facts.kind != "country":
        return False
    words, last, wars = mention.text.words, mention.last, place_words(mention.lang).wars
    following = words[last : min(last + 2, sentence.last)]
    if not wars.isdisjoint(following[:1]):
        return True
    return not wars.isdisjoint(following[1:]) and mention.text.raw[mention.end : mention.end + 1] in {"-", "\u2013"}


_POSSESSIVE = frozenset({"'s ", "’s "})
_ADJOINING = frozenset({" ", "-", "\u00a0", "\n"})


def _kind_after(mention: Mention, after: str, *, capital: bool) -> str:
    """What the word after a name makes of it: `kind` (X region), `county`, `address`, `organisation`, or nothing."""
    near = place_words(mention.lang)
    if after in near.counties:
        return "county"
    if after in near.kind_after and (not capital or mention.style != "plain" or after in near.kind_in_names):
        return "kind"
    if after in near.addresses:
        return "address"
    if (capital or mention.style == "lower") and after in near.organisation_after and not _is_city_of(mention):
        return "organisation"
    return ""


def _is_city_of(mention: Mention) -> bool:
    """Whether the words after a name begin another place: the New Zealand City of Auckland."""
    near, following = place_words(mention.lang), mention.text.words[mention.last : mention.last + 2]
    return len(following) > 1 and following[0] in near.cities and following[1] in near.genitive


def _goes_on_as_noun(word: str, near: PlaceWords) -> bool:
    """Whether what follows shows that "attacks" was the noun: *attacks on*, *strikes kill*."""
    return word in FUNCTION_WORDS or word in near.auxiliaries or word in near.after_attacks


def governs(text: Text, last: int, sentence: Sentence) -> bool:
    """Whether a government's verb follows word ``last``, or is it, with at most two auxiliaries or adverbs between."""
    near = place_words(sentence.lang)
    for number in range(last, min(last + 3, sentence.last)):
        word = text.words[number]
        if word in near.also_attacks:
            return number + 1 < sentence.last and not _goes_on_as_noun(text.words[number + 1], near)
        if word in near.government_verbs:
            after = text.words[number + 1] if number + 1 < sentence.last else ""
            if word in near.attacked:
                return bool(after) and after not in near.befallen
            return after not in near.doers and not (word in near.addressed and after in near.addressed_how)
        if word not in near.auxiliaries and not word.endswith(near.adverbs):
            return False
    return False
