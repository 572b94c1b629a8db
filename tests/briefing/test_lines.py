from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.briefing.stories import COURIER, ECHO, LEDGER, difference, dossier, said, statement, utterance

from twosource.briefing.choice import Shown
from twosource.briefing.gists import gist, same
from twosource.briefing.lines import MOST_LINES, lead_line, telling
from twosource.briefing.material import Material
from twosource.briefing.standalone import opens_leaning
from twosource.model import (
    Counts,
    Difference,
    DifferenceKind,
    Dossier,
    Line,
    LineRole,
    Origin,
    OriginKind,
    Relation,
    Report,
    SpeakerKind,
    Status,
)

TUGS = (
    (ECHO, "Two tugs will pull the ferry off the rocks at high water on Thursday."),
    (COURIER, "At high water on Thursday, tugs are to pull the Maribel off the rocks."),
)
BANG = utterance("Oona Rask", (ECHO, "We heard a bang and then the lights went out,"), (COURIER, "We heard a bang,"))
COUNTED = (
    "The ferry Maribel ran aground off Corran Head on Tuesday with 212 passengers on board, the coastguard said.",
    "The coastguard counted 198 passengers on the Maribel when the boats came in to Tarbet.",
)


def told(found: Dossier) -> tuple[Line, ...]:
    return telling(Material(found), Shown()).lines


def by_role(found: Dossier) -> dict[LineRole, list[str]]:
    roles: dict[LineRole, list[str]] = {}
    for line in told(found):
        roles.setdefault(line.role, []).append(line.passage.text)
    return roles


def test_the_lead_tells_what_most_reports_open_with() -> None:
    other = replace(ECHO, text="Pilots blame the tide.\n\n" + COUNTED[0])
    weather = replace(COURIER, text="Rain fell on the moors of Estmark all night.\n\n" + COUNTED[1])
    assert by_role(dossier([ECHO, other, weather]))[LineRole.LEAD] == [COUNTED[0]]


def test_of_leads_that_tell_as_much_the_later_one_is_taken() -> None:
    later = replace(ECHO, id="later", outlet="Daily Ledger", published=date(2024, 3, 9))
    (lead,) = (line for line in told(dossier([ECHO, later])) if line.role is LineRole.LEAD)
    assert lead.passage.report == "later"


def test_a_toll_that_a_later_report_corrects_does_not_lead() -> None:
    early = "Fifteen people were killed when a flour mill exploded in Estmark on Tuesday afternoon, the mayor said."
    late = (
        "The explosion at the flour mill in Estmark on Tuesday killed 14 people, the coroner has found after a recount."
    )
    first = replace(ECHO, text=early, title="Mill explodes", published=date(2024, 3, 5))
    second = replace(COURIER, text=late, title="Mill toll falls", published=date(2024, 3, 6))
    assert by_role(dossier([first, second]))[LineRole.LEAD] == [late]
    agreed = replace(second, text=late.replace("14 people", "15 people"))
    assert by_role(dossier([first, agreed]))[LineRole.LEAD]


def test_a_toll_of_at_least_so_many_is_overtaken_by_a_higher_one() -> None:
    early = "An explosion at the flour mill in Estmark killed at least 12 people on Tuesday afternoon, the mayor said."
    late = "Fourteen people died in the explosion at the flour mill in Estmark on Tuesday, the coroner said."
    last = "Pilots of Estmark mourned on Thursday.\n\nThe mayor had at first spoken of 12 dead people."
    reports = [
        replace(ECHO, text=early, title="Mill in Estmark explodes", published=date(2024, 3, 5)),
        replace(COURIER, text=late, title="Mill toll rises", published=date(2024, 3, 6)),
        replace(LEDGER, text=last, title="Mill where 14 people died", published=date(2024, 3, 7)),
    ]
    found = dossier(reports)
    assert by_role(found)[LineRole.LEAD] == [late]
    assert by_role(replace(found, reports=found.reports[::-1]))[LineRole.LEAD] == [late]


def test_what_was_reported_days_ago_leads_less() -> None:
    stays = "Casimir Brode has refused to leave the harbour board of Tarbet over the grounded ferry Maribel, he said."
    leaves = "Casimir Brode is to leave the harbour board of Tarbet while a judge looks at the grounded ferry Maribel."
    early = replace(ECHO, text=stays, title="Brode stays at harbour board", published=date(2024, 3, 5))
    late = replace(COURIER, text=leaves, title="Brode leaves harbour board", published=date(2024, 3, 8))
    assert by_role(dossier([early, late]))[LineRole.LEAD] == [leaves]


def test_what_somebody_had_done_before_leads_less() -> None:
    before = "Lucan Brode had dismissed the pilots of the grounded ferry Maribel as sailors of ponds off Corran Head."
    now = "Lucan Brode stood by what was told of the pilots of the ferry Maribel, off Corran Head for a day."
    early = replace(ECHO, text=before, title="Brode on pilots of the Maribel")
    late = replace(COURIER, text=now, title="Brode stands by pilots of the Maribel", published=ECHO.published)
    assert by_role(dossier([early, late]))[LineRole.LEAD] == [now]


def test_a_toll_that_was_overtaken_is_no_difference() -> None:
    early = "It rains.\n\nThe explosion at the flour mill in Estmark on Tuesday killed 12 people, the mayor said."
    late = "It rains.\n\nThe coroner counted 14 people dead at the flour mill in Estmark after the explosion."
    reports = [
        replace(ECHO, text=early, title="Mill explodes", published=date(2024, 3, 5)),
        replace(COURIER, text=late, title="Mill toll rises", published=date(2024, 3, 6)),
    ]
    contexts = [text.partition("\n\n")[2] for text in (early, late)]
    numbers = difference(
        DifferenceKind.NUMBER, (reports[0], "12 people", contexts[0]), (reports[1], "14 people", contexts[1])
    )
    told_later = replace(numbers, relation=Relation.LATER)
    assert LineRole.DIFFERS in by_role(dossier(reports, differences=[numbers]))
    assert LineRole.DIFFERS not in by_role(dossier(reports, differences=[told_later]))


def test_comment_leads_less_than_news() -> None:
    jibe = "The ferry Maribel, which wasn’t meant to climb, has climbed the rocks off Corran Head on Tuesday."
    sketch = replace(LEDGER, text=f"{jibe}\n\nYou couldn’t make it up.", published=ECHO.published)
    assert by_role(dossier([sketch, ECHO]))[LineRole.LEAD] == [COUNTED[0]]
    assert by_role(dossier([sketch]))[LineRole.LEAD] == [jibe]


def test_what_is_shared_is_of_the_story_before_it_is_background() -> None:
    old = (
        "The Maribel was bought by Northern Line in 1998 from the yard at Tarbet.",
        "In 1998 Northern Line bought the Maribel from the yard at Tarbet.",
    )
    reports = [replace(ECHO, text=f"{ECHO.text}\n\n{old[0]}"), replace(COURIER, text=f"{COURIER.text}\n\n{old[1]}")]
    both = [statement(*zip(reports, words, strict=True)) for words in (old, (TUGS[0][1], TUGS[1][1]))]
    wide = replace(both[0], counts=Counts(2, 2, 2, 2), status=Status.INDEPENDENT)
    assert by_role(dossier(reports, [wide, both[1]]))[LineRole.SHARED][0] == TUGS[0][1]


def test_two_parts_of_one_statement_are_not_both_told() -> None:
    shared = statement(*TUGS, (LEDGER, "A rudder of the Maribel had been repaired twice since January, according to"))
    shown = [line.passage.text for line in told(dossier(statements=[shared]))]
    assert sum(line.startswith(("A rudder", "Two tugs", "At high water")) for line in shown) == 1


def test_a_thing_that_the_reader_has_not_met_waits() -> None:
    text = (
        "Pilots of Tarbet met on Monday to talk of tides.\n\nA receipt lay there?\n\n"
        "The receipt is dated in January and has the stamp of the yard."
    )
    pilots = Report("a", text, outlet="Echo")
    assert len(told(dossier([pilots], title="Pilots meet"))) == 1
    assert len(told(dossier([pilots], title="Pilots meet over receipt"))) == 2


def test_a_sentence_that_gives_both_values_is_enough() -> None:
    both = "Northern Line counted 198 passengers on the Maribel rather than the 212 of the coastguard."
    calm = "Ferry crews are tired of the tides.\n\nIt rains.\n\nIt blows.\n\n"
    early, late = replace(ECHO, text=calm + COUNTED[0]), replace(COURIER, text=calm.replace("tired", "sick") + both)
    numbers = difference(DifferenceKind.NUMBER, (early, "212", COUNTED[0]), (late, "198", both))
    assert by_role(dossier([early, late], differences=[numbers], title="Tides"))[LineRole.DIFFERS] == [both]


def test_names_that_differ_are_shown_both() -> None:
    words = ("Anders Kemp lowered the gate at Tarbet on Monday.", "Andreas Kempe lowered the gate at Tarbet on Monday.")
    reports = [replace(r, text=f"It rains.\n\n{text}") for r, text in zip((ECHO, COURIER), words, strict=True)]
    names = difference(
        DifferenceKind.NAME, (reports[0], "Anders Kemp", words[0]), (reports[1], "Andreas Kempe", words[1])
    )
    shown = [(line.role, line.passage.text) for line in told(dossier(reports, differences=[names], title="Gate"))]
    assert {text for _, text in shown} == set(words)
    assert [role for role, _ in shown] == [LineRole.LEAD, LineRole.DIFFERS]


def test_an_office_is_no_name_of_a_speaker() -> None:
    ministry = utterance("The ministry", (ECHO, "We heard a bang and then"), kind=SpeakerKind.ORGANISATION)
    assert LineRole.SAID not in by_role(dossier(utterances=[ministry]))


def test_lines_come_in_the_order_of_their_roles() -> None:
    found = told(dossier(statements=[statement(*TUGS, status=Status.INDEPENDENT, origins=2)], utterances=[BANG]))
    assert [line.role for line in found] == sorted((line.role for line in found), key=list(LineRole).index)
    assert {LineRole.LEAD, LineRole.SHARED, LineRole.SAID, LineRole.ALONE} <= {line.role for line in found}


def test_what_is_shared_has_the_counts_of_its_statement() -> None:
    shared = statement(*TUGS, status=Status.INDEPENDENT, origins=2)
    (line,) = (line for line in told(dossier(statements=[shared])) if line.role is LineRole.SHARED)
    assert (line.counts, line.statement) == (shared.counts, shared.id)


def test_what_no_two_outlets_have_is_not_called_shared() -> None:
    assert LineRole.SHARED not in by_role(dossier())


def test_more_origins_come_before_more_outlets() -> None:
    wide = statement(*TUGS, status=Status.SAME_ORIGIN, origins=1)
    deep = statement(
        (ECHO, "A diver hired by the Corran Echo found a gash of two metres in the hull of the Maribel."),
        (COURIER, "Northern Line has cancelled all crossings to the outer islands until Friday."),
        status=Status.INDEPENDENT,
        origins=2,
    )
    assert by_role(dossier(statements=[wide, deep]))[LineRole.SHARED][0] in {t.passage.text for t in deep.testimonies}


def test_a_line_with_parts_of_different_counts_gets_the_fewest_origins() -> None:
    report = Report(
        "a", "The ferry Maribel ran aground off Corran Head, and its rudder had failed twice.", outlet="Echo"
    )
    parts = [
        statement((report, "The ferry Maribel ran aground off Corran Head"), status=Status.INDEPENDENT, origins=3),
        replace(statement((report, "its rudder had failed twice.")), counts=Counts(1, 1, 1, 1)),
    ]
    found = dossier([report], parts)
    (lead,) = told(replace(found, statements=tuple(parts)))
    assert lead.counts.origins == 1


def test_a_line_of_no_statement_counts_itself_and_no_origin() -> None:
    found = dossier()
    (lead, *_) = told(replace(found, statements=()))
    assert (lead.counts, lead.statement) == (Counts(1, 1, 1, 0), None)


def test_outlets_that_differ_are_shown_both() -> None:
    calm = ("It rains.", "It blows.")
    early = replace(ECHO, text="\n\n".join(("Ferry crews are tired of the tides at Corran Head.", *calm, COUNTED[0])))
    late = replace(COURIER, text="\n\n".join(("The union is talking of tides.", *calm, COUNTED[1])))
    numbers = difference(DifferenceKind.NUMBER, (early, "212", COUNTED[0]), (late, "198", COUNTED[1]))
    wording = difference(DifferenceKind.WORDING, (early, "tired", "are tired"), (late, "talking", "is talking"))
    found = by_role(dossier([early, late], differences=[wording, numbers], title="Tides"))
    assert found.get(LineRole.DIFFERS) == list(COUNTED)


def test_figures_that_differ_only_in_how_sure_they_are_are_not_shown_as_apart() -> None:
    calm = ("It rains.", "It blows.")
    early = replace(ECHO, text="\n\n".join(("Ferry crews are tired of the tides at Corran Head.", *calm, COUNTED[0])))
    late = replace(COURIER, text="\n\n".join(("The union is talking of tides.", *calm, COUNTED[1])))
    (one, other) = difference(DifferenceKind.NUMBER, (early, "212", COUNTED[0]), (late, "198", COUNTED[1])).values
    numbers = Difference(DifferenceKind.NUMBER, (one, replace(other, value="at least 212")))
    assert LineRole.DIFFERS not in by_role(dossier([early, late], differences=[numbers], title="Tides"))


def test_where_the_lead_differs_from_another_only_the_other_is_added() -> None:
    rivals = [replace(r, text=text) for r, text in zip((ECHO, COURIER), COUNTED, strict=True)]
    numbers = difference(DifferenceKind.NUMBER, (rivals[0], "212", COUNTED[0]), (rivals[1], "198", COUNTED[1]))
    found = by_role(dossier(rivals, differences=[numbers]))
    assert {*found[LineRole.LEAD], *found[LineRole.DIFFERS]} == set(COUNTED)
    assert len(found[LineRole.DIFFERS]) == 1


def test_one_outlet_against_itself_is_no_difference() -> None:
    other = replace(COURIER, outlet=ECHO.outlet)
    numbers = difference(DifferenceKind.NUMBER, (ECHO, "212", COUNTED[0]), (other, "198", COUNTED[1]))
    assert LineRole.DIFFERS not in by_role(dossier([ECHO, other], differences=[numbers]))


def test_a_quote_is_shown_with_its_speaker_and_counts_one_origin() -> None:
    (line,) = (line for line in told(dossier(utterances=[BANG])) if line.role is LineRole.SAID)
    assert line.passage.text == "“We heard a bang and then the lights went out,” said Oona Rask, a passenger."
    assert line.counts == Counts(2, 2, 2, 1)


def test_an_unnamed_or_unknown_speaker_is_not_quoted() -> None:
    anonymous = utterance("a passenger", (ECHO, "We heard a bang and then"), kind=SpeakerKind.ANONYMOUS)
    assert LineRole.SAID not in by_role(dossier(utterances=[anonymous]))
    assert LineRole.SAID not in by_role(dossier(utterances=[utterance("", (ECHO, "We heard a bang and then"))]))
    assert LineRole.SAID not in by_role(
        dossier(utterances=[utterance("Lucan Brode", (ECHO, "We heard a bang and then"))])
    )


def test_only_here_means_that_no_other_outlet_comes_near() -> None:
    alone = by_role(dossier())[LineRole.ALONE]
    assert any("gash" in line for line in alone)
    echoed = replace(
        LEDGER, text=LEDGER.text + "\n\nA diver found a gash of two metres below the waterline, the Echo said."
    )
    assert not any("gash" in line for line in by_role(dossier([ECHO, COURIER, echoed])).get(LineRole.ALONE, []))


def test_somebodys_claim_is_not_shown_without_whose_it_is() -> None:
    text = "Pilots met on Monday.\n\nLucan Brode spoke first.\n\nThe ferry Maribel was never fit for the open sea."
    report = Report("a", text, outlet="Echo")
    claim = said(report, "The ferry Maribel was never fit for the open sea.", "Lucan Brode", "spoke")
    shown = [line.passage.text for line in told(dossier([report], attributions=[claim]))]
    assert not any("never fit" in line for line in shown)


def test_what_one_report_has_from_somebody_is_not_shown_from_one_that_does_not_tell() -> None:
    spoken = statement(*TUGS, status=Status.SAME_ORIGIN)
    person = replace(spoken.testimonies[0], origin=Origin(OriginKind.PERSON, "Lucan Brode"))
    found = dossier(statements=[replace(spoken, testimonies=(person, spoken.testimonies[1]))])
    assert LineRole.SHARED in by_role(dossier(statements=[spoken]))
    assert LineRole.SHARED not in by_role(found)


def test_a_surname_that_was_not_introduced_waits() -> None:
    text = (
        "Pilots of Tarbet met on Monday to talk.\n\nThe chair is Lucan Brode?\n\n"
        "For the union Brode opened the meeting at noon."
    )
    shown = [line.passage.text for line in told(dossier([Report("a", text, outlet="Echo")], title="Pilots meet"))]
    assert shown == ["Pilots of Tarbet met on Monday to talk."]


def test_a_story_that_nothing_can_be_shown_of_has_no_lines() -> None:
    assert told(dossier([Report("a", "But why? He knew.")])) == ()


def test_what_an_earlier_story_told_is_not_told_again() -> None:
    before = Shown()
    first = telling(Material(dossier()), before).lines
    again = telling(Material(dossier()), before).lines
    shown = [line.passage for line in (*first, *again)]
    assert len(set(shown)) == len(shown)


SENTENCES = st.sampled_from(
    [
        "The ferry Maribel ran aground off Corran Head on Tuesday.",
        "But it was late.",
        "Lifeboats from Tarbet took all passengers of the Maribel ashore.",
        "“We heard a bang,” said Oona Rask, who was on deck.",
        "He had warned of the rocks in January.",
        "Northern Line has cancelled all crossings to the outer islands.",
        "A diver found a gash of two metres below the waterline.",
        "Lucan Brode, the harbour master, closed the channel at noon.",
        "“We heard a bang. Then the lights went out.",
    ]
)
TEXTS = st.lists(st.lists(SENTENCES, max_size=6).map("\n\n".join), min_size=1, max_size=4)


@given(TEXTS)
@settings(max_examples=80, deadline=None)
def test_lines_stand_in_their_reports_lean_on_nothing_and_differ(texts: list[str]) -> None:
    reports = [Report(f"r{n}", text, outlet=f"Outlet {n % 3}") for n, text in enumerate(texts)]
    found = dossier(reports)
    shown = told(found)
    assert len(shown) <= MOST_LINES
    for line in shown:
        assert line.passage.stands_in(found.report(line.passage.report))
        assert not opens_leaning(line.passage.text)
    assert told(found) == shown
    gists = [gist(line.passage.text) for line in shown]
    assert not any(same(one, other) for n, one in enumerate(gists) for other in gists[:n])


def test_the_line_of_a_list_is_the_lead_of_a_brief() -> None:
    found = dossier((replace(ECHO, text="Pilots blame the tide.\n\n" + COUNTED[0]), COURIER))
    [lead] = by_role(found)[LineRole.LEAD]
    line = lead_line(Material(found))
    assert line is not None
    assert line.text == lead
    assert line.stands_in(next(report for report in found.reports if report.id == line.report))
    assert lead_line(Material(dossier([replace(ECHO, text="“No.”", title="No")]))) is None
