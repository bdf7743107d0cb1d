"""Words that tell whether something happened at the place they stand beside: prepositions, offices, conjunctions.

Closed classes (prepositions, conjunctions) are whole for English, Ukrainian and Russian and hold what Arabic writes as
a word of its own; nouns and verbs are those that news puts beside the names of places.
"""

from __future__ import annotations

import re


def _set(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


AT_PLACE = _set(
    "in at near on over of inside outside around across within throughout above upon into off along against amid between "
    "beneath under beyond behind beside",
    "в у на під біля поблизу над по коло навколо довкола неподалік поруч між уздовж вздовж понад за",
    "во под возле около вблизи близ вокруг рядом между вдоль",
    "في قرب على فوق شمال جنوب شرق غرب",
)
"""What happens is there: in X, near X, on X, under X, over X, against X; по Х and на Х say where fire falls."""
TOWARDS = _set("towards toward to for до к ко الى إلى نحو باتجاه صوب")
"""It goes there, and may not have come: a weaker sign than being there."""
FROM = _set("from з із зі зо від из изо с со от ото من")
"""It comes from there."""
ELSEWHERE = _set(
    "by with without about like unlike than via through per versus",
    "про для через без окрім крім замість",
    "о об обо кроме вместо сквозь",
    "مع عن",
)
"""Named, and nothing happens there."""
BESIDE = _set("with against з із зі проти с со против")
"""Before a country that is a side of the event, not its scene: a pact with Ukraine, a war against it."""
AGAINST = _set("проти против")
"""A fire on a town is against it; a war against a country is waged somewhere else (see `BESIDE`)."""

WAYS = _set(
    "direction directions напрямку напрямі напрямок бік сторону направлении направлению course курсом heading headed route"
)
"""Nouns before a name that make a preposition of place one of direction: in the direction of X, у бік Х."""
UNITS = _set(
    "km kms kilometre kilometer kilometres kilometers mile miles metre meter metres meters m mi far away hours hour minutes",
    "км кілометр кілометри кілометрів кілометрах м метрів метрах миль миля милях недалеко неподалік година години годин",
    "километр километра километров километрах метров метрах неподалеку час часа часов",
)
"""Before `from` or `north of` they make a distance of it: 30 km from X, not far from X."""
ACROSS = _set("across opposite навпроти напротив")
"""With `from` they say that something lies over the river or the border: across the river from X."""
COMPASS = _set(
    "north south east west northeast northwest southeast southwest",
    "північніше південніше східніше західніше севернее южнее восточнее западнее",
)
"""With `of` (північніше without) they say that something is beside a place."""
BESIDE_BY_COMPASS = _set("північніше південніше східніше західніше севернее южнее восточнее западнее")
"""Those that govern a name themselves."""
LEAVING = (
    "evacuat", "withdr", "retreat", "fled", "flee", "pull", "евакую", "евакуац", "вивез", "вивод", "вивел", "відступ", "відійшл",
    "эвакуир", "эвакуац", "вывез", "вывод", "вывел", "отступ", "отошл",
)  # fmt: skip
"""How verbs of leaving begin: they happen where they start from."""

LINKING = (
    "linking",
    "linked",
    "connecting",
    "connected",
    "joining",
    "з'єдну",
    "сполуча",
    "соединя",
    "связыва",
)
"""How words begin that say of a way what it joins: a bridge linking X with Y."""
LINKS = _set(
    "bridge road highway railway pipeline ferry route line crossing tunnel flight train міст дорога траса залізниця "
    "трубопровід газопровід поїзд мост трасса железная газопровод поезд"
)
"""Ways: with `from` behind, both ends are named and neither is where something happened."""
HELD = _set("occupied controlled held annexed administered backed")
"""Behind the name of who holds it: the Israeli-occupied heights."""
MODIFIERS = _set(
    "the a an its this that city town village settlement region district province oblast port port-city hamlet suburb suburbs "
    "outskirts controlled held annexed area areas part parts centre center capital edge city's northern southern eastern western central nearby "
    "downtown occupied besieged neighbouring neighboring frontline front-line northeastern northwestern southeastern "
    "southwestern and-around suburbs streets whole all most some",
    "місто міста місті містом містечко селище селища селищі село села селі селом смт районі район району околиці околицях "
    "околицю передмісті передмістя центр центрі центру частині частину приміському області область громаді громади "
    "тимчасово всій усій самому",
    "город города городе городом поселок поселке посёлке посёлок посёлка поселка деревне деревня районе района окраине "
    "окраинах окраину пригороде пригород центре части часть области временно всей самом г м с пгт",
    "مدينة مدينه بلدة بلده قرية قريه محافظة محافظه منطقة منطقه",
)
"""What may stand between a preposition and the name it governs."""
MODIFIER_STEMS = (
    "окупован", "оккупирован", "захоплен", "захвачен", "сусідн", "соседн", "центральн", "північн", "південн", "східн",
    "західн", "северн", "южн", "восточн", "западн", "прифронт", "обложен", "осажд",
)  # fmt: skip
"""The same, by how the adjective begins."""

OFFICES = _set(
    "mayor governor head chief leader administration authority official police prosecutor council councillor rescuer "
    "firefighter spokesman spokeswoman spokesperson commander deputy mp resident native man woman couple family people "
    "citizen inhabitant villager local teenager pensioner student volunteer soldier footballer doctor teacher",
    "мер голова глава очільник начальник губернатор мешканець мешканка житель жителька уродженець уродженка поліція "
    "прокуратура рятувальник адміністрація влада речник речниця прокурор поліцейський ова мва",
    "мэр жительница уроженец уроженка родом полиция спасатель администрация власть власти спикер полицейский",
)
"""Who rules, guards or lives in a place; what he says or suffers may be elsewhere, though often it is there."""
INSTITUTIONS = _set(
    "court newspaper daily channel broadcaster outlet university institute embassy ambassador ministry minister president "
    "government army force troop military navy parliament service bank club radio media correspondent bureau consulate "
    "staff company firm delegation delegate envoy ally troops forces militia militiaman militiamen militant rebel insurgent guerrilla "
    "separatist",
    "суд газета телеканал університет посольство посол міністерство міністр президент уряд армія військо військовий сила "
    "служба штаб генштаб міноборони зсу парламент банк консульство делегація мзс",
    "университет министерство министр правительство армия войско войска служба минобороны всу консульство делегация мид",
)
"""What carries a place's name wherever it is: a Moscow court, the army of Ukraine."""
ABBREVIATED = _set("us u.s u.s. uk u.k u.k.")
"""Countries that news names by letters before what they do, never before where it is: a US airstrike."""
DEEDS = _set("airstrike airstrikes strike strikes drone drones missile missiles raid raids warplane warplanes jet jets bombing bombings "
             "warship warships sanctions air attack attacks")  # fmt: skip
"""What such a country does or sends."""
OF_INSTITUTION = _set("regional city local district oblast military civil state national international defence defense "
                      "armed air security emergency міської обласної районної городской областной районной военной "
                      "обороны оборони безпеки безопасности воздушных повітряних збройних збройні вооруженных вооружённых "
                      "вооруженные вооружённые військової")  # fmt: skip
"""What may stand between a place's name and the institution: Kharkiv regional prosecutors."""
PLACE_NOUNS = _set(
    "district districts suburb suburbs outskirts streets centre center airport port ports station region neighbourhood "
    "neighborhood harbour harbor downtown power dam bridge territory border skies sky hospital school market"
)
"""What a capital or country has that is in it: Kyiv's suburbs; its withdrawal is the government's."""

COMPARING = _set("as like як мов наче неначе как словно подобно подібно")
"""Before a preposition they compare: as in X, як у Х."""
NO_COMPARISON = _set("such well same так")
"""Before `as` they make no comparison of it: such as, as well as."""
COMPARED = _set(
    "compared similar akin reminiscent unlike відміну порівнянні отличие сравнении memory memories echo echoes"
)
"""Before a name, with a preposition between at most: compared with X, unlike X."""

AND = _set("and та і й и also و")
LIST_BETWEEN = AND | _set("as well also both the then")
"""What may stand between two names of one list, beside the preposition said again."""
NUMBER_WORDS = _set(
    "one two three four five six seven eight nine ten dozen dozens several more another others",
    "один одна одного одну двоє двох дві два троє трьох три четверо чотирьох чотири п'ятеро п'ятьох п'ять шестеро шість "
    "семеро сім восьмеро вісім дев'ять десять десятеро ще кілька",
    "двое двух две трое трех трёх четверо четверых четыре пятеро пять шесть семь восемь девять еще ещё несколько",
)
"""In a list that counts by place: two in X and five in Y."""
VERBS = _set("was were is are has had have lost went fell woke came got saw said says began stood remained will would could did does",
             "є був була було були без буде")  # fmt: skip
"""After a name they make it the subject of a clause of its own, not the last of a list."""
VERB_ENDINGS = {
    "en": ("ed",),
    "uk": ("ла", "ло", "ли", "вся", "лася", "лося", "лися", "ається", "ують"),
    "ru": ("ла", "ло", "ли", "лся", "лась", "лось", "лись", "ается", "уют"),
}
"""How verbs in the past, or in the present, end; the same use."""

PASSIVE = _set(
    "was were is are been being be comes came come hit struck shelled bombed attacked targeted rocked under wakes woke suffered "
    "suffers endured endures faced faces",
    "зазнала зазнав зазнало зазнали пережила пережив пережило опинилася опинився",
    "подвергся подверглась подвергся подверглись пережила пережил оказался оказалась",
)
"""After a name they say that something befell it: X was hit, X came under fire, X hit by."""
BE = _set("was were is are been being be")

SUBORDINATE = _set(
    "after before while whereas when as since because although though but who whom which that where whose if until once",
    "що який яка яке які якого якої яку яким якою яких якими де куди коли поки доки після але проте однак хоча тоді бо "
    "якщо перш адже звідки звідкіля",
    "что который которая которое которые которого которой которую которым которых где куда когда пока после но однако хотя "
    "если перед поскольку откуда",
)
"""Words that begin a clause of their own."""
CONTRAST = _set("while whereas meanwhile поки пока тоді тогда тем тим")
"""Words that begin a clause about something else at the same time."""
RELATIVE = _set("where which де куди який яка яке які якого якої яку яким якою яких где куда который которая которое которые которого "
                "которой которую которым которых")  # fmt: skip
"""Right after a place's name they begin a clause about it: X, where …; Х, який …"""
WHERE = _set("where де где")
"""Of these those that can be about nothing else."""
HEARD = _set("said says told tells")
"""Verbs behind which the place is named where somebody speaks."""
DIGEST = re.compile(
    r"\bbriefing\b|\bkey events\b|\bupdates:|\bround-?up\b|\bat a glance\b|\bdigest\b|\bthe day in\b|\bday \d{2}|"
    r"\bза ніч:|\bза ночь:|\bза добу:|\bза сутки:|\bглавные события\b|\bголовні події\b|\bголовне\b|\bглавное\b|\bитоги\b|\bпідсумки\b|\bдайджест\b|\bдень \d{2}",
    re.IGNORECASE,
)
"""What a heading has that names many events, of which its places are only some."""
POINTS_BACK = _set(
    "it this that there це цей ця сталося трапилося инцидент інцидент это этот эта произошло случилось удар вибух взрыв"
)
"""First words of a sentence that goes on about the event before it and often says where it was."""

ANSWER = _set("response reaction reply due thanks owing prior")
"""Before "to" they make it no direction: *in response to the attack on X*."""
PRESUPPOSING = _set("after following", "після", "после")
"""Between words they part an event from the one before it."""
RESPONDING = frozenset(
    {
        ("in", "response", "to"),
        ("in", "retaliation", "for"),
        ("in", "revenge", "for"),
        ("у", "відповідь", "на"),
        ("в", "ответ", "на"),
    }
)
"""The same in three words."""
