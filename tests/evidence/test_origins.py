from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from twosource.evidence.copies import copies
from twosource.evidence.origins import Origins, Provenance
from twosource.model import (
    Attribution,
    Credit,
    CreditKind,
    Directness,
    Origin,
    OriginKind,
    Outlet,
    Report,
    Said,
    Span,
    Speaker,
    SpeakerKind,
)

HERALD = Outlet("herald", "The Herald", owner="Ledger & Row")
TABLE = {"herald": HERALD, "the herald": HERALD}
BRILL = Speaker("ada-brill", "Ada Brill", SpeakerKind.PERSON)


def span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def attribution(
    text: str,
    content: str,
    who: Speaker,
    *,
    source: str | None = None,
    parent: int | None = None,
    medium: str | None = None,
) -> Attribution:
    sources = () if source is None else (span(text, source),)
    return Attribution((span(text, content),), (), sources, Directness.INDIRECT, who, parent, medium)


def provenance(
    report: Report,
    words: str,
    *attributions: Attribution,
    credited: Sequence[Credit] = (),
    quoted: Sequence[Span] = (),
) -> Provenance:
    origins = Origins(
        [report],
        said=[Said(report.id, one) for one in attributions],
        copied=(),
        credited={report.id: credited},
        quoted={report.id: quoted},
        outlets=TABLE,
        dates={},
    )
    return origins.provenance(report.passage(span(report.text, words)))


@pytest.mark.parametrize(
    ("kind", "medium", "origin"),
    [
        (SpeakerKind.PERSON, None, OriginKind.PERSON),
        (SpeakerKind.PERSON, "Twitter", OriginKind.POST),
        (SpeakerKind.PERSON, "a statement", OriginKind.PERSON),
        (SpeakerKind.ORGANISATION, None, OriginKind.PERSON),
        (SpeakerKind.DOCUMENT, None, OriginKind.DOCUMENT),
        (SpeakerKind.ANONYMOUS, None, OriginKind.UNNAMED),
        (SpeakerKind.UNKNOWN, None, OriginKind.UNKNOWN),
    ],
)
def test_an_attribution_tells_the_origin(kind: SpeakerKind, medium: str | None, origin: OriginKind) -> None:
    text = "The viaduct will be demolished, Orlin said."
    one = attribution(
        text, "The viaduct will be demolished", Speaker("o", "Orlin", kind), source="Orlin", medium=medium
    )
    found = provenance(Report("a", text, outlet="herald"), text, one)
    assert found.origin.kind is origin
    assert found.attribution == 0
    assert found.reasons[0].rule == "attributed"


def test_of_a_chain_the_outermost_is_the_origin_and_all_links_stay() -> None:
    text = "The agency reported that Ada Brill had said the viaduct was doomed."
    agency = Speaker("npa", "Northlight Press Agency", SpeakerKind.OUTLET)
    outer = attribution(text, "Ada Brill had said the viaduct was doomed", agency, source="The agency")
    inner = attribution(text, "the viaduct was doomed", BRILL, source="Ada Brill", parent=0)
    found = provenance(Report("a", text, outlet="herald"), text, outer, inner)
    assert found.origin == Origin(OriginKind.WIRE, "Northlight Press Agency")
    deep = provenance(Report("a", text, outlet="herald"), "the viaduct was doomed", outer, inner)
    assert deep.origin == Origin(OriginKind.WIRE, "Northlight Press Agency")
    assert Origin(OriginKind.PERSON, "Ada Brill") in deep.chain
    assert deep.chain[-1] == Origin(OriginKind.OWN, "Ledger & Row")


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("The viaduct is doomed, Brill told the Ellery Gazette.", Origin(OriginKind.OUTLET, "Ellery Gazette")),
        ("The viaduct is doomed, Brill told the Associated Press.", Origin(OriginKind.WIRE, "Associated Press")),
        ("The viaduct is doomed, Reuters reported.", Origin(OriginKind.WIRE, "Reuters")),
        ("The viaduct is doomed, Brill told the Herald.", Origin(OriginKind.UNKNOWN, "not told")),
        ("The viaduct is doomed, the Ellery Gazette revealed.", Origin(OriginKind.OUTLET, "Ellery Gazette")),
        ("An account of the plan appeared in the Ellery Gazette.", Origin(OriginKind.OUTLET, "Ellery Gazette")),
        ("The viaduct must fall, the High Court ruled.", Origin(OriginKind.UNKNOWN, "not told")),
        ("Most are for it, Jo Orr, head of the Union of Quay and Weir, said.", Origin(OriginKind.UNKNOWN, "not told")),
        ("The viaduct is doomed, Brill told the council.", Origin(OriginKind.OWN, "Ledger & Row")),
        ("The viaduct is reportedly doomed, like the mill.", Origin(OriginKind.UNKNOWN, "not told")),
        ("The viaduct is doomed, the newspaper reported.", Origin(OriginKind.UNKNOWN, "not told")),
    ],
)
def test_what_a_passage_itself_tells_of_its_origin(text: str, origin: Origin) -> None:
    assert provenance(Report("a", text, outlet="herald"), text).origin == origin


def test_an_outlet_that_is_named_in_what_somebody_says_is_not_the_origin() -> None:
    text = "“The viaduct is doomed, Reuters reported,” said Ada Brill."
    brill = Speaker("ada-brill", "Ada Brill", SpeakerKind.PERSON)
    one = attribution(text, "The viaduct is doomed, Reuters reported,", brill, source="Ada Brill")
    quoted = [span(text, text[: text.index("”") + 1])]
    said_so = provenance(Report("a", text, outlet="herald"), text, one, quoted=quoted)
    assert said_so.origin == Origin(OriginKind.PERSON, "Ada Brill")


def test_the_agency_is_the_one_named_before() -> None:
    text = "The Eastern News Agency said the viaduct was doomed. It would fall in May, the agency said."
    agency = Speaker("ena", "Eastern News Agency", SpeakerKind.OUTLET)
    one = attribution(text, "the viaduct was doomed", agency, source="The Eastern News Agency")
    found = provenance(Report("a", text, outlet="herald"), "It would fall in May, the agency said.", one)
    assert found.origin == Origin(OriginKind.WIRE, "Eastern News Agency")


def test_an_agency_without_a_name_is_the_one_named_before_or_nobody() -> None:
    text = "The Eastern News Agency said the viaduct was doomed. It said the mill was for sale."
    named = Speaker("ena", "Eastern News Agency", SpeakerKind.OUTLET)
    nameless = Speaker("news-agency", "news agency", SpeakerKind.OUTLET)
    first = attribution(text, "the viaduct was doomed", named, source="The Eastern News Agency")
    second = attribution(text, "the mill was for sale", nameless, source="It")
    report = Report("a", text, outlet="herald")
    found = provenance(report, "It said the mill was for sale.", first, second)
    assert found.origin == Origin(OriginKind.WIRE, "Eastern News Agency")
    assert provenance(report, "It said the mill was for sale.", second).origin.kind is OriginKind.UNKNOWN


def test_an_outlet_that_quotes_itself_is_on_its_own() -> None:
    text = "The Herald said the viaduct was doomed."
    herald = Speaker("herald", "The Herald", SpeakerKind.OUTLET)
    one = attribution(text, "the viaduct was doomed", herald, source="The Herald")
    assert provenance(Report("a", text, outlet="herald"), text, one).origin == Origin(OriginKind.OWN, "Ledger & Row")


def test_quoted_words_without_a_speaker_are_of_unknown_origin() -> None:
    text = "“The viaduct is doomed and so is the mill.”"
    report = Report("a", text, outlet="herald")
    found = provenance(report, text, quoted=[Span(0, len(text))])
    assert found.origin.kind is OriginKind.UNKNOWN


def test_an_attribution_of_a_few_words_does_not_hold_the_sentence() -> None:
    text = "The viaduct, which Brill called ugly, was closed on Monday after the storm tore away its parapet."
    one = attribution(text, "ugly", BRILL, source="Brill")
    assert provenance(Report("a", text, outlet="herald"), text, one).origin.kind is OriginKind.OWN


def test_a_credit_tells_the_origin_of_a_report() -> None:
    """Which credit tells what is for `bearings`."""
    report = Report("a", "The viaduct was closed on Monday.", outlet="herald")
    found = provenance(report, report.text, credited=[Credit(CreditKind.WIRE, "AP")])
    assert found.origin == Origin(OriginKind.WIRE, "Associated Press")


def test_a_credit_in_one_sentence_is_of_that_sentence_alone() -> None:
    text = "The viaduct was closed, as the Ellery Gazette first told. The mill is for sale."
    credit = Credit(CreditKind.OUTLET, "Ellery Gazette", span(text, "as the Ellery Gazette first told"))
    report = Report("a", text, outlet="herald")
    first = provenance(report, "The viaduct was closed, as the Ellery Gazette first told.", credited=[credit])
    second = provenance(report, "The mill is for sale.", credited=[credit])
    assert first.origin == Origin(OriginKind.OUTLET, "Ellery Gazette")
    assert second.origin == Origin(OriginKind.OWN, "Ledger & Row")


def test_a_report_without_outlet_is_of_unknown_origin() -> None:
    found = provenance(Report("a", "The viaduct was closed."), "The viaduct was closed.")
    assert found.origin.kind is OriginKind.UNKNOWN
    assert found.family is None


COPY = (
    "Divers raised the bell of the Orla Queen from the wreck off Fennick at low tide on Sunday and carried it to the "
    "chapel above Port Ellery where the names of the drowned are kept."
)


def shared_text(*, first: date | None, second: date | None, credit: Credit | None = None) -> list[Provenance]:
    reports = [
        Report("a", COPY, outlet="herald", published=first),
        Report("b", COPY, outlet="packet", published=second),
    ]
    origins = Origins(
        reports,
        said=(),
        copied=copies(reports, {}),
        credited={"b": [credit]} if credit else {},
        quoted={},
        outlets=TABLE,
        dates={},
    )
    return [origins.provenance(report.passage(Span(0, len(COPY)))) for report in reports]


def test_shared_text_is_of_the_one_that_had_it_first() -> None:
    one, other = shared_text(first=date(2026, 3, 2), second=date(2026, 3, 1))
    assert one.origin == other.origin == Origin(OriginKind.OWN, "packet")
    assert one.siblings == {"b"}
    assert other.kin == {"a"}


def test_shared_text_of_one_day_is_one_origin_without_a_name() -> None:
    one, other = shared_text(first=date(2026, 3, 1), second=date(2026, 3, 1))
    assert one.origin == other.origin
    assert "Herald" in one.origin.name
    assert set(one.chain) & set(other.chain)


def test_shared_text_is_of_the_wire_that_one_of_them_credits() -> None:
    one, other = shared_text(first=date(2026, 3, 1), second=None, credit=Credit(CreditKind.WIRE, "AP"))
    assert one.origin == other.origin == Origin(OriginKind.WIRE, "Associated Press")
