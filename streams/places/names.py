"""Names that the lists we build from lack: countries and regions as news calls them, and their demonyms.

Written by hand from usage: Wikipedia's titles and redirects for the regions, the Associated Press' and Ukrinform's
house styles for the countries. Purely names; what lies in what is GeoNames' and ISO 3166's business.
"""

from __future__ import annotations

COUNTRY_NAMES: dict[str, tuple[str, ...]] = {
    "US": ("United States", "United States of America", "US", "U.S.", "USA", "U.S.A.", "США", "Сполучені Штати", "Соединенные Штаты", "Сполучені Штати Америки", "Соединенные Штаты Америки", "America", "أمريكا"),
    "GB": ("United Kingdom", "UK", "U.K.", "Britain", "Great Britain", "Велика Британія", "Британія", "Великобритания", "Британия", "بريطانيا"),
    "RU": ("Russia", "Russian Federation", "Росія", "Російська Федерація", "РФ", "Россия", "Российская Федерация", "Рф"),
    "UA": ("Ukraine", "Україна", "Украина", "أوكرانيا", "اوكرانيا"),
    "BY": ("Belarus", "Byelorussia", "Білорусь", "Беларусь", "Белоруссия"),
    "SY": ("Syria", "Syrian Arab Republic", "Сирія", "Сирия"),
    "MD": ("Moldova", "Молдова", "Молдавия", "Молдавія"),
    "CZ": ("Czechia", "Czech Republic", "Чехія", "Чехия"),
    "NL": ("Netherlands", "Holland", "The Netherlands", "Нідерланди", "Голландія", "Нидерланды", "Голландия"),
    "AE": ("United Arab Emirates", "UAE", "U.A.E.", "Emirates", "ОАЕ", "ОАЭ", "Емірати", "Эмираты"),
    "SA": ("Saudi Arabia", "KSA", "Саудівська Аравія", "Саудовская Аравия"),
    "KR": ("South Korea", "Republic of Korea", "Південна Корея", "Южная Корея"),
    "KP": ("North Korea", "DPRK", "Північна Корея", "КНДР", "Северная Корея"),
    "CN": ("China", "People's Republic of China", "PRC", "Китай", "КНР"),
    "TW": ("Taiwan", "Тайвань"),
    "CD": ("Democratic Republic of the Congo", "Democratic Republic of Congo", "DR Congo", "DRC", "Congo-Kinshasa", "ДР Конго"),
    "CG": ("Republic of the Congo", "Republic of Congo", "Congo-Brazzaville", "Congo Republic", "Конго"),
    "CI": ("Ivory Coast", "Côte d'Ivoire", "Cote d'Ivoire", "Кот-д'Івуар", "Кот-д'Ивуар"),
    "TR": ("Turkey", "Türkiye", "Turkiye", "Туреччина", "Турция"),
    "MM": ("Myanmar", "Burma", "М'янма", "Бірма", "Мьянма", "Бирма"),
    "MK": ("North Macedonia", "Macedonia", "Північна Македонія", "Северная Македония"),
    "PS": ("Palestine", "Palestinian Territories", "State of Palestine", "Палестина", "فلسطين"),
    "BA": ("Bosnia and Herzegovina", "Bosnia", "Bosnia-Herzegovina", "Боснія", "Босния"),
    "VA": ("Vatican City", "Vatican", "Holy See", "Ватикан"),
    "CV": ("Cape Verde", "Cabo Verde"),
    "SZ": ("Eswatini", "Swaziland"),
    "TL": ("East Timor", "Timor-Leste"),
    "HK": ("Hong Kong", "Гонконг"),
    "GE": ("Georgia", "Грузія", "Грузия"),
    "DE": ("Germany", "Федеративна Республіка Німеччина", "ФРГ", "ФРН", "Німеччина", "Германия"),
    "PL": ("Poland", "Polska", "Польща", "Польша"),
    "EE": ("Estonia", "Естонія", "Эстония"),
    "XK": ("Kosovo", "Косово"),
    "KG": ("Kyrgyzstan", "Kirghizia", "Киргизстан", "Кыргызстан", "Киргизия"),
    "TM": ("Turkmenistan", "Туркменістан", "Туркменистан", "Туркмения"),
    "ZA": ("South Africa", "ПАР", "ЮАР"),
    "CF": ("Central African Republic", "ЦАР"),
    "VN": ("Vietnam", "Viet Nam", "В'єтнам", "Вьетнам"),
    "LA": ("Laos", "Лаос"),
    "GM": ("Gambia", "The Gambia"),
    "BS": ("Bahamas", "The Bahamas"),
    "VC": ("Saint Vincent and the Grenadines", "St Vincent"),
    "KN": ("Saint Kitts and Nevis", "St Kitts and Nevis"),
    "LC": ("Saint Lucia", "St Lucia"),
    "ST": ("Sao Tome and Principe", "São Tomé and Príncipe"),
    "TT": ("Trinidad and Tobago", "Trinidad"),
    "AG": ("Antigua and Barbuda", "Antigua"),
}  # fmt: skip
"""The English name first; then everything else a country is called."""

REGION_NAMES: dict[str, tuple[str, ...]] = {
    "UA-05": ("Vinnytsia Oblast", "Вінниччина", "Винниччина"),
    "UA-07": ("Volyn Oblast", "Volyn", "Волинь", "Волынь"),
    "UA-09": ("Luhansk Oblast", "Lugansk Oblast", "Lugansk region", "Луганщина"),
    "UA-12": ("Dnipropetrovsk Oblast", "Dnepropetrovsk Oblast", "Dnepropetrovsk region", "Дніпропетровщина", "Днепропетровщина"),
    "UA-14": ("Donetsk Oblast", "Donets'k Oblast", "Donetsk Province", "Донеччина", "Донетчина", "Донеччина"),
    "UA-18": ("Zhytomyr Oblast", "Zhitomir Oblast", "Житомирщина"),
    "UA-21": ("Zakarpattia Oblast", "Zakarpattia", "Transcarpathia", "Закарпаття", "Закарпатье"),
    "UA-23": ("Zaporizhzhia Oblast", "Zaporizhia Oblast", "Zaporizhzhya Oblast", "Zaporozhye Oblast", "Zaporizhia region", "Zaporozhye region", "Zaporizka Oblast"),
    "UA-26": ("Ivano-Frankivsk Oblast", "Прикарпаття", "Прикарпатье", "Івано-Франківщина", "Ивано-Франковщина"),
    "UA-30": ("Kyiv City", "City of Kyiv"),
    "UA-32": ("Kyiv Oblast", "Kiev Oblast", "Kiev region", "Київщина", "Киевщина"),
    "UA-35": ("Kirovohrad Oblast", "Kirovograd Oblast", "Kirovograd region", "Кіровоградщина", "Кировоградщина"),
    "UA-40": ("Sevastopol City",),
    "UA-43": ("Crimea", "Autonomous Republic of Crimea", "Republic of Crimea", "Crimean Peninsula", "Crimean", "Крим", "Крым", "АР Крим", "АРК", "Республика Крым", "القرم", "شبه جزيرة القرم", "Krym"),
    "CD-NK": ("North Kivu",), "CD-SK": ("South Kivu",), "geonames-admin1:SD.38": ("Gezira", "Al Jazirah"),
    "UA-46": ("Lviv Oblast", "Lvov Oblast", "Lvov region", "Львівщина", "Львовщина"),
    "UA-48": ("Mykolaiv Oblast", "Nikolaev Oblast", "Mykolayiv Oblast", "Nikolaev region", "Nikolayev region", "Николаевская область", "Николаевская обл", "Миколаївщина", "Николаевщина"),
    "UA-51": ("Odesa Oblast", "Odessa Oblast", "Odessa region", "Одещина", "Одесщина"),
    "UA-53": ("Poltava Oblast", "Полтавщина"),
    "UA-56": ("Rivne Oblast", "Rovno Oblast", "Рівненщина", "Ровенщина"),
    "UA-59": ("Sumy Oblast", "Сумщина"),
    "UA-61": ("Ternopil Oblast", "Тернопільщина", "Тернопольщина"),
    "UA-63": ("Kharkiv Oblast", "Kharkov Oblast", "Kharkov region", "Харківщина", "Харьковщина"),
    "UA-65": ("Kherson Oblast", "Херсонщина"),
    "UA-68": ("Khmelnytskyi Oblast", "Khmelnytsky Oblast", "Khmelnitsky Oblast", "Хмельниччина", "Хмельнитчина"),
    "UA-71": ("Cherkasy Oblast", "Черкащина", "Черкасщина"),
    "UA-74": ("Chernihiv Oblast", "Chernigov Oblast", "Chernigov region", "Чернігівщина", "Черниговщина"),
    "UA-77": ("Chernivtsi Oblast", "Chernovtsy Oblast", "Буковина"),
    "RU-BEL": ("Belgorod Oblast", "Бєлгородська область", "Белгородчина", "Бєлгородщина", "Белгородщина"),
    "RU-BRY": ("Bryansk Oblast", "Брянщина"),
    "RU-KRS": ("Kursk Oblast", "Курщина", "Курская область", "Курська область"),
    "RU-VOR": ("Voronezh Oblast", "Воронежчина"),
    "RU-ROS": ("Rostov Oblast", "Rostov region", "Ростовщина"),
    "RU-KDA": ("Krasnodar Krai", "Krasnodar region", "Краснодарский край", "Краснодарський край", "Кубань", "Kuban"),
    "RU-STA": ("Stavropol Krai", "Ставропольский край", "Ставропольський край"),
    "RU-MOS": ("Moscow Oblast", "Подмосковье", "Підмосков'я", "Московская область"),
    "RU-LEN": ("Leningrad Oblast", "Leningrad region", "Ленинградская область"),
    "RU-CE": ("Chechnya", "Chechen Republic", "Чечня", "الشيشان"),
    "RU-DA": ("Dagestan", "Republic of Dagestan", "Дагестан"),
    "RU-TA": ("Tatarstan", "Republic of Tatarstan", "Татарстан"),
    "RU-BA": ("Bashkortostan", "Bashkiria", "Башкортостан", "Башкирия", "Башкирія"),
    "RU-IN": ("Ingushetia", "Ингушетия", "Інгушетія"),
    "RU-KL": ("Kalmykia", "Калмыкия", "Калмикія"),
    "RU-AD": ("Adygea", "Адыгея", "Адигея"),
    "RU-KR": ("Karelia", "Карелия", "Карелія"),
    "RU-SA": ("Sakha", "Yakutia", "Sakha Republic", "Якутия", "Якутія"),
    "RU-BU": ("Buryatia", "Бурятия", "Бурятія"),
    "RU-ME": ("Mari El", "Марий Эл"),
    "RU-MO": ("Mordovia", "Мордовия", "Мордовія"),
    "RU-KHM": ("Khanty-Mansi Autonomous Okrug", "ХМАО"),
    "RU-YAN": ("Yamalo-Nenets Autonomous Okrug", "ЯНАО"),
    "RU-PER": ("Perm Krai", "Пермский край"),
    "RU-ZAB": ("Zabaykalsky Krai", "Забайкалье", "Забайкальский край"),
    "RU-PRI": ("Primorsky Krai", "Primorye", "Приморье", "Приморский край"),
    "RU-KYA": ("Krasnoyarsk Krai", "Красноярский край"),
    "RU-ALT": ("Altai Krai", "Алтайский край"),
    "RU-KHA": ("Khabarovsk Krai", "Хабаровский край"),
    "RU-KAM": ("Kamchatka Krai", "Kamchatka", "Камчатка"),
    "RU-NIZ": ("Nizhny Novgorod Oblast", "Нижегородская область", "Нижньогородська область"),
    "RU-KEM": ("Kemerovo Oblast", "Kuzbass", "Кузбасс", "Кузбас"),
    "geonames-admin1:RU.56": (
        "Oryol Oblast", "Oryol Region", "Orel Oblast", "Orel Region", "Орловская область", "Орловська область", "Орловщина"
    ),
    "RU-SMO": ("Smolensk Oblast", "Смоленщина"),
    "BY-BR": ("Brest Region", "Brest Oblast", "Брестская область", "Брестська область", "Брестчина"),
    "BY-HO": ("Gomel Region", "Homiel Region", "Gomel Oblast", "Гомельская область", "Гомельська область", "Гомельщина"),
    "BY-HR": ("Grodno Region", "Hrodna Region", "Гродненская область", "Гродненська область", "Гродненщина"),
    "BY-MA": ("Mogilev Region", "Mahiliou Region", "Могилевская область", "Могильовська область"),
    "BY-MI": ("Minsk Region", "Minsk Oblast", "Минская область", "Мінська область"),
    "BY-VI": ("Vitebsk Region", "Viciebsk Region", "Витебская область", "Вітебська область"),
    "PL-02": ("Lower Silesian Voivodeship", "Lower Silesia", "Dolny Śląsk"),
    "PL-12": ("Lesser Poland Voivodeship", "Lesser Poland", "Małopolska"),
    "PL-14": ("Masovian Voivodeship", "Mazovia", "Masovia", "Mazowsze"),
    "PL-18": ("Subcarpathian Voivodeship", "Podkarpackie", "Podkarpacie", "Subcarpathia"),
    "PL-24": ("Silesian Voivodeship", "Silesia", "Śląsk"),
    "PL-30": ("Greater Poland Voivodeship", "Greater Poland", "Wielkopolska"),
    "GB-ENG": ("England", "Англія", "Англия", "إنجلترا"),
    "GB-SCT": ("Scotland", "Шотландія", "Шотландия", "اسكتلندا"),
    "GB-WLS": ("Wales", "Уельс", "Уэльс"),
    "GB-NIR": ("Northern Ireland", "Ulster", "Північна Ірландія", "Северная Ирландия"),
    "PS-GZA": ("Gaza Strip", "Сектор Газа", "Сектор Газы", "قطاع غزة"),
    "PS-WE": ("West Bank", "Західний берег", "Западный берег", "الضفة الغربية"),
}  # fmt: skip
"""The English name first; then what else a region is called, where ISO 3166-2, GeoNames and the rules of
`regions.region_names` do not say so."""

JOINED_BY_HAND: dict[tuple[str, str], str] = {
    ("UA", "03"): "UA-77", ("UA", "04"): "UA-12", ("UA", "11"): "UA-43", ("UA", "12"): "UA-30", ("UA", "13"): "UA-32",
    ("UA", "17"): "UA-51", ("UA", "20"): "UA-40", ("UA", "25"): "UA-21", ("UA", "01"): "UA-71", ("UA", "02"): "UA-74",
    ("UA", "26"): "UA-23", ("UA", "07"): "UA-63", ("UA", "16"): "UA-48",
    ("RU", "03"): "RU-AL", ("RU", "04"): "RU-ALT", ("RU", "29"): "RU-KEM", ("RU", "32"): "RU-KHM", ("RU", "47"): "RU-MOS",
    ("RU", "48"): "RU-MOW", ("RU", "63"): "RU-SA", ("RU", "66"): "RU-SPE", ("RU", "68"): "RU-SE", ("RU", "89"): "RU-YEV",
    ("RU", "93"): "RU-ZAB", ("RU", "12"): "RU-CE", ("RU", "42"): "RU-LEN", ("RU", "51"): "RU-NIZ", ("RU", "52"): "RU-NGR",
    ("PL", "72"): "PL-02", ("PL", "77"): "PL-12", ("PL", "78"): "PL-14", ("PL", "80"): "PL-18", ("PL", "81"): "PL-20",
    ("PL", "83"): "PL-24", ("PL", "86"): "PL-30", ("PL", "87"): "PL-32", ("PL", "82"): "PL-22", ("PL", "85"): "PL-28",
    ("BY", "02"): "BY-HO", ("BY", "06"): "BY-MA", ("BY", "07"): "BY-VI", ("BY", "03"): "BY-HR", ("BY", "01"): "BY-BR",
    ("SY", "08"): "SY-RD", ("SY", "09"): "SY-HL", ("SY", "13"): "SY-DI", ("SY", "02"): "SY-LA",
    ("IL", "01"): "IL-D", ("IL", "02"): "IL-M", ("IL", "03"): "IL-Z", ("IL", "06"): "IL-JM",
    ("ES", "51"): "ES-AN", ("IT", "19"): "IT-23", ("IT", "20"): "IT-34",
}  # fmt: skip
"""GeoNames' first-level codes whose English exonym does not resemble ISO 3166-2's local name."""

DEMONYMS: dict[str, str] = {
    word: code
    for code, words in {
        "UA": "ukrainian ukrainians всу зсу",
        "RU": "russian russians kremlin кремль",
        "BY": "belarusian belarusians",
        "US": "american americans pentagon пентагон fbi gop",
        "GB": "british britons",
        "IL": "israeli israelis idf",
        "PS": "palestinian palestinians gazan gazans hamas",
        "SY": "syrian syrians", "IQ": "iraqi iraqis", "IR": "iranian iranians", "TR": "turkish turks", "PL": "polish poles polski polska polskie polskiej polskich",
        "DE": "german germans", "FR": "french", "ES": "spanish spaniards", "IT": "italian italians", "PT": "portuguese",
        "NL": "dutch", "BE": "belgian belgians", "CH": "swiss", "AT": "austrian austrians", "CZ": "czech czechs",
        "SK": "slovak slovaks", "HU": "hungarian hungarians", "RO": "romanian romanians", "BG": "bulgarian bulgarians",
        "RS": "serbian serbs", "HR": "croatian croats", "GR": "greek greeks", "MD": "moldovan moldovans",
        "GE": "georgian georgians", "AM": "armenian armenians", "AZ": "azerbaijani azerbaijanis", "LT": "lithuanian lithuanians",
        "LV": "latvian latvians", "EE": "estonian estonians", "FI": "finnish finns", "SE": "swedish swedes", "NO": "norwegian norwegians",
        "DK": "danish danes", "IE": "irish", "CA": "canadian canadians", "MX": "mexican mexicans", "BR": "brazilian brazilians",
        "AR": "argentine argentinian argentines", "CO": "colombian colombians", "VE": "venezuelan venezuelans", "CL": "chilean chileans",
        "PE": "peruvian peruvians", "CU": "cuban cubans", "HT": "haitian haitians", "CN": "chinese", "TW": "taiwanese",
        "JP": "japanese", "KR": "south-korean", "IN": "indian indians", "PK": "pakistani pakistanis", "BD": "bangladeshi bangladeshis",
        "AF": "afghan afghans taliban", "LK": "lankan lankans", "NP": "nepali nepalese", "MM": "burmese", "TH": "thai thais",
        "VN": "vietnamese", "PH": "filipino filipinos philippine", "ID": "indonesian indonesians", "MY": "malaysian malaysians",
        "AU": "australian australians", "NZ": "zealanders", "ZA": "south-african", "NG": "nigerian nigerians", "KE": "kenyan kenyans",
        "ET": "ethiopian ethiopians", "SD": "sudanese", "SO": "somali somalis", "ML": "malian malians", "LY": "libyan libyans",
        "EG": "egyptian egyptians", "MA": "moroccan moroccans", "DZ": "algerian algerians", "TN": "tunisian tunisians",
        "LB": "lebanese hezbollah", "JO": "jordanian jordanians", "SA": "saudi saudis", "YE": "yemeni yemenis houthi houthis",
        "AE": "emirati emiratis", "QA": "qatari", "KW": "kuwaiti", "KZ": "kazakh kazakhs", "UZ": "uzbek uzbeks", "KG": "kyrgyz",
        "TJ": "tajik tajiks", "RW": "rwandan rwandans", "UG": "ugandan ugandans", "CD": "congolese", "GH": "ghanaian ghanaians",
        "SN": "senegalese", "NE": "nigerien", "ZW": "zimbabwean",
    }.items()
    for word in words.split()
}  # fmt: skip
"""Demonyms (and armies, parliaments) that say which country a text is about. None of them is a place."""

DEMONYM_STEMS: dict[str, str] = {
    "украї": "UA", "украи": "UA", "росій": "RU", "росія": "RU", "росси": "RU", "білор": "BY", "белор": "BY", "амери": "US",
    "брита": "GB", "ізраї": "IL", "израи": "IL", "палес": "PS", "польс": "PL", "німец": "DE", "немец": "DE", "турец": "TR",
    "іранс": "IR", "иранс": "IR", "сирій": "SY", "сирий": "SY", "франц": "FR", "молдо": "MD", "грузи": "GE", "китай": "CN",
}  # fmt: skip
"""The first five letters of the same in Ukrainian and Russian, where adjectives have a dozen endings each."""

INSTITUTIONS: dict[str, str] = {
    word: code
    for code, words in {
        "US": "sheriff sheriff's deputies nypd lapd ncaa congressman congresswoman republicans democrats democrat neighborhood "
        "neighborhoods favorite superintendent dea atf",
        "GB": "nhs hmp mp mps constabulary tory tories downing",
        "AU": "nsw asx afl aussie", "CA": "rcmp mounties", "RU": "duma fsb rosgvardia фсб госдума росгвардия",
        "UA": "rada sbu gur сбу гур рада зеленський",
    }.items()
    for word in words.split()
}  # fmt: skip
"""Offices and spellings that hint at a country: an American neighborhood has no u, and its sheriff deputies."""
