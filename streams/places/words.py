"""Words beside a name that tell whether it names a place: prepositions, kinds of places, titles, given names, verbs.

Closed or short lists, written by hand for English, Ukrainian and Russian (and Polish prepositions, since a fifth of
the feeds we read is Polish). Given names: the commonest of the US census of 1990 (public domain) that news is full
of, and the commonest of Ukraine, Russia and the Arab world as English news spells them. All folded
(`similarity.fold`).
"""

from __future__ import annotations


def _set(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


LOCATIVE = _set(
    "in near at from to outside around across inside toward towards into throughout above over off through via "
    "reached hits hit strikes attacks entering leaving leave visit visited shelled bombed struck hitting liberated captured seized recaptured retook besieged stormed entered near-by amid took "
    "retake recapture shelling storming",
    "у в на під біля поблизу з із зі до по від через поруч коло навколо над за повз неподалік довкола між обстріляли звільнили захопили взяли атакували окупували залишили відбили",
    "около под возле вблизи из к от над за вокруг близ до через между обстреляли по освободили захватили взяли атаковали оккупировали покинули",
    "w we na pod koło do z ze od przez nad koło",
    "في من الى على قرب",
)
"""A word after which a capitalised word is likely a place."""

KIND_BEFORE = _set(
    "village settlement hamlet town",
    "місто місті міста містом м село селі села с смт селище селищі селища місту селу сіл міст",
    "город городе города г село селе поселок поселке поселка пгт деревня деревне деревни станица станице хутор хуторе "
    "городу селу деревню населенный населенном пункт пункте пункта пункті пункту",
    "аеродром аеродрому аеродромі аэродром аэродрома аэродроме порт порту порті станція станції станция станции авіабаза "
    "авіабазі авиабаза авиабазе аэропорт аэропорту аеропорт аеропорту дамба дамбу гребля греблю платформа",
    "مدينه محافظه بلده قريه منطقه",
)
"""What a place is called right before its name: village X, місто X, г. X."""
KIND_OF = _set(
    "city town village settlement port capital suburb suburbs hamlet region district province oblast outskirts north south "
    "east west northeast northwest southeast southwest centre center commune municipality county state island cities towns villages "
    "airport dam battle siege occupation invasion annexation liberation capture control mayor governor shelling bombing streets parts residents people",
)
"""What stands before `of` and a place."""
BETWEEN = _set(
    "the central northern southern eastern western north south east west northeastern northwestern southeastern southwestern nearby downtown "
    "neighbouring neighboring occupied besieged сусідньому окупованому оккупированном центральному"
)
"""What may stand between a preposition and a place."""
BETWEEN_STEMS = (
    "окупован",
    "оккупирован",
    "захоплен",
    "захвачен",
    "сусідн",
    "соседн",
    "центр",
    "звільнен",
    "освобожд",
    "прифронт",
)
"""The same, by how the adjective begins: в окупованих Пологах."""
OFFICES = _set(
    "мер мера глава голова губернатор губернатора мэр мэра мером мэром главы голови жителі жители мешканці комендант "
    "жителів жителей жителям жителями мешканців мешканцям мешканцями"
)
"""Offices that rule a place and those who live there; it follows them in the genitive: мер Мелітополя, Глава Севастополя."""
RIVER_BEFORE = _set(
    "river rivers river's bank banks across along река реки реке реку річка річки річці річку через береге берегу берег береги берега "
    "березі правобережжя притока"
)
"""Before the name of a river, which many towns share (the left bank of the Dnipro, за Дніпром)."""

KIND_AFTER = _set(
    "region oblast province city town village district governorate prefecture state raion reservoir dam airport "
    "border direction sector front axis suburb coast port bridge harbour harbor residents residential railway station",
    "район районі область області напрямок напрямку громада громаді громади",
    "направление направлении",
)
"""What a place is called after its name."""

REGIONS_AFTER = _set("regions oblasts provinces governorates oblasti")

OF = _set("of the")
AND = _set("and та і й и або or")

TITLES = _set(
    "mr mrs ms miss dr sir dame lord lady prince princess king queen pope saint judge justice rev reverend father "
    "sister brother professor prof gen general col colonel maj major lt lieutenant capt captain sgt sergeant cpl admiral "
    "adm commander president minister premier senator sen rep congressman congresswoman governor gov mayor chancellor "
    "secretary ambassador spokesman spokeswoman spokesperson coach striker midfielder defender goalkeeper actor actress "
    "singer rapper director author writer detective officer constable inspector sheriff chef ceo chairman imam sheikh "
    "пан пані генерал генерала полковник полковника майор майора капітан капітана депутат депутата речник речника доктор доктора "
    "професор професора лікар лікаря адвокат адвоката режисер режисера письменник актор тренер командир сержант лейтенант солдат боєць",
    "господин господина госпожа депутат профессор профессора врач врача адвокат режиссер режиссера писатель актер "
    "капитан капитана лейтенант боец",
)
"""Right before a name, these make it a person's."""

ADDRESSES = _set("street st avenue ave road rd lane drive boulevard square вулиця вулиці улица улице проспект")

GIVEN_NAMES = _set(
    "ray aaron abigail adam adrian aidan alan albert alex alexander alexandra alexis alfred ali alice alison allen allison alyssa amanda "
    "amber amelia amy andre andrea andrew andy angel angela angelina ann anna anne annie anthony antonio april archie ariana "
    "arnold arthur ashley ashton audrey austin ava barbara barry beatrice ben benjamin bernard bernie beth betty beverly bill billy blake "
    "bob bobby bonnie boris brad bradley brandon brenda brett brian bridget britney brittany brooke bruce bryan bryce caitlin "
    "calvin cameron camilla carl carla carlos carmen carol caroline carrie casey catherine cathy charles charlie charlotte chelsea cheryl "
    "chloe chris christian christina christine christopher chuck claire clara clarence claude claudia clint cody colin connor "
    "craig crystal curtis cynthia daisy dakota dale damian dan dana daniel danielle danny darren dave david dawn dean deborah denise "
    "dennis denzel derek diana diane diego dominic don donald donna doris dorothy douglas drew duncan dustin dwayne dylan earl "
    "eddie edgar edward edwin eileen elaine eleanor elena elizabeth ella ellen elliot elon emily emma eric erica erik erin ernest "
    "ethan eugene eva evan eve evelyn fatima felix fernando finn florence frances francis francisco frank franklin fred "
    "frederick gabriel gareth gary gavin gemma gene geoff geoffrey george gerald gerard gilbert giovanni glen glenn gloria gordon grace "
    "graham grant greg gregory greta guy hailey hannah harold harriet harris harrison harry harvey heather hector heidi helen "
    "henry herbert holly howard hugh hugo hunter ian ibrahim irene isaac isabella ivan ivanka jack jackie jacob jake james jamie "
    "jan jane janet janice jared jason jay jean jeff jeffrey jennifer jenny jeremy jerome jerry jesse jessica jessie jill jim jimmy joan "
    "joanna joe joel john johnny jon jonathan jordan jorge jose joseph josh joshua joyce juan judith judy julia julian julie "
    "justin karen karl kate katherine kathleen kathryn katie kay keith kelly ken kendall kenneth kevin kim kimberly kirk kristen "
    "kurt kyle kylie larry laura lauren laurence laurie lawrence leah lee leo leon leonard leonardo leslie lewis liam lily linda lindsay lindsey "
    "lionel lisa liz logan lorenzo lori louis louise lucas lucy luis luke lydia lynn mabel mackenzie madison malcolm marco marcus margaret "
    "margot maria marie marilyn mario marion marjorie mark marshall martha martin marvin mary mason matt matthew maureen maurice max maxine "
    "megan meghan melania melissa melvin mia michael michelle miguel mike mikhail milan mildred miles milton miranda mitch mohamed mohammed mohammad "
    "molly monica morgan morris muhammad nancy naomi natalie natasha nathan neil nelson neymar nicholas nick nicola nicolas nicole nigel nina "
    "noah noel nora norman novak oleg oliver olivia oscar otto owen pamela paris pat patricia patrick paul paula pedro peggy penelope penny perry "
    "pete peter phil philip phillip phoebe phyllis pierre priscilla quentin rachel ralph ramon ramzan randy raymond rebecca reese reggie regina rene ricardo "
    "richard rick ricky rishi rita rob robbie robert roberto robin rodney roger roland ron ronald ronnie rosa rose ross roy ruby rupert russell "
    "ruth ryan sabrina sadie sally sam samantha samuel sandra sara sarah savannah scarlett scott sean sebastian selena serena sergei sergey "
    "seth shane shannon sharon shaun shawn sheila shelby shirley sidney simon sofia sonia sophia sophie spencer stacey stanley stella stephanie "
    "stephen steve steven stewart stuart sue susan suzanne sydney sylvia tamara tammy tanya tara taylor ted teresa terry theodore theresa thomas "
    "tiffany tim timothy tina toby todd tom tommy tony tracey tracy travis trevor tyler tyrone valerie vanessa vera vernon veronica vicki victor "
    "victoria vince vincent viola violet virginia vivian vladimir volodymyr wade wallace walter wanda warren wayne wendy wesley whitney will "
    "william willie winston xavier yvonne zach zachary zoe "
    "irving isaiah levi ira elijah ezra abraham solomon irwin seymour leopold rudolf ludwig johann hans heinrich wolfgang friedrich klaus ingrid "
    "astrid bjorn lars sven magnus erling asa kai jules bethany larissa antony bella juno luna dallas manuel riyad ilhan kamala condoleezza tulsi bernard-henri ronan "
    "callum lachlan hamish angus fergus niall declan cormac brendan eoin aoife siobhan gavin rhys dylan owain ffion carlee kayla jayla "
    "elliott desmond marlon vin syd chen cheng wei jun hiroshi kenji yuki akira haruki hayao arjun rohit virat priya anil sunil rajesh",
    "alexei alexey aleksandr oleksandr oleksii oleksiy anatoly anatolii andrei andriy andrii anton arseniy artem bohdan borys daria denys dmitry "
    "dmytro dmitri evgeny yevgeny yevhen yevgeniy galina hanna hryhoriy igor ihor ilya inna iryna irina kateryna konstantin kostyantyn kyrylo "
    "larysa leonid lyudmila maksym maxim marina maryna mykhailo mykhaylo mykola nadiya natalia nataliya nikita nikolai nikolay oksana olena "
    "oleh olga olha pavel pavlo petro pyotr roman ruslan rustem serhii serhiy stanislav svitlana svetlana taras tetiana tymofiy valentyn valeriy "
    "valery valeriia vadym vasyl viktor vitali vitaliy vitalii vyacheslav yaroslav yulia yuliia yuri yuriy yury zhanna",
    "abdel abdul abdullah ahmad ahmed amir bashar bin fadi faisal hamid hassan hussein ismail karim khaled khalid mahmoud mansour mustafa nasser omar osama "
    "rashid salman samir tariq yasser yousef youssef yusuf recep tayyip xi narendra emmanuel olaf giorgia joao luiz jair",
    "володимир олександр олексій сергій андрій віталій микола михайло петро юрій ігор олег олена ірина наталія тетяна ганна марія дмитро "
    "артём фёдор пётр семён семен вадим руслан алёна владислав вячеслав в'ячеслав ярослав "
    "роман тарас богдан василь іван павло кирило валерій євген денис артем максим антон віктор ярослав катерина оксана юлія світлана "
    "людмила оля наташа маша катя саша лев остап степан",
    "владимир александр алексей сергей андрей виталий николай михаил петр юрий игорь елена ирина наталья татьяна анна мария дмитрий "
    "василий иван павел кирилл валерий евгений артем максим виктор дональд джо эммануэль олаф джозеф борис "
    "наташа ольга оксана юлия светлана людмила екатерина катя маша саша оля лев федор степан",
)

SURNAMES = _set(
    "smith johnson williams brown jones davis miller wilson moore anderson jackson white thompson garcia martinez robinson clark rodriguez "
    "walker hall young king wright hill green adams baker nelson carter mitchell roberts turner phillips campbell parker evans edwards "
    "collins stewart morris rogers reed cook bell murphy bailey cooper richardson cox ward peterson gray watson brooks sanders price bennett "
    "wood barnes ross henderson coleman jenkins perry powell long patterson hughes washington butler simmons foster bryant griffin hayes "
    "myers ford hamilton sullivan wallace woods cole west owens reynolds fisher ellis cruz ortiz gomez murray freeman wells webb simpson stevens tucker porter "
    "hicks crawford boyd mason morales kennedy warren dixon burns gordon shaw holmes rice hunt black daniels palmer mills nichols grant "
    "knight ferguson stone hawkins dunn perkins hudson spencer gardner payne pierce kelley berry matthews arnold wagner willis ray watkins olson carroll duncan "
    "snyder hart cunningham bradley lane andrews ruiz harper fox riley armstrong carpenter weaver greene lawrence elliott chavez sims austin peters kelly franklin lawson "
    "bush clinton biden trump obama reagan nixon lincoln jefferson truman carter blair cameron thatcher churchill sunak starmer macron merkel scholz "
    "zelensky zelenskiy zelenskyy putin lukashenko prigozhin shoigu gerasimov lavrov peskov medvedev erdogan orban netanyahu modi castro maduro lula bolsonaro "
    "messi ronaldo mbappe kane rice saka maguire djokovic alcaraz federer nadal murray woods mcilroy verstappen norris sainz "
    "franco mussolini hitler stalin lenin barbie oppenheimer musk zuckerberg bezos gates swift beckham depp heard epstein weinstein desantis pence haley mccarthy pelosi schumer mcconnell "
    "путин путіна зеленский зеленський лукашенко пригожин шойгу герасимов лавров песков кадыров"
)
"""Surnames: the commonest of the US census of 1990, and of the people whom news names without a given name."""

KNOWN_AS_OTHERS = _set(
    "hollywood wimbledon ascot silverstone epsom gallup batman taito bethesda hermes jupiter saturn neptune sakura saitama "
    "sundance glastonbury enron lehman hyundai kia suzuki honda yamaha toyota mazda bridgestone corning danone evian vittel "
    "heinz campbell hershey bayer merck carrefour santander barclays lloyds kaiser mattel disney universal marvel pinewood gotham "
    "zelda mario sega nintendo galaxy android siri luna apollo artemis hubble orion gemini falcon dragon carrera impala "
    "fulham brentford lorient wrexham chelsea everton tottenham babylon sparta "
    "cadillac pontiac maserati adele drake madonna eminem tropicana nike juno"
) | {"rio tinto", "severn trent", "norfolk southern", "le mans", "burger king"}
"""Companies, brands, works, celestial bodies and contests that news means by a name which is a town's too. It is the town
after a preposition or with what it is called: in Hollywood, the town of Bethesda."""
PUBLIC_FIGURES = _set(
    "obama trump biden clinton bush reagan nixon putin zelensky zelenskiy zelenskyy macron merkel scholz sunak starmer thatcher churchill "
    "erdogan orban netanyahu modi maduro bolsonaro lukashenko prigozhin shoigu lavrov medvedev kerry blinken hutchinson "
    "buttigieg desantis pence mccarthy schumer mcconnell pelosi haley musk zuckerberg bezos gates soros murdoch epstein weinstein "
    "messi ronaldo mbappe beckham djokovic federer nadal mcilroy verstappen einstein shakespeare mozart beethoven"
)
"""Surnames that news uses without a given name, after any preposition; the town is told by its kind or its region."""

NEVER_ALONE = _set(
    "north south east west northern southern eastern western central northeast northwest southeast southwest upper lower "
    "capitol parliament congress senate union state republic island islands island's province city town center centre county park beach "
    "university school college house court church hospital airport station police army navy force forces bank press daily post times "
    "مدينه محافظه بلده قريه منطقه "
    "asia europe africa america antarctica eurasia gulf federal capital center olympic atlantic pacific mercedes ferrari "
    "азія азия європа европа африка америка антарктида євразія евразия "
    "commonwealth carlsberg paramount ajax heineken sale samsung google amazon meta apple tesla sony nike nokia twitter facebook microsoft boeing airbus adidas huawei "
    "president minister prime justice prince princess king queen god lord saint santa san general north-south sunday",
    "північ південь схід захід північний південний східний західний центр республіка край область район місто село "
    "север юг восток запад северный южный восточный западный республика город село поселок",
)
"""Words that hundreds of places share or bear alone, and no text means one of them by it."""

ORGANISATION_AFTER = _set(
    "post times independent herald journal tribune gazette observer news telegraph chronicle mail express star sun guardian mirror "
    "university city college school academy institute fc afc cf united rovers wanderers albion athletic hotspur villa forest palace "
    "bank airlines airways exchange symphony philharmonic orchestra museum gallery declaration accords accord agreement "
    "protocol treaty convention marathon open masters grand film festival fashion week hilton knights lakers yankees "
    "giants bulls mavericks cowboys bears eagles rangers raptors jets mets cubs dodgers warriors celtics capitals wizards patriots "
    "guardians cardinals raiders rays vikings seahawks panthers jaguars chargers commanders hawks cavaliers grizzlies timberwolves pelicans "
    "oilers canucks senators predators sabres penguins islanders sharks jays sounders timbers galaxy wolverines huskies longhorns sooners "
    "steelers packers broncos chiefs ravens saints falcons sox dolphins heat bruins blackhawks canadiens leafs texans titans colts bengals browns "
    "airbus semiconductor motors group holdings capital partners ventures records review magazine dispatch examiner chemicals "
    "angels astros athletics blues buccaneers clippers rockets spurs suns nuggets magic pistons hornets pacers twins tigers royals orioles phillies pirates brewers reds rockies padres mariners nationals braves marlins "
    "house project center centre poll buy merch brothers sisters band album foundation awards award prize "
    "saint-germain club derby grammar general hospital clinic theatre theater dynamo live insider stock council-on conference gp",
)
"""Right after a place's name these make the whole an organisation, a paper, a team or a thing: Washington Post."""

ORGANISATION_BEFORE = _set(
    "university bank church fc ac real inter dynamo dinamo shakhtar sporting bayern borussia athletic atletico deportivo olympique "
    "college school declaration treaty battle duke duchess earl archbishop bishop hotel cafe radio hyundai olympiacos spartak cska zenit "
    "inter-city lokomotiv maccabi hapoel metalist",
)
"""Right before (or before `of`): University of X, Bank of X, Dynamo X."""
OF_ORGANISATION = _set(
    "university bank church duke duchess earl archbishop bishop college prince princess king queen merchant"
)

GOVERNMENT_VERBS = _set(
    "hits hit targeted targets pounded pounds pulled pulls quit quits attempts attempted tries tried readies readied exits exited bombards bombarded shelled resumes resumed "
    "links linked ties tied expects expected fears feared reports reported mourns mourned "
    "said says say denied denies deny accused accuses warned warns warn claimed claims claim announced announces demanded demands "
    "insisted insists insist vowed vows urged urges condemned condemns called calls wants want wanted rejected rejects refused refuses refuse "
    "agreed agrees agree threatened threatens imposed imposes expelled expels summoned summons blamed blames pledged pledges "
    "confirmed confirms hopes hoped believes expects signed sign signs suspended suspends recognised recognized recognises ordered orders "
    "approved approves backed backs backing blocked blocks offered offers argues argued responded responds ratified ratifies "
    "withdrew withdraws joined joins accuse blame supports supported sanctioned sanctions hails hailed decided decides decries voted votes "
    "launched launches sent sends fired fires invaded invades attacked struck bombed seized annexed occupies occupied mobilised mobilized mobilises mobilizes plans planned "
    "considers considered proposed proposes braces braced reiterated stressed stated states told tells asked asks seeks sought needs",
    "заявив заявила заявили заявляє заявляють заявило каже сказала сказав повідомила повідомив повідомили звинуватила звинуватив звинувачує заперечує заперечила заперечив "
    "попередила попередив вимагає вимагала погрожує оголосила оголосив засудила засудив хоче відмовилася відмовився підписала підписав запропонувала "
    "погодилася погодився ввела ввів атакувала атакував напала готує планує підтримала підтримує закликала закликає стверджує спростувала просить обіцяє відправила відправив направила направив надіслала надіслав перекинула перекинув",
    "заявил заявило заявляет заявляют сообщила сообщил сообщили обвинила обвинил обвиняет отрицает опровергла отвергла "
    "предупредила предупредил требует потребовала угрожает объявила объявил осудила хочет отказалась отказался подписала подписал предложила "
    "согласилась ввела атаковала напала готовит планирует поддержала поддерживает призвала призывает утверждает отправила отправил направила направил послала послал перебросила перебросил",
)
"""What a government does and a town does not: a capital or country that is their subject stands for its government."""

ATTACKED = _set("attacked struck bombed shelled hit targeted bombarded pounded")
"""Past tenses and participles: Russia targeted silos; Odesa targeted overnight."""
BEFALLEN = _set(
    "by with in at on as for during after over from amid again overnight and while today yesterday twice hard since "
    "when before early late this last monday tuesday wednesday thursday friday saturday sunday or but"
)
"""Words after such a participle that show that nothing follows which it did something to."""

AUXILIARIES = _set(
    "has had have is are was were will would could should may might also again now still already reportedly never not on "
    "вже ще не також знову офіційно може уже еще также снова официально может"
)
OWNED_BY_GOVERNMENT = _set(
    "troops forces military army government foreign defence defense ministry minister president air drones missiles missile "
    "ambassador embassy envoy parliament leaders leadership decision demand demands claim claims position plan plans allies ally invasion war "
    "sanctions policy intelligence security navy offensive counteroffensive navy's efforts bid offer response proposal refusal stance"
)
"""`Moscow's troops`, `Kyiv's allies`: the government's, wherever they are."""

PARTICLES = _set(
    "de la las los el del da do dos di du des le les sur sous en an am der die das den upon on in under by the of and al ar ash as ad az y e i nad na над на под під о"
)
"""Words that stay small inside a name: Rostov-on-Don, Stratford-upon-Avon, Ростов-на-Дону."""

RIVERS = _set(
    "dnipro dnieper dniepr dnepr danube don donets volga desna dniester dnister prut bug oskil inhulets psel vorskla neva "
    "дніпро днепр дунай дон волга десна дністер днестр прут буг оскіл оскол інгулець ингулец псел ворскла нева донец тиса сіверський"
)
"""Rivers that the news crosses and that share their name with settlements; the default gazetteer holds no rivers."""
