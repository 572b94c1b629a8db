from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations

from twosource.evidence.amendments import Amendment, Copied, Owned
from twosource.evidence.sidebyside import side_by_side
from twosource.model import CopyKind, Outlet, Report, Story

WIRE = """The ferry Halcyon ran onto a sandbank off Pell Island before dawn on Monday with 140 passengers on board.

Nobody was hurt. The company has not said when the ferry will sail again, and divers look at its hull today."""
OWN = """A ferry with 140 passengers went aground on a sandbank near Pell Island before dawn on Monday.

Lifeboats from three harbours brought them ashore in two hours. “It was as calm as a pond,” said one of them."""


def report(name: str, text: str, hour: int) -> Report:
    return Report(name, text, name.title(), title="Ferry aground", published=datetime(2026, 3, 9, hour, tzinfo=UTC))


FIRST, COPIED, SECOND = report("courier", WIRE, 7), report("herald", WIRE, 9), report("packet", OWN, 8)


def test_reports_are_laid_in_order_of_publication_whatever_order_they_come_in() -> None:
    found = [side_by_side(Story("ferry", order), {}) for order in permutations((FIRST, COPIED, SECOND))]
    assert [one.id for one in found[0].reports] == ["courier", "packet", "herald"]
    assert all(other.copied == found[0].copied and other.aligned == found[0].aligned for other in found)


def test_a_copy_is_found_and_its_passages_are_aligned_with_the_text_that_it_repeats() -> None:
    laid = side_by_side(Story("ferry", (FIRST, COPIED, SECOND)), {})
    assert [(copy.reports, copy.share) for copy in laid.copied] == [(("courier", "herald"), 1.0)]
    ran_aground = next(group for group in laid.aligned.groups if any("sandbank" in passage.text for passage in group))
    assert {passage.report for passage in ran_aground} == {"courier", "herald", "packet"}


def test_what_is_quoted_stands_by_report() -> None:
    laid = side_by_side(Story("ferry", (FIRST, SECOND)), {})
    assert [OWN[span.start : span.end] for span in laid.quoted["packet"]] == ["“It was as calm as a pond,”"]
    assert laid.quoted["courier"] == ()


def test_an_editor_says_what_is_a_copy_and_who_owns_whom() -> None:
    amendments: list[Amendment] = [Copied(("courier", "packet")), Owned("Packet", "Ledger & Row")]
    laid = side_by_side(Story("ferry", (FIRST, SECOND)), {"packet": Outlet("packet", "Packet")}, amendments=amendments)
    assert CopyKind.MARKED in {copy.kind for copy in laid.copied}
    assert laid.outlets["packet"].owner == "Ledger & Row"
