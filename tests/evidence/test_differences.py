"""Differences between invented reports of a ferry and a council."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource import model
from twosource.evidence.differences import differences
from twosource.evidence.quotes import utterances
from twosource.evidence.slots import cut
from twosource.model import (
    Attribution,
    Counts,
    Difference,
    DifferenceKind,
    Directness,
    Origin,
    OriginKind,
    Passage,
    Report,
    Said,
    Span,
    Speaker,
    SpeakerKind,
    Statement,
    Status,
    publication_order,
)
from twosource.reading.dates import dates
from twosource.voices.quotes import outermost

ONE = Counts(1, 1, 1, 1)


def report(place: int, text: str) -> Report:
    return Report(f"r{place}", text, outlet=f"Outlet {place}", published=date(2031, 5, place))


def whole(each: Report) -> Passage:
    return each.passage(Span(0, len(each.text)))


def statement(*reports: Report) -> Statement:
    nobody = Origin(OriginKind.UNKNOWN, "")
    return Statement("s1", tuple(model.Testimony(whole(each), nobody) for each in reports), Status.UNKNOWN, ONE)


def differing(
    statements: Sequence[Statement],
    near: Sequence[tuple[Passage, Passage]],
    reports: Sequence[Report],
    said: Sequence[Said] = (),
) -> tuple[Difference, ...]:
    dated = {each.id: dates(each.text, each.published) for each in reports}
    ordered = sorted(reports, key=publication_order)
    return differences(
        statements, near, ordered, story=cut(ordered), said=said, spoken=utterances(reports, said), dates=dated
    )


def found(
    *texts: str, aligned: bool = False, near: bool = False, said: tuple[Said, ...] = ()
) -> tuple[Difference, ...]:
    reports = [report(place, text) for place, text in enumerate(texts, start=1)]
    statements = [statement(*reports)] if aligned else []
    pairs = [(whole(reports[0]), whole(reports[1]))] if near else []
    return differing(statements, pairs, reports, said)


def shown(found: tuple[Difference, ...]) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(each.kind.value, [(value.slot.report, value.value) for value in each.values]) for each in found]


# --- numbers ----------------------------------------------------------------------------------------------------------


def test_a_toll_on_which_reports_differ_with_all_who_give_one() -> None:
    told = found(
        "The ferry Calla sank off Ellery and 12 people were killed, the coast guard said.",
        "A dozen people died when the ferry sank off Ellery.",
        "At least 15 people were killed when the ferry Calla sank off Ellery.",
    )
    assert shown(told) == [("number", [("r1", "12"), ("r2", "12"), ("r3", "at least 15")])]
    value = told[0].values[2]
    assert (value.slot.text, value.context.text) == (
        "At least 15 people",
        "At least 15 people were killed when the ferry Calla sank off Ellery.",
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The ferry sank off Ellery and 12 people were killed.",
            "More than 10 people died as the ferry sank off Ellery.",
        ),
        ("The ferry sank off Ellery and 12 people were killed.", "The ferry sank off Ellery and 30 people were hurt."),
        ("The ferry sank off Ellery with 12 boats near.", "The council in Marl has 30 boats."),
        ("The levy will raise 1.2 million crowns a year.", "The levy will raise 1,234,567 crowns a year."),
    ],
)
def test_numbers_that_agree_or_count_other_things_are_no_difference(one: str, other: str) -> None:
    assert found(one, other) == ()


def test_a_report_that_gives_both_numbers_tells_of_two_things() -> None:
    both = "The memo lists nine homes over the limit in Weirside, out of 60 tested."
    assert found("The memo reports tests at 60 homes in Weirside over the limit.", both) == ()


def test_a_report_may_set_down_the_only_two_figures_that_there_are() -> None:
    one = "The ferry was making six knots at Ellery, its owner said."
    both = "The ferry was making 11 knots at Ellery, a deckhand said. The owner said six."
    assert shown(found(one, both)) == [("number", [("r1", "6"), ("r2", "11"), ("r2", "6")])]
    assert found(one, both.replace("11", "50")) == ()


def test_a_part_of_a_whole_is_no_difference() -> None:
    assert found("The ferry crash hurt 31 people at Ellery.", "Two of the three people hurt at Ellery went home.") == ()


def test_shares_must_be_of_one_thing() -> None:
    poll = "The Harbour Party led the Ellery council poll of voters with {} percent."
    assert shown(found(poll.format(41), poll.format(43))) == [("number", [("r1", "41%"), ("r2", "43%")])]
    assert found(poll.format(41), "Coal prices fell 43 percent in the Ellery market.") == ()


def test_aligned_sentences_need_share_less() -> None:
    one, other = "Repairs will cost the town $4.5 million.", "The price of repairs is $6 million."
    assert found(one, other) == ()
    assert shown(found(one, other, near=True)) == [("number", [("r1", "$4.5 million"), ("r2", "$6 million")])]


def test_a_number_is_shown_in_one_form_however_written() -> None:
    text = "The levy on harbour fuel in Ellery will raise {} crowns."
    assert [
        value for _, values in shown(found(text.format("two billion"), text.format("3.5bn"))) for _, value in values
    ] == [
        "2 billion",
        "3.5 billion",
    ]


def test_two_figures_side_by_side_are_joined_by_the_reports_that_give_one_of_them() -> None:
    both = "The guild says 520 livelihoods hang on the pit at Garrow. The company puts it at 460."
    other = "The pit at Garrow gives work to 460 people."
    third = "The pit at Garrow keeps 520 people in work, the guild estimates."
    assert shown(found(both, other, third)) == [
        ("number", [("r1", "520"), ("r1", "460"), ("r2", "460"), ("r3", "520")])
    ]


@pytest.mark.parametrize(
    "both",
    [
        "The pit at Garrow cut its crew from 520 miners. In May it was 460.",  # over time
        "The pit at Garrow has 520 miners, where the limit is 460.",  # what ought to be
        "The pit at Garrow has 520 miners. A road there is 460 miles long.",  # of another thing
        "The pit at Garrow has 520 miners. It was closed.\n\nIt is told that the count was 460.",  # too far
    ],
)
def test_what_is_no_second_answer(both: str) -> None:
    assert found(both, "The pit at Garrow has 520 miners at work.") == ()


def test_a_figure_rather_than_another_is_a_second_answer_for_all_who_give_one() -> None:
    assert shown(
        found(
            "The league hid 11 positive drug tests in a drawer for years.",
            "A lawyer said that nine tests rather than 11 were at issue.",
            "The paper wrote of eleven tests that nobody had ever asked about.",
        )
    ) == [("number", [("r1", "11"), ("r2", "9"), ("r2", "11"), ("r3", "11")])]


def test_last_night_tells_of_no_other_time_and_whence_people_came_of_no_change() -> None:
    one = report(1, "The infirmary said last night it had treated 34 people from the ferry; the warden’s count was 31.")
    other = report(2, "The ferry hit the pier, and 31 people were hurt, the wardens said.")
    assert shown(differing([], [], [one, other])) == [("number", [("r1", "34"), ("r1", "31"), ("r2", "31")])]


def test_children_and_relatives_are_counted_apart() -> None:
    assert not found(
        "The strike on the harbour road killed a driver and nine members of his family, a general said.",
        "The strike on the harbour road killed three adults and seven children of his family, a general said.",
    )


def test_two_who_each_give_a_figure_in_one_report() -> None:
    text = "The call to Garrow lasted 25 minutes. The ministry of Garrow had it on the line for 40 minutes."
    ours, theirs = (
        Speaker("house", "House", SpeakerKind.ORGANISATION),
        Speaker("m", "Ministry", SpeakerKind.ORGANISATION),
    )
    said = tuple(
        Said("r1", Attribution((Span(start, end),), (), (), Directness.INDIRECT, speaker))
        for start, end, speaker in ((0, 36, ours), (38, len(text), theirs))
    )
    other = "House gave the length of the call to Garrow as 25 minutes."
    assert shown(found(text, other, said=said)) == [("number", [("r1", "25"), ("r1", "40"), ("r2", "25")])]
    assert found(text, other) == ()


def test_ages_of_one_person_differ_and_those_of_two_do_not() -> None:
    assert shown(found("The lamp fell on Ann Reed, 43, at noon.", "It was Ann Reed, 45, who screamed.")) == [
        ("number", [("r1", "43 year-old"), ("r2", "45 year-old")])
    ]
    assert found("The lamp fell on Ann Reed, 43, at noon.", "It was Tom Voss, 45, who screamed.") == ()


def test_figures_far_apart_are_of_two_things() -> None:
    text = "The ferry at Ellery had {} crew members aboard."
    assert shown(found(text.format(11), text.format(12))) == [("number", [("r1", "11"), ("r2", "12")])]
    assert found(text.format(11), text.format(2)) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The ferry at Ellery carried 900 passengers.", "The ferry at Ellery carried an average of 700 passengers."),
        ("The ferry at Ellery may carry a maximum of 900 tons.", "The ferry at Ellery carried 700 tons."),
        ("Ann Reed, 43, of Ellery fell.", "The lamp fell on Ann Reed in 2011, when she was 23 years old."),
        ("The blast at Ellery mill killed nine soldiers.", "The blast at Ellery mill killed four children."),
        ("The dam at Garrow fell eight days after the storm.", "The dam at Garrow stood for six days in the storm."),
        ("The Ellery trial took three years and four months.", "The Ellery trial took 40 months."),
        ("Some 94 percent of harbour voters at Ellery backed it.", "Of harbour voters at Ellery 94.1% backed it."),
        ("She was mayor of Ellery for 73 years. She was 99.", "She was mayor of Ellery for 73 years."),
    ],
)
def test_averages_limits_other_months_parts_and_roundings_are_no_second_answer(one: str, other: str) -> None:
    assert found(one, other, aligned=True) == ()


def test_figures_of_two_months_are_no_second_answer() -> None:
    differing = found("The ferry at Ellery carried 900 tons in May.", "The ferry at Ellery carried 700 tons in June.")
    assert [each.kind for each in differing] == [DifferenceKind.DATE]


def test_of_a_list_no_figure_answers_that_stands_no_closer_than_others() -> None:
    one = "Of farmers at Marl and millers at Marl it is $40 million for these and $60 million for those at Marl."
    assert found(one, "For the millers at Marl it comes to $70 million, the guild says.", aligned=True) == ()


def test_people_of_two_trades_must_share_more() -> None:
    assert shown(
        found(
            "Police at Ellery arrested seven protesters outside the town hall on Friday.",
            "Nine people were arrested outside the town hall at Ellery by police.",
        )
    ) == [("number", [("r1", "7"), ("r2", "9")])]
    assert found("The blast at Ellery killed nine soldiers.", "The blast at Ellery killed 12 people.") == ()


# --- names ------------------------------------------------------------------------------------------------------------


def test_a_name_spelt_in_two_ways() -> None:
    told = found(
        "The vote was led by Rowan Preeble, the chairman.",
        "The chairman, Rowan Preebel, led the vote in Marl.",
        "Rowan Preebel led it.",
    )
    assert shown(told) == [("name", [("r1", "Rowan Preeble"), ("r2", "Rowan Preebel"), ("r3", "Rowan Preebel")])]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The vote was led by John F. Kellner.", "The vote was led by John Kellner."),
        ("The vote was led by José Marín.", "The vote was led by Jose Marin."),
        ("The vote was led by John Kellner.", "The vote was led by Joan Kellner."),
        ("The vote was led by Ivan Petrov.", "The vote was led by Ivan Petrova."),
        ("The vote was led by Rowan Preeble, not by Rowan Preebel.", "The vote was led by Rowan Preebel."),
        ("The vote was led by Rowan Preeble.", "The vote was led by Rowan Castell."),
    ],
)
def test_names_that_are_no_spellings_of_one(one: str, other: str) -> None:
    assert found(one, other) == ()


def test_a_first_name_and_both_names_spelt_in_two_ways() -> None:
    assert shown(found("It was told by Katharine Varga.", "It was told by Catharine Varga.")) == [
        ("name", [("r1", "Katharine Varga"), ("r2", "Catharine Varga")])
    ]
    assert shown(found("It was told by Moammar Gaddafin.", "It was told by Muammar Qaddafin.")) == [
        ("name", [("r1", "Moammar Gaddafin"), ("r2", "Muammar Qaddafin")])
    ]


# --- days -------------------------------------------------------------------------------------------------------------


def test_days_that_clash_in_aligned_sentences() -> None:
    one, other = (
        "The keeper was arrested on Tuesday at the lamp house.",
        "Police arrested the keeper Wednesday at the lamp.",
    )
    assert shown(found(one, other, aligned=True)) == [("date", [("r1", "2031-04-29"), ("r2", "2031-04-30")])]
    assert found(one, "Police will say Wednesday why they arrested him.") == ()
    assert found(one, "Police arrested the keeper Tuesday at the lamp.", aligned=True) == ()
    assert found(one, "The council of Marl will meet Monday.", aligned=True) == ()
    assert found(one, "Arrested Monday, the keeper was freed Wednesday.", aligned=True) == ()


def test_dates_that_clash_in_what_both_tell() -> None:
    line = "The old storm {} sank the ferry Calla off Ellery."
    assert shown(found(line.format("of 1987"), line.format("in May 1986"))) == [
        ("date", [("r1", "1987"), ("r2", "1986-05")])
    ]
    assert found(line.format("of 1987"), line.format("in May 1987")) == ()
    assert found(line.format("of 1987"), line.format("of 1986"), line.format("of 1987, not of 1986")) != ()


def test_a_date_that_both_know_or_that_is_told_roughly_is_no_difference() -> None:
    line = "The old storm {} sank the ferry Calla off Ellery."
    assert found(line.format("of 1987"), line.format("of 1986") + " It was like that of 1987.") == ()
    assert found(line.format("of 1987"), line.format("of about 1986")) == ()
    assert found("The storm sank the ferry Calla at 3:40 a.m.", "The storm sank the ferry Calla at 3:48 a.m.") == ()


def test_a_year_whose_figures_stand_in_another_order() -> None:
    assert shown(found("She vanished in 1734, they said in 2031.", "The brig went down in a gale in 1743.")) == [
        ("date", [("r1", "1734"), ("r2", "1743")])
    ]
    assert found("She vanished in 1734.", "The brig went down in a gale in 1745.") == ()


def test_weekdays_without_a_publication_are_compared_as_such() -> None:
    texts = (
        "The storm sank the ferry Calla off Ellery on Tuesday.",
        "The storm sank the ferry Calla off Ellery on {}.",
    )
    reports = [Report("r1", texts[0]), Report("r2", texts[1].format("Wednesday"))]
    assert shown(differing([statement(*reports)], [], reports)) == [
        ("date", [("r1", "XXXX-WXX-2"), ("r2", "XXXX-WXX-3")])
    ]
    reports = [Report("r1", texts[0]), Report("r2", texts[1].format("9 March"))]
    assert differing([statement(*reports)], [], reports) == ()


# --- wording ----------------------------------------------------------------------------------------------------------


def test_how_one_person_feels_in_weaker_and_stronger_words() -> None:
    told = found(
        "The chief clerk, Ada Kellner, was reportedly very disappointed and frustrated by the leak.",
        "Both the mayor and Ada J. Kellner, Mr. Cole’s clerk, were very angry about what had been leaked.",
    )
    assert shown(told) == [("wording", [("r1", "very disappointed and frustrated"), ("r2", "very angry")])]


@pytest.mark.parametrize(
    "other",
    [
        "The mayor, Ben Cole, was very angry about the leak.",
        "The chief clerk, Ada Kellner, was upset by the leak.",
        "The chief clerk, Ada Kellner, smiled, but the crew was angry.",
        "“I am furious,” said the chief clerk, Ada Kellner.",
    ],
)
def test_other_people_other_clauses_and_the_speakers_own_words_are_no_difference(other: str) -> None:
    assert found("The chief clerk, Ada Kellner, was disappointed by the leak.", other) == ()


def test_stronger_words_in_aligned_sentences() -> None:
    one, other = "The harbour protest in Ellery closed the pier.", "The harbour riot in Ellery closed the pier."
    assert shown(found(one, other, aligned=True)) == [("wording", [("r1", "protest"), ("r2", "riot")])]
    assert shown(found(one, other)) == [("wording", [("r1", "protest"), ("r2", "riot")])]
    assert found(one, "A riot in Ellery was told of.") == ()
    assert found(one, "The harbour protest in Ellery was a riot near the pier.", aligned=True) == ()


# --- denials ----------------------------------------------------------------------------------------------------------


def test_what_one_report_denies_and_another_tells() -> None:
    one = "The clerk of Ellery did not warn the harbour council about the lead pipes."
    other = "The clerk of Ellery warned the harbour council about the lead pipes."
    assert shown(found(one, other, near=True)) == [("negation", [("r1", "not warn"), ("r2", "warned")])]
    assert shown(found(other, one, near=True)) == [("negation", [("r1", "warned"), ("r2", "not warn")])]
    assert found(one, other) == ()


def test_opposites_of_one_subject_in_aligned_sentences() -> None:
    one = "The copper mine above Garrow can reopen, the High Court ruled in the end."
    other = "The copper mine above Garrow must remain closed, the High Court ruled in the end."
    assert shown(found(one, other, aligned=True)) == [("negation", [("r1", "reopen"), ("r2", "closed")])]
    assert not found(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The recount at Garrow confirms that Reed won the vote of the council over Marsh.",
            "The recount at Garrow confirms that Marsh lost the vote of the council to Reed.",
        ),
        (
            "The court asked whether the copper mine above Garrow can reopen in May.",
            "The court says that the copper mine above Garrow remains closed in May.",
        ),
        (
            "The plan of the mayor of Garrow doesn’t call for a limit on the nets of the boats.",
            "The plan of the mayor of Garrow leaves out his call for a limit on the nets of the boats.",
        ),
        (
            "A judge at Garrow rejected a lawsuit of the boatmen over the wall on Monday.",
            "A judge at Garrow threw out the lawsuit of the boatmen over the wall on Monday.",
        ),
    ],
)
def test_two_subjects_questions_and_nouns_gainsay_nothing(one: str, other: str) -> None:
    assert not found(one, other, aligned=True)


def test_what_is_denied_of_one_subject_anywhere_in_the_story() -> None:
    denied = "The gate was never closed, a man of the Rivers Board said, as he has been told not to talk."
    told = "Anders Kemp of the Rivers Board said the flood gate had been closed in good time."
    assert shown(found(denied, told)) == [("negation", [("r1", "never closed"), ("r2", "closed")])]


@pytest.mark.parametrize(
    "other",
    [
        "Anders Kemp of the Rivers Board would have the flood gate closed in good time.",
        "Anders Kemp of the Rivers Board asked if the flood gate had been closed in good time.",
        "Anders Kemp of the Rivers Board denied that the flood gate had been closed in good time.",
        "Anders Kemp of the Rivers Board said the old inn had been closed in good time.",
        "Somebody else thinks the flood gate had been closed.",
    ],
)
def test_what_is_supposed_denied_or_of_another_subject_is_not_gainsaid(other: str) -> None:
    assert not found("The gate was never closed, a man of the Rivers Board said.", other)


def test_criticism_is_of_one_who_criticises() -> None:
    one = "Mayor Marsh faulted the wardens of the harbour for their tweets about the wall."
    other = "The wardens of the harbour, said Cole, blasted Marsh for his tweets about the wall."
    assert not found(one, other, aligned=True)
    assert found(one, "Mayor Marsh blasted the wardens of the harbour for their tweets about the wall.", aligned=True)


def test_half_a_name_is_no_spelling_of_it() -> None:
    assert not found(
        "The council approved the Norland-Sudland-Vesland Treaty after all.",
        "The council approved the Sudland-Vesland Treaty after all.",
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The clerk did not only warn the harbour council of lead.", "The clerk warned the harbour council of lead."),
        ("The clerk did not warn the harbour council of lead.", "The clerk never warned the harbour council of lead."),
        ("Did the clerk not warn the harbour council of lead?", "The clerk warned the harbour council of lead."),
        ("The clerk did not warn of coal.", "The clerk warned the harbour council of lead."),
        ("None of the 214 crew of the harbour ferry left.", "The harbour ferry has 214 crew and left."),
        (
            "The clerk of Ellery apologised for not telling the harbour council about the lead pipes.",
            "The clerk of Ellery was told by the harbour council about the lead pipes.",
        ),
    ],
)
def test_negations_that_deny_nothing_told_elsewhere(one: str, other: str) -> None:
    assert [each for each in found(one, other, near=True) if each.kind is DifferenceKind.NEGATION] == []


# --- who said it ------------------------------------------------------------------------------------------------------

LINE = "“No keeper of this lamp ever slept through a storm like that,” {} said."


def by(each: Report, source: str, speaker: str, kind: SpeakerKind = SpeakerKind.PERSON) -> Said:
    start = each.text.index(source)
    quote = outermost(each.text)[0].span
    who = Speaker(speaker.casefold(), speaker, kind)
    return Said(each.id, Attribution((quote,), (), (Span(start, start + len(source)),), Directness.DIRECT, who))


def given_to(*sources: tuple[str, str]) -> list[tuple[str, list[tuple[str, str]]]]:
    reports = [report(place, LINE.format(source)) for place, (source, _) in enumerate(sources, start=1)]
    said = tuple(by(each, *pair) for each, pair in zip(reports, sources, strict=True))
    return shown(differing([], [], reports, said))


def test_the_same_words_given_to_two_people() -> None:
    assert given_to(("Ada Marsh", "Ada Marsh"), ("Ben Cole", "Ben Cole"), ("Marsh", "Marsh")) == [
        ("attribution", [("r1", "Ada Marsh"), ("r2", "Ben Cole"), ("r3", "Ada Marsh")])
    ]


def test_a_fuller_name_a_pronoun_or_a_joint_statement_is_no_difference() -> None:
    assert given_to(("Ada Marsh", "Ada Marsh"), ("Ms. Marsh", "Marsh")) == []
    assert given_to(("Ada Marsh", "Ada Marsh"), ("he", "Ben Cole")) == []
    assert given_to(("Ada Marsh", "Ada Marsh"), ("Ben Cole and Ada Marsh", "Ben Cole")) == []


# --- all of them ------------------------------------------------------------------------------------------------------

TEXTS = (
    "The ferry Calla sank off Ellery and 12 people were killed on Tuesday.",
    "The ferry Calla sank off Ellery and 15 people were killed on Wednesday.",
    "The ferry Calla sank off Ellery, Rowan Preeble said. Ada Kellner was furious.",
    "The ferry Calla did not sink off Ellery, Rowan Preebel said. Ada Kellner was upset.",
    "“We saw nothing,” he said. The riot in Ellery sank the ferry Calla.",
)


@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=5))
def test_values_are_verbatim_and_input_order_never_shows(texts: list[str]) -> None:
    reports = [report(place, text) for place, text in enumerate(texts, start=1)]
    statements = [statement(*reports)]
    found = differing(statements, [], reports)
    assert found == differing(statements, [], reports[::-1])
    by_id = {each.id: each for each in reports}
    for each in found:
        assert len({value.value for value in each.values}) > 1
        assert len({value.slot.report for value in each.values}) > 1
        for value in each.values:
            assert value.slot.stands_in(by_id[value.slot.report])
            assert value.context.stands_in(by_id[value.slot.report])
            assert value.context.span.covers(value.slot.span)
