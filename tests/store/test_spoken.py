"""What speakers say, kept apart from their dossiers, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.store.sample import BLAZE, FIRE, LUNT, NOW, found, keep
from tests.store.shelf import TOLD, filled, mill

from twosource.model import Attribution, Directness, Dossier, Said, Span, SpeakerKind
from twosource.store import Database
from twosource.store.checking import check
from twosource.store.dossiers import dossier, keep_dossier, take_apart
from twosource.store.spoken import parts, spoken

WEIR = replace(LUNT, key="jon-weir", name="Jon Weir")
CROWD = replace(LUNT, key="anonymous:officials", kind=SpeakerKind.ANONYMOUS)


def several() -> Dossier:
    """The story of the mill, in which two more have their say, before and after its chief of the fire brigade."""
    first, last = (
        Said("blaze", Attribution((Span(0, 9),), (), (), Directness.INDIRECT, who, parent=parent))
        for who, parent in ((WEIR, None), (CROWD, 0))
    )
    whole = mill()
    [utterance] = whole.utterances
    moved = replace(utterance, versions=tuple(replace(one, attribution=1) for one in utterance.versions))
    return replace(whole, attributions=(first, *whole.attributions, last), utterances=(moved,), statements=())


@pytest.fixture
def kept(database: Database) -> Database:
    filled(database)
    assert keep_dossier(database, several(), "rules", NOW)
    return database


def test_a_part_is_a_dossier_of_what_one_speaker_says(kept: Database) -> None:
    part = spoken(kept, "ada-lunt", ["mill", "elsewhere"])["mill"]
    assert part == parts(several())["ada-lunt"]
    assert [report.text for report in part.reports] == [FIRE.text]
    assert {said.attribution.speaker for said in part.attributions} == {LUNT}
    [utterance] = part.utterances
    [version] = utterance.versions
    assert part.attributions[version.attribution] == several().attributions[1]
    assert list(spoken(kept, "jon-weir", ["mill"])["mill"].passages()) == []


def test_those_who_are_not_one_and_the_same_have_no_part(kept: Database) -> None:
    assert sorted(parts(several())) == ["ada-lunt", "jon-weir"]
    assert spoken(kept, "anonymous:officials", ["mill"]) == {}


def test_parts_are_of_the_texts_that_the_dossier_is_of(kept: Database) -> None:
    before = spoken(kept, "ada-lunt", ["mill"])
    keep(kept, [found(replace(FIRE, text="Nothing was said.", title="Mill"))], NOW)
    assert spoken(kept, "ada-lunt", ["mill"]) == before
    kept.run("DELETE FROM revisions")
    assert spoken(kept, "ada-lunt", ["mill"]) == {}, "what cannot be read back word for word is not there"


def test_parts_go_with_their_dossier_and_with_what_is_said_no_more(kept: Database) -> None:
    assert keep_dossier(kept, mill(TOLD, BLAZE, mill().reports[2]), "rules", NOW)
    assert spoken(kept, "jon-weir", ["mill"]) == {}
    assert list(spoken(kept, "ada-lunt", ["mill"])) == ["mill"]
    kept.run("DELETE FROM dossiers")
    assert kept.rows("SELECT * FROM spoken") == []


def test_dossiers_of_an_older_version_are_taken_apart_by_the_way(kept: Database) -> None:
    before = spoken(kept, "ada-lunt", ["mill"])
    kept.run("DELETE FROM spoken")
    kept.run("UPDATE dossiers SET apart = 0")
    assert list(check(kept, lambda _: None)) == []
    assert take_apart(kept, 10) == 1
    assert spoken(kept, "ada-lunt", ["mill"]) == before
    assert take_apart(kept, 10) == 0


def test_one_that_cannot_be_read_has_no_parts(kept: Database) -> None:
    kept.run("UPDATE dossiers SET apart = 0")
    kept.run("UPDATE reports SET text = 'another'")
    assert dossier(kept, "mill") is None
    assert take_apart(kept, 10) == 1
    assert kept.rows("SELECT * FROM spoken") == []


def test_parts_that_are_not_the_dossiers_are_found(kept: Database) -> None:
    kept.run("DELETE FROM spoken WHERE speaker = 'jon-weir'")
    assert [str(fault) for fault in check(kept, lambda _: None)] == [
        "dossier mill: not what is kept of its speakers apart"
    ]


def test_words_of_a_report_that_left_its_story_are_found(kept: Database) -> None:
    kept.run("UPDATE memberships SET story = 'bridge' WHERE report = (SELECT number FROM reports WHERE id = 'blaze')")
    told = [str(fault) for fault in check(kept, lambda _: None)]
    assert "sayings jon-weir: says something in story mill, which its report has left" in told
