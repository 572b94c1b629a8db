import pytest
from quality.speakers import same_speaker

from twosource.model import Speaker, SpeakerKind


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
