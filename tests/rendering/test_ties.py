from __future__ import annotations

from dataclasses import replace

from tests.rendering import sample

from twosource.model import Copy, Counts, Origin, OriginKind, Statement, Status, Testimony
from twosource.rendering.mastheads import mastheads
from twosource.rendering.ties import Tie, TieKind, ties

HEADS = mastheads(sample.REPORTS, sample.OUTLETS)


def test_citations_and_copies_are_counted_between_names() -> None:
    found = ties(sample.DOSSIER, HEADS)
    assert found.names == ("The Ellery Courier", "Daily Lantern", "Upland Mirror")
    assert found.reporting == 3
    assert found.ties == (Tie(2, 1, TieKind.CITES, 1), Tie(2, 1, TieKind.COPIES, 1))


def test_who_is_cited_and_has_no_report_stands_below_and_once() -> None:
    wire = Origin(OriginKind.WIRE, "Far Wire")
    own = Origin(OriginKind.WIRE, "the ellery courier")
    statements = tuple(
        Statement(f"x{n}", (Testimony(sample.find(report, "Cracks"), origin),), Status.SINGLE, Counts(1, 1, 1, 1))
        for n, (report, origin) in enumerate([(sample.LANTERN, wire), (sample.MIRROR, wire), (sample.MIRROR, own)])
    )  # fmt: skip
    found = ties(replace(sample.DOSSIER, statements=statements, copies=()), HEADS)
    assert found.names[found.reporting :] == ("Far Wire",)
    assert found.ties == (
        Tie(1, 3, TieKind.CITES, 1),
        Tie(2, 0, TieKind.CITES, 1),
        Tie(2, 3, TieKind.CITES, 1),
    )


def test_nobody_is_tied_to_themselves() -> None:
    heads = mastheads((sample.COURIER, replace(sample.COURIER, id="again")), sample.OUTLETS)
    copies = (Copy(("r-courier", "again"), 1.0),)
    dossier = replace(
        sample.DOSSIER, reports=(sample.COURIER, replace(sample.COURIER, id="again")), statements=(), copies=copies
    )
    assert ties(dossier, heads).ties == ()
