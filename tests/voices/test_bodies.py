import pytest

from twosource.reading.names import names
from twosource.voices.bodies import Bodies


def bodies(text: str) -> Bodies:
    return Bodies(text, names(text))


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("The ship was met by the Velland Coast Guard.", "the coast guard", "Velland Coast Guard"),
        ("Later Marchport police closed the road.", "the police", "Marchport police"),
        ("Then the Kestrian foreign ministry wrote.", "The ministry", "Kestrian foreign ministry"),
        ("Asked by the Ministry of Tides, they left.", "the ministry", "Ministry of Tides"),
        ("They met Skarrow Metals, Velland’s second-largest manufacturer.", "the company", "Skarrow Metals"),
        ("The Arden Foot Club and the Marl Foot Club met.", "the club", None),
        ("It is run by Sound Line, which has two ferries.", "the company", None),
        ("It is run by Sound Line, the ferry operator.", "the company", "Sound Line"),
        ("It is run by Sound Line, the ferry operator.", "the operator", "Sound Line"),
        ("It is run by Sound Line, the ferry operator.", "the union", None),
        ("They asked the mine’s owner, Skarrow Metals, about it.", "the company", "Skarrow Metals"),
        ("They met Skarrow Metals’ managing director there.", "the company", "Skarrow Metals"),
        ("They met the chairman of Skarrow Metals there.", "the firm", "Skarrow Metals"),
        ("They met the Arden Council and the Marl Council.", "the council", None),
        ("They met the Arden Council.", "the", None),
        ("In Arden, police came.", "the police", None),
        ("They met Skarrow Metals, a big company. Skarrow Metals left.", "the company", "Skarrow Metals"),
    ],
)
def test_what_the_report_calls_it(text: str, short: str, full: str | None) -> None:
    assert bodies(text).named(short) == full


def test_an_acronym_of_capitals_or_of_all_words() -> None:
    text = "They met the Harbour Safety Board, and the Bureau of Tides and Winds."
    assert bodies(text).acronym("HSB") == "Harbour Safety Board"
    assert bodies(text).acronym("H.S.B.") == "Harbour Safety Board"
    assert bodies(text).acronym("XYZ") == "XYZ"
    assert bodies(text).acronym("Harbour") == "Harbour"


def test_two_that_fit_an_acronym_leave_it_alone() -> None:
    assert bodies("They met the Harbour Safety Board and the Hill Sports Board.").acronym("HSB") == "HSB"


def test_the_last_that_a_stretch_names_in_short() -> None:
    text = "They met the Lode Water Authority. The lines that the authority means by the old service leak."
    assert bodies(text).last_named(35, len(text)) == "Lode Water Authority"
    assert bodies(text).last_named(35, 40) is None


def test_of_two_of_one_sort_it_is_the_one_named_last() -> None:
    text = "The Pit Workers’ Union met. The Dockers’ Union left. The union"
    assert bodies(text).named("the union", len(text)) == "Dockers’ Union"
    assert bodies(text).named("the union", text.index("The Dockers")) == "Pit Workers’ Union"


def about(title: str, text: str) -> str | None:
    return Bodies(text, names(text), title, lead=text.find("\n")).about()


def test_of_two_companies_it_is_the_one_of_which_the_lead_tells() -> None:
    text = "Skarrow Metals, a mining company, shut its pit.\nIt had bought Orlo Glass, a maker of windows, last year."
    assert about("Pit shut", text) == "Skarrow Metals"


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        ("Skarrow will cut jobs", "In May Skarrow announced its plan.\nIt rained.", "Skarrow"),
        ("Jobs are cut", "In May Skarrow announced its plan.\nIt rained.", None),
        ("Skarrow will cut jobs", "It rained.\nIn May Skarrow announced its plan.", None),
        ("Roe will leave", "In May Roe announced his plan to Jan Roe.\nIt rained.", None),
        ("Skarrow and Orlo merge", "In May Skarrow told and Orlo announced their plan.\nIt rained.", None),
    ],
)
def test_a_business_is_what_title_and_lead_are_about(title: str, text: str, name: str | None) -> None:
    assert about(title, text) == name
