import pytest

from twosource.model import Report, Span, Speaker, SpeakerKind
from twosource.voices import Tagged, attributions

KINDS = {
    "person": SpeakerKind.PERSON,
    "organisation": SpeakerKind.ORGANISATION,
    "outlet": SpeakerKind.OUTLET,
    "document": SpeakerKind.DOCUMENT,
    "anonymous": SpeakerKind.ANONYMOUS,
    "unknown": SpeakerKind.UNKNOWN,
}


def speakers(text: str, title: str | None = None) -> list[Speaker]:
    return [one.speaker for one in attributions(Report(id="r", text=text, title=title))]


def names(text: str) -> list[str]:
    return [speaker.name for speaker in speakers(text)]


@pytest.mark.parametrize(
    ("source", "kind", "name"),
    [
        ("Jan Roe", "person", "Jan Roe"),
        ("Mayor Jan Roe", "person", "Jan Roe"),
        ("Jan Roe, a spokeswoman for the ferry,", "person", "Jan Roe"),
        ("Republican Gov. Jan Roe", "person", "Jan Roe"),
        ("the mayor's lawyer, Jan Roe,", "person", "Jan Roe"),
        ("a spokesman for Jan Roe", "anonymous", "a spokesman for Jan Roe"),
        ("two senior officials", "anonymous", "two senior officials"),
        ("Arden Police Department officials", "anonymous", "Arden Police Department officials"),
        ("people who were there", "anonymous", "people"),
        ("The Arden Post", "outlet", "Arden Post"),
        ("The Associated Press", "outlet", "Associated Press"),
        ("The AP", "outlet", "Associated Press"),
        ("The Arden Ministry", "organisation", "Arden Ministry"),
        ("Police", "organisation", "Police"),
        ("The ministry", "organisation", "ministry"),
        ("The report", "document", "report"),
        ("A leaked memo from the harbour", "document", "leaked memo"),
        ("The harbourmaster", "unknown", "unknown"),
        ("He", "unknown", "unknown"),
        ("It", "unknown", "unknown"),
        ("They", "unknown", "unknown"),
        ("His campaign", "unknown", "unknown"),
        ("We", "unknown", "unknown"),
        ("Democrats", "anonymous", "Democrats"),
    ],
)
def test_who_a_source_is(source: str, kind: str, name: str) -> None:
    found = speakers(f"Last week {source} said that the ferry leaks.".replace("Last week He", "He"))
    assert [(one.kind, one.name) for one in found] == [(KINDS[kind], name)]


def test_many_tells_several_unnamed_from_one() -> None:
    assert [one.many for one in speakers("Two officials said it leaks.\n\nA senior aide said it sinks.")] == [
        True,
        False,
    ]


def test_two_people_who_say_a_thing_together() -> None:
    (found,) = speakers("Jan Roe and Ann Doe said the ferry leaks.")
    assert (found.key, found.name, found.many) == ("jan-roe+ann-doe", "Jan Roe and Ann Doe", True)


def test_shorter_forms_have_the_fullest_name_of_the_report() -> None:
    text = "Jan F. Roe said it leaks.\n\nMs. Roe said it sinks.\n\nRoe said it is old.\n\nJan Roe said it is new."
    assert {(one.key, one.name) for one in speakers(text)} == {("jan-roe", "Jan F. Roe")}


def test_the_title_may_hold_the_full_name() -> None:
    assert speakers("Roe said it leaks. Roe said it sinks.", title="Why the mayor Jan Roe is cross about it")[
        0
    ].key in (
        "jan-roe",
        "roe",
    )


def test_a_wife_is_not_made_one_with_her_husband() -> None:
    text = "President Roe said it leaks.\n\nHis wife, Mary Roe, said it sinks.\n\nMr. Roe said it is old."
    keys = [one.key for one in speakers(text)]
    assert keys == ["open:roe", "mary-roe", "open:roe"]


def test_two_people_of_one_surname_keep_it_apart_from_both() -> None:
    text = "Jan Roe said it leaks.\n\nBill Roe said it sinks.\n\nRoe said it is old."
    assert [one.key for one in speakers(text)] == ["jan-roe", "bill-roe", "open:roe"]


def test_a_junior_is_not_his_father() -> None:
    text = "John Roe said it leaks.\n\nJohn Roe Jr. said it sinks.\n\nMr. Roe said it is old."
    assert [one.key for one in speakers(text)] == ["john-roe", "john-roe-jr", "john-roe"]


def test_pronouns_mean_the_person_nearest_before_that_fits() -> None:
    assert names("Mary Roe said it leaks.\n\nShe added that it sinks.") == ["Mary Roe", "Mary Roe"]
    assert names("Mary Roe said it leaks.\n\nHe added that it sinks.") == ["Mary Roe", "unknown"]
    assert names("Mary Roe met the crew. John Doe stayed away. He said it sinks.") == ["John Doe"]
    assert names("In the harbour, nobody met John Doe that day. He said it sinks.") == ["John Doe"]


def test_a_pronoun_far_from_any_person_is_unknown() -> None:
    calm = "\n\nThe sea was calm." * 3
    assert names(f"Mary Roe said it leaks.{calm}\n\nShe added that it sinks.") == ["Mary Roe"] * 2
    assert names(f"Mary Roe met Ann Doe. Ann Doe said it leaks.{calm}\n\nShe added that it sinks.")[1] == "unknown"
    assert names(f"Mary Roe said it leaks.{calm}{calm}\n\nShe added that it sinks.")[1] == "unknown"


def test_it_is_the_organisation_or_outlet_nearest_before() -> None:
    assert names("The Arden Post said it leaks.\n\nIt said the crew knew.") == ["Arden Post"] * 2
    assert names("As the Harbour Office sought the leak, it said the ferry sinks.") == ["Harbour Office"]


def test_the_agency_is_the_outlet_before() -> None:
    assert names("The AP said it leaks.\n\nThe crew knew, the news agency said.") == ["Associated Press"] * 2


def test_they_are_the_several_who_spoke_before() -> None:
    assert names("Two officials said it leaks.\n\nThey said the crew knew.") == ["Two officials"] * 2


def test_the_official_is_the_unnamed_one_before() -> None:
    text = "A former official said it leaks.\n\nThe former official said the crew knew."
    assert names(text) == ["A former official"] * 2


def test_a_role_goes_to_the_one_person_to_whom_the_report_gives_it() -> None:
    assert names("President Jan Roe left. The president said the ferry leaks.") == ["Jan Roe"]
    assert names("Jan Roe, the mayor of Arden, left. The mayor said the ferry leaks.") == ["Jan Roe"]
    assert names("President Jan Roe met President Ann Doe. The president said the ferry leaks.") == ["unknown"]
    assert names("Former President Jan Roe left. The president said the ferry leaks.") == ["unknown"]
    assert names("“I met President Jan Roe there,” she said. The president said the ferry leaks.")[-1] == "unknown"


def test_who_and_that_stand_for_what_is_before_them() -> None:
    assert names("They met Jan Roe, who said that the ferry leaks.") == ["Jan Roe"]
    assert names("There were officials who said that the ferry leaks.") == ["officials"]
    assert names("She read the notes she was given that implored her: “DO NOT SAIL AT NOON”.") == ["notes"]
    assert names("It was the day that said that the ferry leaks.") == ["unknown"]


def test_which_stands_for_the_body_that_an_apposition_tells_of() -> None:
    text = "The ad was denounced by Arden Rowing Friends, a men’s and women’s club, which said it was “wrong about us.”"
    assert names(text) == ["Arden Rowing Friends"]


def test_an_acronym_is_the_full_name_that_the_report_has() -> None:
    text = "The Harbour Safety Board met. The HSB said the ferry leaks."
    assert names(text) == ["Harbour Safety Board"]


def test_organisations_documents_and_people_behind_a_name() -> None:
    assert names("The Roe campaign said the ferry leaks.") == ["Roe campaign"]
    assert names("Harbour Office aides said the ferry leaks.") == ["Harbour Office aides"]
    assert names("A Harbour Office report said the ferry leaks.") == ["Harbour Office report"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The finance minister, Ileana Marsh, left. The minister said it leaks.", "Ileana Marsh"),
        ("The finance minister, Ileana Marsh, left. The foreign minister said it leaks.", "unknown"),
        ("The clerk said it leaks.\n\nIleana Marsh, the clerk, left.", "Ileana Marsh"),
        ("Rep. Ileana Marsh left. The congresswoman said it leaks.", "Ileana Marsh"),
        ("Ferry boss Ileana Marsh left. The ferry boss said it leaks.", "Ileana Marsh"),
        ("The keeper of the pier, Ileana Marsh, said it leaks.", "Ileana Marsh"),
        ("One of them, Ileana Marsh, 71, a diver, said it leaks.", "Ileana Marsh"),
        ("Several divers, including Ileana Marsh, said it leaks.", "Several divers"),
        ("An aide to Ileana Marsh said it leaks.", "An aide to Ileana Marsh"),
        ("The Arden governor said it leaks.", "unknown"),
        ("Gov. Ileana Marsh left. The governor said it leaks.", "Ileana Marsh"),
        ("Homeland Security Secretary Ileana Marsh said it leaks.", "Ileana Marsh"),
        ("The FBI said it leaks.", "FBI"),
        ("CNN and NBC reported that it leaks.", "CNN and NBC"),
        ("Three Roe campaign officials said it leaks.", "Three Roe campaign officials"),
        ("The Miners’ Association said it leaks.", "Miners' Association"),
        ("The Velland Coast Guard came. The coast guard said it leaks.", "Velland Coast Guard"),
        ("The coast guard said it leaks.", "coast guard"),
        ("Sound Line, the ferry operator, came. The company said it leaks.", "Sound Line"),
        ("Ileana Marsh left. Her office said it leaks.", "Ileana Marsh's office"),
        ("Jan Roe Jr. came. Mr. Roe said it leaks.", "Jan Roe Jr."),
        ("Jan Roe Jr. came. President Roe said it leaks.", "Roe"),
        ("Jan Roe Jr. came. Roe Jr. left. Mr. Roe said it leaks.", "Roe"),
        ("The mayor’s son, Jan Roe Jr., came. Mr. Roe said it leaks.", "Roe"),
        ("Mary and Ann Roe came. The father of both, President Roe, left. President Roe said it leaks.", "Roe"),
        ("Mr. Roe said it leaks. His daughters, Ann and Mary Roe, left.", "Roe"),
        ("Hillary Roe came. Hillary said it leaks.", "Hillary Roe"),
        ("According to the paper, it leaks.", "paper"),
    ],
)
def test_who_is_meant_by_less_than_a_name(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jan Roe said it leaks.\n\nThe news was heard in the shop of Ada Minch. She said it sinks.", "Ada Minch"),
        ("Jan Roe said it leaks.\n\nHe met Ada Minch. He said it sinks.", "Jan Roe"),
        ("Jan Roe said it leaks.\n\nDr Ileana Marsh’s memoir is long. She said it sinks.", "Ileana Marsh"),
        ("An aide said it leaks. He said it sinks.", "An aide"),
        ("Ileana Marsh said it leaks. She left when an aide asked if it sank. She said it sinks.", "Ileana Marsh"),
        ("Then Arden police came. The police said it leaks. They said it sinks.", "Arden police"),
        ("Ada Minch said it leaks. She said it is old. He said it sinks.", "unknown"),
    ],
)
def test_whom_the_last_pronoun_means(text: str, name: str) -> None:
    assert names(text)[-1] == name


def test_who_is_a_person_and_no_place() -> None:
    assert names("They met Jan Roe of Marl, who said that the ferry leaks.") == ["Jan Roe"]
    assert names("They sailed to France, who said that the ferry leaks.") == ["unknown"]


def test_the_document_is_the_one_before() -> None:
    text = "A leaked memo said the ferry leaks.\n\nThe memo said it sinks.\n\nThe document said it is old."
    assert names(text) == ["leaked memo"] * 3


@pytest.mark.parametrize(
    ("source", "kind", "name"),
    [
        ("A police spokesman", "organisation", "police"),
        ("A spokeswoman for the Harbour Office", "organisation", "Harbour Office"),
        ("A Harbour Office spokesman", "organisation", "Harbour Office"),
        ("A spokesman", "anonymous", "A spokesman"),
        ("A spokesman for a clerk from Arden", "anonymous", "A spokesman for a clerk from Arden"),
        ("A spokesman for the tall ones", "anonymous", "A spokesman for the tall ones"),
        ("Arden and Marl", "organisation", "Arden and Marl"),
        ("The government of Arden", "organisation", "government of Arden"),
        ("A number of shipping experts", "anonymous", "A number of shipping experts"),
        ("A memo seen by the Arden Post", "document", "memo"),
    ],
)
def test_who_has_no_name_is_what_he_speaks_for(source: str, kind: str, name: str) -> None:
    found = speakers(f"{source} said that the ferry leaks.")
    assert [(one.kind, one.name) for one in found] == [(KINDS[kind], name)]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("The Arden Post host", "unknown"),
        ("A lot of divers", "anonymous"),
        ("A quarter of Ardeners", "anonymous"),
        ("Officials", "anonymous"),
    ],
)
def test_who_is_nobody_in_particular(source: str, kind: str) -> None:
    (found,) = speakers(f"{source} said that the ferry leaks.")
    assert found.kind == KINDS[kind]
    assert found.kind is not SpeakerKind.ANONYMOUS or found.many


def test_three_of_her_aides_are_many_and_one_of_them_is_one() -> None:
    found = speakers("Three of Jan Roe’s aides said it leaks.\n\nOne of the aides said it sinks.")
    assert [one.many for one in found] == [True, False]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jan Roe left.\n\nMr. Roe’s office said it leaks.", "Jan Roe's office"),
        ("Sir Jan Roe left. Sir Jan said it leaks.", "Jan Roe"),
        ("The Ministry of Culture met. The culture ministry said it leaks.", "Ministry of Culture"),
        ("Skarrow Metals, the mine operator, met. Skarrow said it leaks.", "Skarrow Metals"),
        ("The Arden Post met. The Post said it leaks.", "Arden Post"),
        ("His lawyer, Ileana Marsh, left. His lawyer said it leaks.", "Ileana Marsh"),
        ("They met the mayor, Ileana Marsh. It was the mayor who said it leaks.", "Ileana Marsh"),
        ("They met Jan Roe of Marl, Velland, who said that the ferry leaks.", "Jan Roe"),
        ("Vice President Jan Roe left. The president said it leaks.", "unknown"),
        ("Ileana Marsh wants it gone. “It leaks a lot,” the actress said.", "Ileana Marsh"),
        ("Ileana Marsh wants it gone. “It leaks a lot,” the opposition leader said.", "Ileana Marsh"),
        ("Ileana Marsh met Jan Roe. “It leaks a lot,” the actress said.", "unknown"),
        ("In the harbour, nobody met Ileana Marsh. “It leaks a lot,” the actress said.", "unknown"),
        ("Mary Roe wants it gone. “It leaks a lot,” the businessman said.", "unknown"),
        ("The actress Ileana Marsh left.\n\nMary Roe wants it gone. “It leaks a lot,” the actress said.", "Mary Roe"),
        ("Sound Line boss Jan Roe said it leaks.", "Jan Roe"),
        ("Ileana Marsh, a judge, wants it gone. “It leaks a lot,” the governor said.", "unknown"),
        ("Ileana Marsh wants it gone. “It leaks a lot,” the witness said.", "the witness"),
    ],
)
def test_whom_the_report_means_by_other_words(text: str, name: str) -> None:
    assert names(text)[-1] == name


def test_a_post_is_said_by_whoever_posts() -> None:
    text = "“It leaks,” Jan Roe posted on Quill.\n\nA second post said it sinks.\n\nHis tweet said it is old."
    assert names(text) == ["Jan Roe"] * 3
    assert names("Jan Roe said it leaks.\n\nA second post said it sinks.")[1] == "second post"
    assert names("A second post said it sinks.") == ["second post"]


def test_an_outlet_that_speaks_of_itself() -> None:
    (found,) = attributions(Report("r", "An earlier version of this article said the ferry leaks.", outlet="The Post"))
    assert (found.speaker.name, found.speaker.kind) == ("Post", SpeakerKind.OUTLET)
    assert names("An earlier version of this article said the ferry leaks.") == ["earlier version"]


def test_what_the_report_calls_a_person_is_kept() -> None:
    found = speakers("Finance minister Ileana Marsh said it leaks.\n\nThe harbour master said it sinks.")
    assert [one.roles for one in found] == [("finance minister",), ("The harbour master",)]


@pytest.mark.parametrize("noun", ["company", "union", "authority", "firm", "club", "department"])
def test_a_body_is_never_named_by_a_common_noun(noun: str) -> None:
    (speaker,) = speakers(f"The {noun} said it leaks.")
    assert (speaker.kind, speaker.roles) == (SpeakerKind.UNKNOWN, (noun,))


def test_a_spokesman_speaks_for_whom_the_sentence_or_the_report_is_about() -> None:
    company = "Skarrow Metals, a mining company, shut its pit.\n\n"
    assert names(f"{company}It rained. The pit is closed for good, a spokesman said.") == ["Skarrow Metals"]
    assert names("It rained. The pit is closed for good, a spokesman said.") == ["a spokesman"]
    union = "The Pit Workers’ Union met. It rained.\n\nNobody asked the union’s members, a spokesman said."
    assert names(union) == ["Pit Workers' Union"]


def test_who_is_apposed_later_has_the_role_with_its_place() -> None:
    assert names("The Arden coroner said it leaks. “It leaks,” said the coroner, Helen Ost.") == ["Helen Ost"] * 2


def test_a_role_may_be_told_by_the_sentence_behind() -> None:
    assert names("The pit is safe, said the union’s treasurer. Helen Ost has seen it.") == ["Helen Ost"]
    assert names("The pit is safe, said the union’s treasurer. It rained on Helen Ost.") == ["unknown"]


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Catholic teaching said it leaks.", "unknown", "unknown"),
        ("The website Quorum Quay has it. The site said it leaks.", "outlet", "Quorum Quay"),
        ("The Daily Lamp has it. The paper said it leaks.", "outlet", "Daily Lamp"),
        ("The Daily Lamp has it. The Lamp said it leaks.", "outlet", "Daily Lamp"),
        ("The letter itself said it leaks.", "document", "letter"),
        ("Jan Roe left. Neither he nor his staff said it leaks.", "person", "Jan Roe"),
    ],
)
def test_outlets_and_things_by_less_than_their_name(text: str, kind: str, name: str) -> None:
    assert [(one.kind, one.name) for one in speakers(text)] == [(KINDS[kind], name)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The president said it leaks.\n\nIt was President Jan Roe’s call in 2012.", "unknown"),
        ("The president said it leaks.\n\nPresident Jan Roe slept.", "Jan Roe"),
        ("Arden Republican Gov. Jan Roe slept. Gov. Ann Poe of Marl slept. The governor said it leaks.", "unknown"),
        ("Kestrian President Jan Roe slept. The president said it leaks.", "unknown"),
        ("A split between Jan Roe and Ann Poe said it leaks.", "unknown"),
        ("All of the packages said it leaks.", "unknown"),
        ("Two nurses said it leaks.", "Two nurses"),
        ("It stands in our Harbour Tide Plan. He said it leaks.", "unknown"),
        ("The Arden Office met. The firm that wrote it said it leaks.", "unknown"),
    ],
)
def test_nobody_is_taken_for_who_is_named_in_passing(text: str, name: str) -> None:
    assert names(text)[-1] == name


@pytest.mark.parametrize(
    ("text", "said_by"),
    [
        # an owner speaks, but is not "he" where somebody else is the subject
        ("John Doe said Bill Roe’s claim that it leaks is old. He added that it sinks.", ["John Doe"] * 2),
        ("John Doe met Bill Roe and Max Poe, who says it leaks.\n\nHe said it sinks.", ["Max Poe", "John Doe"]),
        ("John Doe — who said it leaks — left.", ["John Doe"]),
        ("Jan Roe and Ann Doe, who say it leaks, left.", ["Jan Roe and Ann Doe"]),
        ("John Doe said it leaks. Of Bill Roe, he said that he sank it.", ["John Doe"] * 2),
        ("The Roe Doctrine said it leaks. Later Roe Doctrine critics left.", ["Roe Doctrine"]),
        ("The Arden Legion said it leaks.", ["Arden Legion"]),
        # "she" goes on with the "she" of the paragraph before
        (
            "Mary Roe saw John Doe sail.\n\nShe has a boat. John Doe’s boat is old.\n\n“It leaks,” she said.",
            ["Mary Roe"],
        ),
        # somebody known to be a woman does something after somebody of unknown sex spoke
        (
            "Orrin said it leaks.\n\nIn the spring, when Mary Roe was mayor, it sank. She said it sank.",
            ["Orrin", "Mary Roe"],
        ),
        # who is named in the main clause behind the pronoun
        ("John Doe said it leaks.\n\nAs he told the crew that it sinks, Bill Roe smiled.", ["John Doe", "Bill Roe"]),
        # two at once
        ("The Arden Legion said it leaks. The organization added that it sinks.", ["Arden Legion"] * 2),
        ("The Arden Ministry said it leaks. The company added that it sinks.", ["Arden Ministry"]),
        ("The Harbour Service said it leaks. The agency added that it sinks.", ["Harbour Service"] * 2),
        ("Many Ardeners said it leaks.", ["Many Ardeners"]),
        ("Mary Roe Jr. said it leaks. Roe Jr. said it sinks.", ["Mary Roe Jr."] * 2),
        ("Independent Jan Roe said it leaks.\n\nLast week Jan Roe left.\n\nRoe said it sinks.", ["Jan Roe"] * 2),
    ],
)
def test_who_is_meant_in_real_prose(text: str, said_by: list[str]) -> None:
    assert [one for one in names(text) if one != "unknown"] == said_by


@pytest.mark.parametrize(
    ("text", "said_by"),
    [
        ("Senator Jan Roe met Ann Doe. “It leaks,” the Arden senator said.", "Jan Roe"),
        ("Senator Jan Roe sailed.\n\nThe Liberal senator said it leaks.\n\nLiberal Senator Bill Poe left.", "Jan Roe"),
        ("Jan Roe sailed past Ann Doe.\n\nThe Arden senator said it leaks.", "Jan Roe"),
        ("Jan Roe sailed on Monday.\n\nThe billionaire businessman said it leaks.", "Jan Roe"),
        ("Senator Jan Roe left.\n\nIt rained.\n\nIt rained.\n\nThe Marl senator said it leaks.", "unknown"),
        ("Premier Jan Roe left. The Kestrian premier said it leaks.", "unknown"),
        ("Jan Roe, the fire chief, left. The police chief said it leaks.", "unknown"),
        ("U.S. intelligence said it leaks.", "unknown"),
        ("Jan Roe, the harbour clerk, sailed. The CEO said it leaks.", "unknown"),
    ],
)
def test_a_description_means_who_was_just_named(text: str, said_by: str) -> None:
    assert names(text) == [said_by]


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("Jan Roe runs the harbour. Roe’s claim that it leaks is old.", "Roe’s", "Jan Roe"),
        ("Rep. Jan Roe, D-Ohio, and Rep. Ann Doe, R-Iowa, both hold that it leaks.", "both", "Jan Roe and Ann Doe"),
        ("Two others, Rep. Jan Roe, D-Ohio, and Rep. Ann Doe, R-Iowa, hold that it leaks.", "", "Jan Roe and Ann Doe"),
        ("Jan Roe met Ann Doe. The two hold that it leaks.", "The two", "Jan Roe and Ann Doe"),
        ("Jan Roe met Ann Doe and Bill Poe. The two hold that it leaks.", "The two", "unknown"),
        ("On Monday the U.S. Fish and Ferry Service held that it leaks.", "the U.S. Fish and Ferry Service", ""),
        ("Jan Roe won. Some call her “Mad Dog Roe” still. Roe holds that it leaks.", "Roe", "Jan Roe"),
        ("So a Post/CBS News poll holds that it leaks.", "a Post/CBS News poll", "Post/CBS News poll"),
        ("So a book by Jan Roe that holds it to leak is out.", "that", "book"),
        ("The Jan Roe character holds that it leaks.", "", "unknown"),
        ("Jan Roe’s budget blueprint holds that it leaks.", "", "Jan Roe's budget blueprint"),
        ("In a paper by the crew, a paper held that it leaks.", "a paper", "paper"),
        (
            "Jan Roe left.\n\nThe front-runner and former mayor holds that it leaks.",
            "The front-runner and former mayor",
            "Jan Roe",
        ),
        ("Old, grey and with a voice that had lost its force, John Roe was there. He held it leaks.", "He", "John Roe"),
        ("Former President Jan Roe left. The former president held that it leaks.", "The former president", "Jan Roe"),
        ("Former President Jan Roe left. The president held that it leaks.", "The president", "unknown"),
        (
            "Rates are up, on the most recent data available from the FBI.",
            "the most recent data available",
            "most recent data",
        ),
    ],
)
def test_who_a_source_in_a_report_is(text: str, source: str, name: str) -> None:
    source = source or text.partition(" hold")[0]
    content = Span(len(text) - 4, len(text) - 1)
    at = text.rindex(source)
    (found,) = attributions(
        Report(id="r", text=text), lambda _: [Tagged((content,), (), (Span(at, at + len(source)),))]
    )
    assert found.speaker.name == (name or source.removeprefix("the "))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jan Roe, the mayor’s former adviser, who said it leaks, left.", "Jan Roe"),
        ("Jan Roe, who the mayor said was asleep, who said it leaks, left.", "unknown"),
        ("Sen. Jan Roe (D-Ohio), who said it leaks, left.", "Jan Roe"),
        ("Corvane, which makes ships, said it leaks.", "Corvane"),
        ("The Annals of Field Medicine said it leaks.", "Annals of Field Medicine"),
        ("The Arden Institute of Health opened. The institute said it leaks.", "Arden Institute of Health"),
        ("The harbour trust itself said it leaks.", "harbour trust"),
        ("An inquiry found that it leaks.", "inquiry"),
        ("The glass retailer said it leaks.", "unknown"),
        ("A Field Poll said it leaks.", "Field Poll"),
        ("Its accounts said it leaks.", "accounts"),
        ("Cops said it leaks.", "police"),
        ("A midwife said it leaks.", "A midwife"),
        ("Jan Roe, a nurse, opened the door. The mum-of-two said it leaks.", "Jan Roe"),
        ("Jan Roe opened the door. The retired neurosurgeon said it leaks.", "Jan Roe"),
        ("Jan Roe opened the door. The former official said it leaks.", "unknown"),
        ("The woman said it sinks. She said it leaks.", "The woman"),
        ("The woman said it sinks. He said it leaks.", "unknown"),
        ("Corvane, which makes ships, said it sinks. The company said it leaks.", "Corvane"),
        ("The Arden Council said it sinks. The company said it leaks.", "unknown"),
        ("Critics on Wall Street, who said it leaks, left.", "unknown"),
    ],
)
def test_who_new_stories_told_of(text: str, name: str) -> None:
    assert names(text)[-1] == name


def test_who_is_named_next_outranks_another_of_that_role() -> None:
    text = "The chairman of the ferry, Ann Doe, left. That was denied by the club’s chairman. Dr. Jan Roe held a door."
    at, source = text.index("the club’s chairman"), "the club’s chairman"
    (found,) = attributions(
        Report(id="r", text=text), lambda _: [Tagged((Span(42, 46),), (), (Span(at, at + len(source)),))]
    )
    assert found.speaker.name == "Jan Roe"


def told(text: str, *parts: tuple[str, str]) -> list[str]:
    """The speakers of a text in which the sources and contents are these, outer ones first."""

    def tag(_: str) -> list[Tagged]:
        return [Tagged((place(content),), (), (place(source),)) for source, content in parts]

    def place(part: str) -> Span:
        return Span(text.rindex(part), text.rindex(part) + len(part))

    found = attributions(Report(id="r", text=text), tag)
    return [one.speaker.name for one in sorted(found, key=lambda one: one.content)]


@pytest.mark.parametrize(
    ("text", "outer", "inner", "content", "names"),
    [
        ("Ann Doe left. Bill Roe said that he hoped it sinks.", "Bill Roe", "he", "it sinks", ["Bill Roe"] * 2),
        ("Bill Doe left. Mary Roe said he hoped it sinks.", "Mary Roe", "he", "it sinks", ["Mary Roe", "Bill Doe"]),
        ("Bill Doe left. A man said he hoped it sinks.", "A man", "he", "it sinks", ["A man"] * 2),
        ("The Arden Post said it hoped that sinks.", "The Arden Post", "it", "that sinks", ["Arden Post"] * 2),
        ("Two men said they hoped it sinks.", "Two men", "they", "it sinks", ["Two men"] * 2),
    ],
)
def test_a_pronoun_that_opens_what_is_told_is_who_tells(
    text: str, outer: str, inner: str, content: str, names: list[str]
) -> None:
    whole = text[text.rindex(f" {inner} ") + 1 : -1]
    assert told(text, (outer, whole), (inner, content)) == names
