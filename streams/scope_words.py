"""Words that begin clauses or keep a cue from reaching further: closed classes of English, Ukrainian, Russian and Arabic."""

from __future__ import annotations


def _set(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


PARTS = frozenset(',;:()\u2013\u2014\u060c"«»“”„')
"""Signs that part words within a clause or end it."""
WEAK_CONTRAST = _set("while а та yet though however")
"""These contrast only after a comma: *a while*, *а саме*; а alone is Ukrainian and Russian for *and*."""
CONTRAST = (
    _set("but although whereas nevertheless але проте однак хоча хоч зате но однако хотя зато despite")
    | _set("لكن ولكن بينما فيما ولكنها ولكنه لكنه لكنها رغم")
    | WEAK_CONTRAST
)
"""They set one clause against another, and what is said of one is not said of the other."""
CONDITION = _set("if unless whether якби якщо если إذا اذا لو")
"""They begin a case that is thought through."""
WHETHER = _set("чи")
"""After a comma it begins an indirect question; else it is Ukrainian for *or*."""
THAT_WITHOUT_COMMA = _set("that")
ARABIC_THAT = _set("أن إن ان أنه إنه انه أنها إنها انها أنهم إنهم بأن بان بأنه بأنها")
"""Arabic sets no comma before what is said, and its subject stands before: *قال المتحدث باسم الجيش إن*."""
THAT = _set("that що щоб что чтобы мов ніби будто") | ARABIC_THAT
"""They begin what is said, or describe the word before."""
RELATIVE = _set(
    "which who whom whose where what why how де куди звідки хто чому где куда откуда кто почему чем чий чия чьи чья"
)
ARABIC_RELATIVE = _set("الذي التي الذين اللذين اللتين حيث والذي والتي")
RELATIVE_STEMS = (
    "котор",
    "котр",
    "який",
    "яка",
    "яке",
    "які",
    "яког",
    "якої",
    "яких",
    "яком",
    "якій",
    "яким",
    "якою",
    "яку",
)
"""How relative pronouns with many endings begin."""
ADVERBIAL = _set(
    "after before when since because until once as following till",
    "після коли відколи бо поки доки щойно через унаслідок внаслідок оскільки перш",
    "после когда пока поскольку из-за вследствие прежде едва",
    "بعد بعدما عقب إثر قبل منذ عندما حين بسبب",
)
"""They begin what says when or why: there the event is told as known."""
TIMES = _set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december "
    "yesterday dawn midnight noon morning last early late mid then"
)
"""Behind "since" they say from when on, and begin no clause: *since Sunday*."""
WHEN = _set("when коли когда")
"""Behind a time they begin what was then."""
AND = _set("and та і й и")
OPENERS = (
    CONTRAST
    | CONDITION
    | THAT
    | RELATIVE
    | ARABIC_RELATIVE
    | ADVERBIAL
    | frozenset(
        f"{stem}{ending}"
        for stem in ("котор", "котр")
        for ending in (
            "ый",
            "ая",
            "ое",
            "ые",
            "ого",
            "ой",
            "ых",
            "ому",
            "ым",
            "ую",
            "ом",
            "ыми",
            "ий",
            "а",
            "е",
            "і",
            "ої",
            "их",
            "у",
            "им",
            "ою",
            "ими",
            "ім",
            "ій",
        )
    )
    | _set("який яка яке які якого якої яких якому якій яким якою яку якими")
)
"""Words that may begin a clause with no comma before them."""
NO_TIME_BEFORE_AS = _set("such well same known as far soon long")
NO_TIME_AFTER_AS = _set(
    "nonsense false fake lies propaganda untrue baseless fiction well planned part many much a an of expected far if"
)
"""Beside these `as` compares: *as planned*, *as part of*."""
MEASURE = 3
"""Words that may stand before the conjunction that opens a sentence: *two years after*."""
REPORTS = _set(
    "report reports claim claims allegation allegations accusation accusations rumour rumours rumor rumors news suggestion "
    "suggestions statement statements information assertion evidence fact doubt sign signs proof possibility fear fears",
    "threat likelihood risk confirmation told reporters",
)
"""Nouns after which `that` begins what they say."""
PARTICIPLES = _set(
    "driven given taken written drawn thrown torn sworn shown flown broken chosen frozen stolen beaten hidden built held made known home once built led seen set including"
)
SHORTEST_PARTICIPLE = 5
PARTICIPLE_ENDINGS = {
    True: ("ed",),
    False: (
        "ований",
        "ованої",
        "овану",
        "ованого",
        "овані",
        "ована",
        "ений",
        "еної",
        "ену",
        "еного",
        "ені",
        "ена",
        "ане",
        "аний",
        "ану",
        "анного",
        "анную",
        "анной",
        "анный",
        "анные",
        "анная",
        "енного",
        "енную",
        "енной",
        "енный",
        "енные",
        "енная",
        "ённую",
        "ённый",
        "вший",
        "вшая",
        "вшие",
        "вшего",
        "вшей",
        "вших",
        "ющий",
        "ющая",
        "ющие",
        "ющего",
        "ющих",
        "ящий",
        "ящие",
        "тую",
        "тый",
        "тий",
    ),
}
"""How participles end, in English and in the others."""

ANAPHORS = _set("it this that them these which", "це цього цьому цю їх його її", "это этого этому эту их его её ее")
"""What a denial denies that names no event itself: the one told before."""
DISCLAIMED = _set(
    "role involvement responsibility part hand link links wrongdoing complicity fault guilt",
    "причетність участь провину відповідальність причетності",
    "причастность участие вину ответственность причастности",
)
"""What the accused denies having in an event that he does not deny."""
BE = _set("is are was were be been being are 's 're has have had get gets got")
PRESENT_BE = _set("is are am have has keep keeps remain remains")
BEING = _set("being been still now currently also again already under")
OF_WHOM = _set("яку яке які якого яких котру которую которое которые которого которых")
"""Relative pronouns in the case of what something is done to."""
NEGATED_VERBS = _set(
    "hit be been cause reach strike hurt destroy damage breach kill break burst get come go lead result"
)
"""Verbs behind "not" that end otherwise than participles do."""
VICTIMS = ("пострадавш", "погибш", "потерпевш", "постраждал", "загибл", "поранен", "ранен")
"""How words begin that look like participles and are people: *пострадавших нет*."""
LIGHT_VERBS = (
    "відбуд", "почн", "почат", "розпоч", "станет", "завда", "нанес", "здійсн", "провед", "провест", "оголо", "запровад",
    "введ", "ввест", "настан", "нанос", "здійсню", "осуществля",
    "состо", "начн", "нача", "произойд", "нанест", "осуществ", "совершит", "объяв", "случит", "последу", "устро",
)  # fmt: skip
"""How verbs begin that only say of a noun that it begins or is made: *нанести удар*."""
CALLS = ("call", "brand", "describ", "label", "назва", "назыв", "окрест")
"""How verbs begin by which somebody says what a report is: *called it a lie*."""
THREATS = ("threats", "угроз", "загроз", "погроза", "погрози", "погроз")
"""How nouns of threat begin, with which nobody speaks."""
THOUGHT = (
    "виключ",
    "исключ",
    "допус",
    "обіця",
    "пообіця",
    "обеща",
    "пообеща",
    "pledg",
    "promis",
    "predict",
    "прогноз",
    "припус",
    "предполож",
)
"""How verbs begin by which somebody foresees or promises."""
VOTED = _set("voted votes")
BY_VOTE = _set("ratify approve adopt pass accept lift impose extend renew suspend")
"""What a vote itself does: *voted to ratify*; what was voted to be done is still to come."""
AGREED = _set("agree agrees agreed")
BY_AGREEMENT = _set("extend prolong renew observe")
"""What is so as soon as it is agreed: *agreed to extend the truce*; what was agreed to be sent is still to come."""
FOR_THAT = _set("to щоб чтобы аби дабы")
"""Before what was averted by what is told: *to avoid encirclement*."""
WARN = ("попереди", "попередж", "предупре", "warn")
"""How verbs of warning begin."""
WARNED = _set("villages towns settlements села міста громади селища населені посёлки поселки деревни города сёла")
"""What is warned and does not warn."""
ORDERED = _set(
    "forced forces forcing helped helps uses used using allowed enabled caused compelled told ordered orders instructed urged asked advised directed commanded"
)
"""With an infinitive they order something, and the order has been given."""
PRESUPPOSED = _set("after following amid після после через за внаслідок унаслідок результате результаті вследствие")
"""An event right behind these is told as known: *after a strike*, *из-за удара*."""
BACKGROUND = 3
"""Words from them to the event."""
STOPS = _set(
    "in during from by with at amid into for after over",
    "під від в у при через на за по з із для",
    "от во при из с для",
)
"""Prepositions behind which a negation does not reach: *was not damaged in the strike*."""
INDEFINITE = _set("a an any another further such")
MODALS = _set(
    "will would could can may might shall won't wouldn't",
    "буде будуть зможе може можуть б би",
    "будет будут сможет может могут бы",
)
"""Verbs that make the main clause beside a condition part of the case."""
INTENDED = _set("ready prepared willing готовий готова готові готовы готов готова")
"""Beside a condition they make what is intended part of the case."""
INVERTED = _set("had should were")
"""First words of a condition without `if`."""
IRREAL = _set("would could might")
STRIKES = (
    "strike",
    "airstrike",
    "attack",
    "shelling",
    "bombing",
    "bombardment",
    "raid",
    "blast",
    "explosion",
    "assault",
    "удар",
    "атак",
    "обстріл",
    "вибух",
    "напад",
    "наліт",
    "влучан",
    "обстрел",
    "взрыв",
    "налет",
    "налёт",
    "попадан",
)
"""How nouns begin that name what happened, where another verb says what came of it: *closed after a strike*."""
QUESTIONS = _set(
    "why how who whom whose what which where when",
    "чому хто що де коли як навіщо куди скільки який яка яке які",
    "почему кто что где когда как зачем куда сколько какой какая какие",
)
"""Questions that begin so take the event for granted."""
TOPIC = _set("про о об")
"""Behind a verb of speech they begin what it tells of."""
ANY = _set(
    "any будь-який будь-яка будь-яку будь-якого будь-якої будь-яке будь-які любой любая любую любого любое какой-либо какую-либо какого-либо"
)
"""Beside an event they make it one that is only thought of: *against any invasion*."""
CHARGES = _set("charge charges accusation accusations allegation allegations")
"""What the accused denies, and not the event."""
ANSWERS = (
    "respon", "retaliat", "reveng", "aveng", "investigat", "probe", "inquir", "condemn", "punish", "aftermath", "rebuil", "repair", "restor",
    "reconstruct", "compensat", "mourn", "victim", "survivor", "tribunal", "sanctions", "after", "following",
    "відповіс", "відповід", "помст", "розслід", "засуди", "засудж", "наслідк", "постражд", "відбуд", "віднов", "ліквід", "компенс", "після", "покара",
    "ответ", "отомст", "месть", "мести", "расслед", "осуд", "осужд", "последств", "пострадав", "восстан", "ликвид", "компенс", "после", "наказа",
)  # fmt: skip
"""How words begin that tell what is done about an event that has happened."""
SUPPLIED = ("використ", "застос", "використов", "использ", "примен", "запуст")
"""How verbs begin beside which "for" says what was done: *для удара применили ракеты*."""
FOR = _set("для")
ATTRIBUTES = _set("planned possible potential upcoming forthcoming scheduled")
"""What stands before a noun and says of that alone that it is to come."""
RESULTS = _set("killing wounding injuring destroying damaging leaving causing sparking igniting hitting")
"""They tell what an event has done."""
EVIDENCE = _set("evidence proof sign signs indication indications confirmation")
"""Nouns that show what their clause tells: with none of them it is not so."""
CASES = _set("случае разі випадку event case")
"""Nouns by which a phrase tells a case: *в случае удара*."""
ACHIEVED_STEMS = ("продолж", "продовж", "намага", "пыта")
"""How verbs begin behind which an infinitive is a thing done or tried; `ACHIEVED` lists the others."""
ACHIEVED = _set(
    "tried tries try attempted attempt attempts trying",
    "намагалися намагався намагалась намагалася намагаються намагається спробували спробував спроба спроби спробу",
    "пытались пытался пыталась пытаются пытается попытались попытался попытка попытки попытку",
    "managed manage able began begun begin begins started start starts continued continue continues helped used using went forced enough",
    "вдалося вдалось змогли зміг змогла зуміли почали почав почала почало продовжують продовжив продовжили допомогли",
    "удалось смогли смог смогла сумели начали начал начала начало продолжают продолжил продолжили помогли стали",
)
"""Verbs after which an infinitive is a thing done, or tried, which people notice as well."""
PERFORMING = ("announc", "declar", "оголо", "объяв")
"""How verbs begin that do what they say, unless "that" follows: *announced a mobilisation*."""
WHICH = _set("which who that")
"""English relative pronouns behind which a source is inserted."""
TOOK_UP = _set(
    "agreed agrees accepted accepts signed signs approved approves adopted adopts rejected rejects refused refuses"
)
"""What is done with something that somebody proposed."""
DEEDS = (
    "captur", "seizur", "liberat", "destruct", "взят", "захва", "захоп", "освобожд", "звільнен", "уничтож", "знищен", "ликвидац", "ліквідац",
)  # fmt: skip
"""How nouns begin of what is done in the field, not by announcing it: *объявили о взятии села*."""
NO_INFINITIVE = _set(
    "raid raids sweep sweeps response due subject subjected exposed leading led lead leads prior reaction thanks linked relation related resort contributed "
    "answer close up damage referring tied similar according used opposed respond responded responding come comes return returned "
    "vulnerable owing amounted amounts amount face reacted"
)
"""Before `to` and a noun."""

POINTING = _set("the that this those these той ця цей та ті тот та те эта этот эти цього этого тогочасний")
"""First words of a sentence that point at what the one before told of."""
GOING_ON = _set("it they тоді тогда then вони они")
"""First words of a sentence that goes on with what the one before told of."""
ATTACKS = (
    "bomb", "blast", "attack", "strike", "missile", "rocket", "explosion", "raid", "shelling", "shell", "assault", "massacre",
    "airstrike", "shooting", "ambush", "siege", "battle", "clash", "fighting", "offensive", "drone",
    "удар", "атак", "вибух", "взрыв", "обстріл", "обстрел", "ракет", "бомб", "наліт", "налёт", "налет", "штурм", "облог", "осад", "бої", "бои", "наступ", "дрон",
)  # fmt: skip
"""How words begin that name an attack or its weapon."""
