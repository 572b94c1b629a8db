import pytest
from quality.speakers import same_speaker

from twosource.model import Speaker, SpeakerKind


def same(gold: str, kind: str, ours: str, our_kind: str, **titles: int) -> bool:
    counted = {(SpeakerKind(kind), head): count for head, count in titles.items()}
    return same_speaker(gold, SpeakerKind(kind), Speaker("key", ours, SpeakerKind(our_kind)), counted)


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


def test_a_document_is_known_by_its_head_noun_where_no_other_has_it() -> None:
    assert same("a memo of 4 May", "document", "internal memo", "document", memo=1)
    assert not same("a memo of 4 May", "document", "internal memo", "document", memo=2)
    assert not same("a memo of 4 May", "document", "internal report", "document", memo=1)
    assert not same("a memo of 4 May", "document", "internal memo", "organisation", memo=1)


def test_so_is_an_organisation_whose_name_is_in_no_report() -> None:
    assert same("Arden police", "organisation", "police", "organisation", police=1)
    assert not same("Arden police", "organisation", "police", "organisation")
    assert not same("Arden police", "organisation", "police", "organisation", police=2)
