from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st

from twosource.evidence.rewrites import Link, heaviest_chain, rewrites
from twosource.model import Copy, CopyKind, Report, Span
from twosource.reading.sentences import sentences

WIRE = (
    "A barge loaded with gravel sank beside the Tollgate lock at Brackwater before dawn on Tuesday.",
    "Its skipper and two deckhands swam ashore and were treated for cold at the cottage hospital.",
    "The canal company closed eleven miles of towpath while divers searched the wreck for a leaking fuel tank.",
    "Engineers expect that a floating crane from Marchport will raise the hull by the weekend.",
    "The lock was rebuilt nine years ago after a flood had torn away its lower gates.",
    "Anglers found dead perch downstream, and wardens took samples of the oily water.",
    "Two schools nearby sent pupils home because of the smell of diesel.",
)
RETOLD = (
    "Gravel was the cargo of a barge that went down next to the Tollgate lock, Brackwater, before dawn.",
    "Two deckhands swam ashore with their skipper, and all were treated at the cottage hospital.",
    "Divers went to look for a leaking fuel tank as the canal company closed the towpath for eleven miles.",
    "By the weekend a floating crane should raise the hull, engineers think, once it comes from Marchport.",
    "A flood tore the lower gates away nine years ago, and the lock was rebuilt.",
    "Dead perch were found downstream by anglers; wardens have samples of the water.",
)
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def report(key: str, *told: str, hours: int = 0, outlet: str | None = None) -> Report:
    return Report(key, "\n\n".join(told), outlet=outlet or key, published=NOON + timedelta(hours=hours))


def found(reports: list[Report], *bound: tuple[str, str]) -> tuple[Copy, ...]:
    return rewrites(reports, quoted={}, furniture={}, bound={frozenset(pair) for pair in bound})


def test_a_text_told_again_sentence_by_sentence_is_a_rewrite() -> None:
    wire, retold = report("wire", *WIRE), report("retold", *RETOLD, hours=1)
    (copy,) = found([retold, wire])
    assert copy.kind is CopyKind.REWRITTEN
    assert copy.reports == ("wire", "retold")
    assert copy.share > 0.5
    assert [passage.text for passage in copy.stretches[0]] == [WIRE[0], RETOLD[0]]
    assert len(copy.stretches) == len(RETOLD)


def test_the_same_facts_in_another_order_are_no_rewrite() -> None:
    assert found([report("wire", *WIRE), report("own", *reversed(RETOLD))]) == ()


def test_a_few_facts_in_order_are_a_rewrite_only_where_the_reports_belong_together() -> None:
    reports = [report("wire", *WIRE), report("brief", *RETOLD[:3], hours=1)]
    assert found(reports) == ()
    assert [copy.reports for copy in found(reports, ("brief", "wire"))] == [("wire", "brief")]


def test_quoted_speech_makes_no_rewrite() -> None:
    wire, retold = report("wire", *WIRE), report("retold", *RETOLD)
    quoted = {one.id: [Span(*span) for span in sentences(one.text)] for one in (wire, retold)}
    assert rewrites([wire, retold], quoted=quoted, furniture={}, bound=()) == ()


def test_furniture_makes_no_rewrite() -> None:
    wire, retold = report("wire", *WIRE), report("retold", *RETOLD)
    furniture = {one.id: [Span(0, len(one.text))] for one in (wire, retold)}
    assert rewrites([wire, retold], quoted={}, furniture=furniture, bound=()) == ()


def test_input_order_never_shows() -> None:
    reports = [report("wire", *WIRE), report("retold", *RETOLD, hours=1), report("brief", *WIRE[:2], hours=2)]
    answers = {found(list(order), ("wire", "brief")) for order in permutations(reports)}
    assert len(answers) == 1


links = st.lists(
    st.builds(Link, st.integers(0, 12), st.integers(0, 12), st.floats(0.1, 9).map(lambda weight: round(weight, 3))),
    max_size=12,
)


@given(links)
def test_a_chain_keeps_the_order_of_both_and_no_single_link_outweighs_it(given_links: list[Link]) -> None:
    chain = heaviest_chain(given_links)
    assert all(a.one < b.one and a.other < b.other for a, b in pairwise(chain))
    assert sum(link.weight for link in chain) >= max((link.weight for link in given_links), default=0)
    assert set(chain) <= set(given_links)
