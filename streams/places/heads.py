"""Words that make a place's name the name of something else, by the kind of thing: clubs, ships, dishes, weapons, waters.

Short lists written by hand, folded (`similarity.fold`). Clubs: the names that several clubs share in the leagues of Ukraine,
Russia and Belarus. Dishes and garments: what English dictionaries list under a town's name. Offices on a field and results:
the football pages of English newspapers. Titles of works and ships stand in quotation marks and need no list.
"""

from __future__ import annotations


def _set(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


AT_WAR = frozenset({"UA", "RU"})
"""Countries in whose towns a text that names only the other may well be set: Russian bombs fell on Avdiivka."""
CLUBS = _set(
    "sparta feyenoord dynamo dinamo shakhtar spartak lokomotiv torpedo metalist metalurh zorya chornomorets karpaty zenit cska",
    "динамо шахтар шахтер шахтёр спартак локомотив торпедо металіст металлист металург металлург зоря заря чорноморець черноморец "
    "карпати карпаты зеніт зенит цска арсенал ворскла дніпро-1 кривбас таврія буковина нива волинь полісся оболонь рубін рубин "
    "крила крылья авангард супутник спутник",
)
"""Clubs right before their town, which stands in the nominative: Динамо Київ, «Чорноморець» Одеса."""
SPORT = _set(
    "football soccer league cup final derby striker goalkeeper midfielder season fixture goal goals nil penalty transfer "
    "матч матчу матчі матча матче тренер тренера футбол футболіст футболісти футболист футболисты клуб клубу клуба фк хк бк чемпіонат "
    "чемпионат кубок гол голи голы лізі лиге ліга лига півфінал полуфинал тур туру тура очки рахунком счетом"
)
"""What a sentence about sport says."""
ONLY_SPORT = _set(
    "striker midfielder goalkeeper winger fullback quarterback pitcher shortstop linebacker footballer footballers cricketer football "
    "soccer rugby cricket tennis golf basketball baseball hockey volleyball wicket wickets innings batsman batter batting bowler bowled "
    "playoff playoffs touchdown touchdowns semifinal semifinals quarterfinal relegation relegated halftime "
    "uefa fifa nba nfl mlb nhl ncaa efl concacaf matchday equaliser caddie birdie bogey wta atp ufc preseason "
    "transfer squad fixture fixtures derby",
    "футболіст футболісти футболист футболисты воротар вратарь півзахисник полузащитник нападник півфінал полуфинал чвертьфінал "
    "четвертьфинал уєфа уефа фіфа фифа хокей хоккей баскетбол волейбол",
)
"""What articles about sport say and others hardly do."""
PLAYERS = _set(
    "striker midfielder midfielders goalkeeper winger fullback quarterback pitcher shortstop linebacker fans supporters scorer "
    "keeper skipper"
)
"""Right after a town's name these make it its club: Liverpool striker."""
OTHER_PLAYERS = _set("forward manager coach captain boss defender")
"""So do these, but for towns of a country at war only in a sentence about sport: a Mariupol defender."""
RESULTS = _set("beat thrashed drew lost won defeated hosted signed trounced edged")
"""What a club does in a sentence that also tells a score or speaks of sport."""

BODIES = _set(
    "air hockey guardian team rugby cricket tennis athletics swimming basketball union vogue disability radio network gymnastics triathlon"
)
"""Right before a place, with a capital letter, these make the whole a body or a firm: Air France, Hockey Canada."""
HEADS = _set(
    "university institute group news times post bank airlines airways orchestra museum college academy school brigade regiment battalion "
    "club fc united leafs foundation instruments ballet philharmonic symphony hospital theory insurance forum conservatory polytechnic federation association"
)
"""The last word of an organisation's name, up to `NAME_REACH` capitalised words after the place."""
NAME_REACH = 4
QUALIFIERS = _set(
    "state national technical medical pedagogical agrarian international human rights consulting morning evening daily"
)
"""What stands before such a head and is no verb."""
PRESS_BEFORE = _set("صحيفه صحيفة جريده جريدة نادي مجله مجلة بنك")
"""Newspapers, clubs and banks, which Arabic puts before their names."""
ADDRESSES_BEFORE = _set(
    "شارع ميدان вулиця вулиці вулицю вулицею вул улица улице улицу улицы улицей ул проспект проспекті проспекту проспекта проспекте "
    "бульвар бульварі бульваре бульвару площа площі площу площадь площади провулок провулку переулок переулке"
)
"""Streets and squares, which Cyrillic and Arabic texts put before their names."""

VESSELS = _set(
    "hms uss rfa hmcs hmas ins cruiser frigate destroyer submarine corvette warship trawler minesweeper yacht tanker icebreaker "
    "carrier steamer motorship barge bibby",
    "крейсер крейсера крейсеру крейсером фрегат фрегата фрегату фрегатом корвет корвета корвету корветом корабель корабля кораблю "
    "кораблем корабль човен човна човну човном лодка лодки лодку лодке лодкой підводка субмарина субмарину танкер танкера танкером "
    "судно судна паром парома катер катера катером яхта яхту бдк вдк эсминец есмінець теплохід теплоход криголам ледокол",
)
"""Ships, right before their names: the cruiser Moskva, БДК «Новочеркасск»."""
WEAPONS = _set(
    "missile missiles rocket rockets bomber bombers howitzer howitzers torpedo torpedoes helicopter helicopters warplane warplanes "
    "launcher launchers launch-vehicle tank tanks"
)
WEAPONS_HOW = _set("ballistic cruise anti-ship surface-to-air hypersonic tactical guided short-range")
"""What may stand between a weapon's name and its kind."""
EVENTS = _set(
    "strike strikes attack attacks barrage barrages alert alerts threat fire hit hits plant factory base unit depot defence defense "
    "debris assault salvo salvoes launch launches test tests"
)
"""After a weapon these make an event of it, which has a place: the Kherson missile strike."""

PRODUCTS = _set(
    "mustard sprouts hat hats envelope envelopes sauce shorts sausage sausages cream cigar cigars cheese ham pudding pie pastry "
    "vodka rum gin whisky whiskey bourbon lager sherry steak salad soup curry pancakes potatoes shirt shirts coat coats suit "
    "jacket boots socks jeans sweater carpet rug bun buns dressing terrier bulldog"
)
"""Dishes, drinks and garments right after the place they are called after: Dijon mustard, Panama hat."""
CONTAINERS = _set("bottle bottles glass glasses jar jars spoon spoonful cup cups pinch dash sip case crate drops plate")
"""Before `of` and a drink or dish: a bottle of Bordeaux."""
DISHES = _set("chicken котлета котлети котлеты торт борщ салат")
"""Dishes right before the place they are called after: chicken Kiev."""
PETS = _set("cat dog pet puppy kitten horse pony parrot hamster кіт кішка собака пес кот кошка")
"""Before a comma or right before these, what follows is an animal's name: their cat, Odessa."""

WATERS = _set("sea gulf bay strait straits channel cape bight sound mouth")
"""Before `of` and a name: the Sea of Azov is neither Azov nor in it."""
WATERS_AFTER = _set("river rivers creek lake lagoon strait canal bay gulf delta estuary valley gorge mountains")
"""After a name: the Litani River is no town called so."""
WIDER = _set("greater")
"""Greater Manchester is a county of its own."""
GROUNDS = _set("park stadium castle wall cathedral arena")
"""Sights that are called after places, or seem so: Golden Gate Park. A town we hardly know is none of them."""

COUNTRY_NAMESAKES = _set("israel georgia chad")
"""Countries that are also given names, when an unknown word with a capital follows: Israel Katz."""
CITY_NAMESAKES = _set(
    "orlando brooklyn vienna kent memphis austin savannah florence chelsea milan jordan dakota madison lincoln"
)
"""Towns and regions that are also given names, when a word with a capital follows: Orlando Bloom."""

CRIMEAN = _set("tatar tatars war congo khan khanate khans wine platform people")
"""What is called Crimean and is elsewhere, or was once; the rest is in Crimea: a Crimean port."""
SEA_AFFAIRS = _set("grain fleet initiative deal agreement resort resorts economic cooperation summit")
"""What is called after a sea and is not in it: the Black Sea grain deal, the Baltic Fleet."""
STATE_PEOPLE = _set(
    "man woman men women teen teenager boy girl couple mother father resident residents deputies sheriff lawmakers voters gov "
    "governor senator legislature lawmaker congressman congresswoman republicans democrats"
)
"""Whom English news calls by the bare name of a state, and by the adjective of a country: a Georgia man, a Georgian."""
SPEAKS_BEFORE = _set("قالت اعلنت أعلنت نفت اتهمت حذرت اكدت أكدت رفضت دعت طالبت هددت ادانت أدانت")
"""What a government does, feminine as names of capitals are, and before them as Arabic verbs stand."""

TOWN_ENDINGS = (
    "ivka", "yivka", "evka", "ovka", "ske", "skoe", "skoye", "ove", "ovo", "eve", "evo", "yne", "ino", "pol", "pil", "grad", "hrad",
    "horod", "gorod", "dar", "jiwka", "iwka", "owka", "ewka", "ynka",
    "ївка", "івка", "евка", "овка", "ёвка", "ське", "ское", "ове", "ово", "еве", "ево", "ине", "ино", "поль", "піль", "град", "город", "дар",
)  # fmt: skip
"""How the names of towns and villages of Ukraine and Russia end, and hardly a person's or a word in English: Avdiivka."""
