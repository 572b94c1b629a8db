from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.errors import VerbatimError
from twosource.evidence.dossier import dossier, verify
from twosource.model import (
    Attribution,
    Counts,
    Directness,
    Dossier,
    Outlet,
    Passage,
    Report,
    Revision,
    Span,
    Speaker,
    SpeakerKind,
    Status,
    Story,
)

HERALD = """The council voted on Tuesday to demolish the Garrow viaduct after engineers found cracks in four arches.

“I would rather lose a viaduct than a train,” Mayor Ada Brill said. The railway will run buses until autumn.

Archivists want the keystone for the museum at Port Ellery, where a plinth stands ready."""
PACKET = """Engineers found cracks in four arches of the Garrow viaduct, and the council voted to demolish it.

“I would rather lose a viaduct than a train,” said the mayor, Ada Brill.

Anglers fear for the trout under the northern pier, which they have fished since the war."""
SNAP = """“I would rather lose a viaduct than a train,” Brill told a packed chamber.

Shopkeepers on the Weirside quay have asked for rent relief while the road beneath the arches is shut."""

OUTLETS = {"herald": Outlet("herald", "The Marchport Herald", owner="Ledger & Row")}
BRILL = Speaker("ada-brill", "Ada Brill", SpeakerKind.PERSON)
QUOTE = "“I would rather lose a viaduct than a train,”"


def says(text: str, source: str) -> Attribution:
    start, at = text.index(QUOTE), text.index(source)
    return Attribution((Span(start, start + len(QUOTE)),), (), (Span(at, at + len(source)),), Directness.DIRECT, BRILL)


REPORTS = (
    Report(
        "h1",
        HERALD,
        "herald",
        title="Council Votes to Demolish Viaduct",
        published=datetime(2026, 3, 10, 9, tzinfo=UTC),
    ),
    Report("p1", PACKET, "The Ellery Packet", title="Cracked Garrow viaduct to go", published=date(2026, 3, 11)),
    Report("s1", SNAP, None, title="Viaduct: council votes to demolish", published=None),
)
ATTRIBUTIONS = {
    "h1": (says(HERALD, "Mayor Ada Brill"),),
    "p1": (says(PACKET, "the mayor, Ada Brill"),),
    "s1": (says(SNAP, "Brill told"),),
}


def made(*reports: Report) -> Dossier:
    return dossier(Story("viaduct", reports or REPORTS), ATTRIBUTIONS, {}, OUTLETS)


def statement(found: Dossier, words: str) -> tuple[Status, Counts, int]:
    (one,) = [one for one in found.statements if any(words in t.passage.text for t in one.testimonies)]
    return one.status, one.counts, len(one.testimonies)


def test_what_two_reporters_found_is_reported_independently() -> None:
    assert statement(made(), "demolish") == (Status.INDEPENDENT, Counts(2, 2, 2, 2), 2)


def test_what_three_reports_quote_is_one_origin() -> None:
    assert statement(made(), "lose a viaduct") == (Status.SAME_ORIGIN, Counts(3, 3, 2, 1), 3)


@pytest.mark.parametrize("words", ["Archivists want", "Anglers fear", "run buses"])
def test_what_one_report_has_is_single(words: str) -> None:
    assert statement(made(), words) == (Status.SINGLE, Counts(1, 1, 1, 1), 1)


def test_what_a_report_without_outlet_has_counts_no_outlet_and_no_origin() -> None:
    assert statement(made(), "Shopkeepers") == (Status.SINGLE, Counts(1, 1, 0, 0), 1)


def test_the_four_numbers_of_the_story() -> None:
    assert made().counts == Counts(reports=3, texts=3, outlets=2, origins=2)


def test_most_origins_come_first_then_most_reports() -> None:
    ranks = [(-one.counts.origins, -one.counts.reports) for one in made().statements]
    assert ranks == sorted(ranks)


def test_the_title_is_the_one_that_shares_most_with_the_others() -> None:
    assert made().title == "Council Votes to Demolish Viaduct"


def test_a_story_that_goes_on_has_a_title_of_its_last_day() -> None:
    toll = [
        "At least 12 killed in mill blast",
        "12 killed in blast at mill",
        "Mill blast: toll now 14",
        "Rook takes title",
    ]
    reports = [
        Report(f"r{number}", f"{title}. It was told on day {day}.", title=title, published=date(2026, 3, day))
        for number, (title, day) in enumerate(zip(toll, (9, 9, 12, 12), strict=True))
    ]
    assert made(*reports).title == "Mill blast: toll now 14"
    assert made(*reports[:2], reports[3]).title == "At least 12 killed in mill blast"


def test_without_titles_the_first_line_stands_for_one() -> None:
    assert made(*(replace(report, title=" ") for report in REPORTS)).title.startswith("The council voted on Tuesday")


def test_without_reports_there_is_nothing_to_say() -> None:
    empty = dossier(Story("none", ()), {}, {}, {})
    assert (empty.title, empty.counts, empty.statements) == ("", Counts(0, 0, 0, 0), ())


def test_testimonies_point_to_their_attributions() -> None:
    found = made()
    pointed = [t for one in found.statements for t in one.testimonies if t.attribution is not None]
    assert len(pointed) == 3
    for testimony in pointed:
        report, attribution = found.attributions[testimony.attribution or 0]
        assert report == testimony.passage.report
        assert attribution.speaker.name == "Ada Brill"


def test_parents_become_indexes_into_all_attributions() -> None:
    inner = replace(ATTRIBUTIONS["p1"][0], parent=0)
    attributions = {**ATTRIBUTIONS, "p1": (ATTRIBUTIONS["p1"][0], inner)}
    found = dossier(Story("viaduct", REPORTS), attributions, {}, OUTLETS)
    assert [said.attribution.parent for said in found.attributions] == [None, None, 1, None]


def test_ids_are_one_of_a_kind_and_stay_when_a_report_is_added() -> None:
    fewer, more = made(*REPORTS[:2]), made()
    assert len({one.id for one in more.statements}) == len(more.statements)
    assert {one.id for one in fewer.statements} <= {one.id for one in more.statements}


def test_input_order_changes_nothing() -> None:
    assert len({repr(made(*order)) for order in permutations(REPORTS)}) == 1


def test_a_dossier_as_it_is_made_stands_in_its_reports() -> None:
    verify(made())
    assert sum(1 for _ in made().passages()) > 10


def test_a_passage_that_moved_is_found_wherever_it_stands() -> None:
    found = made()
    shifted = replace(found, reports=(replace(found.reports[0], text=" " + HERALD), *found.reports[1:]))
    with pytest.raises(VerbatimError, match="h1"):
        verify(shifted)
    stray = replace(found.utterances[0], fullest=Passage("gone", 0, 4, "Rain"))
    with pytest.raises(VerbatimError, match="gone"):
        verify(replace(found, utterances=(stray,)))


def test_a_dropped_line_stands_in_the_state_that_had_it() -> None:
    report = Report("h1", HERALD, earlier=(Revision("h0", HERALD + "\n\nDivers feared for the eastern foundations."),))
    found = dossier(Story("s", (report,)), {}, {}, {})
    assert [line.text for line in found.dropped] == ["Divers feared for the eastern foundations."]
    verify(found)
    with pytest.raises(VerbatimError, match="h1"):
        verify(replace(found, dropped=(replace(found.dropped[0], start=0),)))


@given(
    st.lists(
        st.tuples(
            st.one_of(st.text(max_size=150), st.sampled_from([HERALD, PACKET, SNAP, HERALD[:90]])),
            st.sampled_from([None, "herald", "packet", ""]),
            st.sampled_from([None, date(2026, 3, 10), datetime(2026, 3, 10, 9)]),  # noqa: DTZ001 a time without a zone is input too
        ),
        max_size=4,
    )
)
def test_any_reports_make_a_dossier_that_stands_in_them(given_: list[tuple[str, str | None, date | None]]) -> None:
    reports = tuple(
        Report(str(number), text, outlet, published=published)
        for number, (text, outlet, published) in enumerate(given_)
    )
    found = dossier(Story("any", reports), {}, {}, OUTLETS)
    verify(found)
    assert found == dossier(Story("any", reports[::-1]), {}, {}, OUTLETS)
    for one in found.statements:
        assert one.counts.origins <= one.counts.reports
        assert one.status is not Status.INDEPENDENT or one.counts.origins >= 2
