from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from twosource.evidence.align import Alignment, align
from twosource.evidence.twins import Twins
from twosource.model import Report

GATE = "The flood gate above Tarrant lock was never lowered, a rivers engineer said."
RAIN = "Fourteen hours of rain had filled the upper Lode valley before midnight."
SOUP = "Nuns boiled soup for a hundred and forty neighbours in the convent kitchen."
OTHER = "Above Tarrant lock the flood gate was never lowered, said a rivers engineer on duty."
SHORT = "He declined to comment."


def report(key: str, *told: str) -> Report:
    return Report(key, "\n\n".join(told), outlet=key)


def joined(*reports: Report) -> tuple[Twins, Alignment]:
    twins = Twins(reports, {})
    aligned = twins.joined(align(reports, twins.left_out({})))
    return twins, aligned


def texts(aligned: Alignment) -> list[list[tuple[str, str]]]:
    return [[(passage.report, passage.text) for passage in group] for group in aligned.groups]


def test_a_sentence_that_an_earlier_report_has_is_left_out_and_joins_its_group() -> None:
    reports = (report("a", GATE, RAIN), report("b", RAIN, SOUP))
    twins, aligned = joined(*reports)
    assert [reports[1].text[slice(*span)] for span in twins.left_out({})["b"]] == [RAIN]
    assert texts(aligned) == [[("a", GATE)], [("a", RAIN), ("b", RAIN)], [("b", SOUP)]]


def test_quotation_marks_of_another_house_are_no_difference() -> None:
    curly, straight = (
        "“Lower the flood gate,” the rivers engineer begged.",
        '"Lower the flood gate," the rivers engineer begged.',
    )
    _, aligned = joined(report("a", curly), report("b", straight))
    assert texts(aligned) == [[("a", curly), ("b", straight)]]


def test_a_copy_stands_wherever_its_sentence_is_aligned() -> None:
    _, aligned = joined(report("a", GATE), report("b", OTHER), report("c", GATE))
    assert texts(aligned) == [[("a", GATE), ("b", OTHER), ("c", GATE)]]


def test_a_copy_whose_report_is_in_the_group_is_alone() -> None:
    _, aligned = joined(report("a", GATE), report("c", OTHER, GATE))
    assert sorted(texts(aligned)) == [[("a", GATE), ("c", OTHER)], [("c", GATE)]]


def test_short_formulas_stand_for_themselves() -> None:
    twins = Twins((report("a", SHORT), report("b", SHORT)), {})
    assert twins.left_out({}) == {"a": (), "b": ()}


def test_what_is_known_of_a_passage_is_known_of_its_copy() -> None:
    first, copy = report("a", GATE), report("c", RAIN, GATE)
    twins, aligned = joined(first, copy)
    ((one, other),) = [group for group in aligned.groups if len(group) > 1]
    assert twins.original(other) == one
    assert twins.original(one) == one


def test_a_clash_with_a_sentence_is_one_with_its_copies() -> None:
    one = "The storm killed 12 people in the lower streets of Tarrant, the rivers engineer said."
    other = "The storm killed 15 people in the lower streets of Tarrant, the rivers engineer said."
    _, aligned = joined(report("a", one), report("b", other), report("c", one))
    assert {(x.report, y.report) for x, y in aligned.near} == {("a", "b"), ("b", "c")}


@given(st.lists(st.lists(st.sampled_from([GATE, RAIN, SOUP, OTHER, SHORT]), max_size=5), min_size=1, max_size=4))
def test_no_sentence_is_lost_or_shown_twice(told: list[list[str]]) -> None:
    reports = tuple(report(f"r{number}", *sentences) for number, sentences in enumerate(told))
    _, aligned = joined(*reports)
    plain = align(reports, {})
    by_id = {one.id: one for one in reports}
    found = [passage for group in aligned.groups for passage in group]
    assert all(passage.stands_in(by_id[passage.report]) for passage in found)
    assert not any(a.report == b.report and a.span.overlaps(b.span) for a, b in combinations(found, 2))
    assert all(len({passage.report for passage in group}) == len(group) for group in aligned.groups)
    covered, as_before = (
        {(passage.report, by_id[passage.report].text.count("\n\n", 0, passage.start)) for passage in passages}
        for passages in (found, [passage for group in plain.groups for passage in group])
    )
    assert covered == as_before
