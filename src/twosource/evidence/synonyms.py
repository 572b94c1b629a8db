"""Words of news that stand for each other from outlet to outlet, and words that gainsay each other.

Strategy: closed lists of plain news English, one sense a line, written from general use and from pairs of the public
paraphrase corpora (MRPC, STS-B), not from any story. A line is looked up by word and by stem, so that inflections
that the endings cover need not be listed. Synonyms make two words one for likeness; opposites veto a likeness.
How strongly a thing is put ("disappointed", "furious") is a difference and never a synonym.

What may live here: what words mean to each other. No weights, no thresholds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

_SYNONYMS = """
    abandon scrap drop
    abolish repeal
    accident crash collision
    agree agreed agreement accord deal pact
    aide adviser advisor aides
    allege alleged accuse accused accusation
    anonymity anonymous
    apologise apologised apology apologies apologize apologized sorry
    approve approved approval endorse endorsed
    arrest arrested detain detained custody apprehend apprehended
    ask request requested
    assault assaulted
    assist assisted help helped aid
    attempt attempted try tried
    attorney lawyer solicitor barrister
    automobile car
    support supported
    ban banned prohibit prohibited outlaw outlawed
    battle battled fight fought
    begin begun start started launch launched
    blast explosion explode exploded
    blockade blockades block blocked barricade
    boat vessel ship ferry
    budget budgets
    build built construct constructed construction
    burn burned burnt
    buy bought purchase purchased acquire acquired acquisition
    cancel cancelled canceled scrapped
    cause caused provoke provoked trigger triggered
    chairman chairwoman chair
    chief head boss chiefs heads bosses
    child children kid kids youngster youngsters
    choose chose chosen pick picked select selected
    close closed shut closure
    cop cops police officer officers policeman policemen
    collapse collapsed
    company firm business corporation
    congressman congresswoman representative lawmaker legislator
    convict convicted conviction
    cost costs
    court courts
    cut cuts reduce reduced reduction slash slashed
    damage damaged harm harmed
    dead death deaths die died dying dies kill killed killing fatal fatally fatality fatalities slain
    decide decided decision
    defeat defeated beat beaten
    defend defended defends
    delay delayed postpone postponed postponement defer deferred deferring
    demand demanded demands
    demonstrator protester protestor demonstrators protesters
    destroy destroyed destruction demolish demolished
    dismiss dismissed sack sacked oust ousted fired
    discuss discussed talk talked talks discussion
    doctor physician
    earn earned
    earthquake quake
    election elections vote voted votes
    electricity power
    employ employed employee employees worker workers staff
    end ended halt halted stop stopped cease ceased suspend suspended suspension
    enormous huge massive
    evacuate evacuated evacuation
    examine examined
    film movie
    fine fined
    fire blaze
    firefighter firefighters fireman firemen
    flee fled
    flood flooded floodwater floodwaters
    gun firearm weapon
    gunman shooter
    highway motorway
    hit strike struck striking ram rammed slam slammed collide collided smash smashed plough ploughed plow plowed
    hold held
    home house homes houses
    hospital infirmary
    hospitalise hospitalised hospitalize hospitalized
    hurt injure injured injuring injury injuries wound wounded
    illness disease
    increase increased rise rose risen raise raised hike hiked climb climbed
    indict indicted indictment
    inquiry enquiry investigation investigate investigated investigator probe
    join joined
    judge justice magistrate
    law legislation
    lawsuit suit sue sued suing
    leave left depart departed
    letter letters
    lift lifted
    lorry truck trucker
    manager executive
    marry married wed marriage wedding
    meet met meeting
    memo memorandum
    murder murdered homicide
    name named identify identified
    neighbor neighbour neighborhood neighbourhood
    nominate nominated nomination nominee
    obtain obtained
    operate operated
    petrol gasoline
    phone telephone telephoned phoned rang
    photo photograph picture
    pilot pilots
    plane aircraft jet airplane airliner
    pledge pledged promise promised vow vowed
    poll survey
    poor poverty
    pound pounds
    prison jail jailed imprisoned imprisonment
    profit profits
    prosecutor prosecution
    quit resign resigned resignation
    rain rainfall
    ratify ratified
    reject rejected rebuff rebuffed
    release released publish published publication
    replace replaced replacement
    rescue rescued save saved
    resident residents inhabitant inhabitants
    reveal revealed disclose disclosed
    robber robbers thief thieves
    robbery theft steal stole stolen
    rule ruled ruling verdict
    school schools
    scientist scientists researcher researchers
    search searched
    seek sought
    sell sold sale
    send sent dispatch dispatched
    serve served
    sentence sentenced
    shoot shot shooting gunfire
    sick ill
    sign signed
    soldier troop serviceman servicemen
    speed speeds
    stand stood
    storm hurricane
    suspect suspected
    tell told inform informed
    theatre theater cinema
    threat threaten threatened
    tremble trembled
    urge urged
    victory win won
    visit visited
    warn warned warning
    withdraw withdrew withdrawn withdrawal
    zone area
"""

_OPPOSITES = """
    open opened reopen reopened reopening resume resumed restart restarted / close
    increase gain gained grow grew surge surged soar soared jump jumped / fall fell fallen drop dropped decline
        declined decrease decreased lose plunge plunged plummet plummeted tumble tumbled sink sank cut
    victory / lose lost loss losing defeat
    accept accepted agree / reject refuse refused rebuff
    approve uphold upheld / reject deny denied overturn overturned veto vetoed
    confirm confirmed / deny denied denial
    acquit acquitted innocent cleared / guilty convict convicted
    begin / end
    arrive arrived arrival / leave
    enter entered / leave exit exited
    freed / arrest jail
    support favor favour favoured favored / oppose opposed opposition
    join / quit leave withdraw
    hire hired appoint appointed / dismiss
    alive survive survived / dead
    strengthen strengthened / weaken weakened
    buy / sell
    improve improved / worsen worsened
    safe / unsafe dangerous
    legal lawful / illegal unlawful
    likely / unlikely
    possible / impossible
    majority / minority
    extend extended extension renew renewed restore restored reinstate reinstated / rescind rescinded revoke revoked
        repeal repealed
    tighten tightened / loosen loosened ease eased relax relaxed
"""


def synonyms(stem: Callable[[str], str]) -> Mapping[str, str]:
    """Word, or stem of a word → the first word of its line; a word on two lines keeps the first.

    Args:
        stem: what cuts the endings of a word.
    """
    found: dict[str, str] = {}
    for line in _SYNONYMS.strip().splitlines():
        head, *others = line.split()
        for word in (head, *others):
            found.setdefault(word, head)
            found.setdefault(stem(word), head)
    return found


def opposites(stem: Callable[[str], str]) -> Mapping[str, frozenset[str]]:
    """Stem → the stems that gainsay it.

    Args:
        stem: what makes a word a stem, synonyms folded.
    """
    found: dict[str, set[str]] = {}
    for line in _OPPOSITES.strip().replace("\n        ", " ").splitlines():
        one, other = ({stem(word) for word in side.split()} for side in line.split(" / "))
        for stems, others in ((one, other), (other, one)):
            for each in stems:
                found.setdefault(each, set()).update(others - {each})
    return {each: frozenset(others) for each, others in found.items()}
