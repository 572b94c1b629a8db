"""The path with a store beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from twosource import desk, pipeline, voices
from twosource.errors import DuplicateId, InputError, Unreachable
from twosource.grouping.corrections import apart, to_json
from twosource.model import Outlet, Page, Report
from twosource.reading.records import RECORD_TYPE
from twosource.store import Database, open_store
from twosource.store.dossiers import keep_dossier
from twosource.store.keeping import Kept
from twosource.store.material import keep_correction
from twosource.store.staleness import know_outlets, touch
from twosource.voices.tagging import Tagged

NOW = datetime(2026, 3, 20, tzinfo=UTC)
LONG = " ".join(f"In the year {n} the mill at Orrin ground {n * 7} sacks of flour." for n in range(1900, 1912))
MILL = Report(id="mill", outlet="Courier", title="A mill", published=date(2026, 3, 11), text=LONG)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_store(f"sqlite:///{tmp_path}/news.db", create=True)
    yield opened
    opened.close()


def page(report: Report) -> Page:
    record = {"id": report.id, "outlet": report.outlet, "title": report.title, "text": report.text, "url": report.url}
    told = {**record, "published": report.published.isoformat() if report.published else None}
    return Page(report.id, report.id, json.dumps(told).encode(), content_type=RECORD_TYPE)


def taken_in(database: Database, *pages: Page | InputError) -> Kept:
    return sum(desk.take_in(database, pages, NOW), Kept())


def test_pages_become_reports_in_the_store_and_what_failed_is_told(database: Database) -> None:
    gone = Unreachable("gone.txt", "no such file", "check the path")
    bad = Page("bad.json", "bad", b"{", content_type=RECORD_TYPE)
    kept = taken_in(database, page(MILL), gone, bad)
    assert kept.new == 1
    assert [problem.name for problem in kept.problems] == ["gone.txt", "bad.json"]
    assert desk.stored_reports(database) == (MILL,)


def test_long_runs_are_kept_in_portions(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "PORTION_PAGES", 2)
    pages = [page(replace(MILL, id=f"m{n}", text=f"Report {n}.", title=f"Of {n}")) for n in range(5)]
    assert [kept.new for kept in desk.take_in(database, pages, NOW) if kept.new] == [2, 2, 1]
    monkeypatch.setattr(desk, "PORTION_BYTES", 1)
    assert [kept.known for kept in desk.take_in(database, pages, NOW) if kept.known] == [1] * 5


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({"text": f"{LONG} It was closed in 1912."}, True),
        ({"byline": "Jane Doe"}, True),
        ({"text": "The bridge at Pell is open to carts again after the flood of March, said the town clerk."}, False),
        ({"text": "The bridge at Pell is open.", "outlet": "Herald"}, False),
    ],
)
def test_a_report_of_a_name_that_is_taken_is_a_state_or_another(change: dict[str, str], state: bool) -> None:
    assert desk.is_state(replace(MILL, **change), MILL) is state  # type: ignore[arg-type]


def test_of_one_address_all_that_comes_is_a_state() -> None:
    at = replace(MILL, url="https://courier.example/mill")
    assert desk.is_state(replace(at, text="Rewritten from the first word to the last."), at)


def test_states_of_one_report_are_one_whether_they_came_by_one_name_or_two(database: Database) -> None:
    later = replace(MILL, text=f"{LONG} It was closed in 1912.")
    again = replace(MILL, id="mill-2", text=f"{LONG} It was closed in 1912, and sold.")
    kept = taken_in(database, page(MILL)) + taken_in(database, page(later)) + taken_in(database, page(again))
    assert (kept.new, kept.changed) == (2, 1)
    [report] = desk.stored_reports(database)
    assert (report.id, report.text) == ("mill", again.text)
    assert [state.text for state in report.earlier] == [MILL.text, later.text]


def test_another_report_of_a_name_that_is_taken_is_refused(database: Database) -> None:
    taken_in(database, page(MILL))
    [problem] = taken_in(database, page(replace(MILL, text="The bridge at Pell is open again."))).problems
    assert isinstance(problem, DuplicateId)


def test_a_period_has_the_two_weeks_before_it(database: Database) -> None:
    days = [date(2026, 2, 20), date(2026, 3, 1), date(2026, 3, 11), date(2026, 3, 13)]
    texts = ["Libraries close in Pell.", "A ferry hits the pier.", "The mill burns.", "The bridge opens."]
    found = [
        replace(MILL, id=text[:9], title=text, published=d, text=text) for d, text in zip(days, texts, strict=True)
    ]
    taken_in(database, *map(page, found))
    assert desk.stored_reports(database, date(2026, 3, 10), date(2026, 3, 12)) == tuple(found[1:3])


def test_voices_are_found_once_and_dossiers_are_those_of_the_pipeline(database: Database) -> None:
    told = replace(MILL, text="“Nothing is left of it but the chimney,” said Ada Lunt, the fire chief.")
    taken_in(database, page(told))
    heard: list[str] = []

    def tag(text: str) -> tuple[Tagged, ...]:
        heard.append(text)
        return voices.tag(text)

    listen = desk.remembering(database, tag, "rules")
    first = desk.dossiers(database, [told], {}, listen)
    assert desk.dossiers(database, [told], {}, listen) == first == pipeline.dossiers([told], {})
    assert heard == [told.text]
    desk.dossiers(database, [told], {}, desk.remembering(database, tag, "other rules"))
    assert heard == [told.text] * 2


def test_a_dossier_that_is_kept_is_taken_where_it_is_what_would_be_made(database: Database) -> None:
    told = replace(MILL, text="“Nothing is left of it but the chimney,” said Ada Lunt, the fire chief.")
    taken_in(database, page(told))
    listen = desk.remembering(database, voices.tag, "rules")
    known = {"herald": Outlet("herald", "Herald", owner="Row")}
    [made] = desk.dossiers(database, [told], known, listen, source="rules")
    assert keep_dossier(database, replace(made, title="as kept", topics=()), "rules", NOW)
    with database.write():
        know_outlets(database, {key: asdict(outlet) for key, outlet in known.items()})

    def title(outlets: dict[str, Outlet], source: str, *reports: Report) -> str:
        return desk.dossiers(database, reports or [told], outlets, listen, source=source)[0].title

    assert title(known, "rules") == "as kept"
    assert desk.dossiers(database, [told], known, listen, source="rules")[0].topics == made.topics
    assert title(known, "rules 2") == title({}, "rules") == made.title
    assert title(known, "rules", replace(told, byline="Ada Abel")) == made.title, "of a report that is another now"
    with database.write():
        touch(database, [made.id])
    assert title(known, "rules") == made.title


def test_an_editor_is_heard(database: Database) -> None:
    text = "A fire destroyed the flour mill in Orrin on Tuesday, and two men were hurt, the fire service said."
    two = [replace(MILL, id="one", text=text), replace(MILL, id="two", outlet="Herald", text=f"{text} It was old.")]
    listen = desk.remembering(database, voices.tag, "rules")
    assert len(desk.dossiers(database, two, {}, listen)) == 1
    keep_correction(database, to_json(apart(["one"], ["two"])), NOW)
    assert len(desk.dossiers(database, two, {}, listen)) == 2
