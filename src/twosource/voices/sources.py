"""The words that tell what kind of source a noun phrase is: outlets, documents, organisations, people without a name.

Strategy: the head of the phrase decides, by closed lists of nouns counted on the sources of PolNeAR train. Words
and the reading of one phrase may live here; who a name or a pronoun is belongs in `speakers`.
"""

from __future__ import annotations

import re
from typing import Final

from twosource.reading.lexicon import words

SPOKESPEOPLE: Final = words("spokesman spokeswoman spokesperson spokesmen spokeswomen spokespeople spokespersons")
"""Nouns for those in whose words an organisation speaks."""
STAGES: Final = words("interview speech testimony bill law article story book piece column")
"""Documents in which somebody speaks, and not they."""
POSTS: Final = words("post posts tweet tweets")
"""Documents that are nobody's but their author's."""
SHARES: Final = words(
    "number majority minority handful percent share trio pair half third quarter lot plurality couple host dozen score"
)
"""Nouns that tell how many, and not who."""
OUTLET_NOUNS: Final = words("""
    newspaper paper agency network outlet broadcaster magazine website site station channel tabloid daily
    weekly newspapers outlets networks media press
    """)
OUTLET_LAST: Final = words("""
    times post news journal herald tribune gazette guardian press telegraph mail chronicle observer
    independent examiner courier globe sun mirror star standard ledger register inquirer bulletin monitor
    magazine radio tv television broadcasting network wire dispatch sentinel review enquirer beast caller
    week economist intercept
    """)
"""Last words of a capitalised name that make it an outlet's."""
AGENCIES: Final = {
    "ap": "Associated Press",
    "associated press": "Associated Press",
    "afp": "Agence France-Presse",
    "agence france-presse": "Agence France-Presse",
    "reuters": "Reuters",
    "bbc": "BBC",
    "cnn": "CNN",
    "nbc": "NBC",
    "abc": "ABC",
    "cbs": "CBS",
    "msnbc": "MSNBC",
    "npr": "NPR",
    "pbs": "PBS",
    "bloomberg": "Bloomberg",
    "politico": "Politico",
    "buzzfeed": "BuzzFeed",
    "axios": "Axios",
    "al jazeera": "Al Jazeera",
    "press association": "Press Association",
    "pa": "Press Association",
    "upi": "UPI",
    "xinhua": "Xinhua",
    "tass": "TASS",
    "kyodo": "Kyodo",
    "dpa": "dpa",
    "yonhap": "Yonhap",
    "univision": "Univision",
    "telemundo": "Telemundo",
    "c-span": "C-SPAN",
    "breitbart": "Breitbart",
    "newsweek": "Newsweek",
    "huffpost": "HuffPost",
    "slate": "Slate",
    "vox": "Vox",
    "haaretz": "Haaretz",
    "le monde": "Le Monde",
    "der spiegel": "Der Spiegel",
}
"""Agencies and broadcasters whose names do not show what they are."""
DOCUMENT_NOUNS: Final = words("""
    statement statements report reports memo memos note notes letter letters document documents filing
    filings lawsuit suit indictment email emails e-mail e-mails poll polls survey surveys study studies
    transcript transcripts complaint affidavit book article articles story post posts tweet tweets message
    messages order ruling bill law data figures records papers audit review release text texts video videos
    footage tape ad ads advertisement editorial op-ed headline headlines petition analysis research findings
    results estimate estimates census dossier cable cables file files warrant guidance dispatch treaty
    resolution caption sign placard banner script speech interview testimony piece column draft numbers
    evidence examination judgment judgement verdict plaque page pages ledger register diary leaflet poster brochure
    white-paper record examination announcement list chart map timeline minutes tally index photo photos images image
    pictures notice invitation application request proposal agreement plan calculation tests test recording
    recordings log logs script disclosure forecast database sheet paperwork version slide slides appendix receipt
    annex summary preface contract commercial commercials blueprint accounts circular circulars bulletin bulletins
    communique manual handbook rulebook prospectus logbook manifest term-sheet sheet certificate certificates decree
    edict memorandum testimony submission submissions dossiers paperwork blog newsletter podcast readout obituary
    essay memoir treatise minute briefing-note factsheet invoice receipts spreadsheet spreadsheets screenshot
    screenshots writ pleadings leaflets flyer flyers pamphlet letterhead communiqué tender prospectuses
    deed diaries
    """)
ORGANISATION_NOUNS: Final = words("""
    campaign administration department office government team committee ministry police company court
    council board party group union school university bank commission authority parliament congress senate
    house legislature army military navy embassy firm organisation organization foundation bureau institute association
    club federation coalition panel cabinet state city county town agency service hospital charity church
    regime organizers side camp delegation task-force watchdog regulator airline operator utility brigade inquiry
    coastguard inspectorate guild society trust academy museum library theatre theater college infirmary treasury
    observatory laboratory consortium tribunal exchange fund force secretariat consulate prison orchestra
    jury prosecution defence defense dairy creamery farm supermarket chain factory brewery bakery hotel port terminal
    shipyard refinery mine quarry gallery zoo surgery pharmacy nursery monastery parish synod mosque temple synagogue
    league alliance movement directorate taskforce federation
    cops inquest constabulary palace crown leadership junta regiment garrison registry diocese clinic
    co-operative cooperative syndicate brokerage insurer lender retailer grocer
    """)
ALONE: Final = words("""
    police government military army navy parliament congress senate court hospital coastguard cabinet treasury
    ministry administration state city county town embassy house legislature watchdog prison school university
    jury prosecution defence defense inquiry inquest tribunal commission cops palace crown opposition leadership
    constabulary
    """)
"""Organisations of which a report mostly means the only one in the place, and may leave it without a name."""
COMPANIES: Final = words("""
    company firm operator owner manufacturer maker retailer carrier airline utility chain grocer supermarket dairy
    creamery brewery insurer lender supplier distributor producer
    """)
"""Words for a business: "the company" is any of them, "the airline" only what the report calls one."""
BODY_NOUNS: Final = ORGANISATION_NOUNS | COMPANIES | OUTLET_NOUNS
PEOPLE_NOUNS: Final = words("""
    officials official aides aide spokesman spokeswoman spokesperson spokesmen advisers adviser advisors
    advisor sources source people person man woman men women witnesses witness residents resident lawmakers
    lawmaker critics critic supporters supporter experts expert analysts analyst insiders insider employees
    employee staffers staffer staff operatives operative strategists strategist allies ally voters voter
    republicans democrats friends friend neighbours neighbors neighbor neighbour diplomats diplomat
    investigators investigator prosecutors prosecutor lawyers lawyer attorneys attorney leaders members
    member reporters reporter journalists journalist activists activist protesters protester students
    student workers worker senators congressmen governors mayors scientists scientist doctors doctor
    economists economist researchers researcher authorities observers observer commentators pundits
    conservatives liberals opponents opponent rivals rival donors donor delegates delegate candidates
    candidate families relatives relative parents mother father wife husband brother sister son daughter
    scholars scholar faculty veterans administrators nurses nurse guards guard crew survivors survivor victims victim
    guests guest inmates inmate
    others some many several few most all both someone somebody one two three four five hundreds dozens
    thousands passengers passenger fans fan colleagues colleague associates associate representatives
    representative midwife midwives housewife widow widower orphan cook chef baker butcher fisherman fishermen sailor
    seaman seamen docker dockers miner miners farmer farmers farmhand driver drivers commuter commuters cyclist
    pedestrian bystander bystanders onlooker onlookers passer-by passers-by attendee attendees organiser organizer
    organisers organizers campaigner campaigners volunteer volunteers villager villagers islander islanders townsfolk
    shopkeeper shopkeepers trader traders vendor vendors customer customers client clients tenant tenants landlord
    landlady homeowner homeowners taxpayer taxpayers constituent constituents ratepayer ratepayers pensioner pensioners
    teenager teenagers youth youths child boy girl boys girls baby toddler pupil pupils classmate classmates
    graduate graduates undergraduate academic academics historian historians lecturer lecturers tutor headteacher
    teacher teachers principal clergyman clergy priest priests vicar imam rabbi monk nun parishioner parishioners
    detective detectives constable constables officer officers soldier soldiers conscript conscripts cadet
    recruit recruits rescuer rescuers firefighter firefighters paramedic paramedics medic medics surgeon surgeons
    neurosurgeon
    physician physicians pathologist pharmacist dentist therapist psychologist counsellor counselor carer carers
    caregiver patient patients clinician clinicians consultant consultants auditor auditors accountant accountants
    banker bankers broker brokers investor investors shareholder shareholders creditor creditors lender lenders
    economist forecaster forecasters meteorologist engineer engineers electrician plumber builder builders architect
    surveyor surveyors technician technicians mechanic mechanics welder foreman foremen supervisor supervisors
    bookkeeper cashier secretary-general receptionist porter porters cleaner cleaners caretaker janitor usher
    editor editors columnist photographer photographers blogger bloggers correspondent correspondents author authors
    artist artists musician musicians poet actor curator librarian coach coaches trainer trainers player players
    athlete athletes runner runners swimmer teammate teammates referee referees umpire jockey champion
    jurors juror magistrates judges solicitor solicitors barrister barristers litigant plaintiff plaintiffs defendant
    defendants accuser accusers accused suspect suspects prisoner prisoners detainee detainees hostage hostages
    refugee refugees migrant migrants exile exiles dissident dissidents rebel rebels militant militants gunman gunmen
    envoy envoys mediator mediators negotiator negotiators legislator legislators councillor
    councillors councilman alderman aldermen backbencher backbenchers whip whips minister ministers mandarin mandarins
    bureaucrat bureaucrats servant servants inspector inspectors whistleblower
    whistleblowers informant informants insider tipster subordinate subordinates deputy deputies boss bosses
    predecessor successor mentor sponsor sponsors donor patron guardian grandmother grandfather grandparents grandson
    granddaughter mum dad mom stepfather stepmother fiancé fiancée fiance fiancee girlfriend boyfriend partner
    nephew niece cousin uncle aunt sibling siblings twin ex-wife ex-husband roommate housemate flatmate colleague
    critics skeptic skeptics sceptic sceptics admirer admirers foe foes adversary adversaries
""")
ROLE_NOUNS: Final = words("""
    president minister secretary senator governor mayor chairman chairwoman chair chief director judge
    justice speaker leader general commander candidate congressman congresswoman representative commissioner
    ambassador prosecutor lawyer attorney doctor professor author billionaire businessman owner coach pastor
    bishop pope king queen prince chancellor premier editor founder executive manager captain sheriff
    host tycoon anchor columnist nominee republican democrat lawmaker democrats republicans
    boss head coroner skipper clerk keeper master harbourmaster ceo cfo coo vp mp pm pilot magistrate inspector
    superintendent
    """)
"""Nouns for one person who holds a role; who it is, only the report can tell."""
NOBODIES: Final = (
    dict.fromkeys(words("man boy gentleman"), "m")
    | dict.fromkeys(words("woman girl lady"), "f")
    | (
        dict.fromkeys(
            words("person source witness neighbour neighbor resident caller survivor teenager pensioner insider")
        )
    )
)
"""Nouns for somebody who has no name in the report, though it speaks of "the woman" → the sex that they show."""
NO_OFFICES: Final = words("republican democrat lawmaker candidate nominee contender billionaire tycoon businessman")
"""Of these nouns, those for what somebody is beside an office."""
EPITHETS: Final = words("""
    tycoon magnate billionaire businesswoman actor actress star singer comedian politician front-runner frontrunner
    contender incumbent veteran novelist writer heiress entrepreneur mogul champion
    """)
"""Nouns by which a report calls again whom it has named: "the actress"."""
_SEXES: Final = dict.fromkeys(words("congressman businessman chairman king prince"), "m") | dict.fromkeys(
    words("congresswoman businesswoman chairwoman queen princess actress heiress"), "f"
)
_PARENTS: Final = dict.fromkeys(words("dad father grandad grandfather"), "m") | dict.fromkeys(
    words("mum mom mother gran grandmother"), "f"
)
_FAMILIAR: Final = re.compile(rf"(?:{'|'.join(sorted(_PARENTS))})-of-\w+|\w+-year-old")
_AGENT: Final = re.compile(r"(?:er|or|ist|ian|ant|ent|man|woman|person|eer|ive|ate)s?$|(?:men|women|people)$")
"""Endings of nouns for people."""
_NO_AGENT: Final = words("""
    paper letter number order matter water power weather river tower chapter corner poster banner computer server
    tracker meter register ledger answer paper newspaper character winter summer december september october november
    center centre theater theatre member-state border disaster error factor floor door minister-state newsletter
    helicopter container ferry-liner liner winner-list document moment government department parliament statement
    agreement argument environment event incident accident present percent development movement treatment apartment
    investment equipment settlement element comment client-server initiative perspective narrative alternative
    legislative climate state date debate rate gate update estimate mandate template certificate candidate-list
    after ever never other another rather whether together either neither however under over prevent consider
    remember offer differ suffer prefer enter
    constitution plant giant variant restaurant warrant content extent intent
""")
"""Nouns with the endings of people that are none."""
_OFFICES: Final = frozenset(("Service", "Administration", "Agency", "Bureau", "Authority", "Office", "Department"))
_SOCIETIES: Final = words("group organisation organization federation association")
_DETERMINER: Final = re.compile(r"(?:(?:the|an?|this|that|these|those|his|her|its|their|our|my)\s+)+", re.IGNORECASE)
_POST_MODIFIER: Final = re.compile(
    r"[,(—–;]| -|\s(?:of|for|in|at|from|with|on|to|by|close|familiar|who|which|that|about|including|involved|such|as|"
    r"near|inside|within|under|like|against|on|briefed|speaking|reached|attending|gathered|and|obtained|seen|published|"
    r"released|issued|prepared|dated|written|signed|sent|posted|circulated|drawn|reviewed|conducted|filed|leaked|shared|"
    r"viewed|shown|handed|drafted|provided|available|addressed|commissioned|made|given|financed|advertising|describing|showing|being|tracking|along|across)\b"
)


_ITSELF: Final = re.compile(r"\s(?:itself|himself|herself|themselves)$", re.IGNORECASE)
_ONE: Final = words("a an one another someone somebody")
_SEVERAL: Final = words(
    "two three four five six seven eight nine ten eleven twelve both several some many few most all dozens hundreds "
    "thousands half"
)
_ALWAYS_MANY: Final = words("people staff police others some many several few most all both men women")
_SHARE_OF: Final = re.compile(
    rf"(?:\S+\s+){{0,3}}?(?:{'|'.join(sorted(SHARES))}|dozens|hundreds|thousands)\s+of\s+((?:\S+\s*)+)", re.IGNORECASE
)
_SPEAKS_FOR: Final = re.compile(r"\s(?:for|of|at|from)\s+")


def head(phrase: str) -> str:
    """The phrase without determiners and what follows its head: "the senior aides to the mayor" → "senior aides"."""
    bare = (
        _DETERMINER.sub("", " ".join(phrase.split()), count=1)
        if _DETERMINER.match(phrase)
        else " ".join(phrase.split())
    )
    cut = _POST_MODIFIER.search(bare)
    bare = (bare[: cut.start()] if cut and cut.start() > 0 else bare).strip(" ,.’'”“\"")
    return _ITSELF.sub("", bare)


def head_noun(phrase: str) -> str:
    """The last word of the head in lower case."""
    words = re.findall(r"[\w’'-]+", head(phrase))
    return words[-1].casefold() if words else ""


def outlet_name(name: str) -> str | None:
    """The name of the outlet that a capitalised name is, or None where it is none. Agencies in one spelling."""
    bare = re.sub(r"^the\s+", "", name, flags=re.IGNORECASE)
    known = AGENCIES.get(bare.casefold())
    if known is not None:
        return known
    words = bare.casefold().split()
    if len(words) > 1 and (words[-1] in OUTLET_LAST or words[0] == "daily") and bare.split()[-1][:1].isupper():
        return bare
    if len(words) > 1 and words[0] in AGENCIES and len(words) == 2 and words[1] in ("news", "radio", "tv"):
        return bare
    return None


def is_epithet(noun: str) -> bool:
    """Whether a report calls by that noun whom it has named: "the actress", "the mum-of-two", "the 43-year-old"."""
    return noun in EPITHETS or _FAMILIAR.fullmatch(noun) is not None


def is_somebody(noun: str) -> bool:
    """Whether a noun is for a person or people, by table or by its ending."""
    forms = {noun, noun.removesuffix("s")}
    if forms & (PEOPLE_NOUNS | ROLE_NOUNS) or is_epithet(noun):
        return True
    return not forms & _NO_AGENT and bool(_AGENT.search(noun))


def sex_of(noun: str) -> str | None:
    """The sex that a noun for a person shows."""
    return _SEXES.get(noun) or _PARENTS.get(noun.partition("-of-")[0])


def may_be_called(noun: str, name: str) -> bool:
    """Whether a body of that name may be called by that noun: "the agency" an office or what has initials, "the group"
    what is called nothing else. A company is no ministry, and a board not who has one.
    """
    last = name.rsplit(maxsplit=1)[-1]
    if noun == "agency":
        return last in _OFFICES or (last.isupper() and len(last) > 1)
    plain = last[0].isupper() and last.casefold() not in ORGANISATION_NOUNS | COMPANIES
    return plain and noun in _SOCIETIES | COMPANIES


def is_many(phrase: str) -> bool:
    """Whether an unnamed source is several people: by number ("three of her aides") or by a plural head."""
    noun = head_noun(phrase)
    first = phrase.split(maxsplit=1)[0].casefold() if phrase.split() else ""
    if shared_by(phrase):
        return True
    if first in _ONE:
        return False
    if first in _SEVERAL or noun in _ALWAYS_MANY:
        return True
    return noun.endswith("s") and not noun.endswith("ss")


def are_some(phrase: str) -> bool:
    """Whether a phrase opens with how many there are: "many Ardeners"."""
    return bool(phrase) and phrase.split(maxsplit=1)[0].casefold() in _SEVERAL - {"both", "all"}


def shared_by(phrase: str) -> str | None:
    """Whom a share or number is of: "a number of | tax experts", "51 percent of | voters"; None for another phrase."""
    found = _SHARE_OF.match(phrase)
    return found[1] if found else None


def spoken_for(phrase: str) -> str | None:
    """For whom somebody without a name speaks: "a spokeswoman for | the coast guard", "a | police | spokesman".

    None where the phrase is headed by no such noun, "" where it does not tell for whom.
    """
    if head_noun(phrase) not in SPOKESPEOPLE:
        return None
    behind = _SPEAKS_FOR.search(phrase)
    if behind:
        return phrase[behind.end() :]
    return " ".join(head(phrase).split()[:-1])
