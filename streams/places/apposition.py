"""The area that follows a name: `Lyman, Donetsk Oblast`, `Tripoli, northern Lebanon`, `Athens, Georgia`."""

from __future__ import annotations

from streams.places.mention import Mention
from streams.places.place import AREAS
from streams.places.readings import Option, Reader
from streams.places.words import place_words

STATED = frozenset({"US", "CA", "AU"})
"""Countries whose towns English news tells apart by the state that follows: Dresden, Illinois."""
AREA_REACH = 5
"""Words that may stand between a name and the area around it: Tripoli, in the north of Lebanon."""
WIDER = frozenset({
    ("district", "region"), ("district", "country"), ("region", "country"), ("country", "region"),
})  # fmt: skip
"""Kinds of areas of which the latter can be around the former: Lebanon, Pennsylvania; but Poland, Georgia and Latvia are
three countries, and Nevada, Texas and Utah three states."""


def area_after(mention: Mention, following: Mention, beyond: Mention | None = None) -> int | None:
    """The area that follows a name in apposition: `Lyman, Donetsk Oblast`, `Tripoli, northern Lebanon`, `Athens, Georgia`.

    Of several areas of that name, the one that a place of the former name lies in; its row. ``beyond`` is the name after
    the area, which counts where the area owns it: `Orikhiv in Ukraine's Zaporizhzhia region`.
    """
    if not _introduces(mention, following):
        return None
    options = mention.names.options
    if beyond is not None and _owns(following, beyond):
        inner = [one.row for one in beyond.names.options if one.facts.kind in AREAS]
        owned = next((row for row in inner if any(row in option.facts.areas for option in options)), None)
        if owned is not None:
            return owned
    areas = [one for one in following.names.options if one.facts.kind in AREAS]
    around = next((one.row for one in areas if any(one.row in option.facts.areas for option in options)), None)
    if options[0].facts.kind not in AREAS:
        return around if around is not None or not areas else areas[0].row
    in_brackets = "(" in mention.text.raw[mention.end : following.start]
    kinds = (options[0].facts.kind, following.names.options[0].facts.kind)
    return around if in_brackets or kinds in WIDER else None


def _owns(area: Mention, beyond: Mention) -> bool:
    """Whether an area owns what is named right after it."""
    gap = area.text.raw[area.end : beyond.start]
    return area.text is beyond.text and gap.strip() in {"'s", "’s"}


def _introduces(mention: Mention, following: Mention) -> bool:
    """Whether nothing but a comma, a preposition or a direction stands between a name and the next."""
    if mention.sentence != following.sentence or mention.text is not following.text:
        return False
    near, between = place_words(mention.lang), mention.text.words[mention.last : following.first]
    if len(between) > AREA_REACH or not near.directions.issuperset(between):
        return False
    gap = mention.text.raw[mention.end : following.start]
    joint = gap.strip(" ,('’s")
    return not joint or joint in near.lies_in or (bool(between) and gap.lstrip(" ,(")[:1].isalpha())


def contradicts(area: int, mention: Mention, option: Option, following: Mention | None, reader: Reader) -> bool:
    """Whether the state that follows a town is in another country, or the area in brackets another: we lack that town."""
    facts, gazetteer = option.facts, reader.gazetteer
    if following is None or facts.kind != "settlement" or area in facts.areas or gazetteer.kind_of(area) != "region":
        return False
    if "(" in mention.text.raw[mention.end : following.start]:
        return True
    country = gazetteer.country_of(area) or ""
    if "kind" in mention.cues and country != facts.country:
        return True  # the village of Wola in Donetsk Oblast
    ends = mention.text.raw[following.end : following.end + 1] in {",", ".", ")", ""}
    return ends and country in STATED and country != facts.country and "in" in mention.cues
