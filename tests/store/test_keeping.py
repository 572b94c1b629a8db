"""The contract of keeping, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.store.sample import ALL, BLAZE, BRIDGE, FIRE, NOW, UNDATED, found, keep, page_of

from twosource.errors import DuplicateId, TooLarge
from twosource.model import Enclosure, Page, Revision
from twosource.store import Database
from twosource.store.checking import check
from twosource.store.database import BATCH
from twosource.store.keeping import ReadPage, named, newest_day, reports
from twosource.store.query import parse
from twosource.store.retention import retain
from twosource.store.searching import search


def clean(database: Database) -> bool:
    return [str(fault) for fault in check(database, lambda _: None)] == []


def test_files_that_come_with_a_report_stay_and_are_no_news(database: Database) -> None:
    keep(database, [found(BLAZE)], NOW)
    assert keep(database, [found(replace(BLAZE, media=()))], NOW).known == 1
    assert named(database, ["blaze"])["blaze"].media == BLAZE.media
    other = (Enclosure("https://herald.example/other.mp4"),)
    assert keep(database, [found(replace(BLAZE, media=other))], NOW).known == 1
    assert named(database, ["blaze"])["blaze"].media == other
    unsound = replace(BLAZE, id="odd", media=(Enclosure("https://x.example/\x00", None, "\ud800"),))
    keep(database, [found(unsound)], NOW)
    assert named(database, ["odd"])["odd"].media == (Enclosure("https://x.example/\ufffd", None, "\ufffd"),)
    retain(database, most=0)
    assert database.rows("SELECT * FROM media") == []


def test_what_goes_in_comes_out_in_order_of_publication(database: Database) -> None:
    kept = keep(database, [found(report) for report in ALL], NOW)
    assert (kept.new, kept.changed, kept.known, kept.problems) == (4, 0, 0, ())
    assert list(reports(database)) == [UNDATED, FIRE, BLAZE, BRIDGE]
    assert named(database, ["blaze", "gone", "fire"]) == {"blaze": BLAZE, "fire": FIRE}
    assert newest_day(database) == date(2026, 3, 14)
    assert clean(database)


def test_an_empty_store_has_nothing(database: Database) -> None:
    assert list(reports(database)) == []
    assert newest_day(database) is None
    assert named(database, []) == {}
    assert clean(database)


def test_a_period_holds_its_first_and_last_day(database: Database) -> None:
    keep(database, [found(report) for report in ALL], NOW)
    day = date(2026, 3, 11)
    assert list(reports(database, since=day, until=day)) == [UNDATED, FIRE, BLAZE]
    assert list(reports(database, since=NOW.date())) == [UNDATED]
    assert list(reports(database, since=date(2026, 3, 21))) == [], "what has no date counts from when it was added"
    assert list(reports(database, until=day)) == [UNDATED, FIRE, BLAZE]


def test_the_same_again_changes_nothing(database: Database) -> None:
    keep(database, [found(report) for report in ALL], NOW)
    kept = keep(database, [found(report) for report in ALL], NOW)
    assert (kept.new, kept.changed, kept.known) == (0, 0, 4)
    assert list(reports(database)) == [UNDATED, FIRE, BLAZE, BRIDGE]


def test_new_content_from_the_same_address_is_a_revision(database: Database) -> None:
    keep(database, [found(FIRE)], NOW)
    later = replace(FIRE, text="Two mills burned.", published=date(2026, 3, 12))
    assert keep(database, [found(later)], NOW).changed == 1
    before = Revision(FIRE.id, FIRE.text, FIRE.title, FIRE.published)
    assert named(database, ["fire"]) == {"fire": replace(later, revision=2, earlier=(before,))}
    assert search(database, parse("chief")) == ()
    assert [hit.report.revision for hit in search(database, parse("after:2026-03-12 mills"))] == [2]
    assert keep(database, [found(FIRE)], NOW).known == 1, "what it was before is no news"
    assert clean(database)


def test_two_versions_in_one_batch_are_revisions_too(database: Database) -> None:
    later = replace(FIRE, title="Two mills burn")
    assert keep(database, [found(FIRE), found(later)], NOW) == keep(database, [], NOW) + replace(
        keep(database, [], NOW), new=1, changed=1
    )
    assert clean(database)


def test_two_versions_far_apart_in_one_batch_are_revisions_too(database: Database) -> None:
    others = [found(replace(BRIDGE, id=f"bridge{n}")) for n in range(BATCH + 1)]
    kept = keep(database, [found(FIRE), *others, found(replace(FIRE, title="Two mills burn")), found(FIRE)], NOW)
    assert (kept.new, kept.changed, kept.known) == (BATCH + 2, 1, 1)
    assert clean(database)


def test_another_report_with_a_name_that_is_taken_is_refused(database: Database) -> None:
    keep(database, [found(FIRE)], NOW)
    [problem] = keep(database, [found(replace(BRIDGE, id="fire", outlet="Herald"))], NOW).problems
    assert isinstance(problem, DuplicateId)
    assert named(database, ["fire"]) == {"fire": FIRE}


def test_an_id_longer_than_an_index_holds_is_refused(database: Database) -> None:
    kept = keep(database, [found(replace(FIRE, id="ü" * 601)), found(replace(BRIDGE, id="界" * 600))], NOW)
    assert [type(problem) for problem in kept.problems] == [TooLarge]
    assert kept.new == 1


def test_text_that_no_database_holds_keeps_its_offsets(database: Database) -> None:
    keep(database, [found(replace(BRIDGE, id="nul", text="a\0b\ud800c", title="\0"))], NOW)
    assert named(database, ["nul"])["nul"].text == "a\ufffdb\ufffdc"
    assert keep(database, [found(replace(BRIDGE, id="nul", text="a\0b\ud800c", title="\0"))], NOW).known == 1
    assert clean(database)


@pytest.mark.parametrize(
    "published",
    [
        date(1, 1, 1),
        date(1799, 12, 31),
        datetime.fromisoformat("2026-03-11T23:59:59.123456"),
        datetime(9999, 12, 31, tzinfo=UTC),
        datetime.fromisoformat("2026-03-11T10:00:00+05:30"),
    ],
)
def test_every_date_comes_back_as_it_was(database: Database, published: date) -> None:
    report = replace(BRIDGE, published=published)
    keep(database, [found(report)], NOW)
    assert list(reports(database)) == [report]
    assert clean(database)


def test_a_report_tells_the_page_that_it_was_read_from(database: Database) -> None:
    page = Page(name="feed.xml", id="feed", content=b"<rss>" * 1000, url="https://courier.example/rss")
    keep(database, [ReadPage(page, (FIRE, BRIDGE), {"ETag": '"x"'})], NOW)
    assert page_of(database, "fire") == page_of(database, "bridge") == (page.sha256, page.content)
    [row] = database.rows("SELECT headers, url, fetched, size FROM pages")
    assert (row["headers"], row["url"], row["fetched"]) == ('{"ETag":"\\"x\\""}', page.url, NOW.isoformat())
    assert row["size"] < 100


def test_a_page_without_a_report_is_not_kept(database: Database) -> None:
    keep(database, [ReadPage(Page(name="x", id="x", content=b"x"), ())], NOW)
    assert database.rows("SELECT * FROM pages") == []
