from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from twosource.evidence.origins import Provenance
from twosource.evidence.verdicts import Kinship, Likely, judge, relation, story_counts
from twosource.model import (
    Copy,
    Counts,
    Origin,
    OriginKind,
    Outlet,
    Passage,
    Reason,
    Report,
    Speaker,
    SpeakerKind,
    Status,
)


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
        (rests("a"), rests("b"), Kinship.APART),
        (rests("a"), rests("b", WIRE, "Reuters"), Kinship.UNTOLD),
        (rests("a", OUTLET, "Gazette"), rests("b", WIRE, "Reuters"), Kinship.APART),
        (rests("a", family="x"), rests("b", family="x"), Kinship.SAME),
        (rests("a", WIRE, "Reuters"), rests("b", WIRE, "Reuters"), Kinship.SAME),
        (rests("a", OUTLET, "The Gazette"), rests("gazette", OWN, "gazette"), Kinship.SAME),
        (rests("a", PERSON, "Ada Brill"), rests("b", PERSON, "Ada Brill"), Kinship.SAME),
        (rests("a", PERSON, "Brill"), rests("b", POST, "Ada Brill"), Kinship.SAME),
        (rests("a", DOCUMENT, "the memo"), rests("b", DOCUMENT, "the memo"), Kinship.SAME),
        (rests("a", siblings=frozenset("b")), rests("b"), Kinship.SAME),
        (rests("a", PERSON, "Ada Brill"), rests("b"), Kinship.UNTOLD),
        (rests("a", PERSON, "Ada Brill"), rests("b", PERSON, "Jon Orlin"), Kinship.UNTOLD),
        (rests("a", UNNAMED, "officials"), rests("b", UNNAMED, "officials"), Kinship.UNTOLD),
        (rests("a", UNNAMED, "an aide"), rests("b"), Kinship.UNTOLD),
        (rests("a", UNKNOWN, "not told"), rests("b"), Kinship.UNTOLD),
        (rests("a", UNKNOWN, "not told"), rests("b", UNKNOWN, "not told"), Kinship.UNTOLD),
        (rests("a", family=None), rests("b"), Kinship.UNTOLD),
        (rests("a", kin=frozenset("b")), rests("b", kin=frozenset("a")), Kinship.UNTOLD),
    ],
)
def test_relations(one: Provenance, other: Provenance, expected: Kinship) -> None:
    assert relation(one, other, Likely()).relation is expected
    assert relation(other, one, Likely()).relation is expected


def test_the_same_quoted_words_are_one_witness() -> None:
    assert relation(rests("a"), rests("b"), Likely(speech=True)).relation is Kinship.SAME


def test_a_likeness_by_a_hair_corroborates_nothing() -> None:
    assert relation(rests("a"), rests("b"), Likely(unsure=True)).relation is Kinship.UNTOLD


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


def says(report: str, text: str, *speakers: Speaker, unseen: str = "", **more: frozenset[str]) -> Provenance:
    """A passage of an outlet's own report, or of what `speakers` say."""
    origin = Origin(PERSON, speakers[-1].name) if speakers else Origin(OWN, report)
    passage = Passage(report, 0, len(text), text)
    return Provenance(
        passage, origin, (origin, Origin(OWN, report)), report, report, None, (), speakers, unseen=unseen, **more
    )


def person(name: str) -> Speaker:
    return Speaker(name.casefold(), name, SpeakerKind.PERSON)


def rule(one: Provenance, other: Provenance, likely: Likely = Likely()) -> tuple[Kinship, str]:  # noqa: B008 immutable
    found = relation(one, other, likely)
    assert relation(other, one, likely).relation is found.relation
    return found.relation, found.reason.rule


def test_names_of_one_outlet_are_one_origin() -> None:
    times, new_york = rests("a", OUTLET, "Times"), rests("b", OUTLET, "New Ellery Times")
    assert rule(times, new_york) == (Kinship.SAME, "one origin")
    assert rule(rests("a", OUTLET, "New Ellery Times"), rests("net")) == (Kinship.SAME, "one origin")
    assert rule(rests("a", OUTLET, "Ellery Post"), rests("b", OUTLET, "Marl Times"))[0] is not Kinship.SAME


def test_one_person_by_two_names_is_one_speaker() -> None:
    one, other = says("a", "Rain.", person("Bob Elliott")), says("b", "Rain.", person("Robert Elliott"))
    assert rule(one, other)[0] is Kinship.UNTOLD
    assert rule(one, says("b", "Rain.", person("Bobby Elliott"))) == (Kinship.SAME, "one speaker")


def test_who_speaks_for_a_body_is_one_with_it() -> None:
    one = says("a", "Rain.", person("Ada Brill"), behind=frozenset({"Ada Brill", "Coast Guard"}))
    other = says("b", "Rain.", person("Jon Orlin"), behind=frozenset({"Jon Orlin", "Coast Guard"}))
    assert rule(one, other) == (Kinship.SAME, "one speaker")


def test_like_words_of_two_named_people_may_be_a_coincidence() -> None:
    one, other = says("a", "Rain.", person("Ada Brill")), says("b", "Rain.", person("Jon Orlin"))
    assert rule(one, other, Likely(speech=True)) == (Kinship.UNTOLD, "two speakers")
    assert rule(one, says("b", "Rain."), Likely(speech=True)) == (Kinship.SAME, "same words quoted")
    words = "This bridge will be the last that anybody builds with borrowed money."
    one, other = says("a", words, person("Ada Brill")), says("b", words, person("Jon Orlin"))
    assert rule(one, other, Likely(speech=True)) == (Kinship.SAME, "same words quoted")


def test_what_one_tells_as_still_to_come_nobody_has_seen() -> None:
    one, other = says("a", "It is shut.", unseen="to come"), says("b", "It is shut.")
    assert rule(one, other) == rule(other, one) == (Kinship.UNTOLD, "to come")
    assert judge([other, replace(other, passage=Passage("c", 0, 4, "Rain"), family="c"), one], surely).status is (
        Status.UNKNOWN
    )


def test_what_both_tell_as_long_past_they_have_from_a_record() -> None:
    one, other = says("a", "It was shut.", unseen="long ago"), says("b", "It was shut.", unseen="long ago")
    assert rule(one, other) == (Kinship.UNTOLD, "long ago")
    assert rule(one, says("b", "It was shut."))[0] is Kinship.APART


def test_what_somebody_unnamed_told_another_is_not_seen_by_two() -> None:
    behind = replace(rests("c", UNKNOWN, "not told"), reasons=(Reason("hearsay", "tells that it is said"),))
    verdict = judge([rests("a"), rests("b"), behind], surely)
    assert (verdict.status, {reason.rule for reason in verdict.reasons}) == (Status.UNKNOWN, {"hearsay", "unknown"})
    assert judge([rests("a"), rests("b"), rests("c", UNKNOWN, "not told")], surely).status is Status.INDEPENDENT


def test_the_same_words_are_one_text_whoever_says_them() -> None:
    one, other = says("a", "A town is not a circus.", person("Ada Brill")), says("b", "a town is not a circus")
    assert rule(one, other) == (Kinship.SAME, "one text")
    assert rule(says("a", "The bridge fell."), says("b", "The bridge fell."))[0] is Kinship.APART


def test_one_list_may_be_of_one_who_drew_it_up() -> None:
    one = says("a", "The letters went to Ada Brill, Per Lund, Jo Marsh and Ben Cole.")
    other = says("b", "Ben Cole, Jo Marsh, Per Lund and Ada Brill had letters.")
    assert rule(one, other) == (Kinship.UNTOLD, "one list")


def test_one_figure_may_be_of_one_who_counted() -> None:
    one, other = says("a", "It left 9,000 homes dark."), says("b", "The 9,000 homes lost power.")
    assert rule(one, other) == (Kinship.UNTOLD, "one figure")
    assert rule(says("a", "Six trees fell."), says("b", "The six trees lay flat."))[0] is Kinship.APART


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("confidential report", "audit", Kinship.SAME),
        ("Perrin Vale report", "Vale audit", Kinship.SAME),
        ("Vale Report", "Lode Convention", Kinship.UNTOLD),
    ],
)
def test_documents_that_say_the_same_may_be_one(one: str, other: str, expected: Kinship) -> None:
    assert relation(rests("a", DOCUMENT, one), rests("b", DOCUMENT, other), Likely()).relation is expected


def test_a_body_is_one_in_whatever_form_its_name_stands() -> None:
    one, other = rests("a", PERSON, "Kestrian foreign ministry"), rests("b", PERSON, "Kestria’s foreign ministry")
    assert relation(one, other, Likely()).relation is Kinship.SAME
    other = rests("b", PERSON, "Velland’s foreign ministry")
    assert relation(one, other, Likely()).relation is Kinship.UNTOLD


def test_what_stands_beside_one_speakers_words_may_be_his() -> None:
    beside = frozenset({"ada brill"})
    assert rule(says("a", "It fell.", beside=beside), says("b", "It fell.", beside=beside)) == (
        Kinship.UNTOLD,
        "beside",
    )
    assert rule(says("a", "It fell.", beside=beside), says("b", "It fell."))[0] is Kinship.APART


def test_a_report_that_leans_on_an_outlet_is_no_second_witness_to_it() -> None:
    one, other = says("gazette", "It fell."), says("b", "It fell.", leans=frozenset({"the Gazette"}))
    assert rule(one, other) == (Kinship.UNTOLD, "leaning")


def test_what_is_elsewhere_laid_to_somebody_is_not_told_twice() -> None:
    one, other = says("a", "It fell."), says("b", "It fell.")
    found = relation(one, other, Likely(), lambda _, __: "Ada Brill")
    assert (found.relation, found.reason.rule) == (Kinship.UNTOLD, "laid to another")


def test_a_rewrite_is_one_witness_where_it_follows_the_other() -> None:
    assert rule(says("a", "It fell.", rewritten=frozenset("b")), says("b", "It fell.")) == (Kinship.SAME, "rewritten")


def test_two_wires_cited_for_it_are_two_and_one_against_own_reporting_is_not() -> None:
    assert rule(rests("a", WIRE, "Reuters"), rests("b", WIRE, "dpa")) == (Kinship.APART, "apart")
    assert rule(rests("a", WIRE, "Reuters"), rests("b")) == (Kinship.UNTOLD, "attributed once")


def test_a_wire_and_an_outlet_that_each_answer_for_it_are_two() -> None:
    wire = Origin(WIRE, "Reuters")
    credited = replace(says("b", "It fell."), origin=wire, chain=(wire,))
    assert rule(says("a", "It fell."), credited) == (Kinship.APART, "apart")
