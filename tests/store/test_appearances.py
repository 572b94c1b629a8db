"""Speakers, outlets and topics over all dossiers: what their pages show, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.store.sample import FIRE, LUNT, NOW, found, keep, said
from tests.store.shelf import filled, mill

from twosource.errors import VerbatimError
from twosource.model import Counts, Dossier, Origin, OriginKind, Said, SpeakerKind, Story, Topic, TopicKind
from twosource.store import Database, storylines
from twosource.store.appearances import (
    OutletFigures,
    SpeakerCounts,
    cited,
    heard,
    heard_by,
    outlet_figures,
    outlets_with,
    sayings,
)
from twosource.store.dossiers import cursor, keep_dossier, shelved
from twosource.store.material import keep_stories


@pytest.fixture
def kept(database: Database) -> Database:
    filled(database)
    assert keep_dossier(database, mill(), "rules", NOW)
    return database


def opening(number: int, **changes: object) -> Dossier:
    """A dossier of one report, in which the fire chief speaks."""
    report = replace(FIRE, id=f"r{number}", url=None, published=date(2026, 4, number), **changes)  # type: ignore[arg-type]
    told = tuple(Said(report.id, one) for one in said(report))
    topics = (Topic("orrin", "Orrin", TopicKind.PLACE),)
    return Dossier(f"s{number}", "Mill", Counts(1, 1, 1, 1), (report,), told, (), (), (), (), (), topics=topics)


def shelve(database: Database, *dossiers: Dossier) -> None:
    keep(database, [found(report) for one in dossiers for report in one.reports], NOW)
    keep_stories(database, [Story(one.id, one.reports) for one in dossiers])
    for one in dossiers:
        assert keep_dossier(database, one, "rules", NOW)


# --- speakers ---------------------------------------------------------------------------------------------------------


def test_what_a_speaker_says_is_at_its_offsets(kept: Database) -> None:
    [one] = sayings(kept, "ada-lunt")
    assert (one.report.id, one.report.text, one.story, one.name) == ("fire", FIRE.text, "mill", "Ada Lunt")
    [words] = one.said
    assert [one.report.passage(span).text for span in words.content] == ["“Nothing is left,”"]
    assert [one.report.passage(span).text for span in words.source] == ["Ada Lunt"]
    assert (words.medium, one.kind) == ("Radio Pell", SpeakerKind.PERSON)
    assert sayings(kept, "nobody") == []
    assert heard(kept, "nobody") is None


def test_a_speaker_over_time_and_by_outlet(kept: Database) -> None:
    shelve(kept, opening(2), opening(3, outlet="Herald"), opening(1, outlet=None))
    whole = sayings(kept, "ada-lunt")
    assert [one.report.id for one in whole] == ["r3", "r2", "r1", "fire"]
    first = sayings(kept, "ada-lunt", limit=2)
    assert first + sayings(kept, "ada-lunt", limit=2, after=first[-1].place) == whole
    assert heard(kept, "ada-lunt") == SpeakerCounts("ada-lunt", "Ada Lunt", SpeakerKind.PERSON, 4, 4)
    assert heard_by(kept, "ada-lunt") == [("Courier", 2), ("Herald", 1)]


def test_the_name_that_most_reports_give_is_the_speakers(kept: Database) -> None:
    chief = replace(LUNT, name="Ms Lunt")
    others = [opening(day) for day in (1, 2)]
    renamed = [
        replace(one, attributions=tuple(Said(r, replace(a, speaker=chief)) for r, a in one.attributions))
        for one in others
    ]
    shelve(kept, *renamed)
    assert (found_ := heard(kept, "ada-lunt")) is not None
    assert (found_.name, found_.reports) == ("Ms Lunt", 3)


def test_those_who_are_not_one_and_the_same_have_no_page(kept: Database) -> None:
    one = opening(1)
    crowd = replace(LUNT, key="anonymous:officials", kind=SpeakerKind.ANONYMOUS)
    shelve(kept, replace(one, attributions=tuple(Said(r, replace(a, speaker=crowd)) for r, a in one.attributions)))
    assert sayings(kept, "anonymous:officials") == []


def test_words_of_a_report_that_changed_or_moved_are_not_shown(kept: Database) -> None:
    shelve(kept, opening(1))
    with kept.write():
        storylines.join(kept, {"r1": "bridge"})
    assert [one.report.id for one in sayings(kept, "ada-lunt")] == ["fire"], "the story that it left is told anew"
    keep(kept, [found(replace(FIRE, text="Nothing was said."))], NOW)
    assert sayings(kept, "ada-lunt") == []
    assert heard(kept, "ada-lunt") is None


def test_spans_outside_a_report_are_never_shown(kept: Database) -> None:
    kept.run("UPDATE reports SET text = 'short' WHERE id = 'fire'")
    with pytest.raises(VerbatimError):
        sayings(kept, "ada-lunt")


# --- outlets and topics -----------------------------------------------------------------------------------------------


def test_the_figures_of_an_outlet(kept: Database) -> None:
    courier = outlet_figures(kept, "COURIER")
    assert courier == OutletFigures("Courier", stories=1, reports=2, copies=1, statements=2, alone=1)
    herald = outlet_figures(kept, "The Orrin Herald")
    assert herald == OutletFigures("The Orrin Herald", stories=1, reports=1, copies=0, statements=2, alone=1)
    assert outlet_figures(kept, "elsewhere") is None
    assert outlet_figures(kept, "Courier", since=datetime(2026, 3, 13, tzinfo=UTC)) is None


def test_outlets_are_found_by_words_of_their_names(kept: Database) -> None:
    name = "The Córner Post"
    kept.run(
        "UPDATE appearances SET name = :name WHERE outlet = (SELECT MIN(outlet) FROM appearances)", [{"name": name}]
    )
    assert outlets_with(kept, "corner") == outlets_with(kept, "POST the") == [name]
    assert outlets_with(kept, "corner mill") == outlets_with(kept, "") == outlets_with(kept, "!") == []


def test_alone_is_said_only_where_there_is_another(kept: Database) -> None:
    whole = mill()
    own = replace(whole, id="own", statements=whole.statements[2:], copies=(), reports=(replace(whole.reports[0]),))
    keep_stories(kept, [Story("own", own.reports)])
    keep_dossier(kept, replace(own, utterances=(), differences=(), timeline=(), figures=()), "rules", NOW)
    assert outlet_figures(kept, "Courier", since=None) is not None
    [row] = kept.rows("SELECT alone, statements FROM appearances WHERE story = 'own'")
    assert (row["alone"], row["statements"]) == (0, 1)


def test_whom_an_outlet_cites(kept: Database) -> None:
    assert cited(kept, "Courier") == [(Origin(OriginKind.PERSON, "Ada Lunt"), 1)]
    assert cited(kept, "The Orrin Herald") == [(Origin(OriginKind.WIRE, "Northern Press Agency"), 2)]
    assert cited(kept, "Courier", since=datetime(2026, 3, 13, tzinfo=UTC)) == []


def test_stories_of_an_outlet_and_of_a_topic(kept: Database) -> None:
    shelve(kept, *(opening(day, outlet="Herald") for day in (1, 2, 3)))
    assert [one.story for one in shelved(kept, outlet="herald")] == ["s3", "s2", "s1"]
    assert [one.story for one in shelved(kept, outlet="Courier", alone=True)] == ["mill"]
    assert shelved(kept, outlet="Herald", alone=True) == []
    about = shelved(kept, topic="orrin", limit=2)
    assert [one.story for one in about] == ["s3", "s2"]
    assert [one.story for one in shelved(kept, topic="orrin", after=cursor(about[-1]))] == ["s1", "mill"]
    assert [one.story for one in shelved(kept, topic="orrin", by="weight", limit=1)] == ["mill"]
    assert [one.story for one in shelved(kept, topic="orrin", outlet="Courier")] == ["mill"]
    assert shelved(kept, topic="elsewhere") == []


def test_rows_fall_with_their_dossier(kept: Database) -> None:
    keep_dossier(kept, replace(mill(), topics=(), statements=(), attributions=(), utterances=()), "rules", NOW)
    for table in ("sayings", "citations", "subjects"):
        assert kept.rows(f"SELECT * FROM {table}") == []
    with kept.write():
        storylines.merge(kept, "mill", "bridge")
        storylines.drop_if_empty(kept, ["mill"])
    assert kept.rows("SELECT * FROM appearances") == []
