from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.briefing.stories import COURIER, ECHO, FERRY, LEDGER, difference, dossier, statement

from twosource.briefing import NOTHING_TOLD, Told, compose, nothing_to_send, told_after
from twosource.briefing.importance import Period
from twosource.model import (
    Brief,
    Copy,
    Development,
    DifferenceKind,
    Dossier,
    LineRole,
    News,
    Relation,
    Report,
    Revision,
)

ALWAYS = Period(None, None)
SALVORS = Report(
    "salvors",
    "Salvors pumped 40 tonnes of fuel from the ferry Maribel on Friday, the coastguard said.\n\n"
    "The islands of Estmark will get a replacement ferry, the Tamsin, from Monday.",
    outlet="Tarbet Post",
    title="Fuel pumped from ferry Maribel",
    published=date(2024, 3, 9),
)


def first(*dossiers: Dossier) -> Told:
    """What a reader was told by a first brief of these."""
    return told_after(compose(dossiers, ALWAYS))


def again(told: Told, *dossiers: Dossier, period: Period = ALWAYS) -> Brief:
    return compose(dossiers, period, told=told)


def kinds(brief: Brief) -> list[News]:
    return [news.kind for story in brief.stories for news in story.news]


def texts(brief: Brief, role: LineRole | None = None) -> list[str]:
    found = (line for story in brief.stories for line in story.lines)
    return [line.passage.text for line in found if role in {None, line.role}]


def revise(report: Report, before: str, after: str) -> Report:
    assert before in report.text
    state = Revision(report.id, report.text, report.title, report.published)
    return replace(report, text=report.text.replace(before, after), revision=report.revision + 1, earlier=(state,))


def test_to_a_new_reader_everything_is_new() -> None:
    brief = compose([dossier()], ALWAYS)
    assert kinds(brief) == [News.NEW]
    assert (brief.after, brief.stories[0].was) == (None, None)


def test_what_was_told_is_not_told_again() -> None:
    brief = again(first(dossier()), dossier())
    assert brief.stories == ()
    assert nothing_to_send(brief)


def test_a_story_of_the_period_is_sent() -> None:
    assert not nothing_to_send(compose([dossier()], ALWAYS))


def test_a_story_that_grew_comes_back_with_what_is_new() -> None:
    brief = again(first(dossier()), dossier((*FERRY, SALVORS)))
    assert kinds(brief) == [News.GROWN]
    assert {line.passage.report for line in brief.stories[0].lines} == {"salvors"}
    assert brief.stories[0].was == dossier().counts
    assert brief.after == date(2024, 3, 7)


def test_what_an_old_report_had_is_not_news_when_another_repeats_it() -> None:
    repeats = replace(SALVORS, text=LEDGER.text + "\n\n" + ECHO.text.split("\n\n")[-1])
    assert nothing_to_send(again(first(dossier()), dossier((*FERRY, repeats))))


def test_what_a_report_known_says_in_the_same_statement_is_not_news() -> None:
    pumped = SALVORS.text.split("\n\n")[0]
    lone = replace(SALVORS, text=pumped)
    shared = statement((LEDGER, "This was the third accident of its kind this year."), (lone, pumped))
    assert nothing_to_send(again(first(dossier()), dossier((*FERRY, lone), [shared])))


def test_a_copy_brings_no_news() -> None:
    copy = replace(ECHO, id="copy", outlet="Echo West", published=date(2024, 3, 9))
    assert nothing_to_send(again(first(dossier()), dossier((*FERRY, copy), copies=[Copy((ECHO.id, "copy"), 1.0)])))


def test_a_new_figure_is_news() -> None:
    died = "Three passengers of the ferry Maribel died off Corran Head on Tuesday, the coastguard said."
    early, late = replace(ECHO, text=died), replace(SALVORS, text=died.replace("Three", "Five"))
    brief = again(first(dossier([early], title="Ferry")), dossier([early, late], title="Ferry"))
    assert texts(brief) == [late.text]


def test_stories_that_merged_are_known_by_their_reports() -> None:
    told = first(dossier([ECHO], id="s-1"), dossier([COURIER, LEDGER], id="s-2"))
    assert nothing_to_send(again(told, dossier(id="s-3")))
    assert kinds(again(told, dossier((*FERRY, SALVORS), id="s-3"))) == [News.GROWN]


def test_a_story_that_came_apart_is_known_by_its_reports() -> None:
    told = first(dossier())
    assert nothing_to_send(again(told, dossier([ECHO], id="s-1"), dossier([COURIER, LEDGER], id="s-2")))


def test_a_report_that_came_under_another_id_is_known() -> None:
    renamed = replace(ECHO, id="other", other_ids=("echo",))
    assert nothing_to_send(again(first(dossier([ECHO])), dossier([renamed])))


GASH = "A diver hired by the Corran Echo found a gash of two metres in the hull of the Maribel."
LEAD = "The ferry Maribel ran aground off Corran Head on Tuesday with 212 passengers on board, the coastguard said."


def test_a_line_that_a_report_corrects_is_told_with_what_was_told() -> None:
    now = revise(ECHO, "212", "198")
    brief = again(first(dossier([ECHO])), dossier([now]), period=Period(date(2024, 4, 1), None))
    (line,) = brief.stories[0].lines
    assert (line.role, line.before) == (LineRole.CORRECTED, LEAD)
    assert line.passage.text == LEAD.replace("212", "198")
    assert kinds(brief) == [News.CORRECTED]


def test_a_correction_is_told_once() -> None:
    told = first(dossier([ECHO]))
    now = dossier([revise(ECHO, "212", "198")])
    assert nothing_to_send(again(told_after(again(told, now), told), now))


def test_a_line_that_a_report_no_longer_has_is_told_without_a_line() -> None:
    brief = again(first(dossier([ECHO])), dossier([revise(ECHO, GASH, "")]))
    assert brief.stories[0].lines == ()
    assert brief.stories[0].news == (Development(News.CORRECTED, (GASH,)),)


@pytest.mark.parametrize(
    ("before", "after"),
    [("two metres in", "two metres  in"), ("Corran Echo", "Corran Echo,"), ("found a", "found the")],
)
def test_a_change_of_style_is_no_correction(before: str, after: str) -> None:
    assert nothing_to_send(again(first(dossier([ECHO])), dossier([revise(ECHO, before, after)])))


def test_a_denial_is_a_correction() -> None:
    brief = again(first(dossier([ECHO])), dossier([revise(ECHO, "found a", "found no")]))
    assert texts(brief, LineRole.CORRECTED) == [GASH.replace("found a", "found no")]


def test_what_is_added_to_a_report_is_news() -> None:
    added = SALVORS.text.split("\n\n")[1]
    brief = again(first(dossier([ECHO])), dossier([revise(ECHO, GASH, f"{GASH}\n\n{added}")]))
    assert (kinds(brief), texts(brief)) == ([News.GROWN], [added])


def test_where_earlier_states_are_not_kept_only_what_was_told_is_compared() -> None:
    now = replace(revise(ECHO, "212", "198"), earlier=())
    brief = again(first(dossier([ECHO])), dossier([now]))
    assert kinds(brief) == [News.CORRECTED]


# --- differences ------------------------------------------------------------------------------------------------------

COUNTED = "The coastguard counted 198 passengers on the Maribel when the boats came in to Tarbet."
CALM = "{} are tired of the tides at Corran Head.\n\nIt rains.\n\nIt blows.\n\n"
EARLY = replace(ECHO, text=CALM.format("Ferry crews") + LEAD)
LATE = replace(COURIER, text=CALM.format("The pilots") + COUNTED)
RECOUNT = "Only 198 passengers were on the Maribel, the coastguard said on Friday after a recount."


def numbers(*values: tuple[Report, str, str], relation: Relation | None = None) -> list:  # type: ignore[type-arg]
    return [replace(difference(DifferenceKind.NUMBER, *values), relation=relation)]


def differing(*more: tuple[Report, str, str], relation: Relation | None = None) -> Dossier:
    reports = [EARLY, LATE, *(report for report, _, _ in more)]
    found = numbers((EARLY, "212", LEAD), (LATE, "198", COUNTED), *more, relation=relation)
    return dossier(reports, differences=found, title="Tides")


def recount(number: str = "198", outlet: str = "Tarbet Post") -> tuple[Report, str, str]:
    text = RECOUNT.replace("198", number)
    return (replace(SALVORS, text=text, outlet=outlet, title="Recount"), number, text)


def test_a_difference_on_which_the_other_side_came_round_is_settled() -> None:
    brief = again(first(differing()), differing(recount(outlet="Corran Echo")))
    (news,) = (news for news in brief.stories[0].news if news.kind is News.SETTLED)
    assert news.before == ("212", "198")
    assert texts(brief, LineRole.SETTLED) == [RECOUNT]
    assert next(line for line in brief.stories[0].lines if line.role is LineRole.SETTLED).before == "212 · 198"


def test_a_later_figure_that_has_taken_over_settles() -> None:
    brief = again(first(differing()), differing(recount("205"), relation=Relation.LATER))
    assert kinds(brief)[0] is News.SETTLED


def test_what_is_settled_is_told_once() -> None:
    told, now = first(differing()), differing(recount(outlet="Corran Echo"))
    assert nothing_to_send(again(told_after(again(told, now), told), now))
    more = differing(
        recount(outlet="Corran Echo"), (replace(SALVORS, id="z", text="It is 198 still."), "198", "It is 198 still.")
    )
    assert News.SETTLED not in kinds(again(told_after(again(told, now), told), more))


def test_a_third_outlet_with_one_of_the_values_is_no_news() -> None:
    assert nothing_to_send(again(first(differing()), differing(recount())))


def test_a_third_value_leaves_it_in_dispute() -> None:
    brief = again(first(differing()), differing(recount("205"), relation=Relation.AT_ONCE))
    assert kinds(brief) == [News.GROWN, News.DISPUTED]
    assert texts(brief, LineRole.LEAD) == [RECOUNT.replace("198", "205")]


def test_a_dispute_alone_brings_no_story_back() -> None:
    assert nothing_to_send(again(first(differing()), differing()))


def test_reports_that_agree_after_a_revision_settle() -> None:
    agreed = revise(EARLY, "212", "198")
    brief = again(first(differing()), dossier([agreed, LATE], title="Tides"))
    assert set(kinds(brief)) == {News.CORRECTED, News.SETTLED}


def test_a_side_that_was_told_is_not_repeated_beside_the_new_one() -> None:
    told = first(dossier([EARLY], title="Tides"))
    brief = again(
        told, dossier([EARLY, LATE], differences=numbers((EARLY, "212", LEAD), (LATE, "198", COUNTED)), title="Tides")
    )
    lines = brief.stories[0].lines
    assert LEAD not in texts(brief)
    assert COUNTED in texts(brief)
    assert [line.before for line in lines if line.role is LineRole.DIFFERS] in ([], [LEAD])


# --- properties -------------------------------------------------------------------------------------------------------

REPORTS = (*FERRY, SALVORS)


@given(st.permutations(REPORTS), st.lists(st.integers(1, 4), min_size=1, max_size=3))
@settings(max_examples=30, deadline=None)
def test_over_several_briefs_no_line_is_told_twice(order: list[Report], cuts: list[int]) -> None:
    told, seen = NOTHING_TOLD, []
    for cut in (*sorted(cuts), 4):
        brief = compose([dossier(order[:cut])], ALWAYS, told=told)
        seen += texts(brief)
        told = told_after(brief, told)
    assert len(seen) == len(set(seen))
    assert nothing_to_send(compose([dossier(order)], ALWAYS, told=told))


# --- what brings a story back -----------------------------------------------------------------------------------------

STAYS = "Casimir Brode has refused to leave the harbour board of Tarbet over the ferry, the board said."
GOES = "Casimir Brode is to hand his seat to a deputy while a judge reads the log of the Maribel, Tarbet heard."


def test_a_refusal_taken_back_is_news_though_both_stand_in_one_statement() -> None:
    early = replace(ECHO, text=STAYS, title="Brode stays on harbour board")
    late = replace(SALVORS, text=GOES, title="Brode to hand seat to deputy")
    told = first(dossier([early], title="Brode"))
    brief = again(told, dossier([early, late], [statement((early, STAYS), (late, GOES))], title="Brode"))
    assert texts(brief, LineRole.LEAD) == [GOES]
    assert brief.stories[0].title == "Brode to hand seat to deputy"


def test_a_scene_brings_no_story_back() -> None:
    scene = "Gulls wheel over the yard of Tarbet, where a painter hums beside the slipway all day."
    assert nothing_to_send(again(first(dossier()), dossier((*FERRY, replace(SALVORS, text=scene)))))


def test_a_story_without_a_new_lead_keeps_the_headline_that_the_reader_knows() -> None:
    new = "The islands of Estmark will get a replacement ferry, the Tamsin, from Monday."
    shared = statement(
        (replace(SALVORS, text=new, title="Islands"), new),
        (replace(SALVORS, id="z", outlet="Z", text=new, title="Sea"), new),
    )
    reports = [
        replace(SALVORS, text=new, title="Gulls"),
        replace(SALVORS, id="z", outlet="Z", text=new, title="Gannets"),
    ]
    told = first(dossier())
    brief = again(told, dossier((*FERRY, *reports), [shared]))
    assert [line.role for line in brief.stories[0].lines] == [LineRole.SHARED]
    assert brief.stories[0].title == told.stories[0].title
