"""Words that make a place's name the name of something else, by the kind of thing: clubs, ships, dishes, weapons, waters.

Short lists written by hand, folded (`similarity.fold`). Names of single clubs are of the world (`world.World`). Dishes and garments: what English dictionaries list under a town's name. Offices on a field and results:
the football pages of English newspapers. Titles of works and ships stand in quotation marks and need no list.
"""

from __future__ import annotations

from streams.languages.lexicon import stems, words

SPORT = words("name.sport")
ONLY_SPORT = words("name.only-sport")
PLAYERS = words("name.players")
OTHER_PLAYERS = words("name.other-players")
RESULTS = words("name.results")

BODIES = words("name.bodies")
HEADS = words("name.heads")
NAME_REACH = 4
QUALIFIERS = words("name.qualifiers")
PRESS_BEFORE = words("name.press-before")
ADDRESSES_BEFORE = words("name.addresses-before")

VESSELS = words("name.vessels")
WEAPONS = words("name.weapons")
WEAPONS_HOW = words("name.weapons-how")
EVENTS = words("name.events")

PRODUCTS = words("name.products")
CONTAINERS = words("name.containers")
DISHES = words("name.dishes")
PETS = words("name.pets")

WATERS = words("name.waters")
WATERS_AFTER = words("name.waters-after")
WIDER = words("name.wider")
GROUNDS = words("name.grounds")

COUNTRY_NAMESAKES = words("name.country-namesakes")
CITY_NAMESAKES = words("name.city-namesakes")

CRIMEAN = words("name.crimean")
SEA_AFFAIRS = words("name.sea-affairs")
STATE_PEOPLE = words("name.state-people")
SPEAKS_BEFORE = words("name.speaks-before")

TOWN_ENDINGS = stems("name.town-endings")
