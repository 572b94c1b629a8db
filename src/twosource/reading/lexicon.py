"""Closed word lists for reading names: what a capital letter does not make a name, and what tells what is named.

Strategy: short lists of the commonest, in casefolded form without a final stop. They are evidence, never a
dictionary: a name that is in none of them is found by its capitals. What may live here: words, no judgement.
"""

from __future__ import annotations


def words(table: str) -> frozenset[str]:
    """The words of a table that is set as a paragraph."""
    return frozenset(table.split())


SHORT_TITLES = (
    "Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Lt|Col|Maj|Capt|Cmdr|Cpl|Sgt|Adm|Brig|Rev|Fr|Hon|Pres|Sec|Supt|Insp|Det|"
    "Msgr|Amb|Atty|St|Ft|Mt"
)

TITLE_HEADS = words("""
    mr mrs ms mx dr prof sen sens rep reps gov govs gen lt col maj capt cmdr cpl sgt adm brig rev fr hon
    pres sec supt insp det msgr amb atty sir dame lord lady baroness baron count countess president presidents
    minister ministers secretary senator senators congressman congresswoman representative governor mayor
    general colonel captain lieutenant sergeant major admiral commander director chairman chairwoman chair chief
    judge justice chancellor leader speaker professor doctor pope bishop archbishop cardinal rabbi imam sheikh
    ayatollah king queen prince princess emperor sheriff commissioner ambassador attorney premier envoy officer
    detective inspector constable superintendent councillor councilman councilwoman counsel counselor adviser
    advisor spokesman spokeswoman spokesperson analyst correspondent coach manager executive candidate nominee
    whip first-lady pastor reverend father sister brother mother aunt uncle taoiseach treasurer controller
    comptroller lawmaker delegate ceo cfo coo coroner agent
""")

TITLE_PREFIXES = words("""
    former acting deputy vice prime attorney majority minority house senate state foreign defense defence
    interior finance treasury press national security special chief executive assistant associate home first
    lady police fire fbi cia white u.s us republican democratic presidential supreme court congressional justice
    campaign senior top then retired conservative labour tory shadow communications intelligence education
    energy labor commerce transportation army navy marine air force grand crown managing co-chair brigadier rear
    lance district trade health education agriculture gop house intelligence homeland
""")

DAYS_AND_MONTHS = words("""
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun mondays
    tuesdays wednesdays thursdays fridays saturdays sundays january february july september october november
    december feb mar apr jul aug sep sept oct nov dec est edt cst cdt mst pst pdt gmt bst utc et am pm christmas
    easter
""")

MONTHS_THAT_ARE_NAMES = words("may april june august march jan jun")

FUNCTION_WORDS = words("""
    a about above according across after afterward again against ago ah all almost along already also although
    always am among amid an and another any anybody anyone anything anyway are aren't around as aside at away
    back be because been before behind being below beneath beside besides between beyond both but by can can't
    cannot could couldn't despite did didn't do does doesn't doing don't done down during each earlier early
    either else elsewhere enough especially even ever every everybody everyone everything everywhere except few
    fewer finally first five for four from further get given go good got great had hadn't half has hasn't have
    haven't having he he'd he'll he's hello hence her here here's hers herself hey hi him himself his how how's
    however i i'd i'll i'm i've if in indeed inside instead into is isn't it it'd it'll it's its itself just
    last late later latest least less let let's like likewise look made make many may maybe me meanwhile might
    mine more moreover most much must my myself near nearly neither never nevertheless new next nine no nobody
    none nonetheless nor not nothing now nowhere of off often oh ok okay on once one ones only onto or other
    others otherwise our ours ourselves out outside over overall own part per perhaps please plus previously put
    quite rather really recent recently right said same saw say says second see seven several shall she she'd
    she'll she's should shouldn't similarly since six so some somebody someone something sometimes somewhere
    soon still such sure ten than thank thanks that that's that'll the their theirs them themselves then there
    there's therefore these they they'd they'll they're they've thing things third this those though three
    through throughout thus till to today together tomorrow tonight too toward towards two under unless unlike
    until up upon us use very via was wasn't we we'd we'll we're we've well were weren't what what's whatever
    when when's whenever where where's whereas wherever whether which whichever while who who'd who'll who's
    whoever whom whose why why's will with within without won't would wouldn't yeah yes yesterday yet you you'd
    you'll you're you've your yours yourself
""") - {"new", "great", "us", "good", "may", "half", "second", "third", "first", "own"}
"""Never a name, nor part of one, unless in a title that it takes other evidence to tell."""

COMMON_OPENERS = words("""
    new great good half second third first own additionally additional aides administration advisers agents
    allies analysts apparently attempts authorities ban basically because believe big bring build business call
    calls campaign candidates case cases certainly change chief children cities citizens clearly click come
    companies conservative conservatives critics crowds customers data dear deal deaths democracy deputies
    despite directors doctors donors economists editor election elections eight eighteen eleven employees
    entering estimated evidence exactly experts families farmers federal fellow fifteen fifty figures file
    follow following former forty fortunately four free friends full fully funny gas generally girls government
    guess guns half health help hence high historically hopefully hours hundreds immigrants immigration
    important in-depth including indeed information initially intelligence interestingly investigators it'll
    jobs journalists judges keep kids know land lawmakers lawyers lawsuits leaders left legal liberal liberals
    literally little local long lots majority man media members men mental migrants military millions minutes
    mom mr money months moments nice nationally nationwide news night nineteen obviously officers officials oil
    online opponents organizers originally parents people photo photos planned police political politicians
    polls polling poor pressed previous prior prosecutors protesters public quick racism read reached readers
    record regardless related relatively remember reporters reporting reports researchers residents retired
    sadly schools scientists senior seriously sexual share shares show shortly similar simply sixteen sixty
    slightly small social sometimes sources special speaking specifically spokesman stay states story students
    subscribe supporters surely surprisingly take taxes teachers thirty thousands time times tough trade
    traditionally troops true truth turnout twelve twenty twice typically ultimately undocumented unfortunately
    unions video videos victims violence volunteers voters voter voting wages want war watch weeks welcome white
    witnesses women word words workers world wow years young
    operator operators owner owners journalist reporter lawyer attorney author activist actor actress singer comedian
    columnist billionaire businessman economist historian scientist teacher fellow anchor host blogger novelist
""")
"""Common first words of a sentence; not names without other evidence."""

ORGANISATION_WORDS = words("""
    agency army assembly associates association authority bank board bureau cabinet centre center centers church
    club co college commission committee communications company conference congress convention corp corporation
    council county-council court courts department dept enterprises embassy federation forces foundation fund
    group house holdings inc industries institute institution intelligence journal gazette herald post times
    tribune guardian telegraph chronicle observer league legislature llc ltd magazine marines media ministry
    motors museum navy network news office organization organisation parliament partners partnership party plc
    police press project reserve school senate service services society studios subcommittee supreme systems
    task-force treasury union united university airlines airways trust tribunal caucus coalition alliance
    administration constitution capitol guard hospital laboratory laboratories bancorp technologies today
    registrar secretariat command division guild confederation brotherhood
""")
"""Last words that make a name an organisation's."""

GROUPS = words("""
    american americans republican republicans democrat democrats democratic russian russians chinese british
    briton britons french german germans japanese korean koreans north-korean south-korean iranian iranians
    iraqi iraqis israeli israelis palestinian palestinians syrian syrians saudi saudis turkish turks kurdish
    kurds ukrainian ukrainians polish poles italian italians spanish dutch swedish norwegian danish finnish
    greek greeks irish scottish scots welsh english european europeans african africans asian asians arab arabs
    muslim muslims christian christians jewish jews catholic catholics protestant protestants evangelical
    evangelicals hindu hindus buddhist buddhists sikh sikhs sunni sunnis shiite shiites mexican mexicans
    canadian canadians brazilian cuban cubans venezuelan colombian argentine chilean indian indians pakistani
    pakistanis afghan afghans australian australians egyptian egyptians libyan libyans tunisian nigerian kenyan
    somali somalis ethiopian sudanese latino latinos latina hispanic hispanics african-american
    african-americans asian-american native-american soviet western islamic islamist islamists communist
    communists nazi nazis tory tories labour liberal-democrats libertarian libertarians austrian swiss belgian
    czech hungarian romanian bulgarian serbian croatian bosnian albanian georgian armenian vietnamese thai
    filipino indonesian malaysian lebanese jordanian yemeni qatari emirati guatemalan honduran salvadoran
    haitian texan texans californian californians
""")

PLACES = frozenset(
    place.strip()
    for place in """
    washington, washington dc, new york, new york city, los angeles, chicago, boston, london, paris, berlin,
    moscow, kyiv, kiev, beijing, brussels, geneva, jerusalem, tehran, baghdad, damascus, cairo, tokyo, seoul,
    pyongyang, hong kong, singapore, delhi, new delhi, mumbai, islamabad, kabul, riyadh, dubai, istanbul,
    ankara, rome, madrid, vienna, dublin, edinburgh, sydney, melbourne, ottawa, toronto, mexico city, havana,
    caracas, russia, china, britain, france, germany, japan, north korea, south korea, iran, iraq, israel, gaza,
    syria, saudi arabia, turkey, ukraine, poland, italy, spain, netherlands, sweden, norway, denmark, finland,
    greece, ireland, northern ireland, scotland, wales, england, europe, africa, asia, mexico, canada, brazil,
    cuba, venezuela, colombia, argentina, chile, peru, india, pakistan, afghanistan, australia, new zealand,
    egypt, libya, tunisia, nigeria, kenya, somalia, ethiopia, sudan, austria, switzerland, belgium, hungary,
    romania, bulgaria, serbia, croatia, bosnia, vietnam, thailand, indonesia, malaysia, lebanon, yemen, qatar,
    guatemala, honduras, el salvador, haiti, crimea, america, united states, united kingdom,
    united states of america, alabama, alaska, arizona, arkansas, california, colorado, connecticut, delaware,
    florida, hawaii, idaho, illinois, indiana, iowa, kansas, kentucky, louisiana, maine, maryland,
    massachusetts, michigan, minnesota, mississippi, missouri, montana, nebraska, nevada, new hampshire,
    new jersey, new mexico, north carolina, north dakota, ohio, oklahoma, oregon, pennsylvania, rhode island,
    south carolina, south dakota, tennessee, texas, utah, vermont, virginia, west virginia, wisconsin, wyoming,
    puerto rico, miami, houston, dallas, philadelphia, atlanta, detroit, seattle, san francisco, las vegas,
    cleveland, baltimore, denver, phoenix, new orleans, middle east, latin america, south america,
    north america, west bank
""".replace("\n", " ").split(",")
)

GIVEN_NAMES = words("""
    adam alan albert alex alexander alice allen amy andrea andrew angela ann anna anne anthony barack barbara
    benjamin ben bernie bill bob boris brad brett brian bruce carl carlos carol caroline catherine charles
    charlie chris christine christopher chuck claire dan daniel david dean deborah dennis diane don donald
    dorothy doug douglas ed edward elena elizabeth ellen emily emma emmanuel eric erik ethan eva evan frank fred
    gary george gerald glenn grace greg hannah harold harry heather helen henry hillary howard ian ivanka jack
    jacob james jamie jane janet jared jason jay jean jeff jeffrey jennifer jeremy jerry jessica jill jim jimmy
    joan joe joel john johnny jon jonathan jordan jose joseph joshua juan judith julia julie karen kate
    katherine kathleen keith kellyanne kelly ken kenneth kevin kim kirsten kyle larry laura lauren lawrence lee
    leo leon lewis linda lindsey lisa louis lucy luis luke marco margaret maria marie mark martha martin mary
    matt matthew megan melania melissa michael michelle miguel mike mitch mitt mohamed mohammed monica nancy
    naomi natalie nathan neil newt nicholas nick nicole nina nikki noah oliver olivia oscar pamela patricia
    patrick paul paula pedro peter phil philip rachel ralph rand randy rebecca reince rex richard rick rob
    robert robin roger ron ronald rosa roy rudy rupert russell ruth ryan sam samantha samuel sandra sara sarah
    scott sean sebastian sergei sergey shannon sharon simon sophie stacey stephanie stephen steve steven stuart
    susan suzanne ted teresa terry theresa thomas tim timothy tina todd tom tony tracy tulsi valerie vanessa
    victor victoria vincent vladimir walter wayne wendy william yulia zoe
""")
