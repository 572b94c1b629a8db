"""Who is credited for a report's words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.model import Credit, CreditKind, Report, Span
from twosource.reading.credits import AGENCIES, Agency, agency, credits, dateline, is_credit, news_sentences  # noqa: A004

NEWS = "A ferry sank off Calder on Monday. Nobody was hurt."


def told(text: str, **about: str) -> list[tuple[CreditKind, str, str | None]]:
    report = Report("1", text, **about)  # type: ignore[arg-type]
    return [
        (credit.kind, credit.name, credit.span and text[credit.span.start : credit.span.end])
        for credit in credits(report)
    ]


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        ("The Associated Press", "Associated Press"),
        ("By ADA QUIST, Associated Press", "Associated Press"),
        ("Ada Quist and Orlo Vane, AP", "Associated Press"),
        ("Reuters Staff", "Reuters"),
        ("Ada Quist for Reuters", "Reuters"),
        ("AFP", "Agence France-Presse"),
        ("Staff and agencies", "news agencies"),
        ("From wire reports", "news agencies"),
        ("Ada Quist (dpa)", "dpa"),
        ("Associated Press writer Ada Quist", "Associated Press"),
    ],
)
def test_a_wire_byline(byline: str, name: str) -> None:
    assert told(NEWS, byline=byline) == [(CreditKind.WIRE, name, None)]


def test_a_credit_field() -> None:
    assert told(NEWS, credit="The Associated Press") == [(CreditKind.WIRE, "Associated Press", None)]


@pytest.mark.parametrize("byline", ["Ada Quist", "Ada Quist, political editor", "Paul Reuters-Vane", ""])
def test_a_byline_of_people_is_no_credit(byline: str) -> None:
    assert told(NEWS, byline=byline) == []


def test_an_agency_is_no_credit_of_its_own_report() -> None:
    assert told(f"LONDON (Reuters) - {NEWS}", outlet="Reuters", byline="Reuters Staff") == []
    assert told(f"LONDON (AP) — {NEWS}", outlet="AP News") == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("WASHINGTON (AP) — It sank.", "WASHINGTON (AP) —"),
        ("LONDON (Reuters) - It sank.", "LONDON (Reuters) -"),
        ("PARIS, Jan 5 (Reuters) - It sank.", "PARIS, Jan 5 (Reuters) -"),
        ("DES MOINES, Iowa, Jan. 5 (UPI) — It sank.", "DES MOINES, Iowa, Jan. 5 (UPI) —"),
        ("Paris (AFP) – It sank.", "Paris (AFP) –"),
        ("March 3 (Reuters) - It sank.", "March 3 (Reuters) -"),
        ("(Reuters) - It sank.", "(Reuters) -"),
        ("WASHINGTON -- It sank.", "WASHINGTON --"),
        ("CALDER, March 3 — It sank.", "CALDER, March 3 —"),
        ("Ferry sinks off Calder\n\nBy Ada Quist\n\nCALDER — It sank.", "CALDER —"),
        ("CALDER—It sank.", "CALDER—"),
    ],
)
def test_datelines(text: str, line: str) -> None:
    span = dateline(text)
    assert span is not None
    assert text[span.start : span.end] == line


@pytest.mark.parametrize(
    "text",
    [
        "It sank.",
        "Sen. Ada Quist (D-Ohio) said it sank.",
        "EXCLUSIVE — It sank.",
        "The ferry (Orlo) sank.",
        "Calder — a town of ten thousand — lost its ferry.",
        "A - B",
        "",
    ],
)
def test_no_datelines(text: str) -> None:
    assert dateline(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CALDER, Dec. 3 (Reuters) - It sank. All swam.", ["It sank.", "All swam."]),
        ("Ferry sinks off Calder\n\nCALDER — It sank.", ["Ferry sinks off Calder", "It sank."]),
        ("CALDER — “It sank,” she said.", ["“It sank,” she said."]),
        ("NATO — the alliance, that is — has agreed.", ["NATO — the alliance, that is — has agreed."]),
        ("It sank. All swam.", ["It sank.", "All swam."]),
        ("", []),
    ],
)
def test_the_news_begins_behind_the_dateline(text: str, found: list[str]) -> None:
    assert [text[slice(*span)] for span in news_sentences(text)] == found


def test_the_agency_of_a_dateline_is_credited_where_it_stands() -> None:
    assert told(f"CALDER (AP) — {NEWS}") == [(CreditKind.WIRE, "Associated Press", "AP")]


@pytest.mark.parametrize(
    ("line", "kind", "name"),
    [
        ("The Associated Press contributed to this report.", CreditKind.CONTRIBUTED, "Associated Press"),
        ("Ada Quist and Reuters contributed to this story.", CreditKind.CONTRIBUTED, "Reuters"),
        ("The Calder Post contributed to this report.", CreditKind.CONTRIBUTED, "Calder Post"),
        ("Associated Press writer Ada Quist contributed from Calder.", CreditKind.CONTRIBUTED, "Associated Press"),
        ("Associated Press writers Ada Quist and Orlo Vane contributed to this report.", CreditKind.CONTRIBUTED,
         "Associated Press"),
        ("(Reporting by Ada Quist in Calder; Editing by Orlo Vane)", CreditKind.WIRE, "Reuters"),
        ("Reporting by Ada Quist for AP, editing by Orlo Vane", CreditKind.WIRE, "Associated Press"),
        ("Additional reporting by agencies", CreditKind.CONTRIBUTED, "news agencies"),
        ("— with files from The Canadian Press", CreditKind.CONTRIBUTED, "Canadian Press"),
        ("Material from Reuters was used in this report.", CreditKind.CONTRIBUTED, "Reuters"),
        ("Reporting by Reuters was used in this article.", CreditKind.CONTRIBUTED, "Reuters"),
        ("Reporting by Reuters contributed to this article.", CreditKind.CONTRIBUTED, "Reuters"),
        ("Some reporting by The Associated Press is included.", CreditKind.CONTRIBUTED, "Associated Press"),
        ("This story includes material from Reuters.", CreditKind.CONTRIBUTED, "Reuters"),
        ("This story first appeared in The Calder Post.", CreditKind.OUTLET, "Calder Post"),
        ("This article was originally published by Brannoc Review.", CreditKind.OUTLET, "Brannoc Review"),
        ("Originally published by ProHarbour.", CreditKind.OUTLET, "ProHarbour"),
        ("Republished with permission of The Calder Post.", CreditKind.OUTLET, "Calder Post"),
        ("Copyright 2031 The Associated Press.", CreditKind.WIRE, "Associated Press"),
        ("- Reuters", CreditKind.WIRE, "Reuters"),
        ("By The Associated Press", CreditKind.WIRE, "Associated Press"),
        ("By ADA QUIST, Associated Press", CreditKind.WIRE, "Associated Press"),
    ],
)  # fmt: skip
def test_credit_lines(line: str, kind: CreditKind, name: str) -> None:
    text = f"{NEWS}\n\n{line}"
    assert told(text) == [(kind, name, line)]


@pytest.mark.parametrize(
    "line",
    [
        "Reports from the front were used to plan the raid.",
        "This bill includes material from the committee.",
        "Ada Quist contributed to this report.",
        "Ada Quist contributed reporting from Calder.",
        "Quist contributed $5 million to the campaign.",
        "Reuters reported that the ferry had sunk.",
        "The storm contributed to the accident.",
        "No further details on the damage were provided.",
        "The AP said that the documents were accessible to a few.",
        "This story was told in Calder.",
        "The company was first to publish.",
        "Reuters:",
    ],
)
def test_no_credits(line: str) -> None:
    assert told(f"{NEWS}\n\n{line}") == []


def test_an_agency_in_the_middle_of_a_text_is_no_credit() -> None:
    middle = [NEWS] * 8
    assert told("\n\n".join([*middle, "Reuters", *middle])) == []


def test_a_credit_is_told_once() -> None:
    report = Report("1", NEWS, byline="AP", credit="The Associated Press")
    assert credits(report) == (Credit(CreditKind.WIRE, "Associated Press"),)


def test_other_agencies_can_be_told() -> None:
    report = Report("1", f"CALDER (CNA) — {NEWS}", byline="Calder News Agency")
    table = (*AGENCIES, Agency("Calder News Agency", ("CNA",)))
    assert credits(report, table) == (
        Credit(CreditKind.WIRE, "Calder News Agency"),
        Credit(CreditKind.WIRE, "Calder News Agency", Span(8, 11)),
    )
    assert agency("cna", table) == "Calder News Agency"
    assert agency("CNA") is None


@pytest.mark.parametrize(
    "line", ["AP", "By Ada Quist", "Ada Quist contributed to this story.", "First published in Roe."]
)
def test_lines_that_only_credit(line: str) -> None:
    assert is_credit(line)


@pytest.mark.parametrize("line", [NEWS, "The storm contributed to the accident.", "x" * 700])
def test_lines_that_tell_news(line: str) -> None:
    assert not is_credit(line)


@given(st.text(max_size=200), st.text(max_size=40))
def test_spans_lie_in_the_text(text: str, byline: str) -> None:
    for credit in credits(Report("1", text, byline=byline)):
        assert credit.span is None or 0 <= credit.span.start < credit.span.end <= len(text)


def test_a_line_that_names_its_source_is_a_credit_and_no_news() -> None:
    text = f"{NEWS}\n\nSource: The Calder Post"
    assert told(text) == [(CreditKind.OUTLET, "Calder Post", "Source: The Calder Post")]
    assert is_credit("Source: The Calder Post")
    assert told(f"{NEWS}\n\nSource: Reuters")[0][:2] == (CreditKind.WIRE, "Reuters")
    assert not is_credit("Source: two people who were there, and who asked not to be named.")
