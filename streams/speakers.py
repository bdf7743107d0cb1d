"""Who speaks in the news: roles, armies, capitals that stand for governments, and the words around a name.

Roles are listed by what comes first where words name several: the spokesman of an army is a spokesperson.
"""

from __future__ import annotations

from streams.arabic import fold


def _set(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


ROLES: dict[str, frozenset[str]] = {
    "spokesperson": _set(
        "spokesman spokeswoman spokesperson spokesmen", "речник речниця спікер представник представниця",
        "представитель представительница спикер пресс-секретарь", "متحدث متحدثة ناطق",
    ),
    "adviser": _set("adviser advisor aide", "радник радниця помічник", "советник помощник", "مستشار مستشارة"),
    "governor": _set("governor gov", "губернатор ова", "губернатор", "محافظ"),
    "mayor": _set("mayor", "мер мерка", "мэр", "عمدة"),
    "head": _set("head chief", "глава голова очільник очільниця начальник", "глава начальник"),
    "president": _set("president", "президент", "президент", "رئيس"),
    "prime minister": _set("premier prime", "прем'єр прем'єр-міністр", "премьер премьер-министр"),
    "minister": _set("minister secretary", "міністр", "министр", "وزير وزيرة"),
    "analyst": _set(
        "isw institute analyst expert researcher monitor observatory think-tank", "аналітик експерт моніторинг deepstate ісв",
        "аналитик эксперт", "مرصد خبير محلل",
    ),
    "intelligence": _set("intelligence mi6 mi5 cia gur", "розвідка гур сбу", "разведка гур сбу фсб", "استخبارات مخابرات"),
    "police": _set("police policeman", "поліція поліцейський", "полиция полицейский мвд", "شرطة"),
    "prosecutor": _set("prosecutor", "прокуратура прокурор", "прокуратура прокурор"),
    "rescuers": _set(
        "rescuer firefighter medic paramedic rescue ambulance red", "рятувальник дснс медик пожежник", "спасатель мчс медик пожарный", "مسعف إسعاف",
    ),
    "ministry": _set("ministry pentagon", "міністерство міноборони мзс мінсоцполітики мвс", "министерство минобороны мид", "وزارة بنتاغون"),
    "army": _set(
        "army military staff command commander general colonel major captain lieutenant troops force navy brigade soldier idf",
        "армія генштаб штаб командування командувач командир генерал полковник військовий бригада зсу військо сила солдат",
        "армия генштаб командование командующий командир генерал полковник военный бригада всу войско сила солдат", "جيش قوات قائد أركان",
    ),
    "armed group": _set(
        "rebel militant paramilitary paramilitaries fighter militia insurgent separatist junta hamas hezbollah taliban houthi houthis guerrilla m23",
        "бойовик повстанець сепаратист хамас хезболла талібан хусит хусити", "боевик повстанец сепаратист хамас хезболла талибан хусит хуситы", "حماس حزب حوثي حوثيون متمردون مسلحون فصائل",
    ),
    "government": _set(
        "government kremlin cabinet parliament house authorities authority", "уряд кремль влада парламент", "правительство кремль власти парламент", "حكومة سلطات كرملين",
    ),
    "organisation": _set("iaea un nato osce unicef unhcr icrc hrw amnesty", "магате оон нато обсє юнісеф", "магатэ оон нато обсе юнисеф", "يونيسف منظمة"),
    "official": _set(
        "official deputy administration lawmaker senator diplomat envoy ambassador", "посадовець чиновник депутат адміністрація посол служба",
        "чиновник депутат администрация посол", "مسؤول مسؤولون سفير",
    ),
    "witness": _set(
        "witness resident eyewitness survivor villager locals relative", "свідок мешканець мешканка житель очевидець місцевий",
        "свидетель житель жительница очевидец местный", "شاهد شهود سكان أهالي",
    ),
    "media": _set(
        "reuters afp bbc cnn axios politico bloomberg guardian telegraph bild spiegel haaretz jazeera interfax ria xinhua kyodo yonhap dpa media reporter journalist newspaper television tv radio channel outlet agency ap tass",
        "сми змі агентство телеканал журналіст видання укрінформ суспільне інтерфакс уніан", "сми агентство телеканал журналист издание тасс интерфакс риа", "وكالة قناة صحيفة رويترز",
    ),
}  # fmt: skip
ROLES = {role: known | {fold(word) for word in known} for role, known in ROLES.items()}
"""What who speaks is, by the dictionary forms of the words that say so; `head` is worked out by what he heads."""
REGIONS = _set(
    "region regional oblast province district state",
    "регіон область обласний ова ода край",
    "регион область областной край республика",
)
"""What the head of is a governor."""

ARMIES = {
    "зсу": "UA", "всу": "UA", "генштаб": "UA", "гур": "UA", "сбу": "UA", "дснс": "UA", "ова": "UA", "gur": "UA", "idf": "IL",
    "фсб": "RU", "тасс": "RU", "tass": "RU", "мчс": "RU", "pentagon": "US", "cia": "US",
}  # fmt: skip
"""Bodies whose name says whose they are."""

CAPITALS = {
    "kyiv": "UA", "kiev": "UA", "київ": "UA", "киев": "UA", "moscow": "RU", "москва": "RU", "kremlin": "RU", "кремль": "RU",
    "minsk": "BY", "мінськ": "BY", "минск": "BY", "washington": "US", "вашингтон": "US", "london": "GB", "лондон": "GB",
    "paris": "FR", "париж": "FR", "berlin": "DE", "берлін": "DE", "берлин": "DE", "warsaw": "PL", "варшава": "PL",
    "ankara": "TR", "анкара": "TR", "beijing": "CN", "пекін": "CN", "пекин": "CN", "tehran": "IR", "тегеран": "IR",
    "baghdad": "IQ", "багдад": "IQ", "damascus": "SY", "дамаск": "SY", "pyongyang": "KP", "пхеньян": "KP",
    "seoul": "KR", "сеул": "KR", "tokyo": "JP", "токіо": "JP", "токио": "JP", "delhi": "IN", "делі": "IN", "дели": "IN",
    "islamabad": "PK", "ісламабад": "PK", "исламабад": "PK", "kabul": "AF", "кабул": "AF", "riyadh": "SA", "ер-ріяд": "SA",
    "khartoum": "SD", "хартум": "SD", "baku": "AZ", "баку": "AZ", "yerevan": "AM", "єреван": "AM", "ереван": "AM",
    "tbilisi": "GE", "тбілісі": "GE", "тбилиси": "GE", "belgrade": "RS", "белград": "RS", "pristina": "XK", "budapest": "HU",
    "будапешт": "HU", "vilnius": "LT", "вільнюс": "LT", "вильнюс": "LT", "chisinau": "MD", "кишинів": "MD", "кишинев": "MD",
    "kigali": "RW", "kinshasa": "CD", "juba": "SS", "tripoli": "LY", "beirut": "LB", "бейрут": "LB", "cairo": "EG", "каїр": "EG",
    "каир": "EG", "taipei": "TW", "тайбей": "TW", "caracas": "VE", "bogota": "CO",
}  # fmt: skip
"""Capitals that stand for their governments when they say something."""
COUNTRIES = {
    "south sudan": "SS", "iran": "IR", "іран": "IR", "иран": "IR", "iraq": "IQ", "ірак": "IQ", "ирак": "IQ", "israel": "IL", "ізраїль": "IL", "израиль": "IL",
    "india": "IN", "індія": "IN", "индия": "IN", "pakistan": "PK", "пакистан": "PK", "japan": "JP", "японія": "JP", "япония": "JP",
    "france": "FR", "франція": "FR", "франция": "FR", "hungary": "HU", "угорщина": "HU", "венгрия": "HU", "romania": "RO", "румунія": "RO",
    "румыния": "RO", "sudan": "SD", "судан": "SD", "ethiopia": "ET", "ефіопія": "ET", "эфиопия": "ET", "egypt": "EG", "єгипет": "EG",
    "египет": "EG", "lebanon": "LB", "ліван": "LB", "ливан": "LB", "yemen": "YE", "ємен": "YE", "йемен": "YE", "azerbaijan": "AZ",
    "азербайджан": "AZ", "armenia": "AM", "вірменія": "AM", "армения": "AM", "lithuania": "LT", "литва": "LT", "latvia": "LV",
    "латвія": "LV", "латвия": "LV", "finland": "FI", "фінляндія": "FI", "финляндия": "FI", "sweden": "SE", "швеція": "SE", "швеция": "SE",
    "norway": "NO", "норвегія": "NO", "норвегия": "NO", "rwanda": "RW", "руанда": "RW", "afghanistan": "AF", "афганістан": "AF",
    "афганистан": "AF", "serbia": "RS", "сербія": "RS", "сербия": "RS", "venezuela": "VE", "венесуела": "VE", "венесуэла": "VE",
    "somalia": "SO", "сомалі": "SO", "сомали": "SO", "libya": "LY", "лівія": "LY", "ливия": "LY", "mali": "ML", "малі": "ML",
    "mexico": "MX", "canada": "CA", "канада": "CA", "italy": "IT", "італія": "IT", "италия": "IT", "spain": "ES", "іспанія": "ES",
    "испания": "ES", "kazakhstan": "KZ", "казахстан": "KZ", "jordan": "JO", "йорданія": "JO", "иордания": "JO", "qatar": "QA", "катар": "QA",
}  # fmt: skip
COUNTRIES |= {
    fold(name): code
    for name, code in {
        "إسرائيل": "IL", "روسيا": "RU", "أوكرانيا": "UA", "إيران": "IR", "السودان": "SD", "سوريا": "SY", "لبنان": "LB", "اليمن": "YE",
        "مصر": "EG", "السعودية": "SA", "قطر": "QA", "تركيا": "TR", "العراق": "IQ", "ليبيا": "LY", "الصومال": "SO", "باكستان": "PK",
        "الهند": "IN", "الصين": "CN", "فرنسا": "FR", "بريطانيا": "GB", "ألمانيا": "DE", "الأردن": "JO", "أمريكا": "US",
        "واشنطن": "US", "موسكو": "RU", "الكرملين": "RU", "كييف": "UA", "طهران": "IR", "دمشق": "SY", "بغداد": "IQ", "أنقرة": "TR", "الرياض": "SA",
    }.items()
}  # fmt: skip
"""Countries in the news that `COUNTRY_NAMES` need not list, because the gazetteer's sources do."""
ARABIC_ADJECTIVES = ("ي", "ية", "يون", "يين", "المتحدة")
"""How Arabic adjectives of nations and trades end, which go on with a name: *الجيش الإسرائيلي*, *الأمم المتحدة*."""
IN_NAME_OF = _set("باسم")
FOR = "ل"
"""Written together with who is cited: *وفقا لرويترز*."""

PREPOSITIONS = _set("according per citing cited за із по з со с") | _set("بحسب وبحسب حسب وفقا ووفقا وفق نقلا")
"""How cues begin that stand before the name: *according to*, *за словами*, *з посиланням на*."""
LEADING = _set(
    "what and but as however meanwhile while in on at late early of also earlier later today yesterday monday tuesday wednesday thursday friday "
    "saturday sunday who by when after that then to with which if",
    "і й та а але що у в во на як про це також зведенні зведення повідомленні дописі раніше пізніше сьогодні вчора учора понеділок вівторок середу четвер",
    "и но что об о как это также сводке сводка сообщении сообщение ранее позже сегодня вчера понедельник вторник среду четверг от от",
)
"""Words before a name that are no part of it."""
TRAILING = _set(
    "has have had also later earlier now then is was were been be are being will would and still again never on monday tuesday wednesday thursday friday saturday sunday today yesterday",
    "також раніше вже потім це й і знову вкотре не вчора учора сьогодні понеділок вівторок середу четвер п'ятницю суботу",
    "также ранее уже потом это и снова вновь опять не вчера сегодня понедельник вторник среду четверг пятницу субботу",
    "قد أيضا اليوم أمس",
)
"""Words between a name and its verb."""
AND = _set("and і й та и")
PASSIVE_ENDINGS = ("ено", "ано", "єно", "ена", "ані", "ені", "аны", "ены", "ється", "ются", "ется", "лось", "лося")
"""How a verb of speech ends in Ukrainian and Russian by which nobody speaks: *повідомлено*, *объявлена*."""
ACCUSED = ("accus", "suspect", "convict")
"""Verbs that are passive with "of" behind them: *a man accused of*."""
SEAT = _set("in at near у в під во под")
"""Behind who speaks they begin where he is."""
TELL = _set("told tells tell")
"""Verbs with whom is told right behind: he is not who speaks."""
STOPS = _set(
    "on in at that to during late early via as after about from had has have was were is with citing quoting they it he she there",
    "на про що під посилаючись для у в через о своєму про як",
    "на о об что во со ссылаясь в для своем своём при как",
)
"""Words after a name that is followed by more: *the governor said on Telegram*."""
AFTER_PREPOSITION = STOPS - {"of"}
NOUNS = _set("claim claims report reports warning warnings suggestion suggestions")
OF = _set("of about")
"""With these behind, the words before are nouns: *the mayor dismisses claims of*."""
NO_SPEAKER = _set("of about that про о об що что")
"""Behind a cue they begin what is told, not who tells it: *reports of a strike*."""
NOBODY = _set(
    "video live explainer analysis opinion following amid explosions blasts strikes attacks reports casualties damage drones missiles "
    "вибухи удари обстріли атаки взрывы удары обстрелы фото відео видео онлайн подробиці подробности оновлено дополнено",
    "nothing nobody none no he she it they we i what this that there which who some many others one everyone",
    "відомство відомстві ведомство ведомстве",
    "ніхто ніщо він вона воно вони ми я це там який яка які хто дехто цьому",
    "никто ничто он она оно они мы я это там который кто некоторые этом",
    "на сайті telegram телеграмі телеграме facebook",
)
"""Words that name nobody by themselves."""
VICTIMS = _set("dead killed wounded injured casualties загиблих поранених погибших раненых")
"""Of whom somebody reports, and who report nothing."""
TOPICS = _set(
    "recap latest war live briefing update updates news analysis explained timeline crisis conflict map video photos pictures "
    "newsletter rundown glance",
    "війна війни оновлення головне",
    "война войны обновление главное",
)
"""Words of a heading before its colon that say what it is about, not who says it."""
OF_PERSONS = _set("he she him her", "він вона його її ним нею", "он она его её ее")
OF_BODIES = _set("it", "відомстві міністерстві агентстві", "ведомстве министерстве агентстве")
"""Words for a body that was named before: *додали у відомстві*."""
OWNERS = _set("her его её ее його її їхніми їхній їх их")
"""Pronouns that are also whose something is: they speak only inside a cue, *по её словам*."""
PRONOUNS = OF_PERSONS | OF_BODIES | OWNERS | _set("they them", "вони там", "они там")
"""Who speaks on, when nobody is named."""
BODIES = frozenset(
    {"ministry", "army", "police", "government", "organisation", "media", "armed group", "intelligence", "rescuers"}
)
"""Roles of those who are no single person, and mostly are "it"."""
SPACED_DASHES = (" - ", " \u2013 ", " \u2014 ")
DASHES = (" - ", " \u2013 ", " \u2014 ", "- ", "\u2013 ", "\u2014 ", "\u2014", "\u2013")
"""What parts a heading from who says it."""
