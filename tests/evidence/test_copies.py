from __future__ import annotations

import time
from datetime import date
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from twosource.evidence.copies import copies, distinct_texts, text_groups
from twosource.model import Report, Span

WIRE = """The Orla Queen ran aground off Fennick Island shortly before dawn on Tuesday with 140 passengers aboard.

Lifeboats from two villages carried the passengers to the harbour wall, where buses waited to take them to the mainland.

The ferry company has hired divers to inspect the hull before any attempt is made to tow the vessel into deep water.

A crew member was treated for a broken wrist, and a dozen passengers complained of bruises and cold."""
OWN = """Passengers on the Orla Queen spoke of panic when the ferry struck rocks near Fennick on Tuesday morning.

Many had been asleep in the lower saloon and woke to the sound of plates breaking in the galley above them.

Fishermen were first to reach the ship, and some of those rescued were barefoot when they came ashore."""
QUOTE = (
    "“We heard a long grinding noise beneath our feet and then every light in the saloon went dark at once and the "
    "children began to cry,” said Ada Brill."
)


def report(key: str, text: str, outlet: str | None = None, published: date | None = None) -> Report:
    return Report(key, text, outlet=outlet, published=published)


def span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def wire_story() -> list[Report]:
    return [
        report("a-wire", WIRE, "Northlight", date(2026, 3, 10)),
        report("b-whole", WIRE.replace("harbour wall", "quay"), "Packet", date(2026, 3, 11)),
        report("c-own", OWN, "Lantern", date(2026, 3, 11)),
    ]


def test_copy_run_whole_is_found_and_is_one_text() -> None:
    reports = wire_story()
    (copy,) = copies(reports, {})
    assert copy.reports == ("a-wire", "b-whole")
    assert copy.share > 0.9
    assert distinct_texts(reports, [copy]) == 2
    assert text_groups(reports, [copy]) == (("a-wire", "b-whole"), ("c-own",))


def test_a_brief_cut_from_a_long_report_is_a_copy_of_it() -> None:
    brief = "\n\n".join(WIRE.split("\n\n")[:2])
    long = OWN + "\n\n" + WIRE
    (copy,) = copies([report("long", long, "One"), report("brief", brief, "Two")], {})
    assert copy.share > 0.95


def test_stretches_are_the_shared_words_as_each_report_has_them() -> None:
    reports = {one.id: one for one in wire_story()}
    (copy,) = copies(list(reports.values()), {})
    assert [len(stretch) for stretch in copy.stretches] == [2, 2]
    for stretch in copy.stretches:
        assert all(passage.stands_in(reports[passage.report]) for passage in stretch)
    first = copy.stretches[0][0]
    assert first.text.startswith("The Orla Queen ran aground")
    assert first.text.endswith("carried the passengers to the")


def test_one_press_conference_is_not_a_copy() -> None:
    texts = [OWN + "\n\n" + QUOTE, WIRE.partition("\n\n")[0] + "\n\n" + QUOTE]
    reports = [report("a", texts[0], "One"), report("b", texts[1], "Two")]
    quoted = {one.id: [span(one.text, QUOTE[: QUOTE.index(" said")])] for one in reports}
    assert copies(reports, quoted) == ()
    assert copies(reports, {}) != ()


def test_formulas_that_reporters_hit_upon_apart_are_no_copies() -> None:
    formula = " A spokesman for the company could not be reached for comment on the report on Tuesday."
    assert copies([report("a", OWN + formula, "One"), report("b", WIRE + formula, "Two")], {}) == ()


def test_reports_between_which_a_third_stands_are_two_copies() -> None:
    wire, own = WIRE.split("\n\n"), OWN.split("\n\n")
    reports = [
        report("a", "\n\n".join(wire), "One", date(2026, 3, 1)),
        report("b", "\n\n".join(wire[:2] + own[:2]), "Two", date(2026, 3, 2)),
        report("c", "\n\n".join(own), "Three", date(2026, 3, 3)),
    ]
    assert {copy.reports for copy in copies(reports, {})} == {("a", "b"), ("b", "c")}


def test_three_copies_are_one_group_with_stretches_of_three() -> None:
    reports = [report(key, WIRE, key, date(2026, 3, 1)) for key in ("a", "b", "c")]
    (copy,) = copies(reports, {})
    assert copy.reports == ("a", "b", "c")
    assert [len(stretch) for stretch in copy.stretches] == [3]
    assert distinct_texts(reports, [copy]) == 1


def test_input_order_changes_nothing() -> None:
    reports = wire_story()
    assert len({copies(order, {}) for order in permutations(reports)}) == 1


@given(st.lists(st.text(alphabet="ab cd.\n“”", max_size=200), max_size=4))
def test_any_texts_give_copies_with_shares_from_0_to_1(texts: list[str]) -> None:
    reports = {str(number): report(str(number), text) for number, text in enumerate(texts)}
    for copy in copies(list(reports.values()), {}):
        assert 0.0 <= copy.share <= 1.0
        assert all(passage.stands_in(reports[passage.report]) for stretch in copy.stretches for passage in stretch)


def test_repeated_text_takes_no_time_by_the_square() -> None:
    text = "the tide turned early at Fennick and " * 3000
    started = time.perf_counter()
    copies([report("a", text), report("b", text)], {})
    assert time.perf_counter() - started < 5
