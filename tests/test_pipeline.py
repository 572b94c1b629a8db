from __future__ import annotations

import json
from datetime import date
from itertools import permutations
from typing import NoReturn

import pytest

from twosource import pipeline
from twosource.errors import DuplicateId, InputError, Unreachable
from twosource.evidence.standing import Meaning
from twosource.model import Page, Report
from twosource.reading.records import RECORD_TYPE

FIRE = "A fire destroyed the flour mill in Orrin on Tuesday. Two men were hurt, the fire chief, Ada Lunt, said."
BLAZE = "The flour mill in Orrin burned down on Tuesday. “Nothing is left of it,” said Ada Lunt, the fire chief."
VOTE = "The council of Pell voted on Thursday to close its three libraries, after a debate of nine hours."


def page(report_id: str, text: str, outlet: str, published: str = "2026-03-11") -> Page:
    record = {"id": report_id, "text": text, "outlet": outlet, "published": published}
    return Page(report_id, report_id, json.dumps(record).encode(), content_type=RECORD_TYPE)


PAGES = [page("a", FIRE, "Courier"), page("b", BLAZE, "Herald"), page("c", VOTE, "Courier", "2026-03-13")]


def test_reading_streams_reports_and_errors_in_the_order_of_the_pages() -> None:
    gone = Unreachable("x", "gone", "look")
    found = list(pipeline.read([PAGES[0], gone, PAGES[1]]))
    assert [item if isinstance(item, InputError) else item.id for item in found] == ["a", gone, "b"]


def test_of_two_reports_with_one_id_reading_keeps_the_first() -> None:
    first, second = pipeline.read([PAGES[0], page("a", VOTE, "Herald")])
    assert isinstance(first, Report)
    assert first.text == FIRE
    assert isinstance(second, DuplicateId)


def test_taking_in_keeps_the_same_one_of_two_with_one_id_in_any_order() -> None:
    pages = [*PAGES, page("a", VOTE, "Herald", "2026-03-10")]
    kept = {tuple((r.id, r.outlet) for r in pipeline.take_in(order).reports) for order in permutations(pages)}
    assert kept == {(("a", "Herald"), ("b", "Herald"), ("c", "Courier"))}


def test_taking_in_keeps_problems_and_tells_progress() -> None:
    done: list[str] = []
    intake = pipeline.take_in([PAGES[0], Unreachable("x", "gone", "look")], advance=done.append)
    assert [problem.name for problem in intake.problems] == ["x"]
    assert done == ["a"]


def test_the_outlet_of_a_run_names_text_that_does_not_tell_its_own() -> None:
    plain = Page("fire.txt", "fire", FIRE.encode())
    [report] = pipeline.take_in([plain], outlet="The Orrin Courier").reports
    assert report.outlet == "The Orrin Courier"


def test_a_dossier_is_the_same_whether_its_halves_are_made_at_once_or_in_turn() -> None:
    reports = pipeline.take_in(PAGES).reports
    assert pipeline.dossiers(reports, {}, workers=3) == pipeline.dossiers(reports, {}, workers=1)


def test_a_half_that_fails_is_not_passed_over() -> None:
    story = pipeline.stories(pipeline.take_in(PAGES).reports)[0]

    def lost(_: object) -> NoReturn:
        raise OSError("no weights")

    for workers in (1, 2):
        with pytest.raises(OSError, match="no weights"):
            pipeline.dossier_of(story, {}, workers=workers, meaning=Meaning(lost))


def test_dossiers_are_the_same_in_any_order_of_input() -> None:
    made = {tuple(map(repr, pipeline.dossiers(pipeline.take_in(order).reports, {}))) for order in permutations(PAGES)}
    assert len(made) == 1


def test_two_events_are_two_stories_and_a_brief_tells_of_both() -> None:
    dossiers = pipeline.dossiers(pipeline.take_in(PAGES).reports, {})
    assert sorted(tuple(r.id for r in d.reports) for d in dossiers) == [("a", "b"), ("c",)]
    brief = pipeline.brief(dossiers, since=date(2026, 3, 9), until=date(2026, 3, 15), stories=15)
    assert len(brief.stories) == 2
