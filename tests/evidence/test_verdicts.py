from __future__ import annotations

from itertools import permutations

import pytest

from twosource.evidence.origins import Provenance
from twosource.evidence.verdicts import Likely, Relation, judge, relation, story_counts
from twosource.model import Copy, Counts, Origin, OriginKind, Outlet, Passage, Report, Status


def rests(
    report: str,
    kind: OriginKind = OriginKind.OWN,
    name: str | None = None,
    *,
    family: str | None = "same as report",
    siblings: frozenset[str] = frozenset(),
    kin: frozenset[str] = frozenset(),
) -> Provenance:
    house = report if family == "same as report" else family
    gatherer = Origin(OriginKind.OWN, house) if house else Origin(OriginKind.UNKNOWN, "not told")
    origin = Origin(kind, name or report)
    return Provenance(
        passage=Passage(report, 0, 4, "Rain"),
        origin=origin,
        chain=(origin, gatherer),
        outlet=report if house else None,
        family=house,
        attribution=None,
        reasons=(),
        siblings=siblings,
        kin=kin,
    )


def surely(_: Passage, __: Passage) -> Likely:
    return Likely()


PERSON, POST, OWN, WIRE = OriginKind.PERSON, OriginKind.POST, OriginKind.OWN, OriginKind.WIRE
OUTLET, DOCUMENT, UNNAMED, UNKNOWN = OriginKind.OUTLET, OriginKind.DOCUMENT, OriginKind.UNNAMED, OriginKind.UNKNOWN


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (rests("a"), rests("b"), Relation.APART),
        (rests("a"), rests("b", WIRE, "Reuters"), Relation.APART),
        (rests("a", OUTLET, "Gazette"), rests("b", WIRE, "Reuters"), Relation.APART),
        (rests("a", family="x"), rests("b", family="x"), Relation.SAME),
        (rests("a", WIRE, "Reuters"), rests("b", WIRE, "Reuters"), Relation.SAME),
        (rests("a", OUTLET, "The Gazette"), rests("gazette", OWN, "gazette"), Relation.SAME),
        (rests("a", PERSON, "Ada Brill"), rests("b", PERSON, "Ada Brill"), Relation.SAME),
        (rests("a", PERSON, "Brill"), rests("b", POST, "Ada Brill"), Relation.SAME),
        (rests("a", DOCUMENT, "the memo"), rests("b", DOCUMENT, "the memo"), Relation.SAME),
        (rests("a", siblings=frozenset("b")), rests("b"), Relation.SAME),
        (rests("a", PERSON, "Ada Brill"), rests("b"), Relation.UNTOLD),
        (rests("a", PERSON, "Ada Brill"), rests("b", PERSON, "Jon Orlin"), Relation.UNTOLD),
        (rests("a", UNNAMED, "officials"), rests("b", UNNAMED, "officials"), Relation.UNTOLD),
        (rests("a", UNNAMED, "an aide"), rests("b"), Relation.UNTOLD),
        (rests("a", UNKNOWN, "not told"), rests("b"), Relation.UNTOLD),
        (rests("a", UNKNOWN, "not told"), rests("b", UNKNOWN, "not told"), Relation.UNTOLD),
        (rests("a", family=None), rests("b"), Relation.UNTOLD),
        (rests("a", kin=frozenset("b")), rests("b", kin=frozenset("a")), Relation.UNTOLD),
    ],
)
def test_relations(one: Provenance, other: Provenance, expected: Relation) -> None:
    assert relation(one, other, Likely()).relation is expected
    assert relation(other, one, Likely()).relation is expected


def test_the_same_quoted_words_are_one_witness() -> None:
    assert relation(rests("a"), rests("b"), Likely(speech=True)).relation is Relation.SAME


def test_a_likeness_by_a_hair_corroborates_nothing() -> None:
    assert relation(rests("a"), rests("b"), Likely(unsure=True)).relation is Relation.UNTOLD


def test_two_reporters_are_two_origins() -> None:
    verdict = judge([rests("a"), rests("b"), rests("c")], surely)
    assert (verdict.status, verdict.origins) == (Status.INDEPENDENT, 3)
    assert {reason.rule for reason in verdict.reasons} == {"apart"}


def test_one_named_person_in_two_outlets_corroborates_that_it_was_said() -> None:
    verdict = judge([rests("a", PERSON, "Ada Brill"), rests("b", PERSON, "Ada Brill")], surely)
    assert (verdict.status, verdict.origins) == (Status.SAME_ORIGIN, 1)
    assert "that it was said, not what was said" in verdict.reasons[0].text
    assert [passage.report for passage in verdict.reasons[0].passages] == ["a", "b"]


def test_a_copy_adds_no_origin() -> None:
    verdict = judge([rests("a", siblings=frozenset("b")), rests("b", siblings=frozenset("a")), rests("c")], surely)
    assert (verdict.status, verdict.origins) == (Status.INDEPENDENT, 2)


def test_a_report_without_outlet_adds_no_origin() -> None:
    verdict = judge([rests("a"), rests("b", UNKNOWN, "not told", family=None)], surely)
    assert (verdict.status, verdict.origins) == (Status.UNKNOWN, 1)


def test_nothing_known_is_no_origin_at_all() -> None:
    verdict = judge([rests("a", UNKNOWN, "not told"), rests("b", UNKNOWN, "not told")], surely)
    assert (verdict.status, verdict.origins) == (Status.UNKNOWN, 0)


def test_one_report_or_one_outlet_is_single() -> None:
    assert judge([rests("a"), rests("a")], surely).status is Status.SINGLE
    twice = [rests("a", family="x"), rests("b", family="x")]
    assert judge(twice, surely).status is Status.SAME_ORIGIN
    same_outlet = Provenance(Passage("b", 0, 4, "Rain"), *_rest_of(twice[0]))
    assert judge([twice[0], same_outlet], surely).status is Status.SINGLE


def _rest_of(one: Provenance) -> tuple[Origin, tuple[Origin, ...], str | None, str | None, int | None, tuple[()]]:
    return (one.origin, one.chain, one.outlet, one.family, one.attribution, ())


def test_the_order_of_testimonies_changes_neither_status_nor_origins() -> None:
    all_of_them = [
        rests("a"),
        rests("b", siblings=frozenset("a")),
        rests("c", PERSON, "Ada Brill"),
        rests("d", WIRE, "Reuters"),
    ]
    assert len({judge(order, surely)[:2] for order in permutations(all_of_them)}) == 1


def test_the_four_numbers_of_a_story() -> None:
    reports = [Report(key, "x", outlet=outlet) for key, outlet in zip("abcde", ("h", "p", "q", "r", None), strict=True)]
    table = {key: Outlet(key, key, owner="Row" if key in "hp" else None) for key in "hpqr"}
    bases = {
        "a": Origin(OWN, "Row"),
        "b": Origin(OWN, "Row"),
        "c": Origin(OWN, "q"),
        "d": Origin(WIRE, "Reuters"),
        "e": Origin(UNKNOWN, "not told"),
    }
    copied = [Copy(("c", "d"), 0.9), Copy(("a", "c"), 0.2)]
    assert story_counts(reports, bases, copied, table) == Counts(reports=5, texts=4, outlets=4, origins=2)
