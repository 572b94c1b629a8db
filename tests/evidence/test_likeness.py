from __future__ import annotations

from twosource.evidence.likeness import SURE, Likeness, likeness
from twosource.evidence.standing import Standing
from twosource.evidence.units import Unit, units
from twosource.model import Report

ELSEWHERE = "Bakers in the old town gave away bread. The lighthouse museum stays open until autumn. Fog fell at dawn."


def compared(one: str, other: str, *, before: str = "") -> Likeness:
    """The likeness of two sentences, each the whole of a report, or the last where something stands before it."""
    reports = [Report("a", before + one), Report("b", before + other), Report("z", ELSEWHERE)]
    whole = [unit for unit in units(reports, {}) if unit.whole]
    return likeness(last(whole, 0), last(whole, 1))


def last(found: list[Unit], report: int) -> Unit:
    return [unit for unit in found if unit.report == report][-1]


TOLD = "Engineers found cracks in four arches of the Garrow viaduct, and the council has voted to demolish it."
RETOLD = "The council voted to demolish the Garrow viaduct after engineers found cracks in four of its arches."


def test_one_sentence_is_wholly_alike_and_sure() -> None:
    how = compared(TOLD, TOLD)
    assert how.dice == how.contained == 1.0
    assert how.same
    assert how.sure


def test_what_is_retold_in_its_own_words_may_corroborate() -> None:
    assert compared(TOLD, RETOLD).sure


def test_where_meaning_is_known_both_measures_have_to_agree() -> None:
    how = compared(TOLD, RETOLD)
    apart = how._replace(standing=Standing(-0.5, 0, 0.0), worth=0.0)
    assert how._replace(standing=Standing(0.3, 2, 0.6)).sure
    assert apart.margin >= SURE
    assert not apart.sure


def test_sentences_with_nothing_in_common_have_no_likeness() -> None:
    how = compared(TOLD, "Pilgrims sang in the chapel above Port Ellery.")
    assert how.dice == how.contained == 0.0
    assert not how.same
    assert not how.may_go_along


def test_openings_are_more_likely_one_event_than_what_follows() -> None:
    one, other = "A tram rammed the gates of the Corbel brewery.", "A crowded tram smashed into the brewery at Belket."
    between = "Ada Brill was mayor at the time. The river froze near the lighthouse. Some children slept through it. "
    opening, later = compared(one, other), compared(one, other, before=between)
    assert opening.lead
    assert not later.lead


def test_a_shared_number_and_a_shared_denial_speak_for_it() -> None:
    assert compared("The quarry employed 460 people.", "In the pit 460 people worked.").number
    assert compared("Nobody was killed in the blast.", "No one had died in the fire.").denied


def test_everyday_numbers_do_not() -> None:
    assert not compared("The quarry closed two gates.", "In the pit two lamps burned.").number


def test_a_name_in_common_is_no_statement() -> None:
    how = compared(
        "On Tuesday Ada Brill of Port Ellery opened a hospital.", "A harbour firm is sued by Ada Brill of Port Ellery."
    )
    assert not how.same


def test_an_age_in_common_is_no_statement_either() -> None:
    how = compared("Ada Brill, 46, opened the hospital wing.", "A harbour firm has sued Ada Brill, 46, over its fees.")
    assert not how.number
    assert not how.same


def test_speech_set_without_marks_is_the_speech_that_another_quotes() -> None:
    said = "We shall never leave the valley of our fathers"
    assert compared(f"{said}.", f"“{said},” they sang in the square.").speech
    assert not compared(f"{said}.", "“We shall sing,” they sang in the square of the valley.").speech


def test_a_clash_makes_the_alike_near() -> None:
    how = compared(TOLD, TOLD.replace("four", "nine"))
    assert how.clash == "number"
    assert how.near
    assert not how.same


def test_likeness_does_not_depend_on_which_comes_first() -> None:
    assert compared(TOLD, RETOLD) == compared(RETOLD, TOLD)
