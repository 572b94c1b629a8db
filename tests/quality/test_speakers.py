import pytest
from quality.speakers import matches, same_speaker

from twosource.model import Attribution, Directness, Span, Speaker, SpeakerKind


def same(gold: str, kind: str, ours: str, our_kind: str, **titles: tuple[str, ...]) -> bool:
    called = {(SpeakerKind(kind), noun): frozenset(names) for noun, names in titles.items()}
    return same_speaker(gold, SpeakerKind(kind), Speaker("key", ours, SpeakerKind(our_kind)), called)


@pytest.mark.parametrize(
    ("gold", "ours", "right"),
    [
        ("Lt. Jan Roe", "Jan Roe", True),
        ("The Arden Post", "Arden Post", True),
        ("the office of Jan Roe", "Jan Roe’s office", True),
        ("Jan Roe", "Roe", False),
        ("President Roe", "Roe", True),
        ("Jan Roe", "Ann Roe", False),
        ("Jan Roe", "unknown", False),
    ],
)
def test_names_are_one_but_for_titles_and_articles(gold: str, ours: str, right: bool) -> None:
    assert same(gold, "person", ours, "person") is right


MEMO, OTHER, POLICE = "a memo of 4 May", "a memo of 6 May", "Arden police"


def test_a_document_is_known_by_its_head_noun_where_no_other_has_it() -> None:
    assert same(MEMO, "document", "internal memo", "document", memo=(MEMO,))
    assert not same(MEMO, "document", "internal memo", "document", memo=(MEMO, OTHER))
    assert not same(MEMO, "document", "internal report", "document", memo=(MEMO,))
    assert not same(MEMO, "document", "internal memo", "organisation", memo=(MEMO,))


def test_so_it_is_by_a_noun_under_which_a_report_speaks_of_it() -> None:
    assert same(MEMO, "document", "64-page paper", "document", memo=(MEMO,), paper=(MEMO,))
    assert not same(MEMO, "document", "64-page paper", "document", memo=(MEMO,), paper=(MEMO, OTHER))


def test_so_is_an_organisation_whose_name_is_in_no_report() -> None:
    assert same(POLICE, "organisation", "police", "organisation", police=(POLICE,))
    assert not same(POLICE, "organisation", "police", "organisation")
    assert not same(POLICE, "organisation", "police", "organisation", police=(POLICE, "Marl police"))


def said(content: Span, cue: Span) -> Attribution:
    return Attribution((content,), (cue,), (), Directness.INDIRECT, Speaker("key", "Jan Roe", SpeakerKind.PERSON))


def gold(content: Span, cue: Span) -> dict[str, list[Span]]:
    return {"content": [content], "cue": [cue]}


OUTER, INNER, LATER = (Span(0, 40), Span(50, 54)), (Span(10, 40), Span(5, 9)), (Span(60, 80), Span(82, 86))


def test_of_a_chain_what_was_not_found_matches_nothing() -> None:
    assert matches([gold(*OUTER), gold(*INNER)], [said(*OUTER)]) == [0, None]
    assert matches([gold(*OUTER), gold(*INNER)], [said(*INNER)]) == [None, 0]


def test_of_all_ways_to_match_one_to_one_the_most_alike_is_taken() -> None:
    assert matches([gold(*INNER), gold(*LATER), gold(*OUTER)], [said(*OUTER), said(*INNER), said(*LATER)]) == [1, 2, 0]


def test_content_that_shares_less_than_half_is_no_match() -> None:
    assert matches([gold(Span(0, 10), Span(11, 15))], [said(Span(0, 21), Span(30, 34))]) == [None]
